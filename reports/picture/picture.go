// Package picture paints pages as pixels, for the preview on the screen. It
// draws the very items that the PDF writes, from the same outlines of the same
// faces, glyph by glyph: what is seen is what is printed.
package picture

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	xdraw "golang.org/x/image/draw"

	"rapport/reports/page"
)

// mostPixels is the longest side of a picture; textures of a screen go no further.
const mostPixels = 5000

// Paint draws page number (from 0) of doc on white, scale pixels to a point.
// A page that the document does not have is an empty picture. The document is
// only read, so pages may be painted on any goroutine as long as it is finished.
func Paint(doc *page.Document, number int, scale float64) *image.RGBA {
	if number < 0 || number >= len(doc.Pages) || !(scale > 0) {
		return image.NewRGBA(image.Rectangle{})
	}
	scale = min(scale, mostPixels/max(doc.Size.W, doc.Size.H))
	img := image.NewRGBA(image.Rect(0, 0, int(math.Ceil(doc.Size.W*scale)), int(math.Ceil(doc.Size.H*scale))))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	p := &painter{img: img, scale: scale}
	for _, item := range doc.Pages[number].Items {
		p.paint(item)
	}
	return img
}

// painter draws items on one picture.
type painter struct {
	img   *image.RGBA
	scale float64 // pixels to a point
	brush brush
}

func (p *painter) paint(item page.Item) {
	switch it := item.(type) {
	case page.Text:
		p.text(it)
	case page.Line:
		p.line(it)
	case page.Rect:
		p.rect(it)
	case page.Circle:
		p.circle(it)
	case page.Path:
		p.path(it)
	case page.Image:
		p.picture(it)
	}
}

func (p *painter) line(l page.Line) {
	from, to := page.Point{X: l.X1, Y: l.Y1}, page.Point{X: l.X2, Y: l.Y2}
	length := math.Hypot(to.X-from.X, to.Y-from.Y)
	if !finite(length, l.Width) || length == 0 || l.Width <= 0 {
		return
	}
	p.brush.begin()
	if len(l.Dash) == 0 {
		p.brush.stroke(from, to, l.Width)
	}
	for i, d := 0, 0.0; len(l.Dash) > 0 && d < length; i++ {
		n := max(l.Dash[i%len(l.Dash)], 0.1)
		if i%2 == 0 {
			p.brush.stroke(along(from, to, d/length), along(from, to, min(d+n, length)/length), l.Width)
		}
		d += n
	}
	p.fill(l.Color)
}

func along(a, b page.Point, t float64) page.Point {
	return page.Point{X: a.X + (b.X-a.X)*t, Y: a.Y + (b.Y-a.Y)*t}
}

func (p *painter) rect(r page.Rect) {
	b := r.Box
	if !finite(b.X, b.Y, b.W, b.H, r.Width) {
		return
	}
	corners := []page.Point{{X: b.X, Y: b.Y}, {X: b.Right(), Y: b.Y}, {X: b.Right(), Y: b.Bottom()}, {X: b.X, Y: b.Bottom()}}
	p.brush.begin()
	p.brush.polygon(corners)
	p.fill(r.Fill)
	if r.Width > 0 && r.Stroke.A > 0 {
		p.brush.begin()
		p.brush.outline(append(corners, corners[0]), r.Width)
		p.fill(r.Stroke)
	}
}

func (p *painter) circle(c page.Circle) {
	if !finite(c.X, c.Y, c.R, c.Width) || c.R <= 0 {
		return
	}
	p.brush.begin()
	p.brush.disc(page.Point{X: c.X, Y: c.Y}, c.R)
	p.fill(c.Fill)
	if c.Width > 0 && c.Stroke.A > 0 {
		ring := make([]page.Point, circleSteps+1)
		for i := range ring {
			s, k := math.Sincos(2 * math.Pi * float64(i) / circleSteps)
			ring[i] = page.Point{X: c.X + c.R*k, Y: c.Y + c.R*s}
		}
		p.brush.begin()
		p.brush.outline(ring, c.Width)
		p.fill(c.Stroke)
	}
}

func (p *painter) path(path page.Path) {
	outlines := flatten(path.Segments)
	for _, outline := range outlines {
		for _, pt := range outline {
			if !finite(pt.X, pt.Y) {
				return
			}
		}
	}
	p.brush.begin()
	for _, outline := range outlines {
		p.brush.polygon(outline)
	}
	p.fill(path.Fill)
	if path.Width > 0 && path.Stroke.A > 0 {
		p.brush.begin()
		for _, outline := range outlines {
			p.brush.outline(outline, path.Width)
		}
		p.fill(path.Stroke)
	}
}

func (p *painter) picture(i page.Image) {
	if i.Source == nil || !finite(i.Box.X, i.Box.Y, i.Box.W, i.Box.H) {
		return
	}
	to := image.Rect(p.pixel(i.Box.X), p.pixel(i.Box.Y), p.pixel(i.Box.Right()), p.pixel(i.Box.Bottom()))
	if to.Dx() > 2*p.img.Bounds().Dx() || to.Dy() > 2*p.img.Bounds().Dy() {
		return // no page has such a picture; scaling it would never end
	}
	xdraw.CatmullRom.Scale(p.img, to, i.Source, i.Source.Bounds(), draw.Over, nil)
}

func (p *painter) pixel(points float64) int { return int(math.Round(points * p.scale)) }

// fill paints what the brush has outlined.
func (p *painter) fill(ink color.NRGBA) {
	if ink.A > 0 {
		p.brush.paint(p.img, p.scale, ink)
	}
}

func finite(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.Abs(v) > 1e6 {
			return false
		}
	}
	return true
}
