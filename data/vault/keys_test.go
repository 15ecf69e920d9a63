package vault

import (
	"bytes"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestOnlyTheRightPassphraseOpens(t *testing.T) {
	v, _ := create(t)
	unhurried(v)
	seed(t, database(t, v, DBOptions{}), 1)
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, officer, passphrase string
		want                      error
	}{
		{"wrong passphrase", officer, "Four plain words here", ErrWrongPassphrase},
		{"empty passphrase", officer, "", ErrWrongPassphrase},
		{"unknown officer", "Bob Example", passphrase, ErrUnknownOfficer},
		{"right", officer, passphrase, nil},
		{"name in capitals", "  ANN EXAMPLE ", passphrase, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantErr(t, v.CheckPassphrase(c.officer, c.passphrase), c.want)
			if !v.Locked() {
				t.Fatal("checking a passphrase unlocked the case file")
			}
			wantErr(t, v.Unlock(c.officer, c.passphrase), c.want)
			if v.Locked() != (c.want != nil) {
				t.Fatal("locked:", v.Locked())
			}
			if err := v.Lock(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestAPassphraseIsTheSameHoweverItsLettersAreComposed(t *testing.T) {
	v, _ := create(t)
	if err := v.AddSlot("Zoe\u0308 Example", "caf\u00e9 \ufb01ve"); err != nil {
		t.Fatal(err)
	}
	wantErr(t, v.CheckPassphrase("Zo\u00eb Example", "cafe\u0301 five"), nil)
}

func TestAfterLockNothingIsReadUntilUnlocked(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 5)
	before, err := v.Subkey("audit")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.Read.Query(`select body from notes`) // still running
	if err != nil {
		t.Fatal(err)
	}
	key := v.ring.now()
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(key, make([]byte, dataKeySize)) {
		t.Error("the data key was not wiped")
	}
	if _, err := db.Read.Exec(`select 1`); err == nil {
		t.Error("a reader works after Lock")
	}
	if _, err := db.Write.Exec(`delete from notes`); err == nil {
		t.Error("the writer works after Lock")
	}
	_, err = v.DB(DBOptions{})
	wantErr(t, err, ErrLocked)
	_, err = v.Subkey("audit")
	wantErr(t, err, ErrLocked)
	wantErr(t, v.AddSlot("Bob", "x"), ErrLocked)
	_, err = v.Backup(t.Context(), v.BackupsDir(), aMorning)
	wantErr(t, err, ErrLocked)
	_, err = Open(v.Dir())
	wantErr(t, err, ErrInUse) // the process lock stays
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}

	unlock(t, v)
	equal(t, one(t, database(t, v, DBOptions{}).Read, `select count(*) from notes`), "5")
	after, err := v.Subkey("audit")
	if err != nil || !bytes.Equal(after, before) {
		t.Error("the subkey changed", err)
	}
	if other, err := v.Subkey("letters"); err != nil || bytes.Equal(other, before) {
		t.Error("two uses share a subkey", err)
	}
}

func TestAQueryThatIsStillRunningReadsNoFurtherAfterLock(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 600)
	db.Read.SetMaxOpenConns(1)
	do(t, db.Read, `pragma cache_size = 1`)
	rows, err := db.Read.Query(`select body from notes`)
	if err != nil || !rows.Next() {
		t.Fatal(err)
	}
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	read := 1
	for rows.Next() {
		read++
	}
	if rows.Err() == nil || read > 20 {
		t.Errorf("%d rows were read after Lock, then %v", read, rows.Err())
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	unlock(t, v)
	equal(t, one(t, database(t, v, DBOptions{}).Read, `select count(*) from notes`), "600")
}

func TestLockingMoreOftenThanThereAreSlotsWorks(t *testing.T) {
	v, _ := create(t)
	seed(t, database(t, v, DBOptions{}), 1)
	for range 2 * len(slots.vfs) {
		if err := v.Lock(); err != nil {
			t.Fatal(err)
		}
		unlock(t, v)
		equal(t, one(t, database(t, v, DBOptions{}).Read, `select count(*) from notes`), "1")
	}
}

func TestOneProgramAtATime(t *testing.T) {
	v, _ := create(t)
	_, err := Open(v.Dir())
	wantErr(t, err, ErrInUse)
	closeVault(t, v)
	w, err := Open(v.Dir())
	if err != nil {
		t.Fatal(err)
	}
	closeVault(t, w)
}

func TestNothingIsCreatedWhereNoCaseFileIs(t *testing.T) {
	dir := t.TempDir()
	_, err := Open(dir)
	wantErr(t, err, ErrNoCaseFile)
	names(t, dir)
	_, err = Open(filepath.Join(dir, "not there"))
	wantErr(t, err, ErrNoCaseFile)
	names(t, dir)
}

func TestCreateTouchesNothingThatIsThere(t *testing.T) {
	for _, name := range []string{databaseName, logName, headerName, spareName} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			precious := bytes.Repeat([]byte("precious "), 1000)
			write(t, filepath.Join(dir, name), precious)
			_, _, err := Create(dir, Options{Officer: officer, Passphrase: passphrase, KDF: &cheap})
			wantErr(t, err, ErrExists)
			names(t, dir, name)
			if !bytes.Equal(read(t, filepath.Join(dir, name)), precious) {
				t.Fatal("it was changed")
			}
		})
	}
}

