package summary

import (
	"fmt"

	"rapport/data"
	"rapport/reports/figures"
	"rapport/reports/letter"
	"rapport/reports/page"
	"rapport/reports/pdf"
)

// Options say how a summary is shown.
type Options struct {
	Practice bool // made with practice data, and marked so
}

const heading = "Patient relations monthly summary"

// The column of the text, in points.
const (
	left, right = 60.0, 552.0
	top, bottom = 82.0, 726.0
)

// Compose lays out the summary of a month. A month in which nothing was
// received makes a nil return: a page that says so. A character of a unit's or
// a theme's name that cannot be printed is shown as a question mark; the
// numbers are whole.
func Compose(facts data.SummaryFacts, opts Options) (*page.Document, error) {
	f := figures.Compute(facts)
	doc := page.NewDocument(page.Letter, "en-US", heading+", "+f.Period.Long(facts.Settings.Locale), facts.AsOf)
	doc.Author, doc.Subject = facts.Settings.Facility, heading
	c := composer{
		Figures: f, facts: facts, settings: facts.Settings,
		Flow: page.NewFlow(doc, page.ReportStyles(), page.Frame{Left: left, Top: top, Right: right, Bottom: bottom}),
	}
	c.write()
	c.Finish(func(s *page.Sheet) { c.furnish(s) })
	if opts.Practice || facts.Settings.Practice {
		doc.Mark("PRACTICE DATA")
	}
	return doc, nil
}

// PDF composes the summary and returns it as a PDF file with its number of
// pages.
func PDF(facts data.SummaryFacts, opts Options) (file []byte, pages int, err error) {
	doc, err := Compose(facts, opts)
	if err != nil {
		return nil, 0, err
	}
	file, err = pdf.Write(doc)
	if err != nil {
		return nil, 0, fmt.Errorf("making the monthly summary: %w", err)
	}
	return file, len(doc.Pages), nil
}

// composer writes one summary.
type composer struct {
	figures.Figures
	*page.Flow
	facts    data.SummaryFacts
	settings data.Settings
	tables   int // numbered so far
	charts   int
}

// write writes the sections that have something to say, in the order of the
// audience: headline, trend, timeliness, what it was about, what was done.
func (c *composer) write() {
	c.Heading(1, heading)
	c.ParaIn(page.Style{Face: page.Sans, Size: 12.5, Lead: 16, Color: page.Black, Gap: 2}, c.Period.Long(c.settings.Locale))
	c.provisional()
	c.glance()
	c.trend()
	c.kinds()
	c.backlog()
	c.timeliness()
	c.issues()
	c.outcomes()
	c.units()
	c.advocacy()
	c.feedback()
	c.origin()
}

// provisional says why the numbers of a young month may still change.
func (c *composer) provisional() {
	if !c.Provisional() {
		return
	}
	why := fmt.Sprintf("%s ended on %s, and a grievance received on its last day has until %s to be answered.",
		c.Period.Long(c.settings.Locale), c.Period.To.Long(), c.FinalOn.AddDays(-1).Long())
	if c.Running {
		why = c.Period.Long(c.settings.Locale) + " is not over yet."
	}
	c.Space(6)
	c.Panel(page.Amber, 7, func(f *page.Flow) {
		f.Runs(f.Styles.Body, page.Run{Text: "Provisional. ", Strong: true},
			page.Run{Text: why + " The numbers are those of " + c.AsOf.Long() + " and may change."})
	})
}

// furnish draws the head and the foot of a page.
func (c *composer) furnish(s *page.Sheet) {
	small := page.Style{Face: page.Sans, Size: 8.6, Color: page.Grey}
	foot := page.Style{Face: page.Sans, Size: 8.2, Color: page.Grey}
	title := page.TextRight(small, right, 44, heading+" · "+c.Period.Long(c.settings.Locale))
	s.Header(append(letter.Shield(left, 32, 15),
		page.TextAt(small, left+22, 44, letter.Shortened(small, c.settings.Facility, right-left-title.Width()-40)), title,
		page.Line{X1: left, Y1: 55, X2: right, Y2: 55, Color: page.Teal, Width: 0.7})...)
	s.Footer(
		page.Line{X1: left, Y1: 744, X2: right, Y2: 744, Color: page.Rule, Width: 0.5},
		page.TextAt(foot, left, 756, "Confidential quality data, for quality improvement use; contains no patient names."),
		page.TextRight(foot, right, 756, fmt.Sprintf("Page %d of %d", s.N, s.Total)))
}

// table writes a numbered table and its definition, on one page where one can
// hold it.
func (c *composer) table(t page.Table, definition string) {
	c.tables++
	t.Caption = fmt.Sprintf("Table %d. %s", c.tables, t.Caption)
	c.Together(func() {
		c.Table(t)
		c.note(definition)
	})
}

// chart draws a numbered figure and its definition, on one page.
func (c *composer) chart(caption string, d page.Drawing, height float64, definition string) {
	c.charts++
	c.Together(func() {
		c.Caption(fmt.Sprintf("Figure %d. %s", c.charts, caption))
		c.Figure(d, height)
		c.note(definition)
	})
}

// note writes the definition of what stands above it.
func (c *composer) note(definition string) {
	if definition != "" {
		c.ParaIn(c.Styles.Small, definition)
	}
}
