package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"rapport/data"
	"rapport/reports/report"
)

func TestFirstSheetSaysWhatTheReportIsAndLeadsToItsTables(t *testing.T) {
	r := readSample(t)
	first := r.Sheets[0]
	if first.Name != "Report" || first.Cells["A1"].Value != "Patient relations monthly summary" || !first.Cells["A1"].Bold {
		t.Errorf("the first sheet is %q and begins %+v", first.Name, first.Cells["A1"])
	}
	said := map[any]any{}
	links := map[any]string{}
	for at, c := range first.Cells {
		if strings.HasPrefix(at, "A") {
			said[c.Value] = first.Cells["B"+at[1:]].Value
			links[c.Value] = c.Link
		}
	}
	for label, want := range map[string]string{
		"Period": "October 2026 (10/01/2026 to 10/31/2026)", "Facility": "Lakeside Hospital, Office of Patient Relations",
		"Figures as of": "11/01/2026, 08:00 EST", "To note": "Wrong: the backlog does not balance.", "Trend": "Received and closed by month",
	} {
		if said[label] != want {
			t.Errorf("%s: %q, want %q", label, said[label], want)
		}
	}
	if s, _ := said["Audience"].(string); !strings.HasPrefix(s, "Internal: confidential") {
		t.Errorf("the audience is %q", said["Audience"])
	}
	for _, s := range r.Sheets[1:] {
		if s.Name == "Text" {
			continue
		}
		if links[s.Name] != "'"+s.Name+"'!A1" {
			t.Errorf("the list leads from %q to %q", s.Name, links[s.Name])
		}
		if s.Cells["A3"].Link != "'Report'!A1" {
			t.Errorf("the sheet %q leads back to %q", s.Name, s.Cells["A3"].Link)
		}
	}
}

func TestSheetOfATableHoldsItsNumbers(t *testing.T) {
	s := readSample(t).sheet(t, "Cases by type")
	for at, want := range map[string]readCell{
		"A1":  {Value: "Cases received, by type", Type: "s", Format: "General", Bold: true},
		"A4":  {Value: "Type", Type: "s", Format: "General", Bold: true},
		"B4":  {Value: "Received", Type: "s", Format: "General", Bold: true, Align: "right"},
		"B5":  {Value: 1234.0, Type: "n", Format: "#,##0", Align: "right"},
		"C5":  {Value: 0.75, Type: "n", Format: "0.0%", Align: "right"},
		"B6":  {Value: report.HiddenMark, Type: "s", Format: "General", Align: "right"},
		"C7":  {Value: 0.999, Type: "n", Format: "0.0%", Align: "right"}, // 99.98 %, which is not all
		"A8":  {Value: "All", Type: "s", Format: "General", Bold: true},
		"B8":  {Value: 1250.0, Type: "n", Format: "#,##0", Bold: true, Align: "right"},
		"A10": {Value: "A case counts once, with however many issues.", Type: "s", Format: "General"},
		"A11": {Value: report.HiddenNote, Type: "s", Format: "General"},
	} {
		if s.Cells[at] != want {
			t.Errorf("%s is %+v, want %+v", at, s.Cells[at], want)
		}
	}
	if s.Freeze != "A5" || s.Repeat != "$4:$4" || s.Orientation != "landscape" || s.Paper != paperLetter || fmt.Sprint(s.Fit) != "[true 1 0]" || s.Filter != "" {
		t.Errorf("the sheet is set %+v", s)
	}
	if s.Footer != "Confidential quality data && more|Page &P of &N" {
		t.Errorf("the foot is %q", s.Footer)
	}
}

