package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"rapport/data"
)

// Strangers lists what on the page of a letter belongs to people of other cases:
// the window asks while the letter is written, and [Session.IssueLetter] asks
// again in its transaction. The case is read anew under its key. Nothing is
// searched through: each name and number is looked up in the register. Error:
// [data.ErrNotFound].
func (s *Session) Strangers(ctx context.Context, key int64, x data.LetterFacts) (m data.Missing, err error) {
	err = s.read(ctx, data.RightWork, func(t *tx) error {
		if x.File, err = readCase(t, key); err != nil {
			return err
		}
		m, err = strangers(t, x)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("looking for people of other cases in a letter: %w", err)
	}
	return m, nil
}

// withStrangers adds to the gaps of a letter what belongs to people of other cases.
func withStrangers(t *tx, x data.LetterFacts, gaps data.Missing) (data.Missing, error) {
	theirs, err := strangers(t, x)
	return append(gaps, theirs...), err
}

// strangers looks up every trace of the letter and has the rules judge.
func strangers(t *tx, x data.LetterFacts) (data.Missing, error) {
	traces := x.Traces()
	if len(traces) == 0 {
		return nil, nil
	}
	l, err := ownersOf(t, traces)
	if err != nil {
		return nil, err
	}
	var mine []data.ID
	for _, p := range x.File.People {
		root, err := l.root(p.Known)
		if err != nil {
			return nil, err
		}
		if root != (data.ID{}) {
			mine = append(mine, root)
		}
	}
	return x.StrangerGaps(traces, l.owners, mine), nil
}

// SharedPlanGaps lists what identifies somebody in the words of an action plan that
// are to be printed for everybody ("you said, we did"): what
// [data.ActionPlan.SharedGaps] finds with the people of the case, read anew under
// its key, and names, numbers and birth dates that the register or another case
// has. [data.SharedTextCaution] stands beside the answer. Error:
// [data.ErrNotFound].
func (s *Session) SharedPlanGaps(ctx context.Context, key int64, plan data.ActionPlan) (m data.Missing, err error) {
	err = s.read(ctx, data.RightWork, func(t *tx) error {
		m, err = sharedPlanGaps(t, key, plan, s.Settings())
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("looking for people in a text that is to be shared: %w", err)
	}
	return m, nil
}

func sharedPlanGaps(t *tx, key int64, plan data.ActionPlan, set data.Settings) (data.Missing, error) {
	f, err := readCase(t, key)
	if err != nil {
		return nil, err
	}
	traces := plan.SharedTraces(f, set)
	l, err := ownersOf(t, traces)
	if err != nil {
		return nil, err
	}
	return append(plan.SharedGaps(f, set), data.SharedOwnerGaps(traces, l.owners)...), nil
}

// markIdentifying marks the plans that are chosen to be told and must not be: people
// may have come into the case, or into the register, since somebody chose them.
func markIdentifying(t *tx, plans []data.ActionFact, set data.Settings) error {
	for i := range plans {
		p := plans[i].Plan
		if !p.Shown || p.Said == "" || p.Did == "" {
			continue
		}
		gaps, err := sharedPlanGaps(t.whole(), plans[i].Case, p, set)
		if err != nil && !errors.Is(err, data.ErrNotFound) {
			return err
		}
		plans[i].Identifies = err != nil || slices.ContainsFunc(gaps, func(g data.Gap) bool { return !g.Warn })
	}
	return nil
}

// ownersOf looks up every trace.
func ownersOf(t *tx, traces []data.Trace) (lookup, error) {
	l := lookup{tx: t, roots: map[data.ID]data.ID{}}
	officers, err := bodies[data.Officer](t, `select body from officers`)
	if err != nil {
		return l, fmt.Errorf("reading the officers: %w", err)
	}
	for _, o := range officers {
		l.staff = append(l.staff, folded(o.Name))
	}
	for i, trace := range traces {
		if err := l.find(i, trace); err != nil {
			return l, err
		}
	}
	return l, nil
}

// lookup finds whose the traces are.
type lookup struct {
	*tx
	staff  []string // the officers' names, folded
	roots  map[data.ID]data.ID
	owners []data.Owner
}

func (l *lookup) find(i int, t data.Trace) error {
	if t.Kind == data.TraceCase {
		return l.cases(i, t.Keys)
	}
	found, err := l.entriesOf(t)
	if err != nil {
		return err
	}
	for _, k := range found {
		k, ok, err := l.told(t, k)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if err := l.own(i, k); err != nil {
			return err
		}
	}
	return nil
}

// told returns an entry as the officer may see it, and whether that still has what
// was looked up: a letter must not find out what a restricted case knows.
func (l *lookup) told(t data.Trace, k data.KnownPerson) (data.KnownPerson, bool, error) {
	seen, ok, err := l.seen(k)
	was, is := traitsOf(k.Person), traitsOf(seen.Person)
	switch t.Kind {
	case data.TracePhone:
		ok = ok && was.Phone == is.Phone
	case data.TraceRecord:
		ok = ok && was.MRN == is.MRN
	case data.TraceBirth:
		ok = ok && was.Birth == is.Birth
	case data.TraceName:
		ok = ok && registerName(was) == registerName(is)
	}
	return seen, ok, err
}

func (l *lookup) cases(i int, numbers []string) error {
	for _, n := range numbers {
		there, err := l.count(`select count(*) from cases where number = ?`, n)
		if err != nil {
			return fmt.Errorf("looking up a case number: %w", err)
		}
		if there > 0 {
			l.owners = append(l.owners, data.Owner{Trace: i, Cases: []string{n}})
		}
	}
	return nil
}

// entriesOf reads the entries of the register to which a trace may point, each
// from an index.
func (l *lookup) entriesOf(t data.Trace) (all []data.KnownPerson, err error) {
	add := func(where string, args ...any) {
		if err == nil {
			var found []data.KnownPerson
			found, err = entries(l.tx, where+` limit ?`, append(args, fewKnown)...)
			all = append(all, found...)
		}
	}
	switch t.Kind {
	case data.TracePhone:
		for _, digits := range t.Keys {
			add(`phone = ? and phone <> ''`, digits)
		}
	case data.TraceRecord:
		for _, mrn := range t.Keys {
			add(`mrn = ? and mrn <> ''`, mrn)
		}
	case data.TraceBirth:
		add(`birth = ? and birth <> 0`, int64(t.Day))
	case data.TraceName:
		for _, n := range t.Names {
			p := data.Person{Family: n.Family, Given: n.Given}
			tr := traitsOf(p)
			if tr.Family == "" || tr.Given == "" || slices.Contains(l.staff, folded(n.Given, n.Family)) {
				continue
			}
			name := registerName(tr)
			add(`name = ?`, name)
			add(`name >= ? and name < ?`, name+" ", name+"!") // with a middle name
		}
	}
	return all, err
}

// own notes an entry of the register as the owner of a trace, with the cases in
// which the person is patient or complainant.
func (l *lookup) own(i int, k data.KnownPerson) error {
	root, err := l.root(k.ID)
	if err != nil {
		return err
	}
	o := data.Owner{Trace: i, Known: root, Family: k.Person.Family, Given: k.Person.Given}
	but, hidden := l.sight.but("c.key")
	query := familyOf + `select distinct c.number, c.key from family f cross join people p cross join cases c
		where p.known = f.id and c.key = p.case_key and p.role in ('patient', 'complainant')` + but + ` order by c.key desc limit ?`
	err = l.each(query, append(append([]any{root[:]}, hidden...), fewKnown), func(r *sql.Rows) error {
		var number string
		var key int64
		err := r.Scan(&number, &key)
		o.Cases = append(o.Cases, number)
		return err
	})
	if err != nil {
		return fmt.Errorf("reading the cases of a person: %w", err)
	}
	l.owners = append(l.owners, o)
	return nil
}

// root is the entry that stands for a person; the zero id where there is none.
func (l *lookup) root(id data.ID) (data.ID, error) {
	if root, ok := l.roots[id]; ok || id == (data.ID{}) {
		return root, nil
	}
	root, err := rootKnown(l.tx, id)
	if errors.Is(err, data.ErrNotFound) {
		root, err = id, nil
	}
	if err == nil {
		l.roots[id] = root
	}
	return root, err
}

// phonesOlder fills in the phone numbers of the register of an older case file.
func phonesOlder(t *tx) error {
	for last := int64(0); ; {
		type row struct {
			key   int64
			phone string
		}
		var rows []row
		err := t.each(`select key, body from persons where key > ? order by key limit ?`, []any{last, olderBatch}, func(r *sql.Rows) error {
			var one row
			var raw []byte
			if err := r.Scan(&one.key, &raw); err != nil {
				return err
			}
			var k data.KnownPerson
			err := readBody(raw, &k)
			one.phone = phoneDigits(k.Person.Phone)
			rows = append(rows, one)
			return err
		})
		if err != nil {
			return fmt.Errorf("reading the register of people: %w", err)
		}
		if len(rows) == 0 {
			return nil
		}
		for _, r := range rows {
			last = r.key
			if r.phone == "" {
				continue
			}
			if err := t.exec(`update persons set phone = ? where key = ?`, r.phone, r.key); err != nil {
				return fmt.Errorf("writing the register of people: %w", err)
			}
		}
	}
}
