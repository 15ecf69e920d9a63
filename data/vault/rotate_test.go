package vault

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"

	"rapport/data/vault/internal/disk"
)

func TestAfterARotationEverybodySignsInAsBeforeAndSeesTheSame(t *testing.T) {
	v, key := create(t)
	if err := v.AddSlot("Bob Example", "battery staple"); err != nil {
		t.Fatal(err)
	}
	seed(t, database(t, v, DBOptions{}), 300)
	subkey, err := v.Subkey("audit chain")
	if err != nil {
		t.Fatal(err)
	}
	before := bytes.Clone(v.ring.now())
	var told []int64
	if err := v.Rotate(t.Context(), func(done, total int64) { told = append(told, done, total) }); err != nil {
		t.Fatal(err)
	}
	if len(told) < 2 || told[len(told)-2] != told[len(told)-1] {
		t.Errorf("the progress ends with %v", told)
	}
	if bytes.Equal(before, v.ring.now()) || v.RotationUnderWay() {
		t.Fatal("the data key was not changed")
	}
	seed(t, database(t, v, DBOptions{}), 5)
	names(t, v.Dir(), BackupsName, databaseName, logName, holderName, headerName, spareName, lockName, markName)
	for name, in := range map[string]func() error{
		"Ann":          func() error { return v.Unlock(officer, passphrase) },
		"Bob":          func() error { return v.Unlock("Bob Example", "battery staple") },
		"recovery key": func() error { return v.UnlockWithRecoveryKey(key) },
	} {
		if err := v.Lock(); err != nil {
			t.Fatal(err)
		}
		if err := in(); err != nil {
			t.Fatal(name, err)
		}
		equal(t, one(t, database(t, v, DBOptions{}).Read, `select count(*) from notes`), "305")
		if again, err := v.Subkey("audit chain"); err != nil || !bytes.Equal(again, subkey) {
			t.Error("the audit chain has another key", err)
		}
	}
	wantWhole(t, v)
}

// twoOfficers is a case file with Ann and Bob, some notes in the database and
// some in its log.
func twoOfficers(t testing.TB) (v *Vault, recoveryKey string) {
	t.Helper()
	v, recoveryKey = create(t)
	if err := v.AddSlot("Bob Example", "battery staple"); err != nil {
		t.Fatal(err)
	}
	db := database(t, v, DBOptions{})
	seed(t, db, 40)
	do(t, db.Write, `pragma wal_checkpoint(truncate)`)
	addNotes(t, db, 10)
	return v, recoveryKey
}

// wantNotes opens the case file in dir as Bob and wants so many notes, whole.
func wantNotes(t *testing.T, dir, count string) *Vault {
	t.Helper()
	v, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeVault(t, v) })
	if err := v.Unlock("Bob Example", "battery staple"); err != nil {
		t.Fatal(err)
	}
	equal(t, one(t, database(t, v, DBOptions{}).Read, `select count(*) from notes`), count)
	wantWhole(t, v)
	return v
}

// changes says whether a step changes what lies on the disk.
func changes(s disk.Step) bool { return s.Op != disk.Open && s.Op != disk.Read }

// watch has the disk ask before each step that changes something, counted from 1.
func watch(t *testing.T, before func(n int, s disk.Step) error) {
	n := 0
	disk.Watch = func(s disk.Step) error {
		if !changes(s) {
			return nil
		}
		n++
		return before(n, s)
	}
	t.Cleanup(func() { disk.Watch = nil })
}

func TestARotationThatFailsAtAnyStepLosesNothingAndGoesOn(t *testing.T) {
	broken := errors.New("the disk broke")
	pattern, _ := twoOfficers(t)
	subkey, err := pattern.Subkey("audit chain")
	if err != nil {
		t.Fatal(err)
	}
	for forEver, what := range map[bool]string{false: "once", true: "for ever"} {
		for at, failed := 1, true; failed; at++ {
			dir := copyAsACrashWould(t, pattern)
			v := reopen(t, dir)
			failed = false
			watch(t, func(n int, _ disk.Step) error {
				if n == at || forEver && n > at {
					failed = true
					return broken
				}
				return nil
			})
			err := v.Rotate(t.Context(), nil)
			disk.Watch = nil
			// A mark or a second key file that could not be written is written another time.
			if err != nil && !(failed && (errors.Is(err, broken) || errors.Is(err, ErrDisk))) {
				t.Fatalf("step %d, %s: %v", at, what, err)
			}
			if v.Locked() {
				unlock(t, v)
			}
			addNotes(t, database(t, v, DBOptions{}), 1) // work goes on as if nothing had been
			closeVault(t, v)
			w := wantNotes(t, dir, "51")
			if err := w.Rotate(t.Context(), nil); err != nil {
				t.Fatalf("step %d, %s, again: %v", at, what, err)
			}
			equal(t, one(t, database(t, w, DBOptions{}).Read, `select count(*) from notes`), "51")
			wantWhole(t, w)
			if again, err := w.Subkey("audit chain"); err != nil || !bytes.Equal(again, subkey) {
				t.Fatalf("step %d, %s: the audit chain has another key, %v", at, what, err)
			}
			closeVault(t, w)
			if !failed && at < 10 {
				t.Fatalf("only %d steps were tried", at)
			}
		}
	}
}

