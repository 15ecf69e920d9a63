package settings

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// retention is the part about what was kept long enough: one officer asks for a
// purge, another confirms it.
type retention struct {
	desk    *desk.Desk
	waits   *ui.Paragraph
	look    *ui.Button
	content fyne.CanvasObject
	read    ui.Loader
	work    ui.Loader
}

func newRetention(d *desk.Desk) *retention {
	r := &retention{desk: d, waits: ui.NewParagraph("", ui.Muted)}
	r.look = ui.NewButton("Look at the requests …", r.requests)
	buttons := ui.NewWrap(ui.NewButton("Cases that may be purged …", r.choose), r.look)
	help := ui.NewParagraph("A case is kept for six years after it was closed, or longer by the years above; a legal hold comes first. A purge removes its words everywhere and needs two officers.", ui.Muted)
	r.content = container.NewVBox(help, r.waits, buttons)
	return r
}

// refresh says how many requests wait for a second person.
func (r *retention) refresh() {
	ui.Load(&r.read, r.desk.Session.PurgeRequests, func(all []data.Purgeable, err error) {
		if err != nil {
			r.desk.Fail(err)
			return
		}
		words := "Nobody has asked for a purge."
		if len(all) > 0 {
			words = ui.Plural(len(all), "case waits", "cases wait") + " for a second officer."
		}
		r.waits.SetText(words)
		r.look.Hidden = len(all) == 0
		r.look.Refresh()
	})
}

// purgeList is a dialog with cases to tick.
type purgeList struct {
	*retention
	boxes   *fyne.Container
	checks  []*ui.Check
	rows    []data.Purgeable
	message *ui.Message
	dialog  *ui.Dialog
}

func (r *retention) newList() *purgeList {
	return &purgeList{retention: r, boxes: container.NewVBox(), message: ui.NewMessage()}
}

// add lists a case. One that is barred says why and cannot be ticked.
func (l *purgeList) add(p data.Purgeable, words, barred string) {
	box := ui.NewCheck(p.Row.Number+"  "+p.Row.Kind.String()+", closed "+ui.LongDay(p.Row.ClosedOn), nil)
	if barred != "" {
		box.Disable()
		words = barred
	}
	l.rows, l.checks = append(l.rows, p), append(l.checks, box)
	l.boxes.Add(container.NewVBox(box, ui.NewParagraph(words, ui.Caption)))
}

// ticked are the keys of the cases that are ticked.
func (l *purgeList) ticked() []int64 {
	var keys []int64
	for i, box := range l.checks {
		if box.Checked {
			keys = append(keys, l.rows[i].Row.Key)
		}
	}
	return keys
}

// any reports whether a case is ticked, and asks for one where none is.
func (l *purgeList) any() bool {
	if len(l.ticked()) == 0 {
		l.message.Say("No case is ticked.", ui.ToneSoon)
		return false
	}
	return !l.work.Busy()
}

// tickAll ticks every case that can be.
func (l *purgeList) tickAll() {
	for _, box := range l.checks {
		if !box.Disabled() {
			box.SetChecked(true)
		}
	}
	l.message.Clear()
}

// show opens the dialog, with what stands below the list.
func (l *purgeList) show(title, help string, below fyne.CanvasObject, actions ...ui.Action) {
	em := theme.TextSize()
	scroll := ui.NewScrolled(l.boxes)
	scroll.SetMinSize(fyne.NewSize(min(46*em, l.desk.Window.Canvas().Size().Width-6*em), 13*em))
	above := container.NewVBox(ui.NewParagraph(help, ui.Muted), ui.NewWrap(ui.NewButton("Tick all", l.tickAll)))
	content := container.NewBorder(above, container.NewVBox(below, l.message), nil, nil, scroll)
	l.dialog = ui.Show(l.desk.Window, title, content, nil, "Cancel", actions...)
}

// run makes a change of the cases that are ticked and closes the dialog.
func (l *purgeList) run(do func(context.Context, *store.Session, []int64) error, done func(n int)) {
	keys, session := l.ticked(), l.desk.Session
	l.message.Say("One moment …", ui.ToneMuted)
	desk.Proven(l.desk, &l.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx, session, keys) }, func(_ struct{}, err error) {
		if err != nil {
			l.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		l.dialog.Close()
		l.refresh()
		done(len(keys))
	})
}

// choose lists the cases that may be purged, page by page, and asks for the purge
// of those that are ticked.
func (r *retention) choose() {
	ui.Load(&r.work, func(ctx context.Context) (data.PurgePage, error) {
		return r.desk.Session.PurgeableCases(ctx, data.Cursor{})
	},
		func(page data.PurgePage, err error) {
			switch {
			case err != nil:
				r.desk.Fail(err)
			case len(page.Rows) == 0:
				ui.Tell(r.desk.Window, "Cases that may be purged", "No case was kept long enough yet. Each case tells in its facts until when it is kept.")
			default:
				r.ask(page)
			}
		})
}

