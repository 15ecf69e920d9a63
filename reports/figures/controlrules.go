package figures

import (
	"fmt"
	"math"
)

// The names of the rules.
const (
	ruleBeyond = "beyond the limit"
	ruleSide   = "one side"
	ruleTrend  = "trend"
	ruleNear   = "near the limit"
	ruleRuns   = "runs"
)

const (
	controlRulesText = "Signals: a point beyond a limit; %d points in a row on one side of the center; 6 rising or falling; 2 of 3 in the outer third on one side."
	runRulesText     = "Signals: 6 points in a row on one side of the median; 5 rising or falling; too few or too many runs (Perla, Provost and Murray 2011)."
)

// signals looks for the rules of domain 7.2 in the points of one phase, from up to
// but without to. A point on the center neither adds to a run nor ends it, two equal
// points neither add to a trend nor end it, and a gap is passed over (L. P. Provost
// and S. K. Murray, The Health Care Data Guide).
//
// A run chart has the rules of R. J. Perla, L. P. Provost and S. K. Murray, "The run
// chart: a simple analytical tool for learning from variation in healthcare
// processes", BMJ Quality & Safety 2011;20:46-51: a shift of six, a trend of five,
// and too few or too many runs.
func signals(points []Plotted, from, to int, kind ChartKind, rules Rules) []Signal {
	w := watch{points: points}
	for i := from; i < to; i++ {
		if points[i].Known {
			w.at = append(w.at, i)
		}
	}
	side, trend, center := rules.run(), 6, "the center"
	if kind == RunChart {
		side, trend, center = 6, 5, "the median"
	} else {
		w.beyond()
	}
	w.oneSide(side, center)
	w.trend(trend)
	if kind == RunChart {
		w.runs()
	} else {
		w.near()
	}
	return w.found
}

// watch looks at the known points of a phase.
type watch struct {
	points []Plotted
	at     []int // indices of the known points
	found  []Signal
}

func (w *watch) add(rule string, from, to int, format string, args ...any) {
	w.found = append(w.found, Signal{rule, from, to, fmt.Sprintf(format, args...)})
}

// span names the months from one point to another.
func (w *watch) span(from, to int) string {
	if from == to {
		return w.points[from].Name
	}
	return w.points[from].Name + " to " + w.points[to].Name
}

func (w *watch) beyond() {
	for _, i := range w.at {
		switch p := w.points[i]; {
		case p.Value > p.High:
			w.add(ruleBeyond, i, i, "%s lies above the upper limit: %s, limit %s.", p.Name, number(p.Value), number(p.High))
		case p.Value < p.Low:
			w.add(ruleBeyond, i, i, "%s lies below the lower limit: %s, limit %s.", p.Name, number(p.Value), number(p.Low))
		}
	}
}

// oneSide looks for at least n points in a row on one side of the center.
func (w *watch) oneSide(n int, center string) {
	var run []int
	side := 0
	end := func() {
		if len(run) >= n {
			where := "above"
			if side < 0 {
				where = "below"
			}
			first, last := run[0], run[len(run)-1]
			w.add(ruleSide, first, last, "%d points in a row lie %s %s: %s.", len(run), where, center, w.span(first, last))
		}
		run = nil
	}
	for _, i := range w.at {
		now := sign(w.points[i].Value - w.points[i].Center)
		if now == 0 {
			continue
		}
		if now != side {
			end()
			side = now
		}
		run = append(run, i)
	}
	end()
}

func sign(v float64) int {
	switch {
	case math.Abs(v) < 1e-12:
		return 0
	case v > 0:
		return 1
	}
	return -1
}

