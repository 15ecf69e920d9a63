package filein

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
)

// sheetDialog is the sheet in which the officer ticks what is taken.
type sheetDialog struct {
	in     *Import
	sheet  data.ReviewSheet
	dialog *ui.Dialog

	bar     *fyne.Container // what was read, and how much is ticked
	head    *fyne.Container
	rows    *fyne.Container
	scroll  *container.Scroll
	count   *ui.Text
	message *ui.Message
	same    *ui.Check // the patient is the same; nil where nothing speaks against it
	keep    *ui.Check // the file is kept; nil where it cannot be
	file    *Kept
	checks  map[string]*ui.Check
	whole   bool // long lists are shown to their end
	busy    bool
}

// review shows what the file says about one of its patients beside the case.
func (in *Import) review(patient int) {
	p, r := in.place, in.from.reading
	set := p.Desk.Session.Settings()
	d := &sheetDialog{in: in, sheet: data.NewReviewSheet(p.File(), in.from.source(), r.Patient(patient), set, set.Today(time.Now())),
		rows: ui.NewColumn(), count: ui.NewText("", ui.Muted), message: ui.NewMessage(), checks: map[string]*ui.Check{}, file: in.kept()}
	in.sheet = d
	d.dialog = ui.Show(p.Desk.Window, "What the file says", d.layout(), nil, "Cancel", ui.Action{Text: "Take what is ticked", Do: d.accept})
	d.dialog.OnClose = func() {
		in.sheet = nil
		in.left()
	}
	window := p.Desk.Window.Canvas().Size()
	d.dialog.Resize(fyne.NewSize(min(em(68), window.Width-em(2)), window.Height-em(2)))
	d.draw()
	d.focusFirst()
}

// focusFirst gives the keyboard to the first box.
func (d *sheetDialog) focusFirst() {
	c := d.in.place.Desk.Window.Canvas()
	if d.same != nil {
		c.Focus(d.same)
		return
	}
	for _, r := range d.sheet.Rows {
		if box, ok := d.checks[r.Key]; ok {
			c.Focus(box)
			return
		}
	}
}

func (d *sheetDialog) layout() fyne.CanvasObject {
	d.head = container.NewVBox()
	for _, note := range d.sheet.Notes {
		m := ui.NewMessage()
		m.Say(note, ui.ToneMuted)
		d.head.Add(m)
	}
	if d.sheet.Stranger != "" {
		warning := ui.NewMessage()
		warning.Say(d.sheet.Stranger, ui.ToneOverdue)
		d.same = ui.NewCheck("I have checked it: this is the patient of this case", func(bool) { d.message.Clear() })
		d.head.Add(warning)
		d.head.Add(d.same)
	}
	last := ui.NewColumn()
	if d.in.place.Keeps && len(d.in.from.raw) > 0 {
		d.keep = ui.NewCheck("Keep the file in the case too, as a document", nil)
		last.Add(ui.NewText("The file itself", ui.Section))
		last.Add(d.keep)
	}
	about := d.sheet.Source.Kind()
	if d.sheet.Source.Maker != "" {
		about += " of " + d.sheet.Source.Maker
	}
	d.count.SetText(" ")
	d.bar = ui.NewBeside(ui.NewParagraph(strings.ToUpper(about[:1])+about[1:], ui.Strong), d.count, ui.NewQuiet("Tick all", nil, func() { d.tick(true) }), ui.NewQuiet("Tick none", nil, func() { d.tick(false) }))
	d.scroll = ui.NewScrolled(ui.NewColumn(d.head, d.rows, last))
	return ui.AtLeast(24, 12, container.NewBorder(d.bar, d.message, nil, nil, d.scroll))
}

// someVisits is how many visits are shown before the officer asks for all.
const someVisits = 8

// draw shows the rows as they stand.
func (d *sheetDialog) draw() {
	d.rows.RemoveAll()
	d.checks = map[string]*ui.Check{}
	group, hidden := "", 0
	seen := map[string]int{}
	if had := d.had(); had != "" {
		d.rows.Add(ui.NewParagraph("The case has already: "+had+".", ui.Muted))
	}
	for _, r := range d.sheet.Rows {
		if had(r) {
			continue
		}
		g := groupOf(r.Key)
		if seen[g]++; g != "patient" && seen[g] > someVisits && !d.whole && !r.Taken {
			hidden++
			continue
		}
		if g != group {
			group = g
			d.rows.Add(ui.NewText(groupTitles[g], ui.Section))
		}
		d.rows.Add(d.row(r))
	}
	if hidden > 0 {
		d.rows.Add(ui.NewWrap(ui.NewQuiet(fmt.Sprintf("Show %s more", ui.Count(hidden)), nil, func() {
			d.whole = true
			d.draw()
			d.focusFirst()
		})))
	}
	if len(d.sheet.Rows) == 0 {
		d.rows.Add(ui.NewParagraph("The file says nothing that a case keeps.", ui.Muted))
	}
	d.say()
	d.settle()
}

// had reports whether the case has the value and the file no other.
func had(r data.ReviewRow) bool { return r.State == data.RowSame && len(r.Choices) < 2 }

// had names what the case has already.
func (d *sheetDialog) had() string {
	var words []string
	for _, r := range d.sheet.Rows {
		switch {
		case !had(r):
		case groupOf(r.Key) == "patient":
			words = append(words, strings.ToLower(r.Label))
		default:
			words = append(words, r.Found)
		}
	}
	return strings.Join(words, "; ")
}

var groupTitles = map[string]string{"patient": "The patient", "relative": "People named beside the patient", "visit": "Visits", "staff": "Who treated"}

func groupOf(key string) string {
	group, _, _ := strings.Cut(key, ".")
	return group
}

