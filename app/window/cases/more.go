package cases

import (
	"slices"
	"time"

	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// more is the box with the filters that are not always in sight. The list behind
// it follows at once.
type more struct {
	*filters

	state          *several[data.State]
	severity       *ui.Choice[int]
	owner          *ui.Choice[string]
	unit           *ui.Picker[string]
	from, to       *ui.DateField
	dueFrom, dueTo *ui.DateField
	marks          []*ui.Check // in the order of data.FlagList
}

// open shows the box. Its fields are made anew each time, in the look that the
// window has then.
func (f *filters) open() {
	m := &more{filters: f}
	m.state = newSeveral("Any state", data.States, m.take)
	m.severity = ui.NewChoice("Any severity", []ui.Option[int]{{Value: 0, Label: "Any severity"}, {Value: 1, Label: "Low or more"}, {Value: 2, Label: "Medium or more"}, {Value: 3, Label: "High"}},
		func(int) { m.take() })
	m.owner = ui.NewChoice("Anybody", m.owners(), func(string) { m.take() })
	m.unit = ui.NewPicker("Any unit", ui.Options(f.desk.Session.Settings().Units, func(u string) string { return u }))
	m.unit.Open = true
	m.unit.OnChanged = func(string, string) { m.take() }
	for _, flag := range data.FlagList {
		m.marks = append(m.marks, ui.NewCheck(flag.Label, func(bool) { m.take() }))
	}
	for _, day := range []**ui.DateField{&m.from, &m.to, &m.dueFrom, &m.dueTo} {
		*day = ui.NewDateField(func() data.Date { return f.desk.Session.Settings().Today(time.Now()) })
		(*day).OnChanged = func(data.Date) { m.take() }
	}
	m.set()
	m.show()
}

func (m *more) show() {
	marks := container.NewGridWithColumns(3)
	for _, mark := range m.marks {
		marks.Add(mark)
	}
	box := ui.AtLeast(42, 0, container.NewVBox(
		container.NewGridWithColumns(3, ui.NewRow("Owner", m.owner), ui.NewRow("State", m.state.choice), ui.NewRow("Severity", m.severity)),
		container.NewGridWithColumns(4,
			ui.NewRow("Received from", m.from), ui.NewRow("Received to", m.to), ui.NewRow("Due from", m.dueFrom), ui.NewRow("Due to", m.dueTo)),
		ui.NewRow("Unit", m.unit),
		ui.NewText("Marked", ui.Strong), marks, m.count))
	clear := func() bool {
		m.clear()
		m.set()
		return false
	}
	ui.Show(m.desk.Window, "More filters", box, m.owner, "", ui.Action{Text: "Clear all", Do: clear}, ui.Action{Text: "Show the list"})
}

// owners are the officers to choose from, with the one that the query names.
func (m *more) owners() []ui.Option[string] {
	names := m.desk.Session.File().Officers()
	if named := m.rest.Owner; named != "" && !slices.Contains(names, named) {
		names = append(names, named)
	}
	return append([]ui.Option[string]{{Label: "Anybody"}}, ui.Options(names, func(n string) string { return n })...)
}

// take takes the fields over into the query.
func (m *more) take() {
	if m.quiet {
		return
	}
	q := data.CaseQuery{States: m.state.values(), Unit: m.unit.Text(), Among: m.rest.Among, AmongName: m.rest.AmongName}
	q.MinSeverity, _ = m.severity.Value()
	q.Owner, _ = m.owner.Value()
	for i, mark := range m.marks {
		if mark.Checked {
			q.Flags |= data.FlagList[i].Flag
		}
	}
	q.ReceivedFrom, _ = m.from.Date() // what is no date says so beside its field, and filters nothing
	q.ReceivedTo, _ = m.to.Date()
	q.DueFrom, _ = m.dueFrom.Date()
	q.DueTo, _ = m.dueTo.Date()
	m.rest = q
	m.tell()
}

// set shows the query in the fields.
func (m *more) set() {
	m.quiet = true
	defer func() { m.quiet = false }()
	q := m.rest
	m.state.set(q.States)
	m.severity.SetValue(q.MinSeverity)
	m.unit.SetText(q.Unit)
	m.owner.SetValue(q.Owner)
	for i, mark := range m.marks {
		mark.SetChecked(q.Flags.Has(data.FlagList[i].Flag))
	}
	m.from.SetDate(q.ReceivedFrom)
	m.to.SetDate(q.ReceivedTo)
	m.dueFrom.SetDate(q.DueFrom)
	m.dueTo.SetDate(q.DueTo)
}
