package figures

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"rapport/data"
)

var october = data.Month{Year: 2026, Month: time.October}

func day(n int) data.Date { return data.NewDate(2026, time.October, n) }

func facts(asOf data.Date) data.SummaryFacts {
	return data.SummaryFacts{
		Period: data.MonthPeriod(october), AsOf: asOf.Start(time.UTC).Add(12 * time.Hour),
		Settings: data.Settings{TimeZone: "UTC"},
	}
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

// timelyIs compares the counts of a cohort.
func timelyIs(t *testing.T, what string, got Timely, received, onTime, late, notYetDue int) {
	t.Helper()
	if g, w := fmt.Sprint(got.Received, got.OnTime, got.Late, got.NotYetDue), fmt.Sprint(received, onTime, late, notYetDue); g != w {
		t.Errorf("%s: %s, want %s (received, on time, late, not yet due)", what, g, w)
	}
}

func TestWilsonIntervalOf18In24(t *testing.T) {
	s := Share{18, 24}
	low, high := s.Wilson()
	near(t, "percent", s.Percent(), 75, 1e-9)
	near(t, "low", low, 55.1, 0.05)
	near(t, "high", high, 88.0, 0.05)
}

func TestWilsonIntervalStaysBetween0And100(t *testing.T) {
	for _, s := range []Share{{0, 1}, {1, 1}, {0, 30}, {30, 30}, {0, 0}} {
		low, high := s.Wilson()
		if low < 0 || high > 100 || low > high {
			t.Errorf("%v: %v to %v", s, low, high)
		}
	}
}

func TestDaysOfTheVectorInTheDefinitions(t *testing.T) {
	d := DaysOf([]int{4, 6, 7, 9, 5, 12, 6, 8, 30, 7})
	near(t, "mean", d.Mean, 9.4, 1e-9)
	near(t, "median", d.Median, 7, 1e-9)
	if d.P90 != 12 || d.N != 10 || d.Max != 30 {
		t.Errorf("P90 %d of %d, longest %d; want 12 of 10, longest 30", d.P90, d.N, d.Max)
	}
}

func TestP90TakesTheRankRoundedUp(t *testing.T) {
	if d := DaysOf([]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}); d.P90 != 10 {
		t.Errorf("P90 of 1 to 11 is %d, want 10: rank 9.9 rounded up", d.P90)
	}
}

func TestNoP90BelowTenCases(t *testing.T) {
	if d := DaysOf([]int{1, 2, 3, 4, 5, 6, 7, 8, 9}); d.P90 != 0 {
		t.Errorf("P90 of nine cases is %d, want none", d.P90)
	}
	if d := DaysOf(nil); d != (Days{}) {
		t.Errorf("no cases give %+v", d)
	}
}

func TestMedianOfAnEvenNumberLiesBetweenTheMiddleTwo(t *testing.T) {
	near(t, "median", DaysOf([]int{9, 1, 4, 2}).Median, 3, 1e-9)
}

func TestDecisionWithinTheStandardCountsFromReceipt(t *testing.T) {
	f := facts(day(20))
	add := func(kind data.Kind, received, decided data.Date) {
		f.Received = append(f.Received, data.CaseFact{Kind: kind, Received: received, DecideOn: decided, DecideDue: received.AddDays(21)})
	}
	add(data.Grievance, day(1), day(8))    // day 7: on time
	add(data.Grievance, day(1), day(9))    // day 8: late, though promised for day 21
	add(data.Grievance, day(12), 0)        // day 8 without notice: late
	add(data.Grievance, day(13), 0)        // day 7 today: not yet due
	add(data.CivilRights, day(19), day(2)) // needs a notice as well
	add(data.Complaint, day(1), 0)         // needs no notice
	got := Compute(f)
	timelyIs(t, "decided within 7 days", got.Decided, 5, 2, 2, 1)
	timelyIs(t, "decided as promised", got.Promised, 5, 3, 0, 2)
	if s := got.Decided.AtMost(); s != (Share{3, 5}) {
		t.Errorf("at most %v", s)
	}
}

func TestAcknowledgementCountsOnlyCasesThatOweOne(t *testing.T) {
	f := facts(day(20))
	f.Received = []data.CaseFact{
		{Kind: data.Grievance, Received: day(1), AckDue: day(5), AckOn: day(5)},
		{Kind: data.Grievance, Received: day(1), AckDue: day(5), AckOn: day(6)},
		{Kind: data.Grievance, Received: day(20), AckDue: day(22)},
		{Kind: data.Compliment, Received: day(2)},
	}
	timelyIs(t, "acknowledged", Compute(f).Acknowledged, 3, 1, 1, 1)
}

