package store

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

// twins are two calls about the same evening: the daughter's came in three days
// before the patient's own.
func (d *desk) twins() (later, earlier data.CaseFile) {
	d.t.Helper()
	do := caseDo(d.t)
	in := spoken(d.clock.now())
	in.Relation, in.Complainant = "child", data.Person{Given: "Ann", Family: "O'Brien-Løkke", Authority: data.AuthorityVerbal}
	in.Issues = in.Issues[:1]
	earlier = do(d.OpenCase(d.t.Context(), in))
	d.clock.set(d.clock.now().Add(3 * 24 * time.Hour))
	return do(d.OpenCase(d.t.Context(), spoken(d.clock.now()))), earlier
}

// decision is the clock of the decision.
func decision(f data.CaseFile) data.Clock {
	i := slices.IndexFunc(f.Clocks, func(c data.Clock) bool { return c.Kind == data.ClockDecide })
	return f.Clocks[i]
}

func (d *desk) backlog() int64 {
	d.t.Helper()
	return d.number(`select sum(delta) from case_events`)
}

func TestAMergeKeepsBothNumbersAndIsTakenBackWhole(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	later, earlier := d.twins()
	today := d.Settings().Today(d.clock.now())
	do(d.LinkCases(ctx, later.Key, earlier.Number, "The same evening"))
	do(d.AddTask(ctx, earlier.Key, data.Task{What: "Ask for the call log", Due: today}))
	do(d.SaveStep(ctx, earlier.Key, data.Step{Kind: data.Referral, Subject: "Why?", With: "4 West", Due: today}))
	do(d.AddNote(ctx, earlier.Key, data.Note{Class: data.NoteOrdinary, Text: "The daughter called."}))
	do(d.StartClock(ctx, earlier.Key, data.ClockStart{Kind: data.ClockCommittee, From: today}))
	before, was := do(d.Case(ctx, later.Number)), do(d.Case(ctx, earlier.Number))

	f := do(d.MergeCases(ctx, earlier.Key, strings.TrimPrefix(later.Number, "PR-"), "One evening, one family."))
	if f.Number != later.Number || len(f.Issues) != 3 || f.Issues[2].From != earlier.Number || len(f.Tasks) != 1 || len(f.Steps) != 1 {
		t.Fatalf("the case that goes on has %+v", f)
	}
	if _, there := f.Person(data.RoleComplainant); !there || len(f.People) != 2 {
		t.Errorf("its people are %+v", f.People)
	}
	if decision(f).Due != decision(was).Due || decision(f).Due >= decision(before).Due || len(decision(f).Changes) != 1 {
		t.Errorf("the decision is due on %s, the earlier one on %s", decision(f).Due, decision(was).Due)
	}
	if !slices.ContainsFunc(f.Clocks, func(c data.Clock) bool { return c.Kind == data.ClockCommittee }) {
		t.Error("the committee's clock was lost")
	}
	gone := do(d.Case(ctx, earlier.Number))
	if gone.State != data.StateMerged || gone.MergedInto != later.Number || len(gone.Notes) != 1 || len(gone.Owed()) != 0 {
		t.Errorf("the other case is %s in %q, owes %v", gone.State, gone.MergedInto, gone.Owed())
	}
	if len(f.Links) != 1 || f.Links[0].Kind != data.MergedHere || len(gone.Links) != 1 || gone.Links[0].Kind != data.MergedInto {
		t.Errorf("the links are %+v and %+v", f.Links, gone.Links)
	}
	if n := d.backlog(); n != 1 {
		t.Errorf("the months count %d open cases", n)
	}

	// Work goes on, then it turns out that they were two matters.
	do(d.RecordFinding(ctx, f.Key, f.Issues[2].ID, data.Finding{Outcome: data.Substantiated, Reasons: "The log."}))
	do(d.CompleteTask(ctx, f.Key, f.Tasks[0].ID))
	if _, err := d.Act(ctx, earlier.Key, data.ActRestore, "Two matters.", data.Closing{}); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("brought back past the merge: %v", err)
	}
	back := do(d.UnmergeCases(ctx, earlier.Key, "Two evenings."))
	if back.State != was.State || back.MergedInto != "" || len(back.Issues) != 1 || back.Issues[0].Finding.Outcome != data.Substantiated || back.Issues[0].From != "" {
		t.Errorf("what came back is %+v", back)
	}
	if len(back.Tasks) != 1 || back.Tasks[0].DoneOn.IsZero() || len(back.Steps) != 1 || len(back.Clocks) != len(was.Clocks) {
		t.Errorf("its work is %+v %+v %+v", back.Tasks, back.Steps, back.Clocks)
	}
	rest := do(d.Case(ctx, later.Number))
	if len(rest.People) != 1 || len(rest.Issues) != 2 || len(rest.Tasks)+len(rest.Steps) != 0 || len(rest.Clocks) != len(before.Clocks) {
		t.Errorf("the other keeps %+v", rest)
	}
	if decision(rest).Due != decision(before).Due {
		t.Errorf("its decision is due on %s, before the merge on %s", decision(rest).Due, decision(before).Due)
	}
	if len(back.Links) != 1 || back.Links[0].Kind != data.SameMatter || back.Links[0].Reason != "The same evening" {
		t.Errorf("the link from before is %+v", back.Links)
	}
	again := do(d.Case(ctx, earlier.Number))
	if text(t, again) != text(t, back) {
		t.Errorf("the case reads back as\n%s\nnot\n%s", text(t, again), text(t, back))
	}
	if r := must[VerifyReport](t)(d.Verify(ctx, true, nil)); !r.OK() || d.backlog() != 2 {
		t.Errorf("%+v, %d open", r, d.backlog())
	}
	for _, f := range []data.CaseFile{later, earlier} {
		var codes []string
		for _, h := range must[[]data.HistoryEntry](t)(d.History(ctx, f.Key, 0, 50)) {
			codes = append(codes, h.Action)
		}
		if !slices.Contains(codes, "case.merge") || !slices.Contains(codes, "case.unmerge") && !slices.Contains(codes, "case.restore") {
			t.Errorf("the history of %s is %v", f.Number, codes)
		}
	}
}

