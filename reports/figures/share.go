package figures

import "math"

// Share is a part of a whole, always printed with both numbers.
type Share struct{ Part, Whole int }

// shareOf is how many of the whole are in the part.
func shareOf(part, whole Set) Share { return Share{len(part), len(whole)} }

// Known reports whether there is a whole to take a part of.
func (s Share) Known() bool { return s.Whole > 0 }

// Percent is the share in percent; 0 when nothing is known.
func (s Share) Percent() float64 {
	if s.Whole == 0 {
		return 0
	}
	return 100 * float64(s.Part) / float64(s.Whole)
}

// z95 is the normal quantile of a two-sided 95 percent interval.
const z95 = 1.959963984540054

// Wilson is the 95 percent score interval of the share in percent (E. B. Wilson,
// 1927): honest for the small numbers of one month, where the usual interval
// around the percentage is not. Without a whole it is 0 to 100.
func (s Share) Wilson() (low, high float64) {
	if s.Whole == 0 {
		return 0, 100
	}
	n := float64(s.Whole)
	p := float64(s.Part) / n
	z2 := z95 * z95
	middle := p + z2/(2*n)
	half := z95 * math.Sqrt(p*(1-p)/n+z2/(4*n*n))
	scale := 100 / (1 + z2/n)
	return math.Max(0, (middle-half)*scale), math.Min(100, (middle+half)*scale)
}

// Change compares a number with that of the period before.
type Change struct{ Now, Before int }

// Percent is the change in percent of the number before; ok is false when that
// was 0, because nothing can be a percentage of nothing.
func (c Change) Percent() (percent float64, ok bool) {
	if c.Before == 0 {
		return 0, false
	}
	return 100 * float64(c.Now-c.Before) / float64(c.Before), true
}

// Ratio compares the share of one group with that of all the others.
type Ratio struct {
	Known     bool // both groups have cases with and without what is counted
	Value     float64
	Low, High float64 // 95 percent interval
}

// ratioOf is the ratio of two shares with its interval on the logarithm (D. Katz
// and others, 1978). Where a part is 0 it has none.
func ratioOf(group, others Share) Ratio {
	if group.Part == 0 || others.Part == 0 || group.Whole == 0 || others.Whole == 0 {
		return Ratio{}
	}
	a, n, b, m := float64(group.Part), float64(group.Whole), float64(others.Part), float64(others.Whole)
	value := (a / n) / (b / m)
	half := z95 * math.Sqrt(math.Max(0, 1/a-1/n+1/b-1/m))
	return Ratio{true, value, value * math.Exp(-half), value * math.Exp(half)}
}
