package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

// watched is a desk whose computer remembers the case file.
func watched(t *testing.T) *desk {
	d := newDesk(t, false)
	d.File().witness = filepath.Join(t.TempDir(), "witness")
	d.again()
	return d
}

// keepCopy puts a locked copy of the case file aside and returns what puts it back.
func (d *desk) keepCopy() (putBack func()) {
	d.t.Helper()
	d.again() // the log is in the database, and the end of a session is remembered
	if err := d.Lock(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
	path := filepath.Join(d.dir, "casefile.db")
	old, err := os.ReadFile(path)
	if err != nil {
		d.t.Fatal(err)
	}
	d.signIn()
	return func() {
		d.t.Helper()
		if err := d.Lock(d.t.Context()); err != nil {
			d.t.Fatal(err)
		}
		if err := os.WriteFile(path, old, 0o600); err != nil {
			d.t.Fatal(err)
		}
		d.signIn()
	}
}

func (d *desk) signIn() {
	d.t.Helper()
	d.Session = must[*Session](d.t)(d.File().SignIn(d.t.Context(), "Dana Whitfield", passphrase, ForCommand()))
}

func TestAnOlderCopyPutBackIsToldAtSignInUntilItIsExplained(t *testing.T) {
	d := watched(t)
	d.open()
	putBack := d.keepCopy()
	had := d.number(`select seq from audit_head`) - 1 // before this sign-in
	d.clock.set(monday.Add(26 * time.Hour))
	f := d.open()
	saw := d.number(`select seq from audit_head`) + 1 // with the lock
	putBack()
	r := d.Rollback()
	if r == nil || r.From != had+1 || r.To != saw || r.WentOn || r.Unsure {
		t.Fatalf("entries %d to %d are missing; what is told is %+v", had+1, saw, r)
	}
	said := r.Sentence(d.Settings())
	if !strings.Contains(said, "is older than this computer has seen it") || !strings.Contains(said, "March 3, 2026, 12:00") {
		t.Errorf("what is said: %s", said)
	}
	if _, err := d.Case(t.Context(), f.Number); err == nil {
		t.Fatal("the copy is not older")
	}
	d.again()
	d.again()
	if d.Rollback() == nil {
		t.Error("nobody explained it, and nothing is told any more")
	}
	if got := must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Action: "file.older"})); len(got) != 1 {
		t.Errorf("the audit log has it %d times", len(got))
	}
	if err := d.ExplainRollback(t.Context(), " "); err == nil {
		t.Error("it was explained without a reason")
	}
	d.do(d.ExplainRollback(t.Context(), "The disk was replaced; this is the copy of Monday."))
	if d.Rollback() != nil {
		t.Error("it is told after it was explained")
	}
	d.again()
	if r := d.Rollback(); r != nil {
		t.Errorf("told again after it was explained: %+v", r)
	}
	got := must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Action: "file.rollback"}))
	if len(got) != 1 || !strings.Contains(got[0].Summary, "copy of Monday") {
		t.Errorf("the audit log has %+v", got)
	}
}

func TestWorkGoneOnFromAnOlderCopyElsewhereIsTold(t *testing.T) {
	d := watched(t)
	putBack := d.keepCopy()
	d.open()
	d.open()
	here := d.File().witness
	d.File().witness = "" // the copy goes on where nothing is remembered
	putBack()
	for range 5 {
		d.open()
	}
	d.File().witness = here
	d.again()
	if r := d.Rollback(); r == nil || !r.WentOn || !strings.Contains(r.Sentence(d.Settings()), "Other work") {
		t.Errorf("what is told: %+v", r)
	}
}

func TestANewComputerAndOneThatSawLessSayNothing(t *testing.T) {
	d := watched(t)
	here := d.File().witness
	d.File().witness = filepath.Join(t.TempDir(), "another computer")
	d.again()
	if d.Rollback() != nil {
		t.Error("a new computer knows of something that is missing")
	}
	d.open()
	d.File().witness = here
	d.again()
	if d.Rollback() != nil {
		t.Error("work on another computer is taken for a rollback")
	}
}

func TestAWitnessMadeUpIsNotBelievedAndNotTakenForNone(t *testing.T) {
	d := watched(t)
	path := filepath.Join(d.File().witness, d.File().vault.ID()+".json")
	d.again()
	text := string(must[[]byte](t)(os.ReadFile(path)))
	if info := must[os.FileInfo](t)(os.Stat(path)); info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v", info.Mode())
	}
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	forged := strings.Replace(text, `"seq":`, `"seq":1`, 1)
	if forged == text {
		t.Fatal("nothing was forged")
	}
	if err := os.WriteFile(path, []byte(forged), 0o600); err != nil {
		t.Fatal(err)
	}
	d.signIn()
	r := d.Rollback()
	if r == nil || !r.Unsure || !strings.Contains(r.Sentence(d.Settings()), "printed summary") {
		t.Fatalf("what is told: %+v", r)
	}
	d.do(d.ExplainRollback(t.Context(), "Compared with the summary of February."))
	d.again()
	if r := d.Rollback(); r != nil {
		t.Errorf("told again: %+v", r)
	}
}

