// Package cases is the list of all cases: filters, orders, saved views, pages.
// The words to search for come from the entry at the top of the window.
package cases

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// Screen is the list.
type Screen struct {
	desk    *desk.Desk
	query   data.CaseQuery
	columns []string // ids; none: the usual ones
	stale   bool     // something changed while the list was out of sight
	begun   bool     // the list was shown before

	filters *filters
	views   *views
	hits    *hits
	table   *ui.Table[data.CaseRow]
	empty   *ui.Empty
	said    *ui.Paragraph // how many cases the list shows, and which
	wider   *ui.Button    // searches all cases
	clear   *ui.Button    // takes the filters away
	preview *ui.Paragraph
	below   *fyne.Container // holds the preview
	content fyne.CanvasObject

	total  int // of the cases listed, at most [store.CountCap]; below 0 while not known
	counts ui.Loader
	cancel func()
}

const pageSize = 200

// nothingChosen stands where the beginning of the chosen case will.
const nothingChosen = "Choose a case to read how it begins."

// New makes the screen.
func New(d *desk.Desk) *Screen {
	s := &Screen{desk: d, cancel: func() {}, stale: true, total: -1,
		preview: ui.NewParagraph(nothingChosen, ui.Muted), said: ui.NewParagraph("", ui.Muted)}
	s.filters = newFilters(d, s.filter)
	s.views = newViews(s)
	s.hits = &hits{screen: s}
	s.wider = ui.NewButton("Search all cases", s.filters.clear)
	s.clear = ui.NewButton("Clear", s.filters.clear)
	s.empty = ui.NewEmpty("", "", nil)
	s.table = ui.NewTable(s.columnsFor(nil), func(c data.CaseRow) string { return c.Number }, s.empty)
	s.table.OnOpen = func(c data.CaseRow) { d.OpenCase(c.Number, "") }
	s.table.OnSelect = func(c data.CaseRow) {
		if !d.NamesHidden {
			s.preview.SetText(c.Opening)
		}
	}
	if d.NamesHidden {
		s.preview.SetText("How a case begins is hidden along with the names.")
	}
	s.table.OnSort = s.sort
	s.table.OnSight = s.hits.sight
	s.table.OnRune = s.typed
	s.layout()
	return s
}

func (s *Screen) layout() {
	head := container.NewVBox(
		ui.NewWrap(ui.NewText("Cases", ui.Heading), s.views.choice,
			ui.NewQuiet("Views …", nil, s.views.manage), ui.NewQuiet("Columns …", nil, s.chooseColumns), desk.Only(s.desk, data.RightExport, ui.NewQuiet("Export …", nil, s.exportList))),
		s.filters.row,
		container.NewBorder(nil, nil, nil, container.NewCenter(container.NewHBox(s.wider, s.clear)), container.NewVBox(layout.NewSpacer(), s.said, layout.NewSpacer())),
	)
	s.below = ui.AtLeast(0, 2.6, s.preview)
	s.content = container.NewBorder(head, s.below, nil, nil, s.table)
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is the list.
func (s *Screen) FirstFocus() fyne.Focusable { return s.table }

// Shown reads the list again if something changed meanwhile. The first time it
// begins with the view that the officer chose for it.
func (s *Screen) Shown() {
	s.cancel()
	s.cancel = s.desk.Session.Subscribe(func(e store.Event) {
		if e.Kind == store.CaseChanged {
			ui.OnMain(s.reload)
		}
	})
	if !s.begun {
		s.begun = true
		s.views.begin()
		return
	}
	if s.stale {
		s.reload()
	}
}

// Left stops listening and reading; the next Shown reads anew.
func (s *Screen) Left() {
	s.cancel()
	s.cancel = func() {}
	s.table.Stop()
	s.counts.Stop()
	s.hits.load.Stop()
	s.stale = true
}

// Choose shows the cases that the query chooses.
func (s *Screen) Choose(q data.CaseQuery) {
	s.views.settled = true
	s.query = q
	s.filters.set(q)
	s.changed()
}

// Search shows the cases that hold the words, within the filters.
func (s *Screen) Search(text string) {
	if text != s.query.Text {
		s.query.Text = text
		s.changed()
	}
}

// filter takes the filters over into the query.
func (s *Screen) filter(q data.CaseQuery) {
	q.Text, q.Order, q.Reverse = s.query.Text, s.query.Order, s.query.Reverse
	s.query = q
	s.changed()
}

// typed answers the letters that act on the list.
func (s *Screen) typed(r rune) {
	switch r {
	case 'v', 'V':
		s.desk.Window.Canvas().Focus(s.views.choice)
	case 'f', 'F':
		s.filters.open()
	}
}

// changed shows what the query chooses now.
func (s *Screen) changed() {
	s.showOrder()
	s.views.show()
	s.reload()
}

// reload reads the list and its count.
func (s *Screen) reload() {
	s.stale, s.total = false, -1
	q, session := s.query, s.desk.Session
	q.Limit = pageSize
	s.hits.search(q.Text)
	s.sayEmpty(q)
	s.wider.Hidden, s.clear.Hidden = q.Text == "" || !q.Narrows(), q.Text != "" || !q.Narrows()
	s.below.Hidden = q.Text != "" // each row has its sentence
	s.say()
	s.table.SetSource(func(ctx context.Context, after *data.CaseRow) (ui.Page[data.CaseRow], error) {
		return s.page(ctx, q, after)
	})
	ui.Load(&s.counts, func(ctx context.Context) (int, error) { return session.CountCases(ctx, q) }, func(n int, err error) {
		if s.total = n; err != nil {
			s.total = -1 // the list itself says what is wrong
		}
		s.say()
	})
}

// say says how many cases are listed, and which.
func (s *Screen) say() {
	total := totalWords(s.total)
	s.filters.count.SetText(total)
	words := []string{}
	if total != "" {
		words = append(words, total+".")
	}
	if s.query.Text != "" || s.query.Narrows() {
		words = append(words, queryWords(s.query, s.today()))
	}
	s.said.SetText(strings.Join(words, " "))
	s.content.Refresh()
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

// totalWords is how many cases are listed; counting ends at a bound.
func totalWords(n int) string {
	switch {
	case n < 0:
		return ""
	case n == store.CountCap:
		return "more than " + ui.Count(n-1) + " cases"
	}
	return ui.Plural(n, "case", "cases")
}

// sayEmpty says why the list is empty, and offers the way on: to all cases, or, where
// there are none, to what was kept before.
func (s *Screen) sayEmpty(q data.CaseQuery) {
	s.empty.SetText(emptyWords(q))
	switch {
	case q.Text != "" || q.Narrows():
		s.empty.Offer("Show all cases", func() { s.desk.ShowCases(data.CaseQuery{}) })
	case s.desk.May(data.RightImport):
		s.empty.Offer("Bring in the log you kept until now …", func() { s.desk.BringIn(desk.RowsCases, "") })
	default:
		s.empty.Offer("", nil)
	}
}

func emptyWords(q data.CaseQuery) string {
	switch {
	case q.Text == "" && !q.Narrows():
		return "There are no cases yet. Press Ctrl+N to take in the first one."
	case q.Text == "":
		return "No case fits the filters."
	case !q.Narrows():
		return "No case holds these words. Try fewer of them, or the beginning of a word."
	}
	return "No case fits the search and the filters."
}
