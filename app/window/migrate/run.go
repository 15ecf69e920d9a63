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
	j := s.job
	total := len(j.current().Rows)
	// The context is the dialog's, not the loader's: what became of an import that was
	// broken off must be told too.
	ctx, cancel := context.WithCancel(context.Background())
	bar := ui.ShowProgress(s.desk.Window, "Bringing the rows in …", "row", "rows", cancel)
	ui.Load(&s.saving, func(context.Context) (data.ImportCounts, error) {
		return spreadsheet.Import(ctx, s.desk.Session, j.plan, j.Book, func(read int) { bar.Tell(read, total) })
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
