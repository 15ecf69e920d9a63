package ui

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"rapport/reports/page"
)

// Spot is a place on the pages of a [Preview] that opens something: a number
// and the cases behind it.
type Spot struct {
	Page int      // from 0
	Box  page.Box // in points
	Name string   // what it opens
}

// spots are the places of a preview that open something.
type spots struct {
	all     []Spot
	order   []int // their numbers, down the pages and along the lines
	chosen  int   // the one that the keys have come to; -1 for none
	hovered int   // the one below the pointer; -1 for none
	last    Spot  // the one chosen last; it is chosen again where the pages come back or are made anew
}

// SetSpots gives the pages places that open something: OnSpot is told which of
// them was pressed, or entered with the keys: Left and Right go from one to the
// next, over the pages. Another document has none until it gets its own. The one
// that was chosen last is chosen where it is there again: pages may be made anew
// under the hands of who walks along them.
func (p *Preview) SetSpots(all []Spot) {
	last := p.spots.last
	p.spots = spots{all: all, order: make([]int, len(all)), chosen: slices.Index(all, last), hovered: -1, last: last}
	for i := range all {
		p.spots.order[i] = i
	}
	slices.SortStableFunc(p.spots.order, func(a, b int) int { return all[a].compare(all[b]) })
	p.hint.Hidden = len(all) == 0
	p.hint.Refresh()
	p.paper.Refresh()
}

// compare puts spots in the order of reading.
func (s Spot) compare(other Spot) int {
	const sameLine = 4 // points
	switch {
	case s.Page != other.Page:
		return s.Page - other.Page
	case s.Box.Y > other.Box.Y+sameLine || s.Box.Y < other.Box.Y-sameLine:
		return int(s.Box.Y - other.Box.Y)
	}
	return int(s.Box.X - other.Box.X)
}

// choose takes the keys to a spot.
func (s *spots) choose(i int) { s.chosen, s.last = i, s.all[i] }

// at is the spot at a place on a page, the smallest of several; -1 for none.
func (s *spots) at(number int, x, y float64) int {
	found := -1
	for i, spot := range s.all {
		b := spot.Box
		if spot.Page != number || x < b.X || x >= b.Right() || y < b.Y || y >= b.Bottom() {
			continue
		}
		if found < 0 || b.W*b.H < s.all[found].Box.W*s.all[found].Box.H {
			found = i
		}
	}
	return found
}

// next is the spot by places after the chosen one in the order of reading, or the
// first of the page shown or of a later one; -1 when there is none.
func (s *spots) next(by, shown int) int {
	k := slices.Index(s.order, s.chosen)
	if k >= 0 && s.all[s.chosen].Page == shown {
		k += by
	} else {
		k = slices.IndexFunc(s.order, func(i int) bool { return s.all[i].Page >= shown })
		if by < 0 && k != 0 { // back from the head of a page: the last of those before
			if k < 0 {
				k = len(s.order)
			}
			k--
		}
	}
	if k < 0 || k >= len(s.order) {
		return -1
	}
	return s.order[k]
}

// shown is the spot that is outlined on a page; -1 for none.
func (s *spots) shown(number int, keyboard bool) int {
	i := s.hovered
	if i < 0 && keyboard {
		i = s.chosen
	}
	if i < 0 || i >= len(s.all) || s.all[i].Page != number {
		return -1
	}
	return i
}

// goToSpot chooses the next spot, or the one before, and brings it into sight.
func (p *Preview) goToSpot(by int) {
	i := p.spots.next(by, p.number)
	if i < 0 {
		return
	}
	p.spots.choose(i)
	p.spots.hovered = -1
	spot := p.spots.all[i]
	if spot.Page != p.number {
		p.GoTo(spot.Page)
	}
	p.scrollTo(spot.Box)
	p.paper.Refresh()
}

// openSpot opens a spot.
func (p *Preview) openSpot(i int) {
	if i >= 0 && p.OnSpot != nil {
		p.spots.choose(i)
		Guard(func() { p.OnSpot(i) })()
	}
}

// hover shows what the pointer has come to.
func (s *paper) hover(i int) {
	if s.preview.spots.hovered != i {
		s.preview.spots.hovered = i
		s.Refresh()
	}
}

// point is the place on the page below a place of the widget.
func (s *paper) point(pos fyne.Position) (x, y float64) {
	return float64((pos.X - s.edge()) / s.scale), float64((pos.Y - s.edge()) / s.scale)
}

// spotOverlay outlines the spot that is pointed at, with the name of what it opens.
func (s *paper) spotOverlay() []fyne.CanvasObject {
	p := s.preview
	i := p.spots.shown(p.number, s.focused)
	if i < 0 || p.pages() == 0 {
		return nil
	}
	b := p.spots.all[i].Box
	rim := canvas.NewRectangle(spotInk)
	rim.StrokeColor, rim.StrokeWidth, rim.CornerRadius = spotRim, 1.5, 3
	left, top := s.edge()+float32(b.X)*s.scale, s.down(b.Y)
	put(rim, left, top, float32(b.W)*s.scale, float32(b.H)*s.scale)
	objects := []fyne.CanvasObject{rim}
	if name := p.spots.all[i].Name; name != "" {
		objects = append(objects, s.flag(name, left, top, s.down(b.Bottom()))...)
	}
	return objects
}

// flag is a line of text on a ground of its own, above what lies between top and
// bottom, or below it at the head of the page. It stays on the paper.
func (s *paper) flag(text string, left, top, bottom float32) []fyne.CanvasObject {
	line := canvas.NewText(fit(text, s.size.Width-em(1), size(theme.SizeNameCaptionText), fyne.TextStyle{}), shade(ColorText))
	line.TextSize = size(theme.SizeNameCaptionText)
	least := line.MinSize()
	wide, high := least.Width+em(0.8), least.Height+em(0.3)
	x := max(min(left, s.edge()+s.size.Width-wide), s.edge())
	y := top - high - 3
	if y < s.edge() {
		y = bottom + 3
	}
	ground := canvas.NewRectangle(shade(ColorPanel))
	ground.StrokeColor, ground.StrokeWidth, ground.CornerRadius = shade(ColorAccent), 1, 3
	put(ground, x, y, wide, high)
	put(line, x+em(0.4), y+em(0.15), least.Width, least.Height)
	return []fyne.CanvasObject{ground, line}
}

// Ink over the page, which is white in every look.
var (
	spotInk = color.NRGBA{0x0F, 0x52, 0x60, 0x18}
	spotRim = color.NRGBA{0x0F, 0x52, 0x60, 0xFF}
)

// Cursor answers Fyne: a hand over what opens something.
func (s *paper) Cursor() desktop.Cursor {
	if s.preview.spots.hovered >= 0 {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// The rest answers Fyne.
func (s *paper) MouseIn(e *desktop.MouseEvent) { s.MouseMoved(e) }
func (s *paper) MouseOut()                     { s.hover(-1) }

func (s *paper) MouseMoved(e *desktop.MouseEvent) {
	OnActivity()
	x, y := s.point(e.Position)
	s.hover(s.preview.spots.at(s.preview.number, x, y))
}
