package data

import "time"

// ImportedCase is a case read from a spreadsheet of another system, with the
// dates and findings that it came with.
type ImportedCase struct {
	Number     string // its number there
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
}

// Validate checks the texts of an imported case against what the fields of a
// case take, and its people as those of an intake.
func (in ImportedCase) Validate(s Settings, today Date) Missing {
	var m Missing
	m.checkText(in.Number, maxLine, "number", "The number")
	m.checkText(in.Unit, maxLine, "unit", "The unit")
	m.checkText(in.Owner, maxLine, "owner", "The owner")
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
	return m
}
