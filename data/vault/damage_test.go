package vault

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	sqlite3 "modernc.org/sqlite/lib"
)

// closedDatabase is a case file of a few hundred pages, locked, and the path
// and bytes of its database.
func closedDatabase(t *testing.T, rows int) (v *Vault, path string, stored []byte) {
	t.Helper()
	v, _ = create(t)
	seed(t, database(t, v, DBOptions{}), rows)
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(v.Dir(), databaseName)
	return v, path, read(t, path)
}

func unlock(t testing.TB, v *Vault) {
	t.Helper()
	if err := v.Unlock(officer, passphrase); err != nil {
		t.Fatal(err)
	}
}

func TestAByteChangedAnywhereInTheDatabaseIsNoticedAndItsPageNamed(t *testing.T) {
	v, path, stored := closedDatabase(t, 150)
	unlock(t, v)
	c, _, err := v.sealed()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for at := 0; at < len(stored); at += 512 - at%7 {
		if _, err := f.WriteAt([]byte{stored[at] ^ 1<<(at%8)}, int64(at)); err != nil {
			t.Fatal(err)
		}
		faults, err := scanPages(context.Background(), c, path, nil)
		if err != nil || len(faults) != 1 || faults[0].Page != int64(at/pageSize+1) {
			t.Fatalf("byte %d of page %d: got %v, %v", at%pageSize, at/pageSize+1, faults, err)
		}
		if _, err := f.WriteAt(stored[at:at+1], int64(at)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestVerifyPagesNamesThePagesAndQueriesFailOnThem(t *testing.T) {
	v, path, stored := closedDatabase(t, 300)
	bad := bytes.Clone(stored)
	bad[6*pageSize+500] ^= 1
	copy(bad[10*pageSize:11*pageSize], stored[11*pageSize:]) // page 12 in the place of page 11
	write(t, path, bad)
	unlock(t, v)
	var last, total int64
	faults, err := v.VerifyPages(context.Background(), func(d, n int64) { last, total = d, n })
	if err != nil || len(faults) != 2 || faults[0].Page != 7 || faults[1].Page != 11 {
		t.Fatalf("got %v, %v, want pages 7 and 11", faults, err)
	}
	if want := int64(len(stored) / pageSize); last != want || total != want {
		t.Fatalf("progress ended at %d of %d, want %d", last, total, want)
	}
	wantErr(t, v.VerifyContents(context.Background()), ErrDamaged)
	var fault *PageFault
	if !errors.As(v.PageFault(), &fault) || fault.Page != 7 && fault.Page != 11 {
		t.Fatal(v.PageFault())
	}
	equal(t, (&PageFault{File: "database", Page: 7}).Error(), "page 7 of the database is damaged or was altered")
}

func TestADatabaseThatWasCutOffIsDamagedAndNeverReplaced(t *testing.T) {
	for name, size := range map[string]int{"to nothing": 0, "within page 1": 1000, "to page 1": pageSize, "by one page": -pageSize, "within the last page": -10} {
		t.Run(name, func(t *testing.T) {
			v, path, stored := closedDatabase(t, 30)
			if size <= 0 && name != "to nothing" {
				size += len(stored)
			}
			write(t, path, stored[:size])
			unlock(t, v)
			_, err := v.DB(DBOptions{})
			wantErr(t, err, ErrDamaged)
			if v.PageFault() == nil {
				t.Error("no page is named")
			}
			if faults, err := v.VerifyPages(context.Background(), nil); err != nil || len(faults) == 0 {
				t.Error(faults, err)
			}
			if got := read(t, path); !bytes.Equal(got, stored[:size]) {
				t.Error("the damaged database was changed")
			}
		})
	}
}

func TestAMissingDatabaseIsDamagedAndNotMadeAnew(t *testing.T) {
	v, path, _ := closedDatabase(t, 10)
	remove(t, path)
	unlock(t, v)
	_, err := v.DB(DBOptions{})
	wantErr(t, err, ErrDamaged)
	if _, err := os.Stat(path); !missing(err) {
		t.Fatal("a new database was made")
	}
}

// The last line of defence, should anything open a database without looking.
func TestSQLiteIsNotGivenAnEmptyFileForADatabase(t *testing.T) {
	v, path, _ := closedDatabase(t, 10)
	write(t, path, nil)
	unlock(t, v)
	_, vfsName, err := v.sealed()
	if err != nil {
		t.Fatal(err)
	}
	if checkContents(context.Background(), v.vfs, address(path, vfsName, "mode=rw", "", nil), "quick_check") == nil {
		t.Fatal("an empty file was taken for an empty database")
	}
	if b := read(t, path); len(b) > 0 {
		t.Fatal("a database was made")
	}
}

// While the log holds something, SQLite takes the size of the database from the
// log and a page missing from the file for an empty one.
func TestADatabaseCutOffBesideItsLogIsDamaged(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 200)
	do(t, db.Write, `pragma wal_checkpoint(truncate)`)
	do(t, db.Write, `update notes set who = 'x' where id = 1`)
	dir := copyAsACrashWould(t, v)
	path := filepath.Join(dir, databaseName)
	stored := read(t, path)
	write(t, path, stored[:len(stored)-3*pageSize])
	w := reopen(t, dir)
	_, err := w.DB(DBOptions{})
	wantErr(t, err, ErrDamaged)
}

func TestACheckpointCutOffByACrashIsNoDamage(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 20)
	do(t, db.Write, `pragma wal_checkpoint(truncate)`)
	before := read(t, filepath.Join(v.Dir(), databaseName))
	addNotes(t, db, 200)
	dir := copyAsACrashWould(t, v)
	do(t, db.Write, `pragma wal_checkpoint(full)`)
	write(t, filepath.Join(dir, markName), read(t, filepath.Join(v.Dir(), markName))) // which says what was moving
	after := read(t, filepath.Join(v.Dir(), databaseName))
	// page 1 half written, the growth of the file cut off
	torn := append(bytes.Clone(after[:512]), before[512:]...)
	torn = append(torn, after[len(before):len(before)+5*pageSize+100]...)
	write(t, filepath.Join(dir, databaseName), torn)
	w := reopen(t, dir)
	equal(t, one(t, database(t, w, DBOptions{}).Read, `select count(*) from notes`), "220")
	wantWhole(t, w)
}

func TestAPlantedJournalIsIgnored(t *testing.T) {
	v, path, stored := closedDatabase(t, 20)
	journal := append([]byte{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7}, make([]byte, 8192)...)
	write(t, path+"-journal", journal)
	unlock(t, v)
	equal(t, one(t, database(t, v, DBOptions{}).Read, `select count(*) from notes`), "20")
	wantWhole(t, v)
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(read(t, path+"-journal"), journal) || len(read(t, path)) != len(stored) {
		t.Error("the planted journal was used")
	}
}

func TestTheDatabaseCannotLeaveItsLogForm(t *testing.T) {
	v, path, _ := closedDatabase(t, 20)
	unlock(t, v)
	db := database(t, v, DBOptions{Readers: 1})
	if err := db.Read.Close(); err != nil {
		t.Fatal(err)
	}
	// Whether SQLite agrees to leave or not: no page may be written to a journal.
	_, _ = db.Write.Exec(`pragma journal_mode = delete`)
	_, _ = db.Write.Exec(`update notes set who = 'changed'`)
	if b, err := os.ReadFile(path + "-journal"); err == nil && len(b) > journalHeader {
		t.Fatal("a journal holds pages")
	}
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	unlock(t, v)
	equal(t, one(t, database(t, v, DBOptions{}).Write, `pragma journal_mode`), "wal")
	wantWhole(t, v)
}

func TestAnotherKeyOpensNoPage(t *testing.T) {
	v, path, _ := closedDatabase(t, 20)
	other, _ := create(t)
	stored := read(t, filepath.Join(other.Dir(), databaseName))
	write(t, path, stored)
	unlock(t, v)
	_, err := v.DB(DBOptions{})
	wantErr(t, err, ErrDamaged)
}

func TestAPageImageMovedWithinTheLogIsRefused(t *testing.T) {
	c, err := newPageCipher(random(dataKeySize))
	if err != nil {
		t.Fatal(err)
	}
	page, stored, header := make([]byte, pageSize), make([]byte, pageSize), make([]byte, frameHeader)
	header[3] = 9
	c.sealImage(stored, page, header, 4)
	if err := c.openImage(page, stored, header, 4); err != nil {
		t.Fatal(err)
	}
	if c.openImage(page, stored, header, 5) == nil {
		t.Error("it opened at another position")
	}
	header[3] = 8
	if c.openImage(page, stored, header, 4) == nil {
		t.Error("it opened for another page")
	}
	if c.openPage(page, stored, 9) == nil {
		t.Error("it opened as a page of the database")
	}
}

// Whoever copies with VACUUM INTO gets a sealed copy in log form too.
func TestAVacuumedCopyIsSealed(t *testing.T) {
	v, path, _ := closedDatabase(t, 200)
	unlock(t, v)
	db := database(t, v, DBOptions{})
	c, vfsName, err := v.sealed()
	if err != nil {
		t.Fatal(err)
	}
	copied := path + ".copy"
	do(t, db.Write, `vacuum into ?`, address(copied, vfsName, "mode=rwc", "", nil))
	if faults, err := scanPages(t.Context(), c, copied, nil); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	page := make([]byte, pageSize)
	if err := c.openPage(page, read(t, copied)[:pageSize], 1); err != nil || page[18] != 2 || page[19] != 2 {
		t.Fatal("the copy is not in log form", err)
	}
	noCanary(t, v.Dir())
}

func TestTheLocksOfTheLogExcludeOneAnother(t *testing.T) {
	const ok, busy = sqlite3.SQLITE_OK, sqlite3.SQLITE_BUSY
	var x walIndex
	var a, b file
	for i, step := range []struct{ got, want int32 }{
		{x.share(&a, 3), ok},
		{x.share(&b, 3), ok},
		{x.exclude(&b, 3, 1), busy}, // a reads
		{x.exclude(&b, 2, 3), busy}, // all or nothing
		{x.exclude(&a, 2, 1), ok},
		{x.share(&b, 2), busy},
		{x.exclude(&b, 2, 1), busy},
		{x.exclude(&a, 2, 1), ok}, // held already
	} {
		if step.got != step.want {
			t.Errorf("step %d: got %d, want %d", i+1, step.got, step.want)
		}
	}
	x.unlock(&b, 2, 1) // not b's to give
	if x.share(&b, 2) != busy {
		t.Error("a lock was given back by another")
	}
	x.unlock(&a, 0, sqlite3.SQLITE_SHM_NLOCK)
	x.unlock(&b, 3, 1)
	if x.exclude(&b, 0, sqlite3.SQLITE_SHM_NLOCK) != ok {
		t.Error("a lock was kept")
	}
}
