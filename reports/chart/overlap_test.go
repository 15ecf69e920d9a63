package chart_test

import (
	"testing"

	"rapport/reports/page"
)

// letters is the box that the letters of a text fill.
func letters(t page.Text) page.Box {
	return page.Box{X: t.X, Y: t.Y - t.Size*0.64, W: t.Width(), H: t.Size * 0.64}
}

// TestWordsOfChartsDoNotLieOnEachOther holds for the column of a report and for
// half of it, as two charts stand side by side in the window.
func TestWordsOfChartsDoNotLieOnEachOther(t *testing.T) {
	for _, wide := range []float64{480, 330} {
		for _, s := range samples {
			c := s.make()
			box := page.Box{X: 66, Y: 100, W: wide, H: c.Height()}
			var all []page.Text
			for _, item := range c.Draw(box) {
				if text, ok := item.(page.Text); ok {
					all = append(all, text)
				}
			}
			for i, a := range all {
				if b := letters(a); b.X < box.X-0.5 || b.Right() > box.Right()+3 || b.Y < box.Y-0.5 || b.Bottom() > box.Bottom()+0.5 {
					t.Errorf("%s, %.0f wide: %q leaves the chart", s.caption, wide, a.String)
				}
				for _, b := range all[i+1:] {
					x, y := letters(a), letters(b)
					if min(x.Right(), y.Right())-max(x.X, y.X) > 0.5 && min(x.Bottom(), y.Bottom())-max(x.Y, y.Y) > 0.5 {
						t.Errorf("%s, %.0f wide: %q lies on %q", s.caption, wide, a.String, b.String)
					}
				}
			}
		}
	}
}
