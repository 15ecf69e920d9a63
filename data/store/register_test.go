package store

import (
	"errors"
	"slices"
	"testing"

	"rapport/data"
)

// walter is a patient of whom all is known.
func walter() data.Person {
	return data.Person{Role: data.RolePatient, Given: "Walter", Family: "Fennimore", BirthDate: data.NewDate(1948, 5, 2), MRN: "0047811",
		Phone: "614-555-0111", Language: "Polish"}
}

// of opens a case of a patient.
func (d *desk) of(p data.Person) data.CaseFile {
	d.t.Helper()
	in := spoken(d.clock.now())
	in.Patient = p
	return caseDo(d.t)(d.OpenCase(d.t.Context(), in))
}

func (d *desk) like(p data.Person) []data.LikePerson {
	d.t.Helper()
	return must[[]data.LikePerson](d.t)(d.PeopleLike(d.t.Context(), p))
}

func (d *desk) knownPerson(id data.ID) data.KnownPerson {
	d.t.Helper()
	return must[data.KnownPerson](d.t)(d.KnownPerson(d.t.Context(), id))
}

// Registries write this day where they know none, and people were born on it.
func TestAPersonBornOnThe1stOfJanuary1970KeepsTheDay(t *testing.T) {
	d := newDesk(t, false)
	born := walter()
	born.BirthDate = data.NewDate(1970, 1, 1)
	f := d.of(born)
	again := must[data.CaseFile](t)(d.Case(t.Context(), f.Number))
	if p, _ := again.Person(data.RolePatient); p.BirthDate.String() != "1970-01-01" {
		t.Errorf("the patient was born on %q", p.BirthDate)
	}
	if like := d.like(data.Person{Given: "Walter", Family: "Ash", BirthDate: born.BirthDate}); len(like) != 1 {
		t.Errorf("by the birth date %d are found", len(like))
	}
}

func TestAPersonIsFoundAgainByNameBirthDateOrRecordNumber(t *testing.T) {
	d := newDesk(t, false)
	f := d.of(walter())
	zoe := d.open()
	for _, c := range []struct {
		name  string
		typed data.Person
		want  string // number of the case
		why   string
	}{
		{"record number without its zeros", data.Person{MRN: "47811"}, f.Number, "the same record number"},
		{"name in small letters", data.Person{Given: "walter", Family: "fennimore"}, f.Number, "the same name"},
		{"first name and birth date after a marriage", data.Person{Given: "Walter", Family: "Ash", BirthDate: data.NewDate(1948, 5, 2)}, f.Number,
			"the same birth date and given name, but another family name"},
		{"name without accents and marks", data.Person{Given: "Zoe", Family: "OBrien Løkke"}, zoe.Number, "the same name"},
		{"the name of another with a birth date of his own", data.Person{Given: "Walter", Family: "Fennimore", BirthDate: data.NewDate(1980, 1, 1)}, "", ""},
		{"a family name alone", data.Person{Family: "Fennimore"}, "", ""},
		{"nothing yet", data.Person{}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			like := d.like(c.typed)
			if c.want == "" {
				if len(like) > 0 {
					t.Fatalf("somebody is offered: %+v", like)
				}
				return
			}
			if len(like) != 1 || like[0].Why != c.why || len(like[0].Cases) != 1 || like[0].Cases[0].Number != c.want {
				t.Errorf("offered is %+v, want the person of %s, because of %s", like, c.want, c.why)
			}
		})
	}
}

func TestAChosenPersonIsEnteredOnceAndStandsInBothCases(t *testing.T) {
	d := newDesk(t, false)
	first := d.of(walter())
	found := d.like(walter())[0]
	again := data.Person{Phone: "614-555-0199"}.Take(found.KnownPerson)
	again.Phone = "614-555-0199"
	second := d.of(again)
	if n := d.number(`select count(*) from persons`); n != 1 {
		t.Fatalf("the register has %d entries, want 1", n)
	}
	k := d.knownPerson(first.People[0].Known)
	if len(k.Cases) != 2 || k.Cases[0].Number != second.Number || k.Cases[1].Number != first.Number || k.Cases[0].Role != data.RolePatient ||
		k.Cases[0].State != data.StateNew || k.Cases[0].Kind != data.Grievance {
		t.Errorf("the cases of the person are %+v", k.Cases)
	}
	if k.Person.Phone != "614-555-0199" || k.Person.Language != "Polish" {
		t.Errorf("the register has the phone %q and the language %q", k.Person.Phone, k.Person.Language)
	}
	if f := caseDo(t)(d.Case(t.Context(), first.Number)); f.People[0].Phone != "614-555-0111" {
		t.Errorf("the older case has the phone %q now", f.People[0].Phone)
	}
	if left := d.like(again); len(left) != 0 {
		t.Errorf("who was chosen is offered once more: %+v", left)
	}
}

