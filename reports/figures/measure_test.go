package figures

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

func measure(t *testing.T, f data.SummaryFacts, code string) Measure {
	t.Helper()
	m, ok := Compute(f).Measure(code)
	if !ok {
		t.Fatalf("the catalog has no measure %q", code)
	}
	return m
}

// comesTo compares a measure, its share and its cases.
func comesTo(t *testing.T, f data.SummaryFacts, code string, value float64, share Share, cases ...int64) {
	t.Helper()
	m := measure(t, f, code)
	if !m.Known || m.Share != share {
		t.Errorf("%s: known %v, %v; want %v", code, m.Known, m.Share, share)
	}
	near(t, code, m.Value, value, 1e-9)
	if got := m.Cases(); !slices.Equal(got, cases) {
		t.Errorf("%s leads to the cases %v, want %v", code, got, cases)
	}
}

func notKnown(t *testing.T, f data.SummaryFacts, code, why string) {
	t.Helper()
	if m := measure(t, f, code); m.Known || m.Value != 0 || m.Why != why {
		t.Errorf("%s: known %v, %v, %q; want %q", code, m.Known, m.Value, m.Why, why)
	}
}

func TestEachMeasureIsDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range Catalog() {
		if seen[e.Code] {
			t.Errorf("%s is there twice", e.Code)
		}
		seen[e.Code] = true
		if e.Name == "" || e.Kind == "" || !data.Known(Groups, e.Group) || !strings.HasSuffix(e.Definition, ".") || strings.Contains(e.Definition, "—") {
			t.Errorf("%s is not well described: %+v", e.Code, e)
		}
		if hasWhole := e.Kind == Percent || e.Kind == Rate || e.Kind == Times; hasWhole && e.Of == "" {
			t.Errorf("%s does not say what it is a share of", e.Code)
		}
	}
	for _, m := range Compute(facts(day(40))).Measures() {
		if !m.Known && m.Why == "" {
			t.Errorf("%s of an empty month does not say why it is not known", m.Code)
		}
		if m.Known && m.Why != "" {
			t.Errorf("%s is known and says %q", m.Code, m.Why)
		}
	}
	if e, ok := Described("decided_in_time"); !ok || e.Goal == nil || *e.Goal != 90 {
		t.Errorf("decided_in_time: %+v", e)
	}
}

func TestMeasureLeadsToAsManyCasesAsItCounts(t *testing.T) {
	f := busy()
	for _, m := range Compute(f).Measures() {
		if m.Cases == nil {
			continue
		}
		part := m.Share.Part
		if m.Kind == Number {
			part = int(m.Value)
		}
		if m.Kind != Number && m.Kind != Percent {
			continue
		}
		cases := m.Cases()
		if len(cases) > part {
			t.Errorf("%s counts %d and leads to %d cases", m.Code, part, len(cases))
		}
		ofCases := !strings.Contains(m.Of+m.Definition, "ssues") && !strings.Contains(m.Name, "Escalations")
		if m.Group != "work" && m.Code != "themes" && ofCases && len(cases) != part {
			t.Errorf("%s counts %d cases and leads to %d", m.Code, part, len(cases))
		}
	}
}

// busy is a month with a few hundred cases of every sort.
func busy() data.SummaryFacts {
	f := facts(day(45))
	f.Settings = data.DefaultSettings()
	for i := range 600 {
		c := data.CaseFact{
			Key: int64(i + 1), Number: fmt.Sprintf("PR-2026-%05d", i+1), Kind: data.Kinds[i%len(data.Kinds)].Value, Unit: []string{"ICU", "Emergency", ""}[i%3],
			Received: day(1 + i%31), Entered: day(1 + i%31 + i%6), Channel: data.Phone, Born: data.NewDate(1930+i%80, time.May, 1), Language: []string{"", "Spanish"}[i%2],
		}
		if c.Kind.NeedsNotice() {
			c.AckDue, c.AckOn, c.DecideDue, c.DecideOn = c.Received.AddDays(2), c.Received.AddDays(i%4), c.Received.AddDays(7), c.Received.AddDays(i%9+1)
		}
		if i%4 > 0 {
			c.Closed = c.Received.AddDays(i % 70)
		}
		f.Received = append(f.Received, c)
		if !c.Closed.IsZero() && c.Closed <= day(31) {
			f.Closed = append(f.Closed, c)
		} else {
			f.Open = append(f.Open, c)
		}
		for k := range i % 3 {
			f.Issues = append(f.Issues, data.IssueFact{Case: c.Key, Category: []string{"quality", "safety", ""}[k], Severity: i % 4, Outcome: data.Outcomes[i%5].Value})
		}
	}
	return f
}

