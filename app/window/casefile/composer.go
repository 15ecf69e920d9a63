package casefile

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// composer is the line below every section from which an entry is made without
// leaving the section. In a window with little height it leaves its room to the
// section; its keys and the menu do the same ([page]).
func (s *Screen) composer() fyne.CanvasObject {
	return container.NewHBox(container.NewCenter(ui.NewText("Add", ui.Muted)),
		ui.NewQuiet("Contact …", nil, s.AddContact), ui.NewQuiet("Promise …", nil, s.AddPromise),
		ui.NewQuiet("Task …", nil, s.AddTask), ui.NewQuiet("Note", nil, s.AddNote))
}

// ready runs do once the case has been read.
func (s *Screen) ready(do func()) {
	if s.read {
		do()
		return
	}
	s.after = do
}

// AddContact opens the entry for a contact, as soon as the case has been read.
func (s *Screen) AddContact() { s.ready(s.addContact) }

// AddPromise opens the entry for a promise.
func (s *Screen) AddPromise() { s.ready(func() { s.addPromise(s.front) }) }

// AddTask opens the entry for a task.
func (s *Screen) AddTask() { s.ready(s.addTask) }

// AddNote goes to the composer of notes.
func (s *Screen) AddNote() {
	s.ready(func() {
		if !s.desk.Allowed(data.RightWork) {
			return
		}
		s.Go(desk.Notes)
		if n, ok := s.built[desk.Notes].(*notes); ok {
			s.desk.Window.Canvas().Focus(n.words)
		}
	})
}
