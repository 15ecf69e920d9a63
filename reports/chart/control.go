package chart

import (
	"maps"
	"math"
	"slices"
	"strings"

	"rapport/reports/page"
)

// per is the value of a limit at label i: its own, or the one for all.
func per(values []float64, i int) float64 {
	if len(values) == 1 {
		i = 0
	}
	return value(values, i)
}

func (l Limits) center(i int) float64 { return per(l.Center, i) }
func (l Limits) upper(i int) float64  { return per(l.Upper, i) }
func (l Limits) lower(i int) float64  { return per(l.Lower, i) }

// limit is one of the lines of a Control chart.
type limit struct {
	name string
	at   func(i int) float64
}

// limits lists the lines from the upper to the lower, those there are.
func (c Chart) limits() []limit {
	all := []limit{
		{named(c.Limits.UpperName, "Upper limit"), c.Limits.upper},
		{named(c.Limits.CenterName, "Mean"), c.Limits.center},
		{named(c.Limits.LowerName, "Lower limit"), c.Limits.lower},
	}
	return slices.DeleteFunc(all, func(l limit) bool { return c.latest(l.at) < 0 })
}

func named(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return name
}

// latest is the last label at which there is a value; -1 for none.
func (c Chart) latest(at func(i int) float64) int {
	for i := len(c.Labels) - 1; i >= 0; i-- {
		if known(at(i)) {
			return i
		}
	}
	return -1
}

// signal is a rule that was broken and the labels at which it was.
type signal struct {
	letter string
	words  string
	labels []int
}

// signals gathers the signals at values that are shown, in the order in which
// they first come.
func (c Chart) signals() []signal {
	var all []signal
	for _, i := range slices.Sorted(maps.Keys(c.Limits.Signals)) {
		words := c.Limits.Signals[i]
		if i < 0 || i >= len(c.Labels) || !known(c.first().at(i)) {
			continue
		}
		k := slices.IndexFunc(all, func(s signal) bool { return s.words == words })
		if k < 0 {
			k = len(all)
			all = append(all, signal{letter: string(rune('A' + k%26)), words: words})
		}
		all[k].labels = append(all[k].labels, i)
	}
	return all
}

// where names the labels of a signal, those that follow on each other as a span.
func (c Chart) where(labels []int) string {
	var spans []string
	for k := 0; k < len(labels); {
		end := k
		for end+1 < len(labels) && labels[end+1] == labels[end]+1 {
			end++
		}
		switch end - k {
		case 0:
			spans = append(spans, c.Labels[labels[k]])
		case 1:
			spans = append(spans, c.Labels[labels[k]], c.Labels[labels[end]])
		default:
			spans = append(spans, c.Labels[labels[k]]+" to "+c.Labels[labels[end]])
		}
		k = end + 1
	}
	return strings.Join(spans, ", ")
}

// phaseRoom is the room above the plot for the names of phases, in points.
const phaseRoom = 10.0

// control is the first series over time against its limits.
type control struct {
	axis
	names []page.Text // of the limits, at the right end
	foot  []page.Item // the words of the signals
}

func (c Chart) control(box page.Box) control {
	signals := c.signals()
	var k control
	var keys []key
	for _, s := range signals {
		keys = append(keys, key{s.letter + "  " + c.where(s.labels) + ": " + s.words, func(x, y float64) []page.Item {
			return []page.Item{c.Palette.diamond(x+swatch/2, y, false)}
		}})
	}
	if slices.Contains(c.first().Provisional, true) {
		keys = append(keys, c.provisionalKey())
	}
	foot, used := c.keys(box, keys)
	k.foot = foot
	right := 0.0
	var ends []float64
	for _, l := range c.limits() {
		ends = append(ends, l.at(c.latest(l.at)))
	}
	write := c.evenly(ends...)
	for i, l := range c.limits() {
		t := page.TextAt(c.nameStyle(l), 0, 0, l.name+" "+write(ends[i])+c.Unit)
		k.names = append(k.names, t)
		right = max(right, t.Width()+gapText)
	}
	plot := lessBelow(box, used)
	plot.W -= right
	if len(c.Limits.Phases) > 0 {
		plot.Y, plot.H = plot.Y+phaseRoom, plot.H-phaseRoom
	}
	k.axis = c.axis(plot)
	k.edge = box.Right()
	k.nameLimits()
	return k
}

// nameStyle is that of the name of a limit: the center line's is in ink.
func (c Chart) nameStyle(l limit) page.Style {
	if l.name == named(c.Limits.CenterName, "Mean") {
		return c.ink()
	}
	return c.plain().In(c.Palette.Alarm)
}

// nameLimits places the names beside the ends of their lines, apart from each
// other: the center line's stays where it is.
func (k *control) nameLimits() {
	const lead = 10.0
	limits := k.limits()
	center := slices.IndexFunc(limits, func(l limit) bool { return l.name == named(k.Limits.CenterName, "Mean") })
	for i, l := range limits {
		k.names[i].X = k.plot.Right() + gapText
		k.names[i].Y = k.y(l.at(k.latest(l.at))) + textDrop
	}
	if center < 0 {
		return
	}
	for i := center - 1; i >= 0; i-- {
		k.names[i].Y = min(k.names[i].Y, k.names[i+1].Y-lead)
	}
	for i := center + 1; i < len(limits); i++ {
		k.names[i].Y = max(k.names[i].Y, k.names[i-1].Y+lead)
	}
}

