package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

// copied makes a backup and goes on working: a case more, a note in the first.
func copied(t *testing.T) (d *desk, f data.CaseFile, path string) {
	t.Helper()
	d = newDesk(t, false)
	f = d.open()
	path = must[vault.BackupInfo](t)(d.Backup(t.Context(), "")).Path
	d.clock.set(d.clock.now().Add(48 * time.Hour))
	caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "Later."}))
	d.open()
	return d, f, path
}

func TestACopySaysWhatItHoldsAndWhatWasDoneSince(t *testing.T) {
	d, _, path := copied(t)
	d.again()
	var seen int
	all := must[[]CaseCopy](t)(d.Copies(t.Context(), "", func(_ CaseCopy, total int) { seen += total }))
	if len(all) != 1 || seen != 1 {
		t.Fatalf("%d copies, told of %d", len(all), seen)
	}
	c := all[0]
	if c.Path != path || c.Place != BesideCaseFile || c.Cases != 1 || c.Open != 1 || c.Schema != newestSchema() || c.Wrong != nil || c.Locked || !c.Same || c.Practice ||
		!c.Taken.Equal(monday) || !c.LastAt.Equal(monday) || c.LastSeq == 0 || c.Bytes == 0 {
		t.Errorf("the copy is %+v", c)
	}
	if c.Since == nil || c.Since.Cases != 2 || c.Since.New != 1 || c.Since.Parted || c.Since.Ahead {
		t.Errorf("since then: %+v", c.Since)
	}
}

func TestACopyByHandUnderAnotherNameIsFoundWhereverItLies(t *testing.T) {
	d, _, path := copied(t)
	stick := t.TempDir()
	hand := filepath.Join(stick, "Rapport before the move")
	if err := os.CopyFS(hand, os.DirFS(path)); err != nil {
		t.Fatal(err)
	}
	for _, chosen := range []string{stick, hand} {
		all := must[[]CaseCopy](t)(d.Copies(t.Context(), chosen, nil))
		if len(all) != 1 || all[0].Path != hand || all[0].Cases != 1 || !all[0].Taken.IsZero() || !all[0].When().Equal(monday) {
			t.Errorf("in %s: %+v", filepath.Base(chosen), all)
		}
	}
	if all := must[[]CaseCopy](t)(d.Copies(t.Context(), t.TempDir(), nil)); len(all) != 0 {
		t.Errorf("an empty folder holds %v", all)
	}
	if all := must[[]CaseCopy](t)(d.Copies(t.Context(), d.dir, nil)); len(all) != 1 || all[0].Path != path {
		t.Errorf("the folder of the case file holds %+v", all)
	}
	other := newDesk(t, true)
	theirs := must[vault.BackupInfo](t)(other.Backup(t.Context(), stick))
	all := must[[]CaseCopy](t)(d.Copies(t.Context(), theirs.Path, nil))
	if len(all) != 1 || !all[0].Locked || all[0].Same || !all[0].Practice {
		t.Errorf("a copy of another case file: %+v", all)
	}
}

func TestWhatIsWrongWithACopyIsSaid(t *testing.T) {
	d, _, path := copied(t)
	whole, err := os.ReadFile(filepath.Join(path, "casefile.db"))
	if err != nil {
		t.Fatal(err)
	}
	for name, damage := range map[string]func(dir string) error{
		"no key file":   func(dir string) error { return os.Remove(filepath.Join(dir, "casefile.keys")) },
		"no database":   func(dir string) error { return os.Remove(filepath.Join(dir, "casefile.db")) },
		"cut off":       func(dir string) error { return os.Truncate(filepath.Join(dir, "casefile.db"), 8192) },
		"page 1 broken": func(dir string) error { return flip(filepath.Join(dir, "casefile.db"), whole, 100) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), filepath.Base(path))
			if err := errors.Join(os.CopyFS(dir, os.DirFS(path)), damage(dir)); err != nil {
				t.Fatal(err)
			}
			all := must[[]CaseCopy](t)(d.Copies(t.Context(), dir, nil))
			if len(all) != 1 || !errors.Is(all[0].Wrong, vault.ErrDamaged) {
				t.Fatalf("the copy is %+v", all)
			}
			if _, err := d.Restore(t.Context(), RestoreOrder{Path: dir, Reason: "x"}, nil); !errors.Is(err, vault.ErrDamaged) || d.Locked() {
				t.Errorf("restoring it gave %v", err)
			}
			if r, err := d.Drill(t.Context(), dir, nil); err != nil || r.OK() {
				t.Errorf("a drill with it gave %+v, %v", r, err)
			}
		})
	}
}

