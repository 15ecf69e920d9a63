package page

// LeadIn writes a paragraph that stays with what follows it: the sentence before
// a list.
func (f *Flow) LeadIn(style Style, runs ...Run) {
	slabs := f.block(TagP, style, runs)
	for i := range slabs {
		slabs[i].keep = true
	}
	f.emit(slabs, style)
}

// TickBox writes a paragraph behind an empty box to tick by hand.
func (f *Flow) TickBox(style Style, text string) {
	elem := f.cur.Add(TagP)
	side := style.Size * 0.8
	slabs := f.textSlabs(elem, style, side*1.6, f.width-side*1.6, []Run{{Text: text}})
	if len(slabs) == 0 {
		return
	}
	box := Rect{Box: Box{X: 0.5, Y: style.Baseline() - side, W: side, H: side}, Stroke: Black, Width: 0.8}
	slabs[0].items = append([]Item{box}, slabs[0].items...)
	f.emit(slabs, style)
}
