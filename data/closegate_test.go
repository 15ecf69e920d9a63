package data

import (
	"errors"
	"slices"
	"testing"
)

// settled is what an officer says who closes a case in which all is well.
func settled(reason Closure) Closing {
	c := Closing{Reason: reason, Satisfied: SatisfactionUnknown, NoAction: "Put right at once.", QAPI: "safety", Privacy: "none"}
	if says, ok := SatisfiedBy(reason); ok {
		c.Satisfied = says
	}
	if c.Satisfied == NotSatisfied {
		c.Efforts = []string{"The manager called twice and offered a meeting."}
	}
	return c
}

var (
	testManager = Officer{Name: "Pat Winter", Title: "Director", Roles: FullRoles}
	testClosing = settled(ClosedSatisfied)
)

func gateFor(f CaseFile, c Closing) Missing {
	return CloseGate(f, c, testManager, testSettings(), testToday)
}

func TestAGrievanceThatWasAnsweredCloses(t *testing.T) {
	for _, reason := range []Closure{ClosedSatisfied, ClosedUnknownMood, ClosedReasonable} {
		wantNone(t, gateFor(sentGrievance(t), settled(reason)))
	}
}

// closeRows is a case for each point of the gate that lacks nothing else.
var closeRows = []struct {
	name  string
	spoil func(*CaseFile, *Closing)
	by    Officer
	code  string
}{
	{"a legal hold stands", func(f *CaseFile, _ *Closing) { f.Hold = LegalHold{On: testToday} }, testManager, "legal_hold"},
	{"not classified", func(f *CaseFile, _ *Closing) { f.Classification = Classification{} }, testManager, "kind"},
	{"authority not settled", func(f *CaseFile, _ *Closing) {
		f.People = append(f.People, Person{Role: RoleComplainant, Relation: "friend", Authority: AuthorityNone})
	}, testManager, "authority"},
	{"no issue", func(f *CaseFile, _ *Closing) { f.Issues = nil }, testManager, "issues"},
	{"an issue without a finding", func(f *CaseFile, _ *Closing) { f.Issues[1].Finding.Outcome = "" }, testManager, "finding"},
	{"an issue added after the letter has no answer", func(f *CaseFile, _ *Closing) {
		f.Issues = append(f.Issues, Issue{ID: NewID(), Finding: Finding{Outcome: Inconclusive}})
	}, testManager, "answer"},
	{"a referral without an answer", func(f *CaseFile, _ *Closing) { f.Steps = append(f.Steps, Step{Kind: Referral}) }, testManager, "referral"},
	{"a referral ticked off without words", func(f *CaseFile, _ *Closing) {
		f.Steps = append(f.Steps, Step{Kind: Referral, DoneOn: testToday})
	}, testManager, "referral"},
	{"no letter, though the person declined one", func(f *CaseFile, c *Closing) {
		f.Letters, c.CompletedOn = nil, testToday
	}, testManager, "letter"},
	{"a letter that never left", func(f *CaseFile, _ *Closing) { f.Letters[0].Dispatches = nil }, testManager, "dispatch"},
	{"a letter that came back", func(f *CaseFile, _ *Closing) {
		f.Returns = []LetterReturn{{Letter: f.Letters[0].ID, On: testToday, Why: "Moved"}}
	}, testManager, "returned"},
	{"no day of completion", func(f *CaseFile, _ *Closing) { f.Letters[0].Draft.CompletedOn = 0 }, testManager, "completed_on"},
	{"completed before receipt", func(_ *CaseFile, c *Closing) { c.CompletedOn = NewDate(2026, 2, 24) }, testManager, "completed_on.before"},
	{"completed tomorrow", func(_ *CaseFile, c *Closing) { c.CompletedOn = testToday.AddDays(1) }, testManager, "completed_on.future"},
	{"a promise not kept", func(f *CaseFile, _ *Closing) { f.Tasks = []Task{{Promise: true}} }, testManager, "promise"},
	{"a commitment of a meeting not kept", func(f *CaseFile, _ *Closing) {
		f.Meetings = []Meeting{{Held: true, Commitments: []Commitment{{Who: "The manager", What: "Call her"}}}}
	}, testManager, "promise"},
	{"an escalation of which nobody was told", func(f *CaseFile, _ *Closing) { f.Escalations = []Escalation{{Trigger: "abuse"}} }, testManager, "escalation"},
	{"one attempt is not repeated", func(f *CaseFile, c *Closing) {
		*c, f.Contacts = settled(ClosedNoContact), []Contact{{}, {Inbound: true}}
	}, testManager, "attempts"},
	{"referred without telling the person", func(f *CaseFile, c *Closing) {
		*c, f.Kind, f.Letters = settled(ClosedReferredOut), Complaint, nil
	}, testManager, "told"},
	{"no reason", func(_ *CaseFile, c *Closing) { c.Reason = "" }, testManager, "closure"},
	{"an unknown reason", func(_ *CaseFile, c *Closing) { c.Reason = "bored" }, testManager, "closure"},
	{"withdrawn has an action of its own", func(_ *CaseFile, c *Closing) { c.Reason = ClosedWithdrawn }, testManager, "closure.withdrawn"},
	{"nobody said whether the person is satisfied", func(_ *CaseFile, c *Closing) { c.Satisfied = "" }, testManager, "satisfied"},
	{"satisfied by the reason, not by the answer", func(_ *CaseFile, c *Closing) { c.Satisfied = SatisfactionUnknown }, testManager, "satisfied.other"},
	{"not satisfied, and no list of what was done", func(_ *CaseFile, c *Closing) {
		*c = settled(ClosedReasonable)
		c.Efforts = nil
	}, testManager, "efforts"},
	{"not satisfied, and no manager", func(_ *CaseFile, c *Closing) { *c = settled(ClosedReasonable) }, testOfficer, "manager"},
	{"referred out with a person who is not satisfied, and no manager", func(f *CaseFile, c *Closing) {
		*c, f.Contacts = settled(ClosedReferredOut), []Contact{{}}
		c.Satisfied, c.Efforts = NotSatisfied, []string{"Called the insurer with her."}
	}, testOfficer, "manager"},
	{"no action plan and no word why", func(_ *CaseFile, c *Closing) { c.NoAction = " " }, testManager, "action"},
	{"an action plan that was dropped is none", func(f *CaseFile, c *Closing) {
		f.Actions, c.NoAction = []ActionPlan{{What: "x", Dropped: "No money."}}, ""
	}, testManager, "action"},
	{"not counted by the quality program", func(_ *CaseFile, c *Closing) { c.QAPI = "" }, testManager, "qapi"},
	{"no decision about privacy", func(_ *CaseFile, c *Closing) { c.Privacy = "" }, testManager, "privacy"},
}

