package summary

import (
	"fmt"
	"math"
	"slices"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/figures"
	"rapport/reports/report"
	"rapport/reports/suppress"
)

// leastPoints are the months that a chart needs to tell anything: the shortest of
// its rules looks at five, and says nothing of a line that has no more.
const leastPoints = 6

// control is the control chart of the main rate, with its rules and its signals.
func (c *composer) control() {
	points, names := c.ratePoints()
	for len(names) > 0 && !c.shows(names[0]) {
		points, names = points[1:], names[1:] // small numbers at the beginning, of an office that is new
	}
	based := slices.ContainsFunc(points, func(p figures.Point) bool { return p.Base > 0 })
	what := "Grievances by month"
	if based {
		what = "Grievances per 1,000 patient days"
	}
	if len(points) == 0 || !c.shows(names...) {
		// One hidden month could be worked out from the centre and the others.
		c.text("The control chart of the grievances is not shown: the number of some months is small, and it could be worked out from the limits.")
		return
	}
	if n := len(points); n < leastPoints {
		c.text(fmt.Sprintf("The grievances by month are not drawn as a chart yet: it needs %d months that are over and have their patient days, and so far has %s.", leastPoints, c.count(n, "month", "months")))
		return
	}
	c.derive(names...)
	drawn := figures.Control(points)
	fig := c.controlFigure(what, drawn, names)
	fig.Height = 176
	table := report.Table{ID: "Control chart", Caption: fig.Caption, Columns: []report.Column{words("Month", 0), numbers("Grievances", 0), numbers("Patient days", 0), numbers("Value", 0), numbers("Center", 0), numbers("Lower limit", 0), numbers("Upper limit", 0)}}
	months := c.rateMonths()
	months = months[len(months)-len(points):]
	for i, p := range drawn.Points {
		table.Rows = append(table.Rows, c.controlRow(p, points[i], names[i], names))
		m := months[i].Month
		fig.Doors = append(fig.Doors, c.monthDoor(m, names[i], "Grievances received in "+m.Long(), data.Kind.NeedsNotice))
	}
	fig.Numbers = &table
	c.add(fig)
	c.signals(drawn)
	if !based {
		c.text(c.Rates.Days.Why())
	}
}

// controlFigure draws a control chart; names are those of the counts behind its
// points.
func (c *composer) controlFigure(what string, drawn figures.Chart, names []string) report.Figure {
	ch := chart.Chart{Kind: chart.Control, By: "month", Locale: c.locale, Message: what, Series: []chart.Series{{Name: what}},
		Limits: chart.Limits{Chart: drawn.Kind.String(), Signals: map[int]string{}}}
	if drawn.Kind == figures.RunChart {
		ch.Limits.CenterName = "Median"
	}
	orNone := func(v float64, known bool) float64 {
		if !known {
			return math.NaN()
		}
		return v
	}
	line, limits := &ch.Series[0], &ch.Limits
	for i, p := range drawn.Points {
		ch.Labels = append(ch.Labels, p.Label)
		line.Values = append(line.Values, orNone(p.Value, p.Known))
		line.Provisional = append(line.Provisional, i == len(drawn.Points)-1 && c.Provisional())
		limits.Center = append(limits.Center, p.Center)
		limits.Lower, limits.Upper = append(limits.Lower, orNone(p.Low, p.Limits)), append(limits.Upper, orNone(p.High, p.Limits))
	}
	for _, s := range drawn.Signals {
		for i := s.From; i <= s.To; i++ {
			if _, taken := limits.Signals[i]; !taken {
				limits.Signals[i] = s.Rule
			}
		}
	}
	for _, p := range drawn.Phases {
		limits.Phases = append(limits.Phases, chart.Phase{From: p.From, Name: p.Why})
	}
	return report.Figure{Caption: what + ", " + drawn.Kind.String(), Definition: drawn.Rules, Drawing: ch, Of: [][]string{names}}
}

// signals says in words what the rules of a chart found.
func (c *composer) signals(drawn figures.Chart) {
	var said []string
	for _, s := range drawn.Signals {
		said = append(said, c.signal(s, drawn.Points))
	}
	if len(said) == 0 {
		said = []string{"The chart shows no signal: the months vary no more than chance would have it."}
	}
	c.text(said...)
}

// signal says a signal in words. A shareable summary has them without the numbers.
func (c *composer) signal(s figures.Signal, points []figures.Plotted) string {
	if !c.shareable() {
		return s.Words
	}
	when := points[s.From].Name
	if s.To > s.From {
		when += " to " + points[s.To].Name
	}
	return "Signal: " + when + ", " + s.Rule + "."
}

