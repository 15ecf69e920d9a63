package data

import "time"

// Issue is one thing complained of inside a case: the unit of category,
// finding and answer.
type Issue struct {
	ID    ID     `json:"id"`
	Words string `json:"words"` // the complainant's own words
	// Understood is the issue as the officer understood it; AgreedOn is the day
	// on which it was read back and the person agreed.
	Understood  string     `json:"understood,omitempty"`
	AgreedOn    Date       `json:"agreed_on,omitempty"`
	Category    string     `json:"category"`
	Subcategory string     `json:"subcategory,omitempty"`
	Taxonomy    int        `json:"taxonomy,omitempty"` // version of the list that the category was chosen from; 0 as 1
	Severity    int        `json:"severity"`           // HCAT 0 to 3
	Stage       Stage      `json:"stage,omitempty"`
	StaffGroup  StaffGroup `json:"staff_group,omitempty"`
	Unit        string     `json:"unit,omitempty"`
	Finding     Finding    `json:"finding"`
	From        string     `json:"from,omitempty"` // number of the case that it came from by a merge
}

// Stage is the stage of care that an issue is about (HCAT).
type Stage string

// Stages lists the stages of care.
var Stages = []Term[Stage]{
	{"admissions", "Admissions"}, {"examination", "Examination and diagnosis"}, {"ward", "Care on the ward"},
	{"procedure", "Operation or procedure"}, {"discharge", "Discharge or transfer"}, {"unspecified", "Other or not said"},
}

// String returns the label.
func (s Stage) String() string { return labelOf(Stages, s) }

// Finding is what the investigation concluded about one issue.
type Finding struct {
	Outcome Outcome   `json:"outcome,omitempty"` // empty while open
	Reasons string    `json:"reasons,omitempty"` // for the file
	Answer  string    `json:"answer,omitempty"`  // for the letter, in plain words
	At      time.Time `json:"at,omitzero"`
	By      string    `json:"by,omitempty"`
}
