package window

import (
	"context"
	"strings"
	"time"

	"rapport/app/window/ui"
)

// keepAll keeps every draft; false: something is not on the disk, and a dialog that
// is open says why.
func (f *floor) keepAll() bool {
	all := ui.DialogsMayClose(f.stage.window)
	failed := f.quietly(func() {
		for _, v := range f.views {
			v.Left()
		}
	})
	return all && failed == nil
}

// mayEnd calls end at once, or after asking where it would lose what somebody typed:
// the disk did not take it, and only this run of the program holds it.
func (s *stage) mayEnd(end func()) {
	if s.file == nil {
		end()
		return
	}
	kept := s.floor == nil || s.floor.keepAll()
	ctx, cancel := context.WithTimeout(context.Background(), heldTime)
	defer cancel()
	s.file.WriteHeld(ctx)
	whose := s.file.HeldBy()
	if kept && len(whose) == 0 {
		end()
		return
	}
	if s.floor != nil { // the view in front was left, and stays
		s.floor.steady = true
		s.floor.again()
		s.floor.steady = false
	}
	words := "What was typed last could not be saved, because the disk did not take it. It is lost when Rapport closes. Free some space or put the drive back first; then nothing is lost."
	if len(whose) > 0 && s.floor == nil {
		words = "What " + strings.Join(whose, " and ") + " typed could not be saved, because the disk did not take it. It is in memory alone and is lost when Rapport closes. Free some space or put the drive back and sign in; then it is saved."
	}
	s.ending.Close() // asked already
	s.ending = ui.Ask(s.window, ui.Question{Title: "Close and lose what was typed?", Text: words, Yes: "Close and lose it", No: "Keep Rapport open", Danger: true}, end)
}

const (
	// heldLook is how often it is tried to write what is held in memory.
	heldLook = 30 * time.Second
	// heldTime is how long that may hold up closing.
	heldTime = 2 * time.Second
)

// writeHeld writes what is held in memory, once there is room.
func (f *floor) writeHeld() {
	file := f.desk.Session.File()
	if len(file.HeldBy()) == 0 {
		return
	}
	ui.Load(&f.holding, func(ctx context.Context) (struct{}, error) { file.WriteHeld(ctx); return struct{}{}, nil }, func(struct{}, error) {})
}

// tellHeld says at the door that something waits in memory for a sign-in.
func (s *stage) tellHeld() {
	if s.file == nil || len(s.file.HeldBy()) == 0 {
		return
	}
	ui.Tell(s.window, "What you typed is not on the disk yet", "The disk did not take it before Rapport locked. It is kept in memory, encrypted, and is saved when you sign in again and there is room. Do not close Rapport until then.")
}

// heldWords says after a sign-in what became of what was held; empty: nothing was.
func (f *floor) heldWords() (say []string) {
	file := f.desk.Session.File()
	if file.WroteHeld() > 0 {
		say = append(say, "What you typed before Rapport locked could not be saved then. It was kept in memory and is saved now: it is there when you open it again.")
	}
	for _, who := range file.HeldBy() {
		if who == f.desk.Session.Officer().Name {
			say = append(say, "Something that you typed before is still in memory alone, because the disk does not take it. Free some space; Rapport tries again every half minute.")
		}
	}
	return say
}
