package ui

import (
	"context"
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"rapport/reports/page"
	paint "rapport/reports/picture"
)

// Ink that previews add to the page.
var (
	envelopeInk = color.NRGBA{0x0F, 0x52, 0x60, 0x26}
	envelopeRim = color.NRGBA{0x0F, 0x52, 0x60, 0xFF}
	markInk     = color.NRGBA{0xCC, 0x79, 0x20, 0x22}
	markRim     = color.NRGBA{0xCC, 0x79, 0x20, 0xFF}
)

// paper is one page on the screen. It takes the keyboard, so that PgUp and
// PgDn turn pages and the arrows scroll.
type paper struct {
	widget.BaseWidget
	preview *Preview
	size    fyne.Size
	scale   float32 // units of the window to a point
	focused bool

	pixels  *canvas.Raster
	shown   *image.RGBA
	painted sheet // what shown was painted from, or will be
	loader  Loader
}

// sheet is everything that the picture of a page follows from.
type sheet struct {
	doc    *page.Document
	number int
	scale  float64 // pixels to a point
}

func newPaper(p *Preview) *paper {
	s := &paper{preview: p, shown: image.NewRGBA(image.Rect(0, 0, 1, 1))}
	s.pixels = canvas.NewRaster(s.generate)
	s.pixels.ScaleMode = canvas.ImageScalePixels // each is a pixel of the screen
	s.ExtendBaseWidget(s)
	return s
}

// wanted is what should be shown, with the pixels of the screen it is on.
func (s *paper) wanted() sheet {
	p := s.preview
	if p.pages() == 0 {
		return sheet{}
	}
	pixels := s.scale
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		pixels *= c.Scale()
	}
	return sheet{p.doc, p.number, float64(pixels)}
}

// draw paints the page in the background, for that takes longer than a frame;
// until then the page before stays.
func (s *paper) draw() {
	p := s.preview
	s.scale = p.scale()
	s.size = fyne.Size{}
	if p.pages() > 0 {
		s.size = fyne.NewSize(float32(p.doc.Size.W)*s.scale, float32(p.doc.Size.H)*s.scale)
	}
	want := s.wanted()
	if s.painted == want {
		return
	}
	s.painted = want
	if want.doc == nil {
		s.loader.Stop()
		return
	}
	Load(&s.loader, func(context.Context) (*image.RGBA, error) {
		return paint.Paint(want.doc, want.number, want.scale), nil
	}, func(painted *image.RGBA, err error) {
		if err != nil {
			s.painted = sheet{} // reported already; the next turn tries again
			return
		}
		s.shown = painted
		s.Refresh()
	})
}

// generate answers Fyne. It asks for other pixels when the window has come to
// another screen.
func (s *paper) generate(w, _ int) image.Image {
	if got := s.shown.Rect.Dx(); got > 1 && (got < w-1 || got > w+1) && !s.loader.Busy() {
		OnMain(s.preview.fit)
	}
	return s.shown
}

// pictureSize is the size at which each pixel of the picture is one of the
// screen; a picture of another zoom, still shown, is stretched meanwhile.
func (s *paper) pictureSize() fyne.Size {
	if s.painted.scale == 0 || s.scale == 0 {
		return s.size
	}
	unit := float32(s.painted.scale) / s.scale // pixels
	whole := fyne.NewSize(float32(s.shown.Rect.Dx())/unit, float32(s.shown.Rect.Dy())/unit)
	if d := whole.Subtract(s.size); d.Width < 0 || d.Width > 2 || d.Height < 0 || d.Height > 2 {
		return s.size
	}
	return whole
}

// edge is the room around the paper.
func (s *paper) edge() float32 { return em(1.2) }

// down is how far below the top of the scrolled room y points on the page are.
func (s *paper) down(y float64) float32 { return s.edge() + float32(y)*s.scale }

