package store

import (
	"database/sql"
	"fmt"

	"rapport/data"
)

// reopenFacts reads when cases that had been closed in a period were opened again,
// in it or later. Few cases ever are, and they alone are looked up.
func reopenFacts(t *tx, p data.Period, closed []data.CaseFact) (all []data.ReopenFact, err error) {
	var again []int64
	for _, c := range closed {
		if c.Reopened > 0 {
			again = append(again, c.Key)
		}
	}
	var before data.ReopenFact // the last closing that was read
	err = t.each(movesOfCases, []any{keyList(again)}, func(r *sql.Rows) error {
		var f data.ReopenFact
		var flow, why string
		if err := r.Scan(&f.Case, &f.On, &flow, &why); err != nil {
			return err
		}
		if data.Flow(flow) != data.FlowReopened {
			before = data.ReopenFact{Case: f.Case, ClosedOn: f.On}
			if data.Flow(flow) != data.FlowClosed {
				before.ClosedOn = 0 // it was withdrawn, not closed
			}
			return nil
		}
		if before.Case == f.Case && p.Has(before.ClosedOn) {
			f.ClosedOn, f.Why = before.ClosedOn, data.ReopenCause(why)
			all = append(all, f)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading what was opened again: %w", err)
	}
	return all, nil
}

const movesOfCases = `select e.case_key, e.on_day, e.flow, e.why from (` + keysIn + `) k cross join case_events e
	where e.case_key = k.value and e.flow in ('closed', 'withdrawn', 'reopened') order by k.value, e.key`
