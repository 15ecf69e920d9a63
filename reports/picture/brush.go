package picture

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"

	"rapport/reports/page"
)

// Steps that a curve is drawn in.
const (
	circleSteps = 48
	curveSteps  = 16
)

// brush collects outlines in points and fills them together. Each runs the same
// way round, so that where two overlap, as the strokes of a polygon do at its
// corners, both are filled.
type brush struct {
	outlines [][]page.Point
	pencil   vector.Rasterizer
}

func (b *brush) begin() { b.outlines = b.outlines[:0] }

// polygon adds an outline, turned round if need be.
func (b *brush) polygon(points []page.Point) {
	if len(points) < 3 {
		return
	}
	area := 0.0
	for i, p := range points {
		q := points[(i+1)%len(points)]
		area += p.X*q.Y - q.X*p.Y
	}
	if area < 0 {
		turned := make([]page.Point, len(points))
		for i, p := range points {
			turned[len(points)-1-i] = p
		}
		points = turned
	}
	b.outlines = append(b.outlines, points)
}

// stroke adds a straight line with square ends at its ends.
func (b *brush) stroke(from, to page.Point, width float64) {
	length := math.Hypot(to.X-from.X, to.Y-from.Y)
	if length == 0 {
		return
	}
	dx, dy := (to.Y-from.Y)/length*width/2, (from.X-to.X)/length*width/2
	b.polygon([]page.Point{{X: from.X + dx, Y: from.Y + dy}, {X: to.X + dx, Y: to.Y + dy}, {X: to.X - dx, Y: to.Y - dy}, {X: from.X - dx, Y: from.Y - dy}})
}

// outline adds the lines between points, one after the other, with corners.
func (b *brush) outline(points []page.Point, width float64) {
	for i := 1; i < len(points); i++ {
		b.stroke(points[i-1], points[i], width)
		if i > 1 {
			b.corner(points[i-2], points[i-1], points[i], width)
		}
	}
	if n := len(points); n > 3 && points[0] == points[n-1] {
		b.corner(points[n-2], points[0], points[1], width)
	}
}

// corner fills the notch between two strokes that meet at q, with a point as
// PDF's mitre join has it, or flat where that would be a spike.
func (b *brush) corner(p, q, r page.Point, width float64) {
	ax, ay, bx, by := q.X-p.X, q.Y-p.Y, r.X-q.X, r.Y-q.Y
	la, lb := math.Hypot(ax, ay), math.Hypot(bx, by)
	if la == 0 || lb == 0 {
		return
	}
	ax, ay, bx, by = ax/la, ay/la, bx/lb, by/lb
	side := 1.0
	if ax*by-ay*bx > 0 {
		side = -1
	}
	h := side * width / 2
	a := page.Point{X: q.X - ay*h, Y: q.Y + ax*h}
	c := page.Point{X: q.X - by*h, Y: q.Y + bx*h}
	points := []page.Point{q, a, c}
	if k := 1 + ax*bx + ay*by; k > 0.2 {
		tip := page.Point{X: q.X - (ay+by)*h/k, Y: q.Y + (ax+bx)*h/k}
		points = []page.Point{q, a, tip, c}
	}
	b.polygon(points)
}

func (b *brush) disc(at page.Point, r float64) {
	points := make([]page.Point, circleSteps)
	for i := range points {
		s, c := math.Sincos(2 * math.Pi * float64(i) / circleSteps)
		points[i] = page.Point{X: at.X + r*c, Y: at.Y + r*s}
	}
	b.polygon(points)
}

// paint fills the outlines on img, with no more pixels touched than needed.
func (b *brush) paint(img *image.RGBA, scale float64, ink color.NRGBA) {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, outline := range b.outlines {
		for _, p := range outline {
			left, right = min(left, p.X), max(right, p.X)
			top, bottom = min(top, p.Y), max(bottom, p.Y)
		}
	}
	if right <= left && bottom <= top {
		return
	}
	box := image.Rect(int(math.Floor(left*scale)), int(math.Floor(top*scale)), int(math.Ceil(right*scale)), int(math.Ceil(bottom*scale))).Intersect(img.Bounds())
	if box.Empty() {
		return
	}
	b.pencil.Reset(box.Dx(), box.Dy())
	for _, outline := range b.outlines {
		for i, p := range outline {
			x, y := float32(p.X*scale-float64(box.Min.X)), float32(p.Y*scale-float64(box.Min.Y))
			if i == 0 {
				b.pencil.MoveTo(x, y)
			} else {
				b.pencil.LineTo(x, y)
			}
		}
		b.pencil.ClosePath()
	}
	b.pencil.Draw(img, box, image.NewUniform(ink), image.Point{})
}

// flatten turns the segments of a path into outlines of straight lines.
func flatten(segments []page.Segment) [][]page.Point {
	var outlines [][]page.Point
	var last page.Point
	add := func(p page.Point) {
		if len(outlines) == 0 {
			outlines = append(outlines, nil)
		}
		n := len(outlines) - 1
		outlines[n] = append(outlines[n], p)
		last = p
	}
	for _, s := range segments {
		switch s.Kind {
		case page.MoveTo:
			outlines = append(outlines, nil)
			add(s.P[0])
		case page.LineTo:
			add(s.P[0])
		case page.CurveTo:
			from := last
			for i := 1; i <= curveSteps; i++ {
				add(bezier(from, s.P, float64(i)/curveSteps))
			}
		case page.Close:
			if n := len(outlines); n > 0 && len(outlines[n-1]) > 0 {
				add(outlines[n-1][0])
			}
		}
	}
	return outlines
}

// bezier is the point at t of the cubic curve from a by p[0], p[1] to p[2].
func bezier(a page.Point, p [3]page.Point, t float64) page.Point {
	u := 1 - t
	mix := func(a, b, c, d float64) float64 { return u*u*u*a + 3*u*u*t*b + 3*u*t*t*c + t*t*t*d }
	return page.Point{X: mix(a.X, p[0].X, p[1].X, p[2].X), Y: mix(a.Y, p[0].Y, p[1].Y, p[2].Y)}
}
