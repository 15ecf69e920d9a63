package vault

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// twoStates is a case file with 30 rows whose backup has 10.
func twoStates(t *testing.T) (v *Vault, copied string) {
	t.Helper()
	v, _ = create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 10)
	b := backup(t, v, v.BackupsDir(), aMorning)
	addNotes(t, db, 20)
	return v, b.Path
}

func rows(t *testing.T, v *Vault) string {
	t.Helper()
	return one(t, database(t, v, DBOptions{}).Read, `select count(*) from notes`)
}

// stageCopy stages the copy in the place of v and locks v.
func stageCopy(t *testing.T, v *Vault, path string) *Restoration {
	t.Helper()
	c, err := v.OpenCopy(path)
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Restoration(t.Context(), v.Dir(), nil, aMorning, nil)
	if err = errors.Join(err, c.Close(), v.Lock()); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestARestoredCopyIsInForceAndWhatItReplacedIsKept(t *testing.T) {
	v, copied := twoStates(t)
	c, err := v.OpenCopy(copied)
	if err != nil {
		t.Fatal(err)
	}
	var last, total int64
	r, err := c.Restoration(t.Context(), v.Dir(), nil, aMorning, func(done, of int64) { last, total = done, of })
	if err != nil {
		t.Fatal(err)
	}
	if last != total || total == 0 {
		t.Errorf("the progress ended at %d of %d", last, total)
	}
	if err := r.Note([]byte("remember")); err != nil {
		t.Fatal(err)
	}
	equal(t, rows(t, v), "30") // nothing has changed yet
	if err := v.PutInForce(r); err == nil {
		t.Fatal("an unlocked case file was replaced")
	}
	if err := errors.Join(c.Close(), v.Lock(), v.PutInForce(r)); err != nil {
		t.Fatal(err)
	}
	if err := v.Unlock(officer, passphrase); err != nil {
		t.Fatal(err)
	}
	equal(t, rows(t, v), "10")
	wantWhole(t, v)
	note, err := v.Note()
	if err != nil || string(note) != "remember" {
		t.Fatalf("the note is %q, %v", note, err)
	}
	if err := v.DropNote(); err != nil {
		t.Fatal(err)
	}
	names(t, v.Dir(), BackupsName, databaseName, logName, holderName, headerName, spareName, lockName, markName, ReplacedName)
	aside, err := ReplacedDirs(v.Dir())
	if err != nil || len(aside) != 1 || aside[0] != r.Replaced() {
		t.Fatal(aside, err)
	}
	old := reopen(t, aside[0])
	equal(t, rows(t, old), "30")
	closeVault(t, old)

	again := stageCopy(t, v, aside[0]) // and back
	if err := v.PutInForce(again); err != nil {
		t.Fatal(err)
	}
	if err := v.Unlock(officer, passphrase); err != nil {
		t.Fatal(err)
	}
	equal(t, rows(t, v), "30")
}

// steps are the names of the steps of a restore in their order.
func steps(t *testing.T) []string {
	t.Helper()
	v, copied := twoStates(t)
	var all []string
	restoreStep = func(name string) error { all = append(all, name); return nil }
	defer func() { restoreStep = func(string) error { return nil } }()
	if err := v.PutInForce(stageCopy(t, v, copied)); err != nil {
		t.Fatal(err)
	}
	return all
}

var errCut = errors.New("cut off here")

func TestARestoreCutOffAtAnyStepLeavesTheOldOrTheNewCaseFile(t *testing.T) {
	decided := false
	for _, step := range steps(t) {
		t.Run(step, func(t *testing.T) {
			v, copied := twoStates(t)
			defer func() { restoreStep = func(string) error { return nil } }()
			restoreStep = func(name string) error {
				if name == step {
					return errCut
				}
				return nil
			}
			var err error
			c, e := v.OpenCopy(copied)
			if e != nil {
				t.Fatal(e)
			}
			r, err := c.Restoration(t.Context(), v.Dir(), nil, aMorning, nil)
			if e := errors.Join(c.Close(), v.Lock()); e != nil {
				t.Fatal(e)
			}
			if err == nil {
				err = v.PutInForce(r)
			}
			if !errors.Is(err, errCut) {
				t.Fatalf("the step answered %v", err)
			}
			closeVault(t, v)
			restoreStep = func(string) error { return nil }
			w := reopen(t, v.Dir())
			got := rows(t, w)
			switch {
			case got == "10":
				decided = true
			case got != "30" || decided:
				t.Fatalf("%s rows after a step that comes later than one that had the copy in force", got)
			}
			wantWhole(t, w)
			noLeftovers(t, w.Dir())
		})
	}
	if !decided {
		t.Error("no step ended with the copy in force")
	}
}

func noLeftovers(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || e.Name() == restoreName {
			t.Errorf("%s is left", e.Name())
		}
	}
}

