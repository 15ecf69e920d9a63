package figures

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"rapport/data"
)

// vector is the year of the definitions: events, and patient days in thousands.
func vector() []Point {
	counts := []int{12, 15, 9, 14, 22, 11, 13, 10, 16, 12, 31, 14}
	days := []float64{6210, 5890, 6105, 6022, 6300, 5950, 6180, 6075, 6240, 6110, 6015, 6190}
	points := make([]Point, len(counts))
	for i := range counts {
		m := data.Month{Year: 2025, Month: 12}.Add(i + 1)
		points[i] = Point{Label: m.Short(), Name: m.Long(), Count: counts[i], Base: days[i] / 1000}
	}
	return points
}

func counts(values ...int) []Point {
	points := make([]Point, len(values))
	for i, v := range values {
		points[i] = Point{Label: fmt.Sprint(i + 1), Count: v}
	}
	return points
}

func words(c Chart) string {
	var all []string
	for _, s := range c.Signals {
		all = append(all, s.Words)
	}
	return strings.Join(all, " ")
}

func TestUChartOfTheVectorSignalsItsEleventhMonth(t *testing.T) {
	var known []sample
	for _, p := range vector() {
		known = append(known, sample{float64(p.Count) / p.Base, p.Base, true})
	}
	l := uLimits(known)
	near(t, "ubar", l.center, 2.4425, 5e-5)
	near(t, "sigma z", l.sigmaZ, 1.7374, 5e-5)
	l.sigma = func(s sample) float64 { return math.Sqrt(l.center / s.base) } // without Laney's correction
	p := Plotted{Name: "November 2026", Known: true, Value: known[10].value}
	l.place(&p, known[10])
	near(t, "u of month 11", p.Value, 5.1538, 5e-5)
	near(t, "lower limit", p.Low, 0.531, 5e-4)
	near(t, "upper limit", p.High, 4.354, 5e-4)
	if found := signals([]Plotted{p}, 0, 1, UChart, Rules{}); len(found) != 1 || found[0].Rule != ruleBeyond {
		t.Errorf("signals of the u-chart: %+v", found)
	}
}

func TestLaneyChartOfTheVectorHasNoSignal(t *testing.T) {
	c := Control(vector())
	if c.Kind != LaneyU || len(c.Signals) != 0 {
		t.Fatalf("%s with the signals %q", c.Kind, words(c))
	}
	near(t, "center", c.Center, 2.4425, 5e-5)
	near(t, "sigma z", c.SigmaZ, 1.7374, 5e-5)
	near(t, "upper limit of month 11", c.Points[10].High, 5.764, 5e-4)
	for _, want := range []string{"Laney u′-chart", "Sigma z is 1.74", "more than 0.2 from 1", "rest on the 12 points so far", "20 make them steadier", "8 points in a row"} {
		if !strings.Contains(c.Rules, want) {
			t.Errorf("the text under the chart lacks %q: %s", want, c.Rules)
		}
	}
}

func TestEventsThatVaryAsChanceDoesKeepTheUChart(t *testing.T) {
	points := vector()
	for i, n := range []int{12, 15, 9, 14, 19, 13, 17, 11, 16, 19, 18, 14} {
		points[i].Count = n
	}
	c := Control(points)
	if c.Kind != UChart || math.Abs(c.SigmaZ-1) > LaneyTolerance || !strings.Contains(c.Rules, "as chance lets them") {
		t.Errorf("%s with sigma z %v", c.Kind, c.SigmaZ)
	}
}

func TestFewEventsKeepTheUChart(t *testing.T) {
	points := vector()
	for i, n := range []int{0, 1, 0, 9, 0, 0, 8, 0, 1, 0, 0, 7} {
		points[i].Count = n
	}
	if c := Control(points); c.Kind != UChart || c.SigmaZ < 1+LaneyTolerance || !strings.Contains(c.Rules, "fewer than 5 events in a month on average") {
		t.Errorf("%s with sigma z %v and 2 events in a month", c.Kind, c.SigmaZ)
	}
}

