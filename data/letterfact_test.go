package data

import (
	"testing"
	"time"
)

func TestALetterIsDueByTheDutyThatItMeets(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2026, 10, day, 14, 0, 0, 0, time.UTC) }
	on := func(day int) Date { return NewDate(2026, time.October, day) }
	grievance := []Clock{
		{Kind: ClockAcknowledge, Start: at(1), Due: on(3)}, {Kind: ClockDecide, Start: at(1), Due: on(8)}, {Kind: ClockUpdate, Start: at(5), Due: on(7)},
	}
	met := func(i, day int) []Clock {
		clocks := append([]Clock(nil), grievance...)
		clocks[i].MetOn = on(day)
		return clocks
	}
	stopped := append([]Clock(nil), grievance...)
	stopped[1].Stopped = true
	again := append(met(1, 6), Clock{Kind: ClockDecide, Start: at(20), Due: on(27)})
	appeal := []Clock{{Kind: ClockDecide, Start: at(1), Due: on(8), About: NewID()}}
	for _, c := range []struct {
		name   string
		clocks []Clock
		kind   LetterKind
		issued int
		want   Date
	}{
		{"an acknowledgement", grievance, Acknowledgement, 2, on(3)},
		{"an acknowledgement after a call did it", met(0, 1), Acknowledgement, 2, 0},
		{"one that left on a later day", met(0, 4), Acknowledgement, 2, on(3)},
		{"a notice", grievance, NoticeOfDecision, 6, on(8)},
		{"a notice of a duty that is owed no more", stopped, NoticeOfDecision, 6, 0},
		{"a correction of a notice", met(1, 6), NoticeOfDecision, 9, 0},
		{"a notice after a reopening", again, NoticeOfDecision, 22, on(27)},
		{"a notice before the reopening", again, NoticeOfDecision, 6, on(8)},
		{"an interim letter", grievance, InterimLetter, 6, on(7)},
		{"an interim letter before an update was owed", grievance, InterimLetter, 4, 0},
		{"a notice while only an appeal runs", appeal, NoticeOfDecision, 6, 0},
		{"a letter that meets no duty", grievance, ReferralOut, 2, 0},
	} {
		f := CaseFile{Clocks: c.clocks}
		if got := f.LetterDuty(Letter{Kind: c.kind, IssuedAt: at(c.issued).Add(time.Hour)}, time.UTC); got != c.want {
			t.Errorf("%s is due on %q, want %q", c.name, got, c.want)
		}
	}
}

func TestANoticeHasItsFourElementsOrNot(t *testing.T) {
	id := NewID()
	f := CaseFile{Case: Case{ReceivedAt: time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC)}, Issues: []Issue{{ID: id, Words: "Nobody came."}}}
	whole := LetterDraft{Kind: NoticeOfDecision, Date: NewDate(2026, 10, 6), CompletedOn: NewDate(2026, 10, 5), Contact: "Dana Whitfield",
		Steps: []string{"We spoke with the nurse in charge."}, Findings: []IssueAnswer{{id, "You were right. The unit was short of two nurses that evening."}}}
	for name, lacks := range map[string]func(*LetterDraft){
		"": func(*LetterDraft) {}, "the contact": func(d *LetterDraft) { d.Contact = " " }, "the steps": func(d *LetterDraft) { d.Steps = []string{"n/a"} },
		"an answer": func(d *LetterDraft) { d.Findings = nil }, "the completion": func(d *LetterDraft) { d.CompletedOn = 0 },
	} {
		d := whole
		lacks(&d)
		fact := f.LetterFact(Letter{Kind: d.Kind, Date: d.Date, IssuedAt: time.Date(2026, 10, 6, 9, 0, 0, 0, time.UTC), Draft: d}, DefaultSettings())
		if fact.Elements != (name == "") {
			t.Errorf("a notice that lacks %q: elements %t", name, fact.Elements)
		}
		if fact.Language != English || fact.IssuedOn != d.Date {
			t.Errorf("the fact is %+v", fact)
		}
	}
}

func TestAnActionPlanCountsFromTheDayItWasWrittenDown(t *testing.T) {
	on := func(day int) Date { return NewDate(2026, time.October, day) }
	base := RecordBase{At: time.Date(2026, 10, 2, 9, 0, 0, 0, time.UTC)}
	for name, c := range map[string]struct {
		plan        ActionPlan
		ended, last Date
	}{
		"open":     {ActionPlan{RecordBase: base, Due: on(9)}, 0, 0},
		"done":     {ActionPlan{RecordBase: base, Due: on(9), DoneOn: on(12)}, on(12), on(12)},
		"verified": {ActionPlan{RecordBase: base, Due: on(9), DoneOn: on(12), VerifiedOn: on(14)}, on(12), on(14)},
		"checked":  {ActionPlan{RecordBase: base, DoneOn: on(12), VerifiedOn: on(14), First: EffectCheck{On: on(30)}}, on(12), on(30)},
		"dropped":  {ActionPlan{RecordBase: base, Due: on(9), Dropped: "The unit moves."}, on(9), on(9)},
	} {
		opened, ended, last := c.plan.ActionSpan(time.UTC)
		if opened != on(2) || ended != c.ended || last != c.last {
			t.Errorf("%s: from %s to %s, last %s", name, opened, ended, last)
		}
	}
}
