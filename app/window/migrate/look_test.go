package migrate

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
)

// looks are the windows in which the wizard must be at ease.
var looks = map[string]struct {
	look  ui.Look
	scale float32
	room  fyne.Size // that the window's frame leaves
}{
	"1024":     {ui.LookLight, 1, room},
	"1920":     {ui.LookDark, 1, fyne.NewSize(1720, 920)},
	"contrast": {ui.LookContrast, ui.MaxScale, fyne.NewSize(820, 520)},
}

func TestEachStepFitsTheSmallAndTheLargeWindowInEveryLook(t *testing.T) {
	for name, l := range looks {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			ui.Apply(l.look, l.scale)
			o.open(desk.RowsComments)
			o.Window.Resize(l.room)
			o.see(name, l.room)
			o.choose(o.fixture("comments.csv"))
			o.see(name, l.room)
			for range steps - 1 {
				o.screen.stepOn()
				o.see(name, l.room)
			}
			if o.screen.at != stepDone {
				t.Fatalf("the wizard stands at %q", stepNames[o.screen.at])
			}
			o.Press("Take this import back …")
			o.Picture(fmt.Sprintf("migrate-%s-undo", name))
			o.Press("Keep it")
			o.Press("Earlier imports …")
			o.Picture(fmt.Sprintf("migrate-%s-earlier", name))
		})
	}
}

// see keeps a picture of the step and fails when it needs more than the window has.
func (o *office) see(name string, room fyne.Size) {
	o.Helper()
	o.Picture(fmt.Sprintf("migrate-%s-%d-%s", name, o.screen.at, stepNames[o.screen.at]))
	if need := o.screen.Content().MinSize(); need.Width > room.Width || need.Height > room.Height {
		o.Errorf("the step %q needs %v, the window has %v", stepNames[o.screen.at], need, room)
	}
}
