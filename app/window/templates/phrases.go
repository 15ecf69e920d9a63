package templates

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// phrases is the list of pieces of text for letters with the one that is read.
type phrases struct {
	shelf   *Shelf
	search  *ui.Entry
	lang    *ui.Choice[data.Lang]
	text    string
	message *ui.Message
	empty   *ui.Empty
	table   *ui.Table[data.Phrase]
	pane    *fyne.Container
	scroll  *container.Scroll
	whole   fyne.CanvasObject
	reading ui.Loader
}

func newPhrases(s *Shelf) *phrases {
	p := &phrases{shelf: s, message: ui.NewMessage(), pane: ui.NewColumn()}
	p.scroll = ui.NewScrolled(p.pane)
	p.search = ui.NewSearch("Search titles and texts", func(text string) { p.text = text; p.refresh() })
	p.search.OnEnter = func() { s.desk.Window.Canvas().Focus(p.table) }
	p.lang = ui.NewChoice("Any language", append([]ui.Option[data.Lang]{{Label: "Any language"}}, form.Terms(data.Langs)...), nil)
	p.lang.SetValue("")
	p.lang.OnChanged = func(string) { p.refresh() }
	p.empty = ui.NewEmpty("", "", nil)
	p.table = ui.NewTable([]ui.Column[data.Phrase]{
		{Title: "Title", Width: 12, Weight: 2, Bold: true, Text: func(x data.Phrase) string { return x.Title }},
		{Title: "Language", Width: 6, Text: func(x data.Phrase) string { return x.Language.String() }},
		{Title: "Whose", Width: 7, Text: whose},
		{Title: "For", Width: 9, Weight: 1, Extra: true, Text: kindWords},
	}, func(x data.Phrase) string { return x.ID.String() }, p.empty)
	p.table.OnSelect, p.table.OnOpen = p.show, func(x data.Phrase) { p.edit(x) }
	filters := ui.NewBeside(p.search, p.lang, desk.Only(p.shelf.desk, data.RightLibrary, ui.NewPrimary("Add a phrase …", func() { p.edit(data.Phrase{Language: data.English}) })))
	split := container.NewHSplit(p.table, ui.NewPanel("", p.scroll))
	split.SetOffset(0.56)
	p.whole = container.NewBorder(container.NewVBox(filters, p.message), nil, nil, nil, split)
	return p
}

func whose(x data.Phrase) string {
	if x.Owner != "" {
		return "Your own"
	}
	return "The office"
}

func kindWords(x data.Phrase) string {
	if len(x.Kinds) == 0 {
		return "All letters"
	}
	var all []string
	for _, k := range x.Kinds {
		all = append(all, k.String())
	}
	return strings.Join(all, ", ")
}

func (p *phrases) content() fyne.CanvasObject { return p.whole }
func (p *phrases) first() fyne.Focusable      { return p.search }

