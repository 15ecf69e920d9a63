package chart

import (
	"strings"

	"rapport/reports/page"
)

// stacked draws one bar a label with its sum above it. Where a part of it is not
// shown, neither is the sum, from which it could be worked out.
func (a axis) stacked() []page.Item {
	var items []page.Item
	wide := a.slot * 0.6
	for i, sum := range a.sums() {
		x := a.x(i) - wide/2
		below := 0.0
		for k, s := range a.Series {
			v := height(s.at(i))
			upper, lower := a.y(below+v), a.y(below)
			items = append(items, a.Palette.bar(k, page.Box{X: x, Y: upper, W: wide, H: lower - upper})...)
			below += v
		}
		if signs := a.signs(i); signs != "" {
			if sum > 0 {
				signs = "+ " + signs
			}
			items = append(items, page.TextCenter(a.plain(), a.x(i), a.y(sum)-3, signs))
		} else if sum > 0 {
			items = append(items, a.value(sum, a.x(i), a.y(sum), a.slot)...)
		}
	}
	return items
}

// signs are what stands for the values of label i that are not shown.
func (a axis) signs(i int) string {
	var signs []string
	for _, s := range a.Series {
		if text := s.instead(i); text != "" {
			signs = append(signs, text)
		}
	}
	return strings.Join(signs, ", ")
}

// grouped draws the bars of a label side by side, each with its number.
func (a axis) grouped() []page.Item {
	var items []page.Item
	wide := a.slot * 0.76 / float64(len(a.Series))
	gap := min(1, wide*0.1)
	for i := range a.Labels {
		left := a.x(i) - a.slot*0.38
		for k, s := range a.Series {
			v := s.at(i)
			x := left + wide*float64(k)
			if text := s.instead(i); text != "" {
				items = append(items, page.TextCenter(a.plain(), x+(wide-gap)/2, a.plot.Bottom()-3, text))
			}
			if !known(v) {
				continue
			}
			y := a.y(height(v))
			items = append(items, a.Palette.bar(k, page.Box{X: x, Y: y, W: wide - gap, H: a.plot.Bottom() - y})...)
			items = append(items, a.value(v, x+(wide-gap)/2, y, wide+4)...)
		}
	}
	return items
}
