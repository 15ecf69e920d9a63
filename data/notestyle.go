package data

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// StyleHint points at words of a note that somebody may one day have to defend:
// a grievance file can be asked for in a lawsuit, so it tells what was seen,
// said and done, in its order, without guesses and without blame (domain 2.4).
// A hint never hinders.
type StyleHint struct {
	Phrase string // as it was typed
	Why    string
	At     int // byte of the text at which it stands
}

// stylePhrase is one row of the table: words, and the reason not to write them.
type stylePhrase struct {
	words []string
	why   string
}

// The reasons.
const (
	whyGuess    = "A guess. Write what was seen or said, and by whom."
	whyJudgment = "A judgment. Write the facts that led to it."
	whyBlame    = "Blame. Write who did what, and when."
	whyLabel    = "A label for a person. Describe what they said or did."
	whyLaw      = "A legal conclusion. Leave it to counsel."
	whyFeeling  = "How the writer feels. Write what happened."
)

var stylePhrases = []stylePhrase{
	{[]string{"i think", "i believe", "i guess", "i assume", "i suspect", "i suppose", "in my opinion", "probably", "presumably",
		"apparently", "supposedly", "seems to have", "must have", "might have", "could have been", "for some reason"}, whyGuess},
	{[]string{"obviously", "clearly", "of course", "no doubt", "without a doubt", "as usual", "inexcusable", "unacceptable",
		"inappropriate", "unprofessional", "rude", "exaggerated", "exaggerates", "overreacted", "overreacting", "unreasonable"}, whyJudgment},
	{[]string{"fault", "to blame", "blames", "careless", "carelessness", "incompetent", "incompetence", "lazy", "failed to", "neglected to",
		"should have known", "should have", "botched", "screwed up", "messed up"}, whyBlame},
	{[]string{"liar", "lying", "lied", "frequent flyer", "drug seeker", "drug seeking", "noncompliant", "non-compliant", "difficult patient",
		"difficult family", "hysterical", "crazy", "manipulative", "demanding", "troublemaker", "drunk", "addict"}, whyLabel},
	{[]string{"negligent", "negligence", "malpractice", "liable", "liability", "breach of the standard of care", "abuse of", "illegal", "illegally"}, whyLaw},
	{[]string{"i was shocked", "i was angry", "sadly", "unfortunately", "i felt", "i am sick of", "ridiculous", "outrageous"}, whyFeeling},
}

// StyleHints returns the phrases of the text that the table knows, in their
// order. What stands in quotation marks is somebody's own words and is left
// alone.
func StyleHints(text string) []StyleHint {
	spoken := quoted(text)
	var hints []StyleHint
	for _, row := range stylePhrases {
		for _, phrase := range row.words {
			for _, at := range wholeWords(text, phrase) {
				if !spoken[at] {
					hints = append(hints, StyleHint{text[at : at+len(phrase)], row.why, at})
				}
			}
		}
	}
	slices.SortFunc(hints, func(a, b StyleHint) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(len(b.Phrase), len(a.Phrase)))
	})
	end := 0 // "should have known" says it all; "should have" in it says nothing more
	return slices.DeleteFunc(hints, func(h StyleHint) bool {
		within := h.At < end
		end = max(end, h.At+len(h.Phrase))
		return within
	})
}

// wholeWords returns the places at which the phrase stands in the text as whole
// words, capitals aside.
func wholeWords(text, phrase string) []int {
	var places []int
	for at := 0; at+len(phrase) <= len(text); at++ {
		if !strings.EqualFold(text[at:at+len(phrase)], phrase) {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(phrase):])
		if !partOfWord(before) && !partOfWord(after) {
			places = append(places, at)
		}
	}
	return places
}

func partOfWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-')
}

// quoted marks the bytes of the text that stand in double quotation marks; one
// that is not closed ends with its line.
func quoted(text string) map[int]bool {
	in := map[int]bool{}
	open := false
	for at, r := range text {
		switch r {
		case '"':
			open = !open
		case '“', '„':
			open = true
		case '”', '\n':
			open = false
		}
		if open {
			in[at] = true
		}
	}
	return in
}
