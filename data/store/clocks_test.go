package store

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

// office returns an instant of the office's day n days after the case's receipt.
func (d *desk) after(f data.CaseFile, days, hour, minute int) time.Time {
	zone := d.Settings().Zone()
	day := data.DateOf(f.ReceivedAt, zone).AddDays(days)
	return day.Start(zone).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

// post issues a letter of a kind past the gate, as the composer would, and
// records that it left today.
func (d *desk) post(f data.CaseFile, kind data.LetterKind) data.CaseFile {
	d.t.Helper()
	today := d.Settings().Today(d.clock.now())
	l := data.Letter{ID: data.NewID(), Kind: kind, Number: len(f.Letters) + 1, IssuedAt: d.clock.now(), Date: today}
	err := d.write(d.ctx(), data.RightOffice, func(w *work) error {
		return insertLetter(w.tx, int64(len(f.Letters)+1), f.Key, l, [32]byte{1}, today)
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return caseDo(d.t)(d.RecordDispatch(d.ctx(), f.Key, l.ID, data.Dispatch{Method: "post", On: today}))
}

func wantMissing(t *testing.T, err error, code string) {
	t.Helper()
	var m data.Missing
	if !errors.As(err, &m) || !m.Has(code) {
		t.Errorf("got %v, want the gap %s", err, code)
	}
}

// clockOf returns the newest clock of the kind.
func clockOf(t *testing.T, f data.CaseFile, kind data.ClockKind) data.Clock {
	t.Helper()
	for i := len(f.Clocks) - 1; i >= 0; i-- {
		if f.Clocks[i].Kind == kind {
			return f.Clocks[i]
		}
	}
	t.Fatalf("the case has no clock %s", kind)
	return data.Clock{}
}

// TestAnActAtHalfPastElevenOnTheLastDayIsInTime: case, list, board and the facts
// of the month must agree, though in UTC the day is over.
func TestAnActAtHalfPastElevenOnTheLastDayIsInTime(t *testing.T) { // vector 3
	d := newDesk(t, false)
	f := d.resolve(d.open())
	f = caseDo(t)(d.IssueLetter(t.Context(), f.Key, d.notice(f), paper(pages)))
	due := clockOf(t, f, data.ClockDecide).Due
	d.clock.set(d.after(f, 7, 23, 30))
	if d.Settings().Today(d.clock.now()) != due || data.DateOf(d.clock.now(), time.UTC) != due.AddDays(1) {
		t.Fatalf("the test is not at 23:30 of %s in the office", due)
	}
	if n := must[int](t)(d.CountCases(t.Context(), data.CaseQuery{Overdue: true})); n != 0 {
		t.Error("the list calls it overdue on its last day")
	}
	if b := must[data.TodayBoard](t)(d.Today(t.Context(), false)); b.Counts[data.GroupOverdue] != 0 || b.Counts[data.GroupToday] != 1 {
		t.Errorf("the board shows %v", b.Counts)
	}
	f = caseDo(t)(d.RecordDispatch(t.Context(), f.Key, f.Letters[0].ID, data.Dispatch{Method: "post", On: due}))
	if c := clockOf(t, f, data.ClockDecide); c.MetOn != due || c.Late(due.AddDays(9)) || c.EnteredLater() {
		t.Errorf("the clock is %+v", c)
	}
	facts := must[data.SummaryFacts](t)(d.SummaryFacts(t.Context(), data.MonthPeriod(due.Month())))
	if c := facts.Received[0]; c.DecideOn != due || c.DecideDue != due {
		t.Errorf("the month has it done on %s, due on %s", c.DecideOn, c.DecideDue)
	}
}

func TestALateHolidayMovesOnlyWhatIsAccepted(t *testing.T) { // vector 4
	d := newDesk(t, false)
	ctx := t.Context()
	first, second, done := d.open(), d.open(), d.open()
	done = caseDo(t)(d.AddContact(ctx, done.Key, data.Contact{At: d.clock.now(), Mode: "phone", With: "her", Summary: "Told her."}, true))
	due := clockOf(t, first, data.ClockAcknowledge).Due
	set := d.Settings()
	set.Holidays = append(set.Holidays, data.Holiday{Name: "Staff day", On: due})
	moves := must[[]data.ClockMove](t)(d.ProposeClockMoves(ctx, set))
	if len(moves) != 2 || moves[0].Number != first.Number || moves[1].Number != second.Number || moves[0].From != due || moves[0].To != due.AddDays(1) {
		t.Fatalf("proposed is %+v", moves)
	}
	if err := d.SaveSettings(ctx, set); err != nil {
		t.Fatal(err)
	}
	for _, f := range []data.CaseFile{first, second, done} {
		if now := caseDo(t)(d.Case(ctx, f.Number)); text(t, now.Clocks) != text(t, f.Clocks) {
			t.Errorf("saving the holiday changed the clocks of %s", f.Number)
		}
	}
	wantMissing(t, d.AcceptClockMoves(ctx, moves[:1], " "), "reason")
	if err := d.AcceptClockMoves(ctx, moves[:1], "The staff day was set late."); err != nil {
		t.Fatal(err)
	}
	c := clockOf(t, caseDo(t)(d.Case(ctx, first.Number)), data.ClockAcknowledge)
	if c.Due != due.AddDays(1) || c.Base != due || len(c.Changes) != 1 || c.Changes[0].Reason != "The staff day was set late." {
		t.Errorf("the accepted clock is %+v", c)
	}
	if c := clockOf(t, caseDo(t)(d.Case(ctx, second.Number)), data.ClockAcknowledge); c.Due != due {
		t.Errorf("the other clock moved to %s", c.Due)
	}
	history := must[[]data.HistoryEntry](t)(d.History(ctx, first.Key, 0, 20))
	at := slices.IndexFunc(history, func(h data.HistoryEntry) bool { return h.Action == "clock.recount" })
	if at < 0 {
		t.Fatalf("the history says %+v", history)
	}
	if h := history[at]; h.Action != "clock.recount" || h.Before != due.String() || h.After != c.Due.String() {
		t.Errorf("the history says %+v", h)
	}
	if err := d.AcceptClockMoves(ctx, moves, "Again."); !errors.Is(err, data.ErrConflict) {
		t.Errorf("a date that moved already: %v", err)
	}
	if c := clockOf(t, caseDo(t)(d.Case(ctx, second.Number)), data.ClockAcknowledge); c.Due != due {
		t.Error("a conflict moved the rest all the same")
	}
	if again := must[[]data.ClockMove](t)(d.ProposeClockMoves(ctx, d.Settings())); len(again) != 0 {
		t.Errorf("the saved settings propose %+v", again)
	}
}

func TestTheEarlierOfTwoClocksIsNextAndBothAreKept(t *testing.T) { // vector 8
	d := newDesk(t, false)
	f := d.open()
	ack, decide := clockOf(t, f, data.ClockAcknowledge).Due, clockOf(t, f, data.ClockDecide).Due
	row := must[data.CasePage](t)(d.Cases(t.Context(), data.CaseQuery{})).Rows[0]
	if row.NextDue != ack || row.NextWhat != "Acknowledgement" {
		t.Errorf("the list says %s on %s", row.NextWhat, row.NextDue)
	}
	caseDo(t)(d.AddContact(t.Context(), f.Key, data.Contact{At: d.clock.now(), Mode: "phone", With: "her", Summary: "Told her."}, true))
	row = must[data.CasePage](t)(d.Cases(t.Context(), data.CaseQuery{})).Rows[0]
	if row.NextDue != decide || row.NextWhat != "Written decision" {
		t.Errorf("after the acknowledgement the list says %s on %s", row.NextWhat, row.NextDue)
	}
	if f = caseDo(t)(d.Case(t.Context(), f.Number)); len(f.Clocks) != 2 || f.Clocks[0].Due != ack || f.Clocks[1].Due != decide {
		t.Errorf("the case keeps %+v", f.Clocks)
	}
}

func TestReopeningFreezesTheOldClocksAndStartsFreshOnes(t *testing.T) { // vector 10
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	f := d.resolve(d.open())
	f = do(d.IssueLetter(ctx, f.Key, d.notice(f), paper(pages)))
	sent := d.Settings().Today(d.clock.now())
	f = do(d.RecordDispatch(ctx, f.Key, f.Letters[0].ID, data.Dispatch{Method: "post", On: sent}))
	f = do(d.Act(ctx, f.Key, data.ActClose, "", settled(data.ClosedSatisfied, 0)))
	old := text(t, f.Clocks)
	d.clock.set(d.clock.now().Add(40 * 24 * time.Hour))
	f = do(d.Act(ctx, f.Key, data.ActReopen, "She wrote again about the pump.", data.Closing{}))
	if f.State != data.StateReopened || f.Reopened != 1 || !f.ClosedAt.IsZero() || len(f.Clocks) != 4 {
		t.Fatalf("reopened: %s, %d times, %d clocks", f.State, f.Reopened, len(f.Clocks))
	}
	today := d.Settings().Today(d.clock.now())
	if fresh := f.Clocks[3]; fresh.Kind != data.ClockDecide || fresh.Due != today.AddDays(7) || fresh.Base != fresh.Due || !fresh.Running() {
		t.Errorf("the fresh decision is %+v", fresh)
	}
	// What happens now touches the fresh clocks alone.
	f = do(d.AddContact(ctx, f.Key, data.Contact{At: d.clock.now(), Mode: "phone", With: "her", Summary: "Told her."}, true))
	f = do(d.ExtendClock(ctx, f.Key, f.Clocks[3].ID, data.Extension{Days: 14, Reason: "The pump is at the maker's.", Agreed: "the patient"}))
	if got := text(t, f.Clocks[:2]); got != old {
		t.Errorf("the old clocks were\n%s\nand are\n%s", old, got)
	}
	if _, err := d.ExtendClock(ctx, f.Key, f.Clocks[1].ID, data.Extension{Days: 14, Reason: "r", Agreed: "x"}); err == nil {
		t.Error("an old clock was moved")
	}
	facts := must[data.SummaryFacts](t)(d.SummaryFacts(ctx, data.MonthPeriod(data.DateOf(f.ReceivedAt, d.Settings().Zone()).Month())))
	if c := facts.Received[0]; c.DecideOn != sent {
		t.Errorf("the month of receipt has the decision on %s, want %s", c.DecideOn, sent)
	}
	starts := 0
	for _, h := range must[[]data.HistoryEntry](t)(d.History(ctx, f.Key, 0, 50)) {
		if h.Action == "clock.start" && strings.Contains(h.Summary, "owed by") {
			starts++
		}
	}
	if starts != 3 { // two with the reopening, the word that the longer decision owes
		t.Errorf("the history tells of %d clocks that started", starts)
	}
}

func TestATimelyActEnteredLateIsMarkedInTheCase(t *testing.T) { // vector 15
	d := newDesk(t, false)
	f := d.open()
	call := d.clock.now()
	d.clock.set(d.after(f, 5, 9, 0)) // the acknowledgement was due on the second day
	f = caseDo(t)(d.AddContact(t.Context(), f.Key, data.Contact{At: call, Mode: "phone", With: "her", Summary: "Told her."}, true))
	c := clockOf(t, f, data.ClockAcknowledge)
	if !c.EnteredLater() || c.Late(c.EnteredOn) || c.MetOn != d.Settings().Today(call) {
		t.Errorf("the clock is %+v", c)
	}
	found := false
	for _, h := range must[[]data.HistoryEntry](t)(d.History(t.Context(), f.Key, 0, 10)) {
		found = found || h.Action == "clock.met" && strings.Contains(h.Summary, "entered later")
	}
	if !found {
		t.Error("the history does not say that it was entered later")
	}
}

func TestAnExtendedClockKeepsItsOldDateWithTheReason(t *testing.T) { // vector 2
	d := newDesk(t, false)
	f := d.open()
	decide := clockOf(t, f, data.ClockDecide)
	by14 := data.Extension{Days: 14, Reason: "She is in hospital until then.", Agreed: "Ms. O'Brien-Løkke"}
	f = caseDo(t)(d.ExtendClock(t.Context(), f.Key, decide.ID, by14))
	d.clock.set(d.after(f, 12, 9, 0))
	f = caseDo(t)(d.ExtendClock(t.Context(), f.Key, decide.ID, by14))
	c := clockOf(t, f, data.ClockDecide)
	if c.Base != decide.Due || c.Due != decide.Due.AddDays(28) || len(c.Changes) != 2 || c.Changes[0].By != "Dana Whitfield" {
		t.Errorf("the clock is %+v", c)
	}
	history := must[[]data.HistoryEntry](t)(d.History(t.Context(), f.Key, 0, 10))
	if h := history[0]; h.Action != "clock.extend" || h.Before != decide.Due.AddDays(14).String() || h.After != c.Due.String() || !strings.Contains(h.Summary, by14.Agreed) {
		t.Errorf("the history says %+v", h)
	}
	updates := 0
	for _, k := range f.Clocks {
		if k.Kind == data.ClockUpdate {
			updates++
		}
	}
	if u := clockOf(t, f, data.ClockUpdate); updates != 1 || u.Due != decide.Due {
		t.Errorf("%d words are owed, the last by %s, want one by %s", updates, u.Due, decide.Due)
	}
}

func TestTheWordOwedIsGivenByACallOrAnInterimLetter(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	extended := func() data.CaseFile {
		f := d.open()
		return do(d.ExtendClock(ctx, f.Key, clockOf(t, f, data.ClockDecide).ID, data.Extension{Days: 14, Reason: "r", Agreed: "x"}))
	}
	called := extended()
	called = do(d.AddContact(ctx, called.Key, data.Contact{At: d.clock.now(), Mode: "phone", With: "her", Summary: "It rained."}, false))
	if !clockOf(t, called, data.ClockUpdate).Running() {
		t.Error("a call that says nothing of it counts as the word owed")
	}
	called = do(d.AddContact(ctx, called.Key, data.Contact{At: d.clock.now(), Mode: "phone", With: "her", Summary: "It takes until May.", Update: true}, false))
	if u := clockOf(t, called, data.ClockUpdate); u.MetOn != d.Settings().Today(d.clock.now()) || len(called.Clocks) != 3 {
		t.Errorf("after the call the clocks are %+v", called.Clocks)
	}

	written := extended()
	d.clock.set(d.after(written, 6, 9, 0))
	written = d.post(written, data.InterimLetter)
	today := d.Settings().Today(d.clock.now())
	if u := written.Clocks[2]; u.Kind != data.ClockUpdate || u.MetOn != today {
		t.Errorf("the interim letter left the word owed at %+v", u)
	}
	if next := written.Clocks[3]; next.Kind != data.ClockUpdate || next.Due != today.AddDays(7) || !next.Running() {
		t.Errorf("the next word is %+v", next)
	}
	written = do(d.Act(ctx, written.Key, data.ActTriage, "", data.Closing{}))
	written = d.post(written, data.NoticeOfDecision)
	for _, k := range written.Clocks {
		if k.Running() {
			t.Errorf("%s is owed after the decision", k.Label())
		}
	}
}

func TestAPausedClockIsNeitherLateNorForgotten(t *testing.T) { // vector 9
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	f := d.open()
	f = do(d.AddContact(ctx, f.Key, data.Contact{At: d.clock.now(), Mode: "phone", With: "her", Summary: "Told her."}, true))
	decide := clockOf(t, f, data.ClockDecide)
	from := d.Settings().Today(d.clock.now())
	f = do(d.PauseClock(ctx, f.Key, decide.ID, from, "She is in surgery."))
	d.clock.set(d.after(f, 20, 9, 0))
	if n := must[int](t)(d.CountCases(ctx, data.CaseQuery{Overdue: true})); n != 0 {
		t.Error("the list calls a paused case overdue")
	}
	if _, err := d.ResumeClock(ctx, f.Key, decide.ID, from.AddDays(-1)); err == nil {
		t.Error("a clock ran again before it was paused")
	}
	f = do(d.ResumeClock(ctx, f.Key, decide.ID, from.AddDays(3)))
	if c := clockOf(t, f, data.ClockDecide); c.Due != decide.Due.AddDays(3) || c.Base != decide.Due {
		t.Errorf("after three days the clock is %+v", c)
	}
	if n := must[int](t)(d.CountCases(ctx, data.CaseQuery{Overdue: true})); n != 1 {
		t.Error("the case is not overdue once the clock runs again")
	}
	f = do(d.Undo(ctx))
	if _, paused := clockOf(t, f, data.ClockDecide).Paused(); !paused {
		t.Error("taking the restart back leaves the clock running")
	}
	d.clock.set(d.after(f, 40, 9, 0))
	b := must[data.TodayBoard](t)(d.Today(ctx, false))
	if len(b.Items) != 1 || b.Items[0].What != "Paused: Written decision" || b.Items[0].Due != from.AddDays(30) {
		t.Errorf("the board shows %+v", b.Items)
	}
}

func TestAnotherKindKeepsTheClocksThatWereStartedByHand(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	f := d.open()
	today := d.Settings().Today(d.clock.now())
	f = do(d.StartClock(ctx, f.Key, data.ClockStart{Kind: data.ClockCommittee, From: today}))
	f = do(d.classify(ctx, f, data.Answers{}, data.CivilRights, ""))
	for kind, want := range map[data.ClockKind]bool{data.ClockAcknowledge: true, data.ClockDecide: true, data.ClockCivilRights: true, data.ClockCommittee: true} {
		if c := clockOf(t, f, kind); c.Running() != want {
			t.Errorf("%s of a civil-rights grievance: %+v", kind, c)
		}
	}
	f = do(d.classify(ctx, f, data.Answers{ResolvedNow: true}, data.Complaint, "She only asked."))
	for kind, want := range map[data.ClockKind]bool{data.ClockAcknowledge: false, data.ClockDecide: false, data.ClockCivilRights: false, data.ClockCommittee: true} {
		if c := clockOf(t, f, kind); c.Running() != want {
			t.Errorf("%s of a complaint: %+v", kind, c)
		}
	}
	if _, err := d.StopClock(ctx, f.Key, clockOf(t, f, data.ClockCommittee).ID, " "); err == nil {
		t.Error("a clock was stopped without a reason")
	}
	f = do(d.MeetClock(ctx, f.Key, clockOf(t, f, data.ClockCommittee).ID, today))
	if c := clockOf(t, f, data.ClockCommittee); c.MetOn != today {
		t.Errorf("the committee's clock is %+v", c)
	}
	if _, err := d.MeetClock(ctx, f.Key, clockOf(t, f, data.ClockDecide).ID, today); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("a decision was marked as done by hand: %v", err)
	}
}
