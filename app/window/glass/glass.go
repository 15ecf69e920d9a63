// Package glass is the look of a privacy officer, or of a manager where there is
// none, into each time that somebody opened a case against its list.
package glass

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// Banner says how many broken glasses wait for a review; it takes no room while
// there are none, or where the officer's roles do not review them.
type Banner struct {
	Content *fyne.Container
	desk    *desk.Desk
	read    ui.Loader
}

// NewBanner makes an empty banner.
func NewBanner(d *desk.Desk) *Banner {
	b := &Banner{Content: container.NewVBox(), desk: d}
	b.Content.Hide()
	return b
}

// Refresh reads what waits.
func (b *Banner) Refresh() {
	if !b.desk.May(data.RightReviewGlass) {
		return
	}
	session := b.desk.Session
	ui.Load(&b.read, func(ctx context.Context) ([]data.GlassBreak, error) { return session.BrokenGlass(ctx, true) }, func(all []data.GlassBreak, err error) {
		b.Content.RemoveAll()
		b.Content.Hidden = err == nil && len(all) == 0
		words := ui.NewMessage()
		switch {
		case err != nil:
			words.Say("What waits for a review could not be read. "+plain.Sentence(err), ui.ToneOverdue)
		case len(all) > 0:
			last := all[0]
			words.Say(ui.Plural(len(all), "restricted case was", "restricted cases were")+" opened by breaking the glass and waits for your review. The last: "+
				last.Number+", by "+last.By+", "+ui.Moment(last.At, time.Now(), session.Settings().Zone())+".", ui.ToneOverdue)
		}
		b.Content.Add(ui.NewBeside(words, container.NewCenter(ui.NewButton("Look into it …", func() { Open(b.desk, true, b.Refresh) }))))
		b.Content.Refresh()
	})
}

// list is the dialog with the broken glasses.
type list struct {
	desk   *desk.Desk
	unread bool
	done   func()
	column *fyne.Container
	dialog *ui.Dialog
	read   ui.Loader
	work   ui.Loader
}

// Open lists the broken glasses, those that nobody has reviewed or all; done is
// called when one was reviewed.
func Open(d *desk.Desk, unread bool, done func()) {
	l := &list{desk: d, unread: unread, done: done, column: ui.NewColumn()}
	em, window := theme.TextSize(), d.Window.Canvas().Size()
	scroll := ui.NewScrolled(l.column)
	scroll.SetMinSize(fyne.NewSize(min(46*em, window.Width-4*em), min(30*em, window.Height-12*em)))
	l.dialog = ui.Show(d.Window, "Broken glass", scroll, nil, "Close")
	l.refresh()
}

func (l *list) refresh() {
	session := l.desk.Session
	type answer struct {
		all    []data.GlassBreak
		office []data.Officer
	}
	ui.Load(&l.read, func(ctx context.Context) (a answer, err error) {
		if a.all, err = session.BrokenGlass(ctx, l.unread); err == nil {
			a.office, err = session.Officers(ctx)
		}
		return a, err
	}, func(a answer, err error) {
		l.column.RemoveAll()
		if err != nil {
			l.column.Add(ui.NewParagraph(plain.Sentence(err), ui.Plain))
		} else if len(a.all) == 0 {
			l.column.Add(ui.NewParagraph("No restricted case waits for a review: nobody broke a glass, or each one was looked into.", ui.Muted))
		}
		for _, g := range a.all {
			l.column.Add(l.card(g, a.office))
		}
		l.column.Refresh()
	})
}

// card is one broken glass: who, when and why, and the review or its field.
func (l *list) card(g data.GlassBreak, office []data.Officer) fyne.CanvasObject {
	zone := l.desk.Session.Settings().Zone()
	parts := ui.NewColumn(
		ui.NewBeside(ui.NewParagraph(g.Number+": "+g.By+", "+ui.Moment(g.At, time.Now(), zone), ui.Strong),
			ui.NewButton("Open the history", func() { l.dialog.Close(); l.desk.OpenCase(g.Number, desk.History) })),
		ui.NewParagraph(g.Reason, ui.Plain))
	if g.Reviewed() {
		parts.Add(container.NewHBox(ui.NewChip("Reviewed", ui.ToneOK)))
		parts.Add(ui.NewParagraph(g.ReviewedBy+", "+ui.Moment(g.ReviewedAt, time.Now(), zone)+": "+g.Note, ui.Muted))
		return ui.NewPanel("", parts)
	}
	if gaps := g.ReviewGaps(l.desk.Session.Officer(), office); len(gaps) > 0 {
		parts.Add(ui.NewParagraph(gaps[0].Sentence, ui.Muted))
		return ui.NewPanel("", parts)
	}
	note := ui.NewTextArea("", 2, 4)
	note.Max = 2000
	row := ui.NewRow("What did you find?", note)
	row.Required, row.Hint = true, "Whether it was needed, and what follows"
	form, message := ui.NewForm(row), ui.NewMessage()
	parts.Add(form)
	parts.Add(message)
	parts.Add(container.NewHBox(ui.NewButton("Reviewed", func() {
		if !form.Submit() || l.work.Busy() {
			return
		}
		found, session := strings.TrimSpace(note.Text), l.desk.Session
		ui.Load(&l.work, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, session.ReviewBrokenGlass(ctx, g.Seq, found)
		}, func(_ struct{}, err error) {
			if err != nil {
				message.Say(plain.Sentence(err), ui.ToneOverdue)
				return
			}
			l.refresh()
			l.done()
			l.desk.Say("The review is kept.", nil)
		})
	})))
	return ui.NewPanel("", parts)
}
