package data

import "slices"

// CloseRecord is what was decided when a case was closed, beside its closure
// (domain 9.5).
type CloseRecord struct {
	// Satisfied is yes, no or unknown, as the person said.
	Satisfied Satisfied `json:"satisfied,omitempty"`
	// Efforts is what was done for a person who is not satisfied, and Manager
	// who of the managers closed the case; empty when another officer did.
	Efforts []string `json:"efforts,omitempty"`
	Manager string   `json:"supervisor,omitempty"` // as older case files call it
	// NoAction says why the case led to no action plan; empty where it led to one.
	NoAction string `json:"no_action,omitempty"`
	// QAPI is the category under which the case goes into the quality program.
	QAPI QAPICategory `json:"qapi,omitempty"`
	// Privacy is the decision whether the privacy officer must look at it.
	Privacy PrivacyDecision `json:"privacy,omitempty"`
	// OverrideBy is the manager who let the case be closed against the gate,
	// with the reason and the points that failed.
	OverrideBy     string   `json:"override_by,omitempty"`
	OverrideReason string   `json:"override_reason,omitempty"`
	Overridden     []string `json:"overridden,omitempty"` // codes of the failing points
}

// Satisfied is what the person said about the result.
type Satisfied string

// The answers.
const (
	IsSatisfied         Satisfied = "yes"
	NotSatisfied        Satisfied = "no"
	SatisfactionUnknown Satisfied = "unknown"
)

// SatisfiedAnswers lists the answers.
var SatisfiedAnswers = []Term[Satisfied]{{IsSatisfied, "Yes"}, {NotSatisfied, "No"}, {SatisfactionUnknown, "Not known"}}

// SatisfiedBy returns what a closure says about the person's satisfaction; false
// for one that says nothing.
func SatisfiedBy(c Closure) (Satisfied, bool) {
	switch c {
	case ClosedSatisfied:
		return IsSatisfied, true
	case ClosedReasonable:
		return NotSatisfied, true
	case ClosedUnknownMood, ClosedNoContact:
		return SatisfactionUnknown, true
	}
	return "", false
}

// String returns the label.
func (s Satisfied) String() string { return labelOf(SatisfiedAnswers, s) }

// QAPICategory is a category of the quality program (42 CFR 482.21).
type QAPICategory string

// QAPICategories is the starting list.
var QAPICategories = []Term[QAPICategory]{
	{"clinical", "Clinical care"}, {"safety", "Patient safety"}, {"access", "Access and waiting"}, {"communication", "Communication"},
	{"rights", "Patient rights and respect"}, {"environment", "Environment and services"}, {"billing", "Billing"}, {"none", "None: not a quality matter"},
}

// qapiOf is the quality program's category for each of the HCAT categories.
var qapiOf = map[string]QAPICategory{
	"quality": "clinical", "safety": "safety", "environment": "environment", "processes": "access",
	"listening": "communication", "communication": "communication", "respect": "rights",
}

// QAPIFor proposes the category of a case: that of its worst issue.
func QAPIFor(f CaseFile) QAPICategory {
	if f.Kind == Billing {
		return "billing"
	}
	var proposed QAPICategory
	worst := -1
	for _, is := range f.Issues {
		if c, ok := qapiOf[is.Category]; ok && is.Severity > worst {
			proposed, worst = c, is.Severity
		}
	}
	return proposed
}

// String returns the label.
func (c QAPICategory) String() string { return labelOf(QAPICategories, c) }

// PrivacyDecision says whether a case touches the privacy rules.
type PrivacyDecision string

// PrivacyDecisions lists the decisions.
var PrivacyDecisions = []Term[PrivacyDecision]{
	{"none", "No privacy matter"}, {"referred", "Passed to the privacy officer"}, {"assessed", "Assessed: no breach"}, {"breach", "Breach: handled by the privacy officer"},
}

// String returns the label.
func (d PrivacyDecision) String() string { return labelOf(PrivacyDecisions, d) }

// LinkKind is how two cases belong together.
type LinkKind string

// The kinds of link.
const (
	SameMatter LinkKind = "same_matter"
	MergedHere LinkKind = "merged_here" // the other case goes on in this one
	MergedInto LinkKind = "merged_into" // this case goes on in the other
)

// LinkKinds lists the kinds of link.
var LinkKinds = []Term[LinkKind]{{SameMatter, "Same matter"}, {MergedHere, "Merged into this case"}, {MergedInto, "Merged into"}}

// String returns the label.
func (k LinkKind) String() string { return labelOf(LinkKinds, k) }

// CaseLink is another case that belongs to this one.
type CaseLink struct {
	Kind   LinkKind `json:"kind"`
	Number string   `json:"number"`
	Reason string   `json:"reason,omitempty"`
	On     Date     `json:"on"`
	By     string   `json:"by"`
}

// MergeGate lists what stands between two cases and their merge: both are open,
// neither has its resolution letter, no legal hold is on the one that goes away,
// and nothing that it owes would be lost.
func MergeGate(from, into CaseFile) Missing {
	m := voidGuard(from, Settings{})
	m.add(!from.Open(), "from.open", "number", "This case is no longer open, so it cannot be merged; link the two instead.")
	m.add(!into.Open(), "into.open", "number", "The other case is no longer open; reopen it first, or link the two.")
	_, answered := currentNotice(into)
	m.add(answered, "into.letter", "number", "The other case has its resolution letter, which would not answer this matter; link the two instead.")
	m.add(Downward(from.Kind, into.Kind), "into.kind", "number", "This case owes a written notice and the other does not; merge the other one into this, or classify it again.")
	for _, r := range from.Records() {
		for _, o := range r.Owed(true) {
			m.add(len(r.Owed(false)) == 0, "from.owed", "number", "This would no longer be on the page of the day: "+lowerFirst(o.What)+". Finish it first, or merge the other case into this one.")
		}
	}
	return m
}

// UnmergeGate lists what stands in the way of taking a merge back: the other case
// went on elsewhere or was purged, or a letter of it answered an issue that came
// with the merge.
func UnmergeGate(into CaseFile, issues []ID) Missing {
	var m Missing
	m.add(into.State == StateMerged, "into.merged", "number", "The other case was itself merged into another; take that back first.")
	m.add(into.State == StatePurged, "into.purged", "number", "The other case was purged, so the merge stays.")
	for _, l := range into.Letters {
		for _, a := range l.Draft.Findings {
			m.add(slices.Contains(issues, a.Issue), "into.letter", "number", "A letter of the other case has answered an issue of this one, so the merge stays.")
		}
	}
	return m
}

// LinkGate lists what stands in the way of linking a case with another as the
// same matter.
func LinkGate(f, other CaseFile, reason string) Missing {
	var m Missing
	m.add(slices.ContainsFunc(f.Links, func(l CaseLink) bool { return l.Number == other.Number }), "linked", "number", "These two cases are linked already.")
	m.add(f.State == StatePurged || other.State == StatePurged, "purged", "number", "A purged case cannot be linked.")
	m.checkText(reason, maxText, "reason", "The reason")
	return m
}

// Has reports whether the person is on the case already: the same one of the
// register, or one with the same part and name.
func (f *CaseFile) Has(p Person) bool {
	for _, q := range f.People {
		known := p.Known != (ID{}) && p.Known == q.Known
		if p.Role == q.Role && (known || sameName(p.ListName(), q.ListName())) {
			return true
		}
	}
	return false
}
