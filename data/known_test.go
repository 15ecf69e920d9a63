package data

import "testing"

func TestWhyTwoPeopleMayBeTheSame(t *testing.T) {
	born, other := NewDate(1948, 5, 2), NewDate(1950, 1, 9)
	walter := Traits{Family: "fennimore", Given: "walter", Birth: born, MRN: "47811"}
	for _, c := range []struct {
		name string
		a, b Traits
		why  string
		sure bool
	}{
		{"everything the same", walter, walter, "the same record number and birth date", true},
		{"record number and birth date, another name: married", walter, Traits{Family: "ash", Given: "w", Birth: born, MRN: "47811"}, "the same record number and birth date", true},
		{"record number and name, the birth date typed wrong", walter, Traits{Family: "fennimore", Given: "walter", Birth: other, MRN: "47811"}, "the same record number and name", true},
		{"record number alone", walter, Traits{MRN: "47811"}, "the same record number", true},
		{"record number, another name, no birth date", walter, Traits{Family: "ash", Given: "ida", MRN: "47811"}, "the same record number", true},
		{"record number of somebody else by all accounts", walter, Traits{Family: "ash", Given: "ida", Birth: other, MRN: "47811"}, "the same record number, but another name and birth date", false},
		{"name and birth date", walter, Traits{Family: "fennimore", Given: "walter", Birth: born}, "the same name and birth date", true},
		{"name and birth date, another record number", walter, Traits{Family: "fennimore", Given: "walter", Birth: born, MRN: "9"}, "the same name and birth date, but another record number", false},
		{"name with a middle initial, and birth date", walter, Traits{Family: "fennimore", Given: "walter j", Birth: born}, "the same name and birth date", true},
		{"name and phone", Traits{Family: "ash", Given: "ida", Phone: "6145550111"}, Traits{Family: "ash", Given: "ida", Phone: "6145550111"}, "the same name, and the same phone or e-mail", false},
		{"name and e-mail", Traits{Family: "ash", Given: "ida", Email: "ida@example.org"}, Traits{Family: "ash", Given: "ida", Email: "ida@example.org", Phone: "6145550111"}, "the same name, and the same phone or e-mail", false},
		{"birth date, family name and an initial", walter, Traits{Family: "fennimore", Given: "w", Birth: born}, "the same birth date and family name", false},
		{"birth date and given name: a name changed by marriage", walter, Traits{Family: "ash", Given: "walter", Birth: born}, "the same birth date and given name, but another family name", false},
		{"the name alone", Traits{Family: "fennimore", Given: "walter"}, walter, "the same name", false},

		{"the name, but another birth date", walter, Traits{Family: "fennimore", Given: "walter", Birth: other}, "", false},
		{"the name, but another record number", Traits{Family: "fennimore", Given: "walter", MRN: "47811"}, Traits{Family: "fennimore", Given: "walter", MRN: "9"}, "", false},
		{"name and phone, but another birth date: father and son", Traits{Family: "ash", Given: "ida", Phone: "6145550111", Birth: born}, Traits{Family: "ash", Given: "ida", Phone: "6145550111", Birth: other}, "", false},
		{"twins: the same birth date and family name", walter, Traits{Family: "fennimore", Given: "wanda", Birth: born}, "", false},
		{"birth date and family name, but another record number", walter, Traits{Family: "fennimore", Given: "w", Birth: born, MRN: "9"}, "", false},
		{"birth date and given name, but another record number", walter, Traits{Family: "ash", Given: "walter", Birth: born, MRN: "9"}, "", false},
		{"the family name alone", Traits{Family: "fennimore"}, walter, "", false},
		{"a birth date alone", Traits{Birth: born}, walter, "", false},
		{"two people of whom nothing is known", Traits{}, Traits{}, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, l := range []Likeness{Compare(c.a, c.b), Compare(c.b, c.a)} {
				if l.Why != c.why || l.Sure != c.sure {
					t.Errorf("the reason is %q (sure: %v), want %q (%v)", l.Why, l.Sure, c.why, c.sure)
				}
			}
		})
	}
}

func TestTheRegisterLearnsWhatWasChangedAndNoMore(t *testing.T) {
	k := KnownPerson{ID: NewID(), Person: Person{Given: "Ida", Family: "Ash", Phone: "555-0111", Street: "9 New Road", Language: "Polish"}}
	old := Person{ID: NewID(), Role: RolePatient, Given: "Ida", Family: "Ash", Phone: "555-0100", Street: "1 Old Road", Language: "Polish", Authority: AuthoritySelf}
	now := old
	now.Family, now.Language, now.Authority, now.MRN = "Birch", "", AuthorityRefused, "4711"
	got, err := k.Learn(old, now)
	if err != nil {
		t.Fatal(err)
	}
	want := Person{Given: "Ida", Family: "Birch", Phone: "555-0111", Street: "9 New Road", MRN: "4711"}
	if !got.Person.Equal(want) {
		t.Errorf("the register has %+v, want %+v", got.Person, want)
	}
}

func TestWhoeverIsTakenFromTheRegisterKeepsTheirPartInTheCase(t *testing.T) {
	k := KnownPerson{ID: NewID(), Person: Person{Given: "Ida", Family: "Ash", Safety: "careful", AddressConfirmed: 20000}}
	p := Person{ID: NewID(), Role: RoleComplainant, Relation: "child", Authority: AuthorityVerbal, Given: "I", Phone: "typed"}
	got := p.Take(k)
	want := Person{ID: p.ID, Known: k.ID, Role: RoleComplainant, Relation: "child", Authority: AuthorityVerbal, Given: "Ida", Family: "Ash", Safety: "careful"}
	if !got.Equal(want) {
		t.Errorf("got %+v, want %+v: the address was not checked for this case", got, want)
	}
}

func TestAMergeOfPeopleNeedsAReasonAndSaysWhatSpeaksAgainstIt(t *testing.T) {
	a := KnownPerson{ID: NewID(), Person: Person{BirthDate: NewDate(1948, 5, 2), MRN: "1"}}
	b := KnownPerson{ID: NewID(), Person: Person{BirthDate: NewDate(1984, 5, 2), MRN: "2"}}
	if m := MergePersonGaps(a, b, " "); !m.Blocking().Has("reason") || !m.Has("birth_date") || !m.Has("mrn") {
		t.Errorf("the gaps are %+v", m)
	}
	if m := MergePersonGaps(a, b, "Seen both cards."); m.Err() != nil || len(m.Warnings()) != 2 {
		t.Errorf("the gaps are %+v", m)
	}
	if m := MergePersonGaps(a, a, "x"); !m.Blocking().Has("same") {
		t.Errorf("the gaps are %+v", m)
	}
}
