package command

import (
	"context"
	"errors"
	"time"

	"rapport/data"
	"rapport/data/store"
	"rapport/reports/accounting"
	"rapport/reports/figures"
	"rapport/reports/summary"
)

var summaryCommand = command{
	name: "summary", args: "--month YYYY-MM --out FILE.pdf", does: "writes the monthly summary as a PDF",
	notes: "With --json it also prints the figures of the page.",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.StringVar(&c.month, "month", "", "the month, as 2026-10")
		c.outFlags("the PDF to write")
	},
	run: writeSummary,
}

// earliestMonth is the first month of which a case may be received.
var earliestMonth = data.Month{Year: 1990, Month: time.January}

func writeSummary(ctx context.Context, c *call) error {
	if err := c.none(); err != nil {
		return err
	}
	month, err := data.ParseMonth(c.month)
	if err != nil {
		return misusef("Say which month with --month, written as 2026-10.")
	}
	if month.First() < earliestMonth.First() {
		return misusef("%s lies before anything that Rapport keeps. Say which month with --month, written as 2026-10.", month.Long())
	}
	if month.First() > data.DateOf(time.Now(), time.Local).AddDays(1) { // a day's grace: the office's zone is not known yet
		return misusef("%s has not begun. Choose a month that has.", month.Long())
	}
	if err := c.checkOut(); err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		facts, err := s.SummaryFacts(ctx, data.MonthPeriod(month))
		if err != nil {
			return err
		}
		pdf, pages, err := summary.PDF(facts, summary.Options{Practice: s.Practice()})
		if err != nil {
			return err
		}
		if err := c.writeOut(pdf); err != nil {
			return err
		}
		if err := s.RecordExport(ctx, "monthly summary "+month.String()); err != nil {
			return err
		}
		f := figures.Compute(facts)
		if c.json {
			return c.printJSON(map[string]any{"file": c.out, "pages": pages, "month": month.String(), "figures": f})
		}
		c.printf("Wrote the summary of %s, %s, to %s.\n", month.Long(), counted(pages, "page", "pages"), c.out)
		if f.Nil() {
			c.printf("Nothing was received in that month.\n")
			return nil
		}
		c.printf("Received %s, closed %s, open %s; %s.\n", counted(f.Received.N(), "case", "cases"), grouped(f.Closed.N()), grouped(f.Open.N()), counted(f.Feedback.Comments, "comment", "comments"))
		return nil
	})
}

var accountingCommand = command{
	name: "accounting", args: "CASE --out FILE.pdf", does: "writes the accounting of disclosures of a case's patient as a PDF",
	notes: "It covers six years and every case of the same patient (45 CFR 164.528). It is recorded in the audit chain.",
	flags: func(c *call) {
		c.signInFlags()
		c.outFlags("the PDF to write")
	},
	run: writeAccounting,
}

func writeAccounting(ctx context.Context, c *call) error {
	number, err := c.one("the number of a case")
	if err != nil {
		return err
	}
	if err := c.checkOut(); err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		f, err := s.Case(ctx, number)
		if err != nil {
			return noCase(err, number)
		}
		a, err := s.Accounting(ctx, f.Key)
		if err != nil {
			return err
		}
		pdf, pages, err := accounting.PDF(a, s.Settings(), accounting.Options{Practice: s.Practice()})
		if err != nil {
			return err
		}
		if err := c.writeOut(pdf); err != nil {
			return err
		}
		if err := s.RecordAccounting(ctx, f.Key, "saved"); err != nil {
			return err
		}
		if c.json {
			return c.printJSON(map[string]any{"file": c.out, "pages": pages, "case": f.Number, "from": a.From, "to": a.To,
				"disclosures": len(a.Lines), "withheld": a.Withheld, "cases": a.Cases, "free": a.Free()})
		}
		c.printf("Wrote the accounting of %s from %s, %s to %s, to %s.\n", counted(len(a.Lines), "disclosure", "disclosures"),
			counted(a.Cases, "case", "cases"), a.From, a.To, c.out)
		if a.Withheld > 0 {
			c.printf("%s kept back because an agency asked for it; the pages do not tell of that.\n", counted(a.Withheld, "disclosure is", "disclosures are"))
		}
		return nil
	})
}

// noCase names the number that is not there.
func noCase(err error, number string) error {
	if errors.Is(err, data.ErrNotFound) {
		return refusef("There is no case %s. “rapport cases” lists them.", quoted(number))
	}
	return err
}
