package store

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

// march is the month of the clock of a new desk.
var march = data.MonthPeriod(data.Month{Year: 2026, Month: time.March})

func (d *desk) facts(p data.Period) data.SummaryFacts {
	d.t.Helper()
	f := must[data.SummaryFacts](d.t)(d.SummaryFacts(d.ctx(), p))
	for name, part := range map[string]data.PeriodFacts{"the period": f.PeriodFacts, "the one before": f.Before} {
		if b := part.Backlog(); !b.Balances() {
			d.t.Errorf("%s: the backlog of %s does not balance: %+v", p, name, b)
		}
		if b := part.Backlog(); b.Received != len(part.Received)+len(part.Voided) {
			d.t.Errorf("%s: %s received %d, of these %d count and %d were set aside", p, name, b.Received, len(part.Received), len(part.Voided))
		}
	}
	return f
}

// workOutFacts writes anew what the figures are made of, from the cases alone.
func (d *desk) workOutFacts() {
	d.t.Helper()
	d.do(d.write(d.ctx(), data.RightOffice, func(w *work) error {
		for _, table := range []string{"case_facts", "due_facts", "action_facts", "month_kinds", "month_days"} {
			if err := w.exec(`delete from ` + table); err != nil {
				return err
			}
		}
		return factsOlder(w.tx)
	}))
}

// factsFollow works out anew, from the cases alone, what the figures are made of,
// and compares it with what the changes wrote one by one.
func (d *desk) factsFollow() {
	d.t.Helper()
	was := d.tables()
	d.workOutFacts()
	if is := d.tables(); is != was {
		d.t.Errorf("worked out anew the facts differ:\n%s", differences(was, is))
	}
}

func (d *desk) later(days int) { d.clock.set(d.clock.now().AddDate(0, 0, days)) }

func keysOfFacts(all []data.CaseFact) (keys []int64) {
	for _, f := range all {
		keys = append(keys, f.Key)
	}
	return keys
}

func TestTheFactsOfACaseTellWhatTheFiguresCount(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	in := spoken(d.clock.now())
	in.EventDate = d.Session.today().AddDays(-3)
	in.Patient.Language, in.Patient.BirthDate, in.Patient.Disability = "Spanish", data.NewDate(1940, 5, 6), "hearing"
	in.Issues[0].Stage = "ward"
	f := do(d.OpenCase(ctx, in))
	received := d.Session.today()
	c := f.Details()
	c.Payer, c.Shift = "medicare", "night"
	do(d.UpdateCase(ctx, f.Key, c))
	d.later(5)
	do(d.AddContact(ctx, f.Key, data.Contact{At: d.clock.now(), Mode: "phone", With: "the patient", Summary: "It takes longer.", Update: true}, false))
	updated := d.Session.today()
	f = d.resolve(do(d.Case(ctx, f.Number)))
	f = do(d.IssueLetter(ctx, f.Key, d.notice(f), paper(pages)))
	issued := d.Session.today()
	d.later(1)
	sent := d.Session.today()
	f = do(d.RecordDispatch(ctx, f.Key, f.Letters[0].ID, data.Dispatch{Method: "post", On: sent}))
	f = do(d.Act(ctx, f.Key, data.ActClose, "", settled(data.ClosedSatisfied, 0)))

	facts := d.facts(march)
	want := data.CaseFact{Key: f.Key, Number: f.Number, Kind: data.Grievance, State: data.StateClosed, Unit: "4 West", Owner: "Dana Whitfield", Channel: data.Phone,
		Payer: "medicare", Shift: "night", Received: received, Entered: received, Event: received.AddDays(-3), Closed: sent, Severity: 3,
		AckDue: f.Clocks[0].Due, AckOn: updated, DecideDue: f.Clocks[1].Due, DecideOn: sent, InterimOn: updated,
		Closure: data.ClosedSatisfied, Satisfied: data.IsSatisfied, QAPI: "safety", Language: "Spanish", Born: data.NewDate(1940, 5, 6), Disability: "hearing"}
	for name, got := range map[string][]data.CaseFact{"received": facts.Received, "closed": facts.Closed} {
		if !slices.Equal(got, []data.CaseFact{want}) {
			t.Errorf("%s are\n%+v, want\n%+v", name, got, want)
		}
	}
	if len(facts.Open)+len(facts.OpenStart) > 0 || len(facts.Before.Received) > 0 {
		t.Errorf("open are %+v, at the start %v", facts.Open, facts.OpenStart)
	}
	if i := facts.Issues[0]; len(facts.Issues) != 2 || i.Stage != "ward" || i.Unit != "4 West" || i.Outcome != data.Substantiated || i.Severity != 2 {
		t.Errorf("the issues are %+v", facts.Issues)
	}
	l := facts.Letters[0]
	if len(facts.Letters) != 1 || l.Kind != data.NoticeOfDecision || l.Language != data.English || l.IssuedOn != issued || l.LeftOn != sent || l.Due != f.Clocks[1].Due || !l.Elements {
		t.Errorf("the letters are %+v", facts.Letters)
	}
	if l.Grade < 2 || l.Grade > 14 {
		t.Errorf("the letter is of grade %.1f", l.Grade)
	}
	last := facts.Trend[len(facts.Trend)-1]
	if len(facts.Trend) != 24 || last.Month != march.From.Month() || last.Grievances != 1 || last.Closed != 1 || !slices.Equal(last.Days, []int{6}) {
		t.Errorf("the trend ends with %+v of %d months", last, len(facts.Trend))
	}
}

