package report

import (
	"fmt"
	"slices"
	"strings"

	"rapport/reports/letter"
	"rapport/reports/page"
	"rapport/reports/pdf"
)

// Margins of a sheet in points; the head and the foot stand in them.
const (
	marginX      = 60.0
	marginWide   = 42.0 // of a landscape sheet, whose tables have many columns
	marginTop    = 76.0
	marginBottom = 58.0
	denseTop     = 72.0
	denseBottom  = 58.0
	denseX       = 54.0
	headLine     = 55.0 // from the upper edge
	footLine     = 50.0 // from the lower edge
)

// PDF makes the pages and returns them as a PDF file with their number.
func PDF(r Report) (file []byte, pages int, err error) {
	doc, _ := Pages(r)
	file, err = pdf.Write(doc)
	if err != nil {
		return nil, 0, fmt.Errorf("making the pages of a report: %w", err)
	}
	return file, len(doc.Pages), nil
}

// Pages lays the report out: letterhead and "Page x of y" on every page, tables
// and figures numbered, the heads of a table repeated where it goes on. A
// character that no face has is shown as a question mark. The spots are the
// numbers and bars with cases behind them.
func Pages(r Report) (*page.Document, []Spot) {
	paper, _ := r.Settings.Sheet()
	size := letter.SheetSize(paper)
	if r.Landscape {
		size.W, size.H = size.H, size.W
	}
	title := r.Title
	if r.About != "" {
		title += ", " + r.About
	}
	doc := page.NewDocument(size, "en-US", title, r.At)
	doc.Author, doc.Subject = r.Settings.Facility, r.Title
	styles, top, bottom := page.ReportStyles(), marginTop, marginBottom
	if r.Dense {
		styles, top, bottom = page.DenseStyles(), denseTop, denseBottom
	}
	w := &writer{Report: r, Flow: page.NewFlow(doc, styles,
		page.Frame{Left: r.margin(), Top: top, Right: size.W - r.margin(), Bottom: size.H - bottom})}
	w.write()
	w.Finish(w.furnish)
	if r.Practice || r.Settings.Practice {
		doc.Mark("PRACTICE DATA")
	}
	return doc, w.spots(doc)
}

// margin is the empty space at the left and at the right.
func (r Report) margin() float64 {
	switch {
	case r.Landscape:
		return marginWide
	case r.Dense:
		return denseX
	}
	return marginX
}

// writer lays out one report.
type writer struct {
	Report
	*page.Flow
	tables int // numbered so far

	doors []doored // the cells with cases behind them
	drawn []Figure // in their order
}

var aboutStyle = page.Style{Face: page.Sans, Size: 12.5, Lead: 16, Color: page.Black, Gap: 2}

func (w *writer) write() {
	w.Heading(1, w.Title)
	w.ParaIn(aboutStyle, w.About)
	for _, s := range w.Sections {
		if s.NewPage {
			w.PageBreak()
		}
		if s.Whole {
			w.Together(func() { w.section(s) })
		} else {
			w.section(s)
		}
	}
}

func (w *writer) section(s Section) {
	if s.Heading != "" {
		w.Heading(max(s.Level, 2), s.Heading)
	}
	w.blocks(s.Blocks)
}

// blocks writes blocks one below the other, narrow tables side by side.
func (w *writer) blocks(blocks []Block) {
	for i := 0; i < len(blocks); i++ {
		n := halves(blocks[i:])
		if len(n) < 2 {
			w.block(blocks[i])
			continue
		}
		w.beside(n)
		i += len(n) - 1
	}
}

// halves are the narrow tables with which the blocks begin.
func halves(blocks []Block) []Table {
	var list []Table
	for _, b := range blocks {
		t, is := b.(Table)
		if !is || !t.Half {
			break
		}
		list = append(list, t)
	}
	return list
}

// gutter is the space between two tables side by side, in points.
const gutter = 20.0

// even is how many rows two columns may differ by to count as equally long.
const even = 5

// beside writes narrow tables in two columns, each into the shorter one. Where both
// are about as long the page may end.
func (w *writer) beside(list []Table) {
	var columns [2][]page.Table
	var height [2]int
	for k, t := range list {
		i := 0
		if height[1] < height[0] {
			i = 1
		}
		plain := w.plain(t)
		columns[i] = append(columns[i], plain)
		height[i] += len(plain.Rows) + 3 + len(plain.Note)/90 // in rows, as good as it need be
		more := len(list) - 1 - k
		if difference := height[0] - height[1]; more > 0 && len(columns[1]) > 0 && difference <= even && difference >= -even {
			w.columns(columns)
			columns, height = [2][]page.Table{}, [2]int{}
		}
	}
	w.columns(columns)
}

// columns writes tables in two columns that stay on one page.
func (w *writer) columns(tables [2][]page.Table) {
	half := (w.Width() - gutter) / 2
	w.Columns(gutter, []float64{half, half}, func(i int, column *page.Flow) {
		for _, t := range tables[i] {
			column.Table(t)
		}
	})
}

