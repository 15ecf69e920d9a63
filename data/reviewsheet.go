package data

import (
	"slices"
	"strings"
)

// FileSource is what is kept of the file that a reading came from: never its name,
// its place or its words.
type FileSource struct {
	Format string `json:"format"`          // fhir, ccda, hl7v2, csv, banner, zip
	Maker  string `json:"maker,omitempty"` // the program that wrote it, as it says itself
	SHA256 string `json:"sha256,omitempty"`
}

// fileFormats are the formats as people read them.
var fileFormats = map[string]string{"fhir": "FHIR file", "ccda": "C-CDA document", "hl7v2": "HL7 version 2 message", "csv": "work list",
	"banner": "pasted text", "zip": "ZIP file", "smart": "live link"}

// Kind names the kind of the file: "FHIR file".
func (s FileSource) Kind() string {
	if words, ok := fileFormats[s.Format]; ok {
		return words
	}
	return "file"
}

// FilePatient is what a file says about one patient, with the visits that are
// theirs. Without a registration it is what stands in a file that names no patient.
type FilePatient struct {
	Registration *Registration
	Visits       []FileVisit
	Relatives    []Relative // beside those of the registration
	Staff        []string   // beside those who treated in the visits
	// Others are the names of the patients whom the file speaks of without having a
	// registration of theirs.
	Others  []string
	Remarks []string // sentences of the reader for the sheet
}

// RowState tells what can be done with a row of a [ReviewSheet].
type RowState string

// The states of a row.
const (
	RowOpen  RowState = ""     // it may be ticked
	RowSame  RowState = "same" // the case has it already
	RowShown RowState = "shown"
)

// ReviewRow is one value that a file has.
type ReviewRow struct {
	Key   string `json:"key"` // patient.family, relative.0, visit.2: the same in each sheet of one reading
	Label string `json:"label"`
	Found string `json:"found"`
	From  string `json:"from"` // where in the file: PID-5, Patient.name
	Now   string `json:"now,omitempty"`
	Taken bool   `json:"taken"`
	// Why is what the officer should know before it is taken.
	Why   string   `json:"why,omitempty"`
	State RowState `json:"state,omitempty"`
	// Choices are the values of which one is taken, where the file has several;
	// Choice is the place of the one that Found shows.
	Choices []string `json:"choices,omitempty"`
	Choice  int      `json:"choice,omitempty"`
}

// ReviewSheet compares what a file says about a patient with what a case has.
// Nothing of it is in the case before somebody accepts it.
type ReviewSheet struct {
	Source FileSource  `json:"source"`
	Rows   []ReviewRow `json:"rows"`
	// Notes are sentences about the whole reading: what was dropped, that the record
	// was merged.
	Notes []string `json:"notes,omitempty"`
	// Stranger warns that the file is probably about another patient than the case:
	// it is taken only with a confirmation of its own. Empty: no such sign.
	Stranger string `json:"stranger,omitempty"`

	of      FilePatient
	patient Person // of the case; empty where it has none
}

// NewReviewSheet compares what a file says with the case. A tick starts on where
// the case has nothing and the value is sure, and off where it would overwrite
// something. The settings remember which number of a source is the medical record
// number.
func NewReviewSheet(f CaseFile, from FileSource, of FilePatient, set Settings, today Date) ReviewSheet {
	s := ReviewSheet{Source: from, of: of, Notes: slices.Clone(of.Remarks)}
	b := sheetBuilder{ReviewSheet: &s, file: f, set: set, today: today}
	s.patient, _ = f.Person(RolePatient)
	r := of.Registration
	switch {
	case r == nil:
		s.Stranger = othersWords(of.Others, s.patient)
		b.explain("The file names no patient. Check that what it holds belongs to the patient of this case; nothing is ticked until you do.")
	case r.Merged:
		s.Stranger = mergedStranger(*r, b.patient)
		b.merged(*r)
		return s
	default:
		s.Stranger = strangerWords(*r, b.patient)
		b.registration(*r)
	}
	b.relatives()
	b.visits()
	b.staff()
	if s.Stranger != "" {
		s.Tick(false)
	}
	return s
}

// Row returns the row with the key.
func (s *ReviewSheet) Row(key string) (*ReviewRow, bool) {
	for i := range s.Rows {
		if s.Rows[i].Key == key {
			return &s.Rows[i], true
		}
	}
	return nil, false
}

