package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapport/data"
)

// Refusal is why one row is not imported.
type Refusal struct {
	Row    int    // as a spreadsheet program numbers it
	Column string // the heading of the cell that is wrong; empty where it is the row
	Reason string
}

// cellFault is a fault of one cell.
type cellFault struct {
	column string
	err    error
}

func (f cellFault) Error() string { return f.err.Error() }

// refuse makes the refusal of a row.
func refuse(row int, err error) Refusal {
	var cell cellFault
	if errors.As(err, &cell) {
		return Refusal{row, cell.column, err.Error()}
	}
	return Refusal{Row: row, Reason: err.Error()}
}

// Error returns the reason with its row.
func (r Refusal) Error() string { return fmt.Sprintf("row %d: %s", r.Row, r.Reason) }

// Refused returns the refusal as the outcome of an import lists it.
func (r Refusal) Refused() data.RefusedRow { return data.RefusedRow(r) }

// columns is a map bound to the columns of a sheet.
type columns struct {
	field  map[string]int
	groups []int
	themes []int // flag columns
	names  []string
	list   int // the column that holds a list of themes, or -1
}

// Check reports whether the sheet has every column that the map names. The
// error is a sentence with the columns that the sheet does have.
func (m Map) Check(s Sheet) error {
	_, err := m.bind(s)
	return err
}

func (m Map) bind(s Sheet) (columns, error) {
	h := headingsOf(s)
	c := columns{field: map[string]int{}, list: -1}
	var err error
	for _, field := range fieldNames(m.Record) { // in a fixed order, so that the same fault is named each time
		name := m.Columns[field]
		if name == "" {
			continue
		}
		if c.field[field], err = h.column(name); err != nil {
			return columns{}, err
		}
	}
	for _, name := range m.DateGroups {
		at, err := h.column(name)
		if err != nil {
			return columns{}, err
		}
		c.groups = append(c.groups, at)
	}
	return c, c.bindThemes(m.Themes, h)
}

func (c *columns) bindThemes(t Themes, h headings) error {
	var err error
	if t.Column != "" {
		if c.list, err = h.column(t.Column); err != nil {
			return err
		}
	}
	if t.From == "" {
		return nil
	}
	from, err := h.column(t.From)
	if err != nil {
		return err
	}
	to, err := h.column(t.To)
	if err != nil {
		return err
	}
	if to < from {
		return faultf("the map's themes run from %q to %q, but %q stands first in the file. Exchange them", t.From, t.To, t.To)
	}
	for i := from; i <= to; i++ {
		c.themes = append(c.themes, i)
		c.names = append(c.names, h.all[i])
	}
	return nil
}

// at is the text of a cell. The guard that a table of Rapport sets before what a
// spreadsheet would run as a formula is off again ([data.PlainCell]).
func (r Row) at(i int) string {
	if i < len(r.Cells) {
		return data.WithoutGuard(r.Cells[i])
	}
	return ""
}

// text returns a field of the row as text, empty where the map has no column.
func (c columns) text(r Row, field string) string {
	if i, ok := c.field[field]; ok {
		return clean(r.at(i))
	}
	return ""
}

// term returns a field of the row as one line.
func (c columns) term(r Row, field string) string {
	if i, ok := c.field[field]; ok {
		return oneLine(r.at(i))
	}
	return ""
}

// short keeps a wrong cell from filling a message.
func short(cell string) string {
	const most = 30
	if r := []rune(cell); len(r) > most {
		return string(r[:most]) + "…"
	}
	return cell
}

// tooWide reports a row with more filled cells than the heading has.
func tooWide(r Row, header []string) error {
	for i := len(header); i < len(r.Cells); i++ {
		if strings.TrimSpace(r.Cells[i]) != "" {
			return faultf("it has %d cells, the heading only %d. A separator inside a text is not in quotation marks, or the heading lacks a column", len(r.Cells), len(header))
		}
	}
	return nil
}

// appliesIn tells the cells of a flag column that mean yes.
var appliesIn = []string{"1", "1.0", "yes", "y", "true", "x"}

func (c columns) themesOf(r Row, t Themes) []string {
	var themes []string
	add := func(name string) {
		if name = oneLine(name); name != "" && !slices.Contains(themes, name) {
			themes = append(themes, name)
		}
	}
	for k, i := range c.themes {
		if slices.Contains(appliesIn, strings.ToLower(oneLine(r.at(i)))) {
			add(c.names[k])
		}
	}
	if c.list >= 0 {
		separator := t.Separator
		if separator == "" {
			separator = ";"
		}
		for name := range strings.SplitSeq(r.at(c.list), separator) {
			add(name)
		}
	}
	return themes
}

// dates reads the date column of every row, with the evidence of the others.
func (c columns) dates(s Sheet, m Map, today data.Date) []*dated {
	all := make([]*dated, len(s.Rows))
	for i, r := range s.Rows {
		d := &dated{row: r.Number, written: readDate(c.term(r, fieldDate), today), respondent: c.term(r, fieldRespondent)}
		for _, g := range c.groups {
			d.group += oneLine(r.at(g)) + "\x00"
		}
		all[i] = d
	}
	resolve(all, m.DateOrder, today)
	return all
}

// identities gives rows without a number of their own one made from their
// content: the same row of the same file gets the same one each time, and equal
// rows are told apart by counting them.
type identities map[string]int

func (seen identities) of(r Row) string {
	sum := r.digest()
	key := hex.EncodeToString(sum[:12])
	seen[key]++
	return fmt.Sprintf("row-%s-%d", key, seen[key])
}

// digest is one of all that a row says.
func (r Row) digest() [sha256.Size]byte {
	last := len(r.Cells)
	for last > 0 && strings.TrimSpace(r.Cells[last-1]) == "" {
		last--
	}
	return sha256.Sum256([]byte(strings.Join(r.Cells[:last], "\x00")))
}
