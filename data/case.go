package data

import (
	"slices"
	"strings"
	"time"
)

// Case is the row of one matter: its number, kind, state and dates.
type Case struct {
	Key        int64     `json:"-"` // rowid; follows time of entry
	ID         ID        `json:"id"`
	Number     string    `json:"number"`            // PR-2026-00001
	Earlier    string    `json:"earlier,omitempty"` // its number in the system it was imported from
	Kind       Kind      `json:"kind"`
	Nature     Kind      `json:"nature,omitempty"` // what it was called before any rule was asked
	State      State     `json:"state"`
	Resume     State     `json:"resume,omitempty"` // the state to return to after a hold
	Channel    Channel   `json:"channel"`
	ReceivedAt time.Time `json:"received_at"`
	EventDate  Date      `json:"event_date,omitempty"`
	Unit       string    `json:"unit,omitempty"`
	Story      string    `json:"story"` // what happened, in their words
	Remedy     string    `json:"remedy,omitempty"`
	Harm       int       `json:"harm,omitempty"`       // HCAT 0 to 5
	Urgency    Urgency   `json:"urgency,omitempty"`    // how soon somebody must look at it
	Recurrence int       `json:"recurrence,omitempty"` // how likely it is to happen again, 1 to 5; 0 not judged
	Owner      string    `json:"owner"`                // officer's name
	Anonymous  bool      `json:"anonymous,omitempty"`
	Payer      Payer     `json:"payer,omitempty"`
	Shift      Shift     `json:"shift,omitempty"` // in which it happened
	// MayShareName records consent to tell the unit who said it.
	MayShareName bool `json:"may_share_name,omitempty"`

	Answers        Answers        `json:"answers"`
	Classification Classification `json:"classification"`
	// Override is the kind an officer chose against the classifier, if any.
	Override       Kind   `json:"override,omitempty"`
	OverrideReason string `json:"override_reason,omitempty"`

	CompletedOn Date      `json:"completed_on,omitempty"` // investigation completed; printed in the notice
	ClosedAt    time.Time `json:"closed_at,omitzero"`
	Closure     Closure   `json:"closure,omitempty"`
	Reopened    int       `json:"reopened,omitempty"` // how often
	// SubstanceUse marks a case that holds records of substance use treatment:
	// whatever leaves it carries the notice of 42 CFR part 2 ([Part2Notice]).
	SubstanceUse bool   `json:"substance_use,omitempty"`
	MergedInto   string `json:"merged_into,omitempty"` // the number of the case that goes on in its stead
	// ResolvedAt is when staff present resolved it, where they did: before the
	// classifier's row 10 can make it a complaint.
	ResolvedAt time.Time `json:"resolved_at,omitzero"`

	Inquiry   Inquiry     `json:"inquiry,omitzero"`
	Hold      LegalHold   `json:"legal_hold,omitzero"`
	Ending    CloseRecord `json:"ending,omitzero"`
	Purged    PurgeRecord `json:"purged,omitzero"`
	EnteredAt time.Time   `json:"entered_at"`
	EnteredBy string      `json:"entered_by"`
	// Origin says of an imported case where it came from; EnteredBy and EnteredAt
	// are then those of the other system.
	Origin Origin `json:"origin,omitzero"`
}

// Open reports whether the case still waits for something.
func (c Case) Open() bool { return c.State.Open() }

