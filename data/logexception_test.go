package data

import (
	"slices"
	"testing"
	"time"
)

// answeredGrievance is a grievance that nobody could cite: received on March 2,
// acknowledged, answered in four days, closed and reviewed.
func answeredGrievance() CaseFile {
	received := time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC)
	day := func(n int) Date { return NewDate(2026, 3, 2).AddDays(n) }
	issue := Issue{ID: NewID(), Words: "Nobody came.", Category: "safety", Subcategory: "failure_to_respond", Severity: 2, Unit: "ICU",
		Finding: Finding{Outcome: Substantiated, Answer: "We found that the call light was not answered for an hour."}}
	notice := Letter{ID: NewID(), Kind: NoticeOfDecision, IssuedAt: received.AddDate(0, 0, 4), Dispatches: []Dispatch{{Method: "post", On: day(4)}},
		Draft: LetterDraft{Kind: NoticeOfDecision, Contact: "Dana Whitfield", Steps: []string{"We spoke with the nurse."}, CompletedOn: day(4),
			Findings: []IssueAnswer{{Issue: issue.ID, Text: "We found that the call light was not answered for an hour."}}}}
	return CaseFile{
		Case: Case{Number: "PR-2026-00001", Kind: Grievance, State: StateClosed, ReceivedAt: received, Channel: ByLetter, Unit: "ICU", Closure: ClosedSatisfied,
			CompletedOn: day(4), ClosedAt: received.AddDate(0, 0, 5), Ending: CloseRecord{Satisfied: IsSatisfied}},
		People: []Person{{ID: NewID(), Role: RolePatient, Given: "Orla", Family: "Vane", Street: "1 Road", Postal: "43999"}},
		Issues: []Issue{issue},
		Clocks: []Clock{{ID: NewID(), Kind: ClockAcknowledge, Base: day(2), Due: day(2), MetOn: day(1)},
			{ID: NewID(), Kind: ClockDecide, Base: day(7), Due: day(7), MetOn: day(4), Start: received}},
		Steps:   []Step{{ID: NewID(), Kind: Referral, Subject: "Call lights", With: "The manager", DoneOn: day(3), Result: "True."}},
		Letters: []Letter{notice},
		Reviews: []CommitteeReview{{On: day(20), Decision: "Agreed.", Members: []string{"A"}, Delegation: "x"}},
	}
}

