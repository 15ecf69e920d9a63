package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

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
		r = folding(r)
		if r == 0 {
			continue
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

// folding is what becomes of a character in the index: a small letter or digit,
// a blank that ends the word, or 0 for one that is passed over.
func folding(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		return r
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r == '\'' || r == '’': // O'Brien is one word
		return 0
	case r < 0x80:
		return ' '
	case unicode.Is(unicode.Mn, r):
		return 0
	case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
		return unicode.ToLower(r)
	}
	return ' '
}

// foundWord is a word of a text: where it stands, in bytes, and what the index
// holds of it.
type foundWord struct {
	from, to int
	folded   string
}

// wordsOf returns the words of a text as the index has them, each with its
// place in the text.
func wordsOf(text string) []foundWord {
	var all []foundWord
	var word strings.Builder
	from, to := 0, 0
	end := func() {
		if word.Len() > 0 {
			all = append(all, foundWord{from, to, word.String()})
		}
		word.Reset()
	}
	for i, r := range text {
		parts := string(r)
		if r >= 0x80 {
			parts = norm.NFKD.String(parts)
		}
		for _, p := range parts {
			switch f := folding(p); {
			case f == ' ':
				end()
			case f != 0:
				if word.Len() == 0 {
					from = i
				}
				if word.Len() < maxWord {
					word.WriteRune(f)
				}
			}
			if word.Len() > 0 {
				to = i + utf8.RuneLen(r)
			}
		}
	}
	end()
	return all
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
	terms := termsOf(text)
	for i, term := range terms {
		terms[i] = `"` + term + `"*`
	}
	return strings.Join(terms, " ")
}

// termsOf returns the words of what somebody typed, as many as are asked for.
func termsOf(text string) []string {
	terms := strings.Fields(folded(text))
	return terms[:min(len(terms), maxTerms)]
}
