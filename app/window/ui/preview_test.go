package ui

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"rapport/reports/page"
	paint "rapport/reports/picture"
)

// shownPage shows a document in a window and returns the preview.
func shownPage(t *testing.T, doc *page.Document) (*Preview, fyne.Window) {
	t.Helper()
	newApp(t)
	RunInline(t)
	p := NewPreview()
	w := show(t, p)
	w.Resize(fyne.NewSize(900, 700))
	p.SetDocument(doc)
	return p, w
}

func TestThePreviewShowsThePictureOfThePageAtThePixelsOfTheScreen(t *testing.T) {
	doc := galleryLetter()
	p, w := shownPage(t, doc)
	want := paint.Paint(doc, 0, float64(p.scale()*w.Canvas().Scale()))
	got := p.paper.generate(want.Rect.Dx(), want.Rect.Dy()).(*image.RGBA)
	if got.Rect != want.Rect || string(got.Pix) != string(want.Pix) {
		t.Errorf("a picture of %v, not the page's of %v", got.Rect, want.Rect)
	}
	p.SetZoom(2)
	if got := p.paper.shown.Rect.Dx(); got != int(612*2*w.Canvas().Scale()) {
		t.Errorf("at twice the size, the picture is %d pixels wide", got)
	}
}

func TestTheEnvelopeIsDrawnOverThePageAndIsNoPartOfIt(t *testing.T) {
	doc := galleryLetter()
	items := len(doc.Pages[0].Items)
	p, _ := shownPage(t, doc)
	p.SetEnvelope(page.Box{Y: 144, W: 388, H: 119})
	over := p.paper.overlays()
	if len(over) != 2 || len(doc.Pages[0].Items) != items {
		t.Fatalf("%d objects over the page, %d items after %d", len(over), len(doc.Pages[0].Items), items)
	}
	frame := over[0].(*canvas.Rectangle)
	if at := frame.Position(); at.X != p.paper.edge() || at.Y != p.paper.edge()+144*p.scale() {
		t.Errorf("the window is at %v", at)
	}
}

func TestPressingThePageSaysWhere(t *testing.T) {
	p, _ := shownPage(t, galleryLetter())
	var at []float64
	p.OnTap = func(number int, x, y float64) { at = []float64{float64(number), x, y} }
	edge, scale := p.paper.edge(), p.scale()
	test.TapAt(p.paper, fyne.NewPos(edge+100*scale, edge+200*scale))
	if len(at) != 3 || at[0] != 0 || at[1] < 99.9 || at[1] > 100.1 || at[2] < 199.9 || at[2] > 200.1 {
		t.Errorf("told %v", at)
	}
	at = nil
	test.TapAt(p.paper, fyne.NewPos(1, 1))
	if at != nil {
		t.Error("the room around the page is not the page")
	}
}

func TestShowPlaceTurnsToAPlaceAndMarksIt(t *testing.T) {
	doc := galleryLetter()
	doc.Pages = append(doc.Pages, doc.Pages[0])
	p, w := shownPage(t, doc)
	p.ShowPlace(page.Box{X: 72, Y: 700, W: 200, H: 20}, 1)
	if p.Page() != 1 || len(p.paper.overlays()) != 1 {
		t.Fatalf("on page %d with %d marks", p.Page(), len(p.paper.overlays()))
	}
	top := p.paper.down(700) - p.scroll.Offset.Y
	if top < 0 || top > p.scroll.Size().Height {
		t.Errorf("the place is %v below the upper edge of %v", top, p.scroll.Size().Height)
	}
	p.ShowPlace(page.Box{}, 7)
	if p.Page() != 1 {
		t.Error("a page that is not there is shown")
	}
	w.Canvas().Focus(p.paper)
	key(p.paper, fyne.KeyPageUp)
	if len(p.paper.overlays()) != 0 {
		t.Error("the mark stays on another page")
	}
}
