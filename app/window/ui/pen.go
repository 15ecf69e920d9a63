package ui

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"golang.org/x/image/vector"

	"rapport/reports/page"
)

// pen draws the items of a page as canvas objects; scale is pixels to a point.
type pen struct {
	scale   float32
	objects []fyne.CanvasObject
}

// Ink that previews add to the page.
var (
	missingInk  = page.Amber // behind a field that is still empty
	envelopeInk = color.NRGBA{0x0F, 0x52, 0x60, 0x26}
	envelopeRim = color.NRGBA{0x0F, 0x52, 0x60, 0xFF}
)

// faces are the fonts of the page for Fyne.
var faces = map[page.Face]fyne.Resource{}

func faceOf(f page.Face) fyne.Resource {
	if faces[f] == nil {
		faces[f] = fyne.NewStaticResource(f.Name()+".ttf", f.Data())
	}
	return faces[f]
}

func (p *pen) draw(item page.Item) {
	switch it := item.(type) {
	case page.Text:
		p.text(it)
	case page.Line:
		p.line(it)
	case page.Rect:
		p.rect(it.Box, it.Fill, it.Stroke, it.Width)
	case page.Circle:
		p.circle(it)
	case page.Path:
		p.path(it)
	case page.Image:
		picture := canvas.NewImageFromImage(it.Source)
		picture.FillMode = canvas.ImageFillStretch
		p.place(picture, it.Box)
	}
}

func (p *pen) at(x, y float64) fyne.Position {
	return fyne.NewPos(float32(x)*p.scale, float32(y)*p.scale)
}

func (p *pen) place(o fyne.CanvasObject, b page.Box) {
	o.Move(p.at(b.X, b.Y))
	o.Resize(fyne.NewSize(float32(b.W)*p.scale, float32(b.H)*p.scale))
	p.objects = append(p.objects, o)
}

// text sets a run so that its baseline is where the page has it.
func (p *pen) text(t page.Text) {
	if t.Role == page.RoleMissing {
		p.rect(page.Box{X: t.X, Y: t.Y - t.Face.Ascent(t.Size), W: t.Width(), H: t.Size * 1.25}, missingInk, color.NRGBA{}, 0)
	}
	run := canvas.NewText(t.String, t.Color)
	run.TextSize = float32(t.Size) * p.scale
	run.FontSource = faceOf(t.Face)
	extent, baseline := fyne.CurrentApp().Driver().RenderedTextSize(run.Text, run.TextSize, run.TextStyle, run.FontSource)
	run.Move(p.at(t.X, t.Y).SubtractXY(0, baseline))
	run.Resize(extent)
	p.objects = append(p.objects, run)
}

func (p *pen) rect(b page.Box, fill, stroke color.NRGBA, width float64) {
	r := canvas.NewRectangle(fill)
	if width > 0 && stroke.A > 0 {
		// Fyne strokes inside the box, a page on its edge.
		b = page.Box{X: b.X - width/2, Y: b.Y - width/2, W: b.W + width, H: b.H + width}
		r.StrokeColor, r.StrokeWidth = stroke, float32(width)*p.scale
	}
	p.place(r, b)
}

func (p *pen) circle(c page.Circle) {
	o := canvas.NewCircle(c.Fill)
	r := c.R
	if c.Width > 0 && c.Stroke.A > 0 {
		r += c.Width / 2
		o.StrokeColor, o.StrokeWidth = c.Stroke, float32(c.Width)*p.scale
	}
	p.place(o, page.Box{X: c.X - r, Y: c.Y - r, W: 2 * r, H: 2 * r})
}

func (p *pen) line(l page.Line) {
	from, to := page.Point{X: l.X1, Y: l.Y1}, page.Point{X: l.X2, Y: l.Y2}
	length := math.Hypot(to.X-from.X, to.Y-from.Y)
	if len(l.Dash) == 0 || length == 0 {
		p.stroke(from, to, l.Color, l.Width)
		return
	}
	along := func(d float64) page.Point {
		d = min(d, length) / length
		return page.Point{X: from.X + (to.X-from.X)*d, Y: from.Y + (to.Y-from.Y)*d}
	}
	for i, d := 0, 0.0; d < length; i++ {
		n := max(l.Dash[i%len(l.Dash)], 0.1)
		if i%2 == 0 {
			p.stroke(along(d), along(d+n), l.Color, l.Width)
		}
		d += n
	}
}

