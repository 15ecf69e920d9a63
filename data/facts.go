package data

import "time"

// CaseFact is what the figures need of one case.
type CaseFact struct {
	Key       int64
	Number    string
	Kind      Kind
	State     State
	Unit      string
	Received  Date
	Closed    Date // zero while open
	Severity  int
	AckDue    Date
	AckOn     Date // acknowledged
	DecideDue Date // as it stands, extensions included
	DecideOn  Date // the notice left
	Reopened  int
}

// IssueFact is what the figures need of one issue.
type IssueFact struct {
	Case     int64
	Category string
	Taxonomy int // version of the list of categories; 0 as 1
	Severity int
	Unit     string
	Outcome  Outcome
}

// MonthCount is the numbers of one month of the trend.
type MonthCount struct {
	Month      Month
	Grievances int // received
	Others     int // received complaints, concerns and the rest that ask for an answer
	Closed     int
}

// Backlog is the flow of cases over a period. It balances when
// OpenStart + Received + Reopened − Closed − Withdrawn = OpenEnd.
type Backlog struct {
	OpenStart, Received, Reopened, Closed, Withdrawn, OpenEnd int
}

// Balances reports whether the identity holds.
func (b Backlog) Balances() bool {
	return b.OpenStart+b.Received+b.Reopened-b.Closed-b.Withdrawn == b.OpenEnd
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

// SummaryFacts are the facts of one month, from which package figures computes.
type SummaryFacts struct {
	Month     Month
	AsOf      time.Time // when they were read
	Settings  Settings
	Received  []CaseFact  // received in the month, all kinds
	Closed    []CaseFact  // closed in the month
	Open      []CaseFact  // open at the end of the month (or now, for the running one)
	Issues    []IssueFact // of the cases received in the month
	Backlog   Backlog
	Trend     []MonthCount // twelve months, the last one Month
	Feedback  FeedbackFacts
	Advocacy  []Advocacy // finished in the month
	Letters   int        // issued in the month
	AuditSeq  int64      // the head of the audit chain
	AuditHead string     // its MAC, hexadecimal
}

// ImportCounts are the outcome of an import.
type ImportCounts struct {
	Read     int          `json:"read"`
	Imported int          `json:"imported"`
	Already  int          `json:"already_there"`
	Refused  []RefusedRow `json:"refused"`
	Dates    []DateRemark `json:"dates"` // rows imported with a date that could not be read, or was read another way than the map says
}

// RefusedRow is a row that was not imported.
type RefusedRow struct {
	Row    int    `json:"row"` // 1 is the first row after the heading
	Reason string `json:"reason"`
}

// DateRemark says how an unusual date was read.
type DateRemark struct {
	Row  int    `json:"row"`
	Was  string `json:"was"`
	Read Date   `json:"read,omitempty"` // zero: not readable
	Why  string `json:"why"`
}
