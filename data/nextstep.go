package data

import "slices"

// NextStepInfo is the one next step of a case: a sentence, the action it ends
// in, and the section of the case to go to.
type NextStepInfo struct {
	Sentence string
	Action   ActionID
	Section  string // summary, issues, investigation, advocacy, contacts, tasks, letters, history, handover
}

// The sections of a case, as screens name them.
const (
	SectionSummary       = "summary"
	SectionIssues        = "issues"
	SectionInvestigation = "investigation"
	SectionAdvocacy      = "advocacy"
	SectionContacts      = "contacts"
	SectionTasks         = "tasks"
	SectionLetters       = "letters"
	SectionHistory       = "history"
	SectionActions       = "actions"
	// SectionHandover is the part of the summary where a case is handed over.
	SectionHandover    = "handover"
	SectionDisclosures = "disclosures"
)

// NextStep returns the one next step of the case. The day tells whether
// something is late.
func NextStep(f CaseFile, s Settings, today Date) NextStepInfo {
	if n, ok := urgentStep(f, today); ok {
		return n
	}
	if n, ok := handoverStep(f); ok {
		return n
	}
	n := nextSteps[f.State]
	if nobodyToWrite(f) {
		n = nextUnnamed(f.State, n)
	}
	switch f.State {
	case StateTriaged, StateAcknowledged:
		if f.unagreed() {
			return NextStepInfo{"Read back how you understood the issues, and note that the person agrees.", "", SectionIssues}
		}
	case StateInvestigating, StateAwaiting:
		if n, ok := chaseStep(f, today); ok {
			return n
		}
	case StateFindings:
		if m := outcomesGuard(f, s); f.Kind.NeedsNotice() && len(m) > 0 {
			return NextStepInfo{m[0].Sentence, n.Action, SectionIssues}
		}
	case StateSignOff:
		if l, ok := currentNotice(f); ok && l.Dispatched().IsZero() {
			return NextStepInfo{"Send the letter and record how it left.", ActSend, SectionLetters}
		}
	}
	if n.Action != "" && !f.Kind.NeedsNotice() && f.State.Open() && !nobodyToWrite(f) {
		n = nextWithoutNotice(f.State, n)
	}
	return n
}

// unagreed reports whether an issue was put into the office's words and nobody
// has said yet that these are what they meant. Nobody is asked of an anonymous
// report.
func (f CaseFile) unagreed() bool {
	for _, is := range f.Issues {
		if !blank(is.Understood) && is.AgreedOn.IsZero() && !f.anonymous() {
			return true
		}
	}
	return false
}

// chaseSteps say what to do about a referral whose day has come.
var chaseSteps = map[OwedKind]string{
	OwedReminder: "Remind the department of the answer that it owes.",
	OwedDirector: "Pass the referral that has no answer on to the director.",
	OwedReferral: "Ask the director for the answer to the referral.",
}

// chaseStep returns the referral that must be chased first, once its day has come.
func chaseStep(f CaseFile, today Date) (n NextStepInfo, ok bool) {
	first := today.AddDays(1)
	for _, st := range f.Steps {
		if st.Kind != Referral || !st.Open() || st.Due.IsZero() {
			continue
		}
		if kind, due := st.Chase(); due < first {
			first, n, ok = due, NextStepInfo{chaseSteps[kind], "", SectionInvestigation}, true
		}
	}
	return n, ok
}

// urgentStep returns what comes before the usual next step: the patient's
// safety, the patient's leave, a promise that is late, an acknowledgement owed.
func urgentStep(f CaseFile, today Date) (NextStepInfo, bool) {
	if !f.Open() || f.State == StateOnHold {
		return NextStepInfo{}, false
	}
	if f.State == StateNew && f.Classification.Immediate {
		return NextStepInfo{"Make sure now that the patient is safe, then triage the case.", ActTriage, SectionSummary}, true
	}
	if n, ok := authorityStep(f, today); ok {
		return n, true
	}
	for _, t := range f.Tasks {
		if t.Promise && t.DoneOn.IsZero() && !t.Due.IsZero() && t.Due < today {
			return NextStepInfo{"Keep the promise that is late.", "", SectionTasks}, true
		}
	}
	if f.State == StateNew || f.State == StateSignOff {
		return NextStepInfo{}, false
	}
	for _, c := range f.Clocks {
		if c.Kind == ClockAcknowledge && c.Running() && !nobodyToWrite(f) {
			return NextStepInfo{"Send the acknowledgement or call, and record it.", ActAcknowledge, SectionLetters}, true
		}
	}
	return NextStepInfo{}, false
}

// handoverStep returns the step of a case on the fast path: hand it over, get
// the answer, tell or thank the person, close.
func handoverStep(f CaseFile) (NextStepInfo, bool) {
	stage, _, fast := f.FastPath()
	switch {
	case !fast || !slices.Contains(working, f.State) || f.State == StateReferred:
		return NextStepInfo{}, false
	case f.Kind == Compliment && stage == StageTell:
		return NextStepInfo{"Thank the person.", "", SectionHandover}, true
	}
	return handoverSteps[stage], true
}

