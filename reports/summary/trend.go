package summary

import (
	"fmt"
	"math"
	"slices"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/figures"
	"rapport/reports/report"
)

// shownMonths are those of the bars; the control chart takes all that there are.
const shownMonths = 12

// trend shows how the numbers went over the last months.
func (c *composer) trend() {
	c.section("The trend")
	if !slices.ContainsFunc(c.Trend, func(m data.MonthCount) bool { return m.Grievances+m.Others+m.Closed > 0 }) {
		c.text("No case was received or closed in the months up to the end of the period.")
		return
	}
	c.months()
	c.control()
	c.kinds()
	c.flow()
}

// monthName names a count of a month of the trend.
func monthName(m data.Month, what string) string { return key("month", m.String(), what) }

// months are the cases received and closed by month, as bars and as numbers.
func (c *composer) months() {
	trend := c.Trend[max(0, len(c.Trend)-shownMonths):]
	first, last := trend[0].Month, trend[len(trend)-1].Month
	span := first.Long() + " to " + last.Long()
	bars := chart.Chart{Kind: chart.Stacked, By: "month", Locale: c.locale, Message: "Cases received by month, " + span,
		Series: []chart.Series{{Name: "Complaints and other cases"}, {Name: "Grievances"}}}
	fig := report.Figure{Caption: "Cases received, " + span, Height: 158}
	columns := []report.Column{words("Month", 66)}
	rows := [][]report.Cell{{report.W("Grievances")}, {report.W("Other cases")}, {report.W("Received")}, {report.W("Closed")}}
	for _, m := range trend {
		bars.Labels = append(bars.Labels, m.Month.Short())
		columns = append(columns, numbers(m.Month.Short(), 0))
		names := [4]string{}
		for i, what := range []string{"grievances", "others", "received", "closed"} {
			names[i] = monthName(m.Month, what)
			rows[i] = append(rows[i], c.number(names[i], []int{m.Grievances, m.Others, m.Grievances + m.Others, m.Closed}[i]))
		}
		c.link(names[2], names[0], names[1])
		c.plot(&bars.Series[0], &fig, 0, names[1], m.Others)
		c.plot(&bars.Series[1], &fig, 1, names[0], m.Grievances)
		fig.Doors = append(fig.Doors, c.monthDoor(m.Month, names[2], "Cases received in "+m.Month.Long(), func(k data.Kind) bool { return k != data.Compliment }))
	}
	c.linkTrend()
	fig.Drawing = bars
	if known(bars.Series...) {
		c.add(fig)
	}
	c.table("Cases by month", "Cases by month", columns, rows,
		"Grievances and the other cases that ask for an answer, by the day of receipt; compliments are left out. A case counts once, even with many issues. Closed cases count in the month of closing.")
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

// linkTrend ties the months of the period to the counts of the period: they are the
// same cases.
func (c *composer) linkTrend() {
	for _, prefix := range []string{"", "before/"} {
		p := c.Period
		if prefix != "" {
			p = p.Before()
		}
		if !p.WholeMonths() {
			continue
		}
		f := &c.Figures
		if prefix != "" {
			f = f.Before
		}
		for _, total := range []struct {
			what string
			set  figures.Set
		}{{"grievances", f.Grievances}, {"closed", f.Closed}, {"received", f.Received}} {
			var parts []string
			for _, m := range p.Months() {
				parts = append(parts, monthName(m, total.what))
			}
			if total.what == "received" { // the months leave compliments out
				c.silent(prefix+"compliments", f.Compliments.N())
				parts = append(parts, prefix+"compliments")
			}
			c.silent(prefix+total.what, total.set.N())
			c.link(prefix+total.what, parts...)
		}
	}
}

// leastPoints are the months that a chart of the rate needs to tell anything: the
// shortest of its rules looks at five, and says nothing of a line that has no more.
const leastPoints = 6

// control is the control chart of the main rate, with its rules and its signals.
func (c *composer) control() {
	points, names := c.ratePoints()
	months := c.rateMonths()
	for len(names) > 0 && !c.shows(names[0]) {
		points, names, months = points[1:], names[1:], months[1:] // small numbers at the beginning, of an office that is new
	}
	drawn := figures.Control(points)
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
		c.text(fmt.Sprintf("The grievances by month are not drawn as a chart yet: it needs %d whole months with patient days, and there %s.", leastPoints, c.count(n, "is", "are")))
		return
	}
	c.derive(names...)
	ch := chart.Chart{Kind: chart.Control, By: "month", Locale: c.locale, Message: what, Series: []chart.Series{{Name: what}},
		Limits: chart.Limits{Chart: drawn.Kind.String(), Signals: map[int]string{}}}
	if drawn.Kind == figures.RunChart {
		ch.Limits.CenterName = "Median"
	}
	fig := report.Figure{Caption: what + ", " + drawn.Kind.String(), Height: 176, Definition: drawn.Rules, Of: [][]string{names}}
	table := report.Table{ID: "Control chart", Caption: fig.Caption, Columns: []report.Column{words("Month", 0), numbers("Grievances", 0), numbers("Patient days", 0), numbers("Value", 0), numbers("Center", 0), numbers("Lower limit", 0), numbers("Upper limit", 0)}}
	for i, p := range drawn.Points {
		value, low, high := p.Value, p.Low, p.High
		if !p.Known {
			value = math.NaN()
		}
		if !p.Limits {
			low, high = math.NaN(), math.NaN()
		}
		ch.Labels = append(ch.Labels, p.Label)
		ch.Series[0].Values = append(ch.Series[0].Values, value)
		ch.Series[0].Provisional = append(ch.Series[0].Provisional, i == len(drawn.Points)-1 && c.Provisional())
		ch.Limits.Center, ch.Limits.Lower, ch.Limits.Upper = append(ch.Limits.Center, p.Center), append(ch.Limits.Lower, low), append(ch.Limits.Upper, high)
		table.Rows = append(table.Rows, c.controlRow(p, points[i], names[i], names))
	}
	for _, s := range drawn.Signals {
		for i := s.From; i <= s.To; i++ {
			if _, taken := ch.Limits.Signals[i]; !taken {
				ch.Limits.Signals[i] = s.Rule
			}
		}
	}
	for _, p := range drawn.Phases {
		ch.Limits.Phases = append(ch.Limits.Phases, chart.Phase{From: p.From, Name: p.Why})
	}
	for i, m := range months {
		fig.Doors = append(fig.Doors, c.monthDoor(m.Month, names[i], "Grievances received in "+m.Month.Long(), data.Kind.NeedsNotice))
	}
	fig.Drawing, fig.Numbers = ch, &table
	c.add(fig)
	var said []string
	for _, s := range drawn.Signals {
		said = append(said, c.signal(s, drawn.Points))
	}
	if len(said) == 0 {
		said = []string{"The chart shows no signal: the months vary no more than chance would have it."}
	}
	c.text(said...)
	if !based {
		c.text(c.Rates.Days.Why())
	}
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

// kinds counts the cases by type.
func (c *composer) kinds() {
	if len(c.Kinds) == 0 {
		return
	}
	var lines []line
	for _, k := range c.Kinds {
		lines = append(lines, line{k.Kind.String(), string(k.Kind), []figures.Set{k.Received, k.Closed, k.Open}})
	}
	rows := c.grid("kind", []string{"received", "closed", "open"}, []string{"Received", "Closed", "Open at the end"}, lines, []figures.Set{c.Received, c.Closed, c.Open})
	c.linkKinds()
	c.table("Cases by type", "Cases by type",
		[]report.Column{words("Type", 0), numbers("Received", 52), numbers("Closed", 44), numbers("Open", 40)}, rows,
		"Received: the day of receipt lies in the period. Closed: the day of closing lies in the period, whenever the case was received; one that was reopened and closed again counts once. "+
			"Whether a matter is a grievance is decided by the test of 42 CFR 482.13(a)(2) and its guidelines, recorded in each case.", totaled, half, c.brief)
}

// linkKinds ties the counts over several kinds to those of each.
func (c *composer) linkKinds() {
	for _, group := range []struct {
		column, total string
		set           figures.Set
		is            func(data.Kind) bool
	}{
		{"received", "grievances", c.Grievances, data.Kind.NeedsNotice},
		{"received", "complaints", c.Complaints, data.Kind.Complains},
		{"received", "compliments", c.Compliments, func(k data.Kind) bool { return k == data.Compliment }},
		{"closed", "closed/grievances", c.closedOf(data.Kind.NeedsNotice), data.Kind.NeedsNotice},
		{"open", "open/grievances", c.openOf(data.Kind.NeedsNotice), data.Kind.NeedsNotice},
	} {
		var parts []string
		for _, k := range c.Kinds {
			if group.is(k.Kind) {
				parts = append(parts, key(group.column, "kind", string(k.Kind)))
			}
		}
		c.silent(group.total, group.set.N())
		c.link(group.total, parts...)
	}
}

// flow shows that what came in and what went out explain what is open.
func (c *composer) flow() {
	b := c.Backlog
	row := func(label, name string, set figures.Set) []report.Cell {
		return []report.Cell{report.W(label), c.n(name, set, label)}
	}
	rows := [][]report.Cell{
		row("Open on "+c.locale.Long(c.Period.From), "flow/start", b.Start), row("+ received", "flow/received", b.In), row("+ reopened", "flow/reopened", b.Again),
		row("− closed", "flow/closed", b.Out), row("− withdrawn, merged or void", "flow/withdrawn", b.Back), row("= open on "+c.locale.Long(c.OpenOn), "open", b.End),
	}
	if b.Balances() {
		c.ledger.Equation(map[string]int{"flow/start": 1, "flow/received": 1, "flow/reopened": 1, "flow/closed": -1, "flow/withdrawn": -1, "open": -1})
	}
	note := "These numbers balance: what was open, plus received and reopened, less closed and withdrawn, is what is open."
	if !b.Balances() {
		note = "These numbers do not balance; see the first page."
	}
	c.table("The flow of cases", "The flow of cases", []report.Column{words("All types", 0), numbers("Cases", 48)}, rows,
		note+" Each move of a case counts, so that one that was closed twice is here twice.", totaled, half)
}