func TestEachExceptionIsFoundWhereItIsAndNowhereElse(t *testing.T) {
	today := NewDate(2026, 6, 1)
	s := DefaultSettings()
	s.Delegation = "Board resolution 2025-14"
	open := func(f *CaseFile) {
		f.State, f.Letters, f.Reviews, f.Closure, f.ClosedAt, f.CompletedOn = StateInvestigating, nil, nil, "", time.Time{}, 0
		f.Clocks[1].MetOn = 0
	}
	late := func(f *CaseFile) {
		f.Letters[0].Dispatches[0].On, f.Clocks[1].MetOn = NewDate(2026, 3, 12), NewDate(2026, 3, 12)
	}
	for _, tt := range []struct {
		name   string
		change func(*CaseFile)
		want   []string
	}{
		{"nothing is wrong", func(*CaseFile) {}, nil},
		{"no acknowledgement", func(f *CaseFile) { f.Clocks[0].MetOn = 0 }, []string{"no_acknowledgement"}},
		{"acknowledged late", func(f *CaseFile) { f.Clocks[0].MetOn = NewDate(2026, 3, 6) }, []string{"late_acknowledgement"}},
		{"closed without one, its clock stopped", func(f *CaseFile) { f.Clocks[0].MetOn, f.Clocks[0].Stopped = 0, true }, []string{"no_acknowledgement"}},
		{"open and overdue, with a finding", open, []string{"late"}},
		{"open and overdue, without one", func(f *CaseFile) { open(f); f.Issues[0].Finding = Finding{} }, []string{"no_resolution", "late"}},
		{"extended and still in time, nothing sent", func(f *CaseFile) { open(f); f.Clocks[1].Due = NewDate(2026, 7, 1) }, []string{"no_interim"}},
		{"extended, an interim letter sent", func(f *CaseFile) {
			open(f)
			f.Clocks[1].Due = NewDate(2026, 7, 1)
			f.Letters = []Letter{{Kind: InterimLetter, Dispatches: []Dispatch{{Method: "post", On: NewDate(2026, 3, 9)}}}}
		}, nil},
		{"answered late", late, []string{"own_limit"}},
		{"answered on the last day", func(f *CaseFile) { f.Letters[0].Dispatches[0].On = NewDate(2026, 3, 9) }, nil},
		{"closed without a notice", func(f *CaseFile) { f.Letters = nil }, []string{"no_notice"}},
		{"a notice that never left", func(f *CaseFile) { f.Letters[0].Dispatches = nil }, []string{"no_notice"}},
		{"the letter was declined", func(f *CaseFile) { f.Letters, f.Offers = nil, []FilingOffer{{Declined: true}} }, []string{"declined"}},
		{"a manager passed over the letter", func(f *CaseFile) { f.Letters, f.Ending.Overridden = nil, []string{"letter"} }, []string{"declined"}},
		{"a notice without steps", func(f *CaseFile) { f.Letters[0].Draft.Steps = nil }, []string{"elements"}},
		{"an issue that the notice passes over", func(f *CaseFile) {
			more := f.Issues[0]
			more.ID, more.Finding.Answer = NewID(), ""
			f.Issues = append(f.Issues, more)
		}, []string{"no_answer"}},
		{"an issue without finding", func(f *CaseFile) { f.Issues = append(f.Issues, Issue{ID: NewID(), Category: "quality"}) }, []string{"no_finding"}},
		{"no day of completion", func(f *CaseFile) { f.CompletedOn, f.Letters[0].Draft.CompletedOn = 0, 0 }, []string{"elements", "no_completion"}},
		{"a referral without answer", func(f *CaseFile) { f.Steps[0].DoneOn, f.Steps[0].Result = 0, "" }, []string{"referral"}},
		{"no committee review", func(f *CaseFile) { f.Reviews = nil }, []string{"no_review"}},
		{"closed last week, the committee has not met", func(f *CaseFile) { f.Reviews, f.ClosedAt = nil, time.Date(2026, 5, 25, 15, 0, 0, 0, time.UTC) }, nil},
		{"withdrawn", func(f *CaseFile) { f.State, f.Letters, f.Reviews = StateWithdrawn, nil, nil }, nil},
		{"a complaint that needs no notice", func(f *CaseFile) { f.Kind, f.Letters = Complaint, nil }, nil},
	} {
		f := answeredGrievance()
		tt.change(&f)
		var got []string
		for _, r := range LogExceptions(f, s, today) {
			got = append(got, r.Code)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	f := answeredGrievance()
	f.Reviews, s.Delegation = nil, ""
	if got := LogExceptions(f, s, today); len(got) > 0 {
		t.Errorf("without a delegation nobody is asked for its review: %v", got[0].Code)
	}
}

func TestEveryExceptionSaysWhereItWasCitedAndWhatToDo(t *testing.T) {
	for _, r := range append(slices.Clone(ExceptionRules), NoDelegation) {
		if r.Code == "" || r.Citation == "" || r.Wrong == "" || r.Do == "" || r.Wrong[len(r.Wrong)-1] != '.' || r.Do[len(r.Do)-1] != '.' {
			t.Errorf("%+v is not complete", r.Code)
		}
	}
}

func TestTheRowOfTheLogSaysWhatASurveyorAsks(t *testing.T) {
	f := answeredGrievance()
	f.People = append(f.People, Person{ID: NewID(), Role: RoleComplainant, Given: "Ida", Family: "Vane", Relation: "spouse"})
	f.Advocacy = []Advocacy{{Kind: QIOReferral, With: "The QIO", DoneOn: NewDate(2026, 3, 4), Outcome: "achieved"}}
	f.Notes = []Note{{Class: NoteSubstance, Text: "Secret."}}
	r := NewLogRow(f, DefaultSettings())
	want := LogRow{Patient: "Vane, Orla", Complainant: "Vane, Ida", Relation: "spouse", AcknowledgedOn: NewDate(2026, 3, 3), ResponseDue: NewDate(2026, 3, 9),
		ResponseOn: NewDate(2026, 3, 6), ResponseHow: "Posted", CompletedOn: NewDate(2026, 3, 6), ClosedOn: NewDate(2026, 3, 7), ReviewedOn: NewDate(2026, 3, 22)}
	if r.Patient != want.Patient || r.Complainant != want.Complainant || r.Relation != want.Relation || r.AcknowledgedOn != want.AcknowledgedOn || r.ResponseDue != want.ResponseDue ||
		r.ResponseOn != want.ResponseOn || r.ResponseHow != want.ResponseHow || r.CompletedOn != want.CompletedOn || r.ClosedOn != want.ClosedOn || r.ReviewedOn != want.ReviewedOn {
		t.Errorf("the row is %+v", r)
	}
	if r.DaysTaken() != 4 || !r.Part2 || len(r.Issues) != 1 || r.Issues[0].Finding() != "Substantiated" {
		t.Errorf("%d days, part 2 %v, %v", r.DaysTaken(), r.Part2, r.Issues)
	}
	if !slices.Equal(r.Steps, []string{"Referral to a department: Call lights (done 03/05/2026)"}) || !slices.Equal(r.Referrals, []string{"Referral to the QIO: The QIO, 03/04/2026"}) {
		t.Errorf("steps %q, referrals %q", r.Steps, r.Referrals)
	}
}
