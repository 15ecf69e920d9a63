package ui

import (
	"context"
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"rapport/reports/chart"
	"rapport/reports/page"
	paint "rapport/reports/picture"
)

// plot is the drawing of a [Chart]. It takes the keyboard.
type plot struct {
	widget.BaseWidget
	chart *Chart

	chosen  int // the label that the arrows have come to; -1 for none
	hovered int // the label below the pointer; -1 for none
	focused bool

	pixels  *canvas.Raster
	shown   *image.RGBA
	painted plotSheet // what shown was painted from, or will be
	turn    int       // grows with each chart
	loader  Loader

	places []chart.Place // in points
	placed fyne.Size     // the size that they are for
}

// plotSheet is everything that the picture of a chart follows from.
type plotSheet struct {
	turn    int
	size    page.Size
	scale   float64 // pixels to a point
	palette chart.Palette
}

func newPlot(k *Chart) *plot {
	p := &plot{chart: k, chosen: -1, hovered: -1, shown: image.NewRGBA(image.Rect(0, 0, 1, 1))}
	p.pixels = canvas.NewRaster(p.generate)
	p.pixels.ScaleMode = canvas.ImageScalePixels
	p.ExtendBaseWidget(p)
	return p
}

// set draws the chart anew.
func (p *plot) set() {
	p.turn++
	p.placed = fyne.Size{}
	p.hovered = -1
	if p.chosen >= len(p.chart.chart.Labels) {
		p.chosen = -1
	}
	p.Refresh()
}

// unit is the window's units to a point of the chart, whose words then have the
// size of captions.
func unit() float32 { return size(theme.SizeNameCaptionText) / chart.TextSize }

// box is the room of the chart in points.
func (p *plot) box() page.Box {
	s := p.Size()
	return page.Box{W: float64(s.Width / unit()), H: float64(s.Height / unit())}
}

// draw paints the chart in the background when anything of it has changed; until
// then the picture before stays.
func (p *plot) draw() {
	if p.Size().Width < 1 || p.Size().Height < 1 {
		return
	}
	box, scale := p.box(), unit()
	if c := canvasOf(p); c != nil {
		scale *= c.Scale()
	}
	want := plotSheet{p.turn, page.Size{W: box.W, H: box.H}, float64(scale), chartPalette()}
	if p.painted == want {
		return
	}
	p.painted = want
	drawing := p.chart.chart
	drawing.Palette = want.palette
	Load(&p.loader, func(context.Context) (*image.RGBA, error) {
		return paint.Paint(page.Alone(drawing, want.size, want.palette.Ground), 0, want.scale), nil
	}, func(painted *image.RGBA, err error) {
		if err != nil {
			p.painted = plotSheet{} // reported already; the next change tries again
			return
		}
		p.shown = painted
		p.Refresh()
	})
}

// generate answers Fyne. It asks for other pixels when the window has come to
// another screen.
func (p *plot) generate(w, h int) image.Image {
	if got := p.shown.Rect.Dx(); got > 1 && (got < w-1 || got > w+1) && !p.loader.Busy() {
		OnMain(p.draw)
	}
	return p.exactly(w, h)
}

// exactly is the picture at the size in pixels. The rounding of the window's units
// may differ from that of the chart's by a pixel, and a picture that is scaled for
// it loses a row of its words.
func (p *plot) exactly(w, h int) image.Image {
	got := p.shown.Rect.Size()
	if dx, dy := got.X-w, got.Y-h; dx == 0 && dy == 0 || dx < -1 || dx > 1 || dy < -1 || dy > 1 {
		return p.shown
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Rect, image.NewUniform(p.painted.palette.Ground), image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, p.shown, image.Point{}, draw.Src)
	return out
}

// where is the places of the labels at the size of now.
func (p *plot) where() []chart.Place {
	if p.placed != p.Size() {
		p.placed, p.places = p.Size(), p.chart.chart.Places(p.box())
	}
	return p.places
}

// has says that there is a value at a label.
func (p *plot) has(label int) bool {
	places := p.where()
	return label < len(places) && places[label].Mark != page.Box{}
}

// at is the label at a place of the widget; -1 for none.
func (p *plot) at(pos fyne.Position) int {
	x, y := float64(pos.X/unit()), float64(pos.Y/unit())
	for _, place := range p.where() {
		if b := place.Box; x >= b.X && x < b.Right() && y >= b.Y && y < b.Bottom() {
			return place.Label
		}
	}
	return -1
}

