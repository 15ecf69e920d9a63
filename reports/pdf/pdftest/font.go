package pdftest

import (
	"encoding/binary"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
)

// font is one face as a file has it.
type font struct {
	name    string
	meaning map[int]string
	widths  []any // by code
	glyphs  int   // how many the embedded file has
	advance func(code int) int
}

var bfchar = regexp.MustCompile(`<([0-9A-F]{4})><([0-9A-F]+)>`)

// font reads a composite font and demands what the rules say of one: embedded
// under a name that says it is a part, codes that are glyph numbers, widths as
// in the font itself, a meaning for each code.
func (f *file) font(v any) *font {
	top := f.dict(v)
	below := f.dict(f.list(top["/DescendantFonts"])[0])
	descriptor := f.dict(below["/FontDescriptor"])
	out := &font{name: name(top["/BaseFont"]), meaning: map[int]string{}}
	for what, ok := range map[string]bool{
		"composite":             name(top["/Subtype"]) == "Type0" && name(top["/Encoding"]) == "Identity-H",
		"of TrueType":           name(below["/Subtype"]) == "CIDFontType2" && name(below["/CIDToGIDMap"]) == "Identity",
		"named as a part":       regexp.MustCompile(`^[A-Z]{6}\+\w`).MatchString(out.name),
		"named alike":           below["/BaseFont"] == top["/BaseFont"] && descriptor["/FontName"] == top["/BaseFont"],
		"fully described":       number(descriptor["/Ascent"]) > 0 && number(descriptor["/Descent"]) < 0 && number(descriptor["/CapHeight"]) > 0 && number(descriptor["/StemV"]) > 0 && number(descriptor["/Flags"]) > 0,
		"given a box":           len(f.list(descriptor["/FontBBox"])) == 4,
		"of a known collection": text(f.dict(below["/CIDSystemInfo"])["/Ordering"]) == "Identity",
	} {
		if !ok {
			f.Errorf("font %s is not %s: %v %v %v", out.name, what, top, below, descriptor)
		}
	}
	for _, m := range bfchar.FindAllStringSubmatch(string(f.stream(top["/ToUnicode"])), -1) {
		code, _ := strconv.ParseUint(m[1], 16, 16)
		out.meaning[int(code)] = decodeHex(m[2])
		if strings.ContainsAny(out.meaning[int(code)], "\x00\uFEFF\uFFFE") { // 6.2.11.7.2
			f.Errorf("font %s: code %d means %q", out.name, code, out.meaning[int(code)])
		}
	}
	w := f.list(below["/W"])
	out.widths = f.list(w[1])
	program := f.stream(descriptor["/FontFile2"])
	if n := number(f.dict(descriptor["/FontFile2"])["/Length1"]); n != len(program) {
		f.Errorf("font %s: the file has %d bytes, not %d", out.name, len(program), n)
	}
	for _, tag := range []string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"} { // ISO 32000-1 9.9
		if table(program, tag) == nil {
			f.Errorf("font %s has no table %s", out.name, tag)
		}
	}
	out.advance = advances(program)
	out.glyphs = int(binary.BigEndian.Uint16(table(program, "maxp")[4:]))
	if len(out.widths) > out.glyphs {
		f.Errorf("font %s has %d widths for %d glyphs", out.name, len(out.widths), out.glyphs)
	}
	return out
}

// table is the data of a TrueType file from where a table begins.
func table(file []byte, tag string) []byte {
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		if entry := file[12+16*i:]; string(entry[:4]) == tag {
			return file[binary.BigEndian.Uint32(entry[8:]):]
		}
	}
	return nil
}

// advances reads a TrueType file and returns the advances of its glyphs in
// thousandths.
func advances(file []byte) func(glyph int) int {
	em := int(binary.BigEndian.Uint16(table(file, "head")[18:]))
	hmtx := table(file, "hmtx")
	return func(glyph int) int { return (int(binary.BigEndian.Uint16(hmtx[4*glyph:]))*1000 + em/2) / em }
}

// decode is the text of the strings among operands. Each code must have a
// meaning that may be written, and the width that its glyph has.
func (o *font) decode(f *file, operands []string) string {
	var out strings.Builder
	for _, operand := range operands {
		if !strings.HasPrefix(operand, "<") {
			continue
		}
		codes, err := hex.DecodeString(strings.Trim(operand, "<>"))
		if err != nil || len(codes)%2 != 0 {
			f.Errorf("text %s: %v", operand, err)
		}
		for ; len(codes) > 1; codes = codes[2:] {
			code := int(binary.BigEndian.Uint16(codes))
			meaning := o.meaning[code]
			if code == 0 || meaning == "" || strings.ContainsAny(meaning, "\x00\uFEFF\uFFFE") {
				f.Errorf("font %s: code %d means %q", o.name, code, meaning)
			}
			if strings.ContainsFunc(meaning, func(r rune) bool { return unicode.Is(unicode.Co, r) }) {
				f.Logf("font %s: code %d has a private meaning", o.name, code)
			}
			if code >= o.glyphs || code >= len(o.widths) || number(o.widths[code]) != o.advance(code) {
				f.Errorf("font %s: the width of code %d is not that of its glyph", o.name, code)
			}
			out.WriteString(meaning)
		}
	}
	return out.String()
}

func decodeHex(s string) string {
	var units []uint16
	for ; len(s) >= 4; s = s[4:] {
		v, _ := strconv.ParseUint(s[:4], 16, 16)
		units = append(units, uint16(v))
	}
	return string(utf16.Decode(units))
}

// decodeText reads a text string of a content stream.
func decodeText(s string) string {
	if rest, ok := strings.CutPrefix(s, "<FEFF"); ok {
		return decodeHex(strings.TrimSuffix(rest, ">"))
	}
	return strings.NewReplacer(`\(`, "(", `\)`, ")", `\\`, `\`).Replace(strings.TrimSuffix(strings.TrimPrefix(s, "("), ")"))
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
