package data

import (
	"testing"
	"time"
)

// The dates are those that the Office of Personnel Management lists.
func TestUSFederalHolidays(t *testing.T) {
	for _, rest := range []Date{
		NewDate(2024, time.January, 15), NewDate(2025, time.February, 17), NewDate(2026, time.May, 25), NewDate(2027, time.May, 31),
		NewDate(2026, time.June, 19), NewDate(2026, time.September, 7), NewDate(2025, time.October, 13), NewDate(2025, time.November, 11),
		NewDate(2025, time.November, 27), NewDate(2030, time.November, 28), NewDate(2026, time.December, 25),
		NewDate(2026, time.July, 3),      // the 4th is a Saturday
		NewDate(2027, time.July, 5),      // the 4th is a Sunday
		NewDate(2021, time.December, 31), // New Year's Day 2022 is a Saturday
	} {
		if IsBusinessDay(rest, USHolidays()) {
			t.Errorf("%s, %s, is worked", rest, rest.Weekday())
		}
	}
	for _, work := range []Date{
		NewDate(2026, time.July, 6), NewDate(2026, time.May, 18), NewDate(2025, time.November, 20), NewDate(2025, time.November, 28),
		NewDate(2026, time.January, 2), NewDate(2026, time.February, 9), NewDate(2026, time.December, 24),
	} {
		if !IsBusinessDay(work, USHolidays()) {
			t.Errorf("%s, %s, is not worked", work, work.Weekday())
		}
	}
}

func TestElevenFederalHolidaysRestOnEveryYear(t *testing.T) {
	for year := 2020; year <= 2060; year++ {
		days := 0
		for d := NewDate(year, time.January, 1); d.Year() == year; d = d.AddDays(1) {
			if wd := d.Weekday(); wd != time.Saturday && wd != time.Sunday && !IsBusinessDay(d, USHolidays()) {
				days++
			}
		}
		// A New Year's Day on a Saturday is observed in the year before.
		if days < 10 || days > 12 {
			t.Errorf("%d has %d working days off", year, days)
		}
	}
}

func TestAHolidaySaysWhenItFalls(t *testing.T) {
	for want, h := range map[string]Holiday{
		"every year on December 25":       {On: NewDate(2026, 12, 25), Yearly: true},
		"the fourth Thursday of November": {On: NewDate(2026, 11, 26), Week: 4},
		"the last Monday of May":          {On: NewDate(2026, 5, 25), Week: LastWeek},
		"October 12, 2026":                {On: NewDate(2026, 10, 12)},
	} {
		if got := h.When(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestAHolidayWithoutADateNeverFalls(t *testing.T) {
	if (Holiday{Yearly: true}).Falls(NewDate(2026, 1, 1)) {
		t.Error("it falls")
	}
}