func TestXmROfTheVector(t *testing.T) {
	var known []sample
	for _, v := range []float64{4, 6, 7, 9, 5, 12, 6, 8, 30, 7} {
		known = append(known, sample{value: v, known: true})
	}
	l := xmrLimits(known)
	near(t, "mean", l.center, 9.40, 5e-3)
	near(t, "mean moving range", l.movingRange, 7.667, 5e-4)
	near(t, "limit of the moving range", l.rangeLimit, 25.05, 5e-3)
	var p Plotted
	l.place(&p, known[8])
	near(t, "upper limit", p.High, 29.79, 5e-3)
	near(t, "lower limit", p.Low, 0, 0)
}

func TestFewerThanTwelvePointsAreARunChartWithTheMedian(t *testing.T) {
	c := Control(counts(4, 6, 7, 9, 5, 12, 6, 8, 30, 7))
	if c.Kind != RunChart || c.Center != 7 || c.Points[0].Limits {
		t.Errorf("%s, median %v", c.Kind, c.Center)
	}
	if !strings.Contains(c.Rules, "fewer than 12 points") {
		t.Error(c.Rules)
	}
	if c := Control(counts(4, 6, 7, 9, 5, 12, 6, 8, 30, 7, 6, 8)); c.Kind != XmR || !c.Points[0].Limits {
		t.Errorf("twelve counts without a base make a %s", c.Kind)
	}
	if c := Control(nil); c.Kind != RunChart || len(c.Points) != 0 {
		t.Errorf("no points: %+v", c)
	}
}

func TestMonthWithoutABaseIsAGap(t *testing.T) {
	points := append(vector(), vector()...)
	points[3].Base, points[17].Base = 0, 0
	c := Control(points)
	if c.Points[3].Known || c.Points[3].Limits || c.Points[3].Value != 0 || !c.Points[4].Known {
		t.Errorf("the month is %+v", c.Points[3])
	}
	if c.Baseline != 20 {
		t.Errorf("the lines rest on %d points, want the first 20 that are known", c.Baseline)
	}
}

func TestMedianOfDaysMayHaveGapsAndNoLimits(t *testing.T) {
	points := make([]Point, 14)
	for i := range points {
		points[i] = Point{Label: fmt.Sprint(i), Value: 6.5 + float64(i%3)}
	}
	points[5].Value = math.NaN()
	c := ControlValues(points, Rules{Median: true})
	if c.Kind != RunChart || c.Center != 7.5 || c.Points[5].Known || c.Baseline != 13 {
		t.Errorf("%+v", c)
	}
	if c := ControlValues(points, Rules{}); c.Kind != XmR {
		t.Errorf("without the wish for a median it is a %s", c.Kind)
	}
}

func TestRulesNameTheirMonths(t *testing.T) {
	base := []int{9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11}
	for _, row := range []struct {
		name  string
		added []int
		rules Rules
		want  string
	}{
		{"a quiet process", []int{9, 11}, Rules{}, ""},
		{"beyond the upper limit", []int{17}, Rules{}, "21 lies above the upper limit: 17, limit 15.3."},
		{"beyond the lower limit", []int{1}, Rules{}, "21 lies below the lower limit: 1, limit 4.68."},
		{"seven on one side", []int{9, 9, 9, 9, 9, 9, 9}, Rules{}, ""},
		{"seven on one side in the NHS", []int{9, 9, 9, 9, 9, 9, 9}, Rules{Run: 7}, "7 points in a row lie below the center: 21 to 27."},
		{"eight on one side", []int{9, 9, 9, 9, 9, 9, 9, 9}, Rules{}, "8 points in a row lie below the center: 21 to 28."},
		{"a point on the center neither adds nor ends", []int{9, 9, 9, 9, 10, 9, 9, 9, 9}, Rules{}, "8 points in a row lie below the center: 21 to 29."},
		{"six rising", []int{8, 9, 10, 11, 12, 13}, Rules{}, "6 points in a row rise: 21 to 26."},
		{"five rising", []int{9, 10, 11, 12, 13, 9}, Rules{}, ""},
		{"two of three near the limit", []int{14, 9, 14}, Rules{}, "2 of 3 points lie near the upper limit: 21 to 23."},
		{"two of three near the lower limit", []int{6, 6}, Rules{}, "2 of 3 points lie near the lower limit: 21 to 22."},
	} {
		c := ControlBy(counts(append(slices.Clone(base), row.added...)...), row.rules)
		if c.Kind != XmR || c.Center != 10 || words(c) != row.want {
			t.Errorf("%s: %s around %v says %q, want %q", row.name, c.Kind, c.Center, words(c), row.want)
		}
	}
}

