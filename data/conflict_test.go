package data

import "testing"

func TestThePersonComplainedAboutDoesNotDecide(t *testing.T) {
	f, s := finishedGrievance(t), testSettings()
	for i := range f.Issues {
		f.Issues[i].Finding.By = "Dana Whitfield"
	}
	wantNone(t, outcomesGuard(f, s))
	f.People = append(f.People, Person{ID: NewID(), Role: RoleStaff, Title: "Ms.", Given: "dana", Family: "Whitfield "})
	if !f.ComplainedAbout("Dana Whitfield") || f.ComplainedAbout("Pat Winter") || f.ComplainedAbout("") {
		t.Error("who is complained about is not told by the name")
	}
	wantGap(t, DecideGate(f, "Dana Whitfield"), "conflict", false)
	wantNone(t, DecideGate(f, "Pat Winter"))
	m := outcomesGuard(f, s)
	wantGap(t, m, "conflict", false)
	if len(m) != 2 || m[0].Field != f.Issues[0].ID.String() {
		t.Errorf("the gaps are %v", m)
	}
	wantGap(t, SignOffGate(f, s), "conflict", false)
	f.People[1].Role = RoleRepresentative // of the same name, and not staff
	wantNone(t, outcomesGuard(f, s))
}

func TestSignOffWaitsForFindingsAnswersAndIndependence(t *testing.T) {
	f, s := finishedGrievance(t), testSettings()
	wantGap(t, SignOffGate(f, s), "independent", false)
	f.Inquiry.Independent = true
	wantNone(t, SignOffGate(f, s))
	f.Steps = append(f.Steps, asked())
	wantGap(t, SignOffGate(f, s), "referral", false)
	f.Steps[1].DoneOn, f.Steps[1].Result = testToday, "Yes."
	wantNone(t, SignOffGate(f, s))
	f.Issues[1].Finding = Finding{}
	wantGap(t, SignOffGate(f, s), "finding", false)
}

func TestThePlanAndTheWhys(t *testing.T) {
	wantNone(t, Inquiry{Whys: []string{"The light was out.", "Nobody had reported it."}, Causes: []Cause{"equipment"}}.Validate(testToday))
	wantGap(t, Inquiry{Whys: []string{"", "Nobody had reported it."}}.Validate(testToday), "whys", false)
	wantGap(t, Inquiry{Whys: []string{"a", "", "c"}}.Validate(testToday), "whys", false)
	wantGap(t, Inquiry{Whys: make([]string, MaxWhys+1)}.Validate(testToday), "whys.many", false)
	wantGap(t, Inquiry{Causes: []Cause{"fate"}}.Validate(testToday), "causes", false)
	wantGap(t, Inquiry{Due: NewDate(1026, 3, 1)}.Validate(testToday), "due.old", false)
}

func TestTheEndOfThePlanIsOwedUntilTheFindings(t *testing.T) {
	q := Inquiry{Due: testToday, Lead: "Pat Winter"}
	for state, want := range map[State]bool{StateTriaged: true, StateInvestigating: true, StateAwaiting: true, StateFindings: false, StateSent: false, StateClosed: false} {
		f := CaseFile{Case: Case{State: state, Inquiry: q}}
		if owed := f.Owed(); (len(owed) == 1) != want || want && (owed[0].Due != testToday || owed[0].Who != "Pat Winter") {
			t.Errorf("%s: owed is %+v", state, owed)
		}
	}
	signed := CaseFile{Case: Case{State: StateInvestigating, Inquiry: q}}
	signed.Inquiry.SignedOn = testToday
	if owed := signed.Owed(); len(owed) != 0 {
		t.Errorf("after the sign-off owed is %+v", owed)
	}
}

func TestAnIssueAsUnderstoodAndAgreed(t *testing.T) {
	s := testSettings()
	good := Issue{Words: "w", Understood: "You waited for an hour.", AgreedOn: testToday, Category: "safety", Severity: 2, Stage: "ward", StaffGroup: "nursing"}
	wantNone(t, good.Validate(0, s, testToday))
	for code, change := range map[string]func(*Issue){
		"agreed_on.what":   func(i *Issue) { i.Understood = " " },
		"agreed_on.future": func(i *Issue) { i.AgreedOn = testToday.AddDays(1) },
		"agreed_on.old":    func(i *Issue) { i.AgreedOn = NewDate(1026, 3, 1) },
		"stage":            func(i *Issue) { i.Stage = "roof" },
		"staff_group":      func(i *Issue) { i.StaffGroup = "robots" },
		"severity":         func(i *Issue) { i.Severity = 4 },
	} {
		is := good
		change(&is)
		wantGap(t, is.Validate(0, s, testToday), code, false)
	}
}

func TestTheNextStepChasesAReferralAndReadsIssuesBack(t *testing.T) {
	s, f := testSettings(), finishedGrievance(t)
	f.Clocks, f.State = nil, StateAcknowledged
	usual := NextStep(f, s, testToday)
	f.Issues[0].Understood = "You waited for half an hour."
	if n := NextStep(f, s, testToday); n.Section != SectionIssues || n == usual {
		t.Errorf("with an issue not read back: %+v", n)
	}
	f.Anonymous = true
	if n := NextStep(f, s, testToday); n != usual {
		t.Errorf("nobody can be asked: %+v", n)
	}
	f.Anonymous, f.Issues[0].AgreedOn = false, testToday
	if n := NextStep(f, s, testToday); n != usual {
		t.Errorf("once they agreed: %+v", n)
	}
	f.State, f.Steps = StateAwaiting, []Step{asked()}
	for days, want := range map[int]string{
		-3: nextSteps[StateAwaiting].Sentence, -2: chaseSteps[OwedReminder], 0: chaseSteps[OwedReminder],
	} {
		if n := NextStep(f, s, testToday.AddDays(days)); n.Sentence != want || n.Section != SectionInvestigation {
			t.Errorf("%d days from the due date: %+v", days, n)
		}
	}
	f.Steps[0].Reminders = []Reminder{{On: testToday.AddDays(2)}}
	if n := NextStep(f, s, testToday.AddDays(3)); n.Sentence != chaseSteps[OwedDirector] {
		t.Errorf("after the last reminder: %+v", n)
	}
}
