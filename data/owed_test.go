package data

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestEveryKindOfThingOwedIsThereUntilItIsDone: each thing appears with its day,
// its words, who does it and where, exactly once, and is gone when it is done.
func TestEveryKindOfThingOwedIsThereUntilItIsDone(t *testing.T) {
	day := NewDate(2026, 3, 10)
	id := NewID()
	level := AppealLevel{ID: id, Path: "medicare_1", Basis: day.AddDays(-9), FileBy: day}
	forwarded := AppealLevel{ID: id, Path: MedicareIRE, Basis: day.AddDays(-9), DecisionDue: day}
	filed := level
	filed.FiledOn, filed.DecisionDue = day.AddDays(-1), day
	decided := filed
	decided.DecidedOn, decided.Outcome = day, AppealUpheld
	appeal := func(l AppealLevel) Advocacy {
		return Advocacy{Kind: "appeal", With: "The plan", By: "Dana Whitfield", Levels: []AppealLevel{l}}
	}
	meeting := func(change func(*Meeting)) CaseFile {
		m := Meeting{RecordBase: RecordBase{By: "Dana Whitfield"}, On: day}
		change(&m)
		return CaseFile{Meetings: []Meeting{m}}
	}
	plan := func(change func(*ActionPlan)) CaseFile {
		a := ActionPlan{What: "Fix the lights", Owner: "Facilities", Due: day}
		change(&a)
		return CaseFile{Actions: []ActionPlan{a}}
	}
	clock := Clock{ID: NewID(), Kind: ClockDecide, Base: day, Due: day}
	met, paused := clock, clock
	met.MetOn, paused.Pauses = day, []ClockPause{{From: day.AddDays(-3), LookAgain: day}}
	appealClock := Clock{Kind: ClockAppeal, Name: "To file: level 1", About: id, Due: day}
	metAppeal := appealClock
	metAppeal.MetOn = day
	task := Task{ID: NewID(), What: "Ask for the log", Due: day, Owner: "Dana Whitfield"}
	promise, doneTask := task, task
	promise.Promise, promise.PromisedTo, doneTask.DoneOn = true, "Ms. Achterberg", day
	kept := promise
	kept.DoneOn = day
	step := Step{Kind: "interview", Subject: "x", Due: day, By: "Dana Whitfield"}
	doneStep := step
	doneStep.DoneOn = day
	referral := Step{Kind: Referral, Subject: "x", With: "Facilities", Due: day}
	answered, reminded := referral, referral
	reminded.Reminders = []Reminder{{On: day.AddDays(2)}} // the last one
	withDirector := reminded
	withDirector.Director = day.AddDays(3)
	answered.DoneOn = day
	commitment := Commitment{ID: NewID(), Who: "The manager", What: "Look in at night", Due: day}
	keptOne, broken := commitment, commitment
	keptOne.DoneOn, broken.NotKept = day, "She left."

	for name, c := range map[string]struct {
		owing, done CaseFile
		want        string // kind, day, words, who, section; others
	}{
		"a clock": {CaseFile{Clocks: []Clock{clock}}, CaseFile{Clocks: []Clock{met}}, "clock 2026-03-10 Written decision () summary"},
		"a clock that stands still, to be looked at": {CaseFile{Clocks: []Clock{paused}}, CaseFile{Clocks: []Clock{met}},
			"review 2026-03-10 Paused: Written decision () summary"},
		"the day to file an appeal": {CaseFile{Clocks: []Clock{appealClock}, Advocacy: []Advocacy{appeal(level)}},
			CaseFile{Clocks: []Clock{metAppeal}, Advocacy: []Advocacy{appeal(decided)}}, "clock 2026-03-10 To file: level 1 () advocacy"},
		"the decision of an appeal that was filed": {CaseFile{Clocks: []Clock{metAppeal}, Advocacy: []Advocacy{appeal(filed)}},
			CaseFile{Clocks: []Clock{metAppeal}, Advocacy: []Advocacy{appeal(decided)}},
			"advocacy 2026-03-10 Decision due: Original Medicare, level 1: redetermination (The plan) advocacy others"},
		"the decision of what goes on by itself": {CaseFile{Advocacy: []Advocacy{appeal(forwarded)}}, CaseFile{},
			"advocacy 2026-03-10 Decision due: Medicare Advantage: independent review entity (The plan) advocacy others"},
		"an action for the patient": {CaseFile{Advocacy: []Advocacy{{Kind: "interpreter", Due: day, By: "Dana Whitfield"}}},
			CaseFile{Advocacy: []Advocacy{{Kind: "interpreter", Due: day, DoneOn: day, Outcome: "achieved"}}}, "advocacy 2026-03-10 Interpreter (Dana Whitfield) advocacy"},
		"a task":    {CaseFile{Tasks: []Task{task}}, CaseFile{Tasks: []Task{doneTask}}, "task 2026-03-10 Ask for the log (Dana Whitfield) tasks"},
		"a promise": {CaseFile{Tasks: []Task{promise}}, CaseFile{Tasks: []Task{kept}}, "promise 2026-03-10 Ask for the log (Dana Whitfield) tasks"},
		"a step":    {CaseFile{Steps: []Step{step}}, CaseFile{Steps: []Step{doneStep}}, "step 2026-03-10 Interview (Dana Whitfield) investigation"},
		"a reminder of a department": {CaseFile{Steps: []Step{referral}}, CaseFile{Steps: []Step{answered}},
			"reminder 2026-03-08 Remind the department (Facilities) investigation others"},
		"a referral that the director must hear of": {CaseFile{Steps: []Step{reminded}}, CaseFile{Steps: []Step{answered}},
			"director 2026-03-13 Pass the referral on to the director (Facilities) investigation others"},
		"a department's answer": {CaseFile{Steps: []Step{withDirector}}, CaseFile{Steps: []Step{answered}},
			"referral 2026-03-10 Referral with the director (Facilities) investigation others"},
		"a meeting":             {meeting(func(*Meeting) {}), meeting(func(m *Meeting) { m.Held = true }), "review 2026-03-10 Meeting (Dana Whitfield) advocacy"},
		"the follow-up":         {meeting(func(m *Meeting) { m.Held, m.Mediation, m.FollowUp = true, true, day }), meeting(func(m *Meeting) { m.Held, m.FollowUp, m.FollowedOn = true, day, day }), "review 2026-03-10 Follow up on the mediation (Dana Whitfield) advocacy"},
		"a commitment":          {meeting(func(m *Meeting) { m.Held, m.Commitments = true, []Commitment{commitment} }), meeting(func(m *Meeting) { m.Held, m.Commitments = true, []Commitment{keptOne} }), "promise 2026-03-10 Look in at night (The manager) advocacy"},
		"a commitment not kept": {meeting(func(m *Meeting) { m.Held, m.Commitments = true, []Commitment{commitment} }), meeting(func(m *Meeting) { m.Held, m.Commitments = true, []Commitment{broken} }), "promise 2026-03-10 Look in at night (The manager) advocacy"},
		"an action plan":        {plan(func(*ActionPlan) {}), plan(func(a *ActionPlan) { a.Dropped = "The unit closes." }), "action 2026-03-10 Action: Fix the lights (Facilities) actions"},
		"its verification":      {plan(func(a *ActionPlan) { a.DoneOn = day.AddDays(-7) }), plan(func(a *ActionPlan) { a.Dropped = "x" }), "action 2026-03-10 Verify the action: Fix the lights (Facilities) actions"},
		"its check after 30 days": {plan(func(a *ActionPlan) { a.DoneOn, a.VerifiedOn = day.AddDays(-30), day.AddDays(-20) }), plan(func(a *ActionPlan) { a.Dropped = "x" }),
			"action 2026-03-10 Check the effect after 30 days: Fix the lights (Facilities) actions"},
		"its check after 90 days": {plan(func(a *ActionPlan) {
			a.DoneOn, a.VerifiedOn, a.First.Found = day.AddDays(-90), day.AddDays(-80), "effective"
		}),
			plan(func(a *ActionPlan) {
				a.DoneOn, a.VerifiedOn, a.First.Found, a.Second.Found = day.AddDays(-90), day.AddDays(-80), "effective", "effective"
			}), "action 2026-03-10 Check the effect after 90 days: Fix the lights (Facilities) actions"},
	} {
		c.owing.State, c.done.State = StateInvestigating, StateInvestigating
		if got := owedWords(c.owing); got != c.want {
			t.Errorf("%s: owed is %q, want %q", name, got, c.want)
		}
		if got := owedWords(c.done); got != "" {
			t.Errorf("%s: once it is done %q is owed", name, got)
		}
		c.owing.State = StateClosed
		if got := owedWords(c.owing); (got != "") != strings.HasPrefix(c.want, "action ") {
			t.Errorf("%s: once the case is closed %q is owed", name, got)
		}
		c.owing.State = StateVoid
		if got := owedWords(c.owing); got != "" {
			t.Errorf("%s: of a case entered by mistake %q is owed", name, got)
		}
	}
	for _, f := range []CaseFile{{Tasks: []Task{promise}}, meeting(func(m *Meeting) { m.Held, m.Commitments = true, []Commitment{commitment} })} {
		f.State = StateNew
		if o := f.Owed(); o[0].Task == (ID{}) {
			t.Errorf("%q cannot be ticked off", o[0].What)
		}
	}
}

