package data

import (
	"slices"
	"time"
)

// Step is one step of the investigation. Which of its fields are used depends
// on its kind (domain 5.3).
type Step struct {
	ID       ID       `json:"id"`
	Kind     StepKind `json:"kind"`
	Subject  string   `json:"subject"` // who was interviewed, which record, which policy, which question
	With     string   `json:"with,omitempty"`
	Due      Date     `json:"due,omitempty"`
	DoneOn   Date     `json:"done_on,omitempty"`
	Result   string   `json:"result,omitempty"`    // what was learned or answered
	InLetter string   `json:"in_letter,omitempty"` // how the letter tells of it; empty leaves it out
	By       string   `json:"by"`

	// Of an interview.
	Position string `json:"position,omitempty"` // of the person interviewed
	Place    string `json:"place,omitempty"`
	Present  string `json:"present,omitempty"` // who else was there
	OwnWords string `json:"own_words,omitempty"`
	ReadBack bool   `json:"read_back,omitempty"` // read back and agreed

	// Of a record review: the period, and why no more was read (45 CFR 164.502(b)).
	From    Date   `json:"from,omitempty"`
	To      Date   `json:"to,omitempty"`
	Minimum string `json:"minimum,omitempty"`

	// Of a policy review.
	PolicyNumber string   `json:"policy_number,omitempty"`
	Version      string   `json:"version,omitempty"`
	Followed     Followed `json:"followed,omitempty"`
	Adequate     Followed `json:"adequate,omitempty"`

	// Of a referral to a department.
	Unit      string     `json:"unit,omitempty"`
	Questions []string   `json:"questions,omitempty"`
	Records   string     `json:"records,omitempty"` // wanted from the department
	SentOn    Date       `json:"sent_on,omitempty"`
	Reminders []Reminder `json:"reminders,omitempty"`
	Director  Date       `json:"director,omitempty"` // passed on to the director on
	CheckOn   Date       `json:"check_on,omitempty"` // when somebody looks whether it worked; none for mere facts
	Worked    Effect     `json:"worked,omitempty"`   // did it work?
	WorkedOn  Date       `json:"worked_on,omitempty"`
	ThankedOn Date       `json:"thanked_on,omitempty"`

	// Of a timeline entry.
	When time.Time `json:"when,omitzero"`
}

// Followed is an answer about a policy.
type Followed string

// FollowedAnswers lists the answers.
var FollowedAnswers = []Term[Followed]{
	{"yes", "Yes"}, {"partly", "In part"}, {"no", "No"}, {"not_applicable", "Does not apply"},
}

// String returns the label.
func (f Followed) String() string { return labelOf(FollowedAnswers, f) }

// Reminder is one reminder of a referral.
type Reminder struct {
	On  Date   `json:"on"`
	How string `json:"how,omitempty"`
	By  string `json:"by"`
}

// ReminderDays are the days before and after the due date of a referral on which
// its manager is reminded: two before, the day itself, two after; then it goes
// to the director.
var ReminderDays = []int{-2, 0, 2}

// Inquiry is what belongs to the investigation as a whole: the plan, the cause,
// the look at conflicts of interest, the sign-off.
type Inquiry struct {
	Approach  string   `json:"approach,omitempty"`
	Questions []string `json:"questions,omitempty"` // to be answered
	Lead      string   `json:"lead,omitempty"`
	Due       Date     `json:"due,omitempty"`
	Causes    []Cause  `json:"causes,omitempty"`
	Whys      []string `json:"whys,omitempty"` // the five whys, each answering the one before
	CauseNote string   `json:"cause_note,omitempty"`
	// Independent: whoever decides is not the one complained about and has no
	// stake in the result.
	Independent   bool   `json:"independent,omitempty"`
	IndependentBy string `json:"independent_by,omitempty"`
	IndependentOn Date   `json:"independent_on,omitempty"`
	SignedBy      string `json:"signed_by,omitempty"`
	SignedOn      Date   `json:"signed_on,omitempty"`
	SignedNote    string `json:"signed_note,omitempty"`
}

// Cause is one line of the list of causes.
type Cause string

// Causes is the starting list of causes: the root causes of a grievance of the
// usual record systems (domain 5.3), and a few that hospitals add.
var Causes = []Term[Cause]{
	{"administrative_error", "Administrative error"}, {"training", "Insufficient training"}, {"equipment", "Substandard equipment"},
	{"resources", "Insufficient resources or staffing"}, {"coordination", "Poor coordination between providers"},
	{"support", "Insufficient support of the patient"}, {"policy", "Inadequate policy"}, {"policy_not_followed", "Policy not followed"},
	{"communication", "Communication"}, {"environment", "Place or environment"}, {"individual", "Individual conduct"}, {"none", "No cause within the hospital"},
}

// String returns the label.
func (c Cause) String() string { return labelOf(Causes, c) }

// MaxWhys is how often "why?" is asked.
const MaxWhys = 5

// Validate checks the plan and the causes.
func (q Inquiry) Validate(today Date) Missing {
	var m Missing
	for _, c := range q.Causes {
		m.add(!Known(Causes, c), "causes", "causes", "Choose the causes from the list.")
	}
	m.add(slices.ContainsFunc(q.Whys, blank), "whys", "whys", "Begin with the first why, and answer each before the next.")
	m.add(!q.Due.IsZero() && q.Due < earliest, "due.old", "due", "The day lies before 1990; correct the year.")
	m.checkText(q.Approach, maxText, "approach", "The approach")
	m.checkText(q.Lead, maxLine, "lead", "The name")
	m.checkText(q.CauseNote, maxText, "cause_note", "The note on the cause")
	m.add(len(q.Whys) > MaxWhys, "whys.many", "whys", "Five whys are enough; a chain that is longer has more than one cause.")
	m.checkTexts(q)
	return m
}

// SignOffGate lists what stands between the investigation and its sign-off:
// every issue has its finding, every referral its answer, and whoever decides
// has no stake in the result.
func SignOffGate(f CaseFile, s Settings) Missing {
	m := outcomesGuard(f, s)
	m = append(m, openReferrals(f)...)
	m.add(!f.Inquiry.Independent, "independent", "independent", "Tick that whoever decides is not the one complained about and has no stake in the result.")
	return m
}
