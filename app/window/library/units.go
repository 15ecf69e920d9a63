package library

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// units is the directory of who answers for each unit. Every unit of the
// settings has its line, whether somebody is named for it or not.
type units struct {
	screen  *Screen
	message *ui.Message
	table   *ui.Table[data.UnitContact]
	buttons *fyne.Container
	whole   fyne.CanvasObject
}

func newUnits(s *Screen) *units {
	u := &units{screen: s, message: ui.NewMessage(), buttons: ui.NewWrap()}
	empty := ui.NewEmpty("There are no units yet. Enter them under Settings, then say here who answers for each.", "Go to Settings", s.goToSettings)
	u.table = ui.NewTable(u.columns(), func(c data.UnitContact) string { return c.Unit }, empty)
	u.table.OnOpen = s.editUnit
	u.table.OnSelect = u.offer
	u.table.OnRune = func(r rune) {
		if c, ok := u.table.Selected(); ok && r == 'r' && c.Liaison(s.today()) != "" {
			s.unitChecked(c)
		}
	}
	bring := desk.Only(s.desk, data.RightLibrary, ui.NewButton("Bring in who answers for each unit …", func() { s.desk.BringIn(desk.RowsManagers, "") }))
	u.whole = container.NewBorder(u.message, container.NewBorder(nil, nil, nil, container.NewVBox(bring), u.buttons), nil, nil, u.table)
	return u
}

func (u *units) columns() []ui.Column[data.UnitContact] {
	today := u.screen.today
	return []ui.Column[data.UnitContact]{
		{Title: "Unit", Width: 10, Weight: 1.4, Bold: true, Text: func(c data.UnitContact) string { return c.Unit }},
		{Title: "Manager", Width: 9, Weight: 1.4, Text: func(c data.UnitContact) string { return managerWords(c, today()) }},
		{Title: "Deputy", Width: 8, Weight: 1, Text: func(c data.UnitContact) string { return c.Deputy }},
		{Title: "Director", Width: 8, Weight: 1, Extra: true, Text: func(c data.UnitContact) string { return c.Director }},
		{Title: "Phone", Width: 8, Extra: true, Text: func(c data.UnitContact) string { return c.Phone }},
		{Title: "Last checked", Width: 10, Text: func(c data.UnitContact) string { return checkedWords(c, today()) },
			Tone: func(c data.UnitContact) ui.Tone { return checkedTone(c, today()) }},
	}
}

// managerWords is the manager, with the word that the deputy stands in.
func managerWords(c data.UnitContact, today data.Date) string {
	if c.Away >= today && c.Manager != "" {
		return c.Manager + " (away until " + ui.Day(c.Away, today) + ")"
	}
	return c.Manager
}

func checkedWords(c data.UnitContact, today data.Date) string {
	switch {
	case c.Liaison(today) == "":
		return "nobody named"
	case c.Verified.IsZero():
		return "never"
	}
	return ui.ShortDay(c.Verified)
}

func checkedTone(c data.UnitContact, today data.Date) ui.Tone {
	switch {
	case c.Liaison(today) == "":
		return ui.ToneMuted
	case c.Stale(today):
		return ui.ToneOverdue
	}
	return ui.TonePlain
}

func (u *units) content() fyne.CanvasObject { return u.whole }

func (u *units) first() fyne.Focusable { return u.table }

// refresh shows the directory as the settings have it.
func (u *units) refresh() {
	set, today := u.screen.desk.Session.Settings(), u.screen.today()
	rows := slices.Clone(set.Contacts)
	for _, name := range set.Units {
		if _, ok := set.Contact(name); !ok {
			rows = append(rows, data.UnitContact{Unit: name})
		}
	}
	slices.SortFunc(rows, func(a, b data.UnitContact) int {
		return strings.Compare(strings.ToLower(a.Unit), strings.ToLower(b.Unit))
	})
	u.table.SetRows(rows)
	stale, _ := set.StaleEntries(today)
	u.message.Clear()
	if stale > 0 {
		u.message.Say(ui.Plural(stale, "entry was", "entries were")+" not checked for a year. Call and ask, then mark as checked.", ui.ToneToday)
	}
	if c, ok := u.table.Selected(); ok {
		u.offer(c)
	} else if len(rows) > 0 {
		u.table.Select(rows[0].Unit)
	}
	u.whole.Refresh()
}

