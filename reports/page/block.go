package page

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

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
// They have one edge in common: the right one when they are written so.
func (f *Flow) Lines(style Style, lines ...string) {
	rtl := paragraphRunsLeft(strings.Join(lines, " "), f.lang)
	for i, text := range lines {
		if i > 0 {
			style.Gap = 0
		}
		elem := &Element{Tag: TagP}
		slabs := f.directed(elem, style, 0, f.width, []Run{{Text: text}}, rtl)
		if len(slabs) > 0 {
			f.cur.Kids = append(f.cur.Kids, elem)
		}
		f.emit(slabs, style)
	}
}

// Bullets writes a list with bullets.
func (f *Flow) Bullets(items ...string) { f.BulletRuns(plainRuns(items)...) }

// BulletRuns writes a list with bullets whose items are of several runs.
func (f *Flow) BulletRuns(items ...[]Run) {
	f.list(f.Styles.Item.Size*1.67, items, func(int) string { return bullet })
}

// Numbered writes a numbered list.
func (f *Flow) Numbered(items ...string) { f.NumberedRuns(plainRuns(items)...) }

// NumberedRuns writes a numbered list whose items are of several runs.
func (f *Flow) NumberedRuns(items ...[]Run) {
	width := f.Styles.Item.Face.Width(strconv.Itoa(len(items))+". ", f.Styles.Item.Size)
	f.list(max(f.Styles.Item.Size*1.67, width+4), items, func(i int) string { return strconv.Itoa(i+1) + "." })
}

// bullet stands before the items of a list without numbers.
const bullet = "•"

func plainRuns(items []string) [][]Run {
	all := make([][]Run, len(items))
	for i, text := range items {
		all[i] = []Run{{Text: text}}
	}
	return all
}

// textOfItems is all that a list says, by which its direction is chosen.
func textOfItems(items [][]Run) string {
	var all strings.Builder
	for _, runs := range items {
		for _, r := range runs {
			all.WriteString(r.Text + " ")
		}
	}
	return all.String()
}

