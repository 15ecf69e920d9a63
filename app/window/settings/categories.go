package settings

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// categories is the part about the list of categories of issues: what is in
// force, a draft of the next version with what it changes, and the versions
// before. It is saved by itself, not with the other settings.
type categories struct {
	desk    *desk.Desk
	column  *fyne.Container
	message *ui.Message
	content fyne.CanvasObject
	work    ui.Loader
}

func newCategories(d *desk.Desk) *categories {
	c := &categories{desk: d, column: container.NewVBox(), message: ui.NewMessage()}
	c.content = ui.NewPanel("Categories of issues", container.NewVBox(c.message, c.column), ui.NewButton("Add a category …", c.add))
	return c
}

// shown is the list that is looked at: the draft, or what a draft starts from.
func (c *categories) shown() data.Taxonomy {
	set := c.desk.Session.Settings()
	if draft, ok := set.TaxonomyDraft(); ok {
		return draft
	}
	return set.NextTaxonomy()
}

func (c *categories) refresh() {
	set := c.desk.Session.Settings()
	c.column.RemoveAll()
	for _, t := range set.Taxonomies() {
		if t.State != data.TaxonomyDraft {
			c.column.Add(ui.NewParagraph(c.versionLine(t), ui.Muted))
		}
	}
	if draft, ok := set.TaxonomyDraft(); ok {
		c.column.Add(c.draft(draft, set.Taxonomy()))
	} else {
		c.column.Add(ui.NewParagraph("Change a category to begin a draft of the next version. Nothing changes for cases until it is put in force, and issues keep the category that they have.", ui.Plain))
	}
	for _, k := range c.shown().Categories {
		c.column.Add(c.category(k))
	}
	c.column.Refresh()
}

// versionLine tells of one version: when, by whom and why.
func (c *categories) versionLine(t data.Taxonomy) string {
	name := fmt.Sprintf("Version %d", t.Version)
	if t.Version == 1 {
		name += ", the Healthcare Complaints Analysis Tool"
	}
	line := name + ": " + strings.ToLower(t.State.String())
	if !t.From.IsZero() {
		line += ", from " + ui.LongDay(t.From) + ", by " + t.By + ". " + t.Reason
	}
	return line
}

// draft says how the draft differs from what is in force, and what can be done
// with it.
func (c *categories) draft(draft, active data.Taxonomy) fyne.CanvasObject {
	words := container.NewVBox(ui.NewText(fmt.Sprintf("Draft of version %d, not in force yet", draft.Version), ui.Strong))
	changes := draft.Changes(active)
	for _, change := range changes {
		words.Add(ui.NewParagraph(change, ui.Plain))
	}
	if len(changes) == 0 {
		words.Add(ui.NewParagraph("It does not differ from the list in force yet.", ui.Muted))
	}
	words.Add(ui.NewWrap(ui.NewButton("Put it in force …", c.activate), ui.NewButton("Put the draft away …", c.drop)))
	return ui.NewBar(words)
}

func (c *categories) category(k data.Category) fyne.CanvasObject {
	var names []string
	for _, s := range k.Subs {
		if !s.Retired {
			names = append(names, s.Name)
		}
	}
	title := k.Name
	if k.Retired {
		title += " (no longer offered)"
	}
	return container.NewVBox(ui.NewText(title, ui.Strong), ui.NewParagraph(strings.Join(names, "; "), ui.Muted),
		ui.NewWrap(ui.NewButton("Change "+k.Name+" …", func() { c.edit(k) })))
}

// subRow is one sub-category that may be renamed or retired.
type subRow struct {
	code    string
	name    *ui.Entry
	retired *ui.Check
}

