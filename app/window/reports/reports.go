// Package reports shows the monthly summary: the very pages, to save or print.
package reports

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/report"
	"rapport/reports/summary"
)

// Screen shows the summary of a month.
type Screen struct {
	desk  *desk.Desk
	month data.Month
	first data.Month // that has anything
	last  data.Month
	facts data.SummaryFacts
	ready bool // the facts are those of the month

	months  *ui.Choice[data.Month]
	preview *ui.Preview
	message *ui.Message
	content fyne.CanvasObject

	read ui.Loader
	work ui.Loader
}

// readable is the zoom a report is shown at first, in pixels to a point.
const readable = 1.25

// New makes the screen; it starts with the last month that has ended.
func New(d *desk.Desk) *Screen {
	s := &Screen{desk: d, preview: ui.NewPreview(), message: ui.NewMessage()}
	s.month = d.Session.Settings().Today(time.Now()).Month().Add(-1)
	s.months = ui.NewChoice("Month", nil, func(m data.Month) { s.choose(m) })
	s.preview.SetZoom(readable)
	s.layout()
	return s
}

func (s *Screen) layout() {
	pick := container.NewHBox(
		ui.NewQuiet("Earlier", theme.NavigateBackIcon(), func() { s.step(-1) }), ui.AtLeast(11, 0, s.months),
		ui.NewQuiet("Later", theme.NavigateNextIcon(), func() { s.step(1) }))
	head := container.NewVBox(
		ui.NewHeader("Monthly summary", "For the quality committee. It holds no patient's name and no case number.",
			ui.NewButton("Print", s.print), ui.NewPrimary("Save as PDF …", s.save)),
		pick, s.message)
	s.content = container.NewBorder(head, nil, nil, nil, s.preview)
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Shown reads which months there are, and the month chosen.
func (s *Screen) Shown() {
	session := s.desk.Session
	type span struct{ first, last data.Month }
	ui.Load(&s.work, func(ctx context.Context) (span, error) {
		first, last, err := session.Months(ctx)
		if errors.Is(err, data.ErrNotFound) {
			err = nil // the case file is empty, and so is its summary
		}
		return span{first, last}, err
	}, func(m span, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.offer(m.first, m.last)
	})
}

// Left ends reading.
func (s *Screen) Left() { s.read.Stop() }

// offer lists the months from the newest to the first that has anything; the
// one chosen stays, if it is among them.
func (s *Screen) offer(first, last data.Month) {
	now := s.desk.Session.Settings().Today(time.Now()).Month()
	if first == (data.Month{}) {
		first, last = now, now
	}
	if last.First() < now.First() {
		last = now
	}
	s.first, s.last = first, last
	var options []ui.Option[data.Month]
	found := false
	for m := last; m.First() >= first.First(); m = m.Add(-1) {
		options = append(options, ui.Option[data.Month]{Value: m, Label: m.Long()})
		found = found || m == s.month
	}
	if !found {
		s.month = last
	}
	s.months.SetOptions(options)
	s.months.SetValue(s.month)
	s.refresh()
}

// step goes n months on, as far as there are any.
func (s *Screen) step(n int) {
	if m := s.month.Add(n).First(); m >= s.first.First() && m <= s.last.First() {
		s.months.SetValue(m.Month()) // which chooses it
	}
}

func (s *Screen) choose(m data.Month) {
	if m == s.month && s.ready {
		return
	}
	s.month = m
	s.refresh()
}

// refresh reads the month and shows its pages.
func (s *Screen) refresh() {
	type pages struct {
		facts data.SummaryFacts
		doc   *page.Document
	}
	s.ready = false
	m, session := s.month, s.desk.Session
	s.message.Say("Reading "+m.Long()+" …", ui.ToneMuted)
	ui.Load(&s.read, func(ctx context.Context) (pages, error) {
		facts, err := session.SummaryFacts(ctx, data.MonthPeriod(m))
		if err != nil {
			return pages{}, err
		}
		r, err := summary.Make(facts, report.Internal, session.Practice())
		if err != nil {
			return pages{}, err
		}
		doc, _ := report.Pages(r)
		return pages{facts, doc}, nil
	}, func(p pages, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.message.Clear()
		s.facts, s.ready = p.facts, true
		s.preview.SetDocument(p.doc)
		s.preview.GoTo(0)
	})
}

// make writes the PDF of what is shown and does the rest with it.
func (s *Screen) make(then func(pdf []byte)) {
	if !s.ready {
		return
	}
	facts, practice := s.facts, s.desk.Session.Practice()
	ui.Load(&s.work, func(context.Context) ([]byte, error) {
		r, err := summary.Make(facts, report.Internal, practice)
		if err != nil {
			return nil, err
		}
		file, _, err := report.PDF(r)
		return file, err
	}, func(file []byte, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		then(file)
	})
}

func (s *Screen) save() {
	m := s.month
	s.make(func(pdf []byte) {
		desk.SaveFile(s.desk.Window, "Save the summary", "Patient relations summary "+m.String()+".pdf", pdf, func(path string) {
			s.log("the summary of "+m.Long()+" as a file", func() { s.desk.Say("The summary is saved.", nil) })
			s.desk.Fail(s.desk.OpenFile(path))
		})
	})
}

func (s *Screen) print() {
	m, session := s.month, s.desk.Session
	s.make(func(pdf []byte) {
		s.desk.Print(desk.Pages{What: "The summary",
			Make: func(context.Context) ([]byte, error) { return pdf, nil },
			Record: func(ctx context.Context) error {
				return session.RecordExport(ctx, "the summary of "+m.Long()+" to the printer")
			}})
	})
}

// log writes into the audit chain that the summary left the case file.
func (s *Screen) log(what string, then func()) {
	session := s.desk.Session
	ui.Load(&s.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, session.RecordExport(ctx, what) }, func(_ struct{}, err error) {
		if err != nil {
			s.desk.Fail(fmt.Errorf("writing down the export: %w", err))
			return
		}
		then()
	})
}
