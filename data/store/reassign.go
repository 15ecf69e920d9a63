package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"rapport/data"
)

// owned are the cases in which somebody has something to do: as the owner of an open
// one, of an open task in it, or of an action plan that is not done, whatever became of
// its case.
type owned struct {
	keys []int64
	work data.OpenWork
}

// OpenWork counts what an officer owns that is not done, before they leave for
// instance.
func (s *Session) OpenWork(ctx context.Context, name string) (open data.OpenWork, err error) {
	err = s.read(ctx, data.RightReassign, func(t *tx) error {
		mine, err := ownedBy(t.whole(), name)
		open = mine.work
		return err
	})
	return open, err
}

// Reassign hands what one officer owns and has not done to another, who works on
// cases: open cases, open tasks, action plans. A restricted case that the other one
// may not see stays with its owner. It counts what was handed over. Errors:
// [data.Missing], [data.ErrNotFound] where there is no such other officer.
func (s *Session) Reassign(ctx context.Context, from, to, reason string) (done data.OpenWork, err error) {
	if err := data.ReasonGiven(reason, "Write why the work is handed over."); err != nil {
		return done, err
	}
	err = s.write(ctx, data.RightReassign, func(w *work) error {
		done = data.OpenWork{}
		next, there, err := officerNamed(w.tx, to)
		switch {
		case err != nil:
			return err
		case !there || next.Gone() || to == from:
			return data.ErrNotFound
		case !next.May(data.RightWork):
			return data.Missing{{Code: "to.role", Field: "to", Sentence: to + " does not work on cases. Choose somebody who does, or give them the role first."}}
		}
		w.tx = w.whole() // nothing of a case is shown
		mine, err := ownedBy(w.tx, from)
		if err != nil {
			return err
		}
		for _, key := range mine.keys {
			if err := w.reassign(key, from, to, reason, &done); err != nil {
				return err
			}
		}
		w.record("officer.reassign", 0, to, details{Summary: fmt.Sprintf("Handed over %d cases, %d tasks and %d action plans from %s to %s. Reason: %s",
			done.Cases, done.Tasks, done.Actions, from, to, reason)})
		return nil
	})
	if err != nil {
		return data.OpenWork{}, err
	}
	return done, nil
}

// reassign hands over what is in one case.
func (w *work) reassign(key int64, from, to, reason string, done *data.OpenWork) error {
	c, err := w.openCase(key)
	if err != nil {
		return err
	}
	f := &c.file
	if f.Restriction != nil && !f.Restriction.Admits(to) {
		done.Kept++
		return nil
	}
	var what []string
	if f.Owner == from && f.Open() {
		f.Owner = to
		done.Cases++
		what = append(what, "the case")
	}
	tasks := 0
	for i := range f.Tasks {
		if k := &f.Tasks[i]; k.Owner == from && k.DoneOn.IsZero() && f.Open() {
			k.Owner = to
			tasks++
			if err := putTask(c.tx, key, *k); err != nil {
				return err
			}
		}
	}
	plans := 0
	for i := range f.Actions {
		a := &f.Actions[i]
		if a.State() != data.ActionOpen || a.Owner != from {
			continue
		}
		if a.Owner = to; a.VerifiedBy == to { // nobody verifies what they did
			a.VerifiedBy = ""
		}
		plans++
		if err := putRecord(c.tx, key, a); err != nil {
			return err
		}
	}
	done.Tasks, done.Actions = done.Tasks+tasks, done.Actions+plans
	if tasks > 0 {
		what = append(what, "tasks")
	}
	if plans > 0 {
		what = append(what, "action plans")
	}
	c.say("case.reassign", data.ID{}, details{Summary: "Handed over " + strings.Join(what, ", ") + " from " + from + " to " + to + ". Reason: " + reason})
	return c.finish()
}

// ownedBy reads where somebody has something to do.
func ownedBy(t *tx, name string) (mine owned, err error) {
	err = t.each(`select key from cases where owner = ? and closed_on is null`, []any{name}, func(r *sql.Rows) error {
		var key int64
		err := r.Scan(&key)
		mine.work.Cases++
		mine.keys = append(mine.keys, key)
		return err
	})
	if err != nil {
		return mine, fmt.Errorf("reading the cases of an officer: %w", err)
	}
	err = t.each(`select k.case_key, k.body from tasks k join cases c on c.key = k.case_key where c.closed_on is null`, nil,
		eachOwned(&mine, func(k data.Task) bool { return k.Owner == name && k.DoneOn.IsZero() }, &mine.work.Tasks))
	if err != nil {
		return mine, fmt.Errorf("reading the tasks of an officer: %w", err)
	}
	err = t.each(`select r.case_key, r.body from records r join cases c on c.key = r.case_key where r.kind = ? and c.state not in ('void', 'purged')`, []any{string(data.RecAction)},
		eachOwned(&mine, func(a data.ActionPlan) bool { return a.Owner == name && a.State() == data.ActionOpen }, &mine.work.Actions))
	if err != nil {
		return mine, fmt.Errorf("reading the action plans of an officer: %w", err)
	}
	slices.Sort(mine.keys)
	mine.keys = slices.Compact(mine.keys)
	return mine, nil
}

// eachOwned counts the records that are somebody's, and keeps their cases.
func eachOwned[T any](mine *owned, is func(T) bool, count *int) func(*sql.Rows) error {
	return func(r *sql.Rows) error {
		var key int64
		var raw sql.RawBytes
		if err := r.Scan(&key, &raw); err != nil {
			return err
		}
		var one T
		if err := readBody(raw, &one); err != nil {
			return err
		}
		if is(one) {
			*count++
			mine.keys = append(mine.keys, key)
		}
		return nil
	}
}
