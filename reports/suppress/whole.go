package suppress

import (
	"math"
	"slices"
)

// witness rounds a solution of the linear program, and notes how far it reaches if
// it is one in whole numbers too.
func (s *system) witness(x []float64) bool {
	whole := make([]int, len(x))
	for k, v := range x {
		whole[k] = int(math.Round(v))
		if math.Abs(v-float64(whole[k])) > 1e-6 {
			return false
		}
	}
	return s.note(whole)
}

// note checks a solution, number by number and relation by relation, and notes how
// far it reaches.
func (s *system) note(whole []int) bool {
	for k, v := range whole {
		if v < s.low[k] || v > s.high[k] {
			return false
		}
	}
	for i, r := range s.rows {
		sum := 0
		for _, t := range r.terms {
			sum += t.times * whole[t.at]
		}
		if sum != s.sums[i] {
			return false
		}
	}
	for k, v := range whole {
		s.seenLow[k], s.seenHigh[k] = min(s.seenLow[k], v), max(s.seenHigh[k], v)
	}
	return true
}

// branches is how many programs are tried for one number whose linear program has
// no whole solution at its end; few have any.
const branches = 300

// beside is how far from the truth branches look: a leak is a matter of few values.
const beside = 30

// branch looks for a whole solution as far as it gets toward an end whose linear
// program has none, by branch and bound: a number between two whole ones is one of
// them or beyond.
func (s *system) branch(k int, aim []float64) {
	type node struct {
		low, high []int
		x         []float64
	}
	all := node{slices.Clone(s.low), slices.Clone(s.high), nil}
	for i, v := range s.truth {
		all.low[i], all.high[i] = max(all.low[i], v-beside), min(all.high[i], v+beside)
	}
	var open []node
	look := func(n node) {
		t, ok := s.tableau(n.low, n.high)
		if !ok || !t.minimize(aim) {
			return
		}
		n.x = t.solution()
		for i := range n.x {
			n.x[i] += float64(n.low[i])
		}
		better := aim[k] < 0 && n.x[k] > float64(s.seenHigh[k])+1e-6 || aim[k] > 0 && n.x[k] < float64(s.seenLow[k])-1e-6
		if better && !s.witness(n.x) {
			open = append(open, n)
		}
	}
	look(all)
	for tried := 0; len(open) > 0 && tried < branches; {
		n := open[len(open)-1]
		open = open[:len(open)-1]
		j := slices.IndexFunc(n.x, func(v float64) bool { return math.Abs(v-math.Round(v)) > 1e-6 })
		if j < 0 {
			continue // a rounding error
		}
		for _, up := range []bool{false, true} {
			child := node{slices.Clone(n.low), slices.Clone(n.high), nil}
			if up {
				child.low[j] = int(math.Ceil(n.x[j]))
			} else {
				child.high[j] = int(math.Floor(n.x[j]))
			}
			tried++
			look(child)
		}
	}
}
