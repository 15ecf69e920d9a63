package store

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"rapport/data"
)

// resolve brings the case to the point where its notice can be issued.
func (d *desk) resolve(f data.CaseFile) data.CaseFile {
	d.t.Helper()
	ctx, do := d.t.Context(), caseDo(d.t)
	do(d.Act(ctx, f.Key, data.ActTriage, "", data.Closing{}))
	do(d.AddContact(ctx, f.Key, data.Contact{At: d.clock.now(), Mode: "phone", With: "the patient", Summary: "Told her that we look into it."}, true))
	do(d.Act(ctx, f.Key, data.ActInvestigate, "", data.Closing{}))
	today := d.Settings().Today(d.clock.now())
	do(d.SaveStep(ctx, f.Key, data.Step{Kind: "interview", Subject: "The nurse in charge", DoneOn: today, Result: "Two nurses for fourteen patients.",
		InLetter: "We spoke with the nurse in charge of the unit."}))
	f = do(d.Act(ctx, f.Key, data.ActFindings, "", data.Closing{}))
	for _, i := range f.Issues {
		f = do(d.RecordFinding(ctx, f.Key, i.ID, data.Finding{Outcome: data.Substantiated, Reasons: "The log shows it.",
			Answer: "You were right. The call was answered after 58 minutes because the unit was short of two nurses that evening."}))
	}
	p, _ := f.Person(data.RolePatient)
	p.AddressConfirmed = today
	f = do(d.SavePerson(ctx, f.Key, p))
	return do(d.Act(ctx, f.Key, data.ActDraftLetter, "", data.Closing{}))
}

// draft is a letter of the kind as the case writes it.
func (d *desk) draft(f data.CaseFile, kind data.LetterKind) data.LetterDraft {
	d.t.Helper()
	return must[data.LetterFacts](d.t)(d.NewLetter(d.ctx(), f, kind, data.English)).Draft
}

// notice is the notice of decision as the case writes it.
func (d *desk) notice(f data.CaseFile) data.LetterDraft {
	l := d.draft(f, data.NoticeOfDecision)
	l.CompletedOn = d.Settings().Today(d.clock.now())
	return l
}

// paper writes a letter that is these bytes, whatever it says.
func paper(file []byte) LetterWriter {
	return func(data.LetterFacts) ([]byte, int, error) { return file, 2, nil }
}

var pages = bytes.Repeat([]byte("%PDF-1.7 the very pages "), 2000)

func TestAGrievanceGoesFromIntakeToClosedThroughTheSession(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	f := d.open()
	if _, err := d.Act(ctx, f.Key, data.ActClose, "", settled(data.ClosedSatisfied, 0)); !errors.As(err, new(data.Missing)) {
		t.Fatalf("closing a grievance without its letter gave %v", err)
	}
	d.clock.set(d.clock.now().Add(2 * 24 * time.Hour))
	f = d.resolve(f)
	if f.State != data.StateDraft {
		t.Fatalf("the case is in %s", f.State)
	}
	f = do(d.IssueLetter(ctx, f.Key, d.notice(f), paper(pages)))
	letter := f.Letters[0]
	if f.State != data.StateSignOff || letter.Number != 1 {
		t.Fatalf("after issuing: state %s, letter %d", f.State, letter.Number)
	}
	d.clock.set(d.clock.now().Add(24 * time.Hour))
	sent := d.Settings().Today(d.clock.now())
	f = do(d.RecordDispatch(ctx, f.Key, letter.ID, data.Dispatch{Method: "post", On: sent}))
	if f.State != data.StateSent {
		t.Fatalf("after dispatch: state %s", f.State)
	}
	for _, c := range f.Clocks {
		if c.Running() {
			t.Errorf("%s still runs after the notice left", c.Label())
		}
	}
	f = do(d.Act(ctx, f.Key, data.ActClose, "", settled(data.ClosedSatisfied, 0)))
	if f.State != data.StateClosed || f.ClosedAt.IsZero() {
		t.Fatalf("the case is in %s, closed at %v", f.State, f.ClosedAt)
	}
	again := do(d.Case(ctx, f.Number))
	if text(t, again) != text(t, f) {
		t.Error("the case reads back otherwise than the last change returned it")
	}
	facts := must[data.SummaryFacts](t)(d.SummaryFacts(ctx, data.MonthPeriod(sent.Month())))
	c := facts.Closed[0]
	if c.DecideOn != sent || c.Closed != sent || c.AckOn.IsZero() || len(facts.Letters) != 1 {
		t.Errorf("the month knows of the case: %+v", c)
	}
	board := must[data.TodayBoard](t)(d.Today(ctx, false))
	if len(board.Items) != 0 || board.Open != 0 {
		t.Errorf("a closed case is still on the board: %+v", board)
	}
}

