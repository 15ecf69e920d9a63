package summary

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/reports/figures"
	"rapport/reports/page"
)

// words joins text to one line with single spaces.
func words(s string) string { return strings.Join(strings.Fields(s), " ") }

func compose(t *testing.T, f data.SummaryFacts) *page.Document {
	t.Helper()
	doc, err := Compose(f, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// textOf is all text of the document in the order of its items.
func textOf(doc *page.Document) string {
	var b strings.Builder
	for _, p := range doc.Pages {
		for _, item := range p.Items {
			if text, ok := item.(page.Text); ok {
				b.WriteString(text.String + " ")
			}
		}
	}
	return words(b.String())
}

func mustHold(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, words(part)) {
			t.Errorf("the summary lacks %q", part)
		}
	}
}

// pdfText is what pdftotext reads from the summary, row by row.
func pdfText(t *testing.T, f data.SummaryFacts) string {
	t.Helper()
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	file, pages, err := PDF(f, Options{})
	if err != nil || pages == 0 {
		t.Fatalf("%d pages, %v", pages, err)
	}
	path := filepath.Join(t.TempDir(), "summary.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, "-layout", path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return words(string(out))
}

func TestNumbersOnPaperAreThoseOfTheFigures(t *testing.T) {
	facts := sampleFacts(day(time.December, 1))
	facts.Feedback = sampleFeedback()
	f := figures.Compute(facts)
	text := pdfText(t, facts)
	row := func(cells ...any) { mustHold(t, text, words(fmt.Sprintln(cells...))) }
	for _, k := range f.Kinds {
		row(k.Kind, k.Received, k.Closed, k.Open)
	}
	row("All", f.Received, f.Closed, f.Open)
	row("+ received", f.Backlog.Received, "+ reopened", f.Backlog.Reopened, "− closed", f.Backlog.Closed, "− withdrawn", f.Backlog.Withdrawn, "= Open on October 31, 2026", f.Backlog.OpenEnd)
	low, high := f.Decided.Share().Wilson()
	row("Written decision within 7 days", f.Decided.Received, f.Decided.OnTime, f.Decided.Late, f.Decided.NotYetDue,
		percent(f.Decided.Share().Percent())+"%", fmt.Sprintf("%.1f–%.1f", low, high))
	row("Acknowledged within 2 business days", f.Acknowledged.Received, f.Acknowledged.OnTime, f.Acknowledged.Late)
	row("All", f.Days.All.N, fmt.Sprintf("%.1f", f.Days.All.Mean), decimal(f.Days.All.Median), f.Days.All.P90, f.Days.All.Max)
	ages := []any{"All"}
	for _, b := range f.Ageing {
		ages = append(ages, b.Cases)
	}
	row(ages...)
	for _, l := range f.Categories {
		row((&composer{settings: facts.Settings}).categoryName(l), l.Severity[0], l.Severity[1], l.Severity[2], l.Severity[3], l.Issues, percent(l.Cumulative)+"%")
	}
	for _, u := range f.Units {
		row(strings.Join(unitRow(unitName(u.Unit), u), " "))
	}
	row("Substantiated", f.Outcomes.ByOutcome[data.Substantiated])
	row("Insurer appeal 2 1 $4,312.50")
	row("All 6 5 $4,492.50")
	row("Staff manner 201 30.5%")
	row("Positive 412 62.9%")
	row("Neutral 72 11%")
	row("Negative 171 26.1%")
	for i, name := range []string{"Grievances", "Other cases", "Received", "Closed"} {
		cells := []any{name}
		for _, m := range f.Trend {
			cells = append(cells, []int{m.Grievances, m.Others, m.Grievances + m.Others, m.Closed}[i])
		}
		row(cells...)
	}
	row("entry 18,204,", facts.AuditHead)
}

func TestGlanceComparesWithTheMonthBefore(t *testing.T) {
	facts := sampleFacts(day(time.December, 1))
	now := figures.Compute(facts).Asked.N()
	facts.Before.Received = make([]data.CaseFact, 2*now)
	for i := range facts.Before.Received {
		facts.Before.Received[i] = data.CaseFact{Key: int64(5000 + i), Kind: data.Complaint, Received: day(time.September, 9)}
	}
	mustHold(t, textOf(compose(t, facts)), fmt.Sprintf("came to %d, 50 percent fewer than in September (%d)", now, 2*now))
}

func TestChangeFromAFewIsToldInCases(t *testing.T) {
	september := october.Add(-1)
	for _, row := range []struct {
		change figures.Change
		want   string
	}{
		{figures.Change{Now: 4, Before: 2}, "2 more than in September (2)"},
		{figures.Change{Now: 4, Before: 0}, "4 more than in September (0)"},
		{figures.Change{Now: 1, Before: 3}, "2 fewer than in September (3)"},
		{figures.Change{Now: 3, Before: 3}, "as many as in September"},
		{figures.Change{Now: 50, Before: 40}, "25 percent more than in September (40)"},
	} {
		if got := changed(row.change, september); got != row.want {
			t.Errorf("%+v: %q, want %q", row.change, got, row.want)
		}
	}
}

func TestNumbersAreWrittenForReaders(t *testing.T) {
	for _, row := range [][2]string{
		{count(7908), "7,908"}, {count(1_234_567), "1,234,567"}, {count(999), "999"}, {count(-1200), "−1,200"},
		{percent(99.97), "99.9"}, {percent(0.01), "0.1"}, {percent(100), "100"}, {percent(0), "0"}, {percent(41.66), "41.7"},
		{dollars(449_250), "$4,492.50"}, {dollars(5), "$0.05"},
		{share(figures.Share{Part: 18, Whole: 24}), "75 percent (18 of 24)"}, {interval(figures.Share{Part: 18, Whole: 24}), "55.1–88.0"},
		{listed([]string{"A", "B", "C"}), "A, B and C"}, {counted(1, "case", "cases"), "1 case"},
	} {
		if row[0] != row[1] {
			t.Errorf("%q, want %q", row[0], row[1])
		}
	}
}

func TestMonthWithoutAnythingIsANilReturn(t *testing.T) {
	doc := compose(t, quietFacts())
	if len(doc.Pages) != 1 {
		t.Errorf("a nil return has %d pages", len(doc.Pages))
	}
	mustHold(t, textOf(doc), "Nil return. No case and no comment was received in October 2026.", "The numbers balance", "Head of the audit chain")
}

func TestMonthWithCommentsAlone(t *testing.T) {
	facts := quietFacts()
	facts.Feedback = sampleFeedback()
	text := textOf(compose(t, facts))
	mustHold(t, text, "the office received no case", "659 comments", "23 comments whose date could not be read", "Staff manner", "Outpatients")
	if strings.Contains(text, "Nil return") {
		t.Error("a month with comments is called a nil return")
	}
}

func TestBacklogThatDoesNotBalanceSaysSo(t *testing.T) {
	facts := sampleFacts(day(time.December, 1))
	mustHold(t, textOf(compose(t, facts)), "The numbers balance")
	facts.Open = append(facts.Open, data.CaseFact{Key: 5000, Received: day(time.October, 2)})
	text := textOf(compose(t, facts))
	mustHold(t, text, "These numbers do not balance.", fmt.Sprintf("add up to %d cases, but %d are open", len(facts.Open)-1, len(facts.Open)))
	if strings.Contains(text, "The numbers balance") {
		t.Error("the summary also says that the numbers balance")
	}
}

func TestYoungMonthIsProvisional(t *testing.T) {
	for _, row := range []struct {
		asOf data.Date
		want string
	}{
		{day(time.October, 12), "Provisional. October 2026 is not over yet."},
		{day(time.November, 7), "has until November 7, 2026 to be answered."},
		{day(time.November, 8), ""},
	} {
		text := textOf(compose(t, sampleFacts(row.asOf)))
		mustHold(t, text, row.want)
		if row.want == "" && strings.Contains(text, "Provisional") {
			t.Error("a month that is past its standard is called provisional")
		}
	}
}

func TestSummaryNamesNobodyAndNoCase(t *testing.T) {
	facts := sampleFacts(day(time.December, 1))
	facts.Feedback = sampleFeedback()
	doc := compose(t, facts)
	printed := textOf(doc) + doc.Title + doc.Subject
	for _, figure := range figureAlts(doc.Root) {
		printed += figure
	}
	for _, private := range []string{"Secretname", "Quentin", "PR-2026"} {
		if strings.Contains(printed, private) {
			t.Errorf("the summary holds %q", private)
		}
	}
}

func figureAlts(e *page.Element) []string {
	alts := []string{e.Alt}
	for _, kid := range e.Kids {
		alts = append(alts, figureAlts(kid)...)
	}
	return alts
}

func TestStandardOfTheOfficeIsTheOneInTheCaptions(t *testing.T) {
	facts := sampleFacts(day(time.December, 1))
	facts.Settings = facts.Settings.WithStandard(data.Standard{Clock: data.ClockDecide, Days: 10, Unit: data.BusinessDays}).
		WithStandard(data.Standard{Clock: data.ClockAcknowledge, Days: 1, Unit: data.BusinessDays})
	text := textOf(compose(t, facts))
	mustHold(t, text, "within 10 business days", "Acknowledged within 1 business day")
	if strings.Contains(text, "within 7 days") {
		t.Error("a standard of 7 days is printed that the office does not have")
	}
}

func TestEveryPageIsNumberedAndMarkedConfidential(t *testing.T) {
	doc := compose(t, sampleFacts(day(time.December, 1)))
	for i, p := range doc.Pages {
		var last []string
		for _, item := range p.Items {
			if text, ok := item.(page.Text); ok {
				last = append(last, text.String)
			}
		}
		mustHold(t, strings.Join(last, " "), fmt.Sprintf("Page %d of %d", i+1, len(doc.Pages)), "Confidential quality data")
	}
}

func TestNothingSticksOutOfTheColumn(t *testing.T) {
	facts := sampleFacts(day(time.December, 1))
	facts.Feedback = sampleFeedback()
	long := strings.Repeat("Center for Very Specialized Ambulatory Care ", 4)
	facts.Feedback.Themes[0].Name, facts.Feedback.Units[0].Name, facts.Received[0].Unit = long, long, strings.Repeat("x", 300)
	facts.Settings.Facility = long
	for i, p := range compose(t, facts).Pages {
		for _, item := range p.Items {
			text, ok := item.(page.Text)
			if !ok {
				continue
			}
			end := text.X + text.Face.Width(strings.TrimRight(text.String, " "), text.Size)
			if text.X < left-0.5 || end > right+0.5 || text.Y > 760 {
				t.Errorf("page %d: %q reaches from %.0f to %.0f, at %.0f", i+1, text.String, text.X, end, text.Y)
			}
		}
	}
}

func TestSameFactsGiveTheSameBytes(t *testing.T) {
	make := func() []byte {
		file, _, err := PDF(sampleFacts(day(time.December, 1)), Options{Practice: true})
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
	if !bytes.Equal(make(), make()) {
		t.Error("two makings differ")
	}
}

func TestPracticeDataAreMarked(t *testing.T) {
	facts := sampleFacts(day(time.December, 1))
	facts.Settings.Practice = true
	mustHold(t, textOf(compose(t, facts)), "PRACTICE DATA")
}

func TestTitleIsThatOfTheMonth(t *testing.T) {
	if got := compose(t, quietFacts()).Title; got != "Patient relations monthly summary, October 2026" {
		t.Errorf("the title is %q", got)
	}
}

func TestOneCaseIsToldInTheSingular(t *testing.T) {
	facts := quietFacts()
	facts.Received = []data.CaseFact{{Key: 1, Kind: data.Complaint, Unit: "ICU", Received: day(time.October, 5)}}
	facts.Issues = []data.IssueFact{{Case: 1, Category: "safety", Severity: 3}}
	facts.Closed = []data.CaseFact{{Key: 1, Kind: data.Complaint, Unit: "ICU", Received: day(time.October, 5), Closed: day(time.October, 6)}}
	facts.Flow = []data.FlowFact{{Case: 1, On: day(time.October, 5), Flow: data.FlowReceived}, {Case: 1, On: day(time.October, 6), Flow: data.FlowClosed}}
	text := textOf(compose(t, facts))
	mustHold(t, text, "received 1 case, not a grievance.", "1 case was closed, after 1 day; none was open", "n < 10", "no written decision fell due")
	if strings.Contains(text, "Figure") {
		t.Error("one group is drawn as a chart")
	}
}

func TestOwnCategoriesAndUnmappedIssuesAreTold(t *testing.T) {
	facts := sampleFacts(day(time.December, 1))
	facts.Settings = facts.Settings.WithTaxonomyDraft(facts.Settings.NextTaxonomy().Named("safety", "Patient safety", "Errors."))
	facts.Settings, _ = facts.Settings.ActivateTaxonomy("Dana Whitfield", "A clearer name.", day(time.October, 2))
	for i := range facts.Issues {
		facts.Issues[i].Taxonomy = 2
	}
	facts.Issues = append(facts.Issues, data.IssueFact{Category: "from_2030", Taxonomy: 7})
	mustHold(t, pdfText(t, facts), "Patient safety", "Unmapped", "a list of categories of its own, version 2, in force from October 2, 2026",
		"Unmapped: 1 issue with a category that no list of the office knows.")
}
