package command

import (
	"context"

	"rapport/data"
	"rapport/data/store"
	"rapport/reports/papers"
	"rapport/reports/report"
)

const endings = "The ending of the file says what it becomes: .pdf, .xlsx, or .csv (.zip where there are several tables). It is recorded in the audit chain."

var logCommand = command{
	name: "log", args: "--period PERIOD --out FILE.pdf", does: "writes the grievance log of a period, the list that a surveyor asks for",
	notes: "The log names patients. It has the cases that need a written notice; --all puts in every kind. " + endings,
	flags: func(c *call) {
		c.signInFlags()
		c.periodFlags()
		c.flags.BoolVar(&c.all, "all", false, "every kind of case")
		c.outFlags("the file to write")
	},
	run: writeLog,
}

var exceptionsCommand = command{
	name: "exceptions", args: "--month YYYY-MM --out FILE.pdf", does: "lists what a surveyor would cite in the grievances of a period",
	notes: endings,
	flags: func(c *call) { c.signInFlags(); c.periodFlags(); c.outFlags("the file to write") },
	run:   writeExceptions,
}

var packetCommand = command{
	name: "packet", args: "--month YYYY-MM --out FILE.pdf", does: "writes the grievance committee's packet of a period, for review and sign-off",
	notes: "Patients are known in it by the number of their case alone. " + endings,
	flags: func(c *call) { c.signInFlags(); c.periodFlags(); c.outFlags("the file to write") },
	run:   writePacket,
}

var ko41aCommand = command{
	name: "ko41a", args: "--year YYYY-YY --out FILE.pdf", does: "writes the counts of the NHS return KO41a, April to March",
	notes: "The lines of the return and what is counted under them are printed at its end, to be compared with the guidance of the year. " + endings,
	flags: func(c *call) {
		c.signInFlags()
		c.flags.StringVar(&c.year, "year", "", "the year that begins in April, as 2026-27")
		c.outFlags("the file to write")
	},
	run: writeKO41a,
}

func writeLog(ctx context.Context, c *call) error {
	return c.ofPeriod(ctx, func(s *store.Session, p data.Period, k reportKind) (paper, error) {
		l, err := s.GrievanceLog(ctx, p, c.all)
		what := "the grievance log of "
		if c.all {
			what = "the log of all cases of "
		}
		return paper{papers.Log(l, formOf(k), practiceOf(s)), what, len(l.Rows), "case", "cases", (*store.Session).RecordNamedExport}, err
	})
}

func writeExceptions(ctx context.Context, c *call) error {
	return c.ofPeriod(ctx, func(s *store.Session, p data.Period, _ reportKind) (paper, error) {
		x, err := s.Exceptions(ctx, p)
		return paper{papers.Exceptions(x, practiceOf(s)), "the exception list of ", len(x.Lines), "exception", "exceptions", (*store.Session).RecordExport}, err
	})
}

func writePacket(ctx context.Context, c *call) error {
	return c.ofPeriod(ctx, func(s *store.Session, p data.Period, k reportKind) (paper, error) {
		l, err := s.CommitteePacket(ctx, p)
		return paper{papers.Packet(l, formOf(k), practiceOf(s)), "the committee's packet of ", len(l.Rows) + len(l.Carried), "grievance", "grievances", (*store.Session).RecordExport}, err
	})
}

func writeKO41a(ctx context.Context, c *call) error {
	if err := c.none(); err != nil {
		return err
	}
	p, err := data.ParseKO41aYear(c.year)
	if err != nil {
		return misusef("Say which year with --year, written as 2026-27.")
	}
	if p, err = c.begun(p); err != nil {
		return err
	}
	k, err := c.outReport()
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		facts, err := s.KO41a(ctx, p)
		if err != nil {
			return err
		}
		return c.putOut(ctx, s, k, paper{papers.KO41a(facts, practiceOf(s)), "the KO41a counts of ", len(facts.New), "new complaint", "new complaints", (*store.Session).RecordExport}, data.KO41aYearName(p))
	})
}

// formOf is what a list is laid out for.
func formOf(k reportKind) papers.Form {
	if k.ending == ".pdf" {
		return papers.Paper
	}
	return papers.Sheet
}

func practiceOf(s *store.Session) papers.Options { return papers.Options{Practice: s.Practice()} }

// paper is a report that is put out: what it is called, and how many of which
// things are in it.
type paper struct {
	report.Report
	what      string
	count     int
	one, many string
	record    func(*store.Session, context.Context, string) error // into the audit chain
}

// ofPeriod makes a report of the period that the flags name, and writes it.
func (c *call) ofPeriod(ctx context.Context, make func(*store.Session, data.Period, reportKind) (paper, error)) error {
	if err := c.none(); err != nil {
		return err
	}
	p, err := c.reportPeriod()
	if err != nil {
		return err
	}
	k, err := c.outReport()
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		made, err := make(s, p, k)
		if err != nil {
			return err
		}
		return c.putOut(ctx, s, k, made, p.String())
	})
}

// putOut writes a report and says so. The audit chain has it before the file is
// there: what may name patients never leaves without an entry.
func (c *call) putOut(ctx context.Context, s *store.Session, k reportKind, p paper, period string) error {
	file, pages, err := k.make(p.Report)
	if err != nil {
		return err
	}
	in := counted(p.count, p.one, p.many)
	if err := p.record(s, ctx, p.what+period+" as "+k.name+", "+in); err != nil {
		return err
	}
	if err := c.writeOut(file); err != nil {
		return err
	}
	if c.json {
		return c.printJSON(map[string]any{"file": c.out, "pages": pages, "period": period, "count": p.count})
	}
	if pages > 0 {
		in += ", " + counted(pages, "page", "pages")
	}
	c.printf("Wrote %s%s, %s, to %s.\n", p.what, period, in, c.out)
	return nil
}
