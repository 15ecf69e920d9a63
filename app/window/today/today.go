// Package today is the officer's day: what is overdue, due today and due this
// week, each with its next step.
package today

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// Screen is the day.
type Screen struct {
	desk  *desk.Desk
	board data.TodayBoard
	show  data.Bucket // "" for everything

	heading *ui.Text
	figures *fyne.Container
	draft   *fyne.Container
	choose  *ui.Segments[data.Bucket]
	table   *ui.Table[data.TodayItem]
	message *ui.Message
	content fyne.CanvasObject

	read   ui.Loader
	done   ui.Loader
	cancel []func()
}

// New makes the screen.
func New(d *desk.Desk) *Screen {
	s := &Screen{desk: d, heading: ui.NewText("", ui.Heading), figures: container.NewHBox(), draft: container.NewVBox(), message: ui.NewMessage()}
	s.choose = ui.NewSegments([]ui.Option[data.Bucket]{{Value: "", Label: "Everything"}, {Value: data.Overdue, Label: "Overdue"},
		{Value: data.DueToday, Label: "Due today"}, {Value: data.ThisWeek, Label: "This week"}}, func(b data.Bucket) { s.show = b; s.fill() })
	s.choose.SetValue("")
	empty := ui.NewEmpty("Nothing is due within the week. Well done.", "Take in a new case", func() { d.NewCase(nil) })
	s.table = ui.NewTable(s.columns(), key, empty)
	s.table.OnOpen = s.open
	s.layout()
	return s
}

func key(i data.TodayItem) string { return i.Case.Number + "/" + i.What + "/" + i.Task.String() }

func (s *Screen) layout() {
	finish := ui.NewButton("Task done", s.finish)
	head := container.NewVBox(
		container.NewBorder(nil, nil, s.heading, nil),
		s.figures, s.draft, s.message,
		ui.NewWrap(s.choose, ui.NewButton("Open the case", func() {
			if item, ok := s.table.Selected(); ok {
				s.open(item)
			}
		}), finish),
	)
	s.content = container.NewBorder(head, nil, nil, nil, s.table)
}

func (s *Screen) columns() []ui.Column[data.TodayItem] {
	today := func() data.Date { return s.board.Day }
	return []ui.Column[data.TodayItem]{
		{Title: "Due", Width: 10, Text: func(i data.TodayItem) string { return ui.DueWords(i.Due, today()) },
			Tone: func(i data.TodayItem) ui.Tone { return ui.DueTone(i.Due, today()) }},
		{Title: "What", Width: 10, Weight: 1, Bold: true, Text: func(i data.TodayItem) string {
			if i.Promise {
				return "Promise: " + i.What
			}
			return i.What
		}},
		{Title: "Next step", Width: 15, Weight: 2, Text: func(i data.TodayItem) string { return i.NextStep }},
		{Title: "Case", Width: 8, Extra: true, Text: func(i data.TodayItem) string { return i.Case.Number }},
		{Title: "Patient", Width: 8.5, Weight: 1, Text: func(i data.TodayItem) string { return i.Case.Patient }},
		{Title: "Unit", Width: 8, Weight: 0.7, Extra: true, Text: func(i data.TodayItem) string { return i.Case.Unit }},
	}
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is the list.
func (s *Screen) FirstFocus() fyne.Focusable { return s.table }

// Shown reads the day, and reads it again when something changes and after
// midnight.
func (s *Screen) Shown() {
	s.Left()
	s.cancel = append(s.cancel,
		s.desk.Session.Subscribe(func(store.Event) { ui.OnMain(s.refresh) }),
		ui.Every(time.Minute, func() {
			if s.board.Day != s.desk.Session.Settings().Today(time.Now()) {
				s.refresh()
			}
		}))
	s.refresh()
}

// Left stops listening.
func (s *Screen) Left() {
	for _, stop := range s.cancel {
		stop()
	}
	s.cancel = nil
}

func (s *Screen) refresh() {
	type day struct {
		board  data.TodayBoard
		intake time.Time // of an unfinished one
	}
	ui.Load(&s.read, func(ctx context.Context) (day, error) {
		board, err := s.desk.Session.Today(ctx)
		if err != nil {
			return day{}, err
		}
		_, at, err := s.desk.Session.Draft(ctx, desk.IntakeDraft)
		if errors.Is(err, data.ErrNotFound) {
			err = nil
		}
		return day{board, at}, err
	}, func(d day, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.message.Clear()
		s.board = d.board
		s.showHead(d.intake)
		s.fill()
	})
}

func (s *Screen) showHead(intake time.Time) {
	b := s.board
	s.heading.SetText(b.Day.Format("Monday, January 2"))
	figure := func(n int, words string, tone ui.Tone) fyne.CanvasObject {
		if n == 0 {
			tone = ui.ToneMuted
		}
		return ui.NewChip(fmt.Sprintf("%s %s", ui.Count(n), words), tone)
	}
	s.figures.Objects = []fyne.CanvasObject{
		figure(b.Overdue, "overdue", ui.ToneOverdue), figure(b.DueToday, "due today", ui.ToneToday),
		figure(b.ThisWeek, "due this week", ui.ToneSoon), figure(b.Open, "open in all", ui.ToneMuted),
	}
	s.figures.Refresh()
	s.draft.RemoveAll()
	if !intake.IsZero() {
		at := ui.Moment(intake, time.Now(), s.desk.Session.Settings().Zone())
		s.draft.Add(container.NewHBox(ui.NewChip("Unfinished intake, "+at, ui.ToneAccent), ui.NewButton("Go on with it", func() { s.desk.NewCase(nil) })))
	}
}

// fill shows the part of the day that was chosen.
func (s *Screen) fill() {
	rows := s.board.Items
	if s.show != "" {
		rows = nil
		for _, i := range s.board.Items {
			if i.Bucket == s.show {
				rows = append(rows, i)
			}
		}
	}
	s.table.SetRows(rows)
}

func (s *Screen) open(i data.TodayItem) {
	at := desk.Summary
	switch {
	case i.Task != (data.ID{}):
		at = desk.Tasks
	case strings.Contains(strings.ToLower(i.What), "decision"):
		at = desk.Letters
	}
	s.desk.OpenCase(i.Case.Number, at)
}

// finish marks the chosen task done, and can take it back.
func (s *Screen) finish() {
	item, ok := s.table.Selected()
	if !ok || item.Task == (data.ID{}) {
		s.desk.Say("Choose a task in the list first. A deadline of a case is met by its letter, in the case.", nil)
		return
	}
	session := s.desk.Session
	ui.Load(&s.done, func(ctx context.Context) (data.CaseFile, error) {
		return session.CompleteTask(ctx, item.Case.Key, item.Task)
	}, func(_ data.CaseFile, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		s.desk.Say("Done: "+item.What, func() {
			ui.Load(&s.done, func(ctx context.Context) (data.CaseFile, error) {
				return session.ReopenTask(ctx, item.Case.Key, item.Task)
			}, func(_ data.CaseFile, err error) { s.desk.Fail(err) })
		})
	})
}
