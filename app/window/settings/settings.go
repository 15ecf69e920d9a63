// Package settings is where an office says what it is: its name and address,
// its standards, units, holidays and agencies, who may sign in, and how the
// window looks.
package settings

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/backups"
	"rapport/app/window/desk"
	"rapport/app/window/form"
	"rapport/app/window/goals"
	"rapport/app/window/ui"
	"rapport/data"
)

// Screen holds the settings as they are being changed.
type Screen struct {
	desk *desk.Desk
	all  bool // the officer keeps the office's settings

	facility, street, city, state, postal, office, phone, tty, email *ui.Entry
	zone                                                             *ui.Picker[string]
	locale                                                           *ui.Choice[data.Locale]
	pause, idle, backup                                              *ui.Entry
	standards                                                        standards
	recovery                                                         recoveryLimits
	calendars                                                        *calendars
	moves                                                            *moves
	printing                                                         *printing
	link                                                             *recordLink
	discharge                                                        *ui.Check
	units, holidays, agencies, seriousness                           *ui.Entry
	unitsAs                                                          string // the units as they were last filled in
	categories                                                       *categories
	letters                                                          *letterRules
	goals                                                            *ui.Paragraph // how many there are
	years, delegation                                                *ui.Entry

	forms   []*ui.Form
	people  *people
	keys    *keys
	address *receiving
	keeping *retention
	message *ui.Message
	content fyne.CanvasObject
	scroll  *container.Scroll
	read    bool
	work    ui.Loader
	leave   func() // ends Ctrl+Enter
}

// New makes the screen.
func New(d *desk.Desk) *Screen {
	s := &Screen{desk: d, all: d.May(data.RightSettings), message: ui.NewMessage(), people: newPeople(d), leave: func() {},
		keeping: newRetention(d), standards: newStandards(), recovery: newRecoveryLimits(), calendars: newCalendars(d), moves: newMoves(d), categories: newCategories(d), letters: newLetterRules()}
	for _, e := range []**ui.Entry{&s.facility, &s.street, &s.city, &s.state, &s.postal, &s.office, &s.phone, &s.tty, &s.email,
		&s.pause, &s.idle, &s.backup, &s.years, &s.delegation} {
		*e = ui.NewEntry("")
		(*e).Max = 200
	}
	s.printing = newPrinting(d, s.typed)
	s.link = newRecordLink(d)
	s.units, s.holidays = ui.NewTextArea("One unit in each line", 5, 12), ui.NewTextArea("12-25 every year: Christmas Day", 5, 12)
	s.agencies = ui.NewTextArea("State health department; (555) 555-0100; for any complaint", 5, 12)
	s.seriousness = ui.NewTextArea("", 5, 5)
	s.zone = ui.NewPicker[string]("", nil)
	s.zone.Open = true
	s.locale = ui.NewChoice("Choose", form.Terms(data.Locales), nil)
	s.discharge = ui.NewCheck("A complaint by phone after discharge is a grievance", nil)
	s.layout()
	return s
}

func (s *Screen) layout() {
	office := s.panel("The hospital and the office",
		required(ui.NewRow("Hospital", s.facility)), required(ui.NewRow("Street address", s.street)), required(ui.NewRow("City", s.city)),
		required(ui.NewRow("State", s.state)), required(ui.NewRow("ZIP code", s.postal)), required(ui.NewRow("Office", s.office)),
		required(ui.NewRow("Phone", s.phone)), ui.NewRow("TTY", s.tty), ui.NewRow("E-mail", s.email))
	standards := s.panel("Standards",
		append(s.standards.rows(), number("Look again at a paused clock after (days)", s.pause, 1, 365),
			required(ui.NewRow("Time zone", s.zone)),
			hinted(required(ui.NewRow("Numbers, dates and week", s.locale)), "In the window and the reports; letters follow the language in which they are written."), hinted(ui.NewRow("", s.discharge), "The sources differ on this; the safe reading is to tick it."))...)
	recovery := s.panel("Service recovery", s.recovery.rows()...)
	safety := backups.NewSafetyPanel(s.desk, s.part(number("Lock after (minutes without a touch)", s.idle, 1, 30), backupRow(s.backup)))
	units := ui.NewColumn(s.units, ui.NewWrap(ui.NewButton("Bring in a list of units …", func() { s.desk.BringIn(desk.RowsUnits, "") })))
	lists := s.panel("Lists",
		hinted(ui.NewRow("Units and departments", units), "One in each line"),
		holidayRow("Holidays", s.holidays, func() []data.Holiday { return s.desk.Session.Settings().Holidays }),
		hinted(ui.NewRow("Outside agencies named in letters", s.agencies), "One in each line: name; phone; for whom or address"),
		seriousnessRow(s.seriousness))
	keeping := s.panel("Committee and retention",
		hinted(ui.NewRow("The board's written delegation to the grievance committee", s.delegation), "Reference and date; without it the governing body itself reviews (A-0119)"),
		number("Keep closed cases for (years)", s.years, data.LeastRetentionYears, data.MostRetentionYears))
	letters := s.panel("Approval and spelling of letters", s.letters.rows()...)
	printing := s.panel("Letters and printing", s.printing.rows()...)
	link := s.panel("Link to the health record", s.link.rows()...)
	s.keys = newKeys(s.desk, s.people)
	left := container.NewVBox(office, letters, printing, newLook(), keeping, desk.Only(s.desk, data.RightRetention, ui.NewPanel("Retention", s.keeping.content)), s.keys.content)
	s.goals = ui.NewParagraph("", ui.Plain)
	goalPanel := ui.NewPanel("Goals", container.NewVBox(s.goals, ui.NewWrap(ui.NewButton("Set the goals …", func() { goals.Open(s.desk, s.showGoals) }))))
	s.address = newReceiving(s.desk)
	right := container.NewVBox(standards, goalPanel, recovery, safety, link, s.people.content, s.address.content)
	page := container.NewVBox(s.moves.content, ui.NewColumns(left, right), lists, s.calendars.content, s.categories.content)
	save := ui.NewPrimary("Save the settings", s.save)
	head := container.NewVBox(ui.NewHeader("Settings", "Standards feed the clocks, the letters and the reports alike. Cases that are open keep the due dates they have.", save), s.message)
	if !s.all {
		page = s.few()
		head = container.NewVBox(ui.NewHeader("Settings", s.desk.WhoMay(data.RightSettings)), s.message)
	}
	s.scroll = ui.NewScrolled(ui.AtMost(76, page))
	s.link.grown = s.scroll.Refresh
	s.content = container.NewBorder(head, nil, nil, nil, s.scroll)
}

