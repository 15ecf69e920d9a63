package feedback

import (
	"context"
	"errors"

	"rapport/app/plain"
	"rapport/app/spreadsheet"
	"rapport/app/window/ui"
	"rapport/data"
)

// bringIn imports the rows under a dialog that shows how far it is and can
// break it off; then either all rows are in the case file or none is.
func (s *Screen) bringIn(p plan) {
	s.message.Clear()
	total := len(p.sheet.Rows)
	// The context is the dialog's, not the loader's: what became of an import
	// that was broken off must be told too.
	ctx, cancel := context.WithCancel(context.Background())
	bar := ui.ShowProgress(s.desk.Window, "Importing …", "row", "rows", cancel)
	tell := func(read int) { bar.Tell(read, total) }
	ui.Load(&s.saving, func(context.Context) (data.ImportCounts, error) {
		return spreadsheet.Import(ctx, s.desk.Session, p.m, p.sheet, tell)
	},
		func(counts data.ImportCounts, err error) {
			bar.Close()
			switch {
			case errors.Is(err, context.Canceled):
				s.message.Say("The import was stopped. Nothing was brought in.", ui.ToneMuted)
			case err != nil:
				s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			case !s.desk.Session.Locked():
				s.showResult(counts, p)
			}
		})
}
