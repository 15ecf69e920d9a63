package suppress

import (
	"fmt"
	"math/rand/v2"
)

// number is small often enough for tables with several primary cells.
func number(r *rand.Rand) int {
	switch r.IntN(4) {
	case 0:
		return 0
	case 1:
		return 1 + r.IntN(10)
	case 2:
		return r.IntN(16)
	}
	return 11 + r.IntN(40)
}

// twoWay enters a table with totals of rows and columns, whose row and column
// totals are named by the heads.
func twoWay(l *Ledger, rows, columns []string, cell func(row, column string) int) {
	whole, across, down := 0, map[string]int{}, map[string]int{}
	for _, r := range rows {
		for _, c := range columns {
			n := cell(r, c)
			l.Count(r+"/"+c, n)
			whole, across[r], down[c] = whole+n, across[r]+n, down[c]+n
		}
	}
	l.Count("all", whole)
	for _, r := range rows {
		l.Count(r, across[r])
		l.Sum(r, with(r+"/", columns, "")...)
	}
	for _, c := range columns {
		l.Count(c, down[c])
		l.Sum(c, with("", rows, "/"+c)...)
	}
	l.Sum("all", rows...)
	l.Sum("all", columns...)
}

func with(before string, names []string, after string) []string {
	var all []string
	for _, n := range names {
		all = append(all, before+n+after)
	}
	return all
}

func heads(kind string, n int) []string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprint(kind, i+1))
	}
	return all
}

// linked are three tables that share their totals, the rates of one of them, and
// the identity of the backlog.
func linked(r *rand.Rand) *Ledger {
	l := &Ledger{}
	kinds := heads("kind", 2+r.IntN(2))
	twoWay(l, heads("unit", 2+r.IntN(3)), kinds, func(_, _ string) int { return number(r) })
	ages := heads("age", 3)
	for _, k := range kinds { // a second table: kind by age
		left := l.counts[l.index[k]].n
		for i, a := range ages {
			n := min(left, number(r))
			if i == len(ages)-1 {
				n = left
			}
			left -= n
			l.Count(k+"/"+a, n)
		}
		l.Sum(k, with(k+"/", ages, "")...)
	}
	for _, a := range ages {
		n := 0
		for _, k := range kinds {
			n += l.counts[l.index[k+"/"+a]].n
		}
		l.Count(a, n)
		l.Sum(a, with("", kinds, "/"+a)...)
	}
	l.Sum("all", ages...)
	late := number(r)
	l.Count("late", min(late, l.counts[l.index["all"]].n))
	l.Share("percent late", "late", "all")
	all := l.counts[l.index["all"]].n
	carried, reopened, withdrawn := number(r), number(r), number(r)
	l.Count("carried", carried)
	l.Count("reopened", reopened)
	in := all + carried + reopened
	l.Count("withdrawn", min(withdrawn, in))
	closed := r.IntN(in - min(withdrawn, in) + 1)
	l.Count("closed", closed)
	l.Count("open", in-min(withdrawn, in)-closed)
	l.Equation(map[string]int{"all": 1, "carried": 1, "reopened": 1, "closed": -1, "withdrawn": -1, "open": -1})
	l.Headline("all", "open")
	return l
}

// hierarchy is a hospital of divisions of units, each by two kinds.
func hierarchy(r *rand.Rand) *Ledger {
	l := &Ledger{}
	kinds := []string{"grievance", "complaint"}
	whole, divisions := map[string]int{}, heads("division", 2+r.IntN(2))
	for _, d := range divisions {
		units, sums := heads(d+".unit", 2+r.IntN(3)), map[string]int{}
		for _, u := range units {
			both := 0
			for _, k := range kinds {
				n := number(r)
				l.Count(u+"/"+k, n)
				both, sums[k] = both+n, sums[k]+n
			}
			l.Count(u, both)
			l.Sum(u, with(u+"/", kinds, "")...)
		}
		for _, k := range kinds {
			l.Count(d+"/"+k, sums[k])
			l.Sum(d+"/"+k, with("", units, "/"+k)...)
			whole[k] += sums[k]
		}
		l.Count(d, sums[kinds[0]]+sums[kinds[1]])
		l.Sum(d, with(d+"/", kinds, "")...)
		l.Sum(d, units...)
	}
	l.Count("all", whole[kinds[0]]+whole[kinds[1]])
	for _, k := range kinds {
		l.Count(k, whole[k])
		l.Sum(k, with("", divisions, "/"+k)...)
	}
	l.Sum("all", kinds...)
	l.Sum("all", divisions...)
	return l
}

// enumerate finds, by trying every whole number of a range for each unknown, the
// least and the greatest that each can be. It knows nothing of the package's
// method. It stops when all reach as far as is asked.
func enumerate(l *Ledger, hidden map[string]bool, within func(n int) (low, high int), enough func(low, high []int) bool) (low, high []int) {
	value, known := make([]int, len(l.counts)), make([]bool, len(l.counts))
	low, high = make([]int, len(l.counts)), make([]int, len(l.counts))
	for i, c := range l.counts {
		value[i], known[i] = c.n, !hidden[c.name]
		low[i], high[i] = 1<<30, -1
	}
	var try func() bool
	try = func() bool {
		// the relation with the fewest unknowns
		best, unknown := -1, 0
		for i, r := range l.rows {
			sum, open := 0, 0
			for _, t := range r.terms {
				if known[t.at] {
					sum += t.times * value[t.at]
				} else {
					open++
				}
			}
			if open == 0 && sum != 0 {
				return false
			}
			if open > 0 && (best < 0 || open < unknown) {
				best, unknown = i, open
			}
		}
		next := -1
		if best >= 0 {
			for _, t := range l.rows[best].terms {
				if !known[t.at] {
					next = t.at
				}
			}
		} else {
			for i := range known {
				if !known[i] {
					next = i
				}
			}
		}
		if next < 0 {
			for i, v := range value {
				low[i], high[i] = min(low[i], v), max(high[i], v)
			}
			return enough != nil && enough(low, high)
		}
		from, to := within(l.counts[next].n)
		if unknown == 1 && best >= 0 { // the relation says what it is
			sum, times := 0, 0
			for _, t := range l.rows[best].terms {
				if t.at == next {
					times = t.times
				} else {
					sum += t.times * value[t.at]
				}
			}
			v := -sum / times
			if v*times != -sum || v < from || v > to {
				return false
			}
			from, to = v, v
		}
		known[next] = true
		defer func() { known[next] = false; value[next] = l.counts[next].n }()
		for v := from; v <= to; v++ {
			value[next] = v
			if try() {
				return true
			}
		}
		return false
	}
	try()
	return low, high
}