func TestEveryKindOfCellIsStoredAsItself(t *testing.T) {
	for locale, want := range map[data.Locale]struct{ day, money, early string }{
		"en-US":  {`mm\/dd\/yyyy`, `"$"#,##0.00;-"$"#,##0.00`, "12/31/1899"},
		"en-GB":  {`dd\/mm\/yyyy`, `"£"#,##0.00;-"£"#,##0.00`, "31/12/1899"},
		"en-150": {`yyyy\-mm\-dd`, `"€"#,##0.00;-"€"#,##0.00`, "1899-12-31"},
	} {
		r := sample()
		r.Settings.Locale, r.Settings.Paper = locale, data.A4
		s := readBack(t, written(t, r)).sheet(t, "Days money what’s every kind of")
		cells := map[any]readCell{}
		for at, c := range s.Cells {
			if strings.HasPrefix(at, "A") {
				b := s.Cells["B"+at[1:]]
				b.Align = ""
				cells[c.Value] = b
			}
		}
		for name, want := range map[string]readCell{
			"A number":                   {Value: 1234.57, Type: "n", Format: "#,##0.00"},
			"Days, mean":                 {Value: 7.2, Type: "n", Format: "#,##0.0"}, // as the pages round 7.25
			"An amount":                  {Value: 1300.5, Type: "n", Format: want.money},
			"An amount owed":             {Value: -20.5, Type: "n", Format: want.money},
			"A day":                      {Value: "2026-11-27", Type: "d", Format: want.day},
			"A day before Excel's first": {Value: want.early, Type: "s", Format: "General"},
			"No day":                     {},
			"Not known":                  {Value: "fewer than 10", Type: "s", Format: "General"},
			"Nothing entered":            {},
			"No number at all":           {},
			"Below zero":                 {Value: -5.0, Type: "n", Format: "#,##0"},
			"=1+1":                       {Value: "@SUM(A1)", Type: "s", Format: "General"},
			"-5 on the scale":            {Value: "two\nlines and a bell", Type: "s", Format: "General"},
		} {
			if cells[name] != want {
				t.Errorf("%s: %q is %+v, want %+v", locale, name, cells[name], want)
			}
		}
		if s.Paper != paperA4 {
			t.Errorf("the paper is %d, want A4", s.Paper)
		}
	}
}

func TestALongTableHasAFilterAndAShortOneHasNone(t *testing.T) {
	r := readSample(t)
	if got := r.sheet(t, "Grievance log").Filter; got != "$A$4:$C$29" && got != "A4:C29" {
		t.Errorf("the filter of the log spans %q", got)
	}
	if got := r.sheet(t, "Trend").Filter; got != "" {
		t.Errorf("a table of three rows has a filter over %q", got)
	}
}

func TestSentencesOfTheReportAreThere(t *testing.T) {
	s := readSample(t).sheet(t, "Text")
	for at, want := range map[string]string{"A1": "At a glance", "A2": "More grievances than in September.", "A3": "Wrong: the backlog does not balance.", "A5": "• Another."} {
		if s.Cells[at].Value != want {
			t.Errorf("%s is %q, want %q", at, s.Cells[at].Value, want)
		}
	}
}

func TestPropertiesNameTheFacilityAndNoPerson(t *testing.T) {
	r := readSample(t)
	if r.Title != "Patient relations monthly summary, October 2026" || r.Creator != "Lakeside Hospital" || r.ChangedBy != "Lakeside Hospital" || r.Created != "2026-11-01T13:00:00" {
		t.Errorf("properties: %q, %q, %q, %q", r.Title, r.Creator, r.ChangedBy, r.Created)
	}
}

func TestEverySheetSaysWhoMadeItAndWhen(t *testing.T) {
	made := sample()
	made.Made = "Made by Robin Ashdown & Daughters, November 28, 2026, 03:10"
	made.Foot = strings.Repeat("Contains patient information & more. ", 9)
	made.Practice = true
	r := readBack(t, written(t, made))
	for _, s := range r.Sheets {
		if !strings.Contains(s.Footer, "Robin Ashdown && Daughters, November 28, 2026, 03:10") && !strings.Contains(s.Footer, "Robin Ashdown & Daughters, November 28, 2026, 03:10") {
			t.Errorf("the foot of %q says %q", s.Name, s.Footer)
		}
	}
	said := false
	for at, c := range r.Sheets[0].Cells {
		said = said || c.Value == "Copy" && r.Sheets[0].Cells["B"+at[1:]].Value == made.Made+"."
	}
	if !said {
		t.Error("the first sheet does not say whose copy it is")
	}
}

func TestPracticeDataIsMarkedOnEverySheet(t *testing.T) {
	r := sample()
	r.Practice = true
	file := written(t, r)
	for name, part := range partsOf(t, file) {
		if strings.HasPrefix(name, "xl/worksheets/sheet") && !bytes.Contains(part, []byte(practiceMark)) {
			t.Errorf("%s does not say that its data are for practice", name)
		}
	}
}

