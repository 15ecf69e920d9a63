package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// OnActivity is told whenever the officer types, clicks or moves the mouse.
// Fyne has no such signal of its own: the entries, buttons and tables of this
// kit tell it, and the pad behind the window's content tells of the mouse.
var OnActivity = func() {}

// OnHelp is told of F1 wherever the keyboard is in this kit, and of a question
// mark where nothing is written.
var OnHelp = func() {}

// typedKey notices a key of any widget of the kit.
func typedKey(key *fyne.KeyEvent) {
	OnActivity()
	if key.Name == fyne.KeyF1 {
		OnHelp()
	}
}

// typedRune notices a character where nothing is written.
func typedRune(r rune) {
	OnActivity()
	if r == '?' {
		OnHelp()
	}
}

// ActivityPad lies behind everything in the window and notices the mouse
// wherever no other widget takes it.
type ActivityPad struct{ widget.BaseWidget }

// NewActivityPad makes the pad.
func NewActivityPad() *ActivityPad {
	p := &ActivityPad{}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer answers Fyne.
func (p *ActivityPad) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(shade(ColorGround)))
}

// MouseIn notices the mouse.
func (p *ActivityPad) MouseIn(*desktop.MouseEvent) { OnActivity() }

// MouseMoved notices the mouse.
func (p *ActivityPad) MouseMoved(*desktop.MouseEvent) { OnActivity() }

// MouseOut notices the mouse.
func (p *ActivityPad) MouseOut() { OnActivity() }