func TestACopyThatTheProgramPutsBackGivesNoWarning(t *testing.T) {
	d := watched(t)
	putBack := d.keepCopy()
	var h chainHead
	d.do(d.base.read(t.Context(), func(tx *tx) (err error) { h, _, err = head(tx); return err }))
	d.open()
	h.seq-- // the copy was locked before the sign-in that came after it
	d.do(d.base.read(t.Context(), func(tx *tx) (err error) { h.mac, _, err = headAt(tx, h.seq); return err }))
	d.do(d.File().expectRestored(h))
	putBack()
	if r := d.Rollback(); r != nil {
		t.Errorf("told: %+v", r)
	}
	putBack() // once more, and not by the program
	d.again()
	putBack()
	if d.Rollback() == nil {
		t.Error("what was allowed once is allowed for ever")
	}
}

func TestAPrintedHeadProvesWhatWasOnRecord(t *testing.T) {
	d := watched(t)
	d.open()
	putBack := d.keepCopy()
	had := d.number(`select seq from audit_head`) - 1
	d.open()
	d.open()
	d.open()
	facts := d.facts(march)
	printed := must[data.ChainMark](t)(data.ReadChainMark(fmt.Sprint(facts.AuditSeq, " ", facts.AuditHead[:16])))
	compare := func(want string) HeadVerdict {
		t.Helper()
		v := must[HeadVerdict](t)(d.CompareHead(t.Context(), printed))
		if said := v.Sentence(d.Settings()); !strings.Contains(said, want) {
			t.Errorf("said: %s; want: %s", said, want)
		}
		return v
	}
	if v := compare("as it was printed"); !v.Same {
		t.Error("it does not fit")
	}
	putBack()
	if v := compare("is missing"); v.There || v.Last < had {
		t.Errorf("%+v", v)
	}
	for d.number(`select seq from audit_head`) < printed.Seq {
		d.open()
	}
	if v := compare("another one"); v.Same || !v.There {
		t.Errorf("%+v", v)
	}
}

func TestAClockThatWentBackIsTold(t *testing.T) {
	d := newDesk(t, false)
	d.again()
	if _, back := d.ClockBack(); back {
		t.Error("told of a clock that is right")
	}
	d.do(d.Lock(t.Context()))
	d.clock.set(monday.Add(-3 * time.Hour))
	d.signIn()
	last, back := d.ClockBack()
	if !back || !last.Equal(monday) {
		t.Errorf("the last entry is of %v, told %v", last, back)
	}
	got := must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Action: "session.start", Limit: 1}))
	if !strings.Contains(got[0].Summary, "stands behind the last entry, of March 2, 2026, 10:00") {
		t.Errorf("the audit log has %q", got[0].Summary)
	}
}

func TestWhatThisComputerRemembersHoldsNoWordOfACase(t *testing.T) {
	d := watched(t)
	f := d.open()
	d.again()
	entries := must[[]os.DirEntry](t)(os.ReadDir(d.File().witness))
	for _, e := range entries {
		text := string(must[[]byte](t)(os.ReadFile(filepath.Join(d.File().witness, e.Name()))))
		for _, word := range []string{f.Number, "O'Brien", "Dana", "Lakeside"} {
			if strings.Contains(text+e.Name(), word) {
				t.Errorf("%s holds %q", e.Name(), word)
			}
		}
	}
	if len(entries) != 1 {
		t.Errorf("%d files", len(entries))
	}
}

func TestARollbackBehindAllThatIsRememberedNamesNoDayThatNeverWas(t *testing.T) {
	seen := time.Date(2026, 11, 27, 18, 30, 0, 0, time.UTC)
	said := Rollback{From: 1, To: 1296, Have: 99, Seen: seen, WentOn: true}.Sentence(data.DefaultSettings())
	for _, want := range []string{"cannot be told", "November 27, 2026", "entry 1,296", "Other work"} {
		if !strings.Contains(said, want) {
			t.Errorf("it says %q and not %q", said, want)
		}
	}
	if strings.Contains(said, "0000") || strings.Contains(said, "between") {
		t.Errorf("it says %q", said)
	}
}
