package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"math"

	"github.com/jung-kurt/gofpdf"

	"rapport/reports/page"
)

// painter draws items on the last page of a file.
type painter struct {
	pdf    *gofpdf.Fpdf
	images int // registered so far; each gets a name of its own
}

// errNowhere is an item with a coordinate that is not a finite number. gofpdf
// would write "NaN" into the page, and no reader could show it.
var errNowhere = errors.New("an item has no place on the page")

func (p *painter) paint(item page.Item) error {
	switch it := item.(type) {
	case page.Text:
		return p.text(it)
	case page.Line:
		return p.line(it)
	case page.Rect:
		return p.rect(it)
	case page.Circle:
		return p.circle(it)
	case page.Path:
		return p.path(it)
	case page.Image:
		return p.image(it)
	}
	return fmt.Errorf("items of type %T cannot be drawn", item)
}

func finite(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

func (p *painter) text(t page.Text) error {
	if !finite(t.X, t.Y, t.Size) {
		return errNowhere
	}
	if t.String == "" || t.Color.A == 0 {
		return nil
	}
	clean, _ := page.Clean(t.String) // whoever made the item has had the report
	p.pdf.SetFont(t.Face.Name(), "", t.Size)
	p.pdf.SetTextColor(int(t.Color.R), int(t.Color.G), int(t.Color.B))
	p.pdf.Text(t.X, t.Y, clean)
	return p.pdf.Error()
}

// pens sets the colours for a shape and returns gofpdf's word for what is to be
// drawn: "F", "D", "FD", or "" for nothing.
func (p *painter) pens(fill, stroke page.Color, width float64) string {
	how := ""
	if fill.A != 0 {
		p.pdf.SetFillColor(int(fill.R), int(fill.G), int(fill.B))
		how = "F"
	}
	if stroke.A != 0 && width > 0 {
		p.pdf.SetDrawColor(int(stroke.R), int(stroke.G), int(stroke.B))
		p.pdf.SetLineWidth(width)
		how += "D"
	}
	return how
}

func (p *painter) line(l page.Line) error {
	if !finite(l.X1, l.Y1, l.X2, l.Y2, l.Width) || !finite(l.Dash...) {
		return errNowhere
	}
	if p.pens(page.Color{}, l.Color, l.Width) == "" {
		return nil
	}
	if len(l.Dash) > 0 {
		p.pdf.SetDashPattern(l.Dash, 0)
		defer p.pdf.SetDashPattern(nil, 0)
	}
	p.pdf.Line(l.X1, l.Y1, l.X2, l.Y2)
	return p.pdf.Error()
}

func (p *painter) rect(r page.Rect) error {
	if !finite(r.Box.X, r.Box.Y, r.Box.W, r.Box.H, r.Width) {
		return errNowhere
	}
	if how := p.pens(r.Fill, r.Stroke, r.Width); how != "" {
		p.pdf.Rect(r.Box.X, r.Box.Y, r.Box.W, r.Box.H, how)
	}
	return p.pdf.Error()
}

func (p *painter) circle(c page.Circle) error {
	if !finite(c.X, c.Y, c.R, c.Width) {
		return errNowhere
	}
	if how := p.pens(c.Fill, c.Stroke, c.Width); how != "" {
		p.pdf.Circle(c.X, c.Y, c.R, how)
	}
	return p.pdf.Error()
}

func (p *painter) path(path page.Path) error {
	for _, s := range path.Segments {
		for _, pt := range s.P {
			if !finite(pt.X, pt.Y) {
				return errNowhere
			}
		}
	}
	how := p.pens(path.Fill, path.Stroke, path.Width)
	if how == "" || len(path.Segments) == 0 {
		return nil
	}
	for _, s := range path.Segments {
		switch s.Kind {
		case page.MoveTo:
			p.pdf.MoveTo(s.P[0].X, s.P[0].Y)
		case page.LineTo:
			p.pdf.LineTo(s.P[0].X, s.P[0].Y)
		case page.CurveTo:
			p.pdf.CurveBezierCubicTo(s.P[0].X, s.P[0].Y, s.P[1].X, s.P[1].Y, s.P[2].X, s.P[2].Y)
		case page.Close:
			p.pdf.ClosePath()
		}
	}
	p.pdf.DrawPath(how)
	return p.pdf.Error()
}

// image writes the pixels as an 8-bit PNG of our own making, because gofpdf
// takes a damaged file without a word and cannot read 16-bit ones.
func (p *painter) image(i page.Image) error {
	if !finite(i.Box.X, i.Box.Y, i.Box.W, i.Box.H) {
		return errNowhere
	}
	if i.Source == nil || i.Source.Bounds().Empty() {
		return errors.New("a picture is empty")
	}
	bounds := i.Source.Bounds()
	pixels := image.NewNRGBA(image.Rect(0, 0, bounds.Dx(), bounds.Dy()))
	draw.Draw(pixels, pixels.Bounds(), i.Source, bounds.Min, draw.Src)
	var encoded bytes.Buffer
	if err := png.Encode(&encoded, pixels); err != nil {
		return fmt.Errorf("encoding a picture: %w", err)
	}
	p.images++
	name := fmt.Sprintf("image%d", p.images)
	options := gofpdf.ImageOptions{ImageType: "PNG"}
	p.pdf.RegisterImageOptionsReader(name, options, &encoded)
	p.pdf.ImageOptions(name, i.Box.X, i.Box.Y, i.Box.W, i.Box.H, false, options, 0, "")
	return p.pdf.Error()
}
