// Package actions lists the action plans of the whole office: what is to be done
// so that it does not happen again, by whom, until when, and whether it works.
package actions

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/app/window/yousaid"
	"rapport/data"
	"rapport/data/store"
)

// Screen is the list, what is overdue on top.
type Screen struct {
	desk *desk.Desk

	state   *ui.Choice[data.ActionState]
	unit    *ui.Choice[string]
	owner   *ui.Picker[string]
	empty   *ui.Empty
	table   *ui.Table[data.ActionRow]
	content fyne.CanvasObject

	people ui.Loader
	cancel func()
}

const pageSize = 100

// New makes the screen.
func New(d *desk.Desk) *Screen {
	s := &Screen{desk: d, cancel: func() {}}
	states := append([]ui.Option[data.ActionState]{{Label: "Not finished"}}, ui.Options(states(), data.ActionState.String)...)
	states = append(states, ui.Option[data.ActionState]{Value: shown, Label: "In the shareable report"})
	s.state = ui.NewChoice("Not finished", states, func(data.ActionState) { s.reload() })
	s.unit = ui.NewChoice("Every unit", nil, func(string) { s.reload() })
	s.owner = ui.NewPicker[string]("Anybody", nil)
	s.owner.Open = true
	s.owner.OnChanged = func(string, string) { s.reload() }
	s.empty = ui.NewEmpty("", "", nil)
	s.table = ui.NewTable(s.columns(), func(r data.ActionRow) string { return r.Plan.ID.String() }, s.empty)
	s.table.SetDetail(detail)
	s.table.OnOpen = s.open
	s.layout()
	return s
}

// shown chooses the plans that the shareable report shows, whatever their state.
const shown data.ActionState = "shown"

func states() []data.ActionState {
	var all []data.ActionState
	for _, t := range data.ActionStates {
		all = append(all, t.Value)
	}
	return all
}

func (s *Screen) layout() {
	chosen := func(do func(data.ActionRow)) func() {
		return func() {
			if r, ok := s.table.Selected(); ok {
				do(r)
				return
			}
			s.desk.Say("Choose an action in the list first.", nil)
		}
	}
	open := ui.NewButton("Open the case", chosen(s.open))
	words := desk.Only(s.desk, data.RightWork, ui.NewButton("You said, we did …", chosen(func(r data.ActionRow) { yousaid.Open(s.desk, r.Case.Number, r.Plan, s.reload) })))
	head := container.NewVBox(
		ui.NewHeader("Actions", "Done is not verified: somebody else looks at the proof, and later at the effect.", words, open),
		ui.AtMost(64, container.NewGridWithColumns(3, ui.NewRow("State", s.state), ui.NewRow("Unit", s.unit), ui.NewRow("Owner", s.owner))))
	s.content = container.NewBorder(head, nil, nil, nil, s.table)
}

func (s *Screen) today() data.Date { return s.desk.Session.Settings().Today(time.Now()) }

func (s *Screen) columns() []ui.Column[data.ActionRow] {
	next := func(r data.ActionRow) data.Date { return r.Plan.Next().Due }
	due := func(r data.ActionRow) string {
		if next(r).IsZero() {
			return ""
		}
		return ui.DueWords(next(r), s.today())
	}
	return []ui.Column[data.ActionRow]{
		{Title: "Due", Width: 10.5, Text: due, Tone: func(r data.ActionRow) ui.Tone { return ui.DueTone(next(r), s.today()) }},
		{Title: "Action", Width: 14, Weight: 2, Bold: true, Text: func(r data.ActionRow) string { return r.Plan.What }},
		{Title: "State", Width: 11, Extra: true, Text: func(r data.ActionRow) string { return r.Plan.State().String() }},
		{Title: "Owner", Width: 8.5, Weight: 0.6, Extra: true, Text: func(r data.ActionRow) string { return r.Plan.Owner }},
		{Title: "Unit", Width: 8.5, Weight: 0.6, Extra: true, Text: func(r data.ActionRow) string { return r.Unit }},
		{Title: "Case", Width: 8, Text: func(r data.ActionRow) string { return r.Case.Number }},
	}
}

// detail says below the list what the chosen plan asks for next.
func detail(r data.ActionRow) []ui.Span {
	if r.Plan.Shown {
		return []ui.Span{{Text: "You said: " + r.Plan.Said + "  We did: " + r.Plan.Did, Tone: ui.ToneMuted}}
	}
	words := r.Plan.Strength.String()
	if next := r.Plan.Next(); next.What != "" {
		words = next.What + ". " + words
	}
	return []ui.Span{{Text: words, Tone: ui.ToneMuted}}
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is the list.
func (s *Screen) FirstFocus() fyne.Focusable { return s.table }

// Shown reads the plans, and reads them again when something changes.
func (s *Screen) Shown() {
	s.cancel()
	s.cancel = s.desk.Session.Subscribe(func(store.Event) { ui.OnMain(s.reload) })
	set := s.desk.Session.Settings()
	unit, _ := s.unit.Value()
	s.unit.SetOptions(append([]ui.Option[string]{{Label: "Every unit"}}, ui.Options(set.Units, func(u string) string { return u })...))
	s.unit.SetValue(unit)
	ui.Load(&s.people, s.desk.Session.Officers, func(all []data.Officer, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		var names []string
		for _, o := range all {
			names = append(names, o.Name)
		}
		s.owner.SetOptions(ui.Options(names, func(n string) string { return n }))
	})
	s.reload()
}

// Left stops reading and listening.
func (s *Screen) Left() {
	s.cancel()
	s.cancel = func() {}
	s.people.Stop()
	s.table.Stop()
}

func (s *Screen) reload() {
	q := data.ActionQuery{Limit: pageSize, Owner: s.owner.Text()}
	if q.State, _ = s.state.Value(); q.State == shown {
		q.State, q.Shown = "", true
	}
	q.Unit, _ = s.unit.Value()
	s.empty.SetText("No action fits. Choose another state, unit or owner.")
	if q.State == "" && q.Unit == "" && q.Owner == "" {
		s.empty.SetText("No action is open. Add one in the section Actions of a case.")
	}
	if q.Shown {
		s.empty.SetText("The shareable report shows no improvement. Choose an action that is done and press You said, we did.")
	}
	session := s.desk.Session
	s.table.SetSource(func(ctx context.Context, after *data.ActionRow) (ui.Page[data.ActionRow], error) {
		if after != nil {
			q.After = after.At
		}
		page, err := session.ActionPlans(ctx, q)
		if err != nil {
			return ui.Page[data.ActionRow]{}, errors.New(plain.Sentence(err))
		}
		return ui.Page[data.ActionRow]{Rows: page.Rows, Total: -1, More: page.More}, nil
	})
}

// open opens the case at the plan.
func (s *Screen) open(r data.ActionRow) { s.desk.OpenRecord(r.Case.Number, desk.Actions, r.Plan.ID) }
