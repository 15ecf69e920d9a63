package library

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/ui"
	"rapport/data"
)

// pane is the entry that is selected, in whole, with what can be done with it.
type pane struct {
	shelf   *knowledge
	title   *ui.Paragraph
	words   *ui.Paragraph
	facts   *ui.KeyValues
	buttons *fyne.Container
	scroll  *container.Scroll
	content fyne.CanvasObject
	entry   data.ID // shown now
}

func newPane(k *knowledge) *pane {
	p := &pane{shelf: k, title: ui.NewParagraph("", ui.Section), words: ui.NewParagraph("", ui.Plain), facts: ui.NewKeyValues(), buttons: ui.NewWrap()}
	// The buttons scroll along: with large text they would leave the words no room.
	p.scroll = ui.NewScrolled(container.NewVBox(p.title, p.buttons, p.words, ui.Margin(0.4, widget.NewSeparator()), p.facts))
	p.content = ui.NewPanel("", p.scroll)
	p.clear()
	return p
}

func (p *pane) clear() {
	p.entry = data.ID{}
	p.title.SetText("")
	p.words.SetText("Choose an entry to read it whole.")
	p.facts.Clear()
	p.facts.Refresh()
	p.buttons.RemoveAll()
}

// show shows an entry.
func (p *pane) show(e data.Knowledge) {
	p.title.SetText(e.Title)
	p.words.SetText(wordsOf(e))
	p.facts.Clear()
	p.addFacts(e)
	p.facts.Refresh()
	p.buttons.RemoveAll()
	s, today := p.shelf.screen, p.shelf.today()
	for _, a := range actions() {
		if a.fits(e, today) && s.desk.May(data.RightLibrary) {
			p.buttons.Add(ui.NewButton(a.label, func() { a.do(s, e) }))
		}
	}
	if p.entry != e.ID {
		p.scroll.ScrollToTop()
	}
	p.entry = e.ID
	p.content.Refresh()
}

func wordsOf(e data.Knowledge) string {
	switch {
	case e.Text != "":
		return e.Text
	case e.Unanswered():
		return "Nobody has answered this question yet."
	case e.Source != "":
		return "The words are not kept here. Kept: " + e.Source + "."
	}
	return "There are no words yet."
}

func (p *pane) addFacts(e data.Knowledge) {
	today := p.shelf.today()
	add := func(name, value string) {
		if value != "" {
			p.facts.Add(name, value)
		}
	}
	add("Kind", e.Kind.String())
	p.facts.AddObject("State", container.NewHBox(ui.NewChip(stateWords(e), stateTone(e))))
	add("Number", e.Number)
	add("Version", e.Version)
	add("Language", e.Language)
	add("In force from", long(e.Effective))
	if e.State == data.KnowledgeActive && !e.Review.IsZero() {
		p.facts.AddObject("Review by", container.NewHBox(ui.NewChip(reviewWords(e, today), reviewTone(e, today))))
	}
	if !e.ReviewedOn.IsZero() {
		add("Last reviewed", long(e.ReviewedOn)+" by "+e.ReviewedBy)
	}
	add("Owner", e.Owner)
	add("Kept", e.Source)
	add("Asked in", e.AskedIn)
	if e.Given > 0 {
		add("Given", ui.Plural(e.Given, "time", "times"))
	}
	add("Entered", ui.Day(data.DateOf(e.At, p.shelf.screen.desk.Session.Settings().Zone()), today)+" by "+e.By)
}

func long(d data.Date) string {
	if d.IsZero() {
		return ""
	}
	return ui.LongDay(d)
}
