package data

import "time"

// Contact is one conversation or message, in or out.
type Contact struct {
	ID      ID             `json:"id"`
	At      time.Time      `json:"at"`
	Mode    ContactMode    `json:"mode"`
	Inbound bool           `json:"inbound"`
	With    string         `json:"with"`
	Minutes int            `json:"minutes,omitempty"` // how long it took
	Outcome ContactOutcome `json:"outcome,omitempty"`
	Summary string         `json:"summary"`
	Next    string         `json:"next,omitempty"` // the next step that was agreed
	// Update marks a contact that told the person why the answer takes longer and
	// by when it comes.
	Update bool `json:"update,omitempty"`
	// Promise is what was promised, by whom to whom until when; it becomes a task.
	// Without a name or a day, the officer promised it to the person spoken to, for
	// the usual day ([PromiseDue]).
	Promise    string `json:"promise,omitempty"`
	PromisedBy string `json:"promised_by,omitempty"`
	PromisedTo string `json:"promised_to,omitempty"`
	PromiseDue Date   `json:"promise_due,omitempty"`
	About      ID     `json:"about,omitzero"` // the advocacy action it belongs to
	By         string `json:"by"`
}

// ContactOutcome is how a contact ended.
type ContactOutcome string

// ContactOutcomes lists the outcomes.
var ContactOutcomes = []Term[ContactOutcome]{
	{"reached", "Reached"}, {"message", "Left a message"}, {"no_answer", "No answer"}, {"wrong_number", "Wrong number or address"},
	{"call_back", "Will call back"}, {"refused", "Did not wish to speak"},
}

// String returns the label.
func (o ContactOutcome) String() string { return labelOf(ContactOutcomes, o) }

// TellsAll reports whether the outcome says enough by itself, so that no summary
// is needed.
func (o ContactOutcome) TellsAll() bool { return o == "no_answer" || o == "wrong_number" }

// Fruitless reports whether nobody was spoken to.
func (o ContactOutcome) Fruitless() bool { return o.TellsAll() || o == "message" }

// maxMinutes is the longest that a contact may take: a day.
const maxMinutes = 24 * 60

// promiseDays is how many working days a promise made without a day has.
const promiseDays = 2

// PromiseDue is the day by which a promise without a day is to be kept.
func PromiseDue(now time.Time, s Settings) Date { return DueDate(now, promiseDays, BusinessDays, s) }

// Task is something to do by a day.
type Task struct {
	ID     ID     `json:"id"`
	What   string `json:"what"`
	Due    Date   `json:"due"`
	Owner  string `json:"owner"` // who does it; of a promise, who made it
	DoneOn Date   `json:"done_on,omitempty"`
	DoneBy string `json:"done_by,omitempty"`
	// Promise marks a task that keeps a promise, made to a person.
	Promise    bool   `json:"promise,omitempty"`
	PromisedTo string `json:"promised_to,omitempty"`
	From       string `json:"from,omitempty"` // the section in which it was promised
}
