package summary

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/page"
	"rapport/reports/pdf/pdftest"
	"rapport/reports/report"
)

// squeezed joins text to one line with single spaces.
func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }

func made(t *testing.T, f data.SummaryFacts, audience report.Audience) report.Report {
	t.Helper()
	r, err := Make(t.Context(), f, audience, false)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func internal(t *testing.T, f data.SummaryFacts) report.Report { return made(t, f, report.Internal) }

// textOf is all text of the pages in the order of its items.
func textOf(r report.Report) string {
	doc, _ := report.Pages(r)
	var b strings.Builder
	for _, p := range doc.Pages {
		for _, item := range p.Items {
			if text, ok := item.(page.Text); ok {
				b.WriteString(text.String + " ")
			}
		}
	}
	return squeezed(b.String())
}

func mustHold(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, squeezed(part)) {
			t.Errorf("the summary lacks %q", part)
		}
	}
}

func mustLack(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			t.Errorf("the summary holds %q", part)
		}
	}
}

// tables are all tables of a report, those behind figures among them.
func tables(r report.Report) []report.Table {
	var all []report.Table
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			switch b := b.(type) {
			case report.Table:
				all = append(all, b)
			case report.Figure:
				if b.Numbers != nil {
					all = append(all, *b.Numbers)
				}
			}
		}
	}
	return all
}

func busy(asOf data.Date) data.SummaryFacts {
	f := sampleFacts(asOf)
	f.Feedback = sampleFeedback()
	return f
}

func TestEveryNumberLeadsToExactlyItsCases(t *testing.T) {
	doors := 0
	for seed := range uint64(6) {
		for _, audience := range report.Audiences {
			r := made(t, randomFacts(day(time.November, 3), seed, 150), audience.Value)
			for _, table := range tables(r) {
				for _, row := range table.Rows {
					for _, c := range row {
						if !c.Door.Open() {
							continue
						}
						doors++
						keys := c.Door.Cases()
						slices.Sort(keys)
						n := len(slices.Compact(keys))
						if n == 0 || c.Kind == report.Count && !c.Door.Within && n != int(c.Value) || c.Kind == report.Count && n > int(c.Value) {
							t.Errorf("%s, %s: %v leads to %d cases", table.Caption, row[0].Text, c.Value, n)
						}
						if c.Door.Name == "" {
							t.Errorf("%s, %s: the door has no name", table.Caption, row[0].Text)
						}
					}
				}
			}
		}
	}
	if doors < 1000 {
		t.Errorf("only %d doors", doors)
	}
}

func TestNumbersOnPaperAreThoseOfTheFacts(t *testing.T) {
	facts := busy(day(time.December, 1))
	file, _, err := report.PDF(internal(t, facts))
	if err != nil {
		t.Fatal(err)
	}
	text := squeezed(pdftest.Run(t, "pdftotext", "-layout", pdftest.Save(t, file), "-"))
	kinds := map[data.Kind][3]int{}
	for i, list := range [][]data.CaseFact{facts.Received, facts.Closed, facts.Open} {
		for _, c := range list {
			n := kinds[c.Kind]
			n[i]++
			kinds[c.Kind] = n
		}
	}
	for k, n := range kinds {
		mustHold(t, text, fmt.Sprint(k, " ", n[0], " ", n[1], " ", n[2]))
	}
	b := facts.Backlog()
	mustHold(t, text, fmt.Sprint("All ", len(facts.Received), " ", len(facts.Closed), " ", len(facts.Open)), fmt.Sprint("+ received ", b.Received), fmt.Sprint("− closed ", b.Closed),
		"Insurer appeal 2 1 $4,312.50", "All 6 5 $4,492.50", "Positive 412 62.9%", "Neutral 72 11%", "Negative 171 26.1%", "entry 18,204, "+facts.AuditHead,
		"71.2 percent (171 of 240)", "You said: Nobody tells us how long we wait. We did: A board")
	for _, m := range facts.Trend[12:] {
		mustHold(t, text, m.Month.Short())
	}
	mustHold(t, textOf(internal(t, facts)), sampleOwner, "Nobody says")
}

func TestSentencesCompareWithThePeriodBefore(t *testing.T) {
	facts := busy(day(time.December, 1))
	facts.Before.Received = facts.Before.Received[:100]
	mustHold(t, textOf(internal(t, facts)), "In October 2026 the office received 173 cases, 73 percent more than in September 2026 (100)")
}

func TestMonthWithoutAnythingIsANilReturn(t *testing.T) {
	for _, audience := range report.Audiences {
		text := textOf(made(t, quietFacts(), audience.Value))
		mustHold(t, text, "Nil return. No case and no comment was received in October 2026.", "These numbers balance", "Head of the audit chain")
	}
}

func TestMonthWithCommentsAlone(t *testing.T) {
	facts := quietFacts()
	facts.Feedback = sampleFeedback()
	text := textOf(internal(t, facts))
	mustHold(t, text, "the office received no case", "659 comments", "23 comments whose date could not be read", "Staff manner", "Outpatients")
	mustLack(t, text, "Nil return")
}