// edit changes a category in the draft.
func (c *categories) edit(k data.Category) {
	name, meaning, retired := entryOf(k.Name), entryOf(k.Meaning), ui.NewCheck("No longer offer this category", nil)
	retired.SetChecked(k.Retired)
	form := ui.NewForm(required(ui.NewRow("Name", name)), required(ui.NewRow("What belongs in it", meaning)), ui.NewRow("", retired))
	var rows []subRow
	for i, s := range k.Subs {
		r := subRow{s.Code, entryOf(s.Name), ui.NewCheck("No longer offered", nil)}
		r.retired.SetChecked(s.Retired)
		rows = append(rows, r)
		form.Add(required(ui.NewRow(fmt.Sprintf("Sub-category %d", i+1), container.NewBorder(nil, nil, nil, r.retired, r.name))))
	}
	more := ui.NewTextArea("", 2, 6)
	form.Add(hinted(ui.NewRow("New sub-categories", more), "One in each line"))
	c.form("Change "+k.Name, form, name, func() data.Taxonomy {
		t := c.shown().Named(k.Code, name.Text, meaning.Text).Retire(k.Code, "", retired.Checked)
		for _, r := range rows {
			t = t.SubNamed(k.Code, r.code, r.name.Text).Retire(k.Code, r.code, r.retired.Checked)
		}
		for _, l := range lines(more.Text) {
			t = t.WithSub(k.Code, l)
		}
		return t
	})
}

// add puts a category of the office's own into the draft.
func (c *categories) add() {
	name, meaning := entryOf(""), entryOf("")
	domain := ui.NewChoice("Choose", ui.Options(data.Domains, func(d string) string { return d }), nil)
	subs := ui.NewTextArea("", 3, 8)
	form := ui.NewForm(required(ui.NewRow("Name", name)), required(ui.NewRow("Domain", domain)), required(ui.NewRow("What belongs in it", meaning)),
		hinted(ui.NewRow("Sub-categories", subs), "One in each line; the slot Other is added"))
	c.form("Add a category", form, name, func() data.Taxonomy {
		in, _ := domain.Value() // the form checked it
		t := c.shown().WithCategory(in, name.Text, meaning.Text)
		code := t.Categories[len(t.Categories)-1].Code
		for _, l := range lines(subs.Text) {
			t = t.WithSub(code, l)
		}
		return t
	})
}

func entryOf(text string) *ui.Entry {
	e := ui.NewEntry("")
	e.Max = 200
	e.SetText(text)
	return e
}

// form shows the fields of one category and keeps what was typed in the draft.
func (c *categories) form(title string, form *ui.Form, first *ui.Entry, change func() data.Taxonomy) {
	message := ui.NewMessage()
	var d *ui.Dialog
	d = ui.Show(c.desk.Window, title, ui.AtLeast(34, 0, ui.NewScrolled(container.NewVBox(message, form))), first, "Cancel",
		ui.Action{Text: "Keep it in the draft", Do: func() bool {
			if !form.Submit() {
				return false
			}
			draft := change()
			c.do(func(ctx context.Context, s *store.Session) error { return s.SaveTaxonomyDraft(ctx, draft) },
				"The draft is saved.", func() { d.Close() }, message)
			return false
		}})
	d.Resize(fyne.NewSize(0, 900))
}

// activate asks why, and puts the draft in force.
func (c *categories) activate() {
	ui.AskText(c.desk.Window, ui.TextQuestion{Title: "Put the categories in force", Yes: "Put them in force", Label: "Why do they change?", Required: true, Rows: 2, Max: 2000,
		Text: "From now on new issues are put into these categories. Issues that are on file keep the ones that they have, and reports name them as they were."},
		func(reason string) {
			c.do(func(ctx context.Context, s *store.Session) error { return s.ActivateTaxonomy(ctx, reason) }, "The new categories are in force.", func() {}, c.message)
		})
}

// drop puts the draft away, after a question.
func (c *categories) drop() {
	ui.Ask(c.desk.Window, ui.Question{Title: "Put the draft away", Text: "What was changed in the draft is lost. The list in force stays as it is.", Yes: "Put it away", Danger: true}, func() {
		c.do(func(ctx context.Context, s *store.Session) error { return s.DropTaxonomyDraft(ctx) }, "The draft is put away.", func() {}, c.message)
	})
}

// do makes a change, and says so or why not.
func (c *categories) do(change func(context.Context, *store.Session) error, said string, after func(), message *ui.Message) {
	session := c.desk.Session
	ui.Load(&c.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, change(ctx, session) },
		func(_ struct{}, err error) {
			if err != nil {
				message.Say(plain.Sentence(err), ui.ToneOverdue)
				return
			}
			message.Clear()
			after()
			c.refresh()
			c.desk.Say(said, nil)
		})
}