func (k control) draw() []page.Item {
	items := append(k.grid(), k.labels()...)
	items = append(items, k.phases()...)
	for _, l := range k.limits() {
		pen := k.Palette.target()
		if l.name == named(k.Limits.CenterName, "Mean") {
			pen = page.Line{Color: k.Palette.Ink, Width: 0.8}
		}
		items = append(items, k.steps(l.at, pen)...)
	}
	for _, name := range k.names {
		items = append(items, name)
	}
	items = append(items, k.gaps()...)
	items = append(items, k.points()...)
	return append(items, k.foot...)
}

// begins says that a phase begins at label i, so that no line runs into it.
func (k control) begins(i int) bool {
	return slices.ContainsFunc(k.Limits.Phases, func(p Phase) bool { return p.From == i })
}

// steps draws a limit as a line that is level over each label, with a step where
// the next one's is another.
func (k control) steps(at func(int) float64, pen page.Line) []page.Item {
	var items []page.Item
	step := pen
	step.Dash, step.Width = nil, pen.Width*0.7
	stroke := func(l page.Line, x1, y1, x2, y2 float64) {
		l.X1, l.Y1, l.X2, l.Y2 = x1, y1, x2, y2
		items = append(items, l)
	}
	for i := 0; i < len(k.Labels); {
		v := at(i)
		end := i + 1
		for end < len(k.Labels) && at(end) == v && !k.begins(end) {
			end++
		}
		if !known(v) {
			i++
			continue
		}
		left, right := k.x(i)-k.slot/2, k.x(end-1)+k.slot/2
		stroke(pen, left, k.y(v), right, k.y(v))
		if end < len(k.Labels) && known(at(end)) && !k.begins(end) {
			stroke(step, right, k.y(v), right, k.y(at(end)))
		}
		i = end
	}
	return items
}

// phases draws a line where each begins, with its name at the head of the plot.
func (k control) phases() []page.Item {
	var items []page.Item
	for n, p := range k.Limits.Phases {
		if p.From < 0 || p.From >= len(k.Labels) {
			continue
		}
		left, room := k.x(p.From)-k.slot/2, k.plot.Right()
		if n+1 < len(k.Limits.Phases) {
			room = k.x(min(max(k.Limits.Phases[n+1].From, p.From), len(k.Labels)-1)) - k.slot/2
		}
		if p.From > 0 {
			items = append(items, page.Line{X1: left, Y1: k.plot.Y - headRoom - phaseRoom, X2: left, Y2: k.plot.Bottom(), Color: k.Palette.Label, Width: 0.7, Dash: []float64{1.5, 1.5}})
		}
		items = append(items, page.TextAt(k.plain(), left+3, k.plot.Y-headRoom-phaseRoom+7, k.shortened(p.Name, max(room-left-6, 1))))
	}
	return items
}

// points draws the line and its marks, broken at gaps and where a phase begins.
func (k control) points() []page.Item {
	var strokes, marks []page.Item
	var words []page.Text
	s, latest := k.first(), -1
	letters := map[int]string{}
	for _, sig := range k.signals() {
		for _, i := range sig.labels {
			letters[i] = sig.letter
		}
	}
	for i := range k.Labels {
		v := s.at(i)
		if !known(v) {
			continue
		}
		x, y := k.x(i), k.y(v)
		if latest == i-1 && i > 0 && !k.begins(i) {
			strokes = append(strokes, page.Line{X1: k.x(latest), Y1: k.y(s.at(latest)), X2: x, Y2: y, Color: k.Palette.colorOf(0), Width: 1.6})
		}
		latest = i
		switch {
		case letters[i] != "":
			marks = append(marks, k.Palette.diamond(x, y, s.provisional(i)))
			words = append(words, k.beside(i, letters[i]))
		case s.provisional(i):
			marks = append(marks, k.Palette.ring(0, x, y))
		default:
			marks = append(marks, k.Palette.marker(0, x, y)...)
		}
	}
	if latest >= 0 && letters[latest] == "" {
		words = append(words, k.beside(latest, ""))
	}
	items := strokes
	for _, t := range words { // on a ground of its own, so that no line runs through it
		items = append(items, page.Rect{Box: page.Box{X: t.X - 1, Y: t.Y - 5.9, W: t.Width() + 2, H: 7.2}, Fill: k.Palette.Ground})
	}
	items = append(items, marks...)
	for _, t := range words {
		items = append(items, t)
	}
	return items
}

// beside writes the letter of a signal, or the number of a value, on the side of
// its point that the line does not take.
func (k control) beside(i int, letter string) page.Text {
	v := k.first().at(i)
	text := letter
	if letter == "" {
		text = k.number(v) + k.Unit
	}
	up := v >= k.Limits.center(i)
	if before, after := k.first().at(i-min(i, 1)), k.first().at(i+1); known(before) && !known(after) {
		up = v >= before
	} else if known(before) && known(after) && math.Max(before, after) != math.Min(before, after) {
		up = 2*v >= before+after
	}
	above, below := k.y(v)-8, k.y(v)+14
	center := k.y(k.Limits.center(i))
	clear := func(y float64) bool { return y < k.plot.Bottom()-1 && (center < y-9 || center > y+4) }
	y := below
	if up || !clear(below) && clear(above) || below > k.plot.Bottom()-1 {
		y = above
	}
	if !clear(y) && clear(below) {
		y = below
	}
	return k.held(page.TextCenter(k.strong(), k.x(i), y, text))
}
