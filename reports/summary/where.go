package summary

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/figures"
	"rapport/reports/report"
	"rapport/reports/suppress"
)

// where tells what the cases were about, where it happened and how it came in.
func (c *composer) where() {
	if c.Received.N() == 0 && c.Closed.N() == 0 && c.Open.N() == 0 {
		return
	}
	c.section("What people told us, and where")
	c.categories()
	c.stages()
	c.outcomes()
	c.units()
	c.themes()
	c.ways()
}

// categories shows the issues by category, most frequent first, and by severity.
func (c *composer) categories() {
	if c.Outcomes.Issues.N() == 0 {
		return
	}
	name := categoryCount
	c.pareto("Issues by category", c.Categories, c.categoryName, name)
	columns := []report.Column{words("Category", 150)}
	for s := range data.Severities {
		columns = append(columns, numbers(data.Severities[s], 50))
	}
	columns = append(columns, numbers("Issues", 0), numbers("Cumulative", 72))
	var rows [][]report.Cell
	var all, upTo []string
	bySeverity := make([][]string, len(data.Severities))
	for _, l := range c.Categories {
		row := []report.Cell{report.W(c.categoryName(l))}
		var parts []string
		for s, set := range l.Severity {
			part := key(name(l), "severity", fmt.Sprint(s))
			parts = append(parts, part)
			bySeverity[s] = append(bySeverity[s], part)
			row = append(row, c.n(part, set, c.categoryName(l)+", severity "+data.Severities[s]))
		}
		row = append(row, c.n(name(l), l.Issues, c.categoryName(l)))
		c.link(name(l), parts...)
		all = append(all, name(l))
		upTo = append(upTo, name(l))
		c.enter("issues", c.Outcomes.Issues.N())
		rows = append(rows, append(row, c.from(report.P(l.Cumulative), append([]string{"issues"}, upTo...)...)))
	}
	total := []report.Cell{report.W("All")}
	for s, set := range c.Severity {
		n := key("issues/severity", fmt.Sprint(s))
		total = append(total, c.n(n, set, "Severity "+data.Severities[s]))
		c.link(n, bySeverity[s]...)
	}
	rows = append(rows, append(total, c.n("issues", c.Outcomes.Issues, "All issues"), report.W("")))
	c.link("issues", all...)
	c.link("issues", "issues/severity/0", "issues/severity/1", "issues/severity/2", "issues/severity/3")
	c.table("Issues by category", "Issues by category and severity", columns, rows,
		"Issues of the cases received in the period, in the categories and severities of the Healthcare Complaints Analysis Tool (HCAT). Severity is judged on the event, not on its outcome. "+
			"A case may have several issues, so that the issues exceed the cases by design."+comeLast(c.book, c.Categories, categoryCount)+c.sayTaxonomy(), totaled, c.brief)
}

// sayTaxonomy tells of the office's own categories.
func (c *composer) sayTaxonomy() string {
	t := c.settings.Taxonomy()
	if t.Version <= 1 {
		return ""
	}
	return fmt.Sprintf(" The office has a list of categories of its own, version %d, in force from %s; earlier issues keep the category that they had.", t.Version, c.locale.Long(t.From))
}

// categoryName names the category of a line in the words of the version of the
// taxonomy that its newest issue was coded with.
func (c *composer) categoryName(l figures.IssueLine) string {
	if l.Code == data.Unmapped {
		return "Unmapped"
	}
	return named(c.settings.TaxonomyOf(l.Taxonomy).CategoryName(l.Code))
}

// maxBars is how many bars a Pareto chart shows; the table has them all.
const maxBars = 8

// pareto draws the largest groups first, with their share of all added up. A
// single group needs no picture.
func (c *composer) pareto(caption string, lines []figures.IssueLine, label, name func(figures.IssueLine) string) {
	if len(lines) < 2 {
		return
	}
	total := c.Outcomes.Issues.N()
	c.enter("issues", total)
	ch := chart.Chart{Kind: chart.Pareto, By: "group", Locale: c.locale, Message: caption + ", most frequent first", Series: []chart.Series{{Name: "Issues"}}}
	fig := report.Figure{Caption: caption}
	for i, l := range lines {
		if i == maxBars {
			fig.Caption += fmt.Sprintf(", the %d most frequent", maxBars)
			break
		}
		ch.Labels = append(ch.Labels, label(l))
		c.plot(&ch.Series[0], &fig, 0, name(l), l.Issues.N())
		fig.Doors = append(fig.Doors, c.opens(name(l), l.Issues, caption+": "+label(l)))
	}
	if last := comeLast(c.book, lines, name); last != "" {
		ch.Message += "." + strings.TrimSuffix(last, ".")
	}
	if c.shows("issues") {
		ch.Whole = float64(total)
	}
	if n := figures.Vital(lines); n > 0 && n < len(lines) {
		names := []string{"issues"}
		for _, l := range lines[:n] {
			names = append(names, name(l))
		}
		of := "first " + fmt.Sprint(n) + " groups make"
		if n == 1 {
			of = "first group makes"
		}
		pale := ""
		if n < len(ch.Labels) {
			pale = " The bars of the others are pale."
		}
		fig.Definition = c.say("The "+of+" up %s of all %s."+pale, worked(c.percent(lines[n-1].Cumulative), names...), c.q("issues", total, "issue", "issues"))
	}
	fig.Drawing, fig.Height = ch, 16.5*float64(len(ch.Labels))+40
	if known(ch.Series...) {
		c.add(fig)
	}
}

