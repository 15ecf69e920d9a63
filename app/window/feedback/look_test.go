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
