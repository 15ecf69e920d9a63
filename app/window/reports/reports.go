// Package reports shows what the office tells of itself: the summary of a period
// for either audience, the grievance log, exceptions and the committee's packet.
// They are the very pages, to read, to save or to print, and each number on them
// leads to its cases.
package reports

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/goals"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/papers"
	"rapport/reports/report"
)

// Screen shows one document.
type Screen struct {
	desk  *desk.Desk
	wish  wish
	made  made
	shown wish // what is on the pages
	asked wish // what was asked for when they were made; its period may be a part of theirs
	spots []report.Spot
	ready bool // what is shown is what was asked for

	which    *ui.Segments[string]
	choices  *fyne.Container // holds which
	period   *picker
	audience *ui.Segments[report.Audience]
	kinds    *ui.Segments[bool]
	about    *ui.Text
	line     *fyne.Container // period and audience, and whether the figures are provisional or frozen
	freezing *ui.Button
	preview  *ui.Preview
	message  *ui.Message
	content  fyne.CanvasObject

	work ui.Loader
	turn int    // of the pages that are being made
	stop func() // ends their making
}

// readable is the zoom up to which a report fills the width at first, in pixels to
// a point.
const readable = 1.25

// New makes the screen; it starts with the summary of the last month that has
// ended.
func New(d *desk.Desk) *Screen {
	s := &Screen{stop: func() {}, desk: d, preview: ui.NewPreview(), message: ui.NewMessage(), choices: container.NewStack()}
	s.period = newPicker(d.Session.Settings, s.message, func(p data.Period) { s.wish.period = p; s.refresh() })
	s.wish = wish{document: documents[0].id, period: s.period.period, audience: report.Internal}
	if !d.May(data.RightReports) {
		s.wish.audience = report.Shareable
	}
	var audiences []ui.Option[report.Audience]
	for _, a := range report.Audiences {
		audiences = append(audiences, ui.Option[report.Audience]{Value: a.Value, Label: a.Label})
	}
	s.audience = ui.NewSegments(audiences, func(a report.Audience) { s.wish.audience = a; s.refresh() })
	s.kinds = ui.NewSegments([]ui.Option[bool]{{Value: false, Label: "Grievances"}, {Value: true, Label: "All kinds"}}, func(all bool) { s.wish.all = all; s.refresh() })
	s.preview.FitUpTo(readable)
	s.preview.OnSpot = s.openDoor
	s.layout()
	return s
}

func (s *Screen) layout() {
	s.freezing = ui.NewButton("Freeze …", s.askFreeze)
	s.about = ui.NewText("", ui.Muted)
	s.audience.SetValue(s.wish.audience)
	s.kinds.SetValue(false)
	s.line = ui.NewWrap()
	title := container.NewHBox(ui.NewText("Reports", ui.Heading), container.NewCenter(s.about))
	more := []fyne.CanvasObject{
		desk.Only(s.desk, data.RightNumbers, ui.NewQuiet("Goals …", nil, func() { goals.Open(s.desk, s.refresh) })), desk.Only(s.desk, data.RightNumbers, ui.NewQuiet("Patient days …", nil, s.desk.MonthNumbers)),
		desk.Only(s.desk, data.RightReports, ui.NewQuiet("Themes …", nil, func() { s.desk.Themes(data.QuarterPeriod(s.wish.period.From)) })),
	}
	head := container.NewVBox(ui.NewBeside(title, s.freezing, ui.NewButton("Print", s.print), ui.NewPrimary("Save …", s.save)),
		ui.NewBeside(s.choices, more...), s.line, s.message)
	s.content = container.NewBorder(head, nil, nil, nil, s.preview)
	s.period.laid = s.content.Refresh
	s.showStatus()
	s.offer()
}