// shownLabel is the label that is spoken of: the one below the pointer, or the
// one that the keyboard is at.
func (p *plot) shownLabel() int {
	if p.hovered >= 0 || !p.focused {
		return p.hovered
	}
	return p.chosen
}

// point shows that the pointer, or the keyboard, has come to another label.
func (p *plot) point(to *int, label int) {
	if *to == label {
		return
	}
	*to = label
	p.chart.say()
	p.Refresh()
}

// CreateRenderer answers Fyne.
func (p *plot) CreateRenderer() fyne.WidgetRenderer {
	column, mark, rim := &canvas.Rectangle{}, &canvas.Rectangle{}, &canvas.Rectangle{}
	r := &drawn{objects: []fyne.CanvasObject{p.pixels, column, mark, rim}}
	r.minSize = func() fyne.Size {
		points := p.chart.Height
		if points <= 0 {
			points = p.chart.chart.Height()
		}
		return fyne.NewSize(em(20), float32(points)*unit())
	}
	r.layout = func(s fyne.Size) {
		put(p.pixels, 0, 0, s.Width, s.Height)
		put(rim, -em(0.3), -em(0.3), s.Width+em(0.6), s.Height+em(0.6))
		p.draw()
		p.layOver(column, mark)
	}
	r.refresh = func() {
		column.FillColor = shade(theme.ColorNameHover)
		mark.StrokeColor, mark.StrokeWidth, mark.FillColor = shade(ColorText), 2, color.Transparent
		mark.CornerRadius = 3
		rim.StrokeColor, rim.StrokeWidth, rim.FillColor = shade(ColorAccent), 0, color.Transparent
		rim.CornerRadius = 4
		if p.focused {
			rim.StrokeWidth = 2
		}
		r.layout(p.Size())
		for _, o := range r.objects {
			o.Refresh()
		}
	}
	r.refresh()
	return r
}

// layOver puts the highlight over the label that is spoken of.
func (p *plot) layOver(column, mark *canvas.Rectangle) {
	label := p.shownLabel()
	column.Hidden, mark.Hidden = true, true
	places := p.where()
	if label < 0 || label >= len(places) {
		return
	}
	frame := func(r *canvas.Rectangle, b page.Box, around float32) {
		u := unit()
		put(r, float32(b.X)*u-around, float32(b.Y)*u-around, float32(b.W)*u+2*around, float32(b.H)*u+2*around)
		r.Hidden = false
	}
	frame(column, places[label].Box, 0)
	if places[label].Mark != (page.Box{}) {
		frame(mark, places[label].Mark, 1)
	}
}

// Tapped answers Fyne.
func (p *plot) Tapped(event *fyne.PointEvent) {
	OnActivity()
	focus(p)
	if label := p.at(event.Position); label >= 0 {
		p.point(&p.chosen, label)
		p.chart.open(label)
	}
}

// Cursor answers Fyne: a hand over what opens something.
func (p *plot) Cursor() desktop.Cursor {
	if _, ok := p.chart.door(p.hovered); ok {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// The rest answers Fyne.
func (p *plot) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }
func (p *plot) MouseOut()                     { p.point(&p.hovered, -1) }
func (p *plot) TypedRune(r rune)              { typedRune(r) }

func (p *plot) MouseMoved(e *desktop.MouseEvent) {
	OnActivity()
	p.point(&p.hovered, p.at(e.Position))
}

func (p *plot) FocusGained() {
	p.focused = true
	if p.chosen < 0 {
		p.chosen = len(p.where()) - 1 // the latest month, or the last row
		if p.chart.chart.InRows() {
			p.chosen = min(0, p.chosen)
		}
	}
	p.chart.say()
	p.Refresh()
	reveal(p)
}

func (p *plot) FocusLost() {
	p.focused = false
	p.chart.say()
	p.Refresh()
}

func (p *plot) TypedKey(key *fyne.KeyEvent) {
	typedKey(key)
	p.point(&p.hovered, -1)
	last := len(p.where()) - 1
	to := func(label int) { p.point(&p.chosen, max(min(label, last), min(0, last))) }
	switch key.Name {
	case fyne.KeyLeft, fyne.KeyUp:
		to(p.chosen - 1)
	case fyne.KeyRight, fyne.KeyDown:
		to(p.chosen + 1)
	case fyne.KeyHome:
		to(0)
	case fyne.KeyEnd:
		to(last)
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		p.chart.open(p.chosen)
	case fyne.KeyEscape:
		escape(p)
	}
}
