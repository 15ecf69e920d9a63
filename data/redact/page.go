package redact

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// page is a text as it is searched: in plain letters without accents, plain digits,
// dashes and apostrophes, and without the characters that nobody sees, so that a rule
// is written once. Each byte knows where it came from.
type page struct {
	text  string // as given
	plain string
	at    []int32 // for each byte of plain and its end: the byte of text where its character begins
	words []word
	flow  string // plain without the breaks of lines that were only wrapped
	lines []stretch
	small bool // it was typed without capitals
}

// word is a run of letters and digits, with the apostrophes inside it.
type word struct {
	from, to int    // bytes of plain, without the 's of a genitive
	end      int    // with it
	low      string // in small letters, without apostrophes
	base     string // the same without the 's of a genitive
	capital  bool   // it begins with one
	capitals bool   // it has nothing else, and at least two
}

// plainRunes are characters that compatibility forms do not make plain.
var plainRunes = map[rune]string{
	'ø': "o", 'Ø': "O", 'ł': "l", 'Ł': "L", 'đ': "d", 'Đ': "D", 'ð': "d", 'Ð': "D", 'þ': "th", 'Þ': "Th", 'ß': "ss", 'æ': "ae", 'Æ': "Ae", 'œ': "oe", 'Œ': "Oe",
	'ħ': "h", 'Ħ': "H", 'ı': "i", 'ŧ': "t", 'Ŧ': "T", 'ŋ': "n", 'Ŋ': "N", 'ĸ': "k", 'ə': "a",
	'\u2019': "'", '\u2018': "'", '\u02BC': "'", '\u02B9': "'", '\u00B4': "'", '`': "'", '\u2032': "'", '\uFF07': "'", '\u201B': "'",
	'\u2010': "-", '\u2011': "-", '\u2012': "-", '\u2013': "-", '\u2014': "-", '\u2015': "-", '\u2212': "-", '\uFE58': "-", '\uFE63': "-", '\uFF0D': "-", '\u2043': "-",
	'\u201C': "\"", '\u201D': "\"", '\u00AB': "\"", '\u00BB': "\"", '\u2028': "\n", '\u2029': "\n", '\u0085': "\n", '\v': "\n", '\f': "\n",
	'\u2206': "Δ", '\u2122': " ", '\u00AE': " ", '\u00BA': "o", '\u00AA': "a",
}

// contractions are what English draws together with a word.
var contractions = setOf("ve ll re m d t")

func newPage(text string) *page {
	p := &page{text: text, at: make([]int32, 0, len(text)+1)}
	var b strings.Builder
	b.Grow(len(text))
	put := func(s string, at int) {
		b.WriteString(s)
		for range len(s) {
			p.at = append(p.at, int32(at))
		}
	}
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if c == '\r' {
				c = '\n'
			} else if c == '`' {
				c = '\''
			}
			b.WriteByte(c)
			p.at = append(p.at, int32(i))
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		put(plainOf(r), i)
		i += size
	}
	p.plain = withoutTags(b.String())
	p.at = append(p.at, int32(len(text)))
	p.words = wordsOf(p.plain)
	p.lines = p.stretches()
	p.small = !slices.ContainsFunc(p.words, func(w word) bool { return w.capital })
	return p
}

// tagForm is what stands in a copy for what is hidden.
var tagForm = sync.OnceValue(func() *regexp.Regexp {
	names := strings.Fields("patient complainant representative relative staff officer person street city county room hidden")
	names = append(names, "date of birth", "date of death", "case number", "account name", "ZIP")
	for _, k := range Kinds {
		names = append(names, string(k.Kind))
	}
	return regexp.MustCompile(`\[(?:` + strings.Join(longestFirst(names), "|") + `)(?: \d{1,6})?\]`)
})