func owedWords(f CaseFile) string {
	var all []string
	for _, o := range f.Owed() {
		words := fmt.Sprintf("%s %s %s (%s) %s", o.Kind, o.Due, o.What, o.Who, o.Section)
		if o.Others {
			words += " others"
		}
		all = append(all, words)
	}
	return strings.Join(all, "; ")
}

func TestTheDayOfAMeetingIsTheOfficesOwn(t *testing.T) {
	s := testSettings() // New York
	m := Meeting{When: time.Date(2026, 3, 11, 2, 30, 0, 0, time.UTC), Commitments: []Commitment{{Who: "x"}}}
	m.Settle(s)
	if m.Day() != NewDate(2026, 3, 10) { // half past ten in the evening
		t.Errorf("the meeting is on %s", m.Day())
	}
	id := m.Commitments[0].ID
	if m.Settle(s); id == (ID{}) || m.Commitments[0].ID != id {
		t.Errorf("the commitment went from %s to %s", id, m.Commitments[0].ID)
	}
	f := CaseFile{Meetings: []Meeting{m}}
	if found, at, ok := f.Commitment(id); !ok || at != 0 || found.When != m.When {
		t.Errorf("the commitment is found at %d, %v", at, ok)
	}
	if _, _, ok := f.Commitment(ID{}); ok {
		t.Error("no commitment is found as one")
	}
	m.When = time.Time{}
	if m.Settle(s); m.Day() != 0 {
		t.Errorf("without a time it is on %s", m.Day())
	}
}

