package page

import (
	"cmp"
	"strings"
)

// Column is a column of a [Table].
type Column struct {
	Head   string
	Width  float64 // points; the columns with 0 share what is left
	Number bool    // set flush right
}

// Table is a table with one row of heads. The first cell of each row is the
// head of the row.
type Table struct {
	Caption string
	Columns []Column
	Rows    [][]string
	Total   bool   // the last row is the sum of the others
	Note    string // small, below the table; it stays with the last rows
	// Labels says that what stands before the first colon of a line in a cell is its
	// label, set in semibold. Lines are parted by line ends.
	Labels bool

	// Mark, if set, is given the element of each cell below the heads, counted
	// from 0. [Document.Places] says where on the pages the cell came to stand.
	Mark func(row, col int, e *Element)
}

// Measures of a table in points.
const (
	cellPadX = 5.5
	cellPadY = 3.7 // unless the styles say otherwise
	// A row with more lines than this may be cut at the foot of a page.
	wholeRowLines = 10
	// One with labels tells of one thing, so more of it stays together.
	wholeLabelLines = 34
	// No column is narrower: a letter must fit.
	leastColumn = 2*cellPadX + 14
)

var rowRule = rgb(214, 221, 223)

// Table writes t. Heads are repeated on every page; the first two and the last
// two rows stay together, and a total stays with the two rows above it.
func (f *Flow) Table(t Table) {
	g := grid{flow: f, table: t, elem: f.cur.Add(TagTable), widths: columnWidths(t.Columns, f.width), total: f.width, rtl: t.runsLeft(f.lang)}
	gap := f.Styles.Body
	if t.Caption != "" {
		gap = f.Styles.Caption
	}
	slabs := g.caption()
	head := g.head()
	head.keep = true
	slabs = append(slabs, head)
	repeat := slab{height: head.height, items: artifacts(Decoration, head.items)}
	last := len(t.Rows) - 1
	for i, row := range t.Rows {
		strips := g.row(i, row, t.Total && i == last)
		for k := range strips {
			strips[k].repeat = &repeat
		}
		strips[len(strips)-1].keep = i < last && (i == 0 || i == last-1 || t.Total && i == last-2)
		slabs = append(slabs, strips...)
	}
	if note := f.block(TagP, f.Styles.Small, []Run{{Text: t.Note}}); len(note) > 0 {
		slabs[len(slabs)-1].keep = true
		note[0].gap = f.Styles.Small.Gap
		slabs = append(slabs, note...)
	}
	f.emit(slabs, gap)
}

// runsLeft says that most of the table's letters are of a script that does.
func (t Table) runsLeft(lang string) bool {
	var all strings.Builder
	for _, c := range t.Columns {
		all.WriteString(c.Head)
	}
	for _, row := range t.Rows {
		for _, text := range row {
			all.WriteString(text)
		}
	}
	return paragraphRunsLeft(all.String(), lang)
}

// columnWidths gives every column its width, so that together they fill width.
func columnWidths(columns []Column, width float64) []float64 {
	widths := make([]float64, len(columns))
	given, open := 0.0, 0
	for i, c := range columns {
		widths[i] = max(c.Width, 0)
		given += widths[i]
		if widths[i] == 0 {
			open++
		}
	}
	share := 0.0
	if open > 0 {
		share = max((width-given)/float64(open), leastColumn)
	}
	sum := given + share*float64(open)
	for i := range widths {
		if widths[i] == 0 {
			widths[i] = share
		}
		widths[i] *= width / sum
	}
	return widths
}

// grid is a table being laid out.
type grid struct {
	flow   *Flow
	table  Table
	elem   *Element
	widths []float64
	total  float64 // width of the table
	rtl    bool    // the first column stands at the right edge
}

// padY is the empty space above and below the text of a cell.
func (g grid) padY() float64 {
	if pad := g.flow.Styles.CellPad; pad > 0 {
		return pad
	}
	return cellPadY
}

func (g grid) caption() []slab {
	if g.table.Caption == "" {
		return nil
	}
	style := g.flow.Styles.Caption
	slabs := g.flow.textSlabs(g.elem.Add(TagCaption), style, 0, g.total, []Run{{Text: g.table.Caption}})
	for i := range slabs {
		slabs[i].keep = true
	}
	if len(slabs) > 0 {
		slabs[len(slabs)-1].height += style.Below
	}
	return slabs
}

// head is the row of heads.
func (g grid) head() slab {
	style := g.flow.Styles.Cell.With(SansBold)
	texts := make([]string, len(g.table.Columns))
	for i, c := range g.table.Columns {
		texts[i] = c.Head
	}
	cells, deepest, style := g.cells(texts, style)
	s := slab{height: float64(deepest)*style.Lead + 2*g.padY()}
	s.items = append(s.items, Rect{Box: Box{W: g.total, H: s.height}, Fill: Shade})
	tr := g.elem.Add(TagTR)
	for i, c := range cells {
		th := tr.Add(TagTH)
		th.Scope, th.Actual = ScopeColumn, c.spoken
		above := float64(deepest-len(c.lines)) * style.Lead // heads stand on the lower edge
		s.items = append(s.items, g.place(c.lines, c.rtl, i, style, g.padY()+above, th)...)
	}
	return s
}

