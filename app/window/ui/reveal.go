package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// reveal scrolls what lies around the object with the keyboard until it is in
// sight: Fyne itself leaves it wherever it is. The way to the object is sought
// from the top, because Fyne's objects do not know what holds them.
func reveal(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil { // not drawn yet, so nobody knows where it is
		After(firstDrawn, func() {
			if canvasOf(o) != nil {
				reveal(o)
			}
		})
		return
	}
	root := c.Content()
	if d := top(c); d != nil {
		root = d.popup.Content
	}
	for _, s := range scrollsTo(o, root) {
		scrollTo(s, o)
	}
}

// firstDrawn is the time within which a new field is drawn.
const firstDrawn = 100 * time.Millisecond

// holder is a widget that fields stand in.
type holder interface{ held() []fyne.CanvasObject }

func (g *group) held() []fyne.CanvasObject       { return []fyne.CanvasObject{g.content} }
func (r *Row) held() []fyne.CanvasObject         { return []fyne.CanvasObject{r.Field} }
func (p *Picker[V]) held() []fyne.CanvasObject   { return []fyne.CanvasObject{p.entry} }
func (f *DateField) held() []fyne.CanvasObject   { return []fyne.CanvasObject{f.entry} }
func (f *MomentField) held() []fyne.CanvasObject { return []fyne.CanvasObject{f.day, f.time} }

func heldBy(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case *container.Split:
		return []fyne.CanvasObject{o.Leading, o.Trailing}
	case holder:
		return o.held()
	}
	return nil
}

// scrollsTo are the columns that scroll between the object and the one it is sought in,
// the inner ones first; nil when it is not there.
func scrollsTo(o, in fyne.CanvasObject) []*container.Scroll {
	if in == nil || !in.Visible() {
		return nil
	}
	if o == in {
		return []*container.Scroll{}
	}
	for _, part := range heldBy(in) {
		found := scrollsTo(o, part)
		if found == nil {
			continue
		}
		if s, ok := in.(*container.Scroll); ok && s.Direction == container.ScrollVerticalOnly {
			found = append(found, s)
		}
		return found
	}
	return nil
}

// scrollTo scrolls down or up as far as the object needs. Of one that is too high
// the line with the cursor is shown.
func scrollTo(s *container.Scroll, o fyne.CanvasObject) {
	const margin = 3 // text sizes: of the label above, the sentence below
	driver := fyne.CurrentApp().Driver()
	room := s.Size().Height
	from := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s).Y
	to := from + o.Size().Height
	if e, ok := o.(*Entry); ok && e.MultiLine && o.Size().Height > room-em(2*margin) {
		from = min(from+e.CursorPosition().Y, to-em(2))
		to = from + em(2)
	}
	y := s.Offset.Y
	switch {
	case from < 0:
		y += from - em(margin)
	case to > room:
		y += min(to-room+em(margin), from)
	default:
		return
	}
	s.ScrollToOffset(fyne.NewPos(s.Offset.X, max(0, min(y, s.Content.MinSize().Height-room))))
}
