package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapport/data"
)

// The register of people: a row of "persons" for each, once for all cases, and
// rows of "people" that name theirs. A row merged into another keeps its own,
// with all cases that name it, so that a merge can be taken back.

// traitsOf returns what a person is compared by.
func traitsOf(p data.Person) data.Traits {
	return data.Traits{
		Family: strings.TrimSpace(folded(p.Family)), Given: strings.TrimSpace(folded(p.Given)), Birth: p.BirthDate,
		MRN:   strings.TrimLeft(strings.ReplaceAll(folded(p.MRN), " ", ""), "0"),
		Phone: phoneDigits(p.Phone), Email: strings.ToLower(strings.TrimSpace(p.Email)),
	}
}

// phoneLength is how many digits of a phone number are compared: those without
// the code of the country.
const phoneLength = 10

func phoneDigits(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, phone)
	if len(digits) < phoneLength {
		return ""
	}
	return digits[len(digits)-phoneLength:]
}

// registerName is the name by which a row is found: family name first.
func registerName(tr data.Traits) string { return joined(tr.Family, tr.Given) }

// enterPeople gives everybody of a new case their place in the register: those who
// were chosen from it keep it, everybody else is new.
func (w *work) enterPeople(people []data.Person) error {
	for i := range people {
		if people[i].Known != (data.ID{}) {
			w.endUndo() // their entry may change
		}
		if err := knowPerson(w.tx, data.Person{}, &people[i]); err != nil {
			return err
		}
	}
	return nil
}

