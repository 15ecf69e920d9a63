package window

import (
	"slices"
	"strings"
	"testing"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/data"
)

// places are the texts of the rail.
func (o *officer) places() []string {
	var names []string
	for _, s := range o.stage.floor.screens() {
		names = append(names, s.title)
	}
	return names
}

// items are the labels of the menu.
func (o *officer) items() []string {
	var labels []string
	for _, m := range o.Window.MainMenu().Items {
		for _, item := range m.Items {
			if !item.IsSeparator {
				labels = append(labels, item.Label)
			}
		}
	}
	return labels
}

// become gives the officer at the window the roles and no others.
func (o *officer) become(roles data.OfficeRole) {
	o.Helper()
	officetest.Become(o.TB, o.stage.floor.desk.Session, roles)
}

func TestEachRoleIsOfferedWhatItMayDo(t *testing.T) {
	work := []string{"New case", "Quick entry …", takeBack, "Letters due", "Patient days and survey", "Add a contact", "Add a note"}
	for _, row := range []struct {
		name          string
		roles         data.OfficeRole
		rail          []string
		begins        desk.ScreenID
		search, works bool
	}{
		{"an officer", data.RoleOfficer, []string{"Today", "Cases", "Feedback", "Actions", "Reports", "Library", "Settings"}, desk.Today, true, true},
		{"a manager", data.RoleManager, []string{"Today", "Cases", "Feedback", "Actions", "Reports", "Library", "Settings"}, desk.Today, true, true},
		{"a privacy officer", data.RolePrivacy, []string{"Today", "Cases", "Feedback", "Actions", "Reports", "Library", "Audit", "Settings"}, desk.Today, true, false},
		{"an administrator", data.RoleAdministrator, []string{"Settings"}, desk.Settings, false, false},
		{"a reviewer", data.RoleReviewer, []string{"Reports", "Settings"}, desk.Reports, false, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			o, _ := atWork(t)
			o.become(row.roles)
			o.menu("Lock")
			o.signIn()
			if got := o.places(); !slices.Equal(got, row.rail) {
				t.Errorf("the rail offers %v", got)
			}
			if o.stage.floor.front() != screenKey(row.begins) {
				t.Errorf("the day begins on %s", o.stage.floor.front())
			}
			if o.stage.floor.frame.search.Visible() != row.search {
				t.Errorf("there is a search: %v", !row.search)
			}
			if o.Shows("New case") != row.works {
				t.Errorf("a new case is offered: %v", !row.works)
			}
			items := o.items()
			for _, item := range work {
				if slices.Contains(items, item) != row.works {
					t.Errorf("the menu offers %q: %v", item, !row.works)
				}
			}
			for _, s := range screens {
				if offered := slices.Contains(row.rail, s.title); slices.Contains(items, s.title) != offered {
					t.Errorf("the menu leads to %s: %v", s.title, !offered)
				}
			}
			lines := o.stage.floor.keySheet()
			if slices.ContainsFunc(lines, func(l keyLine) bool { return l.does == "New case" }) != row.works {
				t.Errorf("the sheet of keys tells of a new case: %v", !row.works)
			}
			if slices.ContainsFunc(lines, func(l keyLine) bool { return l.group == "In a case" }) != row.search {
				t.Errorf("the sheet of keys tells of cases: %v", !row.search)
			}
		})
	}
}

func TestAnAdministratorSeesNoCaseAnywhere(t *testing.T) {
	o, f := atWork(t)
	o.become(data.RoleAdministrator)
	o.wantNoCanary()
	for _, way := range []func(){
		func() { o.stage.floor.OpenCase(f.Number, desk.Summary) },
		func() { o.stage.floor.OpenRecord(f.Number, desk.Contacts, data.ID{}) },
		func() { o.stage.floor.AddContact(f.Number) },
		func() { o.stage.floor.WriteLetter(f.Number, data.NoticeOfDecision) },
		func() { o.stage.floor.CorrectLetter(f.Number, data.NoticeOfDecision, data.ID{}) },
		func() { o.stage.floor.ShowCases(data.CaseQuery{}) },
		func() { o.stage.floor.NewCase(&data.Feedback{Text: "Walter"}) },
		func() { o.stage.floor.Show(desk.Today) },
		o.stage.floor.LettersDue, o.stage.floor.MonthNumbers, o.stage.floor.themesNow,
	} {
		way()
		o.Sees("Only the roles ")
		if o.stage.floor.front() != screenKey(desk.Settings) {
			t.Errorf("the window shows %s", o.stage.floor.front())
		}
		o.wantNoCanary()
	}
	if len(o.stage.floor.places) > 0 {
		t.Errorf("these tabs are open: %v", o.stage.floor.places)
	}
}

func TestRolesThatChangeTakeEffectAtOnce(t *testing.T) {
	o, f := atWork(t)
	floor := o.stage.floor
	floor.OpenCase(f.Number, desk.Notes)
	floor.NewCase(nil)
	o.Fill("Family name", "Achterberg")
	floor.Show(desk.Settings)
	o.become(data.RolePrivacy | data.RoleAdministrator)
	if floor.front() != screenKey(desk.Settings) {
		t.Errorf("the screen in front went away: %s", floor.front())
	}
	if len(floor.places) != 1 || floor.places[0].Text != f.Number {
		t.Errorf("of the tabs these stay: %v", floor.places)
	}
	if o.Shows("New case") {
		t.Error("a new case is still offered")
	}
	o.Tap(f.Number)
	o.Sees("You can read this case. Only the roles patient relations officer and manager may work on cases.")
	floor.Show(desk.Audit)
	o.become(data.RoleOfficer)
	if floor.front() == screenKey(desk.Audit) {
		t.Error("the audit log is still in front")
	}
	floor.NewCase(nil)
	if !strings.Contains(o.Everything(), "Achterberg") {
		t.Error("what was typed into the intake is gone")
	}
}
