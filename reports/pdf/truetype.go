package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"
	"unicode/utf16"

	"rapport/reports/page"
)

// trueType is a font file taken apart. It is read once in a process, shared by
// all documents and never written to.
type trueType struct {
	name       string // PostScript name
	unitsPerEm int
	glyphs     int
	metrics    int // glyphs with an advance of their own; the others have the last one
	longLoca   bool

	glyf, loca, hmtx       []byte
	head, hhea, maxp       []byte
	cvt, fpgm, prep        []byte // only of hinted fonts
	ascent, descent        int    // font units
	capHeight, weight      int
	italicAngle            float64
	fixedPitch, serif      bool
	xMin, yMin, xMax, yMax int
}

// shelf keeps the faces that were read.
var shelf sync.Map // page.Face to *shelved

type shelved struct {
	once sync.Once
	font *trueType
	err  error
}

// readFace returns the font file of face, read on first use.
func readFace(face page.Face) (*trueType, error) {
	entry, _ := shelf.LoadOrStore(face, new(shelved))
	s := entry.(*shelved)
	s.once.Do(func() { s.font, s.err = parseTrueType(face.Data()) })
	if s.err != nil {
		return nil, fmt.Errorf("reading the face %s: %w", face.Name(), s.err)
	}
	return s.font, nil
}

var (
	errFontDamaged = errors.New("the font file is damaged")
	errNoOutlines  = errors.New("the font file has no TrueType outlines")
)

// parseTrueType reads the tables that a PDF needs (OpenType 1.9). Of a
// collection it reads the first font.
func parseTrueType(data []byte) (*trueType, error) {
	tables, err := fontTables(data)
	if err != nil {
		return nil, err
	}
	f := &trueType{
		glyf: tables["glyf"], loca: tables["loca"], hmtx: tables["hmtx"],
		head: tables["head"], hhea: tables["hhea"], maxp: tables["maxp"],
		cvt: tables["cvt "], fpgm: tables["fpgm"], prep: tables["prep"],
	}
	if f.glyf == nil || f.loca == nil {
		return nil, errNoOutlines
	}
	if len(f.head) < 54 || len(f.hhea) < 36 || len(f.maxp) < 6 {
		return nil, errFontDamaged
	}
	f.unitsPerEm = u16(f.head, 18)
	f.xMin, f.yMin, f.xMax, f.yMax = i16(f.head, 36), i16(f.head, 38), i16(f.head, 40), i16(f.head, 42)
	f.longLoca = u16(f.head, 50) != 0
	f.ascent, f.descent = i16(f.hhea, 4), i16(f.hhea, 6)
	f.metrics, f.glyphs = u16(f.hhea, 34), u16(f.maxp, 4)
	entry := 2
	if f.longLoca {
		entry = 4
	}
	if f.unitsPerEm == 0 || f.metrics == 0 || f.metrics > f.glyphs ||
		len(f.loca) < (f.glyphs+1)*entry || len(f.hmtx) < 4*f.metrics+2*(f.glyphs-f.metrics) {
		return nil, errFontDamaged
	}
	f.style(tables["OS/2"], tables["post"])
	f.name = postScriptName(tables["name"])
	return f, nil
}

func fontTables(data []byte) (map[string][]byte, error) {
	at := 0
	if len(data) >= 16 && string(data[:4]) == "ttcf" {
		at = int(binary.BigEndian.Uint32(data[12:]))
	}
	if at < 0 || at+12 > len(data) {
		return nil, errFontDamaged
	}
	tables := map[string][]byte{}
	for i := range u16(data, at+4) {
		entry := at + 12 + 16*i
		if entry+16 > len(data) {
			return nil, errFontDamaged
		}
		from := uint64(binary.BigEndian.Uint32(data[entry+8:]))
		size := uint64(binary.BigEndian.Uint32(data[entry+12:]))
		if from+size > uint64(len(data)) {
			return nil, errFontDamaged
		}
		tables[string(data[entry:entry+4])] = data[from : from+size]
	}
	return tables, nil
}

// style reads what the font descriptor says about the look of the letters.
func (f *trueType) style(os2, post []byte) {
	f.weight, f.capHeight = 400, f.ascent
	if len(os2) >= 78 {
		f.weight = u16(os2, 4)
		f.ascent, f.descent = i16(os2, 68), i16(os2, 70)
		// PANOSE: a Latin text face whose serif style is one with serifs.
		f.serif = os2[32] == 2 && os2[33] >= 2 && os2[33] <= 10
	}
	if len(os2) >= 90 && u16(os2, 0) >= 2 && i16(os2, 88) > 0 {
		f.capHeight = i16(os2, 88)
	}
	if len(post) >= 16 {
		f.italicAngle = float64(int32(binary.BigEndian.Uint32(post[4:]))) / 65536
		f.fixedPitch = binary.BigEndian.Uint32(post[12:]) != 0
	}
}

// postScriptName is name 6 of the font, with nothing in it that a PDF name
// would have to escape.
func postScriptName(table []byte) string {
	const fallback = "Unnamed"
	if len(table) < 6 {
		return fallback
	}
	strings := u16(table, 4)
	for i := range u16(table, 2) {
		entry := 6 + 12*i
		if entry+12 > len(table) {
			break
		}
		platform, id := u16(table, entry), u16(table, entry+6)
		from := strings + u16(table, entry+10)
		to := from + u16(table, entry+8)
		if id != 6 || to > len(table) {
			continue
		}
		raw := []rune(string(table[from:to]))
		if platform != 1 {
			var units []uint16
			for k := from; k+1 < to; k += 2 {
				units = append(units, uint16(u16(table, k)))
			}
			raw = utf16.Decode(units)
		}
		if name := plainName(raw); name != "" {
			return name
		}
	}
	return fallback
}

func plainName(raw []rune) string {
	kept := slices.DeleteFunc(slices.Clone(raw), func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '-'
	})
	return string(kept[:min(len(kept), 63)])
}

// advance is the width of a glyph in font units.
func (f *trueType) advance(glyph uint16) int {
	return u16(f.hmtx, 4*min(int(glyph), f.metrics-1))
}

// width is the advance in thousandths of the size, rounded as the page model
// rounds it: what a line is broken by is what the reader is told.
func (f *trueType) width(glyph uint16) int {
	return (2000*f.advance(glyph) + f.unitsPerEm) / (2 * f.unitsPerEm)
}

// bearing is the left side bearing of a glyph in font units.
func (f *trueType) bearing(glyph uint16) uint16 {
	if int(glyph) < f.metrics {
		return uint16(u16(f.hmtx, 4*int(glyph)+2))
	}
	return uint16(u16(f.hmtx, 4*f.metrics+2*(int(glyph)-f.metrics)))
}

// outline is the description of a glyph; a space has none.
func (f *trueType) outline(glyph uint16) ([]byte, error) {
	var from, to int
	if i := int(glyph); i >= f.glyphs {
		return nil, errFontDamaged
	} else if f.longLoca {
		from, to = int(binary.BigEndian.Uint32(f.loca[4*i:])), int(binary.BigEndian.Uint32(f.loca[4*i+4:]))
	} else {
		from, to = 2*u16(f.loca, 2*i), 2*u16(f.loca, 2*i+2)
	}
	if from > to || to > len(f.glyf) || to > from && to-from < 10 {
		return nil, errFontDamaged
	}
	return f.glyf[from:to], nil
}

func u16(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
func i16(b []byte, at int) int { return int(int16(binary.BigEndian.Uint16(b[at:]))) }
