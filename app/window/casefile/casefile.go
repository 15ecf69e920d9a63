// Package casefile is the screen of one case: its header with the one next
// step, and its sections. Each section has a file of its own with the same
// shape: the type, its constructor, refresh, and what its buttons do.
package casefile

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"rapport/app/window/desk"
	"rapport/app/window/filein"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/redact"
	"rapport/data/store"
)

// Screen shows one case and lets the officer work on it.
type Screen struct {
	desk     *desk.Desk
	number   string
	file     data.CaseFile
	office   []data.Officer
	officers []string // who may own the case or a task
	themes   []data.Theme
	read     bool           // the case has been read
	knows    *redact.Finder // who and what the case knows; nil until it is asked for

	root    *fyne.Container // one page: the wait, the failure or the case
	page    fyne.CanvasObject
	header  *header
	adds    fyne.CanvasObject // the line of the composer
	side    *side
	place   *fyne.Container // the section in front
	front   desk.Section
	built   map[desk.Section]section
	after   func()         // to do once the case has been read
	adding  *adding        // the dialog for a document, while it is open
	filling *filein.Import // the dialogs in which the case is filled in from a file, while they are open
	marks   map[string]*mark

	reading, opening ui.Loader // stopped when the screen is left
	saving           ui.Loader // runs on whatever is shown
	queue            []save
	watch            func() // ends the subscription
}

// New makes the screen of the case with the number. It is read when shown.
func New(d *desk.Desk, number string) *Screen {
	s := &Screen{desk: d, number: number, front: desk.Summary, built: map[desk.Section]section{}, marks: map[string]*mark{}, watch: func() {}}
	s.page = s.layout()
	s.root = container.NewStack(container.NewCenter(ui.NewText("Reading the case …", ui.Muted)))
	return s
}