func flip(path string, whole []byte, at int) error {
	b := slices.Clone(whole)
	b[at] ^= 1
	return os.WriteFile(path, b, 0o600)
}

func TestARestoreIsInTheAuditChainOfBothCaseFiles(t *testing.T) {
	d, f, path := copied(t)
	if _, err := d.Restore(t.Context(), RestoreOrder{Path: path, Reason: " "}, nil); err == nil || d.Locked() {
		t.Fatalf("without a reason: %v", err)
	}
	var told int64
	done, err := d.Restore(t.Context(), RestoreOrder{Path: path, Reason: "The import of Monday was wrong."}, func(n, _ int64) { told = n })
	if err != nil || !d.Locked() || told == 0 {
		t.Fatal(err, d.Locked(), told)
	}
	d.signIn()
	if got := caseDo(t)(d.Case(t.Context(), f.Number)); len(got.Notes) != 0 {
		t.Errorf("%d notes after the restore", len(got.Notes))
	}
	entries := must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Action: "file.restore"}))
	if len(entries) != 1 || !strings.Contains(entries[0].Summary, "The import of Monday was wrong.") || !strings.Contains(entries[0].Before, filepath.Base(done.Replaced)) ||
		entries[0].By != "Dana Whitfield" {
		t.Fatalf("the entries are %+v", entries)
	}
	d.again()
	if entries := must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Action: "file.restore"})); len(entries) != 1 {
		t.Errorf("signing in once more left %d entries", len(entries))
	}
	if r := must[VerifyReport](t)(d.Verify(t.Context(), true, nil)); !r.OK() {
		t.Errorf("verification: %+v", r.Checks)
	}
	all := must[[]CaseCopy](t)(d.Copies(t.Context(), "", nil))
	i := slices.IndexFunc(all, func(c CaseCopy) bool { return c.Place == PutAside })
	if i < 0 || all[i].Cases != 2 || all[i].Path != done.Replaced || all[i].Since == nil || !all[i].Since.Parted && !all[i].Since.Ahead {
		t.Fatalf("the copies are %+v", all)
	}
	// What was replaced ended where the entry says, and takes its place again.
	if !strings.Contains(entries[0].Before, fmt.Sprintf(" %d entries", all[i].LastSeq)) {
		t.Errorf("%q, and it has %d", entries[0].Before, all[i].LastSeq)
	}
	if _, err := d.Restore(t.Context(), RestoreOrder{Path: all[i].Path, Reason: "That was too much."}, nil); err != nil {
		t.Fatal(err)
	}
	d.signIn()
	if got := caseDo(t)(d.Case(t.Context(), f.Number)); len(got.Notes) != 1 {
		t.Errorf("%d notes after going back", len(got.Notes))
	}
	entries = must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Action: "file.re"}))
	if len(entries) != 2 || entries[0].Action != "file.restore" || entries[1].Action != "file.replaced" {
		t.Errorf("the entries are %+v", entries)
	}
}

func TestARestoreTakesThePassphrasesOfTheCopyUnlessTodaysAreKept(t *testing.T) {
	const later = "nine brass kettles on the landing"
	for _, keep := range []bool{false, true} {
		d, _, path := copied(t)
		if err := d.ChangePassphrase(t.Context(), passphrase, later); err != nil {
			t.Fatal(err)
		}
		c := must[[]CaseCopy](t)(d.Copies(t.Context(), "", nil))[0]
		if len(c.Changed) != 1 {
			t.Errorf("changed since: %v", c.Changed)
		}
		if _, err := d.Restore(t.Context(), RestoreOrder{Path: path, Reason: "x", KeepPassphrases: keep}, nil); err != nil {
			t.Fatal(err)
		}
		right, wrong := passphrase, later
		if keep {
			right, wrong = later, passphrase
		}
		if _, err := d.File().SignIn(t.Context(), "Dana Whitfield", wrong); !errors.Is(err, vault.ErrWrongPassphrase) {
			t.Errorf("keep %v: the other passphrase gave %v", keep, err)
		}
		d.Session = must[*Session](t)(d.File().SignIn(t.Context(), "Dana Whitfield", right))
	}
}

