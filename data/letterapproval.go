package data

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// ApprovalRule says which letters a second person approves before they are issued.
type ApprovalRule string

// The rules.
const (
	ApprovalNever   ApprovalRule = "never"
	ApprovalSerious ApprovalRule = "serious" // of serious cases and of those on legal hold
	ApprovalAlways  ApprovalRule = "always"
)

// ApprovalRules lists the rules.
var ApprovalRules = []Term[ApprovalRule]{
	{ApprovalNever, "No letter"}, {ApprovalSerious, "Decisions in serious cases (severity 3, harm 4 or 5, legal hold)"}, {ApprovalAlways, "Every letter that leaves the hospital"},
}

// String returns the label.
func (r ApprovalRule) String() string { return labelOf(ApprovalRules, r) }

const (
	seriousSeverity = 3
	seriousHarm     = 4
	// approvalDays is how many days an approval may take before Today calls it
	// overdue.
	approvalDays = 2
)

// serious reports whether the case is one of those in which a second person
// signs (domain 6).
func (f *CaseFile) serious() bool {
	return f.MaxSeverity() >= seriousSeverity || f.Harm >= seriousHarm || f.Hold.Stands()
}

// WantsApproval reports whether a second person approves a letter of the kind in
// the case. Of serious cases those that decide something or speak for the
// patient; an acknowledgement must not wait.
func (s Settings) WantsApproval(f CaseFile, k LetterKind) bool {
	spec := k.Spec()
	switch s.LetterApproval {
	case ApprovalAlways:
		return spec.Reader != ToStaff
	case ApprovalSerious:
		return f.serious() && (spec.Notice || k == ConductLetter || k == AppealSupport)
	}
	return false
}

// ApprovalState is how far an approval has come.
type ApprovalState string

// The states.
const (
	ApprovalAsked     ApprovalState = "asked"
	ApprovalGiven     ApprovalState = "approved"
	ApprovalSentBack  ApprovalState = "sent_back"
	ApprovalWithdrawn ApprovalState = "withdrawn" // by whoever asked, or asked anew
)

// ApprovalStates lists the states.
var ApprovalStates = []Term[ApprovalState]{
	{ApprovalAsked, "Waits for approval"}, {ApprovalGiven, "Approved"}, {ApprovalSentBack, "Sent back"}, {ApprovalWithdrawn, "Taken back"},
}

// String returns the label.
func (s ApprovalState) String() string { return labelOf(ApprovalStates, s) }

// LetterApproval is a second person's look at a letter before it is issued. Who
// wrote it down is who asked. It holds for the letter as it was: Digest is that of
// all that the letter says, and another one ends the approval.
type LetterApproval struct {
	RecordBase
	Letter   LetterKind    `json:"letter"`
	Digest   string        `json:"digest"` // [LetterFacts.Digest], hexadecimal
	Template TemplateRef   `json:"template"`
	AskedOn  Date          `json:"asked_on"`
	State    ApprovalState `json:"state"`

	DecidedBy string    `json:"decided_by,omitempty"`
	DecidedAt time.Time `json:"decided_at,omitzero"`
	Reason    string    `json:"reason,omitempty"` // why it was sent back
	Issued    ID        `json:"issued,omitzero"`  // the letter that was issued with it
}

// Kind is [RecApproval].
func (LetterApproval) Kind() RecordKind { return RecApproval }

// Day is the day on which approval was asked for.
func (a LetterApproval) Day() Date { return a.AskedOn }

// Summary names the record for the history.
func (a LetterApproval) Summary() string {
	kind := lowerFirst(a.Letter.String())
	switch a.State {
	case ApprovalGiven:
		return "Approved the letter: " + kind + "."
	case ApprovalSentBack:
		return "Sent the letter back: " + kind + "."
	case ApprovalWithdrawn:
		return "Took back the request for approval: " + kind + "."
	}
	return "Asked for approval of the letter: " + kind + "."
}

// over reports whether nothing more comes of the approval.
func (a LetterApproval) over() bool { return a.Issued != (ID{}) || a.State == ApprovalWithdrawn }

