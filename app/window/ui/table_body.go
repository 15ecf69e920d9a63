package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// cell is what one cell of one row shows.
type cell struct {
	text  string
	tone  Tone
	bold  bool
	align fyne.TextAlign
}

func rowHeight() float32 { return em(2.4) }

// cellPad is the free space at both sides of a cell.
func cellPad() float32 { return em(0.6) }

// tableBody draws the rows that are in sight and finds the one under the
// mouse. It is as high as all rows together, inside the table's scroller.
type tableBody struct {
	widget.BaseWidget
	cells   func(row int) []cell
	widths  func(width float32) []float32
	onPress func(row int)
	onOpen  func(row int)

	count, selected, hovered int
	focused                  bool
	pool                     []*tableRow
	columns                  []float32
	version                  int // raised when what rows show has changed
}

func newTableBody(cells func(int) []cell, widths func(float32) []float32) *tableBody {
	b := &tableBody{cells: cells, widths: widths, selected: -1, hovered: -1}
	b.ExtendBaseWidget(b)
	return b
}

func (b *tableBody) setCount(n int) {
	b.count = n
	b.hovered = -1
	b.rebind()
}

// rebind fills every row in sight anew; the theme or the width may be another.
func (b *tableBody) rebind() {
	b.version++
	b.columns = b.widths(b.Size().Width)
	for _, r := range b.pool {
		r.bind(b)
	}
	canvas.Refresh(b)
}

// mark shows the selection.
func (b *tableBody) mark(selected int, focused bool) {
	b.selected, b.focused = selected, focused
	b.tint()
}

func (b *tableBody) tint() {
	for _, r := range b.pool {
		r.tint(b)
	}
	canvas.Refresh(b)
}

// show makes the rows between offset and offset+height exist and returns the
// index of the last one. A row keeps its objects while it stays in sight: the
// pool's place of row i is i modulo its size.
func (b *tableBody) show(offset, height float32) int {
	h := rowHeight()
	first := max(int(offset/h), 0)
	last := min(int((offset+height)/h), b.count-1)
	places := int(height/h) + 2
	if places > len(b.pool) {
		b.pool = nil // the window grew: another modulus, all rows anew
		for range places {
			b.pool = append(b.pool, newTableRow())
		}
	}
	for i := first; i <= last; i++ {
		r := b.pool[i%len(b.pool)]
		if r.index != i || r.version != b.version {
			r.index = i
			r.bind(b)
		}
	}
	for _, r := range b.pool {
		r.visible = r.index >= first && r.index <= last
	}
	canvas.Refresh(b)
	return last
}

func (b *tableBody) at(pos fyne.Position) int {
	if i := int(pos.Y / rowHeight()); i >= 0 && i < b.count {
		return i
	}
	return -1
}

// MouseDown selects the row under the mouse at once, before a double click is known.
func (b *tableBody) MouseDown(e *desktop.MouseEvent) {
	OnActivity()
	if i := b.at(e.Position); i >= 0 {
		b.onPress(i)
	}
}

// MouseUp answers Fyne.
func (b *tableBody) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped opens the row.
func (b *tableBody) DoubleTapped(e *fyne.PointEvent) { b.onOpen(b.at(e.Position)) }

// MouseIn, MouseMoved and MouseOut follow the mouse.
func (b *tableBody) MouseIn(e *desktop.MouseEvent)    { b.hover(b.at(e.Position)) }
func (b *tableBody) MouseMoved(e *desktop.MouseEvent) { b.hover(b.at(e.Position)) }
func (b *tableBody) MouseOut()                        { b.hover(-1) }

func (b *tableBody) hover(i int) {
	OnActivity()
	if i != b.hovered {
		b.hovered = i
		b.tint()
	}
}

// CreateRenderer answers Fyne.
func (b *tableBody) CreateRenderer() fyne.WidgetRenderer { return &bodyRenderer{b} }

type bodyRenderer struct{ body *tableBody }

func (r *bodyRenderer) MinSize() fyne.Size {
	return fyne.NewSize(0, float32(r.body.count)*rowHeight())
}

