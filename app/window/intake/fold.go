package intake

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/ui"
)

// fold is a part of the form that few calls need: its heading opens it.
type fold struct {
	button *ui.Button
	body   fyne.CanvasObject
	box    *fyne.Container
}

func newFold(title string, body fyne.CanvasObject) *fold {
	f := &fold{body: body}
	f.button = ui.NewQuiet(title, theme.MenuExpandIcon(), func() { f.open(!f.body.Visible()) })
	f.button.Alignment = widget.ButtonAlignLeading
	f.box = container.NewVBox(container.NewHBox(f.button), body)
	body.Hide()
	return f
}

// open shows or hides the part.
func (f *fold) open(on bool) {
	if on == f.body.Visible() {
		return
	}
	f.button.SetIcon(theme.MenuExpandIcon())
	f.body.Hide()
	if on {
		f.button.SetIcon(theme.MenuDropDownIcon())
		f.body.Show()
	}
	f.box.Refresh()
}

// title words the heading.
func (f *fold) title(text string) {
	if f.button.Text != text {
		f.button.SetText(text)
	}
}
