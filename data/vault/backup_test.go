package vault

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var aMorning = time.Date(2026, 10, 3, 8, 30, 0, 0, time.UTC)

func backup(t testing.TB, v *Vault, dest string, now time.Time) BackupInfo {
	t.Helper()
	b, err := v.Backup(context.Background(), dest, now)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestABackupOpensWithTheSamePassphraseAndHoldsTheRows(t *testing.T) {
	v, key := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 700)
	dest := filepath.Join(t.TempDir(), "to", "here")
	b := backup(t, v, dest, aMorning)
	addNotes(t, db, 10) // after it was taken
	if err := v.VerifyBackup(context.Background(), b.Path); err != nil {
		t.Fatal(err)
	}
	names(t, b.Path, databaseName, headerName, markName)
	names(t, dest, filepath.Base(b.Path))

	w := reopen(t, b.Path)
	equal(t, w.ID(), v.ID())
	equal(t, one(t, database(t, w, DBOptions{}).Read, `select count(*) from notes`), "700")
	equal(t, one(t, database(t, w, DBOptions{}).Read, `select count(*) from words where words match 'quill*'`), "700")
	wantWhole(t, w)
	if err := w.Lock(); err != nil {
		t.Fatal(err)
	}
	if err := w.UnlockWithRecoveryKey(key); err != nil {
		t.Fatal(err)
	}
}

// names fails unless dir holds exactly these names.
func names(t testing.TB, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	equal(t, strings.Join(got, " "), strings.Join(want, " "))
}

func TestABackupTakenWhileOthersWriteIsOneMomentsState(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 2000)
	do(t, db.Write, `create table pairs(a integer, b integer)`)
	do(t, db.Write, `insert into pairs values(0, 0)`)
	stop, done := make(chan struct{}), make(chan error)
	go func() {
		for {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			if _, err := db.Write.Exec(`update pairs set a = a + 1, b = b + 1`); err != nil {
				done <- err
				return
			}
		}
	}()
	b := backup(t, v, v.BackupsDir(), aMorning)
	close(stop)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	w := reopen(t, b.Path)
	equal(t, one(t, database(t, w, DBOptions{}).Read, `select a = b from pairs`), "1")
	wantWhole(t, w)
}

func TestADamagedBackupIsNoticed(t *testing.T) {
	v, _ := create(t)
	seed(t, database(t, v, DBOptions{}), 100)
	good := backup(t, v, v.BackupsDir(), aMorning)
	stored := read(t, filepath.Join(good.Path, databaseName))
	head, mark := read(t, filepath.Join(good.Path, headerName)), read(t, filepath.Join(good.Path, markName))
	flipped := func(b []byte, at int) []byte {
		c := append([]byte{}, b...)
		c[at] ^= 4
		return c
	}
	for name, damage := range map[string]func(dir string){
		"a byte of the last page": func(dir string) { write(t, filepath.Join(dir, databaseName), flipped(stored, len(stored)-1)) },
		"a byte of page 1":        func(dir string) { write(t, filepath.Join(dir, databaseName), flipped(stored, 50)) },
		"cut off between pages":   func(dir string) { write(t, filepath.Join(dir, databaseName), stored[:len(stored)-pageSize]) },
		"cut off within a page":   func(dir string) { write(t, filepath.Join(dir, databaseName), stored[:len(stored)-100]) },
		"an empty database":       func(dir string) { write(t, filepath.Join(dir, databaseName), nil) },
		"a byte of the header":    func(dir string) { write(t, filepath.Join(dir, headerName), flipped(head, len(head)/2)) },
		"no database":             func(dir string) { remove(t, filepath.Join(dir, databaseName)) },
		"no header":               func(dir string) { remove(t, filepath.Join(dir, headerName)) },
		"no mark, so that it may hold a page of an earlier one": func(dir string) { remove(t, filepath.Join(dir, markName)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), filepath.Base(good.Path))
			if err := os.Mkdir(dir, dirMode); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(dir, databaseName), stored)
			write(t, filepath.Join(dir, headerName), head)
			write(t, filepath.Join(dir, markName), mark)
			if err := v.VerifyBackup(context.Background(), dir); err != nil {
				t.Fatal("before the damage:", err)
			}
			damage(dir)
			wantErr(t, v.VerifyBackup(context.Background(), dir), ErrDamaged)
		})
	}
	if err := v.PageFault(); err != nil {
		t.Fatal("a damaged backup was taken for a damaged case file:", err)
	}
}

