package data

import (
	"encoding/json"
	"testing"
	"time"
)

func TestADateIsTheDayOfTheOffice(t *testing.T) {
	instant := time.Date(2026, 3, 5, 3, 30, 0, 0, time.UTC)
	if got := DateOf(instant, newYork(t)); got.String() != "2026-03-04" || got.Long() != "March 4, 2026" {
		t.Errorf("got %s", got)
	}
	start := NewDate(2026, 3, 8).Start(newYork(t)) // the clocks change on this day
	if !start.Equal(time.Date(2026, 3, 8, 5, 0, 0, 0, time.UTC)) {
		t.Errorf("the day starts at %s", start)
	}
}

func TestDatesAreReadAndWrittenAlike(t *testing.T) {
	for _, s := range []string{"", "1990-01-01", "2028-02-29", "1905-12-31"} {
		d, err := ParseDate(s)
		if err != nil || d.String() != s {
			t.Errorf("%q is read as %q, %v", s, d, err)
		}
		b, err := json.Marshal(d)
		var back Date
		if err != nil || json.Unmarshal(b, &back) != nil || back != d {
			t.Errorf("%q as json is %s", s, b)
		}
	}
	for _, s := range []string{"2027-02-29", "03/04/2026", "2026-3-4", "today"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("%q is read as %s", s, d)
		}
	}
}

func TestThe1stOfJanuary1970IsADayLikeOthers(t *testing.T) {
	d := NewDate(1970, time.January, 1)
	read, err := ParseDate("1970-01-01")
	if err != nil || read != d || d.IsZero() || d.String() != "1970-01-01" || d.Year() != 1970 || d.AddDays(1).String() != "1970-01-02" || d.AddDays(-1).AddDays(1) != d {
		t.Errorf("it is %q and %q, error %v", d, read, err)
	}
	if d.Before(NewDate(1896, time.May, 1)) || !d.Before(NewDate(1970, time.January, 2)) || !NewDate(1969, time.December, 31).Before(d) {
		t.Error("it has not its place among the days")
	}
	p := Person{Role: RolePatient, Family: "Okafor", BirthDate: d}
	if m := p.check(NewDate(2026, time.March, 4)); len(m.Blocking()) > 0 {
		t.Errorf("somebody born then: %v", m)
	}
}

func TestMonthsBeginAndEnd(t *testing.T) {
	m, err := ParseMonth("2028-02")
	if err != nil || m.Last() != NewDate(2028, 2, 29) || m.Add(-2).String() != "2027-12" || m.Add(11).Long() != "January 2029" {
		t.Errorf("got %v, %s to %s, %v", m, m.First(), m.Last(), err)
	}
}
