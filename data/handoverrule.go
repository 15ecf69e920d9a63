package data

import "time"

// HandoverRule says how a kind of case that needs no investigation is passed on.
type HandoverRule struct {
	Kind    Kind
	Purpose HandoverPurpose
	// Office is the unit of the directory that answers for the whole hospital;
	// empty: the unit of the case.
	Office string
	// To is who it goes to where the directory names nobody.
	To string
	// Days are the business days within which an answer is asked for: a habit of
	// good offices and no rule of law.
	Days int
	// Answer tells that something must come back before the person is told.
	Answer bool
}

// handoverRules has a row for each kind of case that is handed over: the fast
// path of compliments (domain 5.6) and of the inquiries of a help desk (domain 8).
var handoverRules = []HandoverRule{
	{Kind: Compliment, Purpose: "compliment", To: "The unit's manager", Days: 5},
	{Kind: Suggestion, Purpose: "suggestion", To: "The unit's manager", Days: 10, Answer: true},
	{Kind: Information, Purpose: "information", To: "", Days: 2, Answer: true},
	{Kind: PolicyConcern, Purpose: "policy", To: "The owner of the policy", Days: 10, Answer: true},
	{Kind: LostProperty, Purpose: "property", Office: "Security", To: "Security", Days: 5, Answer: true},
	{Kind: Billing, Purpose: "billing", Office: "Billing", To: "The billing office", Days: 5, Answer: true},
	{Kind: Privacy, Purpose: "privacy", Office: "Privacy", To: "The privacy officer", Days: 2, Answer: true},
}

// HandoverRule returns how cases of the kind are passed on; false for a kind
// that the office looks into itself.
func (k Kind) HandoverRule() (HandoverRule, bool) {
	for _, r := range handoverRules {
		if r.Kind == k {
			return r, true
		}
	}
	return HandoverRule{}, false
}

// awaitsAnswer reports whether something must come back for the purpose.
func (p HandoverPurpose) awaitsAnswer() bool {
	for _, r := range handoverRules {
		if r.Purpose == p {
			return r.Answer
		}
	}
	return true
}

// NewHandover is a handover of the case as the rules and the directory have it:
// to whom, and by when an answer is asked for.
func NewHandover(f CaseFile, s Settings, now time.Time) Handover {
	today := s.Today(now)
	h := Handover{Purpose: "other", Unit: f.Unit, On: today, MayShareName: f.MayShareName}
	rule, ok := f.Kind.HandoverRule()
	if !ok {
		rule.Days = 5
	} else {
		h.Purpose = rule.Purpose
	}
	if rule.Office != "" {
		h.Unit = rule.Office
	}
	h.To = rule.To
	if c, ok := s.Contact(h.Unit); ok {
		h.To = c.Liaison(today)
	}
	h.Due = DueDate(now, rule.Days, BusinessDays, s)
	return h
}

// AwaitsAnswer reports whether an answer to the handover is still to come.
func (h Handover) AwaitsAnswer() bool { return h.Purpose.awaitsAnswer() && h.DoneOn.IsZero() }

// HandoverStage is how far the fast path of a case has come.
type HandoverStage string

// The stages of the fast path.
const (
	StageHand   HandoverStage = "hand"   // nobody has it yet
	StageAnswer HandoverStage = "answer" // an answer is still to come
	StageTell   HandoverStage = "tell"   // the person is still to be told or thanked
	StageDone   HandoverStage = "done"
)

// FastPath returns how far the handing over of a case has come, and the handover
// that the stage is about; false for a case that is not on the fast path: of
// another kind, or looked into by the office itself.
func (f *CaseFile) FastPath() (HandoverStage, Handover, bool) {
	if _, ok := f.Kind.HandoverRule(); !ok || len(f.Steps) > 0 {
		return "", Handover{}, false
	}
	for _, h := range f.Handovers {
		if h.AwaitsAnswer() {
			return StageAnswer, h, true
		}
	}
	for _, h := range f.Handovers {
		if h.ThankedOn.IsZero() && !nobodyToWrite(*f) {
			return StageTell, h, true
		}
	}
	if len(f.Handovers) > 0 {
		return StageDone, Handover{}, true
	}
	return StageHand, Handover{}, true
}
