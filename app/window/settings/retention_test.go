package settings

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/officetest"
	"rapport/data"
	"rapport/data/practice"
)

const theirs = "herons over the weir seven quiet"

// older brings cases in that were closed seven years ago.
func (o *office) older(n int) []data.CaseFile {
	o.Helper()
	counts, err := o.Session.ImportCases(o.Context(), data.ImportFile{Source: "old log"}, func(yield func(data.ImportedCase, error) bool) {
		for range n {
			in := data.ImportedCase{Number: "L-" + data.NewID().String(), ReceivedAt: o.Days(-7*366 - 20), ClosedAt: o.Days(-7 * 366), Kind: data.Complaint, Channel: data.Phone,
				Story: "The herons were loud.", Closure: data.ClosedUnknownMood}
			if !yield(in, nil) {
				return
			}
		}
	}, nil)
	if err != nil || counts.Imported != n {
		o.Fatalf("%+v, %v", counts, err)
	}
	page, err := o.Session.Cases(o.Context(), data.CaseQuery{Limit: n})
	if err != nil {
		o.Fatal(err)
	}
	var all []data.CaseFile
	for _, row := range page.Rows {
		all = append(all, o.Case(row.Number))
	}
	return all
}

// as lets another officer sit down at the desk.
func (o *office) as(name, pass string) {
	o.Helper()
	o.screen.Left()
	if err := o.Session.Lock(o.Context()); err != nil {
		o.Fatal(err)
	}
	s, err := o.Session.File().SignIn(o.Context(), name, pass)
	if err != nil {
		o.Fatal(err)
	}
	o.Session, o.Desk.Session = s, s
	o.screen = New(o.Desk)
	o.Show(o.screen)
}

func (o *office) shoot(name string) {
	o.Helper()
	dir := os.Getenv("RAPPORT_SHOTS")
	if dir == "" {
		return
	}
	officetest.Visit(o.Front(), func(at fyne.CanvasObject, _ bool) { // the window's driver does so for what was shown in a dialog
		if c, ok := at.(*fyne.Container); ok {
			c.Refresh()
		}
	})
	f, err := os.Create(filepath.Join(dir, "settings-"+name+".png"))
	if err != nil {
		o.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, o.Window.Canvas().Capture()); err != nil {
		o.Fatal(err)
	}
}

func TestAPurgeIsAskedForByOneAndConfirmedByAnother(t *testing.T) {
	o := newOffice(t)
	officetest.Prove(t, o.Session, practice.Passphrase)
	if err := o.Session.AddOfficer(t.Context(), data.Officer{Name: "Pat Winter", Title: "Director", Roles: data.FullRoles}, theirs); err != nil {
		t.Fatal(err)
	}
	o.Press("Cases that may be purged …")
	o.Sees("No case was kept long enough yet.")
	o.Press("OK")
	cases := o.older(2)
	o.Press("Cases that may be purged …")
	o.Sees(cases[0].Number, cases[1].Number, "Kept until", "six years of the Privacy Rule")
	o.SeesNo("herons")
	o.Fill("Why are they purged?", "Kept long enough.")
	o.Prove()
	o.Press("Ask for the purge")
	o.Sees("No case is ticked.")
	o.Press("Tick all")
	o.shoot("purgeable")
	o.Prove()
	o.Press("Ask for the purge")
	o.Sees("2 cases wait for a second officer.")

	o.Press("Look at the requests …")
	o.Sees("What you asked for yourself, another officer must confirm")
	o.Press("Tick all")
	o.Press("Purge them …")
	o.Prove()
	o.Press("Purge for good")
	o.Sees("another officer must confirm it.")
	o.Press("Cancel")

	o.as("Pat Winter", theirs)
	o.Sees("2 cases wait for a second officer.")
	o.Press("Look at the requests …")
	o.Sees("Asked for by "+practice.Officer, "Kept long enough.")
	box := cases[1].Number + "  Complaint, closed " + o.Today().AddDays(-7*366).Long()
	o.Tick(box)
	o.shoot("requests")
	o.Press("Purge them …")
	o.Sees("This cannot be taken back.")
	officetest.Prove(t, o.Session, theirs)
	o.Press("Purge for good")
	o.Sees("1 case is purged", "The words are gone from the case file.")
	o.shoot("purged")
	if f := o.Case(cases[1].Number); f.State != data.StatePurged || f.Story != "" || f.Purged.ConfirmedBy != "Pat Winter" {
		t.Errorf("the case is %+v", f.Case)
	}
	if f := o.Case(cases[0].Number); f.Story == "" {
		t.Error("the case that was not ticked is gone too")
	}
	o.Press("Close")
	o.Press("Look at the requests …")
	o.Press("Tick all")
	o.Press("Take them back …")
	o.Fill("Why?", "A study needs it.")
	o.Press("Take them back")
	o.Sees("Nobody has asked for a purge.")
}

func TestALongListOfPurgeableCasesIsShownInParts(t *testing.T) {
	o := newOffice(t)
	o.older(60)
	o.Press("Cases that may be purged …")
	o.Press("Show more")
	o.Press("Tick all")
	o.Fill("Why are they purged?", "Kept long enough.")
	o.Prove()
	o.Press("Ask for the purge")
	o.Sees("60 cases wait for a second officer.")
}

func TestThePageShowsTheNewFields(t *testing.T) {
	o := newOffice(t)
	o.screen.scroll.ScrollToOffset(fyne.NewPos(0, 700))
	o.shoot("page")
	for _, want := range []string{"Committee and retention", "Nobody has asked for a purge."} {
		o.Sees(want)
	}
}

func TestTheYearsOfRetentionAreNoFewerThanTheRuleAsks(t *testing.T) {
	o := newOffice(t)
	o.Fill("Keep closed cases for (years)", "5")
	o.Press("Save the settings")
	o.Sees("Give a whole number from 6 to 50")
}
