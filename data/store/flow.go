package store

import (
	"fmt"
	"time"

	"rapport/data"
)

// The flow of cases: each is received once and then ends, by closing or
// withdrawal, and may be reopened and end again. The backlog always balances
// (domain 7.1):
// open at the start + received + reopened - closed - withdrawn = open at the end.

const (
	flowReceived  = "received"
	flowReopened  = "reopened"
	flowClosed    = "closed"
	flowWithdrawn = "withdrawn"
)

// move is one step of a case from state to state.
type move struct {
	on       data.Date
	flow     string // empty: the backlog does not change
	action   string
	from, to data.State
	by       string
	reason   string
	why      data.ReopenCause // of a reopening
}

func (m move) delta() int {
	switch m.flow {
	case flowReceived, flowReopened:
		return +1
	case flowClosed, flowWithdrawn:
		return -1
	}
	return 0
}

// addMove writes a move of a case.
func addMove(t *tx, caseKey int64, m move) error {
	err := t.exec(`insert into case_events (case_key, on_day, delta, flow, action, from_state, to_state, by, reason, why)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		caseKey, int64(m.on), m.delta(), m.flow, m.action, string(m.from), string(m.to), m.by, m.reason, string(m.why))
	if err != nil {
		return fmt.Errorf("writing the move of a case: %w", err)
	}
	return nil
}

// endSpell marks the row of a case as ended and remembers the month ends that
// it was open over. It returns the day that counts: never before the opening,
// whatever the machine's clock says.
func endSpell(t *tx, caseKey int64, at time.Time, on data.Date) (data.Date, error) {
	opened, err := t.count(`select opened_on from cases where key = ?`, caseKey)
	if err != nil {
		return 0, fmt.Errorf("ending a case: %w", err)
	}
	on = max(on, data.Date(opened))
	if err := t.exec(`update cases set closed_at = ?, closed_on = ? where key = ?`, instant(at), int64(on), caseKey); err != nil {
		return 0, fmt.Errorf("ending a case: %w", err)
	}
	return on, addMonthEnds(t, caseKey, data.Date(opened), on)
}

// addMonthEnds remembers that a case was open at the end of each month from
// the one of opened up to the one before closed.
func addMonthEnds(t *tx, caseKey int64, opened, closed data.Date) error {
	for m := monthNumber(opened.Month()); m < monthNumber(closed.Month()); m++ {
		if err := t.exec(`insert into month_open (month, case_key) values (?, ?) on conflict do nothing`, m, caseKey); err != nil {
			return fmt.Errorf("ending a case: %w", err)
		}
	}
	return nil
}

// beginSpell marks the row of a case as open again and returns the day that
// counts: never before the day on which it ended.
func beginSpell(t *tx, caseKey int64, on data.Date) (data.Date, error) {
	closed, err := t.count(`select coalesce(closed_on, 0) from cases where key = ?`, caseKey)
	if err != nil {
		return 0, fmt.Errorf("reopening a case: %w", err)
	}
	on = max(on, data.Date(closed))
	if err := t.exec(`update cases set closed_at = null, closed_on = null, opened_on = ? where key = ?`, int64(on), caseKey); err != nil {
		return 0, fmt.Errorf("reopening a case: %w", err)
	}
	return on, nil
}
