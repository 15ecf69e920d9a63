package data

import (
	"fmt"
	"slices"
)

// Standard is how long the office gives itself for a duty. One value feeds the
// clock, the sentence in the letter and the caption of the report: hospitals are
// cited against their own policy and their own letters (domain 0, fact 5).
type Standard struct {
	Clock ClockKind `json:"clock"`
	Days  int       `json:"days"` // in Unit
	Unit  ClockUnit `json:"unit"`
}

// startingStandards are those of a new office. They are the hospital's own
// policy to set; where a rule or a guideline names a figure, it stands beside.
var startingStandards = []Standard{
	{ClockAcknowledge, 2, BusinessDays},
	{ClockUpdate, 7, CalendarDays}, // the stated number of days of an interim notice
	{ClockDecide, 7, CalendarDays}, // guideline to 42 CFR 482.13(a)(2)(ii): 7 days on average
	{ClockAnswer, 30, CalendarDays},
	{ClockCommittee, 30, CalendarDays},
	{ClockCivilRights, 30, CalendarDays}, // sample procedure to 45 CFR 92.8
	{ClockPrivacy, 30, CalendarDays},     // 45 CFR 164.530(d) names no number of days
	{ClockAppeal, 30, CalendarDays},      // sample procedure to 45 CFR 92.8; an insurer's notice has its own
}

// StartingStandards returns the standards that a new office starts from, one for
// each clock.
func StartingStandards() []Standard { return slices.Clone(startingStandards) }

// Standard returns the office's standard for a duty, or the usual one where the
// office set none.
func (s Settings) Standard(kind ClockKind) Standard {
	for _, list := range [][]Standard{s.Standards, startingStandards} {
		for _, t := range list {
			if t.Clock == kind {
				return t
			}
		}
	}
	return Standard{Clock: kind, Days: 30, Unit: CalendarDays}
}

// WithStandard returns the settings with another standard for its duty. The
// settings before keep their own.
func (s Settings) WithStandard(t Standard) Settings {
	s.Standards = slices.Clone(s.Standards)
	for i := range s.Standards {
		if s.Standards[i].Clock == t.Clock {
			s.Standards[i] = t
			return s
		}
	}
	s.Standards = append(s.Standards, t)
	return s
}

// Phrase writes the standard as clocks, letters and reports say it: 7 days,
// 10 business days.
func (t Standard) Phrase() string {
	what := "day"
	if t.Unit == BusinessDays {
		what = "business day"
	}
	if t.Days != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", t.Days, what)
}

// After returns the day by which the standard wants it done when day is day 0.
// The settings are those of the kind of case ([Settings.For]).
func (t Standard) After(day Date, s Settings) Date { return AddPeriod(day, t.Days, t.Unit, s.Holidays) }

// Calendar is a list of holidays for some kinds of case, where these do not
// follow the office's own.
type Calendar struct {
	Name     string    `json:"name"`
	Kinds    []Kind    `json:"kinds"`
	Holidays []Holiday `json:"holidays,omitempty"`
}

// For returns the settings as they hold for a kind of case: with the holidays of
// the calendar that names the kind, otherwise with the office's.
func (s Settings) For(kind Kind) Settings {
	for _, c := range s.Calendars {
		for _, k := range c.Kinds {
			if k == kind {
				s.Holidays = c.Holidays
				return s
			}
		}
	}
	return s
}

// UsualPauseLimit is how many days a clock may stand still before somebody
// should look at it again.
const UsualPauseLimit = 30

func (s Settings) pauseLimit() int {
	if s.PauseLimit > 0 {
		return s.PauseLimit
	}
	return UsualPauseLimit
}

// validateClocks checks the standards, the calendars and the limit of a pause.
func (s Settings) validateClocks(m *Missing) {
	seen := map[ClockKind]bool{}
	for _, t := range s.Standards {
		field := "standards." + string(t.Clock)
		m.add(!Known(ClockKinds, t.Clock), "standard.clock", field, "A standard names a duty that is not known; remove it.")
		m.add(seen[t.Clock], "standard.twice", field, "A duty has two standards; remove one.")
		m.add(t.Days < 1 || t.Days > maxClockDays, "standard.days", field,
			fmt.Sprintf("%s: give a number of days from 1 to %d.", t.Clock, maxClockDays))
		m.add(!Known(ClockUnits, t.Unit), "standard.unit", field, t.Clock.String()+": choose calendar days or business days.")
		seen[t.Clock] = true
	}
	if t := s.Standard(ClockDecide); t.Days > 7 && t.Days <= maxClockDays {
		m.warn(true, "decision.long", "standards."+string(ClockDecide),
			"The guideline to 42 CFR 482.13(a)(2)(ii) names 7 days on average; surveyors measure against your own figure.")
	}
	m.add(s.PauseLimit < 1 || s.PauseLimit > maxClockDays, "pause_limit", "pause_limit",
		fmt.Sprintf("The days that a clock may be paused must be between 1 and %d.", maxClockDays))
	validateHolidays(m, s.Holidays, "holidays")
	follows := map[Kind]bool{}
	for i, c := range s.Calendars {
		field := fmt.Sprintf("calendars.%d", i)
		m.add(blank(c.Name), "calendar.name", field, "A calendar has no name; enter one or remove it.")
		m.add(len(c.Kinds) == 0, "calendar.kinds", field, "A calendar is for no kind of case; choose one or remove the calendar.")
		m.checkText(c.Name, maxLine, field, "The name of a calendar")
		for _, k := range c.Kinds {
			m.add(!Known(Kinds, k), "calendar.kind", field, "A calendar names a kind of case that is not known; choose again.")
			m.add(follows[k], "calendar.twice", field, k.String()+" follows two calendars; take it out of one.")
			follows[k] = true
		}
		validateHolidays(m, c.Holidays, field)
	}
}

func validateHolidays(m *Missing, all []Holiday, list string) {
	for i, h := range all {
		field := fmt.Sprintf("%s.%d", list, i)
		m.add(h.On.IsZero(), "holiday", field, "A holiday has no date; enter one or remove it.")
		m.add(blank(h.Name), "holiday.name", field, "A holiday has no name; enter one or remove it.")
		m.add(h.Week < LastWeek || h.Week > 4, "holiday.week", field, "A holiday must fall in the first to fourth or the last week; choose again.")
	}
}
