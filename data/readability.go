package data

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Readability counts what the formulas of reading grade need. Syllables are
// counted by rule, so every grade is an estimate.
type Readability struct {
	Words, Sentences, Syllables, Polysyllables int // polysyllables have three or more syllables
}

// Measure counts words, sentences and syllables of the running English text; see
// Prose for what is left out.
func Measure(text string) Readability {
	return measure(text, English)
}

func measure(text string, lang Lang) Readability {
	var r Readability
	for _, s := range sentences(text, lang) {
		r.add(s.measure(lang))
	}
	return r
}

func (r *Readability) add(o Readability) {
	r.Words, r.Sentences, r.Syllables, r.Polysyllables = r.Words+o.Words, r.Sentences+o.Sentences, r.Syllables+o.Syllables, r.Polysyllables+o.Polysyllables
}

func (s sentence) measure(lang Lang) Readability {
	r := Readability{Words: len(s.words), Sentences: 1}
	for _, w := range s.words {
		n := syllablesIn(w, lang)
		r.Syllables += n
		if n >= 3 {
			r.Polysyllables++
		}
	}
	return r
}

func syllablesIn(word string, lang Lang) int {
	if lang == Spanish {
		return spanishSyllables(word)
	}
	return syllables(word)
}

func (r Readability) empty() bool { return r.Words == 0 || r.Sentences == 0 }

// perSentence and perWord are the two averages that all formulas are made of.
func (r Readability) perSentence() float64 { return float64(r.Words) / float64(r.Sentences) }
func (r Readability) perWord() float64     { return float64(r.Syllables) / float64(r.Words) }

// Grade returns the Flesch-Kincaid grade level, or 0 for no text.
func (r Readability) Grade() float64 {
	if r.empty() {
		return 0
	}
	return 0.39*r.perSentence() + 11.8*r.perWord() - 15.59
}

// Ease returns the Flesch reading ease, about 0 to 100, or 0 for no text.
func (r Readability) Ease() float64 {
	if r.empty() {
		return 0
	}
	return 206.835 - 1.015*r.perSentence() - 84.6*r.perWord()
}

// SMOG returns the SMOG grade, or 0 for no text. It was made for samples of 30
// sentences; a text with fewer or more is scaled to 30. Below minSMOG sentences
// one long word moves it by a grade, so the figure is then not shown.
func (r Readability) SMOG() float64 {
	if r.Sentences == 0 {
		return 0
	}
	return 1.0430*math.Sqrt(float64(r.Polysyllables)*30/float64(r.Sentences)) + 3.1291
}

const (
	// minSMOG is the number of sentences from which SMOG is shown.
	minSMOG = 10
	// enoughWords is the number of words below which no level is named: one long
	// word would decide.
	enoughWords = 25
	// hardGrade is the grade from which a letter is called hard. The target is
	// grade 6; the AMA and NIH name 6 to 8.
	hardGrade = 8.5
)

// SpanishReading is the same count of a Spanish text. The English formulas do not
// hold for Spanish, whose words have more syllables.
type SpanishReading Readability

// FernandezHuerta returns the reading ease of J. Fernández Huerta (Medidas
// sencillas de lecturabilidad, 1959), about 0 to 100, or 0 for no text; 70 to 80
// is grade 6. The formula is 206.84 - 0.60 P - 1.02 F with P syllables per 100
// words and F words per sentence.
func (r SpanishReading) FernandezHuerta() float64 {
	c := Readability(r)
	if c.empty() {
		return 0
	}
	return 206.84 - 60*c.perWord() - 1.02*c.perSentence()
}

// Inflesz returns the score on the INFLESZ scale, which is the perspicuity of F.
// Szigriszt Pazos (1993), about 0 to 100, or 0 for no text.
func (r SpanishReading) Inflesz() float64 {
	c := Readability(r)
	if c.empty() {
		return 0
	}
	return 206.835 - 62.3*c.perWord() - c.perSentence()
}

// infleszBands are the bands for texts that patients read (I. M. Barrio
// Cantalejo and others, An. Sist. Sanit. Navar. 2008; 31(2): 135-152). What the
// average reader manages begins at 55.
var infleszBands = []struct {
	from float64
	name string
}{{80, "very easy"}, {65, "fairly easy"}, {55, "average"}, {40, "somewhat hard"}, {math.Inf(-1), "very hard"}}

const hardInflesz = 55

// Band returns the INFLESZ band in words, as "fairly easy".
func (r SpanishReading) Band() string {
	score := r.Inflesz()
	for _, b := range infleszBands {
		if score >= b.from {
			return b.name
		}
	}
	return ""
}

// ReadingLevel says how hard a text is to read in its language.
type ReadingLevel struct {
	Readability
	Language Lang // English or Spanish
}

