package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// drop is the list under a picker. While it is open Fyne gives the keyboard to
// the popup, so the list passes on to the entry what is not for itself.
type drop struct {
	widget.BaseWidget
	entry  *Entry
	labels []string
	chosen int
	body   *tableBody
	scroll *container.Scroll
	take   func(label string)
	hide   func()
}

func newDrop(entry *Entry, take func(string), hide func()) *drop {
	d := &drop{entry: entry, take: take, hide: hide}
	d.body = newTableBody(func(i int) []cell { return []cell{{text: d.labels[i]}} },
		func(width float32) []float32 { return []float32{width} })
	d.body.onPress = func(i int) { d.take(d.labels[i]) }
	d.body.onOpen = func(int) {}
	d.body.focused = true
	d.scroll = container.NewVScroll(d.body)
	d.scroll.OnScrolled = func(fyne.Position) { d.look() }
	d.ExtendBaseWidget(d)
	return d
}

func (d *drop) setLabels(labels []string) {
	d.labels = labels
	d.body.setCount(len(labels))
	d.scroll.ScrollToTop()
	d.choose(0)
}

func (d *drop) look() {
	if h := d.scroll.Size().Height; h > 0 {
		d.body.show(d.scroll.Offset.Y, h)
	}
}

func (d *drop) choose(i int) {
	d.chosen = min(max(i, 0), len(d.labels)-1)
	d.body.mark(d.chosen, true)
	top := float32(d.chosen) * rowHeight()
	if h := d.scroll.Size().Height; top < d.scroll.Offset.Y {
		d.scroll.ScrollToOffset(fyne.NewPos(0, top))
	} else if h > 0 && top+rowHeight() > d.scroll.Offset.Y+h {
		d.scroll.ScrollToOffset(fyne.NewPos(0, top+rowHeight()-h))
	}
	d.look()
}

// CreateRenderer answers Fyne.
func (d *drop) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(watched{d.look}, d.scroll))
}

// FocusGained, FocusLost, TypedRune, TypedShortcut and AcceptsTab answer Fyne.
func (d *drop) FocusGained()                  {}
func (d *drop) FocusLost()                    {}
func (d *drop) TypedRune(r rune)              { d.entry.TypedRune(r) }
func (d *drop) TypedShortcut(s fyne.Shortcut) { d.entry.TypedShortcut(s) }
func (d *drop) AcceptsTab() bool              { return true }

// TypedKey moves in the list; other keys edit the text.
func (d *drop) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyUp:
		d.choose(d.chosen - 1)
	case fyne.KeyDown:
		d.choose(d.chosen + 1)
	case fyne.KeyPageUp:
		d.choose(d.chosen - 8)
	case fyne.KeyPageDown:
		d.choose(d.chosen + 8)
	case fyne.KeyReturn, fyne.KeyEnter:
		d.take(d.labels[d.chosen])
	case fyne.KeyTab:
		d.take(d.labels[d.chosen])
		if c := canvasOf(d.entry); c != nil {
			c.FocusNext()
		}
	case fyne.KeyEscape:
		d.hide()
	default:
		d.entry.TypedKey(key)
	}
}
