package templates

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
)

// blockForm is the fields of the block that is selected.
type blockForm struct {
	editor   *editor
	quiet    bool            // the fields are being filled by the program
	shown    int             // the block in the fields, -1 for none
	unlocked map[string]bool // regulatory blocks that a manager changes now

	heading, name, text, ask, hint *ui.Entry
	kind                           *ui.Choice[data.BlockKind]
	field, condition               *ui.Picker[string]
	slot                           *ui.Check
	when, lock, regulate           *fyne.Container
	rows                           map[string]*ui.Row
	content                        *fyne.Container
	scroll                         *container.Scroll
}

func newBlockForm(e *editor) *blockForm {
	f := &blockForm{editor: e, shown: -1, unlocked: map[string]bool{}, when: ui.NewColumn(), lock: ui.NewColumn(), regulate: ui.NewColumn(), rows: map[string]*ui.Row{}}
	line := func(most int, set func(*data.Block, string)) *ui.Entry {
		w := ui.NewEntry("")
		w.Max = most
		w.OnChanged = func(text string) { f.set(func(b *data.Block) { set(b, text) }) }
		return w
	}
	f.heading = line(form.MaxLine, func(b *data.Block, t string) { b.Title = t })
	f.name = line(60, func(b *data.Block, t string) { b.Name = strings.TrimSpace(t) })
	f.ask = line(form.MaxLine, func(b *data.Block, t string) { b.Ask = t })
	f.hint = line(form.MaxLine, func(b *data.Block, t string) { b.Hint = t })
	f.text = ui.NewTextArea("", 3, 12)
	f.text.Max = 10_000
	f.text.OnChanged = func(t string) { f.set(func(b *data.Block) { b.Text = t }) }
	f.kind = ui.NewChoice("Choose", form.Terms(data.BlockKinds), func(k data.BlockKind) { f.set(func(b *data.Block) { b.Kind = k }) })
	f.slot = ui.NewCheck("The officer may write it anew in a letter", func(on bool) {
		f.set(func(b *data.Block) { b.Slot = on })
		f.rows["ask"].Hidden, f.rows["hint"].Hidden = !on, !on
		f.content.Refresh()
	})
	f.field = f.fieldPicker()
	f.condition = f.conditionPicker()
	row := func(name, label, hint string, field fyne.CanvasObject) *ui.Row {
		r := ui.NewRow(label, field)
		r.Hint = hint
		f.rows[name] = r
		return r
	}
	f.content = ui.NewColumn(f.lock,
		row("text", "Text", "A line is a paragraph, an item of a list, or “Label: value” in a table", f.text),
		row("field", "Put in a field", "", f.field),
		container.NewGridWithColumns(2, row("heading", "Heading above it", "", f.heading), row("kind", "Kind", "", f.kind)),
		ui.NewText("Printed where", ui.Strong), f.when, row("condition", "", "", f.condition),
		f.slot, row("ask", "Say where it says nothing", "Empty: it may stay empty", f.ask), row("hint", "Hint for the officer", "", f.hint),
		row("name", "Name of the block", "The officer's words are kept under it", f.name), f.regulate)
	f.scroll = ui.NewScrolled(f.content)
	return f
}

// fieldPicker puts a field of this kind of letter into the text.
func (f *blockForm) fieldPicker() *ui.Picker[string] {
	var options []ui.Option[string]
	for _, field := range data.FieldsFor(f.editor.t.Kind) {
		options = append(options, ui.Option[string]{Value: field.Name, Label: field.Label})
	}
	p := ui.NewPicker("Search: contact, date, steps …", options)
	p.OnChanged = func(name, _ string) {
		if name == "" {
			return
		}
		f.text.Insert("[[" + name + "]]")
		p.SetText("")
		f.editor.shelf.desk.Window.Canvas().Focus(f.text)
	}
	return p
}

