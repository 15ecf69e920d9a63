package feedback

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
)

// The room that the window's frame leaves at 1024x700 and at 1920x1080.
var rooms = map[string]fyne.Size{"small": fyne.NewSize(860, 560), "large": fyne.NewSize(1720, 920)}

func TestFeedbackFitsTheSmallAndTheLargeWindowInEveryLook(t *testing.T) {
	o := newOffice(t)
	o.picture("empty")
	o.bringIn(o.fixture("comments.csv"))
	o.selectComment("I waited")
	for name, room := range rooms {
		for _, look := range []ui.Look{ui.LookLight, ui.LookDark} {
			ui.Apply(look, 1)
			o.window.Resize(room)
			o.picture(fmt.Sprintf("list-%s-%s", name, look))
			if table, pane := o.screen.table.Size(), o.screen.detail.scroll.Size(); table.Width < 450 || pane.Width < 220 || pane.Height < 200 {
				t.Errorf("%s: the list is %v and the comment %v", name, table, pane)
			}
		}
	}
}

func TestImportFitsTheSmallestWindow(t *testing.T) {
	o := newOffice(t)
	window := fyne.NewSize(1024, 700)
	o.window.Resize(window)
	for look, scale := range map[ui.Look]float32{ui.LookLight: 1, ui.LookDark: 1, ui.LookContrast: ui.MaxScale} {
		ui.Apply(look, scale)
		o.choose(o.fixture("comments.csv"))
		o.fitsIn(window)
		o.screen.imports.preview.Select("7")
		o.picture(fmt.Sprintf("choose-%s", look))
		o.press("Import")
		o.fitsIn(window)
		o.picture(fmt.Sprintf("result-%s", look))
		o.press("Close")
	}
}

// fitsIn fails when the dialog in front needs more than the window has.
func (o *office) fitsIn(window fyne.Size) {
	o.Helper()
	need := o.front().MinSize()
	if need.Width > window.Width || need.Height > window.Height {
		o.Errorf("the dialog needs %v", need)
	}
}
