package page

import (
	"strings"
	"unicode"

	"github.com/go-text/typesetting/language"
)

// squeezed is runs without spaces at either end and with single spaces between
// words, over the whole paragraph.
func squeezed(runs []Run) []Run {
	out := make([]Run, 0, len(runs))
	spaced := true
	for _, r := range runs {
		var b strings.Builder
		for _, c := range r.Text {
			if c != ' ' || !spaced {
				b.WriteRune(c)
			}
			spaced = c == ' '
		}
		r.Text = b.String()
		out = append(out, r)
	}
	for i := len(out) - 1; i >= 0; i-- {
		out[i].Text = strings.TrimRight(out[i].Text, " ")
		if out[i].Text != "" {
			break
		}
	}
	return out
}

// Costs of breaking a line where a script without spaces has no mark for it, as
// parts of the line's width: rather leave so much of it empty.
const (
	costInWord     = 0.3
	costAtSyllable = 0.15 // before a vowel that always begins a syllable
)

// words parts a paragraph where lines may be broken.
func (p *paragraph) words(width float64) []word {
	if len(p.runes) == 0 {
		return nil
	}
	widths, clusters := p.advances()
	breaks := p.opportunities(clusters)
	var words []word
	open := word{}
	flush := func(to int, cost float64) {
		open.to, open.cost = to, cost*width*cost*width
		for i := to - 1; i >= open.from && p.runes[i] == ' '; i-- {
			open.space += widths[i]
		}
		open.width -= open.space
		words = append(words, open)
		open = word{from: to}
	}
	for i := range p.runes {
		cost, free := breaks[i]
		switch {
		case i == open.from:
		case free:
			flush(i, cost)
		case clusters[i] && p.runes[i] != ' ' && open.width+p.clusterWidth(i, widths, clusters) > width:
			flush(i, 0) // a word wider than the line
		}
		open.width += widths[i]
	}
	flush(len(p.runes), 0)
	return words
}

func (p *paragraph) clusterWidth(i int, widths []float64, clusters []bool) float64 {
	sum := widths[i]
	for k := i + 1; k < len(widths) && !clusters[k]; k++ {
		sum += widths[k]
	}
	return sum
}

// opportunities are the runes that a line may begin with, with the cost of it.
func (p *paragraph) opportunities(clusters []bool) map[int]float64 {
	found := map[int]float64{}
	p.segments.Init(p.runes)
	for lines := p.segments.LineIterator(); lines.Next(); {
		l := lines.Line()
		i := l.Offset + len(l.Text)
		if i > 0 && i < len(p.runes) && p.mayBreak(i) {
			found[i] = 0
		}
	}
	for graphemes := p.segments.GraphemeIterator(); graphemes.Next(); {
		i := graphemes.Grapheme().Offset
		if _, ok := found[i]; ok || i == 0 || !clusters[i] || !isSpaceless(p.runes[i-1]) || !isSpaceless(p.runes[i]) || p.holds(i) {
			continue
		}
		if leads(p.runes[i]) {
			found[i] = costAtSyllable
		} else {
			found[i] = costInWord
		}
	}
	return found
}

// mayBreak narrows the rules of UAX 14 down: words in Latin letters are broken
// at spaces only, as in quick text, and so is Korean, which has spaces.
func (p *paragraph) mayBreak(i int) bool {
	before, after := p.runes[i-1], p.runes[i]
	switch {
	case before == ' ' || before == zeroSpace || after == zeroSpace:
		return true
	case before < 0x2000 && language.LookupScript(before) != language.Ethiopic:
		return isIdeographic(after)
	case language.LookupScript(before) == language.Hangul && language.LookupScript(after) == language.Hangul:
		return false
	}
	return true
}

func isIdeographic(r rune) bool {
	switch language.LookupScript(r) {
	case language.Han, language.Hiragana, language.Katakana, language.Bopomofo:
		return true
	}
	return false
}

// leads says that r is a vowel of Thai or Lao that is written before its
// consonant, and so always begins a syllable.
func leads(r rune) bool { return r >= 0x0E40 && r <= 0x0E44 || r >= 0x0EC0 && r <= 0x0EC4 }

// holds says that rune i must stand beside the one before it: a vowel, a final
// consonant or a sign that ends what came before, or the lower half of a stack.
func (p *paragraph) holds(i int) bool {
	before, r := p.runes[i-1], p.runes[i]
	next := rune(0)
	if i+1 < len(p.runes) {
		next = p.runes[i+1]
	}
	switch {
	case leads(before), unicode.In(r, unicode.M, unicode.P, unicode.Lm, unicode.Nd):
		return true
	case before == 0x17D2 || before == 0x1039: // the next consonant is written below
		return true
	case next == 0x103A || next == 0x1039: // a final consonant
		return true
	case r >= 0x0E2F && r <= 0x0E3A || r == 0x0E45, r >= 0x0EAF && r <= 0x0EBD: // vowels after a consonant
		return true
	}
	return false
}