func TestACaseSetAsideIsCountedByTheBacklogAlone(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	kept, merged, void := d.open(), d.open(), d.open()
	do(d.AddTask(ctx, merged.Key, data.Task{What: "Call back", Due: d.Session.today(), Owner: "Pat Winter", Promise: true}))
	do(d.SaveRecord(ctx, void.Key, &data.ActionPlan{What: "Train", Owner: "Pat Winter", Due: d.Session.today(), Strength: "weak"}))
	d.later(1)
	do(d.MergeCases(ctx, merged.Key, kept.Number, "Entered twice."))
	do(d.Act(ctx, void.Key, data.ActVoid, "Another hospital's.", data.Closing{}))
	f := d.facts(march)
	if got := keysOfFacts(f.Received); !slices.Equal(got, []int64{kept.Key}) || !slices.Equal(f.Voided, []int64{merged.Key, void.Key}) {
		t.Errorf("received are %v, set aside %v", got, f.Voided)
	}
	if b := f.Backlog(); b.Received != 3 || b.Withdrawn != 2 || b.OpenEnd != 1 {
		t.Errorf("the backlog is %+v", b)
	}
	if last := f.Trend[len(f.Trend)-1]; last.Grievances != 1 || len(f.Closed) != 0 || len(f.Issues) != 4 {
		t.Errorf("the trend ends with %+v; %d issues", last, len(f.Issues))
	}
	if len(f.Promises) != 1 || f.Promises[0].Case != kept.Key || len(f.Actions) != 0 {
		t.Errorf("promises are %+v, actions %+v", f.Promises, f.Actions)
	}
	do(d.Act(ctx, void.Key, data.ActRestore, "It was ours.", data.Closing{}))
	if f = d.facts(march); len(f.Received) != 2 || len(f.Voided) != 1 || len(f.Actions) != 1 || f.Trend[len(f.Trend)-1].Grievances != 2 {
		t.Errorf("brought back: %d received, %v set aside, %d actions", len(f.Received), f.Voided, len(f.Actions))
	}
}

