package summary

import (
	"fmt"
	"slices"
	"strings"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/figures"
	"rapport/reports/report"
)

// headline is the first page: the period in one paragraph, the measures against
// the office's goals, and what needs somebody's attention.
func (c *composer) headline() {
	c.section("At a glance")
	c.provisional()
	c.imbalance()
	if c.Nil() {
		c.panel(false, "Nil return.", "No case and no comment was received "+c.in()+".")
		c.text(c.sayFlow())
		c.flow()
		return
	}
	c.text(c.sayReceived(), c.sayDecided(), c.sayFlow(), c.sayMost(), c.sayRecovered())
	c.goals()
	c.exceptions()
}

// headlines are the counts that a shareable summary gives up last: the board's
// own. What tells them apart in the tables goes first.
var headlines = []string{"received", "grievances", "closed", "open"}

// provisional says why the numbers of a young period may still change.
func (c *composer) provisional() {
	if c.Running {
		c.panel(false, "Provisional.", capital(c.spoken())+" is not over yet. The numbers are those of "+c.locale.Long(c.AsOf)+" and will change.")
		return
	}
	if c.Provisional() {
		c.panel(false, "Provisional.", fmt.Sprintf("A grievance received on the last day of %s has until %s to be answered. The numbers are those of %s and may change.",
			c.spoken(), c.locale.Long(c.FinalOn.AddDays(-1)), c.locale.Long(c.AsOf)))
	}
}

// imbalance says in red that the flow of cases does not add up, and which cases
// are to blame; a shareable summary tells how many at most.
func (c *composer) imbalance() {
	b := c.Backlog
	if b.Balances() {
		return
	}
	if c.shareable() {
		c.panel(true, "The numbers do not balance.", "What was open, received, reopened, closed and withdrawn does not explain what is open. The internal summary names the cases; they must be corrected before this one is used.")
		return
	}
	var names []string
	for i, f := range b.Faulty {
		if i == maxNamed {
			names = append(names, c.locale.Count(len(b.Faulty)-maxNamed)+" more")
			break
		}
		names = append(names, f.Number)
	}
	rest := fmt.Sprintf("The flow of cases adds up to %s, but %s open.", c.count(b.OpenStart+b.Received+b.Reopened-b.Closed-b.Withdrawn, "case", "cases"), c.count(b.OpenEnd, "is", "are"))
	if len(names) > 0 {
		rest += " Look at " + listed(names) + ": their moves do not lead from how they stood to how they stand."
	}
	c.panel(true, "The numbers do not balance.", rest)
}

// maxNamed is how many cases are named in a sentence.
const maxNamed = 12

// count writes a number that is never suppressed, in the internal copy.
func (c *composer) count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return c.locale.Count(n) + " " + many
}

func (c *composer) sayReceived() string {
	in := capital(c.in())
	if c.Running {
		in += " so far"
	}
	received := c.q("received", c.Received.N(), "case", "cases")
	change := c.changed("received", "before/received", figures.Change{Now: c.Received.N(), Before: c.Figures.Before.Received.N()})
	grievances := c.q("grievances", c.Grievances.N(), "was a grievance", "were grievances")
	compared := c.say(in+" the office received %s, %s; %s, which must be answered in writing.", received, change, grievances)
	alone := c.say(in+" the office received %s, %s.", received, change)
	if c.Running { // a part of a period says nothing against a whole one
		compared, alone = "", ""
	}
	s := firstOf(
		compared,
		c.say(in+" the office received %s; %s, which must be answered in writing.", received, grievances),
		alone,
		c.say(in+" the office received %s.", received),
	)
	if c.Received.N() == 0 {
		s = in + " the office received no case."
	}
	if n := c.Feedback.Comments; n > 0 {
		s = sentences(s, c.say("Patients left %s on surveys and comment cards.", c.q("comments", n, "comment", "comments")))
	}
	return s
}

