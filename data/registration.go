package data

// Registration is what a file of another system, such as an electronic health
// record, says about one patient: who they are and how they are reached, never
// what ails them. It is a reading, not yet part of any case; texts stand as the file
// has them, trimmed and in NFC.
type Registration struct {
	Name PatientName   `json:"name"`
	Also []PatientName `json:"also,omitempty"` // earlier names and aliases
	// BirthDate is YYYY-MM-DD, or as much of it as the file has: YYYY-MM, YYYY.
	BirthDate string `json:"birth_date,omitempty"`
	Sex       string `json:"sex,omitempty"` // male, female, other or unknown; empty where the file says nothing
	// Identifiers are all numbers of the patient but those that are Social Security
	// numbers: of these nothing is kept but that there were some.
	Identifiers []Identifier `json:"identifiers,omitempty"`
	// MRN is the medical record number where the file lets it be known, or the best
	// guess; MRNSure tells which.
	MRN       string         `json:"mrn,omitempty"`
	MRNSure   bool           `json:"mrn_sure,omitempty"`
	Address   *FileAddress   `json:"address,omitempty"`
	Phones    []string       `json:"phones,omitempty"`
	Emails    []string       `json:"emails,omitempty"`
	Languages []FileLanguage `json:"languages,omitempty"`
	// Interpreter is true where the file says that one is needed.
	Interpreter bool   `json:"interpreter,omitempty"`
	Deceased    bool   `json:"deceased,omitempty"`
	DiedOn      string `json:"died_on,omitempty"` // YYYY-MM-DD, or less of it
	// Relatives are representatives, guardians and next of kin. The file's word for
	// what they are proves no authority.
	Relatives []Relative `json:"relatives,omitempty"`
	// MergedInto says that the record is no longer in use and which one goes on in
	// its stead, where the file names it: its number or reference.
	Merged     bool   `json:"merged,omitempty"`
	MergedInto string `json:"merged_into,omitempty"`
	// MergedFrom are the numbers that were given up, where the file is the message of
	// a merge: its name and numbers are then of the record that goes on.
	MergedFrom []Identifier `json:"merged_from,omitempty"`
	// SSNDropped counts the Social Security numbers that the file has and Rapport
	// does not keep.
	SSNDropped int `json:"ssn_dropped,omitempty"`
}

// PatientName is a name in its parts.
type PatientName struct {
	Family string   `json:"family,omitempty"`
	Given  []string `json:"given,omitempty"`
	Prefix []string `json:"prefix,omitempty"`
	Suffix []string `json:"suffix,omitempty"`
	Text   string   `json:"text,omitempty"` // the name in one piece, where the file has it so
	Use    string   `json:"use,omitempty"`  // the file's code: official, usual, maiden, L
}

// Identifier is a number by which a system knows a patient, a visit or an account.
type Identifier struct {
	Value  string `json:"value"`
	System string `json:"system,omitempty"` // who gave it out: a URI, an OID, a facility's name
	Type   string `json:"type,omitempty"`   // the file's code or words for what it is: MR, EPI
}

// FileAddress is an address as a file has it.
type FileAddress struct {
	Lines   []string `json:"line,omitempty"`
	City    string   `json:"city,omitempty"`
	State   string   `json:"state,omitempty"`
	Postal  string   `json:"postal_code,omitempty"`
	Country string   `json:"country,omitempty"`
	Text    string   `json:"text,omitempty"` // in one piece, where the file has it so
	// Street is the first line whole, where the file has it in parts, such as the
	// number of the house and the name of the street.
	Street string `json:"street,omitempty"`
}

// FileLanguage is a language that a patient speaks.
type FileLanguage struct {
	Code      string `json:"code,omitempty"` // as the file has it
	Text      string `json:"text,omitempty"`
	Preferred bool   `json:"preferred,omitempty"`
}

// Relative is somebody whom a registration names beside the patient.
type Relative struct {
	Name     PatientName  `json:"name"`
	Relation string       `json:"relation,omitempty"` // the file's words or code: guardian, MTH
	Phones   []string     `json:"phones,omitempty"`
	Emails   []string     `json:"emails,omitempty"`
	Address  *FileAddress `json:"address,omitempty"`
}

// FileVisit is one stay or appointment that a file tells of: when, where and with
// whom, never why.
type FileVisit struct {
	// Patient is its place among the patients of the file, -1 where the file does
	// not say whose visit it is.
	Patient     int          `json:"patient"`
	Identifiers []Identifier `json:"identifiers,omitempty"` // visit and account numbers
	Status      string       `json:"status,omitempty"`      // the file's words, also such as no standard knows
	Class       string       `json:"class,omitempty"`       // inpatient, AMB
	Type        string       `json:"type,omitempty"`
	// From and To are YYYY-MM-DD, with T and hh:mm after it where the file has a time
	// of day, which is local to the place of care; empty where it says nothing.
	From      string   `json:"from,omitempty"`
	To        string   `json:"to,omitempty"`
	Unit      string   `json:"unit,omitempty"`
	Room      string   `json:"room,omitempty"` // and bed
	Facility  string   `json:"facility,omitempty"`
	Attending []string `json:"attending,omitempty"` // those who treated, as the file names them
	// Encompassing marks the visit during which a clinical document was written, where
	// the document does not list it among its encounters.
	Encompassing bool `json:"encompassing,omitempty"`
}
