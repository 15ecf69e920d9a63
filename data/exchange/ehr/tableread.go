package ehr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapport/data"
	"rapport/data/exchange"
)

// The bounds of a work list. A row is a line of text, so there may be more of them than
// of the records of other files.
const (
	maxTableRows = 20_000
	sampleRows   = 10
)

// readTable reads the heading and the first rows of a work list. What its columns hold
// is guessed, and somebody must say that the guess is right: [ReadTable] then reads it.
func readTable(ctx context.Context, raw []byte, l *limits) (Reading, error) {
	sheet, err := sheetOf(ctx, raw, l)
	if err != nil {
		return Reading{}, err
	}
	t := &Table{Columns: sheet.Header, Rows: len(sheet.Rows), Separator: separatorOfSheet(raw), Guess: GuessTable(sheet.Header), Key: TableKey(sheet.Header)}
	hidden := false
	for _, row := range sheet.Rows[:min(len(sheet.Rows), sampleRows)] {
		cells := make([]string, len(sheet.Header))
		for i := range cells {
			cells[i] = l.text(cellAt(row, i))
			if cells[i] != "" && (ssnHeading(sheet.Header[i]) || ssnForm.MatchString(cells[i])) {
				cells[i], hidden = ssnHidden, true
			}
		}
		t.Sample = append(t.Sample, cells)
	}
	if hidden {
		l.remark("identifiers", "A column holds Social Security numbers. They are not shown and are never taken.")
	}
	order, mixed, undecided := orderOf(sheet, t.Guess, l)
	t.Dates, t.Guess.Dates, t.Undecided = string(order), order, undecided
	if mixed {
		l.remark("birth_date", "The list writes some of its dates day first and others month first. Ask for it with one way of writing dates; dates that can be read both ways are left out.")
	}
	if t.Rows == 0 {
		return Reading{}, refusef("This table has a heading and no rows. Ask for the report with its rows.")
	}
	return Reading{Format: FormatTable, Outcome: OutcomeMap, Table: t,
		Remarks: []Remark{{Sentence: "This is a table. Say what its columns hold; Rapport remembers it for the next list with this heading."}}}, nil
}

// ssnHidden stands in the sample for a Social Security number.
const ssnHidden = "(Social Security number)"

// ReadTable reads a work list with named columns. Each row is a patient, a visit, or
// both; rows of one patient are put together. It never fails, as [Read] does not.
func ReadTable(ctx context.Context, raw []byte, columns TableMap) Reading {
	l := newLimits()
	if len(raw) > MaxFile {
		return refuse(FormatTable, refusef("This file is larger than %d MB. Ask for a list with fewer rows.", MaxFile>>20), nil)
	}
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	return bounded(ctx, func(ctx context.Context, raw []byte, l *limits) (Reading, error) {
		return readMapped(ctx, raw, columns, l)
	}, FormatTable, raw, l)
}

// sheetOf reads the rows, as spreadsheets are read everywhere in Rapport.
func sheetOf(ctx context.Context, raw []byte, l *limits) (exchange.Sheet, error) {
	sheet, err := exchange.ReadSheet(bytes.NewReader(raw))
	var fault exchange.Fault
	if errors.As(err, &fault) {
		return sheet, refusef("%s", fault.Sentence())
	}
	if err != nil {
		return sheet, err
	}
	if err := stop(ctx); err != nil {
		return sheet, err
	}
	belowTitle(&sheet)
	for i := range sheet.Header {
		sheet.Header[i] = l.text(sheet.Header[i])
	}
	if len(sheet.Rows) > maxTableRows {
		l.remark("", "The list has more than %d rows. Only the first %d were read.", maxTableRows, maxTableRows)
		sheet.Rows = sheet.Rows[:maxTableRows]
	}
	return sheet, nil
}

// maxTitle is how many lines a report may have above its heading.
const maxTitle = 15

// belowTitle passes over the title that a report has above its heading: its name, when
// it was printed, for whom.
func belowTitle(sheet *exchange.Sheet) {
	if len(GuessTable(sheet.Header).Columns) >= 2 {
		return
	}
	for i, row := range sheet.Rows[:min(len(sheet.Rows), maxTitle)] {
		heading := make([]string, len(row.Cells))
		for c := range row.Cells {
			heading[c] = strings.Join(strings.Fields(cellAt(row, c)), " ")
		}
		if len(GuessTable(heading).Columns) >= 2 && len(heading) > 2 {
			sheet.Header, sheet.Rows = heading, sheet.Rows[i+1:]
			return
		}
	}
}

