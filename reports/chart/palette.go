package chart

import (
	"math"

	"rapport/reports/page"
)

// Palette is the colours of a chart: those of paper, or of a look of the window.
type Palette struct {
	Ground page.Color    // what the chart lies on; the lines that hatch a bar
	Ink    page.Color    // numbers and names
	Label  page.Color    // the words along an axis
	Grid   page.Color    // level lines
	Rule   page.Color    // the axis, and bars that matter less
	Alarm  page.Color    // limits, targets and signals
	Series [4]page.Color // the hatching and the marks tell them apart without colour
}

// Paper is the palette of print.
var Paper = Palette{
	Ground: page.White, Ink: page.Black, Label: page.Color{R: 70, G: 70, B: 70, A: 255},
	Grid: page.Color{R: 225, G: 230, B: 232, A: 255}, Rule: page.Rule, Alarm: page.Color{R: 150, G: 40, B: 40, A: 255},
	Series: [4]page.Color{page.Teal, page.Orange, page.Green, page.Purple},
}

func (p Palette) orPaper() Palette {
	if p == (Palette{}) {
		return Paper
	}
	return p
}

func (p Palette) colorOf(series int) page.Color { return p.Series[series%len(p.Series)] }

// bar fills box in the colour and the hatching of a series.
func (p Palette) bar(series int, box page.Box) []page.Item {
	if box.W <= 0 || box.H <= 0 {
		return nil
	}
	items := []page.Item{page.Rect{Box: box, Fill: p.colorOf(series)}}
	switch series % len(p.Series) {
	case 1:
		return append(items, p.hatch(box, 1)...)
	case 2:
		return append(items, p.stripes(box)...)
	case 3:
		return append(items, p.hatch(box, -1)...)
	}
	return items
}

const hatchGap = 4.5 // points from one line of the ground to the next

func (p Palette) hatchPen() page.Line { return page.Line{Color: p.Ground, Width: 0.7} }

// stripes are level lines over box.
func (p Palette) stripes(box page.Box) []page.Item {
	var items []page.Item
	for y := box.Bottom() - hatchGap/2; y > box.Y; y -= hatchGap * 0.7 {
		l := p.hatchPen()
		l.X1, l.Y1, l.X2, l.Y2 = box.X, y, box.Right(), y
		items = append(items, l)
	}
	return items
}

// hatch is lines over box at 45 degrees, rising to the right (1) or to the
// left (-1).
func (p Palette) hatch(box page.Box, direction float64) []page.Item {
	var items []page.Item
	for d := hatchGap / 2; d < box.W+box.H; d += hatchGap * math.Sqrt2 {
		// The line through the points whose distances from the lower corner, along
		// both edges, add up to d; cut off at the box.
		along1, up1 := max(d-box.H, 0), min(d, box.H)
		along2, up2 := min(d, box.W), max(d-box.W, 0)
		from := box.X
		if direction > 0 {
			from = box.Right()
		}
		l := p.hatchPen()
		l.X1, l.Y1 = from-direction*along1, box.Bottom()-up1
		l.X2, l.Y2 = from-direction*along2, box.Bottom()-up2
		items = append(items, l)
	}
	return items
}

// dashes tell lines apart without colour.
var dashes = [][]float64{nil, {6, 2.5}, {2, 2}, {7, 2, 1.5, 2}}

// markRadius is half the size of a mark, in points.
const markRadius = 2.4

// marker is the mark of a series: disc, square, ring, small square with a hole.
func (p Palette) marker(series int, x, y float64) []page.Item {
	const r = markRadius
	color := p.colorOf(series)
	square := page.Box{X: x - r, Y: y - r, W: 2 * r, H: 2 * r}
	switch series % len(p.Series) {
	case 0:
		return []page.Item{page.Circle{X: x, Y: y, R: r, Fill: color}}
	case 1:
		return []page.Item{page.Rect{Box: square, Fill: color}}
	case 2:
		return []page.Item{p.ring(series, x, y)}
	}
	return []page.Item{page.Rect{Box: square, Fill: p.Ground, Stroke: color, Width: 1.2}}
}

func (p Palette) ring(series int, x, y float64) page.Item {
	return page.Circle{X: x, Y: y, R: markRadius, Fill: p.Ground, Stroke: p.colorOf(series), Width: 1.2}
}

// diamond is the mark of what must not be overlooked; hollow while it may still
// change.
func (p Palette) diamond(x, y float64, hollow bool) page.Item {
	const r = markRadius * 1.9
	d := page.Path{Fill: p.Alarm, Stroke: p.Ground, Width: 0.6}
	if hollow {
		d.Fill, d.Stroke, d.Width = p.Ground, p.Alarm, 1.3
	}
	d.Move(x, y-r)
	d.Line(x+r, y)
	d.Line(x, y+r)
	d.Line(x-r, y)
	d.Close()
	return d
}

// target is the dashed pen of guides and limits.
func (p Palette) target() page.Line {
	return page.Line{Color: p.Alarm, Width: 0.9, Dash: []float64{3, 2}}
}
