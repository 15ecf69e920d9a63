package command

import (
	"context"
	"errors"
	"fmt"

	"rapport/app/copyout"
	"rapport/data"
	"rapport/data/store"
	"rapport/reports/accounting"
)

var accountingCommand = command{
	name: "accounting", args: "CASE --out FILE.pdf --reason WHY", does: "writes the accounting of disclosures of a case's patient as a PDF",
	notes: "It covers six years and every case of the same patient (45 CFR 164.528). For the copy that the person is given on paper,\n" +
		"add --unprotected.\n" + protectNotes,
	flags: func(c *call) {
		c.signInFlags()
		c.copyFlags("the PDF to write")
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
	if err := c.checkCopy(); err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		f, err := s.Case(ctx, number)
		if err != nil {
			return noCase(err, number)
		}
		o, made, err := c.copyOrder(s)
		if err != nil {
			return err
		}
		var a data.Accounting
		var pages int
		err = copyout.Report(ctx, s, o, true, func(ctx context.Context) (what data.PutOut, pdf []byte, err error) {
			if a, err = s.Accounting(ctx, f.Key); err != nil {
				return what, nil, err
			}
			pdf, pages, err = accounting.PDF(a, s.Settings(), accounting.Options{Practice: s.Practice()})
			return a.PutOut(f.Key), pdf, err
		})
		if err != nil {
			return err
		}
		said := fmt.Sprintf("Wrote the accounting of %s from %s, %s to %s,", counted(len(a.Lines), "disclosure", "disclosures"), counted(a.Cases, "case", "cases"), a.From, a.To)
		if err := c.toldCopy(o, made, said, map[string]any{"pages": pages, "case": f.Number, "from": a.From, "to": a.To,
			"disclosures": len(a.Lines), "withheld": a.Withheld, "partial": a.Partial, "cases": a.Cases, "free": a.Free()}); err != nil || c.json {
			return err
		}
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
