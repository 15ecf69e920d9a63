package data

import (
	"errors"
	"slices"
	"testing"
	"time"
)

// TestAGrievanceWalksFromNewToClosed takes a case the usual way; each step does
// what the next one asks for.
func TestAGrievanceWalksFromNewToClosed(t *testing.T) {
	s, whole := testSettings(), finishedGrievance(t)
	f := CaseFile{Case: whole.Case, People: whole.People, Clocks: whole.Clocks}
	f.State = StateNew
	for _, step := range []struct {
		prepare func()
		act     ActionID
		want    State
	}{
		{func() { f.Issues = []Issue{{ID: NewID(), Words: "w", Category: "quality", Severity: 2}} }, ActTriage, StateTriaged},
		{func() {}, ActAcknowledge, StateAcknowledged},
		{func() {}, ActInvestigate, StateInvestigating},
		{func() { f.Steps = []Step{{ID: NewID(), Kind: Referral, Subject: "q", With: "Pharmacy"}} }, ActAwait, StateAwaiting},
		{func() { f.Steps[0].DoneOn, f.Steps[0].Result = testToday, "answered" }, ActFindings, StateFindings},
		{func() { f.Issues[0].Finding = whole.Issues[0].Finding }, ActDraftLetter, StateDraft},
		{func() {}, ActSubmit, StateSignOff},
		{func() {}, ActReturn, StateDraft},
		{func() {}, ActIssue, StateSignOff},
		{func() {
			f.Letters = []Letter{{Kind: NoticeOfDecision, IssuedAt: time.Now(), Date: testToday,
				Draft: LetterDraft{CompletedOn: testToday}}}
		}, ActSend, StateSent},
		{func() {
			f.Letters[0].Dispatches = []Dispatch{{Method: "post", On: testToday}}
			f.Closure, f.Ending = ClosedSatisfied, f.closedWith(testClosing, testOfficer).Ending
		}, ActClose, StateClosed},
	} {
		step.prepare()
		got, err := Move(f, step.act, "because", s)
		if err != nil || got != step.want {
			t.Fatalf("%s from %s: %s, %v; want %s", step.act, f.State, got, err, step.want)
		}
		f.State = got
	}
}

// allowed is the state machine once more, in the words of the specification.
var allowed = map[State][]ActionID{
	StateNew:           {ActTriage, ActAcknowledge, ActClose, ActHold, ActReferOut, ActWithdraw, ActVoid, ActMerge},
	StateTriaged:       {ActAcknowledge, ActInvestigate, ActClose, ActHold, ActReferOut, ActWithdraw, ActVoid, ActMerge},
	StateAcknowledged:  {ActInvestigate, ActClose, ActHold, ActReferOut, ActWithdraw, ActVoid, ActMerge},
	StateInvestigating: {ActAwait, ActFindings, ActClose, ActHold, ActReferOut, ActWithdraw, ActVoid, ActMerge},
	StateAwaiting:      {ActInvestigate, ActFindings, ActClose, ActHold, ActReferOut, ActWithdraw, ActVoid, ActMerge},
	StateFindings:      {ActInvestigate, ActDraftLetter, ActIssue, ActClose, ActHold, ActReferOut, ActWithdraw, ActVoid, ActMerge},
	StateDraft:         {ActInvestigate, ActSubmit, ActIssue, ActClose, ActHold, ActWithdraw, ActVoid, ActMerge},
	StateSignOff:       {ActReturn, ActIssue, ActSend, ActClose, ActHold, ActWithdraw, ActVoid, ActMerge},
	StateSent:          {ActClose, ActHold, ActWithdraw, ActVoid, ActMerge},
	StateReferred:      {ActInvestigate, ActClose, ActHold, ActWithdraw, ActVoid, ActMerge},
	StateReopened:      {ActTriage, ActAcknowledge, ActInvestigate, ActClose, ActHold, ActReferOut, ActWithdraw, ActVoid, ActMerge},
	StateOnHold:        {ActRelease, ActVoid, ActMerge},
	StateClosed:        {ActReopen},
	StateWithdrawn:     {ActReopen},
	StateVoid:          {ActRestore},
	StateMerged:        {ActRestore},
}

