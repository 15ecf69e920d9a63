package page

import "image"

// Item is one thing painted on a page: [Text], [Line], [Rect], [Path], [Circle]
// or [Image]. Items are values; painters switch on the type.
type Item interface {
	// Of says which element the item is a part of, or that it is an artifact.
	Of() Owner

	owned(Owner) Item
	moved(dx, dy float64) Item
}

// Role marks text that a preview may show differently.
type Role int

// Roles of a text run.
const (
	RolePlain   Role = iota
	RoleField        // a value filled in from the case
	RoleMissing      // a field that is still empty; only drafts have it
)

// Text is one run of text in one face on one line. String has passed [Clean].
type Text struct {
	X, Y   float64 // start of the baseline
	String string
	Face   Face
	Size   float64
	Color  Color
	Role   Role
	Owner  Owner

	// Glyphs are what a shaper made of String, from left to right; nil: one
	// glyph for each character, at its plain advance.
	Glyphs []Glyph

	// parts are the texts to draw instead, placed from X, when no single face
	// has all of String; spread puts them on the page.
	parts []Text
}

// Glyph is one shaped glyph of a face. Lengths are thousandths of the text's
// size, y upwards.
type Glyph struct {
	ID      uint16 // in the face's file
	Advance float64
	DX, DY  float64
	// Text is what the glyph stands for: the characters of its cluster in
	// reading order, or nothing for a further glyph of the same cluster.
	Text string
}

// Width is the length of the run in points, as painted.
func (t Text) Width() float64 {
	if len(t.parts) > 0 {
		sum := 0.0
		for _, part := range t.parts {
			sum += part.Width()
		}
		return sum
	}
	if t.Glyphs == nil {
		return t.Face.Width(t.String, t.Size)
	}
	sum := 0.0
	for _, g := range t.Glyphs {
		sum += g.Advance
	}
	return sum * t.Size / 1000
}

// Line is a straight stroke.
type Line struct {
	X1, Y1, X2, Y2 float64
	Color          Color
	Width          float64
	Dash           []float64 // lengths on and off; nil is solid
	Owner          Owner
}

// Rect is a rectangle, filled, stroked or both.
type Rect struct {
	Box    Box
	Fill   Color
	Stroke Color
	Width  float64 // of the stroke
	Owner  Owner
}

// Circle is a disc or a ring.
type Circle struct {
	X, Y, R float64
	Fill    Color
	Stroke  Color
	Width   float64
	Owner   Owner
}

// Point is a place on the page.
type Point struct{ X, Y float64 }

// SegmentKind is what a [Segment] does.
type SegmentKind int

// Segments of a path.
const (
	MoveTo  SegmentKind = iota // begins at P[0]
	LineTo                     // straight to P[0]
	CurveTo                    // cubic Bézier by P[0], P[1] to P[2]
	Close                      // straight back to the beginning
)

// Segment is one step of a path.
type Segment struct {
	Kind SegmentKind
	P    [3]Point
}

// Path is an outline, filled, stroked or both. A filled path is one simple
// outline: it does not cross itself and has no holes.
type Path struct {
	Segments []Segment
	Fill     Color
	Stroke   Color
	Width    float64
	Owner    Owner
}

// Move begins the outline at x, y.
func (p *Path) Move(x, y float64) { p.add(MoveTo, Point{x, y}) }

// Line goes straight to x, y.
func (p *Path) Line(x, y float64) { p.add(LineTo, Point{x, y}) }

// Curve goes to the last point on a cubic curve with two control points.
func (p *Path) Curve(c1, c2, to Point) { p.add(CurveTo, c1, c2, to) }

// Close goes straight back to the beginning.
func (p *Path) Close() { p.add(Close) }

func (p *Path) add(kind SegmentKind, points ...Point) {
	s := Segment{Kind: kind}
	copy(s.P[:], points)
	p.Segments = append(p.Segments, s)
}

// Image is a picture scaled into its box. It holds decoded pixels, so that a
// damaged file is found when it is read, not when a letter is printed.
type Image struct {
	Box    Box
	Source image.Image
	Owner  Owner
}

// Of says whose part the item is.
func (t Text) Of() Owner { return t.Owner }

// Of says whose part the item is.
func (l Line) Of() Owner { return l.Owner }

// Of says whose part the item is.
func (r Rect) Of() Owner { return r.Owner }

// Of says whose part the item is.
func (c Circle) Of() Owner { return c.Owner }

// Of says whose part the item is.
func (p Path) Of() Owner { return p.Owner }

// Of says whose part the item is.
func (i Image) Of() Owner { return i.Owner }

func (t Text) owned(o Owner) Item   { t.Owner = o; return t }
func (l Line) owned(o Owner) Item   { l.Owner = o; return l }
func (r Rect) owned(o Owner) Item   { r.Owner = o; return r }
func (c Circle) owned(o Owner) Item { c.Owner = o; return c }
func (p Path) owned(o Owner) Item   { p.Owner = o; return p }
func (i Image) owned(o Owner) Item  { i.Owner = o; return i }

func (b Box) moved(dx, dy float64) Box { b.X += dx; b.Y += dy; return b }

func (t Text) moved(dx, dy float64) Item   { t.X += dx; t.Y += dy; return t }
func (r Rect) moved(dx, dy float64) Item   { r.Box = r.Box.moved(dx, dy); return r }
func (c Circle) moved(dx, dy float64) Item { c.X += dx; c.Y += dy; return c }
func (i Image) moved(dx, dy float64) Item  { i.Box = i.Box.moved(dx, dy); return i }

func (l Line) moved(dx, dy float64) Item {
	l.X1, l.X2, l.Y1, l.Y2 = l.X1+dx, l.X2+dx, l.Y1+dy, l.Y2+dy
	return l
}

func (p Path) moved(dx, dy float64) Item {
	segments := make([]Segment, len(p.Segments))
	for i, s := range p.Segments {
		for k := range s.P {
			s.P[k].X += dx
			s.P[k].Y += dy
		}
		segments[i] = s
	}
	p.Segments = segments
	return p
}

// Moved returns item moved by dx and dy points.
func Moved(item Item, dx, dy float64) Item { return item.moved(dx, dy) }
