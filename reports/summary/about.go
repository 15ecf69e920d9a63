package summary

import (
	"fmt"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/figures"
	"rapport/reports/page"
)

// issues tells what the cases were about.
func (c *composer) issues() {
	if len(c.Outcomes.Issues) == 0 {
		return
	}
	c.Heading(2, "What people told us")
	c.pareto("Issues by category", c.Categories, c.categoryName)
	columns := []page.Column{{Head: "Category", Width: 150}}
	for s := range c.Severity {
		columns = append(columns, page.Column{Head: data.Severities[s], Number: true, Width: 52})
	}
	columns = append(columns, page.Column{Head: "Issues", Number: true}, page.Column{Head: "Cumulative", Number: true, Width: 72})
	rows := severityRows(c.Categories, c.categoryName)
	total := []string{"All"}
	for _, s := range c.Severity {
		total = append(total, count(s.N()))
	}
	rows = append(rows, append(total, count(c.Outcomes.Issues.N()), ""))
	c.table(page.Table{Caption: "Issues by category and severity", Columns: columns, Rows: rows, Total: true},
		"Issues of the cases received in the month, in the categories and severities of the Healthcare Complaints Analysis Tool (HCAT). Severity is judged on the event, not on its outcome. "+
			"A case may have several issues, so the issues exceed the cases by design."+c.sayTaxonomy())
}

// sayTaxonomy tells of the office's own categories, and of issues whose category
// no list knows.
func (c *composer) sayTaxonomy() string {
	s := ""
	if t := c.settings.Taxonomy(); t.Version > 1 {
		s = fmt.Sprintf(" The office has a list of categories of its own, version %d, in force from %s; earlier issues keep the category that they had.", t.Version, t.From.Long())
	}
	for _, l := range c.Categories {
		if l.Code == data.Unmapped {
			s += fmt.Sprintf(" Unmapped: %s with a category that no list of the office knows.", counted(l.Issues.N(), "issue", "issues"))
		}
	}
	return s
}

func severityRows(lines []figures.IssueLine, name func(figures.IssueLine) string) [][]string {
	var rows [][]string
	for _, l := range lines {
		row := []string{name(l)}
		for _, s := range l.Severity {
			row = append(row, count(s.N()))
		}
		rows = append(rows, append(row, count(l.Issues.N()), percent(l.Cumulative)+"%"))
	}
	return rows
}

// maxBars is how many bars a Pareto chart shows; the table has them all.
const maxBars = 10

// pareto draws the largest groups first and says how many make up four fifths.
// A single group needs no picture.
func (c *composer) pareto(caption string, lines []figures.IssueLine, name func(figures.IssueLine) string) {
	if len(lines) < 2 {
		return
	}
	var labels []string
	var values []float64
	for i, l := range lines {
		if i < maxBars {
			labels, values = append(labels, name(l)), append(values, float64(l.Issues.N()))
		}
	}
	if len(lines) > maxBars {
		caption += fmt.Sprintf(", the %d most frequent", maxBars)
	}
	c.chart(caption, chart.Chart{
		Kind: chart.Horizontal, By: "group", Labels: labels, Message: caption + ", most frequent first",
		Series: []chart.Series{{Name: "Issues", Values: values}},
	}, 16.5*float64(len(labels))+6, fmt.Sprintf("Of %s, 80 percent fall into the first %s.", counted(c.Outcomes.Issues.N(), "issue", "issues"), counted(figures.Vital(lines), "group", "groups")))
}

// outcomes tells what the investigations found.
func (c *composer) outcomes() {
	if len(c.Outcomes.WithFinding) == 0 {
		return
	}
	var rows [][]string
	for _, o := range data.Outcomes {
		n := c.Outcomes.ByOutcome[o.Value].N()
		rows = append(rows, []string{o.Label, count(n), percent(figures.Share{Part: n, Whole: c.Outcomes.WithFinding.N()}.Percent()) + "%"})
	}
	rows = append(rows, []string{"With a finding", count(c.Outcomes.WithFinding.N()), "100%"})
	s := c.Outcomes.Substantiated()
	c.table(page.Table{
		Caption: "Findings",
		Columns: []page.Column{{Head: "Finding", Width: 222}, {Head: "Issues", Number: true}, {Head: "Of those with a finding", Number: true}},
		Rows:    rows, Total: true,
	}, fmt.Sprintf("Substantiated in full or in part: %s of the issues with a finding, 95%% interval %s. %s of the cases received in the month had no finding on %s.",
		share(s), interval(s), counted(c.Outcomes.Issues.N()-c.Outcomes.WithFinding.N(), "issue", "issues"), c.AsOf.Long()))
}

// units tells where it happened.
func (c *composer) units() {
	if len(c.Units) == 0 {
		return
	}
	c.Together(c.unitsHead)
	total := figures.UnitLine{Received: c.Received, Issues: c.Outcomes.Issues, High: c.Severity[3], Closed: c.Closed, Open: c.Open, Days: c.Days.All}
	var rows [][]string
	for _, u := range c.Units {
		rows = append(rows, unitRow(unitName(u.Unit), u))
	}
	rows = append(rows, unitRow("All", total))
	c.tables++
	c.Table(page.Table{
		Caption: fmt.Sprintf("Table %d. Cases and issues by unit", c.tables),
		Columns: []page.Column{{Head: "Unit", Width: 150}, {Head: "Received", Number: true}, {Head: "Issues", Number: true}, {Head: "High severity", Number: true},
			{Head: "Closed", Number: true}, {Head: "Open", Number: true}, {Head: "Median days to close", Number: true, Width: 70}},
		Rows: rows, Total: true,
	})
}

// unitsHead is the heading with what the numbers mean and the bars.
func (c *composer) unitsHead() {
	c.Heading(2, "Units")
	c.note("Received, closed and open cases are those of the unit named in the case; issues are those of the cases received, by the unit named in the issue or else in its case. " +
		"Units differ in size and in how ill their patients are: the counts do not rank them.")
	c.pareto("Issues by unit", c.IssueUnits, func(l figures.IssueLine) string { return unitName(l.Code) })
}

func unitRow(name string, u figures.UnitLine) []string {
	median := "–"
	if u.Days.N > 0 {
		median = decimal(u.Days.Median)
	}
	return []string{name, count(u.Received.N()), count(u.Issues.N()), count(u.High.N()), count(u.Closed.N()), count(u.Open.N()), median}
}

func unitName(unit string) string { return named(unit, "Not recorded") }
