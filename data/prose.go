package data

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Prose returns text with all that is no running sentence blanked out:
// headings, salutations, address lines and dates. Blanks keep the length, so a
// place in what comes back is the same place in text.
func Prose(text string, lang Lang) string {
	running := []byte(text)
	lines := strings.Split(text, "\n")
	at := 0
	for i, line := range lines {
		if apart(lines, i) {
			blankOut(running[at : at+len(line)])
		}
		at += len(line) + 1
	}
	for _, span := range dates[lang].FindAllIndex(running, -1) {
		blankOut(running[span[0]:span[1]])
	}
	return string(running)
}

func blankOut(b []byte) {
	for i := range b {
		b[i] = ' '
	}
}

// dates are days written with the name of the month. Those of digits alone are
// no words anyway.
var dates = map[Lang]*regexp.Regexp{
	English: regexp.MustCompile(`(?i)\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?` +
		`(?:(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}(?:st|nd|rd|th)?\b(?:, ?\d{4}\b)?` +
		`|(?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|october|november|december),? \d{4}\b)`),
	Spanish: regexp.MustCompile(`(?i)(?:(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo),? )?` +
		`(?:\b\d{1,2}|1\.?º|primero) de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)\b(?: del? \d{4}\b)?`),
}

var (
	zipLine    = regexp.MustCompile(`\b[A-Z]{2},? +\d{5}(?:-\d{4})?$`)
	streetLine = regexp.MustCompile(`(?i)^(?:\d+[a-z]? .*\b(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|court|ct|way|place|pl|parkway|pkwy|suite|apt|unit)\b[^.!?]*` +
		`|p\.? ?o\.? box .*|(?:calle|avenida|av\.|apartado|paseo|carretera) [^.!?]*\d+[^.!?]*)\.?$`)
)

// apart reports whether a line stands apart from the running text: a
// salutation, an address line, a heading.
func apart(lines []string, i int) bool {
	line := strings.TrimSpace(lines[i])
	words := strings.Fields(line)
	if line == "" {
		return false
	}
	if strings.HasSuffix(line, ",") && len(words) <= 6 || zipLine.MatchString(line) || streetLine.MatchString(line) {
		return true
	}
	if strings.HasPrefix(line, "Dear ") && strings.HasSuffix(line, ":") || strings.HasPrefix(line, "Estimad") && strings.HasSuffix(line, ":") {
		return true
	}
	if len(words) > 8 || strings.ContainsAny(line[len(line)-1:], ".!?") {
		return false
	}
	alone := (i == 0 || blank(lines[i-1])) && i+1 < len(lines) && blank(lines[i+1])
	return alone && !blank(strings.Join(lines[i+1:], "")) || titled(words)
}

// titled reports whether every longer word begins with a capital, and there are
// at least two words.
func titled(words []string) bool {
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if len(w) > 3 && !unicode.IsUpper(r) {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	return len(words) > 1 && unicode.IsUpper(first) && len(strings.Join(words, "")) > 3*len(words)
}

// sentence is a place in a text, in bytes, and the words in it that count.
type sentence struct {
	at, end int
	words   []string
}

// sentences cuts the running text into sentences. A line break ends one, so
// that each line of a list is a sentence of its own. A colon and a semicolon
// end one too, as the counts of Flesch and of Fernández Huerta have it.
func sentences(text string, lang Lang) []sentence {
	running := Prose(text, lang)
	var out []sentence
	s := sentence{at: -1}
	finish := func() {
		if len(s.words) > 0 {
			out = append(out, s)
		}
		s = sentence{at: -1}
	}
	for at := 0; at < len(running); {
		r, size := utf8.DecodeRuneInString(running[at:])
		if unicode.IsSpace(r) {
			if r == '\n' {
				finish()
			}
			at += size
			continue
		}
		field := running[at:fieldEnd(running, at)]
		if s.at < 0 {
			s.at = at
		}
		at += len(field)
		s.end = at
		for _, part := range strings.FieldsFunc(field, func(c rune) bool { return strings.ContainsRune("-–—/", c) }) {
			word := strings.TrimFunc(part, func(c rune) bool { return !unicode.IsLetter(c) })
			if counted(word) && !abbreviations[strings.ToLower(strings.Trim(part, `()"“”'’,;:`))] {
				s.words = append(s.words, word)
			}
		}
		if endsSentence(field, running[at:]) {
			finish()
		}
	}
	finish()
	return out
}

// fieldEnd returns where the run of characters without a space ends.
func fieldEnd(text string, at int) int {
	if n := strings.IndexFunc(text[at:], unicode.IsSpace); n >= 0 {
		return at + n
	}
	return len(text)
}

// counted reports whether something between two spaces is a word of the running
// text: no number, no address of the net, no abbreviation of capitals.
func counted(word string) bool {
	if word == "" || strings.ContainsFunc(word, unicode.IsDigit) || strings.ContainsAny(word, "@\\_") || strings.Contains(word, "www.") {
		return false
	}
	return utf8.RuneCountInString(word) == 1 || word != strings.ToUpper(word)
}

var (
	// titles end with a full stop that ends no sentence.
	titles = set("mr. mrs. ms. mx. dr. drs. prof. rev. st. no. apt. ext. vs. e.g. i.e. sr. sra. srta. sres. dra. lic. núm. tel. p.ej. ej. av. ud. uds.")
	// lasts end with a full stop that ends a sentence if a capital follows.
	lasts = set("a.m. p.m. etc. inc. jr. ee.uu. u.s. m.d. r.n. ph.d.")
	// abbreviations are not counted as words.
	abbreviations = union(titles, lasts)
)

func union(sets ...map[string]bool) map[string]bool {
	all := map[string]bool{}
	for _, s := range sets {
		for k := range s {
			all[k] = true
		}
	}
	return all
}

// endsSentence reports whether a sentence ends with this field; rest is what
// follows.
func endsSentence(field, rest string) bool {
	end := strings.ToLower(strings.TrimRight(strings.TrimLeft(field, `("'“‘`), `"'”’)»`))
	if end == "" || !strings.ContainsRune(".!?:;", rune(end[len(end)-1])) {
		return false
	}
	switch {
	case titles[end]:
		return false
	case lasts[end] || len(end) == 2: // an initial, as in "J. Lee"
		next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, ` "'“‘(`))
		return lasts[end] && unicode.IsUpper(next) || strings.TrimSpace(rest) == ""
	}
	return true
}