func TestEveryMoveThatIsNotNamedIsRefused(t *testing.T) {
	s := testSettings()
	for _, st := range States {
		names := map[ActionID]bool{}
		for _, id := range allowed[st.Value] {
			names[id] = true
		}
		f := sentGrievance(t)
		f.State = st.Value
		listed := map[ActionID]bool{}
		for _, a := range ActionsFor(f, s) {
			listed[a.ID] = true
		}
		for _, a := range Actions {
			_, err := Move(f, a.ID, "because", s)
			if refused := errors.Is(err, ErrWrongState); refused == names[a.ID] || listed[a.ID] != names[a.ID] {
				t.Errorf("%s in %s: allowed %v and listed %v, want %v", a.ID, st.Value, !refused, listed[a.ID], names[a.ID])
			}
		}
		if _, err := Move(f, "fly", "because", s); !errors.Is(err, ErrWrongState) {
			t.Errorf("an unknown action in %s: %v", st.Value, err)
		}
	}
}

func TestEveryGuardRefusesAndKeepsTheState(t *testing.T) {
	s := testSettings()
	for _, c := range []struct {
		act   ActionID
		from  State
		spoil func(*CaseFile)
		code  string
	}{
		{ActTriage, StateNew, func(f *CaseFile) { f.Owner = "" }, "owner"},
		{ActTriage, StateNew, func(f *CaseFile) { f.Kind = "" }, "kind"},
		{ActTriage, StateNew, func(f *CaseFile) { f.Issues = nil }, "issues"},
		{ActAwait, StateInvestigating, func(*CaseFile) {}, "step.open"},
		{ActFindings, StateInvestigating, func(f *CaseFile) { f.Steps = nil }, "step.done"},
		{ActDraftLetter, StateFindings, func(f *CaseFile) { f.Issues[1].Finding = Finding{} }, "finding"},
		{ActSubmit, StateDraft, func(f *CaseFile) { f.Issues[1].Finding.Outcome = "" }, "finding"},
		{ActIssue, StateDraft, func(f *CaseFile) { f.Issues = nil }, "issues"},
		{ActSend, StateSignOff, func(f *CaseFile) { f.Letters = nil }, "letter"},
		{ActWithdraw, StateInvestigating, func(*CaseFile) {}, "contact"},
		{ActWithdraw, StateInvestigating, func(f *CaseFile) {
			f.Contacts = []Contact{{Inbound: true}}
			f.Classification.Immediate = true
		}, "harm"},
		{ActClose, StateSent, func(*CaseFile) {}, "closure"},
	} {
		f := sentGrievance(t)
		f.State = c.from
		c.spoil(&f)
		got, err := Move(f, c.act, "because", s)
		var m Missing
		if !errors.As(err, &m) || !m.Has(c.code) || got != c.from {
			t.Errorf("%s: %s, %v; want the gap %s", c.act, got, err, c.code)
		}
	}
}

func TestMovesThatNeedAReasonAreRefusedWithoutOne(t *testing.T) {
	for act, from := range map[ActionID]State{
		ActReturn: StateSignOff, ActHold: StateTriaged, ActReferOut: StateTriaged, ActWithdraw: StateTriaged, ActReopen: StateClosed,
	} {
		f := sentGrievance(t)
		f.State = from
		_, err := Move(f, act, "  ", testSettings())
		var m Missing
		if !errors.As(err, &m) || !m.Has("reason") {
			t.Errorf("%s without a reason: %v", act, err)
		}
	}
}

func TestAComplaintClosesWithoutALetter(t *testing.T) {
	s := testSettings()
	for _, from := range []State{StateNew, StateTriaged, StateInvestigating, StateFindings} {
		f := CaseFile{Case: Case{Kind: Complaint, State: from, Closure: ClosedSatisfied, Ending: CloseRecord{Satisfied: IsSatisfied, NoAction: "x", QAPI: "safety", Privacy: "none"}, Classification: Classify(Answers{ResolvedNow: true}, s.Policy())}}
		if got, err := Move(f, ActClose, "", s); err != nil || got != StateClosed {
			t.Errorf("from %s: %s, %v", from, got, err)
		}
	}
}

func TestAHoldReturnsToWhereItBegan(t *testing.T) {
	f := finishedGrievance(t)
	f.State, f.Resume = StateOnHold, StateAwaiting
	if got, err := Move(f, ActRelease, "", testSettings()); err != nil || got != StateAwaiting {
		t.Errorf("got %s, %v", got, err)
	}
	for _, bad := range []State{"", StateClosed, StateOnHold, "elsewhere"} {
		f.Resume = bad
		if got, err := Move(f, ActRelease, "", testSettings()); err != nil || got != StateInvestigating {
			t.Errorf("a hold that began at %q goes to %s, %v", bad, got, err)
		}
	}
}

