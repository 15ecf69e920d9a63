// Package feedback is the comments of surveys and comment cards: the list, and the
// comment in whole.
package feedback

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/quick"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// Screen is the list of comments with the one that is read beside it.
type Screen struct {
	desk  *desk.Desk
	query data.FeedbackQuery
	asked []data.Feedback // comments that a case was begun from on this screen
	known bool            // the list has been read

	search  *ui.Entry
	filters *filters
	table   *ui.Table[data.Feedback]
	empty   *ui.Empty
	count   *ui.Text
	detail  *detail
	message *ui.Message
	content fyne.CanvasObject

	counts  ui.Loader
	lists   ui.Loader
	refresh ui.Loader
	ticking ui.Loader // the themes of a comment
	cancel  func()
}

const pageSize = 200

// New makes the screen.
func New(d *desk.Desk) *Screen {
	s := &Screen{desk: d, cancel: func() {}, count: ui.NewText("", ui.Muted), message: ui.NewMessage()}
	s.search = ui.NewSearch("Search the words of the comments", func(text string) {
		if text != s.query.Text {
			s.query.Text = text
			s.reload()
		}
	})
	s.search.OnEnter = func() { d.Window.Canvas().Focus(s.table) }
	s.filters = newFilters(s.filter)
	s.empty = ui.NewEmpty("", "", nil)
	s.table = ui.NewTable(s.columns(), rowKey, s.empty)
	s.detail = newDetail(s.openCase, s.editThemes, s.notNeeded, s.copySafe)
	s.table.OnSelect = s.detail.show
	s.table.OnOpen = s.openCase
	s.layout()
	return s
}

func rowKey(f data.Feedback) string { return strconv.FormatInt(f.Key, 10) }

func (s *Screen) layout() {
	head := container.NewVBox(
		ui.NewHeader("Feedback", "", s.count,
			desk.Only(s.desk, data.RightWork, ui.NewButton("Quick entry …", func() { quick.Open(s.desk) })),
			desk.Only(s.desk, data.RightImport, ui.NewPrimary("Bring in a spreadsheet …", func() { s.desk.BringIn(desk.RowsComments, "") }))),
		s.message, s.search, s.filters.row,
	)
	split := container.NewHSplit(s.table, s.detail.content)
	split.SetOffset(0.66)
	s.content = container.NewBorder(head, nil, nil, nil, split)
}