// few is what there is for those who do not keep the office's settings.
func (s *Screen) few() *fyne.Container {
	left := container.NewVBox(newLook())
	if s.desk.May(data.RightRetention) {
		left.Add(ui.NewPanel("Retention", s.keeping.content))
	}
	return container.NewVBox(ui.NewColumns(left, container.NewVBox(backups.NewSafetyPanel(s.desk), s.people.content, s.address.content)))
}

// backupRow is the field of the second place for backups, which need not be there
// now: a stick comes and goes.
func backupRow(field *ui.Entry) *ui.Row {
	r := hinted(ui.NewRow("Second place for backups", field), "A folder that is there on a share or a stick; the copies are encrypted. Empty: only beside the case file.")
	r.Check = func() error {
		if path := strings.TrimSpace(field.Text); path != "" && !filepath.IsAbs(path) {
			return errors.New("give the whole path of the folder")
		}
		return nil
	}
	return r
}

// panel is a titled part of the form; its rows are checked together with all
// others when the settings are saved.
func (s *Screen) panel(title string, rows ...*ui.Row) fyne.CanvasObject {
	return ui.NewPanel(title, s.part(rows...))
}

func (s *Screen) part(rows ...*ui.Row) *ui.Form {
	part := ui.NewForm(rows...)
	s.forms = append(s.forms, part)
	return part
}

// holidayRow is the field of a list of holidays; lines that before gives are read
// as what they stood for.
func holidayRow(label string, field *ui.Entry, before func() []data.Holiday) *ui.Row {
	r := hinted(ui.NewRow(label, field), "One in each line: 12-25 every year: Christmas Day, or 2026-11-26: Thanksgiving")
	r.Check = func() error { _, err := readHolidays(field.Text, before()); return err }
	return r
}

