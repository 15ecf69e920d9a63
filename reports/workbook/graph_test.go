package workbook

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"rapport/reports/chart"
	"rapport/reports/report"
)

// charted is a report of figures without tables.
func charted(charts ...chart.Chart) report.Report {
	r := report.Report{Title: "Charts", Audience: report.Shareable, Sections: []report.Section{{}}}
	for i, c := range charts {
		r.Sections[0].Blocks = append(r.Sections[0].Blocks, report.Figure{Caption: fmt.Sprintf("Figure %d", i+1), Drawing: c})
	}
	return r
}

var quarter = []string{"Aug", "Sep", "Oct"}

func TestEveryKindOfChartIsDrawn(t *testing.T) {
	cases := []struct {
		name  string
		chart chart.Chart
		tags  []string // of the drawing
		heads []string // of the columns of its numbers
	}{
		{"stacked bars", chart.Chart{Kind: chart.Stacked, By: "Month", Labels: quarter, Series: []chart.Series{{Name: "A", Values: []float64{1, 2, 3}}, {Name: "B", Values: []float64{3, 2, 1}}}},
			[]string{`<barDir val="col">`, `<grouping val="stacked">`, `<showVal val="1">`}, []string{"Month", "A", "B"}},
		{"level bars", chart.Chart{Kind: chart.Horizontal, By: "Unit", Labels: quarter, Series: []chart.Series{{Name: "A", Values: []float64{1, 2, 3}}}, Guides: []chart.Guide{{Name: "Goal", Value: 2}}},
			[]string{`<barDir val="bar">`, `<orientation val="maxMin">`}, []string{"Unit", "A", "Goal"}},
		{"bars with a goal", chart.Chart{Kind: chart.Grouped, By: "Month", Labels: quarter, Unit: "%", Series: []chart.Series{{Name: "A", Values: []float64{1, 2, 3}}}, Guides: []chart.Guide{{Name: "Goal", Value: 2}}},
			[]string{`<barDir val="col">`, `<lineChart>`, `<a:prstDash val="dash">`, `formatCode="0%"`}, []string{"Month", "A", "Goal"}},
		{"control chart", chart.Chart{Kind: chart.Control, By: "Month", Labels: quarter, Decimals: 2, Series: []chart.Series{{Name: "Rate", Values: []float64{1.5, 2.25, 9}, Provisional: []bool{false, false, true}}},
			Limits: chart.Limits{Center: []float64{2}, Upper: []float64{3, 3.5, 3}, Lower: []float64{math.NaN()}, Signals: map[int]string{2: "above the upper limit"}}},
			[]string{`<lineChart>`, `<symbol val="circle">`, `<a:prstDash val="dash">`}, []string{"Month", "Rate", "Upper limit", "Mean", "Remarks"}},
		{"Pareto chart", chart.Chart{Kind: chart.Pareto, By: "Issue", Labels: quarter, Series: []chart.Series{{Name: "Issues", Values: []float64{60, 30, 10}}}},
			[]string{`<barDir val="col">`, `<lineChart>`, `<crosses val="max">`, `<max val="1">`}, []string{"Issue", "Issues", "Cumulative share"}},
		{"intervals", chart.Chart{Kind: chart.Interval, By: "Language", Labels: quarter, Unit: "%", Series: []chart.Series{{Name: "Share", Values: []float64{60, 30, 10}, Low: []float64{50, 20, 5}, High: []float64{70, 40, 15}, N: []int{40, 50, 60}}},
			Guides: []chart.Guide{{Name: "All", Value: 40}}},
			[]string{`<hiLowLines>`, `<symbol val="dash">`}, []string{"Language", "Share", "From", "To", "Cases", "All"}},
		{"goals", chart.Chart{Kind: chart.Target, By: "Measure", Labels: quarter, Unit: "%", Series: []chart.Series{{Name: "Actual", Values: []float64{60, 30, 10}}}, Goals: []chart.Goal{{Value: 90}, {Value: 80}, {}}},
			[]string{`<barDir val="col">`}, []string{"Measure", "Actual", "Goal"}},
	}
	var charts []chart.Chart
	for _, c := range cases {
		charts = append(charts, c.chart)
	}
	file := written(t, charted(charts...))
	parts, book := partsOf(t, file), readBack(t, file)
	for n, c := range cases {
		drawing := string(parts[fmt.Sprintf("xl/charts/chart%d.xml", n+1)])
		for _, tag := range c.tags {
			if !strings.Contains(drawing, tag) {
				t.Errorf("%s: the drawing has no %s:\n%s", c.name, tag, drawing)
			}
		}
		s := book.sheet(t, fmt.Sprintf("Figure %d", n+1))
		for i, head := range c.heads {
			if got := s.Cells[string(rune('A'+i))+"4"].Value; got != head {
				t.Errorf("%s: column %d is %q, want %q", c.name, i+1, got, head)
			}
		}
		if s.Rows > headRow+len(quarter) {
			t.Errorf("%s: the numbers are there twice: %d rows", c.name, s.Rows)
		}
	}
}

func TestWhatAChartDoesNotShowIsNotInTheWorkbook(t *testing.T) {
	const secret = 7
	var charts []chart.Chart
	for kind := chart.Stacked; kind <= chart.Target; kind++ {
		s := chart.Series{Name: "Cases", Values: []float64{40, secret, 60}, Instead: []string{"", "*", ""}, Low: []float64{30, secret, 50}, High: []float64{50, secret, 70}, N: []int{99, secret, 99}}
		charts = append(charts, chart.Chart{Kind: kind, By: "Unit", Labels: quarter, Series: []chart.Series{s}})
	}
	r := charted(charts...)
	for _, sheet := range readBack(t, written(t, r)).Sheets[1:] {
		if sheet.Cells["B5"].Value != 40.0 || sheet.Cells["B7"].Value != 60.0 {
			t.Errorf("%s lacks what is shown: %+v", sheet.Name, sheet.Cells)
		}
		for at, c := range sheet.Cells {
			if c.Value == float64(secret) || c.Value == 107.0 {
				t.Errorf("%s: the number that is not shown stands in %s", sheet.Name, at)
			}
		}
	}
	values, err := CSV(r)
	if err != nil {
		t.Fatal(err)
	}
	for name, part := range partsOf(t, values) {
		if strings.Contains(string(part), "Sep,7") || strings.Contains(string(part), ",7\r") {
			t.Errorf("%s: the number that is not shown stands in %q", name, part)
		}
	}
}

func TestMeasuresOfDifferentUnitsAreNotDrawnOnOneAxis(t *testing.T) {
	r := charted(chart.Chart{Kind: chart.Target, By: "Measure", Labels: []string{"Answered in time", "Days to close"}, Unit: "%",
		Series: []chart.Series{{Name: "Actual", Values: []float64{81.2, 14}}}, Goals: []chart.Goal{{Value: 90}, {Value: 30, AtMost: true, Unit: " days"}}})
	s := readBack(t, written(t, r)).sheet(t, "Figure 1")
	if len(s.Charts) != 0 || s.Cells["B5"].Value != 0.812 || s.Cells["B6"].Value != 14.0 || s.Cells["C6"].Value != 30.0 {
		t.Errorf("%d charts, numbers %+v", len(s.Charts), s.Cells)
	}
}