// separatorOfSheet returns the separator as the sheet reader finds it: what occurs most
// often in the heading.
func separatorOfSheet(raw []byte) string {
	if text, ok := exchange.Text16(raw); ok {
		raw = []byte(text)
	}
	heading, _, _ := bytes.Cut(bytes.TrimLeft(raw, "\r\n"), []byte("\n"))
	best, most := ",", 0
	for _, sep := range []string{",", ";", "\t", "|"} {
		if n := outsideQuotes(string(heading), rune(sep[0])); n > most {
			best, most = sep, n
		}
	}
	return best
}

func cellAt(row exchange.Row, i int) string {
	if i < 0 || i >= len(row.Cells) {
		return ""
	}
	return data.WithoutGuard(row.Cells[i])
}

// orderOf returns the order in which a list writes its dates, as far as the cells of
// its date columns prove it, whether they prove both, and how many dates can be read
// either way. Years first need no order and prove none.
func orderOf(sheet exchange.Sheet, m TableMap, l *limits) (order exchange.Order, mixed bool, undecided int) {
	seen := map[exchange.Order]bool{}
	for _, f := range []TableField{"birth_date", "died_on", "from", "to"} {
		at := columnAt(sheet.Header, m.Columns[f])
		if at < 0 {
			continue
		}
		for _, row := range sheet.Rows {
			d := dateIn(l.text(cellAt(row, at)), l.now)
			if o := d.proves(); o != "" {
				seen[o] = true
			}
			if d.ambiguous() {
				undecided++
			}
		}
	}
	switch {
	case seen[exchange.DayFirst] && seen[exchange.MonthFirst]:
		return "", true, undecided
	case seen[exchange.DayFirst]:
		return exchange.DayFirst, false, 0
	case seen[exchange.MonthFirst]:
		return exchange.MonthFirst, false, 0
	}
	return "", false, undecided
}

func columnAt(header []string, name string) int {
	if name == "" {
		return -1
	}
	key := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
	return slices.IndexFunc(header, func(h string) bool { return key(h) == key(name) })
}

// tableReader reads the rows of one list.
type tableReader struct {
	Reading
	l       *limits
	column  map[TableField]int
	dates   exchange.Order
	byKey   map[string]int // patients by who they are
	counts  map[string]int // what was odd, to be said once with its number
	anySSN  map[TableField]bool
	lengths map[int]bool // of the medical record numbers that are digits alone
}

func readMapped(ctx context.Context, raw []byte, m TableMap, l *limits) (Reading, error) {
	sheet, err := sheetOf(ctx, raw, l)
	if err != nil {
		return Reading{}, err
	}
	r := tableReader{Reading: Reading{Format: FormatTable}, l: l, column: map[TableField]int{}, dates: m.Dates,
		byKey: map[string]int{}, counts: map[string]int{}, anySSN: map[TableField]bool{}, lengths: map[int]bool{}}
	for _, f := range TableFields {
		name := m.Columns[f.Value]
		if name == "" {
			continue
		}
		at := columnAt(sheet.Header, name)
		if at < 0 {
			return Reading{}, refusef("This list has no column %q. Say again what its columns hold.", short(name))
		}
		r.column[f.Value], r.anySSN[f.Value] = at, ssnHeading(sheet.Header[at])
	}
	if !m.Usable() {
		return Reading{}, refusef("No column holds a name or a number of the patient. Say which one does.")
	}
	if order, mixed, _ := orderOf(sheet, m, l); r.dates == "" && !mixed {
		r.dates = order
	}
	for i, row := range sheet.Rows {
		if i%200 == 0 {
			if err := stop(ctx); err != nil {
				return Reading{}, err
			}
		}
		r.row(row, len(sheet.Header))
	}
	r.Table = &Table{Columns: sheet.Header, Rows: len(sheet.Rows), Separator: separatorOfSheet(raw), Guess: m, Key: TableKey(sheet.Header), Dates: string(r.dates)}
	r.conclude()
	return r.Reading, nil
}

