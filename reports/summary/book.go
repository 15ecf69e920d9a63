package summary

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/figures"
	"rapport/reports/report"
	"rapport/reports/suppress"
)

// book keeps every count of a summary under its name. A shareable summary is
// written twice: the first writing tells the ledger which counts there are and
// which are sums of which, the second one shows those that the ledger leaves.
type book struct {
	audience report.Audience
	ledger   *suppress.Ledger // of the first writing of a shareable summary
	counts   map[string]int
	relate   []func() // tells the ledger, once all counts are entered, how they hang together
	first    *book    // of the second writing: the first one, whose ledger chose
	hidden   map[string]bool
	quiet    map[string]bool // those that are not printed themselves
	said     map[string]bool // named in sentences
	fault    error
}

func newBook(audience report.Audience) *book {
	return &book{audience: audience, ledger: &suppress.Ledger{}, counts: map[string]int{}, said: map[string]bool{}, quiet: map[string]bool{}}
}

// enter notes a count. Two counts under one name are a fault of this package.
func (b *book) enter(name string, n int) {
	if old, known := b.counts[name]; known {
		if old != n && b.fault == nil {
			b.fault = fmt.Errorf("making the summary: %q is %d in one place and %d in another", name, old, n)
		}
		b.ledger.Count(name, n) // it may have been silent
		delete(b.quiet, name)
		return
	}
	b.counts[name] = n
	b.ledger.Count(name, n)
}

// silent notes a count that is not printed itself, but lies behind a figure that is.
func (b *book) silent(name string, n int) {
	if _, known := b.counts[name]; !known {
		b.counts[name], b.quiet[name] = n, true
		b.ledger.Silent(name, n)
	}
}

// prints reports whether a count stands in the document.
func (b *book) prints(name string) bool {
	_, known := b.counts[name]
	return known && !b.quiet[name]
}

// protect chooses the counts that are not shown.
func (b *book) protect(ctx context.Context) (hidden map[string]bool, err error) {
	for _, relate := range b.relate {
		relate()
	}
	b.parts()
	return b.ledger.Protect(ctx)
}

// sum tells the ledger that the total is the sum of the parts.
func (b *book) sum(total string, parts ...string) { b.ledger.Sum(total, parts...) }

// shows reports whether all these quantities are shown.
func (b *book) shows(names ...string) bool {
	return !slices.ContainsFunc(names, b.hides)
}

// hides reports whether a count must not be known. One that is printed nowhere is
// hidden in the ledger's sense; a figure may come from it unless it is small.
func (b *book) hides(name string) bool {
	switch {
	case b.first == nil || name == report.Public:
		return false
	case b.first.prints(name):
		return b.hidden[name]
	}
	return suppress.Small(b.first.counts[name])
}

// derive tells the ledger of a figure that comes from counts.
func (b *book) derive(names ...string) {
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == report.Public })
	for _, name := range names {
		delete(b.quiet, name) // the figure tells of it
	}
	if len(names) > 0 {
		b.relate = append(b.relate, func() { b.ledger.From("from "+strings.Join(names, ", "), names...) })
	}
}

// within tells the ledger that a count is a part of another.
func (b *book) within(part, whole string) {
	if part != whole {
		b.relate = append(b.relate, func() { b.note(part, whole) })
	}
}

// atLeast tells the ledger that the document says of a count that it is no smaller.
func (b *book) atLeast(name string, least int) {
	b.relate = append(b.relate, func() { b.ledger.AtLeast(name, least) })
}

// number is a cell with a count that leads to no cases.
func (b *book) number(name string, n int) report.Cell {
	b.enter(name, n)
	if !b.shows(name) {
		return report.Cell{Kind: report.Hidden, Of: name}
	}
	return report.N(n).As(name)
}

// n is a cell with a count and a door to what it counts, which door names.
func (b *book) n(name string, set figures.Set, door string) report.Cell {
	c := b.number(name, set.N())
	if c.Kind == report.Count && set.N() > 0 {
		return c.To(doorTo(set, door))
	}
	return c
}

// doorTo leads to the cases of a set.
func doorTo(set figures.Set, name string) report.Door {
	return report.Door{Name: name, Cases: set.Cases, Within: len(set.Cases()) != set.N()}
}

// from is a cell that was worked out from counts.
func (b *book) from(c report.Cell, names ...string) report.Cell {
	b.derive(names...)
	if !b.shows(names...) {
		return report.Cell{Kind: report.Hidden, From: names}
	}
	return c.By(names...)
}