func (f *Flow) list(indent float64, items [][]Run, label func(i int) string) {
	style := f.Styles.Item
	dot := style
	if f.Styles.Bullet > 0 && label(0) == bullet {
		dot.Size = f.Styles.Bullet
	}
	base := style.Baseline() + (dot.Size-style.Size)*0.27 // a larger dot has its middle where the other has
	list := f.cur.Add(TagL)
	rtl := paragraphRunsLeft(textOfItems(items), f.lang)
	for i, runs := range items {
		li := list.Add(TagLI)
		mark := textAt(dot, 0, base, label(i)+" ")
		mark.X = indent - dot.Face.Width(label(i), dot.Size) - style.Size*0.62
		x := indent
		if rtl {
			x = 0
			mark = textIn(dot, f.width-indent+style.Size*0.62, mark.Y, label(i), true)
		}
		mark.Owner = Owner{Elem: li.Add(TagLbl)}
		slabs := f.directed(li.Add(TagLBody), style, x, f.width-indent, runs, rtl)
		if len(slabs) == 0 {
			slabs = []slab{{height: style.Lead}}
		}
		mark.Y += (slabs[0].height - style.Lead) / 2
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
	var all strings.Builder
	for _, p := range pairs {
		all.WriteString(p.Label + " " + p.Value + " ")
	}
	rtl := paragraphRunsLeft(all.String(), f.lang)
	for i, p := range pairs {
		elem := f.cur.Add(TagP)
		indent := labelWidth
		var label []Item
		spoken := ""
		if p.Label != "" {
			text := TextAt(small, 0, value.Baseline(), f.clean(p.Label)+": ")
			text.Owner = Owner{Elem: elem}
			indent = max(indent, text.Width())
			spoken = text.String
			if rtl {
				text.X = f.width - text.Width()
			}
			label = []Item{text}
		}
		x := indent
		if rtl {
			x = 0
		}
		slabs := f.directed(elem, value, x, f.width-indent, []Run{{Text: p.Value}}, rtl)
		if len(slabs) == 0 {
			slabs = []slab{{height: value.Lead}}
		}
		if elem.Actual != "" {
			elem.Actual = spoken + elem.Actual
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
	s := slab{height: height, stands: []standing{{elem, box}}}
	for _, item := range d.Draw(box) {
		s.items = append(s.items, item.owned(Owner{Elem: elem}))
	}
	f.emit([]slab{s}, f.Styles.Body)
}

// textSlabs breaks runs into lines, one slab each, x points from the left edge.
// Two lines at least stay together at either end (no widow, no orphan).
func (f *Flow) textSlabs(elem *Element, style Style, x, width float64, runs []Run) []slab {
	return f.directed(elem, style, x, width, runs, f.runsLeft(runs))
}

// directed is textSlabs where the edge that the block begins at is known.
func (f *Flow) directed(elem *Element, style Style, x, width float64, runs []Run, rtl bool) []slab {
	lines, spoken := f.broken(style, width, runs, rtl)
	elem.Actual += spoken
	style = style.roomFor(lines)
	slabs := make([]slab, len(lines))
	for i, l := range lines {
		slabs[i] = slab{
			height: style.Lead,
			items:  l.items(l.startIn(x, width, rtl), style.Baseline(), elem),
			keep:   len(lines) > 1 && (i == 0 || i == len(lines)-2),
		}
	}
	return slabs
}

// broken passes the runs of a paragraph through the gate and breaks them. Text
// in Latin letters alone keeps their direction in a block that begins at the
// right: a street in an address.
func (f *Flow) broken(style Style, width float64, runs []Run, rtl bool) (lines []line, spoken string) {
	text := joined(runs)
	foreign := rtl && strings.ContainsFunc(text, unicode.IsLetter) && !strings.ContainsFunc(text, runsLeft)
	return breakLines(f.cleanRuns(runs), style, width, setting{f.lang, rtl && !foreign})
}

func joined(runs []Run) string {
	var all strings.Builder
	for _, r := range runs {
		all.WriteString(r.Text)
	}
	return all.String()
}

// startIn is where a line begins in a column that is width points wide.
func (l line) startIn(x, width float64, rtl bool) float64 {
	if rtl {
		return x + width - l.width
	}
	return x
}

// roomFor returns the style with more lead if lines of a tall script need it,
// so that none touches the one above.
func (s Style) roomFor(lines []line) Style {
	ascent, descent := 0.0, 0.0
	for _, l := range lines {
		ascent, descent = max(ascent, l.ascent), max(descent, l.descent)
	}
	s.Lead = max(s.Lead, min(ascent+descent+s.Size*0.08, s.Lead*1.8))
	return s
}

// runsLeft says that a block of these runs begins at the right edge.
func (f *Flow) runsLeft(runs []Run) bool { return paragraphRunsLeft(joined(runs), f.lang) }

// cleanRuns passes the runs of one paragraph through the gate.
func (f *Flow) cleanRuns(runs []Run) []Run {
	leftwards := slices.ContainsFunc(runs, func(r Run) bool { return strings.ContainsFunc(r.Text, runsLeft) })
	clean := make([]Run, len(runs))
	for i, r := range runs {
		var problems []Problem
		r.Text, problems = cleanIn(r.Text, leftwards || langRunsLeft(f.lang))
		*f.problems = append(*f.problems, problems...)
		clean[i] = r
	}
	return clean
}

// items places a line with its baseline at y. A field that is still missing
// gets a ground that cannot be overlooked.
func (l line) items(x, y float64, elem *Element) []Item {
	var grounds, texts []Item
	for _, t := range l.texts {
		t.X, t.Y, t.Owner = t.X+x, y, Owner{Elem: elem}
		if t.Role == RoleMissing {
			grounds = append(grounds, Rect{Box: Box{t.X - 1, y - t.Size*0.86, t.Width() + 2, t.Size * 1.14}, Fill: Amber})
		}
		texts = append(texts, t)
	}
	return append(grounds, texts...)
}
