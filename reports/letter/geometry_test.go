package letter

import (
	"math"
	"testing"

	"rapport/data"
	"rapport/reports/page"
)

// TestWindowsStandWhereTheyArePublished compares the zones that are computed from
// envelope, window, paper and fold with the published ones (domain 6.1 and the
// sources named there; DIN 5008 form B).
func TestWindowsStandWhereTheyArePublished(t *testing.T) {
	for _, row := range []struct {
		envelope            data.Envelope
		paper               data.PaperSize
		rest, always, swept span
	}{
		{data.Ten, data.USLetter, span{22.2, 51.9, 136.5, 80.4}, span{22.2, 63.5, 111.1, 80.4}, span{0, 51.9, 136.5, 92.1}},
		{data.TenHigh, data.USLetter, span{22.2, 48.7, 136.5, 77.3}, span{22.2, 60.3, 111.1, 77.3}, span{0, 48.7, 136.5, 88.9}},
		{data.Ten, data.A4, span{22.2, 57.7, 136.5, 86.3}, span{22.2, 63.5, 105.2, 86.3}, span{0, 57.7, 136.5, 92.1}},
		{data.DL, data.A4, span{20, 46, 110, 81}, span{20, 57, 100, 81}, span{10, 46, 110, 92}},
		{data.DIN5008B, data.A4, span{20, 45, 110, 90}, span{20, 50, 100, 90}, span{10, 45, 110, 95}},
		{data.DoubleNine, data.USLetter, span{14.3, 50.9, 115.9, 76.3}, span{0.5625 * 25.4, 2.2125 * 25.4, (0.5625 + 3.625) * 25.4, (2.2125 + 0.8) * 25.4}, span{4.8, 50.9, 115.9, 81.6}},
	} {
		form := row.envelope.Form()
		width, _ := row.paper.Size()
		rest, always, swept := positions(form, form.Address, row.envelope.Folds(row.paper)[0], width)
		for _, c := range []struct {
			what      string
			got, want span
		}{{"at rest", rest, row.rest}, {"in every position", always, row.always}, {"in any position", swept, row.swept}} {
			if !near(c.got, c.want, 0.25) {
				t.Errorf("%s, %s: %s the window shows %.1f, want %.1f", row.envelope, row.paper, c.what, c.got, c.want)
			}
		}
	}
	form := data.DoubleNine.Form()
	_, always, _ := positions(form, form.Sender, data.DoubleNine.Folds(data.USLetter)[0], 215.9)
	if want := (span{0.5625 * 25.4, 0.7875 * 25.4, (0.5625 + 3.125) * 25.4, 1.7875 * 25.4}); !near(always, want, 0.25) {
		t.Errorf("the sender's window shows %.1f, want %.1f", always, want)
	}
}

func near(a, b span, by float64) bool {
	return math.Abs(a.left-b.left) <= by && math.Abs(a.top-b.top) <= by && math.Abs(a.right-b.right) <= by && math.Abs(a.bottom-b.bottom) <= by
}

// TestAddressesStandInThePublishedBlocks: #10 x 25.4 to 107.9 and y 55.0 to 77.3;
// with the window 5/8 in from the bottom down to 74.1; DL x 22 to 98, down to 80.
func TestAddressesStandInThePublishedBlocks(t *testing.T) {
	for _, row := range []struct {
		envelope data.Envelope
		paper    data.PaperSize
		block    span
		lines    int
	}{
		{data.Ten, data.USLetter, span{25.4, 55.0, 107.9, 77.3}, 5},
		{data.TenHigh, data.USLetter, span{25.4, 51.9, 107.9, 74.1}, 5},
		{data.DL, data.A4, span{22, 46, 98, 80}, 6},
		{data.DIN5008B, data.A4, span{20, 45, 105, 90}, 6},
		{data.DoubleNine, data.USLetter, span{14.3, 50.9, 106.4, 76.3}, 4},
	} {
		g := GeometryFor(data.Settings{Envelope: row.envelope, Paper: row.paper}, labelsFor(data.English).HeadWords, false)
		w := g.Window
		got := span{w.X / mm, w.Y / mm, w.Right() / mm, w.Bottom() / mm}
		const rounding = 0.06
		if got.left < row.block.left-rounding || got.top < row.block.top-rounding || got.right > row.block.right+rounding || got.bottom > row.block.bottom+rounding || g.Lines != row.lines {
			t.Errorf("%s: the address stands in %.1f with %d lines, want within %.1f with %d", row.envelope, got, g.Lines, row.block, row.lines)
		}
	}
}

// forms are the papers and envelopes that go together, in both prints.
func forms(t *testing.T, each func(t *testing.T, s data.Settings, large bool)) {
	for _, e := range data.Envelopes {
		for _, p := range data.PaperSizes {
			for _, large := range []bool{false, true} {
				if e.Value.Refuses(p.Value) != "" {
					continue
				}
				name := string(e.Value) + "-" + string(p.Value)
				if large {
					name += "-large"
				}
				s := sampleSettings()
				s.Envelope, s.Paper = e.Value, p.Value
				t.Run(name, func(t *testing.T) { each(t, s, large) })
			}
		}
	}
}

func TestNoPartOfALetterLiesOverAnother(t *testing.T) {
	forms(t, func(t *testing.T, s data.Settings, large bool) {
		g := GeometryFor(s, labelsFor(data.English).HeadWords, large)
		parts := map[string]page.Box{"address": g.Window, "sender": g.Sender, "info": g.Info,
			"body": {X: g.Frame.Left, Y: g.BodyTop, W: g.Frame.Right - g.Frame.Left, H: g.Frame.Bottom - g.BodyTop}}
		for a, one := range parts {
			if one.Bottom() > g.Paper.H || one.Right() > g.Paper.W {
				t.Errorf("%s lies outside the paper", a)
			}
			for b, two := range parts {
				if a < b && one.W > 0 && two.W > 0 && overlap(one, two) {
					t.Errorf("%s and %s overlap: %.0f and %.0f", a, b, one, two)
				}
			}
		}
		for _, zone := range g.Zones() {
			if overlap(zone, parts["body"]) || overlap(zone, parts["info"]) {
				t.Error("the text stands behind a window")
			}
		}
		if g.Envelope != data.NoWindow && (g.BodyTop < g.Folds[0] || !holds(g.KeepOut, g.Window)) {
			t.Error("the text begins above the first fold, or the address stands outside the window")
		}
		if g.Frame.Bottom-g.Frame.Top < g.Paper.H/2 {
			t.Errorf("only %.0f points of the page are left for text", g.Frame.Bottom-g.Frame.Top)
		}
	})
}

func overlap(a, b page.Box) bool {
	const rounding = 0.01
	return a.X < b.Right()-rounding && b.X < a.Right()-rounding && a.Y < b.Bottom()-rounding && b.Y < a.Bottom()-rounding
}

func holds(outer, inner page.Box) bool {
	return inner.X >= outer.X && inner.Y >= outer.Y && inner.Right() <= outer.Right() && inner.Bottom() <= outer.Bottom()
}
