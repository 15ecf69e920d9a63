package pdf

import (
	"math"
	"strings"
	"unicode"

	"rapport/reports/page"
)

// text writes a run as glyph codes. gofpdf's own text is not used: it cannot
// place shaped glyphs, panics on characters beyond U+FFFF, and works through
// 65,536 widths for every face.
func (p *painter) text(t page.Text) error {
	if !finite(t.X, t.Y, t.Size) {
		return errNowhere
	}
	if t.Color.A == 0 || t.String == "" && len(t.Glyphs) == 0 {
		return nil
	}
	font, err := p.font(t.Face)
	if err != nil {
		return err
	}
	show, err := font.show(t, p.codes[:0])
	if err != nil {
		return err
	}
	p.codes = show
	p.open(t.Owner)
	if e := t.Owner.Elem; e != nil && e.Tag == page.TagLbl {
		p.marks.labels[e] += t.String
	}
	out := p.ops[:0]
	spoken := t.Glyphs != nil && !plainlySaid(t) || hasPrivate(t.String)
	if spoken {
		out = append(out, "/Span<</ActualText"...)
		out = append(appendText(out, withoutPrivate(t.String)), ">>BDC "...)
	}
	out = append(out, "BT "...)
	if p.pen.font != font || p.pen.size != t.Size {
		out = append(append(append(out, '/'), font.name...), ' ')
		out = append(appendNumber(out, t.Size), " Tf "...)
	}
	if p.pen.font == nil || p.pen.color != t.Color {
		for _, part := range []uint8{t.Color.R, t.Color.G, t.Color.B} {
			out = append(appendNumber(out, float64(part)/255), ' ')
		}
		out = append(out, "rg "...)
	}
	p.pen = pen{font, t.Size, t.Color}
	out = append(appendNumber(out, t.X), ' ')
	out = append(appendNumber(out, p.height-t.Y), " Td "...)
	out = append(append(out, show...), "ET"...)
	if spoken {
		out = append(out, " EMC"...)
	}
	p.ops = out
	p.pdf.RawWriteStr(string(out))
	return p.pdf.Error()
}

// pen is what the page's graphics state was left with by the text before; a
// shape in between changes it.
type pen struct {
	font  *font // nil: not known
	size  float64
	color page.Color
}

// font returns what the document uses of face so far.
func (p *painter) font(face page.Face) (*font, error) {
	for _, f := range p.fonts {
		if f.face == face {
			return f, nil
		}
	}
	f, err := newFont("F"+string(appendNumber(nil, float64(len(p.fonts)+1))), face)
	if err == nil {
		p.fonts = append(p.fonts, f)
	}
	return f, err
}

// show appends the operators that show the glyphs of t from where the text
// object stands.
func (f *font) show(t page.Text, out []byte) ([]byte, error) {
	if t.Glyphs != nil {
		return f.showGlyphs(t.Glyphs, t.Size, out)
	}
	out = append(out, '<')
	for _, r := range t.String {
		code, err := f.character(r)
		if err != nil {
			return nil, err
		}
		out = appendHex(out, code)
	}
	return append(out, "> Tj "...), nil
}

// showGlyphs places shaped glyphs: across by adjustments within TJ, up and down
// by the text rise.
func (f *font) showGlyphs(glyphs []page.Glyph, size float64, out []byte) ([]byte, error) {
	var pen, at, rise float64 // where the glyph belongs and where it would come, thousandths
	open := false             // within the string of a TJ
	for _, g := range glyphs {
		if !finite(g.Advance, g.DX, g.DY) {
			return nil, errNowhere
		}
		code, err := f.code(g.ID, g.Text)
		if err != nil {
			return nil, err
		}
		if g.DY != rise {
			out = closeShow(out, open)
			out, open, rise = append(appendNumber(out, g.DY*size/1000), " Ts "...), false, g.DY
		}
		if !open {
			out, open = append(out, "[<"...), true
		}
		if back := at - (pen + g.DX); math.Abs(back) >= leastAdjustment {
			out = append(out, '>')
			out = append(appendNumber(out, back), '<')
			at -= math.Round(back*1000) / 1000
		}
		out = appendHex(out, code)
		at += float64(f.widths[code])
		pen += g.Advance
	}
	out = closeShow(out, open)
	if rise != 0 {
		out = append(out, "0 Ts "...)
	}
	return out, nil
}

// leastAdjustment is the shift, in thousandths of the size, below which a glyph
// is left where it comes: a thousandth of a point at any size in use.
const leastAdjustment = 0.05

func closeShow(out []byte, open bool) []byte {
	if open {
		out = append(out, ">]TJ "...)
	}
	return out
}

// plainlySaid says that the glyphs of t, read one after the other, give its
// text, so that nothing more has to be said about it.
func plainlySaid(t page.Text) bool {
	rest := t.String
	for _, g := range t.Glyphs {
		after, ok := strings.CutPrefix(rest, g.Text)
		if !ok || g.Text == "" {
			return false
		}
		rest = after
	}
	return rest == ""
}

// hasPrivate says that s has characters whose meaning only a font knows, which
// a reader has to be told (ISO 19005-2 6.2.11.7.3).
func hasPrivate(s string) bool {
	return strings.ContainsFunc(s, isPrivate)
}

func isPrivate(r rune) bool { return r > unicode.MaxLatin1 && unicode.Is(unicode.Co, r) }

func withoutPrivate(s string) string {
	return strings.Map(func(r rune) rune {
		if isPrivate(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
