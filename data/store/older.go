package store

import (
	"database/sql"
	"errors"
	"fmt"

	"rapport/data"
)

// older is what the program brings along itself from a case file older than a
// version, once the tables are there: what follows from the rules is not worked
// out a second time in SQL.
var older = []struct {
	since int
	do    func(*tx) error
}{
	{7, registerOlder},
	{9, owedOlder},
	{11, phonesOlder},
	{12, factsOlder},
	{14, asksOlder},
}

// asksOlder marks the comments on file that ask for an answer.
func asksOlder(t *tx) error {
	for last := int64(0); ; {
		asks := map[int64]data.Feedback{}
		read := 0
		err := t.each(`select key, body from feedback where key > ? order by key limit ?`, []any{last, olderBatch}, func(r *sql.Rows) error {
			var raw []byte
			if err := r.Scan(&last, &raw); err != nil {
				return err
			}
			var f data.Feedback
			err := readBody(raw, &f)
			if f.Asks = data.AsksForAnswer(f, false); f.Asks != "" {
				asks[last] = f
			}
			read++
			return err
		})
		if err != nil {
			return fmt.Errorf("reading the comments: %w", err)
		}
		for key, f := range asks {
			if err := t.put(f, `update feedback set asks = 1, body = ?2 where key = ?1`, key); err != nil {
				return err
			}
		}
		if read < olderBatch {
			return nil
		}
	}
}

// factsOlder writes what the figures need of every case.
func factsOlder(t *tx) error {
	set, err := readSettings(t)
	if errors.Is(err, ErrUnfinished) {
		set, err = data.DefaultSettings(), nil
	}
	if err != nil {
		return err
	}
	last, err := t.count(`select coalesce(max(key), 0) from cases`)
	if err != nil {
		return fmt.Errorf("reading the cases: %w", err)
	}
	for key := int64(1); key <= last; key++ { // no row of a case ever goes
		f, err := readCase(t, key)
		if errors.Is(err, data.ErrNotFound) {
			continue
		}
		if err == nil {
			err = writeFacts(t, &f, set)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// owedOlder writes anew what the open cases owe and the lists show of them.
func owedOlder(t *tx) error {
	var keys []int64
	err := t.each(`select key from cases where closed_on is null order by key`, nil, func(r *sql.Rows) error {
		var key int64
		err := r.Scan(&key)
		keys = append(keys, key)
		return err
	})
	if err != nil {
		return fmt.Errorf("reading the open cases: %w", err)
	}
	for _, key := range keys {
		f, err := readCase(t, key)
		if err != nil {
			return err
		}
		if err := updateCase(t, &f); err != nil {
			return err
		}
	}
	return nil
}

// olderBatch is how many people of an older case file are read at once.
const olderBatch = 1000

// registerOlder gives everybody of a case file that had no register their place
// in it: one entry for each record number, or name with birth date, and one
// each for the rest.
func registerOlder(t *tx) error {
	type row struct {
		key    int64
		person data.Person
	}
	for last := int64(0); ; {
		var rows []row
		err := t.each(`select key, body from people where key > ? and known is null order by key limit ?`, []any{last, olderBatch}, func(r *sql.Rows) error {
			var one row
			var raw []byte
			if err := r.Scan(&one.key, &raw); err != nil {
				return err
			}
			err := readBody(raw, &one.person)
			rows = append(rows, one)
			return err
		})
		if err != nil {
			return fmt.Errorf("reading the people on file: %w", err)
		}
		if len(rows) == 0 {
			return nil
		}
		for _, r := range rows {
			one := []data.Person{r.person}
			if err := findPeople(t, one); err != nil {
				return err
			}
			if err := t.put(one[0], `update people set known = ?2, body = ?3 where key = ?1`, r.key, one[0].Known[:]); err != nil {
				return err
			}
			last = r.key
		}
	}
}
