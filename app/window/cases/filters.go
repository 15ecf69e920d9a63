package cases

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

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
	told     func(data.CaseQuery)
	row      fyne.CanvasObject
	more     *fyne.Container
	quiet    bool
	status   *ui.Segments[status]
	kind     *ui.Choice[data.Kind]
	state    *ui.Choice[data.State]
	unit     *ui.Picker[string]
	severity *ui.Choice[int]
	from, to *ui.DateField
}

func newFilters(set data.Settings, told func(data.CaseQuery)) *filters {
	f := &filters{told: told}
	f.status = ui.NewSegments([]ui.Option[status]{{Value: every, Label: "All"}, {Value: open, Label: "Open"}, {Value: overdue, Label: "Overdue"}, {Value: closed, Label: "Closed"}},
		func(status) { f.tell() })
	kinds := []ui.Option[data.Kind]{{Label: "Any kind"}}
	for _, k := range data.Kinds {
		kinds = append(kinds, ui.Option[data.Kind]{Value: k.Value, Label: k.Label})
	}
	states := []ui.Option[data.State]{{Label: "Any state"}}
	for _, k := range data.States {
		states = append(states, ui.Option[data.State]{Value: k.Value, Label: k.Label})
	}
	f.kind = ui.NewChoice("Any kind", kinds, func(data.Kind) { f.tell() })
	f.state = ui.NewChoice("Any state", states, func(data.State) { f.tell() })
	f.severity = ui.NewChoice("Any severity", []ui.Option[int]{{Value: 0, Label: "Any severity"}, {Value: 1, Label: "Low or more"}, {Value: 2, Label: "Medium or more"}, {Value: 3, Label: "High"}},
		func(int) { f.tell() })
	f.unit = ui.NewPicker("Any unit", ui.Options(set.Units, func(u string) string { return u }))
	f.unit.Open = true
	f.unit.OnChanged = func(string, string) { f.tell() }
	today := func() data.Date { return set.Today(time.Now()) }
	f.from, f.to = ui.NewDateField(today), ui.NewDateField(today)
	f.from.OnChanged = func(data.Date) { f.tell() }
	f.to.OnChanged = func(data.Date) { f.tell() }
	f.layout()
	return f
}

func (f *filters) layout() {
	f.more = ui.AtMost(56, container.NewGridWithColumns(3,
		ui.NewRow("Unit", f.unit), ui.NewRow("Received from", f.from), ui.NewRow("Received to", f.to)))
	f.more.Hide()
	unfold := ui.NewQuiet("More filters", theme.MenuDropDownIcon(), func() {
		f.more.Hidden = !f.more.Hidden
		f.more.Refresh()
	})
	f.status.SetValue(every)
	f.row = ui.NewWrap(f.status, f.kind, f.state, f.severity, unfold,
		ui.NewQuiet("Clear", nil, func() { f.set(data.CaseQuery{}); f.tell() }))
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
	if k, ok := f.kind.Value(); ok && k != "" {
		q.Kinds = []data.Kind{k}
	}
	if st, ok := f.state.Value(); ok && st != "" {
		q.States = []data.State{st}
	}
	q.MinSeverity, _ = f.severity.Value()
	q.Unit = f.unit.Text()
	q.ReceivedFrom, _ = f.from.Date() // what is no date says so beside its field, and filters nothing
	q.ReceivedTo, _ = f.to.Date()
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
	first(f.kind, q.Kinds)
	first(f.state, q.States)
	f.severity.SetValue(q.MinSeverity)
	f.unit.SetText(q.Unit)
	f.from.SetDate(q.ReceivedFrom)
	f.to.SetDate(q.ReceivedTo)
	if q.Unit != "" || q.ReceivedFrom != 0 || q.ReceivedTo != 0 {
		f.more.Show()
	}
}

func first[T comparable](c *ui.Choice[T], values []T) {
	var v T
	if len(values) > 0 {
		v = values[0]
	}
	c.SetValue(v)
}

// filtered reports whether the query leaves any case out.
func filtered(q data.CaseQuery) bool {
	return len(q.Kinds)+len(q.States)+q.MinSeverity > 0 || q.OpenOnly || q.ClosedOnly || q.Overdue || q.Unit != "" || q.Owner != "" ||
		q.ReceivedFrom != 0 || q.ReceivedTo != 0
}
