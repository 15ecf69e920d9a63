package practice_test

import (
	"slices"
	"testing"

	"rapport/data"
)

// The year must show what the program can do: a thing that no case has cannot be
// tried.
func TestTheYearShowsWhatTheProgramCanDo(t *testing.T) {
	seen := map[string]int{}
	saw := func(what string, yes bool) {
		if yes {
			seen[what]++
		}
	}
	for _, f := range year(t, 2000) {
		for _, p := range f.People {
			seePerson(saw, p)
		}
		for _, st := range f.Steps {
			seeStep(saw, st)
		}
		for _, a := range f.Advocacy {
			saw("advocacy with papers", len(a.Papers) > 0)
			saw("advocacy with steps", len(a.Steps) > 0)
			for _, l := range a.Levels {
				saw("appeal to be filed", l.FiledOn.IsZero() && l.Waits())
				saw("appeal filed", !l.FiledOn.IsZero() && l.Waits())
				saw("appeal "+string(l.Outcome), !l.Waits())
			}
			saw("second level of an appeal", len(a.Levels) > 1)
		}
		for _, c := range f.Contacts {
			saw("contact with minutes", c.Minutes > 0 && c.Outcome == "reached")
			saw("attempt without answer", c.Outcome == "no_answer")
			saw("message left", c.Outcome == "message")
			saw("update", c.Update)
		}
		for _, k := range f.Tasks {
			saw("promise kept", k.Promise && !k.DoneOn.IsZero())
			saw("promise open", k.Promise && k.DoneOn.IsZero())
			saw("promise open in a closed case", k.Promise && k.DoneOn.IsZero() && !f.Open())
		}
		for _, a := range f.Actions {
			saw("action "+string(a.State()), true)
		}
		for _, is := range f.Issues {
			saw("issue agreed", !is.AgreedOn.IsZero())
		}
		for _, n := range f.Notes {
			saw("note "+string(n.Class), true)
		}
		q := f.Inquiry
		saw("plan", q.Approach != "")
		saw("causes", len(q.Causes) > 0)
		saw("whys", len(q.Whys) > 0)
		saw("sign-off", q.Independent && !q.SignedOn.IsZero())
		saw("offer of formal filing", len(f.Offers) > 0)
		saw("limit on contact", len(f.Limits) > 0)
		saw("limit on contact that stands", slices.ContainsFunc(f.Limits, func(l data.ConductLimit) bool { return l.Stands(today) }))
		saw("closed without contact", f.Closure == data.ClosedNoContact)
		saw("triaged", f.Urgency != "")
		saw("mediation", slices.ContainsFunc(f.Meetings, func(m data.Meeting) bool { return m.Mediation }))
	}
	for what, most := range map[string]int{ // the rare things, and what must not be
		"limit on contact": 40, "safety note": 60, "promise open in a closed case": 0, "promise open": 80, "note legal": 20,
	} {
		if seen[what] > most {
			t.Errorf("%s: %d times, at most %d are believable", what, seen[what], most)
		}
	}
	for _, what := range wanted() {
		if seen[what] == 0 {
			t.Errorf("the year has no %s", what)
		}
	}
}

func wanted() []string {
	all := []string{
		"language", "interpreter", "sign language", "large print", "confidential address", "safety note", "written authorization", "expired authorization",
		"interview", "interview in own words", "interview with somebody present", "record review", "policy review", "referral answered", "referral open",
		"reminder", "passed to the director", "did it work", "advocacy with papers", "advocacy with steps", "appeal to be filed", "appeal filed",
		"second level of an appeal", "contact with minutes", "attempt without answer", "message left", "update", "promise kept", "promise open", "issue agreed",
		"plan", "causes", "whys", "sign-off", "offer of formal filing", "limit on contact", "limit on contact that stands", "closed without contact", "triaged", "mediation",
	}
	for _, o := range data.AppealOutcomes {
		all = append(all, "appeal "+string(o.Value))
	}
	for _, s := range data.ActionStates {
		all = append(all, "action "+string(s.Value))
	}
	for _, c := range data.NoteClasses {
		all = append(all, "note "+string(c.Value))
	}
	return all
}

func seePerson(saw func(string, bool), p data.Person) {
	saw("language", p.Language != "")
	saw("interpreter", p.Interpreter == "spoken")
	saw("sign language", p.Interpreter == "asl")
	saw("large print", p.Format == "large_print")
	saw("confidential address", p.Confidential && p.MailTo() == p.Alternative)
	saw("safety note", p.SafetyNote != "")
	written := p.Authority == data.AuthorityWritten
	saw("written authorization", written && p.Grant.Gaps().Err() == nil)
	saw("expired authorization", written && !p.MayReceive(today))
}

func seeStep(saw func(string, bool), st data.Step) {
	saw("record review", st.Kind == data.RecordReview && st.Minimum != "" && !st.From.IsZero())
	saw("policy review", st.Kind == data.PolicyReview && st.Version != "" && st.Followed != "")
	saw("interview", st.Kind == data.Interview && st.Place != "")
	saw("interview in own words", st.OwnWords != "" && st.ReadBack)
	saw("interview with somebody present", st.Present != "")
	saw("referral answered", st.Kind == data.Referral && st.Answered())
	saw("referral open", st.Kind == data.Referral && st.Open())
	saw("reminder", len(st.Reminders) > 0)
	saw("passed to the director", !st.Director.IsZero())
	saw("did it work", st.Worked != "")
}

// The register shows something only where people come again, and then as the
// same person in every case.
func TestSomePeopleComeAgainAsTheSamePerson(t *testing.T) {
	cases := map[string][]data.Person{}
	for _, f := range year(t, 2000) {
		if p, ok := f.Person(data.RolePatient); ok && p.MRN != "" {
			cases[p.MRN] = append(cases[p.MRN], p)
		}
	}
	again, most := 0, 0
	for mrn, people := range cases {
		most = max(most, len(people))
		if len(people) < 2 || mrn[:2] != "PY" {
			continue
		}
		again++
		for _, p := range people[1:] {
			first := people[0]
			if p.ListName() != first.ListName() || p.BirthDate != first.BirthDate || p.Language != first.Language || p.MailTo() != first.MailTo() {
				t.Errorf("%s is %+v and %+v", mrn, first, p)
			}
		}
	}
	if again < 60 || most > 9 {
		t.Errorf("%d people come again, one of them %d times", again, most)
	}
}