// Reading measures text in a language, English or Spanish. Of any other
// language nothing is counted and Sentence is empty.
func Reading(text string, lang Lang) ReadingLevel {
	l := ReadingLevel{Language: lang}
	if lang == English || lang == Spanish {
		l.Readability = measure(text, lang)
	}
	return l
}

// Known reports whether there is enough text to name a level.
func (l ReadingLevel) Known() bool { return l.Words >= enoughWords }

// Hard reports whether the text is harder than a letter to a patient should be:
// grade 9 or more in English, below 55 on the INFLESZ scale in Spanish.
func (l ReadingLevel) Hard() bool {
	return l.Known() && hard(l.Readability, l.Language, hardGrade, hardInflesz)
}

func hard(r Readability, lang Lang, grade, inflesz float64) bool {
	if lang == Spanish {
		return SpanishReading(r).Inflesz() < inflesz
	}
	return r.Grade() >= grade
}

// Sentence says the level in one plain sentence, as "Reads like grade 6
// (estimate; SMOG 8)." It is empty for a language that is not measured.
func (l ReadingLevel) Sentence() string {
	switch {
	case l.Language != English && l.Language != Spanish:
		return ""
	case !l.Known():
		return "Too short to estimate how hard it is to read."
	}
	said := l.level()
	if l.Hard() {
		said += " Short sentences and common words help."
	}
	return said
}

func (l ReadingLevel) level() string {
	if l.Language == Spanish {
		s := SpanishReading(l.Readability)
		return fmt.Sprintf("Reads %s in Spanish (estimate; INFLESZ %.0f, Fernández Huerta %.0f).", s.Band(), s.Inflesz(), s.FernandezHuerta())
	}
	grade := fmt.Sprintf("grade %.0f", max(math.Round(l.Grade()), 1))
	if l.Grade() >= 12.5 {
		grade = "college"
	}
	if l.Sentences < minSMOG {
		return fmt.Sprintf("Reads like %s (estimate).", grade)
	}
	return fmt.Sprintf("Reads like %s (estimate; SMOG %.0f).", grade, l.SMOG())
}

// HardSentence is a sentence that makes a text hard to read.
type HardSentence struct {
	At, Len   int      // its place in the text, in bytes
	Words     int      // how many words it has
	LongWords []string // its long words, each once, the longest first
	weight    float64
}

const (
	longSentence = 20 // words; plain-language guides name 15 to 20
	fewWords     = 6  // a shorter sentence is not called hard

	// A sentence alone may be somewhat harder than the whole.
	hardSentenceGrade   = 10
	hardSentenceInflesz = 50
)

// Why says what makes the sentence hard, as "It has 31 words; make two of it.
// Long words: multidisciplinary, documentation."
func (s HardSentence) Why() string {
	var why []string
	if s.Words > longSentence {
		why = append(why, fmt.Sprintf("It has %d words; make two of it.", s.Words))
	}
	if n := min(len(s.LongWords), 4); n > 0 {
		why = append(why, "Long words: "+strings.Join(s.LongWords[:n], ", ")+".")
	}
	return strings.Join(why, " ")
}

// Hardest returns at most n sentences that are too hard on their own, the
// hardest first. None of a text that reads well.
func Hardest(text string, lang Lang, n int) []HardSentence {
	if lang != English && lang != Spanish {
		return nil
	}
	var found []HardSentence
	for _, s := range sentences(text, lang) {
		c := s.measure(lang)
		if c.Words < fewWords || !hard(c, lang, hardSentenceGrade, hardSentenceInflesz) {
			continue
		}
		h := HardSentence{At: s.at, Len: s.end - s.at, Words: c.Words, LongWords: longWords(s.words, lang), weight: c.Grade()}
		if lang == Spanish {
			h.weight = -SpanishReading(c).Inflesz()
		}
		if h.Why() != "" {
			found = append(found, h)
		}
	}
	slices.SortStableFunc(found, func(a, b HardSentence) int { return cmp.Compare(b.weight, a.weight) })
	return found[:min(len(found), max(n, 0))]
}

// longWords returns words of three or more syllables, in Spanish of four or
// more: there a word of three is an everyday one.
func longWords(words []string, lang Lang) []string {
	from := map[Lang]int{English: 3, Spanish: 4}[lang]
	var long []string
	for _, w := range words {
		if w = strings.ToLower(w); syllablesIn(w, lang) >= from && !slices.Contains(long, w) {
			long = append(long, w)
		}
	}
	slices.SortStableFunc(long, func(a, b string) int {
		return cmp.Or(cmp.Compare(syllablesIn(b, lang), syllablesIn(a, lang)), cmp.Compare(len(b), len(a)))
	})
	return long
}
