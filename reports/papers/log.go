package papers

import (
	"fmt"
	"strings"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/report"
)

// Log is the grievance log of a period: one row a case, with the columns that a
// surveyor asks for (domain 1.5). It names patients and holds no note.
func Log(l data.LogFacts, f Form, o Options) report.Report {
	title, what := "Grievance log", "grievance"
	if l.All {
		title, what = "Log of cases", "case"
	}
	loc := l.Settings.Locale
	r := sheetOf(title, l.Period.Long(loc), l.Period, l.AsOf, l.MadeBy, l.Settings, o)
	r.Landscape, r.Foot = true, foot(l.Part2(), patientMark)
	received := upper(counted(loc, len(l.Rows), what, what+"s")) + " received, by number."
	if len(l.Rows) == 0 {
		received = "No " + what + " was received."
	}
	intro := []report.Block{report.Text(fmt.Sprintf("%s %s %s Rows are those of %s; a dash stands where nothing is recorded.",
		received, madeLine(l.AsOf, l.MadeBy, l.Settings), patientMark, kindsOf(l)))}
	if l.Part2() {
		intro = append(intro, part2Panel())
	}
	if len(l.Rows) == 0 {
		intro = append(intro, report.Panel{Runs: []page.Run{strong("Nil return. "), {Text: "Nothing of this kind was received in the period."}}})
		if f == Paper { // a sheet keeps its columns
			r.Sections = []report.Section{{Blocks: intro}}
			return r
		}
	}
	t := report.Table{ID: title, Caption: title + ", " + l.Period.Long(loc)}
	if f == Sheet {
		logSheet(&t, l)
	} else {
		logPaper(&t, l)
	}
	r.Sections = []report.Section{{Blocks: append(intro, t)}}
	return r
}

func kindsOf(l data.LogFacts) string {
	if l.All {
		return "every kind of case, void numbers included"
	}
	return "the kinds that need a written notice of decision (42 CFR 482.13(a)(2)(iii))"
}

// logPaper groups the columns into cells of a few labelled lines.
func logPaper(t *report.Table, l data.LogFacts) {
	t.Labels = true
	t.Columns = []report.Column{{Head: "Case", Width: 92}, {Head: "Who and how", Width: 126}, {Head: "Issues and findings", Width: 160},
		{Head: "Steps, actions, referrals"}, {Head: "Letters", Width: 104}, {Head: "End", Width: 100}}
	for _, row := range l.Rows {
		p := logWords{row, l.Settings.Locale}
		t.Rows = append(t.Rows, []report.Cell{
			caseCell(p.caseLines(), row.Number, row.Key), report.W(p.who()), report.W(p.about()), report.W(p.work()), report.W(p.letters()), report.W(p.end()),
		})
	}
}

// logWords puts a row into words.
type logWords struct {
	data.LogRow
	locale data.Locale
}

func lines(all ...string) string { return strings.Join(kept(all...), "\n") }

func (p logWords) received() string {
	return p.locale.Short(p.ReceivedOn) + ", " + p.ReceivedAt.Format("3:04\u00a0pm")
}

func (p logWords) caseLines() string {
	mark := ""
	if p.LegalHold {
		mark = "Legal hold"
	}
	part2 := ""
	if p.Part2 {
		part2 = "42 CFR part 2"
	}
	return lines(p.Number, p.Kind.String(), p.State.String(), labelled("Unit", p.Unit), labelled("Owner", p.Owner), mark, part2)
}

func (p logWords) who() string {
	return lines("Received: "+p.received(), labelled("By", strings.ToLower(p.Channel.String())), labelled("Patient", p.patient()), labelled("Complainant", p.complainant()))
}

func (p logWords) patient() string {
	if p.LogRow.Patient == "" && p.Anonymous {
		return "not named"
	}
	return p.LogRow.Patient
}

func (p logWords) complainant() string {
	switch {
	case p.Anonymous && p.LogRow.Complainant == "":
		return "anonymous"
	case p.Relation == data.Self:
		return "the patient"
	case p.Relation == "" || p.LogRow.Complainant == "":
		return p.LogRow.Complainant
	}
	return p.LogRow.Complainant + " (" + strings.ToLower(p.Relation.String()) + ")"
}

// test is how the case was classified.
func (p logWords) test() string {
	if p.Overridden != "" {
		return "chosen by the officer: " + strings.ToLower(p.Overridden.String()) + "; test: " + or(p.Test)
	}
	return p.Test
}

func (p logWords) issueLines() []string {
	var all []string
	for i, is := range p.LogRow.Issues {
		where := ""
		if is.Unit != "" {
			where = " (" + is.Unit + ")"
		}
		all = append(all, fmt.Sprintf("Issue %d: %s%s; %s; %s", i+1, strings.Join(kept(is.Category, is.Subcategory), ", "), where,
			severity(is.Severity), strings.ToLower(is.Finding())))
	}
	return all
}

func severity(n int) string {
	return strings.ToLower(data.Severities[min(max(n, 0), len(data.Severities)-1)])
}

func (p logWords) about() string {
	if p.Restricted {
		return data.ShutCase
	}
	return lines(append([]string{labelled("Severity", severity(p.Severity)), labelled("Classified", p.test())}, p.issueLines()...)...)
}

func (p logWords) work() string {
	return lines(labelled("Steps", strings.Join(p.Steps, "; ")), labelled("Actions", strings.Join(p.Actions, "; ")), labelled("QIO or State", strings.Join(p.Referrals, "; ")))
}

func (p logWords) days(days []data.Date) string {
	var all []string
	for _, d := range days {
		all = append(all, p.locale.Short(d))
	}
	return strings.Join(all, ", ")
}

