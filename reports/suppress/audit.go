package suppress

import (
	"context"
	"fmt"
)

// Leak is a number that must not be known and can be worked out.
type Leak struct {
	Name string
	// Low and High are the least and the greatest value that fit everything that is
	// shown; for a figure computed from counts they are 0.
	Low, High int
	Why       string // what is wrong, in words for whoever made the document
}

// String names the number and not its value.
func (k Leak) String() string { return k.Name + ": " + k.Why }

// Audit takes the place of a reader: from the numbers that are shown and the
// relations it works out what every other one can be, in whole numbers of 1 or
// more, for a 0 is shown; of 0 or more where the document does not print the number. A count from which a shown percentage or rate is computed is taken as shown. It lists each hidden number with a single value, each one of 1 to 10 with
// fewer than [Width] values from the least to the greatest, and what is shown
// against the rule. An interval counts only where both ends were found as whole
// solutions; what cannot be proved safe is a leak, also because
// the context ended or the work became too much.
func (l *Ledger) Audit(ctx context.Context, shown map[string]bool) []Leak {
	return l.audit(newMeter(ctx), shown, false)
}

// AuditMarked is [Ledger.Audit] with a reader who also knows which hidden numbers
// are 1 to 10, as if the document marked them "<11". It lists those of 1 to 10
// alone: to work out a larger one harms nobody.
func (l *Ledger) AuditMarked(ctx context.Context, shown map[string]bool) []Leak {
	return l.audit(newMeter(ctx), shown, true)
}

func (l *Ledger) audit(m *meter, shown map[string]bool, marked bool) []Leak {
	var leaks []Leak
	hidden := make([]bool, len(l.counts))
	for i, c := range l.counts {
		hidden[i] = !shown[c.name]
	}
	for _, d := range l.derived {
		for _, name := range d.from {
			switch i, ok := l.index[name]; {
			case !shown[d.name] || !ok:
			case !d.of:
				hidden[i] = false // a percentage is as good as its counts
			case hidden[i] || Small(l.counts[i].n):
				leaks = append(leaks, Leak{Name: d.name, Why: "it is of so few, or of a number that is not shown"})
			}
		}
	}
	for i, c := range l.counts {
		if !hidden[i] && Small(c.n) {
			leaks = append(leaks, Leak{c.name, c.n, c.n, fmt.Sprintf("a number of 1 to %d is shown, or something computed from it", Least-1)})
		}
	}
	for _, s := range l.systems(m, l.all(), hidden, marked) {
		leaks = append(leaks, s.leaks()...)
	}
	return leaks
}

// system is what a reader does not know and how it hangs together: unknown whole
// numbers within bounds, in relations whose other terms are shown. No number of
// one system stands in a relation with one of another.
type system struct {
	l         *Ledger
	meter     *meter
	marked    bool  // the reader knows which numbers are small
	at        []int // the unknown numbers, as the ledger counts them
	low, high []int // what is known of each at the start
	rows      []row // with terms that count within the system
	sums      []int // what each row comes to

	truth []int // one solution; a reader's question is whether there is another
	// seen are the least and the greatest value of each in a whole solution that was
	// found and checked; none where they cross.
	seenLow, seenHigh []int
	table             *tableau
}

// all are the places of all counts.
func (l *Ledger) all() []int {
	all := make([]int, len(l.counts))
	for i := range all {
		all[i] = i
	}
	return all
}

