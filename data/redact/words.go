package redact

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"rapport/data"
	"rapport/resources"
)

// lexicon is what tells a name from another word with a capital: the words of the
// spelling dictionaries, without their endings, and lists of names.
type lexicon struct {
	ordinary map[string]bool // words that are written small, in plain letters
	proper   map[string]bool // words that are written with a capital alone
	given    map[string]bool
}

var lexiconOnce = sync.OnceValue(func() *lexicon {
	l := &lexicon{ordinary: make(map[string]bool, 110_000), proper: make(map[string]bool, 18_000), given: make(map[string]bool, 9_000)}
	for _, dic := range []string{resources.EnglishWords, resources.SpanishWords} {
		for line := range strings.Lines(dic) {
			stem, _, _ := strings.Cut(strings.TrimSpace(line), "/")
			l.put(stem)
		}
	}
	for line := range strings.Lines(resources.GivenNames) {
		l.given[plainWord(line)] = true
	}
	for _, list := range []string{moreGivenNames, nicknameTable} {
		for _, w := range strings.Fields(strings.NewReplacer(":", " ", ",", " ", ";", " ").Replace(list)) {
			l.given[plainWord(w)] = true
		}
	}
	for _, w := range strings.Fields(smallWords) { // the list has them as names
		delete(l.given, w)
		l.ordinary[w] = true
	}
	for _, w := range strings.Fields(moreOrdinary) {
		l.ordinary[w] = true
	}
	return l
})

// Warm reads the dictionaries, which takes a moment the first time.
func Warm() { lexiconOnce(); nicknames(); tagForm() }

func (l *lexicon) put(stem string) {
	first, _ := utf8.DecodeRuneInString(stem)
	switch {
	case stem == "" || !unicode.IsLetter(first):
	case unicode.IsUpper(first):
		l.proper[plainWord(stem)] = true
	default:
		l.ordinary[plainWord(stem)] = true
	}
}

// plainWord is a word as a page has it, in small letters.
func plainWord(s string) string {
	s = strings.TrimSpace(s)
	ascii := true
	for i := 0; i < len(s); i++ {
		ascii = ascii && s[i] < utf8.RuneSelf
	}
	if !ascii {
		var b strings.Builder
		for _, r := range s {
			b.WriteString(plainOf(r))
		}
		s = b.String()
	}
	return strings.ReplaceAll(strings.ToLower(s), "'", "")
}

type ending struct{ cut, put string }

// endingsBy has the endings by their last letter.
var endingsBy = sync.OnceValue(func() *[256][]ending {
	var by [256][]ending
	for _, e := range endings {
		last := e.cut[len(e.cut)-1]
		by[last] = append(by[last], e)
	}
	return &by
})

// endings are what English and Spanish put at the end of a word, and what stands
// there without it.
var endings = []ending{
	{"s", ""}, {"es", ""}, {"ies", "y"}, {"ed", ""}, {"ed", "e"}, {"ied", "y"}, {"d", ""}, {"ing", ""}, {"ing", "e"}, {"er", ""}, {"er", "e"}, {"r", ""}, {"ers", ""}, {"ers", "e"},
	{"est", ""}, {"est", "e"}, {"ly", ""}, {"ily", "y"}, {"ness", ""}, {"iness", "y"}, {"ment", ""}, {"ments", ""}, {"able", ""}, {"able", "e"}, {"ful", ""}, {"less", ""}, {"ion", ""}, {"ion", "e"}, {"ions", ""},
	{"ions", "e"}, {"ation", "e"}, {"ations", "e"}, {"ings", ""}, {"ings", "e"}, {"ability", "able"}, {"ical", "ic"}, {"ally", "al"},
	{"e", "ir"}, {"en", "ir"}, {"o", "ir"}, {"io", "er"}, {"io", "ar"}, {"ados", "ar"}, {"adas", "ar"}, {"idos", "ir"}, {"idas", "ir"}, {"idos", "er"}, {"idas", "er"}, {"acion", "ar"}, {"aciones", "ar"}, {"cion", "r"}, {"idad", ""}, {"idad", "o"}, {"ico", "ia"}, {"ica", "ia"},
	{"a", "o"}, {"as", "o"}, {"os", "o"}, {"ces", "z"}, {"aba", "ar"}, {"aban", "ar"}, {"ando", "ar"}, {"ado", "ar"}, {"ada", "ar"}, {"o", "ar"}, {"a", "ar"}, {"e", "ar"}, {"an", "ar"}, {"en", "ar"}, {"aron", "ar"}, {"amos", "ar"}, {"are", "ar"},
	{"ia", "er"}, {"iendo", "er"}, {"ido", "er"}, {"ida", "er"}, {"e", "er"}, {"o", "er"}, {"en", "er"}, {"emos", "er"}, {"ia", "ir"}, {"iendo", "ir"}, {"ido", "ir"}, {"ida", "ir"}, {"io", "ir"}, {"ieron", "ir"}, {"imos", "ir"}, {"an", "er"},
	{"mente", ""}, {"mente", "o"}, {"arse", "ar"}, {"erse", "er"}, {"irse", "ir"}, {"ara", "ar"}, {"aran", "ar"},
}

// isOrdinary reports whether a word, in small plain letters, is one that is also
// written small.
func isOrdinary(w string) bool {
	l := lexiconOnce()
	if w == "" || l.ordinary[w] {
		return true
	}
	for _, e := range endingsBy()[w[len(w)-1]] {
		if stem, ok := strings.CutSuffix(w, e.cut); ok && len(stem) >= 2 && l.ordinary[stem+e.put] {
			return true
		}
	}
	for _, before := range []string{"dis", "mis", "un", "non"} { // disrespect; the dictionary has the word without
		if stem, ok := strings.CutPrefix(w, before); ok && len(stem) >= 5 && l.ordinary[stem] {
			return true
		}
	}
	if n := len(w); n > 5 { // stopped, planning
		for _, cut := range []string{"ed", "ing", "er"} {
			if stem, ok := strings.CutSuffix(w, cut); ok && len(stem) > 2 && stem[len(stem)-1] == stem[len(stem)-2] && l.ordinary[stem[:len(stem)-1]] {
				return true
			}
		}
	}
	return data.WordAndName(w) || months[w] != 0
}

// isDoubtful reports whether a word of a name is so common in sentences that a capital
// alone does not tell which it is. Most names that are in a dictionary as well (john,
// nina) are not.
func isDoubtful(w string) bool {
	if data.WordAndName(w) || months[w] != 0 {
		return true
	}
	l := lexiconOnce()
	return !l.given[w] && (l.ordinary[w] || !l.proper[w] && isOrdinary(w))
}

func isProper(w string) bool { return lexiconOnce().proper[w] }

func isGiven(w string) bool { return lexiconOnce().given[w] }

func setOf(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
