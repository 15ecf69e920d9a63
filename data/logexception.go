package data

import (
	"slices"
	"time"
)

// ExceptionRule is one line of the list of exceptions: what surveyors cite, by
// which tag and in which report, and what to do about it (domain 1.5).
type ExceptionRule struct {
	Code     string
	Citation string
	Wrong    string // what is wrong with the case, a sentence
	Do       string // what to do about it, a sentence
	holds    func(logged) bool
}

// logged is a case as the rules of the list look at it.
type logged struct {
	closing
	row LogRow
}

// reviewDays is how long after its closing a case may wait for the committee, which
// usually meets once a month.
const reviewDays = 31

// ExceptionRules are the rules that look at a case. [NoDelegation] is the one that
// looks at the office.
var ExceptionRules = []ExceptionRule{
	{"no_acknowledgement", "A-0123 (QECC11)", "No acknowledgement was sent in its time.", "Send the acknowledgement now; if it was given, record when.",
		func(l logged) bool {
			c := l.ofCase(ClockAcknowledge)
			return c.Kind != "" && c.MetOn.IsZero() && (l.ended() || l.Open() && !c.Stopped && l.today > c.Due)
		}},
	{"late_acknowledgement", "A-0118 (GCTR11)", "The acknowledgement came after the day that the office had set.", "Record why in the case; tell the committee.",
		func(l logged) bool {
			c := l.ofCase(ClockAcknowledge)
			return !c.MetOn.IsZero() && c.MetOn > c.Due
		}},
	{"no_interim", "A-0123 (QECC11); A-0122", "The due date was moved, and no letter told the person by when the answer comes.", "Send an interim letter with the new day; where the case is answered, record why and tell the committee.",
		func(l logged) bool { return l.movedInSilence() }},
	{"no_resolution", "A-0118 (8XE511)", "The row has no resolution: it is past its due date, and no issue has a finding.", "Finish the investigation and record a finding for every issue.",
		func(l logged) bool {
			return l.overdue() && !slices.ContainsFunc(l.Issues, func(is Issue) bool { return is.Finding.Outcome != "" })
		}},
	{"late", "A-0122; A-0118", "The written decision is overdue.", "Send the notice of decision, or an interim letter with the new day and the reason.",
		func(l logged) bool { return l.overdue() }},
	{"own_limit", "A-0118 (GCTR11)", "The answer came after the day that the office had set.", "Record why in the case; tell the committee.",
		func(l logged) bool {
			return !l.row.ResponseOn.IsZero() && l.row.ResponseDue > 0 && l.row.ResponseOn > l.row.ResponseDue
		}},
	{"declined", "A-0123 (MUUN11)", "The letter was recorded as declined, and none was sent.", "Send the notice of decision: a person who says that no letter is needed does not lift the duty.",
		func(l logged) bool { return l.ended() && l.unanswered() && l.letterDeclined() }},
	{"no_notice", "A-0123; A-0118 (8XE511)", "The case is closed without a written notice of decision.", "Reopen the case and send the notice, or correct why it was closed.",
		func(l logged) bool { return l.ended() && l.unanswered() && !l.letterDeclined() }},
	{"elements", "A-0123 (K2IK11)", "The notice lacks one of the four elements: contact person, steps, results, day of completion.", "Send a corrected notice.",
		func(l logged) bool { return l.issued && !hasElements(l.notice) }},
	{"no_answer", "A-0123 (KSR511)", "The notice answers fewer issues than the case has.", "Send a corrected notice that answers every issue.",
		func(l logged) bool { return l.issued && len(l.withoutAnswer()) > 0 }},
	{"no_finding", "A-0123 (KSR511)", "The case is closed, and an issue of it has no finding.", "Reopen the case and record the finding.",
		func(l logged) bool { return l.ended() && len(l.withoutFinding()) > 0 }},
	{"no_completion", "42 CFR 482.13(a)(2)(iii); CMS report 16520", "The case is closed without the day on which the review was completed.", "Enter the day of completion.",
		func(l logged) bool { return l.ended() && l.row.CompletedOn.IsZero() }},
	{"referral", "A-0123 (70ZK11)", "The case is closed, and a department has not answered its referral.", "Reopen the case, or record what the department answered.",
		func(l logged) bool { return l.ended() && len(openReferrals(l.CaseFile)) > 0 }},
	{"no_review", "A-0119 (4DYM11)", "The board's delegation asks for the committee's review, and there is none a month after the closing.", "Put the case before the committee and record its review.",
		func(l logged) bool {
			return !blank(l.settings.Delegation) && l.ended() && len(l.Reviews) == 0 && l.today > l.row.ClosedOn.AddDays(reviewDays)
		}},
}