func TestCloseGateRefusesWhatSurveyorsCite(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range closeRows {
		t.Run(row.name, func(t *testing.T) {
			f, c := sentGrievance(t), testClosing
			row.spoil(&f, &c)
			m := CloseGate(f, c, row.by, testSettings(), testToday).Blocking()
			if len(m) != 1 && row.code != "issues" || !m.Has(row.code) {
				t.Errorf("the gate says %v, want %s alone", m, row.code)
			}
			for _, g := range m {
				if g.Sentence == "" || g.Field == "" {
					t.Errorf("the gap %+v names no fix or leads nowhere", g)
				}
			}
		})
		seen[row.code] = true
	}
	for _, r := range CloseRules {
		if !seen[r.Code] || r.Source == "" {
			t.Errorf("the rule %s has no test or no source", r.Code)
		}
	}
}

func TestAManagerMayPassOverAPointThatIsNotFirm(t *testing.T) {
	for _, row := range closeRows {
		t.Run(row.name, func(t *testing.T) {
			f, c := sentGrievance(t), testClosing
			row.spoil(&f, &c)
			c.Override = "The board asked for it."
			closed, err := CloseCase(f, c, row.by, testSettings(), testToday)
			if !Overridable(row.code) || !row.by.Roles.Has(RoleManager) {
				if err == nil {
					t.Fatalf("%s was passed over", row.code)
				}
				return
			}
			e := closed.Ending
			if err != nil || !slices.Contains(e.Overridden, row.code) || e.OverrideBy != testManager.Name || e.OverrideReason != c.Override {
				t.Fatalf("%v; the record says %+v", err, e)
			}
			if to, err := Move(closed, ActClose, "", testSettings()); err != nil || to != StateClosed {
				t.Errorf("the state machine goes to %s, %v", to, err)
			}
		})
	}
}

func TestWhatIsFirmSaysWhy(t *testing.T) {
	for code, firm := range map[string]bool{
		"legal_hold": true, "kind": true, "closure": true, "efforts": true, "manager": true, "completed_on.future": true,
		"letter": false, "dispatch": false, "finding": false, "referral": false, "promise": false, "privacy": false, "qapi": false,
	} {
		if Overridable(code) == firm {
			t.Errorf("%s may be passed over: %v", code, !firm)
		}
	}
}

func TestAnOfficerWhoIsNoManagerCannotOverride(t *testing.T) {
	f, c := sentGrievance(t), testClosing
	f.Letters[0].Dispatches, c.Override = nil, "I am in a hurry."
	_, err := CloseCase(f, c, testOfficer, testSettings(), testToday)
	var m Missing
	if !errors.As(err, &m) || !m.Has("override") {
		t.Errorf("the answer is %v", err)
	}
}

