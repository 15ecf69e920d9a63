package summary

import (
	"fmt"
	"strconv"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/figures"
	"rapport/reports/report"
)

// timeliness tells how fast people were answered and how old the open cases are.
func (c *composer) timeliness() {
	if c.Received.N() == 0 && c.Closed.N() == 0 && c.Open.N() == 0 {
		return
	}
	c.section("How long people waited")
	c.compliance()
	c.daysToClose()
	c.daysByMonth()
	c.cohort()
	c.reopened()
	c.ageing()
}

func (c *composer) compliance() {
	var rows [][]report.Cell
	add := func(label, name string, t figures.Timely) {
		if t.Received.N() > 0 {
			rows = append(rows, c.timely(label, name, t))
		}
	}
	add("Written decision within "+c.standard(data.ClockDecide), "decided", c.Decided)
	add("Written decision by the day promised", "promised", c.Promised)
	add("Told within "+c.standard(data.ClockUpdate)+" why it takes longer", "interim", c.Interim)
	add("Acknowledged within "+c.standard(data.ClockAcknowledge), "acknowledged", c.Acknowledged)
	if len(rows) == 0 {
		c.text("No grievance was received in the period, so no written decision fell due for one.")
		return
	}
	c.table("Timely answers", "Answers on time", timelyColumns("Standard"), rows, fmt.Sprintf(
		"Of the cases received in the period, as known on %s; withdrawn cases owe nothing. Decision: the written notice of every grievance within %s of receipt, the day of receipt being day 0 "+
			"(the guideline to 42 CFR 482.13(a)(2)(ii) speaks of 7 days on average); the day promised takes agreed extensions into account. Told: of the grievances without a decision after %s, those whose person was told until then why it takes longer. "+
			"Late includes what is overdue and not done yet. The interval is Wilson’s, in percent: with few cases the true share may lie anywhere within it.",
		c.locale.Long(c.AsOf), c.standard(data.ClockDecide), c.standard(data.ClockUpdate)))
}

func (c *composer) daysToClose() {
	if c.Closed.N() == 0 {
		return
	}
	grievances, others := c.closedOf(data.Kind.NeedsNotice), c.closedOf(func(k data.Kind) bool { return !k.NeedsNotice() })
	rows := [][]report.Cell{
		c.daysRow("Grievances", "closed/grievances", grievances, c.Days.Grievances),
		c.daysRow("Other cases", "closed/others", others, c.Days.Others),
		c.daysRow("All", "closed", c.Closed, c.Days.All),
	}
	c.link("closed", "closed/grievances", "closed/others")
	columns := []report.Column{words("Closed in the period", 150), numbers("Cases", 0), numbers("Mean", 0), numbers("Median", 0), numbers("90th percentile", 90)}
	if !c.shareable() { // the longest time is one case's own
		columns = append(columns, numbers("Longest", 0))
	}
	c.table("Days to close", "Days to close", columns, rows,
		fmt.Sprintf("Calendar days from receipt to closing. The 90th percentile is by nearest rank: the case whose place in the sorted list is 0.9 × n, rounded up; it is not given for fewer than %d cases.", figures.MinForP90), totaled)
}

// closedOf are the cases closed of some kinds.
func (c *composer) closedOf(is func(data.Kind) bool) figures.Set {
	var s figures.Set
	for _, l := range c.Kinds {
		if is(l.Kind) {
			s = append(s, l.Closed...)
		}
	}
	return s
}

// cohort follows the cases received until 60 days after the period.
func (c *composer) cohort() {
	co := c.Cohort
	if co.Received.N() == 0 {
		return
	}
	name := func(part string) string { return key("cohort", part) }
	row := func(label, part string, set figures.Set) []report.Cell {
		return []report.Cell{report.W(label), c.n(name(part), set, "Received in the period: "+label),
			c.share(name(part), name("received"), figures.Share{Part: set.N(), Whole: co.Received.N()})}
	}
	rows := [][]report.Cell{
		row("Closed within 30 days", "30", co.In30), row("Closed after 31 to 60 days", "60", co.In60), row("Closed later", "later", co.Later), row("Still open", "open", co.Open),
		row("Received", "received", co.Received),
	}
	c.link(name("received"), name("30"), name("60"), name("later"), name("open"))
	final := "Every case has had its 60 days."
	if c.AsOf < co.FinalOn {
		final = "Provisional until " + c.locale.Long(co.FinalOn) + ": not every case has had its 60 days yet."
	}
	c.table("Cohort closed", "What became of the cases received", []report.Column{words("Complaints and grievances", 0), numbers("Cases", 44), numbers("Share", 46)}, rows,
		"The cases received in the period that complain of something, by the days from receipt to closing; a case is closed when all its issues are. "+final, totaled, half)
}