func (c *composer) stages() {
	if len(c.Stages) == 0 || c.Outcomes.Issues.N() == 0 || len(c.Stages) == 1 && c.Stages[0].Code == "" {
		return // nothing was recorded
	}
	var rows [][]report.Cell
	var parts []string
	for _, l := range c.Stages {
		name, label := stageCount(l), named(data.Stage(l.Code).String())
		parts = append(parts, name, key(name, "high"))
		rows = append(rows, []report.Cell{report.W(label), c.n(name, l.Issues, label), c.n(key(name, "high"), l.Severity[3], label+", high severity"),
			c.share(name, "issues", figures.Share{Part: l.Issues.N(), Whole: c.Outcomes.Issues.N()})})
	}
	rows = append(rows, []report.Cell{report.W("All"), c.n("issues", c.Outcomes.Issues, "All issues"), c.n("issues/severity/3", c.Severity[3], "High severity"), report.P(100).By(report.Public)})
	var all, high []string
	for i := 0; i < len(parts); i += 2 {
		all, high = append(all, parts[i]), append(high, parts[i+1])
	}
	c.link("issues", all...)
	c.link("issues/severity/3", high...)
	c.table("Issues by stage", "Issues by stage of care", []report.Column{words("Stage", 0), numbers("Issues", 42), numbers("High severity", 50), numbers("Share", 44)}, rows,
		"Issues of the cases received, by the stage of care in which it happened (HCAT)."+comeLast(c.book, c.Stages, stageCount), totaled, half, c.brief)
}

// outcomes tells what the investigations found.
func (c *composer) outcomes() {
	o := c.Outcomes
	if o.WithFinding.N() == 0 {
		return
	}
	var rows [][]report.Cell
	var parts []string
	for _, t := range data.Outcomes {
		name, set := key("findings", string(t.Value)), o.ByOutcome[t.Value]
		parts = append(parts, name)
		rows = append(rows, []report.Cell{report.W(t.Label), c.n(name, set, "Finding: "+t.Label), c.share(name, "findings", figures.Share{Part: set.N(), Whole: o.WithFinding.N()})})
	}
	rows = append(rows, []report.Cell{report.W("With a finding"), c.n("findings", o.WithFinding, "Issues with a finding"), report.P(100).By(report.Public)})
	c.link("findings", parts...)
	c.enter("findings/upheld", o.Upheld().N())
	c.link("findings/upheld", key("findings", string(data.Substantiated)), key("findings", string(data.PartiallySubstantiated)))
	low, high := o.Substantiated().Wilson()
	interval := c.locale.Decimal(low, 1) + " to " + c.locale.Decimal(high, 1) + " percent"
	without := figures.Share{Part: o.Issues.N() - o.WithFinding.N(), Whole: o.Issues.N()}
	c.table("Findings", "Findings", []report.Column{words("Finding", 0), numbers("Issues", 42), numbers("Share", 44)}, rows, sentences(
		"Issues of the cases received, by what the investigation found.",
		c.say("Substantiated in full or in part: %s; 95 percent interval "+interval+".", c.ratio("findings/upheld", "findings", o.Substantiated())),
		c.say("%s had no finding on "+c.locale.Long(c.AsOf)+".", c.ratio("findings/none", "issues", without))), totaled, half)
}

