package exchange

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"rapport/data"
)

// NumberFinding is what a row of a file says of one number of a month, or why it
// says nothing.
type NumberFinding struct {
	Row    int // as a spreadsheet program numbers it
	Number data.MonthNumber
	// Blank is set where the row names a number and has no value for it: the number
	// is taken away. An empty cell of a column for a kind says nothing.
	Blank bool
	Text  string // the cell that decides: the value, or what is wrong
	Err   error  // a sentence without a stop; the number is then left out
}

var (
	monthHeads = words("month", "period", "date", "year month", "reporting month")
	unitHeads  = words("unit", "department", "ward", "nursing unit", "service", "location")
	kindHeads  = words("kind", "measure", "metric", "number", "what")
	valueHeads = words("value", "count", "total", "amount")
)

// numberColumns says where in a file what stands; -1 for nowhere.
type numberColumns struct {
	month, unit, kind, value int
	kinds                    map[int]data.MeasureKind // a column of its own for each kind
}

// kindOf is the kind of number that words name.
func kindOf(words string) (data.MeasureKind, bool) {
	plain := func(s string) string {
		return strings.ReplaceAll(plainHeading(strings.ReplaceAll(s, "_", " ")), " ", "")
	}
	for _, t := range data.MeasureKinds {
		if p := plain(words); p != "" && (p == plain(t.Label) || p == plain(string(t.Value))) {
			return t.Value, true
		}
	}
	other := map[string]data.MeasureKind{"bed days": data.PatientDays, "inpatient days": data.PatientDays, "census days": data.PatientDays, "visits": data.Encounters, "admissions and visits": data.Encounters}
	kind, ok := other[plainHeading(words)]
	return kind, ok
}

func kindList() string {
	names := make([]string, len(data.MeasureKinds))
	for i, t := range data.MeasureKinds {
		names[i] = t.Label
	}
	return strings.Join(names, "; ")
}

func numberColumnsOf(header []string) (numberColumns, error) {
	at := func(heads []string) int {
		return slices.IndexFunc(header, func(h string) bool { return slices.Contains(heads, plainHeading(h)) })
	}
	c := numberColumns{month: at(monthHeads), unit: at(unitHeads), kind: at(kindHeads), value: at(valueHeads), kinds: map[int]data.MeasureKind{}}
	for i, h := range header {
		if kind, ok := kindOf(h); ok && i != c.unit && i != c.month {
			c.kinds[i] = kind
		}
	}
	if c.kind >= 0 && c.value >= 0 {
		c.kinds = nil
	}
	if c.month < 0 || len(c.kinds) == 0 && (c.kind < 0 || c.value < 0) {
		return c, faultf("the first row must name the columns: month, and either kind and value, or a column for each kind (%s). A column unit is only needed for numbers of units", kindList())
	}
	return c, nil
}

// MonthNumbers reads numbers of months from a sheet with the columns month
// (2026-10, October 2026, 10/2026 or a day of it), unit where there are units (empty:
// the whole hospital), and either kind and value, or a column for each kind. set says
// how the office writes numbers and which units it has. The error is one of the
// heading; what is wrong in a row stands with it.
func MonthNumbers(s Sheet, set data.Settings, today data.Date) ([]NumberFinding, error) {
	c, err := numberColumnsOf(s.Header)
	if err != nil {
		return nil, err
	}
	var all []NumberFinding
	seen := map[data.MonthNumber]int{}
	for _, row := range s.Rows {
		for _, f := range c.read(row, set, today) {
			key := f.Number
			key.Value = 0
			if before, twice := seen[key]; f.Err == nil && twice {
				f.Err = faultf("row %d has this number already; take one of the two out", before)
			} else if f.Err == nil {
				seen[key] = row.Number
			}
			all = append(all, f)
		}
	}
	return all, nil
}

func (c numberColumns) read(row Row, set data.Settings, today data.Date) []NumberFinding {
	at := func(i int) string {
		if i < 0 {
			return ""
		}
		return oneLine(row.at(i))
	}
	base := NumberFinding{Row: row.Number}
	if base.Number.Month, base.Err = ReadMonth(at(c.month), today); base.Err != nil {
		base.Text = at(c.month)
		return []NumberFinding{base}
	}
	if base.Number.Unit, base.Err = unitIn(at(c.unit), set.Units); base.Err != nil {
		base.Text = at(c.unit)
		return []NumberFinding{base}
	}
	if c.kinds == nil {
		kind, ok := kindOf(at(c.kind))
		base.Number.Kind, base.Text = kind, at(c.value)
		if !ok {
			base.Text, base.Err = at(c.kind), faultf("this is no kind of number; write %s", kindList())
			return []NumberFinding{base}
		}
		return []NumberFinding{base.valued(set.Locale)}
	}
	var all []NumberFinding
	for i := range row.Cells {
		if kind, ok := c.kinds[i]; ok {
			f := base
			f.Number.Kind, f.Text = kind, at(i)
			if f = f.valued(set.Locale); !f.Blank {
				all = append(all, f)
			}
		}
	}
	return all
}

// valued reads the value of a finding.
func (f NumberFinding) valued(l data.Locale) NumberFinding {
	n, known, err := l.ReadCount(f.Text)
	f.Number.Value, f.Blank = n, err == nil && !known
	if gaps := f.Number.Gaps(); err != nil || len(gaps) > 0 {
		f.Number.Value = 0
		f.Err = faultf("the value must be a whole number from 0 to 10,000,000, or empty")
	}
	return f
}

// ReadMonth reads a month as spreadsheets write it: 2026-10, Oct 2026, October 2026,
// Oct-26, 10/2026, or any day of the month. A day stands for its month; one
// that could be read two ways is the first of a month where that is one of them.
func ReadMonth(cell string, today data.Date) (data.Month, error) {
	cell = oneLine(cell)
	for _, layout := range []string{"2006-01", "Jan 2006", "January 2006", "Jan-06", "Jan-2006", "January-2006", "1/2006", "2006/1", "Jan 06"} {
		if t, err := time.Parse(layout, cell); err == nil {
			return begun(data.Month{Year: t.Year(), Month: t.Month()}, today)
		}
	}
	w := readDate(cell, today.AddDays(31)) // the month may be the present one, its last day ahead
	if day, ok := w.single(); ok {
		return begun(day.Month(), today)
	}
	if a, b := w.day[DayFirst], w.day[MonthFirst]; a != 0 && b != 0 {
		switch {
		case a == a.Month().First():
			return begun(a.Month(), today)
		case b == b.Month().First():
			return begun(b.Month(), today)
		}
	}
	return data.Month{}, faultf("this is not a month; write it like 2026-10 or October 2026")
}

// begun refuses a month that has not begun, and one before there were records.
func begun(m data.Month, today data.Date) (data.Month, error) {
	switch {
	case m.First() > today:
		return m, faultf("%s has not begun", m.Long())
	case m.Year < earliest:
		return m, faultf("the month must be one from %s on", strconv.Itoa(earliest))
	}
	return m, nil
}

// unitIn is the unit of the office that a cell names; empty for the whole hospital.
func unitIn(cell string, units []string) (string, error) {
	switch strings.ToLower(cell) {
	case "", "all", "hospital", "facility", "total", "the whole hospital", "whole hospital":
		return "", nil
	}
	for _, u := range units {
		if strings.EqualFold(u, cell) {
			return u, nil
		}
	}
	return "", faultf("there is no unit of that name. Write it as in the settings, or leave it empty for the whole hospital")
}
