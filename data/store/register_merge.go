package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"rapport/data"
)

// MergePersons notes that two entries of the register are the same person: from
// then on gone stands with keep, and whatever is counted for a person counts
// for both. No case is changed, and [Session.UnmergePersons] takes it back. It
// returns the person as they stand now. Errors: [data.Missing],
// [data.ErrNotFound].
func (s *Session) MergePersons(ctx context.Context, keep, gone data.ID, reason string) (data.KnownPerson, error) {
	return s.changeKnown(ctx, func(w *work) (data.ID, error) {
		into, err := standing(w.tx, keep)
		if err != nil {
			return data.ID{}, err
		}
		from, err := standing(w.tx, gone)
		if err != nil {
			return data.ID{}, err
		}
		if err := data.MergePersonGaps(into, from, reason).Err(); err != nil {
			return data.ID{}, err
		}
		from.Merged = data.Merged{Into: into.ID, Reason: reason, On: w.today, By: w.by}
		if err := putKnown(w.tx, from); err != nil {
			return data.ID{}, err
		}
		err = w.sayOfPerson("person.merge", from.ID, details{Before: from.ID.String(), After: into.ID.String(),
			Summary: "Noted that two entries of the register of people are the same person. Reason: " + reason})
		return into.ID, err
	})
}

// UnmergePersons takes the merge of an entry into another back; those that were
// merged into it before go with it. Errors: [data.ErrNotFound], also for an entry
// that was not merged.
func (s *Session) UnmergePersons(ctx context.Context, gone data.ID, reason string) (data.KnownPerson, error) {
	return s.changeKnown(ctx, func(w *work) (data.ID, error) {
		k, err := knownByID(w.tx, gone)
		if err != nil {
			return data.ID{}, err
		}
		if _, ok, err := w.seen(k); err != nil || !ok {
			return data.ID{}, errors.Join(err, data.ErrRestricted)
		}
		into := k.Merged.Into
		if into == (data.ID{}) {
			return data.ID{}, data.ErrNotFound
		}
		d := details{Before: into.String(), After: gone.String(),
			Summary: "Took back that two entries of the register of people are the same person."}
		if reason != "" {
			d.Summary += " Reason: " + reason
		}
		if err := w.sayOfPerson("person.unmerge", gone, d); err != nil {
			return data.ID{}, err
		}
		k.Merged = data.Merged{}
		return gone, putKnown(w.tx, k)
	})
}

// changeKnown runs a change of the register and returns the person whom it
// names, as they stand then.
func (s *Session) changeKnown(ctx context.Context, do func(*work) (data.ID, error)) (k data.KnownPerson, err error) {
	err = s.write(ctx, data.RightWork, func(w *work) error {
		w.endUndo()
		id, err := do(w)
		if err != nil {
			return err
		}
		root, err := rootKnown(w.tx, id)
		if err != nil {
			return err
		}
		k, err = readKnown(w.tx, root)
		return err
	})
	return k, err
}

// standing reads the entry that stands for a person.
func standing(t *tx, id data.ID) (data.KnownPerson, error) {
	root, err := rootKnown(t, id)
	if err != nil {
		return data.KnownPerson{}, err
	}
	if _, err := readKnown(t, root); err != nil { // hidden, or not there
		return data.KnownPerson{}, err
	}
	return knownByID(t, root)
}

// sayOfPerson adds the audit entry of a change of the register to every case
// that names the entry, and tells the watchers of them.
func (w *work) sayOfPerson(action string, id data.ID, d details) error {
	var keys []int64
	query := familyOf + `select distinct p.case_key from family f cross join people p where p.known = f.id order by 1`
	err := w.each(query, []any{id[:]}, func(r *sql.Rows) error {
		var key int64
		err := r.Scan(&key)
		keys = append(keys, key)
		return err
	})
	if err != nil {
		return fmt.Errorf("reading the cases of a person: %w", err)
	}
	if len(keys) == 0 {
		w.record(action, 0, id.String(), d)
	}
	for _, key := range keys {
		w.record(action, key, id.String(), d)
		w.tell(CaseChanged, key)
	}
	return nil
}
