package chart

import (
	"slices"
	"strings"
	"testing"

	"rapport/data"
	"rapport/reports/page"
)

func paretoChart() Chart {
	return Chart{Kind: Pareto, Labels: []string{"Communication", "Waiting", "Food", "Other"}, Series: []Series{{Name: "Issues", Values: []float64{500, 300, 150, 50}}}}
}

func TestAParetoChartAddsUpTheShares(t *testing.T) {
	items := paretoChart().Draw(testBox)
	got := texts(items)
	for _, want := range []string{"500", "50%", "80%", "95%", "100%", "Issues", "Cumulative"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not written: %q", want, got)
		}
	}
	// Two make up 80 percent; they are dark (the third dark one is in the legend).
	if n := len(filled(items, page.Teal)); n != 3 {
		t.Errorf("%d dark bars", n-1)
	}
	bars := filled(items, page.Teal)
	if long, short := bars[0].W, bars[1].W; long < short*1.66 || long > short*1.67 {
		t.Errorf("500 is %.1f long, 300 is %.1f", long, short)
	}
}

func TestAParetoChartOfAPartSharesTheWhole(t *testing.T) {
	c := paretoChart()
	c.Whole = 2000
	if got := texts(c.Draw(testBox)); !slices.Contains(got, "25%") || slices.Contains(got, "95%") {
		t.Errorf("%q", got)
	}
	if got, want := c.Words(1), "Waiting: 300, cumulative 40%"; got != want {
		t.Errorf("%q", got)
	}
}

func TestSharesThatWouldGiveAHiddenValueAwayAreNotWritten(t *testing.T) {
	c := paretoChart()
	c.Series[0].Instead = []string{"", "", "", "<11"}
	for _, text := range append(texts(c.Draw(testBox)), c.Alt()) {
		if strings.Contains(text, "%") {
			t.Errorf("%q", text)
		}
	}
}

func TestAnIntervalIsDrawnBetweenItsEnds(t *testing.T) {
	c := Chart{Kind: Interval, Unit: "%", By: "language", Labels: []string{"English", "Spanish", "Arabic"}, Guides: []Guide{{"All cases", 15}},
		Series: []Series{{Name: "Late", Values: []float64{12, 25, 0}, Low: []float64{10, 17.5, 0}, High: []float64{16, 34, 0}, N: []int{1204, 109, 3}, Instead: []string{2: "too few"}}}}
	got := texts(c.Draw(testBox))
	for _, want := range []string{"12.0%", "10.0 to 16.0%", "1,204", "17.5 to 34.0%", "109", "too few", "All cases 15%", "The interval does not include 15% (All cases)"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not written: %q", want, got)
		}
	}
	if slices.Contains(got, "3") {
		t.Error("the number of cases of a hidden value is written")
	}
	want := "Values with their 95% intervals by language, English to Arabic. English: 12%, 95% interval 10.0 to 16.0%, n 1,204. " +
		"Spanish: 25%, 95% interval 17.5 to 34.0%, n 109, the interval does not include 15% (All cases). Arabic: too few. All cases: 15%."
	if got := c.Alt(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestGoalsAreMetInWords(t *testing.T) {
	c := Chart{Kind: Target, By: "measure", Labels: []string{"On time", "Days to close", "Verified", "Survey"}, Series: []Series{{Values: []float64{94, 6, gap, 60}}},
		Goals: []Goal{{Value: 95, Unit: "%"}, {Value: 7, AtMost: true, Met: true, Unit: " days"}, {Value: 80, Unit: "%"}}}
	got := texts(c.Draw(testBox))
	for _, want := range []string{"94%", "≥ 95%", "not met", "6 days", "≤ 7 days", "met", "≥ 80%", "not known", "no goal"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not written: %q", want, got)
		}
	}
	for label, want := range []string{"On time: 94%, goal at least 95%, not met", "Days to close: 6 days, goal at most 7 days, met", "Verified: goal at least 80%, not known", "Survey: 60, no goal"} {
		if got := c.Words(label); got != want {
			t.Errorf("%q", got)
		}
	}
}

func TestNumbersFollowTheLocale(t *testing.T) {
	c := Chart{Kind: Horizontal, Locale: data.Locale("en-150"), Labels: []string{"Food", "Billing"}, Series: []Series{{Values: []float64{12345, 1.5}}}}
	if got := texts(c.Draw(testBox)); !slices.Contains(got, "12\u00a0345") || !slices.Contains(got, "1,5") {
		t.Errorf("%q", got)
	}
}

func TestNothingOfPaperIsLeftInAnotherPalette(t *testing.T) {
	dark := Palette{Ground: page.Color{A: 255, R: 1}, Ink: page.Color{A: 255, R: 2}, Label: page.Color{A: 255, R: 3}, Grid: page.Color{A: 255, R: 4}, Rule: page.Color{A: 255, R: 5}, Alarm: page.Color{A: 255, R: 6}}
	for i := range dark.Series {
		dark.Series[i] = page.Color{A: 255, R: uint8(10 + i)}
	}
	check := func(kind Kind, c page.Color) {
		if c.A != 0 && (c.G != 0 || c.B != 0 || c.R == 0) {
			t.Errorf("kind %d: colour %v", kind, c)
		}
	}
	for _, c := range append(everyKind(), controlChart(), paretoChart()) {
		c.Palette = dark
		for _, item := range c.Draw(testBox) {
			switch it := item.(type) {
			case page.Text:
				check(c.Kind, it.Color)
			case page.Line:
				check(c.Kind, it.Color)
			case page.Rect:
				check(c.Kind, it.Fill)
				check(c.Kind, it.Stroke)
			case page.Circle:
				check(c.Kind, it.Fill)
				check(c.Kind, it.Stroke)
			case page.Path:
				check(c.Kind, it.Fill)
				check(c.Kind, it.Stroke)
			}
		}
	}
}

func TestAGoalOfARunningMonthIsMetOrNotSoFar(t *testing.T) {
	c := Chart{Kind: Target, By: "measure", Labels: []string{"On time", "Closed"}, Series: []Series{{Values: []float64{94, 90}, Provisional: []bool{true, true}}},
		Goals: []Goal{{Value: 95, Unit: "%"}, {Value: 85, Met: true, Unit: "%"}}}
	for label, want := range []string{"On time: 94%, goal at least 95%, not met so far", "Closed: 90%, goal at least 85%, met so far"} {
		if got := c.Words(label); got != want {
			t.Errorf("%q", got)
		}
	}
}
