// Package spelling finds misspelled words in what an officer wrote, in English
// and in Spanish, and offers better ones.
//
// The dictionaries are embedded (resources/spelling) and read by this package.
// A reader of our own, because the one library in plain Go that is kept and reads
// Hunspell dictionaries (github.com/client9/gospell, MIT) is not to be had from the
// public module proxy, and the others need a C library or have no Spanish. What
// two dictionaries need of the format is small; see dictionary.
//
// No word that is checked leaves the process.
package spelling

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rapport/data"
	"rapport/resources"
)

// ErrNoDictionary says that there is no dictionary for a language.
var ErrNoDictionary = errors.New("no dictionary for this language")

// Checker knows the words of one language. It may be used by several goroutines
// at once.
type Checker struct {
	d     *dictionary
	words map[string]string // known beside the dictionary: in small letters, and as written
	near  map[string]bool   // words to suggest first
	own   []string          // words given to Knowing, as written
}

var loaded = map[data.Lang]func() (*Checker, error){
	data.English: sync.OnceValues(func() (*Checker, error) {
		return load(resources.EnglishAffixes, resources.EnglishWords, hospitalEnglish, commonEnglish)
	}),
	data.Spanish: sync.OnceValues(func() (*Checker, error) {
		return load(resources.SpanishAffixes, resources.SpanishWords, hospitalSpanish, commonSpanish)
	}),
}

// For returns the checker of a language, data.English or data.Spanish. The
// dictionary is read the first time it is asked for. ErrNoDictionary if there is
// none.
func For(lang data.Lang) (*Checker, error) {
	get, ok := loaded[lang]
	if !ok {
		return nil, fmt.Errorf("spelling of %q: %w", lang, ErrNoDictionary)
	}
	return get()
}

func load(aff, dic, hospital, common string) (*Checker, error) {
	d, err := read(aff, dic)
	if err != nil {
		return nil, err
	}
	c := &Checker{d: d, words: map[string]string{}, near: map[string]bool{}}
	for _, w := range strings.Fields(hospital) {
		lower := strings.ToLower(w)
		c.words[lower], c.near[lower] = w, true
	}
	for _, w := range strings.Fields(common) {
		c.near[w] = true
	}
	return c, nil
}

// Knowing returns a checker that also takes these words for right: the names of
// the case, the words that the office has learnt. Each may be several words; a word
// is known with a capital and without one.
func (c *Checker) Knowing(words ...string) *Checker {
	more := *c
	more.words = maps.Clone(c.words)
	more.own = append([]string{}, c.own...)
	for _, phrase := range words {
		for _, w := range strings.FieldsFunc(phrase, func(r rune) bool { return !inWord(r) && r != '-' }) {
			w = plain(strings.Trim(w, "'’-"))
			if utf8.RuneCountInString(w) < 2 {
				continue
			}
			more.own = append(more.own, w)
			for _, part := range append(strings.Split(w, "-"), w) {
				more.words[strings.ToLower(part)] = part
			}
		}
	}
	return &more
}

// Misspelling is a word that the checker does not know, or a name that is nearly
// one of the case.
type Misspelling struct {
	At, Len int // its place in the text, in bytes
	Word    string
	Name    string // the name of the case that is one letter away, if any
}

// Check returns the misspelled words of text in their order. Numbers, e-mail and
// web addresses, words of capitals, single letters and the name after a title
// ("Dr. Okonkwo") are no misspellings; a name that is one letter away from one
// given to Knowing is, even if it is a name of its own ("Gonzales" for
// "Gonzalez").
func (c *Checker) Check(text string) []Misspelling {
	var found []Misspelling
	named := false
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if unicode.IsSpace(r) {
			at += size
			continue
		}
		field := text[at:]
		if n := strings.IndexFunc(field, unicode.IsSpace); n >= 0 {
			field = field[:n]
		}
		if !skipped(field) {
			for _, w := range wordsIn(field) {
				named = named && capital(w.Word)
				w.At, w.Name = w.At+at, c.nearName(w.Word)
				if w.Name != "" || !named && !c.right(w.Word) {
					found = append(found, w)
				}
				named = named || titles[strings.ToLower(w.Word)]
			}
		}
		at += len(field)
	}
	return found
}

var titles = map[string]bool{"dr": true, "drs": true, "mr": true, "mrs": true, "ms": true, "mx": true, "prof": true, "rev": true,
	"sr": true, "sra": true, "srta": true, "sres": true, "dra": true, "señor": true, "señora": true, "doctora": true, "don": true, "doña": true}

// skipped reports whether a field between spaces is no prose: a number, an
// address of the net, a reference.
func skipped(field string) bool {
	lower := strings.ToLower(field)
	return strings.ContainsFunc(field, unicode.IsDigit) || strings.ContainsAny(field, "@_\\=") || strings.Contains(field, "://") ||
		strings.HasPrefix(lower, "www.") || strings.Contains(lower, ".org") || strings.Contains(lower, ".com") || strings.Contains(lower, ".gov")
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == '\u00ad'
}

// wordsIn cuts a field into words; a hyphen inside belongs to the word.
func wordsIn(field string) []Misspelling {
	var out []Misspelling
	start := -1
	for i, r := range field + " " {
		if inWord(r) || start >= 0 && r == '-' {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			word := strings.TrimRight(field[start:i], "'’-")
			trimmed := strings.TrimLeft(word, "'’-")
			if trimmed != "" {
				out = append(out, Misspelling{At: start + len(word) - len(trimmed), Len: len(trimmed), Word: trimmed})
			}
		}
		start = -1
	}
	return out
}

// plain writes a word as the dictionaries have it: composed accents, straight
// apostrophes, no soft hyphens.
func plain(word string) string {
	return strings.NewReplacer("’", "'", "\u00ad", "").Replace(norm.NFC.String(word))
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// nearName returns the name of the case of which a word with a capital is a
// misspelling by one letter. A word that is an everyday one in small letters only
// begins a sentence ("Many" is no Mary).
func (c *Checker) nearName(word string) string {
	w := strings.TrimSuffix(plain(word), "'s")
	lower := strings.ToLower(w)
	if !capital(w) || utf8.RuneCountInString(w) < 4 || c.words[lower] != "" || c.d.holds(lower) {
		return ""
	}
	for _, own := range c.own {
		if capital(own) && utf8.RuneCountInString(own) > 3 && distance([]rune(lower), []rune(strings.ToLower(own)), 1) == 1 {
			return own
		}
	}
	return ""
}

// initials reports whether a word is of capitals: ICU, RNs, CEO's.
func initials(w string) bool {
	w = strings.TrimSuffix(strings.TrimSuffix(w, "s"), "'")
	return utf8.RuneCountInString(w) > 1 && w == strings.ToUpper(w)
}

// right reports whether a word of running text is spelled right.
func (c *Checker) right(word string) bool {
	w := plain(word)
	if utf8.RuneCountInString(w) < 2 || initials(w) || c.known(w) {
		return true
	}
	if !strings.Contains(w, "-") {
		return false
	}
	for _, part := range strings.Split(w, "-") {
		if part != "" && utf8.RuneCountInString(part) > 1 && !initials(part) && !c.known(part) {
			return false
		}
	}
	return true
}

// known looks a word up as it is written, and without its capital, which may
// come from the beginning of a sentence or a heading.
func (c *Checker) known(w string) bool {
	lower := strings.ToLower(w)
	if c.words[lower] != "" || c.d.holds(w) || lower != w && c.d.holds(lower) {
		return true
	}
	owner, of := strings.CutSuffix(w, "'s")
	return of && c.known(owner)
}