func required(r *ui.Row) *ui.Row            { r.Required = true; return r }
func hinted(r *ui.Row, hint string) *ui.Row { r.Hint = hint; return r }
func number(label string, e *ui.Entry, from, to int) *ui.Row {
	r := required(ui.NewRow(label, e))
	r.Check = func() error {
		if n, err := strconv.Atoi(strings.TrimSpace(e.Text)); err != nil || n < from || n > to {
			return errors.New("give a whole number from " + strconv.Itoa(from) + " to " + strconv.Itoa(to))
		}
		return nil
	}
	return r
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Shown fills the fields the first time; later they keep what was typed.
func (s *Screen) Shown() {
	if !s.read {
		s.read = true
		s.fill(s.desk.Session.Settings())
	} else if s.units.Text == s.unitsAs { // a file may have brought others
		s.fillUnits(s.desk.Session.Settings())
	}
	s.letters.refresh(s.desk.Session.Settings())
	s.showGoals()
	s.people.refresh()
	s.keys.refresh()
	s.address.refresh()
	if s.desk.May(data.RightRetention) {
		s.keeping.refresh()
	}
	s.leave()
	if !s.all {
		return
	}
	s.categories.refresh()
	s.printing.refresh()
	s.leave = ui.OnSubmit(s.desk.Window, s.save)
}

// showGoals says how many measures have a goal; they have a dialog of their own,
// which saves them.
func (s *Screen) showGoals() {
	n := len(s.desk.Session.Settings().Goals)
	if n == 0 {
		s.goals.SetText("No measure of the reports has a goal yet.")
		return
	}
	s.goals.SetText(ui.Plural(n, "measure of the reports has a goal.", "measures of the reports have a goal."))
}

// FirstFocus is the first field; without fields, what is there for everybody.
func (s *Screen) FirstFocus() fyne.Focusable {
	if !s.all {
		return s.people.own
	}
	return s.facility
}

// Left has nothing to keep: settings that were not saved stay in the fields.
func (s *Screen) Left() {
	s.link.leave()
	s.leave()
}

func (s *Screen) fill(set data.Settings) {
	s.facility.SetText(set.Facility)
	s.street.SetText(set.Address.Street)
	s.city.SetText(set.Address.City)
	s.state.SetText(set.Address.State)
	s.postal.SetText(set.Address.Postal)
	s.office.SetText(set.Office)
	s.phone.SetText(set.Phone)
	s.tty.SetText(set.TTY)
	s.email.SetText(set.Email)
	s.zone.SetText(set.TimeZone)
	s.locale.SetValue(cmp.Or(set.Locale, data.LocaleUS))
	s.standards.fill(set)
	s.recovery.fill(set.Recovery)
	s.calendars.fill(set.Calendars)
	s.pause.SetText(strconv.Itoa(set.PauseLimit))
	s.idle.SetText(strconv.Itoa(set.IdleMinutes))
	s.backup.SetText(set.BackupDir)
	s.years.SetText(strconv.Itoa(max(set.RetentionYears, data.LeastRetentionYears)))
	s.delegation.SetText(set.Delegation)
	s.discharge.SetChecked(set.PostDischargeGrievance)
	s.fillUnits(set)
	s.holidays.SetText(writeHolidays(set.Holidays))
	s.agencies.SetText(writeAgencies(set.Agencies))
	s.letters.fill(set)
	s.seriousness.SetText(writeMatrix(set.SeriousnessMatrix()))
	s.printing.fill(set)
	s.link.fill(set)
}

// fillUnits writes the units, and notes what it wrote.
func (s *Screen) fillUnits(set data.Settings) {
	s.unitsAs = strings.Join(set.Units, "\n")
	s.units.SetText(s.unitsAs)
}

// typed is the settings as the fields have them; the form was checked before.
func (s *Screen) typed() data.Settings {
	text := func(e *ui.Entry) string { return strings.TrimSpace(e.Text) }
	count := func(e *ui.Entry) int { n, _ := strconv.Atoi(text(e)); return n } // the form checked it
	set := s.desk.Session.Settings()
	set.Facility, set.Office, set.Phone, set.TTY, set.Email = text(s.facility), text(s.office), text(s.phone), text(s.tty), text(s.email)
	set.Address = data.Address{Street: text(s.street), City: text(s.city), State: text(s.state), Postal: text(s.postal)}
	set.TimeZone, set.BackupDir = strings.TrimSpace(s.zone.Text()), text(s.backup)
	if l, _ := s.locale.Value(); l != cmp.Or(set.Locale, data.LocaleUS) {
		set.Locale = l
	}
	set.PauseLimit, set.IdleMinutes = count(s.pause), count(s.idle)
	set.RetentionYears, set.Delegation = count(s.years), text(s.delegation)
	set = s.standards.typed(set)
	set.Recovery = s.recovery.typed()
	set = s.letters.typed(set)
	set.Calendars = slices.Clone(s.calendars.all)
	set.PostDischargeGrievance = s.discharge.Checked
	set.Units = lines(s.units.Text)
	set.Holidays, _ = readHolidays(s.holidays.Text, set.Holidays) // the form checked it
	set.Agencies = readAgencies(s.agencies.Text, set.Agencies, set.Today(time.Now()))
	if x, _ := readMatrix(s.seriousness.Text); x != set.SeriousnessMatrix() { // the form checked it
		set.Seriousness = x
	}
	return s.link.put(s.printing.put(set))
}

func (s *Screen) save() {
	if s.work.Busy() || !s.right() {
		return
	}
	set, session := s.typed(), s.desk.Session
	before := session.Settings()
	ui.Load(&s.work, func(ctx context.Context) ([]data.ClockMove, error) {
		moves, err := session.ProposeClockMoves(ctx, set)
		if err != nil {
			return nil, err
		}
		return moves, session.SaveSettings(ctx, set)
	}, func(moves []data.ClockMove, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.message.Clear()
		s.moves.ask(moves)
		if len(moves) > 0 {
			s.scroll.ScrollToTop()
		}
		s.desk.Say("The settings are saved.", func() { s.takeBack(before) })
	})
}

// right checks every part, the last one first, so that the keyboard ends in the
// first field that is wrong.
func (s *Screen) right() bool {
	ok := true
	for _, f := range slices.Backward(s.forms) {
		ok = f.Submit() && ok
	}
	return ok
}

func (s *Screen) takeBack(before data.Settings) {
	session := s.desk.Session
	ui.Load(&s.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, session.SaveSettings(ctx, before) },
		func(_ struct{}, err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			s.moves.close()
			s.fill(before)
		})
}
