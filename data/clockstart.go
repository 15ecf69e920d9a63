package data

import (
	"fmt"
	"time"
)

// DueDate returns the day by which something is due that came in at received.
// The day of receipt, in the office's zone, is day 0. A calendar clock ends on
// the very day; a business-day clock counts and ends on working days alone.
func DueDate(received time.Time, length int, unit ClockUnit, s Settings) Date {
	return AddPeriod(DateOf(received, s.Zone()), length, unit, s.Holidays)
}

// clocksOf lists the duties that follow from a kind of case; kinds that are not
// listed owe an answer.
var clocksOf = map[Kind][]ClockKind{
	Grievance:   {ClockAcknowledge, ClockDecide},                   // 42 CFR 482.13(a)(2)(ii)
	CivilRights: {ClockAcknowledge, ClockDecide, ClockCivilRights}, // in parallel: 45 CFR 92.8
	Privacy:     {ClockPrivacy},                                    // 45 CFR 164.530(d)
	Compliment:  {},
}

// ClocksFor returns the duties of a case of the kind, running from received, by
// the office's standards and the calendar of the kind: for what owes a notice
// the acknowledgement and the decision, for the rest an answer, and none for a
// compliment or for what was resolved at once. A reopened case gets fresh ones
// from the day on which it was reopened; the old ones stay as they are.
func ClocksFor(kind Kind, received time.Time, s Settings, resolvedNow bool) []Clock {
	if resolvedNow && !kind.NeedsNotice() {
		return nil
	}
	owed, listed := clocksOf[kind]
	if !listed {
		owed = []ClockKind{ClockAnswer}
	}
	var clocks []Clock
	for _, k := range owed {
		clocks = append(clocks, NewClock(s.Standard(k), received, s.For(kind)))
	}
	return clocks
}

// NewClock starts a clock by a standard. The settings are those of the kind of
// case ([Settings.For]).
func NewClock(t Standard, start time.Time, s Settings) Clock {
	due := DueDate(start, t.Days, t.Unit, s)
	return Clock{ID: NewID(), Kind: t.Clock, Start: start.UTC(), Length: t.Days, Unit: t.Unit, Base: due, Due: due}
}

// ClockStart is what an officer says of a clock that they start by hand.
type ClockStart struct {
	Kind ClockKind
	Name string    // its own label; empty: that of its kind
	From Date      // day 0
	Days int       // 0: by the office's standard, unless Due names the day
	Unit ClockUnit // of Days
	Due  Date      // the day itself, as a notice names it
}

// StartClock returns the clock that an officer starts in a case. Neither its
// first nor its last day may lie before the receipt of the case.
func StartClock(x ClockStart, f CaseFile, by string, at time.Time, s Settings) (Clock, error) {
	var m Missing
	today := s.Today(at)
	received := DateOf(f.ReceivedAt, s.Zone())
	m.add(!x.Kind.ByHand(), "kind", "kind", "Choose which clock to start.")
	m.add(x.From.IsZero(), "from", "from", "Enter the day on which the time begins.")
	m.add(x.From > today, "from.future", "from", "The time cannot begin in the future; enter today or an earlier day.")
	m.add(!x.From.IsZero() && x.From < received, "from.before", "from",
		fmt.Sprintf("The case was received on %s; the time cannot begin before.", received.Long()))
	m.add(x.Due.IsZero() && (x.Days < 0 || x.Days > maxClockDays), "days", "days", fmt.Sprintf("Give a number of days from 1 to %d.", maxClockDays))
	m.add(x.Days > 0 && !Known(ClockUnits, x.Unit), "unit", "days", "Choose calendar days or business days.")
	m.add(!x.Due.IsZero() && x.Due < max(x.From, received), "due.before", "due",
		fmt.Sprintf("%s lies before the day on which this duty began; enter a later day.", x.Due.Long()))
	m.checkText(x.Name, maxLine, "name", "The name")
	for _, c := range f.Clocks {
		m.add(c.Kind == x.Kind && c.Running() && c.Label() == (Clock{Kind: x.Kind, Name: x.Name}).Label(), "kind.runs", "kind",
			"Such a clock is running already; give this one a name of its own, or move the date of the other.")
	}
	if err := m.Err(); err != nil {
		return Clock{}, err
	}
	t := s.Standard(x.Kind)
	if x.Days > 0 {
		t.Days, t.Unit = x.Days, x.Unit
	}
	c := NewClock(t, x.From.Start(s.Zone()), s.For(f.Kind))
	c.Name, c.StartedBy = x.Name, by
	if !x.Due.IsZero() {
		c = c.dueOn(x.Due)
	}
	return c, nil
}

// dueOn returns the clock with a first due date that was named, not counted.
func (c Clock) dueOn(due Date) Clock {
	c.Length, c.Unit, c.Base, c.Due = 0, CalendarDays, due, due
	return c
}

// UpdateAfterExtension returns the clock of the word that the person is owed
// once their decision takes longer: due on the day that was promised before (the
// guideline to 42 CFR 482.13(a)(2)(ii) wants them told before the days are over).
// There is none where such a word is owed already or the duty is another one.
func UpdateAfterExtension(moved Clock, before Date, running []Clock) (Clock, bool) {
	if moved.Kind != ClockDecide || moved.Due <= before || owedUpdate(running) {
		return Clock{}, false
	}
	return Clock{ID: NewID(), Kind: ClockUpdate, Start: moved.Start}.dueOn(before), true
}

// UpdateAfterLetter returns the clock of the next word after an interim letter
// that left on a day, while the decision is still owed.
func UpdateAfterLetter(on Date, kind Kind, clocks []Clock, s Settings) (Clock, bool) {
	open := false
	for _, c := range clocks {
		open = open || c.Kind == ClockDecide && c.Running()
	}
	if !open || owedUpdate(clocks) {
		return Clock{}, false
	}
	return NewClock(s.Standard(ClockUpdate), on.Start(s.Zone()), s.For(kind)), true
}

func owedUpdate(clocks []Clock) bool {
	for _, c := range clocks {
		if c.Kind == ClockUpdate && c.Running() {
			return true
		}
	}
	return false
}

// AppealClock returns the clock of a deadline in an appeal, which the notice
// sets. Its time runs from the receipt of the case; what was done before that
// day begins it earlier.
func AppealClock(about ID, name string, due, met Date, received time.Time, s Settings) Clock {
	c := Clock{ID: NewID(), Kind: ClockAppeal, Name: name, About: about, Start: received.UTC()}.dueOn(due)
	if !met.IsZero() && met < DateOf(received, s.Zone()) {
		c.Start = met.Start(s.Zone())
	}
	return c
}

// ClocksFrom is the instant from which the duties of the case count: its
// receipt or, once it was reopened, the last time that it was.
func (f *CaseFile) ClocksFrom() time.Time {
	from := f.ReceivedAt
	for _, c := range f.Clocks {
		follows := c.StartedBy == "" && c.About == (ID{}) && c.Kind != ClockUpdate
		if f.Reopened > 0 && follows && c.Start.After(from) {
			from = c.Start
		}
	}
	return from
}
