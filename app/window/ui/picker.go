package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Picker is an entry over a list too long for a Choice: what is typed narrows
// the list, Up and Down move in it, Enter or Tab takes. Unless it is open, only
// what is in the list is right.
type Picker[V comparable] struct {
	widget.BaseWidget
	// OnChanged is called when the picker comes to hold another option, or,
	// in an open picker, other words (then with the zero value).
	OnChanged func(value V, text string)
	// Open allows words that are not in the list.
	Open bool

	entry   *Entry
	options []Option[V]
	drop    *drop
	popup   *widget.PopUp
	quiet   bool // text is being set by the picker itself
	report  func(error)
}

// mostShown is how many options the list shows; typing narrows the rest.
const mostShown = 50

// NewPicker makes an empty picker.
func NewPicker[V comparable](placeholder string, options []Option[V]) *Picker[V] {
	p := &Picker[V]{entry: NewEntry(placeholder), options: options, report: func(error) {}}
	p.entry.SelectOnFocus = true
	p.entry.OnChanged = p.typed
	p.entry.OnLeave = p.settle
	p.entry.onKey = func(key fyne.KeyName) bool {
		if key == fyne.KeyDown {
			p.show("")
			return true
		}
		return false
	}
	p.entry.ActionItem = newSpot(theme.MenuDropDownIcon(), func() {
		focus(p.entry)
		p.show("")
	})
	p.ExtendBaseWidget(p)
	return p
}

// SetOptions replaces the list.
func (p *Picker[V]) SetOptions(options []Option[V]) { p.options = options }

// Value is the option held, false when the text is none of them.
func (p *Picker[V]) Value() (V, bool) {
	text := strings.TrimSpace(p.entry.Text)
	for _, o := range p.options {
		if text != "" && strings.EqualFold(o.Label, text) {
			return o.Value, true
		}
	}
	var none V
	return none, false
}

// Text is what stands in the entry.
func (p *Picker[V]) Text() string { return p.entry.Text }

// SetValue puts an option into the picker; an unknown value empties it.
func (p *Picker[V]) SetValue(value V) { p.SetText(labelOf(p.options, value)) }

// SetText puts words into the picker.
func (p *Picker[V]) SetText(text string) {
	p.quiet = true
	p.entry.SetText(text)
	p.quiet = false
}

// Check says that the words are not in the list, when they must be.
func (p *Picker[V]) Check() error {
	if _, ok := p.Value(); ok || p.Open || p.entry.Empty() {
		return nil
	}
	return errNotInList
}

// Empty reports whether nothing was typed.
func (p *Picker[V]) Empty() bool { return p.entry.Empty() }

// Focusable is what takes the keyboard for the picker.
func (p *Picker[V]) Focusable() fyne.Focusable { return p.entry }

func (p *Picker[V]) reportTo(show func(error)) { p.report = show }
func (p *Picker[V]) focusOn() fyne.Focusable   { return p.entry }

func (p *Picker[V]) settle() { p.report(p.Check()) }

func (p *Picker[V]) typed(text string) {
	if p.quiet {
		return
	}
	p.show(text)
	if !p.Open {
		p.report(p.hopeless(text))
	}
	p.tell()
}

// hopeless says, as soon as it is typed, that nothing in the list holds the
// words: no list opens then, and nothing else would tell why.
func (p *Picker[V]) hopeless(text string) error {
	if len(p.matching(text)) == 0 {
		return errNotInList
	}
	return nil
}

func (p *Picker[V]) tell() {
	value, ok := p.Value()
	if p.OnChanged != nil && (ok || p.Open || p.entry.Empty()) {
		p.OnChanged(value, p.entry.Text)
	}
}

// matching are the options whose label holds every word typed, those first in
// which each begins a word: "e" finds Emergency before West.
func (p *Picker[V]) matching(text string) []Option[V] {
	words := strings.Fields(strings.ToLower(text))
	var begin, hold []Option[V]
	for _, o := range p.options {
		label := " " + strings.ToLower(o.Label)
		lacks := func(w string) bool { return !strings.Contains(label, w) }
		if slices.ContainsFunc(words, lacks) {
			continue
		}
		if slices.ContainsFunc(words, func(w string) bool { return lacks(" " + w) }) {
			hold = append(hold, o)
		} else {
			begin = append(begin, o)
		}
	}
	found := append(begin, hold...)
	return found[:min(len(found), mostShown)]
}

// show opens the list under the entry, or narrows the one that is open.
func (p *Picker[V]) show(text string) {
	found := p.matching(text)
	if len(found) == 0 {
		p.hide()
		return
	}
	labels := make([]string, len(found))
	for i, o := range found {
		labels[i] = o.Label
	}
	c := canvasOf(p)
	if c == nil || p.Size().Width == 0 {
		return
	}
	if p.popup == nil || !p.popup.Visible() {
		p.drop = newDrop(p.entry, p.take, p.hide)
		p.popup = widget.NewPopUp(p.drop, c)
	}
	p.drop.setLabels(labels)
	below := fyne.CurrentApp().Driver().AbsolutePositionForObject(p).AddXY(0, p.Size().Height)
	room := fyne.Max(c.Size().Height-below.Y-em(0.5), 4*rowHeight())
	p.popup.ShowAtPosition(below)
	p.popup.Resize(fyne.NewSize(p.Size().Width, fyne.Min(room, fyne.Min(8, float32(len(labels)))*rowHeight())))
	c.Focus(p.drop)
}

func (p *Picker[V]) hide() {
	if p.popup != nil {
		p.popup.Hide()
	}
}

func (p *Picker[V]) take(label string) {
	p.hide()
	p.SetText(label)
	p.entry.CursorColumn = len([]rune(label))
	p.report(nil)
	p.tell()
}

// CreateRenderer answers Fyne.
func (p *Picker[V]) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(AtLeast(9, 0, p.entry))
}
