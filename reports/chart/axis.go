package chart

import (
	"math"

	"rapport/reports/page"
)

// axis maps values to places in the plot.
type axis struct {
	plot       page.Box // where bars and lines stand
	floor, top float64
	step       float64
	slot       float64 // width for one label
	unit       string
}

func (c Chart) axis(box page.Box) axis {
	floor := 0.0
	if c.Kind == Line && c.Floor < c.highest() {
		floor = max(c.Floor, 0)
	}
	step := niceStep(c.highest()-floor, c.whole())
	a := axis{floor: floor, step: step, unit: c.Unit}
	a.top = floor + step*max(1, math.Ceil((c.highest()-floor)/step-1e-9))
	gutter := 0.0
	for v := floor; v <= a.top+step/2; v += step {
		gutter = max(gutter, plain.Face.Width(number(v)+c.Unit, plain.Size))
	}
	a.plot = page.Box{X: box.X + gutter + gapText, Y: box.Y + headRoom, W: box.W - gutter - gapText, H: box.H - headRoom - labelRoom}
	a.slot = a.plot.W / float64(len(c.Labels))
	return a
}

// y is the place of v; values off the axis stand at its ends.
func (a axis) y(v float64) float64 {
	part := (v - a.floor) / (a.top - a.floor)
	return a.plot.Bottom() - a.plot.H*min(max(part, 0), 1)
}

// x is the middle of label i.
func (a axis) x(i int) float64 { return a.plot.X + a.slot*(float64(i)+0.5) }

// grid draws the level lines and their numbers.
func (a axis) grid(c Chart) []page.Item {
	var items []page.Item
	for v := a.floor; v <= a.top+a.step/2; v += a.step {
		y := a.y(v)
		items = append(items,
			page.Line{X1: a.plot.X, Y1: y, X2: a.plot.Right(), Y2: y, Color: gridly, Width: 0.5},
			page.TextRight(plain, a.plot.X-gapText, y+2.8, number(v)+c.Unit))
	}
	return items
}

// labels writes every label below the axis, or every second, third … where
// they are too wide.
func (a axis) labels(c Chart) []page.Item {
	widest := 0.0
	for _, l := range c.Labels {
		widest = max(widest, page.TextAt(plain, 0, 0, l).Width())
	}
	every := int(math.Ceil((widest + 3) / a.slot))
	last := len(c.Labels) - 1
	var items []page.Item
	for i, l := range c.Labels {
		if (last-i)%every == 0 {
			items = append(items, a.held(page.TextCenter(plain, a.x(i), a.plot.Bottom()+11.5, l)))
		}
	}
	return items
}

// held moves text that would reach over the right edge back to it.
func (a axis) held(t page.Text) page.Text {
	t.X = min(t.X, a.plot.Right()-t.Width())
	return t
}

// guides draws the level lines of targets and limits, each with its name above
// the right end.
func (a axis) guides(c Chart) []page.Item {
	style := plain.In(alarm)
	var items []page.Item
	for _, g := range c.Guides {
		if !known(g.Value) {
			continue
		}
		y := a.y(g.Value)
		items = append(items,
			page.Line{X1: a.plot.X, Y1: y, X2: a.plot.Right(), Y2: y, Color: alarm, Width: 0.9, Dash: []float64{3, 2}},
			page.TextRight(style, a.plot.Right(), y-3, g.Name+" "+number(g.Value)+c.Unit))
	}
	return items
}

// value writes a number with its middle at x above y, if it fits in room.
func (a axis) value(v, x, y, room float64) []page.Item {
	t := page.TextCenter(plain.In(page.Black), x, y-3, number(v)+a.unit)
	if t.Width() > room {
		return nil
	}
	return []page.Item{t}
}
