package chart

import (
	"testing"

	"rapport/reports/page"
)

// everyKind is a small chart of each kind with the middle value not shown.
func everyKind() []Chart {
	var all []Chart
	for kind := Stacked; kind <= Target; kind++ {
		all = append(all, Chart{Kind: kind, Labels: testMonths, Unit: "%", Guides: []Guide{{"All", 30}},
			Series: []Series{{Name: "Late", Values: []float64{40, 7, 20}, Instead: []string{"", "<11", ""}, Low: []float64{35, 1, 15}, High: []float64{45, 9, 35}}},
			Limits: Limits{Center: []float64{30}, Upper: []float64{38}, Lower: []float64{22}}, Goals: []Goal{{Value: 30, Met: true}, {Value: 30}, {Value: 30}}})
	}
	return all
}

func within(inner, outer page.Box) bool {
	const slack = 0.5
	return inner.X >= outer.X-slack && inner.Right() <= outer.Right()+slack && inner.Y >= outer.Y-slack && inner.Bottom() <= outer.Bottom()+slack
}

func TestEveryLabelHasAPlaceOfItsOwn(t *testing.T) {
	for _, c := range everyKind() {
		places := c.Places(testBox)
		if len(places) != 3 {
			t.Fatalf("kind %d: %d places", c.Kind, len(places))
		}
		for i, p := range places {
			if p.Label != i || !within(p.Box, testBox) {
				t.Errorf("kind %d: label %d at %+v", c.Kind, p.Label, p.Box)
			}
			if i == 0 {
				continue
			}
			before := places[i-1].Box
			if before.Right() > p.Box.X+0.01 && before.Bottom() > p.Box.Y+0.01 {
				t.Errorf("kind %d: %+v and %+v overlap", c.Kind, before, p.Box)
			}
		}
		if places[1].Mark != (page.Box{}) {
			t.Errorf("kind %d: the hidden value is marked at %+v", c.Kind, places[1].Mark)
		}
		for _, i := range []int{0, 2} {
			if m := places[i].Mark; m.W <= 0 || m.H <= 0 || m.Y < places[i].Box.Y-pointRoom {
				t.Errorf("kind %d: label %d is marked at %+v", c.Kind, i, m)
			}
		}
	}
}

// TestPlacesAreWhereTheBarsAre compares the places with what is drawn.
func TestPlacesAreWhereTheBarsAre(t *testing.T) {
	for _, c := range everyKind() {
		drawn := filled(c.Draw(testBox), page.Teal)
		switch c.Kind {
		case Line, Control, Interval:
			continue // have no bars
		case Target:
			drawn = append(drawn[:1], filled(c.Draw(testBox), page.Orange)[0])
		}
		for n, label := range []int{0, 2} {
			if mark := c.Places(testBox)[label].Mark; !within(drawn[n], mark) {
				t.Errorf("kind %d: a bar at %+v, marked at %+v", c.Kind, drawn[n], mark)
			}
		}
	}
	for _, c := range everyKind() {
		places := c.Places(testBox)
		if c.Kind == Control || c.Kind == Line {
			for _, item := range c.Draw(testBox) {
				if dot, ok := item.(page.Circle); ok && !within(page.Box{X: dot.X, Y: dot.Y}, places[0].Mark) && !within(page.Box{X: dot.X, Y: dot.Y}, places[2].Mark) {
					t.Errorf("kind %d: a point at %.1f, %.1f has no place", c.Kind, dot.X, dot.Y)
				}
			}
		}
	}
}

func TestAChartWithoutDataHasNoPlaces(t *testing.T) {
	if places := (Chart{Labels: testMonths}).Places(testBox); places != nil {
		t.Errorf("%v", places)
	}
}

func TestAHiddenValueIsASignAndNothingElse(t *testing.T) {
	for _, c := range everyKind() {
		plain := c
		plain.Series = []Series{c.Series[0]}
		plain.Series[0].Values = []float64{40, 9, 20} // another hidden value
		plain.Series[0].Low, plain.Series[0].High = []float64{35, 2, 15}, []float64{45, 10, 35}
		a, b := c.Draw(testBox), plain.Draw(testBox)
		if len(a) != len(b) {
			t.Fatalf("kind %d: the drawing tells the hidden value", c.Kind)
		}
		if got := texts(a); !contains(got, "<11") && !contains(got, "+ <11") {
			t.Errorf("kind %d: no sign: %q", c.Kind, got)
		}
		for i, text := range texts(b) {
			if texts(a)[i] != text {
				t.Errorf("kind %d: %q is %q for another hidden value", c.Kind, texts(a)[i], text)
			}
		}
		if c.Alt() != plain.Alt() || c.Words(1) != plain.Words(1) {
			t.Errorf("kind %d: the words tell the hidden value: %s", c.Kind, plain.Alt())
		}
	}
}

func contains(all []string, want string) bool {
	for _, s := range all {
		if s == want {
			return true
		}
	}
	return false
}