// conditionPicker adds a condition of the closed list, as it is or turned round.
func (f *blockForm) conditionPicker() *ui.Picker[string] {
	var options []ui.Option[string]
	for _, c := range data.Conditions() {
		options = append(options, ui.Option[string]{Value: c.Name, Label: "Only where " + c.Label}, ui.Option[string]{Value: "!" + c.Name, Label: "Only where not: " + c.Label})
	}
	p := ui.NewPicker("Add a condition", options)
	p.OnChanged = func(name, _ string) {
		if name == "" {
			return
		}
		p.SetText("")
		f.set(func(b *data.Block) {
			other := "!" + name
			if plain, turned := strings.CutPrefix(name, "!"); turned {
				other = plain
			}
			b.When = slices.DeleteFunc(slices.Clone(b.When), func(w string) bool { return w == name || w == other })
			b.When = append(b.When, name)
		})
		f.conditions()
	}
	return p
}

// block is the one that is selected, nil where there is none.
func (f *blockForm) block() *data.Block {
	if e := f.editor; e.at >= 0 && e.at < len(e.t.Blocks) {
		return &e.t.Blocks[e.at]
	}
	return nil
}

// set changes the block that is selected.
func (f *blockForm) set(change func(*data.Block)) {
	b := f.block()
	if f.quiet || b == nil || f.shown != f.editor.at {
		return
	}
	change(b)
	f.editor.changed()
}

// free reports whether the words of the block can be changed now.
func (f *blockForm) free() bool {
	b := f.block()
	return b != nil && f.editor.editable() && (b.Lock == nil || f.opened(b))
}

// opened reports whether a manager changes the regulatory text of the block:
// since a moment ago, or because its approval was not said yet.
func (f *blockForm) opened(b *data.Block) bool {
	l := b.Lock
	return f.unlocked[b.Name] || f.editor.shelf.desk.Session.Officer().Roles.Has(data.RoleManager) && f.editor.editable() && (l.Approver == "" || l.Source == "" || l.Effective.IsZero())
}

// show fills the fields with the block that is selected.
func (f *blockForm) show() {
	b := f.block()
	f.shown = f.editor.at
	f.content.Hidden = b == nil
	if b == nil {
		f.shown = -1
		return
	}
	f.quiet = true
	for e, text := range map[*ui.Entry]string{f.heading: b.Title, f.name: b.Name, f.text: b.Text, f.ask: b.Ask, f.hint: b.Hint} {
		if e.Text != text {
			e.SetText(text)
		}
	}
	f.kind.SetValue(b.Kind)
	f.slot.SetChecked(b.Slot)
	f.quiet = false
	free := f.free()
	for _, w := range []fyne.Disableable{f.heading, f.name, f.text, f.ask, f.hint, f.kind, f.slot} {
		if free {
			w.Enable()
		} else {
			w.Disable()
		}
	}
	f.rows["ask"].Hidden, f.rows["hint"].Hidden = !b.Slot, !b.Slot
	f.slot.Hidden = b.Lock != nil
	f.rows["field"].Hidden, f.rows["condition"].Hidden = !free, !free
	f.conditions()
	f.regulation()
	f.content.Refresh()
	f.scroll.Refresh() // the height is known once the fields are
}

// conditions lists where the block is printed, each with a way to take it off.
func (f *blockForm) conditions() {
	f.when.RemoveAll()
	b := f.block()
	if len(b.When) == 0 {
		f.when.Add(ui.NewParagraph("In every letter of this kind", ui.Muted))
	}
	for _, name := range b.When {
		words := ui.NewParagraph("Only where "+data.ConditionWords(name), ui.Plain)
		if !f.free() {
			f.when.Add(words)
			continue
		}
		f.when.Add(ui.NewBeside(words, ui.NewQuiet("Take off", nil, func() {
			f.set(func(b *data.Block) {
				b.When = slices.DeleteFunc(slices.Clone(b.When), func(w string) bool { return w == name })
			})
			f.conditions()
		})))
	}
	f.when.Refresh()
}