func TestMergesThatWouldLoseSomethingAreRefused(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(d *desk, from, into data.CaseFile)
		code  string
	}{
		{"the case that goes away is closed", func(d *desk, from, _ data.CaseFile) { d.void(from) }, "from.open"},
		{"the other is void", func(d *desk, _, into data.CaseFile) { d.void(into) }, "into.open"},
		{"a legal hold stands on what goes away", func(d *desk, from, _ data.CaseFile) {
			caseDo(d.t)(d.PlaceHold(d.ctx(), from.Key, "Counsel."))
		}, "legal_hold"},
		{"the other owes no notice", func(d *desk, _, into data.CaseFile) {
			r := into.Reclassification(d.Settings().Today(d.clock.now()))
			r.Override, r.Reason = data.Complaint, "Put right at once."
			caseDo(d.t)(d.Reclassify(d.ctx(), into.Key, r))
		}, "into.kind"},
		{"a meeting is still to be held", func(d *desk, from, _ data.CaseFile) {
			caseDo(d.t)(d.SaveRecord(d.ctx(), from.Key, &data.Meeting{When: d.clock.now().Add(time.Hour), Parties: []string{"The family"}}))
		}, "from.owed"},
		{"the other has its letter", func(d *desk, _, into data.CaseFile) {
			f := d.resolve(into)
			caseDo(d.t)(d.IssueLetter(d.ctx(), f.Key, d.notice(f), paper(pages)))
		}, "into.letter"},
		{"no reason", func(*desk, data.CaseFile, data.CaseFile) {}, "reason"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, false)
			from, into := d.open(), d.open()
			c.spoil(d, from, into)
			reason := "The same evening."
			if c.code == "reason" {
				reason = " "
			}
			before := caseDo(t)(d.Case(t.Context(), into.Number))
			_, err := d.MergeCases(t.Context(), from.Key, into.Number, reason)
			var m data.Missing
			if !errors.As(err, &m) || !m.Has(c.code) {
				t.Errorf("the answer is %v %v", err, m)
			}
			if after := caseDo(t)(d.Case(t.Context(), into.Number)); text(t, after) != text(t, before) {
				t.Error("the refused merge changed the other case")
			}
		})
	}
}

