package setup

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"rapport/app/window/secret"
	"rapport/app/window/ui"
)

// Recovery shows the recovery key, once, and goes on when the officer has
// shown that it is kept.
type Recovery struct {
	window fyne.Window
	key    string
	save   func()
	done   func()

	last *ui.Entry
	form *ui.Form
}

// NewRecovery makes the page. save offers the printable sheet; done goes on to
// the office's desk.
func NewRecovery(w fyne.Window, key string, save, done func()) *Recovery {
	r := &Recovery{window: w, key: key, save: save, done: done, last: ui.NewEntry("")}
	r.last.OnEnter = r.finish
	r.form = ui.NewForm(secret.KeptRow(key, r.last))
	return r
}

// FirstFocus is the field that shows the key was kept.
func (r *Recovery) FirstFocus() fyne.Focusable { return r.last }

// Content is what the window shows.
func (r *Recovery) Content() fyne.CanvasObject {
	page := container.NewVBox(
		ui.NewText("Your recovery key", ui.Heading),
		ui.NewParagraph("If every passphrase is forgotten, this key alone opens the case file. Print it or write it down now, seal it in an envelope, and give it to the person your hospital names for that. It is shown only this once.", ui.Plain),
		secret.ShownKey(r.key),
		container.NewHBox(ui.NewButton("Save a sheet to print …", r.save), layout.NewSpacer()),
		r.form,
		container.NewHBox(layout.NewSpacer(), ui.NewPrimary("I have it. Start working", r.finish)),
	)
	return container.NewCenter(ui.AtLeast(40, 0, ui.NewPanel("", page)))
}

func (r *Recovery) finish() {
	if r.form.Submit() {
		r.done()
	}
}
