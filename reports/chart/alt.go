package chart

import (
	"fmt"
	"strings"
)

var kindNames = map[Kind]string{
	Stacked: "Stacked bars", Grouped: "Grouped bars", Line: "Line chart", Horizontal: "Horizontal bars",
	Pareto: "Pareto chart", Interval: "Values with their 95% intervals", Target: "Measures against their goals",
}

// Alt says in words what the chart shows: the message, what is drawn over what,
// and its numbers: for a chart over time the range of each series and its last
// value, with the limits and each signal; for the others every label.
func (c Chart) Alt() string {
	var parts []string
	if c.Message != "" {
		parts = append(parts, strings.TrimRight(c.Message, ".")+".")
	}
	if !c.any() {
		return strings.Join(append(parts, "No data for this period."), " ")
	}
	kind := c.kindName()
	if c.By != "" {
		kind += " by " + c.By
	}
	parts = append(parts, fmt.Sprintf("%s, %s to %s.", kind, c.Labels[0], c.Labels[len(c.Labels)-1]))
	if c.InRows() {
		parts = append(parts, c.everyLabel())
	} else {
		for _, s := range c.Series {
			parts = append(parts, c.ranged(s))
		}
	}
	parts = append(parts, c.limitWords()...)
	for _, g := range c.Guides {
		if known(g.Value) {
			parts = append(parts, fmt.Sprintf("%s: %s%s.", g.Name, c.number(g.Value), c.Unit))
		}
	}
	return strings.Join(parts, " ")
}

func (c Chart) kindName() string {
	if c.Kind != Control {
		return kindNames[c.Kind]
	}
	name := "Control chart"
	if c.latest(c.Limits.upper) < 0 && c.latest(c.Limits.lower) < 0 {
		name = "Run chart"
	}
	if c.Limits.Chart != "" && !strings.EqualFold(c.Limits.Chart, name) {
		name += " (" + c.Limits.Chart + ")"
	}
	return name
}

// InRows says that the chart has a row for each label.
func (c Chart) InRows() bool { return c.Kind == Horizontal || c.Kind >= Pareto }

// ranged tells the lowest, the highest and the last value of a series, and what
// is not shown of it.
func (c Chart) ranged(s Series) string {
	low, high, last := -1, -1, -1
	hidden := map[string][]int{}
	var signs []string
	for i := range c.Labels {
		if text := s.instead(i); text != "" {
			if hidden[text] == nil {
				signs = append(signs, text)
			}
			hidden[text] = append(hidden[text], i)
		}
		if !known(s.at(i)) {
			continue
		}
		if low < 0 || s.at(i) < s.at(low) {
			low = i
		}
		if high < 0 || s.at(i) > s.at(high) {
			high = i
		}
		last = i
	}
	text := "no values"
	say := func(i int) string { return c.number(s.at(i)) + c.Unit + " (" + c.Labels[i] + ")" }
	switch {
	case last >= 0 && low == high:
		text = say(last)
	case last >= 0:
		text = fmt.Sprintf("from %s to %s, last %s", say(low), say(high), say(last))
	}
	for _, sign := range signs {
		text += "; " + sign + " in " + c.where(hidden[sign])
	}
	if s.Name != "" {
		text = s.Name + ": " + text
	}
	return text + "."
}

// everyLabel tells every row; there are few.
func (c Chart) everyLabel() string {
	var all []string
	for i := range c.Labels {
		words := c.Words(i)
		if c.Kind == Horizontal && words != "" {
			words = c.Labels[i] + " " + c.measured(c.first(), i)
		}
		if words != "" {
			all = append(all, words)
		}
	}
	if c.Kind == Horizontal {
		return strings.Join(all, ", ") + "."
	}
	return strings.Join(all, ". ") + "."
}

// limitWords tells the lines, phases and signals of a Control chart.
func (c Chart) limitWords() []string {
	if c.Kind != Control {
		return nil
	}
	var parts []string
	for _, l := range c.limits() {
		low, high := tooMuch, -tooMuch
		for i := range c.Labels {
			if v := l.at(i); known(v) {
				low, high = min(low, v), max(high, v)
			}
		}
		text := c.number(low)
		if c.number(high) != text {
			text += " to " + c.number(high)
		}
		parts = append(parts, l.name+": "+text+c.Unit+".")
	}
	for _, p := range c.Limits.Phases {
		if p.From >= 0 && p.From < len(c.Labels) {
			parts = append(parts, p.Name+" from "+c.Labels[p.From]+".")
		}
	}
	var signals []string
	for _, s := range c.signals() {
		signals = append(signals, c.where(s.labels)+", "+s.words)
	}
	if len(signals) == 0 {
		return append(parts, "No signals.")
	}
	return append(parts, "Signals: "+strings.Join(signals, "; ")+".")
}

// Words says what one label shows: "Mar: Complaints 120, Grievances 31"; nothing
// for a gap.
func (c Chart) Words(label int) string {
	if label < 0 || label >= len(c.Labels) {
		return ""
	}
	var parts []string
	for _, s := range c.Series {
		text := c.measured(s, label)
		if c.Kind == Target {
			text = c.actual(label)
		}
		if text == "" {
			continue
		}
		if len(c.Series) > 1 && !c.InRows() {
			text = s.Name + " " + text
		}
		if s.provisional(label) && c.Kind != Target { // whose verdict says so
			text += " (provisional)"
		}
		parts = append(parts, text)
		if c.InRows() {
			break // the first series is all they show
		}
	}
	if len(parts) == 0 && c.Kind != Target {
		return ""
	}
	return c.Labels[label] + ": " + strings.Join(append(parts, c.more(label)...), ", ")
}

// more is what a kind tells of a label beside its values.
func (c Chart) more(i int) []string {
	var parts []string
	add := func(text, before string) {
		if text != "" {
			parts = append(parts, before+text)
		}
	}
	switch c.Kind {
	case Pareto:
		if sums := c.cumulative(); len(sums) > 0 && known(sums[i]) {
			add(c.percent(sums[i]), "cumulative ")
		}
	case Interval:
		add(c.ends(c.first(), i), intervalHead+" ")
		add(c.cases(c.first(), i), "n ")
		if c.apart(i) {
			add("the interval does not include "+c.compared(), "")
		}
	case Target:
		add(c.goalWords(i), "goal ")
		add(c.verdict(i), "")
	case Control:
		if upper, lower := c.Limits.upper(i), c.Limits.lower(i); known(upper) && known(lower) {
			add(c.number(lower)+" to "+c.number(upper)+c.Unit, "limits ")
		} else if center := c.Limits.center(i); known(center) {
			add(c.number(center)+c.Unit, strings.ToLower(named(c.Limits.CenterName, "Mean"))+" ")
		}
		if known(c.first().at(i)) {
			add(c.Limits.Signals[i], "")
		}
	}
	return parts
}

// goalWords is the goal of label i without signs.
func (c Chart) goalWords(i int) string {
	g := c.goal(i)
	switch {
	case g.Value <= 0:
		return ""
	case g.AtMost:
		return "at most " + c.number(g.Value) + c.unit(i)
	}
	return "at least " + c.number(g.Value) + c.unit(i)
}
