package page

import (
	"slices"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// The characters that set a stretch of text apart from its surroundings
// (UAX 9, 2.4): left to right, right to left, by its first letter, and its end.
const (
	lri = '\u2066'
	rli = '\u2067'
	fsi = '\u2068'
	pdi = '\u2069'
)

// isControl says that r only steers the order of the text: isolates and marks.
func isControl(r rune) bool {
	return r >= lri && r <= pdi || r == '\u200e' || r == '\u200f' || r == '\u061c'
}

// runsLeft says that a letter's script runs from right to left.
func runsLeft(r rune) bool {
	if r < 0x590 {
		return false
	}
	p, _ := bidi.LookupRune(r)
	c := p.Class()
	return (c == bidi.R || c == bidi.AL) && !isControl(r)
}

// leftwards lists the languages that are written from right to left.
var leftwards = []string{"ar", "fa", "ur", "he", "yi", "ps", "sd", "ug", "ku-arab", "ckb", "dv", "syr", "aii", "cld", "nqo", "prs", "ff-adlm"}

func langRunsLeft(lang string) bool {
	for _, l := range leftwards {
		if n := len(l); len(lang) >= n && equalFold(lang[:n], l) && (len(lang) == n || lang[n] == '-' || lang[n] == '_') {
			return true
		}
	}
	return false
}

func equalFold(a, b string) bool {
	for i := range len(a) {
		if a[i]|0x20 != b[i]|0x20 {
			return false
		}
	}
	return true
}

// paragraphRunsLeft says that a paragraph in lang begins at the right edge. In
// a language written so, one word in its script is enough, or none at all in
// any; in another, the first letter and most letters must be of such a script: a
// sentence in English stays on the left that begins with a name in Arabic, or
// that ends with one, as "Dear Ms. X:" does.
func paragraphRunsLeft(text, lang string) bool {
	left, right := 0, 0
	begins := false // with a letter that runs left
	for _, r := range text {
		switch {
		case runsLeft(r):
			begins = begins || right == 0
			left++
		case unicode.IsLetter(r):
			right++
		}
	}
	if left == 0 {
		return right == 0 && langRunsLeft(lang)
	}
	return langRunsLeft(lang) || begins && left > right
}

// levels is the Unicode Bidirectional Algorithm (UAX 9) for one paragraph: the
// embedding level of each rune, odd where text runs from right to left. Only
// isolates are honoured; [Clean] lets no embedding or override pass.
func levels(text []rune, rtl bool) []uint8 {
	b := bidiText{text: text, class: make([]bidi.Class, len(text)), level: make([]uint8, len(text)), match: make([]int, len(text))}
	var open []int
	for i, r := range text {
		p, _ := bidi.LookupRune(r)
		b.class[i] = p.Class()
		b.match[i] = len(text)
		switch {
		case isInitiator(b.class[i]):
			open = append(open, i)
		case b.class[i] == bidi.PDI && len(open) > 0:
			b.match[open[len(open)-1]] = i
			open = open[:len(open)-1]
		}
	}
	base := uint8(0)
	if rtl {
		base = 1
	}
	b.resolve(0, len(text), base)
	return b.level
}

type bidiText struct {
	text  []rune
	class []bidi.Class
	level []uint8
	match []int // of an isolate's beginning: its end, or the end of the text
}

func isInitiator(c bidi.Class) bool { return c == bidi.LRI || c == bidi.RLI || c == bidi.FSI }

// mostLevels is max_depth of BD2: isolates deeper than that change nothing.
const mostLevels = 125

// resolve sets the levels of text[from:to], which stands at one level but for
// the isolates in it.
func (b *bidiText) resolve(from, to int, level uint8) {
	var seq []int // an isolating run sequence (BD13)
	for i := from; i < to; i++ {
		if !removed(b.class[i]) {
			seq = append(seq, i)
		}
		b.level[i] = level
		if !isInitiator(b.class[i]) || level+2 > mostLevels {
			continue
		}
		end := b.match[i]
		inner := level + 2 - level%2 // the next even level
		if b.class[i] == bidi.RLI || b.class[i] == bidi.FSI && b.beginsLeft(i+1, end) {
			inner = level + 1 + level%2 // the next odd one
		}
		b.resolve(i+1, min(end, to), inner)
		i = min(end, to) - 1
	}
	b.sequence(seq, level)
}

// removed characters take no part (X9).
func removed(c bidi.Class) bool {
	switch c {
	case bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.PDF, bidi.BN:
		return true
	}
	return false
}

// beginsLeft says that the first letter outside isolates is of a script that
// runs from right to left (P2, P3).
func (b *bidiText) beginsLeft(from, to int) bool {
	for i := from; i < to; i++ {
		switch c := b.class[i]; {
		case c == bidi.L:
			return false
		case c == bidi.R || c == bidi.AL:
			return true
		case isInitiator(c):
			i = b.match[i]
		}
	}
	return false
}

// sequence resolves the types of one sequence (W1 to N2) and its levels (I1, I2).
func (b *bidiText) sequence(seq []int, level uint8) {
	own := bidi.L
	if level%2 == 1 {
		own = bidi.R
	}
	t := make([]bidi.Class, len(seq))
	for k, i := range seq {
		t[k] = b.class[i]
	}
	weak(t, own)
	b.brackets(seq, t, own)
	neutral(t, own)
	for k, i := range seq {
		switch {
		case level%2 == 0 && t[k] == bidi.R, level%2 == 1 && t[k] != bidi.R:
			b.level[i] = level + 1
		case level%2 == 0 && t[k] != bidi.L:
			b.level[i] = level + 2
		}
	}
}

// weak applies W1 to W7; own is the direction before and after the sequence.
func weak(t []bidi.Class, own bidi.Class) {
	before := own // the type before, for marks
	strong := own // the last letter's
	for k, c := range t {
		if c == bidi.NSM { // W1
			c = before
			if isInitiator(c) || c == bidi.PDI {
				c = bidi.ON
			}
		}
		before = c
		switch c {
		case bidi.L, bidi.R, bidi.AL:
			strong = c
		case bidi.EN:
			if strong == bidi.AL { // W2
				c = bidi.AN
			}
		}
		t[k] = c
	}
	for k := range t { // W3
		if t[k] == bidi.AL {
			t[k] = bidi.R
		}
	}
	for k := 1; k+1 < len(t); k++ { // W4
		same := t[k-1] == t[k+1]
		if same && t[k-1] == bidi.EN && (t[k] == bidi.ES || t[k] == bidi.CS) || same && t[k-1] == bidi.AN && t[k] == bidi.CS {
			t[k] = t[k-1]
		}
	}
	for k := 0; k < len(t); k++ { // W5
		if t[k] != bidi.ET {
			continue
		}
		end := k
		for end < len(t) && t[end] == bidi.ET {
			end++
		}
		if k > 0 && t[k-1] == bidi.EN || end < len(t) && t[end] == bidi.EN {
			for j := k; j < end; j++ {
				t[j] = bidi.EN
			}
		}
		k = end - 1
	}
	strong = own
	for k := range t {
		switch t[k] {
		case bidi.ES, bidi.ET, bidi.CS: // W6
			t[k] = bidi.ON
		case bidi.L, bidi.R:
			strong = t[k]
		case bidi.EN: // W7
			if strong == bidi.L {
				t[k] = bidi.L
			}
		}
	}
}

// direction is L or R for what counts as strong to neutrals, else ON.
func direction(c bidi.Class) bidi.Class {
	switch c {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// brackets applies N0: both brackets of a pair get one direction.
func (b *bidiText) brackets(seq []int, t []bidi.Class, own bidi.Class) {
	type opening struct {
		closer rune
		at     int
	}
	var open []opening
	var pairs [][2]int
scan:
	for k, i := range seq {
		if t[k] != bidi.ON {
			continue
		}
		p, _ := bidi.LookupRune(b.text[i])
		switch {
		case !p.IsBracket():
		case p.IsOpeningBracket():
			if len(open) == 63 { // BD16
				break scan
			}
			open = append(open, opening{canonical([]rune(bidi.ReverseString(string(b.text[i])))[0]), k})
		default:
			for n := len(open) - 1; n >= 0; n-- {
				if open[n].closer == canonical(b.text[i]) {
					pairs = append(pairs, [2]int{open[n].at, k})
					open = open[:n]
					break
				}
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return a[0] - b[0] })
	for _, pair := range pairs {
		d := pairDirection(t, pair, own)
		if d == bidi.ON {
			continue
		}
		for _, k := range pair {
			t[k] = d
			for j := k + 1; j < len(seq) && b.class[seq[j]] == bidi.NSM; j++ {
				t[j] = d
			}
		}
	}
}

// canonical replaces the two brackets that have a canonical equivalent (BD16).
func canonical(r rune) rune {
	switch r {
	case '\u2329':
		return '\u3008'
	case '\u232a':
		return '\u3009'
	}
	return r
}

// pairDirection is what a pair of brackets takes from its content (N0 b, c).
func pairDirection(t []bidi.Class, pair [2]int, own bidi.Class) bidi.Class {
	found := bidi.ON
	for k := pair[0] + 1; k < pair[1]; k++ {
		switch d := direction(t[k]); d {
		case own:
			return own
		case bidi.ON:
		default:
			found = d
		}
	}
	if found == bidi.ON {
		return bidi.ON
	}
	for k := pair[0] - 1; k >= 0; k-- {
		if d := direction(t[k]); d != bidi.ON {
			return d
		}
	}
	return own
}

// neutral applies N1 and N2.
func neutral(t []bidi.Class, own bidi.Class) {
	before := own
	for k := 0; k < len(t); k++ {
		if d := direction(t[k]); d != bidi.ON {
			before = d
			continue
		}
		end := k
		for end < len(t) && direction(t[end]) == bidi.ON {
			end++
		}
		after := own
		if end < len(t) {
			after = direction(t[end])
		}
		d := own
		if before == after {
			d = before
		}
		for j := k; j < end; j++ {
			t[j] = d
		}
		k = end - 1
	}
}

// visual reorders what stands at the given levels, first to last in reading
// order, into the order from left to right (L2).
func visual(levels []uint8) []int {
	order := make([]int, len(levels))
	highest, lowestOdd := uint8(0), uint8(255)
	for i, l := range levels {
		order[i] = i
		highest = max(highest, l)
		if l%2 == 1 {
			lowestOdd = min(lowestOdd, l)
		}
	}
	for l := highest; l >= lowestOdd && l > 0; l-- {
		for i := 0; i < len(order); i++ {
			end := i
			for end < len(order) && levels[order[end]] >= l {
				end++
			}
			slices.Reverse(order[i:end])
			i = max(i, end-1)
		}
	}
	return order
}