func TestTheCauseOfAReopeningIsOnItsMove(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	in := spoken(d.clock.now())
	in.Answers = data.Answers{ResolvedNow: true}
	f := do(d.OpenCase(ctx, in))
	do(d.Act(ctx, f.Key, data.ActClose, "", settled(data.ClosedSatisfied, d.Session.today())))
	if _, err := d.Act(ctx, f.Key, data.ActReopen, "She called again.", data.Closing{Cause: "whim"}); !errors.As(err, new(data.Missing)) {
		t.Errorf("a cause that is none gave %v", err)
	}
	do(d.Act(ctx, f.Key, data.ActReopen, "She called again.", data.Closing{Cause: "dissatisfied"}))
	moves := d.facts(march).Flow
	want := []data.FlowFact{{Case: f.Key, On: d.Session.today(), Flow: data.FlowClosed}, {Case: f.Key, On: d.Session.today(), Flow: data.FlowReceived},
		{Case: f.Key, On: d.Session.today(), Flow: data.FlowReopened, Why: "dissatisfied"}}
	if !slices.Equal(moves, want) {
		t.Errorf("the moves are %+v", moves)
	}
	history := must[[]data.HistoryEntry](t)(d.History(ctx, f.Key, 0, 1))
	if !strings.Contains(history[0].Summary, "not satisfied with the answer. Reason: She called again.") {
		t.Errorf("the history says %q", history[0].Summary)
	}
	if fact := d.facts(march).Open[0]; fact.Reopened != 1 || !fact.OnTheSpot {
		t.Errorf("the case counts as %+v", fact)
	}
}

func TestACaseClosedTwiceInAMonthCountsOnceByItsLastClosing(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	in := spoken(d.clock.now())
	in.Answers = data.Answers{ResolvedNow: true}
	f := do(d.OpenCase(ctx, in))
	closes := func() { do(d.Act(ctx, f.Key, data.ActClose, "", settled(data.ClosedSatisfied, d.Session.today()))) }
	reopens := func() { do(d.Act(ctx, f.Key, data.ActReopen, "More.", data.Closing{})) }
	days := func(p data.Period, want ...int) {
		t.Helper()
		facts := d.facts(p)
		last := facts.Trend[len(facts.Trend)-1]
		if !slices.Equal(last.Days, want) || last.Closed != len(want) || len(facts.Closed) != len(want) {
			t.Errorf("%s: the trend has %v (%d closed, %d listed), want %v", p, last.Days, last.Closed, len(facts.Closed), want)
		}
	}
	d.later(2)
	closes()
	days(march, 2)
	d.later(3)
	reopens()
	days(march, 2)
	d.later(1)
	closes()
	days(march, 6)
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	days(march, 2)
	d.later(30)
	closes()
	days(march, 2)
	days(march.Next(), 36)
	if r := must[VerifyReport](t)(d.Verify(ctx, true, nil)); !r.OK() && !onlyBackupsLack(r) {
		t.Errorf("%+v", r)
	}
}

