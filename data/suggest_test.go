package data

import (
	"slices"
	"testing"
)

func TestWhatSpeaksForAnEscalation(t *testing.T) {
	none := func(*CaseFile) {}
	for _, c := range []struct {
		name   string
		set    func(*CaseFile)
		themes []Theme
		want   []Trigger
	}{
		{"a usual complaint", none, nil, nil},
		{"harm alleged in the answers", func(f *CaseFile) { f.Answers.AllegesHarm = true }, nil, []Trigger{"abuse"}},
		{"immediate review by the classification", func(f *CaseFile) { f.Classification.Immediate = true }, nil, []Trigger{"abuse"}},
		{"rough handling among the issues", func(f *CaseFile) { f.Issues = []Issue{{Category: "quality", Subcategory: "rough_handling"}} }, nil, []Trigger{"abuse"}},
		{"major harm on file", func(f *CaseFile) { f.Harm = 4 }, nil, []Trigger{"sentinel"}},
		{"moderate harm on file", func(f *CaseFile) { f.Harm = 3 }, nil, nil},
		{"a privacy complaint", func(f *CaseFile) { f.Kind = Privacy }, nil, []Trigger{"privacy"}},
		{"confidentiality among the issues", func(f *CaseFile) { f.Issues = []Issue{{Category: "respect", Subcategory: "confidentiality"}} }, nil, []Trigger{"privacy"}},
		{"a civil-rights grievance", func(f *CaseFile) { f.Kind = CivilRights }, nil, []Trigger{"discrimination"}},
		{"a letter of an attorney", func(f *CaseFile) { f.Channel = "attorney" }, nil, []Trigger{"attorney"}},
		{"an attorney on the phone", func(f *CaseFile) { f.People = []Person{{Role: RoleComplainant, Relation: "attorney"}} }, nil, []Trigger{"attorney"}},
		{"the state agency asks", func(f *CaseFile) { f.Channel = "state_agency" }, nil, []Trigger{"regulator"}},
		{"a reporter", func(f *CaseFile) { f.Channel = "media" }, nil, []Trigger{"media"}},
		{"a device and catastrophic harm", func(f *CaseFile) {
			f.Harm, f.Issues = 5, []Issue{{Category: "environment", Subcategory: "equipment"}}
		}, nil, []Trigger{"sentinel", "device"}},
		{"the second similar issue of the quarter", none, []Theme{{"safety", "4 West", 2}}, nil},
		{"the third similar issue of the quarter", none, []Theme{{"safety", "4 West", 3}}, []Trigger{"theme"}},
		{"raised already", func(f *CaseFile) {
			f.Answers.AllegesHarm, f.Escalations = true, []Escalation{{Trigger: "abuse"}}
		}, nil, nil},
		{"no longer open", func(f *CaseFile) { f.Answers.AllegesHarm, f.State = true, StateClosed }, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := finishedGrievance(t)
			c.set(&f)
			var got []Trigger
			for _, s := range SuggestEscalations(f, c.themes, testSettings()) {
				if got = append(got, s.Trigger); s.Because == "" {
					t.Errorf("%s is suggested without a reason", s.Trigger)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("suggested is %v, want %v", got, c.want)
			}
		})
	}
	for _, r := range suggestRules {
		if _, known := r.trigger.Rule(); !known {
			t.Errorf("%s is no trigger", r.trigger)
		}
	}
}

func TestTheQuarterOfADay(t *testing.T) {
	for _, c := range []struct{ day, first, last Date }{
		{NewDate(2026, 1, 1), NewDate(2026, 1, 1), NewDate(2026, 3, 31)},
		{NewDate(2026, 6, 30), NewDate(2026, 4, 1), NewDate(2026, 6, 30)},
		{NewDate(2026, 8, 15), NewDate(2026, 7, 1), NewDate(2026, 9, 30)},
		{NewDate(2026, 12, 31), NewDate(2026, 10, 1), NewDate(2026, 12, 31)},
	} {
		if first, last := Quarter(c.day); first != c.first || last != c.last {
			t.Errorf("%s is in %s to %s", c.day, first, last)
		}
	}
}

// TestALimitOnContactNeverStandsInTheWayOfALetter asks the gates of letters and
// of closing with and without a limit: they answer the same.
func TestALimitOnContactNeverStandsInTheWayOfALetter(t *testing.T) {
	free := sentGrievance(t)
	held := sentGrievance(t)
	held.Limits = []ConductLimit{{Group: "demands", Person: held.People[0].ID, Facts: "Forty calls in a day.", Limit: "In writing only.",
		From: testToday.AddDays(-3), ReviewOn: testToday.AddDays(60), DecidedBy: "The director", ToldOn: testToday.AddDays(-3)}}
	for _, kind := range LetterKinds {
		if kind.Value == ConductLetter {
			continue // it tells of the limit and needs one
		}
		a := gateOf(free, draftOf(free, kind.Value, testOfficer, testSettings(), testToday), testSettings(), testToday)
		b := gateOf(held, draftOf(held, kind.Value, testOfficer, testSettings(), testToday), testSettings(), testToday)
		if len(a) != len(b) {
			t.Errorf("%s: without a limit %v, with one %v", kind.Label, a, b)
		}
	}
	if m := sendGuard(held, testSettings()); len(m) > 0 {
		t.Errorf("the letter may not leave: %v", m)
	}
	wantNone(t, gateFor(held, testClosing))
}
