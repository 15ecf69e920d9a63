package data

import (
	"testing"
	"time"
)

// inquiry is a case of the kind that came in on a Monday morning.
func inquiry(kind Kind) CaseFile {
	return CaseFile{Case: Case{Kind: kind, State: StateNew, Unit: "5 East", ReceivedAt: time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC)},
		People: []Person{{Role: RoleComplainant, Family: "Fennimore"}}}
}

func TestToWhomACaseIsHandedOverAndByWhen(t *testing.T) {
	now := time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC) // a Monday
	s := testSettings().WithContact(UnitContact{Unit: "5 East", Manager: "Ada"}).WithContact(UnitContact{Unit: "Billing", Deputy: "Bo"})
	for kind, want := range map[Kind]struct {
		purpose       HandoverPurpose
		to, unit, due string
	}{
		Compliment:    {"compliment", "Ada", "5 East", "2026-03-09"},
		Suggestion:    {"suggestion", "Ada", "5 East", "2026-03-16"},
		Information:   {"information", "Ada", "5 East", "2026-03-04"},
		PolicyConcern: {"policy", "Ada", "5 East", "2026-03-16"},
		LostProperty:  {"property", "Security", "Security", "2026-03-09"}, // not in the directory
		Billing:       {"billing", "Bo", "Billing", "2026-03-09"},
		Privacy:       {"privacy", "The privacy officer", "Privacy", "2026-03-04"},
		Complaint:     {"other", "Ada", "5 East", "2026-03-09"},
	} {
		h := NewHandover(inquiry(kind), s, now)
		if h.Purpose != want.purpose || h.To != want.to || h.Unit != want.unit || h.Due.String() != want.due || h.On.String() != "2026-03-02" {
			t.Errorf("%s goes to %q of %q by %s as %s; want %+v", kind, h.To, h.Unit, h.Due, h.Purpose, want)
		}
		if m := ValidateRecord(&h, inquiry(kind), s, h.On).Err(); m != nil {
			t.Errorf("%s: %v", kind, m)
		}
	}
}

func TestTheOneNextStepOfTheFastPath(t *testing.T) {
	day := NewDate(2026, 3, 2)
	handed := Handover{Purpose: "information", To: "Admitting", On: day, Due: day + 2}
	answered := handed
	answered.Outcome, answered.DoneOn = "Until eight.", day
	told := answered
	told.ThankedOn = day
	praise := Handover{Purpose: "compliment", To: "Ada", On: day, Due: day + 5}
	thanked := praise
	thanked.ThankedOn = day
	for what, c := range map[string]struct {
		file CaseFile
		want string
		act  ActionID
	}{
		"a request that nobody has":            {handedOver(Information), "Hand it over to whoever answers it, or answer it now.", ""},
		"handed over":                          {handedOver(Information, handed), "Get the answer and write down what came of it.", ""},
		"answered":                             {handedOver(Information, answered), "Tell the person what came of it.", ""},
		"told":                                 {handedOver(Information, told), "Close the case.", ActClose},
		"one of two is still to answer":        {handedOver(Information, told, handed), "Get the answer and write down what came of it.", ""},
		"a compliment asks for no answer":      {handedOver(Compliment, praise), "Thank the person.", ""},
		"a compliment thanked":                 {handedOver(Compliment, thanked), "Close the case.", ActClose},
		"lost property":                        {handedOver(LostProperty), "Hand it over to whoever answers it, or answer it now.", ""},
		"a complaint is no matter of it":       {handedOver(Complaint), "Triage: check the patient's safety, rate each issue, choose an owner.", ActTriage},
		"a privacy matter that is a grievance": {handedOver(Grievance, handed), "Triage: check the patient's safety, rate each issue, choose an owner.", ActTriage},
	} {
		got := NextStep(c.file, testSettings(), day)
		if got.Sentence != c.want || got.Action != c.act {
			t.Errorf("%s: %q, %q", what, got.Sentence, got.Action)
		}
	}
	looked := handedOver(Billing)
	looked.State, looked.Steps = StateInvestigating, []Step{{Kind: "record_review"}}
	if got := NextStep(looked, testSettings(), day); got.Section != SectionInvestigation {
		t.Errorf("a bill that the office looks into itself goes on with %q", got.Sentence)
	}
	nobody := handedOver(Compliment, praise)
	nobody.Anonymous, nobody.People = true, nil
	if got := NextStep(nobody, testSettings(), day); got.Action != ActClose {
		t.Errorf("praise without a name goes on with %q", got.Sentence)
	}
	held := handedOver(Information, handed)
	held.State = StateOnHold
	if got := NextStep(held, testSettings(), day); got.Action != ActRelease {
		t.Errorf("on hold it goes on with %q", got.Sentence)
	}
}

func handedOver(kind Kind, all ...Handover) CaseFile {
	f := inquiry(kind)
	f.Handovers = all
	return f
}

func TestAHandoverIsOwedItsAnswerAndThenTheWordToThePerson(t *testing.T) {
	day := NewDate(2026, 3, 2)
	h := Handover{Purpose: "information", To: "Admitting", On: day, Due: day + 2}
	if o := h.Owed(true); len(o) != 1 || o[0].Kind != OwedReferral || !o[0].Others || o[0].Due != day+2 {
		t.Errorf("owed is %+v", o)
	}
	h.Outcome, h.DoneOn = "Until eight.", day
	if o := h.Owed(true); len(o) != 1 || o[0].Kind != OwedTask || o[0].Others {
		t.Errorf("after the answer, owed is %+v", o)
	}
	h.ThankedOn = day
	if o := h.Owed(true); len(o) != 0 {
		t.Errorf("after the word, owed is %+v", o)
	}
	h = Handover{Purpose: "compliment", To: "Ada", On: day, Due: day + 5}
	if o := h.Owed(true); len(o) != 1 || o[0].Others {
		t.Errorf("praise waits for others: %+v", o)
	}
	if o := h.Owed(false); len(o) != 0 {
		t.Errorf("in a closed case, owed is %+v", o)
	}
}

func TestAnAnswerBeforeItsHandoverIsRefused(t *testing.T) {
	day := NewDate(2026, 3, 2)
	h := Handover{Purpose: "information", To: "Admitting", On: day, Outcome: "Until eight.", DoneOn: day - 1}
	if m := h.Validate(CaseFile{}, Settings{}, day); !m.Has("done_on.before") {
		t.Errorf("%+v", m)
	}
	h.DoneOn = 0
	if m := h.Validate(CaseFile{}, Settings{}, day); !m.Has("done_on") {
		t.Errorf("an outcome without its day: %+v", m)
	}
}
