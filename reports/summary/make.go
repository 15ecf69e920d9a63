package summary

import (
	"context"
	"fmt"
	"strings"

	"rapport/data"
	"rapport/reports/figures"
	"rapport/reports/page"
	"rapport/reports/report"
)

// Make writes the summary of a period for an audience. A period in which nothing
// was received makes a nil return: a page that says so. A shareable summary that
// would give a hidden count away is refused with a [Refusal], an internal one of
// facts that are for sharing only with a [data.NotAllowed]. It ends with the error
// of the context, for the choice of what is not shown may take seconds.
func Make(ctx context.Context, facts data.SummaryFacts, audience report.Audience, practice bool) (report.Report, error) {
	if facts.Shareable && audience != report.Shareable {
		return report.Report{}, data.NotAllowed{Right: data.RightReports}
	}
	f := figures.Compute(facts)
	b := newBook(audience)
	r := compose(f, facts, b, practice)
	if audience == report.Shareable && b.fault == nil {
		hidden, err := b.protect(ctx)
		if err != nil {
			return report.Report{}, fmt.Errorf("choosing the counts that are not shown: %w", err)
		}
		first := b
		b = newBook(audience)
		b.first, b.hidden = first, hidden
		r = compose(f, facts, b, practice)
		if err := check(ctx, r, b, facts); err != nil {
			return report.Report{}, err
		}
	}
	if b.fault != nil {
		return report.Report{}, b.fault
	}
	return r, nil
}

// title names the document by what calendar unit it is about.
func title(p data.Period) string {
	switch p.Size() {
	case data.OneMonth:
		return "Patient relations monthly summary"
	case data.OneQuarter:
		return "Patient relations quarterly summary"
	case data.OneYear:
		return "Patient relations annual summary"
	}
	return "Patient relations summary"
}

// composer writes one summary.
type composer struct {
	figures.Figures
	*book
	facts    data.SummaryFacts
	settings data.Settings
	locale   data.Locale
	period   string // October 2026
	sections []report.Section
	leftOut  []string // the tables of the section all of whose lines are hidden
}

func composerOf(f figures.Figures, facts data.SummaryFacts, b *book) *composer {
	return &composer{Figures: f, book: b, facts: facts, settings: facts.Settings, locale: facts.Settings.Locale, period: facts.Period.Long(facts.Settings.Locale)}
}

func compose(f figures.Figures, facts data.SummaryFacts, b *book, practice bool) report.Report {
	c := composerOf(f, facts, b)
	c.reorder()
	c.write()
	return report.Report{
		Title: title(facts.Period), Period: facts.Period, About: capital(c.period), At: facts.AsOf,
		Audience: b.audience, Practice: practice, Dense: true, Settings: facts.Settings, Facts: &facts, Sections: c.sections,
	}
}

// write writes the sections in the order of domain 7.1.
func (c *composer) write() {
	c.headline()
	if !c.Nil() {
		c.trend()
		c.where()
		c.timeliness()
		c.learning()
		c.voices()
		c.equity()
	}
	c.about()
	c.flush()
	for _, name := range headlines {
		if _, known := c.counts[name]; known {
			c.ledger.Headline(name)
		}
	}
}

// shareable reports whether the summary may leave the quality circle.
func (c *composer) shareable() bool { return c.audience == report.Shareable }

// section begins a section.
func (c *composer) section(heading string) {
	c.flush()
	c.sections = append(c.sections, report.Section{Heading: heading, Level: 2})
}

// part begins a part of a section.
func (c *composer) part(heading string) {
	c.flush()
	c.sections = append(c.sections, report.Section{Heading: heading, Level: 3})
}

// flush names the tables that were left out of the section that ends.
func (c *composer) flush() {
	if len(c.leftOut) > 0 {
		c.text("Left out, because all their numbers are hidden: " + strings.Join(c.leftOut, "; ") + ".")
		c.leftOut = nil
	}
}

func (c *composer) add(b report.Block) {
	last := &c.sections[len(c.sections)-1]
	last.Blocks = append(last.Blocks, b)
}

// text adds a paragraph of those sentences that are not empty.
func (c *composer) text(list ...string) {
	if s := sentences(list...); s != "" {
		c.add(report.Text(s))
	}
}

// panel adds what must not be overlooked; its first words say why.
func (c *composer) panel(alarm bool, first, rest string) {
	c.add(report.Panel{Alarm: alarm, Runs: []page.Run{{Text: first + " ", Strong: true}, {Text: rest}}})
}