func TestRateNeedsANumberForEachMonthOfThePeriod(t *testing.T) {
	july, august, september := october.Add(-3), october.Add(-2), october.Add(-1)
	f := facts(day(40))
	f.Period = data.QuarterPeriod(july.First())
	f.Received = []data.CaseFact{{Key: 7, Kind: data.Grievance, Received: august.First(), Unit: "ICU"}, {Key: 8, Kind: data.Complaint, Received: august.First()}}
	notKnown(t, f, "grievance_rate_days", "No rate: the patient days of July 2026, August 2026 and September 2026 are not entered.")
	f.Numbers = []data.MonthNumber{
		{Month: july, Kind: data.PatientDays, Value: 400}, {Month: september, Kind: data.PatientDays, Value: 350},
		{Month: august, Unit: "ICU", Kind: data.PatientDays, Value: 40},
	}
	notKnown(t, f, "grievance_rate_days", "No rate: the patient days of August 2026 are not entered.")
	f.Numbers = append(f.Numbers, data.MonthNumber{Month: august, Kind: data.PatientDays, Value: 250})
	comesTo(t, f, "grievance_rate_days", 1, Share{}, 7)
	comesTo(t, f, "complaint_rate_days", 2, Share{}, 7, 8)
	notKnown(t, f, "complaint_rate_encounters", "No rate: the encounters of July 2026, August 2026 and September 2026 are not entered.")
	for _, u := range Compute(f).Units {
		if _, known := u.Rates.Days.Per1000(1); known {
			t.Errorf("%q has a rate with one month of three", u.Unit)
		}
	}
}

func TestUnitHasItsOwnRate(t *testing.T) {
	f := facts(day(40))
	f.Received = []data.CaseFact{{Key: 1, Kind: data.Grievance, Unit: "ICU"}, {Key: 2, Kind: data.Compliment, Unit: "ICU"}}
	f.Numbers = []data.MonthNumber{
		{Month: october, Unit: "ICU", Kind: data.PatientDays, Value: 200}, {Month: october, Unit: "Oncology", Kind: data.Encounters, Value: 90},
		{Month: october, Unit: "Oncology", Kind: data.SurveyAnswers, Value: 24}, {Month: october, Unit: "Oncology", Kind: data.SurveyTopBox, Value: 18},
	}
	units := Compute(f).Units
	if len(units) != 2 || units[1].Unit != "Oncology" {
		t.Fatalf("a unit with a number alone has its line: %+v", units)
	}
	rate, known := units[0].Rates.Days.Per1000(units[0].Grievances.N())
	if !known || rate != 5 || units[0].Compliments.N() != 1 {
		t.Errorf("ICU: %v grievances per 1,000 patient days", rate)
	}
	if rate, known := units[1].Rates.Encounters.Per1000(0); !known || rate != 0 {
		t.Error("no case of 90 encounters is a rate of 0")
	}
	if s, known := units[1].Survey.Share(); !known || s != (Share{18, 24}) {
		t.Errorf("survey of the unit: %v", s)
	}
}

func TestNoRateInPartOfAMonthOrWhileItRunsOrOnNothing(t *testing.T) {
	partial := "No rate: the period does not consist of whole months that are over, and patient days are kept by month."
	f := facts(day(40))
	f.Numbers = []data.MonthNumber{{Month: october, Kind: data.PatientDays, Value: 0}}
	notKnown(t, f, "grievance_rate_days", "No rate: the patient days entered come to 0.")
	f.Numbers[0].Value = 6000
	comesTo(t, f, "grievance_rate_days", 0, Share{})
	f.Period.To--
	notKnown(t, f, "grievance_rate_days", partial)
	running := facts(day(31))
	running.Numbers = f.Numbers
	notKnown(t, running, "grievance_rate_days", partial)
}

