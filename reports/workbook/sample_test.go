package workbook

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/page"
	"rapport/reports/report"
)

// sample is a report with every kind of cell and of chart.
func sample() report.Report {
	months := []string{"August 2026", "September 2026", "October 2026"}
	kinds := report.Table{
		ID: "Cases by type", Caption: "Cases received, by type", Definition: "A case counts once, with however many issues.", Total: true,
		Columns: []report.Column{{Head: "Type"}, {Head: "Received", Number: true}, {Head: "Share of all cases received in the period", Number: true}},
		Rows: [][]report.Cell{
			{report.W("Grievance"), report.N(1234), report.P(75.04)},
			{report.W("Complaint"), {Kind: report.Hidden}, {Kind: report.Hidden}},
			{report.W("Compliment"), {Kind: report.Hidden}, report.P(99.98)},
			{report.W("All"), report.N(1250), report.P(100)},
		},
	}
	every := report.Table{
		ID: "Days: money / what's [every] kind of a cell there is", Caption: "Every kind of cell",
		Columns: []report.Column{{Head: "Name"}, {Head: "Value", Number: true}},
		Rows: [][]report.Cell{
			{report.W("A number"), report.F(1234.5678, 2)},
			{report.W("Days, mean"), report.F(7.25, 1)},
			{report.W("An amount"), report.M(130050)},
			{report.W("An amount owed"), report.M(-2050)},
			{report.W("A day"), report.D(data.NewDate(2026, time.November, 27))},
			{report.W("A day before Excel's first"), report.D(data.NewDate(1899, time.December, 31))},
			{report.W("No day"), report.D(0)},
			{report.W("Not known"), report.None("fewer than 10")},
			{report.W("Nothing entered"), report.None("")},
			{report.W("No number at all"), report.F(math.NaN(), 1)},
			{report.W("Below zero"), report.N(-5)},
			{report.W("=1+1"), report.W("@SUM(A1)")},
			{report.W("-5 on the scale"), report.W("two\r\nlines \x01and\x00 a bell\a")},
		},
	}
	log := report.Table{ID: "Grievance log", Caption: "Grievance log", Columns: []report.Column{{Head: "Number"}, {Head: "Received"}, {Head: "What happened"}}}
	for i := range 25 {
		log.Rows = append(log.Rows, []report.Cell{report.W(fmt.Sprintf("GR-2026-%04d", i+1)), report.D(data.NewDate(2026, time.October, i+1)), report.W("Nobody came when the bell rang, and the call light stayed on.")})
	}
	trend := &report.Table{ID: "Trend", Caption: "Received and closed by month", Definition: "By day of receipt and of closing.",
		Columns: []report.Column{{Head: "Month"}, {Head: "Closed", Number: true}, {Head: "Received", Number: true}}}
	for i, m := range months {
		trend.Rows = append(trend.Rows, []report.Cell{report.W(m), report.N(30 + i), report.N(40 - i)})
	}
	return report.Report{
		Title: "Patient relations monthly summary", About: "October 2026", Period: data.MonthPeriod(data.Month{Year: 2026, Month: time.October}),
		Audience: report.Internal, Foot: "Confidential quality data & more",
		Settings: data.Settings{Facility: "Lakeside Hospital", Office: "Office of Patient Relations", TimeZone: "America/New_York"},
		Facts:    &data.SummaryFacts{AsOf: time.Date(2026, time.November, 1, 13, 0, 0, 0, time.UTC)},
		Sections: []report.Section{
			{Heading: "At a glance", Blocks: []report.Block{
				report.Text("More grievances than in September."),
				report.Panel{Alarm: true, Runs: []page.Run{{Text: "Wrong: "}, {Text: "the backlog does not balance."}}},
				report.Bullets{Items: [][]page.Run{{{Text: "One thing."}}, {{Text: "Another."}}}},
			}},
			{Heading: "What was received", Blocks: []report.Block{kinds, every}},
			{Heading: "Charts", Blocks: []report.Block{
				report.Figure{Caption: "Received and closed", Definition: "Two lines.", Numbers: trend, Drawing: chart.Chart{
					Kind: chart.Line, Message: "Fewer are received", By: "Month", Labels: []string{"Aug", "Sep", "Oct"},
					Series: []chart.Series{{Name: "Received", Values: []float64{40, 39, 38}}, {Name: "Closed", Values: []float64{30, 31, 32}}}}},
				report.Figure{Caption: "Answered within 7 days", Definition: "Of grievances received.", Drawing: chart.Chart{
					Kind: chart.Grouped, By: "Month", Labels: months, Unit: "%", Guides: []chart.Guide{{Name: "Goal", Value: 90}},
					Series: []chart.Series{{Name: "On time", Values: []float64{81.25, math.NaN(), 92}}}}},
			}},
			{Heading: "Log", Blocks: []report.Block{log}},
		},
	}
}

// read is a workbook as another program reads it.
type read struct {
	Sheets []readSheet
	Parts  []string
	Title, Creator,
	Created string
	ChangedBy string `json:"changed_by"`
}

type readSheet struct {
	Name                string
	Cells               map[string]readCell
	Freeze, Filter      string
	Repeat, Orientation string
	Footer              string
	Paper, Rows         int
	Fit                 []any
	Widths              map[string]float64
	Charts              []struct {
		Kind   string
		Series [][]string
	}
}

type readCell struct {
	Value        any
	Type, Format string
	Bold         bool
	Align, Link  string
}

// python is an interpreter with openpyxl; empty: none is installed.
var python = sync.OnceValue(func() string {
	for _, name := range []string{"python3", "/usr/bin/python3", "python"} {
		if exec.Command(name, "-c", "import openpyxl").Run() == nil {
			return name
		}
	}
	return ""
})

// readBack reads a workbook with openpyxl.
func readBack(t *testing.T, file []byte) read {
	t.Helper()
	if python() == "" {
		t.Skip("openpyxl is not installed; resources/dev/setup.sh test installs it")
	}
	path := filepath.Join(t.TempDir(), "report.xlsx")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command(python(), filepath.Join("testdata", "read.py"), path).Output()
	if err != nil {
		if failed, ok := err.(*exec.ExitError); ok {
			t.Fatalf("openpyxl cannot read the workbook: %s", failed.Stderr)
		}
		t.Fatal(err)
	}
	var r read
	if err := json.Unmarshal(said, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// sampleRead is the sample as it was read back, once for all tests.
var sampleRead *read

func readSample(t *testing.T) read {
	t.Helper()
	if sampleRead == nil {
		r := readBack(t, written(t, sample()))
		sampleRead = &r
	}
	return *sampleRead
}

func written(t *testing.T, r report.Report) []byte {
	t.Helper()
	file, err := Write(r)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func (r read) sheet(t *testing.T, name string) readSheet {
	t.Helper()
	for _, s := range r.Sheets {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("there is no sheet %q", name)
	return readSheet{}
}
