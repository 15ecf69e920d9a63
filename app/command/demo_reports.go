package command

import (
	"context"
	"fmt"

	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/reports/figures"
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
	if err := tellPlans(ctx, s, today); err != nil {
		return fmt.Errorf("telling of the practice action plans: %w", err)
	}
	if err := reopenSome(ctx, s, today); err != nil {
		return fmt.Errorf("reopening practice cases: %w", err)
	}
	return freezeMonths(ctx, s, today)
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
	const between = 4 // so that they are not all of one day
	last := data.MonthPeriod(today.Month().Add(-1))
	page, err := s.Cases(ctx, data.CaseQuery{Kinds: []data.Kind{data.Grievance, data.Complaint}, States: []data.State{data.StateClosed},
		ReceivedFrom: last.From, ReceivedTo: last.To, Limit: between * len(reopenings)})
	if err != nil || len(page.Rows) < between*len(reopenings) {
		return err
	}
	for i, x := range reopenings {
		if _, err := s.Act(ctx, page.Rows[between*i].Key, data.ActReopen, x.reason, data.Closing{Cause: x.cause}); err != nil {
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

// tellPlans puts a few action plans of the month before, which are done, into plain
// words.
func tellPlans(ctx context.Context, s *store.Session, today data.Date) error {
	facts, err := s.SummaryFacts(ctx, data.MonthPeriod(today.Month().Add(-1)))
	if err != nil {
		return err
	}
	told := map[string]bool{}
	for _, a := range facts.Actions {
		plan, ok := practice.Told(a.Plan)
		if len(told) == toldPlans || !ok || told[plan.What] || !facts.Period.Has(plan.DoneOn) {
			continue
		}
		if _, err := s.SaveRecord(ctx, a.Case, &plan); err != nil {
			return err
		}
		told[plan.What] = true
	}
	return nil
}

// freezeMonths freezes the reports of two months of the practice office; then an
// issue of the later one turns out graver than was thought, so that a report of
// that month is restated.
func freezeMonths(ctx context.Context, s *store.Session, today data.Date) error {
	measure := func(f data.SummaryFacts) []data.FrozenFigure { return figures.Compute(f).Frozen() }
	later := data.MonthPeriod(today.Month().Add(-2))
	for _, p := range []data.Period{later.Before(), later} {
		if _, err := s.Freeze(ctx, p, "Reported to the quality committee.", measure); err != nil {
			return fmt.Errorf("freezing a practice report: %w", err)
		}
	}
	page, err := s.Cases(ctx, data.CaseQuery{Kinds: []data.Kind{data.Grievance, data.Complaint}, ReceivedFrom: later.From, ReceivedTo: later.To})
	if err != nil {
		return err
	}
	for _, row := range page.Rows {
		f, err := s.Case(ctx, row.Number)
		if err != nil {
			return err
		}
		for _, is := range f.Issues {
			if is.Severity < 3 {
				is.Severity = 3
				_, err := s.SaveIssue(ctx, f.Key, is)
				return err
			}
		}
	}
	return nil
}
