package workbook

import (
	"encoding/csv"
	"strings"
	"testing"

	"rapport/data"
	"rapport/data/exchange"
	"rapport/reports/report"
)

func TestOneTableIsAFileOfValues(t *testing.T) {
	r := sample()
	r.Sections = r.Sections[3:]
	file, err := CSV(r)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(file[:min(len(file), 200)]); !strings.HasPrefix(got, "\ufeffNumber,Received,What happened\r\nGR-2026-0001,2026-10-01,\"Nobody came") {
		t.Errorf("the file begins %q", got)
	}
}

func TestSeveralTablesAreAnArchive(t *testing.T) {
	file, err := CSV(sample())
	if err != nil {
		t.Fatal(err)
	}
	parts := partsOf(t, file)
	rows := func(name string) [][]string {
		text, found := strings.CutPrefix(string(parts[name]), "\ufeff")
		all, err := csv.NewReader(strings.NewReader(text)).ReadAll() // also checks that each row has as many fields
		if !found || err != nil {
			t.Fatalf("%s: %v, has the mark of UTF-8: %t", name, err, found)
		}
		return all
	}
	if got := rows("Cases by type.csv"); strings.Join(got[1], "|") != "Grievance|1234|75.0%" || strings.Join(got[2], "|") != "Complaint|"+hiddenMark+"|"+hiddenMark || strings.Join(got[3], "|") != "Compliment|"+hiddenMark+"|99.9%" {
		t.Errorf("the table reads %q", got)
	}
	cells := map[string]string{}
	for _, row := range rows("Days money what’s every kind of.csv") {
		cells[row[0]] = row[1]
	}
	for name, want := range map[string]string{
		"A number": "1234.57", "An amount": "1300.50", "An amount owed": "-20.50", "A day": "2026-11-27", "No day": "", "Not known": "fewer than 10",
		"No number at all": "", "Below zero": "-5", "'=1+1": "'@SUM(A1)", "'-5 on the scale": "two\nlines and a bell",
	} {
		if got, found := cells[name]; !found || got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
	said := map[string]string{}
	for _, row := range rows("Report.csv") {
		said[row[0]] = row[1]
	}
	if said["Report"] != "Patient relations monthly summary" || said["Period"] != "October 2026 (2026-10-01 to 2026-10-31)" || said["Trend.csv"] != "Received and closed by month" {
		t.Errorf("what the report is: %q", said)
	}
	if len(parts) != 6 {
		t.Errorf("the archive holds %d files", len(parts))
	}
}

func TestValuesComeBackThroughOurOwnImport(t *testing.T) {
	texts := []string{"=1+1", "'=1+1", "+41 at once", "-", "@home", "'tis so", "plain, with a comma", "two\nlines", "\u200b=x", "＝1", "say \"no\""}
	table := report.Table{ID: "Log", Columns: []report.Column{{Head: "Number"}, {Head: "=Received"}, {Head: "Story"}}}
	for i, s := range texts {
		table.Rows = append(table.Rows, []report.Cell{report.N(i), report.D(data.NewDate(2026, 10, 1)), report.W(s)})
	}
	file, err := CSV(report.Report{Sections: []report.Section{{Blocks: []report.Block{table}}}})
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := exchange.ReadSheet(strings.NewReader(string(file)))
	if err != nil {
		t.Fatal(err)
	}
	m := exchange.Map{Name: "log", Source: "log", Record: exchange.RecordFeedback, DateOrder: exchange.DayFirst, Columns: map[string]string{"id": "Number", "date": "=Received", "text": "Story"}}
	read, err := m.Feedback(sheet, data.NewDate(2026, 11, 1))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for f, err := range read.Rows {
		if err != nil {
			t.Fatal(err)
		}
		if f.Text != texts[n] {
			t.Errorf("%q came back as %q", texts[n], f.Text)
		}
		n++
	}
	if n != len(texts) {
		t.Errorf("%d of %d rows came back", n, len(texts))
	}
}

func TestAnArchiveOfOneTableSaysWhatTheReportIs(t *testing.T) {
	r := sample()
	r.Sections = r.Sections[3:]
	file, err := Archive(r)
	if err != nil {
		t.Fatal(err)
	}
	parts := partsOf(t, file)
	if len(parts) != 2 || !strings.Contains(string(parts["Report.csv"]), "Grievance log.csv") || parts["Grievance log.csv"] == nil {
		t.Errorf("the archive holds %d files, and says %q", len(parts), parts["Report.csv"])
	}
}