func TestACreationThatWasCutOffCanBeDoneAgain(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, databaseName), make([]byte, pageSize))
	_, err := Open(dir)
	wantErr(t, err, ErrNoCaseFile)
	v, _, err := Create(dir, Options{Officer: officer, Passphrase: passphrase, KDF: &cheap})
	if err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)
	closeVault(t, reopen(t, dir))
}

func TestCreateRefusesBadNamesAndNoPassphrase(t *testing.T) {
	for name, c := range map[string]struct {
		o    Options
		want error
	}{
		"no name":        {Options{Officer: " \t", Passphrase: "x"}, ErrBadName},
		"a line break":   {Options{Officer: "Ann\nExample", Passphrase: "x"}, ErrBadName},
		"not text":       {Options{Officer: "Ann\xff", Passphrase: "x"}, ErrBadName},
		"turned writing": {Options{Officer: "Ann \u202eelpmaxE", Passphrase: "x"}, ErrBadName},
		"too long":       {Options{Officer: strings.Repeat("n", 201), Passphrase: "x"}, ErrBadName},
		"no passphrase":  {Options{Officer: officer}, ErrNoPassphrase},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			c.o.KDF = &cheap
			_, _, err := Create(dir, c.o)
			wantErr(t, err, c.want)
			_, err = Open(dir)
			wantErr(t, err, ErrNoCaseFile)
		})
	}
}

func TestPracticeIsMarkedForEver(t *testing.T) {
	dir := t.TempDir()
	v, _, err := Create(dir, Options{Officer: officer, Passphrase: passphrase, Practice: true, KDF: &cheap})
	if err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)
	if !reopen(t, dir).Practice() {
		t.Error("a practice case file is not marked")
	}
	if v, _ := create(t); v.Practice() {
		t.Error("a real case file is marked as practice")
	}
}

