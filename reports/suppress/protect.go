package suppress

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// Protect decides which numbers are hidden: those of 1 to 10, and as few and as
// unimportant others as it finds until [Ledger.Audit] finds nothing, and
// [Ledger.AuditMarked] nothing that can be helped. It returns the names of counts
// and of computed figures that are not shown, silent numbers among them. The
// numbers that it chooses are good, not always the fewest: to find those is
// NP-hard (Kelly, Golden and Assad, "Cell suppression: disclosure protection for
// sensitive tabular data", Networks 22, 1992). Error: numbers under one name that
// differ, relations that do not add up, and a leak that is left, which names what
// it is and not its value; that of the context. A search that would take too long
// ends with a coarse choice: all that hangs together with a small number.
func (l *Ledger) Protect(ctx context.Context) (map[string]bool, error) {
	return l.protect(ctx, newMeter(ctx))
}

func (l *Ledger) protect(ctx context.Context, m *meter) (map[string]bool, error) {
	if err := l.err(); err != nil {
		return nil, err
	}
	p := protection{l, m, make([]bool, len(l.counts)), l.limit()}
	for i, c := range l.counts {
		p.hidden[i] = c.silent || Small(c.n)
	}
	marked := p.complete(true)
	p.complete(false)
	p.thin(marked)
	leaks := p.settle(newMeter(ctx))
	if len(leaks) > 0 && ctx.Err() == nil {
		p.coarse()
		leaks = p.settle(newMeter(ctx))
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("hiding the small numbers of the document: %w", err)
	}
	if len(leaks) > 0 {
		return nil, fmt.Errorf("hiding the small numbers of the document: %d can still be worked out, the first is %v", len(leaks), leaks[0])
	}
	return p.names(), nil
}

// settle shows the large numbers that can be worked out all the same, several of
// which kept each other hidden, and returns what leaks are left.
func (p protection) settle(m *meter) []Leak {
	for {
		leaks := p.l.audit(m, p.l.Shown(p.names()), false)
		more := false
		for _, k := range leaks {
			if i, ok := p.l.index[k.Name]; ok && p.hidden[i] && !Small(p.l.counts[i].n) && !p.l.counts[i].silent && k.Low == k.High {
				p.hidden[i], more = false, true
			}
		}
		if !more {
			return leaks
		}
	}
}

// names are those of the counts and of the computed figures that are not shown.
func (p protection) names() map[string]bool {
	names := map[string]bool{}
	for i, c := range p.l.counts {
		if p.hidden[i] {
			names[c.name] = true
		}
	}
	for _, d := range p.l.derived {
		if slices.ContainsFunc(d.from, func(n string) bool { return names[n] }) {
			names[d.name] = true
		}
	}
	return names
}

// coarse hides all numbers that hang together with one of 1 to 10: the choice
// where there is no time for a better one.
func (p protection) coarse() {
	l := p.l
	var near []int
	for _, c := range l.counts {
		if Small(c.n) {
			near = append(near, c.rows...)
		}
	}
	for before := -1; len(near) > before; {
		before = len(near)
		near = p.around(near)
	}
	for _, r := range near {
		for _, t := range l.rows[r].terms {
			p.hidden[t.at] = p.hidden[t.at] || l.counts[t.at].n > 0
		}
	}
}

// Shown are the names that are not hidden.
func (l *Ledger) Shown(hidden map[string]bool) map[string]bool {
	shown := map[string]bool{}
	for _, c := range l.counts {
		shown[c.name] = !hidden[c.name]
	}
	for _, d := range l.derived {
		shown[d.name] = !hidden[d.name]
	}
	return shown
}

// protection is a choice of hidden numbers in the making.
type protection struct {
	l      *Ledger
	meter  *meter
	hidden []bool
	limit  int
}

