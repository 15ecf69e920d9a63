package library

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
)

// agencies are the bodies outside the hospital that letters name. They are
// entered in the settings; here it is seen which must be checked again.
type agencies struct {
	screen  *Screen
	message *ui.Message
	table   *ui.Table[data.Agency]
	whole   fyne.CanvasObject
}

func newAgencies(s *Screen) *agencies {
	a := &agencies{screen: s, message: ui.NewMessage()}
	empty := ui.NewEmpty("No agency is named yet. Letters must say that people may turn to the State agency directly; enter it under Settings.", "Go to Settings", s.goToSettings)
	a.table = ui.NewTable(a.columns(), func(g data.Agency) string { return g.Name }, empty)
	a.table.OnOpen = s.agencyChecked
	a.table.OnRune = func(r rune) {
		if r == 'r' {
			a.checked()
		}
	}
	buttons := ui.NewWrap(
		desk.Only(s.desk, data.RightLibrary, ui.NewButton("Checked today", a.checked)),
		desk.Only(s.desk, data.RightSettings, ui.NewButton("Change them in Settings", s.goToSettings)),
	)
	a.whole = container.NewBorder(a.message, buttons, nil, nil, a.table)
	return a
}

func (a *agencies) columns() []ui.Column[data.Agency] {
	today := a.screen.today
	return []ui.Column[data.Agency]{
		{Title: "Agency", Width: 14, Weight: 2, Bold: true, Text: func(g data.Agency) string { return g.Name }},
		{Title: "Phone", Width: 9, Text: func(g data.Agency) string { return g.Phone }},
		{Title: "For whom, or where", Width: 12, Weight: 2, Extra: true, Text: func(g data.Agency) string { return g.Note }},
		{Title: "Last checked", Width: 10, Text: func(g data.Agency) string {
			if g.Verified.IsZero() {
				return "never"
			}
			return ui.ShortDay(g.Verified)
		}, Tone: func(g data.Agency) ui.Tone {
			if g.Stale(today()) {
				return ui.ToneOverdue
			}
			return ui.TonePlain
		}},
	}
}

func (a *agencies) content() fyne.CanvasObject { return a.whole }

func (a *agencies) first() fyne.Focusable { return a.table }

// refresh shows the agencies as the settings have them.
func (a *agencies) refresh() {
	set := a.screen.desk.Session.Settings()
	a.table.SetRows(slices.Clone(set.Agencies))
	_, stale := set.StaleEntries(a.screen.today())
	a.message.Clear()
	if stale > 0 {
		a.message.Say(ui.Plural(stale, "entry was", "entries were")+" not checked for a year. A wrong number in a letter sends people away; call it, then mark it as checked.", ui.ToneToday)
	}
	if _, ok := a.table.Selected(); !ok && len(set.Agencies) > 0 {
		a.table.Select(set.Agencies[0].Name)
	}
	a.whole.Refresh()
}

func (a *agencies) checked() {
	if g, ok := a.table.Selected(); ok {
		a.screen.agencyChecked(g)
	}
}

// agencyChecked notes that name, number and address were checked today.
func (s *Screen) agencyChecked(g data.Agency) {
	if !s.desk.Allowed(data.RightLibrary) {
		return
	}
	on := func(day data.Date) form.Save {
		return directory(func(set data.Settings) data.Settings {
			set.Agencies = slices.Clone(set.Agencies)
			for i := range set.Agencies {
				if set.Agencies[i].Name == g.Name {
					set.Agencies[i].Verified = day
				}
			}
			return set
		})
	}
	s.run(on(s.today()), g.Name+": checked today.", on(g.Verified))
}
