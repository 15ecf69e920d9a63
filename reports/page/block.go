package page

import "strconv"

// Heading writes a heading of level 1 to 3; it stays with what follows it.
func (f *Flow) Heading(level int, text string) {
	tag, style := TagH3, f.Styles.H3
	switch level {
	case 1:
		tag, style = TagH1, f.Styles.H1
	case 2:
		tag, style = TagH2, f.Styles.H2
	}
	f.heads(tag, style, text)
}

// Caption writes the line above a figure; it stays with the figure.
func (f *Flow) Caption(text string) { f.heads(TagP, f.Styles.Caption, text) }

func (f *Flow) heads(tag Tag, style Style, text string) {
	slabs := f.block(tag, style, []Run{{Text: text}})
	for i := range slabs {
		slabs[i].keep = true
	}
	f.emit(slabs, style)
	f.heading, f.below = len(slabs) > 0, style.Below
}

// Para writes a paragraph in the style of the body.
func (f *Flow) Para(text string) { f.Runs(f.Styles.Body, Run{Text: text}) }

// ParaIn writes a paragraph in another style.
func (f *Flow) ParaIn(style Style, text string) { f.Runs(style, Run{Text: text}) }

// Runs writes a paragraph of several runs: a strong word, a field still missing.
func (f *Flow) Runs(style Style, runs ...Run) {
	f.emit(f.block(TagP, style, runs), style)
}

// block is an element of text across the column; without a word, nothing.
func (f *Flow) block(tag Tag, style Style, runs []Run) []slab {
	elem := &Element{Tag: tag}
	slabs := f.textSlabs(elem, style, 0, f.width, runs)
	if len(slabs) > 0 {
		f.cur.Kids = append(f.cur.Kids, elem)
	}
	return slabs
}

// Lines writes short lines one below the other, such as an address. Each is a
// paragraph of its own, because screen readers run soft line breaks together.
func (f *Flow) Lines(style Style, lines ...string) {
	for i, text := range lines {
		if i > 0 {
			style.Gap = 0
		}
		f.ParaIn(style, text)
	}
}

// Bullets writes a list with bullets.
func (f *Flow) Bullets(items ...string) { f.BulletRuns(plainRuns(items)...) }

// BulletRuns writes a list with bullets whose items are of several runs.
func (f *Flow) BulletRuns(items ...[]Run) {
	f.list(f.Styles.Item.Size*1.67, items, func(int) string { return "•" })
}

// Numbered writes a numbered list.
func (f *Flow) Numbered(items ...string) { f.NumberedRuns(plainRuns(items)...) }

// NumberedRuns writes a numbered list whose items are of several runs.
func (f *Flow) NumberedRuns(items ...[]Run) {
	width := f.Styles.Item.Face.Width(strconv.Itoa(len(items))+". ", f.Styles.Item.Size)
	f.list(max(f.Styles.Item.Size*1.67, width+4), items, func(i int) string { return strconv.Itoa(i+1) + "." })
}

func plainRuns(items []string) [][]Run {
	all := make([][]Run, len(items))
	for i, text := range items {
		all[i] = []Run{{Text: text}}
	}
	return all
}

func (f *Flow) list(indent float64, items [][]Run, label func(i int) string) {
	style := f.Styles.Item
	list := f.cur.Add(TagL)
	for i, runs := range items {
		li := list.Add(TagLI)
		mark := textAt(style, 0, style.Baseline(), label(i)+" ")
		mark.X = indent - style.Face.Width(label(i), style.Size) - style.Size*0.62
		mark.Owner = Owner{Elem: li.Add(TagLbl)}
		slabs := f.textSlabs(li.Add(TagLBody), style, indent, f.width-indent, runs)
		if len(slabs) == 0 {
			slabs = []slab{{height: style.Lead}}
		}
		slabs[0].items = append([]Item{mark}, slabs[0].items...)
		gap := style
		if i == 0 {
			gap.Gap = f.Styles.Body.Gap
		}
		f.emit(slabs, gap)
	}
}

// Pair is a label and what stands beside it. Without a label the value stands
// below the one before.
type Pair struct{ Label, Value string }

// KeyValues writes pairs, the labels small and labelWidth points wide, the
// values in the given style. The label is text ("Date: "), not only layout.
func (f *Flow) KeyValues(labelWidth float64, value Style, pairs ...Pair) {
	small := f.Styles.Small
	for i, p := range pairs {
		elem := f.cur.Add(TagP)
		indent := labelWidth
		var label []Item
		if p.Label != "" {
			text := textAt(small, 0, value.Baseline(), f.clean(p.Label)+": ")
			text.Owner = Owner{Elem: elem}
			indent = max(indent, text.Width())
			label = []Item{text}
		}
		slabs := f.textSlabs(elem, value, indent, f.width-indent, []Run{{Text: p.Value}})
		if len(slabs) == 0 {
			slabs = []slab{{height: value.Lead}}
		}
		slabs[0].items = append(label, slabs[0].items...)
		gap := value
		if i > 0 && p.Label == "" {
			gap.Gap = 0
		}
		f.emit(slabs, gap)
	}
}

// Drawing is something to look at, with words for those who cannot.
type Drawing interface {
	// Draw returns the items of the drawing within box, in points.
	Draw(box Box) []Item
	// Alt says what the drawing shows.
	Alt() string
}

// Figure draws d across the column, height points tall or as tall as a page.
func (f *Flow) Figure(d Drawing, height float64) {
	if f.pages != nil {
		height = min(height, f.pages.frame.Bottom-f.pages.frame.Top)
	}
	elem := f.cur.Add(TagFigure)
	elem.Alt = f.clean(d.Alt())
	box := Box{W: f.width, H: height}
	s := slab{height: height, figures: []figure{{elem, box}}}
	for _, item := range d.Draw(box) {
		s.items = append(s.items, item.owned(Owner{Elem: elem}))
	}
	f.emit([]slab{s}, f.Styles.Body)
}

// textSlabs breaks runs into lines, one slab each, x points from the left edge.
// Two lines at least stay together at either end (no widow, no orphan).
func (f *Flow) textSlabs(elem *Element, style Style, x, width float64, runs []Run) []slab {
	clean := make([]Run, len(runs))
	for i, r := range runs {
		r.Text = f.clean(r.Text)
		clean[i] = r
	}
	lines := breakLines(clean, style, width)
	slabs := make([]slab, len(lines))
	for i, l := range lines {
		slabs[i] = slab{
			height: style.Lead,
			items:  l.items(style, x, style.Baseline(), elem),
			keep:   len(lines) > 1 && (i == 0 || i == len(lines)-2),
		}
	}
	return slabs
}

// items places a line with its baseline at y. A field that is still missing
// gets a ground that cannot be overlooked.
func (l line) items(style Style, x, y float64, elem *Element) []Item {
	var grounds, texts []Item
	for _, p := range l.pieces {
		t := Text{X: x, Y: y, String: p.text, Face: p.look.face, Size: style.Size, Color: p.look.color, Role: p.look.role, Owner: Owner{Elem: elem}}
		if p.look.role == RoleMissing {
			grounds = append(grounds, Rect{Box: Box{x - 1, y - style.Size*0.86, t.Width() + 2, style.Size * 1.14}, Fill: Amber})
		}
		texts = append(texts, t)
		x += t.Width()
	}
	return append(grounds, texts...)
}
