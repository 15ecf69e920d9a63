// Package cases is the list of all cases: filters, orders, pages. The words to
// search for come from the entry at the top of the window.
package cases

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// Screen is the list.
type Screen struct {
	desk  *desk.Desk
	query data.CaseQuery
	stale bool // something changed while the list was out of sight

	filters *filters
	table   *ui.Table[data.CaseRow]
	empty   *ui.Empty
	count   *ui.Text
	preview *ui.Paragraph
	content fyne.CanvasObject

	counts ui.Loader
	cancel func()
}

const pageSize = 200

// New makes the screen.
func New(d *desk.Desk) *Screen {
	s := &Screen{desk: d, cancel: func() {}, stale: true, preview: ui.NewParagraph(" ", ui.Muted), count: ui.NewText("", ui.Muted)}
	s.filters = newFilters(d.Session.Settings(), s.filter)
	s.empty = ui.NewEmpty("", "Clear the search and the filters", func() { d.ShowCases(data.CaseQuery{}) })
	s.table = ui.NewTable(s.columns(), func(c data.CaseRow) string { return c.Number }, s.empty)
	s.table.OnOpen = func(c data.CaseRow) { d.OpenCase(c.Number, "") }
	s.table.OnSelect = func(c data.CaseRow) { s.preview.SetText(c.Opening) }
	s.table.OnSort = s.sort
	s.layout()
	return s
}

func (s *Screen) layout() {
	head := container.NewVBox(
		container.NewHBox(ui.NewText("Cases", ui.Heading), container.NewCenter(s.count)),
		s.filters.row, s.filters.more,
	)
	s.content = container.NewBorder(head, ui.AtLeast(0, 2.6, s.preview), nil, nil, s.table)
}

func (s *Screen) columns() []ui.Column[data.CaseRow] {
	set := s.desk.Session.Settings()
	today := func() data.Date { return set.Today(time.Now()) }
	day := func(c data.CaseRow) string { return ui.Day(data.DateOf(c.ReceivedAt, set.Zone()), today()) }
	return []ui.Column[data.CaseRow]{
		{Title: "Number", Width: 7.8, Bold: true, Text: func(c data.CaseRow) string { return c.Number }},
		{Title: "Kind", Width: 6.3, Weight: 0.4, Extra: true, Text: func(c data.CaseRow) string { return c.Kind.String() }},
		{Title: "State", Width: 6.8, Extra: true, Text: func(c data.CaseRow) string { return c.State.String() }},
		{Title: "Received", Width: 6.2, Text: day, Sort: string(data.OldestFirst)},
		{Title: "Patient", Width: 9.5, Weight: 1.5, Text: func(c data.CaseRow) string { return c.Patient }},
		{Title: "Unit", Width: 7.5, Weight: 1, Extra: true, Text: func(c data.CaseRow) string { return c.Unit }},
		{Title: "Next due", Width: 10.2, Sort: string(data.DueFirst), Text: func(c data.CaseRow) string { return ui.DueWords(c.NextDue, today()) },
			Tone: func(c data.CaseRow) ui.Tone { return ui.DueTone(c.NextDue, today()) }},
		{Title: "Severity", Width: 5, Weight: 0.3, Extra: true, Sort: string(data.SeverityFirst), Text: func(c data.CaseRow) string { return data.Severities[min(max(c.Severity, 0), 3)] }},
	}
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is the list.
func (s *Screen) FirstFocus() fyne.Focusable { return s.table }

// Shown reads the list again if something changed meanwhile.
func (s *Screen) Shown() {
	s.cancel()
	s.cancel = s.desk.Session.Subscribe(func(e store.Event) {
		if e.Kind == store.CaseChanged {
			ui.OnMain(s.reload)
		}
	})
	if s.stale {
		s.reload()
	}
}

// Left stops listening; the next Shown reads anew.
func (s *Screen) Left() {
	s.cancel()
	s.cancel = func() {}
	s.stale = true
}

// Choose shows the cases that the query chooses.
func (s *Screen) Choose(q data.CaseQuery) {
	s.query = q
	s.filters.set(q)
	s.reload()
}

// Search shows the cases that hold the words, within the filters.
func (s *Screen) Search(text string) {
	if text != s.query.Text {
		s.query.Text = text
		s.reload()
	}
}

// filter takes the filters over into the query.
func (s *Screen) filter(q data.CaseQuery) {
	q.Text, q.Order = s.query.Text, s.query.Order
	s.query = q
	s.reload()
}

// sort orders the list by a column; by a second press, the other way round
// where the store knows one.
func (s *Screen) sort(key string, descending bool) {
	s.query.Order = data.CaseOrder(key)
	if s.query.Order == data.OldestFirst && descending {
		s.query.Order = data.NewestFirst
	}
	if s.query.Order == data.DueFirst {
		s.query.OpenOnly = true // only open cases have a due date
		s.filters.set(s.query)
	}
	s.reload()
}

// reload reads the list and its count.
func (s *Screen) reload() {
	s.stale = false
	q, session := s.query, s.desk.Session
	q.Limit = pageSize
	s.empty.SetText(emptyWords(q))
	s.table.SetSource(func(ctx context.Context, after *data.CaseRow) (ui.Page[data.CaseRow], error) {
		return s.page(ctx, q, after)
	})
	ui.Load(&s.counts, func(ctx context.Context) (int, error) { return session.CountCases(ctx, q) }, func(n int, err error) {
		switch {
		case errors.Is(err, context.Canceled):
		case err != nil:
			s.count.SetText("")
		case n == store.CountCap:
			s.count.SetText("more than " + ui.Count(n-1) + " cases")
		default:
			s.count.SetText(ui.Plural(n, "case", "cases"))
		}
	})
}

// page reads the page after a row; it runs off the main goroutine, and the
// table asks for one page at a time.
func (s *Screen) page(ctx context.Context, q data.CaseQuery, after *data.CaseRow) (ui.Page[data.CaseRow], error) {
	if after != nil {
		q.After = store.CursorAfter(*after, q)
	}
	p, err := s.desk.Session.Cases(ctx, q)
	if err != nil {
		return ui.Page[data.CaseRow]{}, errors.New(plain.Sentence(err))
	}
	return ui.Page[data.CaseRow]{Rows: p.Rows, Total: -1, More: p.More}, nil
}

func emptyWords(q data.CaseQuery) string {
	q.Order, q.Limit = "", 0
	if q.Text == "" && !filtered(q) {
		return "There are no cases yet. Press Ctrl+N to take in the first one."
	}
	return "No case fits the search and the filters."
}