// killAtStep names, to a second run of this test binary, the step at which it
// kills itself.
const killAtStep = "RAPPORT_TEST_KILL_AT_STEP"

func TestARotationKilledAtAnyStepLosesNothingAndGoesOn(t *testing.T) {
	if dir := os.Getenv(victimDir); dir != "" {
		rotateUntilKilled(t, dir)
		return
	}
	pattern, _ := twoOfficers(t)
	for at := 1; ; at++ {
		dir := copyAsACrashWould(t, pattern)
		victim := exec.Command(os.Args[0], "-test.run=^TestARotationKilledAtAnyStepLosesNothingAndGoesOn$")
		victim.Env = append(os.Environ(), victimDir+"="+dir, killAtStep+"="+strconv.Itoa(at))
		out, err := victim.CombinedOutput()
		killed := err != nil
		if killed && victim.ProcessState.Exited() {
			t.Fatalf("step %d: %v\n%s", at, err, out)
		}
		w := wantNotes(t, dir, "50")
		if !killed && (w.RotationUnderWay() || w.DataKeyNumber() != 2) {
			t.Fatalf("step %d: the rotation is not finished", at)
		}
		if w.RotationUnderWay() || w.DataKeyNumber() == 1 {
			if err := w.Rotate(t.Context(), nil); err != nil {
				t.Fatalf("step %d: %v", at, err)
			}
		}
		closeVault(t, w)
		w = wantNotes(t, dir, "50")
		if n := w.DataKeyNumber(); n != 2 {
			t.Fatalf("step %d: data key %d is in force", at, n)
		}
		noCanary(t, dir)
		closeVault(t, w)
		if !killed {
			if at < 10 {
				t.Fatalf("only %d steps were tried", at)
			}
			return
		}
	}
}

