package casefile

import (
	"context"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// placeHold puts the case on legal hold.
func (s *Screen) placeHold() {
	key := s.file.Key
	e := s.newEditor("hold", "Place a legal hold", "Place the hold", "The case is on legal hold.")
	e.text = "While it stands the case is not closed and not purged, and what was written is only added to. Work and due dates go on."
	reason := e.area("reason", "Why, and who asked for it?", "", 3)
	e.require("reason")
	e.gather = func() change {
		why := trimmed(reason.Text)
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.PlaceHold(ctx, key, why)
		}
	}
	e.open()
}

// releaseHold ends the legal hold.
func (s *Screen) releaseHold() {
	if !s.desk.Allowed(data.RightSignOff) {
		return
	}
	key := s.file.Key
	e := s.newEditor("release", "Release the legal hold", "Release the hold", "The legal hold is released.")
	e.text = "Placed by " + s.file.Hold.By + " on " + ui.LongDay(s.file.Hold.On) + ": " + s.file.Hold.Reason
	reason := e.area("reason", "Who released it, and why?", "", 3)
	e.hint("reason", "Only counsel decides that a hold is no longer needed")
	e.require("reason")
	e.gather = func() change {
		why := trimmed(reason.Text)
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.ReleaseHold(ctx, key, why)
		}
	}
	e.open()
}

// holdWords says that a legal hold stands, or what it was.
func (s *Screen) holdWords() string {
	h := s.file.Hold
	switch {
	case h.Stands():
		return "Since " + s.day(h.On) + ", by " + h.By + ": " + h.Reason
	case !h.On.IsZero():
		return "From " + s.day(h.On) + " to " + s.day(h.ReleasedOn) + ": " + h.Reason + " Released by " + h.ReleasedBy + ": " + h.Release
	}
	return ""
}
