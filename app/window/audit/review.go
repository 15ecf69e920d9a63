package audit

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
)

// review is the look through the activity of a month, in numbers and by person,
// signed with a note (45 CFR 164.308(a)(1)(ii)(D)).
type review struct {
	screen  *Screen
	month   *ui.Choice[data.Month]
	figures *fyne.Container
	note    *ui.Entry
	form    *ui.Form
	message *ui.Message
	dialog  *ui.Dialog
	read    ui.Loader
	work    ui.Loader
}

// months is how many months can be chosen.
const months = 24

// openReview shows the activity of a month.
func (s *Screen) openReview(of data.Month) {
	r := &review{screen: s, figures: ui.NewColumn(), note: ui.NewTextArea("", 3, 6), message: ui.NewMessage()}
	now := s.desk.Session.Settings().Today(time.Now()).Month()
	var options []ui.Option[data.Month]
	for i := range months {
		m := now.Add(-i)
		options = append(options, ui.Option[data.Month]{Value: m, Label: m.Long()})
	}
	r.month = ui.NewChoice("Month", options, nil)
	r.month.SetValue(of)
	r.month.OnChanged = func(string) { r.refresh() }
	r.note.Max = 2000
	row := ui.NewRow("What did you look at, and what did you find?", r.note)
	row.Required, row.Hint = true, "Also when all was well. It is kept in the audit log under your name."
	r.form = ui.NewForm(row)
	em, window := theme.TextSize(), s.desk.Window.Canvas().Size()
	column := ui.NewColumn(ui.AtMost(24, ui.NewRow("Month", r.month)), r.figures, r.form)
	scroll := ui.NewScrolled(column)
	scroll.SetMinSize(fyne.NewSize(min(48*em, window.Width-4*em), min(40*em, window.Height-12*em)))
	r.dialog = ui.Show(s.desk.Window, "Review of the activity", container.NewBorder(nil, r.message, nil, nil, scroll), r.note, "Close",
		ui.Action{Text: "Sign the review", Do: func() bool { r.sign(); return false }})
	r.refresh()
}

// refresh reads the month.
func (r *review) refresh() {
	session := r.screen.desk.Session
	month, _ := r.month.Value()
	ui.Load(&r.read, func(ctx context.Context) (data.AuditMonth, error) { return session.AuditMonth(ctx, month) }, func(m data.AuditMonth, err error) {
		r.figures.RemoveAll()
		if err != nil {
			r.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		r.message.Clear()
		r.show(m)
		r.figures.Refresh()
	})
}

// show lists what was counted: the whole, and then person by person.
func (r *review) show(m data.AuditMonth) {
	if m.Entries == 0 {
		r.figures.Add(ui.NewParagraph("The audit log has no entry of "+m.Month.Long()+".", ui.Muted))
		return
	}
	whole := ui.NewKeyValues()
	for i, k := range data.AuditKinds {
		whole.Add(k.What, ui.Count(m.Counts[i]))
	}
	whole.Add("All entries", ui.Count(m.Entries))
	people := ui.NewKeyValues()
	for _, p := range m.People {
		people.Add(p.Name, personWords(p))
	}
	r.figures.Add(ui.NewPanel("", whole))
	r.figures.Add(ui.NewPanel("By person", people))
	for _, v := range m.Reviews {
		r.figures.Add(ui.NewPanel("", ui.NewColumn(container.NewHBox(ui.NewChip("Reviewed", ui.ToneOK)),
			ui.NewParagraph(v.By+", "+ui.Moment(v.At, time.Now(), r.screen.desk.Session.Settings().Zone())+": "+v.Note, ui.Plain))))
	}
}

// personWords are the counts of somebody that are not nothing.
func personWords(p data.AuditPerson) string {
	var words []string
	for i, k := range data.AuditKinds {
		if p.Counts[i] > 0 {
			words = append(words, fmt.Sprintf("%s: %s", k.What, ui.Count(p.Counts[i])))
		}
	}
	if len(words) == 0 {
		return "other entries only"
	}
	return strings.Join(words, "  ·  ")
}

// sign keeps the review.
func (r *review) sign() {
	if !r.form.Submit() || r.work.Busy() {
		return
	}
	session := r.screen.desk.Session
	month, _ := r.month.Value()
	note := r.note.Text
	ui.Load(&r.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, session.ReviewAudit(ctx, month, note) }, func(_ struct{}, err error) {
		if err != nil {
			r.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		r.dialog.Close()
		r.screen.desk.Say("The review of "+month.Long()+" is signed.", nil)
		r.screen.remind()
		r.screen.reload()
	})
}

// remind says which month waits for its review.
func (s *Screen) remind() {
	ui.Load(&s.reminding, func(ctx context.Context) (waiting, error) {
		month, waits, err := s.desk.Session.UnreviewedMonth(ctx)
		return waiting{month, waits}, err
	}, func(w waiting, err error) {
		s.due.RemoveAll()
		s.due.Hidden = err != nil || !w.waits
		if w.waits {
			s.due.Add(ui.NewChip("Not reviewed yet: "+w.month.Long(), ui.ToneToday))
			s.due.Add(ui.NewButton("Review it …", func() { s.openReview(w.month) }))
		}
		s.content.Refresh()
	})
}

// waiting is a month and whether it waits for its review.
type waiting struct {
	month data.Month
	waits bool
}
