package data

import (
	"fmt"
	"time"
)

// LastWeek, as the Week of a [Holiday], is the last such weekday of the month.
const LastWeek = -1

// Falls reports whether the office rests on d because of the holiday. A yearly
// 29 February falls in leap years alone.
func (h Holiday) Falls(d Date) bool {
	if h.on(d) {
		return true
	}
	// 5 U.S.C. 6103(b) and Executive Order 11582: Saturday's holiday is observed
	// on Friday, Sunday's on Monday.
	return h.Observed &&
		(d.Weekday() == time.Friday && h.on(d.AddDays(1)) || d.Weekday() == time.Monday && h.on(d.AddDays(-1)))
}

func (h Holiday) on(d Date) bool {
	if h.On.IsZero() {
		return false
	}
	day, named := d.utc(), h.On.utc()
	switch {
	case h.Week != 0:
		return day.Month() == named.Month() && day.Weekday() == named.Weekday() && inWeek(d, h.Week)
	case h.Yearly:
		return day.Month() == named.Month() && day.Day() == named.Day()
	}
	return d == h.On
}

// inWeek reports whether d is the week-th of its weekday in its month.
func inWeek(d Date, week int) bool {
	if week == LastWeek {
		return d.AddDays(7).Month() != d.Month()
	}
	return (d.utc().Day()-1)/7+1 == week
}

// When says when the holiday falls, for people: "every year on December 25",
// "the fourth Thursday of November", "October 12, 2026".
func (h Holiday) When() string {
	switch {
	case h.Week == LastWeek:
		return fmt.Sprintf("the last %s of %s", h.On.Weekday(), h.On.Format("January"))
	case h.Week >= 1 && h.Week <= 4:
		ordinal := [...]string{"first", "second", "third", "fourth"}[h.Week-1]
		return fmt.Sprintf("the %s %s of %s", ordinal, h.On.Weekday(), h.On.Format("January"))
	case h.Yearly:
		return "every year on " + h.On.Format("January 2")
	}
	return h.On.Long()
}

// IsBusinessDay reports whether d is a Monday to Friday and no holiday.
func IsBusinessDay(d Date, holidays []Holiday) bool {
	if wd := d.Weekday(); wd == time.Saturday || wd == time.Sunday {
		return false
	}
	for _, h := range holidays {
		if h.Falls(d) {
			return false
		}
	}
	return true
}

// USHolidays returns the federal holidays of 5 U.S.C. 6103(a).
func USHolidays() []Holiday {
	fixed := func(name string, m time.Month, day int) Holiday {
		return Holiday{Name: name, On: NewDate(2026, m, day), Yearly: true, Observed: true}
	}
	floating := func(name string, m time.Month, day, week int) Holiday {
		return Holiday{Name: name, On: NewDate(2026, m, day), Yearly: true, Week: week}
	}
	return []Holiday{
		fixed("New Year's Day", time.January, 1),
		floating("Birthday of Martin Luther King, Jr.", time.January, 19, 3),
		floating("Washington's Birthday", time.February, 16, 3),
		floating("Memorial Day", time.May, 25, LastWeek),
		fixed("Juneteenth National Independence Day", time.June, 19),
		fixed("Independence Day", time.July, 4),
		floating("Labor Day", time.September, 7, 1),
		floating("Columbus Day", time.October, 12, 2),
		fixed("Veterans Day", time.November, 11),
		floating("Thanksgiving Day", time.November, 26, 4),
		fixed("Christmas Day", time.December, 25),
	}
}

// StartingUnits returns the units that a new office starts from; the office
// edits them in Settings.
func StartingUnits() []string {
	return []string{
		"Emergency Department", "Admitting", "Intensive Care", "Cardiac Care", "Medical, 5 East", "Medical, 5 West",
		"Surgical, 6 East", "Surgical, 6 West", "Oncology", "Labor and Delivery", "Mother and Baby", "Neonatal Intensive Care",
		"Pediatrics", "Behavioral Health", "Rehabilitation", "Operating Room", "Recovery", "Ambulatory Surgery", "Dialysis",
		"Radiology", "Laboratory", "Pharmacy", "Physical Therapy", "Outpatient Clinics", "Patient Transport", "Food Services",
		"Environmental Services", "Security", "Medical Records", "Billing",
	}
}
