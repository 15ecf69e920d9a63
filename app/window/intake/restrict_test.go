package intake

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2/test"

	"rapport/app/window/officetest"
	"rapport/data"
	"rapport/data/practice"
)

// withColleague is an office in which Pat Winter works, too.
func withColleague(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	officetest.Prove(t, o.session, practice.Passphrase)
	if err := o.session.AddOfficer(t.Context(), data.Officer{Name: "Pat Winter", Title: "Officer", Roles: data.RoleOfficer}, officetest.Theirs); err != nil {
		t.Fatal(err)
	}
	o.open()
	return o
}

func TestACaseAboutAColleagueIsRestrictedFromTheStart(t *testing.T) {
	o := withColleague(t)
	o.call()
	o.wantNoText("of the office.")
	test.Type(o.screen.story.words, " Pat Winter of your own office was rude to me.")
	o.wantText("What happened names Pat Winter of the office. Restrict the case to people whom it is not about.")
	o.picture("restrict-advice")
	o.screen.shut.tick.SetChecked(true)
	o.wantText("The case is about Pat Winter.")
	o.screen.form.ScrollToBottom()
	o.picture("restrict")
	o.press("Open the case")
	if len(o.cases()) != 0 {
		t.Fatal("a case was restricted without a reason")
	}
	o.wantText("Please fill this in.")
	test.Type(o.screen.shut.reason, "It is about a colleague.")
	o.press("Open the case")
	f := o.theCase()
	if r := f.Restriction; r == nil || !slices.Equal(r.Names, []string{practice.Officer}) || !slices.Equal(r.About, []string{"Pat Winter"}) || r.Reason != "It is about a colleague." {
		t.Errorf("the restriction is %+v", f.Restriction)
	}
	if o.screen.shut.tick.Checked {
		t.Error("the next intake begins restricted")
	}
}

func TestARestrictedIntakeComesBackFromItsDraft(t *testing.T) {
	o := withColleague(t)
	o.call()
	o.screen.shut.tick.SetChecked(true)
	test.Type(o.screen.shut.reason, "Somebody well known.")
	o.screen.Left()
	o.open()
	if r := o.screen.intake().Restriction; r == nil || !slices.Equal(r.Names, []string{practice.Officer}) || r.Reason != "Somebody well known." {
		t.Errorf("of the restriction came back %+v", r)
	}
	o.press("Open the case")
	if f := o.theCase(); f.Restriction == nil || f.Restriction.Admits("Pat Winter") {
		t.Errorf("the restriction is %+v", f.Restriction)
	}
}

func TestWhoMayNotRestrictIsToldWhoMay(t *testing.T) {
	o := newOffice(t)
	officetest.Become(t, o.session, data.RoleOfficer)
	o.open()
	o.call()
	o.wantNoText("Who may see it")
	test.Type(o.screen.story.words, " Pat Winter was rude to me.")
	o.wantText("What happened names Pat Winter of the office.")
	o.wantText("may restrict a case.")
	if o.screen.shut.panel.Visible() {
		t.Error("the tick is offered")
	}
	o.press("Open the case")
	if f := o.theCase(); f.Restriction != nil {
		t.Errorf("the restriction is %+v", f.Restriction)
	}
}
