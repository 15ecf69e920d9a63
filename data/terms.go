package data

import "github.com/google/uuid"

// ID identifies a record: a version-7 UUID, so that ids follow time.
type ID = uuid.UUID

// NewID returns a fresh version-7 UUID.
func NewID() ID { return uuid.Must(uuid.NewV7()) }

// A Term is one value of a closed list: what is stored, and what people read.
type Term[T ~string] struct {
	Value T
	Label string
}

// Label returns what people read for v in list, or v itself where the list
// does not know it (a value written by a newer version).
func labelOf[T ~string](list []Term[T], v T) string {
	for _, t := range list {
		if t.Value == v {
			return t.Label
		}
	}
	return string(v)
}

// Known reports whether v is in list.
func Known[T ~string](list []Term[T], v T) bool {
	for _, t := range list {
		if t.Value == v {
			return true
		}
	}
	return false
}

// Kind is what a case is. Whether a matter is a grievance is decided by
// [Classify] after 42 CFR 482.13(a)(2) and its interpretive guidelines.
type Kind string

// The kinds of case.
const (
	Grievance     Kind = "grievance"
	Complaint     Kind = "complaint"
	Concern       Kind = "concern"
	Compliment    Kind = "compliment"
	Suggestion    Kind = "suggestion"
	Information   Kind = "information"
	Privacy       Kind = "privacy"
	CivilRights   Kind = "civil_rights"
	Billing       Kind = "billing"
	LostProperty  Kind = "lost_property"
	PolicyConcern Kind = "policy_concern"
)

// Kinds lists the kinds of case in the order in which reports show them.
var Kinds = []Term[Kind]{
	{Grievance, "Grievance"}, {Complaint, "Complaint"}, {Concern, "Concern"},
	{Privacy, "Privacy complaint"}, {CivilRights, "Civil-rights grievance"}, {Billing, "Billing"},
	{LostProperty, "Lost property"}, {PolicyConcern, "Policy concern"}, {Suggestion, "Suggestion"},
	{Information, "Information request"}, {Compliment, "Compliment"},
}

// String returns the label.
func (k Kind) String() string { return labelOf(Kinds, k) }

// NeedsNotice reports whether a case of this kind must end with a written
// notice of decision (42 CFR 482.13(a)(2)(iii)).
func (k Kind) NeedsNotice() bool { return k == Grievance || k == CivilRights }

// Complains reports whether somebody complains of something, so that the quality
// program looks at it; praise, ideas and questions do not.
func (k Kind) Complains() bool { return k != Compliment && k != Suggestion && k != Information }

// Channel is the way in which a matter reached the office (domain 5.1).
type Channel string

// The channels whose legal weight the rules look at; [Channels] has them all.
const (
	InPerson    Channel = "in_person"
	Phone       Channel = "phone"
	Voicemail   Channel = "voicemail"
	ByLetter    Channel = "letter"
	Email       Channel = "email"
	Fax         Channel = "fax"
	WebForm     Channel = "web_form"
	Portal      Channel = "portal"
	CommentCard Channel = "comment_card"
	Survey      Channel = "survey"
)

// Channels lists the channels.
var Channels = []Term[Channel]{
	{InPerson, "In person or at the bedside"}, {Phone, "Phone"}, {Voicemail, "Voicemail"},
	{ByLetter, "Letter"}, {Email, "E-mail"}, {Fax, "Fax"}, {WebForm, "Web form"}, {Portal, "Portal message"},
	{CommentCard, "Comment card"}, {Survey, "Survey comment"}, {"social_media", "Social media or review site"},
	{"rounding", "Rounding"}, {"staff_relay", "Passed on by staff"}, {"executive_office", "Executive office"},
	{"elected_official", "Elected official"}, {"state_agency", "State agency"}, {"qio", "QIO"},
	{"accreditor", "Accreditor"}, {"attorney", "Attorney"}, {"insurer", "Insurer"}, {"media", "News media"},
	{"suggestion_box", "Suggestion box"},
}

// String returns the label.
func (c Channel) String() string { return labelOf(Channels, c) }

// Written reports whether what comes through the channel is written: a letter,
// fax or e-mail, and by analogy a portal message or web form (domain 1.2 row 6).
func (c Channel) Written() bool {
	switch c {
	case ByLetter, Email, Fax, WebForm, Portal, "attorney", "elected_official", "state_agency", "qio", "accreditor":
		return true
	}
	return false
}

// Relation is what a complainant is to the patient.
type Relation string

// Self is the patient speaking for themselves.
const Self Relation = "self"

