package batch

import (
	"context"
	"crypto/sha256"
	"errors"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// askIssue asks once more before the confirmed letters are final.
func (s *Screen) askIssue() {
	n := len(s.those(isConfirmed))
	var d *ui.Dialog
	d = ui.Ask(s.desk.Window, ui.Question{Title: "Sign and issue " + ui.Plural(n, "letter", "letters") + "?", Yes: "Sign and issue", No: "Not yet",
		Text: "Each is made anew from its case. An issued letter never changes; a correction is a new letter."}, func() { d.Close(); s.issue() })
}

// issue makes the confirmed letters final, one after the other. What fails stays
// behind with its reason and holds up none of the others.
func (s *Screen) issue() {
	if s.work.Busy() {
		return
	}
	chosen, session, progress := s.those(isConfirmed), s.desk.Session, s.working("Issuing the letters")
	halt := s.halt
	ui.Load(&s.work, func(ctx context.Context) ([]outcome, error) {
		all := make([]outcome, len(chosen))
		for i, l := range chosen {
			if halt.Load() {
				all[i].err = errStopped
				continue
			}
			progress(i+1, len(chosen))
			all[i].letter, all[i].err = issueOne(ctx, session, l.row, l.seen)
		}
		return all, nil
	}, func(all []outcome, err error) {
		s.desk.Fail(err)
		for i, o := range all {
			chosen[i].issued = o.letter
			chosen[i].fail(o.err)
		}
		s.showPaper()
	})
}

// outcome is what became of one letter.
type outcome struct {
	letter data.Letter
	err    error
}

// issueOne composes the letter of a row from its case as it is now and issues it,
// if its file is the very one that the officer saw.
func issueOne(ctx context.Context, in *store.Session, r row, seen [sha256.Size]byte) (data.Letter, error) {
	x, err := factsOf(ctx, in, r)
	if err != nil {
		return data.Letter{}, err
	}
	f, err := in.IssueLetter(ctx, x.File.Key, x.Draft, desk.AsSeen(seen, in.Practice()))
	if errors.Is(err, store.ErrLetterChanged) {
		err = errChanged
	}
	if err != nil {
		return data.Letter{}, err
	}
	l, _ := f.Letter(r.kind)
	return l, nil
}
