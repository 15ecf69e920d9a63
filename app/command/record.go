package command

import (
	"context"
	"strings"

	"rapport/data/store"
	"rapport/reports/papers"
	"rapport/reports/report"
)

var recordCommand = command{
	name: "record", args: "CASE --out FILE.pdf", does: "writes the whole record of one case as a PDF",
	notes: "Notes of a restricted class are left out, unless --restricted is given with a --reason, which the history of the case keeps. It is recorded in the audit chain.",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.BoolVar(&c.restricted, "restricted", false, "with the notes of restricted classes")
		c.flags.StringVar(&c.reason, "reason", "", "why they are printed")
		c.outFlags("the PDF to write")
	},
	run: writeRecord,
}

func writeRecord(ctx context.Context, c *call) error {
	number, err := c.one("the number of a case")
	if err != nil {
		return err
	}
	if c.restricted && strings.TrimSpace(c.reason) == "" {
		return misusef("Say why the restricted notes are printed with --reason; the history of the case keeps it.")
	}
	if !c.restricted && c.reason != "" {
		return misusef("--reason goes with --restricted. Add it, or leave the reason out.")
	}
	if err := c.checkPDF(); err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		f, err := s.Case(ctx, number)
		if err != nil {
			return noCase(err, number)
		}
		p, err := s.CaseForPrint(ctx, f.Key, c.restricted, c.reason)
		if err != nil {
			return err
		}
		file, pages, err := report.PDF(papers.Record(p, practiceOf(s)))
		if err != nil {
			return err
		}
		if err := c.writeOut(file); err != nil {
			return err
		}
		if c.json {
			return c.printJSON(map[string]any{"file": c.out, "pages": pages, "case": f.Number, "restricted": p.ShowsRestricted(), "left_out": p.Withheld()})
		}
		c.printf("Wrote the record of %s, %s, to %s.\n", f.Number, counted(pages, "page", "pages"), c.out)
		if n := p.Withheld(); n > 0 {
			c.printf("%s left out: restricted. Add --restricted with a --reason to have them in it.\n", counted(n, "note or document is", "notes or documents are"))
		}
		return nil
	})
}
