package chart

import "rapport/reports/page"

// target is a bar for each measure against its goal. Measures have units of
// their own, so each row has its own scale, from nothing to its end.
type target struct{ rows }

func (c Chart) target(box page.Box) target {
	actual, goal, verdict := column{head: "Actual"}, column{head: "Goal"}, column{head: "", left: true}
	for i := range c.Labels {
		actual.cells = append(actual.cells, c.actual(i))
		goal.cells = append(goal.cells, c.goalText(i))
		verdict.cells = append(verdict.cells, c.verdict(i))
	}
	return target{c.rows(box, 0.4, legendLead, actual, goal, verdict)}
}

// goal is that of label i; without one its value is a gap.
func (c Chart) goal(i int) Goal {
	if i >= len(c.Goals) || !known(c.Goals[i].Value) || c.Goals[i].Value <= 0 {
		return Goal{Value: 0}
	}
	return c.Goals[i]
}

func (c Chart) unit(i int) string {
	if i < len(c.Goals) && c.Goals[i].Unit != "" {
		return c.Goals[i].Unit
	}
	return c.Unit
}

func (c Chart) actual(i int) string {
	s := c.first()
	if text := s.instead(i); text != "" {
		return text
	}
	if v := s.at(i); known(v) {
		return c.number(v) + c.unit(i)
	}
	return ""
}

func (c Chart) goalText(i int) string {
	g := c.goal(i)
	switch {
	case g.Value <= 0:
		return ""
	case g.AtMost:
		return "≤ " + c.number(g.Value) + c.unit(i)
	}
	return "≥ " + c.number(g.Value) + c.unit(i)
}

// verdict says whether the goal of label i is met; of a provisional value, whether
// it is so far.
func (c Chart) verdict(i int) string {
	switch {
	case c.goal(i).Value <= 0:
		return "no goal"
	case !known(c.first().at(i)):
		return "not known"
	case c.Goals[i].Met:
		return "met" + c.soFar(i)
	}
	return "not met" + c.soFar(i)
}

// soFar is what the verdict on a provisional value ends with.
func (c Chart) soFar(i int) string {
	if c.first().provisional(i) {
		return " so far"
	}
	return ""
}

func (t target) swatch(series int) func(x, y float64) []page.Item {
	return func(x, y float64) []page.Item {
		return t.Palette.bar(series, page.Box{X: x, Y: y - swatch/2, W: swatch, H: swatch})
	}
}

// end is the value at the right end of row i.
func (t target) end(i int) float64 {
	if t.unit(i) == "%" {
		return 100
	}
	return max(height(t.first().at(i)), t.goal(i).Value, 1e-6) * 1.2
}

func (t target) track(i int) page.Box {
	thick := min(t.lead*0.5, 11)
	return page.Box{X: t.plot.X, Y: t.middle(i) - thick/2, W: t.plot.W, H: thick}
}

func (t target) bar(i int) page.Box {
	b := t.track(i)
	b.W *= min(height(t.first().at(i))/t.end(i), 1)
	return b
}

func (t target) draw() []page.Item {
	var items []page.Item
	for i := range t.Labels {
		track := t.track(i)
		items = append(items, page.Rect{Box: track, Fill: t.Palette.Grid})
		series := 0
		if t.goal(i).Value > 0 && !t.goal(i).Met {
			series = 1
		}
		items = append(items, t.Palette.bar(series, t.bar(i))...)
		if g := t.goal(i); g.Value > 0 {
			x := track.X + track.W*min(g.Value/t.end(i), 1)
			items = append(items,
				page.Line{X1: x, Y1: track.Y - 3.5, X2: x, Y2: track.Bottom() + 3.5, Color: t.Palette.Ground, Width: 3.6},
				page.Line{X1: x, Y1: track.Y - 3, X2: x, Y2: track.Bottom() + 3, Color: t.Palette.Ink, Width: 1.8})
		}
	}
	met := "Goal met"
	for i := range t.Labels {
		if t.goal(i).Value <= 0 {
			met = "Goal met, or none"
		}
	}
	legend, _ := t.keys(page.Box{X: t.plot.X, Y: t.box.Y, W: t.box.Right() - t.plot.X, H: t.box.H + legendLead}, []key{
		{met, t.swatch(0)}, {"Goal not met", t.swatch(1)},
		{"Goal", func(x, y float64) []page.Item {
			return []page.Item{page.Line{X1: x + swatch/2, Y1: y - 4.5, X2: x + swatch/2, Y2: y + 4.5, Color: t.Palette.Ink, Width: 1.8}}
		}},
	})
	return append(append(items, t.words()...), legend...)
}
