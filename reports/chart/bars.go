package chart

import (
	"math"

	"rapport/reports/page"
)

// palette is the house's; the hatching tells the series apart without colour.
var palette = []page.Color{page.Teal, page.Orange, page.Green, page.Purple}

func colorOf(series int) page.Color { return palette[series%len(palette)] }

// bar fills box in the colour and the hatching of a series.
func bar(series int, box page.Box) []page.Item {
	if box.W <= 0 || box.H <= 0 {
		return nil
	}
	items := []page.Item{page.Rect{Box: box, Fill: colorOf(series)}}
	switch series % len(palette) {
	case 1:
		return append(items, hatch(box, 1)...)
	case 2:
		return append(items, stripes(box)...)
	case 3:
		return append(items, hatch(box, -1)...)
	}
	return items
}

const hatchGap = 4.5 // points from one white line to the next

var hatchPen = page.Line{Color: page.White, Width: 0.7}

// stripes are level white lines over box.
func stripes(box page.Box) []page.Item {
	var items []page.Item
	for y := box.Bottom() - hatchGap/2; y > box.Y; y -= hatchGap * 0.7 {
		l := hatchPen
		l.X1, l.Y1, l.X2, l.Y2 = box.X, y, box.Right(), y
		items = append(items, l)
	}
	return items
}

// hatch is white lines over box at 45 degrees, rising to the right (1) or to
// the left (-1).
func hatch(box page.Box, direction float64) []page.Item {
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
		l := hatchPen
		l.X1, l.Y1 = from-direction*along1, box.Bottom()-up1
		l.X2, l.Y2 = from-direction*along2, box.Bottom()-up2
		items = append(items, l)
	}
	return items
}

// stacked draws one bar a label with its sum above it.
func (a axis) stacked(c Chart) []page.Item {
	var items []page.Item
	wide := a.slot * 0.6
	for i, sum := range c.sums() {
		x := a.x(i) - wide/2
		below := 0.0
		for k, s := range c.Series {
			v := height(s.at(i))
			upper, lower := a.y(below+v), a.y(below)
			items = append(items, bar(k, page.Box{X: x, Y: upper, W: wide, H: lower - upper})...)
			below += v
		}
		if sum > 0 {
			items = append(items, a.value(sum, a.x(i), a.y(sum), a.slot)...)
		}
	}
	return items
}

// grouped draws the bars of a label side by side, each with its number.
func (a axis) grouped(c Chart) []page.Item {
	var items []page.Item
	wide := a.slot * 0.76 / float64(len(c.Series))
	gap := min(1, wide*0.1)
	for i := range c.Labels {
		left := a.x(i) - a.slot*0.38
		for k, s := range c.Series {
			v := s.at(i)
			if !known(v) {
				continue
			}
			x, y := left+wide*float64(k), a.y(height(v))
			items = append(items, bar(k, page.Box{X: x, Y: y, W: wide - gap, H: a.plot.Bottom() - y})...)
			items = append(items, a.value(v, x+(wide-gap)/2, y, wide+4)...)
		}
	}
	return items
}

// drawHorizontal draws one bar a label, from the top down in the order given,
// with the number at its end.
func (c Chart) drawHorizontal(box page.Box) []page.Item {
	left := 0.0
	for _, l := range c.Labels {
		left = max(left, page.TextAt(plain, 0, 0, l).Width())
	}
	left = min(left, box.W*0.42) + gapText
	right := 0.0
	for i := range c.Labels {
		right = max(right, plain.Face.Width(number(height(c.Series[0].at(i)))+c.Unit, plain.Size))
	}
	right += 2 * gapText
	plotWidth := max(box.W-left-right, 1)
	lead := box.H / float64(len(c.Labels))
	thick := min(lead*0.66, 18)
	high := max(c.highest(), 1e-6)

	x := box.X + left
	items := []page.Item{page.Line{X1: x, Y1: box.Y, X2: x, Y2: box.Bottom(), Color: page.Rule, Width: 0.6}}
	for i, l := range c.Labels {
		middle := box.Y + lead*(float64(i)+0.5)
		items = append(items, page.TextRight(plain.In(page.Black), x-gapText, middle+2.8, shortened(l, left-gapText)))
		v := c.Series[0].at(i)
		if !known(v) {
			continue
		}
		length := plotWidth * height(v) / high
		items = append(items, bar(0, page.Box{X: x, Y: middle - thick/2, W: length, H: thick})...)
		items = append(items, page.TextAt(plain.In(page.Black), x+length+4, middle+2.8, number(v)+c.Unit))
	}
	return items
}

// shortened cuts a label that is wider than width and ends it with an ellipsis.
func shortened(label string, width float64) string {
	clean, _ := page.Clean(label)
	if page.Width(plain, clean) <= width {
		return clean
	}
	runes := []rune(clean)
	for len(runes) > 1 && page.Width(plain, string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
