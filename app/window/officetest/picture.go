package officetest

import (
	"image/png"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
)

// Picture keeps what the window shows, where RAPPORT_SHOTS names a folder.
func (e *Eye) Picture(name string) {
	e.Helper()
	dir := os.Getenv("RAPPORT_SHOTS")
	if dir == "" {
		return
	}
	size := e.Window.Canvas().Size()
	e.Window.Resize(size.AddWidthHeight(1, 0)) // wrapped text knows its height after a first layout
	e.Window.Resize(size)
	Visit(e.Front(), func(at fyne.CanvasObject, _ bool) { // the window's driver does so for what was shown or hidden in a dialog
		if c, ok := at.(*fyne.Container); ok {
			c.Refresh()
		}
	})
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		e.Fatal(err)
	}
	defer f.Close() // it was only for the look
	if err := png.Encode(f, e.Window.Canvas().Capture()); err != nil {
		e.Fatal(err)
	}
}
