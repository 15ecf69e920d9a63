// Package chart draws charts as page items, so that the chart on the screen is
// the chart on paper. Every chart starts from numbers that also stand in a table
// beside it; no chart relies on colour alone.
package chart

import (
	"math"

	"rapport/data"
	"rapport/reports/page"
)

// Kind is a way to show numbers.
type Kind int

// The kinds. The first four, and Control, have an axis with a label below each
// bar or point; the others have a row for each label, so that long names can be
// read.
const (
	Stacked    Kind = iota // bars by label, series on top of each other
	Grouped                // bars by label, series side by side
	Line                   // a line for each series
	Horizontal             // one bar a label, of the first series
	Control                // the first series over time against its Limits: control and run charts
	Pareto                 // bars in the order given, most first, and their share of the whole added up
	Interval               // the first series as dots, each with its Low and High
	Target                 // the first series as bars, each against its goal
)

// Series is one set of numbers. A value that is not a number (NaN) is a gap: not
// known, or too small to be shown.
type Series struct {
	Name   string
	Values []float64 // one for each label; counts and rates, below 0 is drawn as 0

	// Instead is what stands in place of a value, "<11" or "too few": such a value
	// is never drawn, said, or part of a sum. Empty for a plain value or gap.
	Instead []string

	Provisional []bool // points of a Line or Control chart, or bars of a Target chart, that may still change

	// Of an Interval chart: the ends of each interval, in the unit of the values,
	// and the number of cases that each is of; 0 is not written.
	Low, High []float64
	N         []int
}

// Guide is a dashed level line with its name: a target, a mean, a limit. On an
// Interval chart it is the value that the intervals are compared with.
type Guide struct {
	Name  string
	Value float64
}

// Limits are what the points of a Control chart are judged by: a center line
// alone in a run chart. A slice has a value for each label, so that limits may
// follow the base of each month, or one for all; NaN is none.
type Limits struct {
	Chart                string // "u-chart", "Laney u' chart", "XmR chart", "run chart"
	Center, Upper, Lower []float64
	CenterName           string // "Mean", "Median"; empty: Mean
	UpperName, LowerName string // empty: Upper limit, Lower limit

	// Signals are the labels at which a rule was broken, and the rule in words:
	// "above the upper limit". Those with the same words get the same letter.
	Signals map[int]string
	Phases  []Phase
}

// Phase is a part of a Control chart with limits of its own, or the baseline
// that the limits were worked out from.
type Phase struct {
	From int    // the label that it begins with
	Name string // "Baseline", "New triage desk"
}

// Goal is what a value of a Target chart is held against.
type Goal struct {
	Value  float64
	AtMost bool // less is better: days, not percent
	Met    bool
	Unit   string // of this value and its goal, where the chart has none: "%", " days"
}

// Chart is a drawing of series over labels. It implements [page.Drawing].
type Chart struct {
	Kind     Kind
	Message  string // what to see in it, one sentence; begins the alternative text
	By       string // what the labels are: "month", "unit"
	Labels   []string
	Series   []Series
	Unit     string // set after each number: "%", " days"
	Decimals int    // at most so many are written; 0: one, or two where all is small
	Guides   []Guide
	Floor    float64 // where the axis of a Line, Control or Interval chart begins

	Limits Limits  // of a Control chart
	Goals  []Goal  // of a Target chart, one for each label
	Whole  float64 // of a Pareto chart: the sum of all, where the labels are not all and it may be shown; 0: of the labels

	Locale  data.Locale // how numbers are written
	Palette Palette     // the zero value: Paper
}

// TextSize is the size of a chart's words in points.
const TextSize = 8.2

// Measures in points.
const (
	gapText    = 5.0  // between an axis and its numbers
	labelRoom  = 15.0 // below the axis
	legendLead = 14.0
	headRoom   = 14.0 // above the highest line, for its number
	swatch     = 8.0
	textDrop   = 2.8 // from the middle of a line to its baseline
)

// Draw returns the chart within box.
func (c Chart) Draw(box page.Box) []page.Item {
	c.Palette = c.Palette.orPaper()
	if !c.any() {
		return []page.Item{page.TextCenter(c.plain(), box.X+box.W/2, box.Y+box.H/2, "No data for this period.")}
	}
	switch c.Kind {
	case Horizontal:
		return c.horizontal(box).draw()
	case Pareto:
		return c.pareto(box).draw()
	case Interval:
		return c.interval(box).draw()
	case Target:
		return c.target(box).draw()
	case Control:
		return c.control(box).draw()
	}
	legend, used := c.legend(box)
	a := c.axis(lessBelow(box, used))
	items := append(a.grid(), a.labels()...)
	switch c.Kind {
	case Stacked:
		items = append(items, a.stacked()...)
	case Grouped:
		items = append(items, a.grouped()...)
	default:
		items = append(items, a.lines()...)
	}
	items = append(items, a.guides()...)
	return append(items, legend...)
}

