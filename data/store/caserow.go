package store

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"rapport/data"
)

// openingLength is how many characters of the story a list shows.
const openingLength = 140

// insertCase writes the row and the details of a new case under the key that it
// bears. (With a key of the database's own making, each case of an import would
// make the search index write itself out.)
func insertCase(t *tx, f *data.CaseFile, received data.Date) error {
	due, what := nextDue(f)
	fact := f.Fact(time.UTC) // no day of the zone is taken from it
	patient, complainant := listNames(f)
	err := t.exec(`insert into cases (key, id, number, kind, state, unit, owner, received_at, received_on, opened_on,
			next_due, next_what, severity, patient, complainant, opening, reopened, ack_due, ack_on, decide_due, decide_on, flags, mrn)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		f.Key, f.ID[:], f.Number, string(f.Kind), string(f.State), f.Unit, f.Owner, instant(f.ReceivedAt), int64(received), int64(received),
		int64(due), what, f.MaxSeverity(), patient, complainant, opening(f.Story), f.Reopened,
		int64(fact.AckDue), int64(fact.AckOn), int64(fact.DecideDue), int64(fact.DecideOn), int(f.Flags()), patientMRN(f))
	if err != nil {
		return fmt.Errorf("writing a case: %w", err)
	}
	return t.put(f.Case, `insert into case_details (case_key, body) values (?, ?)`, f.Key)
}

// updateCase writes the row, the details and the dues of a case that changed.
func updateCase(t *tx, f *data.CaseFile) error {
	due, what := nextDue(f)
	fact := f.Fact(time.UTC) // no day of the zone is taken from it
	patient, complainant := listNames(f)
	err := t.exec(`update cases set kind = ?, state = ?, unit = ?, owner = ?, next_due = ?, next_what = ?, severity = ?,
			patient = ?, complainant = ?, reopened = ?, ack_due = ?, ack_on = ?, decide_due = ?, decide_on = ?,
			flags = ?, mrn = ? where key = ?`,
		string(f.Kind), string(f.State), f.Unit, f.Owner, int64(due), what, f.MaxSeverity(),
		patient, complainant, f.Reopened, int64(fact.AckDue), int64(fact.AckOn), int64(fact.DecideDue), int64(fact.DecideOn),
		int(f.Flags()), patientMRN(f), f.Key)
	if err != nil {
		return fmt.Errorf("writing a case: %w", err)
	}
	text, err := body(f.Case)
	if err != nil {
		return err
	}
	if err := t.exec(`update case_details set body = ? where case_key = ?`, text, f.Key); err != nil {
		return fmt.Errorf("writing a case: %w", err)
	}
	if err := t.exec(`delete from dues where case_key = ?`, f.Key); err != nil {
		return fmt.Errorf("writing what is due: %w", err)
	}
	return insertDues(t, f)
}

// insertDues writes what a case owes: its clocks, promises, tasks, steps and
// whatever its records ask for.
func insertDues(t *tx, f *data.CaseFile) error {
	all := f.Owed()
	for place, o := range all {
		if o.Due.IsZero() {
			continue
		}
		var task any
		if o.Task != (data.ID{}) {
			task = o.Task[:]
		}
		err := t.exec(`insert into dues (due, urgency, case_key, place, what, task, promise, kind, clock, who, section, shelf)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			int64(o.Due), 3-f.MaxSeverity(), f.Key, place, o.What, task, truth(o.Kind == data.OwedPromise),
			string(o.Kind), string(o.Clock), o.Who, o.Section, int(f.Shelf(o, all)))
		if err != nil {
			return fmt.Errorf("writing what is due: %w", err)
		}
	}
	return nil
}

// nextDue returns what a list shows as due next.
func nextDue(f *data.CaseFile) (data.Date, string) {
	if f.Open() {
		if due, what := f.NextDue(); !due.IsZero() {
			return due, what
		}
	}
	return noDue, ""
}

// listNames returns the patient, and the complainant where it is another.
func listNames(f *data.CaseFile) (patient, complainant string) {
	if p, ok := f.Person(data.RolePatient); ok {
		patient = p.ListName()
	}
	if c, ok := f.Person(data.RoleComplainant); ok {
		complainant = c.ListName()
	}
	return patient, complainant
}

// patientMRN returns the patient's record number.
func patientMRN(f *data.CaseFile) string {
	p, _ := f.Person(data.RolePatient)
	return p.MRN
}

// opening returns the first words of a story on one line.
func opening(story string) string {
	if len(story) > 4*openingLength {
		story = story[:4*openingLength] // bytes; enough for the characters wanted
	}
	line := strings.ToValidUTF8(strings.Join(strings.Fields(story), " "), "")
	if utf8.RuneCountInString(line) <= openingLength {
		return line
	}
	cut := string([]rune(line)[:openingLength])
	if i := strings.LastIndexByte(cut, ' '); i > openingLength/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

// indexCaseWords writes the words by which a case is found. Notes of a
// restricted class stay out (domain 9.9).
func indexCaseWords(t *tx, f *data.CaseFile) error {
	if err := t.exec(indexCase, f.Key, caseWords(f)); err != nil {
		return fmt.Errorf("writing the search index: %w", err)
	}
	return nil
}

func caseWords(f *data.CaseFile) string {
	var b strings.Builder
	b.Grow(len(f.Story) + 512)
	caseTexts(f, func(_, text string) { fold(&b, text) })
	return b.String()
}

// caseTexts tells every text by which a case is found, with what it stands in.
// Those that tell most of the matter come first.
func caseTexts(f *data.CaseFile, tell func(where, text string)) {
	tell("What happened", f.Story)
	for _, i := range f.Issues {
		tell("Issue", i.Words)
		tell("Issue", i.Understood)
		tell("Answer to an issue", i.Finding.Answer)
	}
	tell("What they ask for", f.Remedy)
	for _, n := range f.Notes {
		if n.Class.Searchable() {
			tell("Note", n.Text)
		}
	}
	for _, c := range f.Contacts {
		tell("Contact", c.Summary)
		tell("Contact with", c.With)
	}
	for _, l := range f.Letters {
		for _, text := range l.Draft.OwnTexts() {
			tell("Letter", text)
		}
		tell("Letter to", l.Addressee)
	}
	for _, p := range f.People {
		tell(p.Role.String(), joined(p.Given, p.Family))
		tell("Record number", p.MRN)
		for _, also := range p.Also {
			tell("Also known as", also)
		}
		for _, i := range p.Identifiers {
			tell("Other number", i.Value)
		}
	}
	for _, v := range f.Visits {
		tell("Visit number", v.Number)
		tell("Treated by", strings.Join(v.Attending, ", "))
	}
	tell("Number", f.Number)
	tell("Earlier number", f.Earlier)
}

func joined(words ...string) string { return strings.TrimSpace(strings.Join(words, " ")) }
