package chart

import (
	"math"
	"slices"
	"strings"
)

// Role is what a set of numbers is in a chart.
type Role int

// The roles.
const (
	Measured Role = iota // a series: the bars, or the points of a line
	Level                // a guide or limit: a line that the series is judged by
	Added                // shares added up, in percent, beside the bars of a Pareto chart
	LowEnd               // the lower end of an interval
	HighEnd              // its upper end
	Aim                  // the goal for each label
	Cases                // of how many cases each value is; nothing is drawn of it
)

// Drawn is one set of the numbers that a chart draws.
type Drawn struct {
	Name   string
	Role   Role
	Values []float64 // one for each label; NaN for a gap
	Unit   string
}

// Drawn lists what the chart draws, for a program that draws it by itself. What
// the chart does not show is a gap here, too.
func (c Chart) Drawn() []Drawn {
	var all []Drawn
	add := func(name string, role Role, unit string, at func(i int) float64) {
		d := Drawn{Name: name, Role: role, Unit: unit, Values: make([]float64, len(c.Labels))}
		for i := range d.Values {
			d.Values[i] = at(i)
		}
		if slices.ContainsFunc(d.Values, known) || role == Measured {
			all = append(all, d)
		}
	}
	series := c.Series
	if c.Kind >= Horizontal && len(series) > 1 {
		series = series[:1]
	}
	for _, s := range series {
		add(s.Name, Measured, c.Unit, s.at)
	}
	with := func(values []float64) func(i int) float64 {
		return func(i int) float64 {
			if !known(c.first().at(i)) {
				return math.NaN()
			}
			return value(values, i)
		}
	}
	switch c.Kind {
	case Control:
		for _, l := range c.limits() {
			add(l.name, Level, c.Unit, l.at)
		}
	case Pareto:
		sums := c.cumulative()
		add("Cumulative share", Added, "%", func(i int) float64 { return value(sums, i) })
	case Interval:
		add("From", LowEnd, c.Unit, with(c.first().Low))
		add("To", HighEnd, c.Unit, with(c.first().High))
		add("Cases", Cases, "", func(i int) float64 {
			if s := c.first(); i < len(s.N) && s.N[i] > 0 && s.instead(i) == "" {
				return float64(s.N[i])
			}
			return math.NaN()
		})
	case Target:
		add("Goal", Aim, c.Unit, func(i int) float64 {
			if g := c.goal(i); g.Value > 0 {
				return g.Value
			}
			return math.NaN()
		})
	}
	for _, g := range c.Guides {
		add(g.Name, Level, c.Unit, func(int) float64 { return g.Value })
	}
	return all
}

// Units are the units of the labels of a Target chart, which may each have their
// own; otherwise that of the chart.
func (c Chart) Units() []string {
	units := make([]string, len(c.Labels))
	for i := range units {
		if units[i] = c.Unit; c.Kind == Target {
			units[i] = c.unit(i)
		}
	}
	return units
}

// Remarks are the words on each label: that its value is provisional, or which
// rule it breaks; nil where no label has any.
func (c Chart) Remarks() []string {
	remarks := make([]string, len(c.Labels))
	some := false
	for i := range remarks {
		var words []string
		if known(c.first().at(i)) && c.Limits.Signals[i] != "" {
			words = append(words, c.Limits.Signals[i])
		}
		for _, s := range c.Series {
			if s.provisional(i) {
				words = append(words, "provisional")
				break
			}
		}
		remarks[i] = strings.Join(words, "; ")
		some = some || remarks[i] != ""
	}
	if !some {
		return nil
	}
	return remarks
}

// Written is how many decimals a number of the chart has where it is written.
func (c Chart) Written(v float64) int { return c.decimals(v) }
