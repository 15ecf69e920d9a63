package suppress

import "math"

// tableau is a linear program with bounded variables in the form of Dantzig's
// simplex method: rows a·x = b with a basis, each x from 0 to its upper bound. It
// calculates with floating numbers; whoever uses a solution checks it in whole
// numbers ([system.witness]).
type tableau struct {
	rows  [][]float64 // of the variables; the last element is the right side
	cost  []float64   // reduced costs; the last element is minus the objective
	basis []int
	upper []float64
	// turned variables count from their upper bound downward.
	turned []bool
	meter  *meter
	filled []int // room for the places of a row that are not 0
	n      int   // of variables; those of the basis from n on are helpers, which never come back
}

const (
	tiny = 1e-9
	// tooMany pivots: the method is taken to circle, and what asked has no answer.
	tooMany = 4000
	// patience is after how many pivots Bland's rule, which never circles, chooses.
	patience = 200
)

// newTableau brings rows a·x = b into the form, and finds a first solution; false
// where there is none, or no time to find it.
func newTableau(m *meter, a [][]float64, b, upper []float64) (*tableau, bool) {
	n, rows := len(upper), len(a)
	t := &tableau{upper: append(append([]float64{}, upper...), make([]float64, rows)...), turned: make([]bool, n+rows), n: n, meter: m}
	if m.spend(rows * (n + 1)); m.out() {
		return nil, false
	}
	cells := make([]float64, rows*(n+1))
	t.cost = make([]float64, n+1)
	for i := range a {
		r := cells[i*(n+1) : (i+1)*(n+1)]
		sign := 1.0
		if b[i] < 0 {
			sign = -1
		}
		for j, v := range a[i] {
			r[j] = sign * v
			t.cost[j] -= r[j]
		}
		r[n] = sign * b[i]
		t.cost[n] -= r[n]
		t.upper[n+i] = math.Inf(1)
		t.rows, t.basis = append(t.rows, r), append(t.basis, n+i)
	}
	if !t.solve() || t.cost[n] < -1e-6 {
		return nil, false
	}
	for i := range rows {
		t.upper[n+i] = 0 // helpers stay at 0
	}
	return t, true
}

// minimize finds the least value of c·x, from the solution at hand.
func (t *tableau) minimize(c []float64) bool {
	last := len(t.cost) - 1
	clear(t.cost)
	for j, v := range c {
		if t.turned[j] {
			t.cost[j], t.cost[last] = -v, t.cost[last]-v*t.upper[j]
		} else {
			t.cost[j] = v
		}
	}
	for i, r := range t.rows {
		if b := t.basis[i]; b < t.n && t.cost[b] != 0 {
			subtract(t.cost, r, t.cost[b])
		}
	}
	return t.solve()
}

// solve pivots until no variable betters the objective.
func (t *tableau) solve() bool {
	for step := range tooMany {
		j := t.entering(step > patience)
		if j < 0 {
			return true
		}
		if t.meter.spend(t.n + len(t.rows)); t.meter.out() || !t.enter(j) {
			return false
		}
	}
	return false
}

func (t *tableau) entering(first bool) int {
	best, at := -tiny, -1
	for j := range t.n {
		if t.cost[j] < best && t.upper[j] > tiny {
			at, best = j, t.cost[j]
			if first {
				break
			}
		}
	}
	return at
}

// enter raises a variable until another meets a bound, or it meets its own.
func (t *tableau) enter(j int) bool {
	last := len(t.cost) - 1
	limit, row, high := t.upper[j], -1, false
	for i, r := range t.rows {
		a, most := r[j], t.upper[t.basis[i]]
		var reach float64
		switch {
		case a > tiny:
			reach = max(0, r[last]/a)
		case a < -tiny && !math.IsInf(most, 1):
			reach = max(0, (r[last]-most)/a)
		default:
			continue
		}
		if reach < limit-tiny || row >= 0 && reach < limit+tiny && t.basis[i] < t.basis[row] {
			limit, row, high = min(limit, reach), i, a < 0
		}
	}
	if math.IsInf(limit, 1) {
		return false
	}
	if row < 0 {
		t.turn(j)
		return true
	}
	if high {
		t.turnBasic(row)
	}
	t.pivot(row, j)
	return true
}

// turn counts a variable outside the basis from its other bound.
func (t *tableau) turn(j int) {
	last := len(t.cost) - 1
	for _, r := range append(t.rows, t.cost) {
		r[last] -= r[j] * t.upper[j]
		r[j] = -r[j]
	}
	t.turned[j] = !t.turned[j]
}

func (t *tableau) turnBasic(i int) {
	r, b, last := t.rows[i], t.basis[i], len(t.cost)-1
	for k := range r {
		r[k] = -r[k]
	}
	if b < t.n {
		r[b] = 1
	}
	r[last] += t.upper[b]
	t.turned[b] = !t.turned[b]
}

func (t *tableau) pivot(row, j int) {
	r := t.rows[row]
	f := 1 / r[j]
	filled := t.filled[:0] // most of a row is 0
	for k, v := range r {
		if v != 0 {
			r[k] = v * f
			filled = append(filled, k)
		}
	}
	t.filled = filled
	clearColumn := func(of []float64) {
		times := of[j]
		for _, k := range filled {
			of[k] -= times * r[k]
		}
	}
	for i, other := range t.rows {
		if i != row && other[j] != 0 {
			clearColumn(other)
			t.meter.spend(len(filled))
		}
	}
	clearColumn(t.cost)
	t.basis[row] = j
}

func subtract(from, r []float64, times float64) {
	for k, v := range r {
		if v != 0 {
			from[k] -= times * v
		}
	}
}

// solution returns the values of the variables.
func (t *tableau) solution() []float64 {
	x := make([]float64, len(t.upper))
	for i, r := range t.rows {
		x[t.basis[i]] = r[len(r)-1]
	}
	for j := range x {
		if t.turned[j] {
			x[j] = t.upper[j] - x[j]
		}
	}
	return x[:t.n]
}
