package page

import (
	"math"
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

// word is what a line is never broken within.
type word struct {
	pieces []piece
	width  float64
	spaced bool // a space follows
}

// line is one line of a paragraph; a line that the text goes on after keeps the
// space that follows its last word, or a screen reader would join two words.
type line struct {
	pieces []piece
	width  float64 // without the last space
}

// breakLines lays runs of clean text into lines of at most width points, with
// the least raggedness over the whole paragraph. A word wider than a line is
// cut. Text without a word gives no line.
func breakLines(runs []Run, style Style, width float64) []line {
	words := splitWords(runs, style, math.Max(width, style.Size))
	if len(words) == 0 {
		return nil
	}
	from := bestBreaks(words, style.Face.Width(" ", style.Size), math.Max(width, style.Size))
	var ends []int
	for i := len(words); i > 0; i = from[i] {
		ends = append(ends, i)
	}
	lines := make([]line, 0, len(ends))
	for k := len(ends) - 1; k >= 0; k-- {
		lines = append(lines, joinWords(words[from[ends[k]]:ends[k]], style, k == 0))
	}
	return lines
}

// splitWords cuts runs at their spaces, and words that are too wide anywhere.
func splitWords(runs []Run, style Style, width float64) []word {
	var words []word
	var open word
	flush := func(spaced bool) {
		if len(open.pieces) > 0 {
			open.spaced = spaced
			words = append(words, open)
		} else if spaced && len(words) > 0 {
			words[len(words)-1].spaced = true
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
		words[len(words)-1].spaced = false
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
func bestBreaks(words []word, space, width float64) []int {
	n := len(words)
	best := make([]float64, n+1)
	from := make([]int, n+1)
	for end := 1; end <= n; end++ {
		best[end] = math.Inf(1)
		used := 0.0
		for begin := end - 1; begin >= 0; begin-- {
			used += words[begin].width
			if begin < end-1 && words[begin].spaced {
				used += space
			}
			if used > width && begin < end-1 {
				break
			}
			cost := best[begin] + raggedness(width-used, end-begin, end == n, n, width)
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

// joinWords makes a line of words, pieces of one look in one piece.
func joinWords(words []word, style Style, last bool) line {
	var l line
	space := style.Face.Width(" ", style.Size)
	add := func(p piece) {
		if n := len(l.pieces); n > 0 && l.pieces[n-1].look == p.look {
			l.pieces[n-1].text += p.text
			return
		}
		l.pieces = append(l.pieces, p)
	}
	for i, w := range words {
		for _, p := range w.pieces {
			add(p)
		}
		l.width += w.width
		if w.spaced && (i < len(words)-1 || !last) {
			l.pieces[len(l.pieces)-1].text += " "
			if i < len(words)-1 {
				l.width += space
			}
		}
	}
	return l
}
