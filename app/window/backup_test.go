package window

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/data/vault"
)

func TestARestoreThroughTheWindowGoesBackAndSaysWhatItKept(t *testing.T) {
	o, f := atWork(t)
	session := o.stage.floor.desk.Session
	b, err := session.Backup(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := session.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "After the backup."}); err != nil {
		t.Fatal(err)
	}
	o.menu("Backups")
	o.Sees("Copies of this case file", "last verified backup today", "There is no second place", "No restore drill was done yet")
	o.Picture("backups-list")
	o.Press("Restore drill")
	o.Sees("The copy can be restored", "of that time in the case file", "is in the audit log")
	o.Picture("backups-drill")
	o.Key(fyne.KeyEscape)
	o.Sees("Last restore drill:")

	o.Key(fyne.KeyHome) // the newest copy
	o.Sees("1 case was changed since this copy was made")
	if whole := strings.ReplaceAll(o.Words(), " ", ""); !strings.Contains(whole, filepath.Base(b.Path)) { // a long path wraps anywhere
		t.Errorf("the copy's path is not told: %s", o.Words())
	}
	o.Picture("backups-chosen")
	o.Press("Restore this copy …")
	o.Sees("This copy", "The case file now", "1 case was changed since", "is not deleted")
	o.Picture("backups-restore")
	o.Press("Restore this copy")
	o.Sees("Please fill this in")
	o.Fill("Why the copy is restored", "The import of Monday was wrong.")
	o.Press("Restore this copy")
	o.Sees("Your passphrase again")
	o.Press("Cancel")
	o.Sees("Nothing was changed", "The case file now")
	o.Press("Restore this copy")
	o.Fill("Passphrase of "+practice.Officer, "not it at all")
	o.Press("Go on")
	o.Sees("The passphrase is not right")
	o.proves(practice.Officer, practice.Passphrase)
	o.Sees("The copy is restored", "kept in replaced")
	o.wantNoCanary()
	o.Picture("backups-restored")
	o.Key(fyne.KeyEscape)
	o.wantDoor("after the restore")
	o.signIn()
	session = o.stage.floor.desk.Session
	got, err := session.Case(t.Context(), f.Number)
	if err != nil || len(got.Notes) != len(f.Notes) {
		t.Errorf("%d notes, %v", len(got.Notes), err)
	}
	entries, err := session.Audit(t.Context(), store.AuditQuery{Action: "file.restore"})
	if err != nil || len(entries) != 1 {
		t.Errorf("entries %v, %v", entries, err)
	}
	o.menu("Backups")
	o.Sees("Put aside by a restore")
}

func TestADamagedCaseFileIsRestoredThroughTheWindow(t *testing.T) {
	for name, damage := range map[string]func(dir string) error{
		"database": func(dir string) error {
			path := filepath.Join(dir, "casefile.db")
			b, err := os.ReadFile(path)
			if err == nil {
				b[300] ^= 1
				err = os.WriteFile(path, b, 0o600)
			}
			return err
		},
		"keys": func(dir string) error {
			return errors.Join(os.WriteFile(filepath.Join(dir, "casefile.keys"), nil, 0o600), os.Remove(filepath.Join(dir, "casefile.keys.bak")))
		},
		"everything": func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, "casefile.keys")), os.Remove(filepath.Join(dir, "casefile.keys.bak")), os.Remove(filepath.Join(dir, "casefile.db")))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := storeIn(t)
			file, err := store.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			s, err := file.SignIn(t.Context(), practice.Officer, practice.Passphrase)
			if err == nil {
				_, err = s.Backup(t.Context(), "")
			}
			if err := errors.Join(err, s.Close(context.Background()), damage(dir)); err != nil {
				t.Fatal(err)
			}
			o := come(t, dir)
			switch name {
			case "database":
				o.Fill("Passphrase", practice.Passphrase)
				o.Press("Sign in")
				o.Sees("The case file is damaged", "page 1 of the database")
			case "keys":
				o.Sees("The case file is damaged")
			default:
				o.Sees("The case file is missing")
			}
			o.Sees("never deleted", "Beside the case file")
			o.Picture("backups-door-" + name)
			o.Press("Look into this copy …")
			o.Fill("Passphrase of that time, or the recovery key", "not it at all")
			o.Press("Open the copy")
			o.Sees("The passphrase is not right")
			o.Fill("Passphrase of that time, or the recovery key", practice.Passphrase)
			o.Press("Open the copy")
			o.Sees("Everything done after its last entry is not in it", "Last entry")
			o.Picture("backups-door-ask-" + name)
			o.Fill("Why the copy is restored", "The disk failed.")
			o.Press("Restore this copy")
			o.Sees("The copy is restored")
			o.Key(fyne.KeyEscape)
			o.signIn()
			entries, err := o.stage.floor.desk.Session.Audit(t.Context(), store.AuditQuery{Action: "file.restore"})
			if err != nil || len(entries) != 1 {
				t.Errorf("entries %v, %v", entries, err)
			}
		})
	}
}

func TestAnEmptyFolderIsStillTheWelcomeAndANewerFileHasItsOwnPage(t *testing.T) {
	title, _, copies := trouble(vault.ErrNewerVersion)
	if title != "A newer Rapport is needed" || copies {
		t.Errorf("a newer file: %q, %v", title, copies)
	}
	if title, _, copies = trouble(vault.ErrInUse); title != "The case file is open elsewhere" || copies {
		t.Errorf("a file in use: %q, %v", title, copies)
	}
	o := come(t, t.TempDir())
	o.Sees("Welcome to Rapport")
}

func TestASecondPlaceThatIsNotThereIsSaidAtTheBottomAndTriedAgain(t *testing.T) {
	o, _ := atWork(t)
	session := o.stage.floor.desk.Session
	stick := filepath.Join(t.TempDir(), "stick")
	set := session.Settings()
	set.BackupDir = stick
	if err := session.SaveSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	o.stage.floor.backUp()
	o.Sees("No backup in the second place: not there")
	if ui.DialogOpen(o.Window) {
		t.Error("a stick that is not plugged in opens a box")
	}
	o.Picture("backups-status-wrong")
	o.menu("Backups")
	o.Sees("Plug the drive in")
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	o.clock.Tick()
	o.Sees("second place today")
	o.Picture("backups-second")
}

func TestTheDaysBackupIsMadeAtTheEndWhenTheStickIsBack(t *testing.T) {
	o, _ := atWork(t)
	session := o.stage.floor.desk.Session
	stick := filepath.Join(t.TempDir(), "stick")
	set := session.Settings()
	set.BackupDir = stick
	if err := errors.Join(session.SaveSettings(t.Context(), set), os.Mkdir(stick, 0o700)); err != nil {
		t.Fatal(err)
	}
	o.stage.close()
	o.stage.file = nil
	found, err := store.Look(stick)
	if err != nil || len(found) != 1 || found[0].Wrong != nil {
		t.Errorf("on the stick: %+v, %v", found, err)
	}
}
