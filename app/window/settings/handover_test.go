package settings

import (
	"testing"

	"rapport/app/window/officetest"
	"rapport/data"
	"rapport/data/practice"
)

func TestOpenWorkIsCountedAndHandedOverWithAReason(t *testing.T) {
	o := newOffice(t)
	f := o.Open(o.Complaint())
	o.Prove()
	if err := o.Session.AddOfficer(t.Context(), officetest.Colleague, officetest.Theirs); err != nil {
		t.Fatal(err)
	}
	o.Show(New(o.Desk))
	o.Press("Hand over …") // the first card is Pat Winter's, who owns nothing
	if n := len(o.Floor.Said); n == 0 || o.Floor.Said[n-1] != officetest.Colleague.Name+" has nothing open to hand over." {
		t.Errorf("the officer reads %q", o.Floor.Said)
	}
	screen := New(o.Desk)
	o.Show(screen)
	screen.people.handOver(o.Session.Officer())
	o.Sees("Hand over the work of "+practice.Officer, "Not done yet: 1 open case")
	o.Picture("settings-handover")
	o.Press("Hand it over")
	o.Sees("Please fill this in.")
	o.Pick("To whom", officetest.Colleague.Name)
	o.Fill("Why?", "On leave until March.")
	o.Press("Hand it over")
	if got := o.Case(f.Number); got.Owner != officetest.Colleague.Name {
		t.Errorf("the case is owned by %s", got.Owner)
	}
	open, err := o.Session.OpenWork(t.Context(), practice.Officer)
	if err != nil || open != (data.OpenWork{}) {
		t.Errorf("left behind is %+v, %v", open, err)
	}
}
