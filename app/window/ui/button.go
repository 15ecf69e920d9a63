package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Button is Fyne's button that also answers Enter, closes a dialog with
// Escape, keeps the focus when worked from the keyboard and survives a fault
// in its action.
type Button struct {
	widget.Button
	// OnKey is asked first about every key and reports whether it answered.
	OnKey   func(fyne.KeyName) bool
	focused bool
	segment bool // one of [Segments]: see [Button.ring]
}

// NewButton makes an ordinary button.
func NewButton(text string, tap func()) *Button {
	return newButton(text, nil, widget.MediumImportance, tap)
}

// NewPrimary makes the one button of a screen that carries its main action.
func NewPrimary(text string, tap func()) *Button {
	return newButton(text, nil, widget.HighImportance, tap)
}

// NewDanger makes a button for what cannot be taken back.
func NewDanger(text string, tap func()) *Button {
	return newButton(text, nil, widget.DangerImportance, tap)
}

// NewQuiet makes a flat button with an icon; the text says what the icon means.
func NewQuiet(text string, icon fyne.Resource, tap func()) *Button {
	return newButton(text, icon, widget.LowImportance, tap)
}

func newButton(text string, icon fyne.Resource, importance widget.Importance, tap func()) *Button {
	b := &Button{Button: widget.Button{Text: text, Icon: icon, Importance: importance, OnTapped: Guard(tap)}}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer answers Fyne; the button with the keyboard gets a ring, which
// Fyne's own tint does not show on a primary button.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	return newBordered(b.Button.CreateRenderer(), 3, b.ring)
}

// ring is how the button with the keyboard is marked. A segment has the thinner ring
// alone: with Fyne's tint behind it, the one with the keyboard would look chosen.
func (b *Button) ring() (fyne.ThemeColorName, float32) {
	switch {
	case !b.focused:
		return ColorText, 0
	case b.Importance == widget.HighImportance || b.Importance == widget.DangerImportance:
		return theme.ColorNameForegroundOnPrimary, 2
	case b.segment:
		return ColorText, 1.5
	}
	return ColorText, 2
}

// FocusGained answers Fyne.
func (b *Button) FocusGained() {
	b.focused = true
	if b.segment {
		b.Refresh()
	} else {
		b.Button.FocusGained()
	}
	reveal(b)
}

// FocusLost answers Fyne.
func (b *Button) FocusLost() {
	b.focused = false
	b.Button.FocusLost()
}

// MinSize is Fyne's with more room at the sides of the text.
func (b *Button) MinSize() fyne.Size {
	least := b.Button.MinSize()
	if b.Text != "" {
		least.Width += em(0.8)
	}
	return least
}

// TypedKey answers Space and Enter, and passes Escape on to the dialog around it.
func (b *Button) TypedKey(key *fyne.KeyEvent) {
	typedKey(key)
	if b.OnKey != nil && b.OnKey(key.Name) {
		return
	}
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		if !b.Disabled() {
			b.OnTapped()
		}
	case fyne.KeyEscape:
		escape(b)
	}
}

// TypedRune answers Fyne.
func (b *Button) TypedRune(r rune) { typedRune(r) }

// Check is Fyne's check box that also closes a dialog with Escape and shows
// the keyboard with a ring.
type Check struct {
	widget.Check
	focused bool
}

// Explained is a check box with a caption that stands under its words.
func Explained(c *Check, words string) fyne.CanvasObject {
	left := theme.IconInlineSize() + 2*theme.InnerPadding()
	return container.New(tight{}, c, container.New(layout.NewCustomPaddedLayout(0, em(0.4), left, 0), NewParagraph(words, Caption)))
}

// NewCheck makes a check box.
func NewCheck(text string, changed func(bool)) *Check {
	c := &Check{Check: widget.Check{Text: text, OnChanged: changed}}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer answers Fyne.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	return newBordered(c.Check.CreateRenderer(), 1, func() (fyne.ThemeColorName, float32) {
		if c.focused {
			return ColorAccent, 2
		}
		return ColorAccent, 0
	})
}

// FocusLost answers Fyne.
func (c *Check) FocusLost() {
	c.focused = false
	c.Check.FocusLost()
}

// FocusGained answers Fyne.
func (c *Check) FocusGained() {
	c.focused = true
	c.Check.FocusGained()
	reveal(c)
}

// TypedKey passes Escape on to the dialog around it.
func (c *Check) TypedKey(key *fyne.KeyEvent) {
	typedKey(key)
	if key.Name == fyne.KeyEscape {
		escape(c)
		return
	}
	c.Check.TypedKey(key)
}

// canvasOf is where the object is shown, nil while it is not.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(o)
}

// focus gives the keyboard to the object. Until it was drawn once, Fyne does
// not know where it is shown: then it is sought in the only window there is.
func focus(o fyne.Focusable) {
	object, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	c := canvasOf(object)
	if windows := fyne.CurrentApp().Driver().AllWindows(); c == nil && len(windows) == 1 {
		c = windows[0].Canvas()
	}
	if c != nil {
		c.Focus(o)
	}
}

// colored is an icon in one of the theme's colours.
func colored(icon fyne.Resource, name fyne.ThemeColorName) fyne.Resource {
	return theme.NewColoredResource(icon, name)
}
