package data

import (
	"fmt"
	"strings"
)

// warnGrade is the Flesch-Kincaid grade above which a letter is called hard to
// read. The target is grade 6; the AMA and NIH name 6 to 8.
const warnGrade = 9

// longLetter is how many words fill about two pages of 12 points; what is longer
// is seldom read to its end.
const longLetter = 700

// wordGaps reads the words: placeholders, tone, ease of reading, length.
func (x LetterFacts) wordGaps(filled []Filled, parts []letterPart) Missing {
	var m Missing
	for _, part := range parts {
		if p, found := Placeholder(part.text); found && !part.quoted && !m.Has("letter."+part.field) {
			m.add(true, "letter.placeholder", part.field, fmt.Sprintf("%q still waits to be filled in; write what belongs there.", p))
		}
		if w, found := firstWord(part.text, harshWords); found && !part.quoted {
			m.warn(true, "letter.tone", part.field, fmt.Sprintf("%q may hurt the reader; say it another way.", w))
		}
	}
	for _, is := range x.File.Issues { // as understood, these are the officer's words
		if p, found := Placeholder(is.Understood); found && x.Draft.Kind == Acknowledgement {
			m.add(true, "letter.placeholder", is.ID.String(), fmt.Sprintf("%q still waits to be filled in; write in the case how you understood the concern.", p))
		}
	}
	if g := Measure(Running(filled)).Grade(); g > warnGrade && x.lang() == English {
		m.warn(true, "letter.reading", "findings", fmt.Sprintf("The letter reads like school grade %.0f (an estimate); short sentences and common words help. Grade 6 is the aim.", g))
	}
	n := len(strings.Fields(Running(filled)))
	m.warn(n > longLetter, "letter.length", "findings", fmt.Sprintf("The letter has about %d words, more than two pages; shorten it, or put details on a sheet of their own.", n))
	return m
}

// Running is the running text of a letter, for the measure of reading: its
// paragraphs and lists, without headings, subject and greeting.
func Running(filled []Filled) string {
	var lines []string
	for _, b := range filled {
		switch {
		case !b.Shown || b.Lock != nil && b.Kind == BlockBullets && b.Name == "agency_list":
		case b.Kind == BlockParagraph, b.Kind == BlockBullets, b.Kind == BlockNumbered, b.Kind == BlockClosing:
			lines = append(lines, b.Text())
		}
	}
	return strings.Join(lines, "\n")
}

// tells reports whether any of the lines says something.
func tells(lines []string) bool {
	for _, l := range lines {
		if !saysNothing(l) {
			return true
		}
	}
	return false
}
