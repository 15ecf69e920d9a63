package data

import (
	"strings"
	"testing"
)

// fileOf is a registration as a reader fills it, made up for these tests.
func fileOf() Registration {
	return Registration{
		Name:      PatientName{Family: "Quillfeather", Given: []string{"Odalys", "M"}, Prefix: []string{"Ms."}, Suffix: []string{"Jr."}},
		Also:      []PatientName{{Family: "Brandt", Given: []string{"Odalys"}, Use: "maiden"}, {Family: "Quillfeather", Given: []string{"Odalys", "M"}}},
		BirthDate: "1961-02-03", Sex: "female",
		Identifiers: []Identifier{{Value: "E4410", Type: "EPI", System: "urn:oid:1.2.3"}, {Value: "007755", Type: "WEB", System: "urn:oid:1.2.4"}},
		MRN:         "E4410",
		Address:     &FileAddress{Lines: []string{"9 Alder Row"}, City: "Fairview", State: "OH", Postal: "44126-", Country: "US"},
		Phones:      []string{"(440) 555-0136", "440-555-0199"}, Emails: []string{"not an address", "odalys@example.org"},
		Languages: []FileLanguage{{Code: "eng"}, {Code: "spa", Preferred: true}}, Interpreter: true,
		Relatives:  []Relative{{Name: PatientName{Family: "Brandt", Given: []string{"Ines"}}, Relation: "MTH", Phones: []string{"440-555-0142"}}, {Relation: "guardian"}},
		SSNDropped: 1,
	}
}

func sheetOf(f CaseFile, r Registration, visits ...FileVisit) ReviewSheet {
	return NewReviewSheet(f, FileSource{Format: "fhir", Maker: "Some EHR"}, FilePatient{Registration: &r, Visits: visits}, Settings{}, NewDate(2026, 11, 27))
}

func caseWith(p Person) CaseFile {
	p.ID, p.Role = NewID(), RolePatient
	return CaseFile{People: []Person{p}}
}

func rowOf(t *testing.T, s ReviewSheet, key string) ReviewRow {
	t.Helper()
	r, ok := s.Row(key)
	if !ok {
		t.Fatalf("the sheet has no row %s", key)
	}
	return *r
}

func TestTheSheetTicksWhatIsSureAndNew(t *testing.T) {
	s := sheetOf(CaseFile{}, fileOf())
	for key, want := range map[string]string{
		"patient.title": "Ms.", "patient.given": "Odalys M", "patient.family": "Quillfeather", "patient.suffix": "Jr.", "patient.also": "Odalys Brandt",
		"patient.birth_date": "1961-02-03", "patient.sex": "Female", "patient.address": "9 Alder Row, Fairview, OH 44126", "patient.phone": "(440) 555-0136",
		"patient.email": "odalys@example.org", "patient.language": "Spanish", "patient.interpreter": "Spoken language", "relative.0": "Ines Brandt, MTH, 440-555-0142",
	} {
		if r := rowOf(t, s, key); r.Found != want || !r.Taken || r.From == "" {
			t.Errorf("%s: found %q, ticked %t, from %q; want %q, ticked", key, r.Found, r.Taken, r.From, want)
		}
	}
	for _, key := range []string{"patient.mrn", "patient.numbers", "relative.1"} {
		if r := rowOf(t, s, key); r.Taken || r.Why == "" {
			t.Errorf("%s is ticked (%t) or says nothing about it (%q)", key, r.Taken, r.Why)
		}
	}
	if !strings.Contains(strings.Join(s.Notes, " "), "Social Security number") {
		t.Errorf("the notes do not say that a Social Security number was left out: %q", s.Notes)
	}
}