func TestRunChartHasItsOwnRules(t *testing.T) {
	for _, row := range []struct {
		name   string
		values []int
		want   string
	}{
		{"a shift of six", []int{1, 9, 9, 9, 9, 9, 9, 1, 9, 1, 9, 1, 1, 1, 1, 1}, "6 points in a row lie above the median: 2 to 7."},
		{"a trend of five", []int{5, 1, 2, 3, 4, 6, 5, 5}, "5 points in a row rise: 2 to 6."},
		{"equal points count once in a trend", []int{5, 1, 2, 2, 3, 4, 6, 5, 5}, "5 points in a row rise: 2 to 7."},
		{"too many runs", []int{1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 5}, "The points cross the median too often: 10 runs in 1 to 11, where chance gives at most 9."},
		{"too few runs", []int{1, 1, 1, 2, 1, 9, 8, 9, 9, 8, 5}, "The points cross the median too seldom: 2 runs in 1 to 11, where chance gives at least 3."},
		{"few points", []int{1, 9, 1}, ""},
	} {
		c := ControlBy(counts(row.values...), Rules{Median: true})
		if c.Kind != RunChart || words(c) != row.want {
			t.Errorf("%s: %s says %q, want %q", row.name, c.Kind, words(c), row.want)
		}
	}
}

func TestRunsThatChanceGivesAreThoseOfSwedAndEisenhart(t *testing.T) {
	for _, row := range [][4]int{{5, 5, 3, 9}, {6, 7, 4, 11}, {10, 10, 7, 15}, {20, 20, 15, 27}} {
		if few, many := chanceRuns(row[0], row[1]); few != row[2] || many != row[3] {
			t.Errorf("%d and %d points: %d to %d runs, want %d to %d", row[0], row[1], few, many, row[2], row[3])
		}
	}
}

func TestBaselineStaysUntilAShiftIsLabeled(t *testing.T) {
	var values []int
	for i := range 40 {
		values = append(values, 9+2*(i%2)+i/20*10)
	}
	frozen := Control(counts(values...))
	if frozen.Center != 10 || frozen.Baseline != 20 || !strings.Contains(words(frozen), "21 lies above the upper limit") {
		t.Errorf("center %v of %d points, %q", frozen.Center, frozen.Baseline, words(frozen))
	}
	phased := ControlBy(counts(values...), Rules{Phases: []Phase{{20, "New triage"}}})
	if phased.Center != 20 || phased.Points[0].Center != 10 || len(phased.Signals) != 0 {
		t.Errorf("after the shift: center %v, before it %v, %q", phased.Center, phased.Points[0].Center, words(phased))
	}
	short := ControlBy(counts(values[:26]...), Rules{Phases: []Phase{{20, "New triage"}}})
	if short.Kind != RunChart || !short.Points[0].Limits || short.Points[25].Limits {
		t.Error("six points after a shift have no limits yet, those before it keep theirs")
	}
}
