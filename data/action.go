package data

// ActionID names an action that moves the state of a case.
type ActionID string

// The actions.
const (
	ActTriage      ActionID = "triage"
	ActAcknowledge ActionID = "acknowledge"
	ActInvestigate ActionID = "investigate"
	ActAwait       ActionID = "await"
	ActFindings    ActionID = "findings"
	ActDraftLetter ActionID = "draft_letter"
	ActSubmit      ActionID = "submit"
	ActReturn      ActionID = "return"
	ActIssue       ActionID = "issue"
	ActSend        ActionID = "send"
	ActClose       ActionID = "close"
	ActHold        ActionID = "hold"
	ActRelease     ActionID = "release"
	ActReferOut    ActionID = "refer_out"
	ActWithdraw    ActionID = "withdraw"
	ActReopen      ActionID = "reopen"
	ActVoid        ActionID = "void"
	ActMerge       ActionID = "merge"
	ActRestore     ActionID = "restore"
)

// Action is one way from state to state.
type Action struct {
	ID          ActionID
	Label, Help string
	From        []State
	To          State // empty for release and restore, which return to where the case stopped
	NeedsReason bool
	Guard       func(CaseFile, Settings) Missing // nil when nothing more is asked
	// ByLetter marks what is done by issuing a letter or recording how one left,
	// by an acknowledging contact or by a merge, and not by the action alone.
	ByLetter bool
}

// working are the states in which the office is at work on a case.
var working = []State{
	StateNew, StateTriaged, StateAcknowledged, StateInvestigating, StateAwaiting, StateFindings,
	StateDraft, StateSignOff, StateSent, StateReferred, StateReopened,
}

// Actions is the state machine, a row for each action.
var Actions = []Action{
	{ID: ActTriage, Label: "Triage", Help: "Severity, owner and safety are settled.",
		From: []State{StateNew, StateReopened}, To: StateTriaged, Guard: triageGuard},
	{ID: ActAcknowledge, Label: "Acknowledge", Help: "The person was told that the matter is in hand.",
		From: []State{StateNew, StateTriaged, StateReopened}, To: StateAcknowledged, ByLetter: true},
	{ID: ActInvestigate, Label: "Investigate", Help: "Begin or go back to the investigation.",
		From: []State{StateTriaged, StateAcknowledged, StateAwaiting, StateFindings, StateDraft, StateReferred, StateReopened},
		To:   StateInvestigating},
	{ID: ActAwait, Label: "Wait for an answer", Help: "A department or somebody else must answer first.",
		From: []State{StateInvestigating}, To: StateAwaiting, Guard: awaitGuard},
	{ID: ActFindings, Label: "Record findings", Help: "The facts are gathered; decide about each issue.",
		From: []State{StateInvestigating, StateAwaiting}, To: StateFindings, Guard: findingsGuard},
	{ID: ActDraftLetter, Label: "Write the letter", Help: "Every issue has its finding; write the answer.",
		From: []State{StateFindings}, To: StateDraft, Guard: outcomesGuard},
	{ID: ActSubmit, Label: "Submit for sign-off", Help: "The letter is ready to be read and signed.",
		From: []State{StateDraft}, To: StateSignOff, Guard: outcomesGuard},
	{ID: ActReturn, Label: "Return for changes", Help: "The letter needs more work.",
		From: []State{StateSignOff}, To: StateDraft, NeedsReason: true},
	{ID: ActIssue, Label: "Issue the letter", Help: "The letter is signed and kept for good.",
		From: []State{StateFindings, StateDraft, StateSignOff}, To: StateSignOff, ByLetter: true, Guard: outcomesGuard},
	{ID: ActSend, Label: "Record that it left", Help: "The letter is on its way to the person.",
		From: []State{StateSignOff}, To: StateSent, ByLetter: true, Guard: sendGuard},
	{ID: ActClose, Label: "Close", Help: "Nothing more is owed.",
		From: working, To: StateClosed, Guard: closeGuard},
	{ID: ActHold, Label: "Put on hold", Help: "Work waits for something outside the office; the clocks run on. To keep what is written, place a legal hold.",
		From: working, To: StateOnHold, NeedsReason: true},
	{ID: ActRelease, Label: "Release the hold", Help: "Work goes on where it stopped.",
		From: []State{StateOnHold}},
	{ID: ActReferOut, Label: "Refer out", Help: "Another body is responsible.",
		From: []State{StateNew, StateTriaged, StateAcknowledged, StateInvestigating, StateAwaiting, StateFindings, StateReopened},
		To:   StateReferred, NeedsReason: true},
	{ID: ActWithdraw, Label: "Withdraw", Help: "The person takes the matter back.",
		From: working, To: StateWithdrawn, NeedsReason: true, Guard: withdrawGuard},
	{ID: ActReopen, Label: "Reopen", Help: "The matter came back or something new was learned.",
		From: []State{StateClosed, StateWithdrawn}, To: StateReopened, NeedsReason: true},
	{ID: ActVoid, Label: "Void", Help: "Entered by mistake. The number stays in the log with the reason.",
		From: append([]State{StateOnHold}, working...), To: StateVoid, NeedsReason: true, Guard: voidGuard},
	{ID: ActMerge, Label: "Merge", Help: "The matter goes on in another case; both numbers stay.",
		From: append([]State{StateOnHold}, working...), To: StateMerged, NeedsReason: true, ByLetter: true, Guard: voidGuard},
	{ID: ActRestore, Label: "Bring back", Help: "The case goes on where it stopped.",
		From: []State{StateVoid, StateMerged}, NeedsReason: true},
}

