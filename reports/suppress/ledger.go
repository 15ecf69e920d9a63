package suppress

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// The bounds of the rule.
const (
	// Least is the smallest number above 0 that may be shown (CMS cell size
	// suppression policy).
	Least = 11
	// Width is how many values, from the least to the greatest that fits, a reader
	// must be left with for a number of 1 to 10.
	Width = 3
	// Mark stands in the place of every hidden number, small or not. Each font has it.
	Mark = "*"
)

// Rule is the sentence that stands in each document with hidden numbers.
const Rule = "Numbers of 1 to 10 are not shown (CMS cell size suppression policy). Further numbers, totals, percentages and averages are not shown where a small number could be worked out from them. All of them bear the same sign, " + Mark + "; 0 is shown."

// Small reports whether a number is a primary cell.
func Small(n int) bool { return n > 0 && n < Least }

// Ledger holds the numbers of one document under their names and the relations
// between them. The same quantity has the same name wherever it stands, and is
// hidden everywhere or nowhere; the same quantity of another period is another
// number. Its zero value is ready.
type Ledger struct {
	index   map[string]int
	counts  []count
	rows    []row     // the relations
	derived []derived // what is computed from counts
	wrong   []error
}

type count struct {
	name   string
	n      int
	silent bool // not in the document
	least  int  // what the document says that it is at least
	weight float64
	rows   []int // in which it stands
}

// row is a relation: the sum of the terms is 0.
type row struct{ terms []term }

type term struct{ at, times int }

// derived is a figure that is shown where all the counts are from which it comes.
type derived struct {
	name string
	from []string
	of   bool // a statistic of so many: also hidden when the count is small
}

// Count enters a number that the document shows unless it must be hidden.
func (l *Ledger) Count(name string, n int) { l.enter(name, n, false) }

// Silent enters a number that the document does not print, and that could be
// worked out from it all the same: the cases of a kind that has no line. It is
// protected as any other.
func (l *Ledger) Silent(name string, n int) { l.enter(name, n, true) }

func (l *Ledger) enter(name string, n int, silent bool) {
	if i, ok := l.index[name]; ok {
		if l.counts[i].n != n {
			l.fault("%q is both %d and %d", name, l.counts[i].n, n)
		}
		l.counts[i].silent = l.counts[i].silent && silent
		return
	}
	if n < 0 {
		l.fault("%q is less than 0", name)
	}
	if l.index == nil {
		l.index = map[string]int{}
	}
	l.index[name] = len(l.counts)
	l.counts = append(l.counts, count{name: name, n: n, silent: silent, weight: 1})
}

func (l *Ledger) fault(format string, args ...any) {
	l.wrong = append(l.wrong, fmt.Errorf(format, args...))
}

// AtLeast notes that the document says of a number that it is no smaller: the groups
// of a table that takes those with fewer than 11 cases together.
func (l *Ledger) AtLeast(name string, least int) {
	if i, ok := l.at(name); ok {
		if l.counts[i].n < least {
			l.fault("%q is less than said", name)
		}
		l.counts[i].least = max(l.counts[i].least, least)
	}
}

// Headline marks numbers that are hidden only where nothing else helps.
func (l *Ledger) Headline(names ...string) {
	for _, name := range names {
		if i, ok := l.at(name); ok {
			l.counts[i].weight = max(l.counts[i].weight, headline)
		}
	}
}

// headline outweighs the totals of three levels.
const headline = 1000

// Sum notes that the parts add up to the total. A total is hidden later than its
// parts.
func (l *Ledger) Sum(total string, parts ...string) {
	terms := map[string]int{total: -1}
	heaviest := 1.0
	for _, p := range parts {
		terms[p]++
		if i, ok := l.index[p]; ok {
			heaviest = max(heaviest, l.counts[i].weight)
		}
	}
	if i, ok := l.index[total]; ok {
		l.counts[i].weight = max(l.counts[i].weight, min(4*heaviest, headline))
	}
	l.Equation(terms)
}

// Equation notes that the numbers, each so many times, come to 0: the backlog is
// opened + carried + reopened - closed - withdrawn - open.
func (l *Ledger) Equation(times map[string]int) {
	var r row
	sum := 0
	for _, name := range slices.Sorted(maps.Keys(times)) {
		i, ok := l.at(name)
		if !ok || times[name] == 0 {
			continue
		}
		sum += times[name] * l.counts[i].n
		r.terms = append(r.terms, term{i, times[name]})
		l.counts[i].rows = append(l.counts[i].rows, len(l.rows))
	}
	if sum != 0 {
		l.fault("the relation between %q does not add up", slices.Sorted(maps.Keys(times)))
	}
	l.rows = append(l.rows, r)
}

func (l *Ledger) at(name string) (int, bool) {
	i, ok := l.index[name]
	if !ok {
		l.fault("%q is related to others and has no number", name)
	}
	return i, ok
}

// Within notes that a number is a part of another: who reads both knows the rest,
// which is a cell as well, in the document or not.
func (l *Ledger) Within(part, whole string) {
	p, ok := l.at(part)
	w, there := l.at(whole)
	if !ok || !there {
		return
	}
	rest := whole + " without " + part
	if _, ok := l.index[rest]; ok {
		return
	}
	l.Silent(rest, l.counts[w].n-l.counts[p].n)
	l.Equation(map[string]int{whole: -1, part: 1, rest: 1})
}

// Share enters a percentage of one count in another of which it is a part, or an
// interval around it. It is hidden with either of them; the rest is protected too:
// 95 of 100 tells of 5.
func (l *Ledger) Share(name, part, whole string) {
	l.Within(part, whole)
	l.From(name, part, whole)
}

// From enters a figure that is computed from counts and hidden with any of them: a
// rate, a change against the period before, a ratio. Counts that stand nowhere
// else are silent no more: the figure tells of them.
func (l *Ledger) From(name string, counts ...string) { l.derive(derived{name: name, from: counts}) }

// Statistic enters a mean, a median or a percentile of so many; of 1 to 10 it is
// hidden, and wherever their number is.
func (l *Ledger) Statistic(name, of string) {
	l.derive(derived{name: name, from: []string{of}, of: true})
}

func (l *Ledger) derive(d derived) {
	for _, name := range d.from {
		if i, ok := l.at(name); ok {
			l.counts[i].silent = false
		}
	}
	l.derived = append(l.derived, d)
}

// err says what was entered wrongly.
func (l *Ledger) err() error {
	if len(l.wrong) == 0 {
		return nil
	}
	return fmt.Errorf("the numbers of the document do not agree: %w", errors.Join(l.wrong...))
}
