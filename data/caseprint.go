package data

import (
	"slices"
	"time"
)

// CasePrint is a case whole, as its record is printed.
type CasePrint struct {
	File CaseFile
	// Restricted says that notes and documents of a restricted class are in it with
	// what they say; otherwise they are concealed.
	Restricted bool
	Reason     string         // why they were revealed
	History    []HistoryEntry // the oldest first
	AsOf       time.Time
	MadeBy     string
	Settings   Settings
}

// ShowsRestricted reports whether something of a restricted class can be read in
// it.
func (p CasePrint) ShowsRestricted() bool { return p.Restricted && p.File.holdsRestricted() }

// Withheld counts the notes and documents that are in the case and cannot be read
// in the record.
func (p CasePrint) Withheld() (n int) {
	for _, note := range p.File.Notes {
		if note.Hidden {
			n++
		}
	}
	for _, a := range p.File.Attachments {
		if a.Hidden {
			n++
		}
	}
	return n
}

// RestrictedNotes returns the notes of a restricted class.
func (f *CaseFile) RestrictedNotes() []Note {
	return slices.DeleteFunc(slices.Clone(f.Notes), func(n Note) bool { return !n.Class.Restricted() })
}
