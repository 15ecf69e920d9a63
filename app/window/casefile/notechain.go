package casefile

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/ui"
	"rapport/data"
)

// card is a note with what was added to it, oldest first.
func (p *notes) card(c data.NoteChain) fyne.CanvasObject {
	s, first := p.screen, c.Original
	last := first
	parts := container.New(column{}, p.entry(s.moment(first.At)+", "+first.Writer(), first))
	for _, n := range c.Addenda {
		parts.Add(widget.NewSeparator())
		parts.Add(p.entry("Addendum, "+s.moment(n.At)+", "+n.Writer(), n))
		last = n
	}
	buttons := ui.NewWrap(s.editsQuiet("Add an addendum", func() {
		p.correct(last)
		s.desk.Window.Canvas().Focus(p.words)
	}))
	if !first.Hidden {
		buttons.Add(ui.NewQuiet("Copy safe to share …", nil, func() { s.copySafe(first.ID) }))
	}
	parts.Add(buttons)
	return ui.NewPanel("", parts)
}

// entry is one note: who wrote it and when, its class, its words or the way to
// see them.
func (p *notes) entry(title string, n data.Note) fyne.CanvasObject {
	var chips []fyne.CanvasObject
	if n.Class.Restricted() {
		chips = append(chips, ui.NewChip(n.Class.String(), ui.ToneToday))
	}
	parts := container.New(column{}, ui.NewBeside(ui.NewParagraph(title, ui.Strong), chips...))
	words, shown := p.revealed[n.ID]
	switch {
	case !n.Hidden:
		parts.Add(ui.NewParagraph(n.Text, ui.Plain))
	case shown:
		parts.Add(ui.NewParagraph(words, ui.Plain))
		parts.Add(ui.NewWrap(ui.NewQuiet("Hide it again", nil, func() { delete(p.revealed, n.ID); p.refresh() })))
	default:
		parts.Add(ui.NewBeside(ui.NewParagraph("Hidden. Whoever looks at it says why, and the history keeps it.", ui.Muted),
			ui.NewButton("Show it …", func() { p.reveal(n) })))
	}
	if n.Class == data.NoteSubstance {
		parts.Add(ui.NewParagraph(data.Part2Notice, ui.Caption))
	}
	return parts
}

// reveal asks for the reason and shows a hidden note.
func (p *notes) reveal(n data.Note) {
	s, key := p.screen, p.screen.file.Key
	s.askReason("Show this note?", n.Class, func(reason string) {
		ui.Load(&p.revealing, func(ctx context.Context) (data.Note, error) {
			return s.desk.Session.RevealNote(ctx, key, n.ID, reason)
		}, func(whole data.Note, err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			p.revealed[n.ID] = whole.Text
			p.refresh()
		})
	})
}

// askReason asks why somebody needs to see what is restricted.
func (s *Screen) askReason(title string, class data.NoteClass, show func(reason string)) {
	s.askWhy(title, "Its class: "+class.String()+". The history keeps that you saw it, when and why.", "Show it", show)
}

// askWhy asks for the reason that the history keeps of a look at what is
// restricted.
func (s *Screen) askWhy(title, about, verb string, show func(reason string)) {
	why := ui.NewTextArea("", 2, 4)
	why.Max = maxText
	row := ui.NewRow("Why do you need to see it?", why)
	row.Required = true
	form := ui.NewForm(row)
	var d *ui.Dialog
	d = ui.Show(s.desk.Window, title, ui.AtLeast(30, 0, container.NewVBox(ui.NewParagraph(about, ui.Plain), form)), why, "Cancel", ui.Action{Text: verb, Do: func() bool {
		if form.Submit() {
			d.Close() // before what is shown opens a box of its own, which closing this one would take along
			show(trimmed(why.Text))
		}
		return false
	}})
}

// conceal hides what was revealed.
func (p *notes) conceal() {
	p.revealing.Stop()
	if len(p.revealed) > 0 {
		clear(p.revealed)
		p.refresh()
	}
}

// maxHints is how many hints are shown at once: more would not be read.
const maxHints = 2

// hint says what of the words being written had better be written otherwise,
// and what the class asks for. It never hinders.
func (p *notes) hint() {
	var lines []string
	switch class, _ := p.class.Value(); class {
	case data.NotePSWP:
		lines = append(lines, "Write the number of the safety report alone, for example PSR-2026-118. What it says stays in its own system.")
	case data.NoteSubstance:
		lines = append(lines, data.Part2Notice)
	}
	hints := data.StyleHints(p.words.Text)
	for _, h := range hints[:min(len(hints), maxHints)] {
		line := "“" + h.Phrase + "”: " + h.Why
		if !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	shown := strings.Join(lines, "\n")
	if shown == p.hinted {
		return
	}
	p.hinted = shown
	p.hints.Clear()
	if shown != "" {
		p.hints.Say(shown, ui.ToneSoon)
	}
	p.whole.Refresh()
}
