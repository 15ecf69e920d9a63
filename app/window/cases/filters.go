package cases

import (
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// which cases of those that were ever taken in.
type status string

const (
	every   status = ""
	open    status = "open"
	overdue status = "overdue"
	closed  status = "closed"
)

// filters are the controls above the list; told gets the query they make,
// without text and order.
type filters struct {
	desk     *desk.Desk
	told     func(data.CaseQuery)
	row      fyne.CanvasObject
	more     fyne.CanvasObject // those in a box of their own
	count    *ui.Text          // in that box: how many cases fit
	quiet    bool
	status   *ui.Segments[status]
	kind     *several[data.Kind]
	state    *several[data.State]
	unit     *ui.Picker[string]
	owner    *ui.Choice[string]
	severity *ui.Choice[int]
	marks    []*ui.Check // in the order of data.FlagList

	from, to       *ui.DateField
	dueFrom, dueTo *ui.DateField
}

func newFilters(d *desk.Desk, told func(data.CaseQuery)) *filters {
	f := &filters{desk: d, told: told, count: ui.NewText("", ui.Strong)}
	f.status = ui.NewSegments([]ui.Option[status]{{Value: every, Label: "All"}, {Value: open, Label: "Open"}, {Value: overdue, Label: "Overdue"}, {Value: closed, Label: "Closed"}},
		func(status) { f.tell() })
	f.kind = newSeveral("Any kind", data.Kinds, f.tell)
	f.state = newSeveral("Any state", data.States, f.tell)
	f.severity = ui.NewChoice("Any severity", []ui.Option[int]{{Value: 0, Label: "Any severity"}, {Value: 1, Label: "Low or more"}, {Value: 2, Label: "Medium or more"}, {Value: 3, Label: "High"}},
		func(int) { f.tell() })
	f.owner = ui.NewChoice("Anybody", nil, func(string) { f.tell() })
	f.unit = ui.NewPicker("Any unit", ui.Options(d.Session.Settings().Units, func(u string) string { return u }))
	f.unit.Open = true
	f.unit.OnChanged = func(string, string) { f.tell() }
	for _, flag := range data.FlagList {
		f.marks = append(f.marks, ui.NewCheck(flag.Label, func(bool) { f.tell() }))
	}
	for _, day := range []**ui.DateField{&f.from, &f.to, &f.dueFrom, &f.dueTo} {
		*day = ui.NewDateField(func() data.Date { return d.Session.Settings().Today(time.Now()) })
		(*day).OnChanged = func(data.Date) { f.tell() }
	}
	f.layout()
	f.set(data.CaseQuery{})
	return f
}

func (f *filters) layout() {
	marks := container.NewGridWithColumns(2)
	for _, m := range f.marks {
		marks.Add(m)
	}
	f.more = ui.AtLeast(42, 0, container.NewVBox(
		container.NewGridWithColumns(2, ui.NewRow("Owner", f.owner), ui.NewRow("Unit", f.unit),
			ui.NewRow("Received from", f.from), ui.NewRow("Received to", f.to), ui.NewRow("Due from", f.dueFrom), ui.NewRow("Due to", f.dueTo)),
		ui.NewText("Marked", ui.Strong), marks, f.count))
	f.row = ui.NewWrap(f.status, f.kind.choice, f.state.choice, f.severity, ui.NewQuiet("More filters …", nil, f.open), ui.NewQuiet("Clear", nil, f.clear))
}

func (f *filters) clear() {
	f.set(data.CaseQuery{})
	f.tell()
}

// open shows the other filters in a box. The list behind it follows at once.
func (f *filters) open() {
	ui.Show(f.desk.Window, "More filters", f.more, f.owner, "", ui.Action{Text: "Clear all", Do: func() bool { f.clear(); return false }},
		ui.Action{Text: "Show the list"})
}

func (f *filters) tell() {
	if !f.quiet {
		f.told(f.query())
	}
}

// query is what the controls say.
func (f *filters) query() data.CaseQuery {
	var q data.CaseQuery
	s, _ := f.status.Value()
	q.OpenOnly, q.ClosedOnly, q.Overdue = s == open, s == closed, s == overdue
	q.Kinds, q.States = f.kind.values(), f.state.values()
	q.MinSeverity, _ = f.severity.Value()
	q.Unit = f.unit.Text()
	q.Owner, _ = f.owner.Value()
	for i, m := range f.marks {
		if m.Checked {
			q.Flags |= data.FlagList[i].Flag
		}
	}
	q.ReceivedFrom, _ = f.from.Date() // what is no date says so beside its field, and filters nothing
	q.ReceivedTo, _ = f.to.Date()
	q.DueFrom, _ = f.dueFrom.Date()
	q.DueTo, _ = f.dueTo.Date()
	return q
}

// set shows a query in the controls.
func (f *filters) set(q data.CaseQuery) {
	f.quiet = true
	defer func() { f.quiet = false }()
	s := every
	switch {
	case q.Overdue:
		s = overdue
	case q.OpenOnly:
		s = open
	case q.ClosedOnly:
		s = closed
	}
	f.status.SetValue(s)
	f.kind.set(q.Kinds)
	f.state.set(q.States)
	f.severity.SetValue(q.MinSeverity)
	f.unit.SetText(q.Unit)
	f.owner.SetOptions(f.owners(q.Owner))
	f.owner.SetValue(q.Owner)
	for i, m := range f.marks {
		m.SetChecked(q.Flags.Has(data.FlagList[i].Flag))
	}
	f.from.SetDate(q.ReceivedFrom)
	f.to.SetDate(q.ReceivedTo)
	f.dueFrom.SetDate(q.DueFrom)
	f.dueTo.SetDate(q.DueTo)
}

// owners are the officers to choose from, with the one that a query names.
func (f *filters) owners(named string) []ui.Option[string] {
	names := f.desk.Session.File().Officers()
	if named != "" && !slices.Contains(names, named) {
		names = append(names, named)
	}
	return append([]ui.Option[string]{{Label: "Anybody"}}, ui.Options(names, func(n string) string { return n })...)
}

// several is a closed list that takes one value, and can show that a saved or
// prepared query wants more than one.
type several[T interface {
	~string
	fmt.Stringer
}] struct {
	choice  *ui.Choice[T]
	options []ui.Option[T]
	more    []T // the values of an option that stands for more than one
}

// moreThanOne is the option that stands for more than one value.
const moreThanOne = "\x00"

func newSeveral[T interface {
	~string
	fmt.Stringer
}](anyOf string, terms []data.Term[T], tell func()) *several[T] {
	s := &several[T]{options: []ui.Option[T]{{Label: anyOf}}}
	for _, t := range terms {
		s.options = append(s.options, ui.Option[T]{Value: t.Value, Label: t.Label})
	}
	s.choice = ui.NewChoice(anyOf, s.options, func(T) { tell() })
	return s
}

func (s *several[T]) values() []T {
	v, ok := s.choice.Value()
	switch {
	case !ok || v == "":
		return nil
	case v == moreThanOne:
		return s.more
	}
	return []T{v}
}

func (s *several[T]) set(values []T) {
	options, chosen := s.options, T("")
	switch {
	case len(values) == 1:
		chosen = values[0]
	case len(values) > 1:
		s.more, chosen = values, moreThanOne
		options = append(slices.Clone(options), ui.Option[T]{Value: moreThanOne, Label: labels(values)})
	}
	s.choice.SetOptions(options)
	s.choice.SetValue(chosen)
}