func TestBacklogThatDoesNotBalanceIsSaidInRedAndNamesTheCases(t *testing.T) {
	facts := busy(day(time.December, 1))
	mustHold(t, textOf(internal(t, facts)), "These numbers balance")
	facts.Open = append(facts.Open, data.CaseFact{Key: 5000, Number: "PR-2026-05000", Received: day(time.October, 2)})
	r := internal(t, facts)
	mustHold(t, textOf(r), "The numbers do not balance.", "PR-2026-05000", fmt.Sprintf("adds up to %d cases, but %d are open", len(facts.Open)-1, len(facts.Open)))
	alarm := slices.ContainsFunc(r.Sections[0].Blocks, func(b report.Block) bool { p, is := b.(report.Panel); return is && p.Alarm })
	if !alarm {
		t.Error("the first page does not say it in red")
	}
	shared := textOf(made(t, facts, report.Shareable))
	mustHold(t, shared, "The numbers do not balance.")
	mustLack(t, shared, "PR-2026", "These numbers balance")
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
		facts := busy(row.asOf)
		first := textOf(internal(t, facts))
		before, glance, found := strings.Cut(first, "In October 2026")
		if !found {
			t.Fatalf("it does not begin with the month: %.300s", first)
		}
		first = before
		if running := row.asOf < day(time.November, 1); running != strings.HasPrefix(glance, " so far the office received") || running == strings.Contains(glance[:200], "in September 2026") {
			t.Errorf("as of %v it says %.200q", row.asOf, glance)
		}
		mustHold(t, first, row.want)
		if row.want == "" && strings.Contains(first, "Provisional") {
			t.Error("a month that is past its standard is called provisional")
		}
	}
}

func TestTextThatIdentifiesSomebodyIsNotPrinted(t *testing.T) {
	for _, audience := range report.Audiences {
		text := textOf(made(t, busy(day(time.December, 1)), audience.Value))
		mustHold(t, text, "Nobody tells us how long we wait.", "Left out.")
		mustLack(t, text, "Quillfeather", "Bells are answered")
	}
}

func TestBlankPatientDaysGiveNoRate(t *testing.T) {
	facts := busy(day(time.December, 1))
	facts.Numbers = slices.DeleteFunc(facts.Numbers, func(n data.MonthNumber) bool { return n.Kind == data.PatientDays && n.Month == october })
	text := textOf(internal(t, facts))
	mustHold(t, text, "Oct 2026 blank", "No rate: the patient days of October 2026 are not entered.", "Grievances per 1,000 patient days –")
}

func TestStandardOfTheOfficeIsTheOneInTheCaptions(t *testing.T) {
	facts := busy(day(time.December, 1))
	facts.Settings = facts.Settings.WithStandard(data.Standard{Clock: data.ClockDecide, Days: 10, Unit: data.BusinessDays}).
		WithStandard(data.Standard{Clock: data.ClockAcknowledge, Days: 1, Unit: data.BusinessDays})
	text := textOf(internal(t, facts))
	mustHold(t, text, "within 10 business days", "Acknowledged within 1 business day")
	mustLack(t, text, "decision within 7 days")
}

func TestFrozenMonthSaysWhoFrozeItAndWhatWasRestated(t *testing.T) {
	facts := busy(day(time.December, 1))
	facts.Frozen = &data.FrozenReport{Period: facts.Period, Version: 2, At: facts.AsOf.Add(-48 * time.Hour), By: sampleOwner, AuditSeq: 17_000, AuditHead: "abcdef0123", Cases: facts.Snapshot(),
		Figures: []data.FrozenFigure{{Code: "received", Value: 170, Known: true}}}
	text := textOf(internal(t, facts))
	mustHold(t, text, "Frozen on November 29, 2026", "by "+sampleOwner+", version 2, with the audit chain at entry 17,000, abcdef0123", "What was restated since", "Cases received 170 173")
	shared := textOf(made(t, facts, report.Shareable))
	mustHold(t, shared, "Frozen on November 29, 2026", "Figures were restated since.")
	mustLack(t, shared, sampleOwner, "What was restated since")
}

func TestNothingSticksOutOfTheColumn(t *testing.T) {
	facts := busy(day(time.December, 1))
	long := strings.Repeat("Center for Very Specialized Ambulatory Care ", 4)
	facts.Feedback.Themes[0].Name, facts.Feedback.Units[0].Name, facts.Received[0].Unit = long, long, strings.Repeat("x", 300)
	facts.Settings.Facility = long
	doc, _ := report.Pages(internal(t, facts))
	for i, p := range doc.Pages {
		for _, item := range p.Items {
			text, ok := item.(page.Text)
			if !ok {
				continue
			}
			end := text.X + text.Face.Width(strings.TrimRight(text.String, " "), text.Size)
			if text.X < 53.5 || end > 558.5 || text.Y > 760 {
				t.Errorf("page %d: %q reaches from %.0f to %.0f, at %.0f", i+1, text.String, text.X, end, text.Y)
			}
		}
	}
}

func TestSameFactsGiveTheSameBytes(t *testing.T) {
	make := func() []byte {
		file, _, err := report.PDF(internal(t, busy(day(time.December, 1))))
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
	if !bytes.Equal(make(), make()) {
		t.Error("the same facts gave two different files")
	}
}

func TestNamesOfSheetsAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, table := range tables(internal(t, busy(day(time.December, 1)))) {
		if table.ID == "" || seen[table.ID] {
			t.Errorf("the name %q is empty or stands twice", table.ID)
		}
		seen[table.ID] = true
	}
}

func TestEveryChartHasItsNumbersAndItsWords(t *testing.T) {
	for _, s := range internal(t, busy(day(time.December, 1))).Sections {
		for i, b := range s.Blocks {
			fig, is := b.(report.Figure)
			if !is {
				continue
			}
			c := fig.Drawing.(chart.Chart)
			if c.Alt() == "" || fig.Caption == "" || fig.Height < 30 {
				t.Errorf("%+v", fig)
			}
			next := i+1 < len(s.Blocks)
			if next {
				_, next = s.Blocks[i+1].(report.Table)
			}
			if fig.Numbers == nil && !next {
				t.Errorf("the figure %q has no numbers beside it", fig.Caption)
			}
		}
	}
}