// NoDelegation is the exception of an office that names no written delegation of
// its board to the grievance committee.
var NoDelegation = ExceptionRule{Code: "no_delegation", Citation: "A-0119 (4DYM11)",
	Wrong: "No written delegation of the governing body to the grievance committee is on record.",
	Do:    "Enter the reference and the date of the board's resolution in the settings; without one, the board itself reviews and resolves grievances."}

// ended reports whether the case is closed as one that owes a notice; a matter
// that was taken back, entered by mistake or went on in another case is not.
func (l logged) ended() bool { return l.State == StateClosed && l.owesNotice() }

// unanswered reports whether no notice left although there is somebody to write
// to.
func (l logged) unanswered() bool {
	return l.owesLetter() && (!l.issued || l.notice.Dispatched().IsZero())
}

// overdue reports whether the case is open, owes its decision and the day is over.
func (l logged) overdue() bool {
	c := l.ofCase(l.Kind.AnswerClock())
	return c.Kind != "" && l.Open() && c.Running() && c.Late(l.today)
}

// movedInSilence reports whether the due date was moved, its first day is over,
// and no letter said so.
func (l logged) movedInSilence() bool {
	r := l.row
	over := r.ResponseOn > r.FirstDue || r.ResponseOn.IsZero() && l.Open() && l.today > r.FirstDue
	return r.ResponseDue > r.FirstDue && over && len(r.InterimOn) == 0
}

// letterDeclined reports whether the file says that the person did not want a
// letter, or a manager passed over it.
func (l logged) letterDeclined() bool {
	return slices.ContainsFunc(l.Offers, func(o FilingOffer) bool { return o.Declined }) ||
		slices.Contains(l.Ending.Overridden, "letter") || slices.Contains(l.Ending.Overridden, "dispatch")
}

// hasElements reports whether a notice has what 42 CFR 482.13(a)(2)(iii) asks for.
// Letters that came with imported or practice data have no words to look at.
func hasElements(l Letter) bool {
	d := l.Draft
	if d.Kind == "" {
		return true
	}
	return !blank(d.Contact) && len(d.Steps) > 0 && len(d.Findings) > 0 && !d.CompletedOn.IsZero()
}

// LogExceptions returns the rules that a case breaks. It looks at the parts of a
// case that [NewLogRow] does.
func LogExceptions(f CaseFile, s Settings, today Date) []ExceptionRule {
	if !f.Kind.NeedsNotice() {
		return nil
	}
	l := logged{closing: closing{CaseFile: f, settings: s, today: today}, row: NewLogRow(f, s)}
	l.notice, l.issued = currentNotice(f)
	var broken []ExceptionRule
	for _, r := range ExceptionRules {
		if r.holds(l) {
			broken = append(broken, r)
		}
	}
	return broken
}

// Exception is one line of the list of exceptions.
type Exception struct {
	ExceptionRule
	Case LogRow
}

// ExceptionFacts are the exceptions of a period: of the grievances received in it
// or open at some time in it.
type ExceptionFacts struct {
	Period   Period
	AsOf     time.Time
	MadeBy   string
	Settings Settings
	Cases    int // looked at
	Lines    []Exception
}

// Named is how many cases the list names.
func (x ExceptionFacts) Named() int {
	cases := map[string]bool{}
	for _, l := range x.Lines {
		cases[l.Case.Number] = true
	}
	return len(cases)
}
