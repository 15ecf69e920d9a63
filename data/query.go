package data

import "time"

// CaseRow is one line of a list of cases.
type CaseRow struct {
	Key         int64     `json:"-"`
	Number      string    `json:"number"`
	Kind        Kind      `json:"kind"`
	State       State     `json:"state"`
	ReceivedAt  time.Time `json:"received_at"`
	ClosedAt    time.Time `json:"closed_at,omitzero"`
	Unit        string    `json:"unit,omitempty"`
	Patient     string    `json:"patient,omitempty"`     // Family, Given
	Complainant string    `json:"complainant,omitempty"` // Family, Given; empty when the patient speaks
	Opening     string    `json:"opening"`               // the first words of the story
	Severity    int       `json:"severity"`
	Owner       string    `json:"owner"`
	NextDue     Date      `json:"next_due,omitempty"` // the earliest running clock or open task
	NextWhat    string    `json:"next_what,omitempty"`
}

// CaseOrder is how a list of cases is sorted.
type CaseOrder string

// The orders of a case list.
const (
	NewestFirst   CaseOrder = "newest" // by entry, newest first; the order of search results
	OldestFirst   CaseOrder = "oldest"
	DueFirst      CaseOrder = "due" // open cases by next due date
	SeverityFirst CaseOrder = "severity"
)

// CaseQuery chooses cases. The zero value is every case, newest first.
type CaseQuery struct {
	Text         string // words or beginnings of words, all of which must occur; or a case number
	Kinds        []Kind
	States       []State
	OpenOnly     bool
	ClosedOnly   bool
	Overdue      bool // open with a due date before Today
	Unit         string
	Owner        string
	ReceivedFrom Date // inclusive, office days
	ReceivedTo   Date // inclusive
	MinSeverity  int
	Order        CaseOrder
	Today        Date   // the office's day, for Overdue; zero: now
	After        Cursor // zero: from the start
	Limit        int    // rows wanted; 0 means 50, at most 500
}

// Cursor marks a place in a list for the next page. It is opaque to callers.
type Cursor struct {
	Key  int64 `json:"k,omitempty"`
	Sort int64 `json:"s,omitempty"`
	Set  bool  `json:"set,omitempty"`
}

// CasePage is one page of a list.
type CasePage struct {
	Rows []CaseRow
	Next Cursor // where the next page starts
	More bool   // whether there is one
}

// Bucket is how soon something is due.
type Bucket string

// The buckets of Today.
const (
	Overdue  Bucket = "overdue"
	DueToday Bucket = "today"
	ThisWeek Bucket = "week" // within the next seven days
)

// TodayItem is one thing that is due: a clock or a task of a case.
type TodayItem struct {
	Bucket   Bucket
	Due      Date
	What     string // "Written decision", "Acknowledgement", or the task's words
	NextStep string // what to do about it, in a sentence
	Task     ID     // set when it is a task
	Promise  bool
	Case     CaseRow
}

// TodayBoard is the officer's day.
type TodayBoard struct {
	Day      Date
	Items    []TodayItem // by bucket, then due date, then severity
	Overdue  int         // counts in full; Items holds at most 300 of each bucket
	DueToday int
	ThisWeek int
	Open     int // open cases
	NoDue    int // open cases without any due date
}

// Feedback is one comment of a survey or comment card: not a case, though one
// may be opened from it.
type Feedback struct {
	Key        int64     `json:"-"`
	ID         ID        `json:"id"`
	Source     string    `json:"source"`      // the name of the map it came by
	ExternalID string    `json:"external_id"` // unique within the source
	Received   Date      `json:"received,omitempty"`
	Unit       string    `json:"unit,omitempty"`
	Question   string    `json:"question,omitempty"`
	Text       string    `json:"text"`
	Sentiment  int       `json:"sentiment,omitempty"` // 1 most positive to 5 most negative, 0 unknown
	Themes     []string  `json:"themes,omitempty"`
	DateNote   string    `json:"date_note,omitempty"` // why the date is missing or how it was read
	EnteredAt  time.Time `json:"entered_at"`
	CaseNumber string    `json:"case_number,omitempty"` // the case opened from it
}

// FeedbackQuery chooses feedback, newest received first.
type FeedbackQuery struct {
	Text    string
	Theme   string
	Unit    string
	Month   Month // zero: any
	After   Cursor
	Limit   int
	Undated bool // only those whose date could not be read
}

// FeedbackPage is one page of feedback.
type FeedbackPage struct {
	Rows []Feedback
	Next Cursor
	More bool
}