func TestTheSheetOverwritesNothingUnasked(t *testing.T) {
	f := caseWith(Person{Given: "Odalys", Family: "Quillfeather", Phone: "440 555 0136", Email: "old@example.org", Street: "1 Elm", BirthDate: NewDate(1961, 2, 3), MRN: "e4410"})
	s := sheetOf(f, fileOf())
	for _, key := range []string{"patient.family", "patient.phone", "patient.birth_date", "patient.mrn"} {
		if r := rowOf(t, s, key); r.State != RowSame || r.Taken {
			t.Errorf("%s: the case has it, but the row is %q, ticked %t", key, r.State, r.Taken)
		}
	}
	for _, key := range []string{"patient.email", "patient.address", "patient.given"} {
		if r := rowOf(t, s, key); r.State != RowOpen || r.Taken || r.Now == "" {
			t.Errorf("%s would overwrite %q; ticked %t", key, r.Now, r.Taken)
		}
	}
	if s.Stranger != "" {
		t.Errorf("the same patient is called a stranger: %s", s.Stranger)
	}
}

func TestAnotherNameAndBirthDateIsAnotherPatient(t *testing.T) {
	for _, c := range []struct {
		name   string
		person Person
		warns  bool
	}{
		{"both differ", Person{Given: "Rosalind", Family: "Achterberg", BirthDate: NewDate(1950, 1, 1)}, true},
		{"name and number differ", Person{Given: "Rosalind", Family: "Achterberg", MRN: "1"}, true},
		{"the name alone differs", Person{Given: "Rosalind", Family: "Achterberg"}, false},
		{"the birth date alone differs", Person{Given: "Odalys", Family: "Quillfeather", BirthDate: NewDate(1950, 1, 1)}, false},
		{"a maiden name", Person{Given: "Odalys", Family: "Brandt", BirthDate: NewDate(1950, 1, 1)}, false},
		{"an initial", Person{Given: "O.", Family: "QUILLFEATHER", BirthDate: NewDate(1950, 1, 1)}, false},
		{"nobody on file", Person{}, false},
	} {
		s := sheetOf(caseWith(c.person), fileOf())
		if (s.Stranger != "") != c.warns {
			t.Errorf("%s: warning %q", c.name, s.Stranger)
		}
		if c.warns && s.Ticked() > 0 {
			t.Errorf("%s: %d rows are ticked before anybody confirmed it", c.name, s.Ticked())
		}
		s.Set("patient.phone", true)
		if got := (Taking{Sheet: s}).Gaps().Has("taking.stranger"); got != c.warns {
			t.Errorf("%s: taking it asks for a confirmation: %t", c.name, got)
		}
		if (Taking{Sheet: s, Confirmed: true}).Gaps().Err() != nil {
			t.Errorf("%s: it cannot be taken although it was confirmed", c.name)
		}
	}
}

func TestTheRecordNumberIsAskedAndRemembered(t *testing.T) {
	s := sheetOf(CaseFile{}, fileOf())
	s.Choose("patient.mrn", 1)
	taken := s.Taken(CaseFile{})
	if p := taken.People[0]; p.MRN != "007755" {
		t.Errorf("the record number is %q, want the one that was chosen, with its zeros", p.MRN)
	}
	if taken.MRN == nil {
		t.Fatal("nothing says which number was chosen")
	}
	set := Settings{}.RememberMRN(*taken.MRN)
	r := fileOf()
	again := NewReviewSheet(CaseFile{}, FileSource{Format: "fhir", Maker: "Some EHR"}, FilePatient{Registration: &r}, set, NewDate(2026, 11, 27))
	if row := rowOf(t, again, "patient.mrn"); !row.Taken || !strings.HasPrefix(row.Found, "007755") {
		t.Errorf("the next file of the source has %q, ticked %t", row.Found, row.Taken)
	}
	other := NewReviewSheet(CaseFile{}, FileSource{Format: "fhir", Maker: "Another"}, FilePatient{Registration: &r}, set, NewDate(2026, 11, 27))
	if rowOf(t, other, "patient.mrn").Taken {
		t.Error("a file of another source is read by the choice of this one")
	}
}

