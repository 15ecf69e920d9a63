package vault

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"
)

// canary is what must never be found in a file.
const canary = "Zyzzogeton Quillfeather"

const (
	officer    = "Ann Example"
	passphrase = "four plain words here"
)

// cheap makes a key slot that opens in no time, for tests.
var cheap = KDF{Passes: 1, MemoryKiB: 8, Lanes: 1}

func create(t testing.TB) (*Vault, string) {
	t.Helper()
	v, key, err := Create(filepath.Join(t.TempDir(), "case file 100% ?#"), Options{Officer: officer, Passphrase: passphrase, KDF: &cheap})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeVault(t, v) })
	return v, key
}

func closeVault(t testing.TB, v *Vault) {
	t.Helper()
	if err := v.Close(); err != nil {
		t.Error(err)
	}
}

func reopen(t testing.TB, dir string) *Vault {
	t.Helper()
	v, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeVault(t, v) })
	if err := v.Unlock(officer, passphrase); err != nil {
		t.Fatal(err)
	}
	return v
}

func database(t testing.TB, v *Vault, o DBOptions) *DB {
	t.Helper()
	db, err := v.DB(o)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func do(t testing.TB, db *sql.DB, q string, args ...any) {
	t.Helper()
	if _, err := db.Exec(q, args...); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
}

func one(t testing.TB, db *sql.DB, q string) string {
	t.Helper()
	var s string
	if err := db.QueryRow(q).Scan(&s); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return s
}

func equal(t testing.TB, got, want string) {
	t.Helper()
	if got != want {
		t.Fatalf("got %q, want %q", got, want)
	}
}

func wantErr(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got error %v, want %v", err, want)
	}
}

func wantWhole(t testing.TB, v *Vault) {
	t.Helper()
	if err := v.VerifyContents(context.Background()); err != nil {
		t.Fatal(err, v.PageFault())
	}
	faults, err := v.VerifyPages(context.Background(), nil)
	if err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
}

// seed makes notes with a search index, and n rows that hold the canary.
func seed(t testing.TB, db *DB, n int) {
	t.Helper()
	do(t, db.Write, `create table if not exists notes(id integer primary key, who text, body text) strict`)
	do(t, db.Write, `create virtual table if not exists words using fts5(body, content='', contentless_delete=1)`)
	do(t, db.Write, `create trigger if not exists added after insert on notes begin insert into words(rowid, body) values(new.id, new.body); end`)
	addNotes(t, db, n)
}

func addNotes(t testing.TB, db *DB, n int) {
	t.Helper()
	tx, err := db.Write.Begin()
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		body := fmt.Sprintf("note %d about %s %s", i, canary, strings.Repeat("lorem ipsum dolor ", 20+i%300))
		if _, err := tx.Exec(`insert into notes(who, body) values(?, ?)`, canary, body); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func write(t testing.TB, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, fileMode); err != nil {
		t.Fatal(err)
	}
}

func TestRowsComeBackAfterClosingAndOpening(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 500)
	do(t, db.Write, `delete from notes where id % 5 = 0`)
	closeVault(t, v)

	v = reopen(t, v.Dir())
	db = database(t, v, DBOptions{})
	equal(t, one(t, db.Read, `select count(*) from notes`), "400")
	equal(t, one(t, db.Read, `select count(*) from words where words match 'zyzzo*'`), "500")
	wantWhole(t, v)
}

func TestConnectionsRunWithTheSettingsOfTheCaseFile(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1",
		"trusted_schema": "0", "temp_store": "2", "page_size": "4096", "busy_timeout": "10000",
	} {
		for name, pool := range map[string]*sql.DB{"writer": db.Write, "reader": db.Read} {
			if got := one(t, pool, "pragma "+pragma); got != want {
				t.Errorf("%s of the %s is %s, want %s", pragma, name, got, want)
			}
		}
	}
	if _, err := db.Read.Exec(`create table x(a)`); err == nil {
		t.Error("a reader could write")
	}
}

