package letters

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"rapport/app/window/ui"
	"rapport/data"
)

// words are the fields of the letter at the left of the screen, in three groups:
// to whom and when it goes, what it says block by block, and what goes with it.
type words struct {
	told    func()             // something was changed
	entered func(block string) // the keyboard came to a block
	wants                      // what the fields ask of the screen

	quiet bool // fields are being filled by the screen itself
	facts data.LetterFacts

	who   *who
	with  *with
	cards []*card
	last  *ui.Entry // in which the officer wrote last, where phrases go

	steps     *ui.Entry
	completed *ui.DateField
	answers   []answer
	values    []value

	holder *fyne.Container
	ways   map[string]func() // to the fields, by their names in gaps
}

// wants are what the fields ask of the screen.
type wants struct {
	keyboard  func(fyne.Focusable)
	language  func(data.Lang)   // go on in another language
	confirmed func()            // the address was checked with the person today
	person    func()            // see the person in the case
	letter    func(data.Letter) // see the letter that is corrected
}

// answer is what the letter says to one issue.
type answer struct {
	issue data.ID
	text  *ui.Entry
}

// value is a field that only this letter knows.
type value struct {
	field data.Field
	entry *ui.Entry     // nil for a day
	day   *ui.DateField // nil for words
}

func newWords(set data.Settings, told func(), entered func(string), asks wants) *words {
	w := &words{holder: container.NewVBox(), ways: map[string]func(){}, entered: entered, wants: asks}
	w.told = func() {
		if !w.quiet {
			told()
		}
	}
	w.who = newWho(w, set)
	w.with = newWith(w)
	w.steps, w.completed = w.area("steps", 3), w.day(set)
	return w
}

func (w *words) line(block string) *ui.Entry {
	e := ui.NewEntry("")
	e.OnChanged = func(string) { w.told() }
	e.OnFocus = func() { w.entered(block) }
	return e
}

// area is a field of many lines into which phrases may be put.
func (w *words) area(block string, rows int) *ui.Entry {
	e := ui.NewTextArea("", rows, 14)
	e.OnChanged = func(string) { w.told() }
	e.OnFocus = func() {
		w.last = e
		w.entered(block)
	}
	return e
}

func (w *words) day(set data.Settings) *ui.DateField {
	f := ui.NewDateField(today(set))
	f.OnChanged = func(data.Date) { w.told() }
	return f
}

// follow shows a draft about the case.
func (w *words) follow(x data.LetterFacts) {
	w.quiet = true
	defer func() { w.quiet = false }()
	w.facts, w.last = x, nil
	clear(w.ways)
	w.who.follow(x)
	w.with.follow(x)
	setText(w.steps, strings.Join(x.Draft.Steps, "\n"))
	w.completed.SetDate(x.Draft.CompletedOn)
	w.answers, w.values = nil, nil
	w.holder.Objects = []fyne.CanvasObject{
		ui.NewPanel("Who and when", w.who.content),
		ui.NewPanel("What the letter says", w.says(x)),
		ui.NewPanel("With it", w.with.content),
	}
	w.holder.Refresh()
}

// says makes a card of each block of the template, in their order.
func (w *words) says(x data.LetterFacts) fyne.CanvasObject {
	column := container.NewVBox()
	w.cards = nil
	used := map[string]bool{}
	for _, b := range x.Template.Blocks {
		c := newCard(w, b)
		for _, name := range data.FieldsIn(b.Text) {
			if !used[name] {
				c.fields(x, name)
			}
			used[name] = true
		}
		w.cards = append(w.cards, c)
		column.Add(c.content)
	}
	w.update(x)
	return column
}

// update shows the blocks as they are printed now.
func (w *words) update(x data.LetterFacts) {
	quiet := w.quiet
	w.quiet = true
	defer func() { w.quiet = quiet }()
	blocks, _ := x.Fill()
	for i, b := range blocks {
		if i < len(w.cards) && w.cards[i].block.Name == b.Name {
			w.cards[i].update(x, b)
		}
	}
}

// setText leaves the cursor alone where the text is there already.
func setText(e *ui.Entry, text string) {
	if e.Text != text {
		e.SetText(text)
	}
}

// short is the beginning of a text, for a label.
func short(text string) string {
	const most = 60
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) > most {
		return string(r[:most]) + " …"
	}
	return string(r)
}

// draft is the letter as the fields have it.
func (w *words) draft() data.LetterDraft {
	d := w.facts.Draft
	w.who.into(&d)
	w.with.into(&d)
	d.Steps = lines(w.steps.Text)
	d.CompletedOn, _ = w.completed.Date() // what is no date is said beside its field, and its lack by the gate
	d.Findings = nil
	for _, a := range w.answers {
		d.Findings = append(d.Findings, data.IssueAnswer{Issue: a.issue, Text: a.text.Text})
	}
	for _, c := range w.cards {
		c.into(&d)
	}
	for _, v := range w.values {
		if text := v.text(); text != d.Values[v.field.Name] {
			d.SetValue(v.field.Name, text)
		}
	}
	return d
}

// text is the value as a draft keeps it: days as YYYY-MM-DD.
func (v value) text() string {
	if v.entry != nil {
		return v.entry.Text
	}
	if d, err := v.day.Date(); err == nil {
		return d.String()
	}
	return ""
}

func lines(text string) []string {
	var all []string
	for _, l := range strings.Split(text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			all = append(all, l)
		}
	}
	return all
}

// jump goes to a field by its name in gaps and reports whether there is one.
func (w *words) jump(field string) bool {
	way, ok := w.ways[field]
	if ok {
		way()
	}
	return ok
}

// toBlock goes to the block: into its field, or where it stands.
func (w *words) toBlock(name string, scroll *container.Scroll) {
	for _, c := range w.cards {
		if c.block.Name != name {
			continue
		}
		if first := c.first(); first != nil {
			first.Focus()
			return
		}
		driver := fyne.CurrentApp().Driver()
		at := driver.AbsolutePositionForObject(c.content).Y - driver.AbsolutePositionForObject(scroll.Content).Y
		most := max(0, scroll.Content.MinSize().Height-scroll.Size().Height)
		scroll.ScrollToOffset(fyne.NewPos(0, min(max(0, at-scroll.Size().Height/4), most)))
	}
}

// moveKeys are Alt with Up and Down, which move a line of a list.
func (w *words) moveKeys(win fyne.Window) (stop func()) {
	key := func(name fyne.KeyName, by int) func() {
		return ui.OnShortcut(win, &desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierAlt}, func() { w.moveLine(win, by) })
	}
	up, down := key(fyne.KeyUp, -1), key(fyne.KeyDown, +1)
	return func() { up(); down() }
}

// moveLine moves the line with the cursor up or down in the list that has the
// keyboard.
func (w *words) moveLine(win fyne.Window, by int) {
	for _, e := range []*ui.Entry{w.steps, w.with.own, w.with.copies} {
		if win.Canvas().Focused() != fyne.Focusable(e) {
			continue
		}
		runes := []rune(e.Text)
		at := strings.Count(string(runes[:min(e.CursorTextOffset(), len(runes))]), "\n")
		all := strings.Split(e.Text, "\n")
		if to := at + by; to >= 0 && to < len(all) {
			all[at], all[to] = all[to], all[at]
			e.SetText(strings.Join(all, "\n"))
			e.CursorRow, e.CursorColumn = to, 0
			e.Refresh()
		}
	}
}
