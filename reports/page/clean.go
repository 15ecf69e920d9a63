package page

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Problem is a character that cannot be put on paper.
type Problem struct {
	Rune rune // utf8.RuneError for a byte that is no text at all
	At   int  // position in the text in characters, from 0, after composition (NFC)
}

// String names the character for the person who has to replace it.
func (p Problem) String() string {
	switch {
	case p.Rune == utf8.RuneError:
		return fmt.Sprintf("a damaged character at position %d", p.At+1)
	case unicode.IsPrint(p.Rune):
		return fmt.Sprintf("the character %q at position %d", p.Rune, p.At+1)
	default:
		return fmt.Sprintf("the invisible character U+%04X at position %d", p.Rune, p.At+1)
	}
}

// standIn is printed where a character cannot be, so that a gap is seen.
const standIn = '?'

// Clean makes s drawable in every face and reports what could not be kept. The
// result is composed (NFC), is valid UTF-8, and holds only characters below
// U+10000 that all faces have; the PDF writer cannot take others. Tabs and line
// ends become spaces; invisible format characters (joiners, soft hyphens,
// direction marks) go; for any other character a question mark stands in.
//
// Text for a letter is first split at its line ends; what is left is one line.
func Clean(s string) (string, []Problem) {
	if isPlain(s) {
		return s, nil
	}
	var out strings.Builder
	var problems []Problem
	at := 0
	for composed := norm.NFC.String(s); len(composed) > 0; at++ {
		r, size := utf8.DecodeRuneInString(composed)
		composed = composed[size:]
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			out.WriteByte(' ')
		case r == utf8.RuneError || unicode.Is(unicode.Cc, r):
			problems = append(problems, Problem{r, at})
			out.WriteRune(standIn)
		case isIgnorable(r):
		case !drawable(r):
			problems = append(problems, Problem{r, at})
			out.WriteRune(standIn)
		default:
			out.WriteRune(r)
		}
	}
	return out.String(), problems
}

// isPlain says that s is printable ASCII, which every face has.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// isIgnorable says that r is never seen: format characters and the selectors
// of a glyph's variant (Unicode 5.21, default ignorable code points).
func isIgnorable(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

func drawable(r rune) bool {
	if r > 0xFFFF {
		return false
	}
	for _, f := range Faces {
		if !f.Covers(r) {
			return false
		}
	}
	return true
}
