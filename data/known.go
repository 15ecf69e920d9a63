package data

import (
	"encoding/json"
	"fmt"
	"strings"
)

// KnownPerson is somebody in the register of people: entered once, and found again
// from every case that names them.
type KnownPerson struct {
	ID     ID     `json:"id"`
	Person Person `json:"person"`          // as last written down; see [Person.Registered]
	Merged Merged `json:"merged,omitzero"` // into another entry of the register

	Cases  []KnownCase   `json:"-"` // newest first
	Others []KnownPerson `json:"-"` // entries that were merged into this one
}

// Merged says that two entries of the register are the same person, and who
// found so. It can be taken back.
type Merged struct {
	Into   ID     `json:"into,omitzero"`
	Reason string `json:"reason,omitempty"`
	On     Date   `json:"on,omitempty"`
	By     string `json:"by,omitempty"`
}

// KnownCase is one case in which a person of the register plays a part.
type KnownCase struct {
	Number     string
	Kind       Kind
	State      State
	Role       Role
	Patient    string // of the case; Family, Given
	ReceivedOn Date
	As         ID // the entry of the register that the case names
}

// LikePerson is somebody in the register who may be the person being written
// down, and why.
type LikePerson struct {
	KnownPerson
	Likeness
}

// Registered returns the person as the register keeps them: without the part
// that they play in one case, and without the day on which an address was
// checked for it.
func (p Person) Registered() Person {
	p.ID, p.Known, p.Role, p.Relation = ID{}, ID{}, "", ""
	p.Authority, p.Evidence, p.Grant, p.AddressConfirmed = "", "", Grant{}, 0
	return p
}

// Take returns the person with everything that the register knows of somebody,
// linked to them. The part in the case stays.
func (p Person) Take(k KnownPerson) Person {
	q := k.Person
	q.ID, q.Known, q.Role, q.Relation = p.ID, k.ID, p.Role, p.Relation
	q.Authority, q.Evidence, q.Grant, q.AddressConfirmed = p.Authority, p.Evidence, p.Grant, 0
	return q
}

// Learn returns the entry with what was changed of the person in a case: fields
// that are the same before and after stay as the register has them, so that an
// old case does not bring back an old address.
func (k KnownPerson) Learn(before, after Person) (KnownPerson, error) {
	was, err := fieldsOf(before.Registered())
	if err != nil {
		return k, err
	}
	is, err := fieldsOf(after.Registered())
	if err != nil {
		return k, err
	}
	mine, err := fieldsOf(k.Person)
	if err != nil {
		return k, err
	}
	for name, value := range is {
		if string(was[name]) != string(value) {
			mine[name] = value
		}
	}
	for name := range was {
		if _, kept := is[name]; !kept {
			delete(mine, name)
		}
	}
	text, err := json.Marshal(mine)
	if err != nil {
		return k, fmt.Errorf("writing a person: %w", err)
	}
	k.Person = Person{}
	if json.Unmarshal(text, &k.Person) != nil {
		return k, fmt.Errorf("a person of the register cannot be read")
	}
	return k, nil
}

// fieldsOf returns what is written of a person, by the names of its fields.
func fieldsOf(p Person) (map[string]json.RawMessage, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("writing a person: %w", err)
	}
	fields := map[string]json.RawMessage{}
	if json.Unmarshal(text, &fields) != nil {
		return nil, fmt.Errorf("a person cannot be read")
	}
	return fields, nil
}

// Traits are what two people are compared by: words folded to small letters
// without accents or marks, numbers to their digits. Empty is not known.
type Traits struct {
	Family, Given string
	Birth         Date
	MRN           string
	Phone, Email  string
}

// Likeness says why two people may be the same one.
type Likeness struct {
	Why  string // "the same record number"; empty where nothing speaks for it
	Sure bool   // enough to take them for one where nobody can be asked
	Rank int    // place among the reasons, the strongest first
}

// agreement is how one trait of two people compares.
type agreement int

const (
	differs agreement = iota - 1
	unsaid            // of one of them at least
	agrees
)

func compare(same, known bool) agreement {
	switch {
	case !known:
		return unsaid
	case same:
		return agrees
	}
	return differs
}

