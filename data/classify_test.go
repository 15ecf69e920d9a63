package data

import (
	"testing"
	"time"
)

func TestEveryRowOfTheDecisionTable(t *testing.T) {
	strict, lenient := Policy{PostDischargeGrievance: true}, Policy{}
	for _, c := range []struct {
		name    string
		answers Answers
		policy  Policy
		row     string
		kind    Kind
	}{
		{"harm alleged", Answers{AllegesHarm: true}, strict, "1", Grievance},
		{"anonymous", Answers{Anonymous: true}, strict, "2", Concern},
		{"not about care", Answers{NotAboutCare: true}, strict, "2", Concern},
		{"from staff", Answers{FromStaff: true}, strict, "2", Concern},
		{"a neighbor without authority", Answers{NotAuthorized: true}, strict, "3", Concern},
		{"the bill alone", Answers{BillingOnly: true}, strict, "4", Billing},
		{"Medicare rights about the bill", Answers{BillingOnly: true, MedicareBillingRights: true}, strict, "4a", Grievance},
		{"bill disputed for poor care", Answers{BillingOnly: true, BilledForPoorCare: true}, strict, "4b", Grievance},
		{"survey with a complaint that asks", Answers{Survey: true, SurveyAsks: true}, strict, "5", Grievance},
		{"survey that asks for a response", Answers{Survey: true, AsksResponse: true}, strict, "5", Grievance},
		{"survey that asks nothing", Answers{Survey: true}, strict, "5", Concern},
		{"letter", Answers{Written: true}, strict, "6", Grievance},
		{"asks for a response", Answers{AsksResponse: true}, strict, "7", Grievance},
		{"call after discharge, strict policy", Answers{AfterDischarge: true}, strict, "8", Grievance},
		{"call after discharge, lenient policy", Answers{AfterDischarge: true}, lenient, "8", Complaint},
		{"cold food met quickly", Answers{MinorComfort: true}, strict, "9", Complaint},
		{"resolved by staff present", Answers{ResolvedNow: true}, strict, "10", Complaint},
		{"any other spoken complaint", Answers{}, strict, "11", Grievance},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Classify(c.answers, c.policy)
			if got.Row != c.row || got.Kind != c.kind {
				t.Errorf("row %s, %s; want row %s, %s", got.Row, got.Kind, c.row, c.kind)
			}
			if got.Test == "" || got.Because == "" || got.Citation == "" || got.RuleVersion != RuleVersion {
				t.Errorf("the classification does not explain itself: %+v", got)
			}
		})
	}
}

func TestTheFirstRowThatFiresDecides(t *testing.T) {
	p := Policy{PostDischargeGrievance: true}
	for _, c := range []struct {
		name    string
		answers Answers
		row     string
		kind    Kind
	}{
		{"written and resolved at once is still a grievance", Answers{Written: true, ResolvedNow: true}, "6", Grievance},
		{"a response asked for and resolved at once is still a grievance", Answers{AsksResponse: true, ResolvedNow: true}, "7", Grievance},
		{"written about cold food is still a grievance", Answers{Written: true, MinorComfort: true}, "6", Grievance},
		{"anonymous harm is a grievance", Answers{Anonymous: true, AllegesHarm: true}, "1", Grievance},
		{"harm on a bill is a grievance", Answers{BillingOnly: true, AllegesHarm: true}, "1", Grievance},
		{"harm told by staff is a grievance", Answers{FromStaff: true, AllegesHarm: true}, "1", Grievance},
		{"written without authority asks for it first", Answers{NotAuthorized: true, Written: true}, "3", Concern},
		{"a written bill is billing", Answers{BillingOnly: true, Written: true}, "4", Billing},
		{"a bill is not put aside as not about care", Answers{NotAboutCare: true, MedicareBillingRights: true}, "4a", Grievance},
		{"an anonymous letter is a concern", Answers{Anonymous: true, Written: true}, "2", Concern},
		{"a written survey that asks nothing is no grievance", Answers{Survey: true, Written: true}, "5", Concern},
		{"a call after discharge resolved at once follows the policy", Answers{AfterDischarge: true, ResolvedNow: true}, "8", Grievance},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Classify(c.answers, p); got.Row != c.row || got.Kind != c.kind {
				t.Errorf("row %s, %s; want row %s, %s", got.Row, got.Kind, c.row, c.kind)
			}
		})
	}
}

func TestAllegedHarmIsReviewedAtOnceAndAuthoritySettledInParallel(t *testing.T) {
	got := Classify(Answers{AllegesHarm: true, NotAuthorized: true}, Policy{})
	if !got.Immediate || !got.AskAuthority || got.Kind != Grievance {
		t.Errorf("got %+v", got)
	}
	if got := Classify(Answers{Written: true}, Policy{}); got.Immediate || got.AskAuthority {
		t.Errorf("an ordinary letter asks for immediate review or authority: %+v", got)
	}
	if !Classify(Answers{NotAuthorized: true, Written: true}, Policy{}).AskAuthority {
		t.Error("somebody without authority: the patient is not asked")
	}
}