// Tick sets the ticks of all rows that may be ticked.
func (s *ReviewSheet) Tick(on bool) {
	for i := range s.Rows {
		s.Rows[i].Taken = on && s.Rows[i].State == RowOpen
	}
}

// Set ticks one row or takes its tick off; a row that cannot be taken stays as it is.
func (s *ReviewSheet) Set(key string, on bool) {
	if r, ok := s.Row(key); ok && r.State == RowOpen {
		r.Taken = on
	}
}

// Choose takes another of the values that the file has for the row, and ticks it.
func (s *ReviewSheet) Choose(key string, choice int) {
	r, ok := s.Row(key)
	if !ok || choice < 0 || choice >= len(r.Choices) || r.State == RowShown {
		return
	}
	r.Choice, r.Found = choice, r.Choices[choice]
	r.State, r.Taken = RowOpen, true
	if sameValue(key, s.valueOf(*r), r.Now) {
		r.State, r.Taken = RowSame, false
	}
	if numbers, ok := s.Row("patient.numbers"); ok && key == "patient.mrn" { // those that are left
		numbers.Found = numberList(otherNumbers(*s.of.Registration, s.patient, s.valueOf(*r)))
	}
}

// Ticked counts the rows that are ticked.
func (s *ReviewSheet) Ticked() int {
	n := 0
	for _, r := range s.Rows {
		if r.Taken {
			n++
		}
	}
	return n
}

// Taking is what an officer accepted of a file.
type Taking struct {
	Sheet ReviewSheet
	// Confirmed says that the officer looked at the warning of a sheet whose
	// patient may be another.
	Confirmed bool
}

// Gaps lists what stands against taking it.
func (t Taking) Gaps() Missing {
	var m Missing
	m.add(t.Sheet.Ticked() == 0, "taking.empty", "rows", "Tick what you want to take from the file.")
	m.add(t.Sheet.Stranger != "" && !t.Confirmed, "taking.stranger", "confirmed", "The file may be about another patient. Check it, and confirm that it is the same.")
	return m
}

// FileTaken is what the history keeps of a file that something was taken from.
type FileTaken struct {
	Source FileSource `json:"source"`
	Fields []string   `json:"fields"` // labels of what was taken, never the values
	// MRN is which number was chosen as the medical record number, where the file
	// did not say: to be remembered for its source.
	MRN *MRNSource `json:"mrn,omitempty"`
}

// Sentence says it for the history.
func (t FileTaken) Sentence() string {
	words := "Took from a " + t.Source.Kind()
	if t.Source.Maker != "" {
		words += " of " + t.Source.Maker
	}
	words += ": " + strings.Join(t.Fields, ", ") + "."
	if t.Source.SHA256 != "" {
		words += " SHA-256 " + t.Source.SHA256 + "."
	}
	return words
}

// MRNSource says which number of a record system is the medical record number.
type MRNSource struct {
	Maker  string `json:"maker,omitempty"`
	System string `json:"system,omitempty"`
	Type   string `json:"type,omitempty"`
}

// String names the choice for the history: it holds no number of anybody.
func (m MRNSource) String() string {
	return joinWords(", ", m.Type, m.System, m.Maker)
}

// maxMRNSources is how many choices are remembered, the newest first.
const maxMRNSources = 200

// RememberMRN returns the settings with the choice; one that they have already
// changes nothing.
func (s Settings) RememberMRN(m MRNSource) Settings {
	if m.System == "" && m.Type == "" || slices.Contains(s.MRNSources, m) {
		return s
	}
	// One choice for each program: the newest answers.
	kept := slices.DeleteFunc(slices.Clone(s.MRNSources), func(o MRNSource) bool { return o.Maker == m.Maker && o.System == m.System })
	s.MRNSources = append([]MRNSource{m}, kept[:min(len(kept), maxMRNSources-1)]...)
	return s
}

// ReviewTaken is what the ticked rows of a sheet make of a case.
type ReviewTaken struct {
	People []Person // those of the case that change have an id
	Visits []Visit
	FileTaken
}

