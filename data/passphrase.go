package data

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Strength is how well a passphrase protects a case file.
type Strength struct {
	Score    int    // 0 to 4, for a meter
	Sentence string // what it is, or what to do
	OK       bool   // whether it may be used
}

const (
	minPassphrase = 12  // characters
	minWords      = 5   // or words of any length
	maxPassphrase = 256 // characters; far above what anybody types
)

// PassphraseStrength judges a passphrase: twelve characters or five words, and
// none that attackers try first. There are no rules about kinds of characters
// (NIST SP 800-63B 5.1.1.2). Names given in also, of the facility or the officer,
// do not count.
func PassphraseStrength(p string, also ...string) Strength {
	// Blanks at the ends and runs of blanks add nothing.
	fields := strings.Fields(p)
	n, words := utf8.RuneCountInString(strings.Join(fields, " ")), len(fields)
	refused, rest := "", stripNames(p, also)
	switch {
	case blank(p):
		refused = "Choose a passphrase: five or more words that only you would put together."
	case utf8.RuneCountInString(p) > maxPassphrase:
		refused = "The passphrase is too long; use at most 256 characters."
	case n < minPassphrase && words < minWords:
		refused = "Too short: use at least 12 characters, or five words."
	case plainChars(p) == "":
		refused = "Use words; signs alone are hard to remember and to type."
	case isCommon(p):
		refused = "Many people use this one, so it is tried first; choose words of your own."
	case rest == "":
		refused = "This is a name that others know; choose words of your own."
	}
	if refused != "" {
		return Strength{Score: min(n/8, 1), Sentence: refused}
	}
	known := utf8.RuneCountInString(plainChars(p)) - utf8.RuneCountInString(rest)
	return judged(n-known, len(distinct(rest)), words, differentWords(fields))
}

// differentWords counts the words that are not the same.
func differentWords(words []string) int {
	seen := map[string]bool{}
	for _, w := range words {
		seen[plainChars(w)] = true
	}
	return len(seen)
}

// judged scores what remains of a passphrase after names that others know.
func judged(left, letters, words, different int) Strength {
	switch {
	case left < minPassphrase && words < minWords:
		return Strength{Score: 1, Sentence: "A name that others know makes up most of it; add words of your own."}
	case letters < 6 || words >= minWords && different < 3:
		return Strength{Score: 1, Sentence: "It repeats a few characters or words; choose words of your own."}
	case left >= 28:
		return Strength{Score: 4, Sentence: "Very strong.", OK: true}
	case left >= 20 || words >= minWords && left >= 18:
		return Strength{Score: 3, Sentence: "Strong.", OK: true}
	}
	return Strength{Score: 2, Sentence: "Good enough. More words make it stronger.", OK: true}
}

// stripNames takes the words of the names, of three letters or more, out of p.
func stripNames(p string, names []string) string {
	p = plainChars(p)
	for _, name := range names {
		for _, w := range strings.Fields(name) {
			if w = plainChars(w); utf8.RuneCountInString(w) >= 3 {
				p = strings.ReplaceAll(p, w, "")
			}
		}
	}
	return p
}

func distinct(s string) map[rune]bool {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return seen
}

// plainChars lowers p, undoes the usual look-alikes and drops all but letters
// and digits, so that P@ssw0rd-123! is what it is.
func plainChars(p string) string {
	undo := strings.NewReplacer("@", "a", "$", "s", "!", "i")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, undo.Replace(strings.ToLower(p)))
}

// unleet undoes digits that stand for letters.
var unleet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t")

// isCommon reports whether p is a common passphrase, perhaps repeated or with
// digits after it, or a run along the keyboard or the alphabet.
func isCommon(p string) bool {
	plain := plainChars(p)
	core := plainChars(strings.TrimRightFunc(p, func(r rune) bool { return !unicode.IsLetter(r) }))
	for _, c := range []string{plain, unleet.Replace(plain), core, unleet.Replace(core)} {
		if c == "" {
			continue
		}
		c = repeatedUnit(c)
		if commonPassphrases[c] || isRun(c) || isLeaked(c) {
			return true
		}
		if ofCommonWords(c) {
			return true
		}
		for _, stem := range commonStems {
			if rest, ok := strings.CutPrefix(c, stem); ok && (rest == "" || commonPassphrases[rest] || utf8.RuneCountInString(rest) <= 4) {
				return true
			}
		}
	}
	return false
}

// ofCommonWords reports whether c is one or two common words, with up to four
// characters after them.
func ofCommonWords(c string) bool {
	for _, first := range commonParts {
		rest, ok := strings.CutPrefix(c, first)
		if !ok {
			continue
		}
		if utf8.RuneCountInString(rest) <= 4 {
			return true
		}
		for _, second := range commonParts {
			if end, ok := strings.CutPrefix(rest, second); ok && utf8.RuneCountInString(end) <= 4 {
				return true
			}
		}
	}
	return false
}

// repeatedUnit returns the shortest string that, repeated, makes s.
func repeatedUnit(s string) string {
	for n := 1; n <= len(s)/2; n++ {
		if len(s)%n == 0 && strings.Repeat(s[:n], len(s)/n) == s {
			return s[:n]
		}
	}
	return s
}

// isRun reports whether s is one to four characters, or goes along rows of keys or
// an alphabet, forward or back, but for four characters at most.
func isRun(s string) bool {
	if utf8.RuneCountInString(s) <= 4 {
		return true
	}
	return len(s)-longRuns(s) <= 4
}

// leastKeyRun is how many characters along a row are a run and no chance.
const leastKeyRun = 4

// longRuns counts the bytes of s that lie in runs, one after the other: qwerty and
// asdf and 1234.
func longRuns(s string) (n int) {
	for at := 0; at < len(s); {
		run := 0
		for _, row := range keyRuns {
			for _, r := range []string{row, backward(row)} {
				for run < len(s)-at && strings.Contains(r, s[at:at+run+1]) {
					run++
				}
			}
		}
		if run >= leastKeyRun {
			n += run
		} else {
			run = 1
		}
		at += run
	}
	return n
}

func backward(s string) string {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return string(r)
}
