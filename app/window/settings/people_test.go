package settings

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
)

// withPat is the settings of an office of two.
func withPat(t *testing.T, roles data.OfficeRole) *office {
	t.Helper()
	o := newOffice(t)
	o.Prove()
	if err := o.Session.AddOfficer(t.Context(), data.Officer{Name: "Pat Winter", Title: "Director", Roles: roles}, officetest.Theirs); err != nil {
		t.Fatal(err)
	}
	o.screen = New(o.Desk)
	o.Show(o.screen)
	return o
}

// proves types the passphrase where it is asked for again.
func (o *office) proves() {
	o.Helper()
	o.Sees("Your passphrase again")
	o.Fill("Passphrase of "+practice.Officer, practice.Passphrase)
	o.Press("Go on")
}

func (o *office) said() string {
	if len(o.Floor.Said) == 0 {
		return ""
	}
	return o.Floor.Said[len(o.Floor.Said)-1]
}

// rolesOf are somebody's roles as the case file has them.
func (o *office) rolesOf(name string) data.OfficeRole {
	o.Helper()
	all, err := o.Session.Officers(o.Context())
	if err != nil {
		o.Fatal(err)
	}
	for _, one := range all {
		if one.Name == name {
			return one.Roles
		}
	}
	return 0
}

func TestRolesAreGivenAndSomebodyAlwaysHasThem(t *testing.T) {
	o := withPat(t, data.RoleOfficer)
	o.Press("Change …") // Pat Winter comes first
	o.Sees("Roles and title of Pat Winter", "Takes in complaints, works on cases, writes letters.", "Reads the audit log")
	o.Tick("Manager")
	o.Tick("Patient relations officer")
	o.Press("Save")
	o.proves()
	if o.said() != "Pat Winter is manager now." || o.rolesOf("Pat Winter") != data.RoleManager {
		t.Errorf("the officer reads %q, Pat is %s", o.said(), o.rolesOf("Pat Winter"))
	}

	o.screen.people.change(o.Session.Officer())
	o.Tick("Manager") // another one is there by now
	o.Tick("Administrator")
	o.Press("Save")
	o.proves()
	o.Sees("There must be somebody with the role administrator; give it to somebody else first.", "Roles and title of "+practice.Officer)
	o.Tick("Administrator")
	o.Press("Save") // the passphrase is still good: nothing was done with it
	if ui.DialogOpen(o.Window) || o.Session.Officer().Roles != data.FullRoles&^data.RoleManager {
		t.Errorf("the officer is %s and sees %s", o.Session.Officer().Roles, o.Words())
	}
	o.screen.people.change(o.Session.Officer())
	for _, e := range data.OfficeRoles {
		if o.Session.Officer().Roles.Has(e.Role) {
			o.Tick(e.Name)
		}
	}
	o.Press("Save")
	o.Sees("Choose at least one role.")
}

func TestWhoThinksBetterOfItLosesNothing(t *testing.T) {
	o := newOffice(t)
	o.Press("Add an officer …")
	o.Fill("Name", "Ellis Moorcroft")
	o.Fill("New passphrase", officetest.Theirs)
	o.Fill("The same passphrase again", officetest.Theirs)
	o.Press("Add the officer")
	o.Fill("Passphrase of "+practice.Officer, "something else altogether")
	o.Press("Go on")
	o.Sees("Your passphrase again", "The passphrase is not right.")
	o.Key(fyne.KeyEscape)
	o.Sees("Add an officer", "This asks for your passphrase once more. Nothing was changed.")
	if got := o.Row("Name").Field.(*ui.Entry).Text; got != "Ellis Moorcroft" {
		t.Errorf("the name is %q", got)
	}
	if len(o.Session.File().Officers()) != 1 {
		t.Fatal("somebody was added all the same")
	}
	o.Press("Add the officer")
	o.proves()
	if len(o.Session.File().Officers()) != 2 || ui.DialogOpen(o.Window) {
		t.Errorf("nobody was added: %s", o.Words())
	}
}

