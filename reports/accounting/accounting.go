// Package accounting makes the accounting of disclosures that a patient may ask
// for: what left the office about them in six years that is not excepted
// (45 CFR 164.528).
package accounting

import (
	"fmt"
	"strings"

	"rapport/data"
	"rapport/reports/letter"
	"rapport/reports/page"
	"rapport/reports/pdf"
)

// Options say how an accounting is shown.
type Options struct {
	Practice bool // made with practice data, and marked so
}

const heading = "Accounting of disclosures"

// The column of the text, in points.
const (
	left, right = 60.0, 552.0
	top, bottom = 82.0, 720.0
)

// Compose lays out the accounting for the office. A character that cannot be
// printed is shown as a question mark.
func Compose(a data.Accounting, s data.Settings, opts Options) *page.Document {
	doc := page.NewDocument(page.Letter, "en-US", heading, a.MadeAt)
	doc.Author, doc.Subject = s.Facility, heading
	c := composer{Accounting: a, settings: s, Flow: page.NewFlow(doc, page.ReportStyles(), page.Frame{Left: left, Top: top, Right: right, Bottom: bottom})}
	c.write()
	c.Finish(c.furnish)
	if opts.Practice || s.Practice {
		doc.Mark("PRACTICE DATA")
	}
	return doc
}

// PDF composes the accounting and returns it as a PDF file with its number of
// pages.
func PDF(a data.Accounting, s data.Settings, opts Options) (file []byte, pages int, err error) {
	doc := Compose(a, s, opts)
	file, err = pdf.Write(doc)
	if err != nil {
		return nil, 0, fmt.Errorf("making the accounting of disclosures: %w", err)
	}
	return file, len(doc.Pages), nil
}

// composer writes one accounting.
type composer struct {
	data.Accounting
	*page.Flow
	settings data.Settings
}

func (c *composer) write() {
	c.Heading(1, heading)
	c.Para("Of health information about the person named below, given by " + c.settings.Facility + ", " + c.settings.Office + ".")
	facts := []page.Pair{{Label: "Patient", Value: c.Patient.FullName()}}
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, page.Pair{Label: label, Value: value})
		}
	}
	if !c.Patient.BirthDate.IsZero() {
		add("Born", c.Patient.BirthDate.Long())
	}
	add("Record number", c.Patient.MRN)
	add("Period", c.From.Long()+" to "+c.To.Long()+" (six years)")
	add("Made", c.To.Long()+" by "+c.MadeBy)
	c.KeyValues(92, c.Styles.Body.After(3), facts...)
	c.lines()
	c.rule()
	c.leftOut()
	c.cost()
}

// lines are the disclosures, each with what 45 CFR 164.528(b)(2) asks for.
func (c *composer) lines() {
	c.Heading(2, "What was disclosed")
	if len(c.Accounting.Lines) == 0 {
		c.Para("In this period the office made no disclosure that this accounting must list.")
		return
	}
	var rows [][]string
	for _, l := range c.Accounting.Lines {
		rows = append(rows, []string{when(l.Disclosure), recipient(l.Disclosure), l.What, l.Purpose + "\n" + basis(l.Disclosure)})
	}
	c.Table(page.Table{
		Caption: fmt.Sprintf("%s, the earliest first", counted(len(c.Accounting.Lines))),
		Columns: []page.Column{{Head: "Date", Width: 86}, {Head: "Who received it", Width: 130}, {Head: "What was disclosed"}, {Head: "Why", Width: 150}},
		Rows:    rows,
	})
}

func counted(n int) string {
	if n == 1 {
		return "One disclosure"
	}
	return fmt.Sprintf("%d disclosures", n)
}

// when tells the day; of a series the first, how many, and the last
// (45 CFR 164.528(b)(3)).
func when(d data.Disclosure) string {
	if d.Times < 2 {
		return d.On.Long()
	}
	return fmt.Sprintf("%s: the first of %d; the last on %s", d.On.Long(), d.Times, d.LastOn.Long())
}

func recipient(d data.Disclosure) string {
	if d.Address == "" {
		return d.Recipient
	}
	return d.Recipient + ", " + strings.ReplaceAll(d.Address, "\n", ", ")
}

// basis names the rule; what the office must do besides is no matter of the
// patient's list.
func basis(d data.Disclosure) string {
	citation, _, _ := strings.Cut(d.Basis.Citation(), ";")
	return "(" + d.Basis.String() + "; " + citation + ")"
}

func (c *composer) rule() {
	c.Together(func() {
		c.Heading(2, "The rule")
		c.Para("You have a right to this list under 45 CFR 164.528, part of the HIPAA Privacy Rule. It names the disclosures of your health information in the six years before the day on which it was made: " +
			"for each the date, who received it and, where known, their address, what was disclosed, and why. Disclosures by others who work for us are included where they were made for this office.")
	})
}

func (c *composer) leftOut() {
	c.Together(func() {
		c.Heading(2, "What is left out, and why")
		c.Para("The same rule leaves out the following. They may have happened without being listed here:")
		var items []string
		for _, r := range data.NotAccounted() {
			items = append(items, r.Label+" ("+r.Citation+")")
		}
		items = append(items, "What was seen or heard by the way in a disclosure that is allowed (45 CFR 164.528(a)(1)(iii))",
			"For national security, and to places of custody (45 CFR 164.528(a)(1)(vi), (vii))")
		c.Bullets(items...)
		c.Para("Where a health oversight or law enforcement agency has asked in writing that its disclosures not be listed for a time, they are listed once that time has passed (45 CFR 164.528(a)(2)). " +
			"This accounting covers what the office named above disclosed; ask the hospital’s privacy office for other departments.")
	})
}

func (c *composer) cost() {
	c.Together(func() {
		c.Heading(2, "Cost and questions")
		if c.Free() {
			c.Para("This is the first accounting in twelve months, so it is free of charge (45 CFR 164.528(c)(2)).")
		} else {
			c.Para("An accounting was given on " + c.Before.Long() + ". The first in any twelve months is free; for another, a fee that covers its cost may be asked for if you were told beforehand and could change or withdraw your request (45 CFR 164.528(c)(2)).")
		}
		if c.settings.Phone != "" {
			c.Para("Questions: " + c.settings.Office + ", " + c.settings.Phone + ".")
		}
	})
}

// furnish draws the head and the foot of a page. Neither names the patient.
func (c *composer) furnish(s *page.Sheet) {
	small := page.Style{Face: page.Sans, Size: 8.6, Color: page.Grey}
	title := page.TextRight(small, right, 44, heading+" · "+c.To.Long())
	s.Header(append(letter.Shield(left, 32, 15),
		page.TextAt(small, left+22, 44, letter.Shortened(small, c.settings.Facility, right-left-title.Width()-40)), title,
		page.Line{X1: left, Y1: 55, X2: right, Y2: 55, Color: page.Teal, Width: 0.7})...)
	s.Footer(
		page.Line{X1: left, Y1: 744, X2: right, Y2: 744, Color: page.Rule, Width: 0.5},
		page.TextAt(small, left, 756, "Confidential: for the patient or whoever stands in the patient’s place."),
		page.TextRight(small, right, 756, fmt.Sprintf("Page %d of %d", s.N, s.Total)))
}