// cutStep names, to a second run of this test binary, the step at which it kills
// itself; cutDir the case file and cutCopy the copy.
const (
	cutStep = "RAPPORT_TEST_CUT_STEP"
	cutDir  = "RAPPORT_TEST_CUT_DIR"
	cutCopy = "RAPPORT_TEST_CUT_COPY"
)

func TestARestoreKilledAtAnyStepLeavesTheOldOrTheNewCaseFile(t *testing.T) {
	if dir := os.Getenv(cutDir); dir != "" {
		restoreAndDie(t, dir, os.Getenv(cutCopy), os.Getenv(cutStep))
	}
	for _, step := range steps(t) {
		t.Run(step, func(t *testing.T) {
			v, copied := twoStates(t)
			closeVault(t, v)
			victim := exec.Command(os.Args[0], "-test.run=^TestARestoreKilledAtAnyStepLeavesTheOldOrTheNewCaseFile$")
			victim.Env = append(os.Environ(), cutDir+"="+v.Dir(), cutCopy+"="+copied, cutStep+"="+step)
			if out, err := victim.CombinedOutput(); err == nil || strings.Contains(string(out), "FAIL") {
				t.Fatalf("the restoring process ended by itself: %v\n%s", err, out)
			}
			w := reopen(t, v.Dir())
			if got := rows(t, w); got != "10" && got != "30" {
				t.Fatalf("%s rows", got)
			}
			wantWhole(t, w)
			noLeftovers(t, w.Dir())
		})
	}
}

// restoreAndDie restores until the step, and is killed there.
func restoreAndDie(t *testing.T, dir, copied, step string) {
	v, err := Open(dir)
	if err == nil {
		err = v.Unlock(officer, passphrase)
	}
	if err != nil {
		t.Fatal(err)
	}
	restoreStep = func(name string) error {
		if name != step {
			return nil
		}
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Kill()
		}
		if err != nil {
			t.Fatal(err)
		}
		select {} // until it comes
	}
	if err := v.PutInForce(stageCopy(t, v, copied)); err != nil {
		t.Fatal(err)
	}
	t.Fatal("the step was never reached")
}

func TestARestoreWhoseCopyVanishedIsTakenBack(t *testing.T) {
	v, copied := twoStates(t)
	r := stageCopy(t, v, copied)
	defer func() { restoreStep = func(string) error { return nil } }()
	restoreStep = func(name string) error {
		if name == "out "+databaseName { // the key files lie in replaced/ by now
			return errCut
		}
		return nil
	}
	if err := v.PutInForce(r); !errors.Is(err, errCut) {
		t.Fatal(err)
	}
	closeVault(t, v)
	restoreStep = func(string) error { return nil }
	remove(t, filepath.Join(r.stage(), databaseName))
	w := reopen(t, v.Dir())
	equal(t, rows(t, w), "30")
	wantWhole(t, w)
}

