package data

import "time"

// LetterKind is a kind of letter.
type LetterKind string

// The kinds of letter.
const (
	Acknowledgement  LetterKind = "acknowledgement"
	NoticeOfDecision LetterKind = "resolution"
	// InterimLetter tells the person why the decision takes longer and by when it
	// comes; it meets the clock of the update that is owed.
	InterimLetter LetterKind = "interim"
)

// LetterKinds lists the kinds of letter.
var LetterKinds = []Term[LetterKind]{
	{Acknowledgement, "Acknowledgement"}, {InterimLetter, "Interim letter"}, {NoticeOfDecision, "Resolution letter"},
}

// String returns the label.
func (k LetterKind) String() string { return labelOf(LetterKinds, k) }

// LetterDraft is a letter while it is being written. The composed page adds
// letterhead, date, reference, contact, agencies and closing from the case and
// the settings; the draft holds the officer's words.
type LetterDraft struct {
	Kind      LetterKind `json:"kind"`
	Addressee ID         `json:"addressee"`
	Date      Date       `json:"date"`
	Subject   string     `json:"subject"` // the bold line; no health facts
	Opening   string     `json:"opening"` // thanks and regret
	// Steps tell what was done to investigate, one line each: element 2 of
	// 42 CFR 482.13(a)(2)(iii).
	Steps []string `json:"steps,omitempty"`
	// Findings hold the answer to each issue, in the order of the case: element 3.
	Findings []IssueAnswer `json:"findings,omitempty"`
	Changes  string        `json:"changes,omitempty"`
	// Delay says in an interim letter why the answer takes longer, in plain words.
	Delay string `json:"delay,omitempty"`
	// CompletedOn is the day the review was completed: element 4.
	CompletedOn Date     `json:"completed_on,omitempty"`
	Contact     string   `json:"contact"`                // name of the contact person: element 1
	ContactLine string   `json:"contact_line,omitempty"` // phone of the contact
	Closing     string   `json:"closing,omitempty"`
	Enclosures  []string `json:"enclosures,omitempty"`
	Copies      []string `json:"copies,omitempty"`
}

// IssueAnswer is what a letter says about one issue.
type IssueAnswer struct {
	Issue ID     `json:"issue"`
	Text  string `json:"text"`
}

// Letter is an issued letter. Its bytes never change.
type Letter struct {
	ID         ID          `json:"id"`
	Kind       LetterKind  `json:"kind"`
	Number     int         `json:"number"` // 1, 2, 3 ... within the case
	IssuedAt   time.Time   `json:"issued_at"`
	IssuedBy   string      `json:"issued_by"`
	Addressee  string      `json:"addressee"`
	Date       Date        `json:"date"`
	Pages      int         `json:"pages"`
	SHA256     string      `json:"sha256"` // of the PDF, hexadecimal
	Draft      LetterDraft `json:"draft"`  // the words as issued
	Dispatches []Dispatch  `json:"dispatches,omitempty"`
}

// Dispatched returns the first day on which the letter left, or zero.
func (l Letter) Dispatched() Date {
	var first Date
	for _, d := range l.Dispatches {
		if first == 0 || d.On < first {
			first = d.On
		}
	}
	return first
}

// DispatchMethod is how a letter left.
type DispatchMethod string

// DispatchMethods lists the ways in which a letter leaves.
var DispatchMethods = []Term[DispatchMethod]{
	{"post", "Posted"}, {"certified", "Posted, certified"}, {"hand", "Handed over"}, {"email", "Secure e-mail"},
	{"fax", "Fax"}, {"portal", "Patient portal"},
}

// String returns the label.
func (m DispatchMethod) String() string { return labelOf(DispatchMethods, m) }

// Dispatch records that a letter left.
type Dispatch struct {
	Method   DispatchMethod `json:"method"`
	On       Date           `json:"on"`
	Tracking string         `json:"tracking,omitempty"`
	By       string         `json:"by"`
}
