package letters

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
)

// phrases is the dialog from which a text block is put into the letter.
type phrases struct {
	screen *Screen
	list   *fyne.Container
	found  []data.Phrase
	read   ui.Loader
	dialog *ui.Dialog
}

// choosePhrase opens the dialog; the phrase goes where the officer wrote last.
func (s *Screen) choosePhrase() {
	if !s.ready || ui.DialogOpen(s.desk.Window) {
		return
	}
	if s.words.last == nil {
		s.message.Say("Go to the text into which the phrase belongs, then insert it.", ui.ToneSoon)
		return
	}
	p := &phrases{screen: s, list: container.NewVBox()}
	search := ui.NewSearch("Search in the phrases", p.search)
	search.OnEnter = func() {
		p.search(search.Text)
		if len(p.found) > 0 && !p.read.Busy() {
			p.insert(p.found[0])
		}
	}
	scroll := ui.NewScrolled(p.list)
	room := s.desk.Window.Canvas().Size()
	scroll.SetMinSize(fyne.NewSize(min(560, room.Width-80), min(320, room.Height-220)))
	p.dialog = ui.Show(s.desk.Window, "Insert a phrase", container.NewBorder(search, nil, nil, nil, scroll), search, "Close")
	p.dialog.OnClose = p.read.Stop
	p.search("")
}

func (p *phrases) search(text string) {
	s := p.screen
	q := data.PhraseQuery{Text: text, Language: s.words.facts.Draft.Language, Kind: s.kind}
	ui.Load(&p.read, func(ctx context.Context) ([]data.Phrase, error) { return s.desk.Session.Phrases(ctx, q) }, func(found []data.Phrase, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		p.found = found
		p.list.RemoveAll()
		if len(found) == 0 {
			p.list.Add(ui.NewParagraph("No phrase is kept here. Select words in the letter and press “Keep as a phrase” to make the first.", ui.Muted))
		}
		for _, each := range found {
			whose := "Yours"
			if each.Owner == "" {
				whose = "The office's"
			}
			p.list.Add(ui.NewBeside(ui.NewText(each.Title, ui.Strong), ui.NewChip(whose, ui.ToneMuted),
				ui.NewQuiet("Remove", nil, func() { p.remove(each, text) }), ui.NewButton("Insert", func() { p.insert(each) })))
			p.list.Add(ui.NewParagraph(each.Text, ui.Caption))
		}
		p.list.Refresh()
	})
}

// insert puts the phrase at the cursor, its fields filled in.
func (p *phrases) insert(each data.Phrase) {
	p.dialog.Close()
	s := p.screen
	e := s.words.last
	text := fillText(s.facts(), data.Block{Name: "phrase", Kind: data.BlockParagraph, Slot: true, Text: each.Text})
	s.desk.Window.Canvas().Focus(e)
	e.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: &pasted{text}})
}

func (p *phrases) remove(each data.Phrase, text string) {
	s := p.screen
	ui.Load(&p.read, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.desk.Session.RemovePhrase(ctx, each.ID)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		p.search(text)
		s.desk.Say("The phrase “"+each.Title+"” is removed.", func() { s.savePhrase(each) })
	})
}

// pasted hands words to an entry as the clipboard does, at its cursor and in the
// place of what is selected, without touching the system's clipboard.
type pasted struct{ text string }

func (c *pasted) Content() string        { return c.text }
func (c *pasted) SetContent(text string) { c.text = text }

// keepPhrase keeps the words that are selected, or all of the field.
func (s *Screen) keepPhrase() {
	if !s.ready || ui.DialogOpen(s.desk.Window) {
		return
	}
	text := ""
	if e := s.words.last; e != nil {
		if text = e.SelectedText(); strings.TrimSpace(text) == "" {
			text = e.Text
		}
	}
	if strings.TrimSpace(text) == "" {
		s.message.Say("Select the words that you want to keep as a phrase.", ui.ToneSoon)
		return
	}
	title, office := ui.NewEntry(""), ui.NewCheck("For the whole office", nil)
	words := ui.NewTextArea("", 4, 8)
	words.SetText(strings.TrimSpace(text))
	title.Max = 200
	name := &ui.Row{Label: "Title", Field: title, Required: true, Hint: "Under which it is found again"}
	body := &ui.Row{Label: "Words", Field: words, Required: true, Hint: "Without names of a case: a phrase goes into other letters. [[received.date]] is filled in by each letter."}
	form := ui.NewForm(name, body)
	ui.Show(s.desk.Window, "Keep as a phrase", container.NewVBox(form, office), title, "Cancel", ui.Action{Text: "Keep it", Do: func() bool {
		if !form.Submit() {
			return false
		}
		p := data.Phrase{Title: title.Text, Text: words.Text, Language: s.words.facts.Draft.Language, Owner: s.desk.Session.Officer().Name}
		if office.Checked {
			p.Owner = ""
		}
		s.savePhrase(p)
		return true
	}})
}

func (s *Screen) savePhrase(p data.Phrase) {
	ui.Load(&s.work, func(ctx context.Context) (data.Phrase, error) { return s.desk.Session.SavePhrase(ctx, p) }, func(_ data.Phrase, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.desk.Say("The phrase “"+p.Title+"” is kept.", nil)
	})
}