func TestTheSameReportMakesTheSameBytes(t *testing.T) {
	one := written(t, sample())
	for range 10 {
		if !bytes.Equal(one, written(t, sample())) {
			t.Fatal("the same report made another workbook")
		}
	}
	values, err := CSV(sample())
	again, err2 := CSV(sample())
	if err != nil || err2 != nil || !bytes.Equal(values, again) {
		t.Errorf("the same report made other values: %v, %v", err, err2)
	}
}

// partsOf unpacks an archive.
func partsOf(t *testing.T, file []byte) map[string][]byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if all[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func TestWorkbookHoldsNoFormulaAndItsPartsAreSound(t *testing.T) {
	parts := partsOf(t, written(t, sample()))
	for name, part := range parts {
		columns := 0
		for d := xml.NewDecoder(bytes.NewReader(part)); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Errorf("%s: %v", name, err)
				break
			}
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			if strings.HasPrefix(name, "xl/worksheets/") && start.Name.Local == "f" {
				t.Errorf("%s has a formula", name)
			}
			if start.Name.Local == "col" { // out of order, Excel takes the file for damaged
				columns++
				for _, a := range start.Attr {
					if a.Name.Local == "min" && a.Value != fmt.Sprint(columns) {
						t.Errorf("%s lists column %s as its column %d", name, a.Value, columns)
					}
				}
			}
		}
	}
	if _, found := parts["xl/calcChain.xml"]; found {
		t.Error("the workbook has a chain of calculation")
	}
}

func TestALargeWorkbookIsNeverOnTheDisk(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	t.Setenv("TMP", folder)
	long := time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)
	if err := os.Chtimes(folder, long, long); err != nil {
		t.Fatal(err)
	}
	r := sample()
	table := r.Sections[3].Blocks[0].(report.Table)
	for range 400 { // more than the 16 MB that the library keeps in memory
		table.Rows = append(table.Rows, []report.Cell{report.W(strings.Repeat("a", maxCell)), report.N(1), report.W(strings.Repeat("b", maxCell))})
	}
	r.Sections[3].Blocks[0] = table
	if _, err := Write(r); err != nil {
		t.Fatal(err)
	}
	if now, err := os.Stat(folder); err != nil || !now.ModTime().Equal(long) {
		t.Errorf("something was written to the folder for temporary files: %v", err)
	}
}

func TestTextIsCutToWhatACellHolds(t *testing.T) {
	for name, text := range map[string]string{
		"letters":        strings.Repeat("é", maxCell+1),
		"beyond a plane": strings.Repeat("😀", maxCell/2+1),
	} {
		got := cellText(text)
		if units(got) > maxCell || units(got) < maxCell-1 || !strings.HasSuffix(got, cutMark) {
			t.Errorf("%s: cut to %d units", name, units(got))
		}
	}
	if whole := strings.Repeat("a", maxCell); cellText(whole) != whole {
		t.Error("a text that a cell holds was cut")
	}
	if got := cellText(strings.Repeat("x\n", 400)); strings.Count(got, "\n") != maxBreaks || units(got) != 800 {
		t.Errorf("%d line breaks and %d characters are left of 400 lines", strings.Count(got, "\n"), units(got))
	}
}

func TestNamesOfSheetsAreUniqueAndAllowed(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	letters := []rune("aAbé😀[]:*?/\\' \t\x00=")
	names := sheetNames{}
	seen := map[string]bool{}
	for range 3000 {
		wanted := make([]rune, random.IntN(40))
		for i := range wanted {
			wanted[i] = letters[random.IntN(len(letters))]
		}
		name := names.give(string(wanted))
		if seen[strings.ToLower(name)] {
			t.Fatalf("the name %q was given twice", name)
		}
		seen[strings.ToLower(name)] = true
		if name == "" || units(name) > maxName || strings.ContainsAny(name, `[]:*?/\'`) || strings.ContainsFunc(name, unicode.IsControl) || strings.TrimSpace(name) != name {
			t.Fatalf("%q is not a name that Excel allows", name)
		}
	}
	if got := names.give("History"); got == "History" {
		t.Error("a sheet has the name that Excel keeps for itself")
	}
}

