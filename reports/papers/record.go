package papers

import (
	"fmt"
	"strconv"
	"strings"

	"rapport/data"
	"rapport/reports/caserecord"
	"rapport/reports/page"
	"rapport/reports/report"
)

// Record is one case whole, with its history. What is concealed in it is counted
// on the first page and not shown; where it shows notes of a restricted class,
// every page says so.
func Record(p data.CasePrint, o Options) report.Report {
	f, set := p.File, p.Settings
	r := sheetOf("Case record", f.Number, data.Period{}, p.AsOf, p.MadeBy, set, o)
	part2 := f.HoldsPart2()
	marks := []string{patientMark}
	if p.ShowsRestricted() {
		marks = []string{restrictedMark, patientMark}
	}
	r.Foot = foot(part2, marks...)
	first := report.Section{Blocks: []report.Block{report.Text(f.Kind.String() + ", " + lower(f.State.String()) + ". " + madeLine(p.AsOf, p.MadeBy, set) + " " + patientMark)}}
	if p.ShowsRestricted() {
		first.Blocks = append(first.Blocks, report.Panel{Alarm: true, Runs: []page.Run{strong("Restricted. "),
			{Text: "This record shows notes or documents of a restricted class. Keep it with those who need to know. Reason given: " + p.Reason}}})
	} else if n := p.Withheld(); n > 0 {
		first.Blocks = append(first.Blocks, report.Panel{Runs: []page.Run{strong("Left out. "),
			{Text: counted(set.Locale, n, "note or document of a restricted class is", "notes or documents of a restricted class are") + " in the case and not in this record."}}})
	}
	if part2 {
		first.Blocks = append(first.Blocks, part2Panel())
	}
	for i, part := range caserecord.Of(f, caserecord.Local(set, set.Today(p.AsOf))) {
		if i == 0 {
			first.Blocks = append(first.Blocks, recordPart(part)...)
			r.Sections = append(r.Sections, first)
			continue
		}
		if part.Heading == data.Part2Notice {
			continue // stands on the first page and at the foot of every page
		}
		r.Sections = append(r.Sections, report.Section{Heading: part.Heading, Blocks: recordPart(part)})
	}
	r.Sections = append(r.Sections, report.Section{Heading: "History", Blocks: []report.Block{
		report.Para{Runs: []page.Run{{Text: "Every change, view and print of the case, with the number of its entry in the audit chain."}}, Lead: true}, recordHistory(p)}})
	for n, came := range f.Received {
		r.Sections = append(r.Sections, receivedHistory(n, came, set))
	}
	return r
}

func recordPart(part caserecord.Part) []report.Block {
	var blocks []report.Block
	if len(part.Facts) > 0 {
		var pairs []page.Pair
		for _, fact := range part.Facts {
			pairs = append(pairs, page.Pair{Label: fact.Label, Value: fact.Value})
		}
		blocks = append(blocks, report.Pairs{List: pairs})
	}
	blocks = append(blocks, paragraphs(part.Text)...)
	for _, it := range part.Items {
		blocks = append(blocks, recordItem(it)...)
	}
	return blocks
}

// longestName is how many bytes a line may have that is set in semibold whole.
const longestName = 80

// recordItem is an entry: what it is in semibold, what else the line says, and
// below it the further lines and the text.
func recordItem(it caserecord.Item) []report.Block {
	what, rest, more := strings.Cut(it.Line, "; ")
	runs := []page.Run{strong(upper(what))}
	switch {
	case more:
		runs = append(runs, page.Run{Text: "; " + rest})
	case len(what) > longestName:
		runs = []page.Run{{Text: upper(what)}}
	}
	blocks := []report.Block{report.Para{Runs: runs, Lead: len(it.More) > 0 || it.Text != ""}}
	if len(it.More) > 0 {
		var items [][]page.Run
		for _, line := range it.More {
			items = append(items, []page.Run{{Text: upper(line)}})
		}
		blocks = append(blocks, report.Bullets{Items: items})
	}
	blocks = append(blocks, paragraphs(it.Text)...)
	for _, added := range it.Added {
		blocks = append(blocks, recordItem(added)...)
	}
	return blocks
}

func paragraphs(text string) []report.Block {
	var blocks []report.Block
	for _, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) != "" {
			blocks = append(blocks, report.Text(line))
		}
	}
	return blocks
}

func recordHistory(p data.CasePrint) report.Table {
	return historyTable("History", "%s of the audit chain, the oldest first", p.History, p.Settings)
}

// receivedHistory is what another office wrote down of a case before it came here.
func receivedHistory(n int, came data.Received, s data.Settings) report.Section {
	says := "Word for word as " + came.From() + " handed it over. These entries stand in that office's audit chain under its own numbers; here they are kept with the SHA-256 of the manifest that it vouched for: " + came.Manifest + "."
	return report.Section{Heading: "History at " + came.Facility, Blocks: []report.Block{report.Para{Runs: []page.Run{{Text: says}}, Lead: true},
		historyTable(fmt.Sprintf("History before %d", n+1), "%s of the other office, the oldest first", came.History, s)}}
}

func historyTable(id, caption string, entries []data.HistoryEntry, s data.Settings) report.Table {
	t := report.Table{ID: id, Caption: fmt.Sprintf(caption, counted(s.Locale, len(entries), "entry", "entries")),
		Columns: []report.Column{{Head: "Entry", Width: 48}, {Head: "When", Width: 108}, {Head: "Who", Width: 96}, {Head: "What"}}}
	words := caserecord.Local(s, 0)
	for _, h := range entries {
		what := h.Summary
		if what == "" {
			what = "Removed by a purge (" + h.Action + ")."
		}
		t.Rows = append(t.Rows, []report.Cell{report.W(strconv.FormatInt(h.Seq, 10)), report.W(words.At(h.At)), report.W(h.By), report.W(what)})
	}
	return t
}
