// Package ehr reads what electronic health records give away about a patient and
// their visits: FHIR JSON, C-CDA, HL7 version 2, a work list as delimited text, a
// ZIP of these, and the text of a registration banner. It tells the kind by the
// content, never by the name of the file.
//
// Readers are tolerant: a number where a text belongs, an unknown code or a missing
// part costs that field, never the record. They take demographics and the context
// of visits alone; what ails somebody is never read into memory that outlives the
// reading. A file is trusted in nothing: see [MaxFile] and the
// bounds beside it.
package ehr

import "rapport/data"

// Outcome says what can be done with a file.
type Outcome string

// The outcomes.
const (
	OutcomeImport     Outcome = "import"     // a patient, with a name to tell them by
	OutcomeNoPatient  Outcome = "no-patient" // visits, relatives or staff alone: something for an open case
	OutcomeIncomplete Outcome = "incomplete" // a patient's record without what identifies somebody: merged away, or masked
	OutcomeRefuse     Outcome = "refuse"     // not a file that can be read, or not one that is safe to read
	OutcomeEither     Outcome = "either"     // a fragment: a header without its document, still readable
	OutcomeMap        Outcome = "map"        // a table whose columns somebody must name first
)

// Format is the kind of a file.
type Format string

// The formats.
const (
	FormatFHIR    Format = "fhir"
	FormatCCDA    Format = "ccda"
	FormatHL7     Format = "hl7v2"
	FormatTable   Format = "csv"
	FormatZIP     Format = "zip"
	FormatBanner  Format = "banner"
	FormatUnknown Format = "unknown"
)

// Reading is what was found in a file.
type Reading struct {
	Format   Format
	Outcome  Outcome
	Maker    string // the program that wrote the file, as it says itself
	Version  string // of the format, as the file says
	Patients []data.Registration
	Visits   []data.FileVisit
	// Relatives stand in the file without a patient of theirs.
	Relatives []data.Relative
	// Staff stand in the file without a visit: practitioners, a patient's own doctor.
	Staff []string
	// Others are the names of patients whom visits or relatives of the file belong to
	// while it has no record of theirs: to compare with the patient of a case.
	Others []string
	// Remarks are sentences for the review sheet: what was dropped, what is odd, why
	// a file is refused. The first one explains the outcome where it is not import.
	Remarks []Remark
	// Table is set where the outcome is map, or where a table was read.
	Table *Table
}

// Remark is a sentence about a file. It quotes nothing that identifies anybody.
type Remark struct {
	Field    string `json:"field,omitempty"` // a key such as identifiers or birth_date; empty: the whole file
	Sentence string `json:"sentence"`
}

// whichPatient is the field of a remark that asks which patient is meant: it is over
// once one is chosen.
const whichPatient = "patients"

// Table is a work list whose columns must be named before it can be taken.
type Table struct {
	Separator string
	Columns   []string
	Rows      int
	Sample    [][]string // the first rows
	Dates     string     // day_first or month_first, where the dates prove it; empty: ask, if Undecided
	// Undecided is how many dates can be read in either order.
	Undecided int
	// Guess is what the columns probably hold, and Key what an answer to it is
	// remembered by.
	Guess TableMap
	Key   string
}

// Encounters is how many visits the file tells of, without the one during which a
// document was written.
func (r Reading) Encounters() int {
	n := 0
	for _, v := range r.Visits {
		if !v.Encompassing {
			n++
		}
	}
	return n
}
