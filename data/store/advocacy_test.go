package store

import (
	"errors"
	"slices"
	"testing"

	"rapport/data"
)

// appealClocks are the clocks about a level, in the order in which they began.
func appealClocks(f data.CaseFile, level data.ID) []data.Clock {
	return slices.DeleteFunc(slices.Clone(f.Clocks), func(c data.Clock) bool { return c.About != level })
}

func TestTheClocksOfAnAppealFollowItsLevel(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	today := d.Settings().Today(d.clock.now())
	level := data.AppealLevel{ID: data.NewID(), Path: "medicaid", Basis: today.AddDays(-5), FileBy: today.AddDays(55), KeepBy: today.AddDays(5)}
	action := data.Advocacy{ID: data.NewID(), Kind: "appeal", Goal: "The stay is paid", With: "The plan"}
	save := func(change func(*data.AppealLevel)) []data.Clock {
		t.Helper()
		change(&level)
		f = caseDo(t)(d.SaveAdvocacy(d.ctx(), f.Key, action.WithLevel(level)))
		return appealClocks(f, level.ID)
	}
	c := save(func(*data.AppealLevel) {})
	if len(c) != 2 || c[0].Name != "To file: Medicaid managed care: plan appeal" || c[0].Due != today.AddDays(55) || c[0].Kind != data.ClockAppeal ||
		c[1].Name != "Ask that benefits go on: Medicaid managed care: plan appeal" || c[1].Due != today.AddDays(5) {
		t.Fatalf("the clocks are %+v", c)
	}
	if due, what := f.NextDue(); what == c[0].Name || due > today.AddDays(5) {
		t.Errorf("next due is %s, %s", due, what)
	}
	c = save(func(l *data.AppealLevel) { l.FileBy = today.AddDays(30) })
	if len(c) != 2 || c[0].Due != today.AddDays(30) || c[0].Base != today.AddDays(55) || len(c[0].Changes) != 1 {
		t.Errorf("the notice named another day, and the clock is %+v", c[0])
	}
	c = save(func(l *data.AppealLevel) { l.KeepBy = 0 })
	if len(c) != 2 || !c[1].Stopped || !c[0].Running() {
		t.Errorf("benefits were not asked for, and the clocks are %+v", c)
	}
	c = save(func(l *data.AppealLevel) { l.Path = "medicaid_hearing" })
	if len(c) != 2 || c[0].Name != "To file: Medicaid: State fair hearing" || !c[0].Running() {
		t.Errorf("another way was chosen, and the clocks are %+v", c)
	}
	c = save(func(l *data.AppealLevel) { l.FiledOn, l.DecisionDue = today.AddDays(-4), today.AddDays(80) })
	if c[0].MetOn != today.AddDays(-4) || c[0].Late(today) { // before the case was received
		t.Errorf("it was filed, and the clock is %+v", c[0])
	}
	owed := slices.DeleteFunc(f.Owed(), func(o data.Owed) bool { return o.Section != data.SectionAdvocacy })
	if len(owed) != 1 || owed[0].Due != today.AddDays(80) || !owed[0].Others || owed[0].Who != "The plan" {
		t.Errorf("owed is %+v", owed)
	}
	c = save(func(l *data.AppealLevel) { l.FiledOn = today })
	if c[0].MetOn != today {
		t.Errorf("the day of filing was corrected, and the clock is %+v", c[0])
	}
	c = save(func(l *data.AppealLevel) { l.FiledOn = 0 })
	if !c[0].Running() {
		t.Errorf("it was not filed after all, and the clock is %+v", c[0])
	}
	f = caseDo(t)(d.Undo(d.ctx()))
	if c = appealClocks(f, level.ID); c[0].MetOn != today {
		t.Errorf("taken back, and the clock is %+v", c[0])
	}
	level.FiledOn = 0
	f = caseDo(t)(d.SaveAdvocacy(d.ctx(), f.Key, action)) // the level was removed
	if c = appealClocks(f, level.ID); c[0].Running() {
		t.Errorf("the level is gone, and its clock is %+v", c[0])
	}
}

func TestAnAppealIsOwedAgainWhenItsCaseIsReopened(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	today := d.Settings().Today(d.clock.now())
	level := data.AppealLevel{ID: data.NewID(), Path: "ocr", Basis: today, FileBy: today.AddDays(180)}
	f = caseDo(t)(d.SaveAdvocacy(d.ctx(), f.Key, data.Advocacy{Kind: "agency", Goal: "The office looks at it", Levels: []data.AppealLevel{level}}))
	f = caseDo(t)(d.AddContact(d.ctx(), f.Key, data.Contact{At: d.clock.now(), Mode: "phone", Inbound: true, With: "her", Summary: "She takes it back."}, false))
	f = caseDo(t)(d.Act(d.ctx(), f.Key, data.ActWithdraw, "She took it back.", data.Closing{}))
	if c := appealClocks(f, level.ID); c[0].Running() {
		t.Fatalf("the case has ended, and the clock is %+v", c)
	}
	f = caseDo(t)(d.Act(d.ctx(), f.Key, data.ActReopen, "She came back.", data.Closing{}))
	if c := appealClocks(f, level.ID); len(c) != 1 || !c[0].Running() || c[0].Due != today.AddDays(180) {
		t.Errorf("the case was reopened, and the clocks are %+v", c)
	}
}