// CaseFile is one case whole.
type CaseFile struct {
	Case
	People   []Person   `json:"people"`
	Issues   []Issue    `json:"issues"`
	Clocks   []Clock    `json:"clocks"`
	Steps    []Step     `json:"steps"`
	Advocacy []Advocacy `json:"advocacy"`
	Contacts []Contact  `json:"contacts"`
	Notes    []Note     `json:"notes"` // restricted ones without their text, until revealed
	Tasks    []Task     `json:"tasks"`
	Letters  []Letter   `json:"letters"`

	Meetings    []Meeting         `json:"meetings,omitempty"`
	Disclosures []Disclosure      `json:"disclosures,omitempty"`
	Recoveries  []Recovery        `json:"recoveries,omitempty"`
	Escalations []Escalation      `json:"escalations,omitempty"`
	Actions     []ActionPlan      `json:"actions,omitempty"`
	Reviews     []CommitteeReview `json:"reviews,omitempty"`
	Limits      []ConductLimit    `json:"conduct_limits,omitempty"`
	Offers      []FilingOffer     `json:"filing_offers,omitempty"`
	Handouts    []Handout         `json:"handouts,omitempty"`
	Handovers   []Handover        `json:"handovers,omitempty"`
	Approvals   []LetterApproval  `json:"letter_approvals,omitempty"`
	Returns     []LetterReturn    `json:"letter_returns,omitempty"`
	Received    []Received        `json:"received,omitempty"` // from other offices, the first one first
	Visits      []Visit           `json:"visits,omitempty"`

	Attachments []Attachment `json:"attachments,omitempty"` // without their bytes

	// Restriction keeps the case to people by name; nil: everybody whose role sees
	// cases may see it.
	Restriction *Restriction `json:"restriction,omitempty"`

	// Links are other cases of the same matter, and those merged into this one.
	Links []CaseLink `json:"links,omitempty"`
}

// Person returns the first person who plays role.
func (f *CaseFile) Person(role Role) (Person, bool) {
	for _, p := range f.People {
		if p.Role == role {
			return p, true
		}
	}
	return Person{}, false
}

// PersonByID returns the person with the id.
func (f *CaseFile) PersonByID(id ID) (Person, bool) {
	for _, p := range f.People {
		if p.ID == id {
			return p, true
		}
	}
	return Person{}, false
}

// Names reports whether a letter went to the person or a record of the case is
// about them.
func (f *CaseFile) Names(id ID) bool {
	p, _ := f.PersonByID(id)
	// A record that names no patient is about the one of the case.
	about := func(patient ID) bool { return patient == id || patient == (ID{}) && p.Role == RolePatient }
	return slices.ContainsFunc(f.Letters, func(l Letter) bool { return l.Draft.Addressee == id }) ||
		slices.ContainsFunc(f.Disclosures, func(d Disclosure) bool { return about(d.Patient) }) ||
		slices.ContainsFunc(f.Recoveries, func(r Recovery) bool { return about(r.Patient) }) ||
		slices.ContainsFunc(f.Limits, func(l ConductLimit) bool { return l.Person == id })
}

// Complainant returns who speaks up; for a patient who speaks for themselves,
// the patient.
func (f *CaseFile) Complainant() (Person, bool) {
	if p, ok := f.Person(RoleComplainant); ok {
		return p, true
	}
	return f.Person(RolePatient)
}

// Letter returns the newest issued letter of the kind.
func (f *CaseFile) Letter(kind LetterKind) (Letter, bool) {
	for i := len(f.Letters) - 1; i >= 0; i-- {
		if f.Letters[i].Kind == kind {
			return f.Letters[i], true
		}
	}
	return Letter{}, false
}

// Notice returns the newest issued notice of decision of either kind.
func (f *CaseFile) Notice() (Letter, bool) {
	for i := len(f.Letters) - 1; i >= 0; i-- {
		if f.Letters[i].Kind.Spec().Notice {
			return f.Letters[i], true
		}
	}
	return Letter{}, false
}

// MaxSeverity returns the highest severity over the issues.
func (f *CaseFile) MaxSeverity() int {
	m := 0
	for _, i := range f.Issues {
		m = max(m, i.Severity)
	}
	return m
}

