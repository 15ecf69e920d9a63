package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// tableRow is the objects of one row in sight.
type tableRow struct {
	index, version int
	visible        bool
	group          bool // the row is the head of a group
	ground, edge   *canvas.Rectangle
	line           *canvas.Rectangle
	words          []*canvas.Text
	shapes         []*canvas.Image
	pieces         []*canvas.Text      // of the line below
	marks          []*canvas.Rectangle // behind the pieces that are marked
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
	top, width := b.top(r.index), b.Size().Width
	h := b.top(r.index+1) - top
	r.ground.Move(fyne.NewPos(0, top))
	r.ground.Resize(fyne.NewSize(width, h))
	r.edge.Move(fyne.NewPos(0, top))
	r.edge.Resize(fyne.NewSize(em(0.25), h))
	r.line.Move(fyne.NewPos(0, top+h-1))
	r.line.Resize(fyne.NewSize(width, 1))
	r.line.FillColor = shade(theme.ColorNameSeparator)
	cells, widths := []cell(nil), b.columns
	if b.head != nil {
		var group cell
		if group, r.group = b.head(r.index); r.group {
			cells, widths = []cell{group}, []float32{width}
		}
	}
	if !r.group {
		cells = b.cells(r.index)
	}
	r.setCells(cells, widths, top)
	var spans []Span
	if b.detail != nil && !r.group {
		spans = b.detail(r.index)
	}
	r.setDetail(spans, fyne.NewPos(cellPad(), top+rowHeight()-em(0.35)), width-2*cellPad())
	r.tint(b)
}

// setCells sets the cells of the first line from left to right.
func (r *tableRow) setCells(cells []cell, widths []float32, top float32) {
	for len(r.words) < len(cells) {
		word, shape := &canvas.Text{}, &canvas.Image{FillMode: canvas.ImageFillContain}
		r.words, r.shapes = append(r.words, word), append(r.shapes, shape)
		r.objects = append(r.objects, shape, word)
	}
	left := float32(0)
	for n := range r.words {
		r.words[n].Hidden = n >= len(cells)
		if n >= len(cells) {
			r.shapes[n].Hidden = true
			continue
		}
		r.place(n, cells[n], fyne.NewPos(left, top), widths[n])
		left += widths[n]
	}
}

// setDetail sets the line below, piece after piece, as far as there is room.
func (r *tableRow) setDetail(spans []Span, at fyne.Position, room float32) {
	for len(r.pieces) < len(spans) {
		piece, mark := &canvas.Text{}, &canvas.Rectangle{}
		r.pieces, r.marks = append(r.pieces, piece), append(r.marks, mark)
		r.objects = append(r.objects, mark, piece)
	}
	right := at.X + room
	for n, piece := range r.pieces {
		piece.Hidden, r.marks[n].Hidden = n >= len(spans), true
		if n >= len(spans) {
			continue
		}
		s := spans[n]
		kind := Type{Color: toneLooks[s.Tone].text, Size: theme.SizeNameCaptionText, Bold: s.Mark}
		kind.dress(piece)
		piece.Text = fit(s.Text, right-at.X, piece.TextSize, piece.TextStyle)
		size := piece.MinSize()
		piece.Move(at)
		piece.Resize(size)
		if s.Mark && piece.Text != "" {
			r.marks[n].Hidden, r.marks[n].FillColor = false, shade(ColorAccentSoft)
			r.marks[n].Move(at)
			r.marks[n].Resize(size)
			r.marks[n].Refresh()
		}
		piece.Refresh()
		at.X += size.Width
	}
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
	switch {
	case r.group:
		r.ground.FillColor = shade(ColorMutedSoft)
	case r.index == b.selected:
		r.ground.FillColor = shade(theme.ColorNameSelection)
		r.edge.FillColor = shade(ColorAccent)
		if !b.focused {
			r.ground.FillColor = shade(ColorMutedSoft)
		}
	case r.index == b.hovered:
		r.ground.FillColor = shade(theme.ColorNameHover)
	}
	r.ground.Hidden, r.edge.Hidden = r.ground.FillColor == nil, r.edge.FillColor == nil
	r.ground.Refresh()
	r.edge.Refresh()
}
