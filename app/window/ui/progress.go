package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Progress is a box over the window that shows how far some work is, with a
// button that breaks it off.
type Progress struct {
	// Tell says how far the work is, done of total; no total is shown as a bar
	// that only moves. It is for the goroutine that works, and may be called as
	// often as that likes.
	Tell func(done, total int)

	dialog   *Dialog
	bar      *widget.ProgressBar
	endless  *widget.ProgressBarInfinite
	words    *Text
	one, all string
}

// ShowProgress shows the box; one and many name what is counted, "row" and
// "rows", or nothing. However the box is closed, cancel is called: by its button,
// by Escape, by the lock, and at the end, when there is nothing left to cancel.
func ShowProgress(w fyne.Window, title, one, many string, cancel func()) *Progress {
	p := &Progress{bar: widget.NewProgressBar(), endless: widget.NewProgressBarInfinite(), words: NewText("", Muted), one: one, all: many}
	p.bar.Hide()
	p.Tell = Paced(p.set)
	p.dialog = Show(w, title, AtLeast(34, 0, container.NewVBox(container.NewStack(p.bar, p.endless), p.words)), nil, "Cancel")
	p.dialog.OnClose = func() {
		p.endless.Stop()
		cancel()
	}
	return p
}

// Close takes the box away.
func (p *Progress) Close() { p.dialog.Close() }

// set draws how far the work is.
func (p *Progress) set(done, total int) {
	if total <= 0 {
		return
	}
	if !p.bar.Visible() {
		p.endless.Stop()
		p.endless.Hide()
		p.bar.Show()
	}
	p.bar.Max = float64(total)
	p.bar.SetValue(float64(min(done, total)))
	text := Count(total)
	if p.all != "" {
		text = Plural(total, p.one, p.all)
	}
	p.words.SetText(Count(done) + " of " + text)
}

// progressPause is how often progress is drawn; what is counted comes far faster.
const progressPause = 80 * time.Millisecond

// Paced returns a function for the working goroutine that has draw called on the
// main one, seldom enough not to hold either up.
func Paced(draw func(done, total int)) func(done, total int) {
	var last time.Time
	return func(done, total int) {
		if now := time.Now(); now.Sub(last) >= progressPause {
			last = now
			OnMain(func() { draw(done, total) })
		}
	}
}

// quiet is how long work may take before anything is said of it.
const quiet = time.Second

// Work runs work off the main goroutine and then done on it. What takes longer
// than a second shows how far it is, with a button that ends the context: work
// must then leave nothing half made and return the context's error. The caller
// keeps the officer from starting the same work twice meanwhile; stop ends the
// context, too, as when the screen is left, and done is called all the same.
func Work(w fyne.Window, title string, work func(ctx context.Context, tell func(done, total int)) error, done func(error)) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var bar *Progress
	var far, total int
	tell := Paced(func(f, t int) {
		if far, total = f, t; bar != nil {
			bar.set(far, total)
		}
	})
	halt := After(quiet, func() {
		if ctx.Err() == nil {
			bar = ShowProgress(w, title, "", "", cancel)
			bar.set(far, total)
		}
	})
	Load(&Loader{}, func(context.Context) (struct{}, error) { return struct{}{}, work(ctx, tell) }, func(_ struct{}, err error) {
		halt()
		if bar != nil {
			bar.Close()
		}
		cancel()
		done(err)
	})
	return cancel
}