func TestSurveyNeedsBothNumbers(t *testing.T) {
	f := facts(day(40))
	notKnown(t, f, "survey_top_box", "No survey result: the survey answers of October 2026 are not entered.")
	f.Numbers = []data.MonthNumber{{Month: october, Kind: data.SurveyAnswers, Value: 24}}
	notKnown(t, f, "survey_top_box", "No survey result: the best answers of October 2026 are not entered.")
	f.Numbers = append(f.Numbers, data.MonthNumber{Month: october, Kind: data.SurveyTopBox, Value: 25})
	notKnown(t, f, "survey_top_box", "No survey result: more best answers are entered than answers.")
	f.Numbers[1].Value = 18
	m := measure(t, f, "survey_top_box")
	if m.Value != 75 || m.Share != (Share{18, 24}) || m.Cases != nil {
		t.Errorf("%+v", m.Reading)
	}
	f.Numbers[0].Value = 0
	notKnown(t, f, "survey_top_box", "No survey result: nobody answered the survey.")
}

func TestCohortIsFinalSixtyDaysAfterThePeriod(t *testing.T) {
	f := facts(day(31).AddDays(60))
	for i, took := range []int{0, 30, 31, 60, 61} {
		f.Received = append(f.Received, data.CaseFact{Key: int64(i + 1), Kind: data.Complaint, Received: day(1), Closed: day(1).AddDays(took)})
	}
	f.Received = append(f.Received,
		data.CaseFact{Key: 6, Kind: data.Grievance, Received: day(2)}, // reopened, open
		data.CaseFact{Key: 7, Kind: data.Grievance, Received: day(2), Closed: day(3), State: data.StateWithdrawn},
		data.CaseFact{Key: 8, Kind: data.Compliment, Received: day(2), Closed: day(3)})
	comesTo(t, f, "closed_in_30", 100.0*2/6, Share{2, 6}, 1, 2)
	comesTo(t, f, "closed_in_60", 100.0*2/6, Share{2, 6}, 3, 4)
	if m := measure(t, f, "closed_in_30"); !m.Provisional || m.FinalOn != day(31).AddDays(61) {
		t.Errorf("60 days after the period the cohort is final on %s", m.FinalOn)
	}
	f.AsOf = f.AsOf.AddDate(0, 0, 1)
	if measure(t, f, "closed_in_30").Provisional {
		t.Error("61 days after the period the cohort is still provisional")
	}
}

func TestInterimLooksAtGrievancesStillUndecidedOnTheSeventhDay(t *testing.T) {
	f := facts(day(20))
	add := func(key int64, received, decided, interim, closed data.Date) {
		f.Received = append(f.Received, data.CaseFact{Key: key, Kind: data.Grievance, Received: received, DecideOn: decided, InterimOn: interim, Closed: closed})
	}
	add(1, day(1), day(8), 0, day(8))        // decided on day 7: not undecided after it
	add(2, day(1), day(9), day(8), day(9))   // told on day 7
	add(3, day(1), day(20), day(9), day(20)) // told on day 8: late
	add(4, day(1), 0, 0, 0)                  // never told
	add(5, day(13), 0, day(14), 0)           // day 7 is today, and not over
	add(6, day(1), 0, 0, day(5))             // ended before
	timelyIs(t, "told in time", Compute(f).Interim, 3, 1, 2, 0)
	comesTo(t, f, "interim_in_time", 100.0/3, Share{1, 3}, 2)
	f.Settings = f.Settings.WithStandard(data.Standard{Clock: data.ClockUpdate, Days: 14, Unit: data.CalendarDays})
	if m := measure(t, f, "interim_in_time"); m.FinalOn != day(31+15) {
		t.Errorf("with an update owed after 14 days the share is final on %s", m.FinalOn)
	}
}

func TestReopenedIsAShareOfTheCasesClosed(t *testing.T) {
	f := facts(day(100))
	for key := range int64(4) {
		f.Closed = append(f.Closed, data.CaseFact{Key: key + 1, Received: day(1), Closed: day(10)})
	}
	f.Reopened = []data.ReopenFact{
		{Case: 1, ClosedOn: day(5), On: day(7), Why: "new_information"}, {Case: 1, ClosedOn: day(10), On: day(12), Why: "dissatisfied"},
		{Case: 2, ClosedOn: day(10), On: day(70), Why: "dissatisfied"}, {Case: 3, ClosedOn: day(10), On: day(71)},
	}
	comesTo(t, f, "reopened", 50, Share{2, 4}, 1, 2)
	comesTo(t, f, "reopened_new", 25, Share{1, 4}, 1)
	comesTo(t, f, "reopened_dissatisfied", 25, Share{1, 4}, 2)
}

