package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// RailItem is one place that the rail leads to.
type RailItem struct {
	Key, Text string
	Icon      fyne.Resource
}

// Rail is the column of places at the left of the window.
type Rail struct {
	group
	buttons []*railButton
}

// NewRail makes the rail. head stands above the places and may be nil; open is
// told which place was asked for.
func NewRail(head fyne.CanvasObject, items []RailItem, open func(key string)) *Rail {
	r := &Rail{}
	column := container.NewVBox()
	if head != nil {
		column.Add(head)
	}
	for _, item := range items {
		b := &railButton{item: item, open: Guard(func() { open(item.Key) })}
		b.ExtendBaseWidget(b)
		r.buttons = append(r.buttons, b)
		column.Add(b)
	}
	column.Add(layout.NewSpacer())
	r.content = container.NewStack(newGround(ColorRail), Margin(0.5, AtLeast(9.5, 0, column)))
	r.ExtendBaseWidget(r)
	return r
}

// Select shows which place is open; an unknown key shows none.
func (r *Rail) Select(key string) {
	for _, b := range r.buttons {
		b.chosen = b.item.Key == key
		b.Refresh()
	}
}

// SetBadge puts a count beside a place, 0 for none.
func (r *Rail) SetBadge(key string, n int) {
	for _, b := range r.buttons {
		if b.item.Key == key {
			b.badge = n
			b.Refresh()
		}
	}
}

// railButton is one place of the rail.
type railButton struct {
	widget.BaseWidget
	item         RailItem
	open         func()
	badge        int
	chosen       bool
	lit, focused bool
}

func (b *railButton) CreateRenderer() fyne.WidgetRenderer {
	ground, edge := &canvas.Rectangle{}, &canvas.Rectangle{}
	icon, word, badge := &canvas.Image{FillMode: canvas.ImageFillContain}, &canvas.Text{}, &canvas.Text{}
	r := &drawn{objects: []fyne.CanvasObject{ground, edge, icon, word, badge}}
	r.minSize = func() fyne.Size { return fyne.NewSize(word.MinSize().Width+em(5), em(2.7)) }
	r.layout = func(s fyne.Size) {
		ground.Resize(s)
		edge.Move(fyne.NewPos(0, s.Height*0.2))
		edge.Resize(fyne.NewSize(em(0.25), s.Height*0.6))
		icon.Move(fyne.NewPos(em(0.8), (s.Height-em(1.3))/2))
		icon.Resize(fyne.NewSquareSize(em(1.3)))
		h := word.MinSize().Height
		word.Move(fyne.NewPos(em(2.7), (s.Height-h)/2))
		word.Resize(fyne.NewSize(s.Width-em(2.7), h))
		badge.Move(fyne.NewPos(0, (s.Height-badge.MinSize().Height)/2))
		badge.Resize(fyne.NewSize(s.Width-em(0.7), badge.MinSize().Height))
	}
	r.refresh = func() {
		// Never bold: a word that grows here makes Fyne forget that the bar above the content grew.
		Type{Color: ColorRailText}.dress(word)
		word.Text = b.item.Text
		Type{Color: ColorRailText, Size: theme.SizeNameCaptionText, Bold: true, Align: fyne.TextAlignTrailing}.dress(badge)
		badge.Text = ""
		if b.badge > 0 {
			badge.Text = Count(b.badge)
		}
		icon.Resource = colored(b.item.Icon, ColorRailText)
		ground.FillColor, ground.CornerRadius = shade(ColorRailChosen), size(theme.SizeNameButtonRadius)
		ground.Hidden = !b.chosen && !b.lit && !b.focused
		ground.StrokeColor, ground.StrokeWidth = shade(ColorRailText), 0
		if b.focused {
			ground.StrokeWidth = 2
		}
		edge.FillColor, edge.Hidden = shade(ColorRailText), !b.chosen
		r.layout(b.Size())
		for _, o := range r.objects {
			o.Refresh()
		}
	}
	r.refresh()
	return r
}

func (b *railButton) set(state *bool, on bool) {
	*state = on
	b.Refresh()
}

func (b *railButton) Tapped(*fyne.PointEvent)        { b.open() }
func (b *railButton) MouseIn(*desktop.MouseEvent)    { b.set(&b.lit, true) }
func (b *railButton) MouseMoved(*desktop.MouseEvent) {}
func (b *railButton) MouseOut()                      { b.set(&b.lit, false) }
func (b *railButton) FocusGained()                   { b.set(&b.focused, true) }
func (b *railButton) FocusLost()                     { b.set(&b.focused, false) }
func (b *railButton) TypedRune(r rune)               { typedRune(r) }

func (b *railButton) TypedKey(key *fyne.KeyEvent) {
	typedKey(key)
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.open()
	}
}
