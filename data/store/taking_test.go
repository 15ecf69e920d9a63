package store

import (
	"errors"
	"strings"
	"testing"

	"rapport/data"
)

// registered is what a file says of a patient, made up for these tests.
func registered() data.FilePatient {
	return data.FilePatient{
		Registration: &data.Registration{
			Name: data.PatientName{Family: "O'Brien-Løkke", Given: []string{"Zoë"}, Suffix: []string{"III"}}, BirthDate: "1961-02-03", Sex: "female",
			Also:        []data.PatientName{{Family: "Quillfeather", Given: []string{"Zoë"}}},
			Identifiers: []data.Identifier{{Value: "E4410", Type: "EPI", System: "urn:oid:1.2.3"}, {Value: "V-88", Type: "VN", System: "urn:oid:1.2.9"}}, MRN: "E4410",
			Emails: []string{"zoe@example.org"}, Relatives: []data.Relative{{Name: data.PatientName{Family: "Brandt", Given: []string{"Ines"}}, Relation: "guardian"}},
		},
		Visits: []data.FileVisit{{Identifiers: []data.Identifier{{Value: "V-88"}}, Class: "IMP", From: "2026-03-04T22:15", To: "2026-03-07", Unit: "4 West", Attending: []string{"Dr. Kim Lowell"}}},
	}
}

var fileSource = data.FileSource{Format: "fhir", Maker: "Some EHR", SHA256: strings.Repeat("ab", 32)}

var someList = data.WorkList{Key: "a digest", Columns: map[string]string{"family": "Last Name"}}

// takingFor accepts everything that a file has for the case.
func (d *desk) takingFor(f data.CaseFile) data.Taking {
	s := data.NewReviewSheet(f, fileSource, registered(), d.Settings(), d.Session.today())
	s.Tick(true)
	return data.Taking{Sheet: s, Confirmed: true}
}

func TestWhatIsTakenFromAFileIsInTheCase(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	caseDo(t)(d.TakeRegistration(t.Context(), f.Key, d.takingFor(f))) // the choice of the number stays remembered
	caseDo(t)(d.Undo(t.Context()))
	before := d.tables()
	got := caseDo(t)(d.TakeRegistration(t.Context(), f.Key, d.takingFor(f)))
	read := caseDo(t)(d.Case(t.Context(), f.Number))
	for _, f := range []data.CaseFile{got, read} {
		p, _ := f.Person(data.RolePatient)
		if p.Suffix != "III" || p.Sex != "female" || len(p.Also) != 1 || len(p.Identifiers) != 1 || p.Email != "zoe@example.org" || p.MRN != "E4410" {
			t.Errorf("the patient is %+v", p)
		}
		guardian, ok := f.Person(data.RoleToVerify)
		if !ok || guardian.MayReceive(d.Session.today()) || guardian.Relation != "guardian" {
			t.Errorf("the guardian is %+v", guardian)
		}
		if doctor, ok := f.Person(data.RoleStaff); !ok || doctor.Family != "Lowell" {
			t.Errorf("the physician is %+v", doctor)
		}
		if len(f.Visits) != 1 || f.Visits[0].Unit != "4 West" || f.Visits[0].By != "Dana Whitfield" {
			t.Errorf("the visits are %+v", f.Visits)
		}
	}
	if set := d.Settings(); len(set.MRNSources) != 1 || set.MRNSources[0].Type != "EPI" {
		t.Errorf("the choice of the record number is remembered as %+v", set.MRNSources)
	}
	d.knowsOfTaking(f)
	if _, err := d.Undo(t.Context()); err != nil {
		t.Fatalf("taking it back: %v", err)
	}
	if after := d.tables(); after != before {
		t.Errorf("after Undo the case is not as it was:\n%s", differences(before, after))
	}
}

// knowsOfTaking checks what the history keeps of it.
func (d *desk) knowsOfTaking(f data.CaseFile) {
	d.t.Helper()
	all, err := d.History(d.ctx(), f.Key, 0, 100)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, e := range all {
		if e.Action != "registration.take" {
			continue
		}
		for _, want := range []string{"FHIR file", "Some EHR", fileSource.SHA256, "e-mail", "a visit", "a person to verify"} {
			if !strings.Contains(e.Summary, want) {
				d.t.Errorf("the history does not name %q: %s", want, e.Summary)
			}
		}
		for _, never := range []string{"zoe@", "E4410", "Brandt", "Lowell"} {
			if strings.Contains(e.Summary+e.Before+e.After, never) {
				d.t.Errorf("the history of the taking repeats a value: %s", never)
			}
		}
		return
	}
	d.t.Error("the history has no entry of the taking")
}

func TestAFileOfAnotherPatientIsTakenOnlyWhenItIsConfirmed(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	p := f.People[0]
	p.Given, p.Family, p.BirthDate = "Rosalind", "Achterberg", data.NewDate(1950, 1, 1)
	f = caseDo(t)(d.SavePerson(t.Context(), f.Key, p))
	taking := d.takingFor(f)
	taking.Confirmed = false
	_, err := d.TakeRegistration(t.Context(), f.Key, taking)
	if m := (data.Missing{}); !errors.As(err, &m) || !m.Has("taking.stranger") {
		t.Errorf("it was taken without a confirmation: %v", err)
	}
	taking.Confirmed = true
	caseDo(t)(d.TakeRegistration(t.Context(), f.Key, taking))
}

func TestASheetThatIsOldTakesNothing(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	taking := d.takingFor(f)
	p := f.People[0]
	p.Email = "typed@example.org"
	caseDo(t)(d.SavePerson(t.Context(), f.Key, p))
	before := d.tables()
	if _, err := d.TakeRegistration(t.Context(), f.Key, taking); !errors.Is(err, data.ErrConflict) {
		t.Errorf("got %v, want that the case changed meanwhile", err)
	}
	if after := d.tables(); after != before {
		t.Errorf("something was written: %s", differences(before, after))
	}
}

func TestAnIntakeBringsWhatItTookFromAFile(t *testing.T) {
	d := newDesk(t, false)
	in := spoken(d.clock.now())
	in.Patient = data.Person{}
	s := data.NewReviewSheet(in.File(), fileSource, registered(), d.Settings(), d.Session.today())
	s.Tick(true)
	f := caseDo(t)(d.OpenCase(t.Context(), in.Take(data.Taking{Sheet: s})))
	read := caseDo(t)(d.Case(t.Context(), f.Number))
	if p, _ := read.Person(data.RolePatient); p.MRN != "E4410" || len(read.People) < 3 || len(read.Visits) != 1 || read.Visits[0].By != "Dana Whitfield" {
		t.Errorf("the case is %+v, visits %+v", read.People, read.Visits)
	}
	d.knowsOfTaking(read)
}