func TestWithdrawnGrievanceOwesNothing(t *testing.T) {
	f := facts(day(60))
	f.Received = []data.CaseFact{{Key: 1, Kind: data.Grievance, Received: day(1), AckDue: day(3), DecideDue: day(8), Closed: day(2), State: data.StateWithdrawn}}
	notKnown(t, f, "decided_in_time", "No grievance was received.")
	notKnown(t, f, "acknowledged_in_time", "No case received owes an acknowledgement.")
	comesTo(t, f, "grievances", 1, Share{}, 1)
}

func TestActionsDoneAreNotVerifiedAndOverdueOnesAreNamed(t *testing.T) {
	f := facts(day(40))
	add := func(key int64, opened data.Date, p data.ActionPlan) {
		f.Actions = append(f.Actions, data.ActionFact{Case: key, Opened: opened, Plan: p})
	}
	september := day(1).AddDays(-20)
	add(1, day(2), data.ActionPlan{Due: day(20)})                                                                                                 // overdue
	add(2, september, data.ActionPlan{Due: day(20), DoneOn: day(25), VerifiedOn: day(33)})                                                        // done, verified later
	add(3, september, data.ActionPlan{Due: day(2), DoneOn: day(2), VerifiedOn: day(9), First: data.EffectCheck{On: day(30), Found: "effective"}}) // all in the month
	add(4, september, data.ActionPlan{Due: september, DoneOn: september, VerifiedOn: september, First: data.EffectCheck{On: day(3), Found: "effective"},
		Second: data.EffectCheck{On: day(28), Found: "partly"}}) // its last look counts
	add(5, day(3), data.ActionPlan{Due: day(5), Dropped: "The unit was closed."})
	add(6, day(3), data.ActionPlan{Due: day(20), DoneOn: day(34)}) // overdue at the end of the month
	comesTo(t, f, "actions_opened", 3, Share{}, 1, 5, 6)
	comesTo(t, f, "actions_closed", 2, Share{}, 2, 3)
	comesTo(t, f, "actions_verified", 1, Share{}, 3)
	comesTo(t, f, "actions_overdue", 2, Share{}, 1, 6)
	comesTo(t, f, "effect_confirmed", 50, Share{1, 2}, 3)
}

func TestPromisesAndReferralsCountInThePeriodInWhichTheyFallDue(t *testing.T) {
	f := facts(day(40))
	f.Promises = []data.DueFact{
		{Case: 1, Due: day(5), DoneOn: day(5)}, {Case: 2, Due: day(5), DoneOn: day(6)}, {Case: 3, Due: day(31)},
		{Case: 4, Due: day(33), DoneOn: day(31)}, {Case: 5, Due: day(31), Missed: true},
	}
	comesTo(t, f, "promises_kept", 25, Share{1, 4}, 1)
	f.Referrals = []data.DueFact{
		{Case: 1, Asked: day(1), Due: day(4), DoneOn: day(4), Worked: "effective"}, {Case: 2, Asked: day(1), Due: day(4), DoneOn: day(12)},
		{Case: 3, Asked: day(-5), Due: day(-1), DoneOn: day(2)}, {Case: 4, Due: day(9), DoneOn: day(9)},
	}
	comesTo(t, f, "referrals_on_time", 100.0*2/3, Share{2, 3}, 1, 4)
	comesTo(t, f, "manager_days", 7, Share{}, 1, 2, 3)
	if r := Compute(f).Referrals; r.Worked["effective"].N() != 1 || r.Days.N != 3 {
		t.Errorf("%+v", r)
	}
}

