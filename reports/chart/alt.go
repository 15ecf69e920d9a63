package chart

import (
	"fmt"
	"strings"
)

var kindNames = map[Kind]string{Stacked: "Stacked bars", Grouped: "Grouped bars", Line: "Line chart", Horizontal: "Horizontal bars"}

// Alt says in words what the chart shows: the message, what is drawn over what,
// and for each series its range and its last value.
func (c Chart) Alt() string {
	var parts []string
	if c.Message != "" {
		parts = append(parts, strings.TrimRight(c.Message, ".")+".")
	}
	if !c.any() {
		return strings.Join(append(parts, "No data for this period."), " ")
	}
	kind := kindNames[c.Kind]
	if c.By != "" {
		kind += " by " + c.By
	}
	parts = append(parts, fmt.Sprintf("%s, %s to %s.", kind, c.Labels[0], c.Labels[len(c.Labels)-1]))
	for _, s := range c.Series {
		if c.Kind == Horizontal {
			parts = append(parts, c.spoken(s))
			break
		}
		parts = append(parts, c.ranged(s))
	}
	for _, g := range c.Guides {
		parts = append(parts, fmt.Sprintf("%s: %s%s.", g.Name, number(g.Value), c.Unit))
	}
	return strings.Join(parts, " ")
}

// ranged tells the lowest, the highest and the last value of a series.
func (c Chart) ranged(s Series) string {
	low, high, last := -1, -1, -1
	for i := range c.Labels {
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
	if last < 0 {
		return s.Name + ": no values."
	}
	say := func(i int) string { return number(s.at(i)) + c.Unit + " (" + c.Labels[i] + ")" }
	if low == high {
		return fmt.Sprintf("%s: %s.", s.Name, say(last))
	}
	return fmt.Sprintf("%s: from %s to %s, last %s.", s.Name, say(low), say(high), say(last))
}

// spoken tells every bar of a horizontal chart; there are few.
func (c Chart) spoken(s Series) string {
	var bars []string
	for i, l := range c.Labels {
		if known(s.at(i)) {
			bars = append(bars, l+" "+number(s.at(i))+c.Unit)
		}
	}
	return strings.Join(bars, ", ") + "."
}
