package data

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// CaseColumn is a column that a list of cases can show.
type CaseColumn struct {
	ID    string
	Title string
	Order CaseOrder
	// Personal columns tell who somebody is. A list that leaves the case file
	// has them only when the officer asks (45 CFR 164.502(b), minimum necessary).
	Personal bool
	Value    func(CaseRow) string
}

// Cell is what the column shows of a case; of one that whoever looks may not see,
// the number and, as its kind, that it is restricted.
func (c CaseColumn) Cell(row CaseRow) string {
	switch {
	case !row.Shut || c.ID == "number":
		return c.Value(row)
	case c.ID == "kind":
		return ShutCase
	}
	return ""
}

// ShutCase stands where somebody may not see what a case is.
const ShutCase = "Restricted"

// Part2Column goes with a list that leaves the case file and has a case in it
// that holds records of substance use treatment.
var Part2Column = CaseColumn{ID: "part_2", Title: "Notice", Value: func(c CaseRow) string {
	if c.Flags.Has(FlagSubstance) {
		return Part2Notice
	}
	return ""
}}

// CaseColumns lists the columns in their order.
var CaseColumns = []CaseColumn{
	{ID: "number", Title: "Number", Order: ByNumber, Value: func(c CaseRow) string { return c.Number }},
	{ID: "kind", Title: "Kind", Order: ByKind, Value: func(c CaseRow) string { return c.Kind.String() }},
	{ID: "state", Title: "State", Order: ByState, Value: func(c CaseRow) string { return c.State.String() }},
	{ID: "received", Title: "Received", Order: ByReceived, Value: func(c CaseRow) string { return c.ReceivedOn.String() }},
	{ID: "closed", Title: "Closed", Order: ByClosed, Value: func(c CaseRow) string { return c.ClosedOn.String() }},
	{ID: "patient", Title: "Patient", Order: ByPatient, Personal: true, Value: func(c CaseRow) string { return c.Patient }},
	{ID: "complainant", Title: "Complainant", Order: ByComplainant, Personal: true, Value: func(c CaseRow) string { return c.Complainant }},
	{ID: "mrn", Title: "Record number", Order: ByMRN, Personal: true, Value: func(c CaseRow) string { return c.MRN }},
	{ID: "unit", Title: "Unit", Order: ByUnit, Value: func(c CaseRow) string { return c.Unit }},
	{ID: "owner", Title: "Owner", Order: ByOwner, Value: func(c CaseRow) string { return c.Owner }},
	{ID: "due", Title: "Next due", Order: DueFirst, Value: func(c CaseRow) string { return c.NextDue.String() }},
	{ID: "severity", Title: "Severity", Order: SeverityFirst, Value: func(c CaseRow) string { return Severities[min(max(c.Severity, 0), 3)] }},
	{ID: "flags", Title: "Marks", Order: ByFlags, Value: func(c CaseRow) string { return c.Flags.String() }},
}

// UsualColumns are those that a list shows unless the officer chooses others.
var UsualColumns = []string{"number", "kind", "state", "received", "patient", "unit", "due", "severity"}

// ColumnsByID returns the columns with the ids, in the order of [CaseColumns];
// the usual ones where none of the ids is known.
func ColumnsByID(ids []string) []CaseColumn {
	pick := func(ids []string) []CaseColumn {
		return slices.DeleteFunc(slices.Clone(CaseColumns), func(c CaseColumn) bool { return !slices.Contains(ids, c.ID) })
	}
	if chosen := pick(ids); len(chosen) > 0 {
		return chosen
	}
	return pick(UsualColumns)
}

// CaseList is a list of cases that is to leave the case file as a table.
type CaseList struct {
	Query   CaseQuery
	Columns []string // ids; none: the usual ones
	Names   bool     // with the personal columns
}

// Taken returns the columns that leave with the list. With names, the record
// number of the patient comes along, whether the list shows it or not.
func (l CaseList) Taken() []CaseColumn {
	ids := l.Columns
	if len(ids) == 0 {
		ids = UsualColumns
	}
	if l.Names {
		ids = append(slices.Clone(ids), "patient", "mrn")
	}
	return slices.DeleteFunc(ColumnsByID(ids), func(c CaseColumn) bool { return c.Personal && !l.Names })
}

