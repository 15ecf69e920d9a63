package vault

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// FuzzBackup gives the reader of backups a database, a key file and a mark that
// somebody made up: it must say that they are damaged, or that they are another
// case file's, and never hang, panic or take them for whole.
func FuzzBackup(f *testing.F) {
	v, _ := create(f)
	seed(f, database(f, v, DBOptions{}), 3)
	good := backup(f, v, f.TempDir(), aMorning)
	database, keys, mark := read(f, filepath.Join(good.Path, databaseName)), read(f, filepath.Join(good.Path, headerName)), read(f, filepath.Join(good.Path, markName))
	f.Add(database, keys, mark)
	f.Add(database[:pageSize], keys, mark[:100])
	f.Add([]byte{}, keys, []byte{})
	f.Add(database, []byte(`{"format": "rapport-keys/3"}`), mark)
	f.Fuzz(func(t *testing.T, d, k, m []byte) {
		dir := filepath.Join(t.TempDir(), filepath.Base(good.Path))
		if err := os.Mkdir(dir, dirMode); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, databaseName), d)
		write(t, filepath.Join(dir, headerName), k)
		write(t, filepath.Join(dir, markName), m)
		err := v.VerifyBackup(t.Context(), dir)
		if err == nil && (!bytes.Equal(d, database) || !bytes.Equal(k, keys)) {
			t.Fatal("a backup that was made up was taken for whole")
		}
		if err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewerVersion) && !errors.Is(err, ErrOtherCaseFile) {
			t.Fatalf("it gave %v", err)
		}
	})
}

// FuzzMark gives the reader of the mark one that somebody made up.
func FuzzMark(f *testing.F) {
	v, _ := create(f)
	if err := v.Lock(); err != nil {
		f.Fatal(err)
	}
	mark := read(f, filepath.Join(v.Dir(), markName))
	unlock(f, v)
	c, _, err := v.sealed()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(mark)
	f.Add(mark[markSlot:])
	f.Fuzz(func(t *testing.T, b []byte) {
		var whole, made marks
		whole.read(c, mark)
		if made.read(c, b) && made.counter > whole.counter {
			t.Fatal("a mark that was made up was taken for ours")
		}
	})
}
