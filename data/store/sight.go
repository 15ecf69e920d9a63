package store

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rapport/data"
)

// sight is what a session may see of restricted cases. There are few of those, so
// that the session knows them all: a case file without any, or whose officer may
// see each, is asked nothing more than before. A sight never changes; a change of
// a restriction makes a new one, in the transaction that writes it.
type sight struct {
	restricted map[int64]bool   // every restricted case
	hidden     map[int64]string // the numbers of those that the officer may not see
	keys       string           // of the hidden ones, as [keyList] writes them
	numbers    string           // the numbers of the hidden ones, as keys
	alias      map[int64]int64  // what stands for the key of a hidden case among figures
	subject    map[int64]bool   // the restricted cases that are about the officer
	people     map[data.ID]bool // entries of the register of people that hidden cases name
}

// readSight reads which cases are restricted, and which of them are hidden from an
// officer who has broken the glass of some.
func readSight(t *tx, officer string, broken map[int64]bool) (*sight, error) {
	s := &sight{restricted: map[int64]bool{}, hidden: map[int64]string{}, alias: map[int64]int64{}, subject: map[int64]bool{}, people: map[data.ID]bool{}}
	var keys []int64
	query := `select r.case_key, c.number, r.body from restrictions r cross join cases c where c.key = r.case_key order by r.case_key`
	err := t.each(query, nil, func(r *sql.Rows) error {
		var key int64
		var number string
		var raw []byte
		if err := r.Scan(&key, &number, &raw); err != nil {
			return err
		}
		var one data.Restriction
		if err := readBody(raw, &one); err != nil {
			return err
		}
		s.restricted[key] = true
		s.subject[key] = slices.Contains(one.About, officer)
		if !one.Admits(officer) && (!broken[key] || s.subject[key]) {
			s.hidden[key] = number
			s.alias[key] = -1 - int64(len(keys))
			keys = append(keys, key)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading which cases are restricted: %w", err)
	}
	s.keys = keyList(keys)
	return s, s.follow(t)
}

// follow reads what goes with the cases that are hidden: their numbers, and whom
// they name.
func (s *sight) follow(t *tx) (err error) {
	var known [][]byte
	if err := t.each(`select p.known from (`+keysIn+`) k cross join people p where p.case_key = k.value and p.known is not null`, []any{s.keys}, scanBlobs(&known)); err != nil {
		return fmt.Errorf("reading whom restricted cases name: %w", err)
	}
	for _, id := range known {
		s.people[data.ID(id)] = true
	}
	s.numbers, err = body(slices.Sorted(maps.Values(s.hidden)))
	return err
}

// hides reports whether anything is hidden.
func (s *sight) hides() bool { return s != nil && len(s.hidden) > 0 }

// but is the condition that leaves hidden cases out, by the column that holds the
// key of the case, with what it binds; nothing where nothing is hidden. The
// column is one of ours. (With the keys named one by one a search took ten times
// as long.)
func (s *sight) but(column string) (condition string, args []any) {
	if !s.hides() {
		return "", nil
	}
	return ` and ` + column + ` not in (` + keysIn + `)`, []any{s.keys}
}

// row is a row of a list as the officer may see it.
func (s *sight) row(r data.CaseRow) data.CaseRow {
	if s == nil || !s.restricted[r.Key] {
		return r
	}
	if _, hidden := s.hidden[r.Key]; hidden {
		return data.CaseRow{Key: r.Key, Number: r.Number, Restricted: true, Shut: true}
	}
	r.Restricted = true
	return r
}

// names reports whether a text holds the number of a hidden case.
func (s *sight) names(text string) bool {
	if s == nil {
		return false
	}
	for _, number := range s.hidden {
		if strings.Contains(text, number) {
			return true
		}
	}
	return false
}

// entry is an entry of the audit chain as the officer may see it: of one about a
// hidden case, or one that names it, who did what kind of thing and when.
func (s *sight) entry(e AuditEntry) AuditEntry {
	if !s.hides() || s.hidden[e.CaseKey] == "" && !s.names(e.Summary) && !s.names(e.Before) && !s.names(e.After) && !s.names(e.Object) {
		return e
	}
	e.Shut, e.Object, e.Before, e.After = true, "", "", ""
	e.Summary = "This is about a restricted case."
	return e
}

// see answers [data.ErrRestricted] for a case that is hidden from whom the
// transaction reads for.
func (t *tx) see(key int64) error {
	if t.sight == nil {
		return nil
	}
	if _, hidden := t.sight.hidden[key]; hidden {
		return data.ErrRestricted
	}
	return nil
}

// hidden reports whether the case is hidden from whom the transaction reads for.
func (t *tx) hidden(key int64) bool { return t.see(key) != nil }

// whole is the transaction for what the program works out of every case and tells
// nobody: checks, counts, how long a case is kept.
func (t *tx) whole() *tx {
	all := *t
	all.sight = nil
	return &all
}

// sighted returns what the session may see of restricted cases.
func (s *Session) sighted() *sight {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sight
}

// lookAgain has the session see what the restrictions say after this transaction;
// broken is the glass that is broken then, nil where that stays.
func (w *work) lookAgain(broken map[int64]bool) error {
	if broken == nil {
		broken = w.s.glass()
	}
	sight, err := readSight(w.tx, w.by, broken)
	if err != nil {
		return err
	}
	w.onCommit(func() {
		w.s.sight, w.s.broken = sight, broken
		if w.s.last != nil && sight.hidden[w.s.last.was.file.Key] != "" {
			w.s.last = nil
		}
	})
	return nil
}

// glass returns the cases of which the session broke the glass.
func (s *Session) glass() map[int64]bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.broken
}