func TestATableLargerThanASheetIsRefused(t *testing.T) {
	r := report.Report{Title: "Log", Sections: []report.Section{{Blocks: []report.Block{report.Table{ID: "Log", Rows: make([][]report.Cell, 1<<20)}}}}}
	if _, err := Write(r); err == nil || !strings.Contains(err.Error(), "more rows than a sheet can have") {
		t.Errorf("a table of 1,048,576 rows and a head: %v", err)
	}
}

func TestAReportOfNothingIsAWorkbook(t *testing.T) {
	r := readBack(t, written(t, report.Report{Title: "Empty"}))
	if len(r.Sheets) != 1 || r.Sheets[0].Cells["A1"].Value != "Empty" {
		t.Errorf("sheets %+v", r.Sheets)
	}
}

func TestChartsStandOnTheCellsOfTheirNumbers(t *testing.T) {
	file := written(t, sample())
	r := readBack(t, file)
	trend := r.sheet(t, "Trend")
	if len(trend.Charts) != 1 || trend.Charts[0].Kind != "LineChart" {
		t.Fatalf("the trend has the charts %+v", trend.Charts)
	}
	want := [][]string{{"'Trend'!$C$4", "'Trend'!$A$5:$A$7", "'Trend'!$C$5:$C$7"}, {"'Trend'!$B$4", "'Trend'!$A$5:$A$7", "'Trend'!$B$5:$B$7"}}
	if !slices.EqualFunc(trend.Charts[0].Series, want, slices.Equal) {
		t.Errorf("its series are %v, want %v", trend.Charts[0].Series, want)
	}
	own := r.sheet(t, "Answered within 7 days")
	if own.Cells["A4"].Value != "Month" || own.Cells["B5"].Value != 0.812 || own.Cells["B5"].Format != "0.0%" || own.Cells["B6"].Value != nil || own.Cells["C6"].Value != 0.9 {
		t.Errorf("the numbers of a chart without a table are %+v", own.Cells)
	}
	if own.Rows != 9 {
		t.Errorf("the sheet has %d rows; its numbers must not be there twice", own.Rows)
	}
	words := string(partsOf(t, file)["xl/drawings/drawing2.xml"])
	if !strings.Contains(words, "Goal: 90%.") {
		t.Errorf("the chart has no words for who does not see it: %s", words)
	}
}

func TestAChartWhoseTableHidesANumberIsDrawnFromBlanks(t *testing.T) {
	r := sample()
	figure := r.Sections[2].Blocks[0].(report.Figure)
	figure.Numbers.Rows[1][1] = report.Cell{Kind: report.Hidden}
	c, _ := chartOf(figure)
	c.Series[1].Values[1] = math.NaN()
	figure.Drawing = c
	r.Sections[2].Blocks[0] = figure
	s := readBack(t, written(t, r)).sheet(t, "Trend")
	if s.Cells["B6"].Value != report.HiddenMark {
		t.Fatalf("the table shows %+v", s.Cells["B6"])
	}
	series := s.Charts[0].Series[1]
	if series[2] != "'Trend'!$C$15:$C$17" || s.Cells["C14"].Value != "Closed" || s.Cells["C15"].Value != 30.0 || s.Cells["C16"].Value != nil {
		t.Errorf("the chart is drawn from %v; a spreadsheet draws the sign of a hidden number as zero", series)
	}
}

func TestAWideTablePrintsOnSeveralSheetsWithItsFirstColumn(t *testing.T) {
	r := sample()
	wide := report.Table{ID: "Wide", Caption: "Wide"}
	for i := range 29 {
		wide.Columns = append(wide.Columns, report.Column{Head: fmt.Sprintf("Column %d", i+1)})
	}
	wide.Rows = [][]report.Cell{slices.Repeat([]report.Cell{report.W("a cell with some words in it")}, 29)}
	r.Sections = []report.Section{{Blocks: []report.Block{wide}}}
	file := written(t, r)
	s := readBack(t, file).sheet(t, "Wide")
	if fmt.Sprint(s.Fit) != "[true 5 0]" || s.Freeze != "B5" {
		t.Errorf("a table of 29 columns of 30 characters fits %v pages and keeps %q in view", s.Fit, s.Freeze)
	}
	if titles := string(partsOf(t, file)["xl/workbook.xml"]); !strings.Contains(titles, "&#39;Wide&#39;!$A:$A,&#39;Wide&#39;!$4:$4") {
		t.Errorf("the first column is not repeated: %s", titles)
	}
}