// overlays are drawn over the page and are no part of it.
func (s *paper) overlays() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	frame := func(b page.Box, ink, rim color.Color) {
		r := canvas.NewRectangle(ink)
		r.StrokeColor, r.StrokeWidth = rim, max(s.scale, 1)
		put(r, s.edge()+float32(b.X)*s.scale, s.down(b.Y), float32(b.W)*s.scale, float32(b.H)*s.scale)
		objects = append(objects, r)
	}
	for _, b := range s.preview.envelope {
		if s.preview.number > 0 {
			break // the window shows the first page alone
		}
		frame(b, envelopeInk, envelopeRim)
		label := canvas.NewText("Envelope window", envelopeRim)
		label.TextSize = 7 * s.scale
		label.Move(fyne.NewPos(s.edge()+float32(b.X+4)*s.scale, s.down(b.Y+2)))
		objects = append(objects, label)
	}
	if b := s.preview.marked; b != nil {
		frame(page.Box{X: b.X - 3, Y: b.Y - 2, W: b.W + 6, H: b.H + 4}, markInk, markRim)
	}
	return append(objects, s.spotOverlay()...)
}

// CreateRenderer answers Fyne.
func (s *paper) CreateRenderer() fyne.WidgetRenderer {
	shadow, ground := &canvas.Rectangle{}, canvas.NewRectangle(page.White)
	r := &drawn{}
	r.minSize = func() fyne.Size {
		if s.size.IsZero() {
			return fyne.Size{}
		}
		return s.size.AddWidthHeight(2*s.edge(), 2*s.edge())
	}
	r.layout = func(fyne.Size) {
		put(ground, s.edge(), s.edge(), s.size.Width, s.size.Height)
		put(s.pixels, s.edge(), s.edge(), s.pictureSize().Width, s.pictureSize().Height)
		put(shadow, s.edge()+1, s.edge()+2, s.size.Width+2, s.size.Height+2)
	}
	r.refresh = func() {
		shadow.FillColor = shade(theme.ColorNameShadow)
		shadow.CornerRadius = 2
		rim := canvas.NewRectangle(color.Transparent)
		rim.StrokeColor = shade(ColorAccent)
		if s.focused {
			rim.StrokeWidth = 2
		}
		put(rim, s.edge(), s.edge(), s.size.Width, s.size.Height)
		r.objects = nil
		if !s.size.IsZero() {
			r.objects = append([]fyne.CanvasObject{shadow, ground, s.pixels, rim}, s.overlays()...)
		}
		r.layout(s.Size())
		canvas.Refresh(s)
	}
	r.refresh()
	return r
}

func (s *paper) focus(on bool) {
	s.focused = on
	s.Refresh()
}

// Tapped answers Fyne.
func (s *paper) Tapped(event *fyne.PointEvent) {
	focus(s)
	p := s.preview
	if p.pages() == 0 {
		return
	}
	if p.marked != nil {
		p.marked = nil
		s.Refresh()
	}
	x, y := s.point(event.Position)
	if i := p.spots.at(p.number, x, y); i >= 0 {
		p.openSpot(i)
		return
	}
	if p.OnTap != nil && x >= 0 && y >= 0 && x <= p.doc.Size.W && y <= p.doc.Size.H {
		p.OnTap(p.number, x, y)
	}
}

// The rest answers Fyne.
func (s *paper) FocusGained()   { s.focus(true) }
func (s *paper) FocusLost()     { s.focus(false) }
func (s *paper) TypedRune(rune) {}

func (s *paper) TypedKey(key *fyne.KeyEvent) {
	p := s.preview
	by := func(dy float32) { p.scroll.ScrollToOffset(p.scroll.Offset.AddXY(0, dy)) }
	switch key.Name {
	case fyne.KeyPageUp:
		p.GoTo(p.number - 1)
	case fyne.KeyPageDown:
		p.GoTo(p.number + 1)
	case fyne.KeyUp:
		by(-em(4))
	case fyne.KeyDown:
		by(em(4))
	case fyne.KeyHome:
		p.GoTo(0)
	case fyne.KeyEnd:
		p.GoTo(p.pages() - 1)
	case fyne.KeyLeft:
		p.goToSpot(-1)
	case fyne.KeyRight:
		p.goToSpot(1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.openSpot(p.spots.shown(p.number, true))
	case fyne.KeyEscape:
		escape(s)
	}
}
