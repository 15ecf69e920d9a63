package chart

import (
	"math"

	"rapport/reports/page"
)

// vital is the share in percent that a Pareto chart looks for: the few labels
// that make it up come before the line.
const vital = 80

// pareto is a Pareto chart on its side, because categories have long names. Bars
// and line have one scale, the share of the whole, so that neither misleads.
type pareto struct {
	rows
	scale
	sums   []float64 // the shares added up, in percent; NaN from where they cannot be told
	shares bool      // false: the whole is not known, and bars alone are drawn
}

func (c Chart) pareto(box page.Box) pareto {
	s := c.first()
	p := pareto{sums: c.cumulative()}
	p.shares = len(p.sums) > 0
	counts := column{head: s.Name}
	added := column{head: "Cumulative"}
	for i := range c.Labels {
		counts.cells = append(counts.cells, c.measured(s, i))
		if p.shares && known(p.sums[i]) {
			added.cells = append(added.cells, c.percent(p.sums[i]))
		}
	}
	if !p.shares {
		p.rows = c.rows(box, 0.42, 0, counts)
		p.scale = scale{plot: p.rows.plot, top: max(c.highest(), 1e-6)}
		return p
	}
	p.rows = c.rows(box, 0.42, labelRoom+legendLead, counts, added)
	p.rows.plot.W -= 6 // for the end of the line and its number
	p.scale = scale{plot: p.rows.plot, top: 100, gap: 20}
	return p
}

// cumulative is the share of each label and all before it, in percent; nil when
// the whole cannot be told because a part of it is not shown.
func (c Chart) cumulative() []float64 {
	s, whole, open := c.first(), c.Whole, false
	for i := range c.Labels {
		open = open || s.instead(i) != ""
		if c.Whole <= 0 {
			whole += height(s.at(i))
		}
	}
	if whole <= 0 || open && c.Whole <= 0 {
		return nil
	}
	sums := make([]float64, len(c.Labels))
	sum := 0.0
	for i := range c.Labels {
		if s.instead(i) != "" {
			sum = math.NaN()
		}
		sum += height(s.at(i))
		sums[i] = 100 * sum / whole
	}
	return sums
}

// few says that label i is one of those that make up the vital share.
func (p pareto) few(i int) bool {
	return !p.shares || i == 0 || known(p.sums[i-1]) && p.sums[i-1] < vital
}

func (p pareto) bar(i int) page.Box {
	v := height(p.first().at(i))
	if p.shares {
		before := 0.0
		if i > 0 {
			before = p.sums[i-1]
		}
		if v = height(p.sums[i] - before); !known(p.sums[i]) {
			v = 0
		}
	}
	return page.Box{X: p.rows.plot.X, Y: p.middle(i) - p.thick()/2, W: p.x(v) - p.x(0), H: p.thick()}
}

func (p pareto) draw() []page.Item {
	var items []page.Item
	if p.shares {
		items = p.upright(p.scale, "%")
	}
	for i := range p.Labels {
		bar := p.bar(i)
		if bar.W > 0 && !p.few(i) {
			items = append(items, page.Rect{Box: bar, Fill: p.Palette.Rule})
			continue
		}
		items = append(items, p.Palette.bar(0, bar)...)
	}
	items = append(items, p.words()...)
	if !p.shares {
		return items
	}
	items = append(items, p.mark(p.scale, vital, "80%")...)
	items = append(items, p.line()...)
	legend, _ := p.keys(page.Box{X: p.rows.plot.X, Y: p.box.Y, W: p.box.Right() - p.rows.plot.X, H: p.box.H + labelRoom + legendLead}, []key{
		{"Share of all", func(x, y float64) []page.Item {
			return p.Palette.bar(0, page.Box{X: x, Y: y - swatch/2, W: swatch, H: swatch})
		}},
		{"Cumulative share", func(x, y float64) []page.Item { return p.Palette.marker(1, x+swatch/2, y) }},
	})
	return append(items, legend...)
}

// line joins the shares added up.
func (p pareto) line() []page.Item {
	var strokes, marks []page.Item
	for i, sum := range p.sums {
		if !known(sum) {
			break
		}
		if i > 0 {
			strokes = append(strokes, page.Line{X1: p.x(p.sums[i-1]), Y1: p.middle(i - 1), X2: p.x(sum), Y2: p.middle(i), Color: p.Palette.colorOf(1), Width: 1.4})
		}
		marks = append(marks, p.Palette.marker(1, p.x(sum), p.middle(i))...)
	}
	return append(strokes, marks...)
}

// percent writes a share as whole percent, as sums of many are.
func (c Chart) percent(v float64) string { return c.Locale.Decimal(v, 0) + "%" }
