package data

// LetterKind is a kind of letter or memo.
type LetterKind string

// The kinds of letter (domain 6).
const (
	Acknowledgement LetterKind = "acknowledgement"
	// InterimLetter tells the person why the decision takes longer and by when it
	// comes; it meets the clock of the update that is owed.
	InterimLetter LetterKind = "interim"
	// NoticeOfDecision is the resolution letter of 42 CFR 482.13(a)(2)(iii).
	NoticeOfDecision LetterKind = "resolution"
	// NoContactClosure ends a grievance whose person could not be reached; it is
	// a notice of decision too.
	NoContactClosure LetterKind = "closure_no_contact"
	// ReferralOut says which other body is responsible.
	ReferralOut LetterKind = "referral_out"
	// AuthorizationRequest asks for the patient's written authorization and
	// confirms nothing about a patient.
	AuthorizationRequest LetterKind = "authorization_request"
	// DepartmentInquiry is the memo that puts a referral's questions to a manager.
	DepartmentInquiry   LetterKind = "department_inquiry"
	ComplimentForward   LetterKind = "compliment_forward"
	MeetingConfirmation LetterKind = "meeting_confirmation"
	// AppealSupport speaks for the patient to whoever decides an appeal.
	AppealSupport LetterKind = "appeal_support"
	// ConductLetter tells a person of a limit on contact ([ConductLimit]).
	ConductLetter  LetterKind = "conduct_limit"
	CommitteeCover LetterKind = "committee_cover"
)

// LetterKinds lists the kinds of letter in the order of the officer's work.
var LetterKinds = []Term[LetterKind]{
	{Acknowledgement, "Acknowledgement"}, {InterimLetter, "Interim letter"}, {NoticeOfDecision, "Resolution letter"},
	{NoContactClosure, "Closure without contact"}, {ReferralOut, "Referral to another body"}, {AuthorizationRequest, "Request for authorization"},
	{DepartmentInquiry, "Department inquiry memo"}, {ComplimentForward, "Compliment to a unit"}, {MeetingConfirmation, "Meeting confirmation"},
	{AppealSupport, "Appeal support letter"}, {ConductLetter, "Limit on contact"}, {CommitteeCover, "Committee cover sheet"},
}

// String returns the label.
func (k LetterKind) String() string { return labelOf(LetterKinds, k) }

// Reader is who a kind of letter is written to.
type Reader string

// The readers.
const (
	ToPerson  Reader = "person"  // a person of the case: patient, complainant, representative
	ToOutside Reader = "outside" // an outside body: insurer, agency
	ToStaff   Reader = "staff"   // somebody of the hospital; goes by internal mail
)

// LetterSpec is what holds for all letters of a kind.
type LetterSpec struct {
	Kind   LetterKind
	Reader Reader
	// Health says that it holds the patient's information, so that the reader
	// needs authority (or a basis, for an outside body).
	Health bool
	// About is the kind of record that it is written for; empty for the case itself.
	About LetterSubject
	// Notice marks what must hold the four elements of 42 CFR 482.13(a)(2)(iii).
	Notice bool
	// Memo is laid out as a sheet without salutation and signature.
	Memo bool
}

// LetterSubject is what of a case a letter is about.
type LetterSubject string

// The subjects.
const (
	AboutCase     LetterSubject = ""
	AboutReferral LetterSubject = "referral" // a [Step] of kind [Referral]
	AboutMeeting  LetterSubject = "meeting"
	AboutAppeal   LetterSubject = "appeal" // an [Advocacy] with levels
	AboutConduct  LetterSubject = "conduct_limit"
)

var letterSpecs = []LetterSpec{
	{Kind: Acknowledgement, Reader: ToPerson},
	{Kind: InterimLetter, Reader: ToPerson, Health: true},
	{Kind: NoticeOfDecision, Reader: ToPerson, Health: true, Notice: true},
	{Kind: NoContactClosure, Reader: ToPerson, Health: true, Notice: true},
	{Kind: ReferralOut, Reader: ToPerson, Health: true},
	{Kind: AuthorizationRequest, Reader: ToPerson},
	{Kind: DepartmentInquiry, Reader: ToStaff, About: AboutReferral, Memo: true},
	{Kind: ComplimentForward, Reader: ToStaff, Memo: true},
	{Kind: MeetingConfirmation, Reader: ToPerson, Health: true, About: AboutMeeting},
	{Kind: AppealSupport, Reader: ToOutside, Health: true, About: AboutAppeal},
	{Kind: ConductLetter, Reader: ToPerson, About: AboutConduct},
	{Kind: CommitteeCover, Reader: ToStaff, Memo: true},
}

// Spec returns what holds for all letters of the kind.
func (k LetterKind) Spec() LetterSpec {
	for _, s := range letterSpecs {
		if s.Kind == k {
			return s
		}
	}
	return LetterSpec{Kind: k, Reader: ToPerson, Health: true}
}

// Meets lists the clocks that a letter of the kind meets once it left.
func (k LetterKind) Meets() []ClockKind {
	switch k {
	case Acknowledgement:
		return []ClockKind{ClockAcknowledge}
	case InterimLetter:
		return []ClockKind{ClockUpdate}
	case NoticeOfDecision, NoContactClosure:
		return []ClockKind{ClockAcknowledge, ClockDecide, ClockAnswer, ClockCivilRights, ClockPrivacy}
	}
	return nil
}
