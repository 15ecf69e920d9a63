package migrate

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

// workbook writes an XLSX file of several sheets, each a name and its rows.
func (o *office) workbook(name string, sheets ...[][]string) string {
	o.Helper()
	path := filepath.Join(o.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		o.Fatal(err)
	}
	z := zip.NewWriter(f)
	put := func(part, text string) {
		w, err := z.Create(part)
		if err == nil {
			_, err = w.Write([]byte(`<?xml version="1.0"?>` + text))
		}
		if err != nil {
			o.Fatal(err)
		}
	}
	const package_, office = "http://schemas.openxmlformats.org/package/2006", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	var named, related strings.Builder
	for i, rows := range sheets {
		fmt.Fprintf(&named, `<sheet name="%s" sheetId="%d" r:id="r%d"/>`, rows[0][0], i+1, i+1)
		fmt.Fprintf(&related, `<Relationship Id="r%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, office, i+1)
		var cells strings.Builder
		for r, row := range rows[1:] {
			fmt.Fprintf(&cells, `<row r="%d">`, r+1)
			for c, text := range row {
				fmt.Fprintf(&cells, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+c, r+1, text)
			}
			cells.WriteString("</row>")
		}
		put(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), `<worksheet xmlns="`+main+`"><sheetData>`+cells.String()+`</sheetData></worksheet>`)
	}
	put("[Content_Types].xml", `<Types xmlns="`+package_+`/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`)
	put("_rels/.rels", `<Relationships xmlns="`+package_+`/relationships"><Relationship Id="r1" Type="`+office+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	put("xl/workbook.xml", `<workbook xmlns="`+main+`" xmlns:r="`+office+`"><sheets>`+named.String()+`</sheets></workbook>`)
	put("xl/_rels/workbook.xml.rels", `<Relationships xmlns="`+package_+`/relationships">`+related.String()+`</Relationships>`)
	if err := z.Close(); err != nil {
		o.Fatal(err)
	}
	if err := f.Close(); err != nil {
		o.Fatal(err)
	}
	return path
}

var logHeading = []string{"Ref", "Date received", "Ward", "Type of concern", "Complaint text"}

// yearly is a workbook with a leaf to read, and a sheet for each year.
func (o *office) yearly() string {
	return o.workbook("log.xlsx",
		[][]string{{"Notes"}, {"Read me first"}},
		[][]string{{"Log 2024"}, logHeading, {"A-1", "2024-03-04", "Intensive Care", "", "We waited four hours."}, {"A-2", "2024-03-05", "Intensive Care", "", "We waited too."}},
		[][]string{{"Log 2025"}, logHeading, {"B-1", "2025-03-04", "Intensive Care", "", "Nobody called back."}})
}

func TestASheetOfAWorkbookIsChosen(t *testing.T) {
	o := newOffice(t)
	o.choose(o.yearly())
	o.Sees("Sheet of the workbook", "Log 2024 (2 rows)", "We waited too.") // the first that has rows
	o.Pick("Sheet of the workbook", "Log 2025 (1 row)")
	o.Sees("Nobody called back.", "1 row and 5 columns")
	o.SeesNo("We waited too.")
	if from := o.screen.job.plan.Map.Source; from != "Log 2025" {
		t.Errorf("the log is called %q", from)
	}
	o.Pick("Sheet of the workbook", "Notes (0 rows)")
	o.Press("Next")
	o.Sees("This sheet has a heading but no rows. Choose another sheet or another file.")
	o.Pick("Sheet of the workbook", "Log 2025 (1 row)")
	o.on()
	o.Sees("Of 1 row, 1 will come in.", "Nobody called back.")
	before := o.cases()
	o.Press("Bring in 1 case")
	if n := o.cases() - before; n != 1 {
		t.Fatalf("%d cases came in, want that of the sheet alone", n)
	}
	found, err := o.Session.Cases(t.Context(), data.CaseQuery{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range found.Rows {
		if strings.Contains(c.Opening, "We waited") {
			t.Errorf("a case of another sheet came in: %s", c.Opening)
		}
	}
}

func TestNoOrderOfDatesIsShownAsReadBeforeOneIsChosen(t *testing.T) {
	o := newOffice(t)
	o.choose(o.file("log.csv", "Ref,Date received,Complaint text", "1,03/04/2025,Nobody called back.", "2,05/06/2025,We waited."))
	o.Press("Next")
	o.Press("Next")
	o.Sees("can be read in two ways", "May be", "March 4, 2025", "April 3, 2025", "not settled: choose above")
	o.SeesNo("Is read as")
	o.Press("Next")
	o.Sees("Choose how this file writes dates")
	o.Press("Day first: 31/12/2026")
	o.Sees("Is read as", "Could also be", "by the order that is set")
	o.SeesNo("not settled")
}

func TestTabGoesFromTheFieldsToTheButtons(t *testing.T) {
	o := newOffice(t)
	o.choose(o.file("log.csv", "Ref,Date received,Complaint text", "1,2025-03-04,Nobody called back."))
	canvas := o.Window.Canvas()
	canvas.Focus(o.screen.pages[stepFile].(*filePage).from)
	for range 3 { // past the rows that are shown
		canvas.FocusNext()
		if b, ok := canvas.Focused().(*ui.Button); ok && b == o.screen.next {
			return
		}
	}
	t.Errorf("from the last field Tab leads to %s", focusedWords(canvas))
}

func focusedWords(c fyne.Canvas) string {
	if b, ok := c.Focused().(*ui.Button); ok {
		return "the button " + b.Text
	}
	return fmt.Sprintf("%T", c.Focused())
}
