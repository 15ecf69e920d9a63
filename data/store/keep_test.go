package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

func TestANewerCaseFileIsRefusedWithBothVersions(t *testing.T) {
	d := newDesk(t, false)
	if err := d.raw(`update schema_version set version = 99`); err != nil {
		t.Fatal(err)
	}
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err := d.File().SignIn(t.Context(), "Dana Whitfield", passphrase)
	if !errors.Is(err, data.ErrNewerVersion) || !strings.Contains(err.Error(), "99") {
		t.Errorf("signing in gave %v", err)
	}
	if s, err := d.File().SignIn(t.Context(), "Dana Whitfield", passphrase); err == nil {
		t.Errorf("a second try signed %v in", s.Officer())
	}
}

func TestAnOlderCaseFileIsBackedUpBeforeItIsChanged(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "file")
	if err := os.CopyFS(dir, os.DirFS(fixture(released[0]))); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	f := must[*File](t)(Open(dir))
	s := must[*Session](t)(f.SignIn(t.Context(), "Dana Whitfield", passphrase))
	defer func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	if kept := must[[]vault.BackupInfo](t)(s.Backups(t.Context())); len(kept) != 1 {
		t.Errorf("%d backups were made", len(kept))
	}
}

func TestTheCaseFileIsVerifiedOnceAWeek(t *testing.T) {
	d := newDesk(t, false)
	d.open()
	later := func(days int) { d.clock.set(d.clock.now().AddDate(0, 0, days)) }
	wantDue := func(when string, due bool) {
		t.Helper()
		r, err := d.VerifyIfDue(t.Context())
		if err != nil || (r != nil) != due || due && !r.OK() {
			t.Errorf("%s: %+v, %v", when, r, err)
		}
	}
	wantDue("a new case file", false)
	later(8)
	if made, err := d.BackupIfDue(t.Context()); !made || err != nil {
		t.Fatal(made, err)
	}
	wantDue("the week after", true)
	wantDue("at once again", false)
	later(6)
	wantDue("six days later", false)
	later(2)
	wantDue("eight days later", true)
	later(5)
	if _, err := d.Verify(t.Context(), false, nil); err != nil {
		t.Fatal(err)
	}
	later(5)
	wantDue("five days after somebody did it", false)
	later(3650)
	wantDue("when the clock went wrong", true)
	later(-3649)
	wantDue("when it was set right", true)
	wantDue("at once after that", false)
}

// TestWhatAVerificationFoundIsToldThoughItCannotBeWrittenDown is of a folder that goes away.
func TestWhatAVerificationFoundIsToldThoughItCannotBeWrittenDown(t *testing.T) {
	d := newDesk(t, false)
	d.open()
	d.clock.set(d.clock.now().AddDate(0, 0, 8))
	d.do(os.Rename(d.dir, d.dir+" away"))
	r, err := d.VerifyIfDue(t.Context())
	again, second := d.VerifyIfDue(t.Context())
	d.do(os.Rename(d.dir+" away", d.dir))
	if r == nil || r.OK() || !errors.Is(err, vault.ErrGone) {
		t.Errorf("it found %v, %v", r, err)
	}
	if again != nil || second != nil {
		t.Errorf("ten minutes later it found %v, %v", again, second)
	}
}

