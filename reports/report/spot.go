package report

import "rapport/reports/page"

// Spot is a place on a page that leads to the cases behind it.
type Spot struct {
	Page int // index into the document's pages
	Box  page.Box
	Door Door
}

// spots finds where the cells with a door stand. A figure's own places are
// asked of its drawing.
func spots(r Report, doc *page.Document) []Spot {
	doors := map[*page.Element]Door{}
	tables, figures := tagged(doc.Root, page.TagTable), tagged(doc.Root, page.TagFigure)
	var list []Spot
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			switch b := b.(type) {
			case Table:
				cellDoors(b, tables[0], doors)
				tables = tables[1:]
			case Figure:
				list = append(list, figureSpots(b, figures[0])...)
				figures = figures[1:]
			}
		}
	}
	return append(list, cellSpots(doc, doors)...)
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

// cellDoors notes the doors of the cells by their elements.
func cellDoors(t Table, elem *page.Element, doors map[*page.Element]Door) {
	rows := tagged(elem, page.TagTR)[1:] // without that of the heads
	for i, row := range t.Rows {
		for k, c := range row {
			if c.Door.Open() && k < len(rows[i].Kids) {
				doors[rows[i].Kids[k]] = c.Door
			}
		}
	}
}

// What is added around the letters of a cell, so that it is easily hit, in points.
const aroundX, aroundY = 5.5, 4.5

// cellSpots finds the letters of the cells on the pages.
func cellSpots(doc *page.Document, doors map[*page.Element]Door) []Spot {
	var list []Spot
	at := map[*page.Element]int{}
	for n, p := range doc.Pages {
		for _, item := range p.Items {
			text, ok := item.(page.Text)
			door, has := doors[item.Of().Elem]
			if !ok || !has {
				continue
			}
			box := page.Box{X: text.X - aroundX, Y: text.Y - text.Size*0.75 - aroundY, W: text.Width() + 2*aroundX, H: text.Size + 2*aroundY}
			if i, known := at[text.Owner.Elem]; known && list[i].Page == n {
				list[i].Box = union(list[i].Box, box)
				continue
			}
			at[text.Owner.Elem] = len(list)
			list = append(list, Spot{n, box, door})
		}
	}
	return list
}

func union(a, b page.Box) page.Box {
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return page.Box{X: x, Y: y, W: max(a.Right(), b.Right()) - x, H: max(a.Bottom(), b.Bottom()) - y}
}

// figureSpots are the places of the bars and points of a figure.
func figureSpots(f Figure, elem *page.Element) []Spot { return nil }