func TestACaseThatEndedOwesNothing(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	f := d.open()
	do(d.AddTask(ctx, f.Key, data.Task{What: "Call the ward", Due: d.Settings().Today(d.clock.now()), Owner: "Dana Whitfield"}))
	do(d.AddContact(ctx, f.Key, data.Contact{At: d.clock.now(), Mode: "phone", Inbound: true, With: "the patient", Summary: "She takes it all back."}, false))
	f = do(d.Act(ctx, f.Key, data.ActWithdraw, "She takes it back.", data.Closing{}))
	for _, c := range f.Clocks {
		if !c.Stopped || !c.MetOn.IsZero() {
			t.Errorf("%s of a withdrawn case: %+v", c.Label(), c)
		}
	}
	if b := must[data.TodayBoard](t)(d.Today(ctx, false)); len(b.Items) != 0 || b.Open != 0 {
		t.Errorf("the board still shows %+v", b.Items)
	}
	if row := must[data.CasePage](t)(d.Cases(ctx, data.CaseQuery{})).Rows[0]; !row.NextDue.IsZero() || row.ClosedAt.IsZero() {
		t.Errorf("the list says %+v", row)
	}
	f = do(d.Act(ctx, f.Key, data.ActReopen, "She changed her mind.", data.Closing{}))
	if b := must[data.TodayBoard](t)(d.Today(ctx, false)); b.Open != 1 || b.Counts[data.GroupToday] != 1 || len(b.Items) != 3 {
		t.Errorf("reopened, the board shows %+v", b.Items)
	}
}

func TestWhatTheRulesRefuseLeavesTheCaseAsItWas(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	f := d.open()
	was, entries := text(t, f), d.number(`select count(*) from audit`)
	refused := func(name string, want func(error) bool, do func() (data.CaseFile, error)) {
		t.Helper()
		if _, err := do(); !want(err) {
			t.Errorf("%s gave %v", name, err)
		}
	}
	missing := func(err error) bool { return errors.As(err, new(data.Missing)) }
	is := func(target error) func(error) bool { return func(err error) bool { return errors.Is(err, target) } }
	refused("an action that the state does not allow", is(data.ErrWrongState), func() (data.CaseFile, error) {
		return d.Act(ctx, f.Key, data.ActSubmit, "", data.Closing{})
	})
	refused("an action that only a letter does", is(data.ErrNotAllowed), func() (data.CaseFile, error) {
		return d.Act(ctx, f.Key, data.ActIssue, "", data.Closing{})
	})
	refused("a hold without a reason", missing, func() (data.CaseFile, error) {
		return d.Act(ctx, f.Key, data.ActHold, "", data.Closing{})
	})
	refused("a letter before its findings", missing, func() (data.CaseFile, error) {
		return d.IssueLetter(ctx, f.Key, d.notice(f), paper(pages))
	})
	refused("an empty note", missing, func() (data.CaseFile, error) {
		return d.AddNote(ctx, f.Key, data.Note{Class: data.NoteOrdinary})
	})
	refused("another due date without a reason", missing, func() (data.CaseFile, error) {
		return d.ExtendClock(ctx, f.Key, f.Clocks[1].ID, data.Extension{Due: f.Clocks[1].Due.AddDays(7), Agreed: "the patient"})
	})
	refused("removing an issue without a reason", missing, func() (data.CaseFile, error) {
		return d.RemoveIssue(ctx, f.Key, f.Issues[0].ID, " ")
	})
	refused("a case that is not there", is(data.ErrNotFound), func() (data.CaseFile, error) {
		return d.AddNote(ctx, 999, data.Note{Class: data.NoteOrdinary, Text: "x"})
	})
	refused("a task that is not there", is(data.ErrNotFound), func() (data.CaseFile, error) {
		return d.CompleteTask(ctx, f.Key, data.NewID())
	})
	if n := d.number(`select count(*) from audit`); n != entries {
		t.Errorf("refusals left %d entries", n-entries)
	}
	if now := text(t, caseDo(t)(d.Case(ctx, f.Number))); now != was {
		t.Errorf("the case was\n%s\nand is\n%s", was, now)
	}
}

func TestAnAcknowledgementMeetsItsClock(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	if f.Clocks[0].Kind != data.ClockAcknowledge {
		t.Fatal("the first clock is", f.Clocks[0].Kind)
	}
	f = caseDo(t)(d.AddContact(t.Context(), f.Key, data.Contact{At: d.clock.now(), Mode: "phone", With: "the patient",
		Summary: "Told her that we look into it.", Promise: "Call her on Friday"}, true))
	if f.Clocks[0].MetOn != d.Settings().Today(d.clock.now()) || f.State != data.StateAcknowledged {
		t.Errorf("met on %s, state %s", f.Clocks[0].MetOn, f.State)
	}
	if len(f.Tasks) != 1 || !f.Tasks[0].Promise {
		t.Errorf("the promise became %+v", f.Tasks)
	}
}

func TestNotesCannotBeChangedEvenBySQL(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "She sounded tired."}))
	for _, query := range []string{
		`update notes set body = '{}'`, `delete from notes`,
		`insert or replace into notes (key, case_key, id, class, body) select key, case_key, id, class, '{}' from notes`,
	} {
		if err := d.raw(query); err == nil {
			t.Errorf("%s was allowed", query)
		}
	}
	f = caseDo(t)(d.Case(t.Context(), f.Number))
	if len(f.Notes) != 1 || f.Notes[0].Text != "She sounded tired." {
		t.Errorf("the notes are %+v", f.Notes)
	}
}