// ActionByID returns the action with the id.
func ActionByID(id ActionID) (Action, bool) {
	for _, a := range Actions {
		if a.ID == id {
			return a, true
		}
	}
	return Action{}, false
}

func (a Action) from(st State) bool {
	for _, f := range a.From {
		if f == st {
			return true
		}
	}
	return false
}

func (a Action) missing(f CaseFile, s Settings) Missing {
	if a.Guard == nil {
		return nil
	}
	return a.Guard(f, s)
}

// AllowedAction is an action that the state of a case allows, with what still
// stands in its way. A reason and, for closing, the closure are asked for when
// the action is taken and are not listed here.
type AllowedAction struct {
	Action
	Missing Missing
}

// ActionsFor returns the actions that the state of the case allows, those by
// letter included.
func ActionsFor(f CaseFile, s Settings) []AllowedAction {
	var out []AllowedAction
	for _, a := range Actions {
		if a.from(f.State) {
			out = append(out, AllowedAction{Action: a, Missing: a.missing(f, s)})
		}
	}
	return out
}

// Move returns the state to which the action takes the case. It answers
// [ErrWrongState] when the state does not allow the action, and a [Missing]
// when something stands in its way. For closing, put the closure and the day
// of completion into f first.
func Move(f CaseFile, id ActionID, reason string, s Settings) (State, error) {
	a, ok := ActionByID(id)
	if !ok || !a.from(f.State) {
		return f.State, ErrWrongState
	}
	m := a.missing(f, s)
	m.add(a.NeedsReason && blank(reason), "reason", "reason", "Write the reason.")
	m.checkText(reason, maxText, "reason", "The reason")
	if id == ActClose {
		m = append(m, askedGaps(f, s).Blocking()...)
	}
	if err := m.Err(); err != nil {
		return f.State, err
	}
	if id == ActRelease || id == ActRestore {
		return resumeState(f.Resume), nil
	}
	return a.To, nil
}

// resumeState returns where work goes on after a hold: where it stopped, or at
// the investigation for a case that does not say (an imported one).
func resumeState(st State) State {
	if !Known(States, st) || !st.Open() || st == StateOnHold {
		return StateInvestigating
	}
	return st
}

func triageGuard(f CaseFile, _ Settings) Missing {
	var m Missing
	m.add(f.Kind == "", "kind", "kind", "Classify the matter first.")
	m.add(blank(f.Owner), "owner", "owner", "Choose who owns the case.")
	m.add(f.Kind.NeedsNotice() && len(f.Issues) == 0, "issues", "issues", "Add at least one issue and its severity.")
	return m
}

func awaitGuard(f CaseFile, _ Settings) Missing {
	for _, st := range f.Steps {
		if st.Open() {
			return nil
		}
	}
	return Missing{{Code: "step.open", Field: "steps", Sentence: "Add the step whose answer you wait for, with the day on which it is due."}}
}

func findingsGuard(f CaseFile, _ Settings) Missing {
	if !f.Kind.NeedsNotice() {
		return nil
	}
	for _, st := range f.Steps {
		if !st.DoneOn.IsZero() {
			return nil
		}
	}
	return Missing{{Code: "step.done", Field: "steps", Sentence: "Record at least one finished step of the investigation; the letter must tell what was done."}}
}

func outcomesGuard(f CaseFile, s Settings) Missing {
	var m Missing
	m.add(len(f.Issues) == 0, "issues", "issues", "Add at least one issue.")
	for i, is := range f.Issues {
		m.add(is.Finding.Outcome == "", "finding", is.ID.String(), issueName(i, is, s)+" has no finding yet; record one.")
	}
	return append(m, conflictedFindings(f, s)...)
}

func sendGuard(f CaseFile, _ Settings) Missing {
	if _, ok := currentNotice(f); ok {
		return nil
	}
	return Missing{{Code: "letter", Field: "letters", Sentence: "Issue the resolution letter first."}}
}

// voidGuard keeps a case that was answered, or that must stay as it is, from
// going away: close it, or link it with the other one.
func voidGuard(f CaseFile, _ Settings) Missing {
	var m Missing
	_, answered := currentNotice(f)
	m.add(answered, "letter", "letters", "A resolution letter was issued in this case, so it cannot go away; close it instead.")
	m.add(f.Hold.Stands(), "legal_hold", "legal_hold", "A legal hold stands on this case; release it first, if counsel agrees.")
	return m
}

func withdrawGuard(f CaseFile, _ Settings) Missing {
	var m Missing
	if !f.Kind.NeedsNotice() {
		return m
	}
	// A wish not to get a letter is no withdrawal (A-0123, MUUN11), so what was
	// said must be on file.
	told := false
	for _, c := range f.Contacts {
		told = told || c.Inbound
	}
	m.add(!told, "contact", "contacts", "Record the contact in which the person took the matter back. Not wanting a letter is not enough.")
	m.add(f.Classification.Immediate, "harm", "kind", "This matter alleges harm, so it is looked into whatever the person wishes; close it with its findings.")
	return m
}

// currentNotice returns the newest notice of decision issued since the case was
// received or, when it was reopened, since then.
func currentNotice(f CaseFile) (Letter, bool) {
	l, ok := f.Notice()
	if !ok {
		return Letter{}, false
	}
	for _, c := range f.Clocks {
		if f.Reopened > 0 && c.Kind == ClockDecide && l.IssuedAt.Before(c.Start) {
			return Letter{}, false
		}
	}
	return l, true
}