// controlRow is a point of the control chart in numbers, for the workbook.
func (c *composer) controlRow(p figures.Plotted, point figures.Point, name string, all []string) []report.Cell {
	row := []report.Cell{report.W(p.Name), c.number(name, point.Count), report.None(""), report.None(""), c.from(report.F(p.Center, 4), all...), report.None(""), report.None("")}
	if point.Base > 0 {
		row[2] = report.F(point.Base*1000, 0).By(report.Public)
	}
	if p.Known {
		row[3] = c.from(report.F(p.Value, 4), name)
	}
	if p.Limits {
		row[5], row[6] = c.from(report.F(p.Low, 4), all...), c.from(report.F(p.High, 4), all...)
	}
	return row
}

// ratePoints are the grievances of each month with its patient days, and the names
// of their counts.
func (c *composer) ratePoints() (points []figures.Point, names []string) {
	days := c.patientDays()
	for _, m := range c.rateMonths() {
		name := monthName(m.Month, "grievances")
		c.enter(name, m.Grievances)
		names = append(names, name)
		points = append(points, figures.Point{Label: m.Month.Short(), Name: m.Month.Long(), Count: m.Grievances, Base: float64(days[m.Month]) / 1000})
	}
	return points, names
}

// patientDays are those of the whole hospital, by month.
func (c *composer) patientDays() map[data.Month]int {
	days := map[data.Month]int{}
	for _, n := range c.facts.Numbers {
		if n.Unit == "" && n.Kind == data.PatientDays {
			days[n.Month] = n.Value
		}
	}
	return days
}

// rateMonths are the months of the trend that are over, from the first whose
// patient days are known; from its beginning where none are.
func (c *composer) rateMonths() []data.MonthCount {
	trend := slices.DeleteFunc(slices.Clone(c.Trend), func(m data.MonthCount) bool { return m.Month.Last() >= c.AsOf })
	days := c.patientDays()
	if first := slices.IndexFunc(trend, func(m data.MonthCount) bool { return days[m.Month] > 0 }); first > 0 {
		trend = trend[first:] // the months before anything was entered are no part of the picture
	}
	return trend
}

// monthDoor leads to the cases of some kinds that were received in a month, unless
// their number is not shown. What was entered by mistake or goes on in another case
// is not among them.
func (c *composer) monthDoor(m data.Month, count, name string, is func(data.Kind) bool) report.Door {
	if !c.shows(count) || c.counts[count] == 0 {
		return report.Door{}
	}
	q := data.CaseQuery{ReceivedFrom: m.First(), ReceivedTo: m.Last()}
	for _, k := range data.Kinds {
		if is(k.Value) {
			q.Kinds = append(q.Kinds, k.Value)
		}
	}
	for _, s := range data.States {
		if s.Value != data.StateVoid && s.Value != data.StateMerged {
			q.States = append(q.States, s.Value)
		}
	}
	return report.Door{Name: name, Query: &q}
}

// daysByMonth is the chart of the median days to close, month by month: an XmR
// chart, or a run chart while there are few months (domain 7.2). A median, because
// days to close are skewed.
func (c *composer) daysByMonth() {
	var points []figures.Point
	var names []string
	months := 0
	first := slices.IndexFunc(c.Trend, func(m data.MonthCount) bool { return len(m.Days) > 0 })
	for _, m := range c.rateMonths() {
		if first >= 0 && m.Month == c.Trend[first].Month {
			continue // what closes in the first month of an office was quick of necessity
		}
		p := figures.Point{Label: m.Month.Short(), Name: m.Month.Long(), Value: math.NaN()}
		name := monthName(m.Month, "closed")
		c.silent(name, m.Closed)
		if few := c.shareable() && suppress.Small(len(m.Days)); len(m.Days) > 0 && !few && c.shows(name) {
			p.Value = figures.DaysOf(m.Days).Median
			months++
		}
		points, names = append(points, p), append(names, name)
	}
	if months < leastPoints {
		return
	}
	drawn := figures.ControlValues(points, figures.Rules{})
	fig := c.controlFigure("Median days to close by month", drawn, names)
	fig.Height = 100
	table := report.Table{ID: "Days by month", Caption: fig.Caption, Columns: []report.Column{words("Month", 0), numbers("Median days", 0), numbers("Center", 0), numbers("Lower limit", 0), numbers("Upper limit", 0)}}
	for _, p := range drawn.Points {
		row := []report.Cell{report.W(p.Name), report.None(""), report.F(p.Center, 2).By(report.Public), report.None(""), report.None("")}
		if p.Known {
			row[1] = report.F(p.Value, 1).By(report.Public)
		}
		if p.Limits {
			row[3], row[4] = report.F(p.Low, 2).By(report.Public), report.F(p.High, 2).By(report.Public)
		}
		table.Rows = append(table.Rows, row)
	}
	if len(drawn.Signals) == 0 { // a line between its limits needs no picture on paper
		c.text("The median days to close of the months show no signal (" + drawn.Kind.String() + "); the workbook has them.")
		table.Definition, table.OnPaper = drawn.Rules, report.WorkbookOnly
		c.add(table)
		return
	}
	fig.Numbers = &table
	c.add(fig)
	c.signals(drawn)
}
