package numbers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

const (
	// draftName is the name under which the store keeps what is not saved yet.
	draftName = "month-numbers"
	// keepPause is how long after a key it is kept.
	keepPause = 3 * time.Second
	// leaveTime is how long keeping may hold up the window.
	leaveTime = 2 * time.Second
)

// typedCell is a cell of the draft.
type typedCell struct {
	Month string           `json:"month"`
	Unit  string           `json:"unit,omitempty"`
	Kind  data.MeasureKind `json:"kind"`
	Text  string           `json:"text"`
}

func readDraft(ctx context.Context, in *store.Session) (map[cell]string, error) {
	body, _, err := in.Draft(ctx, draftName)
	if errors.Is(err, data.ErrNotFound) {
		return nil, nil
	}
	var all []typedCell
	if err != nil || json.Unmarshal(body, &all) != nil {
		return nil, err // a draft of another version is no reason not to show the numbers
	}
	typed := map[cell]string{}
	for _, c := range all {
		if month, err := data.ParseMonth(c.Month); err == nil && data.Known(data.MeasureKinds, c.Kind) {
			typed[cell{month, c.Unit, c.Kind}] = c.Text
		}
	}
	return typed, nil
}

func (s *Screen) takeDraft(typed map[cell]string) {
	if len(typed) == 0 {
		return
	}
	s.kept = true
	for c, text := range typed {
		s.sheet.put(c, text)
	}
	if len(s.sheet.typed) > 0 {
		s.message.Say("This is what you typed before and did not save. Save it, or put the changes away.", ui.ToneSoon)
	}
}

// keep writes the draft, or takes it away where nothing is left to save.
func keep(ctx context.Context, in *store.Session, typed []typedCell) error {
	if len(typed) == 0 {
		return in.DeleteDraft(ctx, draftName)
	}
	body, err := json.Marshal(typed)
	if err != nil {
		return fmt.Errorf("keeping the numbers that were typed: %w", err)
	}
	return in.SaveDraft(ctx, draftName, body)
}

func (s *Screen) draft() []typedCell {
	var all []typedCell
	for _, c := range s.sheet.cells() {
		all = append(all, typedCell{c.Month.String(), c.Unit, c.Kind, s.sheet.typed[c]})
	}
	return all
}

// keepSoon keeps what was typed once no key came for a while.
func (s *Screen) keepSoon() {
	s.soon()
	s.soon = ui.After(keepPause, func() {
		session, typed := s.desk.Session, s.draft()
		s.kept = s.kept || len(typed) > 0 // what fails may be held in memory all the same
		ui.Load(&s.keeping, func(ctx context.Context) (struct{}, error) { return struct{}{}, keep(ctx, session, typed) },
			func(_ struct{}, err error) {
				switch {
				case errors.Is(err, data.ErrLocked):
				case err != nil:
					if !s.told { // once, until it works again
						s.told = true
						s.message.Say(plain.Sentence(err), ui.ToneOverdue)
					}
					s.keepSoon()
				default:
					s.kept = len(typed) > 0
					if s.told {
						s.told = false
						s.message.Clear()
					}
				}
			})
	})
}

// keepNow keeps what was typed at once, because the session may lock right after,
// and reports whether it did.
func (s *Screen) keepNow() bool {
	s.soon()
	s.keeping.Stop()
	typed := s.draft()
	if !s.read || len(typed) == 0 && !s.kept {
		return true
	}
	s.kept = true
	ctx, cancel := context.WithTimeout(context.Background(), leaveTime)
	defer cancel()
	if err := keep(ctx, s.desk.Session, typed); err != nil {
		s.desk.Fail(err)
		return false
	}
	s.kept = len(typed) > 0
	return true
}

// save saves every change, or goes to the first that cannot be saved.
func (s *Screen) save() {
	if s.work.Busy() {
		return
	}
	if c, err := s.sheet.firstWrong(); err != nil {
		s.goTo(c)
		s.explain(c)
		return
	}
	set, gone, backSet, backClear := s.sheet.changes()
	saved := maps.Clone(s.sheet.typed)
	if len(set)+len(gone) == 0 {
		s.message.Say("Everything is saved already.", ui.ToneOK)
		return
	}
	s.write(set, gone, func() {
		for c, text := range saved {
			if s.sheet.typed[c] == text { // else it was typed anew in the meantime
				delete(s.sheet.typed, c)
			}
		}
		s.keepNow()
		s.reload()
		s.desk.Say(ui.Plural(len(set)+len(gone), "number is saved.", "numbers are saved."), func() { s.write(backSet, backClear, s.reload) })
	})
}

func (s *Screen) write(set, gone []data.MonthNumber, done func()) {
	ui.Load(&s.work, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.desk.Session.SaveMonthNumbers(ctx, set, gone)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.message.Clear()
		done()
	})
}

// goTo shows the cell and gives it the keyboard.
func (s *Screen) goTo(c cell) {
	if _, _, here := s.at(c); !here {
		s.unit = c.Unit
		s.units.SetValue(c.Unit)
		if row, _, here := s.at(c); !here {
			s.turn(-row)
		}
		s.show()
	}
	row, column, _ := s.at(c)
	s.grid.Focus(row, column)
}

// askPutAway goes back to what is saved, after asking, and offers it back.
func (s *Screen) askPutAway() {
	n := len(s.sheet.typed)
	if n == 0 {
		s.message.Say("Nothing was changed.", ui.ToneMuted)
		return
	}
	ui.Ask(s.desk.Window, ui.Question{Title: "Put the changes away?", Text: ui.Plural(n, "number that is", "numbers that are") + " not saved goes back to what it was.",
		Yes: "Put them away", No: "Keep them", Danger: true}, func() {
		s.replace(map[cell]string{}, "The changes are put away.")
	})
}

// replace takes other changes in place of those that are there, and offers these
// back.
func (s *Screen) replace(typed map[cell]string, said string) {
	before := s.sheet.typed
	s.sheet.typed = typed
	s.message.Clear()
	s.fault.Clear()
	s.show()
	s.keepSoon()
	s.desk.Say(said, func() {
		s.sheet.typed = before
		s.show()
		s.keepSoon()
	})
}

func errorOf(c cell, err error) error { return fmt.Errorf("%s: %w", c, err) }