func TestTheDaysBackupIsMadeOnceInEachPlace(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	set := d.Settings()
	set.BackupDir = filepath.Join(t.TempDir(), "stick")
	if err := errors.Join(os.Mkdir(set.BackupDir, 0o700), d.SaveSettings(t.Context(), set)); err != nil {
		t.Fatal(err)
	}
	if made, err := d.BackupIfDue(t.Context()); !made || err != nil {
		t.Fatal(made, err)
	}
	if made, err := d.BackupIfDue(t.Context()); made || err != nil {
		t.Errorf("a second backup on one day: %v, %v", made, err)
	}
	d.clock.set(d.clock.now().Add(24 * time.Hour))
	if made, err := d.BackupIfDue(t.Context()); !made || err != nil {
		t.Errorf("the next day: %v, %v", made, err)
	}
	kept := must[[]vault.BackupInfo](t)(d.Backups(t.Context()))
	if len(kept) != 4 {
		t.Fatalf("%d backups in two places", len(kept))
	}
	copied := must[*File](t)(Open(kept[3].Path, WithClock(d.clock.now)))
	s := must[*Session](t)(copied.SignIn(t.Context(), "Dana Whitfield", passphrase))
	if got := caseDo(t)(s.Case(t.Context(), f.Number)); text(t, got) != text(t, f) {
		t.Error("the backup holds another case")
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// check is what a verification says of one thing; of one that it does not look at it
// says that it is in order, without a word.
func check(r VerifyReport, name string) Check {
	for _, c := range r.Checks {
		if c.Name == name {
			return c
		}
	}
	return Check{OK: true}
}

func TestVerifyNamesWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ check, sql string }{
		{"search", `delete from case_search where rowid = 1`},
		{"backlog", `update case_events set delta = 0`},
		{"figures", `update month_kinds set cases = cases + 1`},
		{"figures", `update case_facts set closings = '[[24314,2]]'`},
		{"figures", `delete from case_facts`},
		{"audit", `update audit_head set seq = seq + 1`},
		{"references", `pragma foreign_keys = off; insert into people (case_key, id, role, body) values (77, zeroblob(16), 'patient', '{}'); pragma foreign_keys = on`},
	} {
		t.Run(c.check, func(t *testing.T) {
			d := newDesk(t, false)
			d.open()
			if r := must[VerifyReport](t)(d.Verify(t.Context(), true, nil)); !r.OK() || len(r.Checks) != 11 {
				t.Fatalf("before: %+v", r)
			}
			d.do(d.base.lock(t.Context()))
			err := (&tx{ctx: t.Context(), link: d.base.writer}).script(c.sql)
			d.base.unlock()
			if err != nil {
				t.Fatal(err)
			}
			r, err := d.Verify(t.Context(), false, nil)
			if err != nil && c.check != "audit" { // a broken head takes no entry of the verification
				t.Fatal(err)
			}
			for _, found := range r.Checks {
				if found.OK == (found.Name == c.check) {
					t.Errorf("%s: %v, %s", found.Name, found.OK, found.Found)
				}
			}
			if c.check == "audit" { // set it right, so that the session can end
				d.do(d.base.lock(t.Context()))
				err = (&tx{ctx: t.Context(), link: d.base.writer}).script(`update audit_head set seq = seq - 1`)
				d.base.unlock()
				if err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func TestADamagedBackupIsFoundByVerify(t *testing.T) {
	d := newDesk(t, false)
	d.open()
	b := must[vault.BackupInfo](t)(d.Backup(t.Context(), ""))
	path := filepath.Join(b.Path, "casefile.db")
	bytes, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bytes[len(bytes)/2] ^= 1
	if err := os.WriteFile(path, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	r := must[VerifyReport](t)(d.Verify(t.Context(), false, nil))
	if last := r.Checks[len(r.Checks)-1]; last.Name != "backups" || last.OK {
		t.Errorf("verify says %+v", last)
	}
}

func TestADamagedPageIsNamed(t *testing.T) {
	d, _ := loaded(t, 400)
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(d.dir, "casefile.db")
	bytes, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	for at := 150 * page; at < len(bytes)/2; at += page { // beyond the schema, before the end of the audit chain
		bytes[at+100] ^= 1
	}
	if err := os.WriteFile(path, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	d.Session = must[*Session](t)(d.File().SignIn(t.Context(), "Dana Whitfield", passphrase))
	var failed error
	for i := 1; failed == nil && i <= 400; i++ {
		_, failed = d.AddNote(t.Context(), int64(i), data.Note{Class: data.NoteOrdinary, Text: "x"})
	}
	var fault *vault.PageFault
	if !errors.Is(failed, vault.ErrDamaged) || !errors.As(failed, &fault) || fault.Page == 0 {
		t.Errorf("reading a damaged case file gave %v", failed)
	}
	r := must[VerifyReport](t)(d.Verify(t.Context(), false, nil))
	if pages := check(r, "pages"); pages.OK {
		t.Errorf("verify says %+v", pages)
	}
}

func TestErrorsHoldNoPatientsData(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	in := spoken(d.clock.now().Add(time.Hour)) // in the future
	in.Story = "Canaryword happened"
	var all []error
	_, err := d.OpenCase(t.Context(), in)
	all = append(all, err)
	_, err = d.Case(t.Context(), "Canaryword")
	all = append(all, err)
	_, err = d.AddContact(t.Context(), f.Key, data.Contact{Summary: "Canaryword"}, false)
	all = append(all, err)
	if err := d.raw(`update case_details set body = '{"id": "Canaryword"'`); err != nil {
		t.Fatal(err)
	}
	_, err = d.Case(t.Context(), f.Number)
	all = append(all, err)
	for i, err := range all {
		if err == nil || strings.Contains(err.Error(), "Canaryword") {
			t.Errorf("error %d is %v", i, err)
		}
	}
}