// complete hides further numbers until no small one can be worked out, one number
// at a time: the cheapest change of other numbers that makes room for it without
// breaking a relation tells which of them must go with it (the linear programs of
// Statistics Canada's CONFID). Hiding more never makes known what was not, so no
// number is looked at twice. It returns which numbers are safe.
func (p protection) complete(marked bool) (safe []bool) {
	l := p.l
	safe = make([]bool, len(l.counts))
	part, place := make([]*system, len(l.counts)), make([]int, len(l.counts))
	for i, c := range l.counts {
		if !Small(c.n) {
			continue
		}
		for !safe[i] && !p.meter.out() {
			if part[i] == nil {
				s := l.systems(p.meter, []int{i}, p.hidden, marked)[0]
				for k, j := range s.at {
					part[j], place[j] = s, k
				}
			}
			if part[i].safe(place[i]) {
				safe[i] = true
				break
			}
			change, more := p.makeRoom(i, marked)
			for j, by := range change.by {
				safe[j] = safe[j] || change.whole && max(by, -by) >= Width-1
			}
			if !more && (safe[i] || marked || !p.hideNext(i)) {
				break
			}
			clear(part) // what was apart may now hang together
		}
	}
	return safe
}

// makeRoom hides what the cheapest change of a number needs, and returns the
// change; false where nothing more was hidden.
func (p protection) makeRoom(i int, marked bool) (change, bool) {
	near := p.around(p.l.counts[i].rows)
	for {
		if c, ok := p.cheapest(i, near, marked); ok {
			more := false
			for j := range c.by {
				more = more || !p.hidden[j]
				p.hidden[j] = true
			}
			return c, more
		}
		wider := p.around(near)
		if len(wider) == len(near) {
			return change{}, false
		}
		near = wider
	}
}

// hideNext hides the cheapest number that is shown in the relations nearest to
// one for which no change was found; false where all that hangs together with it
// is hidden.
func (p protection) hideNext(i int) bool {
	for near := p.l.counts[i].rows; ; {
		next := -1
		for _, r := range near {
			for _, t := range p.l.rows[r].terms {
				if !p.hidden[t.at] && p.l.counts[t.at].n > 0 && (next < 0 || p.price(t.at) < p.price(next)) {
					next = t.at
				}
			}
		}
		if next >= 0 {
			p.hidden[next] = true
			return true
		}
		wider := p.around(near)
		if len(wider) == len(near) {
			return false
		}
		near = wider
	}
}

// change of some numbers that keeps all relations.
type change struct {
	by    map[int]int
	price float64
	whole bool // it is one of whole numbers
}

// around adds to some relations those that share a number with them.
func (p protection) around(rows []int) []int {
	var all []int
	there := make([]bool, len(p.l.rows))
	for _, r := range rows {
		for _, t := range p.l.rows[r].terms {
			for _, other := range p.l.counts[t.at].rows {
				if !there[other] {
					there[other] = true
					all = append(all, other)
				}
			}
		}
	}
	slices.Sort(all)
	return all
}

// cheapest finds a change of numbers within some relations that moves one number
// by Width - 1, or a little more, and keeps all relations, with the least weight
// of numbers to hide.
func (p protection) cheapest(i int, rows []int, marked bool) (best change, found bool) {
	low, high := p.bounds(i, marked)
	for size := Width - 1; size <= furthest && !best.whole; size++ {
		for _, by := range []int{size, -size} {
			if n := p.l.counts[i].n + by; n < low || n > high {
				continue
			}
			c, ok := p.moved(i, by, rows, marked)
			if ok && (!found || c.whole && !best.whole || c.whole == best.whole && c.price < best.price) {
				best, found = c, true
			}
		}
		if !found {
			return best, false
		}
	}
	return best, found
}

// furthest is how far a number is moved where nearer ends are no whole solution:
// relations with multiples of numbers may have none.
const furthest = 6

// bounds are where a number can be moved; a 0 stays, for it is never hidden.
func (p protection) bounds(i int, marked bool) (low, high int) {
	if c := p.l.counts[i]; c.n > 0 || c.silent {
		return c.known(marked, p.limit)
	}
	return 0, 0
}

