package letters

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/app/window/ui"
	"rapport/data"
)

// gaps is the list of what is still missing; each line leads to its field.
type gaps struct {
	jump    func(data.Gap)
	list    *fyne.Container
	scroll  *container.Scroll
	content *fyne.Container
}

// mostLines is how high the list may grow, in lines of text.
const mostLines = 9

func newGaps(jump func(data.Gap)) *gaps {
	g := &gaps{jump: jump, list: container.NewVBox()}
	g.scroll = container.NewVScroll(g.list)
	g.content = ui.NewPanel("", g.scroll)
	return g
}

func (g *gaps) set(m data.Missing) {
	g.list.RemoveAll()
	if len(m.Blocking()) == 0 {
		g.list.Add(container.NewHBox(ui.NewChip("Nothing is missing; the letter can be issued.", ui.ToneOK)))
	}
	for _, gap := range append(m.Blocking(), m.Warnings()...) {
		tone, word := ui.ToneOverdue, "missing"
		if gap.Warn {
			tone, word = ui.ToneToday, "look again"
		}
		lead := ui.NewButton("Go there", func() { g.jump(gap) })
		g.list.Add(container.NewBorder(nil, nil, container.NewCenter(ui.NewChip(word, tone)), container.NewCenter(lead), ui.NewParagraph(gap.Sentence, ui.Plain)))
	}
	g.scroll.SetMinSize(fyne.NewSize(0, min(g.list.MinSize().Height, mostLines*theme.TextSize())))
	g.content.Refresh()
}
