package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Link is a line of text that leads somewhere when it is pressed.
type Link struct {
	widget.BaseWidget

	text *Text
	tap  func()
}

// NewLink makes a link in small quiet type.
func NewLink(text string, tap func()) *Link {
	l := &Link{text: NewText(text, Caption), tap: Guard(tap)}
	l.ExtendBaseWidget(l)
	return l
}

// Set changes words and type.
func (l *Link) Set(text string, kind Type) {
	l.text.Set(text, kind)
	l.Refresh()
}

// String is what it says.
func (l *Link) String() string { return l.text.String() }

// Tapped answers Fyne.
func (l *Link) Tapped(*fyne.PointEvent) { l.tap() }

// Cursor answers Fyne.
func (l *Link) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer answers Fyne.
func (l *Link) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.text) }
