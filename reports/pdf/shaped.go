package pdf

import (
	"math"
	"slices"

	"rapport/reports/page"
)

// shapedRun writes glyphs that a shaper has placed: across by adjustments
// within TJ, up and down by the text rise. Lengths are thousandths of the size.
type shapedRun struct {
	font *font
	size float64
	out  []byte
	mark func(out []byte, says string) []byte // begins a mark; nil: one is around the run

	pen, at float64 // where the next glyph belongs, and where it would come
	rise    float64
	open    bool // within the string of a TJ
	marked  bool // within a mark that the run began
}

// leastAdjustment is the shift below which a glyph is left where it comes: a
// thousandth of a point at any size in use.
const leastAdjustment = 0.05

// show writes the glyphs from left to right, as readers expect them; in which
// order they are read, the element says.
func (r *shapedRun) show(glyphs []page.Glyph) ([]byte, error) {
	for len(glyphs) > 0 {
		n := clusterEnd(glyphs, 0)
		if err := r.cluster(glyphs[:n]); err != nil {
			return nil, err
		}
		glyphs = glyphs[n:]
	}
	r.endMark()
	if r.rise != 0 {
		r.out = append(r.out, "0 Ts "...)
	}
	return r.out, nil
}

// furtherGlyph is what a glyph says for which its cluster has no character left.
// Every code must say something (ISO 14289-1 7.21.7); this is not seen and joins
// nothing, and the mark around it says what the cluster means.
const furtherGlyph = "\u2060"

// cluster writes the glyphs that together stand for the text of the first.
//
// The characters are shared out among them, so that a reader who knows only the
// codes gets the text. A mark of its own says it of several glyphs together,
// because readers put signs that stand elsewhere into words of their own.
//
// In a script that runs from right to left readers take the codes for its
// letters as they stand and turn them round, each a letter: so they are shared
// out from the other end, without a mark, and the further letters of a ligature
// are carried by glyphs that show nothing.
func (r *shapedRun) cluster(glyphs []page.Glyph) error {
	letters := []rune(glyphs[0].Text)
	few := len(letters) < len(glyphs)
	backwards := slices.ContainsFunc(letters, rightToLeft)
	switch says := string(letters); {
	case saysMore(glyphs):
		r.beginMark(withoutPrivate(says))
		defer r.endMark()
	case !r.marked && r.mark != nil:
		r.beginMark("")
	}
	if backwards && !few {
		slices.Reverse(letters)
		spare := letters[:len(letters)-len(glyphs)]
		letters = letters[len(spare):]
		for _, letter := range spare {
			if err := r.glyph(page.Glyph{ID: carrier}, string(letter)); err != nil {
				return err
			}
		}
	}
	texts := shareOut(letters, len(glyphs))
	for i, g := range glyphs {
		if err := r.glyph(g, texts[i]); err != nil {
			return err
		}
	}
	return nil
}

// saysMore says that the glyphs of a cluster need a mark that tells its text.
func saysMore(cluster []page.Glyph) bool {
	letters := []rune(cluster[0].Text)
	return len(letters) < len(cluster) || len(cluster) > 1 && !slices.ContainsFunc(letters, rightToLeft) || hasPrivate(cluster[0].Text)
}

// marksItself says that a text has clusters with marks of their own.
func marksItself(t page.Text) bool {
	if t.Glyphs == nil {
		return hasPrivate(t.String)
	}
	for from := 0; from < len(t.Glyphs); {
		to := clusterEnd(t.Glyphs, from)
		if saysMore(t.Glyphs[from:to]) {
			return true
		}
		from = to
	}
	return false
}

// clusterEnd is where the cluster ends that begins at glyphs[from]: only its
// first glyph from the left has a text, that of all.
func clusterEnd(glyphs []page.Glyph, from int) int {
	to := from + 1
	for to < len(glyphs) && glyphs[to].Text == "" {
		to++
	}
	return to
}

// shareOut gives each of n glyphs a character, and the last one what is left.
func shareOut(letters []rune, n int) []string {
	texts := make([]string, n)
	for i := range texts {
		switch {
		case i >= len(letters):
			texts[i] = furtherGlyph
		case i == n-1:
			texts[i] = string(letters[i:])
		default:
			texts[i] = string(letters[i])
		}
	}
	return texts
}

func (r *shapedRun) glyph(g page.Glyph, text string) error {
	if !finite(g.Advance, g.DX, g.DY) {
		return errNowhere
	}
	code, err := r.font.code(g.ID, text)
	if err != nil {
		return err
	}
	if g.DY != r.rise {
		r.close()
		r.out = append(appendNumber(r.out, g.DY*r.size/1000), " Ts "...)
		r.rise = g.DY
	}
	if !r.open {
		r.out, r.open = append(r.out, "[<"...), true
	}
	if back := r.at - (r.pen + g.DX); math.Abs(back) >= leastAdjustment {
		r.out = append(appendNumber(append(r.out, '>'), back), '<')
		r.at -= math.Round(back*1000) / 1000
	}
	r.out = appendHex(r.out, code)
	r.at += float64(r.font.widths[code])
	r.pen += g.Advance
	return nil
}

// close ends the TJ that is open.
func (r *shapedRun) close() {
	if r.open {
		r.out, r.open = append(r.out, ">]TJ "...), false
	}
}

func (r *shapedRun) beginMark(says string) {
	r.endMark()
	r.out, r.marked = r.mark(r.out, says), true
}

// endMark ends the mark that is open, and the TJ in it.
func (r *shapedRun) endMark() {
	r.close()
	if r.marked {
		r.out, r.marked = append(r.out, "EMC "...), false
	}
}

// rightToLeft says that r is a letter of a script that runs from right to left:
// Hebrew, Arabic, Syriac, Thaana, N'Ko and their neighbours in Unicode.
func rightToLeft(r rune) bool {
	return r >= 0x0590 && r <= 0x08FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFE ||
		r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
}
