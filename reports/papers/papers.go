// Package papers makes the documents beside the monthly summary: the grievance
// log, the list of exceptions, the committee's packet, the counts of the NHS
// return KO41a, and the record of one case.
package papers

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/report"
)

// Form is what a list is laid out for.
type Form int

// The forms.
const (
	Paper Form = iota // pages: what belongs together stands in one cell
	Sheet             // a workbook or separated values: a column for each fact
)

// Options say how a document is made.
type Options struct {
	Practice bool // made with practice data, and marked so
}

// The marks at the foot of the pages.
const (
	patientMark    = "Contains patient information."
	restrictedMark = "Restricted."
	qualityMark    = "Confidential quality data; patients by case number only."
)

// none stands where nothing is recorded.
const none = "–"

// sheetOf begins a report. by is who makes it, for the foot of each page, so that a
// copy that turns up tells whose it was; empty for one that is given to others.
func sheetOf(title, about string, p data.Period, at time.Time, by string, s data.Settings, o Options) report.Report {
	r := report.Report{Title: title, About: about, Period: p, At: at, Audience: report.Internal, Settings: s, Practice: o.Practice || s.Practice}
	if by != "" {
		r.Made = "Made by " + by + ", " + s.Locale.Long(s.Today(at)) + ", " + at.In(s.Zone()).Format("15:04")
	}
	return r
}

// madeLine says when and by whom a document was made, and on what.
func madeLine(at time.Time, by string, s data.Settings) string {
	return "As recorded on " + s.Locale.Long(s.Today(at)) + ", made by " + by + "."
}

// part2Panel is the notice that goes with records of substance use treatment
// (42 CFR 2.32(a)(2)).
func part2Panel() report.Panel {
	return report.Panel{Runs: []page.Run{strong("Notice. "), {Text: data.Part2Notice}}}
}

// foot is the line at the foot of every page.
func foot(part2 bool, marks ...string) string {
	if part2 {
		marks = append([]string{data.Part2Notice}, marks...)
	}
	return strings.Join(marks, " ")
}

// or returns the words, or the dash where there are none.
func or(words string) string {
	if words = strings.TrimSpace(words); words == "" {
		return none
	}
	return words
}

// upper begins a sentence.
func upper(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// lower writes a label inside a sentence.
func lower(label string) string { return strings.ToLower(label) }

func joined(words []string, between string) string { return strings.Join(words, between) }

// labelled is a line of a cell: what it is, and its value or the dash.
func labelled(label, value string) string { return label + ": " + or(value) }

// kept leaves out what is empty, and puts each part on one line; blanks that must
// not be broken stay.
func kept(parts ...string) []string {
	var all []string
	for _, p := range parts {
		if p = strings.Join(strings.FieldsFunc(p, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }), " "); p != "" {
			all = append(all, p)
		}
	}
	return all
}

// counted writes a number with its noun: 1 case, 2,000 cases.
func counted(l data.Locale, n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return l.Count(n) + " " + many
}

// casesOf is a door to some cases.
func casesOf(name string, keys []int64) report.Door {
	if len(keys) == 0 {
		return report.Door{}
	}
	return report.Door{Name: name, Cases: func() []int64 { return keys }}
}

// caseCell is the number of a case, which leads to it.
func caseCell(text, number string, key int64) report.Cell {
	return report.W(text).To(casesOf("Case "+number, []int64{key}))
}

// strong is a run of words that must be seen.
func strong(words string) page.Run { return page.Run{Text: words, Strong: true} }
