package data

import (
	"fmt"
	"slices"
	"time"
)

// EntersLate reports whether a day on which something was done lies within the
// time of a clock whose last day is over by now: such a day is taken after a
// question, and stays marked as entered later.
func EntersLate(c Clock, on, today Date) bool {
	return c.Running() && !on.IsZero() && on <= c.Due && today > c.Due
}

// Meet returns the clock as met on a day, entered at the instant at. The day may
// not lie before the clock started nor in the future; a clock that is met already
// keeps its first day. One that is paused goes on with the day on which it is met.
func (c Clock) Meet(on Date, by string, at time.Time, s Settings) (Clock, error) {
	var m Missing
	today := s.Today(at)
	m.add(on.IsZero(), "met_on", "met_on", "Enter the day on which it was done.")
	m.add(!on.IsZero() && on < DateOf(c.Start, s.Zone()), "met_on.before", "met_on",
		fmt.Sprintf("%s lies before the day on which this duty began; correct it.", on.Long()))
	m.add(on > today, "met_on.future", "met_on", fmt.Sprintf("%s lies in the future; enter the day on which it was done.", on.Long()))
	if err := m.Err(); err != nil {
		return c, err
	}
	if !c.Running() {
		return c, nil
	}
	if p, paused := c.Paused(); paused {
		c = c.restarted(max(on, p.From), by, at, s)
	}
	c.MetOn, c.EnteredOn = on, today
	return c, nil
}

// Extension is another due date for a clock: a day, or a period in the unit of
// the clock on top of those granted before, counted from the first due date.
type Extension struct {
	Due    Date
	Days   int
	Reason string
	Agreed string // who agreed to it
}

// Extend returns the clock with another due date and the change logged. The
// day may not lie before receipt; the reason and who agreed are required. The
// settings are those of the kind of case ([Settings.For]).
func (c Clock) Extend(x Extension, by string, at time.Time, s Settings) (Clock, error) {
	var m Missing
	change := ClockChange{At: at, By: by, From: c.Due, To: x.Due, Reason: x.Reason, Agreed: x.Agreed}
	m.add(!c.Running(), "clock", "due", "This duty is no longer owed, so its date cannot be moved.")
	m.add(x.Due.IsZero() && x.Days == 0, "due", "due", "Enter the new due date, or by how many days it moves.")
	m.add(!x.Due.IsZero() && x.Days != 0, "due.both", "due", "Enter the new due date or a number of days, not both.")
	m.add(x.Days < 0 || x.Days > maxClockDays, "days", "days", fmt.Sprintf("Give a number of days from 1 to %d.", maxClockDays))
	if x.Days > 0 && x.Days <= maxClockDays && x.Due.IsZero() {
		change.Kind, change.Days, change.To = MovedByPeriod, x.Days, c.DueAfter(x.Days, s)
		m.add(change.To <= c.Due, "due.earlier", "days", fmt.Sprintf(
			"Counted from the first due date this gives %s, which is no later than the date as it stands; enter the new date instead.", change.To.Long()))
	}
	m.add(!x.Due.IsZero() && x.Due < DateOf(c.Start, s.Zone()), "due.before", "due",
		fmt.Sprintf("%s lies before the day on which this duty began; enter a later day.", x.Due.Long()))
	m.add(x.Due == c.Due && !x.Due.IsZero(), "due.same", "due", "This is the due date already; enter another day.")
	m.add(blank(x.Reason), "reason", "reason", "Write why the date is moved.")
	m.add(blank(x.Agreed), "agreed", "agreed", "Write who agreed to it.")
	m.checkText(x.Reason, maxText, "reason", "The reason")
	m.checkText(x.Agreed, maxLine, "agreed", "The name")
	if err := m.Err(); err != nil {
		return c, err
	}
	return c.moved(change), nil
}

// DueAfter returns the due date when days are added to the periods granted so
// far: all of them are counted from the first due date, never from today.
func (c Clock) DueAfter(days int, s Settings) Date {
	return AddPeriod(c.firstDue(), c.added()+days, c.Unit, s.Holidays)
}

// added is how many days periods and pauses have added, in the unit of the clock.
func (c Clock) added() int {
	n := 0
	for _, ch := range c.Changes {
		if ch.Kind == MovedByPeriod {
			n += ch.Days
		}
	}
	for _, p := range c.Pauses {
		n += p.Days
	}
	return n
}