func (s *Screen) columns() []ui.Column[data.Feedback] {
	set := s.desk.Session.Settings()
	return []ui.Column[data.Feedback]{
		{Title: "Received", Width: 6.8, Text: func(f data.Feedback) string { return dayWords(f, set.Today(time.Now())) }},
		{Title: "Sentiment", Width: 9.2, Text: func(f data.Feedback) string { return moodWords(f.Sentiment) },
			Tone: func(f data.Feedback) ui.Tone { return moodTone(f.Sentiment) }},
		{Title: "Comment", Width: 14, Weight: 3, Text: func(f data.Feedback) string { return opening(f.Text) }},
		{Title: "Themes", Width: 8, Weight: 1.5, Extra: true, Text: func(f data.Feedback) string { return strings.Join(f.Themes, "; ") }},
		{Title: "Unit", Width: 7, Weight: 1, Extra: true, Text: func(f data.Feedback) string { return f.Unit }},
		{Title: "Case", Width: 8, Extra: true, Text: func(f data.Feedback) string { return f.CaseNumber }},
	}
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is the search.
func (s *Screen) FirstFocus() fyne.Focusable { return s.search }

// Shown listens for changes. The list stays where it was; what a case was begun
// from is read again.
func (s *Screen) Shown() {
	s.cancel()
	s.cancel = s.desk.Session.Subscribe(func(e store.Event) {
		if e.Kind == store.FeedbackChanged {
			ui.OnMain(s.readAll)
		}
	})
	if !s.known {
		s.readAll()
		return
	}
	s.readAsked()
}

// Left stops listening. What is being read may come in: the view is kept.
func (s *Screen) Left() {
	s.cancel()
	s.cancel = func() {}
}

// Dropped takes the file of a survey that was let go over the window.
func (s *Screen) Dropped(paths []string) {
	if !ui.DialogOpen(s.desk.Window) && s.desk.Allowed(data.RightImport) {
		s.desk.BringIn(desk.RowsComments, paths[0])
	}
}

// filter takes the filters over into the query.
func (s *Screen) filter(q data.FeedbackQuery) {
	q.Text = s.query.Text
	s.query = q
	s.reload()
}

// readAll reads what the filters offer, and the list.
func (s *Screen) readAll() {
	s.known = true
	session := s.desk.Session
	ui.Load(&s.lists, func(ctx context.Context) (offer, error) { return readOffer(ctx, session) }, func(o offer, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.filters.offer(o)
	})
	s.reload()
}

// reload reads the list and its count.
func (s *Screen) reload() {
	q, session := s.query, s.desk.Session
	s.empty.SetText(emptyWords(q))
	s.table.SetSource(func(ctx context.Context, after *data.Feedback) (ui.Page[data.Feedback], error) {
		q := q
		q.Limit = pageSize
		if after != nil {
			q.After = data.Cursor{Key: after.Key, Sort: int64(after.Received), Set: true}
		}
		p, err := session.Feedback(ctx, q)
		if err != nil {
			return ui.Page[data.Feedback]{}, errors.New(plain.Sentence(err))
		}
		return ui.Page[data.Feedback]{Rows: p.Rows, Total: -1, More: p.More}, nil
	})
	ui.Load(&s.counts, func(ctx context.Context) (int, error) { return session.CountFeedback(ctx, q) }, func(n int, err error) {
		switch {
		case err != nil:
			s.count.SetText("") // the list itself says what went wrong
		case n == store.CountCap:
			s.count.SetText("more than " + ui.Count(n-1) + " comments")
		default:
			s.count.SetText(ui.Plural(n, "comment", "comments"))
		}
	})
}

// openCase opens the case of a comment, or begins one from it.
func (s *Screen) openCase(f data.Feedback) {
	if f.CaseNumber != "" {
		s.desk.OpenCase(f.CaseNumber, desk.Summary)
		return
	}
	s.asked = append(s.asked, f)
	s.desk.NewCase(&f)
}

// notNeeded says that a comment needs no answer, which can be taken back.
func (s *Screen) notNeeded(f data.Feedback) {
	s.setAsks(f, "", "The comment is no longer offered as a case.")
}

// setAsks says why a comment asks for an answer, or that it does not.
func (s *Screen) setAsks(f data.Feedback, why, said string) {
	if !s.desk.Allowed(data.RightWork) {
		return
	}
	session := s.desk.Session
	ui.Load(&s.ticking, func(ctx context.Context) (data.Feedback, error) { return session.SetAsks(ctx, f.Key, why) }, func(now data.Feedback, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		s.detail.show(now)
		if said != "" {
			s.desk.Say(said, func() { s.setAsks(f, f.Asks, "") })
		}
	})
}

// readAsked shows the number beside each comment whose case was opened since.
func (s *Screen) readAsked() {
	asked, session := s.asked, s.desk.Session
	if len(asked) == 0 {
		return
	}
	ui.Load(&s.refresh, func(ctx context.Context) ([]data.Feedback, error) {
		var now []data.Feedback
		for _, f := range asked {
			// A page that begins just before the comment begins with it.
			before := data.Cursor{Key: f.Key + 1, Sort: int64(f.Received), Set: true}
			p, err := session.Feedback(ctx, data.FeedbackQuery{After: before, Limit: 1})
			if err != nil {
				return nil, err
			}
			now = append(now, p.Rows...)
		}
		return now, nil
	}, func(now []data.Feedback, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.asked = nil
		for _, f := range now {
			s.table.Replace(f)
			if f.CaseNumber == "" {
				s.asked = append(s.asked, f)
			}
		}
		if f, ok := s.table.Selected(); ok {
			s.detail.show(f)
		}
	})
}

func emptyWords(q data.FeedbackQuery) string {
	if q == (data.FeedbackQuery{}) {
		return "There are no comments yet. Press “Bring in a spreadsheet …”, or drop the file of your survey on this window. Cards are typed in by “Quick entry …”."
	}
	return "No comment fits the search and the filters."
}
