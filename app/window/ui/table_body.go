package ui

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
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

// detailHeight is the height of the line below a row.
func detailHeight() float32 { return em(1.5) }

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
	head    func(row int) (cell, bool) // nil: no row is the head of a group
	detail  func(row int) []Span       // nil: rows have one line

	tops                     []float32 // where each row begins and the last one ends, while heads make them differ
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

// lineHeight is the height of a row that is no head.
func (b *tableBody) lineHeight() float32 {
	if b.detail != nil {
		return rowHeight() + detailHeight()
	}
	return rowHeight()
}

// measure adds up where rows begin, when some of them are heads: these have no
// second line.
func (b *tableBody) measure() {
	b.tops = nil
	if b.head == nil || b.detail == nil {
		return
	}
	heads := false
	tops, top := make([]float32, 0, b.count+1), float32(0)
	for i := range b.count {
		tops = append(tops, top)
		if _, is := b.head(i); is {
			heads = true
			top += rowHeight()
		} else {
			top += b.lineHeight()
		}
	}
	if heads {
		b.tops = append(tops, top)
	}
}

// top is where a row begins; that of the row after the last is the height of all.
func (b *tableBody) top(row int) float32 {
	if b.tops != nil {
		return b.tops[row]
	}
	return float32(row) * b.lineHeight()
}

// rowAt is the row at a height, or the one after the last.
func (b *tableBody) rowAt(y float32) int {
	if b.tops != nil {
		return min(max(sort.Search(len(b.tops), func(i int) bool { return b.tops[i] > y })-1, 0), b.count)
	}
	return min(max(int(y/b.lineHeight()), 0), b.count)
}

// rebind fills every row in sight anew; the theme or the width may be another.
func (b *tableBody) rebind() {
	b.version++
	b.measure()
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
// first and the last of them. A row keeps its objects while it stays in sight:
// the pool's place of row i is i modulo its size.
func (b *tableBody) show(offset, height float32) (first, last int) {
	first = b.rowAt(offset)
	last = min(b.rowAt(offset+height), b.count-1)
	places := int(height/rowHeight()) + 2
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
	return first, last
}

func (b *tableBody) at(pos fyne.Position) int {
	if i := b.rowAt(pos.Y); pos.Y >= 0 && i < b.count {
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
	return fyne.NewSize(0, r.body.top(r.body.count))
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
