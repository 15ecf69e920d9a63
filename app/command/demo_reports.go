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
