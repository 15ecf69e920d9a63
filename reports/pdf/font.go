package pdf

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"rapport/reports/page"
)

var (
	errTooManyGlyphs = errors.New("a document uses more glyphs of one face than a font can have")
	errNoGlyph       = errors.New("a text has a character that its face cannot show")
)

// font is the use that one document makes of a face: which glyphs, under which
// codes, and what they say.
//
// A code of the text is the number of the glyph in the font that is embedded.
// Codes are given in the order of first use, so they depend on the document
// alone. A glyph that stands for two texts (a space and a no-break space, say)
// has two codes, because a code has one meaning only.
type font struct {
	name   string // in the page's resources
	face   page.Face
	file   *trueType
	codes  map[glyphUse]uint16
	runes  map[rune]uint16
	glyphs []uint16 // by code; the first is .notdef, which no text uses
	texts  []string // by code
	widths []int    // by code, thousandths of the size
}

type glyphUse struct {
	glyph uint16
	text  string
}

func newFont(name string, face page.Face) (*font, error) {
	file, err := readFace(face)
	if err != nil {
		return nil, err
	}
	return &font{
		name: name, face: face, file: file,
		codes: map[glyphUse]uint16{}, runes: map[rune]uint16{},
		glyphs: []uint16{0}, texts: []string{""}, widths: []int{file.width(0)},
	}, nil
}

// character returns the code of a character's own glyph.
func (f *font) character(r rune) (uint16, error) {
	if code, known := f.runes[r]; known {
		return code, nil
	}
	glyph, _, ok := f.face.Glyph(r)
	if !ok || r == utf8.RuneError {
		return 0, errNoGlyph
	}
	code, err := f.code(glyph, string(r))
	if err == nil {
		f.runes[r] = code
	}
	return code, err
}

// code returns the code of a glyph that stands for text.
func (f *font) code(glyph uint16, text string) (uint16, error) {
	use := glyphUse{glyph, text}
	if code, known := f.codes[use]; known {
		return code, nil
	}
	switch {
	case glyph == 0 || int(glyph) >= f.file.glyphs && glyph != carrier:
		return 0, errNoGlyph
	case len(f.glyphs) > 0xFFFE:
		return 0, errTooManyGlyphs
	}
	code := uint16(len(f.glyphs))
	f.codes[use] = code
	f.glyphs, f.texts = append(f.glyphs, glyph), append(f.texts, text)
	width := 0
	if glyph != carrier {
		width = f.file.width(glyph)
	}
	f.widths = append(f.widths, width)
	return code, nil
}

// write adds the font to the file and returns the number of its object: a
// composite font whose codes are glyph numbers (ISO 32000-1 9.7).
func (f *font) write(w *writer) (int, error) {
	made, err := f.pack()
	if err != nil {
		return 0, fmt.Errorf("embedding the face %s: %w", f.face.Name(), err)
	}
	file := w.addDeflated(fmt.Sprintf("/Length1 %d", made.length), made.file)
	name := made.tag + "+" + f.file.name
	unit := func(v int) int { return v * 1000 / f.file.unitsPerEm }
	descriptor := w.add(fmt.Appendf(nil,
		"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %s/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %d 0 R>>",
		name, f.flags(), unit(f.file.xMin), unit(f.file.yMin), unit(f.file.xMax), unit(f.file.yMax), appendNumber(nil, f.file.italicAngle),
		unit(f.file.ascent), unit(f.file.descent), unit(f.file.capHeight), f.stem(), file))
	body := fmt.Appendf(nil,
		"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW %d/W[0[",
		name, descriptor, f.widths[0])
	for i, width := range f.widths {
		if i > 0 {
			body = append(body, ' ')
		}
		body = strconv.AppendInt(body, int64(width), 10)
	}
	descendant := w.add(append(body, "]]>>"...))
	meaning := w.addDeflated("", made.meaning)
	return w.add(fmt.Appendf(nil, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, descendant, meaning)), nil
}

// packed is a subset ready to be written.
type packed struct {
	file, meaning []byte // deflated
	length        int    // of the file as it was
	tag           string
}

// lately keeps the subsets that were last made. Letters of one batch use the
// same headings in the same faces, and to deflate a subset is the dearest part
// of a letter. What is kept is what would be made again: the bytes of a letter
// do not depend on those before it.
var lately struct {
	sync.Mutex
	packed map[string]packed
}

const keepLately = 64 // about 1 MB

func (f *font) pack() (packed, error) {
	key := make([]byte, 0, 512)
	key = append(append(key, f.face.Name()...), 0)
	for code, glyph := range f.glyphs {
		key = append(append(append(key, byte(glyph>>8), byte(glyph)), f.texts[code]...), 0xFF) // never in UTF-8
	}
	lately.Lock()
	made, known := lately.packed[string(key)]
	lately.Unlock()
	if known {
		return made, nil
	}
	subset, err := f.file.subset(f.glyphs)
	if err != nil {
		return packed{}, err
	}
	made = packed{file: deflate(subset), meaning: deflate(f.toUnicode()), length: len(subset), tag: subsetTag(subset)}
	lately.Lock()
	defer lately.Unlock()
	if lately.packed == nil || len(lately.packed) >= keepLately {
		lately.packed = map[string]packed{}
	}
	lately.packed[string(key)] = made
	return made, nil
}

// subsetTag tells two subsets of one face apart (ISO 32000-1 9.6.4).
func subsetTag(subset []byte) string {
	sum := sha256.Sum256(subset)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// Flags of a font descriptor (ISO 32000-1 table 123).
const (
	flagFixedPitch = 1 << 0
	flagSerif      = 1 << 1
	flagSymbolic   = 1 << 2 // has characters beyond the standard Latin set
	flagItalic     = 1 << 6
)

func (f *font) flags() int {
	flags := flagSymbolic
	if f.file.fixedPitch {
		flags |= flagFixedPitch
	}
	if f.file.serif {
		flags |= flagSerif
	}
	if f.file.italicAngle != 0 {
		flags |= flagItalic
	}
	return flags
}

// stem guesses the thickness of upright strokes from the weight: a TrueType file
// does not tell it, and a reader asks only when it has to replace the font.
func (f *font) stem() int { return max(10, 10+220*(f.file.weight-50)/900) }

// perBlock is the most entries that a block of a CMap may have.
const perBlock = 100

// toUnicode says what every code stands for (ISO 32000-1 9.10.3).
func (f *font) toUnicode() []byte {
	out := []byte("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n" +
		"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	for from := 1; from < len(f.texts); from += perBlock {
		to := min(from+perBlock, len(f.texts))
		out = fmt.Appendf(out, "%d beginbfchar\n", to-from)
		for code := from; code < to; code++ {
			out = append(appendHex(append(out, '<'), uint16(code)), '>', '<')
			for _, unit := range utf16.Encode([]rune(f.texts[code])) {
				out = appendHex(out, unit)
			}
			out = append(out, ">\n"...)
		}
		out = append(out, "endbfchar\n"...)
	}
	return append(out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n"...)
}
