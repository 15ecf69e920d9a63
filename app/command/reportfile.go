package command

import (
	"bytes"
	"path/filepath"
	"strings"
	"time"

	"rapport/data"
	"rapport/data/exchange/sealed"
	"rapport/reports/report"
	"rapport/reports/workbook"
)

// reportKind is a kind of file that a report is written as, by its ending.
type reportKind struct {
	ending, name string
	make         func(report.Report) (file []byte, pages int, err error)
}

// sheets makes a kind of file that has no pages.
func sheets(make func(report.Report) ([]byte, error)) func(report.Report) ([]byte, int, error) {
	return func(r report.Report) ([]byte, int, error) {
		file, err := make(r)
		return file, 0, err
	}
}

// isPDF reports whether the file has pages.
func (k reportKind) isPDF() bool { return k.ending == ".pdf" }

var reportKinds = []reportKind{
	{".pdf", "PDF", report.PDF},
	{".xlsx", "XLSX", sheets(workbook.Write)},
	{".csv", "CSV", sheets(oneCSV)},
	{".zip", "CSV", sheets(workbook.Archive)},
}

// oneCSV writes a report that has a single table.
func oneCSV(r report.Report) ([]byte, error) {
	file, err := workbook.CSV(r)
	if err == nil && bytes.HasPrefix(file, []byte("PK")) {
		return nil, refusef("This report has several tables. Give --out a name that ends in .zip (.zip.age where it is protected), for one CSV file a table.")
	}
	return file, err
}

// kindOf returns the kind of file that a name means.
func kindOf(name string) (reportKind, error) {
	for _, k := range reportKinds {
		if strings.EqualFold(filepath.Ext(name), k.ending) {
			return k, nil
		}
	}
	return reportKind{}, misusef("Say which file to write with --out, ending in .pdf, .xlsx, .csv or .zip.")
}

// outReport checks the file to write before the work for it is done.
func (c *call) outReport() (reportKind, error) {
	if err := c.checkOut(); err != nil {
		return reportKind{}, err
	}
	return kindOf(c.out)
}

// outCopy is outReport for what names patients, which leaves in an envelope or under
// a passphrase unless the flags say otherwise.
func (c *call) outCopy() (reportKind, error) {
	if err := c.checkCopy(); err != nil {
		return reportKind{}, err
	}
	return kindOf(strings.TrimSuffix(c.out, sealed.Ending))
}

// periodFlags are the flags of a report of a period.
func (c *call) periodFlags() {
	c.flags.StringVar(&c.period, "period", "", "the period: 2026-10, 2026-Q3, 2026 or 2026-10-05..2026-11-04")
	c.flags.StringVar(&c.month, "month", "", "a month, as 2026-10; last is the one before today's")
}

// monthBefore stands for the month before today's, so that a scheduler need not work
// it out on the first of the month.
const monthBefore = "last"

// earliestMonth is the first month of which a case may be received.
var earliestMonth = data.Month{Year: 1990, Month: time.January}

// reportPeriod is the period that --period or --month names.
func (c *call) reportPeriod() (data.Period, error) {
	if (c.period == "") == (c.month == "") {
		return data.Period{}, misusef("Say which period with --period, written as 2026-10, 2026-Q3, 2026 or 2026-10-05..2026-11-04, or with --month.")
	}
	if c.month == monthBefore {
		return data.MonthPeriod(data.DateOf(time.Now(), time.Local).Month().Add(-1)), nil
	}
	if c.month != "" {
		month, err := data.ParseMonth(c.month)
		if err != nil {
			return data.Period{}, misusef("Say which month with --month, written as 2026-10, or last for the one before today's.")
		}
		return c.begun(data.MonthPeriod(month))
	}
	p, err := data.ParsePeriod(c.period)
	if err != nil {
		return data.Period{}, misusef("The period %s cannot be read. Write it as 2026-10, 2026-Q3, 2026 or 2026-10-05..2026-11-04.", quoted(c.period))
	}
	return c.begun(p)
}

// begun refuses a period of which nothing can be known.
func (c *call) begun(p data.Period) (data.Period, error) {
	if p.To < earliestMonth.First() {
		return p, misusef("%s lies before anything that Rapport keeps. Choose a later period.", upper(p.Long(data.LocaleUS)))
	}
	if p.From > data.DateOf(time.Now(), time.Local).AddDays(1) { // a day's grace: the office's zone is not known yet
		return p, misusef("%s has not begun. Choose a period that has.", upper(p.Long(data.LocaleUS)))
	}
	return p, nil
}
