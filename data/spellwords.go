package data

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// MaxWords is the most words that the spelling check of an office learns.
	MaxWords = 5000
	// MaxWord is the most characters of one.
	MaxWord = 60
)

// Knows reports whether the office's spelling check has learnt the word, with or
// without capitals.
func (s Settings) Knows(word string) bool {
	return slices.ContainsFunc(s.Words, func(w string) bool { return strings.EqualFold(w, strings.TrimSpace(word)) })
}

// WordGaps checks the words that were learnt: each is one word, once.
func (s Settings) WordGaps() Missing {
	var m Missing
	m.add(len(s.Words) > MaxWords, "words", "words", fmt.Sprintf("The spelling check learns at most %d words; remove some.", MaxWords))
	seen := map[string]bool{}
	for i, w := range s.Words {
		field, key := fmt.Sprintf("words.%d", i), strings.ToLower(w)
		m.add(!isWord(w), "word", field, fmt.Sprintf("“%s” is no single word; write one word in each line, without spaces and digits.", firstRunes(w, 20)))
		m.add(utf8.RuneCountInString(w) > MaxWord, "word.long", field, fmt.Sprintf("A word has at most %d characters; shorten it.", MaxWord))
		m.add(seen[key], "word.twice", field, fmt.Sprintf("“%s” is listed twice; remove one.", firstRunes(w, 20)))
		m.checkText(w, maxLine, field, "A word")
		seen[key] = true
	}
	return m
}

// isWord reports whether a text is one word: letters, with hyphens, apostrophes
// and full stops within.
func isWord(text string) bool {
	letters := 0
	for _, r := range text {
		switch {
		case unicode.IsLetter(r):
			letters++
		case !unicode.Is(unicode.Mn, r) && !strings.ContainsRune("-'’.", r):
			return false
		}
	}
	return letters > 0
}

func firstRunes(text string, n int) string {
	if r := []rune(text); len(r) > n {
		return string(r[:n]) + "…"
	}
	return text
}
