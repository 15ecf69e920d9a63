package command

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rapport/data"
	"rapport/data/exchange/sealed"
	"rapport/data/store"
)

// caseWithWords puts a word into a new case of an own store.
func caseWithWords(t *testing.T, dir string) (number string) {
	t.Helper()
	return withCase(t, dir, func(s *store.Session, c data.CaseFile) {
		if _, err := s.AddNote(t.Context(), c.Key, data.Note{Class: data.NoteOrdinary, Text: "Canaryword."}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.AddAttachment(t.Context(), c.Key, data.NewAttachment{Name: "bill.txt", Class: data.NoteOrdinary}, strings.NewReader("The bill, canaryword.")); err != nil {
			t.Fatal(err)
		}
	})
}

// openedWith opens an envelope with a passphrase.
func openedWith(t *testing.T, file []byte, passphrase string) []byte {
	t.Helper()
	r, n, err := sealed.OpenWithPassphrase(bytes.NewReader(file), int64(len(file)), passphrase)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(io.NewSectionReader(r, 0, n))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestWhatLeavesIsProtectedUnlessSaidOtherwise(t *testing.T) {
	dir, to := ownStore(t, 1), t.TempDir()
	number := caseWithWords(t, dir)
	secret := filepath.Join(to, "secret")
	if err := os.WriteFile(secret, []byte("maple otter tulip bread 4071\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	why := []string{"--reason", "Counsel asked.", "--copy-passphrase-file", secret, "--store", dir}
	_, file := putOut(t, filepath.Join(to, "r.pdf"), append([]string{"record", number}, why...)...)
	if bytes.Contains(file, []byte(number)) {
		t.Error("the PDF shows the number of the case")
	}
	if _, err := exec.LookPath("pdftotext"); err == nil {
		text, err := exec.Command("pdftotext", "-upw", "maple otter tulip bread 4071", filepath.Join(to, "r.pdf"), "-").Output()
		if err != nil || !strings.Contains(string(text), "Canaryword") {
			t.Errorf("the pages say %.200q, %v", text, err)
		}
	}
	for _, ending := range []string{".xlsx", ".zip"} {
		_, file = putOut(t, filepath.Join(to, "r"+ending+".age"), append([]string{"record", number}, why...)...)
		if text := wordsOf(t, openedWith(t, file, "maple otter tulip bread 4071")); !strings.Contains(text, "Canaryword") {
			t.Errorf("%s lacks the note", ending)
		}
	}
	opened := filepath.Join(to, "opened.xlsx")
	if r := runWith(t, "maple otter tulip bread 4071\n", "open", filepath.Join(to, "r.xlsx.age"), "--out", opened); r.code != Done {
		t.Errorf("opening it ended with %d: %s", r.code, r.err)
	}
	if raw, err := os.ReadFile(opened); err != nil || !strings.Contains(wordsOf(t, raw), "Canaryword") {
		t.Errorf("what was opened lacks the note, %v", err)
	}
	refused(t, runWith(t, "maple otter tulip\n", "open", filepath.Join(to, "r.xlsx.age"), "--force", "--out", opened), Failed, "does not open the file")
	said := mustRun(t, "package", number, "--reason", "Counsel asked.", "--json", "--out", filepath.Join(to, "p.zip.age"), "--store", dir)
	got := fromJSON[map[string]any](t, said)
	file, err := os.ReadFile(filepath.Join(to, "p.zip.age"))
	if err != nil || bytes.Contains(bytes.ToLower(file), []byte("canaryword")) {
		t.Fatal("the package shows what is in it", err)
	}
	z, err := zip.NewReader(bytes.NewReader(openedWith(t, file, got["passphrase"].(string))), int64(len(openedWith(t, file, got["passphrase"].(string)))))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	if want := "README.txt record.pdf documents/001 bill.txt case.json manifest.json"; strings.Join(names, " ") != want {
		t.Errorf("the package holds %q, want %q", names, want)
	}
	weak := filepath.Join(to, "weak")
	if err := os.WriteFile(weak, []byte("password1234\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, run(t, "record", number, "--reason", "x", "--copy-passphrase-file", weak, "--out", filepath.Join(to, "w.pdf"), "--store", dir), Failed, "tried first")
	if _, err := os.Stat(filepath.Join(to, "w.pdf")); err == nil {
		t.Error("a file with a weak passphrase is there")
	}
	s := session(t, dir)
	defer closeSession(t, s)
	entries, err := s.Audit(t.Context(), store.AuditQuery{Action: "file.out"})
	if err != nil || len(entries) != 4 {
		t.Fatal(len(entries), err)
	}
	for _, e := range entries {
		if !strings.Contains(e.Summary, "protected with a passphrase") || !strings.Contains(e.Summary, "Counsel asked.") || strings.Contains(e.Summary, "r.pdf") || strings.Contains(e.Summary, "tulip") {
			t.Errorf("the audit log says %q", e.Summary)
		}
	}
}

// wordsOf is what the parts of a ZIP archive say.
func wordsOf(t *testing.T, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

func TestACaseIsHandedOverFromOneCaseFileToAnother(t *testing.T) {
	here, there, to := ownStore(t, 1), ownStore(t, 1), t.TempDir()
	number := caseWithWords(t, here)
	address := strings.Split(mustRun(t, "address", "--store", there), "\n")
	file := filepath.Join(to, "case.age")
	keyFile := filepath.Join(to, "their address.txt")
	if err := os.WriteFile(keyFile, []byte("# Their office\n"+address[0]+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	said := mustRun(t, "handover", number, "--to", keyFile, "--reason", "The unit moved.", "--out", file, "--store", here)
	if !strings.Contains(said, strings.TrimPrefix(address[1], "Fingerprint: ")) {
		t.Errorf("it says %q, and the fingerprint is %q", said, address[1])
	}
	raw, err := os.ReadFile(file)
	if err != nil || bytes.Contains(bytes.ToLower(raw), []byte("canaryword")) || bytes.Contains(raw, []byte(number)) {
		t.Error("the file shows what is in it", err)
	}
	refused(t, run(t, "receive", file, "--store", here), Failed, "another office")
	looked := mustRun(t, "receive", file, "--store", there)
	mine := strings.Split(mustRun(t, "address", "--store", here), "\n")
	if !strings.Contains(looked, strings.TrimPrefix(mine[1], "Fingerprint: ")) || !strings.Contains(looked, "The unit moved.") || !strings.Contains(looked, "Nothing is taken in yet") {
		t.Errorf("looked at, it says %q", looked)
	}
	taken := fromJSON[received](t, mustRun(t, "receive", file, "--accept", "--json", "--store", there))
	again := fromJSON[received](t, mustRun(t, "receive", file, "--accept", "--json", "--store", there))
	if !taken.New || again.New || taken.Case == "" || taken.Case != again.Case || taken.Documents != 1 {
		t.Errorf("taken in as %+v, then %+v", taken, again)
	}
	shown := mustRun(t, "case", taken.Case, "--store", there)
	for _, want := range []string{"Canaryword", number, "The unit moved."} {
		if !strings.Contains(shown, want) {
			t.Errorf("the case there lacks %q:\n%s", want, shown)
		}
	}
}

func TestEverythingIsPutOutAndReadBackByAnotherProgram(t *testing.T) {
	dir, to := ownStore(t, 12), filepath.Join(t.TempDir(), "everything")
	number := caseWithWords(t, dir)
	got := fromJSON[struct {
		Cases, Documents int
		Rows             map[string]int
	}](t, mustRun(t, "export", "all", to, "--reason", "We change to another program.", "--json", "--store", dir))
	if got.Cases != 12 || got.Documents != 1 {
		t.Errorf("put out were %+v", got)
	}
	rows := 0
	err := filepath.WalkDir(to, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if info, err := e.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("others may read %s, %v", path, err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".csv")
		if name == filepath.Base(path) {
			return nil
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		table, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff")))).ReadAll()
		if err != nil || len(table)-1 != got.Rows[name] {
			t.Errorf("%s has %d rows, told were %d, %v", name, len(table)-1, got.Rows[name], err)
		}
		rows += len(table) - 1
		return nil
	})
	if err != nil || rows < 100 {
		t.Errorf("%d rows, %v", rows, err)
	}
	raw, err := os.ReadFile(filepath.Join(to, "cases", number, "case.json"))
	var one struct {
		Case    struct{ Notes []struct{ Text string } }
		History []any
	}
	if err != nil || json.Unmarshal(raw, &one) != nil || one.Case.Notes[0].Text != "Canaryword." || len(one.History) < 3 {
		t.Errorf("the case reads %+v, %v", one, err)
	}
	if _, err := exec.LookPath("python3"); err == nil {
		out, err := exec.Command("python3", "-c", `import csv,json,sys,glob,os,hashlib
n=0
for f in glob.glob(sys.argv[1]+"/tables/*.csv"):
    rows=list(csv.DictReader(open(f,encoding="utf-8-sig",newline="")))
    lines=[json.loads(l) for l in open(f[:-4]+".jsonl",encoding="utf-8")]
    assert len(rows)==len(lines), f
    n+=len(rows)
for l in open(sys.argv[1]+"/SHA256SUMS",encoding="utf-8"):
    s,p=l.rstrip("\n").split("  ",1)
    assert hashlib.sha256(open(os.path.join(sys.argv[1],p),"rb").read()).hexdigest()==s, p
print(n)`, to).CombinedOutput()
		if err != nil || strings.TrimSpace(string(out)) != itoa(rows) {
			t.Errorf("python reads %s rows of %d, %v", out, rows, err)
		}
	}
	refused(t, run(t, "export", "all", to, "--reason", "x", "--store", dir), Failed, "empty folder")
	refused(t, run(t, "export", "all", to, "--store", dir), Misuse, "--reason")
	refused(t, run(t, "export", "all", "--store", dir), Misuse, "folder")
	said := fromJSON[map[string]any](t, mustRun(t, "export", "all", "--out", filepath.Join(filepath.Dir(to), "all.zip.age"), "--reason", "A copy for the vault.", "--json", "--store", dir))
	file, err := os.ReadFile(filepath.Join(filepath.Dir(to), "all.zip.age"))
	if err != nil {
		t.Fatal(err)
	}
	if text := wordsOf(t, openedWith(t, file, said["passphrase"].(string))); !strings.Contains(text, "Canaryword.") {
		t.Error("the archive lacks the note")
	}
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }
