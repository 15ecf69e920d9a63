// Package library is what the office knows beside its cases: the policies,
// leaflets and answers that it gives to people, the directory of the units, the
// agencies outside, and what its letters are made of.
package library

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/form"
	"rapport/app/window/templates"
	"rapport/app/window/ui"
	"rapport/data/store"
)

// shelf names a part of the screen.
type shelf string

const (
	knowledgeShelf shelf = "knowledge"
	unitsShelf     shelf = "units"
	agenciesShelf  shelf = "agencies"
	lettersShelf   shelf = "letters"
)

// part is one part of the screen.
type part interface {
	content() fyne.CanvasObject
	// first is where the keyboard goes.
	first() fyne.Focusable
	// refresh reads the part anew.
	refresh()
}

// Screen is the library with one part in front.
type Screen struct {
	desk   *desk.Desk
	letter *templates.Shelf
	shelf  *ui.Segments[shelf]
	front  shelf
	parts  map[shelf]part
	place  *fyne.Container
	head   *fyne.Container
	whole  *fyne.Container
	work   ui.Loader // changes; nothing stops them
	cancel func()
}

// New makes the screen.
func New(d *desk.Desk) *Screen {
	s := &Screen{desk: d, front: knowledgeShelf, place: container.NewStack(), cancel: func() {}}
	s.letter = templates.New(d, s.run, s.room)
	s.parts = map[shelf]part{knowledgeShelf: newKnowledge(s), unitsShelf: newUnits(s), agenciesShelf: newAgencies(s), lettersShelf: letters{s.letter}}
	s.shelf = ui.NewSegments([]ui.Option[shelf]{{Value: knowledgeShelf, Label: "Policies and answers"}, {Value: unitsShelf, Label: "Unit directory"},
		{Value: agenciesShelf, Label: "Outside agencies"}, {Value: lettersShelf, Label: "Letters"}}, s.bring)
	s.shelf.SetValue(s.front)
	s.head = container.NewVBox(ui.NewHeader("Library", "", s.shelf))
	s.whole = container.NewBorder(s.head, nil, nil, nil, s.place)
	s.place.Objects = []fyne.CanvasObject{s.parts[s.front].content()}
	return s
}

// room gives a template that is open the room of the heading.
func (s *Screen) room(open bool) {
	s.head.Hidden = open
	s.whole.Refresh()
}

// bring puts a part to the front.
func (s *Screen) bring(to shelf) {
	if s.front == lettersShelf && to != lettersShelf {
		s.letter.Left()
	}
	s.front = to
	s.shelf.SetValue(to)
	s.place.Objects = []fyne.CanvasObject{s.parts[to].content()}
	s.place.Refresh()
	s.parts[to].refresh()
	if to == lettersShelf {
		s.letter.Shown()
	}
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// FirstFocus is the list in front.
func (s *Screen) FirstFocus() fyne.Focusable { return s.parts[s.front].first() }

// Shown reads what is in front and follows its changes.
func (s *Screen) Shown() {
	s.cancel()
	s.cancel = s.desk.Session.Subscribe(func(e store.Event) {
		if e.Kind == store.LibraryChanged || e.Kind == store.SettingsChanged || e.Kind == store.CaseChanged || e.Kind == store.TemplatesChanged {
			ui.OnMain(s.refresh)
		}
	})
	s.refresh()
	if s.front == lettersShelf {
		s.letter.Shown()
	}
}

func (s *Screen) refresh() { s.parts[s.front].refresh() }

// Dropped takes a file that was let go over the window: a sheet to enclose with
// letters.
func (s *Screen) Dropped(paths []string) {
	if ui.DialogOpen(s.desk.Window) {
		return
	}
	if s.front != lettersShelf {
		s.bring(lettersShelf)
	}
	s.letter.Dropped(paths)
}

// letters is the part about what letters are made of.
type letters struct{ shelf *templates.Shelf }

func (l letters) content() fyne.CanvasObject { return l.shelf.Content() }
func (l letters) first() fyne.Focusable      { return l.shelf.First() }
func (l letters) refresh()                   { l.shelf.Refresh() }

// Left keeps what was typed and stops following.
func (s *Screen) Left() {
	if s.front == lettersShelf {
		s.letter.Left()
	}
	s.cancel()
	s.cancel = func() {}
}

// run makes a change off the main goroutine and says so; undo, when set, takes
// it back.
func (s *Screen) run(change form.Save, said string, undo form.Save) {
	session := s.desk.Session
	ui.Load(&s.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, change(ctx, session) }, func(_ struct{}, err error) {
		if err != nil {
			s.refused(err)
			return
		}
		s.say(said, undo)
		s.refresh()
	})
}

// say tells of a change, with the way back where there is one.
func (s *Screen) say(said string, undo form.Save) {
	if undo == nil {
		s.desk.Say(said, nil)
		return
	}
	s.desk.Say(said, func() { s.run(undo, "Taken back.", nil) })
}