// Owed is the approval, for everybody but who asked, and then the letter, for who
// asked. Of an [OwedApproval] Who is whoever may not give it.
func (a LetterApproval) Owed(bool) []Owed {
	o := Owed{Kind: OwedTask, Due: a.AskedOn.AddDays(approvalDays), Who: a.By, Section: SectionLetters}
	kind := lowerFirst(a.Letter.String())
	switch {
	case a.over():
		return nil
	case a.State == ApprovalAsked:
		o.Kind, o.What = OwedApproval, "Approve the letter of "+a.By+": "+kind
	case a.State == ApprovalSentBack:
		o.What = "Mend the letter that " + a.DecidedBy + " sent back: " + kind
	default:
		o.What = "Issue the letter that " + a.DecidedBy + " approved: " + kind
	}
	return []Owed{o}
}

// Validate checks the record.
func (a LetterApproval) Validate(CaseFile, Settings, Date) Missing {
	var m Missing
	m.add(!Known(LetterKinds, a.Letter), "letter", "letter", "Choose the kind of letter.")
	m.add(a.State == ApprovalSentBack && blank(a.Reason), "reason", "reason", "Write what is to be mended.")
	m.checkText(a.Reason, maxText, "reason", "The reason")
	return m
}

// PendingApproval is the newest approval of a letter of the kind that was not
// issued yet.
func (f *CaseFile) PendingApproval(k LetterKind) (LetterApproval, bool) {
	for i := len(f.Approvals) - 1; i >= 0; i-- {
		if a := f.Approvals[i]; a.Letter == k && !a.over() {
			return a, true
		}
	}
	return LetterApproval{}, false
}

// Approval is the newest approval that was asked for the letter.
func (x LetterFacts) Approval() (LetterApproval, bool) { return x.File.PendingApproval(x.Draft.Kind) }

// Approved is the approval that holds for the letter as it is now.
func (x LetterFacts) Approved() (LetterApproval, bool) {
	a, ok := x.Approval()
	return a, ok && a.State == ApprovalGiven && a.Digest == x.Digest()
}

// Digest is the SHA-256 of all that the letter says, hexadecimal: the officer's
// words, the template, the fields, the issues and their answers, and the name and
// the address of its reader. The date of the
// letter and who signs it stay out, so that it may be issued another day by
// another officer.
func (x LetterFacts) Digest() string {
	x.Today, x.Officer = 0, Officer{}
	x.Draft.Date, x.Draft.Template = 0, TemplateRef{}
	raw, err := json.Marshal(struct {
		Draft    LetterDraft
		Template string
		Fields   map[string]string
		Issues   []Issue
		Reader   []string
	}{x.Draft, x.Template.SHA256(), x.Fields(), x.File.Issues, x.reader()})
	if err != nil { // plain records always marshal
		return ""
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// reader is the name and the address to which the letter goes.
func (x LetterFacts) reader() []string {
	if p, ok := x.To(); ok {
		return p.AddressLines()
	}
	to := x.Draft.To
	return []string{to.Name, to.Title, to.Organization, to.Street, to.City, to.State, to.Postal}
}

// ApprovalGap is what stands between the letter and the second person's
// approval, where one is wanted.
func (x LetterFacts) ApprovalGap() Missing {
	var m Missing
	if !x.Settings.WantsApproval(x.File, x.Draft.Kind) {
		return m
	}
	if _, ok := x.Approved(); ok {
		return m
	}
	a, asked := x.Approval()
	said := "A second person approves this letter before it is issued; ask for the approval."
	switch {
	case !asked:
	case a.State == ApprovalSentBack:
		said = a.DecidedBy + " sent this letter back: " + shortened(oneLine(a.Reason)) + " Mend it and ask again."
	case a.Digest != x.Digest():
		said = "The letter or its case was changed since the approval was asked for; ask again."
	default:
		said = "This letter waits for approval; another officer must sign in and approve it."
	}
	m.add(true, "letter.signoff", "approval", said)
	return m
}

// ApproveGate lists what stands in the way of an officer's approval.
func (x LetterFacts) ApproveGate(by Officer) Missing {
	a, ok := x.Approval()
	var m Missing
	m.add(!ok || a.State != ApprovalAsked, "approval.asked", "approval", "No approval of this letter is asked for.")
	m.add(ok && a.By == by.Name, "approval.second", "approval", "You asked for this approval, so another officer gives it.")
	m.add(ok && a.Digest != x.Digest(), "approval.changed", "approval", "The letter or its case was changed since the approval was asked for; it must be asked for again.")
	return append(m, DecideGate(x.File, by.Name)...)
}
