package papers

import (
	"fmt"
	"slices"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/report"
)

// KO41a are the counts of the yearly return of NHS hospital and community health
// services. The summary, and that the breakdowns are of new complaints alone and
// may exceed their number, is from the guidelines of the return; the lines are
// from general knowledge, and the page says so.
func KO41a(k data.KO41aFacts, o Options) report.Report {
	set := k.Settings
	name := data.KO41aYearName(k.Period)
	r := sheetOf("KO41a counts", "April to March, "+name, k.Period, k.AsOf, k.MadeBy, set, o)
	r.Dense = true
	r.Foot = "Confidential until the return is sent; names nobody. Small counts are not suppressed."
	intro := []report.Block{report.Text(fmt.Sprintf("Written complaints about hospital and community health services, %s to %s. %s",
		set.Locale.Long(k.Period.From), set.Locale.Long(k.Period.To), madeLine(k.AsOf, k.MadeBy, set)))}
	if k.Running() {
		intro = append(intro, report.Panel{Runs: []page.Run{strong("Provisional. "), {Text: "The year is not over: the counts are those up to now."}}})
	}
	if !k.Balances() {
		intro = append(intro, report.Panel{Alarm: true, Runs: []page.Run{strong("Does not balance. "),
			{Text: "Brought forward, new and reopened, less resolved and withdrawn, do not give what is carried forward. Run “rapport verify” before the return is sent."}}})
	}
	intro = append(intro, ko41aSummary(k))
	r.Sections = []report.Section{{Blocks: intro}, {Heading: "New complaints", Blocks: []report.Block{
		report.Text("A new complaint counts once by age and status. It counts once under each service area, subject and profession that it touches, so those columns may come to more than the new complaints."),
		ko41aLines("Age of patient", "on the day of receipt", data.KO41aAges, k.New, func(c data.KO41aCase) []string { return []string{c.Age} }, true),
		ko41aLines("Status of complainant", "", data.KO41aStatuses, k.New, func(c data.KO41aCase) []string { return []string{c.Status} }, true),
	}}, {Blocks: []report.Block{
		ko41aLines("Service area", "", data.KO41aServices, k.New, func(c data.KO41aCase) []string { return c.Services }, false),
		ko41aLines("Profession", "", data.KO41aProfessions, k.New, func(c data.KO41aCase) []string { return c.Professions }, false),
	}}, {Blocks: []report.Block{
		ko41aLines("Subject", "", data.KO41aSubjects, k.New, func(c data.KO41aCase) []string { return c.Subjects }, false),
		ko41aLines("Clinical treatment", "parts of the subject", clinicalLines(k.New), k.New, func(c data.KO41aCase) []string { return c.Clinical }, false),
	}}, ko41aMappings(k)}
	return r
}

func keysOf(cases []data.KO41aCase) (keys []int64) {
	for _, c := range cases {
		keys = append(keys, c.Key)
	}
	return slices.Compact(slices.Sorted(slices.Values(keys)))
}

// ko41aSummary is the section of overall numbers.
func ko41aSummary(k data.KO41aFacts) report.Table {
	t := report.Table{ID: "Overall numbers", Caption: "Overall numbers of complaints", Columns: []report.Column{{Head: "Overall numbers"}, {Head: "Complaints", Width: 90, Number: true}},
		Definition: "Brought forward + new + reopened − resolved − withdrawn = carried forward. The return has no line for reopened and withdrawn cases; settle with its guidance how they are entered. " +
			"Upheld: every issue with a finding is substantiated; partially upheld: some are, or some in part; not upheld: none is (inconclusive counts as not upheld, out of scope does not count). " +
			"Counted are these kinds of case: " + ko41aKinds() + ". Complaints that staff present resolved at once, concerns that nobody filed, suggestions, questions and compliments are not."}
	add := func(label string, n int, keys []int64) {
		t.Rows = append(t.Rows, []report.Cell{report.W(label), report.N(n).To(casesOf(label, keys))})
	}
	add("Total brought forward", len(k.Brought), k.Brought)
	add("Total new", len(k.New), keysOf(k.New))
	add("Reopened", len(k.Reopened), k.Reopened)
	for _, o := range data.KO41aOutcomes {
		var of []data.KO41aCase
		for _, c := range k.Resolved {
			if c.Outcome == o.Value {
				of = append(of, c)
			}
		}
		add("Resolved: "+lower(o.Label), len(of), keysOf(of))
	}
	add("Total resolved", len(k.Resolved), keysOf(k.Resolved))
	add("Withdrawn, merged or entered by mistake", len(k.Withdrawn), k.Withdrawn)
	add("Total carried forward", len(k.Carried), k.Carried)
	return t
}