func TestAPersonNobodyChoseIsNew(t *testing.T) {
	d := newDesk(t, false)
	d.of(walter())
	d.of(walter())
	if n := d.number(`select count(*) from persons`); n != 2 {
		t.Errorf("the register has %d entries, want one for each until somebody says that they are the same", n)
	}
}

func TestACorrectionOfAPersonReachesTheRegisterAndIsTakenBack(t *testing.T) {
	d := newDesk(t, false)
	f := d.of(walter())
	p := f.People[0]
	p.Family, p.Authority = "Fennimoor", data.AuthoritySelf
	f = caseDo(t)(d.SavePerson(t.Context(), f.Key, p))
	if k := d.knownPerson(p.Known); k.Person.Family != "Fennimoor" || k.Person.Authority != "" || len(d.like(data.Person{Given: "Walter", Family: "Fennimoor"})) != 1 {
		t.Errorf("the register has %+v", k.Person)
	}
	caseDo(t)(d.Undo(t.Context()))
	if k := d.knownPerson(p.Known); k.Person.Family != "Fennimore" {
		t.Errorf("after taking it back the register has %q", k.Person.Family)
	}
	wife := data.Person{Role: data.RoleComplainant, Given: "Rosalind", Family: "Fennimore"}
	caseDo(t)(d.SavePerson(t.Context(), f.Key, wife))
	caseDo(t)(d.Undo(t.Context()))
	if n := d.number(`select count(*) from persons`); n != 1 {
		t.Errorf("who was taken out of the only case is still in the register; it has %d", n)
	}
}

func TestSomebodyElseGetsAnEntryOfTheirOwn(t *testing.T) {
	d := newDesk(t, false)
	first := d.of(walter())
	second := d.of(data.Person{}.Take(d.like(walter())[0].KnownPerson))
	p := second.People[0]
	p.Known = data.ID{}
	second = caseDo(t)(d.SavePerson(t.Context(), second.Key, p))
	if second.People[0].Known == first.People[0].Known || len(d.knownPerson(first.People[0].Known).Cases) != 1 {
		t.Error("the two are still one in the register")
	}
}

func TestMergedPeopleAreOneUntilTheMergeIsTakenBack(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	a, b, c := d.of(walter()), d.of(walter()), d.of(data.Person{Given: "Walt", Family: "Fennimore"})
	id := func(f data.CaseFile) data.ID { return f.People[0].Known }
	if _, err := d.MergePersons(ctx, id(a), id(b), ""); !errors.As(err, new(data.Missing)) {
		t.Fatalf("a merge without a reason: %v", err)
	}
	must[data.KnownPerson](t)(d.MergePersons(ctx, id(b), id(c), "Walt is his nickname."))
	k := must[data.KnownPerson](t)(d.MergePersons(ctx, id(a), id(b), "The same card."))
	if k.ID != id(a) || len(k.Cases) != 3 || len(k.Others) != 2 {
		t.Fatalf("the merged person is %v with %d cases and %d others", k.ID, len(k.Cases), len(k.Others))
	}
	if like := d.like(walter()); len(like) != 1 || len(like[0].Cases) != 3 {
		t.Errorf("offered are %d people, want one with all cases", len(like))
	}
	if _, err := d.MergePersons(ctx, id(c), id(a), "x"); !errors.As(err, new(data.Missing)) {
		t.Errorf("merging one person with themselves: %v", err)
	}
	history := must[[]data.HistoryEntry](t)(d.History(ctx, b.Key, 0, 50))
	if !slices.ContainsFunc(history, func(e data.HistoryEntry) bool { return e.Action == "person.merge" }) {
		t.Errorf("the history of the case does not tell of the merge: %+v", history)
	}
	k = must[data.KnownPerson](t)(d.UnmergePersons(ctx, id(b), "Two brothers."))
	if k.ID != id(b) || len(k.Cases) != 2 || len(d.knownPerson(id(a)).Cases) != 1 {
		t.Errorf("after parting them one has %d cases and the other %d", len(k.Cases), len(d.knownPerson(id(a)).Cases))
	}
	if _, err := d.UnmergePersons(ctx, id(b), ""); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("taking a merge back twice: %v", err)
	}
}

