package page

// slab is a strip of a page that is never cut. Its items are placed from its
// own upper left corner.
type slab struct {
	gap    float64 // empty space above; none at the top of a page
	height float64
	items  []Item
	keep   bool  // stays on the page of the next slab: headings, first and last lines
	tied   bool  // would like to: see Flow.Together
	repeat *slab // drawn again when a page begins with this slab: a table head
	// stands are the elements that learn where they stand when the slab is placed.
	stands []standing
}

type standing struct {
	elem *Element
	box  Box
}

// add puts other into s, dx and dy from its corner.
func (s *slab) add(other slab, dx, dy float64) {
	for _, item := range other.items {
		s.items = append(s.items, item.moved(dx, dy))
	}
	for _, st := range other.stands {
		s.stands = append(s.stands, standing{st.elem, st.box.moved(dx, dy)})
	}
}

// stack puts slabs one below the other into a single one.
func stack(slabs []slab) slab {
	var all slab
	for i, s := range slabs {
		if i > 0 {
			all.height += s.gap
		}
		all.add(s, 0, all.height)
		all.height += s.height
	}
	return all
}

// Frame is the part of a page that text flows in, in points.
type Frame struct{ Left, Top, Right, Bottom float64 }

// paginator places slabs down the pages of a document.
type paginator struct {
	doc     *Document
	frame   Frame
	y       float64
	fresh   bool   // nothing stands directly above y
	pending []slab // tied to one that has not come yet
}

func (p *paginator) newPage() {
	p.doc.Pages = append(p.doc.Pages, &Page{})
	p.y, p.fresh = p.frame.Top, true
}

// empty says that nothing has been placed in the frame of the page.
func (p *paginator) empty() bool { return p.fresh && p.y <= p.frame.Top }

// put takes a slab; it is placed as soon as what it must stay with is known.
func (p *paginator) put(s slab) {
	p.pending = append(p.pending, s)
	if !s.keep && !s.tied {
		p.flush()
	}
}

// flush places what is pending, on one page if one page can hold it.
func (p *paginator) flush() {
	chain := p.pending
	p.pending = nil
	p.placeChain(chain, func(s slab) bool { return s.keep })
}

// placeChain places slabs that ought to stay together. A chain that is taller
// than a page falls apart into the shorter chains that weaker says, and those
// into slabs.
func (p *paginator) placeChain(chain []slab, weaker func(slab) bool) {
	if len(chain) == 0 {
		return
	}
	if p.fits(chain) || p.fitsFresh(chain) {
		if !p.fits(chain) {
			p.breakBefore(chain[0])
		}
		for _, s := range chain {
			p.place(s)
		}
		return
	}
	begin := 0
	for i, s := range chain {
		if weaker(s) && i < len(chain)-1 {
			continue
		}
		if part := chain[begin : i+1]; len(part) < len(chain) {
			p.placeChain(part, func(slab) bool { return false })
		} else {
			p.placeEach(part)
		}
		begin = i + 1
	}
}

func (p *paginator) placeEach(slabs []slab) {
	for i, s := range slabs {
		if !p.fits(slabs[i : i+1]) {
			p.breakBefore(s)
		}
		p.place(s)
	}
}

func (p *paginator) breakBefore(s slab) {
	if p.empty() {
		return // the next page has no more room
	}
	p.newPage()
	if s.repeat != nil {
		p.place(*s.repeat)
	}
}

func (p *paginator) fits(chain []slab) bool {
	return p.y+chainHeight(chain, p.fresh) <= p.frame.Bottom+rounding
}

// rounding keeps sums of floating point numbers from breaking a page.
const rounding = 0.01

func (p *paginator) fitsFresh(chain []slab) bool {
	height := chainHeight(chain, true)
	if chain[0].repeat != nil {
		height += chain[0].repeat.height + chain[0].gap
	}
	return height <= p.frame.Bottom-p.frame.Top+rounding
}

func chainHeight(chain []slab, fresh bool) float64 {
	sum := 0.0
	for i, s := range chain {
		if i > 0 || !fresh {
			sum += s.gap
		}
		sum += s.height
	}
	return sum
}

func (p *paginator) place(s slab) {
	if !p.fresh {
		p.y += s.gap
	}
	p.placeAt(s, p.frame.Left, p.y)
	p.y += s.height
	p.fresh = p.fresh && s.height == 0
}

// placeAt puts a slab anywhere on the current page.
func (p *paginator) placeAt(s slab, x, y float64) {
	last := len(p.doc.Pages) - 1
	for _, item := range spread(s.items) {
		p.doc.Pages[last].Items = append(p.doc.Pages[last].Items, item.moved(x, y))
	}
	for _, st := range s.stands {
		st.elem.stand(last, st.box.moved(x, y))
	}
}

// stand notes where a part of e was placed. What goes on on another page stands
// where its first part does.
func (e *Element) stand(page int, box Box) {
	switch {
	case e.BBox == Box{}:
		e.Page, e.BBox = page, box
	case e.Page == page:
		e.BBox = e.BBox.with(box)
	}
}