func TestAnOverrideNobodyNeededIsNotNoted(t *testing.T) {
	c := testClosing
	c.Override = "To be sure."
	closed, err := CloseCase(sentGrievance(t), c, testManager, testSettings(), testToday)
	if err != nil || closed.Ending.OverrideBy != "" || closed.Ending.OverrideReason != "" {
		t.Errorf("%v; the record says %+v", err, closed.Ending)
	}
}

func TestPraiseAndQuestionsAreNotAskedWhatAComplaintIs(t *testing.T) {
	for kind, asked := range map[Kind]bool{Compliment: false, Suggestion: false, Information: false, Complaint: true, Concern: true, Billing: true} {
		f := CaseFile{Case: Case{Kind: kind, Classification: Classification{Row: "2"}}}
		m := gateFor(f, Closing{Reason: ClosedUnknownMood, Satisfied: SatisfactionUnknown})
		if m.Has("qapi") != asked || m.Has("action") != asked || m.Has("privacy") != asked {
			t.Errorf("a %s is asked %v", kind, m)
		}
	}
}

func TestARefusalByThePatientSettlesTheAuthority(t *testing.T) {
	f := sentGrievance(t)
	f.People = append(f.People, Person{Role: RoleComplainant, Relation: "friend", Authority: AuthorityRefused})
	wantNone(t, gateFor(f, testClosing))
}

func TestAMatterOfAnotherHospitalNeedsNoNoticeButAWord(t *testing.T) {
	f := finishedGrievance(t)
	f.Issues = nil
	c := Closing{Reason: ClosedNotOurs}
	wantGap(t, gateFor(f, c), "told", false)
	f.Contacts = []Contact{{Mode: "phone", Summary: "Gave the number of the other hospital."}}
	wantNone(t, gateFor(f, c))
}

func TestAnAnonymousReportOfHarmClosesWithFindingsAlone(t *testing.T) {
	f, c := finishedGrievance(t), settled(ClosedUnknownMood)
	f.Anonymous, f.People, f.CompletedOn = true, nil, testToday
	wantNone(t, gateFor(f, c))
	f.Issues[0].Finding.Outcome = ""
	wantGap(t, gateFor(f, c), "finding", false)
	f.People = []Person{{Role: RolePatient, Family: "Achterberg"}}
	wantGap(t, gateFor(f, c), "letter", false)
}

func TestAReportThatTheAnswersCallAnonymousClosesLikewise(t *testing.T) {
	f, c := finishedGrievance(t), settled(ClosedUnknownMood)
	f.Anonymous, f.Answers.Anonymous, f.People, f.CompletedOn = false, true, nil, testToday
	wantNone(t, gateFor(f, c))
	f.Answers.Anonymous = false
	wantGap(t, gateFor(f, c), "letter", false)
}

func TestAPersonWhoCannotBeReachedAnywhereNeedsNoLetterButTheAttempts(t *testing.T) {
	f, c := finishedGrievance(t), settled(ClosedNoContact)
	f.CompletedOn = testToday
	f.People = []Person{{Role: RolePatient, Relation: Self, Given: "Rosalind"}}
	f.Contacts = []Contact{{Mode: "phone"}}
	wantGap(t, gateFor(f, c), "attempts", false)
	f.Contacts = append(f.Contacts, Contact{Mode: "phone"})
	wantNone(t, gateFor(f, c))
	wantGap(t, gateFor(f, settled(ClosedUnknownMood)), "letter", false)
	f.People[0].Street = "12 Elm Street"
	wantGap(t, gateFor(f, c), "letter", false)
}

func TestAnOpenTaskOnlyWarns(t *testing.T) {
	f := sentGrievance(t)
	f.Tasks = []Task{{What: "File the papers"}}
	m := gateFor(f, testClosing)
	wantGap(t, m, "task", true)
	wantNone(t, m.Blocking())
}

func TestTheWorstIssueProposesTheCategoryOfTheQualityProgram(t *testing.T) {
	f := CaseFile{Case: Case{Kind: Grievance}, Issues: []Issue{{Category: "communication", Severity: 1}, {Category: "safety", Severity: 3}, {Category: "respect", Severity: 2}}}
	if got := QAPIFor(f); got != "safety" {
		t.Errorf("it proposes %q", got)
	}
	for _, c := range HCAT {
		if !Known(QAPICategories, qapiOf[c.Code]) {
			t.Errorf("%s has no category of the quality program", c.Code)
		}
	}
	if f.Kind = Billing; QAPIFor(f) != "billing" {
		t.Error("a bill is not proposed as billing")
	}
}
