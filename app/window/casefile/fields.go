package casefile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// The most characters of a line and of a text, as the rules have them.
const (
	maxLine = 300
	maxText = 20_000
)

func (e *editor) add(f *field) {
	e.fields = append(e.fields, f)
	e.parts = append(e.parts, f.row)
}

// line adds an entry of one line.
func (e *editor) line(name, label, text string) *ui.Entry {
	w := ui.NewEntry("")
	w.Max = maxLine
	w.SetText(text)
	e.add(&field{name, ui.NewRow(label, w), func() string { return w.Text }, w.SetText})
	return w
}

// area adds an entry of several lines.
func (e *editor) area(name, label, text string, rows int) *ui.Entry {
	w := ui.NewTextArea("", rows, 3*rows)
	w.Max = maxText
	w.SetText(text)
	e.add(&field{name, ui.NewRow(label, w), func() string { return w.Text }, w.SetText})
	return w
}

// day adds a date.
func (e *editor) day(name, label string, d data.Date) *ui.DateField {
	w := ui.NewDateField(e.screen.today)
	w.SetDate(d)
	e.add(&field{name, ui.NewRow(label, w), w.Typed, w.SetTyped})
	return w
}

// days adds a number of days, calendar or business.
func (e *editor) days(name, label string) *ui.CountField[data.ClockUnit] {
	w := ui.NewCountField(1, 365, terms(data.ClockUnits))
	get := func() string { n, unit := w.Count(); return strconv.Itoa(n) + " " + string(unit) }
	set := func(text string) {
		number, unit, _ := strings.Cut(text, " ")
		if n, err := strconv.Atoi(number); err == nil {
			w.SetCount(n, data.ClockUnit(unit))
		}
	}
	e.add(&field{name, ui.NewRow(label, w), get, set})
	return w
}

// number adds a whole number, or none.
func (e *editor) number(name, label string, from, to int) *ui.Entry {
	w := e.line(name, label, "")
	w.Max = 9
	e.field(name).row.Check = func() error {
		if n, err := strconv.Atoi(trimmed(w.Text)); !w.Empty() && (err != nil || n < from || n > to) {
			return fmt.Errorf("give a whole number from %d to %d", from, to)
		}
		return nil
	}
	return w
}

// lines adds a list of words, one to a line.
func (e *editor) lines(name, label string, list []string, rows int) *ui.Entry {
	w := e.area(name, label, strings.Join(list, "\n"), rows)
	e.hint(name, "One to a line")
	return w
}

// listed are the lines of a list of words, empty ones left out.
func listed(w *ui.Entry) []string {
	var list []string
	for _, l := range strings.Split(w.Text, "\n") {
		if l = trimmed(l); l != "" {
			list = append(list, l)
		}
	}
	return list
}

// money adds an amount; [centsIn] reads it.
func (e *editor) money(name, label string, cents int64) *ui.Entry {
	w := e.line(name, label, ui.Amount(cents))
	e.field(name).row.Check = func() error { _, err := ui.ReadAmount(w.Text); return err }
	return w
}

// centsIn is the amount in a field that was checked.
func centsIn(w *ui.Entry) int64 {
	n, _ := ui.ReadAmount(w.Text) // the dialog does not save while the field is wrong
	return n
}

// longBox is the number of letters above which two boxes do not fit beside each
// other in large text.
const longBox = 26

// boxes adds a check box for each value of a closed list; chosen reads them.
func boxes[T ~string](e *editor, name, label string, list []data.Term[T], on []T) (chosen func() []T) {
	columns := 2
	if slices.ContainsFunc(list, func(t data.Term[T]) bool { return len(t.Label) > longBox }) {
		columns = 1
	}
	checks, column := make([]*ui.Check, len(list)), container.NewGridWithColumns(columns)
	for i, t := range list {
		checks[i] = ui.NewCheck(t.Label, nil)
		checks[i].SetChecked(slices.Contains(on, t.Value))
		column.Add(checks[i])
	}
	chosen = func() []T {
		var all []T
		for i, t := range list {
			if checks[i].Checked {
				all = append(all, t.Value)
			}
		}
		return all
	}
	get := func() string {
		var all []string
		for _, v := range chosen() {
			all = append(all, string(v))
		}
		return strings.Join(all, " ")
	}
	set := func(text string) {
		on := strings.Fields(text)
		for i, t := range list {
			checks[i].SetChecked(slices.Contains(on, string(t.Value)))
		}
	}
	e.add(&field{name, ui.NewRow(label, column), get, set})
	return chosen
}