func TestWhatWasOwedAndDoneStandsInItsPeriod(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	f := d.open()
	today := d.Session.today()
	f = do(d.AddTask(ctx, f.Key, data.Task{What: "Send the photos", Due: today.AddDays(40), Owner: "Pat Winter", Promise: true}))
	do(d.AddTask(ctx, f.Key, data.Task{What: "Look at the log", Due: today, Owner: "Pat Winter"}))
	do(d.SaveRecord(ctx, f.Key, &data.Meeting{When: d.clock.now(), Parties: []string{"Ann"}, Held: true, Agreed: "x", Commitments: []data.Commitment{
		{Who: "Pat", What: "Write", Due: today.AddDays(2), NotKept: "She left."}, {Who: "Pat", What: "Call", Due: today.AddDays(3), DoneOn: today}}}))
	f = do(d.SaveStep(ctx, f.Key, data.Step{Kind: data.Referral, Subject: "Why?", With: "Pat Winter", Unit: "Pharmacy", SentOn: today, Due: today.AddDays(1)}))
	step := f.Steps[0]
	step.DoneOn, step.Result, step.Worked, step.WorkedOn = today, "The pump was old.", "partly", today
	do(d.SaveStep(ctx, f.Key, step))
	e := data.NewEscalation("media", today, d.Settings())
	do(d.SaveRecord(ctx, f.Key, &e))
	do(d.SaveAdvocacy(ctx, f.Key, data.Advocacy{Kind: data.AdvocacyKinds[0].Value, Goal: "x", DoneOn: today, Outcome: "achieved", Result: "y", Recovered: 12_500}))
	plan := &data.ActionPlan{What: "Train", Owner: "Pat Winter", Due: today.AddDays(30), Strength: "weak", Unit: "Pharmacy"}
	f = do(d.SaveRecord(ctx, f.Key, plan))
	facts := d.facts(march)
	missed, kept := data.DueFact{Case: f.Key, Unit: "4 West", Asked: today, Due: today.AddDays(2), Missed: true}, data.DueFact{Case: f.Key, Unit: "4 West", Asked: today, Due: today.AddDays(3), DoneOn: today}
	if !slices.Equal(facts.Promises, []data.DueFact{missed, kept}) {
		t.Errorf("the promises are %+v", facts.Promises)
	}
	if want := (data.DueFact{Case: f.Key, Unit: "Pharmacy", Asked: today, Due: today.AddDays(1), DoneOn: today, Worked: "partly"}); !slices.Equal(facts.Referrals, []data.DueFact{want}) {
		t.Errorf("the referrals are %+v", facts.Referrals)
	}
	if want := (data.EscalationFact{Case: f.Key, Trigger: "media", On: today}); !slices.Equal(facts.Escalations, []data.EscalationFact{want}) {
		t.Errorf("the escalations are %+v", facts.Escalations)
	}
	if a := facts.Advocacy[0]; len(facts.Advocacy) != 1 || a.Case != f.Key || a.Cents != 12_500 || a.Outcome != "achieved" || a.DoneOn != today {
		t.Errorf("the advocacy is %+v", facts.Advocacy)
	}
	if a := facts.Actions[0]; len(facts.Actions) != 1 || a.Number != f.Number || a.Unit != "Pharmacy" || a.Opened != today || a.Plan.What != "Train" {
		t.Errorf("the actions are %+v", facts.Actions)
	}
	april, may, june := march.Next(), march.Next().Next(), march.Next().Next().Next()
	if got := d.facts(april).Promises; len(got) != 1 || got[0].Due != today.AddDays(40) || !got[0].DoneOn.IsZero() {
		t.Errorf("the promises of April are %+v", got)
	}
	d.later(35) // April 6
	done := *f.Actions[0].Base()
	plan = &data.ActionPlan{RecordBase: done, What: "Train", Owner: "Pat Winter", Due: today.AddDays(30), Strength: "weak", Unit: "Pharmacy", DoneOn: d.Session.today(), Evidence: "A sheet"}
	do(d.SaveRecord(ctx, f.Key, plan))
	d.later(60) // June 5
	plan.VerifiedBy, plan.VerifiedOn = "Ellis", d.Session.today()
	do(d.SaveRecord(ctx, f.Key, plan))
	for p, want := range map[data.Period]int{march.Before(): 0, march: 1, april: 1, may: 0, june: 1} {
		if got := d.facts(p).Actions; len(got) != want {
			t.Errorf("%s has %d action plans, want %d", p, len(got), want)
		}
	}
}

func TestWhoSpeaksUpAgainIsCountedOnceAndLinkedCasesAreOne(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	repeat := func(want int) {
		t.Helper()
		if got := d.facts(march.Next()).RepeatComplainants; got != want {
			t.Errorf("%d people spoke up again, want %d", got, want)
		}
	}
	first := d.of(walter())
	again := walter()
	again.Known = first.People[0].Known
	second := d.of(again)
	repeat(1)
	do(d.LinkCases(ctx, first.Key, second.Number, "The same evening"))
	repeat(0)
	other := walter()
	other.Known = data.ID{}
	third := d.of(other)
	repeat(0) // another entry of the register
	must[data.KnownPerson](t)(d.MergePersons(ctx, third.People[0].Known, first.People[0].Known, "The same birth certificate."))
	repeat(1)
	do(d.Act(ctx, third.Key, data.ActVoid, "By mistake.", data.Closing{}))
	repeat(0)
}

