package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

const fresh = "herons over the weir seven quiet"

// setHospitalKey sets a new hospital key.
func (d *desk) setHospitalKey(data.CaseFile) error {
	_, recipient, err := vault.NewHospitalKey()
	return errors.Join(err, d.SetHospitalKey(d.ctx(), recipient, "Lakeside Security Office"))
}

// entries are the summaries of the entries of an action, newest first.
func (d *desk) entries(action string) (all []string) {
	d.t.Helper()
	for _, e := range must[[]AuditEntry](d.t)(d.Audit(d.t.Context(), AuditQuery{Action: action})) {
		all = append(all, e.By+": "+e.Summary)
	}
	return all
}

func TestTheHospitalKeyLetsAnOfficerBackInForAReasonThatIsKept(t *testing.T) {
	d := newDesk(t, false)
	secret, recipient, err := vault.NewHospitalKey()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SetHospitalKey(t.Context(), recipient, "Lakeside Security Office"); err != nil {
		t.Fatal(err)
	}
	r := must[KeyReport](t)(d.Keys(t.Context()))
	if print, err := vault.Fingerprint(recipient); err != nil || r.HospitalKey != "Lakeside Security Office" || r.Fingerprint != print {
		t.Fatal(r, err)
	}
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err = d.File().SignInWithHospitalKey(t.Context(), secret, "Dana Whitfield", fresh, " ")
	if gaps := (data.Missing{}); !errors.As(err, &gaps) {
		t.Fatal("it opened without a reason:", err)
	}
	d.Session = must[*Session](t)(d.File().SignInWithHospitalKey(t.Context(), secret, "dana whitfield", fresh, "Dana forgot, and the sheet burned."))
	if got := d.entries("session.emergency"); len(got) != 1 || got[0] != "Dana Whitfield: Signed in with the hospital key and set a new passphrase. Reason: Dana forgot, and the sheet burned." {
		t.Error(got)
	}
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := d.File().SignIn(t.Context(), "Dana Whitfield", passphrase); !errors.Is(err, vault.ErrWrongPassphrase) {
		t.Error("the passphrase of before:", err)
	}
	d.Session = must[*Session](t)(d.File().SignIn(t.Context(), "Dana Whitfield", fresh))
}

func TestTheHospitalKeyMakesANewAdministratorWhoSeesNoCase(t *testing.T) {
	d := newDesk(t, false)
	secret, recipient, err := vault.NewHospitalKey()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SetHospitalKey(t.Context(), recipient, "Lakeside Security Office"); err != nil {
		t.Fatal(err)
	}
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := must[*Session](t)(d.File().SignInWithHospitalKey(t.Context(), secret, "Sam Ortega", fresh, "Nobody of the office is left."))
	if s.Officer().Roles != data.RoleAdministrator {
		t.Error(s.Officer())
	}
	if _, err := s.Cases(t.Context(), data.CaseQuery{}); !errors.Is(err, data.ErrNotAllowed) {
		t.Error("the new administrator sees cases:", err)
	}
	if err := s.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.Session = must[*Session](t)(d.File().SignIn(t.Context(), "Dana Whitfield", passphrase))
	if got := d.entries("session.emergency"); len(got) != 1 || !strings.HasPrefix(got[0], "Sam Ortega: Signed in with the hospital key as a new administrator.") {
		t.Error(got)
	}
}

