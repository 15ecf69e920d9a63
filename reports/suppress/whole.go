package suppress

import (
	"math"
	"slices"
)

// witness takes a solution of the linear program, checks in whole numbers that it
// is one of the system too, and notes how far it reaches.
func (s *system) witness(x []float64) bool {
	whole := make([]int, len(x))
	for k, v := range x {
		whole[k] = int(math.Round(v))
		if math.Abs(v-float64(whole[k])) > 1e-6 || whole[k] < s.low[k] || whole[k] > s.high[k] {
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
const branches = 60

// branch finds a whole solution near the end that the linear program found, by
// branch and bound: a number between two whole ones is one of them or beyond.
func (s *system) branch(k int, aim, x []float64) {
	type node struct {
		low, high []int
		x         []float64
	}
	open := []node{{s.low, s.high, x}}
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
			t, ok := s.tableau(child.low, child.high)
			if !ok || !t.minimize(aim) {
				continue
			}
			child.x = t.solution()
			for i := range child.x {
				child.x[i] += float64(child.low[i])
			}
			better := aim[k] < 0 && child.x[k] > float64(s.seenHigh[k]) || aim[k] > 0 && child.x[k] < float64(s.seenLow[k])
			if better && !s.witness(child.x) {
				open = append(open, child)
			}
		}
	}
}
