package chart

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"rapport/reports/page"
)

var (
	testBox    = page.Box{X: 72, Y: 100, W: 468, H: 200}
	testMonths = []string{"Jan", "Feb", "Mar"}
	gap        = math.NaN()
)

func texts(items []page.Item) []string {
	var out []string
	for _, item := range items {
		if t, ok := item.(page.Text); ok {
			out = append(out, t.String)
		}
	}
	return out
}

// filled returns the boxes painted in a colour.
func filled(items []page.Item, c page.Color) []page.Box {
	var out []page.Box
	for _, item := range items {
		if r, ok := item.(page.Rect); ok && r.Fill == c {
			out = append(out, r.Box)
		}
	}
	return out
}

func sample(kind Kind) Chart {
	return Chart{Kind: kind, Labels: testMonths, Series: []Series{
		{Name: "Complaints", Values: []float64{100, 50, 75}}, {Name: "Grievances", Values: []float64{50, 25, 0}},
	}}
}

func TestStackedBarsAreAsTallAsTheirValues(t *testing.T) {
	items := sample(Stacked).Draw(testBox)
	teal := filled(items, page.Teal)
	if math.Abs(teal[0].H-2*teal[1].H) > 0.01 {
		t.Errorf("100 is %.2f tall, 50 is %.2f", teal[0].H, teal[1].H)
	}
	orange := filled(items, page.Orange)
	if math.Abs(orange[0].Bottom()-teal[0].Y) > 0.01 || math.Abs(orange[0].H-teal[1].H) > 0.01 {
		t.Errorf("the second series does not stand on the first: %+v on %+v", orange[0], teal[0])
	}
	all := strings.Join(texts(items), " ")
	for _, want := range []string{"Jan", "Feb", "Mar", "Complaints", "Grievances", "150", "75"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not written: %s", want, all)
		}
	}
}

func TestGroupedBarsStandSideBySide(t *testing.T) {
	items := sample(Grouped).Draw(testBox)
	teal, orange := filled(items, page.Teal), filled(items, page.Orange)
	if teal[0].Right() > orange[0].X || math.Abs(teal[0].Bottom()-orange[0].Bottom()) > 0.01 {
		t.Errorf("%+v and %+v", teal[0], orange[0])
	}
}

func TestSeriesCanBeToldApartWithoutColour(t *testing.T) {
	box := page.Box{W: 20, H: 60}
	seen := map[string]bool{}
	for k := range Paper.Series {
		seen[strings.ReplaceAll(fmt.Sprint(Paper.bar(k, box)[1:]), fmt.Sprint(Paper.colorOf(k)), "")] = true
	}
	if len(seen) != len(Paper.Series) {
		t.Errorf("%d patterns for %d series", len(seen), len(Paper.Series))
	}
}

func TestHatchingStaysWithinItsBar(t *testing.T) {
	for _, box := range []page.Box{{X: 10, Y: 20, W: 30, H: 80}, {X: 10, Y: 20, W: 90, H: 3}, {X: 10, Y: 20, W: 1, H: 1}} {
		for k := range Paper.Series {
			for _, item := range Paper.bar(k, box)[1:] {
				l := item.(page.Line)
				for _, p := range []page.Point{{X: l.X1, Y: l.Y1}, {X: l.X2, Y: l.Y2}} {
					if p.X < box.X-0.01 || p.X > box.Right()+0.01 || p.Y < box.Y-0.01 || p.Y > box.Bottom()+0.01 {
						t.Fatalf("series %d: %+v lies outside %+v", k, p, box)
					}
				}
			}
		}
	}
}

func TestLineIsBrokenWhereAValueIsNotKnown(t *testing.T) {
	c := Chart{Kind: Line, Labels: []string{"a", "b", "c", "d"}, Series: []Series{{Name: "Rate", Values: []float64{90, gap, 92, 95}}}}
	strokes := 0
	for _, item := range c.Draw(testBox) {
		if l, ok := item.(page.Line); ok && l.Color == page.Teal {
			strokes++
		}
	}
	if strokes != 1 {
		t.Errorf("%d strokes between four values with a gap, want 1", strokes)
	}
}

func TestLastValuesThatAreCloseStandApart(t *testing.T) {
	c := Chart{Kind: Line, Labels: testMonths, Unit: "%", Series: []Series{{Name: "Here", Values: []float64{80, 85, 94}}, {Name: "There", Values: []float64{80, 85, 92}}}}
	at := map[string]float64{}
	for _, item := range c.Draw(testBox) {
		if text, ok := item.(page.Text); ok {
			at[text.String] = text.Y
		}
	}
	if math.Abs(at["94%"]-at["92%"]) < TextSize {
		t.Errorf("94%% at %.1f, 92%% at %.1f", at["94%"], at["92%"])
	}
}

func TestTargetIsDrawnAndNamed(t *testing.T) {
	c := Chart{Kind: Line, Labels: testMonths, Unit: "%", Guides: []Guide{{"Target", 95}}, Series: []Series{{Values: []float64{80, 85, 94}}}}
	all := strings.Join(texts(c.Draw(testBox)), "|")
	if !strings.Contains(all, "Target 95%") || !strings.Contains(all, "94%") {
		t.Error(all)
	}
}

func TestLongLabelsOfHorizontalBarsAreShortened(t *testing.T) {
	c := Chart{Kind: Horizontal, Labels: []string{strings.Repeat("Environment ", 20), "Food"}, Series: []Series{{Values: []float64{9, 3}}}}
	for _, item := range c.Draw(testBox) {
		if text, ok := item.(page.Text); ok && text.X < testBox.X-0.01 {
			t.Errorf("%q begins at %.1f", text.String, text.X)
		}
	}
}

