package data

import (
	"slices"
	"testing"
	"time"
)

func TestTheYearOfTheReturnRunsFromAprilToMarch(t *testing.T) {
	for _, typed := range []string{"2026-27", "2026/27", "2026-2027"} {
		p, err := ParseKO41aYear(typed)
		if err != nil || p != (Period{NewDate(2026, time.April, 1), NewDate(2027, time.March, 31)}) || KO41aYearName(p) != "2026-27" {
			t.Errorf("%s is %v, %v", typed, p, err)
		}
	}
	if p, err := ParseKO41aYear("1999-00"); err != nil || KO41aYearName(p) != "1999-00" {
		t.Errorf("1999-00 is %v, %v", p, err)
	}
	for _, wrong := range []string{"", "2026", "2026-28", "26-27", "2026-Q1", "2026-7"} {
		if p, err := ParseKO41aYear(wrong); err == nil {
			t.Errorf("%q is read as %v", wrong, p)
		}
	}
}

func TestACaseIsUpheldWhereEveryIssueIs(t *testing.T) {
	for _, tt := range []struct {
		found []Outcome
		want  KO41aOutcome
	}{
		{nil, ""}, {[]Outcome{""}, ""},
		{[]Outcome{Substantiated}, Upheld}, {[]Outcome{Substantiated, Substantiated}, Upheld}, {[]Outcome{Substantiated, OutOfScope}, Upheld}, {[]Outcome{Substantiated, ""}, Upheld},
		{[]Outcome{Substantiated, Unsubstantiated}, PartiallyUpheld}, {[]Outcome{PartiallySubstantiated}, PartiallyUpheld}, {[]Outcome{Substantiated, Inconclusive}, PartiallyUpheld},
		{[]Outcome{Unsubstantiated, Inconclusive}, NotUpheld}, {[]Outcome{OutOfScope}, NotUpheld}, {[]Outcome{Inconclusive}, NotUpheld},
	} {
		var issues []Issue
		for _, o := range tt.found {
			issues = append(issues, Issue{Finding: Finding{Outcome: o}})
		}
		if got := KO41aOutcomeOf(issues); got != tt.want {
			t.Errorf("%v is %q, want %q", tt.found, got, tt.want)
		}
	}
}

func TestEveryWordOfTheCaseFileHasItsLineInTheReturn(t *testing.T) {
	s := DefaultSettings()
	for _, m := range append(append(KO41aStatusMapping(), KO41aProfessionMapping()...), KO41aSubjectMapping(s)...) {
		if m.To == "" || m.To == KO41aUnmapped {
			t.Errorf("%s is counted under %q", m.From, m.To)
		}
	}
	for _, m := range KO41aSubjectMapping(s) {
		if !slices.Contains(KO41aSubjects, m.To) {
			t.Errorf("%s is counted under %q, which is no line", m.From, m.To)
		}
	}
	for _, m := range KO41aStatusMapping() {
		if !slices.Contains(KO41aStatuses, m.To) {
			t.Errorf("%s is counted under %q, which is no line", m.From, m.To)
		}
	}
	for unit, want := range map[string]string{"Laboratory": "Diagnostics and pharmacy", "Labor and Delivery": "Maternity", "Environmental Services": "Other", "Mental Health Unit": "Mental health",
		"Emergency Department": "Accident and emergency", "Medical Records": "Other", "Medical, 5 East": "Inpatient", "Outpatient Clinics": "Outpatient", "Zzyzx": KO41aUnmapped} {
		if got := KO41aService(unit); got != want {
			t.Errorf("%s is counted under %q, want %q", unit, got, want)
		}
	}
	for _, unit := range s.Units {
		if KO41aService(unit) == KO41aUnmapped {
			t.Errorf("the unit %s that every office starts with is unmapped", unit)
		}
	}
}

func TestACaseCountsOnceUnderEachLineThatItTouches(t *testing.T) {
	f := CaseFile{Case: Case{Kind: Grievance, ReceivedAt: time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC), Unit: "Emergency Department"},
		People: []Person{{Role: RolePatient, BirthDate: NewDate(2020, time.May, 5)}, {Role: RoleComplainant, Relation: "parent"}},
		Issues: []Issue{
			{Category: "communication", Subcategory: "absent", StaffGroup: "nursing"}, {Category: "communication", Subcategory: "delayed", StaffGroup: "medical"},
			{Category: "quality", Subcategory: "outcomes", Unit: "Oncology"}, {Category: "own", Subcategory: "x"},
		}}
	c := NewKO41aCase(f, DefaultSettings())
	if c.Age != "0 to 5" || c.Status != "Parent" || !slices.Equal(c.Services, []string{"Accident and emergency", "Inpatient"}) ||
		!slices.Equal(c.Subjects, []string{"Communications", "Clinical treatment", KO41aUnmapped}) || len(c.Clinical) != 1 ||
		!slices.Equal(c.Professions, []string{"Nursing, midwifery and health visiting", "Medical", "Not recorded"}) {
		t.Errorf("it counts as %+v", c)
	}
	for born, want := range map[Date]string{NewDate(2020, time.May, 4): "6 to 17", NewDate(1951, time.May, 4): "75 and over", NewDate(1951, time.May, 5): "65 to 74", 0: "Age unknown"} {
		if got := ko41aAge(born, NewDate(2026, time.May, 4)); got != want {
			t.Errorf("born %s: %s, want %s", born, got, want)
		}
	}
}