func TestAThemeIsNamedAndKeepsItsNameInItsQuarter(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	f := d.open()
	key := data.ThemeKey{Quarter: d.Session.today(), Category: f.Issues[0].Category, Unit: "4 West"}
	name := data.NamedTheme{Name: "Call lights", Owner: "Nurse manager", Plan: "A second phone."}
	d.open()
	if err := d.NameTheme(ctx, key, name); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("naming two cases a theme gave %v", err)
	}
	third := d.open()
	if err := d.NameTheme(ctx, key, data.NamedTheme{Name: "x"}); !errors.As(err, new(data.Missing)) {
		t.Errorf("a theme without an owner gave %v", err)
	}
	d.do(d.NameTheme(ctx, key, name))
	themes := d.facts(march).Themes
	at := slices.IndexFunc(themes, func(f data.ThemeFact) bool { return f.Category == key.Category })
	if len(themes) != 2 || at < 0 || themes[at].NamedTheme != name || len(themes[at].Cases) != 3 || themes[at].Quarter != data.QuarterPeriod(d.Session.today()) {
		t.Fatalf("the themes are %+v", themes)
	}
	caseDo(t)(d.Act(ctx, third.Key, data.ActVoid, "By mistake.", data.Closing{}))
	if themes := must[[]data.ThemeFact](t)(d.QuarterThemes(ctx, data.QuarterPeriod(d.Session.today()))); len(themes) != 0 {
		t.Errorf("after a case was voided the themes are %+v", themes)
	}
	if next := d.facts(data.QuarterPeriod(d.Session.today()).Next()).Themes; len(next) != 0 {
		t.Errorf("the next quarter has %+v", next)
	}
}

func TestAPurgedCaseKeepsItsPlaceInTheFiguresAndNothingElse(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	d.second()
	f := d.fullCase()
	d.clock.set(d.clock.now().AddDate(6, 0, 3))
	d.do(d.AskPurge(ctx, []int64{f.Key}, "Kept long enough."))
	d.as("Pat Winter", theirs)
	must[[]data.PurgeCertificate](t)(d.ConfirmPurge(ctx, []int64{f.Key}))
	facts := d.facts(march)
	c := facts.Received[0]
	if len(facts.Received) != 1 || c.Kind != f.Kind || c.State != data.StatePurged || c.Language != "" || !c.Born.IsZero() || len(facts.Letters)+len(facts.Promises)+len(facts.Actions) > 0 {
		t.Errorf("the purged case counts as %+v", c)
	}
	if n := d.number(`select count(*) from case_facts where speaker is not null`); n != 0 {
		t.Errorf("%d purged cases say who spoke up", n)
	}
}

func TestAPeriodWithoutDaysHasNoFacts(t *testing.T) {
	d := newDesk(t, false)
	for _, p := range []data.Period{{}, {From: march.To, To: march.From}} {
		if _, err := d.SummaryFacts(t.Context(), p); !errors.Is(err, data.ErrNotAllowed) {
			t.Errorf("the facts of %+v gave %v", p, err)
		}
	}
}

func TestTheDeepCheckFindsWhatTheFiguresAreMadeOfWrongly(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	f := d.open()
	do(d.AddTask(ctx, f.Key, data.Task{What: "Call back", Due: d.Session.today(), Owner: "Pat Winter", Promise: true}))
	do(d.SaveRecord(ctx, f.Key, &data.ActionPlan{What: "Train", Owner: "Pat Winter", Due: d.Session.today(), Strength: "weak"}))
	f = d.resolve(do(d.Case(ctx, f.Number)))
	f = do(d.IssueLetter(ctx, f.Key, d.notice(f), paper(pages)))
	sound := func() bool {
		_, ok, err := d.verifyFigures(ctx, true)
		d.do(err)
		return ok
	}
	if !sound() {
		t.Fatal("the facts of a sound case differ")
	}
	for _, slip := range []string{
		`update due_facts set due = due + 1`, `update due_facts set done_on = 20000`, `delete from due_facts`, `delete from action_facts`, `update letter_facts set left_on = 20000`,
		`delete from letter_facts`, `update case_facts set speaker = null`, `update case_facts set payer = 'medicare'`,
		`update case_facts set closings = '[[24315, 3]]'`,
	} {
		d.do(d.write(ctx, data.RightOffice, func(w *work) error { return w.exec(slip) }))
		if sound() {
			t.Errorf("after %q all is said to be in order", slip)
		}
		d.workOutFacts()
		if !sound() {
			t.Fatalf("after %q was mended the facts differ", slip)
		}
	}
}