func TestEverythingStaysInTheBox(t *testing.T) {
	long := make([]string, 36)
	values := make([]float64, 36)
	for i := range long {
		long[i], values[i] = fmt.Sprintf("Month %d", i), float64(i*i*997)
	}
	series := []Series{{Name: "First", Values: values}, {Name: "Second", Values: values}, {Name: strings.Repeat("A long name ", 4), Values: values}, {Name: strings.Repeat("Another long name ", 4), Values: values}, {Name: "Fifth", Values: values}}
	for kind := Stacked; kind <= Target; kind++ {
		c := Chart{Kind: kind, Labels: long, Series: series, Limits: Limits{Center: []float64{40000}, Upper: values, Lower: []float64{-1}, Signals: map[int]string{3: strings.Repeat("a long rule ", 30), 99: "nowhere"}, Phases: []Phase{{From: 5, Name: strings.Repeat("a phase ", 30)}, {From: 77}}}}
		series[0].Low, series[0].High, series[0].N = values, values, []int{1, 2}
		for _, item := range c.Draw(testBox) {
			if text, ok := item.(page.Text); ok && (text.X < testBox.X-0.1 || text.X+text.Width() > testBox.Right()+6 || text.Y < testBox.Y || text.Y > testBox.Bottom()+0.1) {
				t.Errorf("kind %d: %q stands at %.1f, %.1f", kind, text.String, text.X, text.Y)
			}
			if r, ok := item.(page.Rect); ok && (r.Box.X < testBox.X-0.1 || r.Box.Right() > testBox.Right()+0.1 || r.Box.Y < testBox.Y || r.Box.Bottom() > testBox.Bottom()+0.1) {
				t.Errorf("kind %d: a bar lies at %+v", kind, r.Box)
			}
		}
	}
}

func TestChartWithoutDataSaysSo(t *testing.T) {
	for name, c := range map[string]Chart{
		"empty": {}, "no values": {Labels: testMonths, Series: []Series{{Name: "a"}}}, "only gaps": {Kind: Line, Labels: testMonths, Series: []Series{{Values: []float64{gap, gap, gap}}}},
		"no series, horizontal": {Kind: Horizontal, Labels: testMonths},
	} {
		if got := texts(c.Draw(testBox)); len(got) != 1 || got[0] != "No data for this period." || !strings.Contains(c.Alt(), "No data") {
			t.Errorf("%s: %q, %q", name, got, c.Alt())
		}
	}
}

func TestStrangeNumbersDoNotLeaveThePage(t *testing.T) {
	for _, v := range []float64{0, -5, 1e-300, math.MaxFloat64, math.Inf(1), math.Inf(-1), gap, 0.004, 999999999999} {
		for kind := Stacked; kind <= Target; kind++ {
			some := []float64{v, 3, v}
			c := Chart{Kind: kind, Labels: testMonths, Floor: v, Guides: []Guide{{"Limit", v}}, Series: []Series{{Values: some, Low: some, High: some, N: []int{int(min(max(v, -9), 9))}}},
				Whole: v, Goals: []Goal{{Value: v}, {Value: 3, Unit: "%"}, {Value: v, AtMost: true}}, Limits: Limits{Center: some, Upper: []float64{v}, Lower: some, Signals: map[int]string{0: "x", 1: "y"}}}
			if text := c.Alt(); strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
				t.Errorf("kind %d, %g: %s", kind, v, text)
			}
			for _, item := range c.Draw(testBox) {
				if text := fmt.Sprintf("%+v", item); strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
					t.Errorf("kind %d, %g: %s", kind, v, text)
				}
				if r, ok := item.(page.Rect); ok && (r.Box.Y < testBox.Y-0.1 || r.Box.Bottom() > testBox.Bottom()+0.1) {
					t.Errorf("kind %d, %g: %+v", kind, v, r.Box)
				}
			}
		}
	}
}

func TestAltTellsMessageRangeAndLastValue(t *testing.T) {
	c := Chart{Kind: Line, Message: "Answers came faster", By: "month", Labels: testMonths, Unit: "%", Guides: []Guide{{"Target", 95}},
		Series: []Series{{Name: "Within seven days", Values: []float64{82, 97, 94}}, {Name: "System", Values: []float64{gap, 80, gap}}, {Name: "Region"}}}
	want := "Answers came faster. Line chart by month, Jan to Mar. Within seven days: from 82% (Jan) to 97% (Feb), last 94% (Mar). System: 80% (Feb). Region: no values. Target: 95%."
	if got := c.Alt(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	bars := Chart{Kind: Horizontal, Labels: []string{"Communication", "Food"}, Series: []Series{{Values: []float64{1041, 6}}}}
	if got, want := bars.Alt(), "Horizontal bars, Communication to Food. Communication 1,041, Food 6."; got != want {
		t.Errorf("got %s", got)
	}
}

func TestStepsAreNice(t *testing.T) {
	for _, c := range []struct {
		high  float64
		whole bool
		want  float64
	}{{0, true, 1}, {3, true, 1}, {5, true, 1}, {6, true, 2}, {11, true, 5}, {12, false, 2.5}, {47, true, 10}, {235, true, 50}, {1, false, 0.2}, {0.04, false, 0.01}, {60000, true, 20000}} {
		if got := niceStep(c.high, c.whole); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("niceStep(%g, %t) = %g, want %g", c.high, c.whole, got, c.want)
		}
	}
}

func TestNumbersAreWrittenAsPeopleWriteThem(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 7: "7", 1000: "1,000", 1234567: "1,234,567", 94.25: "94.2", 0.25: "0.25", 12.5: "12.5", -1000: "−1,000", 999: "999", -999: "−999", 0.001: "0"} {
		if got := (Chart{}).number(v); got != want {
			t.Errorf("%g is written %q, want %q", v, got, want)
		}
	}
}
