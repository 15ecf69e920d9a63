package command

import (
	"context"

	"rapport/app/copyout"
	"rapport/data"
	"rapport/data/store"
	"rapport/reports/papers"
	"rapport/reports/report"
)

const (
	endings      = "The ending of the file says what it becomes: .pdf, .xlsx, or .csv (.zip where there are several tables)."
	namedEndings = endings + "\n" + protectNotes
)

var logCommand = command{
	name: "log", args: "--period PERIOD --out FILE.pdf --reason WHY", does: "writes the grievance log of a period, the list that a surveyor asks for",
	notes: "The log names patients. It has the cases that need a written notice; --all puts in every kind.\n" + namedEndings,
	flags: func(c *call) {
		c.signInFlags()
		c.periodFlags()
		c.flags.BoolVar(&c.all, "all", false, "every kind of case")
		c.copyFlags("the file to write")
	},
	run: writeLog,
}

var exceptionsCommand = command{
	name: "exceptions", args: "--month YYYY-MM --out FILE.pdf --reason WHY", does: "lists what a surveyor would cite in the grievances of a period",
	notes: "Patients are known in it by the number of their case. " + namedEndings,
	flags: func(c *call) { c.signInFlags(); c.periodFlags(); c.copyFlags("the file to write") },
	run:   writeExceptions,
}

var packetCommand = command{
	name: "packet", args: "--month YYYY-MM --out FILE.pdf --reason WHY", does: "writes the grievance committee's packet of a period, for review and sign-off",
	notes: "Patients are known in it by the number of their case alone. " + namedEndings,
	flags: func(c *call) { c.signInFlags(); c.periodFlags(); c.copyFlags("the file to write") },
	run:   writePacket,
}

var ko41aCommand = command{
	name: "ko41a", args: "--year YYYY-YY --out FILE.pdf", does: "writes the counts of the NHS return KO41a, April to March",
	notes: "The lines of the return and what is counted under them are printed at its end, to be compared with the guidance of the year.\n" + endings + " It is recorded in the audit chain.",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.StringVar(&c.year, "year", "", "the year that begins in April, as 2026-27")
		c.outFlags("the file to write")
	},
	run: writeKO41a,
}

func writeLog(ctx context.Context, c *call) error {
	return c.ofPeriod(ctx, func(ctx context.Context, s *store.Session, p data.Period, k reportKind) (paper, error) {
		l, err := s.GrievanceLog(ctx, p, c.all)
		what := "the grievance log of "
		if c.all {
			what = "the log of all cases of "
		}
		return paper{papers.Log(l, formOf(k), practiceOf(s)), what, len(l.Rows), len(l.Rows), "case", "cases"}, err
	})
}

func writeExceptions(ctx context.Context, c *call) error {
	return c.ofPeriod(ctx, func(ctx context.Context, s *store.Session, p data.Period, _ reportKind) (paper, error) {
		x, err := s.Exceptions(ctx, p)
		return paper{papers.Exceptions(x, practiceOf(s)), "the exception list of ", x.Named(), len(x.Lines), "exception", "exceptions"}, err
	})
}

func writePacket(ctx context.Context, c *call) error {
	return c.ofPeriod(ctx, func(ctx context.Context, s *store.Session, p data.Period, k reportKind) (paper, error) {
		l, err := s.CommitteePacket(ctx, p)
		n := len(l.Rows) + len(l.Carried)
		return paper{papers.Packet(l, formOf(k), practiceOf(s)), "the committee's packet of ", n, n, "grievance", "grievances"}, err
	})
}

// writeKO41a writes counts that name nobody, as they are.
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
		file, pages, err := k.make(papers.KO41a(facts, practiceOf(s)))
		if err != nil {
			return err
		}
		what, in := "the KO41a counts of "+data.KO41aYearName(p), counted(len(facts.New), "new complaint", "new complaints")
		if err := s.RecordExport(ctx, what+" as "+k.name+", "+in); err != nil { // before the file is there
			return err
		}
		if err := c.writeOut(file); err != nil {
			return err
		}
		if c.json {
			return c.printJSON(map[string]any{"file": c.out, "pages": pages, "period": data.KO41aYearName(p), "count": len(facts.New)})
		}
		c.printf("Wrote %s, %s to %s.\n", what, inPages(in, pages), c.out)
		return nil
	})
}

// inPages adds the number of pages to what is in a file, where it has pages.
func inPages(in string, pages int) string {
	if pages == 0 {
		return in + ","
	}
	return in + ", " + counted(pages, "page", "pages") + ","
}

// formOf is what a list is laid out for.
func formOf(k reportKind) papers.Form {
	if k.isPDF() {
		return papers.Paper
	}
	return papers.Sheet
}

func practiceOf(s *store.Session) papers.Options { return papers.Options{Practice: s.Practice()} }

// paper is a report that names patients or their cases: what it is called, how many
// cases it names, and how many of which things are in it.
type paper struct {
	report.Report
	what      string
	cases     int
	count     int
	one, many string
}

// ofPeriod makes a report of the period that the flags name, has it leave the case
// file, and says so.
func (c *call) ofPeriod(ctx context.Context, make func(context.Context, *store.Session, data.Period, reportKind) (paper, error)) error {
	if err := c.none(); err != nil {
		return err
	}
	period, err := c.reportPeriod()
	if err != nil {
		return err
	}
	k, err := c.outCopy()
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		o, made, err := c.copyOrder(s)
		if err != nil {
			return err
		}
		var p paper
		var pages int
		err = copyout.Report(ctx, s, o, k.isPDF(), func(ctx context.Context) (what data.PutOut, file []byte, err error) {
			if p, err = make(ctx, s, period, k); err != nil {
				return what, nil, err
			}
			file, pages, err = k.make(p.Report)
			return data.PutOut{What: p.what + period.String() + " as " + k.name, Cases: p.cases}, file, err
		})
		if err != nil {
			return err
		}
		return c.toldCopy(o, made, "Wrote "+p.what+period.String()+", "+inPages(counted(p.count, p.one, p.many), pages),
			map[string]any{"pages": pages, "period": period.String(), "count": p.count})
	})
}