func (c *composer) sayDecided() string {
	d := c.Decided
	if d.Received.N() == 0 {
		return ""
	}
	within := "a written decision within " + c.standard(data.ClockDecide)
	ratio := c.ratio("decided/on time", "decided/received", d.Share())
	if d.NotYetDue.N() == 0 {
		return c.say("Of the grievances, %s got "+within+".", ratio)
	}
	most := worked(c.percent(d.AtMost().Percent()), "decided/on time", "decided/received", "decided/not yet due")
	return firstOf(
		c.say("So far %s of the grievances got "+within+"; because %s not yet due, it can become %s at most.", ratio, c.q("decided/not yet due", d.NotYetDue.N(), "is", "are"), most),
		c.say("So far %s of the grievances got "+within+".", ratio))
}

func (c *composer) sayFlow() string {
	closed := "No case was closed"
	if n := c.Closed.N(); n > 0 {
		closed = firstOf(
			c.say("The office closed %s, half of them within %s of receipt", c.q("closed", n, "case", "cases"), c.stat(c.days(c.Days.All.Median), "closed", n)),
			c.say("The office closed %s", c.q("closed", n, "case", "cases")))
	}
	when := "on " + c.locale.Long(c.OpenOn)
	open := "none was open " + when + "."
	if n := c.Open.N(); n > 0 {
		open = c.say("%s open "+when+".", c.q("open", n, "was", "were"))
	}
	switch {
	case closed == "":
		return capital(strings.Replace(open, "were open", "cases were open", 1))
	case open == "":
		return closed + "."
	}
	return closed + "; " + open
}

// days writes a number of days that may be a half: 7 days, 7.5 days.
func (c *composer) days(v float64) string {
	if v == 1 {
		return "1 day"
	}
	return decimal(c.locale, v) + " days"
}

// sayMost names what people spoke of most.
func (c *composer) sayMost() string {
	var top []figures.IssueLine
	if slices.ContainsFunc(c.Categories, func(l figures.IssueLine) bool { return !c.shows(categoryCount(l)) }) {
		return "" // which of those not shown is larger is not told either
	}
	for _, l := range c.Categories {
		if l.Code != "" && l.Code != data.Unmapped && len(top) < 2 {
			top = append(top, l)
		}
	}
	switch len(top) {
	case 0:
		return ""
	case 1:
		return "People spoke of " + c.categoryName(top[0]) + "."
	}
	first, second := c.categoryName(top[0]), c.categoryName(top[1])
	both := top[0].Issues.N() + top[1].Issues.N()
	return firstOf(c.say(first+" and "+second+" were what people spoke of most: together %s of the issues.",
		worked(c.percent(figures.Share{Part: both, Whole: c.Outcomes.Issues.N()}.Percent()), "issues", categoryCount(top[0]), categoryCount(top[1]))),
		first+" and "+second+" were what people spoke of most.")
}

func (c *composer) sayRecovered() string {
	if c.Advocacy.Recovered <= 0 {
		return ""
	}
	return c.say("Advocacy recovered %s for patients.", worked(c.locale.Money(c.Advocacy.Recovered), "advocacy/money"))
}

// firstOf is the first sentence that can be said.
func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// keyMeasures stand on the first page whether or not the office has a goal for
// them.
var keyMeasures = []string{"received", "grievances", "grievance_rate_days", "decided_in_time", "interim_in_time", "acknowledged_in_time", "closed_in_30", "days_median", "open", "reopened", "compliment_ratio", "survey_top_box"}

// onFirstPage reports whether a measure stands on the first page. The rate by
// encounters does where they are entered.
func onFirstPage(m figures.Measure) bool {
	return m.Target != nil || slices.Contains(keyMeasures, m.Code) || m.Code == "grievance_rate_encounters" && m.Known
}

