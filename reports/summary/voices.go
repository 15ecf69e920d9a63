package summary

import (
	"strings"

	"rapport/data"
	"rapport/reports/figures"
	"rapport/reports/report"
)

// voices sets what people praised beside what they complained of, and tells what
// they wrote on surveys and comment cards.
func (c *composer) voices() {
	c.section("Praise, comments and survey")
	c.text(c.sayPraise(), c.sayComments())
	c.text(c.saySurvey())
	c.compliments()
	c.sentiment()
	f := c.Feedback
	c.namedCounts("Comments by theme", "Theme", "theme", f.Themes, "A comment may have several themes.", false)
	c.namedCounts("Comments by unit", "Unit", "unit", f.Units, "Comments are no cases: they are counted here and nowhere else in this summary.", true)
}

func (c *composer) sayPraise() string {
	n, to := c.Compliments.N(), c.Complaints.N()
	if n == 0 {
		return firstOf(c.say("No compliment was recorded beside %s.", c.q("complaints", to, "complaint or grievance", "complaints and grievances")), "No compliment was recorded.")
	}
	s := firstOf(
		c.say("%s came beside %s.", c.q("compliments", n, "compliment", "compliments"), c.q("complaints", to, "complaint or grievance", "complaints and grievances")),
		c.say("%s came.", c.q("compliments", n, "compliment", "compliments")))
	if to > 0 {
		s = sentences(s, c.say("That makes %s.", worked(c.toEach(n, to), "compliments", "complaints")))
	}
	return s
}

// toEach sets compliments beside complaints in words: one compliment to every 8.2.
func (c *composer) toEach(compliments, complaints int) string {
	if compliments >= complaints {
		return c.locale.Decimal(float64(compliments)/float64(complaints), 1) + " compliments to every complaint or grievance"
	}
	return "one compliment to every " + c.locale.Decimal(float64(complaints)/float64(compliments), 1) + " complaints and grievances"
}

func (c *composer) sayComments() string {
	f := c.Feedback
	if f.Comments == 0 {
		return "No comment from a survey or a card is dated in the period."
	}
	s := c.say("%s dated "+c.in()+".", c.q("comments", f.Comments, "comment from surveys and cards is", "comments from surveys and cards are"))
	if f.Empty > 0 {
		s = sentences(s, c.say("%s no words.", c.q("comments/empty", f.Empty, "has", "have")))
	}
	if f.Undated > 0 {
		s = sentences(s, c.say("Besides, the case file holds %s whose date could not be read; they count in no period.", c.q("comments/undated", f.Undated, "comment", "comments")))
	}
	return s
}

// saySurvey tells the HCAHPS result that was entered by month.
func (c *composer) saySurvey() string {
	s := c.Survey
	share, known := s.Share()
	if !known {
		return strings.Replace(s.Why(), "No survey result", "No result of the HCAHPS survey", 1)
	}
	low, high := share.Wilson()
	text := firstOf(c.say("Of the patients who answered the survey (HCAHPS), %s gave the hospital the best answer; 95 percent interval "+c.locale.Decimal(low, 1)+" to "+c.locale.Decimal(high, 1)+" percent.",
		c.ratio("survey/top box", "survey", share)), "So few patients answered the survey that its result is not shown.")
	if before, ok := c.Figures.Before.Survey.Share(); ok {
		text = sentences(text, c.say("In "+c.before()+" it was %s.", c.ratio("before/survey/top box", "before/survey", before)))
	}
	return text
}

func (c *composer) compliments() {
	if c.Compliments.N() == 0 && c.Complaints.N() == 0 {
		return
	}
	var lines []line
	for _, u := range c.shownUnits() {
		if u.Compliments.N()+u.Complaints.N() > 0 {
			lines = append(lines, line{unitName(u.Unit), u.Unit, []figures.Set{u.Compliments, u.Complaints}})
		}
	}
	rows := c.grid("unit", []string{"compliments", "complaints"}, []string{"Compliments", "Complaints and grievances"}, lines, []figures.Set{c.Compliments, c.Complaints})
	c.table("Compliments", "Compliments beside complaints", []report.Column{words("Unit", 0), numbers("Compliments", 62), numbers("Complaints and grievances", 76)}, rows,
		"Cases received in the period: compliments, and those that complain of something.", totaled, half, onPaper(8), c.brief)
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
	c.table("Sentiment", "Sentiment of the comments", []report.Column{words("Sentiment", 0), numbers("Comments", 54), numbers("Of those rated", 72)}, rows,
		"As rated in the source, from 1 (most positive) to 5 (most negative): 1 and 2 are positive, 3 is neutral, 4 and 5 are negative.", totaled, half)
}

// mostNamed is how many names a table of comments has on paper.
const mostNamed = 6

// namedCounts shows named counts of comments.
func (c *composer) namedCounts(caption, head, by string, lines []data.NamedCount, definition string, whole bool) {
	if len(lines) == 0 {
		return
	}
	c.enter("comments", c.Feedback.Comments)
	var rows [][]report.Cell
	var parts []string
	rest := 0
	var kept []data.NamedCount
	for i, l := range lines {
		switch {
		case !c.shareable() || c.nameable(l.Name) && (!whole || i < mostNamed):
			kept = append(kept, l)
		case whole:
			rest += l.Count
		}
	}
	count := func(l data.NamedCount) string { return key("comments", by, l.Name) }
	for _, l := range unseenLast(c.book, kept, count, func(l data.NamedCount) string { return l.Name }) {
		name := count(l)
		parts = append(parts, name)
		rows = append(rows, []report.Cell{report.W(named(l.Name)), c.number(name, l.Count), c.share(name, "comments", figures.Share{Part: l.Count, Whole: c.Feedback.Comments})})
	}
	if rest > 0 {
		name := key("comments", by, "\x00rest")
		parts = append(parts, name)
		rows = append(rows, []report.Cell{report.W("All others"), c.number(name, rest), c.share(name, "comments", figures.Share{Part: rest, Whole: c.Feedback.Comments})})
	}
	if whole {
		c.link("comments", parts...)
	}
	c.table(caption, caption, []report.Column{words(head, 0), numbers("Comments", 54), numbers("Share", 46)}, rows, definition, half, onPaper(mostNamed), c.brief)
}