func TestPartialAndImpossibleDatesStayOut(t *testing.T) {
	for _, born := range []string{"1961", "1961-02", "2030-01-01", "1700-01-01", "03/02/1961"} {
		r := fileOf()
		r.BirthDate = born
		s := sheetOf(CaseFile{}, r)
		s.Tick(true)
		if row := rowOf(t, s, "patient.birth_date"); row.State != RowShown || row.Taken || row.Found != born {
			t.Errorf("%s: the row is %+v", born, row)
		}
		if p := s.Taken(CaseFile{}).People[0]; !p.BirthDate.IsZero() {
			t.Errorf("%s came in as %s", born, p.BirthDate)
		}
	}
}

func TestWhoeverDiedGetsNoLetters(t *testing.T) {
	for on, want := range map[string]string{"2026-03-04T10:00": "2026-03-04", "2026-03": "", "": "", "2027-01-01": ""} {
		r := fileOf()
		r.Deceased, r.DiedOn = true, on
		s := sheetOf(CaseFile{}, r)
		p := s.Taken(CaseFile{}).People[0]
		if !p.Deceased || p.DiedOn.String() != want {
			t.Errorf("died on %q: has died %t, on %q; want %q", on, p.Deceased, p.DiedOn, want)
		}
		if !strings.Contains(rowOf(t, s, "patient.deceased").Why, "next of kin") {
			t.Error("the row does not say where letters go")
		}
	}
}

func TestRelativesComeWithoutAuthority(t *testing.T) {
	s := sheetOf(CaseFile{}, fileOf())
	people := s.Taken(CaseFile{}).People
	if len(people) != 2 {
		t.Fatalf("%d people come in, want the patient and one relative", len(people))
	}
	p := people[1]
	if p.Role != RoleToVerify || p.Relation != "parent" || p.Authority != AuthorityNone || p.MayReceive(NewDate(2026, 11, 27)) || !strings.Contains(p.Evidence, "MTH") {
		t.Errorf("the relative is %+v", p)
	}
	if gaps := p.Validate(NewDate(2026, 11, 27)).Err(); gaps != nil {
		t.Errorf("the relative cannot be saved: %v", gaps)
	}
}

func TestAMergedRecordGivesItsNumberAlone(t *testing.T) {
	f := caseWith(Person{Given: "Odalys", Family: "Quillfeather", MRN: "E4410"})
	s := sheetOf(f, Registration{Merged: true, MergedInto: "E9001"}, FileVisit{Unit: "4 West", From: "2026-01-01"})
	if len(s.Rows) != 1 || s.Rows[0].Key != "patient.mrn" || s.Rows[0].Taken || len(s.Notes) == 0 {
		t.Fatalf("the sheet has %+v, notes %q", s.Rows, s.Notes)
	}
	s.Set("patient.mrn", true)
	taken := s.Taken(f)
	if p := taken.People[0]; p.MRN != "E9001" || p.ID != f.People[0].ID || taken.MRN != nil {
		t.Errorf("taken: %+v, remembered %v", p, taken.MRN)
	}
	s = sheetOf(f, Registration{Merged: true, MergedInto: "Patient/12724068"})
	if s.Tick(true); s.Ticked() != 0 {
		t.Error("a reference is offered as a record number")
	}
}

func TestTheVisitOfTheEventIsTicked(t *testing.T) {
	f := CaseFile{Case: Case{EventDate: NewDate(2026, 3, 5)}, Visits: []Visit{{Number: "V1", From: NewDate(2026, 1, 1)}}}
	s := sheetOf(f, fileOf(), FileVisit{Identifiers: []Identifier{{Value: "V1"}}, From: "2026-01-01"},
		FileVisit{Class: "IMP", From: "2026-03-04T22:15", To: "2026-03-07", Unit: "4 West", Attending: []string{"Dr. Kim Lowell, MD"}}, FileVisit{Class: "AMB", From: "2026-05-01", Unit: "Clinic"}, FileVisit{Patient: 3})
	if r := rowOf(t, s, "visit.0"); r.State != RowSame {
		t.Errorf("a visit of the case is offered again: %+v", r)
	}
	if r := rowOf(t, s, "visit.1"); !r.Taken || r.Found != "Inpatient, 4 West; 2026-03-04 22:15 to 2026-03-07; attending Dr. Kim Lowell, MD" {
		t.Errorf("the visit of the event is %+v", r)
	}
	if rowOf(t, s, "visit.2").Taken || rowOf(t, s, "staff.0").Taken {
		t.Error("another visit or a physician is ticked")
	}
	if _, ok := s.Row("visit.3"); ok {
		t.Error("an empty visit is offered")
	}
	s.Set("staff.0", true)
	taken := s.Taken(f)
	doctor := taken.People[len(taken.People)-1]
	if doctor.Role != RoleStaff || doctor.Title != "Dr." || doctor.Given != "Kim" || doctor.Family != "Lowell" || doctor.Suffix != "MD" {
		t.Errorf("the physician is %+v", doctor)
	}
	if v := taken.Visits[0]; v.Validate(f, Settings{}, 0).Err() != nil || v.FromTime != "22:15" {
		t.Errorf("the visit is %+v", v)
	}
}

