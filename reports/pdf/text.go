package pdf

import (
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
	var mark func(out []byte, says string) []byte
	if marksItself(t) {
		mark = func(out []byte, says string) []byte { return p.within(out, t.Owner, says) }
	}
	if mark != nil && t.Owner.Elem != nil {
		p.closeMark()
	} else {
		p.open(t.Owner)
	}
	show, err := font.show(t, p.codes[:0], mark)
	if err != nil {
		return err
	}
	if e := t.Owner.Elem; e != nil && e.Tag == page.TagLbl {
		p.marks.labels[e] += t.String
	}
	out := p.ops[:0]
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
	p.ops, p.codes = out, show
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

// show appends the operators that show the glyphs of t from where the text object
// stands. With mark, what says something else than its codes is marked by itself.
func (f *font) show(t page.Text, out []byte, mark func([]byte, string) []byte) ([]byte, error) {
	if t.Glyphs != nil {
		run := shapedRun{font: f, size: t.Size, out: out, mark: mark}
		return run.show(t.Glyphs)
	}
	if mark != nil {
		out = mark(out, withoutPrivate(t.String))
	}
	out = append(out, '<')
	for _, r := range t.String {
		code, err := f.character(r)
		if err != nil {
			return nil, err
		}
		out = appendHex(out, code)
	}
	out = append(out, "> Tj "...)
	if mark != nil {
		out = append(out, "EMC "...)
	}
	return out, nil
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