// CaseExport is a list of cases that leaves the case file.
type CaseExport struct {
	Columns []CaseColumn
	Rows    []CaseRow
	What    string // which cases they are, in words; empty: all
	AsOf    time.Time
	MadeBy  string // the officer
}

// CSV writes the list as a table of comma-separated values.
func (e CaseExport) CSV() ([]byte, error) {
	t := NewCaseTable(e.Columns)
	for _, row := range e.Rows {
		t.Add(row)
	}
	return t.Bytes()
}

// CaseTable writes cases as comma-separated values after RFC 4180, in UTF-8
// with the mark by which spreadsheets know it. No cell can be taken for a
// formula.
type CaseTable struct {
	columns []CaseColumn
	to      bytes.Buffer
	rows    *csv.Writer
	err     error
}

// NewCaseTable begins a table with its head.
func NewCaseTable(columns []CaseColumn) *CaseTable {
	t := &CaseTable{columns: columns}
	t.to.WriteString("\ufeff")
	t.rows = csv.NewWriter(&t.to)
	t.rows.UseCRLF = true
	titles := make([]string, len(columns))
	for i, c := range columns {
		titles[i] = c.Title
	}
	t.write(titles)
	return t
}

// Add writes a case.
func (t *CaseTable) Add(row CaseRow) {
	cells := make([]string, len(t.columns))
	for i, c := range t.columns {
		cells[i] = PlainCell(c.Cell(row))
	}
	t.write(cells)
}

func (t *CaseTable) write(cells []string) {
	if err := t.rows.Write(cells); err != nil && t.err == nil {
		t.err = err
	}
}

// Bytes ends the table.
func (t *CaseTable) Bytes() ([]byte, error) {
	t.rows.Flush()
	if t.err == nil {
		t.err = t.rows.Error()
	}
	if t.err != nil {
		return nil, fmt.Errorf("writing a table: %w", t.err)
	}
	return t.to.Bytes(), nil
}

// PlainCell writes text so that no spreadsheet runs it as a formula: what would
// be one gets an apostrophe before it (OWASP, "CSV injection"). So does what
// would be one but for the apostrophes that it begins with, so that
// [WithoutGuard] gives every text back as it was.
func PlainCell(text string) string {
	if guarded(text) {
		return guard + text
	}
	return text
}

// WithoutGuard takes off the apostrophe that [PlainCell] set, and only that: 'tis
// stays as it is.
func WithoutGuard(cell string) string {
	if text, found := strings.CutPrefix(cell, guard); found && guarded(text) {
		return text
	}
	return cell
}

const guard = "'"

// guarded reports whether a text must not stand in a cell as it is. Spreadsheets
// pass over blanks and marks without width before the sign, and some take the
// full-width forms of the signs for the signs.
func guarded(text string) bool {
	first := strings.TrimLeftFunc(strings.TrimLeft(text, guard), func(r rune) bool {
		return r != '\t' && r != '\r' && r != '\n' && (unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r))
	})
	r, size := utf8.DecodeRuneInString(first)
	return size > 0 && strings.ContainsRune("=+-@|%\t\r\n＝＋－＠", r)
}

// SavedView is a list of cases that an officer keeps under a name.
type SavedView struct {
	Name    string    `json:"name"`
	Query   CaseQuery `json:"query"`
	Columns []string  `json:"columns,omitempty"` // ids; none: the usual ones
	Start   bool      `json:"start,omitempty"`   // shown first when the list is opened
}

// maxViewName is the most characters that the name of a view may have, so that
// it can be read in a list.
const maxViewName = 60

// Validate checks the name of the view.
func (v SavedView) Validate() Missing {
	var m Missing
	m.add(blank(v.Name), "name", "name", "Give the view a name.")
	m.checkText(v.Name, maxViewName, "name", "The name")
	m.add(v.Query.Among != nil, "among", "name", "This list holds the cases of one figure and cannot be kept as a view; clear it first.")
	return m
}
