package chart

import "rapport/reports/page"

// Place is where a label of a chart stands on the page.
type Place struct {
	Label int
	Box   page.Box // the whole column or row of the label, easy to hit
	Mark  page.Box // its bars, or its point with some room around it; nothing for a gap
}

// pointRoom is how far around a point its mark reaches, in points.
const pointRoom = 6.0

// Places says where in box each label stands that [Chart.Draw] draws there, in the
// order of the labels.
func (c Chart) Places(box page.Box) []Place {
	c.Palette = c.Palette.orPaper()
	if !c.any() {
		return nil
	}
	switch c.Kind {
	case Horizontal:
		b := c.horizontal(box)
		return b.places(b.bar)
	case Pareto:
		p := c.pareto(box)
		return p.places(p.bar)
	case Interval:
		iv := c.interval(box)
		return iv.places(iv.span)
	case Target:
		t := c.target(box)
		return t.places(t.bar)
	case Control:
		return c.control(box).places()
	}
	_, used := c.legend(box)
	return c.axis(lessBelow(box, used)).places()
}

func (r rows) places(mark func(i int) page.Box) []Place {
	places := make([]Place, len(r.Labels))
	for i := range places {
		row := page.Box{X: r.box.X, Y: r.middle(i) - r.lead/2, W: r.box.W, H: r.lead}
		places[i] = Place{Label: i, Box: row}
		if known(r.first().at(i)) {
			places[i].Mark = mark(i)
		}
	}
	return places
}

func (a axis) places() []Place {
	places := make([]Place, len(a.Labels))
	for i := range places {
		column := page.Box{X: a.x(i) - a.slot/2, Y: a.plot.Y, W: a.slot, H: a.plot.H + labelRoom}
		places[i] = Place{Label: i, Box: column, Mark: a.marked(i)}
	}
	return places
}

// marked is the box of the bars or points of label i.
func (a axis) marked(i int) page.Box {
	high, low, sum, any := 0.0, tooMuch, 0.0, false
	for _, s := range a.Series {
		if v := s.at(i); known(v) {
			any = true
			high, low, sum = max(high, height(v)), min(low, height(v)), sum+height(v)
		}
	}
	if !any {
		return page.Box{}
	}
	x, wide := a.x(i), a.slot*0.76
	switch a.Kind {
	case Stacked:
		high, wide = sum, a.slot*0.6
	case Line, Control:
		y := a.y(high)
		return page.Box{X: x - pointRoom, Y: y - pointRoom, W: 2 * pointRoom, H: a.y(low) - y + 2*pointRoom}
	}
	return page.Box{X: x - wide/2, Y: a.y(high), W: wide, H: a.plot.Bottom() - a.y(high)}
}