// findPeople gives people who come in with many others their place in the
// register: where nobody can be asked, whoever is surely the same is linked.
func findPeople(t *tx, people []data.Person) error {
	for i := range people {
		p := &people[i]
		if p.Known != (data.ID{}) {
			continue
		}
		var err error
		if p.Known, err = surely(t, traitsOf(*p)); err != nil {
			return err
		}
		if p.Known == (data.ID{}) {
			if err := addKnown(t, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// surely returns the entry of the register that is the same person without
// doubt; the zero id where there is none.
func surely(t *tx, tr data.Traits) (data.ID, error) {
	var found []data.KnownPerson
	if tr.MRN != "" {
		same, err := entries(t, `mrn = ? and mrn <> '' order by key limit ?`, tr.MRN, fewKnown)
		if err != nil {
			return data.ID{}, err
		}
		found = same
	}
	if name := registerName(tr); name != "" && !tr.Birth.IsZero() {
		same, err := entries(t, `name = ? and birth = ? order by key limit ?`, name, int64(tr.Birth), fewKnown)
		if err != nil {
			return data.ID{}, err
		}
		found = append(found, same...)
	}
	for _, k := range found {
		if data.Compare(tr, traitsOf(k.Person)).Sure {
			return k.ID, nil
		}
	}
	return data.ID{}, nil
}

// knowPerson keeps the register in step with a person of a case. before is how
// the case had them; nobody for somebody new.
func knowPerson(t *tx, before data.Person, p *data.Person) error {
	if p.Known == (data.ID{}) {
		return addKnown(t, p)
	}
	k, err := knownByID(t, p.Known)
	if errors.Is(err, data.ErrNotFound) { // it was purged while a draft named it
		return addKnown(t, p)
	}
	if err != nil {
		return err
	}
	if before.Known != p.Known {
		before = data.Person{} // chosen just now: what is new is added, nothing is taken away
	}
	if before.Registered().Equal(p.Registered()) {
		return nil
	}
	if k, err = k.Learn(before, *p); err != nil {
		return err
	}
	return putKnown(t, k)
}

// addKnown makes a new entry of the register.
func addKnown(t *tx, p *data.Person) error {
	p.Known = data.NewID()
	return putKnown(t, data.KnownPerson{ID: p.Known, Person: p.Registered()})
}

// putKnown writes an entry, new or changed.
func putKnown(t *tx, k data.KnownPerson) error {
	tr := traitsOf(k.Person)
	var into any
	if k.Merged.Into != (data.ID{}) {
		into = k.Merged.Into[:]
	}
	return t.put(k, `insert into persons (id, name, birth, mrn, phone, merged_into, body) values (?, ?, ?, ?, ?, ?, ?)
		on conflict (id) do update set name = excluded.name, birth = excluded.birth, mrn = excluded.mrn, phone = excluded.phone,
			merged_into = excluded.merged_into, body = excluded.body`,
		k.ID[:], registerName(tr), int64(tr.Birth), tr.MRN, tr.Phone, into)
}

// leaveRegister takes an entry out that no case names any more and into which
// none was merged.
func leaveRegister(t *tx, id data.ID) error {
	err := t.exec(`delete from persons where id = ?1 and not exists (select 1 from people where known = ?1)
		and not exists (select 1 from persons o where o.merged_into = ?1)`, id[:])
	if err != nil {
		return fmt.Errorf("taking somebody out of the register: %w", err)
	}
	return nil
}

// keepKnown keeps an entry of the register as it stands, for [Session.Undo].
func (c *caseWork) keepKnown(id data.ID) error {
	k, err := knownByID(c.tx, id)
	if errors.Is(err, data.ErrNotFound) {
		return nil
	}
	c.known = append(c.known, k)
	return err
}

// restoreRegister puts the entries that a change touched back as they were, and
// takes out those that it made. The rows of the case are written.
func (c *caseWork) restoreRegister(u *undoable) error {
	for _, k := range u.known {
		if err := putKnown(c.tx, k); err != nil {
			return err
		}
	}
	for _, p := range c.file.People {
		stood := func(k data.KnownPerson) bool { return k.ID == p.Known }
		if slices.ContainsFunc(u.known, stood) || slices.ContainsFunc(u.was.file.People, func(was data.Person) bool { return was.Known == p.Known }) {
			continue
		}
		if err := leaveRegister(c.tx, p.Known); err != nil {
			return err
		}
	}
	return nil
}

// fewKnown is how many entries with the same trait are looked at.
const fewKnown = 50

// entries reads entries of the register. What is asked of a partial index names
// its condition, or the index is not used.
func entries(t *tx, where string, args ...any) ([]data.KnownPerson, error) {
	all, err := bodies[data.KnownPerson](t, `select body from persons where `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("reading the register of people: %w", err)
	}
	return all, nil
}

// knownByID reads one entry. Error: [data.ErrNotFound].
func knownByID(t *tx, id data.ID) (data.KnownPerson, error) {
	found, err := entries(t, `id = ?`, id[:])
	if err == nil && len(found) == 0 {
		err = data.ErrNotFound
	}
	if err != nil {
		return data.KnownPerson{}, err
	}
	return found[0], nil
}

// A cross join keeps the few entries of one person the outer ones.
const (
	// rootOf goes from an entry to the one that it was merged into at last.
	rootOf = `with recursive up(id, next) as (select id, merged_into from persons where id = ?
		union all select p.id, p.merged_into from up cross join persons p where p.id = up.next) select id from up where next is null`
	// familyOf is an entry with all that were merged into it.
	familyOf = `with recursive family(id) as (select ? union select p.id from family f cross join persons p where p.merged_into = f.id) `
)

// rootKnown returns the entry that stands for a person.
func rootKnown(t *tx, id data.ID) (data.ID, error) {
	var raw []byte
	err := t.get(rootOf, []any{id[:]}, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return data.ID{}, data.ErrNotFound
	}
	if err != nil {
		return data.ID{}, fmt.Errorf("reading the register of people: %w", err)
	}
	return data.ID(raw), nil
}

// PeopleLike returns those in the register who may be the person being written
// down, the likeliest first, each with the cases that name them; nobody for one
// without a name or a record number. Who was chosen already is left out.
func (s *Session) PeopleLike(ctx context.Context, p data.Person) ([]data.LikePerson, error) {
	var like []data.LikePerson
	err := s.read(ctx, data.RightRead, func(t *tx) (err error) {
		like, err = peopleLike(t, p)
		return err
	})
	return like, err
}

// mostLike is how many people are offered.
const mostLike = 5

func peopleLike(t *tx, p data.Person) ([]data.LikePerson, error) {
	tr := traitsOf(p)
	found, err := candidates(t, tr)
	if err != nil {
		return nil, err
	}
	seen := map[data.ID]bool{}
	if p.Known != (data.ID{}) {
		root, err := rootKnown(t, p.Known)
		if err != nil && !errors.Is(err, data.ErrNotFound) {
			return nil, err
		}
		seen[root] = true
	}
	var like []data.LikePerson
	for _, k := range found {
		k, ok, err := t.seen(k)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		if l := data.Compare(tr, traitsOf(k.Person)); l.Why != "" {
			like = append(like, data.LikePerson{KnownPerson: k, Likeness: l})
		}
	}
	slices.SortStableFunc(like, func(a, b data.LikePerson) int { return cmp.Compare(a.Rank, b.Rank) })
	var offered []data.LikePerson
	for _, l := range like {
		if len(offered) == mostLike {
			break
		}
		root, err := rootKnown(t, l.ID)
		if err != nil {
			return nil, err
		}
		if seen[root] {
			continue
		}
		seen[root] = true
		whole, err := readKnown(t, root)
		if errors.Is(err, data.ErrRestricted) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if len(whole.Cases) == 0 {
			continue
		}
		offered = append(offered, data.LikePerson{KnownPerson: whole, Likeness: l.Likeness})
	}
	return offered, nil
}

// candidates reads entries with the same record number, birth date or name,
// each from an index and only so many: among very many of the same name those
// that share more than it are found by that.
func candidates(t *tx, tr data.Traits) ([]data.KnownPerson, error) {
	var all []data.KnownPerson
	look := func(asked bool, where string, args ...any) error {
		if !asked {
			return nil
		}
		found, err := entries(t, where, append(args, fewKnown)...)
		all = append(all, found...)
		return err
	}
	first, _, _ := strings.Cut(tr.Given, " ")
	name := registerName(data.Traits{Family: tr.Family, Given: first})
	named := tr.Family != "" && first != ""
	err := errors.Join(
		look(tr.MRN != "", `mrn = ? and mrn <> '' order by key desc limit ?`, tr.MRN),
		look(named && !tr.Birth.IsZero(), `birth = ? and birth <> 0 order by key desc limit ?`, int64(tr.Birth)),
		look(named, `name >= ? and name < ? order by name limit ?`, name, name+"\U0010FFFF"))
	return all, err
}

// KnownPerson returns a person of the register with their cases, those of
// entries merged with theirs included. Looking at it is logged. Error:
// [data.ErrNotFound].
func (s *Session) KnownPerson(ctx context.Context, id data.ID) (k data.KnownPerson, err error) {
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		root, err := rootKnown(t, id)
		if err != nil {
			return err
		}
		k, err = readKnown(t, root)
		return err
	})
	if err != nil {
		return data.KnownPerson{}, err
	}
	s.viewed(entry{at: s.file.now(), officer: s.Officer().Name, action: "person.view", object: k.ID.String(),
		details: details{Summary: "Looked at the cases of a person."}})
	return k, nil
}

// seen returns an entry of the register as the officer may see it: where hidden
// cases name the person too, what the others say of them; false where none does.
func (t *tx) seen(k data.KnownPerson) (data.KnownPerson, bool, error) {
	if !t.sight.hides() || !t.sight.people[k.ID] {
		return k, true, nil
	}
	but, hidden := t.sight.but("case_key")
	told, err := bodies[data.Person](t, `select body from people where known = ?`+but+` order by key`, append([]any{k.ID[:]}, hidden...)...)
	if err != nil {
		return k, false, fmt.Errorf("reading the register of people: %w", err)
	}
	k.Person = data.Person{}
	for _, p := range told {
		if k, err = k.Learn(data.Person{}, p); err != nil {
			return k, false, err
		}
	}
	return k, len(told) > 0, nil
}

// seenWhole is seen of an entry with those merged into it. Where the entry itself
// is hidden and another is not, that one tells of the person. Error:
// [data.ErrRestricted] where all are.
func (t *tx) seenWhole(k data.KnownPerson) (data.KnownPerson, error) {
	if !t.sight.hides() {
		return k, nil
	}
	k, ok, err := t.seen(k)
	if err != nil {
		return k, err
	}
	var others []data.KnownPerson
	for _, o := range k.Others {
		o, shown, err := t.seen(o)
		if err != nil {
			return k, err
		}
		if !shown {
			continue
		}
		if others = append(others, o); !ok {
			k.Person, ok = o.Person, true
		}
	}
	if k.Others = others; !ok {
		return data.KnownPerson{}, data.ErrRestricted
	}
	return k, nil
}

// readKnown reads an entry whole, as the officer may see it. id is one that was not
// merged into another.
func readKnown(t *tx, id data.ID) (data.KnownPerson, error) {
	k, err := knownByID(t, id)
	if err != nil {
		return k, err
	}
	k.Others, err = bodies[data.KnownPerson](t, familyOf+`select p.body from family f cross join persons p where p.id = f.id and p.id <> ? order by p.key`, id[:], id[:])
	if err != nil {
		return k, fmt.Errorf("reading the register of people: %w", err)
	}
	if k, err = t.seenWhole(k); err != nil {
		return k, err
	}
	but, hidden := t.sight.but("c.key")
	query := familyOf + `select c.number, c.kind, c.state, p.role, c.patient, c.received_on, p.known
		from family f cross join people p cross join cases c where p.known = f.id and c.key = p.case_key` + but + ` order by c.key desc, p.key limit ?`
	err = t.each(query, append(append([]any{id[:]}, hidden...), maxLimit), func(r *sql.Rows) error {
		var c data.KnownCase
		var kind, state, role string
		var as []byte
		if err := r.Scan(&c.Number, &kind, &state, &role, &c.Patient, &c.ReceivedOn, &as); err != nil {
			return err
		}
		c.Kind, c.State, c.Role, c.As = data.Kind(kind), data.State(state), data.Role(role), data.ID(as)
		k.Cases = append(k.Cases, c)
		return nil
	})
	if err != nil {
		return k, fmt.Errorf("reading the cases of a person: %w", err)
	}
	return k, nil
}
