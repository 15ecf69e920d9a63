package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"rapport/reports/page"
)

// The zoom is pixels to a point; at 4/3 a page has its real size on a screen of 96 dots an inch.
const (
	leastZoom = 0.5
	mostZoom  = 3.0
	zoomStep  = 1.2
)

// Preview shows a document page by page: the very items that the PDF writes,
// at the same places, on white paper in every look.
type Preview struct {
	widget.BaseWidget
	doc      *page.Document
	number   int     // of the page shown, from 0
	zoom     float32 // 0 fits the width
	envelope []page.Box

	paper  *paper
	scroll *container.Scroll
	which  *Text
	back   *Button
	next   *Button
	frame  *fyne.Container
}

// NewPreview makes a preview that shows nothing yet and fits the width.
func NewPreview() *Preview {
	p := &Preview{which: NewText("", Muted)}
	p.paper = newPaper(p)
	p.scroll = container.NewScroll(container.NewCenter(p.paper))
	p.back = NewQuiet("Previous", theme.NavigateBackIcon(), func() { p.GoTo(p.number - 1) })
	p.next = NewQuiet("Next", theme.NavigateNextIcon(), func() { p.GoTo(p.number + 1) })
	tools := NewWrap(p.back, p.which, p.next,
		NewQuiet("Smaller", theme.ZoomOutIcon(), func() { p.SetZoom(p.scale() / zoomStep) }),
		NewQuiet("Larger", theme.ZoomInIcon(), func() { p.SetZoom(p.scale() * zoomStep) }),
		NewQuiet("Fit", theme.ZoomFitIcon(), func() { p.SetZoom(0) }))
	p.frame = container.NewBorder(tools, nil, nil, nil, container.NewStack(newGround(ColorMutedSoft), container.New(watched{p.fit}, p.scroll)))
	p.ExtendBaseWidget(p)
	p.turn()
	return p
}

// CreateRenderer answers Fyne.
func (p *Preview) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.frame) }

// SetDocument shows another document, or the same one written anew: the page
// and the place on it stay where they can.
func (p *Preview) SetDocument(doc *page.Document) {
	p.doc = doc
	p.number = max(min(p.number, p.pages()-1), 0)
	p.turn()
}

// SetEnvelope draws where the windows of an envelope may show the page, none for
// not. They are drawn over the page and are no part of the document.
func (p *Preview) SetEnvelope(windows ...page.Box) {
	p.envelope = windows
	p.turn()
}

// GoTo shows page n, counted from 0.
func (p *Preview) GoTo(n int) {
	if n < 0 || n >= p.pages() {
		return
	}
	p.number = n
	p.scroll.ScrollToTop()
	p.turn()
}

// Page is the number of the page shown, counted from 0.
func (p *Preview) Page() int { return p.number }

// SetZoom sets the pixels to a point; 0 fits the width.
func (p *Preview) SetZoom(zoom float32) {
	if zoom != 0 {
		zoom = min(max(zoom, leastZoom), mostZoom)
	}
	p.zoom = zoom
	p.turn()
}

func (p *Preview) pages() int {
	if p.doc == nil {
		return 0
	}
	return len(p.doc.Pages)
}

// scale is the zoom in force.
func (p *Preview) scale() float32 {
	if p.zoom != 0 || p.doc == nil {
		return max(p.zoom, leastZoom)
	}
	room := p.scroll.Size().Width - 2*em(1.2)
	return min(max(room/float32(p.doc.Size.W), leastZoom), mostZoom)
}

// fit draws the page anew when the room for it has another width.
func (p *Preview) fit() {
	if p.paper.scale != p.scale() {
		p.turn()
	}
}

// turn draws the page.
func (p *Preview) turn() {
	p.which.SetText("")
	enable(p.back, p.number > 0)
	enable(p.next, p.number+1 < p.pages())
	p.paper.items = nil
	if p.pages() > 0 {
		p.which.SetText(fmt.Sprintf("Page %d of %d", p.number+1, p.pages()))
		p.paper.draw(p.doc, p.number, p.scale(), p.envelope)
	}
	p.paper.Refresh()
	p.scroll.Refresh()
}

func enable(b *Button, on bool) {
	if on {
		b.Enable()
		return
	}
	b.Disable()
}

// paper is one page on the screen. It takes the keyboard, so that PgUp and
// PgDn turn pages and the arrows scroll.
type paper struct {
	widget.BaseWidget
	preview *Preview
	size    fyne.Size
	scale   float32
	items   []fyne.CanvasObject
	focused bool
}

func newPaper(p *Preview) *paper {
	s := &paper{preview: p}
	s.ExtendBaseWidget(s)
	return s
}

func (s *paper) draw(doc *page.Document, number int, scale float32, envelope []page.Box) {
	s.scale = scale
	s.size = fyne.NewSize(float32(doc.Size.W)*scale, float32(doc.Size.H)*scale)
	pen := pen{scale: scale}
	for _, item := range doc.Pages[number].Items {
		pen.draw(item)
	}
	if number == 0 {
		for _, window := range envelope {
			pen.envelope(window)
		}
	}
	s.items = pen.objects
}

// CreateRenderer answers Fyne.
func (s *paper) CreateRenderer() fyne.WidgetRenderer {
	shadow, sheet := &canvas.Rectangle{}, canvas.NewRectangle(page.White)
	r := &drawn{}
	edge := func() float32 { return em(1.2) }
	r.minSize = func() fyne.Size {
		if s.items == nil {
			return fyne.Size{}
		}
		return s.size.AddWidthHeight(2*edge(), 2*edge())
	}
	r.layout = func(fyne.Size) {
		sheet.Move(fyne.NewSquareOffsetPos(edge()))
		sheet.Resize(s.size)
		shadow.Move(fyne.NewPos(edge()+1, edge()+2))
		shadow.Resize(s.size.AddWidthHeight(2, 2))
	}
	r.refresh = func() {
		shadow.FillColor = shade(theme.ColorNameShadow)
		shadow.CornerRadius = 2
		sheet.StrokeColor, sheet.StrokeWidth = shade(ColorAccent), 0
		if s.focused {
			sheet.StrokeWidth = 2
		}
		shadow.Hidden, sheet.Hidden = s.items == nil, s.items == nil
		content := container.NewWithoutLayout(s.items...)
		content.Move(fyne.NewSquareOffsetPos(edge()))
		r.objects = []fyne.CanvasObject{shadow, sheet, content}
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

// The rest answers Fyne.
func (s *paper) Tapped(*fyne.PointEvent) { focus(s) }
func (s *paper) FocusGained()            { s.focus(true) }
func (s *paper) FocusLost()              { s.focus(false) }
func (s *paper) TypedRune(rune)          {}

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
	case fyne.KeyEscape:
		escape(s)
	}
}