// Taken returns what the ticked rows make of the case: its people with the new
// values, those who are new, and the visits.
func (s *ReviewSheet) Taken(f CaseFile) ReviewTaken {
	t := ReviewTaken{FileTaken: FileTaken{Source: s.Source}}
	patient, known := f.Person(RolePatient)
	if !known {
		patient.Role = RolePatient
	}
	before := patient
	counts := map[string]int{}
	for _, r := range s.Rows {
		if !r.Taken {
			continue
		}
		group, _, _ := strings.Cut(r.Key, ".")
		switch group {
		case "patient":
			s.put(&patient, r)
			t.Fields = append(t.Fields, lowerFirst(r.Label))
			if r.Key == "patient.mrn" {
				t.MRN = s.mrnSource(r)
			}
		case "relative":
			t.People = append(t.People, s.relative(r.Key))
			counts["relative"]++
		case "staff":
			t.People = append(t.People, s.staffPerson(r))
			counts["staff"]++
		case "visit":
			t.Visits = append(t.Visits, s.visit(r.Key))
			counts["visit"]++
		}
	}
	if !patient.Equal(before) {
		t.People = append([]Person{patient}, t.People...)
	}
	t.Fields = append(t.Fields, takenWords(counts)...)
	return t
}

// takenWords says how many people and visits are taken.
func takenWords(counts map[string]int) []string {
	var all []string
	for _, c := range []struct{ key, one, many string }{{"relative", "a person to verify", "people to verify"}, {"staff", "a member of staff", "members of staff"}, {"visit", "a visit", "visits"}} {
		switch n := counts[c.key]; {
		case n == 1:
			all = append(all, c.one)
		case n > 1:
			all = append(all, numberWords("", int64(n))+" "+c.many)
		}
	}
	return all
}

// Changed reports whether the case has other values now than the sheet showed
// beside the rows that are ticked.
func (s *ReviewSheet) Changed(f CaseFile, set Settings, today Date) bool {
	fresh := NewReviewSheet(f, s.Source, s.of, set, today)
	if fresh.Stranger != "" && s.Stranger == "" {
		return true
	}
	return slices.ContainsFunc(s.Rows, func(r ReviewRow) bool {
		now, ok := fresh.Row(r.Key)
		return r.Taken && (!ok || now.Now != r.Now)
	})
}

// Anew compares the same file with the case as it is now. Ticks and choices stay on
// the rows whose value of the case did not change.
func (s *ReviewSheet) Anew(f CaseFile, set Settings, today Date) ReviewSheet {
	fresh := NewReviewSheet(f, s.Source, s.of, set, today)
	for _, old := range s.Rows {
		now, ok := fresh.Row(old.Key)
		if !ok || now.Now != old.Now || now.State != RowOpen {
			continue
		}
		if len(now.Choices) > 0 && now.Choice != old.Choice {
			fresh.Choose(old.Key, old.Choice)
		}
		fresh.Set(old.Key, old.Taken)
	}
	return fresh
}

// File returns the intake as a case that is not saved yet, to compare a file with.
func (in Intake) File() CaseFile {
	f := CaseFile{Case: Case{EventDate: in.EventDate}, People: slices.Clone(in.People), Visits: slices.Clone(in.Visits)}
	patient := in.Patient
	patient.Role = RolePatient
	f.People = append([]Person{patient}, f.People...)
	return f
}

// Take returns the intake with what a sheet, made of [Intake.File], has ticked.
func (in Intake) Take(t Taking) Intake {
	taken := t.Sheet.Taken(in.File())
	for _, p := range taken.People {
		if p.Role == RolePatient {
			in.Patient = p
			in.Patient.Role = ""
			continue
		}
		in.People = append(slices.Clone(in.People), p)
	}
	in.Visits = append(slices.Clone(in.Visits), taken.Visits...)
	in.Sources = append(slices.Clone(in.Sources), taken.FileTaken)
	return in
}

// TakenGaps lists what stands against what came from files: people and visits that
// have no field in the form, and the patient's own values.
func (in Intake) TakenGaps(s Settings, today Date) Missing {
	m := in.Patient.check(today)
	for _, p := range in.People {
		m = append(m, p.Validate(today)...)
	}
	for _, v := range in.Visits {
		m = append(m, ValidateRecord(&v, CaseFile{}, s, today)...)
	}
	return m
}
