package letters

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

// The room that the window's frame leaves at 1024x700 and at 1920x1080.
var rooms = map[string]fyne.Size{"small": fyne.NewSize(860, 560), "large": fyne.NewSize(1720, 920)}

// picture keeps what the window shows, where RAPPORT_SHOTS names a folder.
func (o *office) picture(name string) {
	o.Helper()
	size := o.Window.Canvas().Size()
	o.Window.Resize(size.AddWidthHeight(1, 0)) // wrapped text knows its height after a first layout
	o.Window.Resize(size)
	img := o.Window.Canvas().Capture()
	dir := os.Getenv("RAPPORT_SHOTS")
	if dir == "" {
		return
	}
	file, err := os.Create(filepath.Join(dir, "letters-"+name+".png"))
	if err != nil {
		o.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, img); err != nil {
		o.Fatal(err)
	}
}

func TestTheComposerFitsTheSmallAndTheLargeWindowInEveryLook(t *testing.T) {
	o := newOffice(t)
	o.write(o.Investigated().Number, data.NoticeOfDecision)
	o.Fill("What has changed", "Unfortunately nothing.")
	o.Clock.Tick()
	left := o.screen.left
	for name, room := range rooms {
		for _, look := range []ui.Look{ui.LookLight, ui.LookDark} {
			ui.Apply(look, 1)
			o.Window.Resize(room)
			left.ScrollToTop()
			o.picture(fmt.Sprintf("%s-%s", name, look))
			if left.Size().Width < 340 || left.Size().Height < 300 {
				t.Errorf("%s: the words have room of %v", name, left.Size())
			}
			for page := 1; left.Offset.Y+left.Size().Height < left.Content.Size().Height && page < 9; page++ {
				left.ScrollToOffset(fyne.NewPos(0, left.Offset.Y+left.Size().Height-40))
				if look == ui.LookLight {
					o.picture(fmt.Sprintf("%s-%s-%d", name, look, page))
				}
			}
		}
	}
}