func (p logWords) letters() string {
	moved := ""
	if p.FirstDue != p.ResponseDue {
		moved = labelled("First due", p.locale.Short(p.FirstDue))
	}
	return lines(labelled("Acknowledged", p.locale.Short(p.AcknowledgedOn)), labelled("Interim", p.days(p.InterimOn)), labelled("Due", p.locale.Short(p.ResponseDue)),
		moved, labelled("Answered", strings.Join(kept(p.locale.Short(p.ResponseOn), strings.ToLower(p.ResponseHow)), ", ")))
}

func (p logWords) end() string {
	return lines(labelled("Completed", p.locale.Short(p.CompletedOn)), labelled("Closed", p.locale.Short(p.ClosedOn)), p.why(), labelled("Satisfied", p.satisfied()),
		labelled("Committee", p.locale.Short(p.ReviewedOn)))
}

func (p logWords) why() string {
	if p.ClosedOn.IsZero() {
		return ""
	}
	return p.Closure.String()
}

func (p logWords) satisfied() string {
	if p.LogRow.Satisfied == "" {
		return ""
	}
	return strings.ToLower(p.LogRow.Satisfied.String())
}

// logColumns are the columns of the sheet, in the order of domain 1.5.
var logColumns = []struct {
	head string
	cell func(logWords) report.Cell
}{
	{"Number", func(p logWords) report.Cell { return caseCell(p.Number, p.Number, p.Key) }},
	{"Received", func(p logWords) report.Cell { return report.D(p.ReceivedOn) }},
	{"Time", func(p logWords) report.Cell { return report.W(p.ReceivedAt.Format("15:04")) }},
	{"Channel", func(p logWords) report.Cell { return report.W(p.Channel.String()) }},
	{"Patient", func(p logWords) report.Cell { return report.W(p.patient()) }},
	{"Complainant", func(p logWords) report.Cell { return report.W(p.LogRow.Complainant) }},
	{"Relation", func(p logWords) report.Cell { return report.W(p.Relation.String()) }},
	{"Unit", func(p logWords) report.Cell { return report.W(p.Unit) }},
	{"Issues", func(p logWords) report.Cell { return report.W(p.issuesOnly()) }},
	{"Classification", func(p logWords) report.Cell { return report.W(p.Kind.String()) }},
	{"Test", func(p logWords) report.Cell { return report.W(p.test()) }},
	{"Severity", func(p logWords) report.Cell { return p.severityCell() }},
	{"Owner", func(p logWords) report.Cell { return report.W(p.Owner) }},
	{"Acknowledged", func(p logWords) report.Cell { return report.D(p.AcknowledgedOn) }},
	{"Interim letters", func(p logWords) report.Cell {
		if len(p.InterimOn) == 1 {
			return report.D(p.InterimOn[0])
		}
		return report.W(p.days(p.InterimOn))
	}},
	{"Response due", func(p logWords) report.Cell { return report.D(p.ResponseDue) }},
	{"Steps", func(p logWords) report.Cell { return report.W(strings.Join(p.Steps, "; ")) }},
	{"Findings", func(p logWords) report.Cell { return report.W(p.findings()) }},
	{"Actions", func(p logWords) report.Cell { return report.W(strings.Join(p.Actions, "; ")) }},
	{"Response", func(p logWords) report.Cell { return report.D(p.ResponseOn) }},
	{"Response method", func(p logWords) report.Cell { return report.W(p.ResponseHow) }},
	{"Completed", func(p logWords) report.Cell { return report.D(p.CompletedOn) }},
	{"QIO or State referral", func(p logWords) report.Cell { return report.W(strings.Join(p.Referrals, "; ")) }},
	{"Closed", func(p logWords) report.Cell { return report.D(p.ClosedOn) }},
	{"Closure", func(p logWords) report.Cell { return report.W(p.why()) }},
	{"Satisfied", func(p logWords) report.Cell { return report.W(p.LogRow.Satisfied.String()) }},
	{"Committee review", func(p logWords) report.Cell { return report.D(p.ReviewedOn) }},
	{"State", func(p logWords) report.Cell { return report.W(p.State.String()) }},
	{"Notice", func(p logWords) report.Cell {
		if p.Part2 {
			return report.W(data.Part2Notice)
		}
		return report.W("")
	}},
}

func (p logWords) severityCell() report.Cell {
	if p.Restricted {
		return report.None("")
	}
	return report.N(p.Severity)
}

func (p logWords) issuesOnly() string {
	if p.Restricted {
		return data.ShutCase
	}
	var all []string
	for i, is := range p.LogRow.Issues {
		all = append(all, fmt.Sprintf("%d. %s", i+1, strings.Join(kept(is.Category, is.Subcategory, is.Unit), ", ")))
	}
	return strings.Join(all, "; ")
}

func (p logWords) findings() string {
	var all []string
	for i, is := range p.LogRow.Issues {
		all = append(all, fmt.Sprintf("%d. %s", i+1, is.Finding()))
	}
	return strings.Join(all, "; ")
}

// logSheet gives each fact a column.
func logSheet(t *report.Table, l data.LogFacts) {
	for _, c := range logColumns {
		t.Columns = append(t.Columns, report.Column{Head: c.head, Number: c.head == "Severity"})
	}
	for _, row := range l.Rows {
		p := logWords{row, l.Settings.Locale}
		var cells []report.Cell
		for _, c := range logColumns {
			cells = append(cells, c.cell(p))
		}
		t.Rows = append(t.Rows, cells)
	}
}
