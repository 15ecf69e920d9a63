package data

import (
	"encoding/json"
	"time"
)

// ImportedCase is a case read from a spreadsheet of another system, with the
// dates and findings that it came with.
type ImportedCase struct {
	// Identity tells the row from all others of its source: its number there, or
	// what was made of its content where the log has no numbers.
	Identity   string
	Row        int      // of the file
	Digest     [32]byte // of all that the row says; two that differ are two states of a row
	Number     string   // its number there; empty where it has none
	ReceivedAt time.Time
	ClosedAt   time.Time // zero while open
	Kind       Kind
	Channel    Channel
	Relation   Relation
	Unit       string
	EventDate  Date
	Story      string
	Remedy     string
	Owner      string
	Closure    Closure
	People     []Person
	Issues     []Issue
	DateNote   string // how an unusual date was read

	Author         string // who wrote the row down there; empty where the log does not say
	WrittenOn      Date   // when; zero where the log does not say
	AcknowledgedOn Date   // the day on which the person was told that the matter is looked into
	AnsweredOn     Date   // the day of the last letter
	// Texts are what the log has beside the story, each under its heading: what was
	// done, how it was resolved, remarks. They become notes.
	Texts []ImportedText
	// Gifts are the service recovery that the log tells of.
	Gifts []Recovery
}

// ImportedText is one text of an imported row.
type ImportedText struct{ Heading, Text string }

// Note is the text as the note that it becomes.
func (t ImportedText) Note() string { return t.Heading + ":\n" + t.Text }

// Validate checks the texts of an imported case against what the fields of a
// case take, and its people as those of an intake.
func (in ImportedCase) Validate(s Settings, today Date) Missing {
	var m Missing
	m.add(blank(in.Identity), "identity", "number", "Give the row a number of its own.")
	m.checkText(in.Number, maxLine, "number", "The number")
	m.checkText(in.Unit, maxLine, "unit", "The unit")
	m.checkText(in.Owner, maxLine, "owner", "The owner")
	m.checkText(in.Author, maxLine, "author", "The name of who wrote it down")
	m.checkText(in.Story, MaxStory, "story", "The story")
	m.checkText(in.Remedy, maxText, "remedy", "What they ask for")
	for _, p := range in.People {
		for _, g := range p.check(today) {
			g.Sentence = p.Role.String() + ": " + g.Sentence
			m = append(m, g)
		}
	}
	for i, is := range in.Issues {
		m = append(m, is.WithTaxonomy(nil, s).Validate(i, s, today)...)
		m.checkText(is.Finding.Reasons, maxText, "finding", "The finding")
	}
	for _, g := range in.Gifts {
		m = append(m, g.Validate(CaseFile{}, s, today)...)
	}
	for _, t := range in.Texts {
		m.checkText(t.Note(), MaxNote, "notes", "The text under “"+t.Heading+"”")
	}
	return m
}

// Origin says where a case came from that was not taken in here: whose words they
// are and of when, and who brought it in. The zero value is of a case that was.
type Origin struct {
	Import    ID        `json:"import,omitzero"`       // of [Import]
	Source    string    `json:"source,omitempty"`      // the system or log that it was in
	Author    string    `json:"author,omitempty"`      // who wrote it down there; empty where the log does not say
	WrittenOn Date      `json:"written_on,omitempty"`  // when; zero where the log does not say
	By        string    `json:"imported_by,omitempty"` // who brought it in
	At        time.Time `json:"imported_at,omitzero"`
}

// Words says where an imported case comes from: imported from the old log by Robin
// Ashdown; nothing for one that was taken in here. The day is told beside it.
func (o Origin) Words() string {
	if !o.Imported() {
		return ""
	}
	said := "imported from " + o.Source + " by " + o.By
	if o.Author == "" {
		said += "; the log does not say who wrote it down"
	}
	return said
}

// Imported reports whether the case came with a file.
func (o Origin) Imported() bool { return !o.At.IsZero() }

