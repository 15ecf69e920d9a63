package workbook

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"rapport/data"
)

// rows writes a sheet from its first row down. The first fault is kept and ends
// the writing.
type rows struct {
	b   *book
	to  *excelize.StreamWriter
	row int // the last one written
	err error
}

// cell is a value and how it is set.
type cell struct {
	value any // string, int, float64 or nil
	look
}

func text(s string, l look) cell { return cell{cellText(s), l} }

// begin opens a sheet with columns of the widths, in characters, and so many rows.
// What concerns the whole sheet is settled before its rows are streamed.
func (b *book) begin(sheet string, widths []float64, rows int) error {
	if len(widths) > excelize.MaxColumns {
		return fmt.Errorf("it has more columns than a sheet can have (%d)", excelize.MaxColumns)
	}
	if rows > excelize.TotalRows {
		return fmt.Errorf("it has more rows than a sheet can have (%d); make the period shorter", excelize.TotalRows)
	}
	// From the last to the first: the library puts each new column before the
	// others, and a sheet must list them in their order.
	for i := len(widths); i > 0; i-- {
		name, err := excelize.ColumnNumberToName(i)
		if err != nil {
			return err
		}
		if err := b.file.SetColWidth(sheet, name, name, widths[i-1]); err != nil {
			return err
		}
	}
	corner, err := excelize.CoordinatesToCellName(len(widths), rows)
	if err != nil {
		return err
	}
	if err := b.file.SetSheetDimension(sheet, "A1:"+corner); err != nil {
		return err
	}
	return b.layout(sheet, sum(widths))
}

// The numbers of paper sizes (ECMA-376 part 1, 18.3.1.63).
const (
	paperLetter = 1
	paperA4     = 9
)

// pageWidth is how many characters side by side on a page in landscape can still
// be read: at 60 percent.
const pageWidth = 200

// layout makes a sheet print in landscape, as wide as the paper or as few sheets
// of it, with the foot of the report and the number of the page.
func (b *book) layout(sheet string, width float64) error {
	paper, wide, across, free, yes := paperLetter, "landscape", int(math.Ceil(width/pageWidth)), 0, true
	if size, _ := b.Settings.Sheet(); size == data.A4 {
		paper = paperA4
	}
	if err := b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	if err := b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &paper, Orientation: &wide, FitToWidth: &across, FitToHeight: &free}); err != nil {
		return err
	}
	foot := printed(b.foot(), 180)
	if b.Made != "" {
		foot = printed(b.foot(), 145) + "\n" + printed(tidy(b.Made), 80)
	}
	marks := &excelize.HeaderFooterOptions{OddFooter: "&L&8" + foot + "&R&8Page &P of &N", OddHeader: "&L&8" + printed(b.heading(), 150)}
	if b.practice() {
		marks.OddHeader += "&R&B" + practiceMark
	}
	return b.file.SetHeaderFooter(sheet, marks)
}

// practiceMark stands on everything that is made of practice data.
const practiceMark = "PRACTICE DATA"

// printed is text for the head or foot of a page, where & begins a code; Excel
// holds 255 characters in all.
func printed(s string, most int) string {
	s = strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "&", "&&")
	if units(s) <= most {
		return " " + s
	}
	return " " + strings.TrimRight(first16(s, most-1), "& ") + "…"
}

// stream begins the rows of a sheet.
func (b *book) stream(sheet string) *rows {
	to, err := b.file.NewStreamWriter(sheet)
	return &rows{b: b, to: to, err: err}
}

// add writes the next row; height in points, 0 for as high as its text.
func (r *rows) add(height float64, cells ...cell) {
	r.row++
	if r.err != nil {
		return
	}
	values := make([]any, len(cells))
	for i, c := range cells {
		id, err := r.b.style(c.look)
		if err != nil {
			r.err = err
			return
		}
		if c.value == "" {
			c.value = nil
		}
		values[i] = excelize.Cell{StyleID: id, Value: c.value}
	}
	at, err := excelize.CoordinatesToCellName(1, r.row)
	if err == nil {
		err = r.to.SetRow(at, values, excelize.RowOpts{Height: min(height, excelize.MaxRowHeight)})
	}
	r.err = err
}

// skip leaves rows empty.
func (r *rows) skip(n int) { r.row += n }

// note writes a text across so many columns, as high as it needs in their width.
func (r *rows) note(s string, columns int, width float64, l look) {
	s = cellText(s)
	r.add(lineHeight*float64(linesOf(s, width)), cell{s, l})
	if columns < 2 || r.err != nil {
		return
	}
	from, err := excelize.CoordinatesToCellName(1, r.row)
	if err == nil {
		var to string
		if to, err = excelize.CoordinatesToCellName(columns, r.row); err == nil {
			err = r.to.MergeCell(from, to)
		}
	}
	r.err = err
}

// end closes the sheet.
func (r *rows) end() error {
	if r.err != nil {
		return r.err
	}
	return r.to.Flush()
}

// lineHeight is the height of a line of the usual text in points.
const lineHeight = 15.0

// linesOf is how many lines the text takes in a column of the width.
func linesOf(s string, width float64) int {
	lines := 0
	for line := range strings.SplitSeq(s, "\n") {
		used := 0
		lines++
		for word := range strings.SplitSeq(line, " ") {
			n := utf8.RuneCountInString(word)
			if used > 0 && float64(used+1+n) > width {
				lines++
				used = 0
			}
			used += n + 1
			for ; float64(used) > width+1; used -= int(width) { // a word longer than the line
				lines++
			}
		}
	}
	return lines
}
