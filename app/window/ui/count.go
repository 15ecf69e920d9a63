package ui

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// CountField takes a whole number and what it counts: 10, business days.
type CountField[V comparable] struct {
	widget.BaseWidget
	// OnChanged is called after every change.
	OnChanged func()

	entry    *Entry
	unit     *Choice[V]
	from, to int
}

// NewCountField makes a field for a number from one to another; a field that is
// not required in its row may stay empty.
func NewCountField[V comparable](from, to int, units []Option[V]) *CountField[V] {
	f := &CountField[V]{entry: NewEntry(""), from: from, to: to}
	f.entry.Max, f.entry.SelectOnFocus = 9, true
	f.entry.OnChanged = func(string) { f.tell() }
	f.unit = NewChoice("Choose", units, func(V) { f.tell() })
	f.ExtendBaseWidget(f)
	return f
}

func (f *CountField[V]) tell() {
	if f.OnChanged != nil {
		f.OnChanged()
	}
}

// Count is the number and what it counts; 0 while there is no number.
func (f *CountField[V]) Count() (int, V) {
	n, _ := strconv.Atoi(strings.TrimSpace(f.entry.Text))
	v, _ := f.unit.Value()
	return n, v
}

// SetCount fills the field; 0 leaves the number empty.
func (f *CountField[V]) SetCount(n int, unit V) {
	text := ""
	if n != 0 {
		text = strconv.Itoa(n)
	}
	f.entry.SetText(text)
	f.unit.SetValue(unit)
}

// SetSelected chooses what is counted by its words.
func (f *CountField[V]) SetSelected(label string) { f.unit.SetSelected(label) }

// Check says what is wrong.
func (f *CountField[V]) Check() error {
	if f.Empty() {
		return nil
	}
	if n, err := strconv.Atoi(strings.TrimSpace(f.entry.Text)); err != nil || n < f.from || n > f.to {
		return fmt.Errorf("give a whole number from %d to %d", f.from, f.to)
	}
	if f.unit.Empty() {
		return errNotInList
	}
	return nil
}

// Empty reports whether there is no number.
func (f *CountField[V]) Empty() bool { return f.entry.Empty() }

func (f *CountField[V]) focusOn() fyne.Focusable { return f.entry }

// CreateRenderer answers Fyne.
func (f *CountField[V]) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewBorder(nil, nil, AtLeast(4, 0, f.entry), nil, f.unit))
}
