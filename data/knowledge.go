package data

import "time"

// KnowledgeKind is what an entry of the library is.
type KnowledgeKind string

// The kinds of entry.
const (
	KnowledgePolicy   KnowledgeKind = "policy"
	KnowledgeLeaflet  KnowledgeKind = "leaflet"
	KnowledgeAnswer   KnowledgeKind = "answer"
	KnowledgeQuestion KnowledgeKind = "question" // that nobody could answer yet
)

// KnowledgeKinds lists the kinds of entry.
var KnowledgeKinds = []Term[KnowledgeKind]{
	{KnowledgePolicy, "Policy"}, {KnowledgeLeaflet, "Leaflet"}, {KnowledgeAnswer, "Answer"}, {KnowledgeQuestion, "Open question"},
}

// String returns the label.
func (k KnowledgeKind) String() string { return labelOf(KnowledgeKinds, k) }

// KnowledgeState is whether an entry may be given to people.
type KnowledgeState string

// The states of an entry.
const (
	KnowledgeDraft   KnowledgeState = "draft"
	KnowledgeActive  KnowledgeState = "active"
	KnowledgeRetired KnowledgeState = "retired"
)

// KnowledgeStates lists the states.
var KnowledgeStates = []Term[KnowledgeState]{{KnowledgeDraft, "Draft"}, {KnowledgeActive, "Active"}, {KnowledgeRetired, "Retired"}}

// String returns the label.
func (s KnowledgeState) String() string { return labelOf(KnowledgeStates, s) }

