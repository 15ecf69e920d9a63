package casefile

import (
	"context"
	"fmt"
	"slices"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// extendClock moves the due date of a duty that the officer chooses.
func (s *Screen) extendClock() {
	if running := s.movableClocks(); len(running) > 0 {
		s.moveClock(running[len(running)-1].ID)
	}
}

// movableClocks are the running clocks whose day is the office's to move; that of
// an appeal is changed in the appeal.
func (s *Screen) movableClocks() []data.Clock {
	return slices.DeleteFunc(s.runningClocks(), func(c data.Clock) bool { return c.About != (data.ID{}) })
}

// moveClock moves a due date: by a period from the first due date, or to a day.
func (s *Screen) moveClock(id data.ID) {
	key, running := s.file.Key, s.movableClocks()
	e := s.newEditor("clock", "Move a due date", "Move the date", "The due date is moved.")
	e.text = "The day promised to the person moves with it: tell them, and record the contact."
	clock := choose(e, "clock", "What is due", s.clockOptions(running), id)
	days := e.number("days", "Longer by how many days", 1, 365)
	due := e.day("due", "Or until the day", 0)
	e.beside(2)
	outcome := ui.NewParagraph("", ui.Strong)
	e.below(outcome)
	reason := e.area("reason", "Why", "", 2)
	agreed := e.search("agreed", "Who agreed to it", words(s.names()), "", true)
	e.require("clock", "reason", "agreed")
	chosen := func() data.Clock {
		at := slices.IndexFunc(running, func(c data.Clock) bool { return c.ID == held(clock) })
		return running[max(at, 0)]
	}
	show := func() { outcome.SetText(s.moveWords(chosen(), countIn(days), dayOf(due))) }
	clock.OnChanged, days.OnChanged = func(string) { show() }, func(string) { show() }
	due.OnChanged = func(data.Date) { show() }
	show()
	e.gather = func() change {
		on := held(clock)
		x := data.Extension{Due: dayOf(due), Days: countIn(days), Reason: trimmed(reason.Text), Agreed: trimmed(agreed.Text())}
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.ExtendClock(ctx, key, on, x)
		}
	}
	e.open()
}

// moveWords says from when the days are counted and which day they give.
func (s *Screen) moveWords(c data.Clock, days int, due data.Date) string {
	words := "First due on " + ui.LongDay(c.Base) + "."
	if c.Due != c.Base {
		words = "First due on " + ui.LongDay(c.Base) + ", now on " + ui.LongDay(c.Due) + "."
	}
	switch {
	case !due.IsZero():
		return words + " New date: " + ui.LongDay(due) + "."
	case days > 0:
		return words + " New date, " + c.Unit.String() + " counted from the first: " + ui.LongDay(c.DueAfter(days, s.settings().For(s.file.Kind))) + "."
	}
	return words
}

// pauseClock lets a clock stand still.
func (s *Screen) pauseClock(c data.Clock) {
	key := s.file.Key
	e := s.newEditor("pause/"+c.ID.String(), "Pause: "+c.Label(), "Pause the clock", "The clock is paused.")
	e.text = "A paused clock is not late. The days until it runs again are added to the due date."
	from := e.day("from", "From which day", s.today())
	reason := e.area("reason", "Why", "", 2)
	e.require("from", "reason")
	e.first = reason
	e.gather = func() change {
		day, why := dayOf(from), trimmed(reason.Text)
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.PauseClock(ctx, key, c.ID, day, why)
		}
	}
	e.open()
}

// restartClock lets a paused clock run again.
func (s *Screen) restartClock(c data.Clock) {
	key := s.file.Key
	e := s.newEditor("restart/"+c.ID.String(), "Restart: "+c.Label(), "Restart the clock", "The clock runs again.")
	if p, paused := c.Paused(); paused {
		e.text = fmt.Sprintf("Paused since %s: %s", ui.LongDay(p.From), p.Reason)
	}
	on := e.day("on", "From which day it runs again", s.today())
	e.require("on")
	e.gather = func() change {
		day := dayOf(on)
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.ResumeClock(ctx, key, c.ID, day)
		}
	}
	e.open()
}

// meetClock marks a duty as done that no letter and no contact marks.
func (s *Screen) meetClock(c data.Clock) {
	key := s.file.Key
	e := s.newEditor("met/"+c.ID.String(), "Done: "+c.Label(), "Mark it as done", "The duty is marked as done.")
	on := e.day("met_on", "On which day", s.today())
	e.require("met_on")
	e.ask = func() *ui.Question { return s.lateEntry([]data.ClockKind{c.Kind}, dayOf(on)) }
	e.gather = func() change {
		day := dayOf(on)
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.MeetClock(ctx, key, c.ID, day)
		}
	}
	e.open()
}

// stopClock ends a clock that somebody started by hand.
func (s *Screen) stopClock(c data.Clock) {
	key := s.file.Key
	e := s.newEditor("stop/"+c.ID.String(), "No longer owed: "+c.Label(), "End the clock", "The clock has ended.")
	reason := e.area("reason", "Why is it no longer owed?", "", 2)
	e.require("reason")
	e.gather = func() change {
		why := trimmed(reason.Text)
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.StopClock(ctx, key, c.ID, why)
		}
	}
	e.open()
}

// startClock starts a clock by hand.
func (s *Screen) startClock() {
	key := s.file.Key
	e := s.newEditor("newclock", "Start another clock", "Start the clock", "The clock is running.")
	kinds := slices.DeleteFunc(terms(data.ClockKinds), func(o ui.Option[data.ClockKind]) bool { return !o.Value.ByHand() })
	kind := choose(e, "kind", "What is owed", kinds, data.ClockCommittee)
	name := e.line("name", "Its name, where another fits better", "")
	e.beside(2)
	from := e.day("from", "From which day the time counts", s.today())
	e.hint("from", "This day is day 0")
	days := e.days("days", "How long")
	due := e.day("due", "Or until the day", 0)
	e.hint("due", "As a notice names it")
	e.beside(2)
	e.require("kind", "from")
	usual := func() {
		k := s.settings().Standard(held(kind))
		days.SetCount(k.Days, k.Unit)
	}
	kind.OnChanged = func(string) { usual() }
	usual()
	e.gather = func() change {
		x := data.ClockStart{Kind: held(kind), Name: trimmed(name.Text), From: dayOf(from), Due: dayOf(due)}
		x.Days, x.Unit = days.Count()
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) { return in.StartClock(ctx, key, x) }
	}
	e.open()
}
