package chart

import (
	"math"
	"slices"

	"rapport/reports/page"
)

// axis maps values to places in the plot of a chart with labels below.
type axis struct {
	Chart
	plot       page.Box // where bars and lines stand
	floor, top float64
	step       float64
	slot       float64              // width for one label
	write      func(float64) string // the numbers of the axis
	edge       float64              // how far to the right words may reach
}

// axis lays out the plot in box, gutters for its numbers and labels included.
func (c Chart) axis(box page.Box) axis {
	floor := 0.0
	if (c.Kind == Line || c.Kind == Control) && c.Floor < c.highest() {
		floor = max(c.Floor, 0)
	}
	step := niceStep(c.highest()-floor, c.whole())
	a := axis{Chart: c, floor: floor, step: step}
	a.top = floor + step*max(1, math.Ceil((c.highest()-floor)/step-1e-9))
	a.write = c.evenly(floor, floor+step, floor+2*step, floor+3*step)
	gutter := 0.0
	for v := floor; v <= a.top+step/2; v += step {
		gutter = max(gutter, page.Width(c.plain(), a.write(v)+c.Unit))
	}
	a.plot = page.Box{X: box.X + gutter + gapText, Y: box.Y + headRoom, W: box.W - gutter - gapText, H: box.H - headRoom - labelRoom}
	a.slot = a.plot.W / float64(len(c.Labels))
	a.edge = a.plot.Right()
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
func (a axis) grid() []page.Item {
	var items []page.Item
	for v := a.floor; v <= a.top+a.step/2; v += a.step {
		y := a.y(v)
		items = append(items,
			page.Line{X1: a.plot.X, Y1: y, X2: a.plot.Right(), Y2: y, Color: a.Palette.Grid, Width: 0.5},
			page.TextRight(a.plain(), a.plot.X-gapText, y+textDrop, a.write(v)+a.Unit))
	}
	return items
}

// labels writes every label below the axis, or every second, third … where
// they are too wide.
func (a axis) labels() []page.Item {
	widest := 0.0
	for _, l := range a.Labels {
		widest = max(widest, page.Width(a.plain(), l))
	}
	every := int(math.Ceil((widest + 3) / a.slot))
	last := len(a.Labels) - 1
	var items []page.Item
	for i, l := range a.Labels {
		if (last-i)%every == 0 {
			items = append(items, a.held(page.TextCenter(a.plain(), a.x(i), a.plot.Bottom()+11.5, l)))
		}
	}
	return items
}

// held moves text that would reach over an edge back to it.
func (a axis) held(t page.Text) page.Text {
	t.X = max(min(t.X, a.edge-t.Width()), a.plot.X-gapText)
	return t
}

// guides draws the level lines of targets and limits, each with its name above
// the right end.
func (a axis) guides() []page.Item {
	style := a.plain().In(a.Palette.Alarm)
	var items []page.Item
	for _, g := range a.Guides {
		if !known(g.Value) {
			continue
		}
		l := a.Palette.target()
		l.X1, l.X2, l.Y1, l.Y2 = a.plot.X, a.plot.Right(), a.y(g.Value), a.y(g.Value)
		items = append(items, l, page.TextRight(style, a.plot.Right(), l.Y1-3, g.Name+" "+a.number(g.Value)+a.Unit))
	}
	return items
}

// value writes a number with its middle at x above y, if it fits in room.
func (a axis) value(v, x, y, room float64) []page.Item {
	t := page.TextCenter(a.ink(), x, y-3, a.number(v)+a.Unit)
	if t.Width() > room {
		return nil
	}
	return []page.Item{t}
}

// gaps writes at the foot of the plot what stands instead of values, once where
// several would lie on each other.
func (a axis) gaps() []page.Item {
	var items []page.Item
	end := math.Inf(-1)
	for i := range a.Labels {
		for _, s := range a.Series {
			if s.instead(i) == "" {
				continue
			}
			if t := page.TextCenter(a.plain(), a.x(i), a.plot.Bottom()-3, s.instead(i)); t.X > end {
				items = append(items, t)
				end = t.X + t.Width()
			}
		}
	}
	return items
}

// lines draws a line for each series, broken at gaps, with a mark at each value
// and the number at the last.
func (a axis) lines() []page.Item {
	var strokes, marks []page.Item
	var numbers []page.Text
	for k, s := range a.Series {
		latest := -1
		for i := range a.Labels {
			v := s.at(i)
			if !known(v) {
				continue
			}
			if latest == i-1 && i > 0 {
				strokes = append(strokes, page.Line{
					X1: a.x(latest), Y1: a.y(s.at(latest)), X2: a.x(i), Y2: a.y(v),
					Color: a.Palette.colorOf(k), Width: 1.6, Dash: dashes[k%len(dashes)],
				})
			}
			if s.provisional(i) {
				marks = append(marks, a.Palette.ring(k, a.x(i), a.y(v)))
			} else {
				marks = append(marks, a.Palette.marker(k, a.x(i), a.y(v))...)
			}
			latest = i
		}
		if latest >= 0 {
			numbers = append(numbers, a.lastValue(s.at(latest), latest, numbers))
		}
	}
	items := append(append(strokes, a.gaps()...), marks...)
	for _, t := range numbers {
		items = append(items, t)
	}
	return items
}

// lastValue writes the number of the last mark below it, because guides have
// their names above, or above it at the foot of the plot and where another
// number stands already.
func (a axis) lastValue(v float64, i int, others []page.Text) page.Text {
	below := a.held(page.TextCenter(a.strong(), a.x(i), a.y(v)+11, a.number(v)+a.Unit))
	taken := slices.ContainsFunc(others, func(o page.Text) bool {
		return math.Abs(o.Y-below.Y) < TextSize && o.X < below.X+below.Width() && below.X < o.X+o.Width()
	})
	if taken || below.Y > a.plot.Bottom()-1 {
		below.Y = a.y(v) - 5
	}
	return below
}
