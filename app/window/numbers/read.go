package numbers

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange"
)

// readMonth reads a month as spreadsheets write it: 2026-10, Oct 2026, October
// 2026, Oct-26, 10/2026, or any day of the month.
func readMonth(text string, today data.Date) (data.Month, error) {
	text = strings.Join(strings.Fields(text), " ")
	for _, layout := range []string{"2006-01", "Jan 2006", "January 2006", "Jan-06", "Jan-2006", "January-2006", "1/2006", "2006/1", "Jan 06"} {
		if t, err := time.Parse(layout, text); err == nil {
			return plausible(data.Month{Year: t.Year(), Month: t.Month()}, today)
		}
	}
	text, _, _ = strings.Cut(text, "T00:00") // a moment at midnight is a day
	day, err := ui.ReadDate(text, today, ui.Locale())
	if err != nil || len(text) < 6 {
		return data.Month{}, errors.New("this is not a month; write it like 2026-10 or October 2026")
	}
	return plausible(day.Month(), today)
}

// plausible refuses a month that has not begun.
func plausible(m data.Month, today data.Date) (data.Month, error) {
	if m.First() > today {
		return m, fmt.Errorf("%s has not begun", m.Long())
	}
	return m, nil
}

// finding is what a row of a file says of one number, or why it says nothing.
type finding struct {
	row  int // of the file's rows after the heading
	cell cell
	text string
	err  error
}

// columns says where in a file what stands; -1 for nowhere.
type columns struct {
	month, unit, kind, value int
	kinds                    map[int]data.MeasureKind // a column of its own for each kind
}

var (
	monthHeads = []string{"month", "period", "date"}
	unitHeads  = []string{"unit", "department", "ward"}
	kindHeads  = []string{"kind", "measure", "metric", "number"}
	valueHeads = []string{"value", "count", "total"}
)

// kindNamed is the kind of number that words name.
func kindNamed(words string) (data.MeasureKind, bool) {
	plain := func(s string) string {
		return strings.NewReplacer("_", "", " ", "", "-", "", ",", "").Replace(strings.ToLower(s))
	}
	for _, t := range data.MeasureKinds {
		if plain(words) == plain(t.Label) || plain(words) == plain(string(t.Value)) {
			return t.Value, true
		}
	}
	return "", false
}

// errColumns is the answer to a file whose columns are not those asked for.
var errColumns = says("The first row must name the columns: month, and either kind and value, or a column for each kind (" + kindList() + "). A column unit is only needed for numbers of units.")

type says string

func (s says) Error() string    { return string(s) }
func (s says) Sentence() string { return string(s) }

func kindList() string {
	names := make([]string, len(data.MeasureKinds))
	for i, t := range data.MeasureKinds {
		names[i] = t.Label
	}
	return strings.Join(names, "; ")
}

func columnsOf(header []string) (columns, error) {
	at := func(heads []string) int {
		return slices.IndexFunc(header, func(h string) bool { return slices.Contains(heads, strings.ToLower(strings.TrimSpace(h))) })
	}
	c := columns{month: at(monthHeads), unit: at(unitHeads), kind: at(kindHeads), value: at(valueHeads), kinds: map[int]data.MeasureKind{}}
	for i, h := range header {
		if kind, ok := kindNamed(h); ok {
			c.kinds[i] = kind
		}
	}
	if c.month < 0 || len(c.kinds) == 0 && (c.kind < 0 || c.value < 0) {
		return c, errColumns
	}
	return c, nil
}

// readFile reads the numbers of a file, with one value in each row or one column
// for each kind. What is blank in the file says nothing.
func readFile(file exchange.Sheet, units []string, today data.Date) ([]finding, error) {
	c, err := columnsOf(file.Header)
	if err != nil {
		return nil, err
	}
	var all []finding
	seen := map[cell]int{}
	for _, row := range file.Rows {
		for _, f := range c.read(row, units, today) {
			if before, twice := seen[f.cell]; twice && f.err == nil {
				f.err = fmt.Errorf("row %d has this number already", before)
			} else if f.err == nil {
				seen[f.cell] = row.Number
			}
			all = append(all, f)
		}
	}
	return all, nil
}

func (c columns) read(row exchange.Row, units []string, today data.Date) []finding {
	at := func(i int) string {
		if i < 0 || i >= len(row.Cells) {
			return ""
		}
		return strings.TrimSpace(row.Cells[i])
	}
	base := finding{row: row.Number}
	month, err := readMonth(at(c.month), today)
	unit, unitErr := unitNamed(at(c.unit), units)
	base.cell.Month, base.cell.Unit = month, unit
	if base.err = errors.Join(err, unitErr); base.err != nil {
		base.text = at(c.month)
		if unitErr != nil {
			base.text, base.err = at(c.unit), unitErr
		}
		return []finding{base}
	}
	if len(c.kinds) == 0 {
		kind, ok := kindNamed(at(c.kind))
		base.text, base.cell.Kind = at(c.value), kind
		if !ok {
			base.text, base.err = at(c.kind), errors.New("this is no kind of number; write "+kindList())
		}
		return base.checked()
	}
	var all []finding
	for i := range row.Cells {
		if kind, ok := c.kinds[i]; ok {
			f := base
			f.cell.Kind, f.text = kind, at(i)
			all = append(all, f.checked()...)
		}
	}
	return all
}

// checked is the finding with what is wrong about its number; none where the file
// says nothing.
func (f finding) checked() []finding {
	if f.err == nil {
		n, known, err := ui.ReadCount(f.text)
		if f.err = err; err == nil && !known {
			return nil
		}
		if gaps := f.cell.number(n).Gaps(); err == nil && len(gaps) > 0 {
			f.err = errors.New(gaps[0].Sentence)
		}
	}
	return []finding{f}
}

// unitNamed is the unit of the office that words name.
func unitNamed(words string, units []string) (string, error) {
	switch strings.ToLower(words) {
	case "", "all", "hospital", "facility", "total", strings.ToLower(wholeHospital):
		return "", nil
	}
	for _, u := range units {
		if strings.EqualFold(u, words) {
			return u, nil
		}
	}
	return "", errors.New("no unit has this name; add it in the settings, or correct it in the file")
}

// block are the cells of what was copied from a spreadsheet.
func block(text string) [][]string {
	var rows [][]string
	for _, line := range strings.Split(strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), "\n") {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}
