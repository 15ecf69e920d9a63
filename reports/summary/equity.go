package summary

import (
	"math"
	"strings"

	"rapport/reports/chart"
	"rapport/reports/figures"
	"rapport/reports/report"
	"rapport/reports/suppress"
)

// equity compares groups of patients, with intervals and what is not known. It is
// no league table: groups stand in a fixed order.
func (c *composer) equity() {
	if c.Complaints.N() == 0 {
		return
	}
	c.section("Equity")
	ratio := "Ratio to others: the share substantiated in a group divided by that of all other known groups; 1 is the same. Groups with fewer than 5 findings are neither drawn nor compared."
	if c.shareable() {
		ratio = "Groups with fewer than 11 cases are taken together."
	}
	c.text("Complaints and grievances by what is known of the patient. Where the intervals of two groups overlap, the difference may be chance; where they do not, it is a question to look into and no answer yet. Received and closed count cases; findings and substantiated count issues.", ratio)
	for _, e := range c.Equity {
		c.compare(e)
	}
}

// otherGroup stands for the groups that a shareable summary takes together.
const otherGroup = "\x00other"

// groups are the lines of a comparison; a shareable summary takes small ones
// together, those not known apart.
func (c *composer) groups(e figures.Equity) []figures.EquityLine {
	if !c.shareable() {
		return e.Lines
	}
	var list, unknown []figures.EquityLine
	other := figures.EquityLine{Code: otherGroup, Label: "Other groups"}
	for _, l := range e.Lines {
		switch {
		case l.Unknown:
			unknown = append(unknown, l)
		case l.Received.N() >= suppress.Least:
			list = append(list, l)
		default:
			other.Received, other.Closed = append(other.Received, l.Received...), append(other.Closed, l.Closed...)
			other.Upheld, other.WithFinding = append(other.Upheld, l.Upheld...), append(other.WithFinding, l.WithFinding...)
		}
	}
	if other.Received.N()+other.Closed.N() > 0 {
		other.Substantiated = figures.Share{Part: other.Upheld.N(), Whole: other.WithFinding.N()}
		list = append(list, other)
	}
	return append(list, unknown...)
}

