package letters

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// with is the last group: what lies in the envelope beside the letter, and who
// gets a copy.
type with struct {
	words  *words
	own    *ui.Entry // enclosures that are no sheet of the office
	copies *ui.Entry
	sheets []data.Sheet // of the office's collection
	ticks  []*ui.Check  // one for each sheet that is offered
	ticked []data.Sheet // the sheets of the ticks

	content *fyne.Container
}

func newWith(w *words) *with {
	g := &with{words: w, content: container.NewVBox()}
	g.own, g.copies = ui.NewTextArea("", 1, 6), ui.NewTextArea("", 1, 6)
	for _, e := range []*ui.Entry{g.own, g.copies} {
		e.OnChanged = func(string) { w.told() }
	}
	return g
}

// follow shows the draft.
func (g *with) follow(x data.LetterFacts) {
	var own []string
	for _, e := range x.Draft.Enclosures {
		if e.Sheet == (data.ID{}) {
			own = append(own, e.Title)
		}
	}
	setText(g.own, strings.Join(own, "\n"))
	setText(g.copies, strings.Join(x.Draft.Copies, "\n"))
	enclosures, copies := ui.NewRow("Enclosures", g.own), ui.NewRow("Copy to", g.copies)
	enclosures.Hint, copies.Hint = "One in each line", "One in each line"
	g.content.RemoveAll()
	if g.offer(x); len(g.ticks) > 0 {
		enclosures.Hint = "What lies in the envelope beside the sheets above; one in each line"
	}
	g.content.Add(ui.NewForm(enclosures, copies))
	g.words.ways["enclosures"], g.words.ways["copies"] = enclosures.Focus, copies.Focus
}

// offer lists the office's sheets in the language of the letter, and those that
// the letter encloses already.
func (g *with) offer(x data.LetterFacts) {
	g.ticks, g.ticked = nil, nil
	for _, sheet := range g.sheets {
		enclosed := slices.ContainsFunc(x.Draft.Enclosures, func(e data.Enclosed) bool { return e.Sheet == sheet.ID })
		if !enclosed && (sheet.Language != x.Draft.Language || !sheet.InUse(x.Today)) {
			continue
		}
		tick := ui.NewCheck(sheet.Title+", "+ui.Plural(sheet.Pages, "page", "pages"), nil)
		tick.SetChecked(enclosed)
		tick.OnChanged = func(bool) { g.words.told() }
		g.ticks, g.ticked = append(g.ticks, tick), append(g.ticked, sheet)
		g.content.Add(tick)
	}
	if len(g.ticks) > 0 {
		g.words.ways["sheets"] = func() { g.words.wants.keyboard(g.ticks[0]) }
	}
}

// into writes the fields into a draft.
func (g *with) into(d *data.LetterDraft) {
	d.Copies = lines(g.copies.Text)
	var kept []data.Enclosed
	for _, e := range d.Enclosures { // sheets that are not there any more stay until the gate names them
		offered := slices.ContainsFunc(g.ticked, func(s data.Sheet) bool { return s.ID == e.Sheet })
		if e.Sheet != (data.ID{}) && !offered {
			kept = append(kept, e)
		}
	}
	for i, sheet := range g.ticked {
		if g.ticks[i].Checked {
			kept = append(kept, data.Enclosed{Sheet: sheet.ID, Title: sheet.Title})
		}
	}
	for _, title := range lines(g.own.Text) {
		kept = append(kept, data.Enclosed{Title: title})
	}
	d.Enclosures = kept
}
