package ui

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"rapport/reports/page"
)

// The spots of the tests, not in the order of reading: two in a line of the first
// page, a large one around the second of them, one on the third.
var testSpots = []Spot{
	{Page: 2, Box: page.Box{X: 100, Y: 600, W: 50, H: 20}, Name: "Grievances answered late"},
	{Page: 0, Box: page.Box{X: 300, Y: 202, W: 50, H: 20}, Name: "Complaints of October"},
	{Page: 0, Box: page.Box{X: 100, Y: 200, W: 50, H: 20}, Name: "Complaints of September"},
	{Page: 0, Box: page.Box{X: 250, Y: 180, W: 200, H: 100}, Name: "All of the quarter"},
}

// spotted shows three pages with the spots and notes those that were opened.
func spotted(t *testing.T) (p *Preview, w fyne.Window, opened *[]int) {
	t.Helper()
	doc := galleryLetter()
	doc.Pages = append(doc.Pages, doc.Pages[0], doc.Pages[0])
	p, w = shownPage(t, doc)
	opened = &[]int{}
	p.SetSpots(testSpots)
	p.OnSpot = func(i int) { *opened = append(*opened, i) }
	return p, w, opened
}

// onPaper is a place of the page shown in the widget.
func onPaper(p *Preview, x, y float32) fyne.Position {
	return fyne.NewPos(p.paper.edge()+x*p.paper.scale, p.paper.edge()+y*p.paper.scale)
}

// flagged is the name written over the page; nothing for none.
func flagged(p *Preview) string {
	for _, o := range p.paper.overlays() {
		if text, ok := o.(*canvas.Text); ok {
			return text.Text
		}
	}
	return ""
}

func TestThePointerShowsWhatANumberOpens(t *testing.T) {
	p, _, opened := spotted(t)
	move := func(x, y float32) {
		p.paper.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: onPaper(p, x, y)}})
	}
	move(20, 20)
	if flagged(p) != "" || p.paper.Cursor() != desktop.DefaultCursor {
		t.Errorf("over the margin: %q", flagged(p))
	}
	move(310, 210)
	if flagged(p) != "Complaints of October" || p.paper.Cursor() != desktop.PointerCursor {
		t.Errorf("over the number: %q", flagged(p))
	}
	move(420, 270)
	if flagged(p) != "All of the quarter" {
		t.Errorf("over the larger place around it: %q", flagged(p))
	}
	p.paper.MouseOut()
	if flagged(p) != "" {
		t.Errorf("beside the page: %q", flagged(p))
	}
	test.TapAt(p.paper, onPaper(p, 310, 210))
	if fmt.Sprint(*opened) != "[1]" {
		t.Errorf("opened %v", *opened)
	}
}

func TestAPressBesideTheSpotsIsStillAPressOnThePage(t *testing.T) {
	p, _, opened := spotted(t)
	taps := 0
	p.OnTap = func(int, float64, float64) { taps++ }
	test.TapAt(p.paper, onPaper(p, 310, 210))
	test.TapAt(p.paper, onPaper(p, 500, 500))
	if taps != 1 || len(*opened) != 1 {
		t.Errorf("%d presses on the page, %d spots opened", taps, len(*opened))
	}
}

func TestTheArrowsGoFromSpotToSpotOverThePages(t *testing.T) {
	p, w, opened := spotted(t)
	if !p.hint.Visible() {
		t.Error("nothing says that there is something to open")
	}
	w.Canvas().Focus(p.paper)
	key(p.paper, fyne.KeyReturn)
	if len(*opened) > 0 {
		t.Errorf("opened %v before any was chosen", *opened)
	}
	var names []string
	for range 5 {
		key(p.paper, fyne.KeyRight)
		names = append(names, flagged(p))
	}
	if got := fmt.Sprint(names); got != "[All of the quarter Complaints of September Complaints of October Grievances answered late Grievances answered late]" {
		t.Errorf("to the right: %s", got)
	}
	top := p.paper.down(600) - p.scroll.Offset.Y
	if p.Page() != 2 || top < 0 || top > p.scroll.Size().Height {
		t.Errorf("on page %d, the spot is %v below the upper edge", p.Page(), top)
	}
	key(p.paper, fyne.KeyReturn)
	key(p.paper, fyne.KeyLeft)
	if p.Page() != 0 || flagged(p) != "Complaints of October" {
		t.Errorf("back: page %d, %q", p.Page(), flagged(p))
	}
	key(p.paper, fyne.KeySpace)
	key(p.paper, fyne.KeyPageDown)
	if flagged(p) != "" {
		t.Errorf("a page without spots shows %q", flagged(p))
	}
	key(p.paper, fyne.KeyReturn)
	if fmt.Sprint(*opened) != "[0 1]" {
		t.Errorf("opened %v", *opened)
	}
	key(p.paper, fyne.KeyRight)
	if flagged(p) != "Grievances answered late" {
		t.Errorf("the next from the second page is %q", flagged(p))
	}
}

func TestPagesMadeAnewKeepTheSpotThatTheKeysHaveComeTo(t *testing.T) {
	p, w, opened := spotted(t)
	w.Canvas().Focus(p.paper)
	key(p.paper, fyne.KeyRight)
	key(p.paper, fyne.KeyRight)
	p.SetDocument(p.doc)
	p.SetSpots(append([]Spot{{Box: page.Box{X: 10, Y: 10, W: 5, H: 5}}}, testSpots...))
	if flagged(p) != "Complaints of September" {
		t.Errorf("after the pages were made anew %q is chosen", flagged(p))
	}
	key(p.paper, fyne.KeyReturn)
	if len(*opened) != 1 || p.spots.all[(*opened)[0]].Name != "Complaints of September" {
		t.Errorf("opened %v", *opened)
	}
}

func TestAnotherDocumentHasNoneOfTheSpots(t *testing.T) {
	p, w, _ := spotted(t)
	w.Canvas().Focus(p.paper)
	key(p.paper, fyne.KeyRight)
	p.SetDocument(galleryLetter())
	key(p.paper, fyne.KeyRight)
	if flagged(p) != "" || p.hint.Visible() {
		t.Errorf("%q is shown", flagged(p))
	}
}

func TestTheNameOfASpotStaysOnThePaper(t *testing.T) {
	p, w, _ := spotted(t)
	long := "Grievances answered later than the seven days of the hospital's policy, with all that was said about each of them and to whom"
	p.SetSpots([]Spot{{Box: page.Box{X: 560, Y: 2, W: 40, H: 14}, Name: long}, {Box: page.Box{X: 0, Y: 770, W: 30, H: 20}, Name: "x"}})
	w.Canvas().Focus(p.paper)
	for range 2 {
		key(p.paper, fyne.KeyRight)
		for _, o := range p.paper.overlays()[1:] {
			left, top := o.Position().X-p.paper.edge(), o.Position().Y-p.paper.edge()
			if left < -0.1 || top < -0.1 || left+o.Size().Width > p.paper.size.Width+0.1 || top+o.Size().Height > p.paper.size.Height+0.1 {
				t.Errorf("%T at %v, %v", o, o.Position(), o.Size())
			}
		}
	}
}

func TestGalleryDrawsASpot(t *testing.T) {
	p, w, _ := spotted(t)
	w.SetContent(p)
	w.Canvas().Focus(p.paper)
	key(p.paper, fyne.KeyRight)
	key(p.paper, fyne.KeyRight)
	picture(t, w, "spot")
	bar := ShowProgress(w, "Making the summary of October 2026 …", "case", "cases", func() {})
	bar.Tell(812, 2040)
	picture(t, w, "progress")
}