func TestAfterTheKeyWasChangedTheOfficerSignsInAgainAndEverythingIsThere(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	before := must[vault.BackupInfo](t)(d.Backup(t.Context(), ""))
	var last, total int64
	if err := d.RotateKey(t.Context(), func(done, all int64) { last, total = done, all }); err != nil {
		t.Fatal(err)
	}
	if !d.Locked() || last != total || total == 0 {
		t.Errorf("locked: %v, progress %d of %d", d.Locked(), last, total)
	}
	if _, err := d.Case(t.Context(), f.Number); !errors.Is(err, data.ErrLocked) {
		t.Error(err)
	}
	d.again()
	if got := must[data.CaseFile](t)(d.Case(t.Context(), f.Number)); got.Number != f.Number {
		t.Error(got.Number)
	}
	if got := d.entries("keys.rotate"); len(got) != 2 || got[0] != "Dana Whitfield: The key inside the case file is No. 2 now. Everybody signs in as before." || got[1] != "Dana Whitfield: Began to change the key inside the case file, No. 1." {
		t.Error(got)
	}
	if r := must[VerifyReport](t)(d.Verify(t.Context(), true, nil)); !r.OK() { // the audit chain and the backup from before too
		t.Error(r)
	}
	if err := d.file.vault.VerifyBackup(t.Context(), before.Path); err != nil {
		t.Error(err)
	}
	if d.File().RotationUnderWay() {
		t.Error("the change is not finished")
	}
}

func TestANewRecoveryKeyReplacesTheOneBefore(t *testing.T) {
	d := newDesk(t, false)
	printed := must[string](t)(d.NewRecoveryKey(t.Context()))
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := d.File().SignInWithRecoveryKey(t.Context(), d.key, "Dana Whitfield", fresh); !errors.Is(err, vault.ErrWrongRecoveryKey) {
		t.Error(err)
	}
	d.Session = must[*Session](t)(d.File().SignInWithRecoveryKey(t.Context(), printed, "Dana Whitfield", fresh))
}