// Relations lists the relations to the patient.
var Relations = []Term[Relation]{
	{Self, "Self"}, {"spouse", "Spouse or partner"}, {"parent", "Parent"}, {"child", "Child"}, {"sibling", "Sibling"},
	{"family", "Other family"}, {"friend", "Friend"}, {"guardian", "Guardian"}, {"hcpoa", "Health care power of attorney"},
	{"executor", "Executor or next of kin of a deceased patient"}, {"attorney", "Attorney"}, {"advocate", "Advocate or ombudsman"},
	{"facility", "Other facility"}, {"payer", "Payer"}, {"elected_official", "Elected official"}, {"staff", "Staff"},
	{"anonymous", "Anonymous"},
}

// String returns the label.
func (r Relation) String() string { return labelOf(Relations, r) }

// Authority is what lets a person receive the patient's information
// (45 CFR 164.502(g), 164.508, 164.510(b)).
type Authority string

// The kinds of authority.
const (
	AuthoritySelf           Authority = "self"
	AuthorityRepresentative Authority = "representative"
	AuthorityWritten        Authority = "written"
	AuthorityVerbal         Authority = "verbal"
	AuthorityLimited        Authority = "limited"
	AuthorityNone           Authority = "none"
	AuthorityRefused        Authority = "refused"
)

// Authorities lists the kinds of authority.
var Authorities = []Term[Authority]{
	{AuthoritySelf, "Self"}, {AuthorityRepresentative, "Personal representative, document seen"},
	{AuthorityWritten, "Written authorization"}, {AuthorityVerbal, "Verbal permission"},
	{AuthorityLimited, "Limited: no health information"}, {AuthorityNone, "None yet"}, {AuthorityRefused, "Refused by the patient"},
}

// String returns the label.
func (a Authority) String() string { return labelOf(Authorities, a) }

// MayReceive reports whether the authority lets a person receive a letter that
// holds the patient's information.
func (a Authority) MayReceive() bool {
	switch a {
	case AuthoritySelf, AuthorityRepresentative, AuthorityWritten, AuthorityVerbal:
		return true
	}
	return false
}

// Role is the part that a person plays in a case.
type Role string

// The roles.
const (
	RolePatient        Role = "patient"
	RoleComplainant    Role = "complainant"
	RoleRepresentative Role = "representative"
	RoleStaff          Role = "staff"
	// RoleToVerify is somebody whom the file of another system names beside the
	// patient. What it calls them proves no authority.
	RoleToVerify Role = "to_verify"
)

// Roles lists the roles.
var Roles = []Term[Role]{
	{RolePatient, "Patient"}, {RoleComplainant, "Complainant"}, {RoleRepresentative, "Representative"}, {RoleStaff, "Staff involved"},
	{RoleToVerify, "To verify: named in a record"},
}

// String returns the label.
func (r Role) String() string { return labelOf(Roles, r) }

// Outcome is the finding about one issue (domain 5.3).
type Outcome string

// The outcomes.
const (
	Substantiated          Outcome = "substantiated"
	PartiallySubstantiated Outcome = "partially"
	Unsubstantiated        Outcome = "unsubstantiated"
	Inconclusive           Outcome = "inconclusive"
	OutOfScope             Outcome = "out_of_scope"
)

// Outcomes lists the outcomes of a finding.
var Outcomes = []Term[Outcome]{
	{Substantiated, "Substantiated"}, {PartiallySubstantiated, "Partially substantiated"},
	{Unsubstantiated, "Unsubstantiated"}, {Inconclusive, "Inconclusive"}, {OutOfScope, "Out of scope"},
}

// String returns the label.
func (o Outcome) String() string { return labelOf(Outcomes, o) }

// Severities are the HCAT severities of an issue, judged on the event and not
// on its outcome: 0 not present, 1 low, 2 medium, 3 high (Gillespie & Reader 2016).
var Severities = []string{"Not present", "Low", "Medium", "High"}

// Harms are the HCAT harm levels of a case, 0 to 5. Raters agree poorly on
// harm; nothing is routed by it alone.
var Harms = []string{"None reported", "Minimal", "Minor", "Moderate", "Major", "Catastrophic"}

// StepKind is a kind of investigation step.
type StepKind string

// StepKinds lists the kinds of investigation step.
var StepKinds = []Term[StepKind]{
	{"interview", "Interview"}, {"record_review", "Record review"}, {"policy_review", "Policy review"},
	{"referral", "Referral to a department"}, {"timeline", "Timeline entry"}, {"other", "Other step"},
}

// String returns the label.
func (k StepKind) String() string { return labelOf(StepKinds, k) }

// Referral is a question to a department's manager; it must be answered before
// the case is closed (domain 1.5, 70ZK11).
const Referral StepKind = "referral"

// AdvocacyKind is a kind of thing done on the patient's behalf (domain 5.4).
type AdvocacyKind string