// rotateUntilKilled changes the data key and kills itself before a step. A page
// that it was about to write is written by half.
func rotateUntilKilled(t *testing.T, dir string) {
	at, err := strconv.Atoi(os.Getenv(killAtStep))
	if err != nil {
		t.Fatal(err)
	}
	v := reopen(t, dir)
	watch(t, func(n int, s disk.Step) error {
		if n != at {
			return nil
		}
		if s.Op == disk.Placed {
			f, err := os.OpenFile(s.Path, os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			if _, err := f.WriteAt(s.Data[:max(len(s.Data)/2-100, 0)], s.Off); err != nil {
				return err
			}
		}
		self, err := os.FindProcess(os.Getpid())
		if err != nil {
			return err
		}
		return self.Kill()
	})
	if err := v.Rotate(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

func TestWhileTheKeyIsChangedTheOfficerWorksOn(t *testing.T) {
	v, _ := twoOfficers(t)
	db := database(t, v, DBOptions{})
	addNotes(t, db, 1500) // several batches of pages
	do(t, db.Write, `pragma wal_checkpoint(truncate)`)
	rounds := 0
	err := v.PrepareRotation(t.Context(), func(done, total int64) {
		rounds++
		do(t, db.Write, `update notes set who = 'changed meanwhile' where id = ?`, rounds)
		do(t, db.Write, `delete from notes where id = ?`, 1000+rounds)
		do(t, db.Write, `pragma wal_checkpoint(truncate)`)
	})
	if err != nil || rounds < 2 {
		t.Fatal(rounds, err)
	}
	addNotes(t, db, 3)
	if err := v.FinishRotation(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Write.Exec(`delete from notes`); err == nil {
		t.Error("a connection from before the switch still writes")
	}
	after := database(t, v, DBOptions{})
	equal(t, one(t, after.Read, `select count(*) from notes where who = 'changed meanwhile'`), strconv.Itoa(rounds))
	equal(t, one(t, after.Read, `select count(*) from notes`), strconv.Itoa(1553-rounds))
	wantWhole(t, v)
}

func TestARotationThatWasBrokenOffCanWaitWhilePeopleComeButNotGo(t *testing.T) {
	v, key := twoOfficers(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	wantErr(t, v.Rotate(ctx, nil), context.Canceled)
	if !v.RotationUnderWay() {
		t.Fatal("nothing is under way")
	}
	_, recipient := hospitalKey(t)
	_, err := v.NewRecoveryKey()
	wantErr(t, err, ErrRotating)
	wantErr(t, v.RemoveSlot("Bob Example"), ErrRotating)
	wantErr(t, v.SetHospitalKey(recipient, "Security"), ErrRotating)
	wantErr(t, v.AddSlot("Cy Example", "six new words for Cy"), nil)
	wantErr(t, v.ChangePassphrase("Bob Example", "another for Bob"), nil)
	b := backup(t, v, v.BackupsDir(), aMorning)
	closeVault(t, v)

	v = reopen(t, v.Dir())
	if !v.RotationUnderWay() {
		t.Fatal("nothing is under way")
	}
	wantErr(t, v.Rotate(t.Context(), nil), nil)
	wantErr(t, v.VerifyBackup(t.Context(), b.Path), nil)
	for name, in := range map[string]func() error{
		"Bob":          func() error { return v.Unlock("Bob Example", "another for Bob") },
		"Cy":           func() error { return v.Unlock("Cy Example", "six new words for Cy") },
		"recovery key": func() error { return v.UnlockWithRecoveryKey(key) },
	} {
		wantErr(t, v.Lock(), nil)
		if err := in(); err != nil {
			t.Fatal(name, err)
		}
		equal(t, one(t, database(t, v, DBOptions{}).Read, `select count(*) from notes`), "50")
	}
}

func TestAKeyFileThatIsPutBackDuringARotationKeepsTheNextKey(t *testing.T) {
	v, key := twoOfficers(t)
	was := v.KeyFile()
	wantErr(t, v.PrepareRotation(t.Context(), nil), nil)
	wantErr(t, v.AddSlot("Cy Example", "six new words for Cy"), nil)
	wantErr(t, v.PutBack(was), nil)
	wantErr(t, v.FinishRotation(t.Context(), nil), nil)
	wantErr(t, v.Lock(), nil)
	wantErr(t, v.Unlock("Cy Example", "six new words for Cy"), ErrUnknownOfficer)
	wantErr(t, v.UnlockWithRecoveryKey(key), nil)
	closeVault(t, v)
	wantNotes(t, v.Dir(), "50")
}

func TestAFullDiskLeavesNoCopyAndTheKeyAsItWas(t *testing.T) {
	v, _ := twoOfficers(t)
	watch(t, func(_ int, s disk.Step) error {
		if s.Op == disk.Placed {
			return syscall.ENOSPC
		}
		return nil
	})
	wantErr(t, v.Rotate(t.Context(), nil), ErrDiskFull)
	disk.Watch = nil
	names(t, v.Dir(), BackupsName, databaseName, logName, holderName, headerName, spareName, lockName, markName)
	addNotes(t, database(t, v, DBOptions{}), 1)
	wantErr(t, v.Rotate(t.Context(), nil), nil)
	equal(t, one(t, database(t, v, DBOptions{}).Read, `select count(*) from notes`), "51")
}

func TestADamagedPageStopsTheRotationAndIsNamed(t *testing.T) {
	v, _ := twoOfficers(t)
	closeVault(t, v)
	path := filepath.Join(v.Dir(), databaseName)
	b := read(t, path)
	b[3*pageSize+77] ^= 1
	write(t, path, b)
	w := reopen(t, v.Dir())
	err := w.Rotate(t.Context(), nil)
	var page *PageFault
	if !errors.As(err, &page) || page.Page != 4 {
		t.Fatal(err)
	}
	if w.DataKeyNumber() != 1 || !bytes.Equal(read(t, path), b) {
		t.Error("something was changed")
	}
}

func TestBackupsOfBeforeServeThePresentOfficers(t *testing.T) {
	v, _ := twoOfficers(t)
	var backups []BackupInfo
	for i := range 3 {
		backups = append(backups, backup(t, v, v.BackupsDir(), aMorning.AddDate(0, 0, i)))
		if i == 0 {
			wantErr(t, v.RemoveSlot("Bob Example"), nil)
			wantErr(t, v.AddSlot("Cy Example", "six new words for Cy"), nil)
		}
		wantErr(t, v.Rotate(t.Context(), nil), nil)
		addNotes(t, database(t, v, DBOptions{}), 1)
	}
	for i, b := range backups {
		count := strconv.Itoa(50 + i)
		wantErr(t, v.VerifyBackup(t.Context(), b.Path), nil)
		c := copyAt(t, v, b.Path)
		if c.Locked() || !c.Rotated() {
			t.Fatal("locked:", c.Locked(), "rotated:", c.Rotated())
		}
		db, err := c.DB(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		equal(t, one(t, db, `select count(*) from notes`), count)
		same, err := v.Subkey("audit chain")
		if subkey, e := c.Subkey("audit chain"); e != nil || err != nil || !bytes.Equal(subkey, same) {
			t.Error("the copy's audit chain has another key", e, err)
		}
		rehearsal, err := c.Rehearse(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, one(t, database(t, rehearsal, DBOptions{}).Read, `select count(*) from notes`), count)
		wantErr(t, rehearsal.Discard(), nil)

		dest := t.TempDir()
		r, err := c.Restoration(t.Context(), dest, v, aMorning, nil)
		if err != nil {
			t.Fatal(err)
		}
		wantErr(t, r.PutInForce(), nil)
		w, err := Open(dest)
		if err != nil {
			t.Fatal(err)
		}
		wantErr(t, w.Unlock("Bob Example", "battery staple"), ErrUnknownOfficer)
		wantErr(t, w.Unlock("Cy Example", "six new words for Cy"), nil)
		equal(t, one(t, database(t, w, DBOptions{}).Read, `select count(*) from notes`), count)
		wantWhole(t, w)
		wantErr(t, w.Rotate(t.Context(), nil), nil)
		closeVault(t, w)
	}
	other, _ := create(t)
	_, err := copyAt(t, v, backups[0].Path).Restoration(t.Context(), t.TempDir(), other, aMorning, nil)
	wantErr(t, err, ErrOtherCaseFile)
}

func copyAt(t *testing.T, v *Vault, path string) *Copy {
	t.Helper()
	c, err := v.OpenCopy(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func TestACopyOfADamagedBackupIsNotMade(t *testing.T) {
	v, _ := twoOfficers(t)
	b := backup(t, v, v.BackupsDir(), aMorning)
	wantErr(t, v.Rotate(t.Context(), nil), nil)
	path := filepath.Join(b.Path, databaseName)
	bytes := read(t, path)
	bytes[pageSize+5] ^= 1
	write(t, path, bytes)
	dir := t.TempDir()
	_, err := copyAt(t, v, b.Path).Restoration(t.Context(), dir, v, aMorning, nil)
	wantErr(t, err, ErrDamaged)
	names(t, dir)
}

func TestABackupFromTheMidstOfARotationOpensWithThePassphrasesOfThen(t *testing.T) {
	v, key := twoOfficers(t)
	wantErr(t, v.PrepareRotation(t.Context(), nil), nil)
	b := backup(t, v, v.BackupsDir(), aMorning)
	wantErr(t, v.FinishRotation(t.Context(), nil), nil)
	switched := t.TempDir() // a case file whose header is of before the switch
	write(t, filepath.Join(switched, headerName), read(t, filepath.Join(b.Path, headerName)))
	write(t, filepath.Join(switched, databaseName), read(t, filepath.Join(v.Dir(), databaseName)))
	for _, path := range []string{b.Path, switched} {
		for who, in := range map[string]func(c *Copy) error{
			"Bob":          func(c *Copy) error { return c.Unlock("Bob Example", "battery staple") },
			"recovery key": func(c *Copy) error { return c.UnlockWithRecoveryKey(key) },
		} {
			c, err := OpenCopy(path)
			if err != nil {
				t.Fatal(err)
			}
			wantErr(t, in(c), nil)
			db, err := c.DB(t.Context())
			if err != nil {
				t.Fatal(who, err)
			}
			equal(t, one(t, db, `select count(*) from notes`), "50")
			rehearsal, err := c.Rehearse(t.Context(), nil)
			if err != nil {
				t.Fatal(who, err)
			}
			equal(t, one(t, database(t, rehearsal, DBOptions{}).Read, `select count(*) from notes`), "50")
			wantErr(t, rehearsal.Discard(), nil)
			wantErr(t, c.Close(), nil)
		}
	}
}

func TestAnOldCopyOfTheKeyFileOpensNothingWrittenAfterTheRotation(t *testing.T) {
	v, _ := twoOfficers(t)
	kept := read(t, filepath.Join(v.Dir(), headerName))
	wantErr(t, v.RemoveSlot("Bob Example"), nil)
	wantErr(t, v.Rotate(t.Context(), nil), nil)
	addNotes(t, database(t, v, DBOptions{}), 5) // in the log
	old := bobsKeys(t, kept)
	for _, key := range old.keys {
		c, err := newPageCipher(key)
		if err != nil {
			t.Fatal(err)
		}
		page := make([]byte, pageSize)
		db := read(t, filepath.Join(v.Dir(), databaseName))
		for n := range len(db) / pageSize {
			if c.openPage(page, db[n*pageSize:], uint32(n+1)) == nil {
				t.Fatalf("page %d of the database opens", n+1)
			}
		}
		log := read(t, filepath.Join(v.Dir(), logName))
		for at := logHeader; at+frameSize <= len(log); at += frameSize {
			if c.openImage(page, log[at+frameHeader:], log[at:], int64(at-logHeader)/frameSize) == nil {
				t.Fatalf("the page image at %d of the log opens", at)
			}
		}
		if err := v.currentHeader().authentic(key); err == nil {
			t.Fatal("the key file can be forged")
		}
	}
}

// bobsKeys is what Bob can open with a copy of the key file.
func bobsKeys(t *testing.T, file []byte) *keyring {
	t.Helper()
	h, err := parseHeader(file)
	if err != nil {
		t.Fatal(err)
	}
	s := h.Slots[h.find("Bob Example")]
	ring, err := s.open(h, s.KDF.key("battery staple", s.Salt))
	if err != nil {
		t.Fatal(err)
	}
	return ring
}

func TestBeforeTheSwitchTheCopyIsDurableAndBothKeyFilesHoldTheNextKey(t *testing.T) {
	v, _ := twoOfficers(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	wantErr(t, v.Rotate(ctx, nil), context.Canceled)
	closeVault(t, v)
	// The second copy is of before, and cannot be mended when the officer signs in.
	spare := filepath.Join(v.Dir(), spareName)
	remove(t, spare)
	watch(t, func(int, disk.Step) error { return syscall.EROFS })
	w := reopen(t, v.Dir())
	var steps []string
	watch(t, func(_ int, s disk.Step) error {
		if filepath.Base(s.Path) == nextName || s.Op == disk.Synced {
			steps = append(steps, string(s.Op)+" "+filepath.Base(s.Path))
		}
		if s.Op == disk.Renamed && filepath.Base(s.To) == databaseName {
			for _, name := range []string{headerName, spareName} {
				if h, err := parseHeader(read(t, filepath.Join(v.Dir(), name))); err != nil || !h.Rotating {
					t.Errorf("%s does not hold the next key: %v", name, err)
				}
			}
			folder := filepath.Base(v.Dir())
			last := steps[len(steps)-4:]
			if want := []string{"truncate " + nextName, "sync " + nextName, "sync a folder " + folder, "rename " + nextName}; !slices.Equal(last, want) {
				t.Errorf("the last steps are %q, want %q", last, want)
			}
		}
		return nil
	})
	wantErr(t, w.Rotate(t.Context(), nil), nil)
	if len(steps) == 0 {
		t.Fatal("the test saw nothing")
	}
	disk.Watch = nil
}

func TestWhatBecameShorterWhileTheKeyWasChangedStaysShort(t *testing.T) {
	v, _ := twoOfficers(t)
	db := database(t, v, DBOptions{})
	addNotes(t, db, 300)
	do(t, db.Write, `pragma wal_checkpoint(truncate)`)
	wantErr(t, v.PrepareRotation(t.Context(), nil), nil)
	do(t, db.Write, `delete from notes where id > 20`)
	do(t, db.Write, `vacuum`)
	wantErr(t, v.FinishRotation(t.Context(), nil), nil)
	pages, err := strconv.Atoi(one(t, database(t, v, DBOptions{}).Read, `pragma page_count`))
	if size := len(read(t, filepath.Join(v.Dir(), databaseName))); err != nil || size != pages*pageSize {
		t.Errorf("%d bytes for %d pages, %v", size, pages, err)
	}
	wantWhole(t, v)
}
