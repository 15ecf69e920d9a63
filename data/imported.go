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