var handoverSteps = map[HandoverStage]NextStepInfo{
	StageHand:   {"Hand it over to whoever answers it, or answer it now.", "", SectionHandover},
	StageAnswer: {"Get the answer and write down what came of it.", "", SectionHandover},
	StageTell:   {"Tell the person what came of it.", "", SectionHandover},
	StageDone:   {"Close the case.", ActClose, SectionSummary},
}

// authorityStep returns what is to be settled about a person who speaks for the
// patient: the patient is asked first, and once the answer is on file the tests
// are asked again (domain 1.2 row 3). Where harm is alleged that is done beside
// the work, which does not wait for it.
func authorityStep(f CaseFile, today Date) (NextStepInfo, bool) {
	who, ok := f.Person(RoleComplainant)
	ask := NextStepInfo{"Ask the patient whether this person may speak for them; until then, tell them nothing about the patient.", "", SectionContacts}
	switch {
	case f.Classification.AskAuthority && ok && who.MayReceive(today):
		return NextStepInfo{"This person's authority is on file now: classify the case again.", "", SectionSummary}, true
	case ok && who.Authority == AuthorityRefused && f.State == StateNew:
		return NextStepInfo{"The patient does not want this person told anything: ask whether the patient wishes to go on alone, then triage.", ActTriage, SectionContacts}, true
	case f.State == StateNew && f.Classification.AskAuthority:
		ask.Action = ActTriage
		return ask, true
	case (f.State == StateTriaged || f.State == StateAcknowledged) && !f.Classification.Immediate && f.Classification.AskAuthority &&
		ok && !f.anonymous() && who.authorityOpen(today):
		return ask, true
	}
	return NextStepInfo{}, false
}

// nextUnnamed is the way of a case in which nobody is known who could be asked
// or written to: it is looked into all the same, and ends without a letter.
func nextUnnamed(st State, usual NextStepInfo) NextStepInfo {
	switch st {
	case StateNew:
		return NextStepInfo{"Nobody gave a name: check from the record that patients are safe, rate each issue, choose an owner.", ActTriage, SectionIssues}
	case StateTriaged, StateAcknowledged:
		return NextStepInfo{"Look into it all the same; nobody is known to whom a letter could go.", ActInvestigate, SectionInvestigation}
	case StateFindings, StateDraft, StateSignOff, StateSent:
		return NextStepInfo{"Close the case with what was found; nobody is known to whom a letter could go.", ActClose, SectionSummary}
	}
	return usual
}

// nextSteps is the usual way of a case that owes a notice.
var nextSteps = map[State]NextStepInfo{
	StateNew:           {"Triage: check the patient's safety, rate each issue, choose an owner.", ActTriage, SectionIssues},
	StateTriaged:       {"Begin the investigation.", ActInvestigate, SectionInvestigation},
	StateAcknowledged:  {"Begin the investigation.", ActInvestigate, SectionInvestigation},
	StateInvestigating: {"Finish the steps, then record the findings.", ActFindings, SectionInvestigation},
	StateAwaiting:      {"Get the answer that you wait for.", ActFindings, SectionInvestigation},
	StateFindings:      {"Write the resolution letter.", ActDraftLetter, SectionLetters},
	StateDraft:         {"Finish and issue the resolution letter.", ActIssue, SectionLetters},
	StateSignOff:       {"Read, sign and issue the letter.", ActIssue, SectionLetters},
	StateSent:          {"Close the case.", ActClose, SectionSummary},
	StateOnHold:        {"On hold: release it when the reason has gone.", ActRelease, SectionHistory},
	StateReferred:      {"See what became of the referral, then close or take the case back.", ActClose, SectionContacts},
	StateReopened:      {"Look at what is new, then triage again.", ActTriage, SectionSummary},
	StateClosed:        {"Nothing: the case is closed.", "", SectionSummary},
	StateWithdrawn:     {"Nothing: the matter was withdrawn.", "", SectionSummary},
	StateVoid:          {"Nothing: the case is void.", "", SectionSummary},
	StateMerged:        {"Nothing: the matter goes on in another case.", "", SectionSummary},
	StatePurged:        {"Nothing: the case was purged.", "", SectionSummary},
}

// nextWithoutNotice shortens the way of a case that owes no letter.
func nextWithoutNotice(st State, usual NextStepInfo) NextStepInfo {
	switch st {
	case StateTriaged, StateAcknowledged:
		return NextStepInfo{"Put it right and close it, or investigate.", ActClose, SectionSummary}
	case StateInvestigating:
		return NextStepInfo{"Finish the steps, tell the person, and close.", ActClose, SectionInvestigation}
	case StateFindings, StateDraft, StateSignOff:
		return NextStepInfo{"Tell the person what was found, and close.", ActClose, SectionContacts}
	}
	return usual
}

// NextStepFor is the next step in short, for a line of a list, where only the
// kind and the state are known.
func NextStepFor(kind Kind, state State) string {
	n := nextSteps[state]
	if _, fast := kind.HandoverRule(); fast && (state == StateNew || state == StateTriaged || state == StateReopened) {
		return handoverSteps[StageHand].Sentence
	}
	if n.Action != "" && !kind.NeedsNotice() && state.Open() {
		n = nextWithoutNotice(state, n)
	}
	return n.Sentence
}
