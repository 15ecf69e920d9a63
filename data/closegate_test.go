package data

import "testing"

func TestAGrievanceThatWasAnsweredCloses(t *testing.T) {
	wantNone(t, CloseGate(sentGrievance(t), ClosedSatisfied, testSettings(), testToday))
}

func TestCloseGateRefusesWhatSurveyorsCite(t *testing.T) {
	for _, c := range []struct {
		name   string
		reason Closure
		spoil  func(*CaseFile)
		code   string
	}{
		{"not classified", ClosedSatisfied, func(f *CaseFile) { f.Classification = Classification{} }, "kind"},
		{"no issue", ClosedSatisfied, func(f *CaseFile) { f.Issues = nil }, "issues"},
		{"an issue without a finding", ClosedSatisfied, func(f *CaseFile) { f.Issues[1].Finding.Outcome = "" }, "finding"},
		{"an issue added after the letter has no answer", ClosedSatisfied, func(f *CaseFile) {
			f.Issues = append(f.Issues, Issue{ID: NewID(), Finding: Finding{Outcome: Inconclusive}})
		}, "answer"},
		{"no letter, though the person declined one", ClosedSatisfied, func(f *CaseFile) { f.Letters = nil }, "letter"},
		{"a letter that never left", ClosedSatisfied, func(f *CaseFile) { f.Letters[0].Dispatches = nil }, "dispatch"},
		{"no day of completion", ClosedSatisfied, func(f *CaseFile) { f.Letters[0].Draft.CompletedOn = 0 }, "completed_on"},
		{"completed before receipt", ClosedSatisfied, func(f *CaseFile) { f.CompletedOn = NewDate(2026, 2, 24) }, "completed_on.before"},
		{"completed tomorrow", ClosedSatisfied, func(f *CaseFile) { f.CompletedOn = testToday.AddDays(1) }, "completed_on.future"},
		{"a referral without an answer", ClosedSatisfied, func(f *CaseFile) { f.Steps = append(f.Steps, Step{Kind: Referral}) }, "referral"},
		{"a referral ticked off without words", ClosedSatisfied, func(f *CaseFile) {
			f.Steps = append(f.Steps, Step{Kind: Referral, DoneOn: testToday})
		}, "referral"},
		{"authority not settled", ClosedSatisfied, func(f *CaseFile) {
			f.People = append(f.People, Person{Role: RoleComplainant, Relation: "friend", Authority: AuthorityNone})
		}, "authority"},
		{"a promise not kept", ClosedSatisfied, func(f *CaseFile) { f.Tasks = []Task{{Promise: true}} }, "promise"},
		{"one attempt is not repeated", ClosedNoContact, func(f *CaseFile) { f.Contacts = []Contact{{}, {Inbound: true}} }, "attempts"},
		{"not satisfied and nothing done", ClosedReasonable, func(f *CaseFile) { f.Steps = nil }, "efforts"},
		{"referred without telling the person", ClosedReferredOut, func(f *CaseFile) { f.Letters = nil }, "told"},
		{"no reason", "", func(*CaseFile) {}, "closure"},
		{"an unknown reason", "bored", func(*CaseFile) {}, "closure"},
		{"withdrawn has an action of its own", ClosedWithdrawn, func(*CaseFile) {}, "closure.withdrawn"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := sentGrievance(t)
			c.spoil(&f)
			wantGap(t, CloseGate(f, c.reason, testSettings(), testToday), c.code, false)
		})
	}
}

func TestARefusalByThePatientSettlesTheAuthority(t *testing.T) {
	f := sentGrievance(t)
	f.People = append(f.People, Person{Role: RoleComplainant, Relation: "friend", Authority: AuthorityRefused})
	wantNone(t, CloseGate(f, ClosedSatisfied, testSettings(), testToday))
}

func TestAMatterOfAnotherHospitalNeedsNoNoticeButAWord(t *testing.T) {
	f := finishedGrievance(t)
	f.Issues = nil
	wantGap(t, CloseGate(f, ClosedNotOurs, testSettings(), testToday), "told", false)
	f.Contacts = []Contact{{Mode: "phone", Summary: "Gave the number of the other hospital."}}
	wantNone(t, CloseGate(f, ClosedNotOurs, testSettings(), testToday))
}

func TestAnAnonymousReportOfHarmClosesWithFindingsAlone(t *testing.T) {
	f := finishedGrievance(t)
	f.Anonymous, f.People, f.CompletedOn = true, nil, testToday
	wantNone(t, CloseGate(f, ClosedUnknownMood, testSettings(), testToday))
	f.Issues[0].Finding.Outcome = ""
	wantGap(t, CloseGate(f, ClosedUnknownMood, testSettings(), testToday), "finding", false)
	f.People = []Person{{Role: RolePatient, Family: "Achterberg"}}
	wantGap(t, CloseGate(f, ClosedUnknownMood, testSettings(), testToday), "letter", false)
}

func TestAReportThatTheAnswersCallAnonymousClosesLikewise(t *testing.T) {
	f := finishedGrievance(t)
	f.Anonymous, f.Answers.Anonymous, f.People, f.CompletedOn = false, true, nil, testToday
	wantNone(t, CloseGate(f, ClosedUnknownMood, testSettings(), testToday))
	f.Answers.Anonymous = false
	wantGap(t, CloseGate(f, ClosedUnknownMood, testSettings(), testToday), "letter", false)
}

func TestAPersonWhoCannotBeReachedAnywhereNeedsNoLetterButTheAttempts(t *testing.T) {
	f := finishedGrievance(t)
	f.CompletedOn = testToday
	f.People = []Person{{Role: RolePatient, Relation: Self, Given: "Rosalind"}}
	f.Contacts = []Contact{{Mode: "phone"}}
	m := CloseGate(f, ClosedNoContact, testSettings(), testToday)
	wantGap(t, m, "attempts", false)
	f.Contacts = append(f.Contacts, Contact{Mode: "phone"})
	wantNone(t, CloseGate(f, ClosedNoContact, testSettings(), testToday))
	wantGap(t, CloseGate(f, ClosedUnknownMood, testSettings(), testToday), "letter", false)
	f.People[0].Street = "12 Elm Street"
	wantGap(t, CloseGate(f, ClosedNoContact, testSettings(), testToday), "letter", false)
}

func TestAnOpenTaskOnlyWarns(t *testing.T) {
	f := sentGrievance(t)
	f.Tasks = []Task{{What: "File the papers"}}
	m := CloseGate(f, ClosedSatisfied, testSettings(), testToday)
	wantGap(t, m, "task", true)
	wantNone(t, m.Blocking())
}
