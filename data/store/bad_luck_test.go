package store

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"rapport/data"
	"rapport/data/vault"
)

// full makes every write that needs a new page fail as on a disk without room,
// until it is called with false.
func (d *desk) full(yes bool) {
	d.t.Helper()
	limit := `pragma max_page_count = 1` // SQLite takes it as "no more than there are"
	if !yes {
		limit = `pragma max_page_count = 4294967294`
	}
	if _, err := d.base.writer.conn.ExecContext(d.t.Context(), limit); err != nil {
		d.t.Fatal(err)
	}
}

func TestOnAFullDiskNothingIsHalfSavedAndWorkGoesOnAfterwards(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	d.full(true)
	long := data.Note{Class: data.NoteOrdinary, Text: strings.Repeat("She called again. ", 1000)}
	if _, err := d.AddNote(t.Context(), f.Key, long); !errors.Is(err, vault.ErrDiskFull) {
		t.Fatalf("the note gave %v", err)
	}
	if got := caseDo(t)(d.Case(t.Context(), f.Number)); len(got.Notes) != 0 {
		t.Errorf("%d notes", len(got.Notes))
	}
	d.full(false)
	if got := caseDo(t)(d.AddNote(t.Context(), f.Key, long)); len(got.Notes) != 1 {
		t.Errorf("%d notes once there is room", len(got.Notes))
	}
	if r := must[VerifyReport](t)(d.Verify(t.Context(), true, nil)); !r.OK() {
		t.Errorf("verification: %+v", r.Checks)
	}
}

func TestNothingIsSavedIntoAFolderThatWent(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps the names of open files")
	}
	d := newDesk(t, false)
	f := d.open()
	away := d.dir + " away"
	if err := os.Rename(d.dir, away); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "x"}); !errors.Is(err, vault.ErrGone) {
		t.Errorf("a note for a folder that is gone gave %v", err)
	}
	if err := os.Rename(away, d.dir); err != nil {
		t.Fatal(err)
	}
	if got := caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "x"})); len(got.Notes) != 1 {
		t.Errorf("%d notes after the folder came back", len(got.Notes))
	}
}

func TestACaseFileThatCannotBeFurnishedLeavesTheFolderFree(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "file")
	v, _, err := vault.Create(dir, vault.Options{Officer: "Dana Whitfield", Passphrase: passphrase, KDF: &cheap})
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Abandon(); err != nil { // what Create does when the first rows cannot be written
		t.Fatal(err)
	}
	s, _, err := Create(t.Context(), dir, data.Setup{Settings: settings(), Passphrase: passphrase,
		Officer: data.Officer{Name: "Dana Whitfield", Title: "Officer", Phone: "555-0101"}}, WithKDF(cheap))
	if err != nil {
		t.Fatal("a second try gave", err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	v, err = vault.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Abandon(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "casefile.db")); err != nil {
		t.Error("a case file that was only opened was removed:", err)
	}
}

func TestACaseFileWhoseMakingWasCutOffIsNamedSo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "file")
	v, _, err := vault.Create(dir, vault.Options{Officer: "Dana Whitfield", Passphrase: passphrase, KDF: &cheap})
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil { // the power went before the first rows
		t.Fatal(err)
	}
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.SignIn(t.Context(), "Dana Whitfield", passphrase); !errors.Is(err, ErrUnfinished) {
		t.Errorf("signing in gave %v", err)
	}
}

func TestKeysFollowWhatCouldBeRecorded(t *testing.T) {
	d := newDesk(t, false)
	if err := d.raw(`create trigger full before insert on audit when new.action like 'officer.%' begin select raise(abort, 'full'); end`); err != nil {
		t.Fatal(err)
	}
	const better = "herons over the weir seven quiet"
	if err := d.AddOfficer(t.Context(), data.Officer{Name: "Pat Winter", Title: "Officer"}, better); err == nil {
		t.Fatal("the officer was recorded nowhere and yet added")
	}
	if got := d.File().Officers(); len(got) != 1 {
		t.Errorf("who was not added can sign in: %q", got)
	}
	if err := d.ChangePassphrase(t.Context(), passphrase, better); err == nil {
		t.Fatal("the change was recorded nowhere and yet done")
	}
	if err := d.File().vault.CheckPassphrase("Dana Whitfield", passphrase); err != nil {
		t.Errorf("the old passphrase gave %v", err)
	}
}
