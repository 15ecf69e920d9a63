package ehr

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"rapport/data/exchange"
)

// cellDate is a date as a cell or a line of a screen may mean it: a day in each order
// of its numbers, empty where that order gives none. The two are the same where the
// cell leaves no choice.
type cellDate struct {
	dayFirst, monthFirst string // YYYY-MM-DD
	clock                string // Thh:mm, where there is a time of day
	short                bool   // the year had two digits
}

func (d cellDate) ok() bool { return d.dayFirst != "" || d.monthFirst != "" }

// proves returns the order that the cell proves: the one that gives a day.
func (d cellDate) proves() exchange.Order {
	switch {
	case d.dayFirst == "" && d.monthFirst != "":
		return exchange.MonthFirst
	case d.monthFirst == "" && d.dayFirst != "":
		return exchange.DayFirst
	}
	return ""
}

// ambiguous tells that the order of the numbers matters.
func (d cellDate) ambiguous() bool {
	return d.dayFirst != "" && d.monthFirst != "" && d.dayFirst != d.monthFirst
}

// in returns the day in an order; where the cell leaves no choice, in any.
func (d cellDate) in(o exchange.Order) string {
	switch {
	case d.ambiguous() && o == "":
		return ""
	case o == exchange.DayFirst && d.dayFirst != "", d.monthFirst == "":
		return d.dayFirst
	}
	return d.monthFirst
}

var (
	cellNumeric = regexp.MustCompile(`^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})$`)
	cellISO     = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$`)
	cellCompact = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	cellDayName = regexp.MustCompile(`(?i)^(\d{1,2})(?:st|nd|rd|th)?[ \-/.]+(?:de +)?(\pL{3,})\.?[ \-/.,]+(?:de +|del +)?(\d{4}|\d{2})$`)
	cellNameDay = regexp.MustCompile(`(?i)^(\pL{3,})\.?[ \-/.]+(\d{1,2})(?:st|nd|rd|th)?[ ,\-/.]+(\d{4}|\d{2})$`)
	cellClock   = regexp.MustCompile(`(?i)[ T,]+(\d{1,2}):?(\d{2})(?::?\d{2}(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(?:Z|[A-Z]{2,4}T|[+-]\d{2}:?\d{2})?$`)
	weekday     = regexp.MustCompile(`(?i)^(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mi[eé]|jue|vie|s[aá]b|dom)\pL*[.,]? +`)
)

var monthNumbers = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
	"ene": 1, "abr": 4, "ago": 8, "set": 9, "dic": 12,
}

// dateIn reads a cell. Years of two digits are completed to the last one that is not
// after this year.
func dateIn(cell string, now time.Time) cellDate {
	var d cellDate
	cell = strings.TrimSpace(cell)
	if g := cellClock.FindStringSubmatchIndex(cell); g != nil && g[0] >= 6 {
		if clock, ok := clockOf(cell[g[2]:g[3]], cell[g[4]:g[5]], part(cell, g[6], g[7])); ok {
			d.clock, cell = clock, strings.TrimSpace(cell[:g[0]])
		}
	}
	if rest := weekday.ReplaceAllString(cell, ""); rest != cell && strings.ContainsAny(rest, "0123456789") && !isDigit(cell[0]) && cellNameDay.FindString(cell) == "" {
		cell = rest
	}
	set := func(to *string, year string, m, day int) {
		y, _ := strconv.Atoi(year) // the pattern gives digits
		if len(year) == 2 {
			d.short = true
			if y += now.Year() / 100 * 100; y > now.Year() {
				y -= 100
			}
		}
		if s := fmt.Sprintf("%04d-%02d-%02d", y, m, day); onCalendar(s) && s >= "1850" {
			*to = s
		}
	}
	both := func(year string, m, day int) {
		set(&d.dayFirst, year, m, day)
		d.monthFirst = d.dayFirst
	}
	switch {
	case cellISO.MatchString(cell):
		g := cellISO.FindStringSubmatch(cell)
		both(g[1], number(g[2]), number(g[3]))
	case cellCompact.MatchString(cell):
		g := cellCompact.FindStringSubmatch(cell)
		both(g[1], number(g[2]), number(g[3]))
	case cellNumeric.MatchString(cell):
		g := cellNumeric.FindStringSubmatch(cell)
		set(&d.dayFirst, g[3], number(g[2]), number(g[1]))
		set(&d.monthFirst, g[3], number(g[1]), number(g[2]))
	case cellDayName.MatchString(cell):
		g := cellDayName.FindStringSubmatch(cell)
		both(g[3], monthOf(g[2]), number(g[1]))
	case cellNameDay.MatchString(cell):
		g := cellNameDay.FindStringSubmatch(cell)
		both(g[3], monthOf(g[1]), number(g[2]))
	}
	return d
}

func part(s string, from, to int) string {
	if from < 0 {
		return ""
	}
	return s[from:to]
}

func monthOf(name string) int {
	r := []rune(strings.ToLower(name))
	return monthNumbers[string(r[:min(3, len(r))])]
}

// number reads the digits that a pattern has matched.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

func clockOf(hour, minute, half string) (string, bool) {
	h, m := number(hour), number(minute)
	switch half = strings.ToLower(half); {
	case half != "" && (h < 1 || h > 12):
		return "", false
	case strings.HasPrefix(half, "p") && h < 12:
		h += 12
	case strings.HasPrefix(half, "a") && h == 12:
		h = 0
	}
	if h > 23 || m > 59 {
		return "", false
	}
	return fmt.Sprintf("T%02d:%02d", h, m), true
}
