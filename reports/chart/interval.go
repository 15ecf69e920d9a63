package chart

import (
	"fmt"
	"math"

	"rapport/reports/page"
)

// interval is a dot with its interval for each label, against a value that all
// are compared with.
type interval struct {
	rows
	scale
}

// The interval is that of confidence at 95 percent.
const intervalHead = "95% interval"

func (c Chart) interval(box page.Box) interval {
	s := c.first()
	values, ends, n := column{head: s.Name}, column{head: intervalHead}, column{head: "n"}
	for i := range c.Labels {
		text := s.instead(i)
		if v := s.at(i); known(v) {
			text = c.column()(v) + c.Unit
		}
		values.cells = append(values.cells, text)
		ends.cells = append(ends.cells, c.ends(s, i))
		n.cells = append(n.cells, c.cases(s, i))
	}
	columns := []column{values, ends}
	if len(s.N) > 0 {
		columns = append(columns, n)
	}
	r := c.rows(box, 0.34, labelRoom+c.intervalLegend(), columns...)
	floor := 0.0
	if c.Floor < c.highest() {
		floor = max(c.Floor, 0)
	}
	step := niceStep(c.highest()-floor, false)
	top := floor + step*max(1, math.Ceil((c.highest()-floor)/step-1e-9))
	return interval{r, scale{plot: r.plot, floor: floor, top: top, gap: step}}
}

// intervalLegend is the room for the words on diamonds.
func (c Chart) intervalLegend() float64 {
	for i := range c.Labels {
		if c.apart(i) {
			return legendLead
		}
	}
	return 0
}

// column writes the numbers of the chart's columns.
func (c Chart) column() func(float64) string {
	var all []float64
	for i := range c.Labels {
		if v := c.first().at(i); known(v) {
			all = append(all, v, value(c.first().Low, i), value(c.first().High, i))
		}
	}
	return c.evenly(all...)
}

// ends writes the interval of label i.
func (c Chart) ends(s Series, i int) string {
	low, high := value(s.Low, i), value(s.High, i)
	if !known(s.at(i)) || !known(low) || !known(high) {
		return ""
	}
	write := c.column()
	return write(low) + " to " + write(high) + c.Unit
}

// compared is what the intervals are compared with, in words.
func (c Chart) compared() string {
	return fmt.Sprintf("%s%s (%s)", c.number(c.Guides[0].Value), c.Unit, c.Guides[0].Name)
}

// cases writes how many cases label i is of.
func (c Chart) cases(s Series, i int) string {
	if i >= len(s.N) || s.N[i] <= 0 || s.instead(i) != "" {
		return ""
	}
	return c.Locale.Count(s.N[i])
}

// apart says that the interval of label i does not hold the value that all are
// compared with, so that chance is a poor reason for the difference.
func (c Chart) apart(i int) bool {
	if len(c.Guides) == 0 || !known(c.Guides[0].Value) || !known(c.first().at(i)) {
		return false
	}
	v := c.Guides[0].Value
	return value(c.first().Low, i) > v || value(c.first().High, i) < v
}

func (iv interval) draw() []page.Item {
	items := append(iv.upright(iv.scale, iv.Unit), iv.words()...)
	for _, g := range iv.Guides {
		if known(g.Value) {
			items = append(items, iv.mark(iv.scale, g.Value, g.Name+" "+iv.number(g.Value)+iv.Unit)...)
		}
	}
	color := iv.Palette.colorOf(0)
	for i := range iv.Labels {
		v, y := iv.first().at(i), iv.middle(i)
		if !known(v) {
			continue
		}
		if low, high := value(iv.first().Low, i), value(iv.first().High, i); known(low) && known(high) {
			items = append(items, page.Line{X1: iv.x(low), Y1: y, X2: iv.x(high), Y2: y, Color: color, Width: 1.4})
			for _, end := range []float64{low, high} {
				items = append(items, page.Line{X1: iv.x(end), Y1: y - 3, X2: iv.x(end), Y2: y + 3, Color: color, Width: 1.2})
			}
		}
		if iv.apart(i) {
			items = append(items, iv.Palette.diamond(iv.x(v), y, false))
		} else {
			items = append(items, page.Circle{X: iv.x(v), Y: y, R: 2.9, Fill: color})
		}
	}
	if used := iv.intervalLegend(); used > 0 {
		legend, _ := iv.keys(page.Box{X: iv.rows.plot.X, Y: iv.box.Y, W: iv.box.Right() - iv.rows.plot.X, H: iv.box.H + labelRoom + used},
			[]key{{"The interval does not include " + iv.compared(), func(x, y float64) []page.Item {
				return []page.Item{iv.Palette.diamond(x+swatch/2, y, false)}
			}}})
		items = append(items, legend...)
	}
	return items
}

// span is the box of the dot and the interval of label i.
func (iv interval) span(i int) page.Box {
	from, to := iv.x(height(iv.first().at(i))), 0.0
	if low, high := value(iv.first().Low, i), value(iv.first().High, i); known(low) && known(high) {
		from, to = iv.x(low), iv.x(high)
	}
	from, to = from-5, max(from, to)+5
	return page.Box{X: from, Y: iv.middle(i) - 5, W: to - from, H: 10}
}