// alarmGround lies behind what is wrong; the panel's first word says so, too.
var alarmGround = page.Color{R: 250, G: 214, B: 208, A: 255}

func (w *writer) block(b Block) {
	switch b := b.(type) {
	case Para:
		if b.Lead {
			w.LeadIn(w.Styles.Body, b.Runs...)
			return
		}
		w.Runs(w.Styles.Body, b.Runs...)
	case Bullets:
		w.BulletRuns(b.Items...)
	case Panel:
		ground := page.Amber
		if b.Alarm {
			ground = alarmGround
		}
		w.Panel(ground, 7, func(f *page.Flow) { f.Runs(f.Styles.Body, b.Runs...) })
	case Figure:
		w.figure(b)
	case Table:
		if b.OnPaper != WorkbookOnly {
			w.table(b)
		}
	case Pairs:
		w.pairs(b)
	case WriteOn:
		w.writeOn(b)
	case Signatures:
		w.signatures(b)
	}
}

// figure draws a numbered figure and its definition, on one page.
func (w *writer) figure(f Figure) {
	w.drawn = append(w.drawn, f)
	w.Together(func() {
		w.Caption(fmt.Sprintf("Figure %d. %s", len(w.drawn), f.Caption))
		w.Figure(f.Drawing, f.Height)
		w.ParaIn(w.Styles.Small, f.Definition)
	})
}

// wholeRows is the most rows of a table that is kept on one page; a longer one
// goes on on the next.
const wholeRows = 6

// table writes a numbered table with its definition.
func (w *writer) table(t Table) {
	plain := w.plain(t)
	if t.Labels || t.Fine {
		usual := w.Styles.Cell
		w.Styles.Cell.Size, w.Styles.Cell.Lead = w.Styles.Small.Size, w.Styles.Small.Lead
		defer func() { w.Styles.Cell = usual }()
	}
	if t.Labels || len(plain.Rows) > wholeRows || wordy(plain) {
		w.Table(plain)
		return
	}
	w.Together(func() { w.Table(plain) })
}

// wordy reports whether the rows of a table are texts, so that it is tall however
// few they are.
func wordy(t page.Table) bool {
	letters := 0
	for _, row := range t.Rows {
		for _, text := range row {
			letters += len(text)
		}
	}
	return letters > 1000
}

// plain is the table as it is set, with its number.
func (w *writer) plain(t Table) page.Table {
	w.tables++
	rows, note := t.Rows, t.note()
	if t.OnPaper > 0 && t.OnPaper < len(rows) {
		rows = slices.Clone(rows[:t.OnPaper])
		if t.Total {
			rows = append(rows, t.Rows[len(t.Rows)-1])
		}
		note = strings.TrimSpace(fmt.Sprintf("The first %s of %s rows; the workbook has them all. %s", w.Settings.Locale.Count(t.OnPaper), w.Settings.Locale.Count(len(t.Rows)), note))
	}
	plain := page.Table{Caption: fmt.Sprintf("Table %d. %s", w.tables, t.Caption), Total: t.Total, Labels: t.Labels, Note: note, Mark: w.mark(t)}
	for _, c := range t.Columns {
		plain.Columns = append(plain.Columns, page.Column{Head: c.Head, Width: c.Width, Number: c.Number})
	}
	for _, row := range rows {
		texts := make([]string, len(row))
		for i, c := range row {
			texts[i] = c.String(w.Settings.Locale)
		}
		plain.Rows = append(plain.Rows, texts)
	}
	if len(t.Rows) == 0 {
		plain.Rows = [][]string{{"None"}}
	}
	return plain
}

// furnish draws the head and the foot of a page.
func (w *writer) furnish(s *page.Sheet) {
	small := page.Style{Face: page.Sans, Size: 8.6, Color: page.Grey}
	foot := page.Style{Face: page.Sans, Size: 8.2, Color: page.Grey}
	left, right := w.margin(), s.Size.W-w.margin()
	title := page.TextRight(small, right, headLine-11, letter.Shortened(small, w.head(), (right-left)*0.6))
	s.Header(append(letter.Shield(left, headLine-23, 15),
		page.TextAt(small, left+22, headLine-11, letter.Shortened(small, w.Settings.Facility, right-left-title.Width()-40)), title,
		page.Line{X1: left, Y1: headLine, X2: right, Y2: headLine, Color: page.Teal, Width: 0.7})...)
	y := s.Size.H - footLine
	number := page.TextRight(foot, right, y+11, fmt.Sprintf("Page %d of %d", s.N, s.Total))
	items := []page.Item{
		page.Line{X1: left, Y1: y, X2: right, Y2: y, Color: page.Rule, Width: 0.5},
		page.TextAt(foot, left, y+11, letter.Shortened(foot, w.FootText(), right-left-number.Width()-12)), number}
	if w.Made != "" {
		fine := page.Style{Face: page.Sans, Size: 7, Color: page.Grey}
		items = append(items, page.TextAt(fine, left, y+20, letter.Shortened(fine, w.Made, right-left)))
	}
	s.Footer(items...)
}
