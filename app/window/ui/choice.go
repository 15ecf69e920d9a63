package ui

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Option is a value with the words that stand for it.
type Option[V comparable] struct {
	Value V
	Label string
}

// Options makes the options of a list of values; label words each.
func Options[V comparable](values []V, label func(V) string) []Option[V] {
	options := make([]Option[V], len(values))
	for i, v := range values {
		options[i] = Option[V]{v, label(v)}
	}
	return options
}

// labelOf is the words of a value, "" when it is none of the options.
func labelOf[V comparable](options []Option[V], value V) string {
	i := slices.IndexFunc(options, func(o Option[V]) bool { return o.Value == value })
	if i < 0 {
		return ""
	}
	return options[i].Label
}

// Choice is a closed list: one of a few to a dozen values. Labels must differ.
type Choice[V comparable] struct {
	widget.Select
	options []Option[V]
	focused bool
}

// NewChoice makes a list with nothing chosen.
func NewChoice[V comparable](placeholder string, options []Option[V], changed func(V)) *Choice[V] {
	c := &Choice[V]{}
	c.PlaceHolder = placeholder
	c.Select.OnChanged = func(string) {
		if v, ok := c.Value(); ok && changed != nil {
			changed(v)
		}
	}
	c.ExtendBaseWidget(c)
	c.SetOptions(options)
	return c
}

// CreateRenderer answers Fyne; the list gets the border that entries have. It
// shows the keyboard too: Fyne's own tint takes the contrast from the words.
func (c *Choice[V]) CreateRenderer() fyne.WidgetRenderer {
	return newBordered(c.Select.CreateRenderer(), 0, func() (fyne.ThemeColorName, float32) {
		if c.focused {
			return ColorAccent, 2
		}
		return theme.ColorNameInputBorder, size(theme.SizeNameInputBorder)
	})
}

// MinSize answers Fyne: a list is as high as the entries beside it.
func (c *Choice[V]) MinSize() fyne.Size {
	return c.Select.MinSize().AddWidthHeight(0, 2*size(theme.SizeNameInputBorder))
}

// SetOptions replaces the list; the choice stays when it is still among them.
func (c *Choice[V]) SetOptions(options []Option[V]) {
	c.options = options
	c.Options = nil
	for _, o := range options {
		c.Options = append(c.Options, o.Label)
	}
	if c.Selected != "" && !slices.Contains(c.Options, c.Selected) {
		c.ClearSelected()
	}
	c.Refresh()
}

// Value is the chosen value, false when nothing is chosen.
func (c *Choice[V]) Value() (V, bool) {
	for _, o := range c.options {
		if o.Label == c.Selected && c.Selected != "" {
			return o.Value, true
		}
	}
	var none V
	return none, false
}

// SetValue chooses a value; one that is not in the list clears the choice.
func (c *Choice[V]) SetValue(value V) {
	if label := labelOf(c.options, value); label != "" {
		c.SetSelected(label)
		return
	}
	c.ClearSelected()
}

// Empty reports whether nothing is chosen.
func (c *Choice[V]) Empty() bool { _, ok := c.Value(); return !ok }

// FocusGained answers Fyne.
func (c *Choice[V]) FocusGained() {
	c.focused = true
	c.Refresh()
	reveal(c)
}

// FocusLost answers Fyne.
func (c *Choice[V]) FocusLost() {
	c.focused = false
	c.Refresh()
}

// TypedKey opens the list with Enter too and passes Escape on.
func (c *Choice[V]) TypedKey(key *fyne.KeyEvent) {
	typedKey(key)
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		c.Select.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	case fyne.KeyEscape:
		escape(c)
	default:
		c.Select.TypedKey(key)
	}
}

// TypedRune answers Fyne.
func (c *Choice[V]) TypedRune(r rune) {
	typedRune(r)
	c.Select.TypedRune(r)
}

// Segments shows two to five values side by side, one of them pressed.
type Segments[V comparable] struct {
	group
	options []Option[V]
	buttons []*Button
	chosen  int
	changed func(V)
}

// NewSegments makes the row with nothing chosen.
func NewSegments[V comparable](options []Option[V], changed func(V)) *Segments[V] {
	s := &Segments[V]{options: options, chosen: -1, changed: changed}
	line := container.New(layout.NewCustomPaddedHBoxLayout(0))
	s.content = container.NewHBox(container.NewStack(newTinted(theme.ColorNameButton), line))
	s.ExtendBaseWidget(s)
	for i, o := range options {
		b := NewQuiet(o.Label, nil, func() { s.choose(i) })
		b.segment = true
		s.buttons = append(s.buttons, b)
		line.Add(b)
	}
	return s
}

func (s *Segments[V]) choose(i int) {
	if i == s.chosen {
		return
	}
	s.mark(i)
	if s.changed != nil {
		s.changed(s.options[i].Value)
	}
}

// mark shows which is chosen: by colour, and by a tick for those who do not see it.
func (s *Segments[V]) mark(chosen int) {
	s.chosen = chosen
	for i, b := range s.buttons {
		b.Importance, b.Text = widget.LowImportance, s.options[i].Label
		if i == chosen {
			b.Importance, b.Text = widget.HighImportance, "✓ "+b.Text
		}
		b.Refresh()
	}
	s.content.Refresh() // a label may have another width
}

// SetLabel words a value anew, such as with a count.
func (s *Segments[V]) SetLabel(value V, label string) {
	for i, o := range s.options {
		if o.Value == value && o.Label != label {
			s.options[i].Label = label
			s.mark(s.chosen)
		}
	}
}

// Value is the chosen value, false when nothing is chosen.
func (s *Segments[V]) Value() (V, bool) {
	if s.chosen < 0 {
		var none V
		return none, false
	}
	return s.options[s.chosen].Value, true
}

// SetValue chooses a value without telling; an unknown one clears the choice.
func (s *Segments[V]) SetValue(value V) {
	s.mark(slices.IndexFunc(s.options, func(o Option[V]) bool { return o.Value == value }))
}

// Empty reports whether nothing is chosen.
func (s *Segments[V]) Empty() bool { return s.chosen < 0 }

// Focusable is what takes the keyboard for the segments: the chosen one.
func (s *Segments[V]) Focusable() fyne.Focusable { return s.focusOn() }

func (s *Segments[V]) focusOn() fyne.Focusable { return s.buttons[max(s.chosen, 0)] }

var errNotInList = errors.New("please choose one of the list")