// Import is one file that was brought in.
type Import struct {
	ID ID        `json:"id"`
	At time.Time `json:"at"`
	By string    `json:"by"`
	// Of is what its rows became: "case" or "feedback".
	Of     string       `json:"of"`
	File   ImportFile   `json:"file"`
	Counts ImportCounts `json:"counts"` // without the rows that were there already
	// UndoneAt is when it was taken back, zero while it stands; UndoneBy by whom.
	UndoneAt time.Time `json:"undone_at,omitzero"`
	UndoneBy string    `json:"undone_by,omitempty"`
	// Removed is how many cases or comments went when it was taken back, Stayed how
	// many stayed because they were worked on since.
	Removed int `json:"removed,omitempty"`
	Stayed  int `json:"stayed,omitempty"`
	// Unused are the numbers of cases that went, in runs: they are not given again.
	Unused []string `json:"unused,omitempty"`
}

// Undone reports whether the import was taken back.
func (i Import) Undone() bool { return !i.UndoneAt.IsZero() }

// ImportFile says what is brought in and by which map.
type ImportFile struct {
	// Source is the system or log that the rows come from: a row is known again by
	// it and its number there.
	Source string `json:"source"`
	Name   string `json:"name,omitempty"`   // of the file, without its folder
	SHA256 string `json:"sha256,omitempty"` // of its bytes, in hexadecimal
	// Headings names the line of headings ([exchange.Sheet.Headings]): the map is
	// remembered under it. Empty: it is not remembered.
	Headings string          `json:"headings,omitempty"`
	Map      json.RawMessage `json:"map,omitempty"` // as package exchange writes it
	// Units are words of the file that become units of the office with the import;
	// where it is kept, those that were none before.
	Units []string `json:"units,omitempty"`
	// DryRun has the import say what would become of each row, and write nothing.
	DryRun bool `json:"-"`
}

// ImportCounts is what became of the rows of a file.
type ImportCounts struct {
	Import   ID           `json:"import,omitzero"` // zero after a dry run, and where nothing came in
	Read     int          `json:"read"`
	Imported int          `json:"imported"`
	Already  int          `json:"already_there"` // unchanged since they were brought in
	Changed  []ChangedRow `json:"changed,omitempty"`
	Refused  []RefusedRow `json:"refused"`
	Dates    []DateRemark `json:"dates"`                 // rows imported with a date that could not be read, or was read another way than the map says
	Answers  int          `json:"answers,omitempty"`     // comments among those imported that ask for an answer
	Open     int          `json:"open,omitempty"`        // cases among those imported that are open
	Oldest   Date         `json:"oldest_open,omitempty"` // the earliest day of receipt of those
}

// ChangedRow is a row that is there already and said something else when it was
// brought in. It is left as it is: what was done since would be lost.
type ChangedRow struct {
	Row    int    `json:"row"`
	Number string `json:"number"` // its own number in the file
	Case   string `json:"case,omitempty"`
}

// RefusedRow is a row that was not imported.
type RefusedRow struct {
	Row    int    `json:"row"`              // as a spreadsheet program numbers it
	Column string `json:"column,omitempty"` // the heading of the cell that is wrong, where it is one
	Reason string `json:"reason"`
}

// DateRemark says how an unusual date was read.
type DateRemark struct {
	Row  int    `json:"row"`
	Was  string `json:"was"`
	Read Date   `json:"read,omitempty"` // zero: not readable
	Why  string `json:"why"`
}

// ImportUndo says what taking an import back would do.
type ImportUndo struct {
	Goes int `json:"goes"` // cases or comments that would be taken out
	// Stays are those that somebody worked on since: they stay, and what was done
	// with them. Restricted cases that the officer may not see are counted in Shut
	// alone.
	Stays []StaysPut `json:"stays,omitempty"`
	Shut  int        `json:"shut,omitempty"`
}

// StaysPut is an imported case or comment that an undo leaves as it is.
type StaysPut struct {
	Number string `json:"number"` // of the case; of a comment its number in the file
	Why    string `json:"why"`
}
