package data

import (
	"fmt"
	"math"
	"time"
)

// Date is a calendar day in the office's time zone, counted in days since
// 1 January 1970. The zero value means "no date"; 1 January 1970 itself, on which
// people were born and which registries write where they know no day, has a number
// of its own, so that it comes before every other day: compare with [Date.Before]
// where it may matter.
type Date int32

const epoch Date = math.MinInt32 // 1 January 1970

// dateOfDays is the day n days after 1 January 1970.
func dateOfDays(n int64) Date {
	if n == 0 {
		return epoch
	}
	return Date(n)
}

func (d Date) days() int64 {
	if d == epoch {
		return 0
	}
	return int64(d)
}

// Before reports whether d is an earlier day than e; no date is before none.
func (d Date) Before(e Date) bool { return d != 0 && e != 0 && d.days() < e.days() }

// NewDate returns the day y-m-d; out-of-range values are carried over as
// [time.Date] does.
func NewDate(y int, m time.Month, d int) Date {
	return dateOfDays(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// DateOf returns the calendar day of the instant t in the zone loc.
func DateOf(t time.Time, loc *time.Location) Date {
	y, m, d := t.In(loc).Date()
	return NewDate(y, m, d)
}

// ParseDate reads YYYY-MM-DD. The empty string is the zero Date.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return 0, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("reading the date %q: it must be written as YYYY-MM-DD", s)
	}
	return dateOfDays(t.Unix() / 86400), nil
}

func (d Date) utc() time.Time { return time.Unix(d.days()*86400, 0).UTC() }

// IsZero reports whether no date is set.
func (d Date) IsZero() bool { return d == 0 }

// String writes the date as YYYY-MM-DD, or nothing for the zero Date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// Format writes the date in a [time.Time] layout, or nothing for the zero Date.
func (d Date) Format(layout string) string {
	if d == 0 {
		return ""
	}
	return d.utc().Format(layout)
}

// Long writes the date as in a letter: March 4, 2026.
func (d Date) Long() string { return d.Format("January 2, 2006") }

// AddDays returns the day n calendar days later; of no date, none.
func (d Date) AddDays(n int) Date {
	if d == 0 {
		return 0
	}
	return dateOfDays(d.days() + int64(n))
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Year returns the calendar year.
func (d Date) Year() int { return d.utc().Year() }

// Month returns the month that holds the day.
func (d Date) Month() Month { t := d.utc(); return Month{t.Year(), t.Month()} }

// Start returns the first instant of the day in loc, as UTC.
func (d Date) Start(loc *time.Location) time.Time {
	t := d.utc()
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, loc).UTC()
}

// MarshalText writes YYYY-MM-DD.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD or nothing.
func (d *Date) UnmarshalText(b []byte) (err error) { *d, err = ParseDate(string(b)); return err }

// Month is a calendar month of the office.
type Month struct {
	Year  int
	Month time.Month
}

// ParseMonth reads YYYY-MM.
func ParseMonth(s string) (Month, error) {
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return Month{}, fmt.Errorf("reading the month %q: it must be written as YYYY-MM", s)
	}
	return Month{t.Year(), t.Month()}, nil
}

// First returns the first day of the month.
func (m Month) First() Date { return NewDate(m.Year, m.Month, 1) }

// Last returns the last day of the month.
func (m Month) Last() Date { return m.Add(1).First().AddDays(-1) }

// Add returns the month n months later.
func (m Month) Add(n int) Month { return NewDate(m.Year, m.Month+time.Month(n), 1).Month() }

// String writes YYYY-MM.
func (m Month) String() string { return m.First().Format("2006-01") }

// Long writes the month as in a heading: March 2026.
func (m Month) Long() string { return m.First().Format("January 2006") }

// Short writes the month as on a chart axis: Mar.
func (m Month) Short() string { return m.First().Format("Jan") }
