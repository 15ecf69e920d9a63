package ui

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// group is the base of the widgets that are made of others. A struct that only
// embeds a container would not do: Fyne draws widgets and containers alone.
type group struct {
	widget.BaseWidget
	content *fyne.Container
}

// CreateRenderer answers Fyne.
func (g *group) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.content) }

// NewWrap sets objects in a line and starts a new one where the width ends.
func NewWrap(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&wrap{}, objects...)
}

// wrap is the layout of NewWrap. Its height follows from the width it was last
// given; before that it is one line (Fyne's own row wrap asks for a line each).
type wrap struct{ width float32 }

func (w *wrap) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	w.width = s.Width
	w.flow(objects, true)
}

func (w *wrap) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var widest float32
	for _, o := range objects {
		widest = max(widest, least(o).Width)
	}
	return fyne.NewSize(widest, w.flow(objects, false))
}

// flow walks the lines and returns their height; place moves the objects too.
func (w *wrap) flow(objects []fyne.CanvasObject, place bool) float32 {
	gap := size(theme.SizeNamePadding)
	var line float32 // height of a line
	for _, o := range objects {
		line = max(line, least(o).Height)
	}
	x, y := float32(0), float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		s := o.MinSize()
		if x > 0 && w.width > 0 && x+s.Width > w.width {
			x, y = 0, y+line+gap
		}
		if place {
			put(o, x, y+(line-s.Height)/2, s.Width, s.Height)
		}
		x += s.Width + gap
	}
	return y + line
}

// NewBeside sets words at the left of a line and chips or controls at its
// right; where the line is too short for both, these go below the words, on as
// many lines as they need.
func NewBeside(words fyne.CanvasObject, controls ...fyne.CanvasObject) *fyne.Container {
	return container.New(&beside{}, append([]fyne.CanvasObject{words}, controls...)...)
}

// beside is the layout of NewBeside; its height follows from its width.
type beside struct {
	stacked bool
	below   wrap // places the controls once they are below
}

// leastWords is the width, in text sizes, that a paragraph keeps beside the rest.
const leastWords = 13

func (b *beside) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	words, controls, gap := objects[0], objects[1:], size(theme.SizeNamePadding)
	width, high := line(controls)
	b.below.width, b.stacked = s.Width, s.Width-width-gap < room(words, s.Width)
	if b.stacked {
		width = -gap
	}
	words.Resize(fyne.NewSize(s.Width-width-gap, words.MinSize().Height)) // wraps its text
	least := words.MinSize().Height
	if b.stacked {
		put(words, 0, 0, s.Width, least)
		b.below.flow(controls, true)
		for _, o := range controls {
			o.Move(o.Position().AddXY(0, least+gap))
		}
		return
	}
	put(words, 0, max(0, (high-least)/2), s.Width-width-gap, least)
	x := s.Width - width
	for _, o := range controls {
		if o.Visible() {
			m := o.MinSize()
			put(o, x, (high-m.Height)/2, m.Width, m.Height)
			x += m.Width + gap
		}
	}
}

func (b *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	words, controls := objects[0].MinSize(), objects[1:]
	_, high := line(controls)
	least := fyne.NewSize(words.Width, max(words.Height, high))
	for _, o := range controls {
		if o.Visible() {
			least.Width = max(least.Width, o.MinSize().Width)
		}
	}
	if b.stacked && high > 0 {
		least.Height = words.Height + size(theme.SizeNamePadding) + b.below.flow(controls, false)
	}
	return least
}

// line is the size of objects on one line.
func line(objects []fyne.CanvasObject) (width, height float32) {
	gap := size(theme.SizeNamePadding)
	width = -gap
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			width, height = width+m.Width+gap, max(height, m.Height)
		}
	}
	return max(width, 0), height
}

// room is the width that words keep beside the rest: a title all of it, what
// wraps enough to be read.
func room(words fyne.CanvasObject, width float32) float32 {
	if title, ok := words.(*Text); ok {
		return title.MinSize().Width
	}
	return max(words.MinSize().Width, min(em(leastWords), width/2))
}

// NewColumns sets objects side by side at equal widths, or one below the other
// where they would be too narrow to read.
func NewColumns(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columns{least: leastColumn}, objects...)
}

// NewPanes sets objects side by side as [NewColumns] does, where each gets at
// least so many text sizes of width. Those in one line are equally high.
func NewPanes(least float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columns{least: least, even: true}, objects...)
}

// NewHeads names the parts of NewPanes below it. Where these stand one below the
// other there is nothing to name, and it takes no room.
func NewHeads(least float32, titles ...string) *fyne.Container {
	var texts []fyne.CanvasObject
	for _, t := range titles {
		texts = append(texts, NewText(t, Strong))
	}
	return container.New(&heads{columns{least: least}}, texts...)
}

type heads struct{ columns }

func (h *heads) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	h.columns.Layout(objects, s)
	for _, o := range objects {
		if o.Hide(); h.each(len(objects)) < s.Width {
			o.Show()
		}
	}
}

func (h *heads) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if h.width > 0 && h.each(len(objects)) == h.width {
		return fyne.Size{}
	}
	return h.columns.MinSize(objects)
}

// columns is the layout of NewColumns; its height follows from its width.
type columns struct {
	width float32
	least float32 // of a column, in text sizes; below it they stack
	even  bool    // columns side by side are equally high
}

// leastColumn is the least width of a column of text.
const leastColumn = 24