// units tells where it happened.
func (c *composer) units() {
	if len(c.Units) == 0 {
		return
	}
	c.pareto("Issues by unit", c.unitIssues(), func(l figures.IssueLine) string { return unitName(l.Code) }, func(l figures.IssueLine) string { return key("issues/unit", l.Code) })
	units := c.shownUnits()
	var lines []line
	var medians, rates []report.Cell
	rated := false
	for _, u := range units {
		lines = append(lines, line{unitName(u.Unit), u.Unit, []figures.Set{u.Received, u.Grievances, u.Issues, u.High, u.Closed, u.Open}})
	}
	columns := []string{"received", "grievances", "issues", "issues/severity/3", "closed", "open"}
	doors := []string{"Received", "Grievances", "Issues", "High severity", "Closed", "Open"}
	rows := c.grid("unit", columns, doors, lines, []figures.Set{c.Received, c.Grievances, c.Outcomes.Issues, c.Severity[3], c.Closed, c.Open})
	if c.shareable() {
		for _, u := range units {
			if u.Unit != otherUnits { // who knows how they are chosen knows this
				c.atLeast(key("received/unit", u.Unit), suppress.Least)
			}
		}
	}
	for _, u := range units {
		median, rate := report.None(""), report.None("")
		if u.Days.N > 0 {
			median = c.statistic(report.F(u.Days.Median, 1), key("closed/unit", u.Unit))
		}
		if v, ok := u.Rates.Days.Per1000(u.Grievances.N()); ok {
			rate, rated = c.from(report.F(v, 2), key("grievances/unit", u.Unit)), true
		}
		medians, rates = append(medians, median), append(rates, rate)
	}
	medians = append(medians, c.statistic(report.F(c.Days.All.Median, 1), "closed"))
	rate := report.None("")
	if v, ok := c.Rates.Days.Per1000(c.Grievances.N()); ok {
		rate, rated = c.from(report.F(v, 2), "grievances"), true
	}
	rates = append(rates, rate)
	cols := []report.Column{words("Unit", 0), numbers("Received", 54), numbers("Grievances", 60), numbers("Issues", 44), numbers("High severity", 50), numbers("Closed", 46), numbers("Open", 40), numbers("Median days", 48)}
	if rated {
		cols = append(cols, numbers("Rate", 42))
	}
	for i := range rows {
		rows[i] = append(rows[i], medians[i])
		if rated {
			rows[i] = append(rows[i], rates[i])
		}
	}
	note := "Received, closed and open cases are those of the unit named in the case; issues are those of the cases received, by the unit named in the issue or else in its case. Median days: to close, of the cases closed. "
	if rated {
		note += "Rate: grievances per 1,000 patient days of the unit; none where its patient days are not entered. "
	}
	if c.shareable() {
		note += "Units with few cases received are taken together; those whose number is not shown come last. "
	}
	c.table("Units", "Cases and issues by unit", cols, rows, note+"Units differ in size and in how ill their patients are: the numbers do not rank them.", totaled, onPaper(10))
}

func unitName(unit string) string {
	if unit == otherUnits {
		return "Other units"
	}
	return named(unit)
}

// otherUnits stands for the units that a shareable summary takes together; it is
// no name that a unit can have.
const otherUnits = "\x00other"

// shownUnits are the units of the table. A shareable summary takes those with few
// cases together, so that their numbers can be told at all.
func (c *composer) shownUnits() []figures.UnitLine {
	if !c.shareable() {
		return c.Units
	}
	var list []figures.UnitLine
	other := figures.UnitLine{Unit: otherUnits}
	apart := c.unitsApart()
	n := 0
	for _, u := range c.Units {
		if apart[u.Unit] {
			list = append(list, u)
			continue
		}
		n++
		other.Received, other.Grievances = append(other.Received, u.Received...), append(other.Grievances, u.Grievances...)
		other.Issues, other.High = append(other.Issues, u.Issues...), append(other.High, u.High...)
		other.Closed, other.Open = append(other.Closed, u.Closed...), append(other.Open, u.Open...)
		other.Compliments, other.Complaints = append(other.Compliments, u.Compliments...), append(other.Complaints, u.Complaints...)
	}
	if n > 0 {
		list = append(list, other)
	}
	return list
}

// unitsApart are the units with a line of their own in a shareable summary: those
// with 11 cases received or more, without the smallest of them where the others
// would otherwise have fewer together.
func (c *composer) unitsApart() map[string]bool {
	apart := map[string]bool{}
	var large []figures.UnitLine
	together, others := 0, 0
	for _, u := range c.Units {
		if u.Received.N() >= suppress.Least && c.nameable(u.Unit) {
			large = append(large, u)
			continue
		}
		together, others = together+u.Received.N(), others+1
	}
	slices.SortFunc(large, func(a, b figures.UnitLine) int {
		return cmp.Or(cmp.Compare(a.Received.N(), b.Received.N()), cmp.Compare(b.Unit, a.Unit))
	})
	if others > 0 && suppress.Small(together) && len(large) > 2 {
		large = large[1:]
	}
	for _, u := range large {
		apart[u.Unit] = true
	}
	return apart
}

