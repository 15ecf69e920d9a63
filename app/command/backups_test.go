package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/data/practice"
)

func TestACopyIsListedRestoredAndRehearsed(t *testing.T) {
	dir := ownStore(t, 20)
	made := fromJSON[struct{ Path string }](t, mustRun(t, "backup", "--store", dir, "--json"))
	numbers := filepath.Join(t.TempDir(), "numbers.csv")
	if err := os.WriteFile(numbers, []byte("month,unit,kind,value\n2026-01,,patient_days,612\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	mustRun(t, "import", "numbers", numbers, "--store", dir)
	list := fromJSON[[]copyLine](t, mustRun(t, "backups", "--store", dir, "--json"))
	if len(list) == 0 || list[len(list)-1].Path != made.Path || list[len(list)-1].Cases != 20 || !list[0].Practice {
		t.Fatalf("the copies are %+v", list)
	}
	if text := mustRun(t, "backups", "--store", dir); !strings.Contains(text, "20 cases, ") || !strings.Contains(text, made.Path) {
		t.Errorf("the list is\n%s", text)
	}
	if text := mustRun(t, "drill", "--store", dir); !strings.Contains(text, "20 of that time in the case file") || strings.Contains(text, "WRONG") {
		t.Errorf("the drill says\n%s", text)
	}

	name := filepath.Base(made.Path)
	refused(t, run(t, "restore", name, "--store", dir), Misuse, "--reason")
	refused(t, run(t, "restore", name, "--reason", "Tried out", "--store", dir), Misuse, "--yes")
	phrase := filepath.Join(t.TempDir(), "phrase")
	if err := os.WriteFile(phrase, []byte(practice.Passphrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := runWith(t, "n\n", "restore", name, "--reason", "Tried out", "--passphrase-file", phrase, "--store", dir); r.code != Failed || !strings.Contains(r.err, "Nothing was changed.") {
		t.Errorf("answered n: %d, %s%s", r.code, r.out, r.err)
	}
	r := runWith(t, "y\n", "restore", name, "--reason", "Tried out", "--passphrase-file", phrase, "--store", dir)
	if r.code != Done || !strings.Contains(r.out, "kept in "+filepath.Join(dir, "replaced")) {
		t.Fatalf("answered y: %d, %s%s", r.code, r.out, r.err)
	}
	if text := mustRun(t, "numbers", "--month", "2026-01", "--store", dir); strings.Contains(text, "612") {
		t.Errorf("after the restore:\n%s", text)
	}
	list = fromJSON[[]copyLine](t, mustRun(t, "backups", "--store", dir, "--json"))
	if list[0].Place != "replaced" {
		t.Errorf("the newest copy is %+v", list[0])
	}
}

func TestADamagedCaseFileIsRestoredByCommand(t *testing.T) {
	dir := ownStore(t, 5)
	made := fromJSON[struct{ Path string }](t, mustRun(t, "backup", "--store", dir, "--json"))
	for _, name := range []string{"casefile.keys", "casefile.keys.bak"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if r := run(t, "cases", "--store", dir); r.code != Failed {
		t.Fatalf("the case file opens: %s", r.out)
	}
	refused(t, runWith(t, "not it at all\n", "restore", made.Path, "--reason", "The disk failed", "--yes", "--store", dir), Failed, "passphrase")
	mustRun(t, "restore", made.Path, "--reason", "The disk failed", "--yes", "--store", dir)
	if text := mustRun(t, "verify", "--store", dir); strings.Contains(text, "WRONG") {
		t.Errorf("verify says\n%s", text)
	}
}
