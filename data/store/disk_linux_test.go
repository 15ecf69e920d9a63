package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"rapport/data"
	"rapport/data/vault"
)

// smallDisk is a disk of a few megabytes at a folder. Only root may mount one.
func smallDisk(t *testing.T, size string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("a disk of its own takes the right to mount one:", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fillUp leaves not one byte of the disk; free gives them back.
func fillUp(t *testing.T, dir string) (free func()) {
	t.Helper()
	path := filepath.Join(dir, "holiday pictures")
	f := must[*os.File](t)(os.Create(path))
	for _, size := range []int{1 << 20, 4096, 1} {
		for {
			if _, err := f.Write(make([]byte, size)); err != nil {
				if !errors.Is(err, syscall.ENOSPC) {
					t.Fatal(err)
				}
				break
			}
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return func() {
		t.Helper()
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// deskAt is a desk whose case file lies in dir.
func deskAt(t *testing.T, dir string) *desk {
	t.Helper()
	d := &desk{t: t, dir: filepath.Join(dir, "file"), clock: &clock{at: monday}}
	s, key, err := Create(t.Context(), d.dir, data.Setup{Settings: settings(), Passphrase: passphrase,
		Officer: data.Officer{Name: "Dana Whitfield", Title: "Patient Relations Officer", Phone: "555-0101"}}, WithKDF(cheap), WithClock(d.clock.now), ForCommand())
	if err != nil {
		t.Fatal(err)
	}
	d.Session, d.key = s, key
	t.Cleanup(func() {
		if err := d.Session.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return d
}

// TestOnADiskFilledToTheLastByteEachKindOfWorkIsRefusedWholeAndGoesOn fills a
// real disk before each kind of writing, and frees it again.
func TestOnADiskFilledToTheLastByteEachKindOfWorkIsRefusedWholeAndGoesOn(t *testing.T) {
	disk := smallDisk(t, "48m")
	d := deskAt(t, disk)
	f := d.open()
	p := f.People[0]
	p.AddressConfirmed = d.Settings().Today(d.clock.now())
	f = caseDo(t)(d.SavePerson(t.Context(), f.Key, p))
	long := strings.Repeat("She called again about the call light. ", 400)
	now := func() data.CaseFile { return caseDo(t)(d.Case(t.Context(), f.Number)) }
	for _, work := range []struct {
		name string
		do   func() error
		done func() bool
	}{
		{"a note", func() error {
			return only(d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteOrdinary, Text: long}))
		}, func() bool { return len(now().Notes) == 1 }},
		{"a draft", func() error { return d.SaveDraft(t.Context(), "intake", []byte(long)) },
			func() bool { // in the case file, and not in memory alone
				raw, _, err := d.Draft(t.Context(), "intake")
				return err == nil && string(raw) == long && len(d.File().HeldBy()) == 0
			}},
		{"a document", func() error { return only(d.attach(f, "scan.txt", strings.Repeat("x", 300_000))) },
			func() bool { return len(now().Attachments) == 1 }},
		{"a letter", func() error {
			return only(d.IssueLetter(t.Context(), f.Key, d.draft(f, data.Acknowledgement), paper([]byte("%PDF-1.7 "+long))))
		}, func() bool { return len(now().Letters) == 1 }},
		{"an import", func() error {
			return only(d.ImportFeedback(t.Context(), data.ImportFile{Source: "cards"}, func(yield func(data.Feedback, error) bool) {
				for i := range 40 {
					if !yield(data.Feedback{Text: long[:2000], ExternalID: strings.Repeat("n", i+1)}, nil) {
						return
					}
				}
			}, nil))
		}, func() bool {
			page, err := d.Feedback(t.Context(), data.FeedbackQuery{})
			return err == nil && len(page.Rows) == 40
		}},
		{"a backup", func() error { return only(d.Backup(t.Context(), "")) }, // beside the one before the import
			func() bool { all, err := d.Backups(t.Context()); return err == nil && len(all) == 2 }},
		{"a salvage", func() error { return only(d.Salvage(t.Context(), filepath.Join(disk, "salvage"), nil)) },
			func() bool { _, err := os.Stat(filepath.Join(disk, "salvage", "cases.csv")); return err == nil }},
	} {
		free := fillUp(t, disk)
		err := work.do()
		if !errors.Is(err, vault.ErrDiskFull) && !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%s on a full disk gave %v", work.name, err)
		}
		if work.done() {
			t.Errorf("%s on a full disk is there", work.name)
		}
		free()
		_ = os.RemoveAll(filepath.Join(disk, "salvage"))
		if err := work.do(); err != nil {
			t.Errorf("%s, once there is room: %v", work.name, err)
		}
		if !work.done() {
			t.Errorf("%s, once there is room, is not there", work.name)
		}
	}
	if left := must[[]string](t)(filepath.Glob(filepath.Join(d.dir, "backups", ".unfinished*"))); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if r := must[VerifyReport](t)(d.Verify(t.Context(), true, nil)); !r.OK() {
		t.Errorf("verification: %+v", r.Checks)
	}
}

func TestTheLogInAFullDiskIsClosedWithoutALoss(t *testing.T) {
	disk := smallDisk(t, "12m")
	d := deskAt(t, disk)
	f := d.open()
	free := fillUp(t, disk)
	// The end of the session cannot be written; the key goes all the same.
	if err := d.Lock(t.Context()); err != nil && !errors.Is(err, vault.ErrDiskFull) && !strings.Contains(err.Error(), "full") {
		t.Errorf("locking on a full disk: %v", err)
	}
	if !d.File().vault.Locked() {
		t.Error("the key is still in memory")
	}
	free()
	d.signIn()
	if got := caseDo(t)(d.Case(t.Context(), f.Number)); got.Story != f.Story {
		t.Error("the case is not as it was")
	}
}

func TestOnAReadOnlyDiskSigningInSaysSoAndWorksLater(t *testing.T) {
	disk := smallDisk(t, "12m")
	d := deskAt(t, disk)
	d.open()
	d.do(d.Close(t.Context()))
	remount := func(flags uintptr) {
		t.Helper()
		if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT|flags, ""); err != nil {
			t.Fatal(err)
		}
	}
	remount(syscall.MS_RDONLY)
	f, err := Open(d.dir)
	if err == nil {
		_, err = f.SignIn(t.Context(), "Dana Whitfield", passphrase)
		d.do(f.Close())
	}
	if !errors.Is(err, vault.ErrUnwritable) && !errors.Is(err, syscall.EROFS) || errors.Is(err, vault.ErrDamaged) {
		t.Errorf("a read-only disk gave %v", err)
	}
	remount(0)
	f = must[*File](t)(Open(d.dir))
	d.Session = must[*Session](t)(f.SignIn(t.Context(), "Dana Whitfield", passphrase))
}

func TestADriveThatIsPulledOutIsToldAndComesBack(t *testing.T) {
	disk, at := smallDisk(t, "12m"), t.TempDir()
	plugIn := func() {
		t.Helper()
		if err := syscall.Mount(disk, at, "", syscall.MS_BIND, ""); err != nil {
			t.Fatal(err)
		}
	}
	plugIn()
	t.Cleanup(func() { _ = syscall.Unmount(at, syscall.MNT_DETACH) })
	d := deskAt(t, at)
	f := d.open()
	note := func(text string) error {
		return only(d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteOrdinary, Text: text}))
	}
	if err := syscall.Unmount(at, syscall.MNT_DETACH); err != nil {
		t.Fatal(err)
	}
	if err := note("While it was out."); !errors.Is(err, vault.ErrGone) {
		t.Errorf("a note for a drive that was pulled out gave %v", err)
	}
	plugIn()
	d.do(note("After it came back."))
	got := caseDo(t)(d.Case(t.Context(), f.Number))
	if !slices.ContainsFunc(got.Notes, func(n data.Note) bool { return n.Text == "After it came back." }) || len(got.Notes) != 1 {
		t.Errorf("%d notes", len(got.Notes))
	}
}
