package page

import (
	"strings"
	"unicode"

	"github.com/go-text/typesetting/language"
	"golang.org/x/text/unicode/norm"

	"rapport/resources"
)

// scriptFace is the face of a script that the house faces lack.
type scriptFace struct {
	name   string
	file   string // in resources.ScriptFonts; empty: on the machine
	strong bool
	wanted *machineFont
}

// scripts says which faces a script is set in, best first: indexes into scriptFaces.
var scriptFaces, scripts = func() (faces []scriptFace, of map[language.Script][]int) {
	of = map[language.Script][]int{}
	for _, s := range []struct {
		script language.Script
		name   string
		strong bool // a bold file is there, too
	}{
		{language.Arabic, "Arabic", true},
		{language.Hebrew, "Hebrew", true},
		{language.Devanagari, "Devanagari", true},
		{language.Bengali, "Bengali", true},
		{language.Gujarati, "Gujarati", true},
		{language.Gurmukhi, "Gurmukhi", true},
		{language.Tamil, "Tamil", true},
		{language.Telugu, "Telugu", false},
		{language.Kannada, "Kannada", false},
		{language.Malayalam, "Malayalam", false},
		{language.Oriya, "Oriya", false},
		{language.Sinhala, "Sinhala", false},
		{language.Thai, "Thai", true},
		{language.Lao, "Lao", true},
		{language.Khmer, "Khmer", true},
		{language.Myanmar, "Myanmar", false},
		{language.Ethiopic, "Ethiopic", true},
		{language.Armenian, "Armenian", true},
		{language.Georgian, "Georgian", true},
		{language.Syriac, "Syriac", false},
		{language.Thaana, "Thaana", false},
		{language.Cherokee, "Cherokee", false},
		{language.Canadian_Aboriginal, "CanadianAboriginal", false},
		{language.Nko, "NKo", false},
		{language.Adlam, "Adlam", false},
		{language.Tifinagh, "Tifinagh", false},
	} {
		file := "fonts/scripts/NotoSans" + s.name
		of[s.script] = append(of[s.script], len(faces))
		faces = append(faces, scriptFace{name: strings.ToLower(s.name), file: file + "-Regular.ttf"})
		if s.strong {
			of[s.script] = append(of[s.script], len(faces))
			faces = append(faces, scriptFace{name: strings.ToLower(s.name) + "bold", file: file + "-Bold.ttf", strong: true})
		}
	}
	for i := range machineFonts {
		m := &machineFonts[i]
		for _, script := range m.scripts {
			of[script] = append(of[script], len(faces))
		}
		faces = append(faces, scriptFace{name: m.name, wanted: m})
	}
	return faces, of
}()

// read returns the bytes of the face; nil when the machine does not have it.
func (s scriptFace) read() []byte {
	if s.wanted != nil {
		return s.wanted.find()
	}
	data, err := resources.ScriptFonts.ReadFile(s.file)
	if err != nil {
		panic("embedded face: " + err.Error())
	}
	return data
}

// borrowed are characters that Unicode gives to no single script (Common), with
// the script whose face has them.
var borrowed = []struct {
	from, to rune
	script   language.Script
}{
	{0x060C, 0x06FF, language.Arabic},
	{0x0951, 0x0965, language.Devanagari}, // stress marks; dandas, of all Indic scripts
	{0x0E3F, 0x0E3F, language.Thai},
	{0x10FB, 0x10FB, language.Georgian},
	{0x1CD0, 0x1CFF, language.Devanagari},
	{0x3000, 0x33FF, language.Han},
	{0xFD3E, 0xFDFF, language.Arabic},
	{0xFE30, 0xFE4F, language.Han},
	{0xFF00, 0xFFEF, language.Han},
}

// scriptOf is the script whose face may have r.
func scriptOf(r rune) language.Script {
	s := language.LookupScript(r)
	if s.Strong() {
		return s
	}
	for _, b := range borrowed {
		if r >= b.from && r <= b.to {
			return b.script
		}
	}
	return s
}

// faceFor picks the face for r in text that is to look like look; near is the
// face before it, which its marks and spaces stay with.
func faceFor(r rune, look, near Face) (face Face, ok bool) {
	if near != look && (unicode.In(r, unicode.M, unicode.Z) || isJoiner(r)) && near.has(r) {
		return near, true
	}
	house := Sans
	if look.strong() {
		house = SansBold
	}
	switch {
	case look.has(r):
		return look, true
	case house.has(r):
		return house, true
	}
	face, ok = near, near >= houseFaces && near.has(r)
	for _, i := range scripts[scriptOf(r)] {
		f := houseFaces + Face(i)
		if (!ok || f.strong() == look.strong() && face.strong() != look.strong()) && f.has(r) {
			face, ok = f, true
		}
	}
	return face, ok
}

// has says that the face can show r, if need be as a letter with marks.
func (f Face) has(r rune) bool {
	if f.Covers(r) {
		return true
	}
	if r < 0xC0 || isJoiner(r) {
		return isJoiner(r) && f.metrics() != nil
	}
	parts := norm.NFD.String(string(r))
	for _, part := range parts {
		if part == r || !f.Covers(part) {
			return false
		}
	}
	return true
}

// drawable says that a face has r.
func drawable(r rune) bool {
	_, ok := faceFor(r, Sans, Sans)
	return ok
}
