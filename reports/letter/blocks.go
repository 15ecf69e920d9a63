package letter

import (
	"strings"

	"rapport/data"
	"rapport/reports/page"
)

// banner writes a notice on a shaded ground.
func (c *composer) banner(b data.Filled) {
	c.Panel(page.Shade, 9, func(f *page.Flow) {
		for _, r := range runs(b.Lines) {
			f.Runs(f.Styles.Body, r...)
		}
	})
}

// facts writes rows of label and value, on one page: the head of a memo, the day
// and place of a meeting. Without a heading they stand between two thin rules.
func (c *composer) facts(b data.Filled) { c.Together(func() { c.factRows(b) }) }

func (c *composer) factRows(b data.Filled) {
	label := c.Styles.Body.In(page.Grey)
	var rows []factRow
	widest := 0.0
	for _, line := range b.Lines {
		row := cutLabel(line)
		rows = append(rows, row)
		widest = max(widest, widthOf(label, row.label+": "))
	}
	between := c.Styles.Body.Size
	left := min(widest+1, c.Width()*0.45)
	row := c.Styles.Body.After(0)
	gap := c.Styles.Body.Lead * 0.4
	heading := b.Title != ""
	if !heading {
		c.Rule(gap)
	}
	for i, r := range rows {
		outer := c.Styles.Body.Gap
		switch {
		case i == 0:
			c.Styles.Body.Gap = gap
		default:
			c.Styles.Body.Gap = gap * 0.4
		}
		c.Columns(between, []float64{left, c.Width() - left - between}, func(i int, f *page.Flow) {
			if i == 0 {
				f.ParaIn(label.After(0), r.label+":")
				return
			}
			f.Runs(row, r.value...)
		})
		c.Styles.Body.Gap = outer
	}
	if !heading {
		c.Rule(gap)
	}
}

type factRow struct {
	label string
	value []page.Run
}

// cutLabel takes the label, up to the colon, from the first piece of a row.
func cutLabel(line []data.Piece) factRow {
	if len(line) == 0 {
		return factRow{}
	}
	label, rest, _ := strings.Cut(line[0].Text, ":")
	row := factRow{label: strings.TrimSpace(label)}
	if rest = strings.TrimLeft(rest, " "); rest != "" {
		row.value = append(row.value, page.Run{Text: rest})
	}
	for _, p := range line[1:] {
		p.Whole = false // a column may be narrow
		row.value = append(row.value, run(p))
	}
	return row
}

// The marks of a form, in the text of its block.
const (
	moreRoom = "-"    // a line to write on, without a label
	beside   = " | "  // what stands beside another on one line
	tickBox  = "( ) " // a box to tick instead of a line
)

// writingRoom is the height of a line to write on by hand, in points.
const writingRoom = 22

// blanks writes labels, each with lines to write on below it, that no page break
// parts from it.
func (c *composer) blanks(b data.Filled) {
	label := c.Styles.Small.In(page.Black).After(0)
	room := max(writingRoom, c.Styles.Body.Lead*1.25)
	between := c.Styles.Body.Size * 1.4
	lines := strings.Split(b.Text(), "\n")
	var rows []func()
	for len(lines) > 0 {
		cells, more := strings.Split(lines[0], beside), 0
		for lines = lines[1:]; len(lines) > 0 && lines[0] == moreRoom; lines = lines[1:] {
			more++
		}
		rows = append(rows, func() {
			c.Columns(between, shares(cells, c.Width(), between), func(i int, f *page.Flow) {
				if what, tick := strings.CutPrefix(cells[i], tickBox); tick {
					f.TickBox(c.Styles.Body, what)
					return
				}
				f.ParaIn(label, cells[i])
				for range more + 1 {
					f.Rule(room)
				}
			})
		})
	}
	// The last row, most often a signature, never stands alone on a page.
	last := max(len(rows)-2, 0)
	for _, row := range rows[:last] {
		row()
	}
	c.Together(func() {
		for _, row := range rows[last:] {
			row()
		}
	})
}

// shares are the widths of the cells of a line: even for boxes to tick; else the
// first is twice as wide as the others, as a signature is beside its date.
func shares(cells []string, width, between float64) []float64 {
	all := make([]float64, len(cells))
	width -= between * float64(len(cells)-1)
	parts := float64(len(cells) + 1)
	even := len(cells) == 1 || strings.HasPrefix(cells[0], tickBox)
	for i := range cells {
		switch {
		case even:
			all[i] = width / float64(len(cells))
		case i == 0:
			all[i] = width * 2 / parts
		default:
			all[i] = width / parts
		}
	}
	return all
}