// systems finds the hidden numbers that hang together with some of them.
func (l *Ledger) systems(m *meter, from []int, hidden []bool, marked bool) []*system {
	var all []*system
	seen, rowSeen := make([]bool, len(l.counts)), make([]bool, len(l.rows))
	limit := l.limit()
	for _, i := range from {
		if !hidden[i] || seen[i] {
			continue
		}
		s := &system{l: l, meter: m, marked: marked}
		within := map[int]int{}
		add := func(j int) {
			if seen[j] {
				return
			}
			seen[j] = true
			within[j] = len(s.at)
			low, high := l.counts[j].known(marked, limit)
			s.at, s.low, s.high = append(s.at, j), append(s.low, low), append(s.high, high)
		}
		add(i)
		for k := 0; k < len(s.at); k++ {
			for _, r := range l.counts[s.at[k]].rows {
				if rowSeen[r] {
					continue
				}
				rowSeen[r] = true
				var own row
				sum := 0
				for _, t := range l.rows[r].terms {
					if hidden[t.at] {
						add(t.at)
						own.terms = append(own.terms, term{within[t.at], t.times})
					} else {
						sum -= t.times * l.counts[t.at].n
					}
				}
				s.rows, s.sums = append(s.rows, own), append(s.sums, sum)
			}
		}
		s.seenLow, s.seenHigh = make([]int, len(s.at)), make([]int, len(s.at))
		s.truth = make([]int, len(s.at))
		for k, j := range s.at {
			s.truth[k], s.seenLow[k], s.seenHigh[k] = l.counts[j].n, limit+1, -1
		}
		s.note(s.truth)
		all = append(all, s)
	}
	return all
}

// known is what a reader knows of a hidden number at the start: one that stands in
// the document is not 0, for the document shows that.
func (c count) known(marked bool, limit int) (low, high int) {
	switch {
	case c.silent || c.n == 0:
		return 0, limit
	case marked && Small(c.n):
		return max(1, c.least), Least - 1
	}
	return max(1, c.least), limit
}

// limit is a number so large that whoever may reach it has no upper bound: four
// times the largest of the document.
func (l *Ledger) limit() int {
	most := 1000
	for _, c := range l.counts {
		most = max(most, c.n)
	}
	return 4 * most
}

// need is how far apart the least and the greatest value of a number must lie.
func (s *system) need(k int) int {
	switch c := s.l.counts[s.at[k]]; {
	case Small(c.n):
		return Width - 1
	case c.silent || s.marked:
		return 0 // it may be known: 0, or 11 and more
	}
	return 1
}

func (s *system) leaks() []Leak {
	var leaks []Leak
	for k := range s.at {
		if s.safe(k) {
			continue
		}
		leak := Leak{Name: s.l.counts[s.at[k]].name, Low: s.seenLow[k], High: s.seenHigh[k]}
		switch {
		case s.meter.out():
			leak.Why = "there was no time to prove that it cannot be worked out"
		case leak.Low > leak.High:
			leak.Why = "the relations in which it stands do not add up"
		case leak.Low == leak.High:
			leak.Why = "it can be worked out from what is shown"
		default:
			leak.Why = "what is shown leaves it too few values"
		}
		leaks = append(leaks, leak)
	}
	return leaks
}

// safe looks for solutions that lie far enough apart. One that was found for
// another number may do.
func (s *system) safe(k int) bool {
	need := s.need(k)
	if need == 0 || s.apart(k, need) {
		return true
	}
	s.reach(k, true)
	if s.apart(k, need) {
		return true
	}
	s.reach(k, false)
	return s.apart(k, need)
}

func (s *system) apart(k, need int) bool { return s.seenHigh[k]-s.seenLow[k] >= need }

// reach finds the greatest or the least value of a number.
func (s *system) reach(k int, greatest bool) {
	if s.table == nil {
		t, ok := s.tableau(s.low, s.high)
		if !ok {
			return
		}
		s.table = t
	}
	aim := make([]float64, len(s.at))
	aim[k] = 1
	if greatest {
		aim[k] = -1
	}
	if !s.table.minimize(aim) {
		s.table = nil
		return
	}
	x := s.table.solution()
	for j := range x {
		x[j] += float64(s.low[j])
	}
	if !s.witness(x) {
		s.branch(k, aim)
	}
}

// tableau is the linear program of the system with the bounds given.
func (s *system) tableau(low, high []int) (*tableau, bool) {
	a, b := make([][]float64, len(s.rows)), make([]float64, len(s.rows))
	upper := make([]float64, len(s.at))
	for k := range upper {
		upper[k] = float64(high[k] - low[k])
		if upper[k] < 0 {
			return nil, false
		}
	}
	for i, r := range s.rows {
		a[i] = make([]float64, len(s.at))
		b[i] = float64(s.sums[i])
		for _, t := range r.terms {
			a[i][t.at] += float64(t.times)
			b[i] -= float64(t.times * low[t.at])
		}
	}
	return newTableau(s.meter, a, b, upper)
}
