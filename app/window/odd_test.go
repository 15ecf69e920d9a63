package window

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app/window/ui"
	"rapport/data/practice"
	"rapport/data/store"
)

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func writeFile(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// watched is an officer at the door of a window that remembers its case file, and
// was inside once.
func watched(t *testing.T) (o *officer, database string) {
	t.Helper()
	dir := storeIn(t)
	o = come(t, dir)
	if err := o.stage.file.Close(); err != nil {
		t.Fatal(err)
	}
	o.stage.opts.Witness = t.TempDir()
	o.stage.openStore()
	o.signIn()
	o.stage.lock()
	return o, filepath.Join(dir, "casefile.db")
}

func TestAnOlderCopyIsToldAtSignInAndExplained(t *testing.T) {
	o, database := watched(t)
	old := readFile(t, database)
	o.signIn()
	if ui.DialogOpen(o.Window) {
		t.Fatalf("something is told of a case file that is in order: %s", o.Words())
	}
	o.stage.lock()
	writeFile(t, database, old)
	writeFile(t, strings.TrimSuffix(database, ".db")+" (1).db", old)
	o.signIn()
	o.Sees("The case file is older than this computer has seen it.", "Why an older copy is in use")
	o.Press("It was put back on purpose")
	o.Sees("Write why")
	o.Fill("Why an older copy is in use", "The disk was replaced.")
	o.Press("It was put back on purpose")
	o.Sees("Before you begin", "“casefile (1).db”", "older state of this case file")
	ui.CloseDialogs(o.Window)
	o.stage.lock()
	o.signIn()
	if ui.DialogOpen(o.Window) {
		t.Errorf("what was explained and told is told again: %s", o.Words())
	}
	got, err := o.stage.floor.desk.Session.Audit(t.Context(), store.AuditQuery{Action: "file.rollback"})
	if err != nil || len(got) != 1 || !strings.Contains(got[0].Summary, "The disk was replaced.") {
		t.Errorf("the audit log has %+v, %v", got, err)
	}
}

func TestALostMarkIsToldOnceAndStaysInTheAuditLog(t *testing.T) {
	o, database := watched(t)
	if err := os.Remove(strings.TrimSuffix(database, ".db") + ".mark"); err != nil {
		t.Fatal(err)
	}
	o.signIn()
	o.Sees("Before you begin", "casefile.mark, is gone or was altered", "tell whoever looks after Rapport")
	ui.CloseDialogs(o.Window)
	got, err := o.stage.floor.desk.Session.Audit(t.Context(), store.AuditQuery{Action: "file.mark"})
	if err != nil || len(got) != 1 || !strings.Contains(got[0].Summary, "casefile.mark") {
		t.Errorf("the audit log has %+v, %v", got, err)
	}
	o.stage.lock()
	o.signIn()
	if ui.DialogOpen(o.Window) {
		t.Errorf("it is told again: %s", o.Words())
	}
	report, err := o.stage.floor.desk.Session.Verify(t.Context(), false, nil)
	if err != nil || !report.OK() {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestALockTakesTheQuestionAwayAndTheNextSignInAsksAgain(t *testing.T) {
	o, database := watched(t)
	old := readFile(t, database)
	o.signIn()
	o.stage.lock()
	writeFile(t, database, old)
	o.signIn()
	o.stage.lock()
	if ui.DialogOpen(o.Window) {
		t.Errorf("over the door lies %s", o.Words())
	}
	o.signIn()
	o.Sees("Why an older copy is in use")
	o.Press("Go on without an answer")
	if o.stage.floor == nil {
		t.Error("nobody is inside")
	}
}

func TestADamagedCaseFileIsWrittenOutFromTheDoor(t *testing.T) {
	o, database := watched(t)
	b := readFile(t, database)
	b[500] ^= 1
	writeFile(t, database, b)
	o.Fill("Passphrase", practice.Passphrase)
	o.Press("Sign in")
	o.Sees("A part of the case file is damaged: page 1 of the database.", "rapport salvage")
	o.Press("Write out what can be read …")
	o.Sees("THE FILES ARE PLAIN TEXT.")
	to := filepath.Join(t.TempDir(), "salvaged")
	o.Fill("New folder for the files", to)
	o.Fill("Passphrase of "+practice.Officer, "not the passphrase")
	o.Press("Write the cases in plain text")
	o.Sees("The passphrase is not right.")
	o.Fill("Passphrase of "+practice.Officer, practice.Passphrase)
	o.Press("Write the cases in plain text")
	o.Sees("What could be read is written", "no case lacks anything")
	if _, err := os.Stat(filepath.Join(to, "READ ME FIRST.txt")); err != nil {
		t.Error(err)
	}
	b[500] ^= 1
	writeFile(t, database, b)
}

func TestASecondStartBringsTheWindowToTheFront(t *testing.T) {
	o := come(t, storeIn(t))
	var show func(done func())
	stopped := false
	o.stage.opts.Listen = func(dir string, s func(done func())) (func(), error) {
		if dir != o.stage.home {
			t.Errorf("it listens for %s", dir)
		}
		show = s
		return func() { stopped = true }, nil
	}
	stop := o.stage.listenForStarts()
	answered := false
	show(func() { answered = true })
	if !answered {
		t.Error("the second start waits for nothing")
	}
	stop()
	if !stopped {
		t.Error("it goes on listening")
	}
}
