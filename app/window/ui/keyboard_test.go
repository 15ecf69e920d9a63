package ui

import (
	"errors"
	"image/color"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

var ctrlEnter = &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}

func TestCtrlEnterSavesFromEveryKindOfField(t *testing.T) {
	line, area, day, picker := NewEntry(""), NewTextArea("", 2, 4), NewDateField(galleryToday), NewPicker[string]("", nil)
	moment := NewMomentField(time.Now, time.UTC)
	w := show(t, line, area, day, picker, moment)
	saved := 0
	stop := OnSubmit(w, func() { saved++ })
	for _, e := range []*Entry{line, area, day.entry, picker.entry, moment.time} {
		e.TypedShortcut(ctrlEnter)
	}
	if saved != 5 {
		t.Errorf("five fields saved %d times", saved)
	}
	area.OnEnter = func() { saved += 10 }
	area.TypedShortcut(ctrlEnter)
	if saved != 15 {
		t.Errorf("a text with a button of its own saved the screen: %d", saved)
	}
	stop()
	line.TypedShortcut(ctrlEnter)
	if saved != 15 {
		t.Error("the screen that was left still saves")
	}
}

func TestCtrlEnterInADialogPressesItsMainButton(t *testing.T) {
	picker := NewPicker[string]("", nil)
	w := show(t, NewEntry(""))
	OnSubmit(w, func() { t.Error("the screen below the dialog was saved") })
	agreed := false
	Show(w, "Reason", picker, picker.entry, "Cancel", Action{Text: "Save", Do: func() bool { agreed = true; return true }})
	picker.entry.TypedShortcut(ctrlEnter)
	if !agreed || DialogOpen(w) {
		t.Errorf("the main button was pressed: %t; the dialog is open: %t", agreed, DialogOpen(w))
	}
}

func TestTheFieldWithTheKeyboardScrollsIntoSight(t *testing.T) {
	newApp(t)
	var rows []*Row
	for range 20 {
		rows = append(rows, NewRow("Name", NewEntry("")))
	}
	scroll := NewScrolled(NewForm(rows...))
	w := test.NewTempWindow(t, scroll)
	w.Resize(fyne.NewSize(400, 300))
	rows[19].Focus()
	if low := scroll.Offset.Y; low < 20*30-300 {
		t.Errorf("the last field has the keyboard, the column is scrolled by %v", low)
	}
	rows[0].Focus()
	if scroll.Offset.Y != 0 {
		t.Errorf("the first field has the keyboard, the column is scrolled by %v", scroll.Offset.Y)
	}
}

func TestALongSentenceBelowAFieldWraps(t *testing.T) {
	row := NewRow("Name", NewEntry(""))
	show(t, row)
	row.Resize(fyne.NewSize(200, row.MinSize().Height))
	before := row.MinSize().Height
	row.Explain(errors.New(strings.Repeat("this is not right and says so at length, ", 6)))
	row.Resize(fyne.NewSize(200, row.MinSize().Height))
	if least := row.MinSize(); least.Width > 200 || least.Height < before+4*size("captionText") {
		t.Errorf("the row asks for %v; without the sentence it was %v high", least, before)
	}
}

func TestTheZeroMomentEmptiesTheField(t *testing.T) {
	f := NewMomentField(time.Now, time.UTC)
	show(t, f)
	f.SetMoment(time.Now())
	f.SetMoment(time.Time{})
	if !f.Empty() {
		t.Errorf("the field holds %q %q", f.day.entry.Text, f.time.Text)
	}
}

func TestLockingTakesEveryLayerOffTheWindow(t *testing.T) {
	w := show(t, NewEntry(""))
	Tell(w, "Note", "Something to know.")
	widget.NewModalPopUp(container.NewVBox(), w.Canvas()).Show() // as Fyne's file dialog does
	CloseDialogs(w)
	if top := w.Canvas().Overlays().Top(); top != nil || DialogOpen(w) {
		t.Errorf("still over the window: %T", top)
	}
}

func TestTheWheelScrollsThePageOverAField(t *testing.T) {
	newApp(t)
	var rows []*Row
	for range 20 {
		rows = append(rows, NewRow("Name", NewEntry("")), NewRow("Unit", NewPicker[string]("", nil)))
	}
	scroll := NewScrolled(NewForm(rows...))
	w := test.NewTempWindow(t, scroll)
	w.Resize(fyne.NewSize(400, 300))
	for i, field := range []fyne.CanvasObject{rows[0].Field, rows[1].Field} {
		scroll.ScrollToTop()
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(field).AddXY(20, 10)
		test.Scroll(w.Canvas(), at, 0, -60)
		if scroll.Offset.Y != 60 {
			t.Errorf("over field %d the page scrolled by %v, want 60", i, scroll.Offset.Y)
		}
	}
	area := NewTextArea("", 2, 3)
	area.SetText(strings.Repeat("line\n", 30))
	w.SetContent(NewScrolled(NewForm(append([]*Row{NewRow("Story", area)}, rows...)...)))
	test.Scroll(w.Canvas(), fyne.CurrentApp().Driver().AbsolutePositionForObject(area).AddXY(20, 20), 0, -60)
	if page := w.Content().(*container.Scroll); page.Offset.Y != 0 {
		t.Error("a text of many lines no longer scrolls by itself")
	}
}

func TestTheSegmentWithTheKeyboardIsRingedAndNotFilled(t *testing.T) {
	s := NewSegments([]Option[int]{{1, "Mine"}, {2, "Everybody's"}}, nil)
	s.SetValue(1)
	w := show(t, s)
	tint := func() color.Color {
		for _, o := range test.LaidOutObjects(s.buttons[1]) {
			if r, ok := o.(*canvas.Rectangle); ok {
				return r.FillColor
			}
		}
		return nil
	}
	before := tint()
	w.Canvas().Focus(s.buttons[1])
	if _, width := s.buttons[1].ring(); width == 0 || tint() != before {
		t.Errorf("the segment with the keyboard has a ring of %v and is filled with %v, before with %v", width, tint(), before)
	}
	if v, _ := s.Value(); v != 1 || s.buttons[1].Text != "Everybody's" {
		t.Error("the keyboard alone chose a segment")
	}
}
