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

	pen, at float64 // where the next glyph belongs, and where it would come
	rise    float64
	open    bool // within the string of a TJ
}

// leastAdjustment is the shift below which a glyph is left where it comes: a
// thousandth of a point at any size in use.
const leastAdjustment = 0.05

func (r *shapedRun) show(glyphs []page.Glyph) ([]byte, error) {
	for len(glyphs) > 0 {
		n := 1
		for n < len(glyphs) && glyphs[n].Text == "" {
			n++
		}
		if err := r.cluster(glyphs[:n]); err != nil {
			return nil, err
		}
		glyphs = glyphs[n:]
	}
	r.close()
	if r.rise != 0 {
		r.out = append(r.out, "0 Ts "...)
	}
	return r.out, nil
}

// furtherGlyph is what a glyph says for which its cluster has no character left.
// Every code must say something (ISO 14289-1 7.21.7); this is not seen and joins
// nothing, and the span around it says what the cluster means.
const furtherGlyph = "\u2060"

// cluster writes the glyphs that together stand for the text of the first.
//
// The characters are shared out among them, so that a reader who knows only the
// codes gets the text. A span says it of several glyphs together, because
// readers put marks that stand elsewhere into words of their own.
//
// In a script that runs from right to left readers take the codes for its
// letters as they stand and turn them round, each a letter: so they are shared
// out from the other end, without a span, and the further letters of a ligature
// are carried by glyphs that show nothing.
func (r *shapedRun) cluster(glyphs []page.Glyph) error {
	letters := []rune(glyphs[0].Text)
	few := len(letters) < len(glyphs)
	backwards := slices.ContainsFunc(letters, rightToLeft)
	if few || len(glyphs) > 1 && !backwards {
		r.close()
		r.out = appendSpan(r.out, string(letters))
		defer func() {
			r.close()
			r.out = append(r.out, "EMC "...)
		}()
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

// rightToLeft says that r is a letter of a script that runs from right to left:
// Hebrew, Arabic, Syriac, Thaana, N'Ko and their neighbours in Unicode.
func rightToLeft(r rune) bool {
	return r >= 0x0590 && r <= 0x08FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFE ||
		r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
}