// unitIssues are the lines of the chart of units, those of the table in a
// shareable summary.
func (c *composer) unitIssues() []figures.IssueLine {
	if !c.shareable() {
		return c.IssueUnits
	}
	apart := map[string]bool{}
	for _, u := range c.shownUnits() {
		apart[u.Unit] = true
	}
	var list []figures.IssueLine
	other := figures.IssueLine{Code: otherUnits, Cumulative: 100}
	sum := 0
	for _, l := range c.IssueUnits {
		if !apart[l.Code] {
			other.Issues = append(other.Issues, l.Issues...)
			continue
		}
		sum += l.Issues.N()
		l.Cumulative = figures.Share{Part: sum, Whole: c.Outcomes.Issues.N()}.Percent()
		list = append(list, l)
	}
	if other.Issues.N() > 0 {
		list = append(list, other)
	}
	return list
}

// ways tells how the cases came in, who pays for the care and when it happened.
func (c *composer) ways() {
	ways(c, "Channel", "channel", "How the case reached the office. What comes in writing is a grievance whatever it says of itself.", c.Channels, data.Channel.String)
	ways(c, "Payer", "payer", "By the payer of the care that the case is about.", c.Payers, data.Payer.String)
	ways(c, "Shift", "shift", "By the part of the day or week in which it happened.", c.Shifts, data.Shift.String)
}

func ways[T ~string](c *composer, head, by, definition string, groups []figures.GroupLine[T], label func(T) string) {
	if len(groups) == 0 || len(groups) == 1 && groups[0].Code == "" {
		return // nothing was recorded
	}
	var lines []line
	for _, g := range groups {
		lines = append(lines, line{named(label(g.Code)), string(g.Code), []figures.Set{g.Received, g.Grievances}})
	}
	rows := c.grid(by, []string{"received", "grievances"}, []string{"Received", "Grievances"}, lines, []figures.Set{c.Received, c.Grievances})
	for i := range rows {
		name, whole := "received", "received"
		n := c.Received.N()
		if i < len(groups) {
			name, n = key("received", by, string(groups[i].Code)), groups[i].Received.N()
		}
		rows[i] = append(rows[i], c.share(name, whole, figures.Share{Part: n, Whole: c.Received.N()}))
	}
	c.table("By "+by, "Cases received by "+by, []report.Column{words(head, 0), numbers("Received", 52), numbers("Grievances", 60), numbers("Share", 44)}, rows, definition, totaled, half, c.brief)
}

// themes names what came up again and again in a unit.
func (c *composer) themes() {
	c.part("Themes")
	n := len(c.Themes)
	definition := "A theme is three cases or more with an issue of one category in one unit within a calendar quarter."
	if n == 0 {
		c.text("No unit had three cases or more of one category in the quarter. " + definition)
		return
	}
	var rows [][]report.Cell
	unnamed := 0
	for _, t := range c.Themes {
		category := named(c.settings.Taxonomy().CategoryName(t.Category))
		if t.Name == "" {
			unnamed++
		}
		set := figures.Set(t.Cases)
		name := key("theme", t.Quarter.String(), t.Category, t.Unit)
		if c.Period == t.Quarter {
			c.book.within(name, key("received/unit", t.Unit))
		}
		count := c.n(name, set, "Theme: "+category+", "+named(t.Unit))
		if c.shareable() {
			if count.Kind == report.Count {
				rows = append(rows, []report.Cell{report.W(category), report.W(named(t.Unit)), count})
			}
			continue
		}
		rows = append(rows, []report.Cell{report.W(category), report.W(named(t.Unit)), count, report.W(t.Name), report.W(t.Owner), report.W(t.Plan)})
	}
	if c.shareable() {
		c.text(c.say("The quarter had %s.", c.q("themes", n, "theme", "themes")))
		if len(rows) == 0 {
			c.text("Themes have few cases by their nature, so that none is listed here. " + definition)
			return
		}
		c.table("Themes", "Themes of the quarter", []report.Column{words("Category", 200), words("Unit", 180), numbers("Cases", 0)}, rows, definition+" Listed are those whose number of cases can be shown.", onPaper(8))
		return
	}
	note := definition
	if unnamed > 0 {
		note += fmt.Sprintf(" %s no name and no owner yet; they are given in the window, under Themes.", c.count(unnamed, "has", "have"))
	}
	c.table("Themes", "Themes of the quarter", []report.Column{words("Category", 104), words("Unit", 98), numbers("Cases", 38), words("Theme", 82), words("Owner", 70), words("What is done", 0)}, rows, note, onPaper(8))
}
