package intake

import (
	"time"

	"fyne.io/fyne/v2"
)

func (s *Screen) focus(on fyne.Focusable) {
	s.desk.Window.Canvas().Focus(on)
	s.follow()
}

const followEvery = 150 * time.Millisecond

// follow keeps the field that has the keyboard in sight: Fyne does not scroll
// to it, and tells nobody when the keyboard moves.
func (s *Screen) follow() {
	on := s.desk.Window.Canvas().Focused()
	o, ok := on.(fyne.CanvasObject)
	if !ok || on == s.followed {
		return
	}
	s.followed = on
	column, driver := s.form, fyne.CurrentApp().Driver()
	if s.answer.holds(on) {
		column = s.answer.column
	}
	at := driver.AbsolutePositionForObject(o).Subtract(driver.AbsolutePositionForObject(column))
	if at.X < 0 || at.X > column.Size().Width {
		return // outside the screen
	}
	room, margin := column.Size().Height, em(3)
	high := min(o.Size().Height, room-2*margin)
	switch y := column.Offset.Y; {
	case at.Y < margin:
		column.ScrollToOffset(fyne.NewPos(0, max(0, y+at.Y-margin)))
	case at.Y+high > room-margin:
		column.ScrollToOffset(fyne.NewPos(0, y+at.Y+high-room+margin))
	}
}
