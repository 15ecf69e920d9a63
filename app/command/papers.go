package command

import (
	"context"
	"errors"
	"strings"
	"time"

	"rapport/data"
	"rapport/data/store"
	"rapport/reports/accounting"
	"rapport/reports/figures"
	"rapport/reports/letter"
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
		facts, err := s.SummaryFacts(ctx, month)
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
		c.printf("Received %s, closed %s, open %s; %s.\n", counted(f.Received, "case", "cases"), grouped(f.Closed), grouped(f.Open), counted(f.Feedback.Comments, "comment", "comments"))
		return nil
	})
}

var letterCommand = command{
	name: "letter", args: "CASE --kind KIND --out FILE.pdf", does: "writes a letter of a case as a PDF",
	notes: "An issued letter is written byte for byte as it is kept. Where none is issued yet, the draft is composed\nand marked as a draft on every page.",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.StringVar(&c.kind, "kind", string(data.NoticeOfDecision), "the kind of letter: "+kindNames())
		c.outFlags("the PDF to write")
	},
	run: writeLetter,
}

// kindNames lists the kinds of letter as the flag takes them.
func kindNames() string {
	var names []string
	for _, k := range data.LetterKinds {
		names = append(names, string(k.Value))
	}
	return strings.Join(names, ", ")
}

func writeLetter(ctx context.Context, c *call) error {
	number, err := c.one("the number of a case")
	if err != nil {
		return err
	}
	kind := data.LetterKind(strings.ToLower(c.kind))
	if !data.Known(data.LetterKinds, kind) {
		return misusef("There is no kind of letter %q. Choose one of %s.", c.kind, kindNames())
	}
	if err := c.checkOut(); err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		f, err := s.Case(ctx, number)
		if err != nil {
			return noCase(err, number)
		}
		w, err := letterOf(ctx, s, f, kind)
		if err != nil {
			return err
		}
		if err := c.writeOut(w.pdf); err != nil {
			return err
		}
		if w.Issued {
			err = s.RecordPrint(ctx, f.Key, w.id, "saved")
		} else {
			err = s.RecordExport(ctx, "draft of a letter, "+f.Number)
		}
		if err != nil {
			return err
		}
		if c.json {
			w.File, w.Case, w.Kind = c.out, f.Number, kind
			return c.printJSON(w)
		}
		c.printf("%s to %s.\n", w.said, c.out)
		return nil
	})
}

// written is a letter that was written to a file.
type written struct {
	File   string          `json:"file"`
	Case   string          `json:"case"`
	Kind   data.LetterKind `json:"kind"`
	Issued bool            `json:"issued"` // byte for byte as stored
	SHA256 string          `json:"sha256,omitempty"`

	id   data.ID
	pdf  []byte
	said string
}

// letterOf returns the issued letter of the kind, or the draft where none is
// issued.
func letterOf(ctx context.Context, s *store.Session, f data.CaseFile, kind data.LetterKind) (written, error) {
	l, issued := f.Letter(kind)
	if !issued {
		return draftOf(ctx, s, f, kind)
	}
	pdf, err := s.LetterPDF(ctx, f.Key, l.ID)
	if errors.Is(err, store.ErrNoPages) {
		pdf, err = composed(ctx, s, f, l.Draft)
		return written{pdf: pdf, said: "Composed a practice letter, whose pages are not kept, from its words and wrote it"}, err
	}
	return written{id: l.ID, pdf: pdf, Issued: true, SHA256: l.SHA256, said: "Wrote the letter as it was issued on " + l.Date.Long()}, err
}

func draftOf(ctx context.Context, s *store.Session, f data.CaseFile, kind data.LetterKind) (written, error) {
	draft, saved, err := s.LetterDraft(ctx, f.Key, kind)
	if err != nil {
		return written{}, err
	}
	if !saved {
		if !f.Open() || kind == data.NoticeOfDecision && !f.Kind.NeedsNotice() {
			return written{}, refusef("This case has no %s letter and owes none. “rapport case %s” shows its letters.", kind, f.Number)
		}
		fresh, err := s.NewLetter(ctx, f, kind, data.LetterLanguage(f, kind, s.Settings().Today(time.Now())))
		if err != nil {
			return written{}, err
		}
		draft = fresh.Draft
	}
	pdf, err := composed(ctx, s, f, draft)
	return written{pdf: pdf, said: "No such letter is issued yet. Wrote the draft, marked as one,"}, err
}

func composed(ctx context.Context, s *store.Session, f data.CaseFile, d data.LetterDraft) ([]byte, error) {
	x, err := s.LetterFacts(ctx, f, d)
	if err != nil {
		return nil, err
	}
	pdf, _, err := letter.PDF(x, letter.Options{Draft: true, Practice: s.Practice()})
	return pdf, err
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
