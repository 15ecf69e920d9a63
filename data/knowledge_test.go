package data

import (
	"strings"
	"testing"
)

func policy() Knowledge {
	return Knowledge{Kind: KnowledgePolicy, State: KnowledgeActive, Title: "Visitation", Number: "RI-12", Version: "4", Text: "The patient decides.",
		Effective: NewDate(2026, 1, 1), Review: NewDate(2027, 1, 1)}
}

func TestWhatTheLibraryAsksOfAnEntry(t *testing.T) {
	today := NewDate(2026, 3, 2)
	for what, c := range map[string]struct {
		change func(*Knowledge)
		code   string // empty: nothing stands in the way
	}{
		"a policy in force":                      {func(*Knowledge) {}, ""},
		"no title":                               {func(k *Knowledge) { k.Title = " " }, "title"},
		"a kind of another program":              {func(k *Knowledge) { k.Kind = "wiki" }, "kind"},
		"active without words or a place":        {func(k *Knowledge) { k.Text = "" }, "text"},
		"active with the place alone":            {func(k *Knowledge) { k.Text, k.Source = "", "Policy system" }, ""},
		"an answer that says only where it lies": {func(k *Knowledge) { k.Kind, k.Text, k.Source = KnowledgeAnswer, "", "Desk" }, "text.answer"},
		"active with brackets still open":        {func(k *Knowledge) { k.Text = "Call [phone]." }, "text.open"},
		"a draft with brackets":                  {func(k *Knowledge) { k.Text, k.State = "Call [phone].", KnowledgeDraft }, ""},
		"active without a day of review":         {func(k *Knowledge) { k.Review = 0 }, "review"},
		"a draft without a day of review":        {func(k *Knowledge) { k.Review, k.State = 0, KnowledgeDraft }, ""},
		"reviewed before it holds":               {func(k *Knowledge) { k.Review = NewDate(2025, 12, 31) }, "review.before"},
		"a question that is active":              {func(k *Knowledge) { k.Kind = KnowledgeQuestion }, "state.question"},
		"a question with nothing but its words": {func(k *Knowledge) {
			*k = Knowledge{Kind: KnowledgeQuestion, State: KnowledgeDraft, Title: "May a dog visit?"}
		}, ""},
		"a text longer than the window takes well": {func(k *Knowledge) { k.Text = strings.Repeat("x", MaxNote+1) }, "text.long"},
	} {
		k := policy()
		c.change(&k)
		m := k.Validate(today).Blocking()
		if c.code == "" && len(m) > 0 || c.code != "" && (len(m) != 1 || !m.Has(c.code)) {
			t.Errorf("%s: %+v, want %q", what, m, c.code)
		}
	}
}

func TestAReviewIsOwedFromItsDayOnAndForWhatIsInForceAlone(t *testing.T) {
	k := policy()
	for day, owed := range map[Date]bool{NewDate(2026, 12, 31): false, NewDate(2027, 1, 1): true, NewDate(2028, 1, 1): true} {
		if k.ReviewOwed(day) != owed || k.Validate(day).Has("review.owed") != owed {
			t.Errorf("on %s owed is %v", day, !owed)
		}
	}
	k.State = KnowledgeRetired
	if k.ReviewOwed(NewDate(2028, 1, 1)) {
		t.Error("what is retired is not looked at again")
	}
}

func TestAReviewHoldsTwelveMonths(t *testing.T) {
	for on, until := range map[string]string{"2026-03-02": "2027-03-02", "2024-02-29": "2025-02-28", "2026-12-31": "2027-12-31"} {
		day, _ := ParseDate(on)
		if got := policy().Reviewed(day, "Dana Whitfield").Review.String(); got != until {
			t.Errorf("reviewed on %s, next on %s, want %s", on, got, until)
		}
	}
	if got := NewDate(2026, 8, 31).AddMonths(-6).String(); got != "2026-02-28" {
		t.Errorf("six months before August 31 is %s", got)
	}
}

func TestAQuestionBecomesAnAnswerThatCanBeGiven(t *testing.T) {
	q := Knowledge{Kind: KnowledgeQuestion, State: KnowledgeDraft, Title: "May a dog visit?", AskedIn: "PR-2026-00007"}
	if q.Givable() || !q.Unanswered() {
		t.Error("a question can be given out, or does not wait")
	}
	a := q.Answered("Yes, on a leash.", NewDate(2026, 3, 2), "Dana Whitfield")
	if !a.Givable() || a.Unanswered() || a.AskedIn != "PR-2026-00007" || a.Validate(NewDate(2026, 3, 2)).Err() != nil {
		t.Errorf("%+v, %v", a, a.Validate(NewDate(2026, 3, 2)))
	}
}

func TestTheStartingSetIsWrittenForTheOfficeAndFollowsItsStandards(t *testing.T) {
	s := DefaultSettings()
	s.Facility, s.Phone = "Lakeside General Hospital", "555-0100"
	s = s.WithStandard(Standard{Clock: ClockDecide, Days: 10, Unit: CalendarDays})
	s.Agencies = []Agency{{Name: "State Department of Health", Phone: "555-0171", Note: "For anybody."}}
	all := StartingKnowledge(s)
	joined := ""
	for _, k := range all {
		if m := k.Validate(NewDate(2026, 3, 2)).Err(); m != nil || k.State != KnowledgeDraft {
			t.Errorf("%s: %v", k.Title, m)
		}
		joined += k.Text + "\n"
	}
	for _, want := range []string{"Lakeside General Hospital", "555-0100", "10 days", "State Department of Health: 555-0171. For anybody.", "interpreter is free", "Quality Improvement Organization"} {
		if !strings.Contains(joined, want) {
			t.Errorf("the set does not say %q", want)
		}
	}
	if strings.Contains(joined, "{") {
		t.Error("a field was not filled in")
	}
	if !strings.Contains(StartingKnowledge(Settings{})[3].Text, "[phone and address]") {
		t.Error("an office without agencies is not asked for them")
	}
}
