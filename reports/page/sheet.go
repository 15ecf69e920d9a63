package page

// Sheet is one page when all are known, for what stands outside the text.
type Sheet struct {
	N, Total int // "Page N of Total"
	Size     Size

	page *Page
}

// Header puts items above the text; screen readers pass over them.
func (s *Sheet) Header(items ...Item) {
	s.page.Items = append(spread(artifacts(Header, items)), s.page.Items...)
}

// Footer puts items below the text; screen readers pass over them.
func (s *Sheet) Footer(items ...Item) {
	s.page.Items = append(s.page.Items, spread(artifacts(Footer, items))...)
}

func artifacts(kind Artifact, items []Item) []Item {
	owned := make([]Item, len(items))
	for i, item := range items {
		owned[i] = item.owned(Owner{Artifact: kind})
	}
	return owned
}

// Finish places what is left and calls furnish for every page, which draws the
// head and the foot. Nothing may be written to the flow afterwards.
func (f *Flow) Finish(furnish func(*Sheet)) {
	f.pages.flush()
	for i, p := range f.doc.Pages {
		furnish(&Sheet{N: i + 1, Total: len(f.doc.Pages), Size: f.doc.Size, page: p})
	}
}

// spread puts the parts of a text of several faces in its place.
func spread(items []Item) []Item {
	out := make([]Item, 0, len(items))
	for _, item := range items {
		t, ok := item.(Text)
		if !ok || len(t.parts) == 0 {
			out = append(out, item)
			continue
		}
		for _, part := range t.parts {
			part.X, part.Y, part.Owner = part.X+t.X, t.Y, t.Owner
			out = append(out, part)
		}
	}
	return out
}

// TextAt is a run of text that begins at x with its baseline at y. What cannot
// be drawn is replaced as [Clean] does. Text that needs more than one face is
// spread over as many items when it is put on a page.
func TextAt(style Style, x, y float64, s string) Text {
	clean, _ := Clean(s) // callers who must know ask Clean themselves
	return textAt(style, x, y, clean)
}

// Width is the length of s in the style, in points, as [TextAt] sets it.
func Width(style Style, s string) float64 { return TextAt(style, 0, 0, s).Width() }

// TextRight is a run of text that ends at x.
func TextRight(style Style, x, y float64, s string) Text {
	t := TextAt(style, x, y, s)
	t.X -= t.Width()
	return t
}

// TextCenter is a run of text with its middle at x.
func TextCenter(style Style, x, y float64, s string) Text {
	t := TextAt(style, x, y, s)
	t.X -= t.Width() / 2
	return t
}

func textAt(style Style, x, y float64, clean string) Text {
	return textIn(style, x, y, clean, paragraphRunsLeft(clean, ""))
}

// textIn is textAt where the direction is known.
func textIn(style Style, x, y float64, clean string, rtl bool) Text {
	t := Text{X: x, Y: y, String: clean, Face: style.Face, Size: style.Size, Color: style.Color}
	if !rtl && isQuick(clean, style.Face) {
		return t
	}
	p := newParagraph([]Run{{Text: clean}}, style, setting{rtl: rtl})
	defer p.done()
	l := p.line(0, len(p.runes))
	for i := range l.texts {
		l.texts[i].X += l.hang
	}
	t.parts = l.texts
	return t
}

// Mark writes a word across every page, large and pale behind the text and small
// and dark at the upper edge: "DRAFT", "PRACTICE DATA". The words lie level, so
// that every painter can draw them. Call it once, when the pages are made.
func (d *Document) Mark(text string) {
	style := Style{Face: SansBold, Size: 1, Color: Pale}
	clean, _ := Clean(text)
	if Width(style, clean) == 0 {
		return
	}
	style.Size = min(d.Size.W*0.8/Width(style, clean), d.Size.H/6)
	band := Style{Face: SansBold, Size: 9, Color: Black}
	for _, p := range d.Pages {
		var items []Item
		for i := range 3 {
			y := d.Size.H*(0.25+0.27*float64(i)) + style.Face.CapHeight(style.Size)/2
			items = append(items, TextCenter(style, d.Size.W/2, y, clean))
		}
		items = append(items,
			Rect{Box: Box{W: d.Size.W, H: 18}, Fill: Amber},
			TextCenter(band, d.Size.W/2, 12.2, clean))
		p.Items = append(spread(artifacts(Watermark, items)), p.Items...)
	}
}

// Alone is a document of one page that holds a drawing and nothing else, on a
// ground of its own: for the screen.
func Alone(d Drawing, size Size, ground Color) *Document {
	box := Box{W: size.W, H: size.H}
	beyond := Box{-1, -1, size.W + 2, size.H + 2} // to the end of the last pixel
	items := append([]Item{Rect{Box: beyond, Fill: ground}}, spread(d.Draw(box))...)
	return &Document{Size: size, Pages: []*Page{{Items: items}}, Root: &Element{Tag: TagDocument}}
}
