package migrate

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/ui"
)

// step is one page of the wizard.
type step int

// The steps in their order.
const (
	stepFile step = iota
	stepColumns
	stepDates
	stepWords
	stepLook
	stepDone
	steps // how many there are
)

var stepNames = [steps]string{"File", "Columns", "Dates", "Words", "Preview", "Result"}

// trail is the line of the steps: where the officer is, what is settled and may be
// gone back to, and what is still to come. Steps that a file does not need are not
// in it.
type trail struct {
	line    *fyne.Container
	buttons [steps]*ui.Button
}

func newTrail(back func(step)) *trail {
	t := &trail{line: ui.NewWrap()}
	for s := range steps {
		t.buttons[s] = ui.NewQuiet(stepNames[s], nil, func() { back(s) })
		t.line.Add(t.buttons[s])
	}
	return t
}

// show marks where the officer is. needed tells the steps of this file; settled is
// whether one can go back to what lies before.
func (t *trail) show(at step, needed func(step) bool, settled bool) {
	for s, b := range t.buttons {
		s := step(s)
		b.Hidden = s != at && !needed(s)
		b.Text, b.Importance = stepNames[s], widget.LowImportance
		switch {
		case s == at:
			b.Importance = widget.HighImportance
			b.Enable()
		case s < at:
			b.Text = "✓ " + b.Text
			if settled {
				b.Enable()
			} else {
				b.Disable()
			}
		default:
			b.Disable()
		}
		b.Refresh()
	}
	t.line.Refresh()
}