// offer shows which documents there are, and what can be chosen for the one shown.
func (s *Screen) offer() {
	var names []ui.Option[string]
	for _, doc := range s.offered() {
		names = append(names, ui.Option[string]{Value: doc.id, Label: doc.name})
	}
	s.which = ui.NewSegments(names, s.choose)
	s.which.SetValue(s.wish.document)
	s.choices.Objects = []fyne.CanvasObject{s.which}
	doc := documentOf(s.wish.document)
	s.about.SetText(doc.about)
	internal := s.desk.May(data.RightReports)
	s.audience.Hidden, s.kinds.Hidden, s.freezing.Hidden = !doc.audiences || !internal, !doc.kinds, !doc.frozen || !s.desk.May(data.RightNumbers)
	s.content.Refresh()
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is the pages, where the keys turn, scroll and go from number to number.
func (s *Screen) FirstFocus() fyne.Focusable { return s.preview.Focusable() }

// Shown reads from when to when there is anything, and the document anew.
func (s *Screen) Shown() {
	session := s.desk.Session
	type span struct{ first, last data.Month }
	ui.Load(&s.work, func(ctx context.Context) (span, error) {
		first, last, err := session.Months(ctx)
		if errors.Is(err, data.ErrNotFound) {
			return span{}, nil // the case file is empty, and its reports say so
		}
		return span{first, last}, err
	}, func(m span, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		first, last := data.Date(0), data.Date(0)
		if m.first != (data.Month{}) {
			first, last = m.first.First(), m.last.Last()
		}
		s.period.reach(first, last)
		s.offer()
		s.refresh()
	})
}

// Left ends what is being made.
func (s *Screen) Left() {
	s.turn++
	s.stop()
}

func (s *Screen) choose(id string) {
	if id == s.wish.document {
		return
	}
	s.wish.document = id
	s.offer()
	s.refresh()
}

// refresh makes the document and shows its pages. The place in it is kept where
// it is of the same period as before.
func (s *Screen) refresh() {
	s.Left()
	s.ready = false
	turn, w, session, number := s.turn, s.fitted(), s.desk.Session, s.preview.Page()
	same := s.shown == w
	if s.shown.period != w.period {
		number = 0
	}
	var made made
	var doc *page.Document
	var spots []report.Spot
	s.message.Clear()
	s.about.SetText("Making the pages …")
	s.stop = ui.Work(s.desk.Window, "Making the pages", func(ctx context.Context, _ func(done, total int)) (err error) {
		if made, err = documentOf(w.document).make(ctx, session, w, papers.Paper); err == nil {
			doc, spots = report.Pages(made.Report)
		}
		return errors.Join(err, ctx.Err())
	}, func(err error) {
		if s.turn != turn {
			return
		}
		s.about.SetText(documentOf(w.document).about)
		switch {
		case errors.Is(err, context.Canceled):
			s.putBack()
			return
		case err != nil:
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.made, s.shown, s.asked, s.spots, s.ready = made, w, s.wish, spots, true
		s.preview.SetDocument(doc)
		if s.desk.May(data.RightRead) {
			s.preview.SetSpots(spotsOf(spots))
		}
		if !same { // or the officer comes back to the very place
			s.preview.GoTo(min(number, len(doc.Pages)-1))
		}
		s.showStatus()
	})
}

// putBack takes the choices back to the report that is still on the pages, after
// the making of another was broken off.
func (s *Screen) putBack() {
	if s.made.Sections == nil {
		s.message.Say("You broke it off. Choose another document or period to go on.", ui.ToneToday)
		return
	}
	s.wish, s.ready = s.asked, true
	s.period.set(s.wish.period)
	s.audience.SetValue(s.wish.audience)
	s.kinds.SetValue(s.wish.all)
	s.offer()
	s.message.Say("You broke it off. This is the report from before.", ui.ToneToday)
}

// fitted is the wish with the period that its document is made of.
func (s *Screen) fitted() wish {
	w := s.wish
	if fit := documentOf(w.document).fit; fit != nil {
		w.period = fit(w.period)
	}
	return w
}

// spotsOf names the doors on the pages.
func spotsOf(spots []report.Spot) []ui.Spot {
	list := make([]ui.Spot, len(spots))
	for i, spot := range spots {
		list[i] = ui.Spot{Page: spot.Page, Box: spot.Box, Name: spot.Door.Name}
	}
	return list
}

// openDoor shows the cases behind a number.
func (s *Screen) openDoor(i int) {
	q, ok := s.spots[i].Door.Leads(s.made.Period.Long(s.made.Settings.Locale))
	if !ok {
		s.desk.Say("These are too many cases for one list. Choose a shorter period.", nil)
		return
	}
	s.desk.ShowCases(q)
}

// today is the office's day.
func (s *Screen) today() data.Date { return s.desk.Session.Settings().Today(time.Now()) }
