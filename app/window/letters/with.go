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
	g.content.Add(ui.NewForm(enclosures, copies))
	g.words.ways["enclosures"], g.words.ways["copies"] = enclosures.Focus, copies.Focus
}

// into writes the fields into a draft.
func (g *with) into(d *data.LetterDraft) {
	d.Copies = lines(g.copies.Text)
	kept := slices.DeleteFunc(slices.Clone(d.Enclosures), func(e data.Enclosed) bool { return e.Sheet == (data.ID{}) })
	for _, title := range lines(g.own.Text) {
		kept = append(kept, data.Enclosed{Title: title})
	}
	d.Enclosures = kept
	if len(kept) == 0 {
		d.Enclosures = nil
	}
}
