package window

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data/practice"
	"rapport/data/vault"
)

// buttons counts the buttons of a text that can be seen.
func (o *officer) buttons(text string) (n int) {
	officetest.Visit(o.Front(), func(at fyne.CanvasObject, hidden bool) {
		if b, ok := at.(*ui.Button); ok && !hidden && b.Text == text {
			n++
		}
	})
	return n
}

const (
	salvage = "Write out what can be read …"
	copies  = "Look into this copy …"
)

func TestAWrongPassphraseDamageAndANewerRapportAreThreeAnswers(t *testing.T) {
	t.Run("wrong passphrase", func(t *testing.T) {
		o := come(t, storeIn(t))
		o.Fill("Passphrase", "not the passphrase at all")
		o.Press("Sign in")
		o.Sees("The passphrase is not right.")
		if o.buttons(salvage) != 0 || o.buttons(copies) != 0 || o.buttons("Sign in") != 1 {
			t.Errorf("the officer sees %s", o.Words())
		}
	})
	t.Run("damage", func(t *testing.T) {
		o, database := watched(t)
		b := readFile(t, database)
		b[500] ^= 1
		writeFile(t, database, b)
		o.Fill("Passphrase", practice.Passphrase)
		o.Press("Sign in")
		o.Sees("The case file is damaged", "page 1 of the database")
		o.SeesNo("The passphrase is not right")
		if o.buttons(salvage) != 1 || o.buttons(copies) != 1 {
			t.Errorf("the salvage is offered %d times, the copies %d times", o.buttons(salvage), o.buttons(copies))
		}
		o.Picture("door-damaged")
		b[500] ^= 1
		writeFile(t, database, b)
		o.Press("Try to open it again")
		o.signIn()
	})
	t.Run("newer", func(t *testing.T) {
		dir := storeIn(t)
		v, err := vault.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := v.Unlock(practice.Officer, practice.Passphrase); err != nil {
			t.Fatal(err)
		}
		db, err := v.DB(vault.DBOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Write.Exec(`update schema_version set version = 99`); err != nil {
			t.Fatal(err)
		}
		if err := v.Close(); err != nil {
			t.Fatal(err)
		}
		o := come(t, dir)
		o.Fill("Passphrase", practice.Passphrase)
		o.Press("Sign in")
		o.Sees("A newer Rapport is needed", "Install that version; nothing was changed.")
		o.SeesNo("damaged")
		if o.buttons(salvage) != 0 || o.buttons(copies) != 0 {
			t.Errorf("the officer sees %s", o.Words())
		}
	})
}

func TestADangerousPlaceIsToldAtTheSetupEachTime(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ".stfolder"), 0o700); err != nil {
		t.Fatal(err)
	}
	o := come(t, filepath.Join(dir, "store"))
	for range 2 {
		o.Press("Set up Rapport")
		o.Sees("Step 1 of 3", "The case file lies in a folder of Syncthing.")
		o.Press("Back")
	}
}
