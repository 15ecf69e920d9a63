package page

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// isQuick says that text needs no shaper in a face: each character has a glyph
// in it, none is a mark or steers the order. So is nearly all text in Latin,
// Cyrillic and Greek letters.
func isQuick(s string, face Face) bool {
	if isPlain(s) {
		return true
	}
	for _, r := range s {
		if r > '~' && (unicode.Is(unicode.M, r) || isControl(r) || isJoiner(r) || !face.Covers(r)) {
			return false
		}
	}
	return true
}

// shaper is what shaping needs and no two goroutines may share.
type shaper struct {
	harfbuzz shaping.HarfbuzzShaper
	segments segmenter.Segmenter
	faces    map[Face]*font.Face
}

var shapers = sync.Pool{New: func() any { return &shaper{faces: map[Face]*font.Face{}} }}

// fonts are the parsed files, which all shapers share; parsing takes 1 to 25 ms.
var fonts = struct {
	sync.Mutex
	of map[Face]*font.Font
}{of: map[Face]*font.Font{}}

func (s *shaper) face(f Face) *font.Face {
	if face := s.faces[f]; face != nil {
		return face
	}
	fonts.Lock()
	defer fonts.Unlock()
	parsed := fonts.of[f]
	if parsed == nil {
		face, err := font.ParseTTF(bytes.NewReader(f.Data()))
		if err != nil {
			panic("face " + f.Name() + ": " + err.Error())
		}
		parsed = face.Font
		fonts.of[f] = parsed
	}
	s.faces[f] = font.NewFace(parsed)
	return s.faces[f]
}

// shapeable says that the shaper can read a font file.
func shapeable(data []byte) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false // a damaged file of the machine
		}
	}()
	_, err := font.ParseTTF(bytes.NewReader(data))
	return err == nil
}

// paragraph is text being shaped. The slices have one entry a rune.
type paragraph struct {
	style  Style
	lang   string
	rtl    bool // it begins at the right edge
	runes  []rune
	looks  []look
	levels []uint8
	faces  []Face
	script []language.Script
	*shaper
}

// newParagraph prepares runs of clean text. Give the shaper back when done.
func newParagraph(runs []Run, style Style, set setting) *paragraph {
	p := &paragraph{style: style, lang: set.lang, rtl: set.rtl, shaper: shapers.Get().(*shaper)}
	for _, r := range runs {
		l := r.look(style)
		for _, c := range r.Text {
			p.runes = append(p.runes, c)
			p.looks = append(p.looks, l)
		}
	}
	p.isolateNumbers()
	p.levels = levels(p.runes, p.rtl)
	p.chooseFaces()
	return p
}

func (p *paragraph) done() { shapers.Put(p.shaper) }

// isolateNumbers sets telephone numbers and dates in digits apart: between
// letters that run from right to left, 1-800-555-1400 would be shown as
// 1400-555-800-1. What has seven digits or more with signs between them, or a
// plus before them, is no range of two numbers.
func (p *paragraph) isolateNumbers() {
	if !slices.ContainsFunc(p.runes, runsLeft) {
		return
	}
	var runes []rune
	var looks []look
	add := func(r rune, l look) { runes, looks = append(runes, r), append(looks, l) }
	for i := 0; i < len(p.runes); i++ {
		end := numberEnd(p.runes, i)
		if end == i || i > 0 && (p.runes[i-1] == lri || p.runes[i-1] == '-' || unicode.In(p.runes[i-1], unicode.L, unicode.Nd)) {
			add(p.runes[i], p.looks[i])
			continue
		}
		add(lri, p.looks[i])
		for ; i < end; i++ {
			r := p.runes[i]
			if r == ' ' {
				r = '\u00a0' // a number is not broken over lines
			}
			add(r, p.looks[i])
		}
		i--
		add(pdi, p.looks[i])
	}
	p.runes, p.looks = runes, looks
}

// numberEnd is where the number that begins at text[i] ends; i if none does.
func numberEnd(text []rune, i int) int {
	end, digits, signs, plus := i, 0, 0, false
	for k := i; k < len(text); k++ {
		switch r := text[k]; {
		case unicode.Is(unicode.Nd, r):
			digits++
			end = k + 1
		case r == '+' && k == i:
			plus = true
		case r == '(' && (k == i || text[k-1] == '-' || text[k-1] == ' ' || text[k-1] == '+'):
			signs++
		case strings.ContainsRune("-./)‑–", r) && k > i && digits > 0:
			signs++
		case r == ' ' && digits > 0 && (text[k-1] == ')' || k+1 < len(text) && text[k+1] == '('):
		default:
			k = len(text)
		}
	}
	opened := strings.Count(string(text[i:end]), "(") - strings.Count(string(text[i:end]), ")")
	if opened == 1 && end < len(text) && text[end] == ')' {
		end, opened = end+1, 0
	}
	if opened == 0 && (plus && digits > 0 || digits >= 7 && signs > 0) {
		return end
	}
	return i
}

// chooseFaces gives every rune its script and its face.
func (p *paragraph) chooseFaces() {
	p.faces = make([]Face, len(p.runes))
	p.script = make([]language.Script, len(p.runes))
	script := language.Common
	for _, r := range p.runes {
		if s := language.LookupScript(r); s.Strong() {
			script = s
			break
		}
	}
	for i, r := range p.runes {
		if s := language.LookupScript(r); s.Strong() {
			script = s
		}
		p.script[i] = script
		near := p.looks[i].face
		if i > 0 && p.looks[i-1] == p.looks[i] {
			near = p.faces[i-1]
		}
		face, ok := faceFor(r, p.looks[i].face, near)
		if unseen(r) {
			face, ok = near, true
		}
		if !ok {
			face = p.looks[i].face // the text has not passed the gate; the stand-in is drawn
			p.runes[i] = standIn
		}
		p.faces[i] = face
	}
}

