package data

// Advocacy is something done on the patient's behalf (domain 5.4).
type Advocacy struct {
	ID        ID              `json:"id"`
	Kind      AdvocacyKind    `json:"kind"`
	Goal      string          `json:"goal"`
	With      string          `json:"with,omitempty"` // insurer, physician, agency
	Due       Date            `json:"due,omitempty"`
	DoneOn    Date            `json:"done_on,omitempty"`
	Outcome   AdvocacyOutcome `json:"outcome,omitempty"`
	Result    string          `json:"result,omitempty"`
	Recovered int64           `json:"recovered,omitempty"` // US cents
	By        string          `json:"by"`

	Steps  []AdvocacyStep `json:"steps,omitempty"`
	Papers []Paper        `json:"papers,omitempty"` // documents that it needs
	Levels []AppealLevel  `json:"levels,omitempty"` // of an appeal, in order
}

// AdvocacyStep is one step towards the goal.
type AdvocacyStep struct {
	What   string `json:"what"`
	DoneOn Date   `json:"done_on,omitempty"`
}

// Paper is a document that an action needs.
type Paper struct {
	Name string `json:"name"`
	Have bool   `json:"have,omitempty"`
}

// AppealLevel is one round of an appeal: the notice it answers, the day by which
// it must be filed, and how it was decided. The notice itself controls; what the
// calculator says is to be verified on it.
type AppealLevel struct {
	ID   ID         `json:"id"`
	Path AppealPath `json:"path"`
	// Basis is the day from which the time to file runs: which day that is the
	// path says (receipt of the denial, date on the notice, day of discharge).
	Basis       Date          `json:"basis"`
	Urgent      bool          `json:"urgent,omitempty"`
	FileBy      Date          `json:"file_by"`
	Verified    bool          `json:"verified,omitempty"` // compared with the notice
	FiledOn     Date          `json:"filed_on,omitempty"`
	DecisionDue Date          `json:"decision_due,omitempty"`
	DecidedOn   Date          `json:"decided_on,omitempty"`
	Outcome     AppealOutcome `json:"outcome,omitempty"`
	Cents       int64         `json:"cents,omitempty"` // recovered at this level
	Remark      string        `json:"remark,omitempty"`
}

// AppealOutcome is how a level of an appeal was decided.
type AppealOutcome string

// AppealOutcomes lists the outcomes.
var AppealOutcomes = []Term[AppealOutcome]{
	{"overturned", "Denial overturned"}, {"partly", "Overturned in part"}, {"upheld", "Denial upheld"},
	{"dismissed", "Dismissed"}, {"withdrawn", "Withdrawn"},
}

// String returns the label.
func (o AppealOutcome) String() string { return labelOf(AppealOutcomes, o) }
