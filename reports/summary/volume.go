package summary

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/page"
)

// trend shows the cases received over the last months, as bars and as numbers;
// an office that kept only comments in those months has none.
func (c *composer) trend() {
	if !slices.ContainsFunc(c.Trend, func(m data.MonthCount) bool { return m.Grievances+m.Others+m.Closed > 0 }) {
		return
	}
	var labels []string
	var others, grievances []float64
	rows := [][]string{{"Grievances"}, {"Other cases"}, {"Received"}, {"Closed"}}
	columns := []page.Column{{Head: c.Trend[0].Month.First().Format("2006") + " on", Width: 66}}
	for _, m := range c.Trend {
		labels = append(labels, m.Month.Short())
		columns = append(columns, page.Column{Head: m.Month.Short(), Number: true})
		others, grievances = append(others, float64(m.Others)), append(grievances, float64(m.Grievances))
		for i, n := range []int{m.Grievances, m.Others, m.Grievances + m.Others, m.Closed} {
			rows[i] = append(rows[i], strconv.Itoa(n))
		}
	}
	first, last := c.Trend[0].Month, c.Trend[len(c.Trend)-1].Month
	c.chart(fmt.Sprintf("Cases received, %s to %s", first.Long(), last.Long()), chart.Chart{
		Kind: chart.Stacked, By: "month", Labels: labels,
		Message: fmt.Sprintf("Cases received by month, %s to %s; %s in the last", first.Long(), last.Long(), count(c.Asking().Now)),
		Series:  []chart.Series{{Name: "Complaints and other cases", Values: others}, {Name: "Grievances", Values: grievances}},
	}, 190, "")
	columns[0].Head = "Month"
	c.table(page.Table{Caption: "Cases by month", Columns: columns, Rows: rows},
		"Figure 1 and this table count grievances and the other cases that ask for an answer, by the day of receipt; compliments are in the next table alone. A case counts once, even with many issues.")
}

// kinds counts the cases by type.
func (c *composer) kinds() {
	if len(c.Kinds) == 0 {
		return
	}
	var rows [][]string
	for _, k := range c.Kinds {
		rows = append(rows, []string{k.Kind.String(), count(k.Received.N()), count(k.Closed.N()), count(k.Open.N())})
	}
	rows = append(rows, []string{"All", count(c.Received.N()), count(c.Closed.N()), count(c.Open.N())})
	c.table(page.Table{
		Caption: "Cases by type",
		Columns: []page.Column{{Head: "Type", Width: 222}, {Head: "Received", Number: true}, {Head: "Closed", Number: true}, {Head: "Open at the end", Number: true}},
		Rows:    rows, Total: true,
	}, "Received: the day of receipt lies in the month. Closed: the day of closing lies in the month, whenever the case was received; one that was reopened and closed again counts once. "+
		"Whether a matter is a grievance is decided by the test of 42 CFR 482.13(a)(2) and its guidelines, recorded in each case.")
}

// backlog shows that what came in and what went out explain what is open.
func (c *composer) backlog() {
	b := c.Backlog
	end := "Open on " + c.OpenOn.Long()
	c.table(page.Table{
		Caption: "The flow of cases",
		Columns: []page.Column{{Head: "All types", Width: 300}, {Head: "Cases", Number: true}},
		Rows: [][]string{
			{"Open on " + c.Period.From.Long() + ", at the start", count(b.OpenStart)}, {"+ received", count(b.Received)}, {"+ reopened", count(b.Reopened)},
			{"− closed", count(b.Closed)}, {"− withdrawn", count(b.Withdrawn)}, {"= " + end, count(b.OpenEnd)},
		},
		Total: true,
	}, "")
	if faults := c.imbalance(); faults != "" {
		c.Space(4)
		c.Panel(page.Amber, 7, func(f *page.Flow) {
			f.Runs(f.Styles.Body, page.Run{Text: "These numbers do not balance. ", Strong: true},
				page.Run{Text: faults + " Check the case file (rapport verify) before this summary is used."})
		})
		return
	}
	c.note("The numbers balance: what was open, plus received and reopened, less closed and withdrawn, is what is open.")
}

// imbalance says what does not add up in the flow of cases, if anything.
func (c *composer) imbalance() string {
	b, s := c.Backlog, ""
	if !b.Balances() {
		s = fmt.Sprintf("The lines above add up to %s, but %s open.",
			cases(b.OpenStart+b.Received+b.Reopened-b.Closed-b.Withdrawn), counted(b.OpenEnd, "is", "are"))
	}
	if b.OpenEnd != c.Open.N() {
		s += fmt.Sprintf(" The list of open cases holds %s.", count(c.Open.N()))
	}
	return strings.TrimSpace(s)
}
