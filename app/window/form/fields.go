package form

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"rapport/app/window/ui"
	"rapport/data"
)

// MaxLine is the most characters of a line, as the rules have them.
const MaxLine = 300

// field is one thing to fill in: its name as the rules call it, and its words
// for the draft.
type field struct {
	name  string
	row   *ui.Row
	get   func() string
	set   func(string)
	stays bool // keeps its words for the next entry
}

func (f *Form) add(name, label string, control fyne.CanvasObject, get func() string, set func(string)) {
	each := &field{name: name, row: ui.NewRow(label, control), get: get, set: set}
	f.fields = append(f.fields, each)
	f.parts = append(f.parts, each.row)
}

// Line adds an entry of one line.
func (f *Form) Line(name, label, text string) *ui.Entry {
	w := ui.NewEntry("")
	w.Max = MaxLine
	w.SetText(text)
	f.add(name, label, w, func() string { return w.Text }, w.SetText)
	return w
}

// Area adds an entry of several lines.
func (f *Form) Area(name, label, text string, rows, most int) *ui.Entry {
	w := ui.NewTextArea("", rows, most)
	w.Max = data.MaxNote
	w.SetText(text)
	f.add(name, label, w, func() string { return w.Text }, w.SetText)
	return w
}

// File adds the path of a file of one of the kinds (".pdf"), which may be chosen.
func (f *Form) File(name, label, path string, extensions ...string) *ui.Entry {
	var w *ui.Entry
	w = ui.NewPathEntry("The whole path of the file", func() {
		f.files = dialog.NewFileOpen(func(chosen fyne.URIReadCloser, err error) {
			if err != nil || chosen == nil {
				return // closed without a choice
			}
			if err := chosen.Close(); err == nil {
				w.SetText(chosen.URI().Path())
			}
		}, f.Desk.Window)
		f.files.SetFilter(storage.NewExtensionFileFilter(extensions))
		f.files.Show()
	})
	w.SetText(path)
	f.add(name, label, w, func() string { return w.Text }, w.SetText)
	return w
}

// Day adds a date.
func (f *Form) Day(name, label string, d data.Date) *ui.DateField {
	w := ui.NewDateField(f.Today)
	w.SetDate(d)
	get := func() string { d, _ := w.Date(); return d.String() } // a half-typed day is not kept
	set := func(text string) {
		if d, err := data.ParseDate(text); err == nil {
			w.SetDate(d)
		}
	}
	f.add(name, label, w, get, set)
	return w
}

// Tick adds a check box.
func (f *Form) Tick(name, label string, on bool) *ui.Check {
	w := ui.NewCheck(label, nil)
	w.SetChecked(on)
	f.add(name, "", w, func() string { return strconv.FormatBool(w.Checked) }, func(text string) { w.SetChecked(text == "true") })
	return w
}

// Ticks adds a check box for each of the words; chosen reads them.
func (f *Form) Ticks(name, label string, list, on []string) (chosen func() []string) {
	checks, column := make([]*ui.Check, len(list)), container.NewGridWithColumns(2)
	mark := func(on []string) {
		for i, words := range list {
			checks[i].SetChecked(contains(on, words))
		}
	}
	for i, words := range list {
		checks[i] = ui.NewCheck(words, nil)
		column.Add(checks[i])
	}
	mark(on)
	chosen = func() []string {
		var all []string
		for i, words := range list {
			if checks[i].Checked {
				all = append(all, words)
			}
		}
		return all
	}
	f.add(name, label, column, func() string { return strings.Join(chosen(), "\n") }, func(text string) { mark(strings.Split(text, "\n")) })
	return chosen
}

func contains(list []string, words string) bool {
	for _, l := range list {
		if l == words {
			return true
		}
	}
	return false
}

// Search adds a list to search in that allows other words.
func (f *Form) Search(name, label string, list []string, value string) *ui.Picker[string] {
	w := ui.NewPicker("", ui.Options(list, func(l string) string { return l }))
	w.Open = true
	w.SetText(value)
	f.add(name, label, w, w.Text, w.SetText)
	return w
}

// Choose adds a closed list of the domain.
func Choose[T comparable](f *Form, name, label string, options []ui.Option[T], value T) *ui.Choice[T] {
	w := ui.NewChoice("Choose", options, nil)
	w.SetValue(value)
	f.add(name, label, w, func() string { return w.Selected }, func(text string) {
		for _, o := range options {
			if o.Label == text {
				w.SetValue(o.Value)
			}
		}
	})
	return w
}

// Terms are the options of a closed list of the domain.
func Terms[T ~string](list []data.Term[T]) []ui.Option[T] {
	options := make([]ui.Option[T], len(list))
	for i, t := range list {
		options[i] = ui.Option[T]{Value: t.Value, Label: t.Label}
	}
	return options
}

// Today is the office's day.
func (f *Form) Today() data.Date { return f.Desk.Session.Settings().Today(time.Now()) }

// Row is the line of the field with the name.
func (f *Form) Row(name string) *ui.Row { return f.field(name).row }

// Need shows the fields that an entry has, by their names, and hides those that
// it has not: what is hidden is neither asked for nor checked.
func (f *Form) Need(fits map[string]bool) {
	for name, yes := range fits {
		f.Row(name).Hidden = !yes
	}
	for _, o := range f.parts {
		o.Refresh() // a line lays its fields out anew
	}
	if f.column != nil {
		f.column.Refresh()
	}
}

// Hint says below a field how to fill it in.
func (f *Form) Hint(name, text string) {
	f.Row(name).Hint = text
	f.Row(name).Explain(nil)
}

// Require marks fields that must be filled in.
func (f *Form) Require(names ...string) {
	for _, n := range names {
		f.Row(n).Required = true
	}
}

// Stays marks fields that keep their words for the next entry.
func (f *Form) Stays(names ...string) {
	for _, n := range names {
		f.field(n).stays = true
	}
}

func (f *Form) field(name string) *field {
	for _, each := range f.fields {
		if each.name == name {
			return each
		}
	}
	panic("form: the dialog has no field " + name)
}

// Beside puts the fields last added into one line; n is how many.
func (f *Form) Beside(n int) {
	at := len(f.parts) - n
	line := container.NewGridWithColumns(n, append([]fyne.CanvasObject(nil), f.parts[at:]...)...)
	f.parts = append(f.parts[:at], line)
}

// Below puts something that is no field at the end.
func (f *Form) Below(o fyne.CanvasObject) { f.parts = append(f.parts, o) }

// Check adds a condition to the field with the name; its error is a sentence.
func (f *Form) Check(name string, check func() error) { f.Row(name).Check = check }

// Trimmed are the words of an entry without the blanks around them.
func Trimmed(words string) string { return strings.TrimSpace(words) }

// DayOf is the day in a field that was checked.
func DayOf(w *ui.DateField) data.Date {
	d, _ := w.Date() // the dialog does not save while the field is wrong
	return d
}

// Held is the value of a choice, the zero value when nothing is chosen.
func Held[T comparable](w *ui.Choice[T]) T {
	v, _ := w.Value()
	return v
}
