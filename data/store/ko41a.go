package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"rapport/data"
)

// KO41a returns what the yearly return of the NHS counts in a period. The facts
// name nobody.
func (s *Session) KO41a(ctx context.Context, p data.Period) (data.KO41aFacts, error) {
	facts := data.KO41aFacts{Period: p, AsOf: s.file.now().UTC(), MadeBy: s.Officer().Name, Settings: s.Settings()}
	err := s.read(ctx, data.RightReports, func(t *tx) error {
		open, err := openBeforeDay(t, p.From)
		if err != nil {
			return err
		}
		facts.Brought = slices.Sorted(maps.Keys(open))
		moves, err := movesOf(t, p)
		if err != nil {
			return err
		}
		var received, resolved []int64
		for _, m := range moves {
			switch m.Flow {
			case data.FlowReceived:
				received = append(received, m.Case)
			case data.FlowReopened:
				facts.Reopened = append(facts.Reopened, m.Case)
			case data.FlowClosed:
				resolved = append(resolved, m.Case)
			case data.FlowWithdrawn:
				facts.Withdrawn = append(facts.Withdrawn, m.Case)
			}
		}
		if open, err = openBeforeDay(t, p.To.AddDays(1)); err != nil {
			return err
		}
		facts.Carried = slices.Sorted(maps.Keys(open))
		units := map[string]bool{}
		if facts.New, err = countedCases(t, received, facts.Settings, units); err != nil {
			return err
		}
		facts.Units = slices.Sorted(maps.Keys(units))
		facts.Resolved, err = countedCases(t, resolved, facts.Settings, map[string]bool{})
		t.sight.maskKO41a(&facts)
		return err
	})
	if err != nil {
		return data.KO41aFacts{}, fmt.Errorf("reading the counts of the return: %w", err)
	}
	return facts, nil
}

// inReturn are the kinds of case that the return counts, as a condition.
func inReturn() (where string, args []any) {
	for _, k := range data.Kinds {
		if k.Value.InKO41a() {
			where += ", ?"
			args = append(args, string(k.Value))
		}
	}
	return `c.kind in (` + where[2:] + `)`, args
}

// openBeforeDay returns the cases of the return that were open when a day began:
// those that were opened once more than they were ended. It walks all moves.
func openBeforeDay(t *tx, day data.Date) (map[int64]bool, error) {
	kinds, args := inReturn()
	open := map[int64]bool{}
	err := t.each(`select e.case_key from case_events e join cases c on c.key = e.case_key
		where e.delta <> 0 and e.on_day < ? and `+kinds+` group by e.case_key having sum(e.delta) > 0`, append([]any{int64(day)}, args...), func(r *sql.Rows) error {
		var key int64
		err := r.Scan(&key)
		open[key] = true
		return err
	})
	return open, err
}

func movesOf(t *tx, p data.Period) (all []data.FlowFact, err error) {
	kinds, args := inReturn()
	err = t.each(`select e.case_key, e.on_day, e.flow from case_events e join cases c on c.key = e.case_key
		where e.delta <> 0 and e.on_day between ? and ? and `+kinds+` order by e.on_day, e.key`, append([]any{int64(p.From), int64(p.To)}, args...), func(r *sql.Rows) error {
		var f data.FlowFact
		err := r.Scan(&f.Case, &f.On, &f.Flow)
		all = append(all, f)
		return err
	})
	return all, err
}

// countedCases counts cases, one that stands twice in the keys twice, and notes
// the units that they name.
func countedCases(t *tx, keys []int64, set data.Settings, units map[string]bool) (all []data.KO41aCase, err error) {
	counted := map[int64]data.KO41aCase{}
	once := slices.Compact(slices.Sorted(slices.Values(keys)))
	err = eachLogged(t, once, peopleAndIssues, func(f data.CaseFile) {
		counted[f.Key] = data.NewKO41aCase(f, set)
		units[f.Unit] = true
		for _, is := range f.Issues {
			units[is.Unit] = true
		}
	})
	for _, key := range keys {
		all = append(all, counted[key])
	}
	delete(units, "")
	return all, err
}
