package command

import (
	"context"

	"rapport/app/copyout"
	"rapport/data"
	"rapport/data/store"
	"rapport/reports/papers"
)

var recordCommand = command{
	name: "record", args: "CASE --out FILE.pdf --reason WHY", does: "writes the whole record of one case: PDF, XLSX, or CSV",
	notes: "The ending of the file says what it becomes: .pdf, .xlsx, or .zip with one CSV file a table.\n" +
		"Notes of a restricted class are left out, unless --restricted is given; the history of the case keeps the reason.\n" + protectNotes,
	flags: func(c *call) {
		c.signInFlags()
		c.flags.BoolVar(&c.restricted, "restricted", false, "with the notes of restricted classes")
		c.copyFlags("the file to write")
	},
	run: writeRecord,
}

func writeRecord(ctx context.Context, c *call) error {
	number, err := c.one("the number of a case")
	if err != nil {
		return err
	}
	kind, err := c.outCopy()
	if err != nil {
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
		p, err := s.CaseForPrint(ctx, f.Key, c.restricted, c.reason)
		if err != nil {
			return err
		}
		r := papers.Record(p, practiceOf(s))
		if !kind.isPDF() {
			r = papers.RecordTables(p, practiceOf(s))
		}
		file, pages, err := kind.make(r)
		if err != nil {
			return err
		}
		if err := copyout.File(ctx, s, o, data.PutOut{What: "the record of the case as " + kind.name, Case: f.Key, Cases: 1}, kind.isPDF(), file); err != nil {
			return err
		}
		said := "Wrote the record of " + f.Number
		if pages > 0 {
			said += ", " + counted(pages, "page", "pages")
		}
		n := p.Withheld()
		if err := c.toldCopy(o, made, said+withheld(n)+",", map[string]any{"pages": pages, "case": f.Number, "restricted": p.ShowsRestricted(), "left_out": n}); err != nil {
			return err
		}
		if n > 0 && !c.json {
			c.printf("%s left out: restricted. Add --restricted to have them in it.\n", counted(n, "note or document is", "notes or documents are"))
		}
		return nil
	})
}