func remove(t testing.TB, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

func TestABackupOfAnotherCaseFileIsNamedSo(t *testing.T) {
	v, _ := create(t)
	w, _ := create(t)
	b := backup(t, w, t.TempDir(), aMorning)
	wantErr(t, v.VerifyBackup(context.Background(), b.Path), ErrOtherCaseFile)
}

func TestABackupThatFailsLeavesNothing(t *testing.T) {
	v, _ := create(t)
	seed(t, database(t, v, DBOptions{}), 300)
	dest := t.TempDir()
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := v.Backup(cancelled, dest, aMorning)
	wantErr(t, err, context.Canceled)
	names(t, dest)

	// a page that fails in the case file itself
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(v.Dir(), databaseName)
	stored := read(t, path)
	stored[9*pageSize+77] ^= 1
	write(t, path, stored)
	if err := v.Unlock(officer, passphrase); err != nil {
		t.Fatal(err)
	}
	if _, err = v.Backup(context.Background(), dest, aMorning); err == nil {
		t.Fatal("a damaged case file was backed up")
	}
	names(t, dest)
	var fault *PageFault
	if !errors.As(v.PageFault(), &fault) || fault.Page != 10 || fault.File != "database" {
		t.Fatalf("got %v, want page 10 of the database", v.PageFault())
	}
}

func TestWhatAnInterruptedBackupLeftIsCleared(t *testing.T) {
	v, _ := create(t)
	dest := t.TempDir()
	left := filepath.Join(dest, partialPrefix+"20261001T080000Z"+"-"+v.tag())
	other := filepath.Join(dest, partialPrefix+"20261001T080000Z-00000000")
	for _, dir := range []string{left, other} {
		if err := os.Mkdir(dir, dirMode); err != nil {
			t.Fatal(err)
		}
	}
	b := backup(t, v, dest, aMorning)
	names(t, dest, filepath.Base(other), filepath.Base(b.Path))
}

func TestBackupsAreListedNewestFirstAndOnlyOurs(t *testing.T) {
	v, _ := create(t)
	w, _ := create(t)
	dest := t.TempDir()
	if none, err := v.Backups(filepath.Join(dest, "nothing here")); err != nil || len(none) > 0 {
		t.Fatal(none, err)
	}
	first := backup(t, v, dest, aMorning)
	second := backup(t, v, dest, aMorning) // the same second
	backup(t, w, dest, aMorning)
	got, err := v.Backups(dest)
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	if got[0] != second || got[1] != first || !second.Taken.After(first.Taken) || first.Bytes == 0 {
		t.Fatalf("got %v, want %v and %v", got, second, first)
	}
}

func TestThinningKeepsDaysWeeksAndMonths(t *testing.T) {
	v, _ := create(t)
	var all []BackupInfo // one a day at noon for 400 days, newest first
	for day := range 400 {
		taken := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC).AddDate(0, 0, -day)
		all = append(all, BackupInfo{Path: taken.Format(time.DateOnly), Taken: taken})
	}
	gone := map[string]bool{}
	for _, b := range Superfluous(all, DefaultKeep, all[0].Taken) {
		gone[b.Path] = true
	}
	var kept []string
	for _, b := range all {
		if !gone[b.Path] {
			kept = append(kept, b.Path)
		}
	}
	equal(t, strings.Join(kept, " "), "2026-11-24 2026-11-23 2026-11-22 2026-11-21 2026-11-20 2026-11-19 2026-11-18 "+
		"2026-11-15 2026-11-08 2026-10-31 2026-09-30 2026-08-31 2026-07-31 2026-06-30 2026-05-31 2026-04-30 "+
		"2026-03-31 2026-02-28 2026-01-31 2025-12-31")

	dest := t.TempDir()
	backup(t, v, dest, aMorning)
	newest := backup(t, v, dest, aMorning.Add(time.Hour))
	other, _ := create(t)
	theirs := backup(t, other, dest, aMorning)
	if removed, err := v.Thin(t.Context(), dest, Keep{}, aMorning); err != nil || len(removed) != 1 {
		t.Fatal(removed, err)
	}
	if left, err := v.Backups(dest); err != nil || len(left) != 1 || left[0] != newest {
		t.Fatal(left, err)
	}
	if _, err := os.Stat(theirs.Path); err != nil {
		t.Fatal("the backup of another case file is gone")
	}
}
