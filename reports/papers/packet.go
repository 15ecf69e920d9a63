package papers

import (
	"fmt"
	"slices"
	"strings"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/report"
)

// signers is for how many members there is a line to sign.
const signers = 6

// answerDays is the time that the interpretive guidelines call appropriate on
// average for an answer (domain 1.3).
const answerDays = 7

// Packet is what the grievance committee reviews under the governing body's
// delegation (42 CFR 482.13(a)(2); A-0119): a page of counts, a block for each
// grievance, and a page to sign. Patients are known by the number of their case
// alone, the least that the review needs.
func Packet(l data.LogFacts, f Form, o Options) report.Report {
	loc := l.Settings.Locale
	r := sheetOf("Grievance committee packet", l.Period.Long(loc), l.Period, l.AsOf, l.MadeBy, l.Settings, o)
	r.Foot = foot(l.Part2(), qualityMark)
	r.Sections = []report.Section{{Blocks: packetCover(l)}}
	if f == Sheet {
		r.Sections = append(r.Sections, report.Section{Heading: "Grievances", Blocks: []report.Block{packetSheet(l)}})
		return r
	}
	heading := "Received in " + l.Period.Long(loc)
	r.Sections = append(r.Sections, packetCases(heading, "No grievance was received in the period.", l.Rows, loc)...)
	if len(l.Carried) > 0 {
		r.Sections = append(r.Sections, packetCases("Received before, and open in the period", "", l.Carried, loc)...)
	}
	r.Sections = append(r.Sections, signPage(l))
	return r
}

func packetCover(l data.LogFacts) []report.Block {
	set := l.Settings
	blocks := []report.Block{report.Text("For review and sign-off by the grievance committee of " + set.Facility + ". " + madeLine(l.AsOf, l.MadeBy, set) +
		" Patients are known by the number of their case alone.")}
	if set.Delegation == "" {
		blocks = append(blocks, report.Panel{Alarm: true, Runs: []page.Run{strong(data.NoDelegation.Citation + ". "), {Text: data.NoDelegation.Wrong + " " + data.NoDelegation.Do}}})
	} else {
		blocks = append(blocks, report.Pairs{List: []page.Pair{{Label: "Delegation", Value: set.Delegation},
			{Label: "Rule", Value: "42 CFR 482.13(a)(2): the governing body reviews and resolves grievances unless it delegates that in writing to a grievance committee (A-0119)."}}})
	}
	if l.Part2() {
		blocks = append(blocks, part2Panel())
	}
	return append(blocks, packetCounts(l))
}

// packetCounts are the counts of the cover, for the grievances received and for
// those carried over.
func packetCounts(l data.LogFacts) report.Table {
	today := l.Settings.Today(l.AsOf)
	t := report.Table{ID: "Counts", Caption: "The grievances of the packet",
		Columns:    []report.Column{{Head: "Grievances"}, {Head: "Received in the period", Width: 120, Number: true}, {Head: "Carried over", Width: 90, Number: true}},
		Definition: "Days count from the day of receipt, which is day 0. Carried over: received before the period and open at some time in it."}
	count := func(label string, holds func(data.LogRow) bool) {
		row := []report.Cell{report.W(label)}
		for _, rows := range [][]data.LogRow{l.Counted(), l.CountedCarried()} {
			var keys []int64
			for _, c := range rows {
				if holds(c) {
					keys = append(keys, c.Key)
				}
			}
			row = append(row, report.N(len(keys)).To(casesOf(label, keys)))
		}
		t.Rows = append(t.Rows, row)
	}
	count("In all", func(data.LogRow) bool { return true })
	count("Open", func(c data.LogRow) bool { return c.State.Open() })
	count("Closed", func(c data.LogRow) bool { return c.State == data.StateClosed })
	count("Withdrawn or merged", func(c data.LogRow) bool { return !c.State.Open() && c.State != data.StateClosed })
	count(fmt.Sprintf("Answered in writing within %d days", answerDays), func(c data.LogRow) bool { return c.DaysTaken() >= 0 && c.DaysTaken() <= answerDays })
	count(fmt.Sprintf("Answered after more than %d days", answerDays), func(c data.LogRow) bool { return c.DaysTaken() > answerDays })
	count("Open and past the due date", func(c data.LogRow) bool {
		return c.State.Open() && c.ResponseOn.IsZero() && !c.ResponseDue.IsZero() && c.ResponseDue < today
	})
	count("Severity high", func(c data.LogRow) bool { return c.Severity == 3 })
	count("With a substantiated issue", substantiated)
	count("Legal hold", func(c data.LogRow) bool { return c.LegalHold })
	count("Reviewed by the committee", func(c data.LogRow) bool { return !c.ReviewedOn.IsZero() })
	return t
}

func substantiated(c data.LogRow) bool {
	for _, is := range c.Issues {
		if is.Outcome == data.Substantiated || is.Outcome == data.PartiallySubstantiated {
			return true
		}
	}
	return false
}

