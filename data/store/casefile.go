package store

import (
	"database/sql"
	"errors"
	"fmt"

	"rapport/data"
)

// keyOf returns the key of the case with the number.
// Error: [data.ErrNotFound], [data.ErrRestricted].
func keyOf(t *tx, number string) (int64, error) {
	key, err := t.count(`select key from cases where number = ?`, number)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, data.ErrNotFound
	}
	if err == nil {
		err = t.see(key)
	}
	return key, err
}

// readCase reads a case whole, with the text of restricted notes: it is for the
// rules and the index. Whatever leaves the session passes [data.CaseFile.Concealed].
// Errors: [data.ErrNotFound], [data.ErrRestricted].
func readCase(t *tx, key int64) (f data.CaseFile, err error) {
	if err := t.see(key); err != nil {
		return f, err
	}
	var raw []byte
	err = t.get(`select body from case_details where case_key = ?`, []any{key}, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return f, data.ErrNotFound
	}
	if err == nil {
		err = readBody(raw, &f.Case)
	}
	if err == nil {
		f.Key = key
		err = readCaseParts(t, &f)
	}
	if err != nil {
		return f, fmt.Errorf("reading a case: %w", err)
	}
	return f, nil
}

// readCaseParts reads all that belongs to the case with the key of f.
func readCaseParts(t *tx, f *data.CaseFile) (err error) {
	key := f.Key
	readAll(t, &err, &f.People, `select body from people where case_key = ? order by key`, key)
	readAll(t, &err, &f.Issues, `select body from issues where case_key = ? order by key`, key)
	readAll(t, &err, &f.Clocks, `select body from clocks where case_key = ? order by key`, key)
	readAll(t, &err, &f.Steps, `select body from steps where case_key = ? order by key`, key)
	readAll(t, &err, &f.Advocacy, `select body from advocacy where case_key = ? order by key`, key)
	readAll(t, &err, &f.Contacts, `select body from contacts where case_key = ? order by key`, key)
	readAll(t, &err, &f.Notes, `select body from notes where case_key = ? order by key`, key)
	readAll(t, &err, &f.Tasks, `select body from tasks where case_key = ? order by key`, key)
	readAll(t, &err, &f.Attachments, `select body from attachments where case_key = ? order by key`, key)
	if err == nil {
		f.Letters, err = readLetters(t, key)
	}
	if err == nil {
		err = readRecords(t, f)
	}
	if err == nil {
		f.Links, err = readLinks(t, key)
	}
	if err == nil {
		f.Restriction, err = readRestriction(t, key)
	}
	return err
}

// readAll reads one part of a case unless something failed before.
func readAll[T any](t *tx, err *error, into *[]T, query string, key int64) {
	if *err == nil {
		*into, *err = bodies[T](t, query, key)
	}
}

// readLetters reads the issued letters of a case with their dispatches.
func readLetters(t *tx, caseKey int64) ([]data.Letter, error) {
	var all []data.Letter
	place := map[int64]int{}
	err := t.each(`select key, body from letters where case_key = ? order by key`, []any{caseKey}, func(r *sql.Rows) error {
		var key int64
		var raw []byte
		var l data.Letter
		if err := r.Scan(&key, &raw); err != nil {
			return err
		}
		place[key] = len(all)
		err := readBody(raw, &l)
		all = append(all, l)
		return err
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	err = t.each(`select letter, body from dispatches where case_key = ? order by key`, []any{caseKey}, func(r *sql.Rows) error {
		var key int64
		var raw []byte
		var d data.Dispatch
		if err := r.Scan(&key, &raw); err != nil {
			return err
		}
		err := readBody(raw, &d)
		if i, there := place[key]; there { // of a damaged case file the letter may be missing
			all[i].Dispatches = append(all[i].Dispatches, d)
		}
		return err
	})
	return all, err
}

// The put functions write one record of a case, new or changed. Notes, letters
// and dispatches are only ever added.

func putPerson(t *tx, caseKey int64, p data.Person) error {
	var known any
	if p.Known != (data.ID{}) {
		known = p.Known[:]
	}
	return t.put(p, `insert into people (case_key, id, role, known, body) values (?, ?, ?, ?, ?)
		on conflict (case_key, id) do update set role = excluded.role, known = excluded.known, body = excluded.body`,
		caseKey, p.ID[:], string(p.Role), known)
}

func putIssue(t *tx, caseKey int64, i data.Issue) error {
	return t.put(i, `insert into issues (case_key, id, category, taxonomy, severity, stage, unit, outcome, body) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
		on conflict (case_key, id) do update set category = excluded.category, taxonomy = excluded.taxonomy, severity = excluded.severity,
			stage = excluded.stage, unit = excluded.unit, outcome = excluded.outcome, body = excluded.body`,
		caseKey, i.ID[:], i.Category, i.Taxonomy, i.Severity, string(i.Stage), i.Unit, string(i.Finding.Outcome))
}

func putClock(t *tx, caseKey int64, c data.Clock) error {
	return t.put(c, `insert into clocks (case_key, id, kind, due, met_on, stopped, body) values (?, ?, ?, ?, ?, ?, ?)
		on conflict (case_key, id) do update set due = excluded.due, met_on = excluded.met_on,
			stopped = excluded.stopped, body = excluded.body`,
		caseKey, c.ID[:], string(c.Kind), int64(c.Due), int64(c.MetOn), truth(c.Stopped))
}

func putStep(t *tx, caseKey int64, s data.Step) error {
	return t.put(s, `insert into steps (case_key, id, body) values (?, ?, ?)
		on conflict (case_key, id) do update set body = excluded.body`, caseKey, s.ID[:])
}

func putAdvocacy(t *tx, caseKey int64, a data.Advocacy) error {
	return t.put(a, `insert into advocacy (case_key, id, done_on, body) values (?, ?, ?, ?)
		on conflict (case_key, id) do update set done_on = excluded.done_on, body = excluded.body`,
		caseKey, a.ID[:], int64(a.DoneOn))
}

func putTask(t *tx, caseKey int64, k data.Task) error {
	return t.put(k, `insert into tasks (case_key, id, body) values (?, ?, ?)
		on conflict (case_key, id) do update set body = excluded.body`, caseKey, k.ID[:])
}

func addContact(t *tx, caseKey int64, c data.Contact) error {
	return t.put(c, `insert into contacts (case_key, id, body) values (?, ?, ?)`, caseKey, c.ID[:])
}

func addNote(t *tx, caseKey int64, n data.Note) error {
	return t.put(n, `insert into notes (case_key, id, class, body) values (?, ?, ?, ?)`, caseKey, n.ID[:], string(n.Class))
}

// put runs a statement whose last value is the record itself.
func (t *tx) put(record any, query string, args ...any) error {
	text, err := body(record)
	if err != nil {
		return err
	}
	if err := t.exec(query, append(args, text)...); err != nil {
		return fmt.Errorf("writing a record (%T): %w", record, err)
	}
	return nil
}

// putAll writes every record of a list.
func putAll[T any](t *tx, err *error, caseKey int64, list []T, put func(*tx, int64, T) error) {
	for _, record := range list {
		if *err != nil {
			return
		}
		*err = put(t, caseKey, record)
	}
}