func (d *desk) void(f data.CaseFile) {
	d.t.Helper()
	caseDo(d.t)(d.Act(d.ctx(), f.Key, data.ActVoid, "Entered twice.", data.Closing{}))
}

func TestAMergeThatWasAnsweredOrMergedOnStays(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	a, b, c := d.open(), d.open(), d.open()
	do(d.MergeCases(ctx, a.Key, b.Number, "The same."))
	do(d.MergeCases(ctx, b.Key, c.Number, "The same."))
	var m data.Missing
	if _, err := d.UnmergeCases(ctx, a.Key, "No."); !errors.As(err, &m) || !m.Has("into.merged") {
		t.Errorf("taken back out of the middle: %v", err)
	}
	do(d.UnmergeCases(ctx, b.Key, "No."))
	f := d.resolve(do(d.Case(ctx, b.Number)))
	do(d.IssueLetter(ctx, f.Key, d.notice(f), paper(pages)))
	if _, err := d.UnmergeCases(ctx, a.Key, "No."); !errors.As(err, &m) || !m.Has("into.letter") {
		t.Errorf("taken back after the letter: %v", err)
	}
	if _, err := d.UnmergeCases(ctx, c.Key, "No."); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("a case that was never merged: %v", err)
	}
}

func TestLinkedCasesShowEachOther(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	a, b := d.open(), d.open()
	a = do(d.LinkCases(ctx, a.Key, "2026-2", "Same nurse"))
	b = do(d.Case(ctx, b.Number))
	if len(a.Links) != 1 || a.Links[0].Number != b.Number || len(b.Links) != 1 || b.Links[0].Number != a.Number || b.Links[0].Reason != "Same nurse" {
		t.Fatalf("the links are %+v and %+v", a.Links, b.Links)
	}
	var m data.Missing
	if _, err := d.LinkCases(ctx, b.Key, a.Number, ""); !errors.As(err, &m) || !m.Has("linked") {
		t.Errorf("linked twice: %v", err)
	}
	if _, err := d.LinkCases(ctx, b.Key, b.Number, ""); !errors.As(err, &m) || !m.Has("same") {
		t.Errorf("linked with itself: %v", err)
	}
	if _, err := d.LinkCases(ctx, a.Key, "PR-2026-00099", ""); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("linked with a number that is not there: %v", err)
	}
	if _, err := d.LinkCases(ctx, a.Key, d.open().Number, strings.Repeat("x", 30_000)); !errors.As(err, &m) || !m.Has("reason.long") {
		t.Errorf("a reason without end: %v", err)
	}
	b = do(d.UnlinkCases(ctx, b.Key, a.Number))
	if a = do(d.Case(ctx, a.Number)); len(a.Links)+len(b.Links) != 0 {
		t.Errorf("the links are %+v and %+v", a.Links, b.Links)
	}
	if _, err := d.UnlinkCases(ctx, b.Key, a.Number); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("unlinked twice: %v", err)
	}
}

func TestAVoidCaseKeepsItsNumberAndComesBack(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	f := d.open()
	f = do(d.Act(ctx, f.Key, data.ActTriage, "", data.Closing{}))
	if _, err := d.Act(ctx, f.Key, data.ActVoid, "", data.Closing{}); !errors.As(err, new(data.Missing)) {
		t.Errorf("void without a reason: %v", err)
	}
	d.void(f)
	gone := do(d.Case(ctx, f.Number))
	if gone.State != data.StateVoid || gone.Story == "" || len(gone.Owed()) != 0 || d.backlog() != 0 {
		t.Errorf("the void case is %s, owes %v, %d open", gone.State, gone.Owed(), d.backlog())
	}
	if next := d.open(); next.Number == f.Number {
		t.Error("the number was used again")
	}
	back := do(d.Act(ctx, f.Key, data.ActRestore, "It was no mistake.", data.Closing{}))
	if back.State != data.StateTriaged || back.Closure != "" || decision(back).Due != decision(f).Due || !decision(back).Running() || d.backlog() != 2 {
		t.Errorf("it came back as %s with %+v, %d open", back.State, back.Clocks, d.backlog())
	}
}

