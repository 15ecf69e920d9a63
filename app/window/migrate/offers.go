package migrate

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
)

// offers lists the comments of an import that ask for an answer: a case is opened of
// each, or somebody says that it needs none.
type offers struct {
	screen  *Screen
	rows    []data.Feedback
	table   *ui.Table[data.Feedback]
	whole   *ui.Paragraph
	content fyne.CanvasObject
	reading ui.Loader
	saving  ui.Loader
}

// mostOffers is how many are listed at once.
const mostOffers = 200

func newOffers(s *Screen) *offers {
	o := &offers{screen: s, whole: ui.NewParagraph("Choose a comment to read it whole.", ui.Muted)}
	empty := ui.NewEmpty("Nobody waits for an answer any more.", "", nil)
	o.table = ui.NewTable([]ui.Column[data.Feedback]{
		{Title: "Received", Width: 8, Text: func(f data.Feedback) string { return dayWords(f, s.today()) }},
		{Title: "Comment", Width: 12, Weight: 3, Text: func(f data.Feedback) string { return opening(f.Text) }},
		{Title: "Why it waits", Width: 12, Weight: 1, Text: func(f data.Feedback) string { return f.Asks }},
		{Title: "Said by", Width: 7, Weight: 0.6, Extra: true, Text: func(f data.Feedback) string { return f.Who }},
	}, func(f data.Feedback) string { return strconv.FormatInt(f.Key, 10) }, empty)
	o.table.OnSelect = func(f data.Feedback) { o.whole.SetText(wholeWords(f)) }
	o.table.OnOpen = o.open
	open := ui.NewButton("Open a case", func() { o.with(o.open) })
	none := ui.NewButton("Not needed", func() { o.with(o.notNeeded) })
	below := container.NewBorder(nil, nil, nil, container.NewVBox(ui.NewWrap(open, none)), ui.AtLeast(0, 4, ui.NewScrolled(o.whole)))
	o.content = container.NewBorder(ui.NewParagraph("Who asks for an answer to a survey has a grievance (42 CFR 482.13(a)(2), guidance A-0118). Open a case of each, or say that it needs none.", ui.Muted), below, nil, nil, o.table)
	return o
}

func dayWords(f data.Feedback, today data.Date) string {
	if f.Received.IsZero() {
		return "not readable"
	}
	return ui.Day(f.Received, today)
}

// wholeWords is a comment with how its writer can be reached.
func wholeWords(f data.Feedback) string {
	words := f.Text
	if f.Reach != "" {
		words += "\nCan be reached: " + f.Reach
	}
	return words
}

// read lists those of the import that wait.
func (o *offers) read(of data.ID) {
	session := o.screen.desk.Session
	ui.Load(&o.reading, func(ctx context.Context) ([]data.Feedback, error) {
		var mine []data.Feedback
		q := data.FeedbackQuery{Asks: true, Limit: mostOffers}
		for len(mine) < mostOffers {
			p, err := session.Feedback(ctx, q)
			if err != nil {
				return nil, err
			}
			for _, f := range p.Rows {
				if f.Import == of {
					mine = append(mine, f)
				}
			}
			if !p.More {
				break
			}
			q.After = p.Next
		}
		return mine, nil
	}, func(mine []data.Feedback, err error) {
		if err != nil {
			o.screen.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		o.show(mine)
	})
}

func (o *offers) show(rows []data.Feedback) {
	o.rows = rows
	o.table.SetRows(rows)
	if _, ok := o.table.Selected(); !ok && len(rows) > 0 {
		o.table.Select(strconv.FormatInt(rows[0].Key, 10))
	}
	if len(rows) == 0 {
		o.whole.SetText("")
	}
}

// with does something with the comment that is chosen.
func (o *offers) with(do func(data.Feedback)) {
	if f, ok := o.table.Selected(); ok {
		do(f)
		return
	}
	o.screen.message.Say("Choose a comment in the list first.", toneWrong)
}

// open begins a case from a comment.
func (o *offers) open(f data.Feedback) { o.screen.desk.NewCase(&f) }

// notNeeded says that a comment needs no answer; it can be taken back.
func (o *offers) notNeeded(f data.Feedback) {
	set := func(why string, then func()) {
		session := o.screen.desk.Session
		ui.Load(&o.saving, func(ctx context.Context) (data.Feedback, error) { return session.SetAsks(ctx, f.Key, why) }, func(_ data.Feedback, err error) {
			if err != nil {
				o.screen.desk.Fail(err)
				return
			}
			then()
		})
	}
	set("", func() {
		at := slices.IndexFunc(o.rows, func(r data.Feedback) bool { return r.Key == f.Key })
		o.show(slices.DeleteFunc(slices.Clone(o.rows), func(r data.Feedback) bool { return r.Key == f.Key }))
		if at >= 0 && len(o.rows) > 0 {
			o.table.Select(strconv.FormatInt(o.rows[min(at, len(o.rows)-1)].Key, 10))
		}
		o.screen.desk.Say("The comment is no longer offered as a case.", func() {
			set(f.Asks, func() { o.show(slices.Insert(slices.Clone(o.rows), min(max(at, 0), len(o.rows)), f)) })
		})
	})
}
