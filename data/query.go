package data

import "time"

// CaseRow is one line of a list of cases.
type CaseRow struct {
	Key         int64     `json:"-"`
	Number      string    `json:"number"`
	Kind        Kind      `json:"kind"`
	State       State     `json:"state"`
	ReceivedAt  time.Time `json:"received_at"`
	ReceivedOn  Date      `json:"received_on"` // at the office
	ClosedAt    time.Time `json:"closed_at,omitzero"`
	ClosedOn    Date      `json:"closed_on,omitempty"`
	Unit        string    `json:"unit,omitempty"`
	Patient     string    `json:"patient,omitempty"`     // Family, Given
	Complainant string    `json:"complainant,omitempty"` // Family, Given; empty when the patient speaks
	MRN         string    `json:"mrn,omitempty"`         // of the patient
	Opening     string    `json:"opening"`               // the first words of the story
	Severity    int       `json:"severity"`
	Flags       CaseFlags `json:"flags"`
	Owner       string    `json:"owner"`
	NextDue     Date      `json:"next_due,omitempty"` // the earliest running clock or open task
	NextWhat    string    `json:"next_what,omitempty"`
	// Restricted marks a case that is kept to people by name. Shut marks one that
	// whoever asks may not see: of it the row has the key and the number alone.
	Restricted bool `json:"restricted,omitempty"`
	Shut       bool `json:"shut,omitempty"`
}

// CaseOrder is how a list of cases is sorted. [CaseQuery.Reverse] turns it round.
type CaseOrder string

// The orders of a case list. What is empty comes first among words, and last
// among due dates, whichever way the list runs.
const (
	NewestFirst   CaseOrder = "newest" // by entry, newest first; the order of search results
	OldestFirst   CaseOrder = "oldest"
	DueFirst      CaseOrder = "due" // by next due date
	SeverityFirst CaseOrder = "severity"
	ByNumber      CaseOrder = "number"
	ByKind        CaseOrder = "kind"
	ByState       CaseOrder = "state"
	ByReceived    CaseOrder = "received"
	ByClosed      CaseOrder = "closed" // open cases first
	ByPatient     CaseOrder = "patient"
	ByComplainant CaseOrder = "complainant"
	ByMRN         CaseOrder = "mrn"
	ByUnit        CaseOrder = "unit"
	ByOwner       CaseOrder = "owner"
	ByFlags       CaseOrder = "flags"
)

// CaseOrders lists the orders with what people read.
var CaseOrders = []Term[CaseOrder]{
	{NewestFirst, "Newest entry"}, {OldestFirst, "Oldest entry"}, {DueFirst, "Next due"}, {SeverityFirst, "Severity"},
	{ByNumber, "Number"}, {ByKind, "Kind"}, {ByState, "State"}, {ByReceived, "Received"}, {ByClosed, "Closed"},
	{ByPatient, "Patient"}, {ByComplainant, "Complainant"}, {ByMRN, "Record number"}, {ByUnit, "Unit"}, {ByOwner, "Owner"}, {ByFlags, "Marks"},
}

// Descends reports whether the order runs from the greatest or newest to the
// least, unless it is turned round.
func (o CaseOrder) Descends() bool {
	switch o {
	case "", NewestFirst, SeverityFirst, ByFlags:
		return true
	}
	return false
}

// CaseQuery chooses cases. The zero value is every case, newest first. All
// conditions must hold.
type CaseQuery struct {
	Text         string    `json:"text,omitempty"` // words or beginnings of words, all of which must occur; or a case number
	Kinds        []Kind    `json:"kinds,omitempty"`
	States       []State   `json:"states,omitempty"`
	OpenOnly     bool      `json:"open,omitempty"`
	ClosedOnly   bool      `json:"closed,omitempty"`
	Overdue      bool      `json:"overdue,omitempty"` // open with a due date before Today
	Flags        CaseFlags `json:"flags,omitempty"`   // all of them set
	Unit         string    `json:"unit,omitempty"`
	Owner        string    `json:"owner,omitempty"`
	ReceivedFrom Date      `json:"received_from,omitempty"` // inclusive, office days
	ReceivedTo   Date      `json:"received_to,omitempty"`   // inclusive
	DueFrom      Date      `json:"due_from,omitempty"`      // of what is due next, inclusive
	DueTo        Date      `json:"due_to,omitempty"`        // inclusive
	MinSeverity  int       `json:"min_severity,omitempty"`
	Order        CaseOrder `json:"order,omitempty"`
	Reverse      bool      `json:"reverse,omitempty"` // the order turned round
	Today        Date      `json:"-"`                 // the office's day, for Overdue; zero: now
	After        Cursor    `json:"-"`                 // zero: from the start
	Limit        int       `json:"-"`                 // rows wanted; 0 means 50, at most 500
	// Among holds the keys of the only cases that may be listed, such as those that
	// a figure counted, at most [MaxAmong]; nil: any case, empty: none. AmongName
	// says what they are: "Closed in October 2026". Neither is kept in a saved view.
	Among     []int64 `json:"-"`
	AmongName string  `json:"-"`
}

// MaxAmong is how many cases [CaseQuery.Among] may hold.
const MaxAmong = 30_000

// Narrows reports whether the query leaves any case out, its words aside.
func (q CaseQuery) Narrows() bool {
	return len(q.Kinds)+len(q.States)+q.MinSeverity > 0 || q.OpenOnly || q.ClosedOnly || q.Overdue || q.Flags != 0 ||
		q.Unit != "" || q.Owner != "" || q.ReceivedFrom != 0 || q.ReceivedTo != 0 || q.DueFrom != 0 || q.DueTo != 0 ||
		q.Among != nil
}

// Cursor marks a place in a list for the next page. It is opaque to callers.
type Cursor struct {
	Key  int64  `json:"k,omitempty"`
	Sort int64  `json:"s,omitempty"`
	Text string `json:"t,omitempty"`
	Set  bool   `json:"set,omitempty"`
}

// CasePage is one page of a list.
type CasePage struct {
	Rows []CaseRow
	Next Cursor // where the next page starts
	More bool   // whether there is one
}

// Snippet is the sentence of a case in which the words of a search were found.
type Snippet struct {
	Where string // what it stands in: "Note", "Issue", "Letter"
	Parts []SnippetPart
}

// SnippetPart is a piece of a sentence; Hit marks a word that was searched for.
type SnippetPart struct {
	Text string
	Hit  bool
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
	Who        string    `json:"who,omitempty"`         // who said it, where they left a name or a number of theirs
	Reach      string    `json:"reach,omitempty"`       // how they can be reached: a phone number, an e-mail address
	// Asks says why the comment asks for an answer, in words; empty: it does not.
	Asks     string `json:"asks,omitempty"`
	Import   ID     `json:"import,omitzero"`       // of [Import]; zero for one written down here
	Imported string `json:"imported_by,omitempty"` // who brought it in

	Row    int      `json:"-"` // of the file it comes from, while it is imported
	Digest [32]byte `json:"-"` // of all that the row says
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
	Asks    bool // only those that ask for an answer and have no case yet
}

// FeedbackPage is one page of feedback.
type FeedbackPage struct {
	Rows []Feedback
	Next Cursor
	More bool
}
