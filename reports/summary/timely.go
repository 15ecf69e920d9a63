package summary

import (
	"fmt"
	"strconv"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/figures"
	"rapport/reports/page"
)

// timeliness tells how fast people were answered.
func (c *composer) timeliness() {
	if c.Received.N() == 0 && c.Closed.N() == 0 && c.Open.N() == 0 {
		return
	}
	c.Heading(2, "Timeliness")
	c.compliance()
	c.daysToClose()
	c.ageing()
}

func (c *composer) compliance() {
	var rows [][]string
	add := func(what string, t figures.Timely) {
		if t.Received.N() == 0 {
			return
		}
		rows = append(rows, []string{what, count(t.Received.N()), count(t.OnTime.N()), count(t.Late.N()), count(t.NotYetDue.N()),
			percent(t.Share().Percent()) + "%", interval(t.Share())})
	}
	add("Written decision within "+c.within(data.ClockDecide), c.Decided)
	add("Written decision by the day promised", c.Promised)
	add("Acknowledged within "+c.within(data.ClockAcknowledge), c.Acknowledged)
	if len(rows) == 0 {
		c.Para("No grievance was received in the month, so no written decision fell due for one.")
		return
	}
	c.table(page.Table{
		Caption: "Answers to the grievances received in the month",
		Columns: []page.Column{{Head: "Standard", Width: 180}, {Head: "Received", Number: true, Width: 56}, {Head: "On time", Number: true, Width: 50}, {Head: "Late", Number: true, Width: 44},
			{Head: "Not yet due", Number: true, Width: 48}, {Head: "On time of received", Number: true}, {Head: "95% interval", Number: true}},
		Rows: rows,
	}, fmt.Sprintf("Denominator: all grievances received in the month, each with its own dates, as known on %s. On time: the written notice of decision left within %s of receipt, the day of receipt being day 0 "+
		"(the guideline to 42 CFR 482.13(a)(2)(ii) speaks of 7 days on average). The day promised takes agreed extensions into account. Late includes what is overdue and not answered yet. "+
		"The interval is Wilson’s, in percent: with few cases the true share may lie anywhere within it.", c.AsOf.Long(), c.within(data.ClockDecide)))
}

func (c *composer) daysToClose() {
	if c.Closed.N() == 0 {
		return
	}
	var rows [][]string
	add := func(what string, d figures.Days) {
		if d.N == 0 {
			return
		}
		p90 := "n < " + strconv.Itoa(figures.MinForP90)
		if d.N >= figures.MinForP90 {
			p90 = count(d.P90)
		}
		rows = append(rows, []string{what, count(d.N), fmt.Sprintf("%.1f", d.Mean), decimal(d.Median), p90, count(d.Max)})
	}
	add("Grievances", c.Days.Grievances)
	add("Other cases", c.Days.Others)
	add("All", c.Days.All)
	c.table(page.Table{
		Caption: "Days to close",
		Columns: []page.Column{{Head: "Closed in the month", Width: 150}, {Head: "Cases", Number: true}, {Head: "Mean", Number: true}, {Head: "Median", Number: true}, {Head: "90th percentile", Number: true, Width: 84}, {Head: "Longest", Number: true}},
		Rows:    rows, Total: true,
	}, fmt.Sprintf("Calendar days from receipt to closing. The 90th percentile is by nearest rank: the case whose place in the sorted list is 0.9 × n, rounded up. It is not given for fewer than %d cases.", figures.MinForP90))
}

func (c *composer) ageing() {
	if c.Open.N() == 0 {
		return
	}
	var labels []string
	var grievances, others []float64
	rows := [][]string{{"Grievances"}, {"Other cases"}, {"All"}}
	columns := []page.Column{{Head: "Days since receipt", Width: 106}}
	for _, b := range c.Ageing {
		label := fmt.Sprintf("%d–%d", b.From, b.To)
		if b.To == 0 {
			label = "over " + strconv.Itoa(b.From-1)
		}
		labels = append(labels, label)
		columns = append(columns, page.Column{Head: label, Number: true})
		grievances, others = append(grievances, float64(b.Grievances.N())), append(others, float64(b.Cases.N()-b.Grievances.N()))
		for i, n := range []int{b.Grievances.N(), b.Cases.N() - b.Grievances.N(), b.Cases.N()} {
			rows[i] = append(rows[i], count(n))
		}
	}
	c.chart("Open cases by age on "+c.OpenOn.Long(), chart.Chart{
		Kind: chart.Stacked, By: "days since receipt", Labels: labels, Message: fmt.Sprintf("Age of the %s open on %s", cases(c.Open.N()), c.OpenOn.Long()),
		Series: []chart.Series{{Name: "Complaints and other cases", Values: others}, {Name: "Grievances", Values: grievances}},
	}, 150, "")
	c.table(page.Table{Caption: "Open cases by age", Columns: columns, Rows: rows, Total: true},
		"Calendar days from receipt to "+c.OpenOn.Long()+", of every case that was open on that day.")
}
