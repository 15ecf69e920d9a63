package summary

import (
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
