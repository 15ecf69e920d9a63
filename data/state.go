package data

// State is where a case stands (domain rule: the state moves only by actions).
type State string

// The states.
const (
	StateNew           State = "new"
	StateTriaged       State = "triaged"
	StateAcknowledged  State = "acknowledged"
	StateInvestigating State = "investigating"
	StateAwaiting      State = "awaiting"
	StateFindings      State = "findings"
	StateDraft         State = "draft_letter"
	StateSignOff       State = "sign_off"
	StateSent          State = "sent"
	StateClosed        State = "closed"
	StateOnHold        State = "on_hold"
	StateReferred      State = "referred"
	StateReopened      State = "reopened"
	StateWithdrawn     State = "withdrawn"
	StateVoid          State = "void"   // entered by mistake; its number is never used again
	StateMerged        State = "merged" // goes on in another case
	StatePurged        State = "purged" // kept as long as it had to be; its words are gone
)

// States lists the states, the usual way first.
var States = []Term[State]{
	{StateNew, "New"}, {StateTriaged, "Triaged"}, {StateAcknowledged, "Acknowledged"},
	{StateInvestigating, "Investigating"}, {StateAwaiting, "Awaiting response"}, {StateFindings, "Findings"},
	{StateDraft, "Draft letter"}, {StateSignOff, "Sign-off"}, {StateSent, "Sent"}, {StateClosed, "Closed"},
	{StateOnHold, "On hold"}, {StateReferred, "Referred"}, {StateReopened, "Reopened"}, {StateWithdrawn, "Withdrawn"},
	{StateVoid, "Void"}, {StateMerged, "Merged"}, {StatePurged, "Purged"},
}

// String returns the label.
func (st State) String() string { return labelOf(States, st) }

// Open reports whether a case in this state still waits for something.
func (st State) Open() bool {
	switch st {
	case StateClosed, StateWithdrawn, StateVoid, StateMerged, StatePurged:
		return false
	}
	return true
}