func TestGiftsOfAYearAreCountedByTheRegisterMergedPeopleIncluded(t *testing.T) {
	d := newDesk(t, false)
	ctx, today := t.Context(), d.Settings().Today(d.clock.now())
	give := func(f data.CaseFile, cents int64) {
		t.Helper()
		caseDo(t)(d.SaveRecord(ctx, f.Key, &data.Recovery{On: today, Item: "Meal voucher", Cents: cents}))
	}
	a, b := d.of(walter()), d.of(walter())
	give(a, 1000)
	give(b, 500)
	sum := func(p data.Person) int64 { return must[int64](t)(d.GiftsThisYear(ctx, p, today.Year())) }
	if got := sum(a.People[0]); got != 1000 {
		t.Errorf("before the merge: %d cents, want 1000", got)
	}
	must[data.KnownPerson](t)(d.MergePersons(ctx, a.People[0].Known, b.People[0].Known, "The same card."))
	for _, p := range []data.Person{a.People[0], b.People[0]} {
		if got := sum(p); got != 1500 {
			t.Errorf("after the merge: %d cents, want 1500", got)
		}
	}
	// The same person complains for somebody else: that patient's gifts are not theirs.
	in := spoken(d.clock.now())
	in.Relation, in.Patient, in.Complainant = "spouse", data.Person{Given: "Ida", Family: "Ash"}, data.Person{}.Take(d.knownPerson(a.People[0].Known))
	give(caseDo(t)(d.OpenCase(ctx, in)), 700)
	if got := sum(a.People[0]); got != 1500 {
		t.Errorf("with the gift of another patient: %d cents, want 1500", got)
	}
}

func TestImportedPeopleAreLinkedWhereTheyAreSurelyTheSame(t *testing.T) {
	d := newDesk(t, false)
	born := data.NewDate(1948, 5, 2)
	row := func(number string, p data.Person) data.ImportedCase {
		p.Role = data.RolePatient
		return data.ImportedCase{Number: number, Kind: data.Complaint, Channel: data.Phone, ReceivedAt: d.clock.now().AddDate(0, -1, 0), Story: "x",
			People: []data.Person{p}}
	}
	rows := []data.ImportedCase{
		row("1", walter()), row("2", data.Person{Family: "Fennimore", Given: "W", MRN: "0047811"}), // one by the record number
		row("3", data.Person{Family: "Ash", Given: "Ida", BirthDate: born}), row("4", data.Person{Family: "ash", Given: "ida", BirthDate: born}), // one by name and birth date
		row("5", data.Person{Family: "Ash", Given: "Ida"}),                               // a name alone says nothing
		row("6", data.Person{Family: "Fennimore", Given: "Walter", BirthDate: born + 1}), // another birth date
	}
	must[data.ImportCounts](t)(d.ImportCases(t.Context(), data.ImportFile{Source: "log"}, func(yield func(data.ImportedCase, error) bool) {
		for _, r := range rows {
			yield(r, nil)
		}
	}, nil))
	if n := d.number(`select count(*) from persons`); n != 4 {
		t.Errorf("the register has %d entries, want 4", n)
	}
	if n := d.number(`select count(distinct known) from people where known is not null`); n != 4 {
		t.Errorf("the people of the cases name %d entries, want 4", n)
	}
}

func TestPeopleOfAnOlderCaseFileGetTheirPlaceInTheRegister(t *testing.T) {
	d := newDesk(t, false)
	a := d.of(walter())
	d.of(walter())
	d.of(data.Person{Given: "Ida", Family: "Ash"})
	d.of(data.Person{Given: "Ida", Family: "Ash"})
	for _, q := range []string{`update people set known = null, body = json_remove(body, '$.known')`, `delete from persons`} {
		if err := d.raw(q); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.base.write(t.Context(), registerOlder); err != nil {
		t.Fatal(err)
	}
	if n := d.number(`select count(*) from persons`); n != 3 {
		t.Errorf("the register has %d entries, want one for the record number and one each for two names alone", n)
	}
	if k := d.knownPerson(caseDo(t)(d.Case(t.Context(), a.Number)).People[0].Known); len(k.Cases) != 2 || k.Person.Family != "Fennimore" {
		t.Errorf("the person is %+v", k)
	}
}
