package papers

import (
	"strings"

	"rapport/data"
	"rapport/reports/caserecord"
	"rapport/reports/report"
)

// RecordTables is the record of a case for a spreadsheet: a row for each thing that
// stands in it, and the history.
func RecordTables(p data.CasePrint, o Options) report.Report {
	r := Record(p, o)
	table := report.Table{ID: "Case", Caption: "What stands in the case, part by part",
		Columns: []report.Column{{Head: "Part", Width: 100}, {Head: "What", Width: 140}, {Head: "Text"}}}
	for i, part := range caserecord.Of(p.File, caserecord.Local(p.Settings, p.Settings.Today(p.AsOf))) {
		name := part.Heading
		if i == 0 {
			name = "Case"
		}
		table.Rows = append(table.Rows, partRows(name, part)...)
	}
	first := r.Sections[0]
	first.Blocks = first.Blocks[:0:0]
	for _, b := range r.Sections[0].Blocks {
		switch b.(type) {
		case report.Panel:
			first.Blocks = append(first.Blocks, b) // what must not be overlooked
		}
	}
	first.Blocks = append(first.Blocks, table)
	r.Sections = []report.Section{first, {Heading: "History", Blocks: []report.Block{recordHistory(p)}}}
	for n, came := range p.File.Received {
		r.Sections = append(r.Sections, receivedHistory(n, came, p.Settings))
	}
	return r
}

func partRows(name string, part caserecord.Part) (rows [][]report.Cell) {
	add := func(what, text string) {
		if strings.TrimSpace(what+text) != "" {
			rows = append(rows, []report.Cell{report.W(name), report.W(what), report.W(text)})
		}
	}
	for _, fact := range part.Facts {
		add(fact.Label, fact.Value)
	}
	add("", part.Text)
	var item func(it caserecord.Item)
	item = func(it caserecord.Item) {
		add(it.Line, strings.TrimSpace(strings.Join(it.More, "\n")+"\n"+it.Text))
		for _, added := range it.Added {
			item(added)
		}
	}
	for _, it := range part.Items {
		item(it)
	}
	return rows
}

// CaseList is a list of cases for a spreadsheet.
func CaseList(e data.CaseExport, s data.Settings, o Options) report.Report {
	about := e.What
	if about == "" {
		about = "As it was shown"
	}
	r := sheetOf("List of cases", about, data.Period{}, e.AsOf, e.MadeBy, s, o)
	r.Foot = patientMark
	table := report.Table{ID: "Cases", Caption: counted(s.Locale, len(e.Rows), "case", "cases")}
	for _, c := range e.Columns {
		table.Columns = append(table.Columns, report.Column{Head: c.Title, Width: 80})
	}
	for _, row := range e.Rows {
		cells := make([]report.Cell, len(e.Columns))
		for i, c := range e.Columns {
			cells[i] = listCell(c, row)
		}
		table.Rows = append(table.Rows, cells)
	}
	r.Sections = []report.Section{{Blocks: []report.Block{table}}}
	return r
}

// listCell is a cell of a list; days are days.
func listCell(c data.CaseColumn, row data.CaseRow) report.Cell {
	if !row.Shut {
		switch c.ID {
		case "received":
			return report.D(row.ReceivedOn)
		case "closed":
			return report.D(row.ClosedOn)
		case "due":
			return report.D(row.NextDue)
		}
	}
	return report.W(c.Cell(row))
}
