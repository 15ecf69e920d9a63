package letters

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/ui"
	"rapport/data"
)

// gaps is what is below the page: the list of what is still missing, and lists of
// what may be said better. Each line leads to its place.
type gaps struct {
	jump    func(data.Gap)
	to      func(remark)
	replace func(remark, string)
	ignore  func(word string)
	learn   func(word string)
	missing data.Missing
	reading reading
	shown   int // the list in sight: 0 what is missing, then the kinds of remark
	tabs    [4]*ui.Button
	level   *ui.Paragraph
	list    *fyne.Container
	scroll  *container.Scroll
	content *fyne.Container
}

// mostLines is how high the list may grow, in lines of text.
const mostLines = 7

func newGaps(jump func(data.Gap)) *gaps {
	g := &gaps{jump: jump, list: container.NewVBox(), level: ui.NewParagraph("", ui.Caption)}
	g.scroll = ui.NewScrolled(g.list)
	line := ui.NewWrap()
	for i := range g.tabs {
		g.tabs[i] = ui.NewQuiet("", nil, func() { g.choose(i) })
		line.Add(g.tabs[i])
	}
	g.content = ui.NewPanel("", container.NewBorder(container.NewVBox(g.level, line), nil, nil, nil, g.scroll))
	g.show()
	return g
}

func (g *gaps) choose(i int) {
	g.shown = i
	g.show()
}

func (g *gaps) set(m data.Missing) {
	g.missing = m
	g.show()
}

func (g *gaps) setReading(r reading) {
	g.reading = r
	g.show()
}

// of are the remarks of a kind.
func (g *gaps) of(kind remarkKind) []remark {
	var all []remark
	for _, r := range g.reading.remarks {
		if r.kind == kind && len(all) < mostRemarks {
			all = append(all, r)
		}
	}
	return all
}

func (g *gaps) show() {
	counts := [4]int{len(g.missing.Blocking()), len(g.of(wording)), len(g.of(misspelt)), len(g.of(hardToRead))}
	for i, name := range [4]string{"Missing", "Wording", "Spelling", "Reading"} {
		b := g.tabs[i]
		b.Text, b.Importance = name, widget.LowImportance
		if counts[i] > 0 {
			b.Text = fmt.Sprintf("%s %d", name, counts[i])
		}
		if i == g.shown {
			b.Importance = widget.MediumImportance
		}
		b.Refresh()
	}
	g.level.SetText(g.reading.level)
	g.level.Hidden = g.reading.level == ""
	g.list.RemoveAll()
	if g.shown == 0 {
		g.showMissing()
	} else {
		g.showRemarks(remarkKind(g.shown - 1))
	}
	g.scroll.SetMinSize(fyne.NewSize(0, min(g.list.MinSize().Height, mostLines*theme.TextSize())))
	g.content.Refresh()
}

func (g *gaps) showMissing() {
	m := g.missing
	if len(m.Blocking()) == 0 {
		g.list.Add(container.NewHBox(ui.NewChip("Nothing is missing; the letter can be issued.", ui.ToneOK)))
	}
	for _, gap := range append(m.Blocking(), m.Warnings()...) {
		if gap.Warn && gap.Code == toneCode {
			continue // stands under Wording, with what to say instead
		}
		tone, word := ui.ToneOverdue, "missing"
		if gap.Warn {
			tone, word = ui.ToneToday, "look again"
		}
		lead := ui.NewButton("Go there", func() { g.jump(gap) })
		g.list.Add(container.NewBorder(nil, nil, container.NewCenter(ui.NewChip(word, tone)), container.NewCenter(lead), ui.NewParagraph(gap.Sentence, ui.Plain)))
	}
}

// toneCode is that of the warnings about words that hurt.
const toneCode = "letter.tone"

// nothing says that there is no remark of a kind.
var nothing = map[remarkKind]string{
	wording: "No word is on the list of those that may hurt or hide.", misspelt: "Every word is in the dictionary.", hardToRead: "No sentence is hard to read.",
}

func (g *gaps) showRemarks(kind remarkKind) {
	all := g.of(kind)
	if len(all) == 0 {
		g.list.Add(ui.NewParagraph(nothing[kind], ui.Muted))
	}
	for _, r := range all {
		var ways []fyne.CanvasObject
		for _, better := range r.instead[:min(len(r.instead), 3)] {
			ways = append(ways, ui.NewButton(short(better), func() { g.replace(r, better) }))
		}
		if kind == misspelt {
			ways = append(ways, ui.NewQuiet("Ignore", nil, func() { g.ignore(r.words) }),
				ui.NewQuiet("Learn it for the office", nil, func() { g.learn(r.words) }))
		}
		if r.part.entry != nil {
			ways = append(ways, ui.NewQuiet("Go there", nil, func() { g.to(r) }))
		}
		g.list.Add(ui.NewBeside(ui.NewParagraph(r.said, ui.Plain), ways...))
	}
}
