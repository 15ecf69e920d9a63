package data

import (
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// LetterDraft is a letter while it is being written: what the officer adds to
// the template and the case. The same draft, template, case and settings give
// the same letter.
type LetterDraft struct {
	Kind     LetterKind  `json:"kind"`
	Language Lang        `json:"language,omitempty"`
	Template TemplateRef `json:"template,omitzero"`
	// LargePrint sets the whole letter in 18 points.
	LargePrint bool `json:"large_print,omitempty"`
	// Addressee is the person of the case to whom it goes; To stands for it where
	// the reader is none of them.
	Addressee ID        `json:"addressee"`
	To        Recipient `json:"to,omitzero"`
	// About is the referral, meeting, appeal or limit that it is written for.
	About ID   `json:"about,omitzero"`
	Date  Date `json:"date"`
	// Words are the officer's own words by the name of the block they stand in; a
	// block without an entry says what its template says.
	Words map[string]string `json:"words,omitempty"`
	// Values are the fields that the case does not know, by name.
	Values map[string]string `json:"values,omitempty"`
	// Steps tell what was done to investigate, one line each: element 2 of
	// 42 CFR 482.13(a)(2)(iii).
	Steps []string `json:"steps,omitempty"`
	// Findings hold the answer to each issue, in the order of the case: element 3.
	Findings []IssueAnswer `json:"findings,omitempty"`
	// CompletedOn is the day the review was completed: element 4.
	CompletedOn Date       `json:"completed_on,omitempty"`
	Contact     string     `json:"contact"`                // name of the contact person: element 1
	ContactLine string     `json:"contact_line,omitempty"` // phone of the contact
	Enclosures  []Enclosed `json:"enclosures,omitempty"`
	Copies      []string   `json:"copies,omitempty"`
	Corrects    ID         `json:"corrects,omitzero"` // the issued letter that this one corrects
}

// IssueAnswer is what a letter says about one issue.
type IssueAnswer struct {
	Issue ID     `json:"issue"`
	Text  string `json:"text"`
}

// Recipient is somebody outside the case to whom a letter or memo goes.
type Recipient struct {
	Name         string `json:"name,omitempty"`
	Title        string `json:"title,omitempty"` // position
	Organization string `json:"organization,omitempty"`
	Address
}

// Enclosed is what lies in the envelope beside the letter. One with an id is a
// sheet of the office's own collection and is joined behind the letter.
type Enclosed struct {
	Sheet ID     `json:"sheet,omitzero"`
	Title string `json:"title"`
}

// UnmarshalJSON also reads an enclosure as letters kept it at first: its title.
func (e *Enclosed) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		*e = Enclosed{}
		return json.Unmarshal(raw, &e.Title)
	}
	type plain Enclosed
	return json.Unmarshal(raw, (*plain)(e))
}

// UnmarshalJSON also reads drafts as they were before letters had templates,
// with a field of its own for each text.
func (d *LetterDraft) UnmarshalJSON(raw []byte) error {
	type plain LetterDraft
	old := struct {
		*plain
		Subject string `json:"subject"`
		Opening string `json:"opening"`
		Changes string `json:"changes"`
		Delay   string `json:"delay"`
		Closing string `json:"closing"`
	}{plain: (*plain)(d)}
	if err := json.Unmarshal(raw, &old); err != nil {
		return err
	}
	for name, text := range map[string]string{"subject": old.Subject, "opening": old.Opening, "changes": old.Changes, "delay": old.Delay, "closing": old.Closing} {
		if text != "" {
			d.SetWords(name, text)
		}
	}
	return nil
}

// SetWords gives a block the officer's words. The draft before keeps its own.
func (d *LetterDraft) SetWords(block, text string) {
	words := make(map[string]string, len(d.Words)+1)
	for k, v := range d.Words {
		words[k] = v
	}
	words[block] = text
	d.Words = words
}

// SetValue gives a field of the letter its value. The draft before keeps its own.
func (d *LetterDraft) SetValue(field, value string) {
	values := make(map[string]string, len(d.Values)+1)
	for k, v := range d.Values {
		values[k] = v
	}
	values[field] = value
	d.Values = values
}

// OwnTexts are the texts that the officer wrote, in an order that does not change.
func (d LetterDraft) OwnTexts() []string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(d.Words)) {
		all = append(all, d.Words[name])
	}
	for _, name := range slices.Sorted(maps.Keys(d.Values)) {
		all = append(all, d.Values[name])
	}
	all = append(all, d.Steps...)
	for _, a := range d.Findings {
		all = append(all, a.Text)
	}
	return slices.DeleteFunc(all, blank)
}

// Letter is an issued letter. Its bytes never change.
type Letter struct {
	ID         ID          `json:"id"`
	Kind       LetterKind  `json:"kind"`
	Number     int         `json:"number"` // 1, 2, 3 ... within the case
	IssuedAt   time.Time   `json:"issued_at"`
	IssuedBy   string      `json:"issued_by"`
	ApprovedBy string      `json:"approved_by,omitempty"` // the second person, where one is wanted
	Addressee  string      `json:"addressee"`
	Date       Date        `json:"date"`
	Pages      int         `json:"pages"`
	SHA256     string      `json:"sha256"` // of the PDF, hexadecimal
	Draft      LetterDraft `json:"draft"`  // the words as issued
	// Template and Fields are what the letter was made from, as they were then;
	// letters issued before there were templates have none.
	Template Template          `json:"template,omitzero"`
	Fields   map[string]string `json:"fields,omitempty"`

	Dispatches []Dispatch `json:"dispatches,omitempty"`
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
