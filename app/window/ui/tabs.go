package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Tab is one thing that is open.
type Tab struct{ Key, Text string }

// Tabs is the row of what is open; it takes no room while nothing is.
type Tabs struct {
	group
	show, close func(key string)
	row         *fyne.Container
	tabs        []*tabButton
	chosen      string
}

// NewTabs makes an empty row. show and close are told which tab was meant.
func NewTabs(show, close func(key string)) *Tabs {
	t := &Tabs{show: show, close: close, row: container.NewHBox()}
	t.content = container.NewStack(newGround(ColorMutedSoft), container.NewHScroll(t.row))
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

// Set replaces the tabs.
func (t *Tabs) Set(tabs []Tab) {
	t.tabs = nil
	t.row.RemoveAll()
	for _, tab := range tabs {
		b := &tabButton{tab: tab, chosen: tab.Key == t.chosen, open: Guard(func() { t.show(tab.Key) })}
		b.ExtendBaseWidget(b)
		shut := NewQuiet("", theme.CancelIcon(), func() { t.close(tab.Key) })
		t.tabs = append(t.tabs, b)
		t.row.Add(container.NewHBox(b, shut))
	}
	t.Hidden = len(tabs) == 0
	t.Refresh()
}

// Select shows which tab is in front; a key of none shows none.
func (t *Tabs) Select(key string) {
	t.chosen = key
	for _, b := range t.tabs {
		b.chosen = b.tab.Key == key
		b.Refresh()
	}
}

// tabButton is the name of a tab; the chosen one is bold over a line.
type tabButton struct {
	widget.BaseWidget
	tab          Tab
	open         func()
	chosen       bool
	lit, focused bool
}

func (b *tabButton) CreateRenderer() fyne.WidgetRenderer {
	ground, line, word := &canvas.Rectangle{}, &canvas.Rectangle{}, &canvas.Text{}
	r := &drawn{objects: []fyne.CanvasObject{ground, line, word}}
	r.minSize = func() fyne.Size { return fyne.NewSize(word.MinSize().Width+em(1.8), em(2.3)) }
	r.layout = func(s fyne.Size) {
		ground.Resize(s)
		line.Move(fyne.NewPos(0, s.Height-em(0.2)))
		line.Resize(fyne.NewSize(s.Width, em(0.2)))
		h := word.MinSize().Height
		word.Move(fyne.NewPos(em(0.9), (s.Height-h)/2))
	}
	r.refresh = func() {
		Type{Bold: b.chosen}.dress(word)
		word.Text = b.tab.Text
		ground.FillColor = shade(ColorMutedSoft)
		if b.chosen || b.lit || b.focused {
			ground.FillColor = shade(ColorPanel)
		}
		ground.StrokeColor, ground.StrokeWidth = shade(ColorAccent), 0
		if b.focused {
			ground.StrokeWidth = 2
		}
		line.FillColor, line.Hidden = shade(ColorAccent), !b.chosen
		r.layout(b.Size())
		for _, o := range r.objects {
			o.Refresh()
		}
	}
	r.refresh()
	return r
}

func (b *tabButton) set(state *bool, on bool) {
	*state = on
	b.Refresh()
}

func (b *tabButton) Tapped(*fyne.PointEvent)        { b.open() }
func (b *tabButton) MouseIn(*desktop.MouseEvent)    { b.set(&b.lit, true) }
func (b *tabButton) MouseMoved(*desktop.MouseEvent) {}
func (b *tabButton) MouseOut()                      { b.set(&b.lit, false) }
func (b *tabButton) FocusGained()                   { b.set(&b.focused, true) }
func (b *tabButton) FocusLost()                     { b.set(&b.focused, false) }
func (b *tabButton) TypedRune(r rune)               { typedRune(r) }

func (b *tabButton) TypedKey(key *fyne.KeyEvent) {
	typedKey(key)
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.open()
	}
}

// NewBand is a line over the whole width that marks what is special about
// everything below it.
func NewBand(text string, tone Tone) *fyne.Container {
	look := toneLooks[tone]
	ground := newTinted(look.ground)
	ground.square = true
	return container.NewStack(ground, Margin(0.25, NewText(text, Type{Color: look.text, Bold: true, Align: fyne.TextAlignCenter})))
}
