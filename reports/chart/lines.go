package chart

import "rapport/reports/page"

// dashes tell lines apart without colour.
var dashes = [][]float64{nil, {6, 2.5}, {2, 2}, {7, 2, 1.5, 2}}

// lines draws a line for each series, broken at gaps, with a mark at each value
// and the number at the last.
func (a axis) lines(c Chart) []page.Item {
	var strokes, marks []page.Item
	for k, s := range c.Series {
		latest := -1
		for i := range c.Labels {
			v := s.at(i)
			if !known(v) {
				continue
			}
			if latest == i-1 && i > 0 {
				strokes = append(strokes, page.Line{
					X1: a.x(latest), Y1: a.y(s.at(latest)), X2: a.x(i), Y2: a.y(v),
					Color: colorOf(k), Width: 1.6, Dash: dashes[k%len(dashes)],
				})
			}
			marks = append(marks, marker(k, a.x(i), a.y(v))...)
			latest = i
		}
		if latest >= 0 {
			marks = append(marks, a.lastValue(s.at(latest), latest))
		}
	}
	return append(strokes, marks...)
}

// lastValue writes the number of the last mark below it, because guides have
// their names above, or above it at the foot of the plot.
func (a axis) lastValue(v float64, i int) page.Item {
	y := a.y(v) + 11
	if y > a.plot.Bottom()-1 {
		y = a.y(v) - 5
	}
	return a.held(page.TextCenter(strong, a.x(i), y, number(v)+a.unit))
}

// marker is the mark of a series: disc, square, ring, small square with a hole.
func marker(series int, x, y float64) []page.Item {
	const r = 2.4
	color := colorOf(series)
	square := page.Box{X: x - r, Y: y - r, W: 2 * r, H: 2 * r}
	switch series % len(palette) {
	case 0:
		return []page.Item{page.Circle{X: x, Y: y, R: r, Fill: color}}
	case 1:
		return []page.Item{page.Rect{Box: square, Fill: color}}
	case 2:
		return []page.Item{page.Circle{X: x, Y: y, R: r, Fill: page.White, Stroke: color, Width: 1.2}}
	}
	return []page.Item{page.Rect{Box: square, Fill: page.White, Stroke: color, Width: 1.2}}
}
