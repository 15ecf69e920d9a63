package chart_test

import (
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/page"
	"rapport/reports/pdf"
	"rapport/reports/pdf/pdftest"
)

// Set this variable to a folder to get a PDF of every kind of chart and look at it.
const picturesVariable = "RAPPORT_PICTURES"

var year = []string{"Nov 25", "Dec", "Jan 26", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"}

// The vector of the u-chart and of Laney's: month 11 is a signal of one and none
// of the other.
var (
	cases = []float64{12, 15, 9, 14, 22, 11, 13, 10, 16, 12, 31, 14}
	days  = []float64{6210, 5890, 6105, 6022, 6300, 5950, 6180, 6075, 6240, 6110, 6015, 6190}
)

// rateChart is the u-chart of the vector, its limits sigma times as wide.
func rateChart(name string, sigma float64) chart.Chart {
	const mean = 2.4425
	var rates, upper, lower []float64
	signals := map[int]string{}
	for i, n := range days {
		base := n / 1000
		rates = append(rates, cases[i]/base)
		wide := 3 * sigma * math.Sqrt(mean/base)
		upper, lower = append(upper, mean+wide), append(lower, max(mean-wide, 0))
		if rates[i] > upper[i] {
			signals[i] = "above the upper limit"
		}
	}
	return chart.Chart{Kind: chart.Control, Message: "Complaints per 1,000 patient days", By: "month", Labels: year, Decimals: 2,
		Series: []chart.Series{{Name: "Rate", Values: rates}},
		Limits: chart.Limits{Chart: name, Center: []float64{mean}, Upper: upper, Lower: lower, Signals: signals}}
}

// twoPhases is an XmR chart of two years with a gap, a hidden month, a run and a
// new phase.
func twoPhases() chart.Chart {
	labels := make([]string, 24)
	values := []float64{14, 16, 13, 15, 17, 12, 14, 18, 15, 13, 16, 14, 15, math.NaN(), 9, 8, 10, 9, 7, 8, 9, 8, 0, 7}
	center, upper, lower := make([]float64, 24), make([]float64, 24), make([]float64, 24)
	signals := map[int]string{7: "above the upper limit"}
	for i := range labels {
		labels[i] = time.Date(2024, time.Month(11+i), 1, 0, 0, 0, 0, time.UTC).Format("Jan 06")
		center[i], upper[i], lower[i] = 14.75, 17.6, 11.4
		if i >= 14 {
			center[i], upper[i], lower[i] = 8.3, 11.9, 4.7
		}
		if i >= 16 {
			signals[i] = "8 in a row below the baseline mean"
		}
	}
	instead := make([]string, 24)
	instead[22] = "<11"
	provisional := make([]bool, 24)
	provisional[23], provisional[15] = true, true
	return chart.Chart{Kind: chart.Control, Message: "Median days to close fell after the new triage desk", By: "month", Labels: labels, Unit: " days",
		Series: []chart.Series{{Name: "Median days", Values: values, Instead: instead, Provisional: provisional}},
		Limits: chart.Limits{Chart: "XmR chart", Center: center, Upper: upper, Lower: lower, Signals: signals,
			Phases: []chart.Phase{{From: 0, Name: "Baseline"}, {From: 14, Name: "New triage desk"}}}}
}

func runChart() chart.Chart {
	return chart.Chart{Kind: chart.Control, By: "month", Labels: year[:9], Message: "Compliments received",
		Series: []chart.Series{{Name: "Compliments", Values: []float64{31, 27, 44, 38, 29, 35, 41, 36, 52}}},
		Limits: chart.Limits{Chart: "run chart", Center: []float64{36}, CenterName: "Median"}}
}

var issues = []string{"Communication with doctors", "Waiting in the emergency department", "Nursing care and response to the call light", "Discharge planning and instructions",
	"Billing and charges", "Environment and comfort of the patient's surroundings", "Food", "Privacy and confidentiality", "Lost property", "Other"}

func pareto() chart.Chart {
	return chart.Chart{Kind: chart.Pareto, By: "issue", Labels: issues, Message: "Four issues make up 80 percent of all", Whole: 1326,
		Series: []chart.Series{{Name: "Issues", Values: []float64{412, 318, 201, 148, 77, 52, 40, 31, 24, 23}}}}
}

func hiddenPareto() chart.Chart {
	c := pareto()
	c.Labels, c.Whole = c.Labels[:6], 0
	c.Series[0].Values = []float64{41, 30, 18, 12, 0, 0}
	c.Series[0].Instead = []string{"", "", "", "", "<11", "<11"}
	return c
}

func intervals() chart.Chart {
	return chart.Chart{Kind: chart.Interval, By: "language", Unit: "%", Labels: []string{"English", "Spanish", "Arabic", "Vietnamese", "Haitian Creole", "Not known"},
		Message: "Answered late, by language of the complainant", Guides: []chart.Guide{{Name: "All cases", Value: 14.2}},
		Series: []chart.Series{{Name: "Late", Values: []float64{12.1, 24.8, 18.2, 9.1, 0, 13.9}, Low: []float64{10.4, 17.6, 5.1, 1.6, 0, 7.7}, High: []float64{14, 33.8, 47.7, 37.7, 0, 23.7},
			N: []int{1204, 109, 11, 22, 4, 79}, Instead: []string{"", "", "", "", "too few", ""}}}}
}

func goals() chart.Chart {
	return chart.Chart{Kind: chart.Target, By: "measure", Message: "Three of five goals were met",
		Labels: []string{"Acknowledged within 2 business days", "Grievances answered within 7 days", "Median days to close", "Actions verified as effective", "Referrals answered on time", "Survey: would recommend"},
		Series: []chart.Series{{Name: "October", Values: []float64{98.4, 88.2, 6, 71, math.NaN(), 64}}},
		Goals: []chart.Goal{{Value: 95, Met: true, Unit: "%"}, {Value: 95, Unit: "%"}, {Value: 7, AtMost: true, Met: true, Unit: " days"}, {Value: 80, Unit: "%"},
			{Value: 90, Unit: "%"}, {Value: 0, Unit: "%"}}}
}

func stackedHidden() chart.Chart {
	return chart.Chart{Kind: chart.Stacked, By: "month", Labels: year, Message: "Cases received",
		Series: []chart.Series{{Name: "Complaints", Values: []float64{136, 131, 164, 168, 151, 175, 143, 158, 156, 173, 170, 169}},
			{Name: "Grievances", Values: []float64{37, 33, 25, 46, 32, 46, 28, 0, 44, 43, 38, 32}, Instead: []string{7: "<11"}}}}
}

func groupedHidden() chart.Chart {
	return chart.Chart{Kind: chart.Grouped, By: "quarter", Labels: []string{"Q1", "Q2", "Q3", "Q4"}, Message: "Compliments beside complaints",
		Series: []chart.Series{{Name: "Complaints", Values: []float64{431, 494, 474, 485}}, {Name: "Compliments", Values: []float64{118, 97, 131, 0}, Instead: []string{3: "<11"}}, {Name: "Suggestions", Values: []float64{44, 31, 52, 60}}, {Name: "Inquiries", Values: []float64{201, 180, 166, 210}}}}
}

func lines() chart.Chart {
	return chart.Chart{Kind: chart.Line, By: "month", Labels: year, Unit: "%", Floor: 60, Guides: []chart.Guide{{Name: "Goal", Value: 95}}, Message: "Answered on time",
		Series: []chart.Series{{Name: "This hospital", Values: []float64{82, 88, 91, 86, 93, 95, 90, 92, 94, 96, 93, 94}, Provisional: []bool{11: true}}, {Name: "The system", Values: []float64{80, 81, 79, math.NaN(), 84, 85, 85, 86, 84, 87, 86, 88}}}}
}

// samples are one chart of each kind, by its caption.
var samples = []struct {
	caption string
	make    func() chart.Chart
}{
	{"u-chart", func() chart.Chart { return rateChart("u-chart", 1) }},
	{"Laney u' chart", func() chart.Chart { return rateChart("Laney u' chart", 1.7374) }},
	{"XmR chart of two phases", twoPhases}, {"Run chart", runChart}, {"Pareto", pareto}, {"Pareto with hidden values", hiddenPareto},
	{"Intervals", intervals}, {"Goals", goals}, {"Stacked, one part hidden", stackedHidden}, {"Grouped", groupedHidden}, {"Lines", lines},
}

func TestChartsArePrintedAsTaggedFigures(t *testing.T) {
	doc := page.NewDocument(page.Letter, "en-US", "Charts", time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC))
	f := page.NewFlow(doc, page.ReportStyles(), page.Frame{Left: 66, Top: 60, Right: 546, Bottom: 740})
	for i, s := range samples {
		c := s.make()
		if i == 2 {
			c.Locale = data.Locale("en-150")
		}
		f.Together(func() {
			f.Caption(s.caption)
			f.Figure(c, c.Height())
		})
	}
	f.Finish(func(*page.Sheet) {})
	if problems := f.Problems(); len(problems) > 0 {
		t.Errorf("%v", problems)
	}
	file, err := pdf.Write(doc)
	if err != nil {
		t.Fatal(err)
	}
	pdftest.Check(t, file)
	if dir := os.Getenv(picturesVariable); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "charts.pdf"), file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
