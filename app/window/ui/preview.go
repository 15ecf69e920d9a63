package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
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

// Preview shows a document page by page: pictures of the very glyphs and shapes
// that the PDF writes, on white paper in every look.
type Preview struct {
	widget.BaseWidget
	// OnTap, if set, is told which place on a page was pressed: the page from
	// 0, and points from its top left corner.
	OnTap func(page int, x, y float64)
	// OnSpot, if set, is told which of the places that [Preview.SetSpots] gave was opened.
	OnSpot func(i int)

	doc      *page.Document
	number   int     // of the page shown, from 0
	zoom     float32 // 0 fits the width
	most     float32 // of the zoom that fits
	envelope []page.Box
	marked   *page.Box
	spots    spots

	paper  *paper
	scroll *container.Scroll
	which  *Text
	hint   *Text // what the keys do, where there are spots
	back   *Button
	next   *Button
	frame  *fyne.Container
}

// NewPreview makes a preview that shows nothing yet and fits the width.
func NewPreview() *Preview {
	p := &Preview{most: mostZoom, which: NewText("", Muted), hint: NewText("Left, Right and Enter open the numbers", Caption)}
	p.hint.Hide()
	p.spots.chosen, p.spots.hovered = -1, -1
	p.paper = newPaper(p)
	p.scroll = container.NewScroll(container.NewCenter(p.paper))
	p.back = NewQuiet("Previous", theme.NavigateBackIcon(), func() { p.GoTo(p.number - 1) })
	p.next = NewQuiet("Next", theme.NavigateNextIcon(), func() { p.GoTo(p.number + 1) })
	tools := NewWrap(p.back, p.which, p.next,
		NewQuiet("Smaller", theme.ZoomOutIcon(), func() { p.SetZoom(p.scale() / zoomStep) }),
		NewQuiet("Larger", theme.ZoomInIcon(), func() { p.SetZoom(p.scale() * zoomStep) }),
		NewQuiet("Fit", theme.ZoomFitIcon(), func() { p.SetZoom(0) }), p.hint)
	p.frame = container.NewBorder(tools, nil, nil, nil, container.NewStack(newGround(ColorMutedSoft), container.New(watched{p.fit}, p.scroll)))
	p.ExtendBaseWidget(p)
	p.turn()
	return p
}

// CreateRenderer answers Fyne.
func (p *Preview) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.frame) }

// SetDocument shows another document, or the same one written anew: the page
// and the place on it stay where they can. The document must not be changed
// afterwards; its pages are painted on another goroutine.
func (p *Preview) SetDocument(doc *page.Document) {
	p.doc, p.marked = doc, nil
	p.number = max(min(p.number, p.pages()-1), 0)
	p.SetSpots(nil)
	p.turn()
}

// Press does what a key does on the page: PgUp and PgDn turn it, the arrows
// scroll it. It is for screens on which another widget has the keyboard.
func (p *Preview) Press(key fyne.KeyName) { p.paper.TypedKey(&fyne.KeyEvent{Name: key}) }

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
	p.number, p.marked, p.spots.hovered = n, nil, -1
	p.scroll.ScrollToTop()
	p.turn()
}

// ShowPlace turns to page number (from 0), scrolls to box, in points, and marks it
// until another page or document is shown or the page is pressed.
func (p *Preview) ShowPlace(box page.Box, number int) {
	if number < 0 || number >= p.pages() {
		return
	}
	p.number, p.marked = number, &box
	p.turn()
	p.scrollTo(box)
}

// scrollTo brings a place on the page shown into sight.
func (p *Preview) scrollTo(box page.Box) {
	top, bottom := p.paper.down(box.Y), p.paper.down(box.Bottom())
	room, at := p.scroll.Size().Height, p.scroll.Offset
	if top < at.Y || bottom > at.Y+room {
		p.scroll.ScrollToOffset(fyne.NewPos(at.X, max(top-room/3, 0)))
	}
}

// Page is the number of the page shown, counted from 0.
func (p *Preview) Page() int { return p.number }

// Words is the text of the page shown, in the order in which it is painted.
func (p *Preview) Words() string {
	var words []string
	if p.pages() > 0 {
		for _, item := range p.doc.Pages[p.number].Items {
			if text, ok := item.(page.Text); ok {
				words = append(words, text.String)
			}
		}
	}
	return strings.Join(words, " ")
}

// SetZoom sets the pixels to a point; 0 fits the width.
func (p *Preview) SetZoom(zoom float32) {
	if zoom != 0 {
		zoom = min(max(zoom, leastZoom), mostZoom)
	}
	p.zoom, p.most = zoom, mostZoom
	p.turn()
}

// FitUpTo fits the width as far as the zoom does not exceed most: a page in
// portrait stays at a size at which a good part of it is seen.
func (p *Preview) FitUpTo(most float32) {
	p.zoom, p.most = 0, most
	p.turn()
}

// Focusable is what takes the keyboard for the pages.
func (p *Preview) Focusable() fyne.Focusable { return p.paper }

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
	return min(max(room/float32(p.doc.Size.W), leastZoom), p.most)
}

// fit draws the page anew when the room for it has another width, or the screen
// other pixels.
func (p *Preview) fit() {
	if p.paper.scale != p.scale() || p.paper.painted != p.paper.wanted() {
		p.turn()
	}
}

// turn draws the page.
func (p *Preview) turn() {
	p.which.SetText("")
	enable(p.back, p.number > 0)
	enable(p.next, p.number+1 < p.pages())
	if p.pages() > 0 {
		p.which.SetText(fmt.Sprintf("Page %d of %d", p.number+1, p.pages()))
	}
	p.paper.draw()
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
