package page

// Flow lays blocks of text, tables and figures down the pages of a document, in
// reading order. Every text passes [Clean] on its way.
//
// Blocks keep together what belongs together: a heading and the first two lines
// under it, two lines of a paragraph at the foot and at the top of a page, the
// last two rows of a table.
type Flow struct {
	Styles Styles

	doc      *Document
	cur      *Element // where the next block hangs in the structure
	lang     string   // of the text (BCP 47): a script is shaped by its language
	width    float64
	put      func(slab)
	pages    *paginator // nil inside a box, a column or a panel
	problems *[]Problem

	together bool
	heading  bool    // the block before was a heading:
	below    float64 // the gap below it
}

// NewFlow begins the first page of doc; text flows within frame on every page.
func NewFlow(doc *Document, styles Styles, frame Frame) *Flow {
	p := &paginator{doc: doc, frame: frame}
	p.newPage()
	return &Flow{
		Styles: styles, doc: doc, cur: doc.Root, lang: doc.Lang, width: frame.Right - frame.Left,
		put: p.put, pages: p, problems: new([]Problem),
	}
}

// Width is the width of the column in points.
func (f *Flow) Width() float64 { return f.width }

// Problems lists the characters that could not be put on paper so far. A letter
// with any must not be issued.
func (f *Flow) Problems() []Problem { return *f.problems }

// Sect makes what fill writes a section of the structure; lang, if not empty,
// is the language of its text (BCP 47), which also decides how it is shaped and
// at which edge its paragraphs begin.
func (f *Flow) Sect(lang string, fill func()) {
	outer, before := f.cur, f.lang
	f.cur = outer.Add(TagSect)
	f.cur.Lang = lang
	if lang != "" {
		f.lang = lang
	}
	fill()
	f.cur, f.lang = outer, before
}

// Together keeps the blocks that fill writes on one page if a page can hold
// them: the last paragraph of a letter with its closing and signature. Within
// another Together it adds to that.
func (f *Flow) Together(fill func()) {
	outer := f.together
	f.together = true
	fill()
	f.together = outer
	if f.pages != nil && !outer {
		f.pages.flush()
	}
}

// Space leaves height points empty, unless a new page begins there.
func (f *Flow) Space(height float64) {
	f.heading = false
	f.put(slab{gap: height, keep: true, tied: f.together})
}

// Rule draws a thin line across the column, gap points below what is above it.
func (f *Flow) Rule(gap float64) {
	stroke := Line{X2: f.width, Color: Rule, Width: 0.5}
	f.emit([]slab{{items: []Item{stroke}, height: stroke.Width}}, Style{Gap: gap})
}

// PageBreak goes on at the top of a new page.
func (f *Flow) PageBreak() {
	if f.pages == nil {
		return
	}
	f.pages.flush()
	if !f.pages.empty() {
		f.pages.newPage()
	}
}

// Y is how far down its page the flow has come, in points; inside a box it is 0.
func (f *Flow) Y() float64 {
	if f.pages == nil {
		return 0
	}
	f.pages.flush()
	return f.pages.y
}

// MoveTo goes on at y on the current page: below a letter's address zone, say.
func (f *Flow) MoveTo(y float64) {
	if f.pages == nil {
		return
	}
	f.pages.flush()
	f.pages.y, f.pages.fresh, f.heading = y, true, false
}

// Anchor says which edge of a box its content stands on.
type Anchor int

// The anchors.
const (
	AtTop    Anchor = iota
	AtBottom        // the last line at the lower edge: an address in a window
)

// Box writes what fill writes into a box anywhere on the current page and
// leaves the flow where it is. What is too tall sticks out of the box on the
// side away from the anchor; the height needed is returned.
func (f *Flow) Box(box Box, anchor Anchor, fill func(*Flow)) (height float64) {
	if f.pages == nil {
		return 0
	}
	f.pages.flush()
	all := stack(f.inner(box.W, fill))
	y := box.Y
	if anchor == AtBottom {
		y = box.Bottom() - all.height
	}
	f.pages.placeAt(all, box.X, y)
	return all.height
}

// Columns writes blocks side by side: fill is called for each column in turn.
// Columns that are taller than a page follow one another.
func (f *Flow) Columns(between float64, widths []float64, fill func(i int, column *Flow)) {
	var row slab
	x := 0.0
	var apart []slab
	for i, w := range widths {
		slabs := f.inner(w, func(column *Flow) { fill(i, column) })
		column := stack(slabs)
		row.add(column, x, 0)
		row.height = max(row.height, column.height)
		apart = append(apart, slabs...)
		x += w + between
	}
	if f.pages != nil && row.height > f.pages.frame.Bottom-f.pages.frame.Top {
		f.emit(apart, f.Styles.Body)
		return
	}
	f.emit([]slab{row}, f.Styles.Body)
}

// Panel writes blocks on a coloured ground, with pad points around them. It may
// run over pages, but the head of a table in it is not repeated.
func (f *Flow) Panel(ground Color, pad float64, fill func(*Flow)) {
	slabs := f.inner(f.width-2*pad, fill)
	strips := make([]slab, 0, len(slabs))
	for i, s := range slabs {
		above, below := s.gap, 0.0
		if i == 0 {
			above = pad
		}
		if i == len(slabs)-1 {
			below = pad
		}
		strip := slab{height: above + s.height + below, keep: s.keep, tied: s.tied}
		strip.items = append(strip.items, Rect{Box: Box{W: f.width, H: strip.height}, Fill: ground})
		strip.add(s, pad, above)
		strips = append(strips, strip)
	}
	f.emit(strips, f.Styles.Body)
}

// inner collects what fill writes in a column of the given width.
func (f *Flow) inner(width float64, fill func(*Flow)) []slab {
	var slabs []slab
	in := &Flow{Styles: f.Styles, doc: f.doc, cur: f.cur, lang: f.lang, width: width, problems: f.problems}
	in.put = func(s slab) { slabs = append(slabs, s) }
	fill(in)
	return slabs
}

// emit passes on the slabs of one block, with the block's gap above the first.
func (f *Flow) emit(slabs []slab, style Style) {
	if len(slabs) == 0 {
		return
	}
	for i, s := range slabs {
		if i == 0 {
			s.gap = style.Gap
			if f.heading {
				s.gap = f.below
			}
		}
		s.tied = s.tied || f.together
		f.put(s)
	}
	f.heading = false
}

// clean passes text through the gate and notes what could not pass.
func (f *Flow) clean(s string) string {
	clean, problems := Clean(s)
	*f.problems = append(*f.problems, problems...)
	return clean
}
