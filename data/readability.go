package data

import (
	"math"
	"strings"
	"unicode"
)

// Readability is an estimate of how hard English text is to read. Syllables are
// counted by rule of thumb.
type Readability struct {
	Words, Sentences, Syllables, Polysyllables int // polysyllables have three or more syllables
}

// Measure counts words, sentences and syllables. Numbers and abbreviations of
// capitals are left out, and a line break ends a sentence.
func Measure(text string) Readability {
	var r Readability
	open := false
	for _, line := range strings.Split(text, "\n") {
		for _, field := range strings.Fields(line) {
			word := strings.TrimFunc(field, func(c rune) bool { return !unicode.IsLetter(c) })
			if counted(word) {
				n := syllables(word)
				r.Words, r.Syllables = r.Words+1, r.Syllables+n
				if n >= 3 {
					r.Polysyllables++
				}
				open = true
			}
			if open && endsSentence(field) {
				r.Sentences, open = r.Sentences+1, false
			}
		}
		if open {
			r.Sentences, open = r.Sentences+1, false
		}
	}
	return r
}

func counted(word string) bool {
	return word != "" && !strings.ContainsFunc(word, unicode.IsDigit) && (len(word) == 1 || word != strings.ToUpper(word))
}

// titles end with a full stop that ends no sentence.
var titles = set("mr. mrs. ms. dr. st. no. apt. a.m. p.m. e.g. i.e.")

func endsSentence(field string) bool {
	end := strings.TrimRight(field, `"')”’`)
	return end != "" && strings.ContainsRune(".!?:;", rune(end[len(end)-1])) && !titles[strings.ToLower(end)]
}

// syllables counts groups of vowels, without a silent final e.
func syllables(word string) int {
	w := strings.ToLower(word)
	n, inside := 0, false
	for _, r := range w {
		vowel := strings.ContainsRune("aeiouy", r)
		if vowel && !inside {
			n++
		}
		inside = vowel
	}
	silent := strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "le") && !strings.HasSuffix(w, "ee") ||
		strings.HasSuffix(w, "es") && !strings.HasSuffix(w, "ses") && !strings.HasSuffix(w, "ches") && !strings.HasSuffix(w, "shes") && !strings.HasSuffix(w, "ces") ||
		strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "ted") && !strings.HasSuffix(w, "ded")
	if silent && n > 1 {
		n--
	}
	return max(n, 1)
}

// Grade returns the Flesch-Kincaid grade level, or 0 for no text.
func (r Readability) Grade() float64 {
	if r.Words == 0 || r.Sentences == 0 {
		return 0
	}
	w, s, y := float64(r.Words), float64(r.Sentences), float64(r.Syllables)
	return 0.39*(w/s) + 11.8*(y/w) - 15.59
}

// Ease returns the Flesch reading ease, about 0 to 100, or 0 for no text.
func (r Readability) Ease() float64 {
	if r.Words == 0 || r.Sentences == 0 {
		return 0
	}
	w, s, y := float64(r.Words), float64(r.Sentences), float64(r.Syllables)
	return 206.835 - 1.015*(w/s) - 84.6*(y/w)
}

// SMOG returns the SMOG grade, or 0 for no text.
func (r Readability) SMOG() float64 {
	if r.Sentences == 0 {
		return 0
	}
	return 1.0430*math.Sqrt(float64(r.Polysyllables)*30/float64(r.Sentences)) + 3.1291
}