func TestAFileWithoutAPatientTicksNothing(t *testing.T) {
	s := NewReviewSheet(caseWith(Person{Given: "A", Family: "B"}), FileSource{Format: "fhir"}, FilePatient{Visits: []FileVisit{{Unit: "4 West", From: "2026-03-04"}},
		Relatives: []Relative{{Name: PatientName{Text: "Benedicte du Marché"}}}, Staff: []string{"Adam Careful"}}, Settings{}, NewDate(2026, 11, 27))
	if len(s.Rows) != 3 || s.Ticked() != 0 || len(s.Notes) == 0 {
		t.Fatalf("rows %+v, notes %q", s.Rows, s.Notes)
	}
	s.Tick(true)
	taken := s.Taken(CaseFile{})
	if len(taken.People) != 2 || len(taken.Visits) != 1 || taken.People[0].Family != "du Marché" {
		t.Errorf("taken: %+v", taken)
	}
}

func TestAFileOfVisitsNamesWhoseTheyAre(t *testing.T) {
	of := FilePatient{Visits: []FileVisit{{Unit: "4 West", From: "2026-03-04"}}, Others: []string{"Rosalind Achterberg"}}
	for family, warns := range map[string]bool{"Achterberg": false, "Quillfeather": true, "": false} {
		s := NewReviewSheet(caseWith(Person{Family: family}), FileSource{Format: "fhir"}, of, Settings{}, NewDate(2026, 11, 27))
		if (s.Stranger != "") != warns {
			t.Errorf("the case of %q: %q", family, s.Stranger)
		}
	}
}

func TestUnknownLanguagesAreShown(t *testing.T) {
	for _, c := range []struct {
		code, text, want string
		state            RowState
	}{
		{"spa", "", "Spanish", RowOpen}, {"fr-CN", "", "French", RowOpen}, {"", "SPANISH; CASTILIAN", "Spanish", RowOpen}, {"E", "ENGLISH", "English", RowSame},
		{"151", "", "151", RowShown}, {"M", "", "M", RowShown}, {"zz", "Klingon", "Klingon, zz", RowShown},
	} {
		s := sheetOf(CaseFile{}, Registration{Languages: []FileLanguage{{Code: c.code, Text: c.text}}})
		if r := rowOf(t, s, "patient.language"); r.Found != c.want || r.State != c.state {
			t.Errorf("%s %s: %q, state %q; want %q, %q", c.code, c.text, r.Found, r.State, c.want, c.state)
		}
	}
	s := sheetOf(CaseFile{}, Registration{Languages: []FileLanguage{{Code: "ase", Preferred: true}}})
	if p := s.Taken(CaseFile{}).People[0]; p.Interpreter != "asl" || p.Language != "American Sign Language" {
		t.Errorf("somebody who signs came in as %q, interpreter %q", p.Language, p.Interpreter)
	}
	f := caseWith(Person{Given: "A", Family: "B", Language: "Spanish"})
	s = sheetOf(f, Registration{Languages: []FileLanguage{{Code: "en"}}})
	s.Set("patient.language", true)
	if p := s.Taken(f).People[0]; p.Language != "" {
		t.Errorf("English is kept as %q; the office's own language is left empty", p.Language)
	}
}