func (r *bodyRenderer) Objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, row := range r.body.pool {
		if row.visible {
			all = append(all, row.objects...)
		}
	}
	return all
}

func (r *bodyRenderer) Layout(fyne.Size) { r.body.rebind() }
func (r *bodyRenderer) Refresh()         { r.body.rebind() }
func (r *bodyRenderer) Destroy()         {}

// tableRow is the objects of one row in sight.
type tableRow struct {
	index, version int
	visible        bool
	ground, edge   *canvas.Rectangle
	line           *canvas.Rectangle
	words          []*canvas.Text
	shapes         []*canvas.Image
	objects        []fyne.CanvasObject
}

func newTableRow() *tableRow {
	r := &tableRow{index: -1, ground: &canvas.Rectangle{}, edge: &canvas.Rectangle{}, line: &canvas.Rectangle{}}
	r.objects = []fyne.CanvasObject{r.ground, r.line, r.edge}
	return r
}

// bind puts a record into the row's objects.
func (r *tableRow) bind(b *tableBody) {
	r.version = b.version
	if r.index < 0 || r.index >= b.count {
		r.visible = false
		return
	}
	cells := b.cells(r.index)
	for len(r.words) < len(cells) {
		word, shape := &canvas.Text{}, &canvas.Image{FillMode: canvas.ImageFillContain}
		r.words, r.shapes = append(r.words, word), append(r.shapes, shape)
		r.objects = append(r.objects, shape, word)
	}
	top, h := float32(r.index)*rowHeight(), rowHeight()
	width := b.Size().Width
	r.ground.Move(fyne.NewPos(0, top))
	r.ground.Resize(fyne.NewSize(width, h))
	r.edge.Move(fyne.NewPos(0, top))
	r.edge.Resize(fyne.NewSize(em(0.25), h))
	r.line.Move(fyne.NewPos(0, top+h-1))
	r.line.Resize(fyne.NewSize(width, 1))
	r.line.FillColor = shade(theme.ColorNameSeparator)
	left := float32(0)
	for n, w := range b.columns {
		r.place(n, cells[n], fyne.NewPos(left, top), w)
		left += w
	}
	r.tint(b)
}

// place sets one cell: the shape of its tone, then its words, shortened to fit.
func (r *tableRow) place(n int, c cell, at fyne.Position, width float32) {
	word, shape, h := r.words[n], r.shapes[n], rowHeight()
	Type{Color: toneLooks[c.tone].text, Bold: c.bold || c.tone > ToneOK, Align: c.align}.dress(word)
	left, room := at.X+cellPad(), width-2*cellPad()
	shape.Resource = c.tone.icon()
	shape.Hidden = shape.Resource == nil || c.text == "" || room < em(1.3)
	if !shape.Hidden {
		shape.Move(fyne.NewPos(left, at.Y+(h-em(1))/2))
		shape.Resize(fyne.NewSquareSize(em(1)))
		shape.Refresh()
		left, room = left+em(1.3), room-em(1.3)
	}
	word.Text = fit(c.text, room, word.TextSize, word.TextStyle)
	least := word.MinSize()
	word.Move(fyne.NewPos(left, at.Y+(h-least.Height)/2))
	word.Resize(fyne.NewSize(room, least.Height))
	word.Refresh()
}

// tint colours the row by selection and mouse. The selected row also has an
// edge at its left, so that it is not told by colour alone.
func (r *tableRow) tint(b *tableBody) {
	r.ground.FillColor, r.edge.FillColor = nil, nil
	switch r.index {
	case b.selected:
		r.ground.FillColor = shade(theme.ColorNameSelection)
		r.edge.FillColor = shade(ColorAccent)
		if !b.focused {
			r.ground.FillColor = shade(ColorMutedSoft)
		}
	case b.hovered:
		r.ground.FillColor = shade(theme.ColorNameHover)
	}
	r.ground.Hidden, r.edge.Hidden = r.ground.FillColor == nil, r.edge.FillColor == nil
	r.ground.Refresh()
	r.edge.Refresh()
}