func TestReadersWorkWhileOneWrites(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 100)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 60 {
				var notes, found int
				q := `select (select count(*) from notes), (select count(*) from words where words match 'zyzzo*')`
				if err := db.Read.QueryRow(q).Scan(&notes, &found); err != nil || notes != found {
					t.Errorf("%d notes, %d found, %v", notes, found, err)
					return
				}
			}
		})
	}
	for i := range 60 {
		addNotes(t, db, 5)
		if i%10 == 0 {
			do(t, db.Write, `pragma wal_checkpoint(restart)`)
		}
	}
	wg.Wait()
	equal(t, one(t, db.Read, `select count(*) from notes`), "400")
	wantWhole(t, v)
	if err := v.PageFault(); err != nil {
		t.Fatal(err)
	}
}

func TestATransactionLargerThanTheCacheIsKept(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{WriteCacheMiB: 1})
	seed(t, db, 1500)
	tx, err := db.Write.Begin()
	if err != nil {
		t.Fatal(err)
	}
	for range 3 { // each round writes the same pages again
		if _, err := tx.Exec(`update notes set body = body || 'x'`); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	want := one(t, db.Read, `select sum(length(body)) from notes`)
	copied := copyAsACrashWould(t, v)
	w := reopen(t, copied)
	equal(t, one(t, database(t, w, DBOptions{}).Read, `select sum(length(body)) from notes`), want)
	wantWhole(t, w)
}

func TestPartOfALargeTransactionTakenBackLeavesTheRest(t *testing.T) {
	for _, synchronous := range []string{"full", "off"} { // off: no sync comes after the commit
		v, _ := create(t)
		db := database(t, v, DBOptions{WriteCacheMiB: 1})
		seed(t, db, 1500)
		want := one(t, db.Read, `select sum(length(body)) + 1500 from notes`)
		do(t, db.Write, `pragma synchronous = `+synchronous)
		do(t, db.Write, `pragma wal_autocheckpoint = 0`)
		tx, err := db.Write.Begin()
		if err != nil {
			t.Fatal(err)
		}
		for _, statement := range []string{
			`update notes set body = body || 'x'`,
			`savepoint part`,
			`update notes set body = body || 'never kept'`,
			`rollback to part`,
			`update notes set who = 'Robin'`,
		} {
			if _, err := tx.Exec(statement); err != nil {
				t.Fatal(err)
			}
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
		q := `select sum(length(body)) from notes where who = 'Robin'`
		equal(t, one(t, db.Read, q), want)
		wantWhole(t, v)
		w := reopen(t, copyAsACrashWould(t, v))
		equal(t, one(t, database(t, w, DBOptions{}).Read, q), want)
		wantWhole(t, w)
		closeVault(t, w)
		closeVault(t, v)
	}
}

// copyAsACrashWould copies the files of an open case file as they are.
func copyAsACrashWould(t testing.TB, v *Vault) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "copy")
	if err := os.Mkdir(dir, dirMode); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{databaseName, logName, headerName, markName} {
		write(t, filepath.Join(dir, name), read(t, filepath.Join(v.Dir(), name)))
	}
	return dir
}

func TestAfterACrashEveryCommittedRowIsThere(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 50)
	do(t, db.Write, `pragma wal_checkpoint(truncate)`)
	for range 5 {
		addNotes(t, db, 10)
	}
	tx, err := db.Write.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(`insert into notes(who, body) values('never', 'committed')`); err != nil {
		t.Fatal(err)
	}
	dir := copyAsACrashWould(t, v)
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	w := reopen(t, dir)
	equal(t, one(t, database(t, w, DBOptions{}).Read, `select count(*) from notes`), "100")
	wantWhole(t, w)
}

// commitUnknown makes the mark what a power cut leaves that came before the last
// commit was durable.
func commitUnknown(t testing.TB, dir string) {
	t.Helper()
	mark := read(t, filepath.Join(dir, markName))
	clear(mark[markLog:])
	write(t, filepath.Join(dir, markName), mark)
}

func TestALogThatLacksWhatWasCommittedIsDamaged(t *testing.T) {
	for name, harm := range map[string]func(log []byte) []byte{
		"a bit of the first frame": func(log []byte) []byte { log[logHeader+frameHeader+9] ^= 1; return log },
		"a bit of the last frame":  func(log []byte) []byte { log[len(log)-9] ^= 1; return log },
		"a bit of the header":      func(log []byte) []byte { log[20] ^= 1; return log },
		"cut off":                  func(log []byte) []byte { return log[:len(log)-frameSize] },
		"gone":                     func(log []byte) []byte { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			v, _ := create(t)
			db := database(t, v, DBOptions{})
			seed(t, db, 20)
			do(t, db.Write, `pragma wal_checkpoint(truncate)`)
			addNotes(t, db, 30)
			dir := copyAsACrashWould(t, v)
			write(t, filepath.Join(dir, logName), harm(read(t, filepath.Join(dir, logName))))
			w := reopen(t, dir)
			_, err := w.DB(DBOptions{})
			var fault *PageFault
			if !errors.As(err, &fault) || fault.File != "log" || !errors.Is(err, ErrDamaged) {
				t.Fatalf("opening gave %v", err)
			}
		})
	}
}

