package desk_test

import (
	"context"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/copyout"
	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data/vault"
)

func TestWhyAFileWasNotWrittenIsInSightInALowWindow(t *testing.T) {
	o := officetest.New(t)
	o.Window.Resize(fyne.NewSize(1024, 560))
	o.Desk.Leave(desk.Leaving{Title: "Export", Says: "Everything.", Name: "everything", Kinds: []desk.LeavingKind{{Name: "Archive", Ending: ".zip"}},
		Write: func(context.Context, int, copyout.Order, func(done, total int)) error { return vault.ErrDiskFull }})
	t.Cleanup(func() { ui.CloseDialogs(o.Window) })
	o.Fill("Why does it leave, and for whom?", "For the auditor.")
	o.Fill("File", filepath.Join(t.TempDir(), "everything.zip.age"))
	o.Press("Save the file")
	o.Sees("disk")
	var message *ui.Message
	scrolled := false
	officetest.Visit(o.Front(), func(at fyne.CanvasObject, hidden bool) {
		if s, ok := at.(*container.Scroll); ok {
			officetest.Visit(s.Content, func(in fyne.CanvasObject, _ bool) {
				_, is := in.(*ui.Message)
				scrolled = scrolled || is
			})
		}
		if m, ok := at.(*ui.Message); ok && !hidden {
			message = m
		}
	})
	if message == nil || scrolled {
		t.Fatal("what is said of the work scrolls away with the fields")
	}
	bottom := fyne.CurrentApp().Driver().AbsolutePositionForObject(message).Y + message.Size().Height
	if high := o.Window.Canvas().Size().Height; message.Size().Height < message.MinSize().Height || bottom > high {
		t.Errorf("the message is %v high and ends at %v in a window of %v", message.Size().Height, bottom, high)
	}
	o.Picture("leave-refused")
}
