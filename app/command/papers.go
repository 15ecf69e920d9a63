package command

import (
	"context"
	"errors"

	"rapport/data"
	"rapport/data/store"
	"rapport/reports/accounting"
)

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
	if err := c.checkPDF(); err != nil {
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
				"disclosures": len(a.Lines), "withheld": a.Withheld, "partial": a.Partial, "cases": a.Cases, "free": a.Free()})
		}
		c.printf("Wrote the accounting of %s from %s, %s to %s, to %s.\n", counted(len(a.Lines), "disclosure", "disclosures"),
			counted(a.Cases, "case", "cases"), a.From, a.To, c.out)
		if a.Withheld > 0 {
			c.printf("%s kept back because an agency asked for it; the pages do not tell of that.\n", counted(a.Withheld, "disclosure is", "disclosures are"))
		}
		if a.Partial {
			c.printf("%s\n", data.PartialAccounting)
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