// Height is how tall, in points, the chart reads well across a page.
func (c Chart) Height() float64 {
	n := float64(len(c.Labels))
	switch c.Kind {
	case Horizontal:
		return max(n*17, 34)
	case Pareto:
		return n*16 + rowsHead + labelRoom + legendLead
	case Interval:
		return n*17 + rowsHead + labelRoom + c.intervalLegend()
	case Target:
		return n*21 + rowsHead + legendLead
	case Control:
		return 175 + legendLead*min(float64(len(c.signals())), 4)
	}
	return 165
}

func lessBelow(box page.Box, used float64) page.Box {
	box.H -= used
	return box
}

func (c Chart) plain() page.Style {
	return page.Style{Face: page.Sans, Size: TextSize, Color: c.Palette.Label}
}

func (c Chart) ink() page.Style { return c.plain().In(c.Palette.Ink) }

func (c Chart) strong() page.Style { return c.ink().With(page.SansBold) }

// any says whether there is something to draw: a number, or what stands for one.
func (c Chart) any() bool {
	for _, s := range c.Series {
		for i := range c.Labels {
			if known(s.at(i)) || s.instead(i) != "" {
				return true
			}
		}
	}
	return false
}

// at is the value for label i, or a gap.
func (s Series) at(i int) float64 {
	if s.instead(i) != "" {
		return math.NaN()
	}
	return value(s.Values, i)
}

// instead is what stands in place of the value for label i.
func (s Series) instead(i int) string {
	if i < len(s.Instead) {
		return s.Instead[i]
	}
	return ""
}

func (s Series) provisional(i int) bool { return i < len(s.Provisional) && s.Provisional[i] }

// value is values[i], or a gap.
func value(values []float64, i int) float64 {
	if i >= len(values) || !known(values[i]) {
		return math.NaN()
	}
	return values[i]
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
				if s.instead(i) == "" {
					high = max(high, height(value(s.High, i)))
				}
			}
		}
	}
	for _, g := range c.Guides {
		high = max(high, height(g.Value))
	}
	for i := range c.Labels {
		high = max(high, height(c.Limits.center(i)), height(c.Limits.upper(i)))
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

// legend names the series below the plot, if there is more than one, and the
// ring of what is provisional.
func (c Chart) legend(box page.Box) (items []page.Item, used float64) {
	var keys []key
	if len(c.Series) > 1 {
		for i, s := range c.Series {
			keys = append(keys, key{s.Name, func(x, y float64) []page.Item {
				if c.Kind == Line || c.Kind == Control {
					return c.Palette.marker(i, x+swatch/2, y)
				}
				return c.Palette.bar(i, page.Box{X: x, Y: y - swatch/2, W: swatch, H: swatch})
			}})
		}
	}
	for _, s := range c.Series {
		if (c.Kind == Line || c.Kind == Control) && len(s.Provisional) > 0 {
			keys = append(keys, c.provisionalKey())
			break
		}
	}
	return c.keys(box, keys)
}

func (c Chart) provisionalKey() key {
	return key{"Provisional", func(x, y float64) []page.Item { return []page.Item{c.Palette.ring(0, x+swatch/2, y)} }}
}

// key is an entry of a legend: what it means, and the mark, which begins at x
// and has its middle at y.
type key struct {
	text string
	mark func(x, y float64) []page.Item
}

// keys sets a legend at the foot of box, in as many rows as it takes.
func (c Chart) keys(box page.Box, keys []key) (items []page.Item, used float64) {
	if len(keys) == 0 {
		return nil, 0
	}
	x, rows := box.X, 1
	for _, k := range keys {
		name := page.TextAt(c.plain(), 0, 0, c.shortened(k.text, box.W-swatch-4))
		wide := swatch + 4 + name.Width() + 14
		if x > box.X && x+wide > box.Right()+14 {
			x = box.X
			rows++
		}
		y := float64(rows) * legendLead // from the top of the legend, settled below
		name.X, name.Y = x+swatch+4, y-2
		items = append(append(items, k.mark(x, y-5)...), name)
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

// shortened cuts text that is wider than width and ends it with an ellipsis.
func (c Chart) shortened(text string, width float64) string {
	clean, _ := page.Clean(text)
	if page.Width(c.plain(), clean) <= width {
		return clean
	}
	runes := []rune(clean)
	for len(runes) > 1 && page.Width(c.plain(), string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