// compared is how the traits of two people compare.
type compared struct{ name, family, given, birth, mrn, reach agreement }

// likenessRules are the reasons for which two people may be the same, the
// strongest first. A name alone says nothing once birth dates or record numbers
// differ: many people share a name.
var likenessRules = []struct {
	why   string
	sure  bool
	holds func(compared) bool
}{
	{"the same record number and birth date", true, func(c compared) bool { return c.mrn == agrees && c.birth == agrees }},
	{"the same record number and name", true, func(c compared) bool { return c.mrn == agrees && c.name == agrees }},
	{"the same record number", true, func(c compared) bool { return c.mrn == agrees && (c.name != differs || c.birth != differs) }},
	{"the same name and birth date", true, func(c compared) bool { return c.name == agrees && c.birth == agrees && c.mrn != differs }},
	{"the same name and birth date, but another record number", false, func(c compared) bool { return c.name == agrees && c.birth == agrees }},
	{"the same record number, but another name and birth date", false, func(c compared) bool { return c.mrn == agrees }},
	{"the same name, and the same phone or e-mail", false, func(c compared) bool {
		return c.name == agrees && c.reach == agrees && c.birth != differs && c.mrn != differs
	}},
	{"the same birth date and family name", false, func(c compared) bool {
		return c.birth == agrees && c.family == agrees && c.given == unsaid && c.mrn != differs
	}},
	{"the same birth date and given name, but another family name", false, func(c compared) bool {
		return c.birth == agrees && c.given == agrees && c.mrn != differs
	}},
	{"the same name", false, func(c compared) bool { return c.name == agrees && c.birth != differs && c.mrn != differs }},
}

// Compare returns the strongest reason for which two people may be the same.
func Compare(a, b Traits) Likeness {
	c := compared{
		family: compare(a.Family == b.Family, a.Family != "" && b.Family != ""),
		given:  compareGiven(a.Given, b.Given),
		birth:  compare(a.Birth == b.Birth, !a.Birth.IsZero() && !b.Birth.IsZero()),
		mrn:    compare(a.MRN == b.MRN, a.MRN != "" && b.MRN != ""),
		reach:  compare(a.Phone != "" && a.Phone == b.Phone || a.Email != "" && a.Email == b.Email, a.Phone+a.Email != "" && b.Phone+b.Email != ""),
	}
	c.name = min(c.family, c.given)
	if c.family == differs || c.given == differs {
		c.name = differs
	}
	for i, r := range likenessRules {
		if r.holds(c) {
			return Likeness{Why: r.why, Sure: r.sure, Rank: i}
		}
	}
	return Likeness{}
}

// compareGiven compares given names: the first must be the same, a middle name
// may be missing or an initial. A first name of which one has the initial alone
// is not said.
func compareGiven(a, b string) agreement {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) == 0 || len(y) == 0 {
		return unsaid
	}
	for i := range min(len(x), len(y)) {
		short, long := x[i], y[i]
		if len(short) > len(long) {
			short, long = long, short
		}
		switch {
		case short == long:
		case len(short) == 1 && long[0] == short[0]:
			if i == 0 {
				return unsaid
			}
		default:
			return differs
		}
	}
	return agrees
}

// MergePersonGaps lists what stands against calling two entries of the register the
// same person, and what speaks against it.
func MergePersonGaps(a, b KnownPerson, reason string) Missing {
	var m Missing
	m.add(a.ID == b.ID, "same", "person", "These two are the same entry already.")
	m.add(blank(reason), "reason", "reason", "Write how you know that the two are the same person.")
	m.checkText(reason, maxText, "reason", "The reason")
	p, q := a.Person, b.Person
	m.warn(!p.BirthDate.IsZero() && !q.BirthDate.IsZero() && p.BirthDate != q.BirthDate, "birth_date", "birth_date",
		"Their birth dates differ: "+p.BirthDate.Long()+" and "+q.BirthDate.Long()+".")
	m.warn(!blank(p.MRN) && !blank(q.MRN) && !sameName(p.MRN, q.MRN), "mrn", "mrn", "Their record numbers differ: "+p.MRN+" and "+q.MRN+".")
	return m
}