func (r *retention) ask(page data.PurgePage) {
	l := r.newList()
	reason := ui.NewTextArea("", 2, 4)
	reason.Max = 2000
	row := required(hinted(ui.NewRow("Why are they purged?", reason), "Stays on the certificate; name no patient"))
	form := ui.NewForm(row)
	more := ui.NewButton("Show more", nil)
	add := func(page data.PurgePage) {
		for _, p := range page.Rows {
			barred := ""
			if p.Request.Asked() {
				barred = p.Request.AskedBy + " has asked for its purge already."
			}
			l.add(p, "Kept until "+ui.LongDay(p.Retention.Until)+": "+p.Retention.Because+".", barred)
		}
		more.Hidden = !page.More
		more.Refresh()
		l.boxes.Refresh()
	}
	next := page.Next
	more.OnTapped = func() {
		ui.Load(&l.work, func(ctx context.Context) (data.PurgePage, error) { return l.desk.Session.PurgeableCases(ctx, next) },
			func(page data.PurgePage, err error) {
				if err != nil {
					l.message.Say(plain.Sentence(err), ui.ToneOverdue)
					return
				}
				next = page.Next
				add(page)
			})
	}
	add(page)
	l.show("Cases that may be purged", "Tick those that need not be kept any longer. Another officer confirms, then their words are gone for good.",
		container.NewVBox(container.NewHBox(more), form), ui.Action{Text: "Ask for the purge", Do: func() bool {
			if !form.Submit() || !l.any() {
				return false
			}
			why := strings.TrimSpace(reason.Text)
			l.run(func(ctx context.Context, in *store.Session, keys []int64) error { return in.AskPurge(ctx, keys, why) }, func(n int) {
				l.desk.Say("The purge of "+ui.Plural(n, "case", "cases")+" is asked for. Another officer confirms it here.", nil)
			})
			return false
		}})
}

// requests lists what was asked for, to be confirmed by another officer or taken
// back by anybody.
func (r *retention) requests() {
	ui.Load(&r.work, r.desk.Session.PurgeRequests, func(all []data.Purgeable, err error) {
		if err != nil {
			r.desk.Fail(err)
			return
		}
		l := r.newList()
		today := r.desk.Session.Settings().Today(time.Now())
		me := r.desk.Session.Officer().Name
		own := false
		for _, p := range all {
			words := fmt.Sprintf("Asked for by %s, %s: %s", p.Request.AskedBy, ui.Day(p.Request.AskedOn, today), p.Request.Reason)
			if !p.Retention.MayPurge(today) {
				words += " It must be kept now: " + p.Retention.Because
			}
			own = own || p.Request.AskedBy == me
			l.add(p, words, "")
		}
		help := "Confirming removes the words of a case everywhere in the case file. Nobody can bring them back."
		if own {
			help += " What you asked for yourself, another officer must confirm; you may take it back."
		}
		l.show("Purges that wait for a second officer", help, container.NewVBox(),
			ui.Action{Text: "Take them back …", Do: func() bool { l.takeBack(); return false }},
			ui.Action{Text: "Purge them …", Danger: true, Do: func() bool { l.confirm(); return false }})
	})
}

func (l *purgeList) takeBack() {
	if !l.any() {
		return
	}
	ui.AskText(l.desk.Window, ui.TextQuestion{Title: "Take the requests back", Text: "The cases stay as they are.", Label: "Why?", Yes: "Take them back",
		Required: true, Rows: 2, Max: 2000}, func(why string) {
		l.run(func(ctx context.Context, in *store.Session, keys []int64) error {
			return in.RefusePurge(ctx, keys, why)
		},
			func(n int) { l.desk.Say(ui.Plural(n, "request is", "requests are")+" taken back.", nil) })
	})
}

func (l *purgeList) confirm() {
	if !l.any() {
		return
	}
	n := len(l.ticked())
	ui.Ask(l.desk.Window, ui.Question{Title: "Purge " + ui.Plural(n, "case", "cases") + "?",
		Text: "Story, people, notes, letters and every other word of " + map[bool]string{true: "this case", false: "these cases"}[n == 1] +
			" are removed for good. The number, the dates and a certificate stay. This cannot be taken back.",
		Yes: "Purge for good", No: "Keep " + map[bool]string{true: "it", false: "them"}[n == 1], Danger: true}, func() {
		var certs []data.PurgeCertificate
		l.run(func(ctx context.Context, in *store.Session, keys []int64) (err error) {
			certs, err = in.ConfirmPurge(ctx, keys)
			return err
		}, func(int) { l.purged(certs) })
	})
}

// purged says what is done, what still holds the cases, and where the
// certificates are.
func (l *purgeList) purged(certs []data.PurgeCertificate) {
	list := container.NewVBox()
	var d *ui.Dialog
	for _, c := range certs {
		list.Add(ui.NewButton("Open "+c.Number+" and its certificate", func() { d.Close(); l.desk.OpenCase(c.Number, desk.Summary) }))
	}
	words := "The words are gone from the case file."
	if backups := certs[0].Backups; len(backups) > 0 {
		words += " These backups still hold them; make a new backup and remove them: " + strings.Join(backups, ", ") + "."
	}
	if replaced := certs[0].Replaced; len(replaced) > 0 {
		words += " So does what a restore put aside in the folder of the case file; remove it too when you no longer need it: " + strings.Join(replaced, ", ") + "."
	}
	scroll := ui.NewScrolled(container.NewVBox(ui.NewParagraph(words, ui.Plain), list))
	em := theme.TextSize()
	high := 6 + 3*float32(len(certs)+len(certs[0].Backups)+len(certs[0].Replaced)) // text sizes
	scroll.SetMinSize(fyne.NewSize(34*em, min(high*em, l.desk.Window.Canvas().Size().Height-14*em)))
	d = ui.Show(l.desk.Window, ui.Plural(len(certs), "case is", "cases are")+" purged", scroll, nil, "Close")
}
