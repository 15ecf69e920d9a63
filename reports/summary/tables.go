package summary

import (
	"fmt"
	"slices"
	"strings"

	"rapport/reports/figures"
	"rapport/reports/report"
)

// words is a column of words; width 0 shares what is left.
func words(head string, width float64) report.Column {
	return report.Column{Head: head, Width: width}
}

// numbers is a column of numbers.
func numbers(head string, width float64) report.Column {
	return report.Column{Head: head, Width: width, Number: true}
}

// table adds a table; its name is its sheet in a workbook.
func (c *composer) table(name, caption string, columns []report.Column, rows [][]report.Cell, definition string, looks ...look) {
	t := report.Table{ID: name, Caption: caption, Columns: columns, Rows: rows, Definition: definition}
	for _, l := range looks {
		l(&t)
	}
	if len(t.Rows) == 0 && len(rows) > 0 {
		c.leftOut = append(c.leftOut, caption)
		return
	}
	c.add(t)
}

// look is how a table is set.
type look func(*report.Table)

// totaled says that the last row is the sum of the others.
func totaled(t *report.Table) { t.Total = true }

// half lets a narrow table stand beside the next one.
func half(t *report.Table) { t.Half = true }

// fine is small print.
func fine(t *report.Table) { t.Fine = true }

// brief leaves out the lines of a shareable table that say nothing, because each of
// their numbers is hidden, and names them below it.
func (c *composer) brief(t *report.Table) {
	if c.first == nil {
		return
	}
	var kept [][]report.Cell
	var silent []string
	lines := 0
	for i, row := range t.Rows {
		total := t.Total && i == len(t.Rows)-1
		switch {
		case total || tells(row):
			kept = append(kept, row)
			if !total {
				lines++
			}
		default:
			silent = append(silent, row[0].Text)
		}
	}
	switch {
	case len(silent) == 0:
		return
	case lines == 0:
		t.Rows = nil
		return
	case len(silent) < 2: // one line is no shorter in words
		return
	}
	t.Rows = kept
	t.Definition = sentences(t.Definition, "Lines whose numbers are all hidden: "+strings.Join(silent, "; ")+".")
}

// tells reports whether a line has a number other than 0.
func tells(row []report.Cell) bool {
	return slices.ContainsFunc(row[1:], func(c report.Cell) bool {
		return c.Kind != report.Hidden && c.Kind != report.Unknown && c.Value != 0
	}) || !slices.ContainsFunc(row, func(c report.Cell) bool { return c.Kind == report.Hidden })
}

// onPaper leaves all but the first rows to the workbook.
func onPaper(rows int) look { return func(t *report.Table) { t.OnPaper = rows } }

// link tells the ledger that a total is the sum of its parts. Where it is more or
// less, for a case may be in one list and not yet in another, what is between them
// is a number that can be worked out like any other.
func (c *composer) link(total string, parts ...string) {
	sum := 0
	for _, p := range parts {
		n, known := c.counts[p]
		if !known {
			return
		}
		sum += n
	}
	n, known := c.counts[total]
	if !known {
		return
	}
	switch between := key(total, "and", strings.Join(parts, "+")); {
	case n > sum:
		c.silent(between, n-sum)
		c.sum(total, append(slices.Clone(parts), between)...)
	case n < sum:
		c.silent(between, sum-n)
		times := map[string]int{total: -1, between: -1}
		for _, p := range parts {
			times[p]++
		}
		c.ledger.Equation(times)
	default:
		c.sum(total, parts...)
	}
}

// line is a label with the number of what it names, in several columns.
type line struct {
	label string
	code  string
	sets  []figures.Set
}

// grid makes the rows of lines that add up to a total in each column. The names of
// the counts are column/by/code, and those of the totals the columns themselves.
func (c *composer) grid(by string, columns []string, doors []string, lines []line, total []figures.Set) [][]report.Cell {
	var rows [][]report.Cell
	parts := make([][]string, len(columns))
	for _, l := range lines {
		row := []report.Cell{report.W(l.label)}
		for i, set := range l.sets {
			name := key(columns[i], by, l.code)
			parts[i] = append(parts[i], name)
			row = append(row, c.n(name, set, doors[i]+": "+l.label))
		}
		rows = append(rows, row)
	}
	if total == nil {
		return rows
	}
	row := []report.Cell{report.W("All")}
	for i, set := range total {
		row = append(row, c.n(columns[i], set, doors[i]))
		c.link(columns[i], parts[i]...)
	}
	return append(rows, row)
}

// interval is a cell with the 95 percent interval of a share.
func (c *composer) interval(part, whole string, s figures.Share) report.Cell {
	if !s.Known() {
		return report.None("")
	}
	low, high := s.Wilson()
	return c.from(report.W(c.locale.Decimal(low, 1)+"–"+c.locale.Decimal(high, 1)), part, whole)
}

// timely is the row of something that had to be done by a day. The counts are
// named name/received and so on.
func (c *composer) timely(label, name string, t figures.Timely) []report.Cell {
	received, onTime, late, notYet := key(name, "received"), key(name, "on time"), key(name, "late"), key(name, "not yet due")
	row := []report.Cell{
		report.W(label), c.n(received, t.Received, label+": all"), c.n(onTime, t.OnTime, label+": on time"),
		c.n(late, t.Late, label+": late"), c.n(notYet, t.NotYetDue, label+": not yet due"),
		c.share(onTime, received, t.Share()), c.interval(onTime, received, t.Share()),
	}
	c.link(received, onTime, late, notYet)
	return row
}

// timelyColumns are those of rows of [composer.timely].
func timelyColumns(what string) []report.Column {
	return []report.Column{words(what, 178), numbers("Due", 46), numbers("On time", 46), numbers("Late", 40), numbers("Not yet due", 48), numbers("Share on time", 0), numbers("95% interval", 72)}
}

// daysRow describes how long a group took. The number of its cases is named.
func (c *composer) daysRow(label, name string, set figures.Set, d figures.Days) []report.Cell {
	row := []report.Cell{report.W(label), c.n(name, set, label)}
	if d.N == 0 {
		row = append(row, report.None(""), report.None(""), report.None(""))
		if c.shareable() {
			return row
		}
		return append(row, report.None(""))
	}
	p90 := report.None(fmt.Sprintf("under %d cases", figures.MinForP90))
	if d.N >= figures.MinForP90 {
		p90 = report.F(float64(d.P90), 0)
	}
	row = append(row, c.statistic(report.F(d.Mean, 1), name), c.statistic(report.F(d.Median, 1), name), c.statistic(p90, name))
	if c.shareable() {
		return row
	}
	return append(row, c.from(report.F(float64(d.Max), 0), name))
}
