package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/data/vault"
	"rapport/reports/report"
	"rapport/reports/summary"
)

// A reviewer's shareable summary says the same as everybody's, word for word, and
// what a reviewer is given for it makes nothing else.
func TestAReviewerMakesTheSameShareableSummaryAndNoOther(t *testing.T) {
	at := time.Date(2026, 10, 20, 15, 0, 0, 0, time.UTC)
	cheap := vault.KDF{Passes: 1, MemoryKiB: 64, Lanes: 1}
	clock := store.WithClock(func() time.Time { return at })
	s, _, err := store.Create(t.Context(), t.TempDir(), practice.Setup(), store.WithKDF(cheap), clock, store.ForCommand())
	if err != nil {
		t.Fatal(err)
	}
	f := s.File()
	t.Cleanup(func() { f.Close() })
	set := s.Settings()
	today := set.Today(at)
	if err := s.Load(t.Context(), practice.Cases(7, 400, set, today.AddDays(-500), today), nil); err != nil {
		t.Fatal(err)
	}
	const theirs = "herons over the weir seven quiet"
	if err := s.AddOfficer(t.Context(), data.Officer{Name: "Pat Winter", Title: "Member of the board", Roles: data.RoleReviewer}, theirs); err != nil {
		t.Fatal(err)
	}
	shown := false // an action plan that names its owner in what it tells
	page, err := s.ActionPlans(t.Context(), data.ActionQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range page.Rows {
		if shown {
			break
		}
		p := r.Plan
		p.Shown, p.Said, p.Did = true, "Nobody answered the bell at night.", "Robin Ashdown asked for more people."
		_, err := s.SaveRecord(t.Context(), r.Case.Key, &p)
		shown = err == nil
	}
	periods := []data.Period{data.MonthPeriod(data.Month{Year: 2026, Month: time.August}), data.MonthPeriod(data.Month{Year: 2026, Month: time.September}),
		data.QuarterPeriod(data.NewDate(2026, time.July, 1)), data.YearPeriod(2026)}
	if _, err := s.Freeze(t.Context(), periods[1], "Corrected by Robin Ashdown.", func(x data.SummaryFacts) []data.FrozenFigure { return nil }); err != nil {
		t.Fatal(err)
	}
	var theOffices []report.Report
	var secrets []string
	for _, p := range periods {
		facts, err := s.SummaryFacts(t.Context(), p)
		if err != nil || facts.Shareable {
			t.Fatalf("the office's facts: shareable %v, %v", facts.Shareable, err)
		}
		for _, c := range append(facts.Received, facts.Open...) {
			secrets = append(secrets, c.Number)
		}
		facts.AuditHead = "" // the chain goes on
		r, err := summary.Make(t.Context(), facts, report.Shareable, true)
		if err != nil {
			t.Fatal(err)
		}
		theOffices = append(theOffices, r)
	}
	if len(secrets) < 100 || !shown {
		t.Fatalf("%d cases, a plan that is shown: %v", len(secrets), shown)
	}
	if err := s.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s, err = f.SignIn(t.Context(), "Pat Winter", theirs); err != nil {
		t.Fatal(err)
	}
	for i, p := range periods {
		facts, err := s.SummaryFacts(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := summary.Make(t.Context(), facts, report.Internal, true); !errors.Is(err, data.ErrNotAllowed) {
			t.Errorf("a reviewer's facts make the internal summary: %v", err)
		}
		if !reflect.DeepEqual(summary.MakeBoard(facts), summary.Board{}) {
			t.Error("a reviewer's facts make the office's board")
		}
		held := facts
		held.Settings = data.Settings{} // the office's own, which names who answers for the units
		raw, err := json.Marshal(held)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range append(secrets, "Robin Ashdown", "asked for more people") {
			if strings.Contains(string(raw), secret) {
				t.Fatalf("the facts of %s hold %q", p, secret)
			}
		}
		for _, c := range append(facts.Received, facts.Open...) {
			if c.Key >= 0 {
				t.Fatalf("the facts of %s lead to the case %d", p, c.Key)
			}
		}
		facts.AuditHead = "" // the chain goes on
		r, err := summary.Make(t.Context(), facts, report.Shareable, true)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(pagesOf(t, r), pagesOf(t, theOffices[i])) {
			t.Errorf("the reviewer's summary of %s is not the office's", p)
		}
	}
	frozen, err := s.FrozenReports(t.Context(), periods[1])
	if err != nil || len(frozen) != 1 || frozen[0].By != "" || frozen[0].Note != "" || frozen[0].Cases != nil {
		t.Errorf("the frozen report is %+v, %v", frozen, err)
	}
}

// pagesOf are the pages of a report, on which no door is seen.
func pagesOf(t *testing.T, r report.Report) []byte {
	t.Helper()
	file, _, err := report.PDF(r)
	if err != nil {
		t.Fatal(err)
	}
	return file
}
