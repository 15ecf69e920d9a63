package report_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/page"
	"rapport/reports/pdf/pdftest"
	"rapport/reports/report"
)

func door(n int) report.Door {
	return report.Door{Name: "cases", Cases: func() []int64 { return make([]int64, n) }}
}

// sample is a report with every kind of block, its table longer than a page.
func sample() report.Report {
	log := report.Table{
		ID: "Log", Caption: "All of them", Definition: "What a row is.", Total: true,
		Columns: []report.Column{{Head: "Unit", Width: 150}, {Head: "Cases", Number: true}, {Head: "Share", Number: true}, {Head: "Recovered", Number: true}, {Head: "Last"}},
	}
	for i := range 60 {
		log.Rows = append(log.Rows, []report.Cell{report.W(fmt.Sprintf("Unit %d", i)), report.N(1200 + i).To(door(1200 + i)), report.P(41.66), report.M(130_050), report.D(data.NewDate(2026, time.October, 5))})
	}
	log.Rows = append(log.Rows, []report.Cell{report.W("All"), report.N(0), {Kind: report.Hidden}, report.None("")})
	return report.Report{
		Title: "Patient relations monthly summary", About: "October 2026", Audience: report.Internal, At: time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC),
		Settings: data.Settings{Facility: "Harbor Valley Medical Center", Locale: "en-GB"},
		Sections: []report.Section{
			{Heading: "At a glance", Blocks: []report.Block{
				report.Panel{Alarm: true, Runs: []page.Run{{Text: "Attention. ", Strong: true}, {Text: "Something does not balance."}}},
				report.Text("A sentence."), report.Bullets{Items: [][]page.Run{{{Text: "one"}}, {{Text: "two"}}}},
				report.Figure{Caption: "Cases", Height: 120, Doors: []report.Door{door(3), {}}, Definition: "What a bar is.", Drawing: chart.Chart{Kind: chart.Stacked, Message: "Cases", Labels: []string{"May", "Jun"}, Series: []chart.Series{{Name: "Cases", Values: []float64{3, 4}}}}},
			}},
			{Heading: "The log", NewPage: true, Blocks: []report.Block{log, report.Table{ID: "Nothing", Caption: "An empty one", Columns: []report.Column{{Head: "What"}, {Head: "Cases", Number: true}}}}},
		},
	}
}

func pageText(p *page.Page) string {
	var b strings.Builder
	for _, item := range p.Items {
		if text, ok := item.(page.Text); ok {
			b.WriteString(text.String + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestLongTableGoesOnWithItsHeads(t *testing.T) {
	doc, _ := report.Pages(sample())
	if len(doc.Pages) < 3 {
		t.Fatalf("%d pages", len(doc.Pages))
	}
	for n, p := range doc.Pages {
		text := pageText(p)
		for _, part := range []string{fmt.Sprintf("Page %d of %d", n+1, len(doc.Pages)), "Confidential quality data", "Harbor Valley Medical Center", "October 2026"} {
			if !strings.Contains(text, part) {
				t.Errorf("page %d lacks %q", n+1, part)
			}
		}
		if strings.Contains(text, "Unit 3") && !strings.Contains(text, "Unit Cases Share Recovered Last") {
			t.Errorf("page %d has rows of the log without its heads", n+1)
		}
	}
}

func TestCellsAreWrittenAsTheOfficeWritesThem(t *testing.T) {
	r := sample()
	doc, _ := report.Pages(r)
	text := pageText(doc.Pages[1])
	for _, want := range []string{"Table 1. All of them", "Unit 1 1,201 41.7% £1,300.50 05/10/2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("the log lacks %q:\n%s", want, text)
		}
	}
	last := pageText(doc.Pages[len(doc.Pages)-2]) + " " + pageText(doc.Pages[len(doc.Pages)-1])
	for _, want := range []string{"All 0 * –", "* Not shown: a count from 1 to 10", "What a row is.", "Table 2. An empty one", "None"} {
		if !strings.Contains(last, want) {
			t.Errorf("the end of the log lacks %q:\n%s", want, last)
		}
	}
	for v, want := range map[float64]string{100: "100%", 99.97: "99.9%", 0.01: "0.1%", 0: "0%", 75: "75%", 41.66: "41.7%"} {
		if got := report.PercentText(v, data.LocaleUS); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
}

func TestEveryDoorHasItsSpotOnItsCell(t *testing.T) {
	doc, spots := report.Pages(sample())
	if len(spots) != 61 {
		t.Fatalf("%d spots for 60 cells and a bar with doors", len(spots))
	}
	bar := spots[60]
	if bar.Page != 0 || len(bar.Door.Cases()) != 3 || bar.Box.W < 20 || bar.Box.H < 20 {
		t.Errorf("the bar's spot is %+v", bar)
	}
	spots = spots[:60]
	for _, s := range spots {
		want := data.LocaleUS.Count(len(s.Door.Cases()))
		found := false
		for _, item := range doc.Pages[s.Page].Items {
			text, ok := item.(page.Text)
			found = found || ok && strings.TrimSpace(text.String) == want && text.X >= s.Box.X && text.Y <= s.Box.Bottom() && text.Y >= s.Box.Y
		}
		if !found {
			t.Errorf("the spot on page %d does not cover %s", s.Page+1, want)
		}
	}
}

func TestPagesKeepTheRulesOfAccessibleFiles(t *testing.T) {
	r := sample()
	for _, audience := range report.Audiences {
		for _, wide := range []bool{false, true} {
			r.Audience, r.Landscape, r.Practice = audience.Value, wide, wide
			file, pages, err := report.PDF(r)
			if err != nil || pages < 3 {
				t.Fatalf("%d pages, %v", pages, err)
			}
			pdftest.Check(t, file)
			text := pdftest.Run(t, "pdftotext", "-layout", pdftest.Save(t, file), "-")
			if want := strings.Count(text, "counts from 1 to 10 are not shown"); (audience.Value == report.Shareable) != (want == pages) {
				t.Errorf("%s: the rule of small counts stands on %d of %d pages", audience.Label, want, pages)
			}
			if wide != strings.Contains(text, "PRACTICE DATA") {
				t.Errorf("the mark of practice data is there: %v", !wide)
			}
		}
	}
}