// trend looks for at least n points that rise or fall, the first one included.
func (w *watch) trend(n int) {
	var run []int
	way := 0
	end := func() {
		if len(run) >= n {
			word := "rise"
			if way < 0 {
				word = "fall"
			}
			first, last := run[0], run[len(run)-1]
			w.add(ruleTrend, first, last, "%d points in a row %s: %s.", len(run), word, w.span(first, last))
		}
	}
	for k, i := range w.at {
		if k == 0 {
			run = []int{i}
			continue
		}
		before := w.at[k-1]
		switch now := sign(w.points[i].Value - w.points[before].Value); now {
		case 0: // equal points count once
		case way:
			run = append(run, i)
		default:
			end()
			run, way = []int{before, i}, now
		}
	}
	end()
}

// near looks for two of three points in the outer third on one side. What lies
// beyond the limit is told by its own rule.
func (w *watch) near() {
	outer := func(i, side int) bool {
		p := w.points[i]
		return side > 0 && p.Value > p.inner[1] || side < 0 && p.Value < p.inner[0]
	}
	inside := func(i int) bool { return w.points[i].Value >= w.points[i].Low && w.points[i].Value <= w.points[i].High }
	for _, side := range []int{1, -1} {
		told := -1
		for k := range w.at {
			var hits []int
			for _, i := range w.at[k:min(k+3, len(w.at))] {
				if outer(i, side) {
					hits = append(hits, i)
				}
			}
			if len(hits) < 2 || hits[0] <= told {
				continue
			}
			first, last := hits[0], hits[len(hits)-1]
			if !inside(first) && !inside(hits[1]) && !inside(last) {
				continue
			}
			where := "upper"
			if side < 0 {
				where = "lower"
			}
			told = last
			w.add(ruleNear, first, last, "%d of 3 points lie near the %s limit: %s.", len(hits), where, w.span(first, last))
		}
	}
}

// chanceRuns is how many runs about the median chance gives: with fewer than few or
// more than many, there was at most one chance in forty for it. It is the exact
// distribution of F. S. Swed and C. Eisenhart (1943) on which the table of Perla,
// Provost and Murray rests, for so many points above and below.
func chanceRuns(above, below int) (few, many int) {
	const tail = 0.025
	choose := func(n, k int) float64 {
		if k < 0 || k > n {
			return 0
		}
		c := 1.0
		for i := range k {
			c = c * float64(n-i) / float64(i+1)
		}
		return c
	}
	ways := func(runs int) float64 {
		k := runs / 2
		if runs%2 == 0 {
			return 2 * choose(above-1, k-1) * choose(below-1, k-1)
		}
		return choose(above-1, k)*choose(below-1, k-1) + choose(above-1, k-1)*choose(below-1, k)
	}
	all, total := choose(above+below, above), above+below
	few, many = 2, total
	for sum := ways(few) / all; sum <= tail && few < total; sum += ways(few) / all {
		few++
	}
	for sum := ways(many) / all; sum <= tail && many > 2; sum += ways(many) / all {
		many--
	}
	return few, many
}

// minForRuns is the least number of points off the median for which runs are
// counted.
const minForRuns = 10

// runs compares the number of runs about the median with what chance gives.
func (w *watch) runs() {
	var sides [2]int
	runs, side := 0, 0
	for _, i := range w.at {
		now := sign(w.points[i].Value - w.points[i].Center)
		if now == 0 {
			continue
		}
		sides[max(now, 0)]++
		if now != side {
			runs++
			side = now
		}
	}
	if sides[0]+sides[1] < minForRuns || sides[0] == 0 || sides[1] == 0 {
		return
	}
	first, last := w.at[0], w.at[len(w.at)-1]
	switch few, many := chanceRuns(sides[1], sides[0]); {
	case runs < few:
		w.add(ruleRuns, first, last, "The points cross the median too seldom: %s in %s, where chance gives at least %d.", quantity(runs, "run", "runs"), w.span(first, last), few)
	case runs > many:
		w.add(ruleRuns, first, last, "The points cross the median too often: %s in %s, where chance gives at most %d.", quantity(runs, "run", "runs"), w.span(first, last), many)
	}
}
