package data

import (
	"strings"
	"testing"
)

func TestTheNextStepWhereNobodyIsKnownOrAuthorityIsOpen(t *testing.T) {
	unnamed := func(f *CaseFile) { f.Anonymous, f.People = true, nil }
	friend := func(authority Authority) func(*CaseFile) {
		return func(f *CaseFile) {
			f.People = append(f.People, Person{ID: NewID(), Role: RoleComplainant, Relation: "friend", Given: "Ivo", Authority: authority})
			f.Classification = Classify(Answers{NotAuthorized: true}, Policy{})
		}
	}
	for _, c := range []struct {
		name  string
		set   func(*CaseFile)
		state State
		says  string
		act   ActionID
	}{
		{"anonymous and new", unnamed, StateNew, "Nobody gave a name", ActTriage},
		{"anonymous and triaged: no acknowledgement can go anywhere", unnamed, StateTriaged, "Look into it all the same", ActInvestigate},
		{"anonymous with its findings: no letter", unnamed, StateFindings, "Close the case with what was found", ActClose},
		{"anonymous with a patient who is known goes the usual way", func(f *CaseFile) { f.Anonymous = true }, StateFindings, "Write the resolution letter.", ActDraftLetter},
		{"a friend without authority, new", friend(AuthorityNone), StateNew, "Ask the patient", ActTriage},
		{"a friend without authority, triaged", friend(AuthorityNone), StateTriaged, "Ask the patient", ""},
		{"a friend whom the patient allowed since", friend(AuthorityVerbal), StateTriaged, "classify the case again", ""},
		{"a friend whom the patient refused", friend(AuthorityRefused), StateNew, "does not want this person told anything", ActTriage},
		{"harm does not wait for the authority", func(f *CaseFile) {
			friend(AuthorityNone)(f)
			f.Classification = Classify(Answers{NotAuthorized: true, AllegesHarm: true}, Policy{})
		}, StateTriaged, "Begin the investigation.", ActInvestigate},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := finishedGrievance(t)
			f.State, f.Clocks = c.state, f.Clocks[:0]
			c.set(&f)
			if got := NextStep(f, testSettings(), testToday); !strings.Contains(got.Sentence, c.says) || got.Action != c.act {
				t.Errorf("the next step is %q (%s), want %q (%s)", got.Sentence, got.Action, c.says, c.act)
			}
		})
	}
}