func (s *Screen) layout() fyne.CanvasObject {
	s.header = newHeader(s)
	s.side = newSide(s)
	s.place = container.NewStack()
	// The sections come first, so that Tab leads from them into the one in front.
	bar := s.composer()
	s.adds = bar
	body := container.New(layout.NewBorderLayout(nil, bar, s.side.content, nil), s.side.content, s.place, bar)
	return container.New(page{s.header.why, bar, s.header.facts, s.header.brief, func() bool { return s.desk.May(data.RightWork) }}, s.header.content, body)
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// FirstFocus is the section in front, in the column at the left; nothing until
// the case is read.
func (s *Screen) FirstFocus() fyne.Focusable {
	if !s.read {
		return nil
	}
	return s.side.button(s.front)
}

// Shown reads the case and follows its changes.
func (s *Screen) Shown() {
	s.watch()
	s.watch = s.desk.Session.Subscribe(func(e store.Event) { ui.OnMain(func() { s.heard(e) }) })
	s.load()
}

// Left keeps what was typed and stops reading.
func (s *Screen) Left() {
	s.watch()
	s.watch = func() {}
	s.reading.Stop()
	s.opening.Stop()
	for _, part := range s.built {
		part.leave()
	}
}

// Go brings a section to the front, building it the first time.
func (s *Screen) Go(to desk.Section) {
	if !slices.ContainsFunc(sections(), func(i sectionInfo) bool { return i.id == to }) {
		to = desk.Summary
	}
	s.front = to
	if s.read {
		s.showSection()
	}
	// The keyboard stays in the column of the sections, and goes along in it.
	if c := s.desk.Window.Canvas(); s.side.holds(c.Focused()) {
		c.Focus(s.FirstFocus())
	}
}

// Find brings a section to the front and goes to one record in it.
func (s *Screen) Find(in desk.Section, id data.ID) {
	s.ready(func() {
		s.Go(in)
		if part, ok := s.built[s.front].(interface{ find(data.ID) }); ok {
			part.find(id)
		}
	})
}

func (s *Screen) showSection() {
	part, ok := s.built[s.front]
	if !ok {
		for _, info := range sections() {
			if info.id == s.front {
				part = info.build(s)
			}
		}
		s.built[s.front] = part
	}
	s.place.Objects = []fyne.CanvasObject{part.content()}
	part.refresh()
	s.place.Refresh()
	s.side.refresh()
}

// load reads the case and who may own it.
func (s *Screen) load() {
	type answer struct {
		file     data.CaseFile
		officers []data.Officer
		themes   []data.Theme
	}
	ui.Load(&s.reading, func(ctx context.Context) (answer, error) {
		file, err := s.desk.Session.Case(ctx, s.number)
		if err != nil {
			return answer{}, err
		}
		themes, err := s.desk.Session.Themes(ctx, file)
		if err != nil {
			return answer{}, err
		}
		redact.Warm()
		officers, err := s.desk.Session.Officers(ctx)
		return answer{file, officers, themes}, err
	}, func(a answer, err error) {
		if err != nil {
			s.failed(err)
			return
		}
		s.office, s.officers, s.themes = a.officers, nil, a.themes
		for _, o := range a.officers {
			s.officers = append(s.officers, o.Name)
		}
		s.take(a.file)
	})
}

// failed says that the case could not be read; what is shown of it stays.
func (s *Screen) failed(err error) {
	if errors.Is(err, data.ErrRestricted) {
		s.read, s.file = false, data.CaseFile{}
		s.built = map[desk.Section]section{} // what they show may not be seen any more
		s.show(s.shutPage())
		return
	}
	if s.read {
		s.desk.Fail(err)
		return
	}
	words := "The case could not be read. Try again; if it fails once more, run the check in Settings."
	if errors.Is(err, data.ErrNotFound) {
		words = "There is no case with the number " + s.number + "."
	}
	s.show(ui.NewEmpty(words, "Try again", s.load))
}

func (s *Screen) show(o fyne.CanvasObject) {
	s.root.Objects = []fyne.CanvasObject{o}
	s.root.Refresh()
}

// take shows the case as it is now.
func (s *Screen) take(f data.CaseFile) {
	s.file, s.read, s.knows = f, true, nil
	s.header.refresh()
	s.showSection()
	if len(s.root.Objects) != 1 || s.root.Objects[0] != s.page {
		s.show(s.page)
		if c := s.desk.Window.Canvas(); c.Focused() == nil {
			c.Focus(s.FirstFocus())
		}
	}
	if do := s.after; do != nil {
		s.after = nil
		do()
	}
}

// heard reads the case again when somebody else changed it: a letter that was
// issued, the settings. The answer to a change made here comes with its save.
func (s *Screen) heard(e store.Event) {
	mine := e.CaseKey != 0 && e.CaseKey == s.file.Key || e.Kind == store.SettingsChanged
	if s.read && mine && !s.saving.Busy() {
		s.load()
	}
}

// change is one call of the session that changes the case.
type change func(context.Context, *store.Session) (data.CaseFile, error)

// save is a change with what follows from its answer.
type save struct {
	change change
	done   func(error)
}

// save makes a change; changes are made in the order asked for. The new case
// is shown before done is called.
func (s *Screen) save(do change, done func(error)) {
	s.queue = append(s.queue, save{do, done})
	if len(s.queue) == 1 {
		s.saveNext()
	}
}

func (s *Screen) saveNext() {
	next := s.queue[0]
	ui.Load(&s.saving, func(ctx context.Context) (data.CaseFile, error) {
		return next.change(ctx, s.desk.Session)
	}, func(f data.CaseFile, err error) {
		if err == nil {
			s.reading.Stop() // an answer from before the change is stale
			s.take(f)
		}
		next.done(err)
		if s.queue = s.queue[1:]; len(s.queue) > 0 {
			s.saveNext()
		}
	})
}

// run makes a change and says so, with a way to take it back where there is one.
func (s *Screen) run(do change, said string) {
	s.save(do, func(err error) {
		if err != nil {
			s.refused(err)
			return
		}
		s.said(said)
	})
}

func (s *Screen) said(text string) {
	if _, key := s.desk.Session.CanUndo(); key != s.file.Key {
		s.desk.Say(text, nil)
		return
	}
	s.desk.Say(text, s.takeBack)
}

// takeBack undoes the last change of the case.
func (s *Screen) takeBack() {
	summary, _ := s.desk.Session.CanUndo()
	s.save(func(ctx context.Context, in *store.Session) (data.CaseFile, error) { return in.Undo(ctx) }, func(err error) {
		said, told := desk.TakenBack(summary, s.number, err)
		if !told {
			s.refused(err)
			return
		}
		s.desk.Say(said, nil)
	})
}

// put is the change that saves a record of the case.
func (s *Screen) put(r data.Record) change {
	key := s.file.Key
	return func(ctx context.Context, in *store.Session) (data.CaseFile, error) { return in.SaveRecord(ctx, key, r) }
}

// removeRecord takes a record out of the case, with the reason.
func (s *Screen) removeRecord(kind data.RecordKind, id data.ID) {
	key := s.file.Key
	ui.AskText(s.desk.Window, ui.TextQuestion{Title: "Remove this entry", Text: "The history keeps what it said and why it was removed.",
		Label: "Why?", Yes: "Remove it", Required: true, Rows: 2, Max: maxText, Danger: true}, func(reason string) {
		s.run(func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.RemoveRecord(ctx, key, kind, id, reason)
		}, "The entry is removed.")
	})
}

// refused tells what stands in the way of a change.
func (s *Screen) refused(err error) {
	var m data.Missing
	if errors.As(err, &m) {
		s.showGaps("This is not possible yet", m)
		return
	}
	s.desk.Fail(err)
}

func (s *Screen) settings() data.Settings { return s.desk.Session.Settings() }
func (s *Screen) zone() *time.Location    { return s.settings().Zone() }
func (s *Screen) today() data.Date        { return s.settings().Today(time.Now()) }
func (s *Screen) moment(t time.Time) string {
	return ui.Moment(t, time.Now(), s.zone())
}

// day writes a calendar day, or nothing where there is none.
func (s *Screen) day(d data.Date) string {
	if d.IsZero() {
		return ""
	}
	return ui.Day(d, s.today())
}