func TestOfficersComeAndGo(t *testing.T) {
	v, key := create(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(v.AddSlot("Bob Example", "battery staple"))
	wantErr(t, v.AddSlot("bob example", "x"), ErrOfficerExists)
	wantErr(t, v.AddSlot("Cy", ""), ErrNoPassphrase)
	wantErr(t, v.ChangePassphrase("Cy", "x"), ErrUnknownOfficer)
	wantErr(t, v.RemoveSlot("Cy"), ErrUnknownOfficer)
	must(v.ChangePassphrase("BOB EXAMPLE", "new words"))
	if got := v.Officers(); !slices.Equal(got, []string{officer, "Bob Example"}) {
		t.Fatal(got)
	}
	newKey, err := v.NewRecoveryKey()
	must(err)
	must(v.RemoveSlot(officer))
	wantErr(t, v.RemoveSlot("Bob Example"), ErrLastOfficer)
	must(v.Lock())

	// Neither copy of the header may still open with what was taken away.
	for _, name := range []string{headerName, spareName} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, headerName), read(t, filepath.Join(v.Dir(), name)))
		w, err := Open(dir)
		must(err)
		wantErr(t, w.Unlock(officer, passphrase), ErrUnknownOfficer)
		wantErr(t, w.Unlock("Bob Example", "battery staple"), ErrWrongPassphrase)
		wantErr(t, w.UnlockWithRecoveryKey(key), ErrWrongRecoveryKey)
		must(w.UnlockWithRecoveryKey(newKey))
		must(w.Lock())
		must(w.Unlock("Bob Example", "new words"))
		must(w.Close())
	}
	names(t, v.Dir(), BackupsName, databaseName, holderName, headerName, spareName, lockName, markName)
}

func TestTheMeasuredCostIsAtLeastTheLeast(t *testing.T) {
	k := calibrate()
	if err := k.check(); err != nil || k.Passes < minPasses || k.MemoryKiB < minMemoryKiB {
		t.Fatalf("%+v, %v", k, err)
	}
}

func TestACostOutOfBoundsIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		k  KDF
		ok bool
	}{
		"default":          {KDF{minPasses, minMemoryKiB, kdfLanes}, true},
		"1 GiB":            {KDF{8, maxMemoryKiB, 1}, true},
		"64 passes":        {KDF{64, 128 << 10, 4}, true},
		"no passes":        {KDF{0, minMemoryKiB, 4}, false},
		"65 passes":        {KDF{65, minMemoryKiB, 4}, false},
		"over 1 GiB":       {KDF{1, maxMemoryKiB + 1, 4}, false},
		"1 GiB, 64 passes": {KDF{64, maxMemoryKiB, 4}, false},
		"no lanes":         {KDF{3, minMemoryKiB, 0}, false},
		"many lanes":       {KDF{3, minMemoryKiB, 17}, false},
		"overflow":         {KDF{1 << 31, 1 << 31, 1}, false},
	} {
		if err := c.k.check(); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheCostFollowsTheMachine(t *testing.T) {
	least := KDF{minPasses, minMemoryKiB, kdfLanes}
	for took, want := range map[time.Duration]KDF{
		5 * time.Second:        least,
		500 * time.Millisecond: {3, 128 << 10, kdfLanes},
		250 * time.Millisecond: {3, 256 << 10, kdfLanes},
		100 * time.Millisecond: {7, 256 << 10, kdfLanes},
		0:                      {16, 256 << 10, kdfLanes},
	} {
		if got := least.scaled(took); got != want {
			t.Errorf("%v for the least: got %+v, want %+v", took, got, want)
		}
		if err := least.scaled(took).check(); err != nil {
			t.Error(err)
		}
	}
}

func TestOnlyTheOwnerCanReadTheFiles(t *testing.T) {
	unmask(t)
	v, _ := create(t)
	seed(t, database(t, v, DBOptions{}), 50)
	b := backup(t, v, v.BackupsDir(), aMorning)
	if err := v.AddSlot("Bob", "x"); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{".", BackupsName, databaseName, logName, headerName, spareName, lockName} {
		private(t, filepath.Join(v.Dir(), path))
	}
	for _, path := range []string{".", databaseName, headerName} {
		private(t, filepath.Join(b.Path, path))
	}
}

func private(t *testing.T, path string) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	want := os.FileMode(fileMode)
	if info.IsDir() {
		want = dirMode
	}
	if got := info.Mode().Perm(); got != want {
		t.Errorf("%s has mode %o, want %o", filepath.Base(path), got, want)
	}
}

func TestTheCaseFilesNameIsRandom(t *testing.T) {
	v, _ := create(t)
	w, _ := create(t)
	if b, err := hex.DecodeString(v.ID()); err != nil || len(b) != 16 || v.ID() == w.ID() {
		t.Fatal(v.ID(), w.ID(), err)
	}
}