func TestAnOfficerWhoWasRemovedOpensNothingThatIsWrittenAfterTheKeyWasChanged(t *testing.T) {
	d := newDesk(t, false)
	d.second()
	kept := bytes.Clone(must[[]byte](t)(os.ReadFile(filepath.Join(d.dir, "casefile.keys")))) // Pat takes a copy home
	if err := d.RemoveOfficer(t.Context(), "Pat Winter", "Left for another hospital."); err != nil {
		t.Fatal(err)
	}
	steal := func() string {
		t.Helper()
		dir := t.TempDir()
		for name, b := range map[string][]byte{"casefile.keys": kept, "casefile.db": must[[]byte](t)(os.ReadFile(filepath.Join(d.dir, "casefile.db")))} {
			if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	opens := func(dir string) error {
		t.Helper()
		file := must[*File](t)(Open(dir))
		defer func() {
			if err := file.Close(); err != nil {
				t.Error(err)
			}
		}()
		_, err := file.SignIn(t.Context(), "Pat Winter", theirs)
		return err
	}
	d.again()
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := opens(steal()); errors.Is(err, vault.ErrDamaged) || errors.Is(err, vault.ErrWrongPassphrase) {
		t.Fatal("before the change the old copy should open the pages, or this test shows nothing:", err)
	}
	d.Session = must[*Session](t)(d.File().SignIn(t.Context(), "Dana Whitfield", passphrase, ForCommand()))
	if err := d.RotateKey(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if err := opens(steal()); !errors.Is(err, vault.ErrDamaged) {
		t.Error("after the change the old copy of the key file opens the case file:", err)
	}
	d.again()
}

func TestFailedSignInsOfBeforeARestartAreInTheChainWithTheirNumber(t *testing.T) {
	d := newDesk(t, false)
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	file := d.File()
	for range 3 {
		if _, err := file.SignIn(t.Context(), "Dana Whitfield", theirs); !errors.Is(err, vault.ErrWrongPassphrase) {
			t.Fatal(err)
		}
	}
	if _, err := file.SignIn(t.Context(), "Dana Whitfield", passphrase); !errors.Is(err, vault.ErrWait) || file.Delay() != time.Second {
		t.Fatal(err, file.Delay())
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	file = must[*File](t)(Open(d.dir, WithClock(d.clock.now)))
	if file.Delay() != time.Second {
		t.Fatal(file.Delay())
	}
	d.clock.set(d.clock.now().Add(time.Second))
	if _, err := file.SignIn(t.Context(), "Dana Whitfield", theirs); !errors.Is(err, vault.ErrWrongPassphrase) {
		t.Fatal(err)
	}
	d.clock.set(d.clock.now().Add(2 * time.Second))
	d.Session = must[*Session](t)(file.SignIn(t.Context(), "Dana Whitfield", passphrase))
	got := d.entries("session.fail")
	if len(got) != 2 || got[0] != "Dana Whitfield: 3 sign-ins failed before Rapport was started, the last one on 2026-03-02." || got[1] != "Dana Whitfield: A sign-in failed: the passphrase was wrong." {
		t.Error(got)
	}
	d.again()
	if again := d.entries("session.fail"); len(again) != len(got) {
		t.Error("they are counted twice:", again)
	}
}

func TestTheHospitalKeyMakesAnAdministratorOfWhoeverHasASlotAndNoEntry(t *testing.T) {
	d := newDesk(t, false)
	secret, recipient, err := vault.NewHospitalKey()
	if err != nil {
		t.Fatal(err)
	}
	d.do(d.SetHospitalKey(t.Context(), recipient, "Lakeside Security Office"))
	d.do(d.file.vault.AddSlot("Sam Ortega", passphrase)) // and then the power went
	d.do(d.Lock(t.Context()))
	d.Session = must[*Session](t)(d.File().SignInWithHospitalKey(t.Context(), secret, "Sam Ortega", fresh, "Once more."))
	if d.Officer().Roles != data.RoleAdministrator {
		t.Error(d.Officer())
	}
}

// A sign-in with a key that comes to nothing gives nobody a passphrase of which the
// audit chain does not know.
func TestASignInWithAKeyThatIsBrokenOffChangesNoPassphrase(t *testing.T) {
	d := newDesk(t, false)
	secret, recipient, err := vault.NewHospitalKey()
	d.do(err)
	d.do(d.SetHospitalKey(t.Context(), recipient, "Lakeside Security Office"))
	d.do(d.Lock(t.Context()))
	for name, signIn := range map[string]func(ctx context.Context) (*Session, error){
		"the recovery key": func(ctx context.Context) (*Session, error) {
			return d.File().SignInWithRecoveryKey(ctx, d.key, "Dana Whitfield", fresh)
		},
		"the hospital key": func(ctx context.Context) (*Session, error) {
			return d.File().SignInWithHospitalKey(ctx, secret, "Dana Whitfield", fresh, "Dana forgot.")
		},
		"the hospital key, somebody new": func(ctx context.Context) (*Session, error) {
			return d.File().SignInWithHospitalKey(ctx, secret, "Sam Ortega", fresh, "Nobody is left.")
		},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := signIn(ctx); err == nil {
			t.Fatalf("%s: signed in", name)
		}
		if all := d.File().Officers(); len(all) != 1 {
			t.Errorf("%s: %v may sign in", name, all)
		}
		if _, err := d.File().SignIn(t.Context(), "Dana Whitfield", fresh); !errors.Is(err, vault.ErrWrongPassphrase) {
			t.Errorf("%s: the new passphrase gave %v", name, err)
		}
		d.signIn()
		d.do(d.Lock(t.Context()))
	}
	d.signIn()
}

// The last entry of a session, that of a new data key, is in the witness too: an older
// copy that lacks it alone is noticed.
func TestTheWitnessKnowsThatTheDataKeyWasChanged(t *testing.T) {
	d := watched(t)
	d.do(d.RotateKey(t.Context(), nil))
	found := must[[]string](t)(filepath.Glob(filepath.Join(d.File().witness, "*")))
	if len(found) != 1 {
		t.Fatalf("the witness is %v", found)
	}
	var w Witness
	d.do(json.Unmarshal(must[[]byte](t)(os.ReadFile(found[0])), &w))
	last := w.Marks[len(w.Marks)-1].Seq
	d.signIn()
	if e := must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Action: "keys.rotate"})); e[0].Seq != last {
		t.Errorf("the witness ends at entry %d, the change of the key is %d", last, e[0].Seq)
	}
}
