package page

// Places says where e stands on the finished pages: the page from 0, and the box
// of a figure, of a cell that [Table].Mark gave, or of the text of another
// element and of its kids. What runs over pages stands where it begins. An
// element without a place is not ok.
func (d *Document) Places(e *Element) (number int, box Box, ok bool) {
	if e == nil {
		return 0, Box{}, false
	}
	if e.BBox != (Box{}) {
		return e.Page, e.BBox, true
	}
	parts := map[*Element]bool{}
	e.gather(parts)
	for i, p := range d.Pages {
		for _, item := range p.Items {
			text, isText := item.(Text)
			if !isText || !parts[text.Owner.Elem] {
				continue
			}
			if part := text.box(); ok {
				box = box.with(part)
			} else {
				box, ok = part, true
			}
		}
		if ok {
			return i, box, true
		}
	}
	return 0, Box{}, false
}

// gather adds e and all below it to set.
func (e *Element) gather(set map[*Element]bool) {
	set[e] = true
	for _, kid := range e.Kids {
		kid.gather(set)
	}
}

// box is the room that the letters of t may take.
func (t Text) box() Box {
	ascent, descent := t.Face.Ascent(t.Size), t.Face.Descent(t.Size)
	return Box{t.X, t.Y - ascent, t.Width(), ascent + descent}
}