func TestAMeetingIsChecked(t *testing.T) {
	s, today := testSettings(), NewDate(2026, 3, 18)
	good := Meeting{When: NewDate(2026, 3, 16).Start(s.Zone()).Add(10 * time.Hour), Parties: []string{"Ms. Achterberg"}, Held: true, Mediation: true, Neutral: "Pat Winter", Agreed: "x",
		Commitments: []Commitment{{Who: "a", What: "b", Due: today}}, FollowUp: today, FollowedOn: today}
	if gaps := ValidateRecord(&good, CaseFile{}, s, today); len(gaps) > 0 {
		t.Fatalf("the good meeting has %+v", gaps)
	}
	commitment := func(change func(*Commitment)) func(*Meeting) {
		return func(m *Meeting) {
			m.Commitments = []Commitment{{Who: "a", What: "b", Due: today}}
			change(&m.Commitments[0])
		}
	}
	for code, spoil := range map[string]func(*Meeting){
		"when": func(m *Meeting) { m.When = time.Time{} }, "parties": func(m *Meeting) { m.Parties = nil },
		"held.future": func(m *Meeting) { m.When = m.When.AddDate(0, 0, 9) }, "neutral": func(m *Meeting) { m.Neutral = " " },
		"commitments": func(m *Meeting) { m.Held = false }, "follow_up.before": func(m *Meeting) { m.FollowUp = NewDate(2026, 3, 15) },
		"followed_on.future": func(m *Meeting) { m.FollowedOn = today + 1 }, "commitment.who": commitment(func(c *Commitment) { c.Who = "" }),
		"commitment.what": commitment(func(c *Commitment) { c.What = "" }), "commitment.due": commitment(func(c *Commitment) { c.Due = 0 }),
		"commitment.future": commitment(func(c *Commitment) { c.DoneOn = today + 1 }),
		"commitment.both":   commitment(func(c *Commitment) { c.DoneOn, c.NotKept = today, "x" }),
		"commitments.long":  commitment(func(c *Commitment) { c.ToWhom = strings.Repeat("x", maxLine+1) }),
	} {
		m := good
		spoil(&m)
		if !ValidateRecord(&m, CaseFile{}, s, today).Blocking().Has(code) {
			t.Errorf("%s is not missed", code)
		}
	}
}