// moved finds the cheapest change of numbers within some relations that moves one
// number by so much.
func (p protection) moved(target, by int, rows []int, marked bool) (change, bool) {
	l := p.l
	columns := p.movable(target, rows, marked)
	n := len(columns)
	upper, price, first := make([]float64, n), make([]float64, n), map[int]int{}
	for k, c := range columns {
		upper[k], price[k] = float64(c.most), p.price(c.at)
		if _, there := first[c.at]; !there {
			first[c.at] = k
		}
	}
	cells, a, b := make([]float64, n*len(rows)), make([][]float64, len(rows)), make([]float64, len(rows))
	for i, r := range rows {
		a[i] = cells[i*n : (i+1)*n]
		for _, t := range l.rows[r].terms {
			if t.at == target {
				b[i] -= float64(t.times * by)
			} else if k, ok := first[t.at]; ok {
				for ; k < n && columns[k].at == t.at; k++ {
					a[i][k] += float64(t.times * columns[k].sign)
				}
			}
		}
	}
	t, ok := newTableau(p.meter, a, b, upper)
	if !ok || !t.minimize(price) {
		return change{}, false
	}
	return p.changeOf(target, by, columns, t.solution()), true
}

// column is a number that may be moved one way, up (+1) or down (-1), by most.
type column struct{ at, sign, most int }

// movable are the ways in which the numbers may be moved that stand in these
// relations and in no other.
func (p protection) movable(target int, rows []int, marked bool) (all []column) {
	l := p.l
	inside, seen := make([]bool, len(l.rows)), make([]bool, len(l.counts))
	for _, r := range rows {
		inside[r] = true
	}
	for _, r := range rows {
		for _, t := range l.rows[r].terms {
			reaches := slices.ContainsFunc(l.counts[t.at].rows, func(o int) bool { return !inside[o] })
			if seen[t.at] || reaches || t.at == target {
				continue
			}
			seen[t.at] = true
			low, high := p.bounds(t.at, marked)
			if n := l.counts[t.at].n; high > n {
				all = append(all, column{t.at, +1, high - n})
			}
			if n := l.counts[t.at].n; low < n {
				all = append(all, column{t.at, -1, n - low})
			}
		}
	}
	return all
}

// changeOf reads the change from the values of the columns.
func (p protection) changeOf(target, by int, columns []column, x []float64) change {
	c := change{by: map[int]int{target: by}, whole: true}
	for k := 0; k < len(columns); {
		at, up := columns[k].at, 0.0
		for ; k < len(columns) && columns[k].at == at; k++ {
			up += x[k] * float64(columns[k].sign)
		}
		if math.Abs(up) > 1e-6 {
			c.by[at] = int(math.Round(up))
			c.price += p.price(at)
			c.whole = c.whole && math.Abs(up-math.Round(up)) < 1e-6
		}
	}
	return c
}

// price of hiding a number: its weight, a little more for a large one. What is
// hidden costs next to nothing.
func (p protection) price(i int) float64 {
	c := p.l.counts[i]
	if p.hidden[i] {
		return 1e-3
	}
	return c.weight * (1 + float64(bits.Len(uint(c.n)))/32)
}

// thin shows again what need not be hidden, the weightiest first: a later choice
// may have made an earlier one needless.
func (p protection) thin(marked []bool) {
	var extra []int
	for i, c := range p.l.counts {
		if p.hidden[i] && !c.silent && !Small(c.n) {
			extra = append(extra, i)
		}
	}
	slices.SortStableFunc(extra, func(a, b int) int { return cmp.Compare(p.l.counts[b].weight, p.l.counts[a].weight) })
	for _, i := range extra {
		if p.meter.out() {
			return
		}
		p.hidden[i] = false
		if p.leaves(i, marked) {
			p.hidden[i] = true
		}
	}
}

// leaves reports whether a number that is shown again leaves one to be worked out
// that could not be before; marked are those that were safe from a reader who
// knows which numbers are small.
func (p protection) leaves(i int, marked []bool) bool {
	l := p.l
	var beside []int
	for _, r := range l.counts[i].rows {
		var open []int
		for _, t := range l.rows[r].terms {
			if p.hidden[t.at] {
				open = append(open, t.at)
			}
		}
		if len(open) == 1 && (!l.counts[open[0]].silent || Small(l.counts[open[0]].n)) {
			return true
		}
		beside = append(beside, open...)
	}
	for _, s := range l.systems(p.meter, beside, p.hidden, false) {
		if len(s.leaks()) > 0 {
			return true
		}
	}
	for _, s := range l.systems(p.meter, beside, p.hidden, true) {
		for k, j := range s.at {
			if marked[j] && Small(l.counts[j].n) && !s.safe(k) {
				return true
			}
		}
	}
	return false
}