func TestMonthIsProvisionalUntilItsLastGrievanceIsPastItsDay(t *testing.T) {
	for _, row := range []struct {
		name                 string
		asOf                 data.Date
		running, provisional bool
	}{
		{"during the month", day(15), true, true},
		{"on its last day", day(31), true, true},
		{"seven days later, the last decision is due", day(38), false, true},
		{"eight days later", day(39), false, false},
	} {
		f := Compute(facts(row.asOf))
		if f.Running != row.running || f.Provisional() != row.provisional {
			t.Errorf("%s: running %v, provisional %v", row.name, f.Running, f.Provisional())
		}
	}
}

func TestOpenAgeingPutsEveryAgeInItsBand(t *testing.T) {
	f := facts(day(60)) // long after the month: ages are those of 31 October
	for _, age := range []int{0, 7, 8, 14, 15, 30, 31, 60, 61, 90, 91, 1000} {
		f.Open = append(f.Open, data.CaseFact{Kind: data.Grievance, Received: day(31).AddDays(-age)})
	}
	got := Compute(f)
	if got.OpenOn != day(31) {
		t.Fatalf("ages are of %s", got.OpenOn)
	}
	for _, band := range got.Ageing {
		if band.Cases.N() != 2 || band.Grievances.N() != 2 {
			t.Errorf("%d to %d days: %s cases", band.From, band.To, band.Cases)
		}
	}
}

func TestAgeingOfTheRunningMonthIsOfToday(t *testing.T) {
	f := facts(day(10))
	f.Open = []data.CaseFact{{Received: day(2)}}
	if got := Compute(f); got.Ageing[1].Cases.N() != 1 {
		t.Errorf("a case of 8 days stands in %+v", got.Ageing)
	}
}

func TestIssuesOfACategoryThatNoListKnowsAreUnmapped(t *testing.T) {
	f := facts(day(40))
	f.Settings = data.DefaultSettings()
	f.Settings = f.Settings.WithTaxonomyDraft(f.Settings.NextTaxonomy().WithCategory("Clinical", "Falls", "Falls of patients."))
	f.Settings, _ = f.Settings.ActivateTaxonomy("Dana Whitfield", "Falls are counted.", day(2))
	f.Issues = []data.IssueFact{
		{Category: "from_2030", Taxonomy: 2}, {Category: "from_2030", Taxonomy: 9}, {Category: "falls", Taxonomy: 1}, // falls came with version 2
		{Category: "falls", Taxonomy: 2}, {}, {Category: "safety"}, {Category: "safety", Taxonomy: 2},
	}
	var got []string
	for _, l := range Compute(f).Categories {
		got = append(got, fmt.Sprint(l.Code, " ", l.Issues, " version ", l.Taxonomy))
	}
	want := []string{"safety 2 version 2", "falls 1 version 2", "unmapped 3 version 9", " 1 version 0"}
	if !slices.Equal(got, want) {
		t.Errorf("the lines are %q, want %q", got, want)
	}
}

func TestIssuesAreSortedAsAParetoWithUnknownLast(t *testing.T) {
	f := facts(day(40))
	f.Received = []data.CaseFact{{Key: 1, Unit: "Emergency"}, {Key: 2, Unit: "ICU"}}
	f.Issues = []data.IssueFact{
		{Case: 1, Severity: 3}, {Case: 1, Severity: 1}, {Case: 1},
		{Case: 1, Category: "safety", Severity: 2, Outcome: data.Substantiated},
		{Case: 2, Category: "quality", Severity: 3, Unit: "Pharmacy", Outcome: data.Inconclusive},
		{Case: 2, Category: "quality", Severity: 1, Outcome: data.PartiallySubstantiated},
	}
	got := Compute(f)
	want := []string{"quality 2 [0 1 0 1] 33.3", "safety 1 [0 0 1 0] 50.0", " 3 [1 1 0 1] 100.0"}
	for i, w := range want {
		l := got.Categories[i]
		if g := fmt.Sprintf("%s %s %v %.1f", l.Code, l.Issues, l.Severity, l.Cumulative); g != w {
			t.Errorf("line %d is %q, want %q", i+1, g, w)
		}
	}
	if g := fmt.Sprint(got.Severity, got.Outcomes.Issues); g != "[1 2 1 2] 6" {
		t.Errorf("severity of the issues: %s", g)
	}
	if n := Vital(got.Categories); n != 3 {
		t.Errorf("80 percent are reached at line %d, want 3", n)
	}
	if s := got.Outcomes.Substantiated(); s != (Share{2, 3}) {
		t.Errorf("substantiated %v, want 2 of 3 with a finding", s)
	}
	if l := got.IssueUnits[0]; l.Code != "Emergency" || l.Issues.N() != 4 {
		t.Errorf("an issue without a unit belongs to that of its case: %+v", got.IssueUnits)
	}
}