func TestGiftsKeepToTheLimits(t *testing.T) {
	limits := StartingRecoveryLimits()
	if limits != (RecoveryLimits{Item: 15_00, Year: 75_00, BillCredit: 250_00}) { // OIG, December 2016
		t.Errorf("the starting limits are %+v", limits)
	}
	for name, c := range map[string]struct {
		gift   Recovery
		before int64
		want   string // code of the gap; "~" before a warning
	}{
		"a voucher at the limit":                 {Recovery{Cents: 15_00}, 60_00, ""},
		"one cent over the limit of an item":     {Recovery{Cents: 15_01}, 0, "item.limit"},
		"over it, approved":                      {Recovery{Cents: 15_01, ApprovedBy: "The director"}, 0, "~item.limit"},
		"one cent over the year":                 {Recovery{Cents: 15_00}, 60_01, "year.limit"},
		"over the year, approved":                {Recovery{Cents: 15_00, ApprovedBy: "The director"}, 60_01, "~year.limit"},
		"cash to a federal beneficiary":          {Recovery{Cents: 5_00, Cash: true, Federal: true}, 0, "cash"},
		"cash to one, though approved":           {Recovery{Cents: 5_00, Cash: true, Federal: true, ApprovedBy: "The director"}, 0, "cash"},
		"cash to another patient":                {Recovery{Cents: 5_00, Cash: true}, 0, ""},
		"a bill credit at the limit":             {Recovery{Cents: 250_00, BillCredit: true}, 70_00, ""},
		"a bill credit over the limit":           {Recovery{Cents: 250_01, BillCredit: true}, 0, "bill_credit"},
		"a bill credit over the limit, approved": {Recovery{Cents: 250_01, BillCredit: true, ApprovedBy: "The director"}, 0, ""},
	} {
		var got []string
		for _, g := range RecoveryGaps(c.gift, c.before, limits) {
			mark := ""
			if g.Warn {
				mark = "~"
			}
			got = append(got, mark+g.Code)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if gaps := RecoveryGaps(Recovery{Cents: 1_000_00}, 1_000_00, RecoveryLimits{}); len(gaps) > 0 {
		t.Errorf("without limits: %+v", gaps)
	}
	for name, c := range map[string]struct {
		limits RecoveryLimits
		want   string
	}{
		"those to start with": {limits, ""}, "none": {RecoveryLimits{}, "recovery.nominal"}, "more than nominal": {RecoveryLimits{Item: 20_00, Year: 75_00}, "recovery.nominal"},
		"an item over the year": {RecoveryLimits{Item: 15_00, Year: 10_00}, "recovery.item"}, "less than nothing": {RecoveryLimits{Item: -1, Year: 75_00}, "recovery"},
	} {
		if m := c.limits.Validate(); (len(m) == 0) != (c.want == "") || c.want != "" && !m.Has(c.want) {
			t.Errorf("limits, %s: %+v", name, m)
		}
	}
}

func TestMoneyIsReadAndWrittenAsPeopleDo(t *testing.T) {
	for text, want := range map[string]int64{"": 0, "1250": 1250_00, "$1,250.50": 1250_50, " 0.05 ": 5, "1.5": 1_50} {
		if got, err := LocaleUS.ReadMoney(text); err != nil || got != want {
			t.Errorf("%q is %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"much", "-3", "1250.505", "1.2.3", "99999999999999999999"} {
		if got, err := LocaleUS.ReadMoney(text); err == nil {
			t.Errorf("%q is %d", text, got)
		}
	}
	for cents, want := range map[int64]string{0: "$0.00", 5: "$0.05", 999_99: "$999.99", 1_250_50: "$1,250.50", 1_234_567_00: "$1,234,567.00"} {
		if got := Dollars(cents); got != want {
			t.Errorf("%d is written %s", cents, got)
		}
	}
}

func TestDoneIsNotVerifiedAndTheOwnerDoesNotVerify(t *testing.T) {
	today := NewDate(2026, 6, 18)
	issue := NewID()
	f := CaseFile{Issues: []Issue{{ID: issue}}}
	good := ActionPlan{What: "Fix the lights", Owner: "Facilities", Due: today, Strength: "strong", Issue: issue, DoneOn: today.AddDays(-95), Evidence: "Photos",
		VerifiedBy: "Quality", VerifiedOn: today.AddDays(-94), First: EffectCheck{On: today.AddDays(-60), Found: "partly"}, Second: EffectCheck{On: today, Found: "effective"}}
	if gaps := ValidateRecord(&good, f, testSettings(), today); len(gaps) > 0 {
		t.Fatalf("the good plan has %+v", gaps)
	}
	for code, spoil := range map[string]func(*ActionPlan){
		"what": func(a *ActionPlan) { a.What = "" }, "owner": func(a *ActionPlan) { a.Owner = "" }, "due": func(a *ActionPlan) { a.Due = 0 },
		"strength": func(a *ActionPlan) { a.Strength = "very" }, "verified.done": func(a *ActionPlan) { a.DoneOn = 0 }, "verified": func(a *ActionPlan) { a.VerifiedBy = "" },
		"evidence": func(a *ActionPlan) { a.Evidence = "" }, "verified.before": func(a *ActionPlan) { a.VerifiedOn = a.DoneOn - 1 },
		"verified_on.future": func(a *ActionPlan) { a.VerifiedOn = today + 1 }, "verified.owner": func(a *ActionPlan) { a.VerifiedBy = " facilities" },
		"first_check.early":  func(a *ActionPlan) { a.VerifiedOn, a.VerifiedBy = 0, "" },
		"first_check.before": func(a *ActionPlan) { a.First.On = a.DoneOn - 1 }, "second_check": func(a *ActionPlan) { a.Second.On = 0 },
		"second_check.future": func(a *ActionPlan) { a.Second.On = today + 1 }, "issue": func(a *ActionPlan) { a.Issue = NewID() },
	} {
		a := good
		spoil(&a)
		if !ValidateRecord(&a, f, testSettings(), today).Blocking().Has(code) {
			t.Errorf("%s is not missed", code)
		}
	}
	for state, change := range map[ActionState]func(*ActionPlan){
		ActionChecked: func(*ActionPlan) {}, ActionVerified: func(a *ActionPlan) { a.Second.Found = "" }, ActionDone: func(a *ActionPlan) { a.VerifiedOn = 0 },
		ActionOpen: func(a *ActionPlan) { a.DoneOn = 0 }, ActionDropped: func(a *ActionPlan) { a.Dropped = "x" },
	} {
		a := good
		change(&a)
		if a.State() != state {
			t.Errorf("the plan is %s, want %s", a.State(), state)
		}
		for _, q := range []ActionQuery{{}, {State: state}, {State: "other"}} {
			want := q.State == state || q.State == "" && state != ActionChecked && state != ActionDropped
			if q.Fits(ActionRow{Plan: a}) != want {
				t.Errorf("a plan that is %s fits %+v: %v", state, q, !want)
			}
		}
	}
}

func TestAContactWithoutSuccessNeedsNoWords(t *testing.T) {
	now := time.Date(2026, 3, 18, 12, 0, 0, 0, time.UTC)
	good := Contact{At: now, Mode: "phone", With: "x", Outcome: "reached", Summary: "y", Minutes: 5, Promise: "z", PromisedBy: "a", PromisedTo: "b", PromiseDue: NewDate(2026, 3, 20)}
	if gaps := good.Validate(now); len(gaps) > 0 {
		t.Fatalf("the good contact has %+v", gaps)
	}
	for _, o := range ContactOutcomes {
		c := good
		c.Summary, c.Outcome = "", o.Value
		want := o.Value == "no_answer" || o.Value == "wrong_number"
		if c.Validate(now).Has("summary") == want {
			t.Errorf("%s needs words: %v", o.Label, want)
		}
	}
	for code, spoil := range map[string]func(*Contact){
		"outcome": func(c *Contact) { c.Outcome = "fine" }, "minutes": func(c *Contact) { c.Minutes = 1441 }, "promise": func(c *Contact) { c.Promise = "" },
		"update.outcome": func(c *Contact) { c.Update, c.Outcome = true, "no_answer" }, "promise_due.old": func(c *Contact) { c.PromiseDue = NewDate(1926, 3, 1) },
		"promised_to.long": func(c *Contact) { c.PromisedTo = strings.Repeat("x", maxLine+1) }, "next.long": func(c *Contact) { c.Next = strings.Repeat("x", maxText+1) },
	} {
		c := good
		spoil(&c)
		if !c.Validate(now).Has(code) {
			t.Errorf("%s is not missed", code)
		}
	}
	if !(Task{What: "x", Due: 20_000, Owner: "y", Promise: true}).Validate(20_000).Has("promised_to") {
		t.Error("a promise to nobody is taken")
	}
}