func TestLettersAreJudgedByTheDutyThatTheyMeet(t *testing.T) {
	f := facts(day(40))
	f.Letters = []data.LetterFact{
		{Case: 1, Kind: data.NoticeOfDecision, IssuedOn: day(2), LeftOn: day(3), Due: day(3), Grade: 8, Elements: true},
		{Case: 2, Kind: data.NoticeOfDecision, IssuedOn: day(2), LeftOn: day(4), Due: day(3), Grade: 6},
		{Case: 3, Kind: data.DepartmentInquiry, IssuedOn: day(2), LeftOn: day(2), Grade: 14},
		{Case: 4, Kind: data.Acknowledgement, IssuedOn: day(31), Due: day(50), Language: data.Spanish},
	}
	comesTo(t, f, "letters_sent", 3, Share{}, 1, 2, 3)
	comesTo(t, f, "letters_on_time", 100.0/3, Share{1, 3}, 1)
	comesTo(t, f, "letters_elements", 50, Share{1, 2}, 1)
	comesTo(t, f, "letters_grade", 7, Share{}, 1, 2)
	var kinds []data.LetterKind
	for _, l := range Compute(f).Letters.Kinds {
		kinds = append(kinds, l.Kind)
	}
	if !slices.Equal(kinds, []data.LetterKind{data.Acknowledgement, data.NoticeOfDecision, data.DepartmentInquiry}) {
		t.Errorf("the kinds come as %q", kinds)
	}
}

func TestAppealsThatWereWithdrawnAreNotDecided(t *testing.T) {
	f := facts(day(40))
	f.Advocacy = []data.AdvocacyFact{
		{Case: 1, Kind: "appeal", Outcome: "achieved", Cents: 5_000, Appeals: []data.AppealOutcome{data.AppealUpheld, "overturned"}},
		{Case: 2, Kind: "appeal", Outcome: "partly", Appeals: []data.AppealOutcome{data.AppealPartly}},
		{Case: 3, Kind: "appeal", Outcome: "declined", Appeals: []data.AppealOutcome{data.AppealWithdrawn}},
	}
	comesTo(t, f, "appeals_overturned", 100.0*2/3, Share{2, 3}, 1, 2)
	comesTo(t, f, "advocacy_achieved", 100.0*2/3, Share{2, 3}, 1, 2)
	comesTo(t, f, "recovered", 5_000, Share{}, 1)
}

func TestQualityOfTheRecords(t *testing.T) {
	f := facts(day(40))
	f.Settings = data.DefaultSettings()
	f.Received = []data.CaseFact{
		{Key: 1, Unit: "ICU", Received: day(1), Entered: day(4), Closed: day(9), Language: "English", Born: day(-9000), Disability: data.DisabilityNone},
		{Key: 2, Received: day(1), Entered: day(5), Disability: data.DisabilityDeclined},
		{Key: 3, Unit: "ICU", Received: day(1), Entered: day(1), Anonymous: true},
	}
	f.Issues = []data.IssueFact{{Case: 1, Category: "safety"}, {Case: 1, Outcome: data.Substantiated}, {Case: 2, Category: "from_2030"}}
	comesTo(t, f, "missing_category", 100.0/3, Share{1, 3}, 1)
	comesTo(t, f, "unmapped", 100.0/3, Share{1, 3}, 2)
	comesTo(t, f, "missing_finding", 50, Share{1, 2}, 1)
	comesTo(t, f, "missing_unit", 100.0/3, Share{1, 3}, 2)
	comesTo(t, f, "late_entered", 100.0/3, Share{1, 3}, 2)
	comesTo(t, f, "missing_language", 50, Share{1, 2}, 2)
	comesTo(t, f, "missing_age", 50, Share{1, 2}, 2)
	comesTo(t, f, "missing_disability", 0, Share{0, 2})
}

