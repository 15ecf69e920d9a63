package casefile

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"rapport/app/window/ui"
)

// mark is a box on a card that is saved as soon as it is ticked. Its name tells
// it apart, so that the keyboard finds it again on the card drawn anew.
type mark struct {
	ui.Check
	name string
}

// mark makes a box and, beside it, what it says of.
func (s *Screen) mark(name, text string, on bool, about fyne.CanvasObject, change func(bool)) fyne.CanvasObject {
	m := &mark{name: name}
	m.Text = text
	m.SetChecked(on)
	m.OnChanged = change
	m.ExtendBaseWidget(m)
	s.marks[name] = m
	middle := container.NewVBox(layout.NewSpacer(), about, layout.NewSpacer())
	return container.NewBorder(nil, nil, container.NewCenter(m), nil, middle)
}

// refocus gives the keyboard to the box that stands for the one which had it.
func (s *Screen) refocus(focused fyne.Focusable) {
	old, ok := focused.(*mark)
	if !ok {
		return
	}
	if m := s.marks[old.name]; m != nil && m != old {
		s.desk.Window.Canvas().Focus(m)
	}
}