func TestUnitsGatherReceivedClosedAndOpen(t *testing.T) {
	f := facts(day(40))
	f.Received = []data.CaseFact{{Key: 1, Unit: "ICU", Received: day(3)}, {Key: 2, Received: day(4)}, {Key: 3, Received: day(5)}}
	f.Closed = []data.CaseFact{{Unit: "ICU", Received: day(1), Closed: day(5)}, {Unit: "ICU", Received: day(1), Closed: day(11)}}
	f.Open = []data.CaseFact{{Unit: "Oncology"}}
	f.Issues = []data.IssueFact{{Case: 1, Severity: 3}}
	got := Compute(f).Units
	if len(got) != 3 || got[0].Unit != "ICU" || got[1].Unit != "Oncology" || got[2].Unit != "" {
		t.Fatalf("units are %+v; those not recorded come last", got)
	}
	if u := got[0]; u.Received.N() != 1 || u.Closed.N() != 2 || u.High.N() != 1 || u.Days.Median != 7 {
		t.Errorf("ICU is %+v", u)
	}
}

func TestKindsComeInTheOrderOfTheGlossary(t *testing.T) {
	f := facts(day(40))
	f.Received = []data.CaseFact{{Kind: data.Compliment}, {Kind: "newer"}, {Kind: data.Grievance}, {Kind: data.Grievance}}
	f.Open = []data.CaseFact{{Kind: data.Complaint}}
	got := Compute(f).Kinds
	var lines []string
	for _, k := range got {
		lines = append(lines, fmt.Sprint(k.Kind.String(), " ", k.Received, k.Closed, k.Open))
	}
	if want := []string{"Grievance 2 0 0", "Complaint 0 0 1", "Compliment 1 0 0", "newer 1 0 0"}; !slices.Equal(lines, want) {
		t.Errorf("kinds are %q, want %q", lines, want)
	}
}

func TestDaysToCloseTellsGrievancesFromOthers(t *testing.T) {
	f := facts(day(40))
	f.Closed = []data.CaseFact{
		{Kind: data.Grievance, Received: day(1), Closed: day(11)},
		{Kind: data.Complaint, Received: day(1), Closed: day(3)},
		{Kind: data.CivilRights, Received: day(1), Closed: day(21)},
	}
	got := Compute(f).Days
	if got.All.N != 3 || got.Grievances.Median != 15 || got.Others.Median != 2 {
		t.Errorf("days to close: %+v", got)
	}
}

func TestAdvocacyAddsUpWhatWasRecovered(t *testing.T) {
	f := facts(day(40))
	f.Advocacy = []data.AdvocacyFact{
		{Kind: "appeal", Outcome: "achieved", Cents: 120_050},
		{Kind: "interpreter", Outcome: "achieved"},
		{Kind: "appeal", Outcome: "not"},
		{Kind: "appeal", Outcome: "partly", Cents: 9_950},
	}
	got := Compute(f)
	if l := got.Advocacy.Lines[0]; l.Kind != "appeal" || l.Finished.N() != 3 || l.Achieved.N() != 2 || l.Recovered != 130_000 || got.Advocacy.Recovered != 130_000 {
		t.Errorf("advocacy: %+v", got.Advocacy)
	}
}

func TestChangeAgainstThePeriodBefore(t *testing.T) {
	f := facts(day(40))
	f.Received = make([]data.CaseFact, 182)
	f.Before.Received = append(make([]data.CaseFact, 200), data.CaseFact{Kind: data.Compliment})
	got := Compute(f)
	percent, ok := got.Asking().Percent()
	if !ok || got.Asking() != (Change{182, 200}) {
		t.Fatalf("asking: %+v", got.Asking())
	}
	near(t, "change", percent, -9, 1e-9)
	if _, ok := (Change{5, 0}).Percent(); ok {
		t.Error("a change from nothing has no percentage")
	}
	if got.Before.Period != data.MonthPeriod(october.Add(-1)) || got.Before.Before != nil {
		t.Errorf("the period before is %v", got.Before.Period)
	}
}

func TestMonthWithoutCasesAndCommentsIsANilReturn(t *testing.T) {
	f := facts(day(40))
	f.Open = []data.CaseFact{{}}
	if !Compute(f).Nil() {
		t.Error("open cases alone make no receipt")
	}
	f.Feedback.Comments = 1
	if Compute(f).Nil() {
		t.Error("a month with comments is no nil return")
	}
}
