package peers

import (
	"math"
	"strings"

	"rapport/reports/page"
)

// document is a page.Document as the peers read it: the text not yet broken
// into lines, the tables not yet laid out, the figures as finished shapes.
type document struct {
	Title                    string
	W, H                     float64
	Left, Right, Top, Bottom float64
	Furniture                [][]shape // head and foot of each page
	Blocks                   []block
}

// block is one thing in the flow.
type block struct {
	Kind       string // text, table, figure
	Text       string
	Look, Head look
	Rows       [][]string
	W, H       float64 // of a figure
	Shapes     []shape // of a figure, from its own upper left corner
}

type look struct {
	Font  string
	Size  float64
	Color [3]uint8
}

type shape struct {
	Kind         string
	Text, Font   string
	Size, Width  float64
	Fill, Stroke []int
	Points       [][2]float64
}

// margins of the flow on a sheet, in points: about those of our own pages.
const (
	sideMargin = 66
	topMargin  = 80
	footMargin = 60
)

// translate turns a composed document back into what it was composed from.
func translate(doc *page.Document) document {
	t := translator{items: map[*page.Element][]page.Item{}, out: document{
		Title: doc.Title, W: doc.Size.W, H: doc.Size.H,
		Left: sideMargin, Right: sideMargin, Top: topMargin, Bottom: footMargin,
	}}
	for _, sheet := range doc.Pages {
		var furniture []shape
		for _, item := range sheet.Items {
			owner := item.Of()
			switch {
			case owner.Elem != nil:
				t.items[owner.Elem] = append(t.items[owner.Elem], item)
			case owner.Artifact == page.Header || owner.Artifact == page.Footer:
				furniture = append(furniture, shapeOf(item, 0, 0))
			}
		}
		t.out.Furniture = append(t.out.Furniture, furniture)
	}
	t.walk(doc.Root)
	return t.out
}

type translator struct {
	items map[*page.Element][]page.Item
	out   document
}

func (t *translator) walk(e *page.Element) {
	switch e.Tag {
	case page.TagTable:
		t.table(e)
		return
	case page.TagFigure:
		b := block{Kind: "figure", W: e.BBox.W, H: e.BBox.H}
		for _, item := range t.items[e] {
			b.Shapes = append(b.Shapes, shapeOf(item, e.BBox.X, e.BBox.Y))
		}
		t.out.Blocks = append(t.out.Blocks, b)
		return
	}
	text, how := t.text(e)
	if e.Tag == page.TagLI { // its label and its body are one paragraph
		for _, kid := range e.Kids {
			part, look := t.text(kid)
			text, how = strings.TrimSpace(text+" "+part), look
		}
	}
	if text != "" {
		t.out.Blocks = append(t.out.Blocks, block{Kind: "text", Text: text, Look: how})
	}
	for _, kid := range e.Kids {
		if e.Tag != page.TagLI {
			t.walk(kid)
		}
	}
}

func (t *translator) table(e *page.Element) {
	b := block{Kind: "table"}
	for _, row := range e.Kids {
		if row.Tag != page.TagTR {
			t.walk(row) // the caption
			continue
		}
		var cells []string
		for _, cell := range row.Kids {
			text, how := t.text(cell)
			cells = append(cells, text)
			if len(b.Rows) == 0 {
				b.Head = how
			} else if how.Size > 0 {
				b.Look = how
			}
		}
		b.Rows = append(b.Rows, cells)
	}
	t.out.Blocks = append(t.out.Blocks, b)
}

// text is the text of one element with its lines joined, in the look of its
// last run: the first is often a bold label.
func (t *translator) text(e *page.Element) (text string, how look) {
	line := math.Inf(-1)
	for _, item := range t.items[e] {
		run, ok := item.(page.Text)
		if !ok {
			continue
		}
		if text != "" && run.Y != line {
			text += " "
		}
		text, line = text+run.String, run.Y
		how = look{Font: run.Face.Name(), Size: run.Size, Color: [3]uint8{run.Color.R, run.Color.G, run.Color.B}}
	}
	return text, how
}

// shapeOf is an item seen from x, y.
func shapeOf(item page.Item, x, y float64) shape {
	at := func(px, py float64) [2]float64 { return [2]float64{px - x, py - y} }
	switch it := item.(type) {
	case page.Text:
		return shape{Kind: "text", Text: it.String, Font: it.Face.Name(), Size: it.Size, Fill: rgb(it.Color), Points: [][2]float64{at(it.X, it.Y)}}
	case page.Line:
		return shape{Kind: "line", Stroke: rgb(it.Color), Width: it.Width, Points: [][2]float64{at(it.X1, it.Y1), at(it.X2, it.Y2)}}
	case page.Rect:
		return shape{Kind: "rect", Fill: rgb(it.Fill), Stroke: rgb(it.Stroke), Width: it.Width, Points: [][2]float64{at(it.Box.X, it.Box.Y), at(it.Box.Right(), it.Box.Bottom())}}
	case page.Circle:
		return shape{Kind: "circle", Fill: rgb(it.Fill), Stroke: rgb(it.Stroke), Width: it.Width, Size: it.R, Points: [][2]float64{at(it.X, it.Y)}}
	case page.Path:
		s := shape{Kind: "path", Fill: rgb(it.Fill), Stroke: rgb(it.Stroke), Width: it.Width}
		for _, segment := range it.Segments {
			switch segment.Kind {
			case page.MoveTo, page.LineTo:
				s.Points = append(s.Points, at(segment.P[0].X, segment.P[0].Y))
			case page.CurveTo:
				s.Points = append(s.Points, at(segment.P[2].X, segment.P[2].Y))
			}
		}
		return s
	}
	return shape{Kind: "picture"} // ours have none
}

// rgb is nil for a colour that paints nothing.
func rgb(c page.Color) []int {
	if c.A == 0 {
		return nil
	}
	return []int{int(c.R), int(c.G), int(c.B)}
}