// offer shows what can be done with the selected unit.
func (u *units) offer(c data.UnitContact) {
	s := u.screen
	u.buttons.RemoveAll()
	if !s.desk.May(data.RightLibrary) {
		u.buttons.Add(ui.NewParagraph(s.desk.WhoMay(data.RightLibrary), ui.Muted))
		return
	}
	if c.Liaison(s.today()) == "" {
		u.buttons.Add(ui.NewButton("Name who answers …", func() { s.editUnit(c) }))
	} else {
		u.buttons.Add(ui.NewButton("Change …", func() { s.editUnit(c) }))
		u.buttons.Add(ui.NewButton("Checked today", func() { s.unitChecked(c) }))
		u.buttons.Add(ui.NewButton("Remove", func() { s.removeUnit(c) }))
	}
	u.buttons.Refresh()
	u.whole.Refresh()
}

func (s *Screen) goToSettings() { s.desk.Show(desk.Settings) }

// directory is the change that writes the directory anew from the settings as
// they are when it is made.
func directory(change func(data.Settings) data.Settings) form.Save {
	return func(ctx context.Context, in *store.Session) error {
		set := change(in.Settings())
		return in.SaveDirectory(ctx, set.Contacts, set.Agencies)
	}
}

func withUnit(c data.UnitContact) form.Save {
	return directory(func(set data.Settings) data.Settings { return set.WithContact(c) })
}

func withoutUnit(unit string) form.Save {
	return directory(func(set data.Settings) data.Settings { return set.WithoutContact(unit) })
}

// back is the change that brings the entry of the unit back as it is now.
func (s *Screen) back(unit string) form.Save {
	if c, ok := s.desk.Session.Settings().Contact(unit); ok {
		return withUnit(c)
	}
	return withoutUnit(unit)
}

func (s *Screen) unitChecked(c data.UnitContact) {
	if !s.desk.Allowed(data.RightLibrary) {
		return
	}
	before := s.back(c.Unit)
	c.Verified = s.today()
	s.run(withUnit(c), c.Unit+": checked today.", before)
}

func (s *Screen) removeUnit(c data.UnitContact) {
	s.run(withoutUnit(c.Unit), c.Unit+": nobody is named any more.", s.back(c.Unit))
}

// editUnit says who answers for a unit.
func (s *Screen) editUnit(c data.UnitContact) {
	if !s.desk.Allowed(data.RightLibrary) {
		return
	}
	f := form.New(s.desk, "directory/"+c.Unit, c.Unit, "Save")
	f.Text = "Referrals and compliments for this unit go to the manager, and to the deputy while the manager is away."
	manager := f.Line("manager", "Manager", c.Manager)
	deputy := f.Line("deputy", "Deputy", c.Deputy)
	f.Beside(2)
	director := f.Line("director", "Director", c.Director)
	away := f.Day("away", "Manager away until", c.Away)
	f.Beside(2)
	phone := f.Line("phone", "Phone", c.Phone)
	email := f.Line("email", "E-mail", c.Email)
	f.Beside(2)
	note := f.Area("note", "Note", c.Note, 2, 4)
	from := f.Day("from", "Holds from", c.From)
	verified := f.Day("verified", "Last checked", s.today())
	f.Beside(2)
	before := s.back(c.Unit)
	f.Gather = func() form.Save {
		now := data.UnitContact{Unit: c.Unit, Manager: form.Trimmed(manager.Text), Deputy: form.Trimmed(deputy.Text), Director: form.Trimmed(director.Text),
			Phone: form.Trimmed(phone.Text), Email: form.Trimmed(email.Text), Note: form.Trimmed(note.Text),
			From: form.DayOf(from), Away: form.DayOf(away), Verified: form.DayOf(verified)}
		if err := now.Validate(s.today()).Err(); err != nil {
			return func(context.Context, *store.Session) error { return err }
		}
		return withUnit(now)
	}
	f.Done = func(bool) { s.say(c.Unit+" is saved.", before); s.refresh() }
	f.Open()
}
