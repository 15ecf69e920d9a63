package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Fold is a part of a form that is seldom needed: its heading opens and shuts it.
type Fold struct {
	group
	// OnOpen is called when it was opened or shut; nil for nothing.
	OnOpen func(bool)

	button *Button
	body   fyne.CanvasObject
}

// NewFold makes a part that is shut.
func NewFold(title string, body fyne.CanvasObject) *Fold {
	f := &Fold{body: body}
	f.button = NewQuiet(title, theme.MenuExpandIcon(), func() { f.Open(!f.IsOpen()) })
	f.button.Alignment = widget.ButtonAlignLeading
	f.content = container.NewVBox(container.NewHBox(f.button), body)
	body.Hide()
	f.ExtendBaseWidget(f)
	return f
}

// Open shows or hides the part.
func (f *Fold) Open(on bool) {
	if on == f.IsOpen() {
		return
	}
	f.button.SetIcon(theme.MenuExpandIcon())
	f.body.Hide()
	if on {
		f.button.SetIcon(theme.MenuDropDownIcon())
		f.body.Show()
	}
	f.content.Refresh()
	f.Refresh()
	if f.OnOpen != nil {
		f.OnOpen(on)
	}
}

// IsOpen reports whether the part is shown.
func (f *Fold) IsOpen() bool { return f.body.Visible() }

// SetTitle words the heading.
func (f *Fold) SetTitle(text string) {
	if f.button.Text != text {
		f.button.SetText(text)
	}
}
