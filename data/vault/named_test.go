package vault

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"rapport/data/vault/internal/disk"
)

func TestAFullDiskIsNamedAndTheFileGoesOnWhenThereIsRoom(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 10)
	do(t, db.Write, `pragma max_page_count = 20`) // SQLite's own answer to a disk without room
	_, err := db.Write.Exec(`insert into notes(body) values(hex(zeroblob(1000000)))`)
	wantErr(t, Named(err), ErrDiskFull)
	do(t, db.Write, `pragma max_page_count = 1000000`)
	addNotes(t, db, 10)
	equal(t, one(t, db.Read, `select count(*) from notes`), "20")
	wantWhole(t, v)
}

func TestAWriteThatIsNotAllowedIsNamed(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 1)
	_, err := db.Read.Exec(`delete from notes`)
	wantErr(t, Named(err), ErrUnwritable)
	if other := errors.New("other"); Named(other) != other || Named(nil) != nil {
		t.Error("an error that is not SQLite's was changed")
	}
}

func TestAFileThatCannotBeWrittenToIsNotCalledDamaged(t *testing.T) {
	v, _ := create(t)
	seed(t, database(t, v, DBOptions{}), 1)
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	// A link to nowhere keeps SQLite from making the log, as a write-protected
	// disk does, for the administrator too.
	log := filepath.Join(v.Dir(), logName)
	if err := os.Symlink(filepath.Join(v.Dir(), "nowhere", "log"), log); err != nil {
		t.Skip("this system makes no links:", err)
	}
	if err := v.Unlock(officer, passphrase); err != nil {
		t.Fatal(err)
	}
	_, err := v.DB(DBOptions{})
	wantErr(t, err, ErrUnwritable)
	if errors.Is(err, ErrDamaged) {
		t.Errorf("said to be damaged: %v", err)
	}
	remove(t, log)
	if _, err := v.DB(DBOptions{}); err != nil {
		t.Errorf("with the way free: %v", err)
	}
}

func TestACaseFileWhoseFolderWentIsNoticed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps the names of open files")
	}
	v, _ := create(t)
	wantErr(t, v.InPlace(), ErrLocked)
	database(t, v, DBOptions{})
	if err := v.InPlace(); err != nil {
		t.Fatal(err)
	}
	away := v.Dir() + " away"
	if err := os.Rename(v.Dir(), away); err != nil {
		t.Fatal(err)
	}
	wantErr(t, v.InPlace(), ErrGone)
	if err := os.Mkdir(v.Dir(), dirMode); err != nil {
		t.Fatal(err)
	}
	write(t, v.databasePath(), nil) // another file of that name
	wantErr(t, v.InPlace(), ErrGone)
	remove(t, v.databasePath())
	remove(t, v.Dir())
	if err := os.Rename(away, v.Dir()); err != nil {
		t.Fatal(err)
	}
	if err := v.InPlace(); err != nil {
		t.Errorf("put back: %v", err)
	}
}

func TestACaseFileWhoseDriveWentBeforeTheSignInIsNotCalledDamaged(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps the names of open files")
	}
	v, _ := create(t)
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	away := v.Dir() + " away"
	for _, left := range []bool{false, true} { // a drive that went leaves the folder in which it was, or not
		if err := os.Rename(v.Dir(), away); err != nil {
			t.Fatal(err)
		}
		if left {
			if err := os.Mkdir(v.Dir(), dirMode); err != nil {
				t.Fatal(err)
			}
		}
		if err := v.Unlock(officer, passphrase); err != nil {
			t.Fatal(err)
		}
		_, err := v.DB(DBOptions{})
		if !errors.Is(err, ErrGone) || errors.Is(err, ErrDamaged) {
			t.Errorf("with the folder %v: %v", left, err)
		}
		if err := v.Lock(); err != nil {
			t.Fatal(err)
		}
		if left {
			remove(t, v.Dir()) // nothing was written into it
		}
		if err := os.Rename(away, v.Dir()); err != nil {
			t.Fatal(err)
		}
	}
	if err := v.Unlock(officer, passphrase); err != nil {
		t.Fatal(err)
	}
	database(t, v, DBOptions{})
	remove(t, v.databasePath()) // it alone
	if err := v.Lock(); err != nil {
		t.Log(err)
	}
	if err := v.Unlock(officer, passphrase); err != nil {
		t.Fatal(err)
	}
	_, err := v.DB(DBOptions{})
	wantErr(t, err, ErrDamaged)
}

func TestADiskThatFailsBesideTheDatabaseIsNamed(t *testing.T) {
	v, _ := create(t)
	disk.Watch = func(s disk.Step) error {
		if filepath.Base(s.Path) == noteName {
			return syscall.EIO
		}
		return nil
	}
	t.Cleanup(func() { disk.Watch = nil })
	_, err := v.Note()
	wantErr(t, err, ErrDisk)
}
