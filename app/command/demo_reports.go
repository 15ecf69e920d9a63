package command

import (
	"context"
	"fmt"

	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
)

// toldPlans is how many action plans of the practice office are told to the public.
const toldPlans = 2

// furnishReports enters what the reports of the practice office need beside its
// cases: numbers of the months, goals, a theme with a name, plans in plain words.
func furnishReports(ctx context.Context, s *store.Session, seed uint64, from, today data.Date) error {
	set := s.Settings()
	set.Goals = practice.Goals()
	if err := s.SaveSettings(ctx, set); err != nil {
		return fmt.Errorf("setting the goals of the practice office: %w", err)
	}
	if err := s.SaveMonthNumbers(ctx, practice.MonthNumbers(seed, set, from, today), nil); err != nil {
		return fmt.Errorf("entering the practice numbers: %w", err)
	}
	if err := nameTheme(ctx, s, data.QuarterPeriod(today.Month().Add(-1).First())); err != nil {
		return fmt.Errorf("naming a practice theme: %w", err)
	}
	if err := tellPlans(ctx, s); err != nil {
		return fmt.Errorf("telling of the practice action plans: %w", err)
	}
	if err := reopenSome(ctx, s, today); err != nil {
		return fmt.Errorf("reopening practice cases: %w", err)
	}
	return nil
}

// reopenings are why a few people came back to the practice office today.
var reopenings = []struct {
	cause  data.ReopenCause
	reason string
}{
	{"dissatisfied", "Called: the letter does not say why nobody came."},
	{"new_information", "Found the receipt that was missing, and sent a copy."},
	{"returned", "The letter came back from the post office; there is a new address."},
}

// reopenSome opens a few complaints of the month before again, each for another
// cause; where there are too few, none.
func reopenSome(ctx context.Context, s *store.Session, today data.Date) error {
	last := data.MonthPeriod(today.Month().Add(-1))
	page, err := s.Cases(ctx, data.CaseQuery{Kinds: []data.Kind{data.Grievance, data.Complaint}, States: []data.State{data.StateClosed},
		ReceivedFrom: last.From, ReceivedTo: last.To, Limit: 10 * len(reopenings)})
	if err != nil || len(page.Rows) < 10*len(reopenings) {
		return err
	}
	for i, x := range reopenings {
		if _, err := s.Act(ctx, page.Rows[10*i].Key, data.ActReopen, x.reason, data.Closing{Cause: x.cause}); err != nil {
			return err
		}
	}
	return nil
}

// nameTheme names the greatest theme of a quarter, if there is one.
func nameTheme(ctx context.Context, s *store.Session, quarter data.Period) error {
	themes, err := s.QuarterThemes(ctx, quarter)
	if err != nil || len(themes) == 0 {
		return err
	}
	first := themes[0]
	return s.NameTheme(ctx, data.ThemeKey{Quarter: quarter.From, Category: first.Category, Unit: first.Unit}, practice.Named())
}

// tellPlans puts the last verified action plans into plain words.
func tellPlans(ctx context.Context, s *store.Session) error {
	page, err := s.ActionPlans(ctx, data.ActionQuery{State: data.ActionVerified})
	if err != nil {
		return err
	}
	told := map[string]bool{}
	for _, row := range page.Rows {
		plan, ok := practice.Told(row.Plan)
		if len(told) == toldPlans || !ok || told[plan.What] {
			continue
		}
		if _, err := s.SaveRecord(ctx, row.Case.Key, &plan); err != nil {
			return err
		}
		told[plan.What] = true
	}
	return nil
}
