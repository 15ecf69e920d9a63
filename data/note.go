package data

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Note is the officer's own record. A note is never edited; what is added to
// one later is a note of its own that names it in Corrects.
type Note struct {
	ID    ID        `json:"id"`
	At    time.Time `json:"at"`
	By    string    `json:"by"`
	Class NoteClass `json:"class"`
	// Text is what the note says; of a patient safety reference, the id of the
	// report in its own system and nothing of what it says (42 U.S.C. 299b-22).
	Text     string `json:"text"`
	Corrects ID     `json:"corrects,omitzero"`
	// Hidden marks a note of a restricted class that left the store without its
	// text, which takes a reveal.
	Hidden bool `json:"hidden,omitempty"`
	// ImportedBy is who brought the note in with a file; By is then who wrote it.
	ImportedBy string `json:"imported_by,omitempty"`
}

// Writer says who wrote the note, and who brought it in where it came with a file.
func (n Note) Writer() string {
	if n.ImportedBy == "" {
		return n.By
	}
	return n.By + ", imported by " + n.ImportedBy
}

// MaxNote is the most characters that a note may have; the window stays quick
// at this length.
const MaxNote = 50_000

// Part2Notice must go with every disclosure of records of substance use
// treatment (42 CFR 2.32(a)(2)).
const Part2Notice = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."

// referenceForm is an id without a word of content: up to 40 letters, digits
// and marks.
var referenceForm = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}./#_-]{0,39}$`)

// Validate checks a note. Text of more than [MaxNote] characters is refused
// whole: nothing is cut off.
func (n Note) Validate() Missing {
	var m Missing
	m.add(!Known(NoteClasses, n.Class), "class", "class", "Choose who may see the note.")
	m.add(blank(n.Text), "text", "text", "Write the note.")
	isID := referenceForm.MatchString(n.Text) && strings.ContainsAny(n.Text, "0123456789")
	m.add(n.Class == NotePSWP && !blank(n.Text) && !isID, "reference", "text",
		"Write only the number of the safety report, in one word. What it says stays in its own system.")
	m.checkText(n.Text, MaxNote, "text", "The note")
	return m
}

// AddendumGaps checks that a note which adds to another finds it, and that what
// is added to a restricted note is as well kept.
func (f *CaseFile) AddendumGaps(n Note) Missing {
	var m Missing
	if n.Corrects == (ID{}) {
		return m
	}
	i := slices.IndexFunc(f.Notes, func(other Note) bool { return other.ID == n.Corrects })
	m.add(i < 0, "corrects", "text", "The note to which this one adds is not in the case.")
	if i >= 0 {
		was := f.Notes[i].Class
		m.add(was.Restricted() && n.Class != was, "class.addendum", "class",
			"The note to which this one adds is of the class “"+was.String()+"”; choose the same one.")
	}
	return m
}

// NoteChain is a note with what was added to it, oldest first.
type NoteChain struct {
	Original Note
	Addenda  []Note
}

// NoteChains puts each note with its addenda, also with addenda to addenda, in
// the order of the originals.
func NoteChains(notes []Note) []NoteChain {
	var chains []NoteChain
	place := map[ID]int{} // of each note, its chain
	for _, n := range notes {
		if i, ok := place[n.Corrects]; ok && n.Corrects != (ID{}) {
			chains[i].Addenda = append(chains[i].Addenda, n)
			place[n.ID] = i
			continue
		}
		place[n.ID] = len(chains)
		chains = append(chains, NoteChain{Original: n})
	}
	return chains
}

// Concealed returns the case as it may be shown: notes of a restricted class
// without their text, documents of one without their name and description.
func (f CaseFile) Concealed() CaseFile {
	f.Notes, f.Attachments = slices.Clone(f.Notes), slices.Clone(f.Attachments)
	for i := range f.Notes {
		if n := &f.Notes[i]; n.Class.Restricted() {
			n.Text, n.Hidden = "", true
		}
	}
	for i := range f.Attachments {
		if a := &f.Attachments[i]; a.Class.Restricted() {
			a.Name, a.About, a.Hidden = "", "", true
		}
	}
	return f
}

// holdsRestricted reports whether the case has notes or documents of a
// restricted class.
func (f *CaseFile) holdsRestricted() bool {
	return slices.ContainsFunc(f.Notes, func(n Note) bool { return n.Class.Restricted() }) ||
		slices.ContainsFunc(f.Attachments, func(a Attachment) bool { return a.Class.Restricted() })
}

// HoldsPart2 reports whether the case holds records of substance use treatment:
// it was marked so, or a note or document is of that class.
func (f *CaseFile) HoldsPart2() bool {
	return f.SubstanceUse || slices.ContainsFunc(f.Notes, func(n Note) bool { return n.Class == NoteSubstance }) ||
		slices.ContainsFunc(f.Attachments, func(a Attachment) bool { return a.Class == NoteSubstance && !a.Voided() })
}

// once leaves out gaps that say of the same field what one before said.
func (m Missing) once() Missing {
	var kept Missing
	for _, g := range m {
		if !slices.Contains(kept, g) {
			kept = append(kept, g)
		}
	}
	return kept
}
