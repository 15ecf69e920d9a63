package summary

import (
	"fmt"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/figures"
	"rapport/reports/page"
)

// advocacy tells what was done on patients' behalf, and the letters written.
func (c *composer) advocacy() {
	if c.Advocacy.Finished.N() == 0 && c.Letters.Issued.N() == 0 && c.Backlog.Reopened == 0 {
		return
	}
	c.Together(func() {
		c.Heading(2, "On the patients’ behalf")
		s := counted(c.Letters.Issued.N(), "letter was", "letters were") + " issued in the month."
		if c.Backlog.Reopened > 0 {
			s += fmt.Sprintf(" %s reopened, for %s closed.", counted(c.Backlog.Reopened, "case was", "cases were"), count(c.Closed.N()))
		}
		c.Para(s)
		c.advocacyTable()
	})
}

func (c *composer) advocacyTable() {
	if c.Advocacy.Finished.N() == 0 {
		return
	}
	var rows [][]string
	for _, a := range c.Advocacy.Lines {
		rows = append(rows, []string{a.Kind.String(), count(a.Finished.N()), count(a.Achieved.N()), dollars(a.Recovered)})
	}
	rows = append(rows, []string{"All", count(c.Advocacy.Finished.N()), count(c.Advocacy.Achieved.N()), dollars(c.Advocacy.Recovered)})
	c.table(page.Table{
		Caption: "Advocacy",
		Columns: []page.Column{{Head: "Action", Width: 222}, {Head: "Finished", Number: true}, {Head: "Achieved", Number: true}, {Head: "Recovered", Number: true}},
		Rows:    rows, Total: true,
	}, "Advocacy actions that ended in the month. Achieved: the goal was reached in full or in part. Recovered: refunds, adjustments and overturned denials, as recorded in the action.")
}

// feedback tells what people wrote on surveys and comment cards.
func (c *composer) feedback() {
	f := c.Feedback
	if f.Comments == 0 {
		return
	}
	c.Together(c.feedbackHead)
	c.counts("Comments by theme", "Theme", f.Themes, "A comment may have several themes.")
	c.counts("Comments by unit", "Unit", f.Units, "Comments are no cases: they are counted here and nowhere else in this summary.")
}

// feedbackHead counts the comments and how they were meant.
func (c *composer) feedbackHead() {
	f := c.Feedback
	c.Heading(2, "Feedback from surveys and comment cards")
	s := fmt.Sprintf("%s dated in %s.", counted(f.Comments, "comment is", "comments are"), c.Period.Long(c.settings.Locale))
	if f.Empty > 0 {
		s += fmt.Sprintf(" %s no words.", counted(f.Empty, "has", "have"))
	}
	if f.Undated > 0 {
		s += fmt.Sprintf(" Besides, the case file holds %s whose date could not be read; they count in no month.", counted(f.Undated, "comment", "comments"))
	}
	c.Para(s)
	c.sentiment()
}

func (c *composer) sentiment() {
	f := c.Feedback
	if f.Rated == 0 {
		return
	}
	row := func(what string, n int) []string {
		return []string{what, count(n), percent(figures.Share{Part: n, Whole: f.Rated}.Percent()) + "%"}
	}
	c.table(page.Table{
		Caption: "Sentiment",
		Columns: []page.Column{{Head: "Sentiment", Width: 222}, {Head: "Comments", Number: true}, {Head: "Of those rated", Number: true}},
		Rows: [][]string{row("Positive", f.Positive), row("Neutral", f.Rated-f.Positive-f.Negative), row("Negative", f.Negative),
			row("Rated", f.Rated)},
		Total: true,
	}, "As rated in the source, from 1 (most positive) to 5 (most negative): 1 and 2 are positive, 3 is neutral, 4 and 5 are negative.")
}

// counts shows named counts as bars and as a table.
func (c *composer) counts(caption, head string, lines []data.NamedCount, definition string) {
	if len(lines) == 0 {
		return
	}
	var rows [][]string
	var labels []string
	var values []float64
	for i, l := range lines {
		name := named(l.Name, "Not recorded")
		rows = append(rows, []string{name, count(l.Count), percent(figures.Share{Part: l.Count, Whole: c.Feedback.Comments}.Percent()) + "%"})
		if i < maxBars {
			labels, values = append(labels, name), append(values, float64(l.Count))
		}
	}
	shown := caption
	if len(lines) > maxBars {
		shown += fmt.Sprintf(", the %d most frequent", maxBars)
	}
	if len(lines) > 1 {
		c.chart(shown, chart.Chart{Kind: chart.Horizontal, By: "name", Labels: labels, Message: shown, Series: []chart.Series{{Name: "Comments", Values: values}}},
			16.5*float64(len(labels))+6, definition)
	}
	c.tables++
	c.Table(page.Table{
		Caption: fmt.Sprintf("Table %d. %s", c.tables, caption),
		Columns: []page.Column{{Head: head, Width: 300}, {Head: "Comments", Number: true}, {Head: "Of all comments", Number: true}},
		Rows:    rows,
	})
}

// origin says where the numbers come from, so that a later summary of the same
// month can be compared with this one.
func (c *composer) origin() {
	c.Together(func() {
		c.Heading(2, "About this summary")
		at := c.facts.AsOf.In(c.settings.Zone())
		c.Para(fmt.Sprintf("Computed from the case file on %s at %s. All days are calendar days of the office. Numbers of a month may be restated when cases of that month are entered or corrected later.",
			c.AsOf.Long(), at.Format("3:04 PM")))
		if c.facts.AuditHead != "" {
			c.note(fmt.Sprintf("Head of the audit chain: entry %s, %s", count(int(c.facts.AuditSeq)), c.facts.AuditHead))
		}
	})
}
