package data

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Period is what a report is about: the days from From to To, both included. A
// whole month, quarter or year is known as one and named so.
type Period struct {
	From Date `json:"from"`
	To   Date `json:"to"`
}

// MonthPeriod is the whole month.
func MonthPeriod(m Month) Period { return Period{m.First(), m.Last()} }

// QuarterPeriod is the calendar quarter that holds the day.
func QuarterPeriod(d Date) Period {
	first, last := Quarter(d)
	return Period{first, last}
}

// YearPeriod is the calendar year.
func YearPeriod(year int) Period {
	return Period{NewDate(year, time.January, 1), NewDate(year, time.December, 31)}
}

// PeriodSize says what calendar unit a period is.
type PeriodSize int

// The sizes of a period.
const (
	AnyDays PeriodSize = iota
	OneMonth
	OneQuarter
	OneYear
)

// Size returns the calendar unit that the period is exactly, or [AnyDays].
func (p Period) Size() PeriodSize {
	switch p {
	case MonthPeriod(p.From.Month()):
		return OneMonth
	case QuarterPeriod(p.From):
		return OneQuarter
	case YearPeriod(p.From.Year()):
		return OneYear
	}
	return AnyDays
}

// Valid reports whether the period has both ends, in their order.
func (p Period) Valid() bool { return !p.From.IsZero() && !p.To.IsZero() && p.From <= p.To }

// Has reports whether the day lies in the period.
func (p Period) Has(d Date) bool { return !d.IsZero() && p.From <= d && d <= p.To }

// Days is how many days the period has.
func (p Period) Days() int { return int(p.To-p.From) + 1 }

// Months returns the months that the period touches, in their order.
func (p Period) Months() []Month {
	var all []Month
	for m := p.From.Month(); m.First() <= p.To; m = m.Add(1) {
		all = append(all, m)
	}
	return all
}

// WholeMonths reports whether the period begins with a month and ends with one,
// so that numbers kept by month (patient days) belong to it.
func (p Period) WholeMonths() bool {
	return p.From == p.From.Month().First() && p.To == p.To.Month().Last()
}

// Before is the same period before: the month, quarter or year before, or as
// many days that end on the day before From.
func (p Period) Before() Period {
	switch p.Size() {
	case OneMonth:
		return MonthPeriod(p.From.Month().Add(-1))
	case OneQuarter:
		return QuarterPeriod(p.From.AddDays(-1))
	case OneYear:
		return YearPeriod(p.From.Year() - 1)
	}
	return Period{p.From.AddDays(-p.Days()), p.From.AddDays(-1)}
}

// Next is the same period after, the other way round from Before.
func (p Period) Next() Period {
	switch p.Size() {
	case OneMonth:
		return MonthPeriod(p.From.Month().Add(1))
	case OneQuarter:
		return QuarterPeriod(p.To.AddDays(1))
	case OneYear:
		return YearPeriod(p.From.Year() + 1)
	}
	return Period{p.To.AddDays(1), p.To.AddDays(p.Days())}
}

var quarterNames = []string{"first", "second", "third", "fourth"}

// quarterOf is the number of the quarter of a day, from 1.
func quarterOf(d Date) int { return (int(d.Month().Month)-1)/3 + 1 }

// Long names the period as in a heading: March 2026; third quarter of 2026;
// 2026; or its first and last day as the office writes them.
func (p Period) Long(l Locale) string {
	switch p.Size() {
	case OneMonth:
		return p.From.Month().Long()
	case OneQuarter:
		return fmt.Sprintf("%s quarter of %d", quarterNames[quarterOf(p.From)-1], p.From.Year())
	case OneYear:
		return strconv.Itoa(p.From.Year())
	}
	if p.From == p.To {
		return l.Long(p.From)
	}
	return l.Long(p.From) + " to " + l.Long(p.To)
}

// String writes the period as a command takes it and a file name has it:
// 2026-10, 2026-Q3, 2026, 2026-10-05..2026-11-04.
func (p Period) String() string {
	switch p.Size() {
	case OneMonth:
		return p.From.Month().String()
	case OneQuarter:
		return fmt.Sprintf("%d-Q%d", p.From.Year(), quarterOf(p.From))
	case OneYear:
		return strconv.Itoa(p.From.Year())
	}
	return p.From.String() + ".." + p.To.String()
}

// ParsePeriod reads what [Period.String] writes.
func ParsePeriod(s string) (Period, error) {
	fault := fmt.Errorf("reading the period %q: it must be written as 2026-10, 2026-Q3, 2026 or 2026-10-05..2026-11-04", s)
	if from, to, isRange := strings.Cut(s, ".."); isRange {
		first, err := ParseDate(from)
		if err != nil {
			return Period{}, fault
		}
		last, err := ParseDate(to)
		if p := (Period{first, last}); err == nil && p.Valid() {
			return p, nil
		}
		return Period{}, fault
	}
	if year, quarter, isQuarter := strings.Cut(s, "-Q"); isQuarter {
		y, err := strconv.Atoi(year)
		q, err2 := strconv.Atoi(quarter)
		if err != nil || err2 != nil || len(year) != 4 || len(quarter) != 1 || q < 1 || q > 4 {
			return Period{}, fault
		}
		return QuarterPeriod(NewDate(y, time.Month(3*q), 1)), nil
	}
	if len(s) == 4 {
		if y, err := strconv.Atoi(s); err == nil && y > 0 {
			return YearPeriod(y), nil
		}
		return Period{}, fault
	}
	m, err := ParseMonth(s)
	if err != nil {
		return Period{}, fault
	}
	return MonthPeriod(m), nil
}
