package cases

import (
	"slices"
	"time"

	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// look is how the list shows a column of [data.CaseColumns].
type look struct {
	width, weight float32 // as in [ui.Column]
	// down columns begin with the newest or the greatest at the first press.
	down bool
	text func(s *Screen, c data.CaseRow) string // nil: as the table that is put out
	tone func(s *Screen, c data.CaseRow) ui.Tone
}

var looks = map[string]look{
	"number":   {width: 7.8},
	"kind":     {width: 6.3, weight: 0.4},
	"state":    {width: 6.8},
	"received": {width: 6.2, down: true, text: func(s *Screen, c data.CaseRow) string { return ui.Day(c.ReceivedOn, s.today()) }},
	"closed": {width: 6.2, down: true, text: func(s *Screen, c data.CaseRow) string {
		if c.ClosedOn.IsZero() {
			return ""
		}
		return ui.Day(c.ClosedOn, s.today())
	}},
	"patient": {width: 9.5, weight: 1.5, text: func(s *Screen, c data.CaseRow) string { return s.desk.Name(c.Patient) }, tone: func(_ *Screen, c data.CaseRow) ui.Tone {
		if c.Restricted {
			return ui.ToneLocked
		}
		return ui.TonePlain
	}},
	"complainant": {width: 9.5, weight: 1.2, text: func(s *Screen, c data.CaseRow) string { return s.desk.Name(c.Complainant) }},
	"mrn":         {width: 8.6, text: func(s *Screen, c data.CaseRow) string { return s.desk.Number(c.MRN) }},
	"unit":        {width: 7.5, weight: 1},
	"owner":       {width: 8, weight: 0.8},
	"due": {width: 10.2, text: func(s *Screen, c data.CaseRow) string { return ui.DueWords(c.NextDue, s.today()) },
		tone: func(s *Screen, c data.CaseRow) ui.Tone { return ui.DueTone(c.NextDue, s.today()) }},
	"severity": {width: 5, weight: 0.3, down: true},
	"flags":    {width: 10, weight: 1.2, down: true},
}

// shutCase stands in the place of the patient's name in a row that the officer may
// not see.
const shutCase = "Restricted case"

// narrow are the columns that stay when the window is too narrow for all.
var narrow = []string{"number", "patient", "due"}

// columnsFor are the columns with the ids, as the table shows them.
func (s *Screen) columnsFor(ids []string) []ui.Column[data.CaseRow] {
	var shown []ui.Column[data.CaseRow]
	for i, c := range data.ColumnsByID(ids) {
		l := looks[c.ID]
		column := ui.Column[data.CaseRow]{Title: c.Title, Width: l.width, Weight: l.weight, Down: l.down, Bold: i == 0,
			Extra: i > 0 && !slices.Contains(narrow, c.ID), Sort: string(c.Order), Text: c.Cell}
		if l.text != nil {
			column.Text = func(r data.CaseRow) string {
				switch {
				case r.Shut && c.ID == "patient":
					return shutCase // where the row is narrow, too
				case r.Shut:
					return c.Cell(r)
				}
				return l.text(s, r)
			}
		}
		if l.tone != nil {
			column.Tone = func(c data.CaseRow) ui.Tone { return l.tone(s, c) }
		}
		shown = append(shown, column)
	}
	return shown
}

func (s *Screen) today() data.Date { return s.desk.Session.Settings().Today(time.Now()) }

// setColumns shows the columns with the ids; none of them: the usual ones.
func (s *Screen) setColumns(ids []string) {
	s.columns = ids
	s.table.SetColumns(s.columnsFor(ids))
	s.showOrder()
}

// chooseColumns asks which columns the list shows.
func (s *Screen) chooseColumns() {
	on := data.ColumnsByID(s.columns)
	checks := make([]*ui.Check, len(data.CaseColumns))
	grid := container.NewGridWithColumns(2)
	for i, c := range data.CaseColumns {
		checks[i] = ui.NewCheck(c.Title, nil)
		checks[i].SetChecked(slices.ContainsFunc(on, func(shown data.CaseColumn) bool { return shown.ID == c.ID }))
		grid.Add(checks[i])
	}
	set := func(ids []string) {
		s.setColumns(ids)
		s.views.show()
	}
	message := ui.NewMessage()
	content := ui.AtLeast(30, 0, container.NewVBox(
		ui.NewParagraph("Where the window is too narrow for all of them, the last ones are left out.", ui.Muted), grid, message))
	ui.Show(s.desk.Window, "Columns of the list", content, checks[0], "Cancel",
		ui.Action{Text: "The usual ones", Do: func() bool { set(nil); return true }},
		ui.Action{Text: "Show these", Do: func() bool {
			var ids []string
			for i, c := range data.CaseColumns {
				if checks[i].Checked {
					ids = append(ids, c.ID)
				}
			}
			if len(ids) == 0 {
				message.Say("Choose at least one column.", ui.ToneOverdue)
				return false
			}
			if slices.Equal(ids, data.UsualColumns) {
				ids = nil
			}
			set(ids)
			return true
		}})
}

// sort orders the list by a column; pressed once more, the other way round.
func (s *Screen) sort(key string, descending bool) {
	s.query.Order = data.CaseOrder(key)
	s.query.Reverse = descending != s.query.Order.Descends()
	s.changed()
}

// showOrder marks the column by which the list is sorted.
func (s *Screen) showOrder() {
	s.table.SetOrder(string(s.query.Order), s.query.Order.Descends() != s.query.Reverse)
}