// moment adds a day with a time of day.
func (e *editor) moment(name, label string, t time.Time) *ui.MomentField {
	w := ui.NewMomentField(time.Now, e.screen.zone())
	w.SetMoment(t)
	e.add(&field{name, ui.NewRow(label, w), w.Typed, w.SetTyped})
	return w
}

// tick adds a check box.
func (e *editor) tick(name, label string, on bool) *ui.Check {
	w := ui.NewCheck(label, nil)
	w.SetChecked(on)
	e.add(&field{name, ui.NewRow("", w), func() string { return strconv.FormatBool(w.Checked) },
		func(text string) { w.SetChecked(text == "true") }})
	return w
}

// search adds a list to search in; open allows other words.
func (e *editor) search(name, label string, options []ui.Option[string], value string, open bool) *ui.Picker[string] {
	w := ui.NewPicker("", options)
	w.Open = open
	if w.SetValue(value); open {
		w.SetText(value)
	}
	e.add(&field{name, ui.NewRow(label, w), w.Text, w.SetText})
	return w
}

// choose adds a closed list.
func choose[V comparable](e *editor, name, label string, options []ui.Option[V], value V) *ui.Choice[V] {
	w := ui.NewChoice("Choose", options, nil)
	w.SetValue(value)
	e.add(&field{name, ui.NewRow(label, w), func() string { return w.Selected }, func(text string) {
		for _, o := range options {
			if o.Label == text {
				w.SetValue(o.Value)
			}
		}
	}})
	return w
}

// terms are the options of a closed list of the domain.
func terms[T ~string](list []data.Term[T]) []ui.Option[T] {
	options := make([]ui.Option[T], len(list))
	for i, t := range list {
		options[i] = ui.Option[T]{Value: t.Value, Label: t.Label}
	}
	return options
}

// words are the options of a list of plain words.
func words(list []string) []ui.Option[string] {
	return ui.Options(list, func(w string) string { return w })
}

// levels are the options of a scale that is counted from 0.
func levels(names []string) []ui.Option[int] {
	options := make([]ui.Option[int], len(names))
	for i, n := range names {
		options[i] = ui.Option[int]{Value: i, Label: strconv.Itoa(i) + "  " + n}
	}
	return options
}

// held is the value of a choice, the zero value when nothing is chosen.
func held[V comparable](c *ui.Choice[V]) V {
	v, _ := c.Value()
	return v
}

// dayOf is the day in a field that was checked.
func dayOf(f *ui.DateField) data.Date {
	d, _ := f.Date() // the dialog does not save while the field is wrong
	return d
}

// hint says below a field how to fill it in.
func (e *editor) hint(name, text string) {
	e.field(name).row.Hint = text
	e.field(name).row.Explain(nil)
}

// require marks fields that must be filled in.
func (e *editor) require(names ...string) {
	for _, n := range names {
		e.field(n).row.Required = true
		e.field(n).row.Explain(nil)
	}
}

func (e *editor) field(name string) *field {
	for _, f := range e.fields {
		if f.name == name {
			return f
		}
	}
	panic("casefile: the dialog has no field " + name)
}

// beside puts the fields last added into one line; n is how many.
func (e *editor) beside(n int) {
	at := len(e.parts) - n
	line := container.NewGridWithColumns(n, slices.Clone(e.parts[at:])...)
	e.parts = append(e.parts[:at], line)
}

// fold puts the parts from the place at on under a heading that unfolds; the
// fields are those from the place first on.
func (e *editor) fold(title string, at, first int) *ui.Fold {
	f := ui.NewFold(title, container.New(column{}, slices.Clone(e.parts[at:])...))
	f.OnOpen = func(bool) { e.settleFields() }
	if e.folds == nil {
		e.folds = map[*ui.Row]*ui.Fold{}
	}
	for _, each := range e.fields[first:] {
		e.folds[each.row] = f
	}
	e.parts = append(e.parts[:at], f)
	return f
}

// below puts something that is no field at the end.
func (e *editor) below(o fyne.CanvasObject) { e.parts = append(e.parts, o) }
