package ui

import (
	"fmt"
	"image"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"rapport/reports/chart"
	"rapport/reports/page"
	paint "rapport/reports/picture"
)

func galleryCharts() []chart.Chart {
	months := []string{"Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"}
	rate := []float64{1.93, 2.55, 1.47, 2.32, 3.49, 1.85, 2.1, 1.65, 2.56, 1.96, 5.15, 2.26}
	return []chart.Chart{
		{Kind: chart.Control, Message: "September was above the upper limit", By: "month", Labels: months, Decimals: 2,
			Series: []chart.Series{{Name: "Complaints per 1,000 patient days", Values: rate, Provisional: []bool{11: true}}},
			Limits: chart.Limits{Chart: "u-chart", Center: []float64{2.44}, Upper: []float64{4.35}, Lower: []float64{0.53}, Signals: map[int]string{10: "above the upper limit"}}},
		{Kind: chart.Stacked, Message: "Two thirds of open cases are younger than a week", By: "days since receipt", Labels: []string{"0 to 7", "8 to 14", "15 to 30", "31 to 60", "over 60"},
			Series: []chart.Series{{Name: "Complaints", Values: []float64{61, 18, 7, math.NaN(), 1}}, {Name: "Grievances", Values: []float64{22, 14, 6, 2, math.NaN()}}}},
		{Kind: chart.Target, Message: "One of three goals is met", By: "measure", Labels: []string{"Acknowledged within 2 business days", "Answered within 7 days", "Median days to close"},
			Series: []chart.Series{{Values: []float64{98.4, 88.2, 8}}}, Goals: []chart.Goal{{Value: 95, Met: true, Unit: "%"}, {Value: 95, Unit: "%"}, {Value: 7, AtMost: true, Unit: " days"}}},
		{Kind: chart.Pareto, Message: "Three issues make up 80 percent", By: "issue", Labels: []string{"Communication", "Waiting", "Nursing care", "Billing", "Food", "Other"},
			Series: []chart.Series{{Name: "Issues", Values: []float64{412, 318, 201, 77, 40, 23}}}},
	}
}

// shownChart shows a chart in a window; opened gets the labels whose doors were opened.
func shownChart(t *testing.T, c chart.Chart) (k *Chart, w fyne.Window, opened *[]int) {
	t.Helper()
	newApp(t)
	RunInline(t)
	opened = &[]int{}
	k = NewChart("Complaints per 1,000 patient days", c)
	k.OnDoor = func(label int) { *opened = append(*opened, label) }
	w = test.NewTempWindow(t, container.NewVBox(k))
	w.Resize(fyne.NewSize(800, 600))
	return k, w, opened
}

// middleOf is the middle of a label in the widget.
func middleOf(k *Chart, label int) fyne.Position {
	b := k.plot.where()[label].Box
	return fyne.NewPos(float32(b.X+b.W/2)*unit(), float32(b.Y+b.H/2)*unit())
}

func TestTheArrowsGoFromLabelToLabelAndEnterOpens(t *testing.T) {
	k, w, opened := shownChart(t, galleryCharts()[0])
	if k.Words() != "September was above the upper limit" {
		t.Errorf("without a label it says %q", k.Words())
	}
	w.Canvas().Focus(k.plot)
	if !strings.HasPrefix(k.Words(), "Oct: 2.26 (provisional), limits 0.53 to 4.35") {
		t.Errorf("the latest month: %q", k.Words())
	}
	key(k.plot, fyne.KeyLeft)
	if want := "Sep: 5.15, limits 0.53 to 4.35, above the upper limit. Enter opens the cases."; k.Words() != want {
		t.Errorf("one to the left: %q", k.Words())
	}
	key(k.plot, fyne.KeyReturn)
	key(k.plot, fyne.KeyHome)
	key(k.plot, fyne.KeyLeft)
	key(k.plot, fyne.KeySpace)
	key(k.plot, fyne.KeyEnd)
	key(k.plot, fyne.KeyRight)
	key(k.plot, fyne.KeyEnter)
	if fmt.Sprint(*opened) != "[10 0 11]" {
		t.Errorf("opened %v", *opened)
	}
}

func TestTheMouseShowsTheNumberAndOpensIt(t *testing.T) {
	k, _, opened := shownChart(t, galleryCharts()[1])
	k.DoorName = func(label int) string {
		return []string{"Open cases of 0 to 7 days", "", "Older cases", "x", "y"}[label]
	}
	if k.plot.Cursor() == desktop.PointerCursor {
		t.Error("a hand over nothing")
	}
	k.plot.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: middleOf(k, 0)}})
	if want := "0 to 7: Complaints 61, Grievances 22. Enter opens: Open cases of 0 to 7 days"; k.Words() != want || k.plot.Cursor() != desktop.PointerCursor {
		t.Errorf("%q, cursor %v", k.Words(), k.plot.Cursor())
	}
	k.plot.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: middleOf(k, 1)}})
	if want := "8 to 14: Complaints 18, Grievances 14"; k.Words() != want || k.plot.Cursor() == desktop.PointerCursor {
		t.Errorf("a label without a door: %q", k.Words())
	}
	test.TapAt(k.plot, middleOf(k, 1))
	test.TapAt(k.plot, middleOf(k, 2))
	if fmt.Sprint(*opened) != "[2]" {
		t.Errorf("opened %v", *opened)
	}
	k.plot.MouseOut()
	if !strings.HasPrefix(k.Words(), "15 to 30") {
		t.Errorf("the keyboard is at the label that was pressed, the line says %q", k.Words())
	}
}