// share is a cell with a share in percent, of two counts that are shown, too.
func (b *book) share(part, whole string, s figures.Share) report.Cell {
	b.enter(part, s.Part)
	b.enter(whole, s.Whole)
	if !s.Known() {
		return report.None("")
	}
	b.within(part, whole)
	return b.from(report.P(s.Percent()), part, whole)
}

// statistic is a cell with a mean, a median or a percentile of so many.
func (b *book) statistic(c report.Cell, of string) report.Cell {
	b.ledger.Statistic("statistic of "+of, of)
	delete(b.quiet, of)
	if b.audience == report.Shareable && suppress.Small(b.counts[of]) {
		return report.Cell{Kind: report.Hidden, From: []string{of}}
	}
	return b.from(c, of)
}

// quantity is a number in a sentence.
type quantity struct {
	text  string
	names []string
	few   bool // a statistic of 1 to 10
}

// q is a count with its noun: 1 case, 12 cases.
func (c *composer) q(name string, n int, one, many string) quantity {
	c.enter(name, n)
	if n == 1 {
		return worked("1 "+one, name)
	}
	return worked(c.locale.Count(n)+" "+many, name)
}

// ratio is a share in words: 94 percent (29 of 31).
func (c *composer) ratio(part, whole string, s figures.Share) quantity {
	c.enter(part, s.Part)
	c.enter(whole, s.Whole)
	c.within(part, whole)
	return worked(fmt.Sprintf("%s (%s of %s)", c.percent(s.Percent()), c.locale.Count(s.Part), c.locale.Count(s.Whole)), part, whole)
}

// worked is anything that was worked out from counts, in words.
func worked(text string, names ...string) quantity { return quantity{text: text, names: names} }

// stat is a mean, a median or a percentile of so many, in words.
func (c *composer) stat(text, of string, n int) quantity {
	c.enter(of, n)
	c.ledger.Statistic("statistic of "+of, of)
	delete(c.quiet, of)
	return quantity{text: text, names: []string{of}, few: c.shareable() && suppress.Small(n)}
}

// say writes a sentence with its quantities; where one of them is not shown there
// is no sentence. Other arguments are words.
func (c *composer) say(format string, args ...any) string {
	words := make([]any, len(args))
	for i, a := range args {
		q, is := a.(quantity)
		if !is {
			words[i] = a
			continue
		}
		c.derive(q.names...)
		if q.few || !c.shows(q.names...) {
			return ""
		}
		words[i] = q.text
	}
	for _, a := range args {
		if q, is := a.(quantity); is {
			for _, name := range q.names {
				c.said[name] = true
			}
		}
	}
	return fmt.Sprintf(format, words...)
}

// plot adds a count to a series of a chart; one that is not shown is a gap.
func (b *book) plot(s *chart.Series, fig *report.Figure, series int, name string, n int) {
	b.enter(name, n)
	v, instead := float64(n), ""
	if !b.shows(name) {
		v, instead = math.NaN(), report.HiddenMark
	}
	for len(fig.Of) <= series {
		fig.Of = append(fig.Of, nil)
	}
	s.Values, s.Instead, fig.Of[series] = append(s.Values, v), append(s.Instead, instead), append(fig.Of[series], name)
}

// known reports whether enough of the values of a chart are shown that it is worth
// drawing.
func known(series ...chart.Series) bool {
	shown, all := 0, 0
	for _, s := range series {
		for _, v := range s.Values {
			all++
			if !math.IsNaN(v) && v != 0 {
				shown++
			}
			if v == 0 {
				all--
			}
		}
	}
	return 2*shown >= all
}

// opens is the door of a bar; one whose number is not shown has none.
func (b *book) opens(name string, set figures.Set, what string) report.Door {
	if set.N() == 0 || !b.shows(name) {
		return report.Door{}
	}
	return doorTo(set, what)
}

// sentences joins those that are not empty.
func sentences(list ...string) string {
	list = slices.DeleteFunc(list, func(s string) bool { return s == "" })
	return strings.Join(list, " ")
}

// key makes a name of a quantity from its parts.
func key(parts ...string) string { return strings.Join(parts, "/") }

// percent writes a share as the text has it: 75 percent.
func (c *composer) percent(v float64) string {
	return strings.TrimSuffix(report.PercentText(v, c.locale), "%") + " percent"
}

// decimal writes a number with at most one decimal.
func decimal(l data.Locale, v float64) string {
	return strings.TrimSuffix(report.PercentText(v, l), "%")
}
