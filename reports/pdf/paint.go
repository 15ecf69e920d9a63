package pdf

import (
	"errors"
	"fmt"
	"math"

	"github.com/jung-kurt/gofpdf"

	"rapport/reports/page"
)

// painter draws items on the last page of a file and notes whose they are.
type painter struct {
	pdf    *gofpdf.Fpdf // of pages and shapes; without text and fonts
	height float64      // of a sheet
	fonts  []*font      // in the order of first use, as are
	images []picture
	marks  marks

	pen        pen
	codes, ops []byte // reused from text to text
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

// pens sets the colours for a shape of owner and returns gofpdf's word for what
// is to be drawn: "F", "D", "FD", or "" for nothing.
func (p *painter) pens(owner page.Owner, fill, stroke page.Color, width float64) string {
	filled, stroked := fill.A != 0, stroke.A != 0 && width > 0
	if !filled && !stroked {
		return ""
	}
	p.open(owner)
	how := ""
	if filled {
		p.pdf.SetFillColor(int(fill.R), int(fill.G), int(fill.B))
		how = "F"
	}
	if stroked {
		p.pdf.SetDrawColor(int(stroke.R), int(stroke.G), int(stroke.B))
		p.pdf.SetLineWidth(width)
		how += "D"
	}
	p.pen = pen{}
	return how
}

func (p *painter) line(l page.Line) error {
	if !finite(l.X1, l.Y1, l.X2, l.Y2, l.Width) || !finite(l.Dash...) {
		return errNowhere
	}
	if p.pens(l.Owner, page.Color{}, l.Color, l.Width) == "" {
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
	if how := p.pens(r.Owner, r.Fill, r.Stroke, r.Width); how != "" {
		p.pdf.Rect(r.Box.X, r.Box.Y, r.Box.W, r.Box.H, how)
	}
	return p.pdf.Error()
}

func (p *painter) circle(c page.Circle) error {
	if !finite(c.X, c.Y, c.R, c.Width) {
		return errNowhere
	}
	if how := p.pens(c.Owner, c.Fill, c.Stroke, c.Width); how != "" {
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
	if len(path.Segments) == 0 {
		return nil
	}
	how := p.pens(path.Owner, path.Fill, path.Stroke, path.Width)
	if how == "" {
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
