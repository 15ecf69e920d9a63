package page

import (
	"math"
	"slices"
	"strings"
)

// Run is a stretch of text that looks the same throughout.
type Run struct {
	Text   string
	Strong bool  // in semibold
	Color  Color // zero: the block's own
	Role   Role
}

// look is everything that a run of text has but its words.
type look struct {
	face  Face
	color Color
	role  Role
}

func (r Run) look(s Style) look {
	l := look{s.Face, s.Color, r.Role}
	if r.Strong {
		l.face = SansBold
	}
	if r.Color.A != 0 {
		l.color = r.Color
	}
	return l
}

// piece is a part of a word, or a whole one, in one look.
type piece struct {
	text string
	look look
}

// word is what a line is rather not broken within.
type word struct {
	pieces []piece // of quick text
	from   int     // of shaped text: its first rune, and the one after its last
	to     int
	width  float64
	space  float64 // width of the space that follows; 0: none
	cost   float64 // of a line that ends with it, in square points
}

// line is one line of a paragraph; a line that the text goes on after keeps the
// space that follows its last word, or a screen reader would join two words.
type line struct {
	texts []Text  // in reading order, placed from the line's own left end
	width float64 // without the last space
	hang  float64 // width of the last space, where it hangs out on the left
	// How far shaped letters reach from the baseline; 0 for quick text.
	ascent, descent float64
}

// setting is what a block's surroundings say about its text.
type setting struct {
	lang string // BCP 47
	rtl  bool   // the block begins at the right edge
}

// breakLines lays runs of clean text into lines of at most width points, with
// the least raggedness over the whole paragraph. A word wider than a line is
// cut. Text without a word gives no line. Shaped text is returned once more as
// it is to be read out.
func breakLines(runs []Run, style Style, width float64, set setting) (lines []line, spoken string) {
	width = math.Max(width, style.Size)
	if !set.rtl && !slices.ContainsFunc(runs, func(r Run) bool { return !isQuick(r.Text, r.look(style).face) }) {
		words := splitWords(runs, style, width)
		for _, part := range bestLines(words, width) {
			lines = append(lines, quickLine(part, style, part[len(part)-1].space == 0))
		}
		return lines, ""
	}
	p := newParagraph(squeezed(runs), style, set)
	defer p.done()
	words := p.words(width)
	for _, part := range bestLines(words, width) {
		lines = append(lines, p.line(part[0].from, part[len(part)-1].to))
	}
	return lines, p.spoken()
}

// bestLines parts words into lines.
func bestLines(words []word, width float64) [][]word {
	from := bestBreaks(words, width)
	var lines [][]word
	for end := len(words); end > 0; end = from[end] {
		lines = append(lines, words[from[end]:end])
	}
	slices.Reverse(lines)
	return lines
}

// splitWords cuts runs at their spaces, and words that are too wide anywhere.
func splitWords(runs []Run, style Style, width float64) []word {
	spaces := 1
	for _, r := range runs {
		spaces += strings.Count(r.Text, " ")
	}
	words := make([]word, 0, spaces)
	var open word
	space := style.Face.Width(" ", style.Size)
	flush := func(spaced bool) {
		if len(open.pieces) > 0 {
			if spaced {
				open.space = space
			}
			words = append(words, open)
		} else if spaced && len(words) > 0 {
			words[len(words)-1].space = space
		}
		open = word{}
	}
	for _, r := range runs {
		l := r.look(style)
		for i, part := range strings.Split(r.Text, " ") {
			if i > 0 {
				flush(true)
			}
			for len(part) > 0 {
				head, w := fitting(part, l.face, style.Size, width-open.width)
				if head == "" {
					if len(open.pieces) > 0 {
						flush(false)
						continue
					}
					head, w = firstRune(part, l.face, style.Size)
				}
				open.pieces = append(open.pieces, piece{head, l})
				open.width += w
				part = part[len(head):]
			}
		}
	}
	flush(false)
	if len(words) > 0 {
		words[len(words)-1].space = 0
	}
	return words
}

// fitting is the longest beginning of s that is at most width points long.
func fitting(s string, face Face, size, width float64) (head string, w float64) {
	for i, r := range s {
		next := w + face.Width(string(r), size)
		if next > width {
			return s[:i], w
		}
		w = next
	}
	return s, w
}

func firstRune(s string, face Face, size float64) (string, float64) {
	for _, r := range s {
		return string(r), face.Width(string(r), size)
	}
	return "", 0
}

// Costs of a last line, in the measure of the others: square points.
const (
	costOneWordLeft = 4e4 // a single word alone on the last line
	costShortLast   = 3e3 // less than a fifth of the line
)

// bestBreaks returns, for the end of each line, where that line begins, so that
// the sum of squares of the space left over is least.
func bestBreaks(words []word, width float64) []int {
	n := len(words)
	best := make([]float64, n+1)
	from := make([]int, n+1)
	for end := 1; end <= n; end++ {
		best[end] = math.Inf(1)
		used := 0.0
		for begin := end - 1; begin >= 0; begin-- {
			used += words[begin].width
			if begin < end-1 {
				used += words[begin].space
			}
			if used > width && begin < end-1 {
				break
			}
			cost := best[begin] + raggedness(width-used, end-begin, end == n, n, width)
			if end < n {
				cost += words[end-1].cost
			}
			if cost < best[end] {
				best[end], from[end] = cost, begin
			}
		}
	}
	return from
}

func raggedness(left float64, count int, last bool, words int, width float64) float64 {
	switch {
	case !last:
		return left * left
	case count == 1 && words > 6:
		return costOneWordLeft
	case left > width*0.8 && words > 6:
		return costShortLast
	}
	return 0
}

// quickLine makes a line of words of quick text, pieces of one look in one text.
func quickLine(words []word, style Style, last bool) line {
	var l line
	var pieces []piece
	add := func(p piece) {
		if n := len(pieces); n > 0 && pieces[n-1].look == p.look {
			pieces[n-1].text += p.text
			return
		}
		pieces = append(pieces, p)
	}
	for i, w := range words {
		for _, p := range w.pieces {
			add(p)
		}
		l.width += w.width
		if w.space > 0 && (i < len(words)-1 || !last) {
			pieces[len(pieces)-1].text += " "
			if i < len(words)-1 {
				l.width += w.space
			}
		}
	}
	x := 0.0
	for _, p := range pieces {
		t := Text{X: x, String: p.text, Face: p.look.face, Size: style.Size, Color: p.look.color, Role: p.look.role}
		l.texts = append(l.texts, t)
		x += t.Width()
	}
	return l
}
