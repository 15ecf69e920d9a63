package figures

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Point is a point of a control chart: a month with how often something happened
// and what that is counted on.
type Point struct {
	Label string // on the axis: Oct
	Name  string // in a sentence: October 2026; empty: the label
	Count int
	// Base is what the count is divided by, such as thousands of patient days. A
	// point without a base, among others that have one, is a gap. Where no point has
	// one the counts themselves are plotted.
	Base float64
	// Value is plotted in the place of a count, such as the median of days. NaN is a
	// gap. It is looked at by [ControlValues] alone.
	Value float64
}

// ChartKind is a kind of control chart.
type ChartKind string

// The kinds of control chart (domain 7.2).
const (
	UChart   ChartKind = "u"
	LaneyU   ChartKind = "u'"
	XmR      ChartKind = "xmr"
	RunChart ChartKind = "run"
)

// String returns the name of the chart as it is printed.
func (k ChartKind) String() string {
	switch k {
	case UChart:
		return "u-chart"
	case LaneyU:
		return "Laney u′-chart"
	case XmR:
		return "XmR chart"
	}
	return "Run chart"
}

// The numbers of points and the tolerances of the choice.
const (
	// MinForLimits is the least number of points for which limits are drawn; with
	// fewer it is a run chart with the median. GoodForLimits are preferred.
	MinForLimits  = 12
	GoodForLimits = 20
	// LaneyTolerance is how far sigma z may lie from 1 before the limits of the
	// u-chart are corrected for it.
	LaneyTolerance = 0.2
	// LargeSubgroup is how many events a point must have on average for that: the
	// advice for u′ is for large subgroups, and with few events sigma z says little.
	LargeSubgroup = 5
)

// Rules are the options of a chart.
type Rules struct {
	// Run is how many points in a row on one side of the center are a signal: 8, or
	// 7 as in NHS practice. 0 is 8. A run chart has 6.
	Run int
	// Phases begin where somebody says that the process has changed: from there on
	// center and limits are computed anew.
	Phases []Phase
	// Median asks for a run chart whatever the number of points, as for days, whose
	// distribution is skewed.
	Median bool
}

// Phase is a change of the process that was labeled.
type Phase struct {
	From int    // index of its first point
	Why  string // "New triage from here on"
}

// Plotted is a point as it is drawn.
type Plotted struct {
	Label  string
	Name   string
	Known  bool    // false: a gap
	Value  float64 // count divided by base, or the count
	Center float64
	Limits bool // Low and High are drawn
	Low    float64
	High   float64
	Signal bool // it is part of a signal
	inner  [2]float64
}

// Chart is a control chart with what it says.
type Chart struct {
	Kind   ChartKind // of the newest phase
	Points []Plotted
	// Of the newest phase: the center (a mean, or the median of a run chart), sigma z
	// of a u-chart, the mean moving range and its upper limit of an XmR chart, and on
	// how many points these rest.
	Center      float64
	SigmaZ      float64
	MovingRange float64
	RangeLimit  float64
	Baseline    int
	Phases      []Phase // the changes that were labeled
	Signals     []Signal
	// Rules is the text under the chart: its kind, why it was chosen, how its lines are
	// computed and which rules were looked for.
	Rules string
}

// Signal is something in a chart that is hardly chance.
type Signal struct {
	Rule     string // a short name: "beyond the limit"
	From, To int    // indices of the first and the last point
	Words    string // a sentence that names the months
}

// Control makes the chart of counts by the rules of domain 7.2: a u-chart where the
// points have bases, or Laney's u′ where the events vary more or less than chance
// does; an XmR chart of the counts where they have none; a run chart with the
// median where there are fewer than [MinForLimits] points.
func Control(points []Point) Chart { return ControlBy(points, Rules{}) }

// ControlBy is [Control] with options.
func ControlBy(points []Point, rules Rules) Chart {
	based := slices.ContainsFunc(points, func(p Point) bool { return p.Base > 0 })
	list := make([]sample, len(points))
	for i, p := range points {
		list[i] = sample{value: float64(p.Count), known: true}
		if based {
			list[i] = sample{value: float64(p.Count) / p.Base, base: p.Base, known: p.Base > 0}
		}
	}
	return draw(points, list, rules, based)
}

