package data

import (
	"slices"
	"time"
)

// Received is where a case came from that another office handed over, with the
// history that it had there. It is written once, when the case is received; the
// entries are the other office's and stand in no audit chain of this one.
type Received struct {
	RecordBase
	On          Date      `json:"on"`
	Package     ID        `json:"package"` // of the file that it came in
	Case        ID        `json:"case"`    // its id there
	Number      string    `json:"number"`  // its number there
	Facility    string    `json:"facility"`
	Office      string    `json:"office,omitempty"`
	HandedBy    string    `json:"handed_by"`
	MadeAt      time.Time `json:"made_at"` // of the package
	Reason      string    `json:"reason"`  // why it was handed over, in their words
	Fingerprint string    `json:"fingerprint"`
	Manifest    string    `json:"manifest"` // SHA-256 of the manifest that the other office vouched for
	// Withheld counts the notes and documents of a restricted class that stayed there.
	Withheld int            `json:"withheld,omitempty"`
	History  []HistoryEntry `json:"history"` // word for word, the oldest first
}

// Kind is [RecReceived].
func (Received) Kind() RecordKind { return RecReceived }

// Day is the day on which it came.
func (r Received) Day() Date { return r.On }

// Summary names the record for the history.
func (r Received) Summary() string {
	return "Received the case from another office, where it was " + r.Number + "."
}

// Owed is nothing.
func (Received) Owed(bool) []Owed { return nil }

// Validate checks nothing: it comes of a package, which was checked.
func (Received) Validate(CaseFile, Settings, Date) Missing { return nil }

// From names the office that it came from.
func (r Received) From() string { return joinWords(", ", r.Facility, r.Office) }

// HandOverGaps says why a case cannot be handed over to another office.
func HandOverGaps(f CaseFile) Missing {
	var m Missing
	m.add(f.State == StatePurged, "state.purged", "case", "This case was purged; there is nothing left to hand over.")
	m.add(f.State == StateVoid || f.State == StateMerged, "state.ended", "case", "This case is void or was merged into another; hand over the one that goes on.")
	return m
}

// ReceivedGaps checks a case that comes from another office as if each part had been
// typed here: known kinds and states, texts no longer than their fields, no day in
// the future. The case is not changed.
func ReceivedGaps(f CaseFile, now time.Time) Missing {
	var m Missing
	m.checkText(f.Story, MaxStory, "story", "The story")
	bare := f
	bare.Story = ""
	for _, n := range f.Notes {
		m.add(!Known(NoteClasses, n.Class), "class", "notes", "A note is of a class that this version does not know.")
		m.checkText(n.Text, MaxNote, "notes", "A note")
	}
	bare.Notes, bare.Received = nil, nil
	m.checkTexts(bare)
	m.add(f.Kind == "" || !Known(Kinds, f.Kind), "kind", "kind", "The kind of the case is not known to this version.")
	m.add(f.State == "" || !Known(States, f.State) || HandOverGaps(f) != nil, "state", "state", "The state of the case is not known to this version.")
	m.add(f.ReceivedAt.IsZero() || f.ReceivedAt.After(now) || f.ReceivedAt.Before(earliest.Start(time.UTC)), "received", "received_at", "The day on which the case was received cannot be right.")
	m.add(f.Open() != f.ClosedAt.IsZero() || f.ClosedAt.After(now) || !f.ClosedAt.IsZero() && f.ClosedAt.Before(f.ReceivedAt), "closed", "closed_at",
		"The day on which the case was closed does not go with its state.")
	for _, p := range f.People {
		m.add(!Known(Roles, p.Role), "role", "people", "Somebody in the case has a role that this version does not know.")
	}
	for _, i := range f.Issues {
		m.add(i.Severity < 0 || i.Severity > 3, "severity", "issues", "An issue has a severity that this version does not know.")
	}
	for _, c := range f.Clocks {
		m.add(!Known(ClockKinds, c.Kind), "clock", "clocks", "A clock is of a kind that this version does not know.")
	}
	for _, l := range f.Letters {
		m.add(!Known(LetterKinds, l.Kind) || l.Number < 1 || l.IssuedAt.After(now), "letter", "letters", "A letter is of a kind that this version does not know, or was issued in the future.")
	}
	for _, a := range f.Attachments {
		m.add(!Known(NoteClasses, a.Class) || a.Size <= 0 || a.Size > MaxAttachment, "document", "attachments", "A document cannot be what it says that it is.")
	}
	m.add(doubled(f), "twice", "case", "Two parts of the case have the same mark.")
	return m.once()
}

// doubled reports whether two parts of one kind have the same id, or one has none.
func doubled(f CaseFile) bool {
	return twice(f.People, func(p Person) ID { return p.ID }) || twice(f.Issues, func(i Issue) ID { return i.ID }) ||
		twice(f.Clocks, func(c Clock) ID { return c.ID }) || twice(f.Steps, func(s Step) ID { return s.ID }) ||
		twice(f.Advocacy, func(a Advocacy) ID { return a.ID }) || twice(f.Contacts, func(c Contact) ID { return c.ID }) ||
		twice(f.Notes, func(n Note) ID { return n.ID }) || twice(f.Tasks, func(t Task) ID { return t.ID }) ||
		twice(f.Letters, func(l Letter) ID { return l.ID }) || twice(f.Attachments, func(a Attachment) ID { return a.ID }) ||
		twice(f.Records(), func(r Record) ID { return r.Base().ID })
}

func twice[T any](parts []T, id func(T) ID) bool {
	seen := map[ID]bool{{}: true}
	return slices.ContainsFunc(parts, func(part T) bool {
		known := seen[id(part)]
		seen[id(part)] = true
		return known
	})
}
