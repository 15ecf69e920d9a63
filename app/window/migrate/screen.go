// Package migrate is the wizard that brings in what the office used before: a log of
// cases, comments of surveys, patient days, units and who answers for them, from a
// spreadsheet. It ends in one import that one step takes back.
package migrate

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
)

// Screen is the wizard, one page for each step. It keeps what was settled until it
// is closed; nothing of the file is kept anywhere else.
type Screen struct {
	desk *desk.Desk
	at   step
	job  job

	trail   *trail
	message *ui.Message
	pages   [steps]page
	heading *fyne.Container
	middle  *fyne.Container
	back    *ui.Button
	next    *ui.Button
	anew    *ui.Button
	content fyne.CanvasObject

	work     ui.Loader // reading and looking
	saving   ui.Loader // an import or its undo; nothing else uses or stops it
	looking  bool      // at every row
	stopWork func()    // ends looking at every row; nil while nothing is looked at
	leave    func()    // ends Ctrl+Enter
}

// page is one step of the wizard.
type page interface {
	content() fyne.CanvasObject
	// enter fills the page with what is known.
	enter()
	// first is what gets the keyboard.
	first() fyne.Focusable
	// settle takes what the page says and calls on once it may be left; what is
	// missing or wrong it says itself.
	settle(on func())
	// next is what the button that goes on says.
	next() string
}

// taker is a page whose fields say something of the map as they are.
type taker interface{ take(*job) }

// New makes the wizard.
func New(d *desk.Desk) *Screen {
	s := &Screen{desk: d, message: ui.NewMessage(), middle: container.NewStack(), leave: func() {}}
	s.pages = [steps]page{newFilePage(s), newColumnsPage(s), newDatesPage(s), newWordsPage(s), newLookPage(s), newDonePage(s)}
	s.trail = newTrail(s.goBack)
	s.back, s.next = ui.NewButton("Back", s.stepBack), ui.NewPrimary("Next", s.stepOn)
	s.anew = ui.NewQuiet("Begin again …", nil, s.askAnew)
	s.layout()
	s.show(stepFile)
	return s
}

func (s *Screen) layout() {
	// The heading takes room that the later steps need in a small window; the tab says it, too.
	s.heading = ui.NewHeader("Bring in a spreadsheet", "", ui.NewButton("Earlier imports …", s.showEarlier))
	head := container.NewVBox(s.heading, s.trail.line, s.message)
	foot := container.NewBorder(nil, nil, s.anew, container.NewHBox(s.back, s.next), layout.NewSpacer())
	// Tab goes through them as they stand here: from the page on to its buttons.
	s.content = container.New(layout.NewBorderLayout(head, foot, nil, nil), head, s.middle, foot)
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is the first field of the page.
func (s *Screen) FirstFocus() fyne.Focusable { return s.pages[s.at].first() }

// Shown listens for Ctrl+Enter, which goes on.
func (s *Screen) Shown() {
	s.leave()
	s.leave = ui.OnSubmit(s.desk.Window, s.stepOn)
	if d := s.pages[stepDone].(*donePage); s.at == stepDone && d.offers != nil {
		d.offers.read(s.job.done.Import) // some may have their case by now
	}
}

// Left keeps what was settled for as long as the wizard is open. When the window
// locks, nothing of the file is left of it; what its columns mean is kept in the case
// file, so that it need not be said again.
func (s *Screen) Left() {
	s.leave()
	s.leave = func() {}
	s.pages[stepFile].(*filePage).left()
	s.keepMap()
}

// Dropped takes a file that was let go over the window.
func (s *Screen) Dropped(paths []string) {
	if !ui.DialogOpen(s.desk.Window) {
		s.Begin(s.job.what, paths[0])
	}
}

// show brings a step to the front.
func (s *Screen) show(at step) {
	s.at = at
	s.message.Clear()
	p := s.pages[at]
	p.enter()
	s.middle.Objects = []fyne.CanvasObject{p.content()}
	s.showTrail()
	s.heading.Hidden = at != stepFile
	s.back.Hidden = at == stepFile || at == stepDone
	s.anew.Hidden = at == stepFile || at == stepDone
	s.showNext()
	s.content.Refresh()
	if s.desk.Window.Content() != nil {
		s.desk.Window.Canvas().Focus(p.first())
	}
}

// showNext says on the button what comes next. It is off where nothing can.
func (s *Screen) showNext() {
	s.next.SetText(s.pages[s.at].next())
	if s.at == stepLook && s.pages[stepLook].(*lookPage).nothing() {
		s.next.Disable()
		return
	}
	s.next.Enable()
}

// showTrail shows where the officer is, and which steps there are.
func (s *Screen) showTrail() { s.trail.show(s.at, s.needed, s.at != stepDone) }

// stepOn goes on from the page in front, once it is settled.
func (s *Screen) stepOn() {
	if s.work.Busy() || s.saving.Busy() || s.looking {
		return
	}
	at := s.at
	s.pages[at].settle(func() {
		for at++; at < stepDone && !s.needed(at); at++ {
		}
		s.show(at)
	})
}

func (s *Screen) stepBack() {
	at := s.at - 1
	for at > stepFile && !s.needed(at) {
		at--
	}
	s.goBack(at)
}

// goBack shows an earlier step; everything stays as it was settled.
func (s *Screen) goBack(to step) {
	if to < 0 || to >= s.at || s.at == stepDone {
		return
	}
	s.stop()
	s.takeFields()
	s.show(to)
}

// takeFields takes what the fields of the page in front say of the map.
func (s *Screen) takeFields() {
	if p, ok := s.pages[s.at].(taker); ok && s.job.plan != nil {
		p.take(&s.job)
	}
}

// needed reports whether the file takes the step.
func (s *Screen) needed(at step) bool {
	j := &s.job
	switch at {
	case stepColumns:
		return !j.ofOffice()
	case stepDates:
		return !j.ofOffice() && j.plan != nil && (j.dates.Ask || j.dates.Mixed)
	case stepWords:
		return !j.ofOffice() && j.plan != nil && (len(j.unknown) > 0 || j.scored)
	}
	return true
}

// stop ends what is read or looked at; an import under way goes on.
func (s *Screen) stop() {
	s.work.Stop()
	if s.stopWork != nil {
		s.stopWork()
		s.stopWork = nil
	}
}
