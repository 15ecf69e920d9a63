package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"rapport/data"
)

// setLocale changes the locale for one test.
func setLocale(t *testing.T, l data.Locale) {
	before := Locale()
	SetLocale(l)
	t.Cleanup(func() { SetLocale(before) })
}

func TestADateFollowsTheLocaleOfTheOffice(t *testing.T) {
	setLocale(t, "en-GB")
	field := NewDateField(galleryToday)
	w := show(t, NewRow("Due", field))
	w.Canvas().Focus(field.entry)
	test.Type(field.entry, "03/10/2026")
	w.Canvas().Unfocus()
	third := data.NewDate(2026, time.October, 3)
	if d, err := field.Date(); err != nil || d != third || field.entry.Text != "03/10/2026" || field.entry.PlaceHolder != "dd/mm/yyyy" {
		t.Errorf("it is %s, %v, shown as %q", d, err, field.entry.Text)
	}
	SetLocale(data.LocaleUS) // in the settings, while the field stays open
	if d, _ := field.Date(); d != third {
		t.Errorf("another locale made it %s", d)
	}
	w.Canvas().Focus(field.entry)
	if field.entry.Text != "10/03/2026" {
		t.Errorf("it is shown as %q", field.entry.Text)
	}
}

// calendarOn is the calendar that is open, and what it says.
func calendarOn(w fyne.Window) (c *calendar, words []string) {
	for _, o := range test.LaidOutObjects(w.Canvas().Overlays().Top()) {
		switch o := o.(type) {
		case *calendar:
			c = o
		case *canvas.Text:
			if !o.Hidden {
				words = append(words, o.Text)
			}
		}
	}
	return c, words
}

func TestTheCalendarBeginsItsWeeksAsTheOfficeDoesAndIsWorkedByKeyboard(t *testing.T) {
	for l, week := range map[data.Locale]string{"en-GB": "Mo Tu We Th Fr Sa Su", data.LocaleUS: "Su Mo Tu We Th Fr Sa"} {
		setLocale(t, l)
		field := NewDateField(galleryToday)
		w := show(t, NewRow("Due", field))
		field.SetDate(data.NewDate(2026, time.November, 27))
		w.Canvas().Focus(field.entry)
		key(field.entry, fyne.KeyDown)
		c, words := calendarOn(w)
		if c == nil || w.Canvas().Focused() != fyne.Focusable(c) {
			t.Fatal("the down key does not open the calendar")
		}
		if all := strings.Join(words, " "); !strings.Contains(all, "November 2026") || !strings.Contains(all, week) {
			t.Errorf("%s: the calendar shows %s", l, all)
		}
		key(c, fyne.KeyPageUp)
		key(c, fyne.KeyUp)
		key(c, fyne.KeyRight)
		key(c, fyne.KeyReturn)
		if d, _ := field.Date(); d != data.NewDate(2026, time.October, 21) {
			t.Errorf("%s: the arrows led to %s", l, d)
		}
		if w.Canvas().Focused() != fyne.Focusable(field.entry) {
			t.Error("the keyboard did not go back to the field")
		}
	}
}

func TestTheCalendarIsWorkedByMouse(t *testing.T) {
	setLocale(t, "en-GB")
	c, got := newCalendar(data.NewDate(2026, time.January, 31), 0), data.Date(0)
	c.take = func(d data.Date) { got = d }
	show(t, c)
	at := func(column, row float32) {
		cell := em(calendarCell)
		c.Tapped(&fyne.PointEvent{Position: fyne.NewPos((column+0.5)*cell, (row+0.5)*cell)})
	}
	at(6, 0) // the next month, which has no 31st
	if c.marked != data.NewDate(2026, time.February, 28) {
		t.Errorf("the mark is on %s", c.marked)
	}
	at(0, 2) // a day of January
	if got != 0 {
		t.Errorf("a day of another month was taken: %s", got)
	}
	at(6, 2) // the first of February is a Sunday
	if got != data.NewDate(2026, time.February, 1) {
		t.Errorf("the day taken is %s", got)
	}
}
