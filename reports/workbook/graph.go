package workbook

import (
	"fmt"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"rapport/reports/chart"
	"rapport/reports/page"
	"rapport/reports/report"
)

// plot is a chart of a sheet and where its numbers stand.
type plot struct {
	figure
	at      string        // the cell of its upper left corner
	first   int           // row of the first label
	heads   int           // row of the names of the series
	columns []int         // of the series, then of the guides
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
	for i, f := range l.figures {
		at, err := excelize.CoordinatesToCellName(columns+2, firstRow+i*plotRows)
		if err != nil || !drawable(f.chart) {
			continue // beyond the last column of a sheet; no table has so many
		}
		p := plot{figure: f, at: at, heads: headRow, first: firstRow}
		p.columns = found(f.chart, l.table)
		if p.columns == nil && b.Audience == report.Shareable {
			continue // only what a table shows has been through the suppression
		}
		if p.columns == nil {
			t := numbersOf(f.chart)
			p.numbers = &t
			p.heads, p.first = last+3, last+4 // after a blank row and the caption
			last += 3 + len(t.Rows)
			for c := range t.Columns[1:] {
				p.columns = append(p.columns, c+2)
			}
		}
		all = append(all, p)
	}
	return all, last
}

// drawable reports whether a chart has anything to draw.
func drawable(c chart.Chart) bool { return len(c.Labels) > 0 && len(c.Series) > 0 }

// found returns the columns of the table that hold the series and guides of a
// chart, counted from 1; nil where it does not hold them all.
func found(c chart.Chart, t report.Table) []int {
	rows := t.Rows
	if t.Total && len(rows) > 0 {
		rows = rows[:len(rows)-1]
	}
	if len(rows) < len(c.Labels) {
		return nil
	}
	lines := c.Series
	for _, g := range c.Guides {
		lines = append(lines[:len(lines):len(lines)], chart.Series{Name: g.Name, Values: slices.Repeat([]float64{g.Value}, len(c.Labels))})
	}
	var columns []int
	for _, s := range lines {
		at := 0
		for i := 1; i < len(t.Columns); i++ {
			if holds(rows[:len(c.Labels)], i, s) && (at == 0 || t.Columns[i].Head == s.Name) {
				at = i + 1
			}
		}
		if at == 0 {
			return nil
		}
		columns = append(columns, at)
	}
	return columns
}

// holds reports whether the column has the values of the series. A gap must be a
// blank cell: a spreadsheet draws a sign or a word as zero.
func holds(rows [][]report.Cell, column int, s chart.Series) bool {
	for i, row := range rows {
		if column >= len(row) {
			return false
		}
		c := row[column]
		want := math.NaN()
		if i < len(s.Values) {
			want = s.Values[i]
		}
		v, known := shown(c)
		switch {
		case math.IsNaN(want):
			if known || c.Kind == report.Hidden || c.Kind == report.Day || c.Text != "" {
				return false
			}
		case !known || math.Abs(v-want) > within(c):
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
	for _, s := range c.Series {
		t.Columns = append(t.Columns, report.Column{Head: s.Name, Number: true})
	}
	for _, g := range c.Guides {
		t.Columns = append(t.Columns, report.Column{Head: g.Name, Number: true})
	}
	for i, label := range c.Labels {
		row := []report.Cell{report.W(label)}
		for _, s := range c.Series {
			v := math.NaN()
			if i < len(s.Values) {
				v = s.Values[i]
			}
			row = append(row, drawn(c, v))
		}
		for _, g := range c.Guides {
			row = append(row, drawn(c, g.Value))
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

// drawn is a number of a chart as a cell.
func drawn(c chart.Chart, v float64) report.Cell {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return report.None("")
	case c.Unit == "%":
		return report.P(v)
	case v == math.Trunc(v):
		return report.N(int(v))
	}
	return report.F(v, 2)
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
			cells[i] = b.cell(c, i > 0, false)
		}
		r.add(0, cells...)
	}
}

// shades of the series differ in lightness, and the marks of lines in form.
var (
	shades = []page.Color{page.Teal, page.Orange, {R: 169, G: 199, B: 204, A: 255}, page.Purple}
	forms  = []string{"circle", "square", "triangle", "diamond"}
)

func filling(c page.Color) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{hex(c)}}
}

// kinds are the kinds of chart as the workbook has them.
var kinds = map[chart.Kind]excelize.ChartType{
	chart.Stacked: excelize.ColStacked, chart.Grouped: excelize.Col, chart.Line: excelize.Line, chart.Horizontal: excelize.Bar,
}

