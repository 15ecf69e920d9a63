// Package chart draws charts as page items, so that the chart on the screen is
// the chart on paper. Every chart starts from numbers that also stand in a table
// beside it; no chart relies on colour alone.
package chart

import (
	"math"

	"rapport/reports/page"
)

// Kind is a way to show numbers.
type Kind int

// The kinds.
const (
	Stacked    Kind = iota // bars by label, series on top of each other
	Grouped                // bars by label, series side by side
	Line                   // a line for each series
	Horizontal             // one bar a label, of the first series: a Pareto chart
)

// Series is one set of numbers. A value that is not a number (NaN) is a gap: not
// known, or too small to be shown.
type Series struct {
	Name   string
	Values []float64 // one for each label; counts and rates, below 0 is drawn as 0
}

// Guide is a dashed level line with its name: a target, a mean, a limit.
type Guide struct {
	Name  string
	Value float64
}

// Chart is a drawing of series over labels. It implements [page.Drawing].
type Chart struct {
	Kind    Kind
	Message string // what to see in it, one sentence; begins the alternative text
	By      string // what the labels are: "month", "unit"
	Labels  []string
	Series  []Series
	Unit    string // set after each number: "%", " days"
	Guides  []Guide
	Floor   float64 // where the axis of a Line chart begins
}

// Measures in points.
const (
	textSize   = 8.2
	gapText    = 5.0  // between an axis and its numbers
	labelRoom  = 15.0 // below the axis
	legendLead = 14.0
	headRoom   = 12.0 // above the highest line, for its number
	swatch     = 8.0
)

var (
	plain  = page.Style{Face: page.Sans, Size: textSize, Color: page.Color{R: 70, G: 70, B: 70, A: 255}}
	strong = page.Style{Face: page.SansBold, Size: textSize, Color: page.Black}
	gridly = page.Color{R: 225, G: 230, B: 232, A: 255}
	alarm  = page.Color{R: 150, G: 40, B: 40, A: 255}
)

// Draw returns the chart within box.
func (c Chart) Draw(box page.Box) []page.Item {
	if !c.any() {
		return []page.Item{page.TextCenter(plain, box.X+box.W/2, box.Y+box.H/2, "No data for this period.")}
	}
	if c.Kind == Horizontal {
		return c.drawHorizontal(box)
	}
	legend, used := c.legend(box)
	plot := box
	plot.H -= used
	a := c.axis(plot)
	items := append(a.grid(c), a.labels(c)...)
	switch c.Kind {
	case Stacked:
		items = append(items, a.stacked(c)...)
	case Grouped:
		items = append(items, a.grouped(c)...)
	default:
		items = append(items, a.lines(c)...)
	}
	items = append(items, a.guides(c)...)
	return append(items, legend...)
}

// any says whether there is a number to draw.
func (c Chart) any() bool {
	for _, s := range c.Series {
		for i := range c.Labels {
			if known(s.at(i)) {
				return true
			}
		}
	}
	return false
}

// at is the value for label i, or a gap.
func (s Series) at(i int) float64 {
	if i >= len(s.Values) || !known(s.Values[i]) {
		return math.NaN()
	}
	return s.Values[i]
}

// tooMuch is more than any office will ever count; a value beyond it is a fault
// of whoever made it, and drawn as a gap.
const tooMuch = 1e12

func known(v float64) bool { return math.Abs(v) < tooMuch } // false for NaN

// height is what a bar of value v stands for: a gap has none.
func height(v float64) float64 {
	if !known(v) {
		return 0
	}
	return max(v, 0)
}

// sums are the totals over all series for each label.
func (c Chart) sums() []float64 {
	sums := make([]float64, len(c.Labels))
	for i := range sums {
		for _, s := range c.Series {
			sums[i] += height(s.at(i))
		}
	}
	return sums
}

// highest is the greatest value that the axis has to reach.
func (c Chart) highest() float64 {
	high := 0.0
	if c.Kind == Stacked {
		for _, v := range c.sums() {
			high = max(high, v)
		}
	} else {
		for _, s := range c.Series {
			for i := range c.Labels {
				high = max(high, height(s.at(i)))
			}
		}
	}
	for _, g := range c.Guides {
		high = max(high, height(g.Value))
	}
	return high
}

// whole says whether all values are whole numbers, as counts are.
func (c Chart) whole() bool {
	for _, s := range c.Series {
		for i := range c.Labels {
			if v := s.at(i); known(v) && v != math.Trunc(v) {
				return false
			}
		}
	}
	return true
}

// legend names the series below the plot, if there is more than one.
func (c Chart) legend(box page.Box) (items []page.Item, used float64) {
	if len(c.Series) < 2 {
		return nil, 0
	}
	x, rows := box.X, 1
	for i, s := range c.Series {
		name := page.TextAt(plain, 0, 0, s.Name)
		wide := swatch + 4 + name.Width() + 14
		if x > box.X && x+wide > box.Right()+14 {
			x = box.X
			rows++
		}
		y := float64(rows) * legendLead // from the top of the legend, settled below
		name.X, name.Y = x+swatch+4, y-2
		if c.Kind == Line {
			items = append(items, marker(i, x+swatch/2, y-5)...)
		} else {
			items = append(items, bar(i, page.Box{X: x, Y: y - 9, W: swatch, H: swatch})...)
		}
		items = append(items, name)
		x += wide
	}
	used = float64(rows) * legendLead
	return lowered(items, box.Bottom()-used), used
}

// lowered moves items down by dy.
func lowered(items []page.Item, dy float64) []page.Item {
	moved := make([]page.Item, len(items))
	for i, item := range items {
		moved[i] = page.Moved(item, 0, dy)
	}
	return moved
}
