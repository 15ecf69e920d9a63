package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Unkept is the line above the buttons of a dialog that says why what is typed in it
// is not on the disk. It says so once, and goes when it is.
type Unkept struct {
	*Message
	scroll *container.Scroll // gives the line its room
	room   fyne.Size         // of the scroll while there is no line
}

// NewUnkept puts the line below what scrolls in a dialog.
func NewUnkept(scroll *container.Scroll) (*Unkept, fyne.CanvasObject) {
	u := &Unkept{Message: NewMessage(), scroll: scroll, room: scroll.MinSize()}
	return u, container.NewBorder(nil, u.Message, nil, nil, scroll)
}

// Tell says the sentence, if the line does not stand there yet.
func (u *Unkept) Tell(d *Dialog, text string) {
	if u.Visible() {
		return
	}
	u.Say(text, ToneOverdue)
	u.Message.Resize(fyne.NewSize(u.scroll.Size().Width, 0)) // wrapped text knows its height once it knows its width
	high := u.Message.MinSize().Height
	free := d.canvas.Size().Height - d.popup.MinSize().Height
	if free < 0 {
		u.scroll.SetMinSize(fyne.NewSize(u.room.Width, max(u.room.Height+free, min(u.room.Height, high))))
	}
	d.Resize(fyne.Size{})
}

// Gone takes the line away.
func (u *Unkept) Gone(d *Dialog) {
	if !u.Visible() {
		return
	}
	u.Clear()
	u.scroll.SetMinSize(u.room)
	d.Resize(fyne.Size{})
}
