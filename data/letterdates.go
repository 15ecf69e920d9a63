package data

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// writtenDay is a day as somebody wrote it in a sentence. Of one written with
// digits alone both orders of day and month are told where both can be; Year is 0
// where none is written.
type writtenDay struct {
	at, end int // bytes
	year    int
	month   time.Month
	day     int
}

// is reports whether the day was meant: the year must agree where it is written.
func (w writtenDay) is(d Date) bool {
	t := d.utc()
	return !d.IsZero() && t.Month() == w.month && t.Day() == w.day && (w.year == 0 || w.year == t.Year())
}

// date is the day of the calendar; zero without a year.
func (w writtenDay) date() Date {
	if w.year == 0 {
		return 0
	}
	return NewDate(w.year, w.month, w.day)
}

const monthNames = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|` +
	`enero|ene|febrero|marzo|abril|abr|mayo|junio|julio|agosto|ago|sep?tiembre|setiembre|octubre|noviembre|diciembre|dic`

// dayForms are the ways in which people write a day; the groups are named.
var dayForms = []*regexp.Regexp{
	regexp.MustCompile(`\b(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\b`),
	regexp.MustCompile(`(?i)\b(?P<name>` + monthNames + `)\.? +(?P<d>\d{1,2})(?:st|nd|rd|th)?\b(?:,? +(?:del? )?(?P<y>\d{4})\b)?`),
	regexp.MustCompile(`(?i)\b(?P<d>\d{1,2})(?:st|nd|rd|th|º)?[ -]+(?:of |de )?(?P<name>` + monthNames + `)\b\.?(?:,?[ -]+(?:del? )?(?P<y>\d{4})\b)?`),
	regexp.MustCompile(`\b(?P<m>\d{1,2})[-/.](?P<d>\d{1,2})[-/.](?P<y>\d{4}|\d{2})\b`),
}

// daysWritten finds the days written in a text, in English or Spanish.
func daysWritten(text string) []writtenDay {
	var all []writtenDay
	for _, form := range dayForms {
		for _, hit := range form.FindAllStringSubmatchIndex(text, -1) {
			part := func(name string) string {
				if i := form.SubexpIndex(name); i >= 0 && hit[2*i] >= 0 {
					return text[hit[2*i]:hit[2*i+1]]
				}
				return ""
			}
			month, digits := monthNamed(part("name")), 0
			if month == 0 {
				digits, _ = strconv.Atoi(part("m"))
			}
			day, _ := strconv.Atoi(part("d"))
			for _, y := range yearsMeant(part("y")) {
				w := writtenDay{at: hit[0], end: hit[1], year: y, month: month, day: day}
				if digits > 0 {
					w.month = time.Month(digits)
				}
				all = appendDay(all, w)
				if digits > 0 && digits != day && len(part("y")) < 5 && form.SubexpIndex("m") < form.SubexpIndex("y") {
					w.month, w.day = time.Month(day), digits
					all = appendDay(all, w)
				}
			}
		}
	}
	return all
}

func appendDay(all []writtenDay, w writtenDay) []writtenDay {
	if w.month < 1 || w.month > 12 || w.day < 1 || w.day > 31 {
		return all
	}
	return append(all, w)
}

// yearsMeant are the years that a written one can be: two digits are of this
// century or the last.
func yearsMeant(y string) []int {
	n, err := strconv.Atoi(y)
	switch {
	case err != nil:
		return []int{0}
	case len(y) == 2:
		return []int{2000 + n, 1900 + n}
	}
	return []int{n}
}

// monthNamed is the month of an English or Spanish name, whole or cut; 0 for none.
func monthNamed(name string) time.Month {
	name = strings.ToLower(name)
	if len(name) < 3 {
		return 0
	}
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), name) || strings.HasPrefix(spanishMonths[m-1], name) {
			return m
		}
	}
	if strings.HasPrefix(name, "sep") || strings.HasPrefix(name, "set") {
		return time.September
	}
	return 0
}
