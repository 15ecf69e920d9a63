package feedback

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

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
	bar, words := widget.NewProgressBar(), ui.NewText("", ui.Muted)
	bar.Max = float64(max(total, 1))
	// The context is the dialog's, not the loader's: what became of an import
	// that was broken off must be told too.
	ctx, cancel := context.WithCancel(context.Background())
	d := ui.Show(s.desk.Window, "Importing …", ui.AtLeast(34, 0, container.NewVBox(bar, words)), nil, "Cancel")
	d.OnClose = cancel
	tell := paced(func(read int) {
		bar.SetValue(float64(read))
		words.SetText(fmt.Sprintf("%s of %s", ui.Count(read), ui.Plural(total, "row", "rows")))
	})
	ui.Load(&s.saving, func(context.Context) (data.ImportCounts, error) {
		return spreadsheet.Import(ctx, s.desk.Session, p.m, p.sheet, tell)
	},
		func(counts data.ImportCounts, err error) {
			d.Close()
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

// progressPause is how often progress is drawn; rows come far faster.
const progressPause = 80 * time.Millisecond

// paced returns a function for the importing goroutine that has draw called on
// the main one, seldom enough not to hold either up.
func paced(draw func(read int)) func(read int) {
	var last time.Time
	return func(read int) {
		if now := time.Now(); now.Sub(last) >= progressPause {
			last = now
			ui.OnMain(func() { draw(read) })
		}
	}
}
