package page

import (
	"fmt"
	"math"
	"sync"
	"sync/atomic"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"rapport/resources"
)

// Face is one of the fonts of a page: the house faces below, or the face of
// another script, which the composer picks where the house faces lack a
// character. Every face is a TrueType font with glyf outlines.
type Face int

// The house faces.
const (
	Sans      Face = iota // Source Sans 3 Regular
	SansBold              // Source Sans 3 SemiBold
	SerifBold             // Source Serif 4 SemiBold
	houseFaces
)

// Faces lists the house faces.
var Faces = []Face{Sans, SansBold, SerifBold}

// Name is a short name without spaces, for painters that need one.
func (f Face) Name() string {
	if f < houseFaces {
		return [houseFaces]string{"sans", "sansbold", "serifbold"}[f]
	}
	return scriptFaces[f-houseFaces].name
}

// Data is the TrueType file. The bytes are shared and must not be written to.
//
// The face of Chinese, Japanese or Korean is a file of the machine, so a
// document in these languages has the same bytes only where the same file is
// installed. Data is nil when there is none; no text then has that face.
func (f Face) Data() []byte {
	if f < houseFaces {
		return [houseFaces][]byte{resources.SourceSansRegular, resources.SourceSansSemiBold, resources.SourceSerifSemiBold}[f]
	}
	return f.load().data
}

// strong says that the face is a bold one.
func (f Face) strong() bool {
	if f < houseFaces {
		return f != Sans
	}
	return scriptFaces[f-houseFaces].strong
}

// Covers says whether the face has a glyph for r.
func (f Face) Covers(r rune) bool {
	m := f.metrics()
	if m == nil {
		return false
	}
	_, ok := m.advance(r)
	return ok
}

// Width is the length of s at size points. It adds up the plain advance widths,
// without kerning; [Width] measures text of any script.
func (f Face) Width(s string, size float64) float64 {
	m := f.metrics()
	sum := 0
	for _, r := range s {
		w, _ := m.advance(r)
		sum += w
	}
	return float64(sum) * size / 1000
}

// Glyph is the glyph of r in the face's file and its plain advance in
// thousandths of the size; ok is false when the face has none.
func (f Face) Glyph(r rune) (id uint16, advance int, ok bool) {
	m := f.metrics()
	m.mu.Lock()
	defer m.mu.Unlock()
	g, err := m.font.GlyphIndex(&m.buf, r)
	if err != nil || g == 0 {
		return 0, 0, false
	}
	return uint16(g), max(m.measure(r), 0), true
}

// Ascent is how far the tallest letters of a line of size points reach above
// the baseline, and Descent how far the deepest reach below it.
func (f Face) Ascent(size float64) float64 { return f.metrics().ascent * size }

// Descent is the counterpart of Ascent; it is positive.
func (f Face) Descent(size float64) float64 { return f.metrics().descent * size }

// CapHeight is the height of the capitals at size points.
func (f Face) CapHeight(size float64) float64 { return f.metrics().capHeight * size }

// metrics are the measures of a face, in thousandths of its size (widths) or
// parts of it.
type metrics struct {
	ascent, descent, capHeight float64

	near [nearRunes]atomic.Int32 // widths by rune plus 2; 0: not yet measured

	font   *sfnt.Font
	mu     sync.Mutex
	buf    sfnt.Buffer
	widths map[rune]int // -1: no glyph
}

// nearRunes are the runes of the first alphabets, from Latin to Cyrillic, whose
// widths are found without a lock: they are asked for thousands of times a page.
const nearRunes = 0x530

// loaded is a face that has been read.
type loaded struct {
	data    []byte
	metrics *metrics
}

var loadedFaces = make([]struct {
	once sync.Once
	loaded
}, int(houseFaces)+len(scriptFaces))

// load reads the face on first use. That an embedded one cannot be read is a
// fault of the build; one of the machine that cannot is as good as none.
func (f Face) load() *loaded {
	l := &loadedFaces[f]
	l.once.Do(func() {
		if f < houseFaces {
			l.data = f.Data()
		} else {
			l.data = scriptFaces[f-houseFaces].read()
		}
		if l.data == nil {
			return
		}
		m, err := readMetrics(l.data)
		if err != nil {
			panic(fmt.Sprintf("face %s: %v", f.Name(), err))
		}
		l.metrics = m
	})
	return &l.loaded
}

// metrics is nil for a face that the machine does not have.
func (f Face) metrics() *metrics { return f.load().metrics }

func readMetrics(data []byte) (*metrics, error) {
	parsed, err := sfnt.Parse(data)
	if err != nil {
		return nil, err
	}
	m := &metrics{font: parsed, widths: map[rune]int{}}
	fm, err := parsed.Metrics(&m.buf, m.ppem(), font.HintingNone)
	if err != nil {
		return nil, err
	}
	em := float64(m.ppem())
	m.ascent, m.descent, m.capHeight = float64(fm.Ascent)/em, float64(fm.Descent)/em, float64(fm.CapHeight)/em
	return m, nil
}

// ppem asks for measures in the font's own units, so that none are rounded.
func (m *metrics) ppem() fixed.Int26_6 { return fixed.Int26_6(m.font.UnitsPerEm()) }

// advance is the width of the glyph of r in thousandths of the size, rounded
// as PDF width tables are; ok is false when there is no glyph.
func (m *metrics) advance(r rune) (width int, ok bool) {
	if r < 0 || r >= nearRunes {
		return m.farAdvance(r)
	}
	w := int(m.near[r].Load()) - 2
	if w < -1 {
		m.mu.Lock()
		w = m.measure(r)
		m.mu.Unlock()
		m.near[r].Store(int32(w + 2))
	}
	return max(w, 0), w >= 0
}

func (m *metrics) farAdvance(r rune) (width int, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if w, known := m.widths[r]; known {
		return max(w, 0), w >= 0
	}
	w := m.measure(r)
	m.widths[r] = w
	return max(w, 0), w >= 0
}

func (m *metrics) measure(r rune) int {
	glyph, err := m.font.GlyphIndex(&m.buf, r)
	if err != nil || glyph == 0 {
		return -1
	}
	w, err := m.font.GlyphAdvance(&m.buf, glyph, m.ppem(), font.HintingNone)
	if err != nil {
		return -1
	}
	return int(math.Round(1000 * float64(w) / float64(m.font.UnitsPerEm())))
}