// ControlValues makes the chart of measured values, such as the median of days by
// month: an XmR chart, or a run chart.
func ControlValues(points []Point, rules Rules) Chart {
	list := make([]sample, len(points))
	for i, p := range points {
		list[i] = sample{value: p.Value, known: !math.IsNaN(p.Value)}
	}
	return draw(points, list, rules, false)
}

// sample is a value as it enters the computation.
type sample struct {
	value, base float64
	known       bool
}

// limits are the lines of a phase.
type limits struct {
	kind        ChartKind
	center      float64
	sigmaZ      float64
	movingRange float64
	rangeLimit  float64
	baseline    int
	meanCount   float64
	sigma       func(sample) float64 // one third of the way from the center to a limit; nil: no limits
}

func draw(points []Point, list []sample, rules Rules, based bool) Chart {
	c := Chart{Points: make([]Plotted, len(points)), Phases: rules.Phases}
	for i, p := range points {
		name := p.Name
		if name == "" {
			name = p.Label
		}
		c.Points[i] = Plotted{Label: p.Label, Name: name, Known: list[i].known, Value: list[i].value}
		if !list[i].known {
			c.Points[i].Value = 0
		}
	}
	var last limits
	starts := []int{0}
	for _, p := range rules.Phases {
		if p.From > starts[len(starts)-1] && p.From < len(points) {
			starts = append(starts, p.From)
		}
	}
	for i, from := range starts {
		to := len(points)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		last = limitsOf(list[from:to], rules, based)
		for k := from; k < to; k++ {
			last.place(&c.Points[k], list[k])
		}
		c.Signals = append(c.Signals, signals(c.Points, from, to, last.kind, rules)...)
	}
	for _, s := range c.Signals {
		for k := s.From; k <= s.To; k++ {
			c.Points[k].Signal = c.Points[k].Signal || c.Points[k].Known && s.Rule != ruleRuns
		}
	}
	c.Kind, c.Center, c.SigmaZ, c.Baseline = last.kind, last.center, last.sigmaZ, last.baseline
	c.MovingRange, c.RangeLimit = last.movingRange, last.rangeLimit
	c.Rules = last.text(rules)
	return c
}

// limitsOf computes the lines of a phase from its first [GoodForLimits] points: the
// baseline stays as it is while points are added.
func limitsOf(list []sample, rules Rules, based bool) limits {
	var known []sample
	for _, s := range list {
		if s.known && len(known) < GoodForLimits {
			known = append(known, s)
		}
	}
	switch {
	case len(known) < MinForLimits || rules.Median:
		return runLimits(list)
	case based:
		return uLimits(known)
	}
	return xmrLimits(known)
}

// runLimits is the median of all points of a phase.
func runLimits(list []sample) limits {
	var values []float64
	for _, s := range list {
		if s.known {
			values = append(values, s.value)
		}
	}
	return limits{kind: RunChart, center: median(values), baseline: len(values)}
}

func median(values []float64) float64 {
	n := len(values)
	if n == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	if n%2 == 0 {
		return (sorted[n/2-1] + sorted[n/2]) / 2
	}
	return sorted[n/2]
}

// uLimits are ubar ± 3·sqrt(ubar/n), or with sigma z of D. B. Laney (2002) where it
// lies further from 1 than [LaneyTolerance].
func uLimits(known []sample) limits {
	var events, base float64
	for _, s := range known {
		events, base = events+s.value*s.base, base+s.base
	}
	l := limits{kind: UChart, center: events / base, baseline: len(known), meanCount: events / float64(len(known))}
	l.sigmaZ = sigmaZ(known, l.center)
	factor := 1.0
	if math.Abs(l.sigmaZ-1) > LaneyTolerance && l.meanCount >= LargeSubgroup && l.center > 0 {
		l.kind, factor = LaneyU, l.sigmaZ
	}
	l.sigma = func(s sample) float64 { return factor * math.Sqrt(l.center/s.base) }
	return l
}

