package command

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
)

func TestASalvageWorksWhereSigningInDoesNot(t *testing.T) {
	dir := ownStore(t, 20)
	f, err := os.OpenFile(filepath.Join(dir, "casefile.db"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte("spilled coffee"), 700); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	refused(t, run(t, "cases", "--store", dir), Failed, "rapport salvage")
	out := filepath.Join(t.TempDir(), "salvaged")
	r := run(t, "salvage", out, "--store", dir)
	if r.code != Incomplete && r.code != Done || !strings.Contains(r.out, "Wrote 20 cases") {
		t.Fatalf("ended with %d: %s%s", r.code, r.out, r.err)
	}
	folders, err := os.ReadDir(filepath.Join(out, "cases"))
	if err != nil || len(folders) != 20 {
		t.Errorf("%d folders of cases, %v", len(folders), err)
	}
	refused(t, run(t, "salvage", out, "--store", dir), Failed, "Choose an empty folder")
	refused(t, runWith(t, "not the passphrase\n", "salvage", filepath.Join(t.TempDir(), "x"), "--store", dir), Failed, "passphrase is not right")
}

func TestAPrintedHeadIsHeldAgainstTheChain(t *testing.T) {
	dir := ownStore(t, 5)
	s := session(t, dir)
	facts, err := s.SummaryFacts(t.Context(), data.MonthPeriod(s.Settings().Today(time.Now()).Month()))
	if err != nil {
		t.Fatal(err)
	}
	closeSession(t, s)
	printed := fmt.Sprintf("entry %d, %s", facts.AuditSeq, facts.AuditHead)
	if out := mustRun(t, "verify", "--store", dir, "--head", printed); !strings.Contains(out, "as it was printed") {
		t.Errorf("said\n%s", out)
	}
	r := run(t, "verify", "--store", dir, "--head", "999999 "+facts.AuditHead)
	if r.code != Failed || !strings.Contains(r.out, "is an older copy") {
		t.Errorf("an entry that is missing: ended with %d: %s", r.code, r.out)
	}
	refused(t, run(t, "verify", "--store", dir, "--head", "12"), Failed, "eight digits")
}

func TestACommandSaysThatTheCaseFileIsOlderAndGoesOn(t *testing.T) {
	dir, witness := ownStore(t, 5), t.TempDir()
	old, err := os.ReadFile(filepath.Join(dir, "casefile.db"))
	if err != nil {
		t.Fatal(err)
	}
	watch := func() result {
		var out, errs bytes.Buffer
		code := Run(t.Context(), []string{"cases", "--store", dir}, Stdio{In: strings.NewReader(practice.Passphrase), Out: &out, Err: &errs, Witness: witness})
		return result{code, out.String(), errs.String()}
	}
	watch()
	if r := watch(); r.code != Done || r.err != "" {
		t.Fatalf("ended with %d: %s", r.code, r.err)
	}
	if err := os.WriteFile(filepath.Join(dir, "casefile.db"), old, 0o600); err != nil {
		t.Fatal(err)
	}
	if r := watch(); r.code != Done || !strings.Contains(r.err, "older than this computer has seen it") {
		t.Errorf("ended with %d: %s", r.code, r.err)
	}
}
