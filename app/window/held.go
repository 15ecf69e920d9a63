package window

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data/store"
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

// unheld is what failed without being held in memory by the case file; nil: all of it
// is held.
func unheld(failed error) (lost error) {
	if several, ok := failed.(interface{ Unwrap() []error }); ok {
		for _, err := range several.Unwrap() {
			lost = errors.Join(lost, unheld(err))
		}
		return lost
	}
	var held *store.DraftHeld
	if errors.As(failed, &held) {
		return nil
	}
	return failed
}

// loss words what is about to lose what only this run of the program holds.
type loss struct{ title, when, yes, no string }

var (
	byClosing = loss{"Close and lose what was typed?", "when Rapport closes", "Close and lose it", "Keep Rapport open"}
	byLeaving = loss{"Leave and lose what was typed?", "when you leave this case file", "Leave and lose it", "Stay here"}
	byRestore = loss{"Restore the copy and lose what was typed?", "when the copy is restored", "Restore and lose it", "Do not restore now"}
)

// mayEnd calls end at once, or after asking where it would lose what somebody typed:
// only this run of the program holds it. What is under way with the case file comes
// to its end first.
func (s *stage) mayEnd(by loss, end func()) {
	if s.locker.Busy() {
		return
	}
	if s.file == nil {
		end()
		return
	}
	kept := s.floor == nil || s.floor.keepAll()
	if s.floor != nil && len(s.file.HeldBy()) > 0 {
		ctx, cancel := context.WithTimeout(context.Background(), heldTime)
		defer cancel()
		s.file.WriteHeld(ctx)
	}
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
	s.ending.Close() // asked already
	s.ending = ui.Ask(s.window, ui.Question{Title: by.title, Text: s.lossWords(by, whose, kept), Yes: by.yes, No: by.no, Danger: true}, end)
}

// lossWords says whose words are lost and how they are saved. What is not kept is of
// whoever is signed in.
func (s *stage) lossWords(by loss, whose []string, kept bool) string {
	if s.floor != nil {
		me := s.floor.desk.Session.Officer().Name
		others := slices.DeleteFunc(slices.Clone(whose), func(who string) bool { return who == me })
		if !kept || len(others) < len(whose) {
			others = append([]string{"you"}, others...)
		}
		whose = others
	}
	words := "What " + strings.Join(whose, " and ") + " typed could not be saved. It is in memory alone and is lost " + by.when + ". If the disk is full, make room; if a drive is missing, put it back. "
	if s.floor != nil && len(whose) == 1 && whose[0] == "you" {
		return words + "Then nothing is lost."
	}
	return words + "It is saved when whoever typed it signs in then."
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
	f.frame.status.show()
	ui.Load(&f.holding, func(ctx context.Context) (struct{}, error) { file.WriteHeld(ctx); return struct{}{}, nil },
		func(struct{}, error) { f.frame.status.show() })
}

// tellHeld says at the door that something waits in memory for a sign-in.
func (s *stage) tellHeld() {
	if s.file == nil || len(s.file.HeldBy()) == 0 {
		return
	}
	ui.Tell(s.window, "What you typed is not on the disk yet", "It could not be saved before Rapport locked. It is kept in memory, encrypted, and is saved when you sign in again and the disk takes it. Do not close Rapport until then.")
}

// tellLost says, once the desk is left, that something of what was typed there could
// neither be saved nor is held.
func (s *stage) tellLost(failed error) {
	if lost := unheld(failed); lost != nil {
		ui.Tell(s.window, "Something that you typed is lost", "It could not be kept when Rapport left the desk. "+plain.Sentence(lost))
	}
}

// heldWords says after a sign-in what became of what was held; empty: nothing was.
func (f *floor) heldWords() (say []string) {
	file := f.desk.Session.File()
	if file.WroteHeld() > 0 {
		say = append(say, "What you typed before Rapport locked could not be saved then. It was kept in memory and is saved now: it is there when you open it again.")
	}
	for _, who := range file.HeldBy() {
		if who == f.desk.Session.Officer().Name {
			say = append(say, "Something that you typed before is still in memory alone: it could not be saved yet. If the disk is full, make room; Rapport tries again every half minute. Do not close Rapport until then.")
		}
	}
	return say
}
