package ui

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"rapport/data"
)

var errTime = errors.New("this is not a time; type it like 2:05 pm, 14:05 or now")

func errDate(l data.Locale) error {
	march := data.NewDate(2026, time.March, 4)
	return fmt.Errorf("this is not a date; type it like %s, %s, today or +7", l.Short(march), march.Format("Jan 2"))
}

func errNoDay(l data.Locale) error {
	if l.DayFirst() {
		return errors.New("there is no such day; check day and month (day first: 3/4 is 3 April)")
	}
	return errors.New("there is no such day; check month and day (month first: 3/4 is March 4)")
}

var (
	isoDate   = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
	plainDate = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?$`)
	monthDay  = regexp.MustCompile(`^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}|\d{2}))?$`)
	dayMonth  = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?(?:,? (\d{4}|\d{2}))?$`)
	shift     = regexp.MustCompile(`^([+-])\s*(\d{1,4})$`)
	clock     = regexp.MustCompile(`^(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap])?\.?(?:m\.?)?$`)
)

// ReadDate reads a date as people type it: 2026-03-04, 3/4/26, 3/4, Mar 4 2026,
// 4 March, today (t), yesterday (y), tomorrow, +7, -2. Whether 3/4 is in March or
// in April is the locale's. A day without a year is the nearest such day; a
// year of two digits lies within 20 years ahead of today and 79 back.
func ReadDate(text string, today data.Date, l data.Locale) (data.Date, error) {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	switch text {
	case "t", "today", "now":
		return today, nil
	case "y", "yesterday":
		return today - 1, nil
	case "tomorrow", "tom":
		return today + 1, nil
	}
	if m := shift.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1] + m[2])
		return today.AddDays(n), nil
	}
	if m := isoDate.FindStringSubmatch(text); m != nil {
		return dayOf(m[1], number(m[2]), number(m[3]), today, l)
	}
	if m := plainDate.FindStringSubmatch(text); m != nil {
		month, day := number(m[1]), number(m[2])
		if l.DayFirst() {
			month, day = day, month
		}
		return dayOf(m[3], month, day, today, l)
	}
	if m := monthDay.FindStringSubmatch(text); m != nil {
		return dayOf(m[3], monthNamed(m[1]), number(m[2]), today, l)
	}
	if m := dayMonth.FindStringSubmatch(text); m != nil {
		return dayOf(m[3], monthNamed(m[2]), number(m[1]), today, l)
	}
	return 0, errDate(l)
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // the patterns let digits through only
	return n
}

// monthNamed is the month that the letters begin, 0 when there is none.
func monthNamed(letters string) int {
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), letters) {
			return int(m)
		}
	}
	if letters == "sept" {
		return int(time.September)
	}
	return 0
}

func dayOf(year string, month, day int, today data.Date, l data.Locale) (d data.Date, err error) {
	ok := false
	switch len(year) {
	case 4:
		d, ok = realDay(number(year), month, day)
	case 2:
		y := today.Year()/100*100 + number(year)
		if y > today.Year()+20 {
			y -= 100
		}
		d, ok = realDay(y, month, day)
	default:
		d = nearest(month, day, today)
		ok = !d.IsZero()
	}
	if !ok {
		return 0, errNoDay(l)
	}
	return d, nil
}

// nearest is the day closest to today among last, this and next year's; zero
// where none of them has it.
func nearest(month, day int, today data.Date) data.Date {
	var best data.Date
	for y := today.Year() - 1; y <= today.Year()+1; y++ {
		d, ok := realDay(y, month, day)
		if ok && (best.IsZero() || distance(d, today) < distance(best, today)) {
			best = d
		}
	}
	return best
}

func distance(a, b data.Date) data.Date { return max(a-b, b-a) }

func realDay(year, month, day int) (data.Date, bool) {
	d := data.NewDate(year, time.Month(month), day)
	m := d.Month()
	return d, int(m.Month) == month && m.Year == year && year >= 1850 && year <= 2199
}

// TimeOfDay is minutes since midnight.
type TimeOfDay int

// String writes the time as entries show it: 2:05 pm.
func (t TimeOfDay) String() string {
	return time.Date(2000, 1, 1, 0, int(t), 0, 0, time.UTC).Format("3:04 pm")
}

// ReadTime reads a time of day as people type it: 14:05, 1405, 2:05 pm, 2p, now.
// now is the time of the office's clock.
func ReadTime(text string, now TimeOfDay) (TimeOfDay, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	switch text {
	case "n", "now":
		return now, nil
	case "noon":
		return 12 * 60, nil
	}
	m := clock.FindStringSubmatch(text)
	if m == nil {
		return 0, errTime
	}
	hour, minute := number(m[1]), number(m[2])
	switch {
	case minute > 59, hour > 23, m[3] != "" && (hour < 1 || hour > 12), m[2] == "" && m[3] == "":
		return 0, errTime
	case m[3] == "p" && hour < 12:
		hour += 12
	case m[3] == "a" && hour == 12:
		hour = 0
	}
	return TimeOfDay(hour*60 + minute), nil
}