// ko41aKinds names the kinds of case that are counted.
func ko41aKinds() string {
	var names []string
	for _, k := range data.Kinds {
		if k.Value.InKO41a() {
			names = append(names, lower(k.Label))
		}
	}
	return list(names)
}

// list joins words: a, b and c.
func list(words []string) string {
	if len(words) < 2 {
		return joined(words, "")
	}
	return joined(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// ko41aLines counts the new complaints under the lines of one section. A section
// that adds up has its total.
func ko41aLines(head, remark string, names []string, cases []data.KO41aCase, of func(data.KO41aCase) []string, sums bool) report.Table {
	caption := head
	if remark != "" {
		caption += ", " + remark
	}
	t := report.Table{ID: head, Caption: caption, Columns: []report.Column{{Head: head}, {Head: "Complaints", Width: 64, Number: true}}, Total: sums, Half: true}
	for _, name := range names {
		var keys []int64
		for _, c := range cases {
			if slices.Contains(of(c), name) {
				keys = append(keys, c.Key)
			}
		}
		if name == data.KO41aUnmapped && len(keys) == 0 {
			continue
		}
		t.Rows = append(t.Rows, []report.Cell{report.W(name), report.N(len(keys)).To(casesOf(head+": "+name, keys))})
	}
	if sums {
		t.Rows = append(t.Rows, []report.Cell{report.W("Total new"), report.N(len(cases))})
	}
	return t
}

// clinicalLines are the parts of clinical treatment that occur, in order.
func clinicalLines(cases []data.KO41aCase) (all []string) {
	for _, c := range cases {
		all = append(all, c.Clinical...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// ko41aMappings print how the words of the case file were turned into the lines
// of the return.
func ko41aMappings(k data.KO41aFacts) report.Section {
	services := []data.Mapping{}
	for _, u := range k.Units {
		services = append(services, data.Mapping{From: u, To: data.KO41aService(u)})
	}
	blocks := []report.Block{report.Panel{Runs: []page.Run{strong("Check before sending. "),
		{Text: "The sections, the overall numbers and the way of counting follow the guidelines of the return. The lines of each section and what is counted under them are from general knowledge: " +
			"compare them with the lookup and the guidance of the year, and correct by hand what is unmapped."}}}}
	for _, m := range []struct {
		id, head string
		rows     []data.Mapping
	}{
		{"Mapping of service areas", "Unit", services},
		{"Mapping of subjects", "Category in force", data.KO41aSubjectMapping(k.Settings)},
		{"Mapping of status", "Relation to the patient", data.KO41aStatusMapping()},
		{"Mapping of professions", "Staff group", data.KO41aProfessionMapping()},
	} {
		t := report.Table{ID: m.id, Caption: m.id, Columns: []report.Column{{Head: m.head}, {Head: "Counted under", Width: 220}}}
		for _, row := range m.rows {
			t.Rows = append(t.Rows, []report.Cell{report.W(row.From), report.W(row.To)})
		}
		blocks = append(blocks, t)
	}
	return report.Section{Heading: "How it was mapped", NewPage: true, Blocks: blocks}
}
