package casefile

import (
	"context"
	"strings"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

func (s *Screen) runningClocks() []data.Clock {
	var running []data.Clock
	for _, c := range s.file.Clocks {
		if c.Running() {
			running = append(running, c)
		}
	}
	return running
}

// extendClock moves a due date, with the reason.
func (s *Screen) extendClock() {
	key, running := s.file.Key, s.runningClocks()
	options := make([]ui.Option[data.ID], len(running))
	for i, c := range running {
		options[i] = ui.Option[data.ID]{Value: c.ID, Label: c.Label() + ", " + ui.DueWords(c.Due, s.today())}
	}
	e := s.newEditor("clock", "Move a due date", "Move the date", "The due date is moved.")
	e.text = "The day promised to the person moves with it: tell them, and record the contact."
	clock := choose(e, "clock", "What is due", options, running[len(running)-1].ID)
	due := e.day("due", "New due date", 0)
	reason := e.area("reason", "Why, and who agreed to it?", "", 3)
	e.require("clock", "due", "reason")
	e.gather = func() change {
		id, day, why := held(clock), dayOf(due), strings.TrimSpace(reason.Text)
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.ExtendClock(ctx, key, id, day, why)
		}
	}
	e.open()
}
