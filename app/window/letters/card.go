package letters

import (
	"fmt"
	"maps"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/ui"
	"rapport/data"
)

// card is one block of the template: text that stands as it is printed, a slot
// to write in, or the fields that it is filled from. A block that is not printed
// is one quiet line.
type card struct {
	words *words
	block data.Block

	absent  *ui.Paragraph // why it is not printed
	printed *ui.Paragraph // the words as they are printed, of what is no slot
	fixed   fyne.CanvasObject
	slot    *ui.Entry // nil for what is no slot
	row     *ui.Row
	back    *ui.Button // to the template's words
	says    string     // what the template says in the slot
	own     bool       // the slot holds the officer's own words
	entered *ui.Form   // fields that the block is filled from; nil for none
	content *fyne.Container
}

func newCard(w *words, b data.Block) *card {
	c := &card{words: w, block: b, absent: ui.NewParagraph("", ui.Caption), printed: ui.NewParagraph("", ui.Muted)}
	c.absent.Hide()
	if b.Slot {
		c.writable()
	} else {
		c.asPrinted()
	}
	c.content = container.NewVBox(c.absent, c.fixed)
	return c
}

// writable is a slot that the officer may write anew.
func (c *card) writable() {
	b := c.block
	c.slot = c.words.area(b.Name, 2)
	c.row = ui.NewRow(label(b), c.slot)
	if c.row.Hint = b.Hint; c.row.Hint == c.row.Label {
		c.row.Hint = ""
	}
	c.slot.OnChanged = func(text string) {
		c.own = c.own || text != c.says
		c.mark()
		c.words.told()
	}
	c.back = ui.NewQuiet("Back to the template's words", theme.ContentUndoIcon(), c.restore)
	c.back.Hide()
	c.fixed = container.NewVBox(ui.NewForm(c.row), container.NewHBox(c.back))
	c.words.ways[b.Name] = c.row.Focus
}

// asPrinted is text that stands in every letter; under a lock where only a new
// version of the rule's text may change it.
func (c *card) asPrinted() {
	b := c.block
	parts := container.NewVBox()
	if b.Title != "" && !onlyEntered(b) {
		parts.Add(ui.NewText(b.Title, ui.Strong))
	}
	parts.Add(c.printed)
	icon := widget.NewIcon(theme.NewThemedResource(pageIcon))
	if l := b.Lock; l != nil {
		icon.SetResource(theme.NewThemedResource(lockIcon))
		parts.Add(ui.NewParagraph(fmt.Sprintf("%s, version %d, approved by %s", l.Source, l.Version, l.Approver), ui.Caption))
	}
	c.fixed = container.NewBorder(nil, nil, container.NewVBox(container.NewGridWrap(fyne.NewSquareSize(theme.TextSize()*1.3), icon)), nil, parts)
}

