package exchange

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"rapport/data"
)

// Order is the order in which a file writes the numbers of a date.
type Order string

// The orders of a date.
const (
	DayFirst   Order = "day_first"   // 31/12/2026
	MonthFirst Order = "month_first" // 12/31/2026
)

func (o Order) other() Order {
	if o == DayFirst {
		return MonthFirst
	}
	return DayFirst
}

func (o Order) words() string {
	if o == DayFirst {
		return "day first"
	}
	return "month first"
}

// earliest is the first year that a record of an office may carry.
const earliest = 1990

// written is a date as a cell may mean it: one day for each order, zero where
// that order gives no day of the calendar, or one in the future.
type written struct {
	raw   string
	day   map[Order]data.Date
	clock time.Duration // time of day, where the cell has one
	timed bool
}

// single returns the only day that the cell can mean.
func (w written) single() (data.Date, bool) {
	d, m := w.day[DayFirst], w.day[MonthFirst]
	switch {
	case d == m, m == 0:
		return d, d != 0
	case d == 0:
		return m, true
	}
	return 0, false
}

// order returns the order that the cell proves: the one reading that is a day.
func (w written) order() (Order, bool) {
	d, m := w.day[DayFirst], w.day[MonthFirst]
	switch {
	case d == m:
		return "", false
	case m == 0:
		return DayFirst, true
	case d == 0:
		return MonthFirst, true
	}
	return "", false
}

var (
	numericDate = regexp.MustCompile(`^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})$`)
	isoDate     = regexp.MustCompile(`^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$`)
	clockTime   = regexp.MustCompile(`(?i)^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s*([ap])\.?m\.?)?(?:Z|[+\-]\d{2}:?\d{2})?$`)
)

var namedLayouts = []string{
	"2 Jan 2006", "2 January 2006", "Jan 2 2006", "January 2 2006", "2 Jan 06", "Mon 2 Jan 2006", "Mon Jan 2 2006",
	"Monday 2 January 2006", "Monday January 2 2006",
}

// readDate finds what a cell can mean. Days after today are no readings:
// nothing has been received in the future.
func readDate(cell string, today data.Date) written { return readDateFrom(cell, today, earliest) }

// readDateFrom is readDate for dates that may lie further back, as birth dates.
func readDateFrom(cell string, today data.Date, firstYear int) written {
	w := written{raw: cell, day: map[Order]data.Date{}}
	dayPart, ok := w.takeClock(strings.TrimSpace(cell))
	if !ok {
		return w
	}
	set := func(o Order, y, m, d int) {
		day := data.NewDate(y, time.Month(m), d)
		if m < 1 || m > 12 || d < 1 || day.Format("2") != strconv.Itoa(d) || y < firstYear || day > today {
			return
		}
		w.day[o] = day
	}
	if g := isoDate.FindStringSubmatch(dayPart); g != nil {
		y, m, d := atoi(g[1]), atoi(g[2]), atoi(g[3])
		set(DayFirst, y, m, d)
		set(MonthFirst, y, m, d)
		return w
	}
	if g := numericDate.FindStringSubmatch(dayPart); g != nil {
		a, b, y := atoi(g[1]), atoi(g[2]), fullYear(g[3])
		set(DayFirst, y, b, a)
		set(MonthFirst, y, a, b)
		return w
	}
	plain := strings.Join(strings.FieldsFunc(dayPart, func(r rune) bool { return r == ' ' || r == ',' || r == '-' || r == '.' || r == '/' }), " ")
	for _, layout := range namedLayouts {
		if t, err := time.Parse(layout, plain); err == nil {
			set(DayFirst, t.Year(), int(t.Month()), t.Day())
			set(MonthFirst, t.Year(), int(t.Month()), t.Day())
			return w
		}
	}
	return w
}

// takeClock splits the time of day off a cell.
func (w *written) takeClock(cell string) (day string, ok bool) {
	i := strings.IndexAny(cell, ":")
	if i < 0 {
		return cell, true
	}
	i = strings.LastIndexAny(cell[:i], " T")
	if i < 0 {
		return "", false
	}
	g := clockTime.FindStringSubmatch(strings.TrimSpace(cell[i+1:])) // as it was read off the clock there, whatever the zone
	if g == nil {
		return "", false
	}
	h, m, s := atoi(g[1]), atoi(g[2]), atoi(g[3])
	switch half := strings.ToLower(g[4]); {
	case half != "" && (h < 1 || h > 12):
		return "", false
	case half == "p" && h < 12:
		h += 12
	case half == "a" && h == 12:
		h = 0
	}
	if h > 23 || m > 59 || s > 59 {
		return "", false
	}
	w.clock, w.timed = time.Duration(h)*time.Hour+time.Duration(m)*time.Minute+time.Duration(s)*time.Second, true
	return strings.TrimRight(cell[:i], " ,"), true
}

// atoi reads digits that a pattern has matched; an absent group is 0.
func atoi(s string) int {
	n, _ := strconv.Atoi(s) // at most four digits, so never an error but for ""
	return n
}

// fullYear completes a year of two digits: 00 to 69 are of this century.
func fullYear(s string) int {
	y := atoi(s)
	if len(s) == 2 {
		if y < 70 {
			return y + 2000
		}
		return y + 1900
	}
	return y
}

// unreadable says why a cell gives no day.
func (w written) unreadable(today data.Date) string {
	if later := readDate(w.raw, today.AddDays(365*1000)); len(later.day) > 0 {
		return fmt.Sprintf("the date %q lies in the future or before %d", w.raw, earliest)
	}
	return fmt.Sprintf("%q is not a date of the calendar", w.raw)
}
