package data

import (
	"cmp"
	"slices"
	"time"
)

// RunningClock is a clock of an open case, with what is needed to see which
// calendar it follows.
type RunningClock struct {
	Case   int64 // key
	Number string
	Kind   Kind
	Clock  Clock
}

// ClockMove is a due date that another list of holidays would move.
type ClockMove struct {
	Case   int64
	Number string
	Clock  ID
	What   string
	From   Date
	To     Date
}

// MovesFor lists the due dates that would be others under the new settings,
// because a holiday was added or removed or a kind of case follows another
// calendar. They are a proposal: a due date is fixed when its clock starts, and
// moves only when the officer accepts it. A date that was agreed with somebody
// by name, and a clock that counts calendar days, is not moved by a holiday.
func MovesFor(old, new Settings, clocks []RunningClock) []ClockMove {
	var moves []ClockMove
	for _, r := range clocks {
		c := r.Clock
		if !c.Running() || c.Unit != BusinessDays || c.named() {
			continue
		}
		_, was := c.counted(old.For(r.Kind))
		_, is := c.counted(new.For(r.Kind))
		if was != is && is != c.Due {
			moves = append(moves, ClockMove{Case: r.Case, Number: r.Number, Clock: c.ID, What: c.Label(), From: c.Due, To: is})
		}
	}
	slices.SortStableFunc(moves, func(a, b ClockMove) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Case, b.Case)) })
	return moves
}

// named reports whether somebody named the due date as it stands.
func (c Clock) named() bool {
	return c.Length == 0 || slices.ContainsFunc(c.Changes, func(ch ClockChange) bool { return ch.Kind == MovedToDate })
}

// counted returns the first due date and the one that follows from it with the
// periods granted and the pauses, by the holidays of the settings.
func (c Clock) counted(s Settings) (first, due Date) {
	first = DueDate(c.Start, c.Length, c.Unit, s)
	return first, AddPeriod(first, c.added(), c.Unit, s.Holidays)
}

// Recount returns the clock with the due date that the holidays of the settings
// give, and the change logged.
func (c Clock) Recount(reason, by string, at time.Time, s Settings) Clock {
	first, due := c.counted(s)
	return c.moved(ClockChange{At: at, By: by, From: c.Due, To: due, Reason: reason, Kind: MovedByCalendar, Base: first})
}