// Knowledge is one version of a policy, a leaflet or an answer that the office
// gives to people, or a question that waits for its answer. A new version is an
// entry of its own beside the old one, so that what was given out can always be
// read as it was. It is about no patient.
type Knowledge struct {
	ID      ID             `json:"id"`   // of this version
	Item    ID             `json:"item"` // the same for all versions of one thing
	Kind    KnowledgeKind  `json:"kind"`
	State   KnowledgeState `json:"state"`
	Title   string         `json:"title"` // of a question, the question
	Number  string         `json:"number,omitempty"`
	Version string         `json:"version,omitempty"`
	Text    string         `json:"text,omitempty"`
	// Source says where the binding copy is kept: the policy system, a shelf.
	Source    string `json:"source,omitempty"`
	Language  string `json:"language,omitempty"` // empty: English
	Owner     string `json:"owner,omitempty"`    // who keeps it right
	Effective Date   `json:"effective,omitempty"`
	// Review is the day by which somebody looks whether it still holds.
	Review     Date   `json:"review,omitempty"`
	ReviewedOn Date   `json:"reviewed_on,omitempty"`
	ReviewedBy string `json:"reviewed_by,omitempty"`
	// AskedIn is the number of the case in which a question was asked.
	AskedIn string    `json:"asked_in,omitempty"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	// Given is how often this version was given to somebody; filled in on reading.
	Given int `json:"-"`
}

// KnowledgeReviewMonths is how long an entry holds before somebody looks at it
// again, unless the officer chooses another day.
const KnowledgeReviewMonths = 12

// AddMonths returns the same day n months on, or the last day of that month
// where it has no such day.
func (d Date) AddMonths(n int) Date {
	first := d.Month().Add(n)
	return min(first.First().AddDays(int(d-d.Month().First())), first.Last())
}

// Unanswered reports whether the entry is a question that waits for its answer.
func (k Knowledge) Unanswered() bool {
	return k.Kind == KnowledgeQuestion && k.State != KnowledgeRetired
}

// ReviewOwed reports whether the day of the entry's review has come.
func (k Knowledge) ReviewOwed(today Date) bool {
	return k.State == KnowledgeActive && !k.Review.IsZero() && k.Review <= today
}

// Givable reports whether the entry may be given to somebody.
func (k Knowledge) Givable() bool { return k.State == KnowledgeActive && k.Kind != KnowledgeQuestion }

// Named is the title with the version, as lists and handouts show it.
func (k Knowledge) Named() string { return joinWords(", version ", k.Title, k.Version) }

// SameWords reports whether two versions tell people the same under the same
// name. What was given out keeps its words.
func (k Knowledge) SameWords(other Knowledge) bool {
	return k.Kind == other.Kind && k.Title == other.Title && k.Number == other.Number && k.Version == other.Version &&
		k.Text == other.Text && k.Language == other.Language
}

// Reviewed is the entry as looked at on the day: it holds for another year.
func (k Knowledge) Reviewed(on Date, by string) Knowledge {
	k.ReviewedOn, k.ReviewedBy, k.Review = on, by, on.AddMonths(KnowledgeReviewMonths)
	return k
}

// Answered is the answer that a question becomes.
func (k Knowledge) Answered(text string, today Date, by string) Knowledge {
	k.Kind, k.State, k.Text, k.Effective = KnowledgeAnswer, KnowledgeActive, text, today
	return k.Reviewed(today, by)
}

// Validate checks an entry. The day is the office's today.
func (k Knowledge) Validate(today Date) Missing {
	var m Missing
	m.add(!Known(KnowledgeKinds, k.Kind), "kind", "kind", "Choose what it is.")
	m.add(!Known(KnowledgeStates, k.State), "state", "state", "Choose whether it is a draft, active or retired.")
	m.add(k.Kind == KnowledgeQuestion && blank(k.Title), "title", "title", "Write the question.")
	m.add(k.Kind != KnowledgeQuestion && blank(k.Title), "title", "title", "Enter the title.")
	m.add(k.Kind == KnowledgeQuestion && k.State == KnowledgeActive, "state.question", "state", "A question cannot be given to anybody; answer it first.")
	active := k.Kind != KnowledgeQuestion && k.State == KnowledgeActive
	m.add(active && blank(k.Text) && blank(k.Source), "text", "text", "Write the words, or say where the copy is kept.")
	m.add(active && k.Kind == KnowledgeAnswer && blank(k.Text) && !blank(k.Source), "text.answer", "text", "Write the answer.")
	hit := placeholders[0].FindString(unmask(k.Text))
	m.add(active && hit != "", "text.open", "text", "The text still has brackets to be filled in; complete it first.")
	m.add(active && k.Review.IsZero(), "review", "review", "Enter the day by which somebody looks whether it still holds.")
	m.add(!k.Review.IsZero() && !k.Effective.IsZero() && k.Review < k.Effective, "review.before", "review", "The review lies before the day from which it holds; correct one of the two.")
	m.add(!k.Effective.IsZero() && k.Effective < earliest, "effective.old", "effective", "The day lies before 1990; correct the year.")
	m.warn(active && k.Kind == KnowledgePolicy && blank(k.Version), "version", "version", "Enter the version, so that what is given out names it.")
	m.warn(k.ReviewOwed(today), "review.owed", "review", "The review is due: look whether it still holds, then mark the review as done.")
	for _, line := range []struct{ text, field, name string }{
		{k.Title, "title", "The title"}, {k.Number, "number", "The number"}, {k.Version, "version", "The version"}, {k.Source, "source", "The place"},
		{k.Language, "language", "The language"}, {k.Owner, "owner", "The owner"}, {k.AskedIn, "asked_in", "The case number"},
	} {
		m.checkText(line.text, maxLine, line.field, line.name)
	}
	m.checkText(k.Text, MaxNote, "text", "The text")
	return m
}

// KnowledgeQuery chooses entries of the library. The zero value is every one.
// All conditions must hold.
type KnowledgeQuery struct {
	Text       string // words or beginnings of words, all of which must occur
	Kind       KnowledgeKind
	State      KnowledgeState
	Current    bool // no retired ones
	Item       ID   // the versions of one thing
	Unanswered bool // questions that wait for an answer
	Owed       bool // those whose review is due by today
}