func TestAnOfficerIsRemovedWithAReason(t *testing.T) {
	o := withPat(t, data.FullRoles)
	f := o.Open(o.Complaint())
	d := f.Details()
	d.Owner = "Pat Winter"
	if _, err := o.Session.UpdateCase(t.Context(), f.Key, d); err != nil {
		t.Fatal(err)
	}
	o.Press("Remove …")
	o.Sees("Remove Pat Winter", "can no longer sign in", "Not done yet: 1 open case.")
	o.Press("Remove")
	o.Sees("Please fill this in.")
	o.Fill("Why?", "Works elsewhere now.")
	o.Press("Remove")
	o.Sees("Please fill this in.")
	o.Pick("Hand it over to", practice.Officer)
	o.Press("Remove")
	o.proves()
	o.SeesNo("Pat Winter")
	if owner := o.Case(f.Number).Owner; owner != practice.Officer {
		t.Errorf("the case is left to %s", owner)
	}
	file := o.Session.File()
	if err := o.Session.Lock(context.Background()); err != nil {
		t.Fatal(err)
	}
	if _, err := file.SignIn(t.Context(), "Pat Winter", officetest.Theirs); err == nil {
		t.Error("Pat Winter still signs in")
	}
}

func TestWhoKeepsNoSettingsSeesThePeopleAndTheOwnPassphrase(t *testing.T) {
	o := newOffice(t)
	o.Become(data.RoleOfficer)
	o.screen = New(o.Desk)
	o.Show(o.screen)
	o.Sees("Only the role administrator may change the settings.", "Only the role administrator may change people, roles and keys.", "Pat Winter", "How the window looks")
	for _, button := range []string{"Save the settings", "Add an officer …", "Access review …", "Change …", "Hand over …", "Remove …", "Cases that may be purged …"} {
		if o.Shows(button) {
			t.Errorf("%q is offered", button)
		}
	}
	o.SeesNo("Decide grievances within")
	o.SeesNo("last sign-in")
	if o.Window.Canvas().Focused() != fyne.Focusable(o.screen.people.own) {
		t.Error("the keyboard is nowhere")
	}
	o.Press("Who may do what …")
	o.Sees("Patient relations officer: Takes in complaints", "may work on cases")
	o.Key(fyne.KeyEnd)
	o.Sees("Reviewer: Reads the reports that may be shared")
	o.Key(fyne.KeyEscape)
	o.Press("My name and title …")
	o.Fill("Title", "Advocate")
	o.Press("Save")
	if me := o.Session.Officer(); me.Title != "Advocate" || me.Roles != data.RoleOfficer {
		t.Errorf("the officer is %+v", me)
	}
}

func TestTheAccessReviewIsTakenOutOnPaperAndAsATable(t *testing.T) {
	o := withPat(t, data.RoleReviewer)
	take := func(form, name string) string {
		t.Helper()
		o.Press("Access review …")
		if o.Shows(form) { // the other one is chosen
			o.Press(form)
		}
		o.Press("Choose where …")
		file := filepath.Join(t.TempDir(), name)
		o.Fill("File", file)
		o.Press("Save")
		return file
	}
	text := officetest.PDFTool(t, "pdftotext", take("To print (PDF)", "a.pdf"))
	for _, want := range []string{"Pat Winter", "Reviewer", practice.Officer, "never", "May sign off"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the paper: %s", want, text)
		}
	}
	table, err := os.ReadFile(take("For a spreadsheet (CSV)", "a.csv"))
	if err != nil || !strings.Contains(string(table), "\nPat Winter,Director,Reviewer,") {
		t.Errorf("%v: the table is %s", err, table)
	}
}

func TestThePeoplePanelIsLookedAt(t *testing.T) {
	o := withPat(t, data.FullRoles)
	o.screen.people.change(o.Session.Officer())
	o.Picture("people-change")
	o.Key(fyne.KeyEscape)
	o.Press("Add an officer …")
	o.Picture("people-add")
	o.Key(fyne.KeyEscape)
	o.Press("Who may do what …")
	o.Picture("people-rights")
	o.Key(fyne.KeyEscape)
	o.screen.people.remove(data.Officer{Name: "Pat Winter"})
	o.Picture("people-remove")
	o.Fill("Why?", "x")
	o.Press("Remove")
	o.Picture("people-proof")
	o.Key(fyne.KeyEscape)
	o.Key(fyne.KeyEscape)
	o.Become(data.RoleOfficer)
	o.screen = New(o.Desk)
	o.Show(o.screen)
	o.Picture("people-few")
}
