package data

import "time"

// CaseFact is what the figures need of one case. It names nobody.
type CaseFact struct {
	Key       int64
	Number    string
	Kind      Kind
	State     State
	Unit      string
	Owner     string
	Channel   Channel
	Payer     Payer
	Shift     Shift
	Received  Date
	Entered   Date // into Rapport
	Event     Date // when it happened; zero: not known
	Closed    Date // zero while open
	Severity  int
	AckDue    Date
	AckOn     Date // acknowledged
	DecideDue Date // as it stands, extensions included
	DecideOn  Date // the notice left
	InterimOn Date // the first letter left that says why it takes longer
	Reopened  int  // how often
	Closure   Closure
	Satisfied Satisfied
	QAPI      QAPICategory
	OnTheSpot bool // resolved by staff present
	Anonymous bool

	// Of the patient.
	Language   string // preferred to speak; empty: English or not asked
	Born       Date
	Disability Disability
}

// IssueFact is what the figures need of one issue.
type IssueFact struct {
	Case     int64
	Category string
	Taxonomy int // version of the list of categories; 0 as 1
	Severity int
	Stage    Stage
	Unit     string
	Outcome  Outcome
}

// Flow is what a move of a case does to the backlog.
type Flow string

// The flows.
const (
	FlowReceived  Flow = "received"
	FlowReopened  Flow = "reopened"
	FlowClosed    Flow = "closed"
	FlowWithdrawn Flow = "withdrawn" // also merged and void
)

// FlowFact is one move of a case that changed the backlog.
type FlowFact struct {
	Case int64
	On   Date
	Flow Flow
	Why  ReopenCause // of a reopening
}

// ReopenFact is a reopening of a case that had been closed in the period.
type ReopenFact struct {
	Case     int64
	ClosedOn Date // the closing before it, in the period
	On       Date // may lie after the period
	Why      ReopenCause
}

// MonthCount is the numbers of one whole month of the trend, also where the period
// ends within it.
type MonthCount struct {
	Month      Month
	Grievances int // received
	Others     int // received complaints, concerns and the rest that ask for an answer
	Closed     int // each case once
	// Days are how many days the cases closed in the month took, in no order; each
	// case by its last closing in the month.
	Days []int
}

// FeedbackFacts count the comments of a month.
type FeedbackFacts struct {
	Comments int
	Empty    int          // without words
	Negative int          // sentiment 4 or 5
	Positive int          // sentiment 1 or 2
	Rated    int          // with a sentiment
	Themes   []NamedCount // most frequent first
	Units    []NamedCount
	Undated  int // in the store without a readable date
}

// NamedCount is a count under a name.
type NamedCount struct {
	Name  string
	Count int
}

// SummaryFacts are the facts of one period, from which package figures computes.
type SummaryFacts struct {
	// Shareable says that nothing but a shareable summary can be made of the facts;
	// see [SummaryFacts.ForSharing].
	Shareable bool
	Period    Period
	AsOf      time.Time // when they were read
	Settings  Settings
	PeriodFacts
	Before PeriodFacts // the same of the period before ([Period.Before])
	// Trend is month by month, at least 24 of them, the last one that of the end of
	// the period.
	Trend []MonthCount
	// Numbers are what was entered by month for the months of the trend and of both
	// periods: patient days, encounters, survey results.
	Numbers []MonthNumber
	// Themes are the themes of the quarters that the period touches.
	Themes []ThemeFact
	// RepeatComplainants are how many people in the register had two cases or more
	// that are not linked, received in the twelve months that end with the period.
	RepeatComplainants int
	Frozen             *FrozenReport // the newest freeze of the very period; nil: none
	AuditSeq           int64         // the head of the audit chain
	AuditHead          string        // its MAC, hexadecimal
}

// PeriodFacts are what happened in one period. What was open refers to its last
// day, or to the day of reading while the period runs.
//
// A case that is void or merged into another ([CaseFact.SetAside]) is none of the
// office's own: it is not in Received, Closed, Issues, Themes, the trend or the
// repeat complainants, whenever it was set aside. The backlog counts what
// happened, on the day it happened: such a case came in as received and left as
// withdrawn. So the backlog's Received is len(Received) + len(Voided).
type PeriodFacts struct {
	Received  []CaseFact // received in the period, all kinds
	Voided    []int64    // received in the period and void or merged by now, by key
	Closed    []CaseFact // closed in the period, each by its last closing; not those withdrawn
	Open      []CaseFact // open at the end, those included that were set aside since
	OpenStart []int64    // the cases that were open when the period began, by key
	Flow      []FlowFact // in the order of the days
	// Reopened are the reopenings of what was closed in the period, whenever they
	// came, case by case in the order in which they came.
	Reopened []ReopenFact
	Issues   []IssueFact // of the cases received in the period
	Feedback FeedbackFacts

	Advocacy    []AdvocacyFact   // ended in the period
	Letters     []LetterFact     // issued in the period
	Actions     []ActionFact     // every plan that was open at some time in the period, and those verified or checked in it
	Referrals   []DueFact        // referrals due or answered in the period
	Promises    []DueFact        // promises and commitments due or kept in the period
	Escalations []EscalationFact // raised in the period
}

// AdvocacyFact is an advocacy action that ended in the period.
type AdvocacyFact struct {
	Case    int64
	Kind    AdvocacyKind
	Outcome AdvocacyOutcome
	Cents   int64 // recovered, in hundredths of the currency
	DoneOn  Date
	Appeals []AppealOutcome // of the levels decided
}

// LetterFact is an issued letter.
type LetterFact struct {
	Case     int64
	Kind     LetterKind
	Language Lang
	IssuedOn Date
	LeftOn   Date // dispatched; zero: not yet
	Due      Date // of the duty that the letter meets; zero: none
	// Grade is the Flesch-Kincaid grade of what the letter says, 0 where the formula
	// does not fit its language or where there are too few words to tell.
	Grade float64
	// Elements says whether a notice of decision has the four elements of
	// 42 CFR 482.13(a)(2)(iii); false for other letters.
	Elements bool
}

// ActionFact is an action plan with its case.
type ActionFact struct {
	Case   int64
	Number string
	Unit   string // of the plan or else of its case
	Opened Date   // written down
	Plan   ActionPlan
	// Identifies says of a plan that is chosen for "you said, we did" that its words
	// hold what identifies somebody, as its whole case and the register tell.
	Identifies bool
}

// DueFact is something that was owed by a day: a referral's answer, a promise.
type DueFact struct {
	Case   int64
	Unit   string
	Asked  Date // sent, promised; zero: not known
	Due    Date
	DoneOn Date   // zero: not yet
	Missed bool   // it will not be kept
	Worked Effect // of a referral: whether the answer worked
}

// EscalationFact is a trigger that was raised.
type EscalationFact struct {
	Case    int64
	Trigger Trigger
	On      Date
}

// ThemeFact is a theme of a quarter: three or more cases with an issue of one
// category in one unit (domain 5.5), with what the office made of it.
type ThemeFact struct {
	Quarter  Period
	Category string
	Unit     string
	Cases    []int64
	NamedTheme
}
