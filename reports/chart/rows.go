package chart

import "rapport/reports/page"

// rows lays out a chart with a row for each label: the label at the left, the
// plot, and columns of words at the right, as a table has them.
type rows struct {
	Chart
	box     page.Box // of the rows alone
	plot    page.Box // where bars and dots stand
	lead    float64  // height of a row
	columns []column
}

// column is what is written at the right end of each row.
type column struct {
	head  string
	cells []string
	left  bool // words, set flush left
	edge  float64
	width float64
}

// rowsHead is the room for the heads of the columns, in points.
const rowsHead = 14.0

const columnGap = 11.0

// rows lays out box with foot points left free below the rows.
func (c Chart) rows(box page.Box, most, foot float64, columns ...column) rows {
	head := 0.0
	for _, col := range columns {
		if col.head != "" {
			head = rowsHead
		}
	}
	r := rows{Chart: c, columns: columns}
	r.box = page.Box{X: box.X, Y: box.Y + head, W: box.W, H: max(box.H-head-foot, 1)}
	r.lead = r.box.H / float64(len(c.Labels))
	left := 0.0
	for _, l := range c.Labels {
		left = max(left, page.Width(c.plain(), l))
	}
	left = min(left, box.W*most) + gapText
	right := box.Right()
	for i := len(columns) - 1; i >= 0; i-- {
		col := &r.columns[i]
		col.width = page.Width(c.plain(), col.head)
		for _, cell := range col.cells {
			col.width = max(col.width, page.Width(c.strong(), cell))
		}
		col.edge = right
		if col.left {
			col.edge = right - col.width
		}
		right -= col.width + columnGap
	}
	x := box.X + left
	r.plot = page.Box{X: x, Y: r.box.Y, W: max(right-x, 1), H: r.box.H}
	return r
}

// middle is the y of the middle of row i.
func (r rows) middle(i int) float64 { return r.box.Y + r.lead*(float64(i)+0.5) }

// thick is the height of a bar.
func (r rows) thick() float64 { return min(r.lead*0.66, 18) }

// words writes the labels, the columns and their heads, and the line that the
// bars begin at.
func (r rows) words() []page.Item {
	items := []page.Item{page.Line{X1: r.plot.X, Y1: r.plot.Y, X2: r.plot.X, Y2: r.plot.Bottom(), Color: r.Palette.Rule, Width: 0.6}}
	for i, l := range r.Labels {
		y := r.middle(i) + textDrop
		items = append(items, page.TextRight(r.ink(), r.plot.X-gapText, y, r.shortened(l, r.plot.X-gapText-r.box.X)))
		for _, col := range r.columns {
			if i < len(col.cells) && col.cells[i] != "" {
				items = append(items, col.set(r.ink(), y, col.cells[i]))
			}
		}
	}
	for _, col := range r.columns {
		if col.head != "" {
			items = append(items, col.set(r.plain(), r.box.Y-5, col.head))
		}
	}
	return items
}

func (col column) set(style page.Style, y float64, text string) page.Text {
	if col.left {
		return page.TextAt(style, col.edge, y, text)
	}
	return page.TextRight(style, col.edge, y, text)
}

// scale maps values to places along the rows.
type scale struct {
	plot            page.Box
	floor, top, gap float64
}

func (s scale) x(v float64) float64 {
	return s.plot.X + s.plot.W*min(max((v-s.floor)/(s.top-s.floor), 0), 1)
}

// upright draws the lines of a scale through the rows, with their numbers below.
func (r rows) upright(s scale, unit string) []page.Item {
	var items []page.Item
	write := r.evenly(s.floor, s.floor+s.gap, s.floor+2*s.gap, s.floor+3*s.gap)
	for v := s.floor; v <= s.top+s.gap/2; v += s.gap {
		items = append(items,
			page.Line{X1: s.x(v), Y1: r.plot.Y, X2: s.x(v), Y2: r.plot.Bottom(), Color: r.Palette.Grid, Width: 0.5},
			page.TextCenter(r.plain(), s.x(v), r.plot.Bottom()+11.5, write(v)+unit))
	}
	return items
}

// mark draws a dashed line through the rows at v, with its name above.
func (r rows) mark(s scale, v float64, name string) []page.Item {
	l := r.Palette.target()
	l.X1, l.X2, l.Y1, l.Y2 = s.x(v), s.x(v), r.plot.Y, r.plot.Bottom()
	t := page.TextCenter(r.plain().In(r.Palette.Alarm), l.X1, r.plot.Y-5, name)
	t.X = max(min(t.X, r.plot.Right()+columnGap/2-t.Width()), r.box.X)
	return []page.Item{l, t}
}

// bars is a chart with one bar a row.
type bars struct {
	rows
	high float64
}

// horizontal lays out one bar a label, from the top down in the order given,
// with the number at its end.
func (c Chart) horizontal(box page.Box) bars {
	b := bars{high: max(c.highest(), 1e-6)}
	numbers := 0.0
	for i := range c.Labels {
		numbers = max(numbers, page.Width(c.ink(), c.measured(c.first(), i)))
	}
	b.rows = c.rows(box, 0.42, 0)
	b.plot.W = max(b.plot.W-numbers-2*gapText, 1)
	return b
}

// first is the series that a chart of rows shows.
func (c Chart) first() Series {
	if len(c.Series) == 0 {
		return Series{}
	}
	return c.Series[0]
}

func (b bars) bar(i int) page.Box {
	return page.Box{X: b.plot.X, Y: b.middle(i) - b.thick()/2, W: b.plot.W * height(b.first().at(i)) / b.high, H: b.thick()}
}

func (b bars) draw() []page.Item {
	items := b.words()
	for i := range b.Labels {
		bar := b.bar(i)
		items = append(items, b.Palette.bar(0, bar)...)
		if text := b.measured(b.first(), i); text != "" {
			items = append(items, page.TextAt(b.ink(), bar.Right()+4, b.middle(i)+textDrop, text))
		}
	}
	return items
}