// label names a block for the officer.
func label(b data.Block) string {
	if b.Title != "" {
		return b.Title
	}
	if known := map[string]string{"subject": "Subject line", "opening": "Thanks and regret", "closing": "Last words", "next": "What happens next"}[b.Name]; known != "" {
		return known
	}
	name := strings.ReplaceAll(b.Name, "_", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

// fields adds the fields from which the block is filled: the steps, the answers,
// a day or another value that the case does not know.
func (c *card) fields(x data.LetterFacts, name string) {
	w := c.words
	switch f, _ := data.FieldNamed(name); {
	case name == "steps":
		c.add("steps", ui.NewRow("What we did", w.steps), "One step in each line; Alt with Up or Down moves it")
	case name == "findings":
		c.answers(x)
	case name == "completed.date":
		c.add("completed_on", ui.NewRow("Review completed on", w.completed), "")
	case f.Source == data.FromLetter && f.For(x.Draft.Kind):
		c.value(x, f)
	}
}

func (c *card) add(field string, r *ui.Row, hint string) {
	r.Hint = hint
	if c.entered == nil {
		c.entered = ui.NewForm()
		c.content.Add(c.entered)
	}
	c.entered.Add(r)
	c.words.ways[field] = r.Focus
}

// answers makes a field for each issue of the case, in the case's order.
func (c *card) answers(x data.LetterFacts) {
	given := map[data.ID]string{}
	for _, a := range x.Draft.Findings {
		given[a.Issue] = a.Text
	}
	for i, is := range x.File.Issues {
		a := answer{issue: is.ID, text: c.words.area(c.block.Name, 3)}
		a.text.SetText(given[is.ID])
		finding := "No finding yet"
		if is.Finding.Outcome != "" {
			finding = "Finding: " + is.Finding.Outcome.String()
		}
		c.words.answers = append(c.words.answers, a)
		c.add(is.ID.String(), ui.NewRow("What we found: "+short(is.Words), a.text), finding)
		if i == 0 {
			c.words.ways["findings"] = c.words.ways[is.ID.String()]
		}
	}
}

// value makes a field of what only this letter knows.
func (c *card) value(x data.LetterFacts, f data.Field) {
	w, kept := c.words, x.Draft.Values[f.Name]
	v := value{field: f}
	var control fyne.CanvasObject
	switch f.Type {
	case data.FieldDate:
		v.day = w.day(x.Settings)
		if d, err := data.ParseDate(kept); err == nil {
			v.day.SetDate(d)
		}
		control = v.day
	case data.FieldText, data.FieldLines:
		v.entry = w.area(c.block.Name, 2)
	default:
		v.entry = w.line(c.block.Name)
	}
	if v.entry != nil {
		v.entry.SetText(kept)
		control = v.entry
	}
	w.values = append(w.values, v)
	c.add(f.Name, ui.NewRow(f.Label, control), map[data.FieldType]string{data.FieldLines: "One in each line"}[f.Type])
}

// update shows the block as it is printed now.
func (c *card) update(x data.LetterFacts, b data.Filled) {
	c.absent.Hidden = b.Shown
	c.fixed.Show()
	if !b.Shown {
		c.absent.SetText(label(b.Block) + ": " + b.Because)
		c.fixed.Hide()
	}
	if c.slot == nil {
		text := printedText(x, b)
		if text == "" || c.entered != nil && onlyEntered(b.Block) {
			c.printed.Hide()
		} else if c.printed.Show(); c.printed.String() != text {
			c.printed.SetText(text)
		}
	} else if b.Shown {
		c.fill(x, b)
	}
	c.content.Refresh()
}

// fill shows the words of a slot; what the officer has written stays.
func (c *card) fill(x data.LetterFacts, b data.Filled) {
	was, own := x.Draft.Words[b.Name]
	c.says = templateSays(x, b.Block)
	switch {
	case own && !c.own:
		c.own = true
		setText(c.slot, was)
	case !own && !c.own:
		setText(c.slot, c.says)
	}
	c.mark()
}

// templateSays is what the template makes of a slot in this letter.
func templateSays(x data.LetterFacts, b data.Block) string {
	if b.Text == "" {
		return ""
	}
	b.Ask = ""
	return fillText(x, b)
}

// fillText is the text of a block with its fields filled in, whatever the letter
// has under its name.
func fillText(x data.LetterFacts, b data.Block) string {
	b.When = nil
	x.Template.Blocks = []data.Block{b}
	x.Draft.Words = nil
	filled, _ := x.Fill()
	return filled[0].Text()
}

// printedText is the text of a block as the page has it.
func printedText(x data.LetterFacts, b data.Filled) string {
	if p, ok := x.To(); ok && b.Kind == data.BlockGreeting {
		return p.SalutationIn(x.Template.Language)
	}
	text := b.Text()
	if (b.Kind == data.BlockBullets || b.Kind == data.BlockNumbered) && text != "" {
		text = "•  " + strings.ReplaceAll(text, "\n", "\n•  ")
	}
	return text
}

// onlyEntered reports whether the block says nothing beside one field in which
// the officer writes.
func onlyEntered(b data.Block) bool {
	names := data.FieldsIn(b.Text)
	if len(names) != 1 || strings.TrimSpace(b.Text) != "[["+names[0]+"]]" {
		return false
	}
	f, _ := data.FieldNamed(names[0])
	return names[0] == "steps" || names[0] == "findings" || f.Source == data.FromLetter
}

// mark offers the way back where the words are the officer's own.
func (c *card) mark() {
	if hidden := !c.own || strings.TrimSpace(c.says) == ""; c.back.Hidden != hidden {
		c.back.Hidden = hidden
		c.fixed.Refresh()
	}
}

// restore brings the template's words back.
func (c *card) restore() {
	c.slot.SetText(c.says)
	c.own = false
	c.mark()
	c.words.told()
}

// into writes what the officer made of the block into a draft.
func (c *card) into(d *data.LetterDraft) {
	switch _, was := d.Words[c.block.Name]; {
	case c.slot == nil:
	case c.own:
		d.SetWords(c.block.Name, c.slot.Text)
	case was:
		words := maps.Clone(d.Words) // the draft before keeps its own
		delete(words, c.block.Name)
		d.Words = words
	}
}

// first is where the keyboard goes in the block, nil where there is nothing to
// write.
func (c *card) first() *ui.Row {
	switch {
	case c.row != nil && c.fixed.Visible():
		return c.row
	case c.entered != nil:
		return c.entered.First()
	}
	return nil
}

var (
	lockIcon = fyne.NewStaticResource("lock.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#000000" d="M7 10V7a5 5 0 0 1 10 0v3h1a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zm2 0h6V7a3 3 0 0 0-6 0z"/></svg>`))
	pageIcon = fyne.NewStaticResource("page.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#000000" d="M5 6h14v2H5zM5 11h14v2H5zM5 16h9v2H5z"/></svg>`))
)
