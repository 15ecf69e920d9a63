package report

import (
	"rapport/reports/chart"
	"rapport/reports/page"
)

// Spot is a place on a page that leads to the cases behind it.
type Spot struct {
	Page int // index into the document's pages
	Box  page.Box
	Door Door
}

// doored is an element of a page with a door.
type doored struct {
	elem *page.Element
	door Door
}

// mark is the [page.Table].Mark of a table: it notes the cells with a door.
func (w *writer) mark(t Table) func(row, col int, e *page.Element) {
	return func(row, col int, e *page.Element) {
		if row < len(t.Rows) && col < len(t.Rows[row]) && t.Rows[row][col].Door.Open() {
			w.doors = append(w.doors, doored{e, t.Rows[row][col].Door})
		}
	}
}

// spots are the places of the doors, when the pages are made.
func (w *writer) spots(doc *page.Document) []Spot {
	var list []Spot
	for _, d := range w.doors {
		if n, box, ok := doc.Places(d.elem); ok {
			list = append(list, Spot{n, box, d.door})
		}
	}
	drawings := tagged(doc.Root, page.TagFigure)
	for i, f := range w.drawn {
		n, box, ok := doc.Places(drawings[i])
		placed, has := f.Drawing.(interface{ Places(page.Box) []chart.Place })
		if !ok || !has || len(f.Doors) == 0 {
			continue
		}
		for _, p := range placed.Places(box) {
			if p.Label < len(f.Doors) && f.Doors[p.Label].Open() {
				list = append(list, Spot{n, p.Box, f.Doors[p.Label]})
			}
		}
	}
	return list
}

// tagged are the elements of a tag in reading order.
func tagged(e *page.Element, tag page.Tag) []*page.Element {
	if e.Tag == tag {
		return []*page.Element{e}
	}
	var list []*page.Element
	for _, kid := range e.Kids {
		list = append(list, tagged(kid, tag)...)
	}
	return list
}