// packetCases are the blocks of some grievances, under a heading of their own.
func packetCases(heading, nothing string, rows []data.LogRow, loc data.Locale) []report.Section {
	first := report.Section{Heading: heading, NewPage: len(rows) > 0}
	if len(rows) == 0 {
		first.Blocks = []report.Block{report.Text(nothing)}
		return []report.Section{first}
	}
	first.Blocks = []report.Block{report.Text(upper(counted(loc, len(rows), "grievance", "grievances")) + ", by number.")}
	all := []report.Section{first}
	for _, row := range rows {
		all = append(all, packetCase(logWords{row, loc}))
	}
	return all
}

func packetCase(p logWords) report.Section {
	marks := ""
	if p.LegalHold {
		marks = ", legal hold"
	}
	if p.Restricted {
		pairs := []page.Pair{{Label: "Received", Value: p.locale.Short(p.ReceivedOn)}, {Label: "Case", Value: restrictedWords}, {Label: "Letters", Value: p.letterDays()}}
		return report.Section{Heading: p.Number + ": restricted", Level: 3, Whole: true, Blocks: []report.Block{report.Pairs{Labels: 92, List: pairs}}}
	}
	pairs := []page.Pair{{Label: "Received", Value: joined(kept(p.locale.Short(p.ReceivedOn)+", "+lower(p.Channel.String()), p.Unit, "severity "+severity(p.Severity)), "; ")}}
	for i, line := range p.issueLines() {
		line = strings.TrimPrefix(line, "Issue ")
		label := ""
		if i == 0 {
			label = "Issues, findings"
		}
		pairs = append(pairs, page.Pair{Label: label, Value: line})
	}
	pairs = append(pairs, page.Pair{Label: "Letters", Value: p.letterDays()})
	if len(p.Actions) > 0 {
		pairs = append(pairs, page.Pair{Label: "Actions", Value: strings.Join(p.Actions, "; ")})
	}
	if !p.ReviewedOn.IsZero() {
		pairs = append(pairs, page.Pair{Label: "Reviewed", Value: p.locale.Short(p.ReviewedOn) + ": " + p.Decision})
	}
	return report.Section{Heading: p.Number + ": " + strings.ToLower(p.State.String()) + marks, Level: 3, Whole: true,
		Blocks: []report.Block{report.Pairs{Labels: 92, List: pairs}, report.WriteOn{Label: "Committee’s decision:", Lines: 1}}}
}

// restrictedWords stand for a case that whoever makes the packet may not see.
const restrictedWords = "Restricted to people by name; one of them brings it before the committee. The counts of the first page include it."

// letterDays tells when the case was acknowledged and answered.
func (p logWords) letterDays() string {
	answered := or(p.locale.Short(p.ResponseOn))
	if n := p.DaysTaken(); n >= 0 {
		answered += " (" + counted(p.locale, n, "day", "days") + ")"
	}
	return fmt.Sprintf("Acknowledged %s; answer due %s; notice of decision %s", or(p.locale.Short(p.AcknowledgedOn)), or(p.locale.Short(p.ResponseDue)), answered)
}

// packetSheet is a row for each grievance, those carried over last.
func packetSheet(l data.LogFacts) report.Table {
	t := report.Table{ID: "Grievances", Caption: "The grievances of the packet, one by one", Columns: []report.Column{{Head: "Number"}, {Head: "Received"}, {Head: "Carried over"}, {Head: "Unit"},
		{Head: "Severity", Number: true}, {Head: "Issues"}, {Head: "Findings"}, {Head: "Acknowledged"}, {Head: "Answer due"}, {Head: "Notice of decision"}, {Head: "Days", Number: true},
		{Head: "State"}, {Head: "Actions"}, {Head: "Committee review"}, {Head: "Decision"}, {Head: "Notice"}}}
	for i, row := range slices.Concat(l.Rows, l.Carried) {
		p := logWords{row, l.Settings.Locale}
		days, carried, part2 := report.None(""), "", ""
		if n := p.DaysTaken(); n >= 0 {
			days = report.N(n)
		}
		if i >= len(l.Rows) {
			carried = "Yes"
		}
		if p.Part2 {
			part2 = data.Part2Notice
		}
		t.Rows = append(t.Rows, []report.Cell{caseCell(p.Number, p.Number, p.Key), report.D(p.ReceivedOn), report.W(carried), report.W(p.Unit), p.severityCell(),
			report.W(p.issuesOnly()), report.W(p.findings()), report.D(p.AcknowledgedOn), report.D(p.ResponseDue), report.D(p.ResponseOn), days,
			report.W(p.State.String()), report.W(strings.Join(p.Actions, "; ")), report.D(p.ReviewedOn), report.W(p.LogRow.Decision), report.W(part2)})
	}
	return t
}

func signPage(l data.LogFacts) report.Section {
	return report.Section{Heading: "Sign-off", NewPage: true, Blocks: []report.Block{
		report.Text("The committee has reviewed the grievances of this packet under the delegation named on its first page. Nobody who is involved in a case took part in its review."),
		report.WriteOn{Label: "Date of the meeting", Lines: 1},
		report.WriteOn{Label: "Where the minutes are kept", Lines: 1},
		report.WriteOn{Label: "Cases that the committee gives back, and why", Lines: 3},
		report.Signatures{People: signers},
	}}
}
