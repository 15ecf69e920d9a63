package data

import (
	"fmt"
	"slices"
	"strings"
)

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
		if hit, found := x.worstTone(part); found {
			m.warn(true, "letter.tone", part.field, hit.Sentence())
		}
	}
	for _, is := range x.File.Issues { // as understood, these are the officer's words
		if p, found := Placeholder(is.Understood); found && x.Draft.Kind == Acknowledgement {
			m.add(true, "letter.placeholder", is.ID.String(), fmt.Sprintf("%q still waits to be filled in; write in the case how you understood the concern.", p))
		}
	}
	level := Reading(Running(filled), x.lang())
	m.warn(level.Hard(), "letter.reading", "findings", level.Sentence())
	if x.Draft.Kind.Spec().Notice {
		m = append(m, x.moveGaps(filled)...)
	}
	n := len(strings.Fields(Running(filled)))
	m.warn(n > longLetter, "letter.length", "findings", fmt.Sprintf("The letter has about %d words, more than two pages; shorten it, or put details on a sheet of their own.", n))
	return m
}

// toneOrder are the kinds of words that a letter to a person should not hold, the
// worst first.
var toneOrder = []ToneKind{TonePeer, ToneStaff, ToneLegal, ToneDoubt, ToneBlame, ToneApology, ToneRules, ToneActor, TonePlain, ToneShort}

// worstTone is the worst of what the tone list marks in the officer's words.
func (x LetterFacts) worstTone(part letterPart) (worst ToneHit, found bool) {
	if !part.own || x.Draft.Kind.Spec().Reader != ToPerson {
		return worst, false
	}
	for _, hit := range Tone(part.text, x.lang()) {
		if !found || slices.Index(toneOrder, hit.Kind) < slices.Index(toneOrder, worst.Kind) {
			worst, found = hit, true
		}
	}
	return worst, found
}

// moveSays says what a notice leaves out of the moves of a good answer (domain 6).
var moveSays = map[LetterMove]string{
	MoveAcknowledge: "The letter does not say what the person told you; begin with that.",
	MoveApologise:   "The letter does not say sorry for what the person went through.",
	MoveAnswer:      "The letter does not seem to say what you found.",
	MoveAct:         "The letter does not seem to say what you did or will do.",
	MoveAsk:         "The letter does not ask whether something is still open.",
}

func (x LetterFacts) moveGaps(filled []Filled) Missing {
	var all []string
	for _, b := range filled {
		if b.Shown {
			all = append(all, b.Title, b.Text())
		}
	}
	var m Missing
	for _, move := range MissingMoves(strings.Join(all, "\n"), x.lang()) {
		m.warn(true, "letter.move."+string(move), "opening", moveSays[move])
	}
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