// goals sets the measures against the goals.
func (c *composer) goals() {
	var rows [][]report.Cell
	target := chart.Chart{Kind: chart.Target, By: "measure", Locale: c.locale, Series: []chart.Series{{Name: "This period"}}, Unit: "%"}
	fig := report.Figure{Caption: "Measures against the office’s goals", Of: [][]string{nil}}
	for _, m := range c.Measures() {
		if !onFirstPage(m) {
			continue
		}
		rows = append(rows, c.measureRow(m))
		if m.Target == nil || m.Kind != figures.Percent || !m.Known {
			continue
		}
		part, whole := shareNames(m)
		if !c.shows(part, whole) {
			continue
		}
		met, _ := m.Meets(*m.Target)
		target.Labels = append(target.Labels, m.Name)
		target.Series[0].Provisional = append(target.Series[0].Provisional, m.Provisional)
		target.Series[0].Values = append(target.Series[0].Values, m.Value)
		target.Goals = append(target.Goals, chart.Goal{Value: *m.Target, AtMost: m.Better < 0, Met: met})
		fig.Of[0] = append(fig.Of[0], part)
		var behind figures.Set
		if m.Cases != nil {
			behind = m.Cases()
		}
		fig.Doors = append(fig.Doors, c.opens(part, behind, m.Name))
	}
	if len(target.Labels) > 1 {
		target.Message = "Measures in percent, each against the office’s goal"
		fig.Drawing, fig.Height = target, 15*float64(len(target.Labels))+20
		c.add(fig)
	}
	note := "Before: " + c.before() + ". Definitions stand at the end. A goal counts as met when it is reached exactly."
	for _, code := range []string{"grievance_rate_days", "survey_top_box"} {
		if m, ok := c.Measure(code); ok && !m.Known && m.Why != "" && !c.Running {
			note = sentences(note, m.Why)
		}
	}
	if len(c.settings.Goals) == 0 {
		note += " The office has set no goals yet; they are set in the settings."
	}
	c.table("Measures", "Measures of the period",
		[]report.Column{words("Measure", 176), numbers("Now", 52), numbers("Cases", 46), numbers("Of", 46), numbers("Before", 54), numbers("Goal", 50), words("Result", 0)}, rows, note)
}

// measureRow is a measure with its parts, the period before, the goal and whether
// it was met.
func (c *composer) measureRow(m figures.Measure) []report.Cell {
	row := []report.Cell{report.W(m.Name), c.reading("", m, m.Reading), report.W(""), report.W("")}
	if m.Kind == figures.Percent && m.Known {
		part, whole := shareNames(m)
		row[2], row[3] = c.number(part, m.Share.Part), c.number(whole, m.Share.Whole)
		if row[2].Kind == report.Count && m.Cases != nil && m.Share.Part > 0 {
			row[2] = row[2].To(doorTo(m.Cases(), m.Name))
			row[2].Door.Within = len(m.Cases()) != m.Share.Part
		}
	}
	row = append(row, c.reading("before/", m, m.Before))
	goal, result := report.W(""), report.W("")
	if m.Target != nil {
		goal = valueCell(m.Kind, *m.Target).By(report.Public)
		met, known := m.Meets(*m.Target)
		switch {
		case row[1].Kind == report.Hidden:
			result = row[1]
		case !known:
		case met && m.Provisional:
			result = report.W("Met so far")
		case met:
			result = report.W("Met")
		case m.Provisional:
			result = report.W("Not met so far")
		default:
			result = report.W("Not met")
		}
	}
	return append(row, goal, result)
}

// reading is the cell of a measure in this period or, with a prefix, in the one before.
func (c *composer) reading(prefix string, m figures.Measure, r figures.Reading) report.Cell {
	if !r.Known {
		return report.None("")
	}
	part, whole := shareNames(m)
	part, whole = prefix+part, prefix+whole
	switch m.Kind {
	case figures.Number:
		cell := c.number(part, int(r.Value))
		if prefix == "" && cell.Kind == report.Count && m.Cases != nil && r.Value > 0 {
			cell = cell.To(doorTo(m.Cases(), m.Name))
			cell.Door.Within = len(m.Cases()) != int(r.Value)
		}
		return cell
	case figures.Percent:
		return c.share(part, whole, r.Share)
	}
	f := &c.Figures
	if prefix != "" {
		f = f.Before
	}
	cell := valueCell(m.Kind, r.Value)
	of, statistic := c.basis(f, prefix, m.Code)
	if statistic {
		return c.statistic(cell, of[0])
	}
	return c.from(cell, of...)
}

// valueCell writes a value as its kind is written.
func valueCell(k figures.Kind, v float64) report.Cell {
	switch k {
	case figures.Number:
		return report.F(v, 0)
	case figures.Percent:
		return report.P(v)
	case figures.Rate, figures.Times:
		return report.F(v, 2)
	case figures.Money:
		return report.M(int64(v))
	}
	return report.F(v, 1)
}
