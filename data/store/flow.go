package store

import (
	"fmt"
	"time"

	"rapport/data"
)

// The flow of cases: each is received once and then ends, by closing or
// withdrawal, and may be reopened and end again. month_counts sums the flow so
// that the backlog always balances (domain 7.1):
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

// addMove writes a move and counts it into its month.
func addMove(t *tx, f *data.CaseFile, m move) error {
	if err := insertMove(t, f.Key, m); err != nil || m.flow == "" {
		return err
	}
	c := monthCount{}
	c.count(m.flow, f.Kind)
	return c.add(t, m.on)
}

func insertMove(t *tx, caseKey int64, m move) error {
	err := t.exec(`insert into case_events (case_key, on_day, delta, flow, action, from_state, to_state, by, reason, why)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		caseKey, int64(m.on), m.delta(), m.flow, m.action, string(m.from), string(m.to), m.by, m.reason, string(m.why))
	if err != nil {
		return fmt.Errorf("writing the move of a case: %w", err)
	}
	return nil
}

// monthCount is what a transaction adds to the counts of one month.
type monthCount struct {
	grievances, others, received, reopened, closed, withdrawn int
}

// count adds one move of a case of the kind.
func (c *monthCount) count(flow string, kind data.Kind) {
	switch flow {
	case flowReceived:
		c.received++
		c.countKind(kind, +1)
	case flowReopened:
		c.reopened++
	case flowClosed:
		c.closed++
	case flowWithdrawn:
		c.withdrawn++
	}
}

// countKind counts a received case under its kind. A compliment asks for no
// answer and is in neither sum.
func (c *monthCount) countKind(kind data.Kind, n int) {
	switch {
	case kind.NeedsNotice():
		c.grievances += n
	case kind != data.Compliment:
		c.others += n
	}
}

func (c monthCount) add(t *tx, on data.Date) error {
	err := t.exec(`insert into month_counts (month, grievances, others, received, reopened, closed, withdrawn)
		values (?, ?, ?, ?, ?, ?, ?)
		on conflict (month) do update set
			grievances = month_counts.grievances + excluded.grievances, others = month_counts.others + excluded.others,
			received = month_counts.received + excluded.received, reopened = month_counts.reopened + excluded.reopened,
			closed = month_counts.closed + excluded.closed, withdrawn = month_counts.withdrawn + excluded.withdrawn`,
		monthNumber(on.Month()), c.grievances, c.others, c.received, c.reopened, c.closed, c.withdrawn)
	if err != nil {
		return fmt.Errorf("counting the month: %w", err)
	}
	return nil
}

// recount moves a received case from one kind to another in its month.
func recount(t *tx, caseKey int64, from, to data.Kind) error {
	received, err := t.count(`select received_on from cases where key = ?`, caseKey)
	if err != nil {
		return fmt.Errorf("counting the month: %w", err)
	}
	var c monthCount
	c.countKind(from, -1)
	c.countKind(to, +1)
	return c.add(t, data.Date(received))
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