// AdvocacyKinds lists the kinds of advocacy action.
var AdvocacyKinds = []Term[AdvocacyKind]{
	{"appeal", "Insurer appeal"}, {"qio_appeal", "Discharge appeal to the QIO"}, {QIOReferral, "Referral to the QIO"}, {"interpreter", "Interpreter"}, {"meeting", "Meeting with the family or the care team"},
	{"transfer", "Transfer"}, {"second_opinion", "Second opinion"}, {"change_provider", "Change of provider"},
	{"accommodation", "Disability accommodation"}, {"ethics", "Ethics consult"}, {"palliative", "Palliative or spiritual care"},
	{"social_work", "Social work"}, {"mediation", "Mediation"}, {"records", "Records access or amendment"},
	{"property", "Lost property claim"}, {"bill_hold", "Bill hold or adjustment"}, {"discharge", "Discharge plan review"},
	{"financial", "Financial help"}, {"advance_directive", "Advance directive help"}, {"agency", "Complaint to an outside agency"},
	{"visitation", "Visitation"}, {"community", "Community referral"}, {"transport", "Transport"}, {"other", "Other"},
}

// String returns the label.
func (k AdvocacyKind) String() string { return labelOf(AdvocacyKinds, k) }

// AdvocacyOutcome is how an advocacy action ended.
type AdvocacyOutcome string

// AdvocacyOutcomes lists the outcomes of an advocacy action.
var AdvocacyOutcomes = []Term[AdvocacyOutcome]{
	{"", "Under way"}, {"achieved", "Achieved"}, {"partly", "Partly achieved"}, {"not", "Not achieved"}, {"declined", "Declined by the patient"},
}

// String returns the label.
func (o AdvocacyOutcome) String() string { return labelOf(AdvocacyOutcomes, o) }

// NoteClass says who may see a note (domain 9.9).
type NoteClass string

// The note classes.
const (
	NoteOrdinary   NoteClass = "ordinary"
	NoteRestricted NoteClass = "restricted"
	NoteLegal      NoteClass = "legal"
	NoteSubstance  NoteClass = "substance_use" // 42 CFR part 2
	NotePSWP       NoteClass = "pswp"          // patient safety work product, by its id alone
)

// NoteClasses lists the note classes.
var NoteClasses = []Term[NoteClass]{
	{NoteOrdinary, "Ordinary"}, {NoteRestricted, "Restricted: need to know"},
	{NoteLegal, "Legal: at counsel's direction"}, {NoteSubstance, "Substance use (42 CFR Part 2)"},
	{NotePSWP, "Patient safety reference"},
}

// String returns the label.
func (c NoteClass) String() string { return labelOf(NoteClasses, c) }

// Searchable reports whether notes of the class may be found by the search and
// quoted in reports.
func (c NoteClass) Searchable() bool { return c == NoteOrdinary }

// Restricted reports whether notes and documents of the class stay hidden until
// somebody reveals them with a reason. A class of a newer version does.
func (c NoteClass) Restricted() bool { return !c.Searchable() }

// ContactMode is how a conversation or message went.
type ContactMode string

// ContactModes lists the contact modes.
var ContactModes = []Term[ContactMode]{
	{"phone", "Phone call"}, {"voicemail", "Voicemail left"}, {"in_person", "In person"}, {"letter", "Letter"},
	{"email", "E-mail"}, {"portal", "Portal message"}, {"fax", "Fax"}, {"video", "Video call"},
}

// String returns the label.
func (m ContactMode) String() string { return labelOf(ContactModes, m) }

// Closure is why a case was closed (domain 1.4).
type Closure string

// The closure reasons.
const (
	ClosedSatisfied   Closure = "resolved_satisfied"
	ClosedReasonable  Closure = "reasonable_not_satisfied"
	ClosedNoContact   Closure = "no_contact"
	ClosedWithdrawn   Closure = "withdrawn"
	ClosedReferredOut Closure = "referred_out"
	ClosedNotOurs     Closure = "not_ours"
	ClosedUnknownMood Closure = "resolved_unknown"
	ClosedMerged      Closure = "merged"
	ClosedVoid        Closure = "void"
)

// Closures lists the closure reasons an officer may give.
var Closures = []Term[Closure]{
	{ClosedSatisfied, "Resolved, the person is satisfied"}, {ClosedUnknownMood, "Resolved, satisfaction not known"},
	{ClosedReasonable, "Reasonable action taken, the person is not satisfied"},
	{ClosedNoContact, "No contact after repeated attempts"}, {ClosedReferredOut, "Referred to another body"},
	{ClosedNotOurs, "Not about this hospital"}, {ClosedWithdrawn, "Withdrawn"},
}

// String returns the label.
func (c Closure) String() string { return labelOf(Closures, c) }