// settle lays the rows out again: wrapped text knows its height once it was given
// a width.
func (d *sheetDialog) settle() {
	for range 2 {
		d.scroll.Content.Refresh()
		d.scroll.Refresh()
	}
}

// say counts what is ticked.
func (d *sheetDialog) say() {
	open := 0
	for _, r := range d.sheet.Rows {
		if r.State == data.RowOpen {
			open++
		}
	}
	d.count.SetText(fmt.Sprintf("%s of %s ticked", ui.Count(d.sheet.Ticked()), ui.Count(open)))
	d.bar.Refresh() // the words have another width now
}

// tick sets every tick, or takes every tick off.
func (d *sheetDialog) tick(on bool) {
	d.sheet.Tick(on)
	for _, r := range d.sheet.Rows {
		if box, ok := d.checks[r.Key]; ok && box.Checked != r.Taken {
			box.SetChecked(r.Taken)
		}
	}
	d.say()
}

// row is one value: its box, what was found and what the case has.
func (d *sheetDialog) row(r data.ReviewRow) fyne.CanvasObject {
	var box fyne.CanvasObject
	switch r.State {
	case data.RowOpen:
		check := ui.NewCheck(r.Label, nil)
		check.SetChecked(r.Taken)
		check.OnChanged = func(on bool) {
			d.sheet.Set(r.Key, on)
			d.message.Clear()
			d.say()
		}
		d.checks[r.Key] = check
		box = check
	case data.RowSame:
		box = ui.NewText("✓  "+r.Label, ui.Muted)
	default:
		box = ui.NewText("–  "+r.Label, ui.Muted)
	}
	from := ui.NewText(r.From, ui.Caption)
	var found fyne.CanvasObject = ui.NewBeside(ui.NewParagraph(r.Found, foundKind(r)), from)
	if len(r.Choices) > 1 && r.State != data.RowShown {
		found = ui.NewColumn(d.choice(r), from)
	}
	now := ui.NewColumn()
	switch {
	case r.State == data.RowSame:
		now.Add(ui.NewParagraph("The case has this already", ui.Muted))
	case r.Now != "":
		now.Add(ui.NewParagraph("Now: "+r.Now, ui.Plain))
	}
	if r.Why != "" {
		now.Add(ui.NewParagraph(r.Why, whyKind(r)))
	}
	_, ticked := box.(*ui.Check)
	choice := len(r.Choices) > 1
	at := &line{}
	switch { // the words stand at the height of the box, or the box at that of the field
	case ticked && !choice:
		at.lower = 0.5
	case !ticked && choice:
		at.lower = -0.5
	}
	return container.New(at, box, found, now)
}

func foundKind(r data.ReviewRow) ui.Type {
	if r.State == data.RowOpen {
		return ui.Strong
	}
	return ui.Muted
}

// whyKind sets a remark that warns apart from one that explains.
func whyKind(r data.ReviewRow) ui.Type {
	if strings.Contains(r.Why, "another patient") {
		return ui.Type{Color: ui.ColorOverdue, Bold: true}
	}
	return ui.Caption
}

// choice lets the officer take another of the values that the file has.
func (d *sheetDialog) choice(r data.ReviewRow) fyne.CanvasObject {
	options := make([]ui.Option[int], len(r.Choices))
	for i, words := range r.Choices {
		options[i] = ui.Option[int]{Value: i, Label: words}
	}
	quiet := true
	c := ui.NewChoice("", options, func(i int) {
		if quiet {
			return
		}
		d.sheet.Choose(r.Key, i)
		d.message.Clear()
		at := d.scroll.Offset
		d.draw()
		d.scroll.Offset = at
		d.scroll.Refresh()
		if box, ok := d.checks[r.Key]; ok {
			d.in.place.Desk.Window.Canvas().Focus(box)
		}
	})
	c.SetValue(r.Choice)
	quiet = false
	return c
}

// accept takes what is ticked. The dialog closes with the answer.
func (d *sheetDialog) accept() bool {
	if d.busy {
		return false
	}
	t := data.Taking{Sheet: d.sheet, Confirmed: d.same != nil && d.same.Checked}
	if gaps := t.Gaps(); len(gaps) > 0 {
		d.refuse(gaps)
		return false
	}
	var keep *Kept
	if d.keep != nil && d.keep.Checked {
		keep = d.file
	}
	d.busy = true
	d.message.Say("Taking it into the case …", ui.ToneMuted)
	d.in.place.Take(t, keep, func(err error) {
		d.busy = false
		if d.in.sheet != d {
			return // closed meanwhile
		}
		if err != nil {
			d.refuse(err)
			return
		}
		d.dialog.Close()
	})
	return false
}

// refuse says why it was not taken. Where the case went on meanwhile the sheet is
// made anew, with the ticks that still stand.
func (d *sheetDialog) refuse(err error) {
	var gaps data.Missing
	switch {
	case errors.Is(err, data.ErrConflict):
		d.again()
		d.message.Say("The case was changed meanwhile. The sheet shows it as it is now; look at the ticks and take it again.", ui.ToneToday)
	case errors.As(err, &gaps):
		var words []string
		for _, g := range gaps.Blocking() {
			words = append(words, g.Sentence)
		}
		d.message.Say(strings.Join(words, " "), ui.ToneToday)
		if gaps.Has("taking.stranger") && d.same != nil {
			d.in.place.Desk.Window.Canvas().Focus(d.same)
		}
	default:
		d.message.Say(plain.Sentence(err), ui.ToneOverdue)
	}
}

// again compares the file with the case as it is now.
func (d *sheetDialog) again() {
	p := d.in.place
	set := p.Desk.Session.Settings()
	d.sheet = d.sheet.Anew(p.File(), set, set.Today(time.Now()))
	d.draw()
}
