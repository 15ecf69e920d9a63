package command

import (
	"context"
	"strings"

	"rapport/data"
	"rapport/data/store"
	"rapport/reports/figures"
	"rapport/reports/report"
	"rapport/reports/summary"
)

var summaryCommand = command{
	name: "summary", args: "--month YYYY-MM | --period PERIOD [--audience shareable] --out FILE.pdf", does: "writes the summary of a month, a quarter, a year or any days",
	notes: "The ending of the file says what it becomes: .pdf, .xlsx, or .zip with one CSV file a table.\n" +
		"A shareable summary shows no count from 1 to 10, no names, case numbers or dates of cases.\n" +
		"It returns 3 when the summary was written and something is missing in it, such as the patient days of a month.\n" +
		"For a scheduler on the first of the month: --month last, and --passphrase-file with a file that only you can read.\n" +
		"With --json it also prints the figures.",
	flags: func(c *call) {
		c.signInFlags()
		c.periodFlags()
		c.flags.StringVar(&c.audience, "audience", string(report.Internal), "who it is for: internal or shareable")
		c.outFlags("the file to write")
	},
	run: writeSummary,
}

func writeSummary(ctx context.Context, c *call) error {
	if err := c.none(); err != nil {
		return err
	}
	p, err := c.reportPeriod()
	if err != nil {
		return err
	}
	audience := report.Audience(c.audience)
	if !data.Known(report.Audiences, audience) {
		return misusef("There is no audience %s. Say --audience internal or --audience shareable.", quoted(c.audience))
	}
	kind, err := c.outReport()
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		facts, err := s.SummaryFacts(ctx, p)
		if err != nil {
			return err
		}
		r, err := summary.Make(ctx, facts, audience, s.Practice())
		if err != nil {
			return err
		}
		file, pages, err := kind.make(r)
		if err != nil {
			return err
		}
		// Before the file is there, as of the other papers.
		if err := s.RecordExport(ctx, "the "+c.audience+" summary of "+p.String()+" as "+kind.name); err != nil {
			return err
		}
		if err := c.writeOut(file); err != nil {
			return err
		}
		if facts.Shareable { // its figures are for nobody but the summary
			return c.toldShared(p, facts.Settings.Locale, pages)
		}
		return c.tellSummary(figures.Compute(facts), facts.Settings.Locale, pages)
	})
}

// toldShared says what was written, to somebody who may see what it shows and
// nothing else.
func (c *call) toldShared(p data.Period, l data.Locale, pages int) error {
	if c.json {
		return c.printJSON(map[string]any{"file": c.out, "pages": pages, "period": p.String(), "audience": c.audience})
	}
	c.printf("Wrote the %s summary of %s to %s.\n", c.audience, p.Long(l), c.out)
	return nil
}

// tellSummary says what was written and, as its error, what is missing in it.
func (c *call) tellSummary(f figures.Figures, l data.Locale, pages int) error {
	gaps := summary.Gaps(f)
	if c.json {
		err := c.printJSON(map[string]any{"file": c.out, "pages": pages, "period": f.Period.String(), "audience": c.audience, "missing": gaps, "figures": f, "measures": f.Frozen()})
		if err != nil {
			return err
		}
	} else {
		counted := func(n int, one, many string) string {
			if n == 1 {
				return "1 " + one
			}
			return l.Count(n) + " " + many
		}
		size := ""
		if pages > 0 {
			size = ", " + counted(pages, "page", "pages") + ","
		}
		c.printf("Wrote the %s summary of %s%s to %s.\n", c.audience, f.Period.Long(l), size, c.out)
		if f.Nil() {
			c.printf("Nothing was received in that period.\n")
		} else {
			c.printf("Received %s, closed %s, open %s; %s.\n", counted(f.Received.N(), "case", "cases"), l.Count(f.Closed.N()), l.Count(f.Open.N()), counted(f.Feedback.Comments, "comment", "comments"))
		}
	}
	if len(gaps) > 0 {
		return incomplete{strings.Join(gaps, " ")}
	}
	return nil
}