func (c *columns) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	c.width = s.Width
	width, gap := c.each(len(objects)), size(theme.SizeNamePadding)
	var x, y, highest float32
	for _, o := range objects {
		o.Resize(fyne.NewSize(width, o.MinSize().Height)) // wraps its text
		highest = max(highest, o.MinSize().Height)
	}
	for _, o := range objects {
		high := o.MinSize().Height
		if c.even && width < s.Width {
			high = highest
		}
		put(o, x, y, width, high)
		if width < s.Width {
			x += width + gap
		} else {
			y += high + gap
		}
	}
}

// each is the width of one of n columns.
func (c *columns) each(n int) float32 {
	gaps := size(theme.SizeNamePadding) * float32(n-1)
	if width := (c.width - gaps) / float32(n); width >= em(c.least) {
		return width
	}
	return c.width
}

func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	stacked := c.width > 0 && c.each(len(objects)) == c.width
	var most, all, widest float32
	for _, o := range objects {
		m := o.MinSize()
		most, all, widest = max(most, m.Height), all+m.Height+size(theme.SizeNamePadding), max(widest, m.Width)
	}
	if stacked {
		most = all
	}
	return fyne.NewSize(widest, most)
}

// NewColumn sets objects one below the other. Unlike Fyne's box it gives each its
// width before it asks for its height, so that words that wrap do not lie over
// what follows.
func NewColumn(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(column{}, objects...)
}

type column struct{}

func (column) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	var y float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Resize(fyne.NewSize(s.Width, o.MinSize().Height)) // wraps its text
		high := o.MinSize().Height
		put(o, 0, y, s.Width, high)
		y += high + size(theme.SizeNamePadding)
	}
}

func (column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var all fyne.Size
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			all = fyne.NewSize(max(all.Width, m.Width), all.Height+m.Height+size(theme.SizeNamePadding))
		}
	}
	return all
}

// bordered draws a border over what another renderer draws.
type bordered struct {
	fyne.WidgetRenderer
	border *canvas.Rectangle
	inset  float32 // how far inside the edge it runs
	look   func() (color fyne.ThemeColorName, width float32)
}

func newBordered(inner fyne.WidgetRenderer, inset float32, look func() (fyne.ThemeColorName, float32)) *bordered {
	r := &bordered{WidgetRenderer: inner, border: &canvas.Rectangle{}, inset: inset, look: look}
	r.dress()
	return r
}

func (r *bordered) dress() {
	name, width := r.look()
	r.border.FillColor = color.Transparent
	r.border.StrokeColor, r.border.StrokeWidth = shade(name), width
	r.border.CornerRadius = size(theme.SizeNameInputRadius) - r.inset/2
}

func (r *bordered) Objects() []fyne.CanvasObject {
	return append(slices.Clip(r.WidgetRenderer.Objects()), r.border)
}

func (r *bordered) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	r.border.Move(fyne.NewSquareOffsetPos(r.inset))
	r.border.Resize(s.SubtractWidthHeight(2*r.inset, 2*r.inset))
}

func (r *bordered) Refresh() {
	r.dress()
	r.border.Refresh()
	r.WidgetRenderer.Refresh()
}

// margin is a layout that leaves n text sizes free on every side.
type margin struct{ n float32 }

func (m margin) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewSquareOffsetPos(em(m.n)))
		o.Resize(s.SubtractWidthHeight(2*em(m.n), 2*em(m.n)))
	}
}

func (m margin) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		if o.Visible() {
			least = least.Max(o.MinSize())
		}
	}
	return least.AddWidthHeight(2*em(m.n), 2*em(m.n))
}

// Margin puts n text sizes of free space around an object.
func Margin(n float32, o fyne.CanvasObject) *fyne.Container { return container.New(margin{n}, o) }

// gap is free space of n text sizes between the parts of a column.
func gap(n float32) fyne.CanvasObject { return container.New(space{n}) }

type space struct{ n float32 }

func (s space) Layout([]fyne.CanvasObject, fyne.Size) {}
func (s space) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(em(s.n)) }

// atLeast is a layout that gives its object at least a width and height in text sizes.
type atLeast struct{ width, height float32 }

func (a atLeast) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(s)
	}
}

func (a atLeast) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(em(a.width), em(a.height))
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}

// AtLeast gives an object a least size, in text sizes so that it follows the scale.
func AtLeast(width, height float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(atLeast{width, height}, o)
}

// NewScrolled scrolls a column and keeps it clear of the scroll's bar.
func NewScrolled(column fyne.CanvasObject) *container.Scroll {
	return container.NewVScroll(container.New(besideBar{}, column))
}

type besideBar struct{}

// barRoom is the width, in text sizes, that the bar of a scroll takes.
const barRoom = 1

func (besideBar) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		put(o, 0, 0, s.Width-em(barRoom), s.Height)
	}
}

func (besideBar) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least.AddWidthHeight(em(barRoom), 0)
}

// AtMost keeps an object at the left at a width, in text sizes, that people
// read and fill in with ease.
func AtMost(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(atMost{width}, o)
}

type atMost struct{ width float32 }

func (a atMost) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		put(o, 0, 0, min(s.Width, em(a.width)), s.Height)
	}
}

func (a atMost) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}

func least(o fyne.CanvasObject) fyne.Size {
	if o == nil || !o.Visible() {
		return fyne.Size{}
	}
	return o.MinSize()
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	if o != nil {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
}