func TestAPromiseInAContactSaysWhoWhomAndWhen(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	today := d.Settings().Today(d.clock.now())
	contact := data.Contact{At: d.clock.now(), Mode: "phone", With: "Zoë O'Brien-Løkke", Summary: "She wants the log.", Promise: "Send the log"}
	f = caseDo(t)(d.AddContact(d.ctx(), f.Key, contact, false))
	if got := f.Tasks[0]; got.What != "Send the log" || got.Owner != "Dana Whitfield" || got.PromisedTo != contact.With || got.Due != data.PromiseDue(d.clock.now(), d.Settings()) || !got.Promise {
		t.Errorf("the usual promise is %+v", got)
	}
	contact.PromisedBy, contact.PromisedTo, contact.PromiseDue = "Nurse manager of 4 West", "the patient's son", today.AddDays(9)
	f = caseDo(t)(d.AddContact(d.ctx(), f.Key, contact, false))
	if got := f.Tasks[1]; got.Owner != contact.PromisedBy || got.PromisedTo != contact.PromisedTo || got.Due != contact.PromiseDue || got.From != data.SectionContacts {
		t.Errorf("the named promise is %+v", got)
	}
	if c := f.Contacts[0]; c.PromisedBy != "Dana Whitfield" || c.PromiseDue != f.Tasks[0].Due {
		t.Errorf("the contact says %+v", c)
	}
	f = caseDo(t)(d.AddTask(d.ctx(), f.Key, data.Task{What: "Call on Friday", Due: today.AddDays(2), Promise: true, From: data.SectionIssues}))
	if got := f.Tasks[2]; got.PromisedTo != "Ms. Zoë O'Brien-Løkke" {
		t.Errorf("a promise without a name is made to %q", got.PromisedTo)
	}
	contact = data.Contact{At: d.clock.now(), Mode: "phone", With: "The plan", Outcome: "no_answer", About: data.NewID()}
	if _, err := d.AddContact(d.ctx(), f.Key, contact, false); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("a contact about no action: %v", err)
	}
}

func TestACommitmentIsKeptFromTheDayAndTakenBack(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	today := d.Settings().Today(d.clock.now())
	m := data.Meeting{When: d.clock.now(), Held: true, Parties: []string{"The patient"}, Agreed: "A round at ten.",
		Commitments: []data.Commitment{{Who: "Nurse manager", What: "Look in every night", Due: today.AddDays(3)}}}
	f = caseDo(t)(d.SaveRecord(d.ctx(), f.Key, &m))
	b, err := d.Today(d.ctx(), false)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(b.Items, func(i data.TodayItem) bool { return i.Kind == data.OwedPromise })
	if at < 0 || b.Items[at].What != "Look in every night" || b.Items[at].Who != "Nurse manager" {
		t.Fatalf("the day has %+v", b.Items)
	}
	id := b.Items[at].Task
	f = caseDo(t)(d.CompleteTask(d.ctx(), f.Key, id))
	if k := f.Meetings[0].Commitments[0]; k.DoneOn != today {
		t.Errorf("the commitment is %+v", k)
	}
	f = caseDo(t)(d.ReopenTask(d.ctx(), f.Key, id))
	if k := caseDo(t)(d.Case(d.ctx(), f.Number)).Meetings[0].Commitments[0]; !k.DoneOn.IsZero() || k.ID != id {
		t.Errorf("taken back it is %+v", k)
	}
}

func TestTheActionPlansOfTheOfficeComeInTheOrderOfTheirDays(t *testing.T) {
	d := newDesk(t, false)
	today := d.Settings().Today(d.clock.now())
	plan := func(f data.CaseFile, what, unit, owner string, due int, change func(*data.ActionPlan)) {
		t.Helper()
		a := data.ActionPlan{What: what, Unit: unit, Owner: owner, Due: today.AddDays(due), Strength: "strong"}
		change(&a)
		caseDo(t)(d.SaveRecord(d.ctx(), f.Key, &a))
	}
	open := func(*data.ActionPlan) {}
	done := func(a *data.ActionPlan) { a.DoneOn = today.AddDays(-20) }
	verified := func(a *data.ActionPlan) {
		done(a)
		a.VerifiedBy, a.VerifiedOn, a.Evidence = "The quality manager", today.AddDays(-10), "The audit"
	}
	first, second := d.open(), d.open()
	plan(first, "Later", "ICU", "Bo", 9, open)
	plan(second, "Overdue", "", "Bo", -4, open)
	plan(first, "Verify it", "", "Ann", -30, done)        // since 13 days: done 20 days ago
	plan(second, "Check it", "ICU", "Ann", -60, verified) // in 10 days
	plan(second, "Given up", "", "Ann", -9, func(a *data.ActionPlan) { a.Dropped = "The unit closes." })
	want := func(q data.ActionQuery, whats ...string) {
		t.Helper()
		q.Limit = 2
		var got []string
		for more := true; more; {
			page, err := d.ActionPlans(d.ctx(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range page.Rows {
				got = append(got, r.Plan.What)
			}
			if more = page.More; more {
				q.After = page.Rows[len(page.Rows)-1].At
			}
		}
		if !slices.Equal(got, whats) {
			t.Errorf("%+v finds %q, want %q", q, got, whats)
		}
	}
	want(data.ActionQuery{}, "Verify it", "Overdue", "Later", "Check it")
	want(data.ActionQuery{State: data.ActionOpen}, "Overdue", "Later")
	want(data.ActionQuery{State: data.ActionDone}, "Verify it")
	want(data.ActionQuery{State: data.ActionVerified}, "Check it")
	want(data.ActionQuery{State: data.ActionDropped}, "Given up")
	want(data.ActionQuery{State: data.ActionChecked})
	want(data.ActionQuery{Unit: "ICU"}, "Later", "Check it")
	want(data.ActionQuery{Unit: "4 West"}, "Verify it", "Overdue") // that of the case
	want(data.ActionQuery{Owner: "bo"}, "Overdue", "Later")
	caseDo(t)(d.Act(d.ctx(), second.Key, data.ActVoid, "Entered twice.", data.Closing{}))
	want(data.ActionQuery{}, "Verify it", "Later")
}
