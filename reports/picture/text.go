package picture

import (
	"image"
	"image/color"
	"math"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"rapport/reports/page"
)

// text draws a run glyph by glyph. Its baseline stands on whole pixels, so that
// the letters of a line are equally sharp; sideways, each stands to a quarter.
func (p *painter) text(t page.Text) {
	if !finite(t.X, t.Y, t.Size) || t.Color.A == 0 || t.Size <= 0 {
		return
	}
	size := t.Size * p.scale // pixels to an em
	x, y := t.X*p.scale, math.Round(t.Y*p.scale)
	draw := func(id uint16, dx, dy, advance float64) {
		p.glyph(glyphKey{face: t.Face, id: id, size: size}, x+dx*size/1000, y-dy*size/1000, t.Color)
		x += advance * size / 1000
	}
	if t.Glyphs != nil {
		for _, g := range t.Glyphs {
			draw(g.ID, g.DX, g.DY, g.Advance)
		}
		return
	}
	for _, r := range t.String {
		if id, advance, ok := t.Face.Glyph(r); ok {
			draw(id, 0, 0, float64(advance))
		}
	}
}

// subpixels is the number of places within a pixel that a glyph may stand at.
const subpixels = 4

// largestMask is the size in pixels up to which the pixels of a glyph are kept.
const largestMask = 96

func (p *painter) glyph(key glyphKey, x, y float64, ink color.NRGBA) {
	if math.Abs(x) > 1e6 || math.Abs(y) > 1e6 {
		return
	}
	wholeX, wholeY := math.Round(x*subpixels)/subpixels, math.Round(y*subpixels)/subpixels
	left, top := math.Floor(wholeX), math.Floor(wholeY)
	key.x, key.y = uint8((wholeX-left)*subpixels), uint8((wholeY-top)*subpixels)
	m := maskOf(key)
	if m != nil {
		blend(p.img, m, int(left), int(top), ink)
	}
}

// glyphKey is a glyph at a size and a place within a pixel.
type glyphKey struct {
	face page.Face
	id   uint16
	size float64 // pixels to an em
	x, y uint8   // quarters of a pixel
}

// mask is how much of each pixel a glyph covers; its bounds are placed from the
// pixel that holds the glyph's origin.
type mask = image.Alpha

// masks are the glyphs painted so far. A page has some hundred; when many sizes
// have been seen, they are painted anew.
var masks = struct {
	sync.Mutex
	of map[glyphKey]*mask
}{of: map[glyphKey]*mask{}}

const mostMasks = 20000

func maskOf(key glyphKey) *mask {
	masks.Lock()
	m, known := masks.of[key]
	masks.Unlock()
	if known {
		return m
	}
	m = rasterize(key)
	if key.size > largestMask {
		return m
	}
	masks.Lock()
	defer masks.Unlock()
	if len(masks.of) >= mostMasks {
		clear(masks.of)
	}
	masks.of[key] = m
	return m
}

// outlines are the faces as files of outlines, parsed on first use.
var outlines = struct {
	sync.Mutex
	of  map[page.Face]*sfnt.Font
	buf sfnt.Buffer
}{of: map[page.Face]*sfnt.Font{}}

// outline is a glyph in units of its face, y downwards.
func outline(face page.Face, id uint16) (segments sfnt.Segments, unitsPerEm float64) {
	outlines.Lock()
	defer outlines.Unlock()
	font := outlines.of[face]
	if font == nil {
		var err error
		if font, err = sfnt.Parse(face.Data()); err != nil {
			return nil, 0 // no text has a face that was not read before
		}
		outlines.of[face] = font
	}
	units := font.UnitsPerEm()
	loaded, err := font.LoadGlyph(&outlines.buf, sfnt.GlyphIndex(id), fixed.Int26_6(units), nil)
	if err != nil {
		return nil, 0
	}
	// The segments belong to the buffer.
	return append(sfnt.Segments(nil), loaded...), float64(units)
}

// rasterize paints a glyph; nil for one without ink.
func rasterize(key glyphKey) *mask {
	segments, units := outline(key.face, key.id)
	if len(segments) == 0 {
		return nil
	}
	scale := key.size / units
	dx, dy := float64(key.x)/subpixels, float64(key.y)/subpixels
	at := func(p fixed.Point26_6) (x, y float64) { return float64(p.X)*scale + dx, float64(p.Y)*scale + dy }
	bounds := segments.Bounds()
	left, top := at(bounds.Min)
	right, bottom := at(bounds.Max)
	box := image.Rect(int(math.Floor(left)), int(math.Floor(top)), int(math.Ceil(right)), int(math.Ceil(bottom)))
	if box.Empty() || box.Dx() > mostPixels || box.Dy() > mostPixels {
		return nil
	}
	pencil := vector.NewRasterizer(box.Dx(), box.Dy())
	point := func(p fixed.Point26_6) (float32, float32) {
		x, y := at(p)
		return float32(x - float64(box.Min.X)), float32(y - float64(box.Min.Y))
	}
	for _, s := range segments {
		ax, ay := point(s.Args[0])
		bx, by := point(s.Args[1])
		cx, cy := point(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			pencil.ClosePath()
			pencil.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			pencil.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			pencil.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			pencil.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	pencil.ClosePath()
	m := image.NewAlpha(box)
	pencil.Draw(m, box, image.Opaque, image.Point{})
	return m
}

// blend paints a mask on an opaque picture in one colour.
func blend(img *image.RGBA, m *mask, x, y int, ink color.NRGBA) {
	box := m.Rect.Add(image.Pt(x, y)).Intersect(img.Rect)
	for row := box.Min.Y; row < box.Max.Y; row++ {
		from := m.PixOffset(box.Min.X-x, row-y)
		cover := m.Pix[from : from+box.Dx()]
		to := img.PixOffset(box.Min.X, row)
		line := img.Pix[to : to+4*box.Dx()]
		for i, c := range cover {
			if c == 0 {
				continue
			}
			a := uint32(c) * uint32(ink.A) / 255
			px := line[4*i : 4*i+3 : 4*i+3]
			px[0] = mix(px[0], ink.R, a)
			px[1] = mix(px[1], ink.G, a)
			px[2] = mix(px[2], ink.B, a)
		}
	}
}

// mix is a of 255 parts of ink on ground.
func mix(ground, ink uint8, a uint32) uint8 {
	return uint8((uint32(ground)*(255-a) + uint32(ink)*a + 127) / 255)
}