func TestASheetKnowsWhenTheCaseWentOn(t *testing.T) {
	f := caseWith(Person{Given: "Odalys", Family: "Quillfeather"})
	s := sheetOf(f, fileOf())
	if s.Changed(f, Settings{}, NewDate(2026, 11, 27)) {
		t.Error("the case is the same, but the sheet says that it changed")
	}
	f.People[0].Phone = "555"
	if !s.Changed(f, Settings{}, NewDate(2026, 11, 27)) {
		t.Error("somebody entered a phone number; the sheet would overwrite it")
	}
	s.Set("patient.phone", false)
	if s.Changed(f, Settings{}, NewDate(2026, 11, 27)) {
		t.Error("what is not taken stands in the way")
	}
}

func TestAnIntakeTakesAFile(t *testing.T) {
	in := Intake{Patient: Person{Given: "Odalys", Pronouns: "she"}, EventDate: NewDate(2026, 3, 5)}
	s := sheetOf(in.File(), fileOf(), FileVisit{Unit: "4 West", From: "2026-03-05"})
	in = in.Take(Taking{Sheet: s})
	if in.Patient.Family != "Quillfeather" || in.Patient.Pronouns != "she" || len(in.People) != 1 || len(in.Visits) != 1 || len(in.Sources) != 1 {
		t.Errorf("the intake is %+v", in)
	}
	said := in.Sources[0].Sentence()
	if strings.Contains(said, "Quillfeather") || !strings.Contains(said, "family name") || !strings.Contains(said, "a visit") || !strings.Contains(said, "Some EHR") {
		t.Errorf("the history would say: %s", said)
	}
}

func TestANameInOnePieceIsParted(t *testing.T) {
	for text, want := range map[string][3]string{
		"Achterberg, Rosalind J": {"Rosalind J", "Achterberg", ""}, "Rosalind Achterberg": {"Rosalind", "Achterberg", ""}, "Ludwig van Beethoven": {"Ludwig", "van Beethoven", ""},
		"Dr. Kim Lowell, MD": {"Kim", "Lowell", "MD"}, "Lowell, Kim, MD": {"Kim", "Lowell", "MD"}, "Cher": {"", "Cher", ""}, "James Chalmers Jr.": {"James", "Chalmers", "Jr."}, "": {},
	} {
		p := personNamed(text)
		if p.Given != want[0] || p.Family != want[1] || p.Suffix != want[2] {
			t.Errorf("%q: %q, %q, %q; want %q", text, p.Given, p.Family, p.Suffix, want)
		}
	}
}

// A visit alone names its patient only beside it; where that is another name than the
// case has, taking it needs a confirmation.
func TestVisitsOfAPatientOfAnotherNameAreWarnedOf(t *testing.T) {
	f := CaseFile{People: []Person{{Role: RolePatient, Given: "Pieter", Family: "van de Heuvel"}}}
	for name, stranger := range map[string]bool{
		"SMART, NANCY": true, "P. van de Heuvel": false, "Pieter van de Heuvel": false, "VAN DE HEUVEL, PIETER": false, "K. van de Heuvel": true, "van de Heuvel": false,
	} {
		of := FilePatient{Visits: []FileVisit{{From: "2026-11-01", Unit: "4 West"}}, Others: []string{name}}
		s := NewReviewSheet(f, FileSource{Format: "fhir"}, of, Settings{}, NewDate(2026, 11, 27))
		if (s.Stranger != "") != stranger {
			t.Errorf("%s: %q", name, s.Stranger)
		}
		s.Tick(true)
		if err := (Taking{Sheet: s}).Gaps().Err(); (err != nil) != stranger {
			t.Errorf("%s: taking it answers %v", name, err)
		}
	}
	if s := NewReviewSheet(f, FileSource{}, FilePatient{Visits: []FileVisit{{Unit: "4 West"}}}, Settings{}, NewDate(2026, 11, 27)); s.Stranger != "" {
		t.Errorf("a file that names nobody: %q", s.Stranger)
	}
}
