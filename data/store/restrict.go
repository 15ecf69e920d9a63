package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"rapport/data"
)

// readRestriction reads to whom a case is kept; nil for one that is not restricted.
func readRestriction(t *tx, key int64) (*data.Restriction, error) {
	if t.sight != nil && !t.sight.restricted[key] {
		return nil, nil
	}
	var raw []byte
	err := t.get(`select body from restrictions where case_key = ?`, []any{key}, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var r data.Restriction
	return &r, readBody(raw, &r)
}

// RestrictCase keeps a case to people by name, or to others than before. Officers
// whom the case names as staff involved are kept out besides. The cases merged
// with it are the same matter and are restricted with it. An open case whose owner
// is not named gets one who is. It returns the case as who asked may see it then:
// its number alone, where they did not name themselves. Errors: [data.Missing],
// [data.ErrNotFound], [data.ErrRestricted].
func (s *Session) RestrictCase(ctx context.Context, key int64, r data.Restriction) (data.CaseFile, error) {
	file, err := s.changeCase(ctx, data.RightRestrict, key, func(c *caseWork) error { return c.restrict(&r) })
	return s.sighted().file(file), err
}

// LiftRestriction opens a restricted case, and those merged with it, to everybody
// whose role sees cases. Errors: [data.Missing] without a reason,
// [data.ErrNotFound], also for a case that is not restricted,
// [data.ErrRestricted].
func (s *Session) LiftRestriction(ctx context.Context, key int64, reason string) (data.CaseFile, error) {
	if err := data.ReasonGiven(reason, "Write why everybody whose role sees cases may see this one from now on."); err != nil {
		return data.CaseFile{}, err
	}
	return s.changeCase(ctx, data.RightRestrict, key, func(c *caseWork) error {
		if c.file.Restriction == nil {
			return data.ErrNotFound
		}
		return c.eachOfMatter(func(c *caseWork) error {
			return c.putRestriction(nil, "case.lift", "Lifted the restriction of the case. Reason: "+strings.TrimSpace(reason))
		})
	})
}

// file is a case as the officer may see it.
func (s *sight) file(f data.CaseFile) data.CaseFile {
	if s != nil && s.hidden[f.Key] != "" {
		return f.Restricted()
	}
	return f
}

// restrict keeps the case, and those merged with it, to the people whom r names.
func (c *caseWork) restrict(r *data.Restriction) error {
	officers, err := officersOf(c.tx)
	if err != nil {
		return err
	}
	r.Reason = strings.TrimSpace(r.Reason)
	r.Names, r.About = asWritten(r.Names, officers), asWritten(r.About, officers)
	r.Since, r.By = c.today, c.by
	err = c.eachOfMatter(func(c *caseWork) error {
		r.About = asWritten(append(r.About, c.file.SubjectsAmong(officers)...), officers)
		return data.RestrictionGaps(*r, c.file, officers).Err()
	})
	if err != nil {
		return err
	}
	return c.eachOfMatter(func(c *caseWork) error {
		said := "Restricted the case to " + strings.Join(r.Names, ", ") + ". Reason: " + r.Reason
		if c.file.Restriction != nil {
			said = "Changed to whom the case is restricted: " + strings.Join(r.Names, ", ") + ". Reason: " + r.Reason
		}
		if c.file.Open() && !r.Admits(c.file.Owner) {
			c.file.Owner = ownerAmong(*r, officers, c.by)
			said += " " + c.file.Owner + " owns it from now on."
		}
		one := *r
		return c.putRestriction(&one, "case.restrict", said)
	})
}

// restrictNew restricts a case that was just entered.
func (w *work) restrictNew(f *data.CaseFile, r data.Restriction) error {
	c := &caseWork{work: w, file: *f}
	if err := c.restrict(&r); err != nil {
		return err
	}
	err := c.finish()
	*f = c.file
	return err
}

// ownerAmong is who gets a case whose owner may not see it any more: who restricts
// it, or else the first of those named who works on cases.
func ownerAmong(r data.Restriction, officers []data.Officer, by string) string {
	works := func(name string) bool {
		return r.Admits(name) && slices.ContainsFunc(officers, func(o data.Officer) bool { return o.Name == name && o.May(data.RightWork) })
	}
	if works(by) {
		return by
	}
	return r.Names[max(0, slices.IndexFunc(r.Names, works))]
}

// asWritten returns the names as the officers' entries have them, each once.
func asWritten(names []string, officers []data.Officer) []string {
	var all []string
	for _, n := range names {
		n = strings.Join(strings.Fields(n), " ")
		for _, o := range officers {
			if strings.EqualFold(o.Name, n) {
				n = o.Name
			}
		}
		if n != "" && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// officersOf reads those who may sign in.
func officersOf(t *tx) ([]data.Officer, error) {
	all, err := bodies[data.Officer](t, `select body from officers order by name`)
	if err != nil {
		return nil, fmt.Errorf("reading the officers: %w", err)
	}
	return slices.DeleteFunc(all, data.Officer.Gone), nil
}

// unname takes somebody who leaves the office off the list of every restricted
// case, so that whoever bears the name later is not on it. A case that then names
// nobody is opened by a broken glass, and others are named.
func (w *work) unname(name string) error {
	lists := map[int64]data.Restriction{}
	err := w.each(`select case_key, body from restrictions`, nil, func(r *sql.Rows) error {
		var key int64
		var raw []byte
		if err := r.Scan(&key, &raw); err != nil {
			return err
		}
		var one data.Restriction
		err := readBody(raw, &one)
		lists[key] = one
		return err
	})
	if err != nil {
		return fmt.Errorf("reading which cases are restricted: %w", err)
	}
	for _, key := range slices.Sorted(maps.Keys(lists)) {
		r := lists[key]
		left := slices.DeleteFunc(slices.Clone(r.Names), func(n string) bool { return n == name })
		if len(left) == len(r.Names) {
			continue
		}
		r.Names = left
		if err := w.put(r, `update restrictions set body = ?2 where case_key = ?1`, key); err != nil {
			return err
		}
		w.record("case.restrict", key, "", details{Summary: name + " left the office and is no longer named in the restriction of the case."})
		w.endUndo()
	}
	return w.lookAgain(nil)
}

// putRestriction writes to whom the case is kept, nil for nobody in particular,
// and says so.
func (c *caseWork) putRestriction(r *data.Restriction, action, said string) error {
	before := c.file.Restriction
	if err := c.setRestriction(r); err != nil {
		return err
	}
	was, is := data.Restriction{}, data.Restriction{}
	if before != nil {
		was = *before
	}
	if r != nil {
		is = *r
	}
	return c.sayChange(action, data.ID{}, said, was, is)
}

func sameRestriction(a, b *data.Restriction) bool { return reflect.DeepEqual(a, b) }

func (c *caseWork) setRestriction(r *data.Restriction) (err error) {
	c.file.Restriction = r
	if r == nil {
		err = c.exec(`delete from restrictions where case_key = ?`, c.file.Key)
	} else {
		err = c.put(*r, `insert into restrictions (case_key, body) values (?, ?) on conflict (case_key) do update set body = excluded.body`, c.file.Key)
	}
	if err != nil {
		return fmt.Errorf("restricting a case: %w", err)
	}
	return c.lookAgain(nil)
}

// eachOfMatter runs do on the case and then on those merged with it, at whichever
// end and however often, but for those that were purged.
func (c *caseWork) eachOfMatter(do func(c *caseWork) error) error {
	if err := do(c); err != nil {
		return err
	}
	seen, next := map[int64]bool{c.file.Key: true}, []int64{c.file.Key}
	for len(next) > 0 {
		var linked []int64
		err := c.each(`select first + second - ?1 from case_links where kind = ?2 and (first = ?1 or second = ?1)`, []any{next[0], linkMerged}, func(r *sql.Rows) error {
			var key int64
			err := r.Scan(&key)
			linked = append(linked, key)
			return err
		})
		if err != nil {
			return fmt.Errorf("reading what a case was merged with: %w", err)
		}
		next = next[1:]
		for _, key := range linked {
			if seen[key] {
				continue
			}
			seen[key], next = true, append(next, key)
			other, err := c.openCase(key)
			if errors.Is(err, data.ErrWrongState) {
				continue
			}
			if err != nil {
				return err
			}
			if err := do(other); err != nil {
				return err
			}
			if err := other.finish(); err != nil {
				return err
			}
		}
	}
	return nil
}

// keepSubjectsOut keeps a restriction in step with whom the case names by now: an
// officer who became staff involved is named no longer. Error: [data.Missing] where
// nobody would be left who may work on the case.
func (c *caseWork) keepSubjectsOut() error {
	r := c.file.Restriction
	if r == nil {
		return nil
	}
	officers, err := officersOf(c.tx)
	if err != nil {
		return err
	}
	now := *r
	now.About = asWritten(append(slices.Clone(r.About), c.file.SubjectsAmong(officers)...), officers)
	if len(now.About) == len(r.About) {
		return nil
	}
	now.Names = slices.DeleteFunc(slices.Clone(r.Names), func(n string) bool { return !now.Admits(n) })
	if len(now.Names) < len(r.Names) {
		if err := data.RestrictionGaps(now, c.file, officers).Err(); err != nil {
			return err
		}
		if c.file.Open() && !now.Admits(c.file.Owner) {
			c.file.Owner = ownerAmong(now, officers, c.by)
		}
	}
	return c.putRestriction(&now, "case.restrict", "Kept "+strings.Join(now.About, ", ")+" out of the restricted case, which names them as staff involved.")
}