// firstDue is the first due date by the calendar that was accepted last.
func (c Clock) firstDue() Date {
	for _, ch := range slices.Backward(c.Changes) {
		if ch.Kind == MovedByCalendar {
			return ch.Base
		}
	}
	return c.Base
}

// moved returns the clock with the change made and logged. The log is a new
// slice: the caller's clock keeps its own.
func (c Clock) moved(change ClockChange) Clock {
	c.Changes = append(slices.Clip(slices.Clone(c.Changes)), change)
	c.Due = change.To
	return c
}

// Pause returns the clock standing still from a day on.
func (c Clock) Pause(from Date, reason, by string, at time.Time, s Settings) (Clock, error) {
	var m Missing
	today := s.Today(at)
	_, paused := c.Paused()
	m.add(!c.Running(), "clock", "from", "This duty is no longer owed, so it cannot be paused.")
	m.add(paused, "paused", "from", "This clock is paused already.")
	m.add(from.IsZero(), "from", "from", "Enter the day from which the clock stands still.")
	m.add(from > today, "from.future", "from", "The day lies in the future; pause the clock when it has come.")
	m.add(!from.IsZero() && from < DateOf(c.Start, s.Zone()), "from.before", "from", "The day lies before the day on which this duty began; correct it.")
	m.add(from > c.Due, "from.late", "from", fmt.Sprintf("The duty was late already on that day: it was due on %s. Move the due date instead.", c.Due.Long()))
	if n := len(c.Pauses); n > 0 && !paused {
		m.add(from < c.Pauses[n-1].To, "from.again", "from", "The day lies within the pause before; enter a later day.")
	}
	m.add(blank(reason), "reason", "reason", "Write why the clock is paused.")
	m.checkText(reason, maxText, "reason", "The reason")
	if err := m.Err(); err != nil {
		return c, err
	}
	c.Pauses = append(slices.Clip(slices.Clone(c.Pauses)), ClockPause{From: from, Reason: reason, By: by, LookAgain: from.AddDays(s.pauseLimit())})
	return c, nil
}

// Restart returns the clock running again from a day on, with the days that it
// stood still added to its due date.
func (c Clock) Restart(on Date, by string, at time.Time, s Settings) (Clock, error) {
	var m Missing
	today := s.Today(at)
	p, paused := c.Paused()
	m.add(!paused, "clock", "on", "This clock is not paused.")
	m.add(on.IsZero(), "on", "on", "Enter the day on which the clock runs again.")
	m.add(!on.IsZero() && on < p.From, "on.before", "on",
		fmt.Sprintf("The clock was paused on %s; it cannot run again before that day.", p.From.Long()))
	m.add(on > today, "on.future", "on", "The day lies in the future; restart the clock when it has come.")
	if err := m.Err(); err != nil {
		return c, err
	}
	return c.restarted(on, by, at, s), nil
}

func (c Clock) restarted(on Date, by string, at time.Time, s Settings) Clock {
	c.Pauses = slices.Clone(c.Pauses)
	p := &c.Pauses[len(c.Pauses)-1]
	p.To = on
	p.Days = daysBetween(p.From, on, c.Unit, s.Holidays)
	if p.Days == 0 {
		return c
	}
	return c.moved(ClockChange{At: at, By: by, From: c.Due, To: AddPeriod(c.Due, p.Days, c.Unit, s.Holidays), Kind: MovedByPause,
		Reason: fmt.Sprintf("Paused from %s to %s: %s", p.From.Long(), on.Long(), p.Reason)})
}

// daysBetween counts the days after from up to to, in a unit.
func daysBetween(from, to Date, unit ClockUnit, holidays []Holiday) int {
	if unit != BusinessDays {
		return int(to - from)
	}
	n := 0
	for day := from.AddDays(1); day <= to; day = day.AddDays(1) {
		if IsBusinessDay(day, holidays) {
			n++
		}
	}
	return n
}

// Long reports whether the clock has stood still, or stood still, for longer
// than the office's limit.
func (p ClockPause) Long(today Date) bool {
	if !p.To.IsZero() {
		today = p.To
	}
	return today > p.LookAgain
}

// SetAppeal returns the clock of an appeal's deadline with another name or due
// date, running again where it was met or stopped by mistake. A change of the
// date is logged.
func (c Clock) SetAppeal(name string, due Date, by string, at time.Time) Clock {
	c.Name, c.Stopped, c.MetOn, c.EnteredOn = name, false, 0, 0
	if due == c.Due {
		return c
	}
	return c.moved(ClockChange{At: at, By: by, From: c.Due, To: due, Reason: "The deadline of the appeal was changed."})
}