// withoutTags blanks the tags of a text that was redacted before: they are no words.
func withoutTags(plain string) string {
	if !strings.Contains(plain, "[") {
		return plain
	}
	return tagForm().ReplaceAllStringFunc(plain, func(tag string) string { return strings.Repeat("\x00", len(tag)) })
}

// plainOf is a character as it is searched; empty for what nobody sees.
func plainOf(r rune) string {
	if s, ok := plainRunes[r]; ok {
		return s
	}
	switch {
	case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r):
		return ""
	case unicode.Is(unicode.Zs, r):
		return " "
	case r == utf8.RuneError:
		return "\x00"
	}
	if digit, ok := digitOf(r); ok {
		return digit
	}
	s := norm.NFKD.String(string(r))
	if s == string(r) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if alone, ok := plainRunes[r]; ok {
			b.WriteString(alone)
		} else if !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Cf, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// digitOf is a decimal digit of any script as a plain one: Unicode keeps the ten of a
// script together, in order.
func digitOf(r rune) (string, bool) {
	if !unicode.Is(unicode.Nd, r) {
		return "", false
	}
	zero := r
	for r-zero < 9 && unicode.Is(unicode.Nd, zero-1) {
		zero--
	}
	return string('0' + r - zero), true
}

// span is a stretch of plain in bytes of the text as given. It takes along what
// nobody sees at its end, and whole characters always.
func (p *page) span(from, to int) (int, int) {
	if to > from {
		for to < len(p.plain) && p.at[to] == p.at[to-1] {
			to++
		}
	}
	return int(p.at[from]), int(p.at[to])
}

func wordsOf(plain string) []word {
	var all []word
	for i := 0; i < len(plain); {
		r, size := utf8.DecodeRuneInString(plain[i:])
		if !wordRune(r) {
			i += size
			continue
		}
		from := i
		for i < len(plain) {
			r, size = utf8.DecodeRuneInString(plain[i:])
			if r == '\'' && i+1 < len(plain) {
				if next, _ := utf8.DecodeRuneInString(plain[i+1:]); unicode.IsLetter(next) {
					i++
					continue
				}
			}
			if !wordRune(r) {
				break
			}
			i += size
		}
		all = append(all, newWord(plain, from, i))
	}
	return all
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func newWord(plain string, from, to int) word {
	said := plain[from:to]
	w := word{from: from, to: to, end: to}
	w.low = strings.ReplaceAll(strings.ToLower(said), "'", "")
	w.base = w.low
	if n := len(said); n > 2 && (said[n-2:] == "'s" || said[n-2:] == "'S") {
		w.to = to - 2
		w.base = strings.ReplaceAll(strings.ToLower(said[:n-2]), "'", "")
	}
	if at := strings.LastIndexByte(said, '\''); at > 0 && contractions[strings.ToLower(said[at+1:])] { // I've, didn't
		w.base = strings.TrimSuffix(strings.ToLower(said[:at]), "n")
	}
	first, _ := utf8.DecodeRuneInString(said)
	w.capital = unicode.IsUpper(first) || unicode.IsTitle(first)
	upper := strings.ToUpper(plain[w.from:w.to])
	w.capitals = upper == plain[w.from:w.to] && utf8.RuneCountInString(upper) > 1 && strings.IndexFunc(upper, unicode.IsLetter) >= 0
	return w
}

// gap is what stands between a word and the one after it.
func (p *page) gap(i int) string {
	if i+1 >= len(p.words) {
		return p.plain[p.words[i].to:]
	}
	return p.plain[p.words[i].to:p.words[i+1].from]
}

// beginsSentence reports whether a sentence or a line begins at the word.
func (p *page) beginsSentence(i int) bool {
	before := p.plain[:p.words[i].from]
	for n := len(before); n > 0; n-- {
		switch before[n-1] {
		case ' ', '\t', '"', '\'', '(', '[', '-', '*':
			continue
		case '.', '!', '?', ':', ';', '\n':
			return true
		}
		return false
	}
	return true
}
