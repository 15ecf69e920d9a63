package data

import (
	"fmt"
	"time"
)

// ClockKind is a duty that a clock measures.
type ClockKind string

// The clocks of this version.
const (
	ClockAcknowledge ClockKind = "acknowledge"
	ClockDecide      ClockKind = "decision"
	ClockAnswer      ClockKind = "answer" // for cases that owe no notice
)

// ClockKinds lists the clocks.
var ClockKinds = []Term[ClockKind]{
	{ClockAcknowledge, "Acknowledgement"}, {ClockDecide, "Written decision"}, {ClockAnswer, "Answer"},
}

// String returns the label.
func (k ClockKind) String() string { return labelOf(ClockKinds, k) }

// ClockUnit is what a clock counts.
type ClockUnit string

// The units of a clock.
const (
	CalendarDays ClockUnit = "calendar"
	BusinessDays ClockUnit = "business" // Monday to Friday without the office's holidays
)

// Clock is a duty with a due date. The due date is fixed when the clock starts
// and moves only by a logged change: surveyors compare it with the letter sent.
type Clock struct {
	ID     ID        `json:"id"`
	Kind   ClockKind `json:"kind"`
	Start  time.Time `json:"start"`
	Length int       `json:"length"` // in Unit
	Unit   ClockUnit `json:"unit"`
	Due    Date      `json:"due"`
	MetOn  Date      `json:"met_on,omitempty"`
	// Stopped marks a duty that is no longer owed: the kind changed, the case was
	// withdrawn or closed without it.
	Stopped bool          `json:"stopped,omitempty"`
	Changes []ClockChange `json:"changes,omitempty"`
}

// ClockChange is one change of a due date.
type ClockChange struct {
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	From   Date      `json:"from"`
	To     Date      `json:"to"`
	Reason string    `json:"reason"`
}

// Running reports whether the duty is still owed.
func (c Clock) Running() bool { return !c.Stopped && c.MetOn.IsZero() }

// Late reports whether the duty is owed and its last day is over, or was met
// after that day. The due date itself is in time until midnight in the office.
func (c Clock) Late(today Date) bool {
	if !c.MetOn.IsZero() {
		return c.MetOn > c.Due
	}
	return c.Running() && today > c.Due
}

// Label returns the name of the duty.
func (c Clock) Label() string { return c.Kind.String() }

// Meet returns the clock as met on a day. The day may not lie before
// the clock started nor after today; a clock that is met already keeps its first day.
func (c Clock) Meet(on, today Date, s Settings) (Clock, error) {
	var m Missing
	m.add(on.IsZero(), "met_on", "met_on", "Enter the day on which it was done.")
	m.add(!on.IsZero() && on < DateOf(c.Start, s.Zone()), "met_on.before", "met_on",
		fmt.Sprintf("%s lies before the day on which this duty began; correct it.", on.Long()))
	m.add(on > today, "met_on.future", "met_on", fmt.Sprintf("%s lies in the future; enter the day on which it was done.", on.Long()))
	if err := m.Err(); err != nil {
		return c, err
	}
	if c.Running() {
		c.MetOn = on
	}
	return c, nil
}

// Extend returns the clock with another due date and the change logged. The
// day may not lie before receipt, and the reason is required.
func (c Clock) Extend(due Date, reason, by string, at time.Time, s Settings) (Clock, error) {
	var m Missing
	m.add(!c.Running(), "clock", "due", "This duty is no longer owed, so its date cannot be moved.")
	m.add(due.IsZero(), "due", "due", "Enter the new due date.")
	m.add(!due.IsZero() && due < DateOf(c.Start, s.Zone()), "due.before", "due",
		fmt.Sprintf("%s lies before the day on which this duty began; enter a later day.", due.Long()))
	m.add(due == c.Due, "due.same", "due", "This is the due date already; enter another day.")
	m.add(blank(reason), "reason", "reason", "Write why the date is moved and who agreed to it.")
	m.checkText(reason, maxText, "reason", "The reason")
	if err := m.Err(); err != nil {
		return c, err
	}
	// A new slice: the caller's clock keeps its own log.
	c.Changes = append(append([]ClockChange(nil), c.Changes...), ClockChange{At: at, By: by, From: c.Due, To: due, Reason: reason})
	c.Due = due
	return c, nil
}

// DueDate returns the day by which something is due that came in at received.
// The day of receipt, in the office's zone, is day 0. A calendar clock ends on
// the very day; a business-day clock counts and ends on working days alone.
func DueDate(received time.Time, length int, unit ClockUnit, s Settings) Date {
	day := DateOf(received, s.Zone())
	if unit != BusinessDays {
		return day.AddDays(length)
	}
	for n := 0; n < length; {
		day = day.AddDays(1)
		if IsBusinessDay(day, s.Holidays) {
			n++
		}
	}
	for !IsBusinessDay(day, s.Holidays) {
		day = day.AddDays(1)
	}
	return day
}

// ClocksFor returns the duties of a case of the kind, running from received:
// for what owes a notice the acknowledgement and the decision (42 CFR
// 482.13(a)(2)(ii)), for the rest an answer, and none for a compliment or for
// what was resolved at once. A reopened case gets fresh ones from the day on
// which it was reopened; the old ones stay as they are.
func ClocksFor(kind Kind, received time.Time, s Settings, resolvedNow bool) []Clock {
	start := func(k ClockKind, length int, unit ClockUnit) Clock {
		return Clock{ID: NewID(), Kind: k, Start: received.UTC(), Length: length, Unit: unit, Due: DueDate(received, length, unit, s)}
	}
	switch {
	case kind.NeedsNotice():
		return []Clock{start(ClockAcknowledge, s.AcknowledgeDays, BusinessDays), start(ClockDecide, s.DecisionDays, CalendarDays)}
	case kind == Compliment || resolvedNow:
		return nil
	}
	return []Clock{start(ClockAnswer, s.AnswerDays, CalendarDays)}
}

// NextDue returns the earliest day on which something is due in a case, and
// what: a running clock or an open task. Both are empty when nothing is.
func NextDue(clocks []Clock, tasks []Task) (Date, string) {
	var due Date
	var what string
	earlier := func(d Date, w string) {
		if !d.IsZero() && (due.IsZero() || d < due) {
			due, what = d, w
		}
	}
	for _, c := range clocks {
		if c.Running() {
			earlier(c.Due, c.Label())
		}
	}
	for _, t := range tasks {
		if t.DoneOn.IsZero() {
			earlier(t.Due, t.What)
		}
	}
	return due, what
}
