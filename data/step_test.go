package data

import (
	"testing"
	"time"
)

func TestEachKindOfStepAsksForWhatItIsMadeOf(t *testing.T) {
	done := func(st Step) Step {
		st.DoneOn, st.Result = testToday, "Learned."
		return st
	}
	interview := Step{Kind: Interview, Subject: "Night nurse", OwnWords: "I was alone."}
	record := Step{Kind: RecordReview, Subject: "Call log", From: testToday.AddDays(-3), To: testToday.AddDays(-2), Minimum: "That night alone."}
	policy := Step{Kind: PolicyReview, Subject: "Call lights", PolicyNumber: "N-12", Version: "2025-01", Followed: "no", Adequate: "yes"}
	event := Step{Kind: TimelineStep, Subject: "He rang.", When: testToday.Start(time.UTC)}
	other := Step{Kind: OtherStep, Subject: "Asked the vendor"}
	for name, st := range map[string]Step{
		"a planned interview": {Kind: Interview, Subject: "Night nurse"}, "an interview": done(interview),
		"a planned record review": {Kind: RecordReview, Subject: "Call log"}, "a record review": done(record),
		"a planned policy review": {Kind: PolicyReview, Subject: "Call lights"}, "a policy review": done(policy),
		"an entry of the timeline": event, "another step": done(other),
		"an interview with no more than the person's words": {Kind: Interview, Subject: "Night nurse", DoneOn: testToday, OwnWords: "I was alone."},
	} {
		if m := st.Validate(testToday); len(m) > 0 {
			t.Errorf("%s: %v", name, m)
		}
	}
	for name, c := range map[string]struct {
		step Step
		code string
	}{
		"an interview of nobody":                   {with(done(interview), func(s *Step) { s.Subject = "" }), "subject"},
		"an interview without a word":              {with(done(interview), func(s *Step) { s.OwnWords, s.Result = "", " " }), "result"},
		"read back without words":                  {with(done(interview), func(s *Step) { s.OwnWords, s.ReadBack = "", true }), "own_words"},
		"read back before the talk":                {with(interview, func(s *Step) { s.ReadBack = true }), "done_on.read_back"},
		"a record review without its days":         {with(done(record), func(s *Step) { s.From, s.To = 0, 0 }), "from"},
		"a period that ends before it begins":      {with(record, func(s *Step) { s.To = s.From.AddDays(-1) }), "to.before"},
		"a period in the future":                   {with(record, func(s *Step) { s.To = testToday.AddDays(1) }), "period.future"},
		"records without the minimum necessary":    {with(done(record), func(s *Step) { s.Minimum = "" }), "minimum"},
		"a record review without a result":         {with(done(record), func(s *Step) { s.Result = "" }), "result"},
		"a policy without a number":                {with(done(policy), func(s *Step) { s.PolicyNumber = "" }), "policy_number"},
		"a policy without a version":               {with(done(policy), func(s *Step) { s.Version = "" }), "version"},
		"a policy, not said whether followed":      {with(done(policy), func(s *Step) { s.Followed = "" }), "followed"},
		"a policy, not said whether adequate":      {with(done(policy), func(s *Step) { s.Adequate = "" }), "adequate"},
		"an answer that is on no list":             {with(policy, func(s *Step) { s.Adequate = "perhaps" }), "adequate.unknown"},
		"an entry of the timeline without its day": {with(event, func(s *Step) { s.When = time.Time{} }), "when"},
		"an entry of next week":                    {with(event, func(s *Step) { s.When = testToday.AddDays(7).Start(time.UTC) }), "when.future"},
		"another step without a result":            {with(done(other), func(s *Step) { s.Result = "" }), "result"},
	} {
		if m := c.step.Validate(testToday); !m.Has(c.code) {
			t.Errorf("%s: no gap %s in %v", name, c.code, m)
		}
	}
}

func with(st Step, change func(*Step)) Step {
	change(&st)
	return st
}

func TestAnEntryOfTheTimelineIsNothingToWaitFor(t *testing.T) {
	f := CaseFile{Steps: []Step{{Kind: TimelineStep, Subject: "He rang.", When: testToday.Start(time.UTC)}}}
	wantGap(t, awaitGuard(f, testSettings()), "step.open", false)
	f.Steps = append(f.Steps, Step{Kind: Interview, Subject: "Night nurse"})
	wantNone(t, awaitGuard(f, testSettings()))
}

func TestTheTimelineIsInOrderAndShowsItsGaps(t *testing.T) {
	at := func(hour, minute int) time.Time { return time.Date(2026, 3, 1, hour, minute, 0, 0, time.UTC) }
	f := CaseFile{Steps: []Step{
		{Kind: TimelineStep, Subject: "The dose was given", When: at(14, 4)}, {Kind: Interview, Subject: "Night nurse"},
		{Kind: TimelineStep, Subject: "She rang", When: at(9, 0)}, {Kind: TimelineStep, Subject: "She rang again", When: at(9, 30)},
	}}
	got := f.Timeline(time.UTC)
	if len(got) != 3 || got[0].Subject != "She rang" || got[0].Since != 0 || got[1].Since != 30*time.Minute || got[2].Since != 4*time.Hour+34*time.Minute {
		t.Fatalf("the timeline is %+v", got)
	}
	if got[1].Longest || !got[2].Longest {
		t.Error("the longest gap is not marked, or another")
	}
	f.Steps = f.Steps[2:]
	if got := f.Timeline(time.UTC); got[1].Longest {
		t.Error("the only gap is called the longest")
	}
}

func TestVisitsStandInTheTimeline(t *testing.T) {
	f := CaseFile{Visits: []Visit{{RecordBase: RecordBase{ID: NewID()}, From: NewDate(2026, 3, 4), FromTime: "22:15", To: NewDate(2026, 3, 7), Unit: "4 West"}}}
	f.Steps = []Step{{Kind: TimelineStep, When: time.Date(2026, 3, 5, 2, 0, 0, 0, time.UTC), Subject: "He rang"}}
	got := f.Timeline(time.UTC)
	if len(got) != 3 || got[0].Subject != "The visit begins: 4 West" || got[1].Subject != "He rang" || got[1].Since != 3*time.Hour+45*time.Minute ||
		got[2].Subject != "The visit ends: 4 West, time not known" || got[2].Visit != f.Visits[0].ID {
		t.Errorf("the timeline is %+v", got)
	}
}