func TestADamagedCopyIsNotPutInPlace(t *testing.T) {
	v, copied := twoStates(t)
	path := filepath.Join(copied, databaseName)
	stored := read(t, path)
	stored[len(stored)-100] ^= 1
	write(t, path, stored)
	c, err := v.OpenCopy(copied)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Restoration(t.Context(), v.Dir(), nil, aMorning, nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("staging a damaged copy gave %v", err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	noLeftovers(t, v.Dir())
	equal(t, rows(t, v), "30")
}

func TestTodaysPassphrasesCanGoOnOpeningARestoredCopy(t *testing.T) {
	v, copied := twoStates(t)
	const later = "another four quiet words entirely"
	if err := v.ChangePassphrase(officer, later); err != nil {
		t.Fatal(err)
	}
	if err := v.AddSlot("Noor Haddad", "a newcomer with a long phrase"); err != nil {
		t.Fatal(err)
	}
	c, err := v.OpenCopy(copied)
	if err != nil {
		t.Fatal(err)
	}
	if changed, added, removed := v.ChangedSlots(c); len(changed) != 1 || len(added) != 1 || len(removed) != 0 {
		t.Errorf("changed %v, added %v, removed %v", changed, added, removed)
	}
	r, err := c.Restoration(t.Context(), v.Dir(), v, aMorning, nil)
	if err := errors.Join(err, c.Close(), v.Lock(), v.PutInForce(r)); err != nil {
		t.Fatal(err)
	}
	if err := v.Unlock(officer, passphrase); !errors.Is(err, ErrWrongPassphrase) {
		t.Errorf("the passphrase of then gave %v", err)
	}
	if err := v.Unlock(officer, later); err != nil {
		t.Fatal(err)
	}
	equal(t, rows(t, v), "10")
}

// digest is one number over every name, byte, mode and time in a folder.
func digest(t *testing.T, dir string) string {
	t.Helper()
	h := sha256.New()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Fprintln(h, path, info.Mode(), info.ModTime().UnixNano())
		if d.IsDir() {
			return nil
		}
		b, err := os.ReadFile(path)
		h.Write(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestLookingAtACopyChangesNothing(t *testing.T) {
	v, copied := twoStates(t)
	before := digest(t, copied)
	look := func(c *Copy, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		pool, err := c.DB(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		equal(t, one(t, pool, `select count(*) from notes`), "10")
		if err := c.VerifyPages(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	look(v.OpenCopy(copied))
	byHand := func() (*Copy, error) {
		c, err := OpenCopy(copied)
		if err == nil {
			err = c.Unlock(officer, passphrase)
		}
		return c, err
	}
	look(byHand())
	if digest(t, copied) != before {
		t.Error("looking changed the folder")
	}
	readOnly(t, copied)
	look(v.OpenCopy(copied))
	look(byHand())
}

// readOnly takes the right to write in dir away until the test ends.
func readOnly(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := os.Chmod(filepath.Join(dir, e.Name()), 0o400); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
}

// A case file that a crash ended, copied by hand, has its newest rows in the log.
func TestACopyWithALogIsReadWithIt(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 10)
	do(t, db.Write, `pragma wal_autocheckpoint = 0`)
	addNotes(t, db, 5)
	hand := filepath.Join(t.TempDir(), "copied by hand")
	if err := os.CopyFS(hand, os.DirFS(v.Dir())); err != nil {
		t.Fatal(err)
	}
	before := digest(t, hand)
	c, err := v.OpenCopy(hand)
	if err != nil {
		t.Fatal(err)
	}
	pool, err := c.DB(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, one(t, pool, `select count(*) from notes`), "15")
	put, err := c.Rehearse(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, rows(t, put), "15")
	if err := errors.Join(put.Discard(), c.Close()); err != nil {
		t.Fatal(err)
	}
	noLeftovers(t, v.Dir())
	if digest(t, hand) != before {
		t.Error("looking changed the folder")
	}
}

func TestThinningCountsNoBackupThatDoesNotPass(t *testing.T) {
	v, _ := create(t)
	seed(t, database(t, v, DBOptions{}), 10)
	dest := t.TempDir()
	keep := Keep{Daily: 1, Weekly: 1, Monthly: 1}
	good := backup(t, v, dest, aMorning)
	rotten := backup(t, v, dest, aMorning.AddDate(0, 0, 1))
	path := filepath.Join(rotten.Path, databaseName)
	stored := read(t, path)
	stored[len(stored)/2] ^= 1 // only reading the whole of it shows that
	write(t, path, stored)
	short := backup(t, v, dest, aMorning.AddDate(0, 0, 2))
	if err := os.Truncate(filepath.Join(short.Path, databaseName), pageSize*2); err != nil {
		t.Fatal(err)
	}
	older := backup(t, v, dest, aMorning.AddDate(0, 0, -3))
	removed, err := v.Thin(context.Background(), dest, keep, aMorning)
	if err != nil || len(removed) != 1 || removed[0].Path != older.Path {
		t.Fatalf("removed %v, %v", removed, err)
	}
	for _, kept := range []BackupInfo{good, rotten, short} {
		if _, err := os.Stat(kept.Path); err != nil {
			t.Errorf("%s is gone", kept.Path)
		}
	}
}

// A copy from before the data key was changed opens with it, and is restored
// either with its own passphrases and key or sealed anew under today's.
func TestACopyFromBeforeAChangeOfTheDataKeyIsRestoredEitherWay(t *testing.T) {
	for name, keep := range map[string]bool{"with its own keys": false, "sealed anew": true} {
		t.Run(name, func(t *testing.T) {
			v, copied := twoStates(t)
			if err := v.Rotate(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			const later = "another four quiet words entirely"
			if err := v.ChangePassphrase(officer, later); err != nil {
				t.Fatal(err)
			}
			if err := v.VerifyBackup(t.Context(), copied); err != nil {
				t.Fatal(err)
			}
			c, err := v.OpenCopy(copied)
			if err != nil || c.Locked() || !c.Rotated() {
				t.Fatal(c, err)
			}
			put, err := c.Rehearse(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, rows(t, put), "10")
			wantWhole(t, put)
			before, err := v.Subkey("audit chain")
			if err != nil {
				t.Fatal(err)
			}
			var present *Vault
			right, wrong := passphrase, later
			if keep {
				present, right, wrong = v, later, passphrase
			}
			r, err := c.Restoration(t.Context(), v.Dir(), present, aMorning, nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(r.Note([]byte("remember")), put.Discard(), c.Close(), v.Lock(), v.PutInForce(r)); err != nil {
				t.Fatal(err)
			}
			if err := v.Unlock(officer, wrong); !errors.Is(err, ErrWrongPassphrase) {
				t.Errorf("the other passphrase gave %v", err)
			}
			if err := v.Unlock(officer, right); err != nil {
				t.Fatal(err)
			}
			equal(t, rows(t, v), "10")
			wantWhole(t, v)
			if note, err := v.Note(); err != nil || string(note) != "remember" {
				t.Errorf("the note is %q, %v", note, err)
			}
			if after, err := v.Subkey("audit chain"); err != nil || string(after) != string(before) {
				t.Errorf("the audit chain has another key, %v", err)
			}
		})
	}
}

// Every page of a copy holds its seal though one is from an earlier copy: what is made
// of it must not vouch for that page.
func TestACopyWithAPageOfAnEarlierOneIsNeitherRestoredNorRehearsed(t *testing.T) {
	v, _ := create(t)
	db := database(t, v, DBOptions{})
	seed(t, db, 10)
	dest := v.BackupsDir()
	first := backup(t, v, dest, aMorning)
	addNotes(t, db, 20)
	second := backup(t, v, dest, aMorning.AddDate(0, 0, 1))
	path := filepath.Join(second.Path, databaseName)
	whole, stored := read(t, path), read(t, path)
	copy(stored[pageSize:2*pageSize], read(t, filepath.Join(first.Path, databaseName))[pageSize:])
	try := func(do func(c *Copy) error) error {
		c, err := v.OpenCopy(second.Path)
		if err != nil {
			t.Fatal(err)
		}
		err = do(c)
		return errors.Join(err, c.Close())
	}
	restore := func(c *Copy) error {
		r, err := c.Restoration(t.Context(), v.Dir(), nil, aMorning, nil)
		if err != nil {
			return err
		}
		return r.Discard()
	}
	rehearse := func(c *Copy) error {
		on, err := c.Rehearse(t.Context(), nil)
		if err != nil {
			return err
		}
		return on.Discard()
	}
	write(t, path, stored)
	for name, do := range map[string]func(*Copy) error{"restored": restore, "rehearsed": rehearse} {
		err := try(do)
		var fault *PageFault
		if !errors.As(err, &fault) || !errors.Is(err, ErrDamaged) || fault.Error() != "a page of the database was put back to an earlier state" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if removed, err := v.Thin(t.Context(), dest, Keep{Monthly: 1}, aMorning.AddDate(0, 1, 0)); err != nil || len(removed) != 0 {
		t.Errorf("in favor of the altered copy went %v, %v", removed, err)
	}
	write(t, path, whole)
	for name, do := range map[string]func(*Copy) error{"restored": restore, "rehearsed": rehearse} {
		if err := try(do); err != nil {
			t.Errorf("as it was, it is not %s: %v", name, err)
		}
	}
}