func (c *composer) ageing() {
	if c.Open.N() == 0 {
		return
	}
	columns := []report.Column{words("Days since receipt", 106)}
	rows := [][]report.Cell{{report.W("Grievances")}, {report.W("Other cases")}, {report.W("All")}}
	bars := chart.Chart{Kind: chart.Stacked, By: "days since receipt", Message: "Open cases by age on " + c.locale.Long(c.OpenOn),
		Series: []chart.Series{{Name: "Complaints and other cases"}, {Name: "Grievances"}}}
	fig := report.Figure{Caption: "Open cases by age on " + c.locale.Long(c.OpenOn), Height: 96}
	var names [3][]string
	for _, b := range c.Ageing {
		label := fmt.Sprintf("%d–%d", b.From, b.To)
		if b.To == 0 {
			label = "over " + strconv.Itoa(b.From-1)
		}
		columns = append(columns, numbers(label, 0))
		bars.Labels = append(bars.Labels, label)
		others := without(b.Cases, b.Grievances)
		for i, set := range []figures.Set{b.Grievances, others, b.Cases} {
			name := key([]string{"open/grievances", "open/others", "open"}[i], "age", label)
			names[i] = append(names[i], name)
			rows[i] = append(rows[i], c.n(name, set, "Open for "+label+" days"))
		}
		last := len(names[0]) - 1
		c.link(names[2][last], names[0][last], names[1][last])
		c.plot(&bars.Series[0], &fig, 0, names[1][last], others.N())
		c.plot(&bars.Series[1], &fig, 1, names[0][last], b.Grievances.N())
		fig.Doors = append(fig.Doors, c.opens(names[2][last], b.Cases, "Open for "+label+" days"))
	}
	for i, set := range []figures.Set{c.openOf(data.Kind.NeedsNotice), c.openOf(func(k data.Kind) bool { return !k.NeedsNotice() }), c.Open} {
		name := []string{"open/grievances", "open/others", "open"}[i]
		rows[i] = append(rows[i], c.n(name, set, "Open cases"))
		c.link(name, names[i]...)
	}
	c.link("open", "open/grievances", "open/others")
	var old []string
	for i, b := range c.Ageing {
		if b.From > 30 {
			old = append(old, names[2][i])
		}
	}
	c.link("measure/open_over_30", old...)
	columns = append(columns, numbers("All", 0))
	fig.Drawing = bars
	if known(bars.Series...) {
		c.add(fig)
	}
	c.table("Ageing", "Open cases by age", columns, rows, "Calendar days from receipt to "+c.locale.Long(c.OpenOn)+", of every case that was open on that day.", totaled)
}

func (c *composer) openOf(is func(data.Kind) bool) figures.Set {
	var s figures.Set
	for _, l := range c.Kinds {
		if is(l.Kind) {
			s = append(s, l.Open...)
		}
	}
	return s
}

// without are the cases of a set that are not in another.
func without(all, some figures.Set) figures.Set {
	in := make(map[int64]bool, len(some))
	for _, k := range some {
		in[k] = true
	}
	var rest figures.Set
	for _, k := range all {
		if !in[k] {
			rest = append(rest, k)
		}
	}
	return rest
}

func (c *composer) reopened() {
	r := c.Reopened
	if r.Again.N() == 0 {
		return
	}
	var rows [][]report.Cell
	var parts []string
	for _, l := range r.ByCause {
		name := key("reopened/cause", string(l.Cause))
		parts = append(parts, name)
		rows = append(rows, []report.Cell{report.W(l.Cause.String()), c.n(name, l.Cases, "Reopened: "+l.Cause.String()), c.share(name, "reopened", figures.Share{Part: l.Cases.N(), Whole: r.Again.N()})})
	}
	rows = append(rows, []report.Cell{report.W("Reopened"), c.n("reopened", r.Again, "Reopened cases"), report.P(100).By(report.Public)})
	c.link("reopened", parts...)
	final := ""
	if c.AsOf < r.FinalOn {
		final = "Provisional until " + c.locale.Long(r.FinalOn) + ": not every closing is so long ago yet."
	}
	c.table("Reopened", "Cases reopened", []report.Column{words("Cause", 0), numbers("Cases", 44), numbers("Share", 46)}, rows,
		sentences(fmt.Sprintf("Cases closed in the period and reopened within %d days of it.", figures.ReopenDays),
			c.say("They are %s of the cases closed.", c.ratio("reopened", "reopened/closed", r.Share())), final), totaled, half)
}
