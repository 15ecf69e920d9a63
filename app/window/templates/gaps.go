package templates

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// gaps is the list of what keeps the version from being tested or approved; each
// line leads to its block.
type gaps struct {
	editor  *editor
	told    data.Missing // what the last move was refused for, beside what is seen from the words
	list    *fyne.Container
	scroll  *container.Scroll
	content fyne.CanvasObject
}

func newGaps(e *editor) *gaps {
	g := &gaps{editor: e, list: ui.NewColumn()}
	g.scroll = ui.NewScrolled(g.list)
	g.content = ui.NewPanel("", g.scroll)
	return g
}

// all is what is missing now. Of a version in test also what the approval wants.
func (g *gaps) all() data.Missing {
	e := g.editor
	if !e.editable() {
		return nil
	}
	move, by := data.TemplateMove{To: data.TemplateTest}, e.shelf.desk.Session.Officer()
	m := data.TemplateGate(move, e.t, e.used(), data.Template{}, by, e.shelf.today())
	m = append(m, data.LockedByManager(e.used(), e.t, by)...)
	m = slices.DeleteFunc(m, func(gap data.Gap) bool { // a day that was not entered is told of already
		b, ok := e.t.Block(gap.Field)
		return gap.Code == "block.lock.effective" && ok && b.Lock.Effective.IsZero()
	})
	seen := map[string]bool{}
	for _, gap := range m {
		seen[gap.Sentence] = true
	}
	for _, gap := range g.told { // of who and when, which the words do not show
		if strings.HasPrefix(gap.Code, "template.") && !seen[gap.Sentence] && gap.Code != "template.must" {
			m = append(m, gap)
		}
	}
	return m
}

func (g *gaps) refresh() {
	m := g.all()
	g.list.RemoveAll()
	switch {
	case !g.editor.editable():
		g.list.Add(ui.NewParagraph("This version is not changed any more. Make a new version to change its words.", ui.Muted))
	case len(m.Blocking()) == 0:
		g.list.Add(container.NewHBox(ui.NewChip("Nothing is missing; the version can be tested and approved.", ui.ToneOK)))
	}
	for _, gap := range append(m.Blocking(), m.Warnings()...) {
		tone, word := ui.ToneOverdue, "problem"
		if gap.Warn {
			tone, word = ui.ToneToday, "look again"
		}
		words := gap.Sentence
		at, leads := g.place(gap)
		if leads && at >= 0 {
			words = blockName(g.editor.t.Blocks[at]) + ": " + words
		}
		line := []fyne.CanvasObject{container.NewCenter(ui.NewChip(word, tone))}
		if leads {
			line = append(line, ui.NewButton("Go there", func() { g.jump(gap) }))
		}
		g.list.Add(ui.NewBeside(ui.NewParagraph(words, ui.Plain), line...))
	}
	g.list.Refresh()
	g.scroll.Refresh() // the height is known once the lines are
	g.editor.count(len(m.Blocking()))
}

// place finds the block of a gap; at is -1 for the note.
func (g *gaps) place(gap data.Gap) (at int, leads bool) {
	if gap.Field == "note" {
		return -1, true
	}
	if n, ok := strings.CutPrefix(gap.Field, "blocks."); ok {
		at, err := strconv.Atoi(n)
		return at, err == nil && at < len(g.editor.t.Blocks)
	}
	for i, b := range g.editor.t.Blocks {
		if b.Name == gap.Field && b.Name != "" {
			return i, true
		}
	}
	return 0, false
}

func (g *gaps) jump(gap data.Gap) {
	at, _ := g.place(gap)
	if at < 0 {
		g.editor.noted.Focus()
		return
	}
	g.editor.choose(at)
	g.editor.form.focus()
}

// count writes how many problems there are beside the name of their list.
func (e *editor) count(n int) {
	label := "Problems"
	if n > 0 {
		label = fmt.Sprintf("Problems (%d)", n)
	}
	e.pane.SetLabel(problemsPane, label)
}
