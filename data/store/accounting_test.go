package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"rapport/data"
)

// disclosed logs a disclosure in a case and returns the case.
func (d *desk) disclosed(key int64, on data.Date, to string, change func(*data.Disclosure)) data.CaseFile {
	d.t.Helper()
	r := &data.Disclosure{On: on, Recipient: to, What: "The file", Purpose: "A survey", Basis: data.BasisOversight}
	if change != nil {
		change(r)
	}
	return caseDo(d.t)(d.SaveRecord(d.ctx(), key, r))
}

func TestTheAccountingGathersThePatientOverAllCases(t *testing.T) {
	d := newDesk(t, false)
	today := d.Settings().Today(d.clock.now())
	person := func(name, mrn string, known data.ID) data.Intake {
		in := spoken(d.clock.now().Add(-time.Hour))
		in.Patient.Given, in.Patient.MRN, in.Patient.Known = name, mrn, known
		return in
	}
	open := func(in data.Intake) data.CaseFile { return caseDo(t)(d.OpenCase(t.Context(), in)) }
	first := open(person("Zoë", "MRN 004711", data.ID{}))
	known := first.People[0].Known
	byNumber := open(person("Zoe", "mrn004711", data.ID{}))
	byRegister := open(person("Zoë", "", known))
	stranger := open(person("Zoë", "MRN9", data.ID{}))
	nameless := open(person("Zoë", "", data.ID{}))

	d.disclosed(byNumber.Key, today.AddDays(-40), "By number", nil)
	d.disclosed(first.Key, today.AddDays(-10), "First", nil)
	d.disclosed(byRegister.Key, today.AddDays(-90), "By register", nil)
	d.disclosed(stranger.Key, today, "Of a stranger", nil)
	d.disclosed(nameless.Key, today, "Of somebody of the same name", nil)
	d.disclosed(first.Key, today.AddDays(-7*365), "Too old", nil)
	d.disclosed(first.Key, today, "For payment", func(r *data.Disclosure) { r.Basis = data.BasisPayment })
	d.disclosed(first.Key, today, "Kept back", func(r *data.Disclosure) { r.SuspendedUntil, r.SuspendedBy = today.AddDays(9), "The agency" })
	other := caseDo(t)(d.SavePerson(t.Context(), first.Key, data.Person{Role: data.RolePatient, Given: "The", Family: "Other", MRN: "MRN8"}))
	d.disclosed(first.Key, today, "Of the other patient of the case", func(r *data.Disclosure) { r.Patient = other.People[len(other.People)-1].ID })

	for _, from := range []data.CaseFile{first, byNumber, byRegister} {
		a := must[data.Accounting](t)(d.Accounting(t.Context(), from.Key))
		var to []string
		for _, l := range a.Lines {
			to = append(to, l.Recipient)
		}
		want := []string{"By register", "By number", "First"} // what one case knows leads on to the next
		if !slices.Equal(to, want) || a.Withheld != 1 || a.Cases != 3 || a.To != today || a.From != data.AccountingFrom(today) || a.MadeBy != "Dana Whitfield" || !a.Free() {
			t.Errorf("from %s: %q, %d kept back, of %d cases; %+v", from.Number, to, a.Withheld, a.Cases, a)
		}
	}
	wantMissing(t, only(d.Accounting(t.Context(), open(data.Intake{Channel: data.Phone, ReceivedAt: d.clock.now(), Story: "x"}).Key)), "patient")
	if _, err := d.Accounting(t.Context(), 99); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("of a case that is not there: %v", err)
	}
}

func TestAPersonWhoWasMergedIsStillFound(t *testing.T) {
	d := newDesk(t, false)
	today := d.Settings().Today(d.clock.now())
	kept, gone, older := data.NewID(), data.NewID(), data.NewID()
	for _, p := range []struct {
		id   data.ID
		into any
	}{{kept, nil}, {gone, kept[:]}, {older, gone[:]}} {
		if err := d.raw(`insert into persons (id, name, birth, mrn, merged_into, body) values (?, 'x', 0, '', ?, '{}')`, p.id[:], p.into); err != nil {
			t.Fatal(err)
		}
	}
	var cases []data.CaseFile
	for _, known := range []data.ID{kept, gone, older} {
		in := spoken(d.clock.now().Add(-time.Hour))
		in.Patient.MRN, in.Patient.Known = "", known
		f := caseDo(t)(d.OpenCase(t.Context(), in))
		d.disclosed(f.Key, today, "x", nil)
		cases = append(cases, f)
	}
	for _, f := range cases {
		if a := must[data.Accounting](t)(d.Accounting(t.Context(), f.Key)); len(a.Lines) != 3 {
			t.Errorf("from %s there are %d lines", f.Number, len(a.Lines))
		}
	}
}

func TestOnlyTheFirstAccountingInTwelveMonthsIsFree(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	free := func() bool { return must[data.Accounting](t)(d.Accounting(t.Context(), f.Key)).Free() }
	if err := d.RecordAccountingPrint(d.ctx(), f.Key); err != nil {
		t.Fatal(err)
	}
	if !free() {
		t.Error("printed and saved on the same day, it is the same accounting")
	}
	d.clock.set(d.clock.now().AddDate(0, 0, 1))
	if free() {
		t.Error("a day later it is called the first")
	}
	d.clock.set(d.clock.now().AddDate(1, 0, 1))
	if !free() {
		t.Error("after twelve months it is not called the first")
	}
	file := leaves(f)
	file.Accounting = true
	d.do(d.RecordPutOut(d.ctx(), leaves(f)))
	d.clock.set(d.clock.now().AddDate(0, 0, 1))
	if !free() {
		t.Error("the record of the case counts as an accounting")
	}
	d.do(d.RecordPutOut(d.ctx(), file))
	d.clock.set(d.clock.now().AddDate(0, 0, 1))
	if free() {
		t.Error("one that left as a file does not count")
	}
}

func TestAMisdirectedLetterStandsOnTodayUntilItIsAssessed(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	today := d.Settings().Today(d.clock.now())
	f = d.disclosed(f.Key, today, "A neighbor", func(r *data.Disclosure) {
		r.Basis, r.Breach.DiscoveredOn = data.BasisMisdirected, today
	})
	waits := func() bool {
		board := must[data.TodayBoard](t)(d.Today(t.Context(), false))
		return slices.ContainsFunc(board.Items, func(i data.TodayItem) bool { return i.Section == data.SectionDisclosures })
	}
	if !waits() {
		t.Fatal("the assessment is not on Today")
	}
	r := f.Disclosures[0]
	r.Breach = data.BreachAssessment{DiscoveredOn: today, Result: data.BreachLow, AssessedOn: today, AssessedBy: "Privacy officer", Reasons: "Came back unopened."}
	caseDo(t)(d.SaveRecord(t.Context(), f.Key, &r))
	if waits() {
		t.Error("the assessed letter still waits")
	}
}