// sigmaZ is the mean moving range of the standardized values divided by 1.128
// (d2 of two): 1 where the events vary as chance does.
func sigmaZ(known []sample, center float64) float64 {
	if center <= 0 || len(known) < 2 {
		return 1
	}
	z := func(s sample) float64 { return (s.value - center) / math.Sqrt(center/s.base) }
	sum := 0.0
	for i := 1; i < len(known); i++ {
		sum += math.Abs(z(known[i]) - z(known[i-1]))
	}
	return sum / float64(len(known)-1) / 1.128
}

// xmrLimits are the mean ± 2.66 mean moving ranges; no count and no number of days
// lies below 0.
func xmrLimits(known []sample) limits {
	l := limits{kind: XmR, baseline: len(known)}
	for i, s := range known {
		l.center += s.value / float64(len(known))
		if i > 0 {
			l.movingRange += math.Abs(s.value-known[i-1].value) / float64(len(known)-1)
		}
	}
	l.rangeLimit = 3.267 * l.movingRange
	third := 2.66 * l.movingRange / 3
	l.sigma = func(sample) float64 { return third }
	return l
}

// place draws the lines at a point.
func (l limits) place(p *Plotted, s sample) {
	p.Center = l.center
	if l.sigma == nil || !s.known {
		return
	}
	sigma := l.sigma(s)
	p.Limits, p.Low, p.High = true, math.Max(0, l.center-3*sigma), l.center+3*sigma
	p.inner = [2]float64{l.center - 2*sigma, l.center + 2*sigma}
}

// number writes a value of a chart with three figures that matter.
func number(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e6 {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	decimals := 1
	if math.Abs(v) < 10 {
		decimals = 2
	}
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(v, 'f', decimals, 64), "0"), ".")
}

// text is what stands under the chart.
func (l limits) text(rules Rules) string {
	var s string
	switch l.kind {
	case UChart:
		s = fmt.Sprintf("u-chart: center %s is all events divided by all of the base; limits are center ± 3·√(center ÷ base), at least 0, and differ from month to month. Sigma z is %s",
			number(l.center), number(l.sigmaZ))
		if math.Abs(l.sigmaZ-1) > LaneyTolerance {
			s += fmt.Sprintf(", more than %s from 1, but with fewer than %d events in a month on average the limits are not corrected for it.", number(LaneyTolerance), LargeSubgroup)
		} else {
			s += fmt.Sprintf(", not more than %s from 1: the events vary about as chance lets them.", number(LaneyTolerance))
		}
	case LaneyU:
		s = fmt.Sprintf("Laney u′-chart: center %s is all events divided by all of the base. Sigma z is %s, more than %s from 1, so that the limits are center ± 3·%s·√(center ÷ base), at least 0; a plain u-chart would take ordinary variation for signals or hide real ones.",
			number(l.center), number(l.sigmaZ), number(LaneyTolerance), number(l.sigmaZ))
	case XmR:
		s = fmt.Sprintf("XmR chart: center %s is the mean; limits are the mean ± 2.66 times the mean moving range (%s), at least 0. A moving range above %s is unusual.",
			number(l.center), number(l.movingRange), number(l.rangeLimit))
	default:
		s = fmt.Sprintf("Run chart: the line is the median, %s.", number(l.center))
		if l.baseline < MinForLimits {
			s += fmt.Sprintf(" There are fewer than %d points, too few for limits.", MinForLimits)
		}
		return s + " " + runRulesText
	}
	if l.baseline < GoodForLimits {
		s += fmt.Sprintf(" The lines rest on the %d points so far; %d make them steadier, and from then on they stay as they are while points are added. ", l.baseline, GoodForLimits)
	} else {
		s += fmt.Sprintf(" The lines rest on the first %d points and stay as they are while points are added. ", l.baseline)
	}
	return s + fmt.Sprintf(controlRulesText, rules.run())
}

// run is how many points in a row on one side are a signal.
func (r Rules) run() int {
	if r.Run > 0 {
		return r.Run
	}
	return 8
}