func TestADamagedCaseFileIsRestoredFromItsDoor(t *testing.T) {
	for name, damage := range map[string]func(dir string) error{
		"the first page of the database": func(dir string) error {
			b, err := os.ReadFile(filepath.Join(dir, "casefile.db"))
			return errors.Join(err, flip(filepath.Join(dir, "casefile.db"), b, 200))
		},
		"both key files": func(dir string) error {
			return errors.Join(os.WriteFile(filepath.Join(dir, "casefile.keys"), []byte("{"), 0o600), os.WriteFile(filepath.Join(dir, "casefile.keys.bak"), nil, 0o600))
		},
		"the key files are gone": func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, "casefile.keys")), os.Remove(filepath.Join(dir, "casefile.keys.bak")))
		},
		"nothing but the backups is left": func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, "casefile.keys")), os.Remove(filepath.Join(dir, "casefile.keys.bak")), os.Remove(filepath.Join(dir, "casefile.db")))
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, f, path := copied(t)
			if err := errors.Join(d.Session.Close(t.Context()), damage(d.dir)); err != nil {
				t.Fatal(err)
			}
			all := must[[]CaseCopy](t)(DoorCopies(d.dir))
			if len(all) != 1 || !all[0].Locked || all[0].Path != path || len(all[0].Officers) != 1 {
				t.Fatalf("at the door: %+v", all)
			}
			if _, err := CheckCopy(t.Context(), d.dir, path, "Dana Whitfield", "not it"); !errors.Is(err, vault.ErrWrongPassphrase) {
				t.Errorf("a wrong passphrase gave %v", err)
			}
			if c := must[CaseCopy](t)(CheckCopy(t.Context(), d.dir, path, "Dana Whitfield", passphrase)); c.Cases != 1 || c.Wrong != nil {
				t.Errorf("the copy is %+v", c)
			}
			o := RestoreOrder{Path: path, Officer: "Dana Whitfield", Secret: passphrase, Reason: "The disk failed."}
			file, err := Open(d.dir, WithClock(d.clock.now))
			if err == nil {
				_, err = file.SignIn(t.Context(), "Dana Whitfield", passphrase)
				if !errors.Is(err, vault.ErrDamaged) {
					t.Fatalf("signing in gave %v", err)
				}
				_, err = file.Restore(t.Context(), o, nil)
			} else {
				if _, err = Restore(t.Context(), d.dir, o, nil, WithClock(d.clock.now)); err == nil {
					file, err = Open(d.dir, WithClock(d.clock.now))
				}
			}
			if err != nil {
				t.Fatal(err)
			}
			d.Session = must[*Session](t)(file.SignIn(t.Context(), "Dana Whitfield", passphrase))
			if got := caseDo(t)(d.Case(t.Context(), f.Number)); len(got.Notes) != 0 {
				t.Errorf("%d notes", len(got.Notes))
			}
			entries := must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Action: "file.restore"}))
			if len(entries) != 1 || !strings.Contains(entries[0].Summary, "The disk failed.") || !strings.Contains(entries[0].Before, "did not open") {
				t.Errorf("the entries are %+v", entries)
			}
		})
	}
}

func TestTheRecoveryKeyOpensACopyAtTheDoor(t *testing.T) {
	d, _, path := copied(t)
	if err := d.Session.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), d.dir, RestoreOrder{Path: path, Secret: d.key, Reason: "Nobody remembers."}, nil); err != nil {
		t.Fatal(err)
	}
	file := must[*File](t)(Open(d.dir, WithClock(d.clock.now)))
	d.Session = must[*Session](t)(file.SignIn(t.Context(), "Dana Whitfield", passphrase))
}

func TestOneWithoutTheRightDoesNotRestoreAtTheDoor(t *testing.T) {
	d := newDesk(t, false)
	if err := d.AddOfficer(t.Context(), data.Officer{Name: "Noor Haddad", Title: "Reviewer", Roles: data.RoleReviewer}, passphrase); err != nil {
		t.Fatal(err)
	}
	path := must[vault.BackupInfo](t)(d.Backup(t.Context(), "")).Path
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err := d.File().Restore(t.Context(), RestoreOrder{Path: path, Officer: "Noor Haddad", Secret: passphrase, Reason: "x"}, nil)
	if !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("a reviewer's restore gave %v", err)
	}
	d.signIn()
}