// short keeps a heading from filling a sentence.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// row reads one row.
func (r *tableReader) row(row exchange.Row, columns int) {
	for i := columns; i < len(row.Cells); i++ {
		if strings.TrimSpace(row.Cells[i]) != "" {
			// The cells may have moved: a separator inside a text without quotation marks.
			r.counts["wide"]++
			r.counts["wide first"] = orFirst(r.counts["wide first"], row.Number)
			return
		}
	}
	if columns > 2 && filled(row) < 2 {
		r.counts["line"]++ // a total, or another title
		return
	}
	p := r.patient(row)
	if !hasName(p.Name) && len(p.Identifiers) == 0 {
		r.counts["nameless"]++
		return
	}
	key := strings.ToLower(fmt.Sprint(p.MRN, "\x1f", p.Name.Family, "\x1f", p.Name.Given, "\x1f", p.Name.Text, "\x1f", p.BirthDate))
	if p.MRN == "" && p.BirthDate == "" {
		key += fmt.Sprint("\x1f", row.Number) // too little to say that two rows are one person
	}
	at, known := r.byKey[key]
	if !known {
		at = len(r.Patients)
		r.byKey[key] = at
		r.Patients = append(r.Patients, p)
	}
	if v := r.visit(row); v.From != "" || v.To != "" || v.Unit != "" || len(v.Identifiers) > 0 || len(v.Attending) > 0 {
		v.Patient = at
		r.Visits = append(r.Visits, v)
	}
	if pcp := r.get(row, "pcp"); pcp != "" && !slices.Contains(r.Staff, pcp) && len(r.Staff) < MaxResources {
		r.Staff = append(r.Staff, pcp)
	}
}

func filled(row exchange.Row) int {
	n := 0
	for _, c := range row.Cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

func orFirst(known, now int) int {
	if known > 0 {
		return known
	}
	return now
}

// get returns a cell by its field.
func (r *tableReader) get(row exchange.Row, f TableField) string {
	at, ok := r.column[f]
	if !ok {
		return ""
	}
	s := r.l.text(cellAt(row, at))
	if none(s) {
		return ""
	}
	if mended, ok := unbroken(s); ok {
		r.counts["mended"]++
		return mended
	}
	if damaged(s) {
		r.counts["damaged"]++
		r.counts["damaged first"] = orFirst(r.counts["damaged first"], row.Number)
	}
	return s
}

// none knows what programs write into a cell that is empty.
func none(s string) bool {
	switch strings.ToLower(s) {
	case "null", "n/a", "na", "none", "nil", "#n/a", "-", "--", "*unspecified", "unspecified", "<na>", "nan":
		return true
	}
	return false
}

func (r *tableReader) day(row exchange.Row, f TableField, withClock bool) string {
	cell := r.get(row, f)
	if cell == "" {
		return ""
	}
	d := dateIn(cell, r.l.now)
	day := d.in(r.dates)
	switch {
	case day == "" && d.ok():
		r.counts["ambiguous"]++
		return ""
	case day == "":
		r.counts["undated"]++
		r.counts["undated first"] = orFirst(r.counts["undated first"], row.Number)
		return ""
	case f == "birth_date" && day > r.l.now.AddDate(0, 0, 1).Format("2006-01-02"):
		r.counts["future"]++
		return ""
	case d.short && f == "birth_date":
		r.counts["short"]++
	}
	if withClock {
		return day + d.clock
	}
	return day
}

func (r *tableReader) visit(row exchange.Row) data.FileVisit {
	v := data.FileVisit{Class: r.get(row, "class"), Status: r.get(row, "status"), Facility: r.get(row, "facility"), Unit: r.get(row, "unit"),
		Room: roomOf("", r.get(row, "room"), r.get(row, "bed")), From: r.day(row, "from", true), To: r.day(row, "to", true)}
	for _, f := range []TableField{"visit_number", "account"} {
		kind := map[TableField]string{"visit_number": "VN", "account": "AN"}[f]
		if value, ok := r.identifier(row, f, kind); ok {
			v.Identifiers = append(v.Identifiers, data.Identifier{Value: value, Type: kind})
		}
	}
	if name := r.get(row, "attending"); name != "" {
		v.Attending = []string{name}
	}
	return v
}