func TestReopeningIsCountedWithAFreshClockAndTheOldOneFrozen(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	f := d.fullCase()
	old := decision(f)
	if f.Ending.Satisfied != data.IsSatisfied {
		t.Fatalf("the ending is %+v", f.Ending)
	}
	d.clock.set(d.clock.now().AddDate(0, 2, 0))
	f = do(d.Act(ctx, f.Key, data.ActReopen, "She wrote again.", data.Closing{}))
	if f.Reopened != 1 || f.Ending.Satisfied != "" || f.Closure != "" {
		t.Errorf("reopened %d times, ending %+v", f.Reopened, f.Ending)
	}
	var running, frozen int
	for _, c := range f.Clocks {
		switch {
		case c.Kind == data.ClockDecide && c.Running() && c.Base > old.Due:
			running++
		case c.ID == old.ID && c.MetOn == old.MetOn && c.Due == old.Due:
			frozen++
		}
	}
	if running != 1 || frozen != 1 {
		t.Errorf("the clocks are %+v", f.Clocks)
	}
	history := must[[]data.HistoryEntry](t)(d.History(ctx, f.Key, 0, 50))
	if !slices.ContainsFunc(history, func(h data.HistoryEntry) bool { return h.Action == "case.ending" && strings.Contains(h.After, canary) }) {
		t.Error("the history lost how the case had ended")
	}
	closing := settled(data.ClosedUnknownMood, 0)
	if _, err := d.Act(ctx, f.Key, data.ActClose, "", closing); !errors.As(err, new(data.Missing)) {
		t.Errorf("closed again without a new letter: %v", err)
	}
}

func TestAnOverrideIsInTheHistoryWithItsPoints(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	f := d.open()
	closing := settled(data.ClosedReasonable, d.Settings().Today(d.clock.now()))
	closing.Efforts, closing.Override = []string{"The director called twice."}, "The board decided so."
	f = do(d.Act(ctx, f.Key, data.ActClose, "", closing))
	if f.State != data.StateClosed || !slices.Contains(f.Ending.Overridden, "letter") || !slices.Contains(f.Ending.Overridden, "finding") || f.Ending.OverrideBy != "Dana Whitfield" {
		t.Fatalf("%s, %+v", f.State, f.Ending)
	}
	for _, h := range must[[]data.HistoryEntry](t)(d.History(ctx, f.Key, 0, 50)) {
		if h.Action == "case.override" && strings.Contains(h.Summary, "The board decided so.") && strings.Contains(h.After, "letter") && strings.Contains(h.After, "finding") {
			return
		}
	}
	t.Error("the history does not tell of the override")
}

func TestThereIsAlwaysSomebodyForEachRoleAndOnlyAnAdministratorGivesThem(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	me := d.Officer()
	if me.Roles != data.FullRoles {
		t.Fatalf("whoever set the case file up is %s", me.Roles)
	}
	if err := d.AddOfficer(ctx, data.Officer{Name: "Pat Winter", Title: "Officer"}, theirs); err != nil {
		t.Fatal(err)
	}
	for _, role := range []data.OfficeRole{data.RoleManager, data.RolePrivacy, data.RoleAdministrator} {
		o := me
		o.Roles &^= role
		var m data.Missing
		if err := d.SaveOfficer(ctx, o); !errors.As(err, &m) || !m.Has("roles.last") {
			t.Errorf("nobody with the role %s: %v", role, err)
		}
	}
	d.as("Pat Winter", theirs)
	pat := d.Officer()
	pat.Roles = data.FullRoles
	if err := d.SaveOfficer(ctx, pat); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("an officer who gives herself every role: %v", err)
	}
	if err := d.AddOfficer(ctx, data.Officer{Name: "Mo Lee", Title: "Officer", Roles: data.FullRoles}, "nine otters on the lower weir"); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("an officer who adds another: %v", err)
	}
	d.as("Dana Whitfield", passphrase)
	if err := d.SaveOfficer(ctx, pat); err != nil {
		t.Fatal(err)
	}
	me.Roles = data.RoleOfficer
	if err := d.SaveOfficer(ctx, me); err != nil {
		t.Errorf("with somebody else there it is not possible: %v", err)
	}
	if d.Officer().Roles != data.RoleOfficer {
		t.Error("the session still has the roles from before")
	}
}
