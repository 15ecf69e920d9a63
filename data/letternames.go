package data

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameWord is a word that may be part of a name.
type nameWord struct {
	at, end  int
	text     string
	comma    bool // a comma stands before it
	particle bool // de, van: joins the words of a family name
}

// The most words of a name: given, and family with what joins it.
const (
	mostGiven  = 2
	mostFamily = 4
)

var (
	nameParticles = set("de del du la las los y e da das do dos di van von der den ter ten le el al bin ibn abu san santa st")
	nameTitles    = set("mr mrs ms miss mx dr prof sr sra srta dra don doña señor señora señorita the")
)

// names finds runs of words with capitals that may be a name. A family name alone
// is none, nor a name of this case or of the office.
func (t *tracer) names() []Trace {
	var all []Trace
	for _, run := range nameRuns(t.line) {
		for i := range run {
			for j := i + 2; j <= min(len(run), i+mostGiven+mostFamily); j++ {
				words := run[i:j]
				if words[0].comma && i == 0 || words[0].particle && len(words) == 2 || words[len(words)-1].particle {
					continue
				}
				readings := readingsOf(words)
				readings = slices.DeleteFunc(readings, t.ownReading)
				if len(readings) > 0 {
					one := t.trace(TraceName, words[0].at, words[len(words)-1].end)
					one.Names = readings
					all = append(all, one)
				}
			}
		}
	}
	return all
}

// ownReading reports whether a reading is within a name of this case or of the
// office.
func (t *tracer) ownReading(r NameReading) bool {
	given, family := nameWords(r.Given), nameWords(r.Family)
	either := [][]string{append(slices.Clone(given), family...), append(slices.Clone(family), given...)}
	return slices.ContainsFunc(t.own, func(own []string) bool {
		return sharesRun(own, either[0], len(either[0])) || sharesRun(own, either[1], len(either[1]))
	})
}

// nameRuns parts a line into runs of words that begin with a capital, with the
// particles between them. A sentence that ends ends a run; initials and titles do
// not count.
func nameRuns(line string) [][]nameWord {
	var runs [][]nameWord
	var run []nameWord
	end := func() {
		for len(run) > 0 && run[len(run)-1].particle {
			run = run[:len(run)-1]
		}
		if len(run) > 1 {
			runs = append(runs, run)
		}
		run = nil
	}
	last, skipped := 0, false // the end of the word before; it was an initial or a title
	for _, w := range capitalWords(line) {
		between := line[last:w.at]
		switch {
		case strings.Trim(between, " ") == "", skipped && strings.Trim(between, " .") == "":
		case strings.Trim(between, " ") == "," && len(run) > 0:
			w.comma = true
		default:
			end()
		}
		last, skipped = w.end, false
		first, _ := utf8.DecodeRuneInString(w.text)
		lower := strings.ToLower(w.text)
		switch {
		case utf8.RuneCountInString(w.text) == 1 || nameTitles[lower]:
			skipped = true
		case nameParticles[lower]:
			w.particle = true
			run = append(run, w)
		case unicode.IsUpper(first) || unicode.IsTitle(first):
			run = append(run, w)
		default:
			end()
		}
	}
	end()
	return runs
}

// capitalWords cuts a line into words with their apostrophes and hyphens, without
// the 's of a genitive.
func capitalWords(line string) []nameWord {
	var words []nameWord
	start := -1
	inside := func(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) }
	add := func(end int) {
		text := line[start:end]
		kept := strings.TrimRight(text, "'’-")
		for _, s := range []string{"'s", "’s", "'S", "’S"} {
			kept = strings.TrimSuffix(kept, s)
		}
		words = append(words, nameWord{at: start, end: start + len(kept), text: kept})
		start = -1
	}
	for i, r := range line {
		switch {
		case inside(r):
			if start < 0 {
				start = i
			}
		case start >= 0 && (r == '\'' || r == '’' || r == '-' || r == 'ʼ' || r == '‘'):
		case start >= 0:
			add(i)
		}
	}
	if start >= 0 {
		add(len(line))
	}
	return words
}

// readingsOf are the ways to read some words as a name: given before family, or
// after it, and with a comma the family first.
func readingsOf(words []nameWord) []NameReading {
	said := func(part []nameWord) string {
		var all []string
		for _, w := range part {
			all = append(all, w.text)
		}
		return strings.Join(all, " ")
	}
	comma := slices.IndexFunc(words[1:], func(w nameWord) bool { return w.comma }) + 1
	var all []NameReading
	for k := 1; k < len(words); k++ {
		before, after := words[:k], words[k:]
		fits := func(given, family []nameWord) bool {
			return len(given) <= mostGiven && len(family) <= mostFamily && !given[len(given)-1].particle && !given[0].particle && !family[len(family)-1].particle
		}
		if comma == 0 && fits(before, after) {
			all = append(all, NameReading{Given: said(before), Family: said(after)})
		}
		if (comma == 0 || comma == k) && fits(after, before) {
			all = append(all, NameReading{Given: said(after), Family: said(before)})
		}
		if comma == k && fits(before, after) { // “Achterberg, Rosalind” or a list of names
			continue
		}
	}
	return all
}

// shown is a text without the characters that nobody sees: soft hyphens, marks of
// direction, blanks of no width.
func shown(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
}

// accented are Latin letters with marks, under the plain letter that those who
// type without marks write for them.
var accented = func() map[rune]rune {
	plain := map[rune]rune{}
	for base, marked := range map[rune]string{'a': "àáâãäåāăą", 'c': "çćĉċč", 'd': "ďđð", 'e': "èéêëēĕėęě", 'g': "ĝğġģ", 'h': "ĥħ", 'i': "ìíîïĩīĭįı", 'j': "ĵ", 'k': "ķ", 'l': "ĺļľŀł",
		'n': "ñńņňŋ", 'o': "òóôõöøōŏő", 'r': "ŕŗř", 's': "śŝşšș", 't': "ţťŧț", 'u': "ùúûüũūŭůűų", 'w': "ŵ", 'y': "ýÿŷ", 'z': "źżž"} {
		for _, r := range marked {
			plain[r] = base
		}
	}
	return plain
}()

// nameWords are the words of a name in small letters, without accents and marks: as
// two people may write the same name.
func nameWords(name string) []string {
	return plainWords(strings.Map(func(r rune) rune {
		r = unicode.ToLower(r)
		if plain, ok := accented[r]; ok {
			return plain
		}
		if unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' {
			return -1
		}
		return r
	}, name))
}
