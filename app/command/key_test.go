package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/data/practice"
	"rapport/data/store"
)

// asOfficer are the flags of a sign-in, with the passphrase in a file.
func asOfficer(t *testing.T, dir string) []string {
	t.Helper()
	words := filepath.Join(t.TempDir(), "words.txt")
	if err := os.WriteFile(words, []byte(practice.Passphrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return []string{"--store", dir, "--officer", practice.Officer, "--passphrase-file", words}
}

func TestAHospitalKeyIsMadeOnceSetAndOpensTheCaseFileInAnEmergency(t *testing.T) {
	dir, sheet := ownStore(t, 3), filepath.Join(t.TempDir(), "sheet.txt")
	out := mustRun(t, "key", "new", sheet)
	text, err := os.ReadFile(sheet)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(sheet); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Error("others may read the secret", err)
	}
	_, after, _ := strings.Cut(string(text), "Secret:")
	secret := strings.Fields(after)[0]
	if strings.Contains(out, secret) {
		t.Error("the secret was printed too")
	}
	refused(t, run(t, "key", "new", sheet), Failed, "is there already")

	public := filepath.Join(t.TempDir(), "public.txt")
	if err := os.WriteFile(public, []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
	in := asOfficer(t, dir)
	if got := mustRun(t, append([]string{"key", "hospital"}, in...)...); !strings.Contains(got, "no hospital key") {
		t.Error(got)
	}
	refused(t, run(t, append([]string{"key", "hospital", public}, in...)...), Misuse, "--label")
	refused(t, run(t, append([]string{"key", "hospital", sheet, "--label", "x"}, in...)...), Failed, "not the public part")
	got := mustRun(t, append([]string{"key", "hospital", public, "--label", "Security Office"}, in...)...)
	_, print, _ := strings.Cut(string(text), "Fingerprint:")
	if !strings.Contains(got, "Security Office") || !strings.Contains(got, strings.Fields(print)[0]) {
		t.Error(got)
	}
	f, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.SignInWithHospitalKey(t.Context(), secret, "Sam Ortega", "nine brown owls at the gate", "The officer is in hospital."); err != nil {
		t.Error(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if got := mustRun(t, append([]string{"key", "hospital", "--remove"}, in...)...); !strings.Contains(got, "no hospital key") {
		t.Error(got)
	}
}

func TestTheDataKeyIsChangedAndTheRecoveryKeyReplacedByCommand(t *testing.T) {
	dir := ownStore(t, 3)
	in := asOfficer(t, dir)
	before := mustRun(t, append([]string{"cases"}, in...)...)
	if got := mustRun(t, append([]string{"key", "rotate"}, in...)...); !strings.Contains(got, "Everybody signs in as before") {
		t.Error(got)
	}
	if after := mustRun(t, append([]string{"cases"}, in...)...); after != before {
		t.Errorf("the cases were\n%s\nand are\n%s", before, after)
	}
	sheet := filepath.Join(t.TempDir(), "recovery.txt")
	mustRun(t, append([]string{"key", "recovery", sheet}, in...)...)
	text, err := os.ReadFile(sheet)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Fields(string(text))
	f, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.SignInWithRecoveryKey(t.Context(), lines[len(lines)-1], practice.Officer, "nine brown owls at the gate"); err != nil {
		t.Error(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
