package page

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/language"
	"golang.org/x/text/unicode/norm"
)

// Problem is a character that cannot be put on paper.
type Problem struct {
	Rune rune // utf8.RuneError for a byte that is no text at all
	At   int  // position in the text in characters, from 0, after composition (NFC)
}

// String names the character for the person who has to replace it.
func (p Problem) String() string {
	if p.Rune == utf8.RuneError {
		return fmt.Sprintf("a damaged character at position %d", p.At+1)
	}
	kind := "the character %q at position %d"
	script := scriptOf(p.Rune)
	switch m := p.font(); {
	case unicode.Is(unicode.Co, p.Rune):
		kind = "the character U+%04X of a private font at position %d"
	case !unicode.IsPrint(p.Rune):
		kind = "the invisible character U+%04X at position %d"
	case m != nil:
		kind = "the " + m.says + " character %q at position %d"
	case isEmoji(p.Rune):
		kind = "the emoji %q at position %d"
	case script.Strong() && scripts[script] == nil:
		kind = "the character %q at position %d, of a script that Rapport has no font for"
	}
	return fmt.Sprintf(kind, p.Rune, p.At+1)
}

// Advice goes on after String in a sentence: what to do about it. A font that
// the machine lacks is named by the package that brings it in Debian.
func (p Problem) Advice() string {
	if m := p.font(); m != nil {
		return fmt.Sprintf("for which this computer has no font; install the package %s (or another %s font with TrueType outlines) and start Rapport again", m.pack, m.says)
	}
	return "which cannot be printed; replace it"
}

// Distinct leaves one problem of each character, and of each script that the
// machine has no font for.
func Distinct(problems []Problem) []Problem {
	var out []Problem
	told := map[rune]bool{}
	for _, p := range problems {
		key := p.Rune
		if m := p.font(); m != nil {
			key = []rune(m.probe)[0]
		}
		if !told[key] {
			told[key] = true
			out = append(out, p)
		}
	}
	return out
}

// font is what the machine lacks to print the character; nil when no package
// would help.
func (p Problem) font() *machineFont {
	script := scriptOf(p.Rune)
	for i := range machineFonts {
		if m := &machineFonts[i]; slices.Contains(m.scripts, script) && (houseFaces+Face(scripts[m.scripts[0]][0])).metrics() == nil {
			return m
		}
	}
	return nil
}

// isEmoji says that r is one of the coloured pictures.
func isEmoji(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF || r == 0x2B50 || r == 0x2B55
}

// standIn is printed where a character cannot be, so that a gap is seen.
const standIn = '?'

// Clean makes s drawable and reports what could not be kept. The result is
// composed (NFC), is valid UTF-8, and holds only characters that a face has:
// a house face, the face of a script, or, for Chinese, Japanese and Korean, a
// font of the machine. Tabs and line ends become spaces. Of the invisible
// characters the joiners stay where a script needs them, spaces of no width in
// scripts without spaces, and direction marks and isolates in text that runs
// from right to left; all others go (soft hyphens, embeddings, variants of a
// glyph). For any other character a question mark stands in.
//
// Text for a letter is first split at its line ends; what is left is one line.
func Clean(s string) (string, []Problem) {
	if isPlain(s) {
		return s, nil
	}
	return cleanIn(s, strings.ContainsFunc(s, runsLeft))
}

// cleanIn is Clean for a part of a paragraph; leftwards says that some of it
// runs from right to left.
func cleanIn(s string, leftwards bool) (string, []Problem) {
	if isPlain(s) {
		return s, nil
	}
	c := cleaner{in: []rune(norm.NFC.String(s)), leftwards: leftwards}
	for i, r := range c.in {
		c.take(i, r)
	}
	if leftwards {
		c.out = balanced(c.out)
	}
	return norm.NFC.String(string(c.out)), c.problems
}

type cleaner struct {
	in, out   []rune
	problems  []Problem
	leftwards bool
}

