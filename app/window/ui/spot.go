package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// spot is an icon inside an entry that the mouse can press. The keyboard
// passes it by: the entry has a key, or takes typing, for the same thing.
type spot struct {
	widget.BaseWidget
	icon  fyne.Resource
	press func()
}

func newSpot(icon fyne.Resource, press func()) *spot {
	s := &spot{icon: icon, press: Guard(press)}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer answers Fyne.
func (s *spot) CreateRenderer() fyne.WidgetRenderer {
	icon := widget.NewIcon(s.icon)
	r := &drawn{objects: []fyne.CanvasObject{icon}, refresh: icon.Refresh}
	r.minSize = func() fyne.Size {
		return fyne.NewSquareSize(size(theme.SizeNameInlineIcon) + 2*size(theme.SizeNameInnerPadding))
	}
	r.layout = func(room fyne.Size) {
		side := size(theme.SizeNameInlineIcon)
		put(icon, (room.Width-side)/2, (room.Height-side)/2, side, side)
	}
	return r
}

// Tapped answers Fyne.
func (s *spot) Tapped(*fyne.PointEvent) { s.press() }

// Cursor answers Fyne: not the beam that entries have.
func (s *spot) Cursor() desktop.Cursor { return desktop.DefaultCursor }
