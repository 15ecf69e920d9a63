package settings

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/data"
)

func TestWhoeverKeepsTheCaseFileSafeFindsItInTheSettings(t *testing.T) {
	for _, role := range []data.OfficeRole{data.RoleOfficer, data.RoleManager, data.RolePrivacy, data.RoleAdministrator} {
		t.Run(role.String(), func(t *testing.T) {
			o := newOffice(t)
			o.Become(role)
			o.Show(New(o.Desk))
			o.Sees("Safety of the case file", "The case file lies in "+os.TempDir())
			o.SeesNo("A folder of this computer")
			o.Press("Back up now")
			o.Sees("The backup is made and verified:")
			if all, err := o.Session.Backups(t.Context()); err != nil || len(all) != 1 {
				t.Errorf("there are %d backups, %v", len(all), err)
			}
			o.Press("Verify everything")
			o.Sees("The case file is in order")
			o.Key(fyne.KeyEscape)
			o.Press("Backups …")
			if o.Floor.Copies != 1 {
				t.Errorf("the copies were opened %d times", o.Floor.Copies)
			}
			o.Picture("settings-safety")
		})
	}
}

func TestAReviewerIsNotOfferedIt(t *testing.T) {
	o := newOffice(t)
	o.Become(data.RoleReviewer)
	o.Show(New(o.Desk))
	o.SeesNo("Safety of the case file")
	if o.Shows("Back up now") || o.Shows("Verify everything") {
		t.Error("a reviewer is offered what keeps the case file safe")
	}
}

func TestADangerousPlaceIsSaidInTheSettings(t *testing.T) {
	o := newOffice(t)
	if err := os.Mkdir(filepath.Join(filepath.Dir(o.Session.File().Dir()), ".stfolder"), 0o700); err != nil {
		t.Fatal(err)
	}
	o.Show(New(o.Desk))
	o.Sees("The case file lies in a folder of Syncthing.", "Move the case file")
}