// draw puts the chart beside the table, with the words of the report's own for
// who does not see it.
func (b *book) draw(sheet string, p plot) error {
	kind, known := kinds[p.chart.Kind]
	if !known {
		kind = excelize.Line
	}
	n := len(p.chart.Series)
	if kind == excelize.Bar {
		n = 1 // the kind draws its first series only
	}
	main := &excelize.Chart{Type: kind}
	for i := range n {
		main.Series = append(main.Series, b.series(sheet, p, i, kind))
	}
	var guides []*excelize.Chart
	if kind != excelize.Bar && len(p.chart.Guides) > 0 { // no level line can lie across level bars
		lines := &excelize.Chart{Type: excelize.Line}
		for i := range p.chart.Guides {
			s := b.series(sheet, p, len(p.chart.Series)+i, excelize.Line)
			s.Line = excelize.LineOptions{Type: excelize.LineSolid, Width: 1.25, Dash: excelize.LineDashDash, Fill: filling(page.Grey)}
			s.Marker = excelize.ChartMarker{Symbol: "none"}
			lines.Series = append(lines.Series, s)
		}
		if kind == excelize.Line {
			main.Series = append(main.Series, lines.Series...)
		} else {
			dress(lines, p, kind)
			guides = append(guides, lines)
		}
	}
	dress(main, p, kind)
	return b.file.AddChart(sheet, p.at, main, guides...)
}

// series refers to the cells of a series.
func (b *book) series(sheet string, p plot, i int, kind excelize.ChartType) excelize.ChartSeries {
	column, err := excelize.ColumnNumberToName(p.columns[i])
	if err != nil {
		column = "A" // found and numbersOf give columns of the sheet only
	}
	last := p.first + len(p.chart.Labels) - 1
	shade := shades[i%len(shades)]
	s := excelize.ChartSeries{
		Name:       fmt.Sprintf("'%s'!$%s$%d", sheet, column, p.heads),
		Categories: fmt.Sprintf("'%s'!$A$%d:$A$%d", sheet, p.first, last),
		Values:     fmt.Sprintf("'%s'!$%s$%d:$%s$%d", sheet, column, p.first, column, last),
		Fill:       filling(shade),
	}
	if kind == excelize.Line {
		s.Line = excelize.LineOptions{Type: excelize.LineSolid, Width: 2, Fill: filling(shade)}
		s.Marker = excelize.ChartMarker{Symbol: forms[i%len(forms)], Size: 6, Fill: filling(shade)}
	}
	return s
}

// dress sets title, axes and legend.
func dress(c *excelize.Chart, p plot, kind excelize.ChartType) {
	one, wide := false, uint(60)
	c.VaryColors, c.GapWidth = &one, &wide
	c.Title = excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: tidy(p.Caption), Font: &excelize.Font{Bold: true, Size: 12, Color: hex(page.Black)}}}}
	c.Dimension = excelize.ChartDimension{Width: plotWidth, Height: plotHeight}
	c.Format = excelize.GraphicOptions{AltText: tidy(p.chart.Alt())}
	c.ShowBlanksAs = "gap"
	c.Legend = excelize.ChartLegend{Position: "bottom"}
	if len(c.Series) == 1 && len(p.chart.Guides) == 0 {
		c.Legend.Position = "none"
	}
	floor := p.chart.Floor
	c.YAxis.NumFmt.CustomNumFmt = "#,##0.##"
	if whole(p.chart) {
		c.YAxis.NumFmt.CustomNumFmt = "#,##0"
	}
	if p.chart.Unit == "%" {
		c.YAxis.NumFmt.CustomNumFmt = "0%"
		floor /= 100
	}
	c.YAxis.Minimum = &floor
	c.YAxis.MajorGridLines = true
	c.XAxis.Font = excelize.Font{Size: 9, Color: hex(page.Black)}
	c.YAxis.Font = c.XAxis.Font
	c.XAxis.ReverseOrder = kind == excelize.Bar // the first label on top
	c.PlotArea.ShowVal = kind != excelize.Line && len(p.chart.Labels) <= mostLabels
}

// whole reports whether all numbers of the chart are whole.
func whole(c chart.Chart) bool {
	for _, row := range numbersOf(c).Rows {
		for _, x := range row[1:] {
			if x.Kind == report.Number {
				return false
			}
		}
	}
	return true
}