// unseen says that a rune is left out when text is shaped.
func unseen(r rune) bool { return isControl(r) || r == zeroSpace }

// item is a stretch of runes that is shaped in one go.
type item struct {
	from, to int
	level    uint8
}

// items cuts runes from to to where anything changes that shaping depends on;
// levels are those of the runes from from on.
func (p *paragraph) items(from, to int, levels []uint8) []item {
	var items []item
	open := false
	for i := from; i < to; i++ {
		if unseen(p.runes[i]) {
			open = false
			continue
		}
		level := levels[i-from]
		if open {
			last := &items[len(items)-1]
			a := last.from
			if last.level == level && p.looks[a] == p.looks[i] && p.faces[a] == p.faces[i] && p.script[a] == p.script[i] {
				last.to = i + 1
				continue
			}
		}
		items = append(items, item{i, i + 1, level})
		open = true
	}
	return items
}

// shaped is an item as glyphs.
type shaped struct {
	item
	text            string
	glyphs          []Glyph // nil: the text is quick
	starts          []int   // of each glyph that begins a cluster its first rune, else -1
	width           float64 // thousandths of the size, as ascent and descent
	ascent, descent float64
}

// em is the size that text is shaped at, so that lengths are thousandths.
const em = 1000

func (p *paragraph) shape(it item) shaped {
	runes := p.runes[it.from:it.to]
	s := shaped{item: it, text: string(runes)}
	face := p.faces[it.from]
	if face < houseFaces && isQuick(s.text, face) && (it.level%2 == 0 || strings.Trim(s.text, " ") == "") {
		s.width = face.Width(s.text, em)
		return s
	}
	direction := di.DirectionLTR
	if it.level%2 == 1 {
		direction = di.DirectionRTL
	}
	out := p.harfbuzz.Shape(shaping.Input{
		Text: p.runes, RunStart: it.from, RunEnd: it.to, Direction: direction,
		Face: p.face(face), Size: fixed.I(em), Script: p.script[it.from], Language: language.NewLanguage(p.lang),
	})
	before := -1
	for _, g := range out.Glyphs {
		glyph := Glyph{ID: uint16(g.GlyphID), Advance: units(g.Advance), DX: units(g.XOffset), DY: units(g.YOffset)}
		start := -1
		if g.TextIndex() != before {
			start = g.TextIndex()
			glyph.Text = string(p.runes[start : start+g.RunesCount()])
		}
		before = g.TextIndex()
		s.glyphs = append(s.glyphs, glyph)
		s.starts = append(s.starts, start)
		s.width += glyph.Advance
		s.ascent = max(s.ascent, units(g.YBearing+g.YOffset))
		s.descent = max(s.descent, -units(g.YBearing+g.Height+g.YOffset))
	}
	return s
}

func units(v fixed.Int26_6) float64 { return float64(v) / 64 }

// advances is the width of each rune in points, a cluster's all on its first
// rune, and whether a cluster begins there.
func (p *paragraph) advances() (widths []float64, begins []bool) {
	widths, begins = make([]float64, len(p.runes)), make([]bool, len(p.runes))
	for _, it := range p.items(0, len(p.runes), p.levels) {
		s := p.shape(it)
		if s.glyphs == nil {
			for i := it.from; i < it.to; i++ {
				widths[i], begins[i] = p.faces[i].Width(string(p.runes[i]), p.style.Size), true
			}
			continue
		}
		at := it.from
		for k, g := range s.glyphs {
			if s.starts[k] >= 0 {
				at = s.starts[k]
				begins[at] = true
			}
			widths[at] += g.Advance * p.style.Size / em
		}
	}
	return widths, begins
}

// line sets runes from to to as one line.
func (p *paragraph) line(from, to int) line {
	levels := slices.Clone(p.levels[from:to])
	base := uint8(0)
	if p.rtl {
		base = 1
	}
	end := to
	for end > from && (p.runes[end-1] == ' ' || unseen(p.runes[end-1])) { // L1
		end--
		levels[end-from] = base
	}
	items := append(p.items(from, end, levels), p.items(end, to, levels[end-from:])...)
	runs := make([]shaped, len(items))
	at := make([]uint8, len(items))
	var l line
	for i, it := range items {
		runs[i], at[i] = p.shape(it), it.level
		l.ascent = max(l.ascent, runs[i].ascent*p.style.Size/em)
		l.descent = max(l.descent, runs[i].descent*p.style.Size/em)
		width := runs[i].width * p.style.Size / em
		if it.from < end {
			l.width += width
		} else if p.rtl {
			l.hang += width
		}
	}
	l.texts = make([]Text, len(items))
	x := -l.hang
	for _, i := range visual(at) {
		look := p.looks[items[i].from]
		l.texts[i] = Text{
			X: x, String: runs[i].text, Face: p.faces[items[i].from], Size: p.style.Size,
			Color: look.color, Role: look.role, Glyphs: runs[i].glyphs,
		}
		x += runs[i].width * p.style.Size / em
	}
	return l
}

// spoken is the text in reading order without what only steers it.
func (p *paragraph) spoken() string {
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, string(p.runes))
}