func TestAWithdrawnMatterIsOnFileBeforeItEnds(t *testing.T) {
	f := finishedGrievance(t)
	f.State, f.Contacts = StateTriaged, []Contact{{Inbound: true, Summary: "It was another hospital."}}
	if got, err := Move(f, ActWithdraw, "Said so by phone", testSettings()); err != nil || got != StateWithdrawn || got.Open() {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestAReopenedGrievanceOwesANewNotice(t *testing.T) {
	s, f := testSettings(), sentGrievance(t)
	f.Closure, f.CompletedOn = ClosedSatisfied, testToday
	reopened := testToday.AddDays(20).Start(time.UTC)
	f.State, f.Reopened = StateReopened, 1
	f.Clocks = append(f.Clocks, ClocksFor(f.Kind, reopened, s, false)...)
	wantGap(t, CloseGate(f, testClosing, testOfficer, s, testToday.AddDays(21)), "letter", false)
	again := f.Letters[0]
	again.IssuedAt = reopened.Add(time.Hour)
	f.Letters = append(f.Letters, again)
	wantNone(t, CloseGate(f, testClosing, testOfficer, s, testToday.AddDays(21)))
}

func TestStatesAreOpenUntilTheCaseEnds(t *testing.T) {
	ended := []State{StateClosed, StateWithdrawn, StateVoid, StateMerged, StatePurged}
	for _, st := range States {
		if want := !slices.Contains(ended, st.Value); st.Value.Open() != want {
			t.Errorf("%s: open %v", st.Value, !want)
		}
	}
}

func TestNextStepOfACase(t *testing.T) {
	s := testSettings()
	for _, c := range []struct {
		name  string
		set   func(*CaseFile)
		act   ActionID
		where string
	}{
		{"new", func(f *CaseFile) { f.State = StateNew }, ActTriage, SectionIssues},
		{"new with harm: safety first", func(f *CaseFile) { f.State, f.Classification.Immediate = StateNew, true }, ActTriage, SectionSummary},
		{"new without authority: ask the patient", func(f *CaseFile) { f.State, f.Classification.AskAuthority = StateNew, true }, ActTriage, SectionContacts},
		{"triaged: acknowledgement owed", func(f *CaseFile) { f.State = StateTriaged }, ActAcknowledge, SectionLetters},
		{"acknowledged", func(f *CaseFile) { f.State, f.Clocks[0].MetOn = StateAcknowledged, testToday }, ActInvestigate, SectionInvestigation},
		{"a promise is late", func(f *CaseFile) {
			f.State, f.Tasks = StateInvestigating, []Task{{Promise: true, Due: testToday.AddDays(-1)}}
		}, "", SectionTasks},
		{"findings without an outcome", func(f *CaseFile) { f.Clocks = nil; f.Issues[0].Finding = Finding{} }, ActDraftLetter, SectionIssues},
		{"findings complete", func(f *CaseFile) { f.Clocks = nil }, ActDraftLetter, SectionLetters},
		{"issued, not sent", func(f *CaseFile) {
			*f = sentGrievance(t)
			f.State, f.Letters[0].Dispatches = StateSignOff, nil
		}, ActSend, SectionLetters},
		{"sent", func(f *CaseFile) { f.State, f.Clocks = StateSent, nil }, ActClose, SectionSummary},
		{"a complaint triaged", func(f *CaseFile) { f.Kind, f.State, f.Clocks = Complaint, StateTriaged, nil }, ActClose, SectionSummary},
		{"closed", func(f *CaseFile) { f.State = StateClosed }, "", SectionSummary},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := finishedGrievance(t)
			c.set(&f)
			got := NextStep(f, s, testToday)
			if got.Action != c.act || got.Section != c.where || got.Sentence == "" {
				t.Errorf("got %+v, want %s in %s", got, c.act, c.where)
			}
		})
	}
}

func TestEveryStateHasANextStepForEveryKind(t *testing.T) {
	for _, st := range States {
		for _, k := range Kinds {
			if NextStepFor(k.Value, st.Value) == "" {
				t.Errorf("%s, %s: nothing", k.Value, st.Value)
			}
		}
	}
}