func TestEquityComparesGroupsInTheirOrderAndSaysWhoIsNotKnown(t *testing.T) {
	f := facts(day(40))
	born := map[string]data.Date{"": 0, "young": data.NewDate(2010, time.May, 1), "old": data.NewDate(1930, time.May, 1)}
	key := int64(0)
	add := func(age string, upheld, not int) {
		for i := range upheld + not {
			key++
			c := data.CaseFact{Key: key, Kind: data.Complaint, Received: day(1), Closed: day(3 + i), Born: born[age]}
			f.Received, f.Closed = append(f.Received, c), append(f.Closed, c)
			outcome := data.Unsubstantiated
			if i < upheld {
				outcome = data.Substantiated
			}
			f.Issues = append(f.Issues, data.IssueFact{Case: key, Outcome: outcome})
		}
	}
	add("old", 18, 6)
	add("young", 3, 9)
	add("", 1, 1)
	f.Received = append(f.Received, data.CaseFact{Key: 99, Kind: data.Compliment, Born: born["old"]})
	ages := Compute(f).Equity[1]
	var got []string
	for _, l := range ages.Lines {
		low, high := l.Substantiated.Wilson()
		got = append(got, fmt.Sprintf("%s: %s, %v days, %v %.1f-%.1f, %v %.2f", l.Label, l.Received, l.Days.Median, l.Substantiated, low, high, l.Against.Known, l.Against.Value))
	}
	want := []string{
		"Under 18: 12, 7.5 days, {3 12} 8.9-53.2, true 0.33", "90 and over: 24, 13.5 days, {18 24} 55.1-88.0, true 3.00", "Not recorded: 2, 2.5 days, {1 2} 9.5-90.5, false 0.00",
	}
	if !slices.Equal(got, want) {
		t.Errorf("by age:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if ages.Unknown != (Share{2, 38}) || ages.UnknownCases().N() != 2 {
		t.Errorf("unknown: %v", ages.Unknown)
	}
	r := ratioOf(Share{18, 24}, Share{3, 12})
	near(t, "lower end of the ratio", r.Low, 1.0961, 5e-4)
	near(t, "upper end of the ratio", r.High, 8.2108, 5e-4)
}

func TestBacklogNamesTheCasesThatDoNotBalance(t *testing.T) {
	f := facts(day(40))
	f.OpenStart = []int64{5, 6}
	f.Flow = []data.FlowFact{{Case: 7, Flow: data.FlowReceived}, {Case: 5, Flow: data.FlowClosed}, {Case: 5, Flow: data.FlowReopened}, {Case: 8, Flow: data.FlowReceived}}
	f.Open = []data.CaseFact{{Key: 5, Number: "PR-2026-00005"}, {Key: 7, Number: "PR-2026-00007"}, {Key: 9, Number: "PR-2026-00009"}}
	b := Compute(f).Backlog
	if b.Balances() || fmt.Sprint(b.Faulty) != "[{6 case with key 6} {8 case with key 8} {9 PR-2026-00009}]" {
		t.Errorf("faults: %v", b.Faulty)
	}
	if fmt.Sprint(b.Start, b.In, b.Again, b.Out, b.Back, b.End) != "2 2 1 1 0 3" || b.Out.Cases()[0] != 5 {
		t.Errorf("%+v", b)
	}
}

func TestGoalsOfTheOfficeStandBesideTheMeasures(t *testing.T) {
	f := facts(day(40))
	f.Settings.Goals = []data.Goal{{Measure: "decided_in_time", Target: 50}, {Measure: "days_median", Target: 3}}
	f.Received = []data.CaseFact{{Key: 1, Kind: data.Grievance, Received: day(1), DecideOn: day(5)}, {Key: 2, Kind: data.Grievance, Received: day(1)}}
	f.Closed = []data.CaseFact{{Key: 1, Received: day(1), Closed: day(5)}}
	for _, row := range []struct {
		code string
		met  bool
	}{{"decided_in_time", true}, {"days_median", false}} {
		m := measure(t, f, row.code)
		if met, ok := m.Meets(*m.Target); !ok || met != row.met {
			t.Errorf("%s: %v against %v, met %v", row.code, m.Value, *m.Target, met)
		}
	}
	m := measure(t, f, "grievances")
	if _, ok := m.Meets(3); ok || m.Target != nil {
		t.Error("neither more nor fewer grievances are better")
	}
}

func TestCodesOfCasesDoNotLeaveAsJSON(t *testing.T) {
	text, err := Set{4711, 4712}.MarshalJSON()
	if err != nil || string(text) != "2" || fmt.Sprint(Set{4711}) != "1" {
		t.Errorf("%s, %v", text, err)
	}
}

func BenchmarkYearOf24000Cases(b *testing.B) {
	f := busy()
	one := f.PeriodFacts
	for k := range 39 {
		add := int64((k + 1) * 1000)
		for _, c := range one.Received {
			c.Key += add
			f.Received = append(f.Received, c)
		}
		for _, c := range one.Closed {
			c.Key += add
			f.Closed = append(f.Closed, c)
		}
		for _, i := range one.Issues {
			i.Case += add
			f.Issues = append(f.Issues, i)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		Compute(f).Measures()
	}
}
