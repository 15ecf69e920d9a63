package command

import (
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/reports/figures"
)

// practiceSession opens a practice case file of its own.
func practiceSession(t *testing.T, cases int) *store.Session {
	t.Helper()
	f, err := store.Open(ownStore(t, cases))
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.SignIn(t.Context(), practice.Officer, practice.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(t.Context()); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestThePracticeOfficeHasWhatItsReportsNeed(t *testing.T) {
	s := practiceSession(t, 600)
	today := s.Settings().Today(time.Now())
	last := today.Month().Add(-1)
	facts, err := s.SummaryFacts(t.Context(), data.MonthPeriod(last))
	if err != nil {
		t.Fatal(err)
	}
	if len(facts.Settings.Goals) < 3 || len(facts.Numbers) < 12*10 {
		t.Errorf("%d goals, %d numbers of months", len(facts.Settings.Goals), len(facts.Numbers))
	}
	if len(facts.Themes) == 0 || facts.Themes[0].Name == "" || facts.Themes[0].Owner == "" {
		t.Errorf("the greatest theme is not named: %d themes", len(facts.Themes))
	}
	now, err := s.SummaryFacts(t.Context(), data.MonthPeriod(today.Month()))
	if err != nil {
		t.Fatal(err)
	}
	causes := map[data.ReopenCause]bool{}
	for _, move := range now.Flow {
		if move.Flow == data.FlowReopened {
			causes[move.Why] = true
		}
	}
	if len(causes) != len(reopenings) {
		t.Errorf("people came back for %v", causes)
	}
	shown := 0
	for _, p := range []data.Period{{From: practiceFrom(today), To: today}} {
		facts, err := s.SummaryFacts(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range facts.Actions {
			if a.Plan.Shown && a.Plan.Said != "" && a.Plan.Did != "" {
				shown++
			}
		}
	}
	if shown != toldPlans {
		t.Errorf("%d plans are told to the public, want %d", shown, toldPlans)
	}
}

func TestTheLaterFrozenMonthOfThePracticeOfficeIsRestated(t *testing.T) {
	s := practiceSession(t, 400)
	today := s.Settings().Today(time.Now())
	for back, restated := range map[int]bool{-2: true, -3: false} {
		facts, err := s.SummaryFacts(t.Context(), data.MonthPeriod(today.Month().Add(back)))
		if err != nil {
			t.Fatal(err)
		}
		if facts.Frozen == nil || facts.Frozen.Version != 1 {
			t.Fatalf("%s is not frozen", facts.Period)
		}
		if r := figures.Restated(*facts.Frozen, facts); r.Changed() != restated {
			t.Errorf("%s is restated in %v", facts.Period, r.Figures)
		}
	}
}
