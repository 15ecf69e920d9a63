package chart

import (
	"slices"
	"strings"
	"testing"

	"rapport/reports/page"
)

func controlChart() Chart {
	return Chart{Kind: Control, Message: "The rate", By: "month", Labels: []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun"}, Decimals: 2,
		Series: []Series{{Name: "Rate", Values: []float64{2, 2.5, 5.15, gap, 2.25, 1}, Provisional: []bool{5: true}}},
		Limits: Limits{Chart: "u-chart", Center: []float64{2.44}, Upper: []float64{4.3, 4.3, 4.4, 4.4, 4.3, 4.3}, Lower: []float64{0.5},
			Signals: map[int]string{2: "above the upper limit", 3: "not drawn"}, Phases: []Phase{{From: 0, Name: "Baseline"}, {From: 4, Name: "New desk"}}}}
}

func TestLimitsAreNamedWithTheirLastValues(t *testing.T) {
	got := texts(controlChart().Draw(testBox))
	for _, want := range []string{"Upper limit 4.30", "Mean 2.44", "Lower limit 0.50", "Baseline", "New desk", "Provisional"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not written: %q", want, got)
		}
	}
}

func TestASignalIsMarkedAndNamed(t *testing.T) {
	items := controlChart().Draw(testBox)
	diamonds := 0
	for _, item := range items {
		if p, ok := item.(page.Path); ok && p.Fill == Paper.Alarm {
			diamonds++
		}
	}
	if diamonds != 2 { // at the point and in the legend
		t.Errorf("%d diamonds", diamonds)
	}
	if got := texts(items); !slices.Contains(got, "A") || !slices.Contains(got, "A  Mar: above the upper limit") {
		t.Errorf("%q", got)
	}
}

func TestSignalsWithTheSameWordsShareALetter(t *testing.T) {
	c := controlChart()
	c.Limits.Signals = map[int]string{0: "rising", 1: "rising", 2: "rising", 4: "far out", 5: "rising"}
	got := texts(c.Draw(testBox))
	if !slices.Contains(got, "A  Jan to Mar, Jun: rising") || !slices.Contains(got, "B  May: far out") {
		t.Errorf("%q", got)
	}
}

// TestLimitsStepWhereTheBaseChanges looks at the dashed lines above the center.
func TestLimitsStepWhereTheBaseChanges(t *testing.T) {
	levels := map[float64]bool{}
	strokes := 0
	for _, item := range controlChart().Draw(testBox) {
		if l, ok := item.(page.Line); ok && l.Color == Paper.Alarm && len(l.Dash) > 0 {
			levels[l.Y1] = true
			strokes++
			if l.Y1 != l.Y2 {
				t.Errorf("a limit is not level: %+v", l)
			}
		}
	}
	// Upper: Jan and Feb, Mar and Apr, May and Jun; lower: one in each phase.
	if strokes != 5 || len(levels) != 3 {
		t.Errorf("%d strokes at %d levels", strokes, len(levels))
	}
}

func TestTheLineBreaksAtGapsAndPhases(t *testing.T) {
	c := controlChart()
	count := func() (n int) {
		for _, item := range c.Draw(testBox) {
			if l, ok := item.(page.Line); ok && l.Color == page.Teal {
				n++
			}
		}
		return n
	}
	if n := count(); n != 3 {
		t.Errorf("%d strokes with a gap at April", n)
	}
	c.Series[0].Values[3] = 2
	if n := count(); n != 4 {
		t.Errorf("%d strokes where a phase begins in May", n)
	}
}

func TestNamesOfLimitsDoNotLieOnEachOther(t *testing.T) {
	c := controlChart()
	c.Limits.Upper, c.Limits.Lower = []float64{2.45}, []float64{2.43}
	var at []float64
	for _, item := range c.Draw(testBox) {
		if text, ok := item.(page.Text); ok && (strings.Contains(text.String, "limit 2") || strings.HasPrefix(text.String, "Mean")) {
			at = append(at, text.Y)
		}
	}
	if len(at) != 3 || at[1]-at[0] < TextSize || at[2]-at[1] < TextSize {
		t.Errorf("names at %v", at)
	}
}

func TestARunChartHasItsMedianAlone(t *testing.T) {
	c := controlChart()
	c.Limits = Limits{Chart: "run chart", Center: []float64{2.25}, CenterName: "Median"}
	if got := texts(c.Draw(testBox)); !slices.Contains(got, "Median 2.25") || slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "limit") }) {
		t.Errorf("%q", got)
	}
	want := "The rate. Run chart by month, Jan to Jun. Rate: from 1 (Jun) to 5.15 (Mar), last 1 (Jun). Median: 2.25. No signals."
	if got := c.Alt(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAltOfAControlChartTellsLimitsPhasesAndSignals(t *testing.T) {
	want := "The rate. Control chart (u-chart) by month, Jan to Jun. Rate: from 1 (Jun) to 5.15 (Mar), last 1 (Jun). " +
		"Upper limit: 4.3 to 4.4. Mean: 2.44. Lower limit: 0.5. Baseline from Jan. New desk from May. Signals: Mar, above the upper limit."
	if got := controlChart().Alt(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for label, want := range map[int]string{2: "Mar: 5.15, limits 0.5 to 4.4, above the upper limit", 3: "", 5: "Jun: 1 (provisional), limits 0.5 to 4.3", 9: ""} {
		if got := controlChart().Words(label); got != want {
			t.Errorf("%d: %q", label, got)
		}
	}
}
