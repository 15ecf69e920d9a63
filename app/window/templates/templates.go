// Package templates is what the office's letters are made of: the templates with
// their versions, the hospital's sheets that are enclosed, and the phrases that
// officers put in. It is a part of the library.
package templates

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
)

// Run makes a change off the main goroutine and says so; undo, when set, takes it
// back.
type Run func(change form.Save, said string, undo form.Save)

// part is one of the lists.
type part interface {
	content() fyne.CanvasObject
	first() fyne.Focusable
	refresh()
}

type shelf string

const (
	templateShelf shelf = "templates"
	sheetShelf    shelf = "sheets"
	phraseShelf   shelf = "phrases"
)

// Shelf is the lists with one of them in front, or a template that is open.
type Shelf struct {
	desk   *desk.Desk
	run    Run
	opened func(bool)
	which  *ui.Segments[shelf]
	front  shelf
	parts  map[shelf]part
	list   *list
	sheets *sheets
	editor *editor // nil while no template is open
	place  *fyne.Container
	whole  *fyne.Container
	head   fyne.CanvasObject
}

// New makes the shelf; opened is told whether a template is open, which wants all
// the room there is.
func New(d *desk.Desk, run Run, opened func(bool)) *Shelf {
	s := &Shelf{desk: d, run: run, opened: opened, front: templateShelf, place: container.NewStack()}
	s.list, s.sheets = newList(s), newSheets(s)
	s.parts = map[shelf]part{templateShelf: s.list, sheetShelf: s.sheets, phraseShelf: newPhrases(s)}
	s.which = ui.NewSegments([]ui.Option[shelf]{{Value: templateShelf, Label: "Letter templates"}, {Value: sheetShelf, Label: "Enclosures"},
		{Value: phraseShelf, Label: "Phrases"}}, s.bring)
	s.which.SetValue(s.front)
	s.head = s.which
	s.whole = container.NewBorder(s.head, nil, nil, nil, s.place)
	s.place.Objects = []fyne.CanvasObject{s.list.content()}
	return s
}

func (s *Shelf) bring(to shelf) {
	s.front = to
	s.which.SetValue(to)
	s.place.Objects = []fyne.CanvasObject{s.parts[to].content()}
	s.place.Refresh()
	s.parts[to].refresh()
}

// Content is what the library shows.
func (s *Shelf) Content() fyne.CanvasObject { return s.whole }

// First is where the keyboard goes.
func (s *Shelf) First() fyne.Focusable {
	if s.editor != nil {
		return s.editor.blocks
	}
	return s.parts[s.front].first()
}

// Shown takes the keys of a template that is open.
func (s *Shelf) Shown() {
	if s.editor != nil {
		s.editor.hear()
	}
}

// Refresh reads what is in front anew; a template that is open keeps its words.
func (s *Shelf) Refresh() {
	s.which.SetValue(s.front) // as wide as the text is now
	if s.editor == nil {
		s.parts[s.front].refresh()
	}
}

// Left keeps what was typed in a template that is open, also while it stays open.
func (s *Shelf) Left() {
	if s.editor != nil {
		s.editor.left()
	}
}

// Dropped takes a file that was let go over the window as a new sheet.
func (s *Shelf) Dropped(paths []string) {
	switch {
	case s.editor != nil || len(paths) == 0:
		s.desk.Say("Go back to the list first; a file that is dropped there becomes an enclosure.", nil)
	case len(paths) > 1:
		s.desk.Say("Drop one sheet at a time: each has its own title and approval.", nil)
	default:
		s.bring(sheetShelf)
		s.sheets.add(paths[0])
	}
}

// open shows a template in the place of the lists.
func (s *Shelf) open(t data.Template) {
	if s.editor != nil {
		s.editor.left()
	}
	s.editor = newEditor(s, t)
	s.whole.Objects = []fyne.CanvasObject{s.editor.content}
	s.whole.Layout = fullLayout
	s.opened(true)
	s.whole.Refresh()
	s.editor.begin()
}

// back shows the lists again.
func (s *Shelf) back() {
	if s.editor != nil {
		s.editor.left()
		s.editor = nil
	}
	whole := container.NewBorder(s.head, nil, nil, nil, s.place)
	s.whole.Objects, s.whole.Layout = whole.Objects, whole.Layout
	s.opened(false)
	s.whole.Refresh()
	s.bring(templateShelf)
	s.desk.Window.Canvas().Focus(s.First())
}

var fullLayout = container.NewStack().Layout

func (s *Shelf) today() data.Date { return s.desk.Session.Settings().Today(time.Now()) }