func (p *pen) stroke(from, to page.Point, ink color.NRGBA, width float64) {
	o := canvas.NewLine(ink)
	o.StrokeWidth = max(float32(width)*p.scale, 0.5)
	o.Position1, o.Position2 = p.at(from.X, from.Y), p.at(to.X, to.Y)
	p.objects = append(p.objects, o)
}

// path fills an outline as pixels and strokes it as short lines.
func (p *pen) path(path page.Path) {
	points := flatten(path.Segments)
	if len(points) < 2 {
		return
	}
	if path.Fill.A > 0 {
		p.fill(points, path.Fill)
	}
	if path.Stroke.A == 0 || path.Width == 0 {
		return
	}
	for i := 1; i < len(points); i++ {
		if !points[i].jump {
			p.stroke(points[i-1].Point, points[i].Point, path.Stroke, path.Width)
		}
	}
}

// corner is a point of a flattened outline; jump says that no line leads to it.
type corner struct {
	page.Point
	jump bool
}

// curveSteps is how many lines stand for one curve; a logo is small.
const curveSteps = 12

func flatten(segments []page.Segment) []corner {
	var corners []corner
	var start, last page.Point
	for _, s := range segments {
		switch s.Kind {
		case page.MoveTo:
			start, last = s.P[0], s.P[0]
			corners = append(corners, corner{start, true})
		case page.LineTo:
			last = s.P[0]
			corners = append(corners, corner{last, false})
		case page.CurveTo:
			for i := 1; i <= curveSteps; i++ {
				corners = append(corners, corner{bezier(last, s.P, float64(i)/curveSteps), false})
			}
			last = s.P[2]
		case page.Close:
			last = start
			corners = append(corners, corner{start, false})
		}
	}
	return corners
}

// bezier is the point at t of the cubic curve from a by p[0], p[1] to p[2].
func bezier(a page.Point, p [3]page.Point, t float64) page.Point {
	u := 1 - t
	mix := func(a, b, c, d float64) float64 { return u*u*u*a + 3*u*u*t*b + 3*u*t*t*c + t*t*t*d }
	return page.Point{X: mix(a.X, p[0].X, p[1].X, p[2].X), Y: mix(a.Y, p[0].Y, p[1].Y, p[2].Y)}
}

func (p *pen) fill(corners []corner, ink color.NRGBA) {
	box := bounds(corners)
	raster := canvas.NewRaster(func(w, h int) image.Image {
		picture := image.NewNRGBA(image.Rect(0, 0, w, h))
		pencil := vector.NewRasterizer(w, h)
		sx, sy := float64(w)/box.W, float64(h)/box.H
		for _, c := range corners {
			x, y := float32((c.X-box.X)*sx), float32((c.Y-box.Y)*sy)
			if c.jump {
				pencil.MoveTo(x, y)
			} else {
				pencil.LineTo(x, y)
			}
		}
		pencil.ClosePath()
		pencil.Draw(picture, picture.Bounds(), image.NewUniform(ink), image.Point{})
		return picture
	})
	p.place(raster, box)
}

func bounds(corners []corner) page.Box {
	left, top := math.Inf(1), math.Inf(1)
	right, bottom := math.Inf(-1), math.Inf(-1)
	for _, c := range corners {
		left, right = min(left, c.X), max(right, c.X)
		top, bottom = min(top, c.Y), max(bottom, c.Y)
	}
	return page.Box{X: left, Y: top, W: max(right-left, 0.01), H: max(bottom-top, 0.01)}
}

// envelope shows the place that an envelope's window may lay open.
func (p *pen) envelope(b page.Box) {
	p.rect(b, envelopeInk, envelopeRim, 1)
	p.text(page.Text{X: b.X + 4, Y: b.Y + 9, String: "Envelope window", Face: page.Sans, Size: 7, Color: envelopeRim})
}