// cell is the text of a cell, broken into lines.
type cell struct {
	lines  []line
	rtl    bool
	spoken string
}

// cells breaks the texts of one row; deepest is the number of lines it takes,
// and the style returned has the lead that they need.
func (g grid) cells(texts []string, style Style) (cells []cell, deepest int, roomy Style) {
	cells = make([]cell, len(g.table.Columns))
	deepest, roomy = 1, style
	for i := range cells {
		if i >= len(texts) {
			continue
		}
		c := cell{rtl: g.rtl || g.flow.runsLeft([]Run{{Text: texts[i]}})}
		var said []string // what is spoken of the cell is spoken of all its lines
		for text := range strings.SplitSeq(texts[i], "\n") {
			lines, spoken := g.flow.broken(style, g.widths[i]-2*cellPadX, g.runs(text), c.rtl)
			c.lines = append(c.lines, lines...)
			c.spoken += spoken
			said = append(said, cmp.Or(spoken, text))
		}
		if c.spoken != "" {
			c.spoken = strings.Join(said, " ")
		}
		cells[i] = c
		deepest = max(deepest, len(c.lines))
		roomy = roomy.roomFor(c.lines)
	}
	return cells, deepest, roomy
}

// runs are the label of a line and the rest of it, or the line as it is.
func (g grid) runs(text string) []Run {
	label, rest, ok := strings.Cut(text, ": ")
	if !g.table.Labels || !ok {
		return []Run{{Text: text}}
	}
	return []Run{{Text: label + ": ", Strong: true}, {Text: rest}}
}

// place sets lines in column i, the first one y points below the slab's top.
func (g grid) place(lines []line, rtl bool, i int, style Style, y float64, owner *Element) []Item {
	var items []Item
	for k, l := range lines {
		x := l.startIn(g.left(i)+cellPadX, g.widths[i]-2*cellPadX, rtl || g.table.Columns[i].Number)
		items = append(items, l.items(x, y+float64(k)*style.Lead+style.Baseline(), owner)...)
	}
	return items
}

// left is where column i begins.
func (g grid) left(i int) float64 {
	left := 0.0
	for _, w := range g.widths[:i] {
		left += w
	}
	if g.rtl {
		return g.total - left - g.widths[i]
	}
	return left
}

// row is one row of cells: one slab, or one for each line when there are many,
// so that a long account can go on on the next page.
func (g grid) row(number int, texts []string, sum bool) []slab {
	style := g.flow.Styles.Cell
	if sum {
		style = style.With(SansBold)
	}
	cells, deepest, style := g.cells(texts, style)
	tr := g.elem.Add(TagTR)
	owners := make([]*Element, len(cells))
	for i := range cells {
		owners[i] = tr.Add(TagTD)
		owners[i].Actual = cells[i].spoken
		if i == 0 {
			owners[i].Tag, owners[i].Scope = TagTH, ScopeRow
		}
		if g.table.Mark != nil {
			g.table.Mark(number, i, owners[i])
		}
	}
	step, whole := deepest, wholeRowLines
	if g.table.Labels {
		whole = wholeLabelLines
	}
	if deepest > whole {
		step = 1
	}
	var strips []slab
	for from := 0; from < deepest; from += step {
		var above, below float64
		if from == 0 {
			above = g.padY()
		}
		if from+step >= deepest {
			below = g.padY()
		}
		s := slab{height: above + float64(step)*style.Lead + below}
		for i, c := range cells {
			part := c.lines[min(from, len(c.lines)):min(from+step, len(c.lines))]
			s.items = append(s.items, g.place(part, c.rtl, i, style, above, owners[i])...)
			if g.table.Mark != nil {
				s.stands = append(s.stands, standing{owners[i], Box{g.left(i), 0, g.widths[i], s.height}})
			}
		}
		s.keep = step == 1 && (from == 0 || from == deepest-2)
		strips = append(strips, s)
	}
	g.rule(strips, sum)
	return strips
}

// rule draws the line below a row, or the stronger one above a sum.
func (g grid) rule(strips []slab, sum bool) {
	if sum {
		strong := Line{X2: g.total, Color: Teal, Width: 0.8}
		strips[0].items = append([]Item{strong}, strips[0].items...)
		return
	}
	last := &strips[len(strips)-1]
	last.items = append(last.items, Line{Y1: last.height, X2: g.total, Y2: last.height, Color: rowRule, Width: 0.4})
}