func TestAnswersFollowFromTheIntake(t *testing.T) {
	for _, c := range []struct {
		name string
		in   Intake
		want Answers
	}{
		{"an e-mail is written", Intake{Channel: Email}, Answers{Written: true}},
		{"a call is not written", Intake{Channel: Phone}, Answers{}},
		{"a survey comment", Intake{Channel: Survey}, Answers{Survey: true}},
		{"an anonymous caller", Intake{Channel: Phone, Anonymous: true}, Answers{Anonymous: true}},
		{"a nurse", Intake{Channel: Phone, Relation: "staff"}, Answers{FromStaff: true}},
		{"staff who pass on a patient's words", Intake{Channel: "staff_relay", Relation: Self}, Answers{}},
		{"a friend without authority", Intake{Channel: Phone, Relation: "friend", Complainant: Person{Authority: AuthorityNone}}, Answers{NotAuthorized: true}},
		{"a wife whom the patient allowed", Intake{Channel: Phone, Relation: "spouse", Complainant: Person{Authority: AuthorityVerbal}}, Answers{}},
		{"a bill", Intake{Channel: Phone, Nature: Billing}, Answers{BillingOnly: true}},
		{"what the officer ticked stays", Intake{Channel: Phone, Answers: Answers{Written: true, ResolvedNow: true}}, Answers{Written: true, ResolvedNow: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := AnswersFor(c.in); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestKindOfACaseFollowsNatureUnlessTheRulesMakeItAGrievance(t *testing.T) {
	grievance, harm := Classify(Answers{Written: true}, Policy{}), Classify(Answers{AllegesHarm: true}, Policy{})
	complaint := Classify(Answers{ResolvedNow: true}, Policy{})
	for _, c := range []struct {
		name string
		in   Intake
		by   Classification
		want Kind
	}{
		{"a complaint is what the table says", Intake{}, complaint, Complaint},
		{"a written compliment is a compliment", Intake{Nature: Compliment}, grievance, Compliment},
		{"a compliment that tells of harm is a grievance", Intake{Nature: Compliment}, harm, Grievance},
		{"an information request by e-mail is one", Intake{Nature: Information}, grievance, Information},
		{"a written privacy complaint is a grievance", Intake{Nature: Privacy}, grievance, Grievance},
		{"a privacy matter settled at once stays one", Intake{Nature: Privacy}, complaint, Privacy},
		{"lost property found at once stays lost property", Intake{Nature: LostProperty}, complaint, LostProperty},
		{"a concern whose filing was declined is a grievance all the same", Intake{Nature: Concern}, grievance, Grievance},
		{"a civil-rights grievance keeps its own procedure", Intake{Nature: CivilRights}, harm, CivilRights},
		{"an override wins", Intake{Override: Complaint}, grievance, Complaint},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.in.KindFor(c.by); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func goodIntake() Intake {
	return Intake{Channel: Phone, ReceivedAt: time.Date(2026, 3, 4, 15, 0, 0, 0, time.UTC), Story: "They forgot my lunch.", Relation: Self}
}

func TestIntakeNeedsOnlyChannelTimeAndStory(t *testing.T) {
	now := time.Date(2026, 3, 4, 16, 0, 0, 0, time.UTC)
	wantNone(t, goodIntake().Validate(testSettings(), now))
	empty := Intake{}.Validate(testSettings(), now)
	for _, code := range []string{"channel", "received_at", "story"} {
		wantGap(t, empty, code, false)
	}
	if len(empty) != 3 {
		t.Errorf("an empty intake lacks three things, got %v", empty)
	}
}

func TestIntakeRefusesWhatCannotBe(t *testing.T) {
	now := time.Date(2026, 3, 4, 16, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		code  string
		spoil func(*Intake)
	}{
		{"received_at.future", func(in *Intake) { in.ReceivedAt = now.Add(time.Minute) }},
		{"received_at.old", func(in *Intake) { in.ReceivedAt = time.Date(1989, 12, 31, 12, 0, 0, 0, time.UTC) }},
		{"channel", func(in *Intake) { in.Channel = "pigeon" }},
		{"story", func(in *Intake) { in.Story = " \n" }},
		{"story.long", func(in *Intake) { in.Story = string(make([]byte, MaxStory+1)) }},
		{"harm", func(in *Intake) { in.Harm = 6 }},
		{"event_date", func(in *Intake) { in.EventDate = NewDate(2026, 3, 5) }},
		{"event_date.old", func(in *Intake) { in.EventDate = NewDate(1826, 3, 4) }},
		{"relation", func(in *Intake) { in.Relation = "dog" }},
		{"nature", func(in *Intake) { in.Nature = "riddle" }},
		{"override", func(in *Intake) { in.Override = "riddle" }},
		{"override_reason", func(in *Intake) { in.Override = Complaint }},
		{"birth_date", func(in *Intake) { in.Patient.BirthDate = NewDate(2026, 3, 5) }},
		{"severity", func(in *Intake) { in.Issues = []Issue{{Words: "w", Category: "quality", Severity: 4}} }},
		{"category", func(in *Intake) { in.Issues = []Issue{{Words: "w", Category: "weather"}} }},
		{"email", func(in *Intake) { in.Relation = "friend"; in.Complainant.Email = "nobody" }},
	} {
		in := goodIntake()
		c.spoil(&in)
		wantGap(t, in.Validate(testSettings(), now), c.code, false)
	}
}

func TestOverrideUpwardIsFreeAndDownwardNeedsAReason(t *testing.T) {
	now := time.Date(2026, 3, 4, 16, 0, 0, 0, time.UTC)
	in := goodIntake()
	in.Answers.ResolvedNow, in.Override = true, Grievance
	wantNone(t, in.Validate(testSettings(), now))
	in = goodIntake()
	in.Override, in.OverrideReason = Complaint, "The nurse had solved it while the patient was on the phone."
	wantNone(t, in.Validate(testSettings(), now))
	if !Downward(Grievance, Concern) || Downward(Concern, Grievance) || Downward(Grievance, CivilRights) {
		t.Error("downward is what takes the written notice away, and nothing else")
	}
}