func TestALabelWithoutANumberOpensNothing(t *testing.T) {
	c := galleryCharts()[1]
	c.Series[1].Values[3] = math.NaN()
	k, w, opened := shownChart(t, c)
	w.Canvas().Focus(k.plot)
	key(k.plot, fyne.KeyEnd)
	key(k.plot, fyne.KeyLeft)
	if k.Words() != "31 to 60: no value" {
		t.Errorf("%q", k.Words())
	}
	key(k.plot, fyne.KeyReturn)
	if len(*opened) > 0 {
		t.Errorf("opened %v", *opened)
	}
}

func TestAChartWithoutDataIsNoTrap(t *testing.T) {
	k, w, opened := shownChart(t, chart.Chart{Labels: []string{"Jan", "Feb"}})
	w.Canvas().Focus(k.plot)
	for _, name := range []fyne.KeyName{fyne.KeyLeft, fyne.KeyRight, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyEscape} {
		key(k.plot, name)
	}
	test.TapAt(k.plot, fyne.NewPos(50, 50))
	if len(*opened) > 0 {
		t.Errorf("opened %v", *opened)
	}
}

func TestTheWholeChartCanBeReadInWords(t *testing.T) {
	k, _, _ := shownChart(t, galleryCharts()[0])
	if k.words.Visible() {
		t.Error("the words are there unasked")
	}
	test.Tap(k.toggle)
	if !k.words.Visible() || !strings.Contains(k.words.String(), "Signals: Sep, above the upper limit.") {
		t.Errorf("%q", k.words)
	}
	test.Tap(k.toggle)
	if k.words.Visible() {
		t.Error("the words cannot be put away")
	}
}

func TestAChartIsPaintedAnewForSizeAndLook(t *testing.T) {
	k, w, _ := shownChart(t, galleryCharts()[1])
	at := func() *image.RGBA { return k.plot.generate(0, 0).(*image.RGBA) }
	first := at()
	if got, want := first.Rect.Dx(), int(k.plot.Size().Width*w.Canvas().Scale()); got < want-1 || got > want+1 {
		t.Errorf("%d pixels for %d", got, want)
	}
	w.Resize(fyne.NewSize(1000, 600))
	wide := at()
	if wide.Rect.Dx() <= first.Rect.Dx() {
		t.Errorf("a wider chart has %d pixels after %d", wide.Rect.Dx(), first.Rect.Dx())
	}
	Apply(LookDark, 1)
	if dark := at(); dark.RGBAAt(2, 2) == wide.RGBAAt(2, 2) {
		t.Error("the ground of the dark look is that of the light one")
	}
	k.Set("Nothing", chart.Chart{})
	if k.Words() != "" || at() == wide {
		t.Errorf("another chart: %q", k.Words())
	}
}

func TestTheColoursOfChartsCanBeSeenInEveryLook(t *testing.T) {
	newApp(t)
	for _, look := range []Look{LookLight, LookDark, LookContrast} {
		Apply(look, 1)
		p := chartPalette()
		least := 3.0
		if look == LookContrast {
			least = 4.5
		}
		for i, ink := range p.Series {
			if got := contrast(ink, p.Ground); got < least {
				t.Errorf("%s: series %d has %.1f:1", look, i, got)
			}
		}
		if got := contrast(p.Alarm, p.Ground); got < 4.5 {
			t.Errorf("%s: limits have %.1f:1", look, got)
		}
	}
}

func TestGalleryDrawsTheCharts(t *testing.T) {
	newApp(t)
	RunInline(t)
	for _, look := range []Look{LookLight, LookDark, LookContrast} {
		for _, scale := range []float32{1, 1.6} {
			Apply(look, scale)
			grid := container.NewGridWithColumns(2)
			var charts []*Chart
			for i, c := range galleryCharts() {
				k := NewChart([]string{"Complaints per 1,000 patient days", "Open cases by age", "Goals of this month", "Issues of this month"}[i], c)
				k.OnDoor = func(int) {}
				charts = append(charts, k)
				grid.Add(NewPanel("", k))
			}
			w := test.NewTempWindow(t, container.NewStack(newGround(ColorGround), Margin(1, container.NewVBox(grid))))
			w.SetPadded(false)
			w.Resize(fyne.NewSize(1180*scale, 800*scale))
			w.Canvas().Focus(charts[0].plot)
			key(charts[0].plot, fyne.KeyLeft)
			charts[1].plot.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: middleOf(charts[1], 1)}})
			charts[3].InWords(true)
			picture(t, w, fmt.Sprintf("charts-%s-%.0f", look, scale*100))
		}
	}
}

func BenchmarkPaintAChart(b *testing.B) {
	c := galleryCharts()[0]
	c.Palette = chart.Paper
	for b.Loop() {
		paint.Paint(page.Alone(c, page.Size{W: 500, H: 200}, page.White), 0, 2)
	}
}