func (c *cleaner) take(i int, r rune) {
	switch {
	case r == '\t' || r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
		c.out = append(c.out, ' ')
	case r == utf8.RuneError || unicode.Is(unicode.Cc, r):
		c.refuse(i, r)
	case isControl(r):
		if c.leftwards {
			c.out = append(c.out, r)
		}
	case isJoiner(r):
		if c.joins() {
			c.out = append(c.out, r)
		}
	case r == zeroSpace:
		if isSpaceless(lastBase(c.out)) {
			c.out = append(c.out, r)
		}
	case isIgnorable(r):
	default:
		joined := r >= 0xFB50 && r <= 0xFBFF || r >= 0xFE70 && r <= 0xFEFE // of Arabic
		has := drawable(r)
		if plain, ok := plainForm(r); ok && (joined || !has) {
			c.out = append(c.out, plain...)
		} else if has {
			c.out = append(c.out, r)
		} else {
			c.refuse(i, r)
		}
	}
}

func (c *cleaner) refuse(i int, r rune) {
	c.problems = append(c.problems, Problem{r, i})
	c.out = append(c.out, standIn)
}

// zeroSpace is a place where a line may break, in scripts without spaces.
const zeroSpace = '\u200b'

// isJoiner says that r joins or parts the letters beside it (ZWNJ, ZWJ).
func isJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// joins says that a joiner after what is there has a meaning: the letter
// before is of a script that is shaped, and no joiner stands there already.
func (c *cleaner) joins() bool {
	if len(c.out) > 0 && isJoiner(c.out[len(c.out)-1]) {
		return false
	}
	s := language.LookupScript(lastBase(c.out))
	return scripts[s] != nil && s != language.Han && s != language.Hangul
}

// lastBase is the last character that is not a mark; 0 when there is none.
func lastBase(text []rune) rune {
	for i := len(text) - 1; i >= 0; i-- {
		if !unicode.Is(unicode.M, text[i]) && !isJoiner(text[i]) {
			return text[i]
		}
	}
	return 0
}

// isSpaceless says that r is of a script that has no spaces between words and
// needs a dictionary to part them.
func isSpaceless(r rune) bool {
	switch language.LookupScript(r) {
	case language.Thai, language.Lao, language.Khmer, language.Myanmar:
		return true
	}
	return r == zeroSpace
}

// balanced drops isolates that do not end and ends without a beginning.
func balanced(text []rune) []rune {
	var open []int
	lost := map[int]bool{}
	for i, r := range text {
		switch {
		case r >= lri && r <= fsi:
			open = append(open, i)
			lost[i] = true
		case r == pdi && len(open) == 0:
			lost[i] = true
		case r == pdi:
			delete(lost, open[len(open)-1])
			open = open[:len(open)-1]
		}
	}
	if len(lost) == 0 {
		return text
	}
	kept := text[:0]
	for i, r := range text {
		if !lost[i] {
			kept = append(kept, r)
		}
	}
	return kept
}

// plainForm is what a form of a letter stands for that only its look sets apart:
// the joined forms of old Arabic files, wide and mathematical Latin letters.
func plainForm(r rune) ([]rune, bool) {
	switch {
	case r >= 0xFB00 && r <= 0xFDFF, r >= 0xFE70 && r <= 0xFEFF, r >= 0xFF01 && r <= 0xFF9F, r >= 0x1D400 && r <= 0x1D7FF:
	default:
		return nil, false
	}
	plain := []rune(norm.NFKC.String(string(r)))
	for _, p := range plain {
		if p == r || !drawable(p) {
			return nil, false
		}
	}
	return plain, true
}

// isPlain says that s is printable ASCII, which every house face has.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// isIgnorable says that r is never seen: format characters and the selectors
// of a glyph's variant (Unicode 5.21, default ignorable code points). The
// signs that stand before numbers in Arabic are seen.
func isIgnorable(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) &&
		!unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}
