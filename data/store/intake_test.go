package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"rapport/data"
)

func TestCaseNumbersAreGapFreeWithinTheOfficesYearOfReceipt(t *testing.T) {
	d := newDesk(t, false)
	d.clock.set(time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC))
	newYearInLondon := time.Date(2026, 1, 1, 2, 0, 0, 0, time.UTC) // still 2025 in New York
	var got []string
	for _, at := range []time.Time{d.clock.now().Add(-time.Hour), newYearInLondon, d.clock.now().Add(-2 * time.Hour)} {
		got = append(got, caseDo(t)(d.OpenCase(t.Context(), spoken(at))).Number)
		_, err := d.OpenCase(t.Context(), data.Intake{Channel: data.Phone, ReceivedAt: at}) // no story: refused
		if m := (data.Missing)(nil); !errors.As(err, &m) || !m.Has("story") {
			t.Fatalf("an intake without a story gave %v", err)
		}
	}
	if want := []string{"PR-2026-00001", "PR-2025-00001", "PR-2026-00002"}; !slices.Equal(got, want) {
		t.Errorf("numbers %v, want %v", got, want)
	}
}

func TestANumberTakenByATransactionThatFailsIsGivenAgain(t *testing.T) {
	d := newDesk(t, false)
	failed := errors.New("the disk is full")
	err := d.write(t.Context(), data.RightOffice, func(w *work) error {
		f := caseOf(spoken(d.clock.now()), w)
		if err := w.enterCase(&f); err != nil {
			return err
		}
		return failed
	})
	if !errors.Is(err, failed) {
		t.Fatal(err)
	}
	if n := d.open().Number; n != "PR-2026-00001" {
		t.Errorf("the number after a failure is %s", n)
	}
	if n := d.number(`select count(*) from cases`); n != 1 {
		t.Errorf("%d cases are in the file", n)
	}
}

func TestACaseIsReadAsItWasWritten(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	got := caseDo(t)(d.Case(t.Context(), f.Number))
	was, is := text(t, f), text(t, got)
	if was != is || got.Key != f.Key {
		t.Errorf("wrote\n%s\nread\n%s", was, is)
	}
	if f.Kind != data.Grievance || len(f.Clocks) != 2 || len(f.Issues) != 2 || len(f.People) != 1 {
		t.Errorf("the case came out as %s", is)
	}
}

func text(t testing.TB, v any) string {
	t.Helper()
	s, err := body(v)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestReclassifyingMovesTheClocksAndTheMonth(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	month := data.Month{Year: 2026, Month: time.March}
	counts := func() (grievances, others int) {
		facts := must[data.SummaryFacts](t)(d.SummaryFacts(t.Context(), data.MonthPeriod(month)))
		last := facts.Trend[len(facts.Trend)-1]
		return last.Grievances, last.Others
	}
	if g, o := counts(); g != 1 || o != 0 {
		t.Fatalf("%d grievances and %d others", g, o)
	}
	_, err := d.classify(t.Context(), f, data.Answers{ResolvedNow: true}, "", "")
	if m := (data.Missing)(nil); !errors.As(err, &m) || !m.Has("override_reason") {
		t.Fatalf("taking the notice away without a reason gave %v", err)
	}
	f = caseDo(t)(d.classify(t.Context(), f, data.Answers{ResolvedNow: true}, "", "Staff had put it right at once."))
	if f.Kind != data.Complaint {
		t.Fatalf("the case is now %s", f.Kind)
	}
	for _, c := range f.Clocks {
		if c.Running() {
			t.Errorf("%s still runs", c.Label())
		}
	}
	if g, o := counts(); g != 0 || o != 1 {
		t.Errorf("%d grievances and %d others after the change", g, o)
	}
	f = caseDo(t)(d.classify(t.Context(), f, data.Answers{AllegesHarm: true}, "", ""))
	running := 0
	for _, c := range f.Clocks {
		if c.Running() {
			running++
		}
	}
	if f.Kind != data.Grievance || running != 2 {
		t.Errorf("alleged harm makes it %s with %d running clocks", f.Kind, running)
	}
}
