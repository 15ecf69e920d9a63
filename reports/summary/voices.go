package summary

import (
	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/figures"
	"rapport/reports/report"
)

// voices sets what people praised beside what they complained of, and tells what
// they wrote on surveys and comment cards.
func (c *composer) voices() {
	c.section("Praise, comments and survey")
	c.compliments()
	c.comments()
	c.survey()
}

func (c *composer) compliments() {
	n, to := c.Compliments.N(), c.Complaints.N()
	if n == 0 && to == 0 {
		c.text("Nobody praised and nobody complained.")
		return
	}
	s := firstOf(
		c.say("%s came beside %s.", c.q("compliments", n, "compliment", "compliments"), c.q("complaints", to, "complaint or grievance", "complaints and grievances")),
		c.say("%s came.", c.q("compliments", n, "compliment", "compliments")))
	if n == 0 {
		s = firstOf(c.say("No compliment was recorded beside %s.", c.q("complaints", to, "complaint or grievance", "complaints and grievances")), "No compliment was recorded.")
	} else if to > 0 {
		s = sentences(s, c.say("That makes %s compliments to a complaint.", worked(c.locale.Decimal(float64(n)/float64(to), 2), "compliments", "complaints")))
	}
	c.text(s)
	var lines []line
	for _, u := range c.shownUnits() {
		if u.Compliments.N()+u.Complaints.N() > 0 {
			lines = append(lines, line{unitName(u.Unit), u.Unit, []figures.Set{u.Compliments, u.Complaints}})
		}
	}
	rows := c.grid("unit", []string{"compliments", "complaints"}, []string{"Compliments", "Complaints and grievances"}, lines, []figures.Set{c.Compliments, c.Complaints})
	c.table("Compliments", "Compliments beside complaints, by unit", []report.Column{words("Unit", 222), numbers("Compliments", 0), numbers("Complaints and grievances", 120)}, rows,
		"Cases received in the period: compliments, and those that complain of something.", totaled, onPaper(10))
}

// comments tells what people wrote on surveys and comment cards.
func (c *composer) comments() {
	f := c.Feedback
	if f.Comments == 0 {
		return
	}
	c.part("Comments from surveys and cards")
	s := c.say("%s dated in "+c.period+".", c.q("comments", f.Comments, "comment is", "comments are"))
	if f.Empty > 0 {
		s = sentences(s, c.say("%s no words.", c.q("comments/empty", f.Empty, "has", "have")))
	}
	if f.Undated > 0 {
		s = sentences(s, c.say("Besides, the case file holds %s whose date could not be read; they count in no period.", c.q("comments/undated", f.Undated, "comment", "comments")))
	}
	c.text(s)
	c.sentiment()
	c.namedCounts("Comments by theme", "Theme", "theme", f.Themes, "A comment may have several themes.", false)
	c.namedCounts("Comments by unit", "Unit", "unit", f.Units, "Comments are no cases: they are counted here and nowhere else in this summary.", true)
}

func (c *composer) sentiment() {
	f := c.Feedback
	if f.Rated == 0 {
		return
	}
	var rows [][]report.Cell
	var parts []string
	for _, row := range []struct {
		label, name string
		n           int
	}{{"Positive", "positive", f.Positive}, {"Neutral", "neutral", f.Rated - f.Positive - f.Negative}, {"Negative", "negative", f.Negative}} {
		name := key("comments", row.name)
		parts = append(parts, name)
		rows = append(rows, []report.Cell{report.W(row.label), c.number(name, row.n), c.share(name, "comments/rated", figures.Share{Part: row.n, Whole: f.Rated})})
	}
	rows = append(rows, []report.Cell{report.W("Rated"), c.number("comments/rated", f.Rated), report.P(100).By(report.Public)})
	c.link("comments/rated", parts...)
	c.table("Sentiment", "Sentiment of the comments", []report.Column{words("Sentiment", 222), numbers("Comments", 0), numbers("Of those rated", 0)}, rows,
		"As rated in the source, from 1 (most positive) to 5 (most negative): 1 and 2 are positive, 3 is neutral, 4 and 5 are negative.", totaled)
}

// mostNamed is how many names a table of comments has; the rest is taken together
// in its last row.
const mostNamed = 12

// counts shows named counts of comments as bars and as a table.
func (c *composer) namedCounts(caption, head, by string, lines []data.NamedCount, definition string, whole bool) {
	if len(lines) == 0 {
		return
	}
	ch := chart.Chart{Kind: chart.Horizontal, By: by, Locale: c.locale, Message: caption, Series: []chart.Series{{Name: "Comments"}}}
	fig := report.Figure{Caption: caption}
	var rows [][]report.Cell
	var parts []string
	rest := 0
	for i, l := range lines {
		if i >= mostNamed {
			rest += l.Count
			continue
		}
		name := key("comments", by, l.Name)
		parts = append(parts, name)
		rows = append(rows, []report.Cell{report.W(named(l.Name)), c.number(name, l.Count), c.share(name, "comments", figures.Share{Part: l.Count, Whole: c.Feedback.Comments})})
		ch.Labels = append(ch.Labels, named(l.Name))
		c.plot(&ch.Series[0], &fig, 0, name, l.Count)
	}
	if rest > 0 && whole {
		name := key("comments", by, "\x00rest")
		parts = append(parts, name)
		rows = append(rows, []report.Cell{report.W("All others"), c.number(name, rest), c.share(name, "comments", figures.Share{Part: rest, Whole: c.Feedback.Comments})})
	}
	c.enter("comments", c.Feedback.Comments)
	if whole {
		c.link("comments", parts...)
	}
	fig.Drawing, fig.Height = ch, 15*float64(len(ch.Labels))+6
	table := report.Table{ID: caption, Caption: caption, Columns: []report.Column{words(head, 300), numbers("Comments", 0), numbers("Of all comments", 0)}, Rows: rows, Definition: definition}
	fig.Numbers, fig.Definition = &table, definition
	c.add(fig)
}

// survey tells the HCAHPS result that was entered by month.
func (c *composer) survey() {
	s := c.Survey
	c.part("Survey (HCAHPS)")
	share, known := s.Share()
	if !known {
		c.text(s.Why())
		return
	}
	low, high := share.Wilson()
	text := firstOf(c.say("Of the patients who answered, %s gave the hospital the best answer; 95 percent interval "+c.locale.Decimal(low, 1)+" to "+c.locale.Decimal(high, 1)+" percent.",
		c.ratio("survey/top box", "survey", share)), "So few patients answered that the result is not shown.")
	if before, ok := c.Figures.Before.Survey.Share(); ok {
		text = sentences(text, c.say("In "+c.before()+" it was %s.", c.ratio("before/survey/top box", "before/survey", before)))
	}
	c.text(text)
}
