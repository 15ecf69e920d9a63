package workbook

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"rapport/data"
	"rapport/reports/report"
)

// The rows of a sheet with a table.
const (
	headRow  = 4 // below the caption, what the report is, and the way back
	firstRow = headRow + 1
)

// filterFrom is the number of rows from which a table gets a filter.
const filterFrom = 20

// leaf writes the sheet of a table: caption, table, definition, and the charts to
// its right.
func (b *book) leaf(l leaf, cover string) error {
	t := l.table
	widths := widthsOf(t, b.locale)
	plots, last := b.plan(l, len(widths))
	if err := b.filter(l); err != nil {
		return err
	}
	if err := b.begin(l.sheet, widths, last); err != nil {
		return err
	}
	if err := b.furnish(l, cover, len(widths)); err != nil {
		return err
	}
	for _, p := range plots {
		if err := b.draw(l.sheet, p); err != nil {
			return fmt.Errorf("the chart: %w", err)
		}
	}
	r := b.stream(l.sheet)
	r.add(0, text(t.Caption, captionLook))
	r.add(0, text(b.under(), quietLook))
	r.add(0, text("All tables", linkLook))
	b.table(r, t, widths)
	r.skip(1)
	for _, note := range notesOf(l) {
		r.note(note, len(widths), sum(widths), noteLook)
	}
	for _, p := range plots {
		b.numbers(r, p)
	}
	return r.end()
}

// table writes the head and the rows.
func (b *book) table(r *rows, t report.Table, widths []float64) {
	heads := make([]cell, len(widths))
	lines := 1
	for i := range heads {
		heads[i] = cell{nil, headLook}
		if i < len(t.Columns) {
			heads[i] = text(t.Columns[i].Head, headLook)
			heads[i].right = t.Columns[i].Number
			lines = max(lines, linesOf(t.Columns[i].Head, widths[i]-1))
		}
	}
	r.add(lineHeight*float64(lines)+3, heads...)
	cells := make([]cell, 0, len(widths))
	for n, row := range t.Rows {
		cells = cells[:0]
		total := t.Total && n == len(t.Rows)-1
		for i, c := range row {
			right := i < len(t.Columns) && t.Columns[i].Number
			cells = append(cells, b.cell(c, right, total))
		}
		r.add(0, cells...)
	}
}

// cell is a cell of a table as a workbook has it.
func (b *book) cell(c report.Cell, right, total bool) cell {
	l := look{bold: total, total: total, right: right}
	switch c.Kind {
	case report.Day:
		if days, known := serial(c); known {
			l.format = format(c, b.locale)
			return cell{days, l}
		}
	case report.Words, report.Hidden, report.Unknown:
	default:
		v, known := shown(c)
		if !known {
			break
		}
		l.format = format(c, b.locale)
		switch c.Kind {
		case report.Count:
			return cell{int(v), l}
		case report.Percent:
			v = math.Round(v*10) / 1000 // as near to one decimal as a number can be
		}
		return cell{v, l}
	}
	l.wrap = !right
	return text(says(c, b.locale), l)
}

// under says below a caption what the report is.
func (b *book) under() string {
	parts := []string{b.Title, b.About, b.Settings.Facility, audienceName(b.Audience)}
	if b.practice() {
		parts = append(parts, practiceMark)
	}
	return joined(" · ", parts...)
}

// notesOf is what stands below a table: its definition, those of its figures, and
// what the sign of a hidden number means.
func notesOf(l leaf) []string {
	notes := []string{l.table.Definition}
	for _, f := range l.figures {
		notes = append(notes, f.Definition)
	}
	if hides(l.table) {
		notes = append(notes, hiddenNote)
	}
	return filled(notes)
}

func hides(t report.Table) bool {
	for _, row := range t.Rows {
		for _, c := range row {
			if c.Kind == report.Hidden {
				return true
			}
		}
	}
	return false
}

// filter lets the reader of a long table choose rows; the total stays.
func (b *book) filter(l leaf) error {
	n := len(l.table.Rows)
	if l.table.Total {
		n--
	}
	if n < filterFrom || len(l.table.Columns) == 0 {
		return nil
	}
	last, err := excelize.CoordinatesToCellName(len(l.table.Columns), headRow+n)
	if err != nil {
		return err
	}
	return b.file.AutoFilter(l.sheet, fmt.Sprintf("A%d:%s", headRow, last), nil)
}

// manyColumns is the number of columns from which the first one stays in view and
// the others are narrower.
const manyColumns = 8

// furnish sets the way back, what stays in view, and what is printed on each page.
func (b *book) furnish(l leaf, cover string, columns int) error {
	if err := b.file.SetCellHyperLink(l.sheet, "A3", "'"+cover+"'!A1", "Location"); err != nil {
		return err
	}
	view := &excelize.Panes{Freeze: true, YSplit: headRow, TopLeftCell: fmt.Sprintf("A%d", firstRow), ActivePane: "bottomLeft"}
	repeated := fmt.Sprintf("'%s'!$%d:$%d", l.sheet, headRow, headRow)
	if columns >= manyColumns {
		view.XSplit, view.TopLeftCell, view.ActivePane = 1, fmt.Sprintf("B%d", firstRow), "bottomRight"
		repeated = fmt.Sprintf("'%s'!$A:$A,", l.sheet) + repeated
	}
	if err := b.file.SetPanes(l.sheet, view); err != nil {
		return err
	}
	return b.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: l.sheet, RefersTo: repeated,
	})
}

// The widths of columns in characters. Longer text is broken into lines.
const (
	leastWidth = 9.0
	mostWidth  = 60.0
	mostOfMany = 40.0
	mostHead   = 20
	headLines  = 2    // that a head should take
	leastTable = 50.0 // of all columns: the notes below a table stand in its width
)

// widthsOf makes each column as wide as what stands in it.
func widthsOf(t report.Table, l data.Locale) []float64 {
	columns := max(len(t.Columns), 1)
	for _, row := range t.Rows {
		columns = max(columns, len(row))
	}
	longest := make([]int, columns)
	for i, c := range t.Columns {
		longest[i] = min(utf8.RuneCountInString(c.Head)/headLines, mostHead)
		for word := range strings.FieldsSeq(c.Head) {
			longest[i] = max(longest[i], utf8.RuneCountInString(word)+1)
		}
	}
	for _, row := range t.Rows {
		for i, c := range row {
			for line := range strings.SplitSeq(says(c, l), "\n") {
				longest[i] = max(longest[i], utf8.RuneCountInString(line))
			}
		}
	}
	widths, most := make([]float64, columns), mostWidth
	if columns >= manyColumns {
		most = mostOfMany
	}
	for i, n := range longest {
		widths[i] = min(max(float64(n)+2, leastWidth), most)
	}
	widths[0] += max(leastTable-sum(widths), 0)
	return widths
}

func sum(widths []float64) float64 {
	total := 0.0
	for _, w := range widths {
		total += w
	}
	return total
}

// filled leaves out what is empty.
func filled(texts []string) []string {
	var all []string
	for _, s := range texts {
		if strings.TrimSpace(s) != "" {
			all = append(all, s)
		}
	}
	return all
}

func joined(between string, texts ...string) string { return strings.Join(filled(texts), between) }
