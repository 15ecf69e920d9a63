package papers

import (
	"fmt"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/report"
)

// Exceptions is the list of what a surveyor would cite: each line with the case,
// the tag and report in which it was cited, and what to do (domain 1.5). It names
// no patient.
func Exceptions(x data.ExceptionFacts, o Options) report.Report {
	loc := x.Settings.Locale
	r := sheetOf("Exception list", x.Period.Long(loc), x.Period, x.AsOf, x.MadeBy, x.Settings, o)
	r.Landscape, r.Foot = true, qualityMark
	blocks := []report.Block{report.Text(fmt.Sprintf("%s looked at: those received in the period, and those received before that were open in it, as they stand now. %s",
		upper(counted(loc, x.Cases, "grievance", "grievances")), madeLine(x.AsOf, x.MadeBy, x.Settings)))}
	if x.Settings.Delegation == "" {
		blocks = append(blocks, report.Panel{Alarm: true, Runs: []page.Run{strong(data.NoDelegation.Citation + ". "), {Text: data.NoDelegation.Wrong + " " + data.NoDelegation.Do}}})
	}
	if len(x.Lines) == 0 {
		blocks = append(blocks, report.Text("No case has an exception."))
	}
	blocks = append(blocks, exceptionRules(x))
	r.Sections = []report.Section{{Blocks: blocks}}
	if len(x.Lines) > 0 {
		r.Sections = append(r.Sections, report.Section{Heading: "Case by case", NewPage: true, Blocks: []report.Block{exceptionCases(x)}})
	}
	return r
}

// exceptionRules counts the cases of each rule, those without any included, so
// that what was looked for is seen.
func exceptionRules(x data.ExceptionFacts) report.Table {
	t := report.Table{ID: "What was looked for", Caption: "What was looked for, and in how many cases it was found",
		Columns:    []report.Column{{Head: "What is wrong"}, {Head: "Cited in", Width: 205}, {Head: "Cases", Width: 50, Number: true}},
		Definition: "The tags are those of the State Operations Manual, Appendix A; in brackets the survey report in which the fault was cited. A case may have several."}
	for _, rule := range data.ExceptionRules {
		var keys []int64
		for _, l := range x.Lines {
			if l.Code == rule.Code {
				keys = append(keys, l.Case.Key)
			}
		}
		t.Rows = append(t.Rows, []report.Cell{report.W(rule.Wrong), report.W(rule.Citation), report.N(len(keys)).To(casesOf(rule.Wrong, keys))})
	}
	return t
}

func unitAndOwner(r data.LogRow) string {
	if r.Restricted {
		return data.ShutCase
	}
	return lines(r.Unit, r.Owner)
}

func exceptionCases(x data.ExceptionFacts) report.Table {
	loc := x.Settings.Locale
	t := report.Table{ID: "Exceptions", Caption: counted(loc, len(x.Lines), "exception", "exceptions") + ", by the number of the case",
		Columns: []report.Column{{Head: "Case", Width: 88}, {Head: "Received", Width: 62}, {Head: "Due", Width: 62}, {Head: "Unit and owner", Width: 112},
			{Head: "What is wrong", Width: 152}, {Head: "Cited in", Width: 84}, {Head: "What to do"}}}
	for _, l := range x.Lines {
		t.Rows = append(t.Rows, []report.Cell{caseCell(l.Case.Number+"\n"+l.Case.State.String(), l.Case.Number, l.Case.Key), report.D(l.Case.ReceivedOn), report.D(l.Case.ResponseDue),
			report.W(unitAndOwner(l.Case)), report.W(l.Wrong), report.W(l.Citation), report.W(l.Do)})
	}
	return t
}
