package store

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The search index holds plain words: lower case, without accents, letters and
// digits only, parted by blanks. Folding here, for what is indexed and for what
// is asked alike, keeps the two equal and leaves the index no syntax to meet.

// maxTerms bounds the words of one question; more do not make it narrower.
const maxTerms = 12

// maxWord is the longest word kept, in bytes.
const maxWord = 40

// fold appends the words of s to b, each followed by a blank.
func fold(b *strings.Builder, s string) {
	ascii := true
	for i := range len(s) {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if !ascii {
		s = norm.NFKD.String(s)
	}
	word := 0
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case r == '\'' || r == '’': // O'Brien is one word
			continue
		case r < 0x80:
			r = ' '
		case unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			r = unicode.ToLower(r)
		default:
			r = ' '
		}
		if r == ' ' {
			if word > 0 {
				b.WriteByte(' ')
			}
			word = 0
			continue
		}
		if word < maxWord {
			n, _ := b.WriteRune(r)
			word += n
		}
	}
	if word > 0 {
		b.WriteByte(' ')
	}
}

// folded returns the words of texts.
func folded(texts ...string) string {
	var b strings.Builder
	for _, s := range texts {
		fold(&b, s)
	}
	return b.String()
}

// question turns what somebody typed into a question to the index: each term
// must occur, as a word or the beginning of one. Empty where there is no term.
func question(text string) string {
	terms := strings.Fields(folded(text))
	terms = terms[:min(len(terms), maxTerms)]
	for i, term := range terms {
		terms[i] = `"` + term + `"*`
	}
	return strings.Join(terms, " ")
}

// numberForm is a case number whole, or without its letters and zeros; one that
// stops among its zeros is still being typed.
var numberForm = regexp.MustCompile(`^(?i:pr)?[- ]?(\d{4})-(0\d{4,8}|[1-9]\d{0,8})$`)

// caseNumber recognises a case number.
func caseNumber(text string) (string, bool) {
	m := numberForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return "", false
	}
	digits := strings.TrimLeft(m[2], "0")
	if len(digits) < 5 {
		digits = strings.Repeat("0", 5-len(digits)) + digits
	}
	return "PR-" + m[1] + "-" + digits, true
}