func TestALogOfAnotherStateIsNotPlayedIntoTheDatabase(t *testing.T) {
	v, path, _ := closedDatabase(t, 20)
	unlock(t, v)
	db := database(t, v, DBOptions{})
	addNotes(t, db, 5)
	older := read(t, path+"-wal")
	do(t, db.Write, `pragma wal_checkpoint(truncate)`)
	for range 3 { // each begins a log anew
		addNotes(t, db, 5)
		do(t, db.Write, `pragma wal_checkpoint(truncate)`)
	}
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	write(t, path+"-wal", older)
	unlock(t, v)
	_, err := v.DB(DBOptions{})
	wantErr(t, err, ErrDamaged)
	remove(t, path+"-wal")
	equal(t, one(t, database(t, v, DBOptions{}).Read, `select count(*) from notes`), "40")
	wantWhole(t, v)
}

func TestALogCutShortLosesOnlyItsEnd(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 20)
	do(t, db.Write, `pragma wal_checkpoint(truncate)`)
	addNotes(t, db, 1)
	whole := len(read(t, filepath.Join(v.Dir(), logName)))
	addNotes(t, db, 30)
	dir := copyAsACrashWould(t, v)
	log := read(t, filepath.Join(dir, logName))
	log[whole+frameHeader+100] ^= 1 // as a sector that never reached the disk
	write(t, filepath.Join(dir, logName), log)
	commitUnknown(t, dir)
	w := reopen(t, dir)
	equal(t, one(t, database(t, w, DBOptions{}).Read, `select count(*) from notes`), "21")
	wantWhole(t, w)
}

// The size after a commit lies in plain in the frame header; SQLite's checksum,
// which is hidden, covers it.
func TestAChangedSizeInTheLogEndsTheLog(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 20)
	do(t, db.Write, `pragma wal_checkpoint(truncate)`)
	addNotes(t, db, 1)
	dir := copyAsACrashWould(t, v)
	log := read(t, filepath.Join(dir, logName))
	log[logHeader+5] = 0xff
	write(t, filepath.Join(dir, logName), log)
	commitUnknown(t, dir)
	w := reopen(t, dir)
	equal(t, one(t, database(t, w, DBOptions{}).Read, `select count(*) from notes`), "20")
	wantWhole(t, w)
}

func TestNoTextIsReadableInAnyFile(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 800)
	do(t, db.Write, `vacuum`)
	if _, err := v.Backup(context.Background(), v.BackupsDir(), aMorning); err != nil {
		t.Fatal(err)
	}
	files := noCanary(t, v.Dir())
	for _, want := range []string{databaseName, logName, headerName, filepath.Join(BackupsName, "20261003T083000Z-"+v.ID()[:8], databaseName)} {
		if !files[want] {
			t.Errorf("%s was not among the files", want)
		}
	}
	closeVault(t, v)
	noCanary(t, v.Dir())
}

// noCanary reads every file under dir and returns their names.
func noCanary(t *testing.T, dir string) map[string]bool {
	t.Helper()
	files := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		files[name] = true
		b := read(t, path)
		for _, word := range []string{"Zyzzogeton", "Quillfeather", "SQLite format", "lorem", "CREATE TABLE", "create table"} {
			if bytes.Contains(b, []byte(word)) || bytes.Contains(b, inUTF16(word)) {
				t.Errorf("%s holds %q", name, word)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func inUTF16(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

func TestTemporaryFilesAreRefused(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 1000)
	do(t, db.Write, `pragma temp_store = file`)
	do(t, db.Write, `pragma cache_size = 10`)
	do(t, db.Write, `create temp table copy(a, b)`)
	if _, err := db.Write.Exec(`insert into copy select who || id, body from notes`); err == nil {
		t.Fatal("SQLite wrote a temporary file")
	}
}
