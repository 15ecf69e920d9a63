package migrate

import (
	"context"
	"errors"

	"rapport/app/plain"
	"rapport/app/spreadsheet"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// bringIn brings the rows in under a dialog that shows how far it is and can break it
// off; then either all rows are in the case file or none is.
func (s *Screen) bringIn(on func()) {
	s.message.Clear()
	if s.job.office != nil {
		s.takeOver(on)
		return
	}
	j := s.job
	total := len(j.current().Rows)
	// The context is the dialog's, not the loader's: what became of an import that was
	// broken off must be told too.
	ctx, cancel := context.WithCancel(context.Background())
	bar := ui.ShowProgress(s.desk.Window, "Bringing the rows in …", "row", "rows", cancel)
	ui.Load(&s.saving, func(context.Context) (data.ImportCounts, error) {
		return spreadsheet.Import(ctx, s.desk.Session, j.plan, j.Book, j.units, func(read int) { bar.Tell(read, total) })
	}, func(counts data.ImportCounts, err error) {
		bar.Close()
		switch {
		case errors.Is(err, context.Canceled):
			s.message.Say("The import was stopped. Nothing was brought in.", ui.ToneMuted)
		case err != nil:
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
		case !s.desk.Session.Locked():
			s.job.done = &counts
			on()
		}
	})
}

// takeOver changes what the office has of its own.
func (s *Screen) takeOver(on func()) {
	w, counts := s.job.office, *s.job.dry
	ui.Load(&s.saving, func(ctx context.Context) (struct{}, error) { return struct{}{}, w.put(ctx, s.desk.Session) }, func(_ struct{}, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.job.done = &counts
		on()
	})
}

// giveBack brings back what the office had before.
func (s *Screen) giveBack(done func(said string)) {
	w, n := s.job.office, s.job.done.Imported
	ui.Ask(s.desk.Window, ui.Question{Title: "Take this back?", Text: "The office has again what it had before: " + s.job.counted(n) + " of this file will be undone.",
		Yes: "Take it back", No: "Keep it", Danger: true}, func() {
		ui.Load(&s.saving, func(ctx context.Context) (struct{}, error) { return struct{}{}, w.back(ctx, s.desk.Session) }, func(_ struct{}, err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			done("It is as it was before.")
		})
	})
}

// undo takes an import back, all of it or, where that is stopped, nothing. What
// somebody worked on since stays, as the officer was told.
func (s *Screen) undo(i data.Import, done func(said string)) {
	ctx, cancel := context.WithCancel(context.Background())
	one, many := kindOf(desk.Rows(i.Of)).one, kindOf(desk.Rows(i.Of)).many
	bar := ui.ShowProgress(s.desk.Window, "Taking the import back …", one, many, cancel)
	ui.Load(&s.saving, func(context.Context) (data.Import, error) {
		return s.desk.Session.UndoImport(ctx, i.ID, true, bar.Tell)
	}, func(gone data.Import, err error) {
		bar.Close()
		switch {
		case errors.Is(err, context.Canceled):
			s.desk.Say("It was stopped. The import stands as it was.", nil)
		case err != nil:
			s.desk.Fail(err)
		default:
			done(undoneWords(gone))
		}
	})
}

// undoneWords says what went and what stayed.
func undoneWords(i data.Import) string {
	words := "The import is taken back: " + counted(i.Of, i.Removed) + " went"
	if i.Stayed > 0 {
		words += ", " + ui.Count(i.Stayed) + " stayed"
	}
	return words + "."
}
