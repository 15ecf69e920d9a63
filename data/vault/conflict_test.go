package vault

import (
	"path/filepath"
	"testing"
)

func TestCopiesThatASyncMadeAreToldFromTheCaseFile(t *testing.T) {
	for name, kind := range map[string]string{
		"casefile (Robin's conflicted copy 2026-11-02).db":  ".db",
		"casefile-DESKTOP-7QK.db":                           ".db",
		"casefile.sync-conflict-20261102-101112-ABCDEFG.db": ".db",
		"casefile (1).db":                                   ".db",
		"casefile (conflicted copy 2026-11).keys":           ".keys",
		"casefile-ward7.keys":                               ".keys",
		"casefile.db (1)":                                   ".db",
		"CaseFile_conf(2).db":                               ".db",
		"casefile-WARD.db-wal":                              ".db-wal",
	} {
		if got, ok := conflicting(name); !ok || got != kind {
			t.Errorf("%s is %q, %v", name, got, ok)
		}
	}
	for _, name := range []string{"casefile.db", "casefile.db-wal", "casefile.keys", "casefile.keys.bak", "casefile.lock", "casefile.holder",
		"casefile.keys.new-123", "casefile.db-journal", "casefiles.db", "notes on casefile.db", "backups", "casefile.dbx"} {
		if kind, ok := conflicting(name); ok {
			t.Errorf("%s is taken for a copy of %s", name, kind)
		}
	}
}

func TestACopyIsKnownByItsHeaderAndItsSealAndLeftAlone(t *testing.T) {
	v, _ := create(t)
	seed(t, database(t, v, DBOptions{}), 3)
	other, _ := create(t)
	put := func(name string, content []byte) string {
		path := filepath.Join(v.Dir(), name)
		write(t, path, content)
		return path
	}
	put("casefile-WARD.keys", read(t, filepath.Join(v.Dir(), headerName)))
	put("casefile (1).keys", read(t, filepath.Join(other.Dir(), headerName)))
	put("casefile-WARD.db", read(t, v.databasePath()))
	put("casefile (1).db", read(t, other.databasePath()))
	put("casefile (2).db", []byte("torn"))
	all, err := v.ConflictCopies()
	if err != nil || len(all) != 5 {
		t.Fatal(all, err)
	}
	for _, c := range all {
		ours := c.Name == "casefile-WARD.keys" || c.Name == "casefile-WARD.db"
		if c.SameFile != ours || c.Readable != (c.Name != "casefile (2).db") || c.Modified.IsZero() {
			t.Errorf("%+v", c)
		}
		if ours && c.Header && c.Generation == 0 {
			t.Errorf("%+v", c)
		}
		read(t, c.Path)
	}
}
