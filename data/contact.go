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
