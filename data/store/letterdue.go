package store

import (
	"context"
	"database/sql"
	"fmt"

	"rapport/data"
)

// batchRows is how many letters one batch holds: what can be printed and looked
// at in one go.
const batchRows = 200

// LettersDue returns the cases that owe an acknowledgement or an interim letter by
// today, the most overdue first, at most 200. Error: [data.ErrNotAllowed] for
// another kind of letter.
func (s *Session) LettersDue(ctx context.Context, kind data.LetterKind) (batch data.LetterBatch, err error) {
	if kind != data.Acknowledgement && kind != data.InterimLetter {
		return batch, fmt.Errorf("listing the letters that are due: %w", data.ErrNotAllowed)
	}
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		batch = data.LetterBatch{}
		seen := map[int64]bool{}
		at := dueKey{due: firstDay}
		for {
			keys, err := clockDues(t, kind.Meets()[0], at, s.today())
			if err != nil || len(keys) == 0 {
				return err
			}
			for _, at = range keys {
				if seen[at.caseKey] || t.hidden(at.caseKey) {
					continue
				}
				seen[at.caseKey] = true
				row, owed, err := s.letterDue(t, at.caseKey, kind)
				if err != nil {
					return err
				}
				if owed && len(batch.Rows) == batchRows {
					batch.More = true
					return nil
				}
				if owed {
					batch.Rows = append(batch.Rows, row)
				}
			}
		}
	})
	return batch, err
}

// dueKey is a place in the order of what is due.
type dueKey struct {
	due     data.Date
	urgency int64
	caseKey int64
	place   int64
}

// clockDues reads the next cases of which a clock of the kind is due.
func clockDues(t *tx, clock data.ClockKind, after dueKey, today data.Date) (keys []dueKey, err error) {
	err = t.each(`select due, urgency, case_key, place from dues where due <= ? and (due, urgency, case_key, place) > (?, ?, ?, ?)
		and kind = ? and clock = ? order by due, urgency, case_key, place limit ?`,
		[]any{int64(today), int64(after.due), after.urgency, after.caseKey, after.place, string(data.OwedClock), string(clock), batchRows},
		func(r *sql.Rows) error {
			var k dueKey
			err := r.Scan(&k.due, &k.urgency, &k.caseKey, &k.place)
			keys = append(keys, k)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("reading the letters that are due: %w", err)
	}
	return keys, nil
}

func (s *Session) letterDue(t *tx, key int64, kind data.LetterKind) (row data.LetterDue, owed bool, err error) {
	f, err := readCase(t, key)
	if err != nil {
		return row, false, err
	}
	due, owed := f.LetterOwed(kind, s.today())
	if !owed {
		return row, false, nil
	}
	d, there, err := savedLetter(t, key, kind)
	if err != nil {
		return row, false, err
	}
	var x data.LetterFacts
	if there {
		x, err = s.letterFacts(t, f, d)
	} else {
		x, err = s.newLetter(t, f, kind, data.LetterLanguage(f, kind, s.today()))
	}
	if err != nil {
		return row, false, err
	}
	row = data.LetterDue{Key: key, Number: f.Number, Addressee: x.AddresseeName(), Due: due, Language: x.Template.Language, Draft: there}
	gaps, err := withStrangers(t, x, x.IssueGaps())
	if err != nil {
		return row, false, err
	}
	if gaps = gaps.Blocking(); len(gaps) > 0 {
		row.Blocking, row.First = len(gaps), gaps[0].Sentence
	}
	return row, true, nil
}
