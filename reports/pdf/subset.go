package pdf

import (
	"encoding/binary"
	"slices"
)

// Flags of the parts of a composite glyph (OpenType 1.9, glyf).
const (
	argsAreWords    = 0x0001
	haveScale       = 0x0008
	moreComponents  = 0x0020
	haveXYScale     = 0x0040
	haveTwoByTwo    = 0x0080
	headerOfOutline = 10 // bytes: number of contours and box
)

// carrier is the number of a glyph that no font has (a font's last is 0xFFFE):
// it shows nothing, takes no room and only carries a text.
const carrier = 0xFFFF

// subset returns a font file with the given glyphs alone, numbered in their
// order; the first should be 0, the sign for a missing glyph. Glyphs that these
// are composed of follow at the end. There is no cmap: in a PDF the codes of
// the text are the numbers of the glyphs.
func (f *trueType) subset(glyphs []uint16) ([]byte, error) {
	all := slices.Clone(glyphs)
	number := make(map[uint16]uint16, len(glyphs))
	for i, g := range glyphs {
		if _, twice := number[g]; !twice {
			number[g] = uint16(i)
		}
	}
	var glyf []byte
	ends := make([]int, 1, len(all)+1)
	for i := 0; i < len(all); i++ { // all grows as parts are found
		var outline []byte
		if all[i] != carrier {
			var err error
			if outline, err = f.outline(all[i]); err != nil {
				return nil, err
			}
		}
		at := len(glyf)
		glyf = append(glyf, outline...)
		if len(outline) > 0 && i16(outline, 0) < 0 {
			var err error
			if all, err = renumberParts(glyf[at:], all, number); err != nil {
				return nil, err
			}
		}
		if len(glyf)%2 == 1 {
			glyf = append(glyf, 0)
		}
		ends = append(ends, len(glyf))
	}
	return f.assemble(all, glyf, ends), nil
}

// renumberParts gives the parts of a composite glyph their new numbers; parts
// that are new are added to all.
func renumberParts(composite []byte, all []uint16, number map[uint16]uint16) ([]uint16, error) {
	for at := headerOfOutline; ; {
		if at+4 > len(composite) {
			return nil, errFontDamaged
		}
		flags, part := u16(composite, at), uint16(u16(composite, at+2))
		if part == carrier {
			return nil, errFontDamaged
		}
		n, known := number[part]
		if !known {
			if len(all) > 0xFFFE {
				return nil, errTooManyGlyphs
			}
			n = uint16(len(all))
			number[part] = n
			all = append(all, part)
		}
		binary.BigEndian.PutUint16(composite[at+2:], n)
		if at += 6; flags&argsAreWords != 0 {
			at += 2
		}
		switch {
		case flags&haveScale != 0:
			at += 2
		case flags&haveXYScale != 0:
			at += 4
		case flags&haveTwoByTwo != 0:
			at += 8
		}
		if flags&moreComponents == 0 {
			return all, nil
		}
	}
}

// assemble writes the font file: a directory and its tables.
func (f *trueType) assemble(glyphs []uint16, glyf []byte, ends []int) []byte {
	long := len(glyf) > 2*0xFFFF
	loca := make([]byte, 0, 4*len(ends))
	for _, end := range ends {
		if long {
			loca = binary.BigEndian.AppendUint32(loca, uint32(end))
		} else {
			loca = binary.BigEndian.AppendUint16(loca, uint16(end/2))
		}
	}
	hmtx := make([]byte, 0, 4*len(glyphs))
	for _, g := range glyphs {
		if g == carrier {
			hmtx = append(hmtx, 0, 0, 0, 0)
			continue
		}
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(f.advance(g)))
		hmtx = binary.BigEndian.AppendUint16(hmtx, f.bearing(g))
	}
	head, hhea, maxp := slices.Clone(f.head), slices.Clone(f.hhea), slices.Clone(f.maxp)
	binary.BigEndian.PutUint32(head[8:], 0) // checkSumAdjustment, below
	binary.BigEndian.PutUint16(head[50:], 0)
	if long {
		binary.BigEndian.PutUint16(head[50:], 1)
	}
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(glyphs)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(glyphs)))
	return fontFile([]fontTable{
		{"cvt ", f.cvt}, {"fpgm", f.fpgm}, {"glyf", glyf}, {"head", head}, {"hhea", hhea},
		{"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}, {"prep", f.prep},
	})
}

type fontTable struct {
	tag  string
	data []byte
}

// fontFile writes tables, which are in the order of their tags, as a TrueType
// file. Tables without data are left out.
func fontFile(tables []fontTable) []byte {
	tables = slices.DeleteFunc(tables, func(t fontTable) bool { return len(t.data) == 0 })
	power, log := 1, 0
	for power*2 <= len(tables) {
		power, log = power*2, log+1
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{len(tables), 16 * power, log, 16 * (len(tables) - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at, headAt := len(out)+16*len(tables), 0
	for _, t := range tables {
		out = append(out, t.tag...)
		out = binary.BigEndian.AppendUint32(out, checksum(t.data))
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		if t.tag == "head" {
			headAt = at
		}
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	binary.BigEndian.PutUint32(out[headAt+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum is the sum of a table's 32-bit words (OpenType 1.9, table directory).
func checksum(data []byte) uint32 {
	var sum uint32
	for len(data) >= 4 {
		sum += binary.BigEndian.Uint32(data)
		data = data[4:]
	}
	var last [4]byte
	copy(last[:], data)
	return sum + binary.BigEndian.Uint32(last[:])
}