func (p *phrases) refresh() {
	session, q := p.shelf.desk.Session, data.PhraseQuery{Text: p.text}
	q.Language, _ = p.lang.Value()
	ui.Load(&p.reading, func(ctx context.Context) ([]data.Phrase, error) { return session.Phrases(ctx, q) }, func(all []data.Phrase, err error) {
		if errors.Is(err, context.Canceled) {
			return
		}
		if err != nil {
			p.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		p.message.Clear()
		words := "There are no phrases yet. Add what you write again and again: how to get the medical record, whom to call at night. Officers find it while they write a letter."
		if q != (data.PhraseQuery{}) {
			words = "No phrase fits the search."
		}
		p.empty.SetText(words)
		p.table.SetRows(all)
		if x, ok := p.table.Selected(); ok {
			p.show(x)
		} else if len(all) > 0 {
			p.table.Select(all[0].ID.String())
		} else {
			p.pane.Objects = []fyne.CanvasObject{ui.NewParagraph("Choose a phrase to read it.", ui.Muted)}
			p.pane.Refresh()
			p.scroll.Refresh()
		}
	})
}

func (p *phrases) show(x data.Phrase) {
	facts := ui.NewKeyValues()
	facts.Add("Whose", whose(x))
	facts.Add("Language", x.Language.String())
	facts.Add("For", kindWords(x))
	facts.Add("Entered", ui.Day(data.DateOf(x.At, p.shelf.desk.Session.Settings().Zone()), p.shelf.today())+" by "+x.By)
	buttons := desk.Only(p.shelf.desk, data.RightLibrary, ui.NewWrap(ui.NewButton("Change …", func() { p.edit(x) }), ui.NewButton("Remove", func() {
		p.shelf.run(func(ctx context.Context, in *store.Session) error { return in.RemovePhrase(ctx, x.ID) }, "“"+x.Title+"” is removed.", keeping(x))
	})))
	p.pane.Objects = []fyne.CanvasObject{ui.NewParagraph(x.Title, ui.Section), buttons, ui.NewParagraph(x.Text, ui.Plain), facts}
	p.pane.Refresh()
	p.scroll.Refresh()
}

func keeping(x data.Phrase) form.Save {
	return func(ctx context.Context, in *store.Session) error { _, err := in.SavePhrase(ctx, x); return err }
}

// edit adds a phrase, or changes one.
func (p *phrases) edit(x data.Phrase) {
	if !p.shelf.desk.Allowed(data.RightLibrary) {
		return
	}
	fresh, title, draft := x.ID == (data.ID{}), "Add a phrase", "phrase/new"
	if !fresh {
		title, draft = "Change the phrase", "phrase/"+x.ID.String()
	}
	f := form.New(p.shelf.desk, draft, title, "Save")
	name := f.Line("title", "Title, by which it is found", x.Title)
	lang := form.Choose(f, "language", "Language", form.Terms(data.Langs), x.Language)
	f.Beside(2)
	text := f.Area("text", "Text", x.Text, 4, 10)
	pickField(f, text)
	ticked := f.Ticks("kinds", "For these letters (none: for all)", labels(data.LetterKinds), labelsOf(x.Kinds))
	own := f.Tick("own", "Only for me", x.Owner != "")
	f.Require("title", "text", "language")
	f.First = name
	now := x
	f.Gather = func() form.Save {
		now = x
		now.Title, now.Text, now.Language, now.Owner = form.Trimmed(name.Text), form.Trimmed(text.Text), form.Held(lang), ""
		if own.Checked {
			now.Owner = p.shelf.desk.Session.Officer().Name
		}
		now.Kinds = nil
		for _, k := range data.LetterKinds {
			if slices.Contains(ticked(), k.Label) {
				now.Kinds = append(now.Kinds, k.Value)
			}
		}
		return func(ctx context.Context, in *store.Session) (err error) {
			now, err = in.SavePhrase(ctx, now)
			return err
		}
	}
	f.Done = func(bool) {
		p.refresh()
		p.table.Select(now.ID.String())
		p.shelf.desk.Say("“"+now.Title+"” is saved.", func() {
			undo := keeping(x)
			if fresh {
				undo = func(ctx context.Context, in *store.Session) error { return in.RemovePhrase(ctx, now.ID) }
			}
			p.shelf.run(undo, "Taken back.", nil)
		})
	}
	f.Open()
}

// pickField adds the list from which fields are put into a text.
func pickField(f *form.Form, text *ui.Entry) {
	names := map[string]string{}
	var all []string
	for _, k := range data.LetterKinds {
		for _, field := range data.FieldsFor(k.Value) {
			if _, there := names[field.Label]; !there {
				names[field.Label] = field.Name
				all = append(all, field.Label)
			}
		}
	}
	pick := f.Search("insert", "Put in a field", all, "")
	pick.OnChanged = func(_, label string) {
		if name, ok := names[label]; ok {
			text.Insert("[[" + name + "]]")
			pick.SetText("")
		}
	}
	f.Hint("insert", "It is filled in from the case: the contact person, a date")
}

func labels[T ~string](terms []data.Term[T]) []string {
	var all []string
	for _, t := range terms {
		all = append(all, t.Label)
	}
	return all
}

func labelsOf(kinds []data.LetterKind) []string {
	var all []string
	for _, k := range kinds {
		all = append(all, k.String())
	}
	return all
}