// HistoryEntry is one line of a case's history: an entry of the audit chain
// that names the case.
type HistoryEntry struct {
	Seq     int64     `json:"seq"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	Action  string    `json:"action"`  // what was done, a short code such as case.open or note.add
	Summary string    `json:"summary"` // one plain sentence
	Before  string    `json:"before,omitempty"`
	After   string    `json:"after,omitempty"`
}

// Intake is what the officer wrote down when a matter came in.
type Intake struct {
	Channel    Channel   `json:"channel"`
	ReceivedAt time.Time `json:"received_at"`
	EventDate  Date      `json:"event_date,omitempty"`
	Unit       string    `json:"unit,omitempty"`
	Story      string    `json:"story"`
	Remedy     string    `json:"remedy,omitempty"`
	Harm       int       `json:"harm,omitempty"`
	Anonymous  bool      `json:"anonymous,omitempty"`
	// MayShareName records consent to tell the unit who said it.
	MayShareName bool `json:"may_share_name,omitempty"`
	// Nature is what the matter is before any rule is asked: Complaint for
	// anything complained of, or Compliment, Suggestion, Information, Privacy,
	// CivilRights, Billing, LostProperty, PolicyConcern. Empty means Complaint.
	Nature      Kind     `json:"nature,omitempty"`
	Patient     Person   `json:"patient"`
	Complainant Person   `json:"complainant"` // ignored when Relation is Self
	Relation    Relation `json:"relation"`
	Issues      []Issue  `json:"issues"`
	Answers     Answers  `json:"answers"`
	// Override is a kind chosen against the classifier; a downward one needs
	// the reason.
	Override       Kind   `json:"override,omitempty"`
	OverrideReason string `json:"override_reason,omitempty"`
	Owner          string `json:"owner,omitempty"` // empty: the officer signed in
	// Restriction keeps the new case to people by name from the start. It takes
	// [RightRestrict].
	Restriction *Restriction `json:"restriction,omitempty"`
	// People, Visits and Sources come with a file of another system: whom it names
	// beside the patient, when they were here, and what was taken from which file.
	People  []Person    `json:"people,omitempty"`
	Visits  []Visit     `json:"visits,omitempty"`
	Sources []FileTaken `json:"sources,omitempty"`
}

// CaseDetails are the facts of a case that an officer may correct after intake.
type CaseDetails struct {
	Unit      string `json:"unit,omitempty"`
	EventDate Date   `json:"event_date,omitempty"`
	Remedy    string `json:"remedy,omitempty"`
	Harm      int    `json:"harm,omitempty"`
	Owner     string `json:"owner"`
	// SubstanceUse as in [Case].
	SubstanceUse bool `json:"substance_use,omitempty"`
	// Urgency and Recurrence are judged at triage.
	Urgency    Urgency `json:"urgency,omitempty"`
	Recurrence int     `json:"recurrence,omitempty"`
	Payer      Payer   `json:"payer,omitempty"`
	Shift      Shift   `json:"shift,omitempty"`
}

// Details returns the facts of the case that may be corrected.
func (c Case) Details() CaseDetails {
	return CaseDetails{Unit: c.Unit, EventDate: c.EventDate, Remedy: c.Remedy, Harm: c.Harm, Owner: c.Owner, SubstanceUse: c.SubstanceUse,
		Urgency: c.Urgency, Recurrence: c.Recurrence, Payer: c.Payer, Shift: c.Shift}
}

// Closing is what the officer says on closing a case or, in Cause, on opening it
// again.
type Closing struct {
	Reason      Closure         `json:"reason"`
	CompletedOn Date            `json:"completed_on,omitempty"` // of the investigation; zero keeps the one on file
	Satisfied   Satisfied       `json:"satisfied,omitempty"`
	Efforts     []string        `json:"efforts,omitempty"`   // what was done for a person who is not satisfied
	NoAction    string          `json:"no_action,omitempty"` // why the case leads to no action plan
	QAPI        QAPICategory    `json:"qapi,omitempty"`
	Privacy     PrivacyDecision `json:"privacy,omitempty"`
	// Override is a manager's reason to close the case against the gate.
	Override string `json:"override,omitempty"`
	// Cause is why a closed case is opened again; looked at for [ActReopen] alone.
	Cause ReopenCause `json:"cause,omitempty"`
}

// Validate checks the texts and the closed lists of a closing.
func (c Closing) Validate() Missing {
	var m Missing
	m.add(c.Satisfied != "" && !Known(SatisfiedAnswers, c.Satisfied), "satisfied.unknown", "satisfied", "Choose an answer from the list.")
	m.checkText(strings.Join(c.Efforts, "\n"), maxText, "efforts", "What was done")
	m.checkText(c.NoAction, maxText, "no_action", "The reason")
	m.checkText(c.Override, maxText, "override", "The reason")
	m.add(!Known(ReopenCauses, c.Cause), "cause.unknown", "cause", "Choose from the list why the case is opened again.")
	return m
}