func (c *composer) compare(e figures.Equity) {
	by := strings.ToLower(e.By)
	groups := c.groups(e)
	if e.Unknown.Part == e.Unknown.Whole {
		c.text(e.By + ": not recorded for anybody, so that no comparison is possible.")
		return
	}
	ch := chart.Chart{Kind: chart.Interval, By: by, Locale: c.locale, Unit: "%", Message: "Issues substantiated by " + by, Series: []chart.Series{{Name: "Substantiated"}}}
	fig := report.Figure{Caption: "Issues substantiated by " + by + ", with 95% intervals", Of: [][]string{nil}}
	var rows [][]report.Cell
	var received, closed, found, upheld []string
	for _, l := range groups {
		name := func(what string) string { return key("equity", by, l.Code, what) }
		row := []report.Cell{report.W(l.Label), c.n(name("received"), l.Received, "Received: "+l.Label), c.n(name("closed"), l.Closed, "Closed: "+l.Label)}
		median := report.None("")
		if l.Days.N > 0 {
			median = c.statistic(report.F(l.Days.Median, 1), name("closed"))
		}
		row = append(row, median, c.n(name("findings"), l.WithFinding, "Issues with a finding: "+l.Label), c.n(name("upheld"), l.Upheld, "Substantiated: "+l.Label),
			c.share(name("upheld"), name("findings"), l.Substantiated), c.interval(name("upheld"), name("findings"), l.Substantiated))
		if !c.shareable() {
			row = append(row, c.against(l, name("upheld"), name("findings")))
		}
		rows = append(rows, row)
		if c.shareable() && !l.Unknown && l.Code != otherGroup {
			c.atLeast(name("received"), suppress.Least)
		}
		received, closed, found, upheld = append(received, name("received")), append(closed, name("closed")), append(found, name("findings")), append(upheld, name("upheld"))
		c.dot(&ch, &fig, l, name("upheld"), name("findings"))
	}
	c.enter("complaints", c.Complaints.N())
	c.link("complaints", received...)
	c.silent("equity/closed", sum(c.counts, closed))
	c.link("equity/closed", closed...)
	c.silent("equity/findings", sum(c.counts, found))
	c.link("equity/findings", found...)
	c.silent("equity/upheld", sum(c.counts, upheld))
	c.link("equity/upheld", upheld...)
	var without []string
	for i, l := range groups {
		if l.Unknown {
			without = append(without, received[i])
		}
	}
	c.enter(key("equity", by, "unknown"), e.Unknown.Part)
	c.link(key("equity", by, "unknown"), without...)
	unknown := firstOf(c.say("Not known for %s.", c.ratio(key("equity", by, "unknown"), "complaints", e.Unknown)), "")
	looks := []look{onPaper(0)}
	if 2*e.Unknown.Part > e.Unknown.Whole { // what can be seen would be chance
		looks = []look{onPaper(report.WorkbookOnly)}
		c.atLeast(key("equity", by, "unknown"), e.Unknown.Whole/2+1)
		c.text(firstOf(c.say(e.By+": not known for %s, so that a comparison would say nothing; the workbook has the numbers.", c.ratio(key("equity", by, "unknown"), "complaints", e.Unknown)),
			e.By+": not known for most, so that a comparison would say nothing."))
	} else if seen(ch.Series[0]) > 1 {
		fig.Drawing, fig.Height = ch, 14*float64(len(ch.Labels))+32
		c.add(fig)
	}
	columns := []report.Column{words(e.By, 0), numbers("Received", 45), numbers("Closed", 37), numbers("Median days", 41), numbers("Findings", 45), numbers("Substantiated", 66), numbers("Share", 36), numbers("95% interval", 50)}
	if !c.shareable() {
		columns = append(columns, numbers("Ratio to others", 74))
	}
	c.table("Equity by "+by, "Complaints and grievances by "+by, columns, rows, unknown, looks...)
}

func sum(counts map[string]int, names []string) int {
	n := 0
	for _, name := range names {
		n += counts[name]
	}
	return n
}

// seen is how many values of a series are shown.
func seen(s chart.Series) int {
	n := 0
	for _, v := range s.Values {
		if !math.IsNaN(v) {
			n++
		}
	}
	return n
}

// leastCompared are the findings from which on a group is compared with the others:
// a single one would come out as a sure difference.
const leastCompared = 5

// against is the ratio of the share of a group to that of the others.
func (c *composer) against(l figures.EquityLine, part, whole string) report.Cell {
	r := l.Against
	if !r.Known || l.WithFinding.N() < leastCompared {
		return report.None("")
	}
	return c.from(report.W(c.locale.Decimal(r.Value, 2)+" ("+c.locale.Decimal(r.Low, 2)+"–"+c.locale.Decimal(r.High, 2)+")"), part, whole)
}

// dot adds the share of a group and its interval to the picture.
func (c *composer) dot(ch *chart.Chart, fig *report.Figure, l figures.EquityLine, part, whole string) {
	if l.Unknown || !l.Substantiated.Known() || !c.shareable() && l.WithFinding.N() < leastCompared {
		return
	}
	s := &ch.Series[0]
	value, instead, n := l.Substantiated.Percent(), "", l.Substantiated.Whole
	low, high := l.Substantiated.Wilson()
	if !c.shows(part, whole) {
		value, low, high, n, instead = math.NaN(), math.NaN(), math.NaN(), 0, report.HiddenMark
	}
	ch.Labels = append(ch.Labels, l.Label)
	s.Values, s.Instead, s.Low, s.High, s.N = append(s.Values, value), append(s.Instead, instead), append(s.Low, low), append(s.High, high), append(s.N, n)
	fig.Of[0] = append(fig.Of[0], part)
	fig.Doors = append(fig.Doors, c.opens(part, l.Upheld, "Substantiated: "+l.Label))
}
