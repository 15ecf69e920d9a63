package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/data"
	"rapport/data/practice"
)

// signInAs is the sign-in of another officer.
func (o *officer) signInAs(name, passphrase string) {
	o.Helper()
	o.Pick("Your name", name)
	o.Fill("Passphrase", passphrase)
	o.Press("Sign in")
	if o.stage.floor == nil {
		o.Fatalf("%s is not inside; the officer sees: %s", name, o.Words())
	}
}

// proves types the passphrase where it is asked for again.
func (o *officer) proves(name, passphrase string) {
	o.Helper()
	o.Sees("Your passphrase again")
	o.Fill("Passphrase of "+name, passphrase)
	o.Press("Go on")
}

// ofTwo is an office of two with a case, and Robin Ashdown at the window.
func ofTwo(t *testing.T, theirs data.OfficeRole) (*officer, data.CaseFile) {
	t.Helper()
	o, f := atWork(t)
	s := o.stage.floor.desk.Session
	officetest.Prove(t, s, practice.Passphrase)
	if err := s.AddOfficer(t.Context(), data.Officer{Name: "Pat Winter", Title: "Director", Roles: theirs}, officetest.Theirs); err != nil {
		t.Fatal(err)
	}
	return o, f
}

func TestARestrictedCaseIsShutToOthersUntilTheGlassIsBrokenAndThatIsReviewed(t *testing.T) {
	o, f := ofTwo(t, data.RoleOfficer)
	o.stage.floor.OpenCase(f.Number, desk.Summary)
	o.menu("Restrict this case …")
	o.Sees("Who may see it?", "A broken glass is the only way past it")
	o.Picture("restrict-ask")
	o.Press("Restrict it")
	o.Sees("Please fill this in.")
	o.Fill("Why?", "It is about a colleague.")
	o.Press("Restrict it")
	o.Sees("Restricted: "+practice.Officer, "Walter")
	o.Picture("restrict-head")

	o.menu("Lock")
	o.signInAs("Pat Winter", officetest.Theirs)
	o.stage.floor.Show(desk.Cases)
	o.Sees(f.Number, "Restricted case")
	o.wantNoCanary()
	o.Picture("restrict-list")
	o.stage.floor.OpenCase(f.Number, desk.Notes)
	o.Sees("is restricted to people by name, and you are not among them")
	o.wantNoCanary()
	o.Picture("restrict-shut")
	o.Press("Break the glass …")
	o.Sees("The privacy officer sees at once")
	o.Picture("restrict-glass")
	o.Fill("Why must you see this case now?", "urgent")
	o.Press("Break the glass")
	o.Sees("Write in a sentence why you must see this case now")
	o.wantNoCanary()
	o.Fill("Why must you see this case now?", "His wife is at the desk and asks what became of it.")
	o.Press("Break the glass")
	o.proves("Pat Winter", officetest.Theirs)
	o.Sees("Walter", "Restricted: "+practice.Officer)

	o.menu("Lock")
	o.signInAs(practice.Officer, practice.Passphrase)
	o.Sees("1 restricted case was opened by breaking the glass and waits for your review.", f.Number+", by Pat Winter")
	o.Picture("restrict-banner")
	o.Press("Look into it …")
	o.Sees("His wife is at the desk and asks what became of it.")
	o.Picture("restrict-review")
	o.Press("Reviewed")
	o.Sees("Please fill this in.")
	o.Fill("What did you find?", "It was needed; Pat will be named.")
	o.Press("Reviewed")
	o.Sees("No restricted case waits for a review")
	o.Key(fyne.KeyEscape)
	o.SeesNo("by breaking the glass")
	o.stage.floor.Show(desk.Audit)
	o.Press("Broken glass …")
	o.Sees("It was needed; Pat will be named.", practice.Officer)
	o.Key(fyne.KeyEscape)

	o.stage.floor.OpenCase(f.Number, desk.Summary)
	o.Press("Other actions …")
	o.Press("Lift the restriction …")
	o.Fill("Why?", "Settled.")
	o.Press("Lift it")
	o.SeesNo("Restricted: ")
	o.stage.floor.undo()
	o.Sees("Restricted: " + practice.Officer)
}

func TestWhoRestrictsACaseToOthersSeesTheClosedPage(t *testing.T) {
	o, f := ofTwo(t, data.RoleOfficer)
	o.stage.floor.OpenCase(f.Number, desk.Summary)
	o.menu("Restrict this case …")
	o.Tick("Pat Winter")
	o.Tick(practice.Officer)
	o.Fill("Why?", "It is about my sister.")
	o.Press("Restrict it")
	o.Sees("is restricted to people by name, and you are not among them")
	o.wantNoCanary()
}

func TestWhoMayNotRestrictIsNotAsked(t *testing.T) {
	o, f := atWork(t)
	o.become(data.RoleOfficer)
	o.stage.floor.OpenCase(f.Number, desk.Summary)
	o.Press("Other actions …")
	o.SeesNo("Restrict this case")
	o.Key(fyne.KeyEscape)
	for _, item := range o.items() {
		if strings.HasPrefix(item, "Restrict") {
			t.Errorf("the menu offers %q", item)
		}
	}
}

func TestABrokenGlassIsToldAtOnceToWhoReviewsIt(t *testing.T) {
	for _, row := range []struct {
		name  string
		roles data.OfficeRole
		told  bool
	}{{"a manager", data.FullRoles, true}, {"an officer", data.RoleOfficer, false}} {
		t.Run(row.name, func(t *testing.T) {
			o, f := ofTwo(t, data.FullRoles)
			s := o.stage.floor.desk.Session
			if _, err := s.RestrictCase(t.Context(), f.Key, data.Restriction{Reason: "A well-known person.", Names: []string{"Pat Winter"}}); err != nil {
				t.Fatal(err)
			}
			if row.roles != data.FullRoles {
				o.become(row.roles)
			}
			floor := o.stage.floor
			floor.Show(desk.Reports)
			officetest.Prove(t, s, practice.Passphrase)
			if _, err := s.BreakGlass(t.Context(), f.Number, "The patient's wife is at the desk and asks for it."); err != nil {
				t.Fatal(err)
			}
			told := practice.Officer + " broke the glass of case " + f.Number
			if !row.told {
				o.SeesNo(told)
				return
			}
			floor.Say("Something else.", nil)
			o.Sees(told, "Something else.")
			o.Picture("restrict-notice")
			o.Press("Look into it …")
			o.Sees("Broken glass", "The patient's wife is at the desk")
			o.Key(fyne.KeyEscape)
			o.SeesNo(told)
		})
	}
}
