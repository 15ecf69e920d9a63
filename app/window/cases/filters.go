package cases

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

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
	desk   *desk.Desk
	told   func(data.CaseQuery)
	row    fyne.CanvasObject
	quiet  bool
	status *ui.Segments[status]
	kind   *several[data.Kind]
	rest   data.CaseQuery // what is chosen in the box with the other filters
	count  *ui.Text       // in that box: how many cases fit
}

func newFilters(d *desk.Desk, told func(data.CaseQuery)) *filters {
	f := &filters{desk: d, told: told, count: ui.NewText("", ui.Strong)}
	f.status = ui.NewSegments([]ui.Option[status]{{Value: every, Label: "All"}, {Value: open, Label: "Open"}, {Value: overdue, Label: "Overdue"}, {Value: closed, Label: "Closed"}},
		func(status) { f.tell() })
	f.kind = newSeveral("Any kind", data.Kinds, f.tell)
	f.row = ui.NewWrap(f.status, f.kind.choice, ui.NewQuiet("More filters …", nil, f.open))
	f.set(data.CaseQuery{})
	return f
}

func (f *filters) clear() {
	f.set(data.CaseQuery{})
	f.tell()
}

func (f *filters) tell() {
	if !f.quiet {
		f.told(f.query())
	}
}

// query is what the controls say.
func (f *filters) query() data.CaseQuery {
	q := f.rest
	s, _ := f.status.Value()
	q.OpenOnly, q.ClosedOnly, q.Overdue = s == open, s == closed, s == overdue
	q.Kinds = f.kind.values()
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
	f.rest = data.CaseQuery{States: q.States, MinSeverity: q.MinSeverity, Unit: q.Unit, Owner: q.Owner, Flags: q.Flags,
		ReceivedFrom: q.ReceivedFrom, ReceivedTo: q.ReceivedTo, DueFrom: q.DueFrom, DueTo: q.DueTo,
		Among: q.Among, AmongName: q.AmongName}
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
