package data

import "time"

// ClockKind is a duty that a clock measures.
type ClockKind string

// The clocks.
const (
	ClockAcknowledge ClockKind = "acknowledge"
	ClockUpdate      ClockKind = "update" // a word to the person while the answer takes longer
	ClockDecide      ClockKind = "decision"
	ClockAnswer      ClockKind = "answer" // for cases that owe no notice
	ClockCommittee   ClockKind = "committee"
	ClockCivilRights ClockKind = "civil_rights"
	ClockPrivacy     ClockKind = "privacy"
	ClockAppeal      ClockKind = "appeal"
)

// ClockKinds lists the clocks.
var ClockKinds = []Term[ClockKind]{
	{ClockAcknowledge, "Acknowledgement"}, {ClockUpdate, "Update owed"}, {ClockDecide, "Written decision"}, {ClockAnswer, "Answer"},
	{ClockCommittee, "Committee review"}, {ClockCivilRights, "Civil-rights decision"}, {ClockPrivacy, "Answer to the privacy complaint"},
	{ClockAppeal, "Appeal"},
}

// String returns the label.
func (k ClockKind) String() string { return labelOf(ClockKinds, k) }

// ByHand reports whether an officer may start such a clock. The others follow
// from the kind of the case.
func (k ClockKind) ByHand() bool {
	switch k {
	case ClockUpdate, ClockCommittee, ClockCivilRights, ClockPrivacy, ClockAppeal:
		return true
	}
	return false
}

// DoneByHand reports whether an officer may mark such a duty as done. The others
// are met by the letter or the contact that does what is owed.
func (k ClockKind) DoneByHand() bool {
	switch k {
	case ClockAnswer, ClockCommittee, ClockPrivacy, ClockAppeal:
		return true
	}
	return false
}

// AnswerClock is the duty that the office's last word meets in a case of the
// kind: a written decision, or an answer.
func (k Kind) AnswerClock() ClockKind {
	switch {
	case k.NeedsNotice():
		return ClockDecide
	case k == Privacy:
		return ClockPrivacy
	}
	return ClockAnswer
}

// ClockUnit is what a clock counts.
type ClockUnit string

// The units of a clock.
const (
	CalendarDays ClockUnit = "calendar"
	BusinessDays ClockUnit = "business" // Monday to Friday without the holidays of the calendar
)

// ClockUnits lists the units.
var ClockUnits = []Term[ClockUnit]{{CalendarDays, "calendar days"}, {BusinessDays, "business days"}}

// String returns the label.
func (u ClockUnit) String() string { return labelOf(ClockUnits, u) }

// Clock is a duty with a due date. The due date is fixed when the clock starts
// and moves only by a logged change: surveyors compare it with the letter sent.
type Clock struct {
	ID    ID        `json:"id"`
	Kind  ClockKind `json:"kind"`
	Name  string    `json:"name,omitempty"` // its own label; empty: that of its kind
	About ID        `json:"about,omitzero"` // what it belongs to, such as a level of an appeal
	Start time.Time `json:"start"`
	// StartedBy is the officer who started it by hand; empty where it follows from
	// the case.
	StartedBy string    `json:"started_by,omitempty"`
	Length    int       `json:"length"` // in Unit; 0 where the day itself was set
	Unit      ClockUnit `json:"unit"`
	Base      Date      `json:"base"` // the due date as it was first; never changes
	Due       Date      `json:"due"`
	MetOn     Date      `json:"met_on,omitempty"`
	// EnteredOn is the day on which MetOn was entered.
	EnteredOn Date `json:"entered_on,omitempty"`
	// Stopped marks a duty that is no longer owed: the kind changed, the case was
	// withdrawn or closed without it.
	Stopped bool          `json:"stopped,omitempty"`
	Pauses  []ClockPause  `json:"pauses,omitempty"`
	Changes []ClockChange `json:"changes,omitempty"`
}

// ClockPause is a time for which a clock stood still.
type ClockPause struct {
	From   Date   `json:"from"`
	To     Date   `json:"to,omitempty"`   // zero while it stands still
	Days   int    `json:"days,omitempty"` // added to the due date, in the unit of the clock
	Reason string `json:"reason"`
	By     string `json:"by"`
	// LookAgain is the day after which the pause is long by the office's limit.
	LookAgain Date `json:"look_again"`
}

// ClockChange is one change of a due date.
type ClockChange struct {
	At     time.Time       `json:"at"`
	By     string          `json:"by"`
	From   Date            `json:"from"`
	To     Date            `json:"to"`
	Reason string          `json:"reason"`
	Kind   ClockChangeKind `json:"kind,omitempty"`
	Agreed string          `json:"agreed,omitempty"` // who agreed to it
	Days   int             `json:"days,omitempty"`   // of a period: how many it added
	Base   Date            `json:"base,omitempty"`   // of another calendar: the first due date by it
}

// ClockChangeKind is how a due date was moved.
type ClockChangeKind string

// The ways in which a due date moves.
const (
	MovedToDate     ClockChangeKind = "" // to a day that was named
	MovedByPeriod   ClockChangeKind = "period"
	MovedByPause    ClockChangeKind = "pause"
	MovedByCalendar ClockChangeKind = "calendar"
)

// Running reports whether the duty is still owed; one that is paused is.
func (c Clock) Running() bool { return !c.Stopped && c.MetOn.IsZero() }

// Paused returns the pause in which the clock stands still.
func (c Clock) Paused() (ClockPause, bool) {
	if n := len(c.Pauses); n > 0 && c.Running() && c.Pauses[n-1].To.IsZero() {
		return c.Pauses[n-1], true
	}
	return ClockPause{}, false
}

// Late reports whether the duty is owed and its last day is over, or was met
// after that day. The due date itself is in time until midnight in the office;
// a clock that is paused is not late.
func (c Clock) Late(today Date) bool {
	if !c.MetOn.IsZero() {
		return c.MetOn > c.Due
	}
	_, paused := c.Paused()
	return c.Running() && !paused && today > c.Due
}

// EnteredLater reports whether what was done in time was entered after the last
// day was over.
func (c Clock) EnteredLater() bool {
	return !c.MetOn.IsZero() && c.MetOn <= c.Due && c.EnteredOn > c.Due
}

// Label returns the name of the duty.
func (c Clock) Label() string {
	if c.Name != "" {
		return c.Name
	}
	return c.Kind.String()
}

// Phrase writes the time that the clock gives: 7 days, 10 business days.
func (c Clock) Phrase() string { return Standard{Days: c.Length, Unit: c.Unit}.Phrase() }

// SameDuty reports whether two clocks measure the same duty in two cases: of the
// same kind, both following from the case and both still owed.
func (c Clock) SameDuty(other Clock) bool {
	ofCase := c.About == (ID{}) && other.About == (ID{}) && c.StartedBy == "" && other.StartedBy == ""
	return ofCase && c.Kind == other.Kind && c.Running() && other.Running()
}

// Measures reports whether the case has a clock for the duty that another case's
// clock measures, whether it still runs or was met. A clock that was started by
// hand, or belongs to a record, stands for itself.
func (f *CaseFile) Measures(other Clock) bool {
	if other.StartedBy != "" || other.About != (ID{}) {
		return false
	}
	for _, c := range f.Clocks {
		if c.Kind == other.Kind && c.About == (ID{}) && !c.Stopped {
			return true
		}
	}
	return false
}