func TestADrillFindsTheCopyFitAndLeavesNothingBehind(t *testing.T) {
	d, _, _ := copied(t)
	if at := must[time.Time](t)(d.LastDrill(t.Context())); !at.IsZero() {
		t.Fatalf("a drill of %v before the first", at)
	}
	r := must[DrillReport](t)(d.Drill(t.Context(), "", nil))
	if !r.OK() || len(r.Checks) < 10 || r.Counts[0] != (DrillCount{"cases", 1, 1}) || r.Took <= 0 {
		t.Errorf("the drill found %+v", r)
	}
	if at := must[time.Time](t)(d.LastDrill(t.Context())); !at.Equal(d.clock.now()) {
		t.Errorf("the last drill is of %v", at)
	}
	entries, err := os.ReadDir(d.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			t.Errorf("%s is left", e.Name())
		}
	}
	if e := must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Action: "backup.drill"})); len(e) != 1 || !strings.Contains(e[0].Summary, "all is well. 1 cases of 1.") {
		t.Errorf("the entries are %+v", e)
	}
}

func TestADrillBringsACopyOfEverySchemaToThisVersion(t *testing.T) {
	for _, version := range released {
		dir := filepath.Join(t.TempDir(), "file")
		if err := errors.Join(os.CopyFS(dir, os.DirFS(fixture(version))), os.Chmod(dir, 0o700)); err != nil {
			t.Fatal(err)
		}
		s := must[*Session](t)(must[*File](t)(Open(dir)).SignIn(t.Context(), "Dana Whitfield", passphrase))
		before := vault.BeforeMigration
		if version == newestSchema() {
			must[vault.BackupInfo](t)(s.Backup(t.Context(), ""))
			before = ""
		}
		all := must[[]CaseCopy](t)(s.Copies(t.Context(), "", nil))
		if len(all) != 1 || all[0].Schema != version || all[0].Before != before || all[0].Wrong != nil {
			t.Errorf("schema %d: %+v", version, all)
		}
		if r := must[DrillReport](t)(s.Drill(t.Context(), "", nil)); !r.OK() {
			t.Errorf("schema %d: %+v", version, r)
		}
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	}
}

func TestARestoreGivesNoWarningOfAnOlderCopyAndKeepsTheOfficersOfToday(t *testing.T) {
	d := watched(t)
	path := must[vault.BackupInfo](t)(d.Backup(t.Context(), "")).Path
	manager := data.Officer{Name: "Noor Haddad", Title: "Manager", Roles: data.RoleManager}
	d.do(d.AddOfficer(t.Context(), manager, passphrase))
	d.open()
	if _, err := d.Restore(t.Context(), RestoreOrder{Path: path, Reason: "x", KeepPassphrases: true}, nil); err != nil {
		t.Fatal(err)
	}
	d.signIn()
	if r := d.Rollback(); r != nil {
		t.Errorf("told: %+v", r)
	}
	d.do(d.Lock(t.Context()))
	s := must[*Session](t)(d.File().SignIn(t.Context(), "Noor Haddad", passphrase))
	if !s.Officer().May(data.RightSignOff) {
		t.Errorf("after the restore she is %v", s.Officer())
	}
	d.do(s.Lock(t.Context()))
	if _, err := d.File().Restore(t.Context(), RestoreOrder{Path: path, Officer: "dana whitfield", Secret: passphrase, Reason: "x"}, nil); err != nil {
		t.Fatal(err)
	}
	d.signIn()
	if r := d.Rollback(); r != nil {
		t.Errorf("told after a restore at the door: %+v", r)
	}
}

func TestANoteOfARestoreThatIsPutThereAgainBringsNoRolesBack(t *testing.T) {
	d := watched(t)
	path := must[vault.BackupInfo](t)(d.Backup(t.Context(), "")).Path
	d.do(d.AddOfficer(t.Context(), data.Officer{Name: "Noor Haddad", Title: "Manager", Roles: data.RoleManager}, passphrase))
	if _, err := d.Restore(t.Context(), RestoreOrder{Path: path, Reason: "x", KeepPassphrases: true}, nil); err != nil {
		t.Fatal(err)
	}
	place := filepath.Join(d.dir, "casefile.note")
	note := must[[]byte](t)(os.ReadFile(place))
	d.signIn()
	d.do(d.SaveOfficer(t.Context(), data.Officer{Name: "Noor Haddad", Title: "Reader", Roles: data.RoleReviewer}))
	d.do(d.Lock(t.Context()))
	d.do(os.WriteFile(place, note, 0o600))
	d.signIn()
	for _, o := range must[[]data.Officer](t)(d.Officers(t.Context())) {
		if o.Name == "Noor Haddad" && o.Roles != data.RoleReviewer {
			t.Errorf("she is %v again", o.Roles)
		}
	}
	if got := d.entries("file.restore"); len(got) != 1 {
		t.Error(got)
	}
	if _, err := os.Lstat(place); !os.IsNotExist(err) {
		t.Error("the note is still there:", err)
	}
}
