package workbook

import (
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"rapport/reports/chart"
	"rapport/reports/report"
)

// plot is a chart of a sheet and where its numbers stand.
type plot struct {
	figure
	lines   []chart.Drawn
	at      string        // the cell of its upper left corner
	first   int           // row of the first label
	heads   int           // row of the names of the lines
	columns []int         // of the lines; 0 for one that is not drawn
	numbers *report.Table // written below the table; nil where the table has them
}

// The size of a chart in pixels, the rows of usual height that it covers, and the
// most labels above its bars.
const (
	plotWidth  = 640
	plotHeight = 320
	plotRows   = plotHeight/20 + 2
	mostLabels = 14
)

// plan decides where the charts of a sheet stand, right of a table of so many
// columns, and where their numbers are; last is the last row of the sheet.
func (b *book) plan(l leaf, columns int) (all []plot, last int) {
	last = headRow + len(l.table.Rows) + 1 + len(notesOf(l)) // a blank row, and the notes
	for _, f := range l.figures {
		at, err := excelize.CoordinatesToCellName(columns+2, firstRow+len(all)*plotRows)
		if err != nil || !drawable(f.chart) {
			continue // beyond the last column of a sheet; no table has so many
		}
		p := plot{figure: f, lines: f.chart.Drawn(), at: at, heads: headRow, first: firstRow}
		if p.columns = found(p.lines, l.table); p.columns == nil {
			t := numbersOf(f.chart)
			p.numbers = &t
			p.heads, p.first = last+3, last+4 // after a blank row and the caption
			last += 3 + len(t.Rows)
			for i := range p.lines {
				p.columns = append(p.columns, i+2)
			}
		}
		all = append(all, p)
	}
	return all, last
}

// drawable reports whether a spreadsheet can draw the chart: it has something to
// draw, and one axis has all of it.
func drawable(c chart.Chart) bool {
	for _, unit := range c.Units() {
		if unit != c.Units()[0] {
			return false
		}
	}
	return len(c.Labels) > 0 && len(c.Series) > 0
}

// found returns the columns of the table that hold the lines of a chart, counted
// from 1; nil where it does not hold them all.
func found(lines []chart.Drawn, t report.Table) []int {
	rows := t.Rows
	if t.Total && len(rows) > 0 {
		rows = rows[:len(rows)-1]
	}
	var columns []int
	for _, line := range lines {
		if len(rows) < len(line.Values) {
			return nil
		}
		at := 0
		for i := 1; i < len(t.Columns); i++ {
			if holds(rows[:len(line.Values)], i, line) && (at == 0 || t.Columns[i].Head == line.Name) {
				at = i + 1
			}
		}
		if at == 0 && line.Role != chart.Cases {
			return nil
		}
		columns = append(columns, at)
	}
	return columns
}

// holds reports whether the column has the values of the line. A gap must be a
// blank cell: a spreadsheet draws a sign or a word as zero.
func holds(rows [][]report.Cell, column int, line chart.Drawn) bool {
	for i, row := range rows {
		if column >= len(row) {
			return false
		}
		c := row[column]
		v, known := shown(c)
		switch {
		case math.IsNaN(line.Values[i]):
			if known || c.Kind == report.Hidden || c.Kind == report.Day || c.Text != "" {
				return false
			}
		case !known || (c.Kind == report.Percent) != (line.Unit == "%") || math.Abs(v-line.Values[i]) > within(c):
			return false
		}
	}
	return true
}

// within is how far the number that a cell shows may be from the one it has.
func within(c report.Cell) float64 {
	switch c.Kind {
	case report.Percent:
		return 0.1
	case report.Number:
		return 0.51 / math.Pow10(c.Decimals)
	}
	return 1e-9
}

// numbersOf is a table of what a chart draws. A gap stays blank.
func numbersOf(c chart.Chart) report.Table {
	t := report.Table{Columns: []report.Column{{Head: capital(c.By)}}}
	lines, units, remarks := c.Drawn(), c.Units(), c.Remarks()
	for _, line := range lines {
		t.Columns = append(t.Columns, report.Column{Head: line.Name, Number: true})
	}
	if remarks != nil {
		t.Columns = append(t.Columns, report.Column{Head: "Remarks"})
	}
	for i, label := range c.Labels {
		row := []report.Cell{report.W(label)}
		for _, line := range lines {
			unit := line.Unit
			if line.Role == chart.Measured || line.Role == chart.Aim {
				unit = units[i]
			}
			row = append(row, drawn(c, line.Values[i], unit))
		}
		if remarks != nil {
			row = append(row, report.W(remarks[i]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// capital begins the word with a capital letter, as a head of a table has it.
func capital(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + word[size:]
}

// drawn is a number of a chart as a cell, with the decimals that the chart writes.
func drawn(c chart.Chart, v float64, unit string) report.Cell {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return report.None("")
	case unit == "%":
		return report.P(v)
	}
	if decimals := c.Written(v); decimals > 0 {
		return report.F(v, decimals)
	}
	return report.N(int(math.Round(v)))
}

// numbers writes the numbers of a chart below the table.
func (b *book) numbers(r *rows, p plot) {
	if p.numbers == nil {
		return
	}
	r.skip(1)
	r.add(0, text("Numbers of the chart: "+p.Caption, labelLook))
	heads := make([]cell, len(p.numbers.Columns))
	for i, c := range p.numbers.Columns {
		heads[i] = text(c.Head, headLook)
		heads[i].right = c.Number
	}
	r.add(0, heads...)
	for _, row := range p.numbers.Rows {
		cells := make([]cell, len(row))
		for i, c := range row {
			cells[i] = b.cell(c, p.numbers.Columns[i].Number, false)
		}
		r.add(0, cells...)
	}
}