// regulation shows what stands behind regulatory text, and lets a manager
// change it with a new version, approver and day.
func (f *blockForm) regulation() {
	f.lock.RemoveAll()
	f.regulate.RemoveAll()
	b, e := f.block(), f.editor
	manager := e.shelf.desk.Session.Officer().Roles.Has(data.RoleManager)
	switch {
	case b.Lock == nil:
		if e.editable() && manager {
			f.regulate.Add(ui.NewWrap(ui.NewButton("Make it regulatory text", f.makeRegulatory)))
		}
	case f.opened(b):
		f.lock.Add(f.lockRows(b))
	default:
		l := b.Lock
		f.lock.Add(ui.NewParagraph(fmt.Sprintf("Regulatory text: %s. Version %d, approved by %s, in force from %s.", orNothing(l.Source), l.Version, orNothing(l.Approver), orNothing(ui.LongDay(l.Effective))), ui.Muted))
		if e.editable() && manager {
			f.lock.Add(ui.NewWrap(ui.NewButton("Change the regulatory text", f.unlock)))
		} else if e.editable() {
			f.lock.Add(ui.NewParagraph("Only a manager changes, adds or removes regulatory text.", ui.Muted))
		}
	}
	f.lock.Refresh()
}

func (f *blockForm) makeRegulatory() {
	b := f.block()
	f.unlocked[b.Name] = true
	f.set(func(b *data.Block) { b.Lock, b.Slot = &data.Lock{Version: 1}, false })
	f.show()
}

// unlock begins a new version of the regulatory text: who approves it and from
// when it holds must be said anew.
func (f *blockForm) unlock() {
	b := f.block()
	f.unlocked[b.Name] = true
	next := data.Lock{Source: b.Lock.Source, Version: b.Lock.Version + 1}
	if old, ok := f.editor.used().Block(b.Name); ok && old.Lock != nil {
		next.Version = old.Lock.Version + 1
	}
	f.set(func(b *data.Block) { b.Lock = &next })
	f.show()
}

// lockRows are the fields of a lock.
func (f *blockForm) lockRows(b *data.Block) fyne.CanvasObject {
	source, approver, version := ui.NewEntry("42 CFR 482.13(a)(2)"), ui.NewEntry("Name and position"), ui.NewEntry("")
	source.Max, approver.Max, version.Max = form.MaxLine, form.MaxLine, 4
	source.SetText(b.Lock.Source)
	approver.SetText(b.Lock.Approver)
	version.SetText(strconv.Itoa(b.Lock.Version))
	day := ui.NewDateField(f.editor.shelf.today)
	day.SetDate(b.Lock.Effective)
	change := func(set func(*data.Lock)) {
		f.set(func(b *data.Block) {
			if b.Lock != nil {
				set(b.Lock)
			}
		})
	}
	source.OnChanged = func(t string) { change(func(l *data.Lock) { l.Source = t }) }
	approver.OnChanged = func(t string) { change(func(l *data.Lock) { l.Approver = t }) }
	version.OnChanged = func(t string) { change(func(l *data.Lock) { l.Version, _ = strconv.Atoi(strings.TrimSpace(t)) }) } // what is no number is 0, a problem that is listed
	day.OnChanged = func(d data.Date) { change(func(l *data.Lock) { l.Effective = d }) }
	need := func(label string, field fyne.CanvasObject) *ui.Row {
		r := ui.NewRow(label, field)
		r.Required = true
		return r
	}
	off := ui.NewQuiet("It is no regulatory text", nil, func() {
		f.set(func(b *data.Block) { b.Lock = nil })
		f.show()
	})
	return container.NewVBox(ui.NewText("Regulatory text, new version", ui.Strong),
		container.NewGridWithColumns(2, need("Source in the law", source), need("Version of the text", version)),
		container.NewGridWithColumns(2, need("Approved by", approver), need("Holds from", day)), ui.NewWrap(off))
}

// focus gives the text the keyboard.
func (f *blockForm) focus() {
	if f.free() {
		f.editor.shelf.desk.Window.Canvas().Focus(f.text)
	}
}
