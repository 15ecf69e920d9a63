package command

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/store"
	"rapport/reports/pdf/pdftest"
)

// putOut runs a command that writes a file and returns what it said and wrote.
func putOut(t *testing.T, out string, args ...string) (said string, file []byte) {
	t.Helper()
	said = mustRun(t, append(args, "--out", out)...)
	file, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(out)
	if err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("others may read %s: %v, %v", filepath.Base(out), info.Mode(), err)
	}
	return said, file
}

// lastMonth is a month of the shared store with grievances, as a command takes it.
func lastMonth(t *testing.T, dir string) string {
	t.Helper()
	list := fromJSON[[]struct {
		Received data.Date `json:"received_on"`
	}](t, mustRun(t, "cases", "kind:grievance", "--limit", "40", "--json", "--store", dir))
	return list[len(list)-1].Received.Month().String()
}

func TestThePapersAreWrittenAsPagesSheetsAndValues(t *testing.T) {
	dir, to := sharedStore(t), t.TempDir()
	month := lastMonth(t, dir)
	plain := []string{"--reason", "The surveyor asked.", "--unprotected"}
	for _, args := range [][]string{append([]string{"log", "--month", month}, plain...), append([]string{"log", "--period", month, "--all"}, plain...),
		append([]string{"exceptions", "--month", month}, plain...), append([]string{"packet", "--month", month}, plain...), {"ko41a", "--year", "2026-27"}} {
		args = append(args, "--store", dir, "--force")
		said, pdf := putOut(t, filepath.Join(to, "paper.pdf"), args...)
		pdftest.Check(t, pdf)
		if !strings.Contains(said, "page") || !strings.HasPrefix(said, "Wrote the ") {
			t.Errorf("%v says %q", args, said)
		}
		if _, book := putOut(t, filepath.Join(to, "paper.xlsx"), args...); !strings.HasPrefix(string(book), "PK") {
			t.Errorf("%v wrote no workbook", args)
		}
		if _, values := putOut(t, filepath.Join(to, "paper.zip"), args...); !strings.HasPrefix(string(values), "PK") && args[0] != "log" {
			t.Errorf("%v wrote no values", args)
		}
	}
	if _, err := zip.OpenReader(filepath.Join(to, "paper.zip")); err != nil {
		t.Error(err)
	}
	_, values := putOut(t, filepath.Join(to, "log.csv"), append([]string{"log", "--month", month, "--store", dir}, plain...)...)
	got := fromJSON[map[string]any](t, mustRun(t, append([]string{"log", "--month", month, "--json", "--out", filepath.Join(to, "log.pdf"), "--store", dir}, plain...)...))
	if n := float64(strings.Count(string(values), "\nPR-")); n == 0 || got["count"] != n || got["period"] != month || got["protected"] != false {
		t.Errorf("the values have %v cases, the JSON says %v", n, got)
	}
}

func TestThePapersThatNamePatientsLeaveProtectedWithOneEntry(t *testing.T) {
	dir, to := ownStore(t, 40), t.TempDir()
	secret := filepath.Join(to, "secret")
	if err := os.WriteFile(secret, []byte("maple otter tulip bread 4071\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	year := time.Now().Format("2006")
	for _, paper := range []struct{ name, what string }{{"log", "the grievance log of "}, {"exceptions", "the exception list of "}, {"packet", "the committee's packet of "}} {
		args := []string{paper.name, "--period", year, "--reason", "The surveyor asked.", "--copy-passphrase-file", secret, "--store", dir}
		path := filepath.Join(to, paper.name+".pdf")
		said, file := putOut(t, path, args...)
		if !strings.Contains(said, "It opens with the passphrase that you gave.") || bytes.Contains(file, []byte("PR-2")) {
			t.Errorf("%s: it says %q, or the file shows a case", paper.name, said)
		}
		if text := pdftest.Run(t, "pdftotext", "-upw", "maple otter tulip bread 4071", path, "-"); !strings.Contains(text, "PR-2") {
			t.Errorf("%s: under the passphrase the pages name no case: %.300s", paper.name, text)
		}
		for _, ending := range []string{".xlsx", ".zip"} {
			_, file := putOut(t, filepath.Join(to, paper.name+ending+".age"), args...)
			if text := wordsOf(t, openedWith(t, file, "maple otter tulip bread 4071")); !strings.Contains(text, "PR-2") {
				t.Errorf("%s%s: in the envelope is no case", paper.name, ending)
			}
		}
		refused(t, run(t, append(args, "--out", filepath.Join(to, paper.name+".xlsx"))...), Misuse, ".xlsx.age")
		s := session(t, dir)
		entries, err := s.Audit(t.Context(), store.AuditQuery{Limit: 200})
		closeSession(t, s)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, e := range entries {
			if strings.Contains(e.Summary, "Put out "+paper.what+year) {
				n++
				if e.Action != "file.out" || !strings.Contains(e.Summary, "protected with a passphrase") || !strings.Contains(e.Summary, "SHA-256 ") || !strings.Contains(e.Summary, "The surveyor asked.") {
					t.Errorf("the audit log says %s %q", e.Action, e.Summary)
				}
			}
		}
		if n != 3 {
			t.Errorf("%d entries tell of three files of %s", n, paper.name)
		}
	}
}

func TestAPaperThatCannotBeMadeSaysWhy(t *testing.T) {
	dir, to := sharedStore(t), t.TempDir()
	out := filepath.Join(to, "x.pdf")
	for _, tt := range []struct {
		args  []string
		code  int
		words string
	}{
		{[]string{"log", "--reason", "x", "--out", out}, Misuse, "--period"},
		{[]string{"log", "--reason", "x", "--month", "2026-10", "--period", "2026-Q3", "--out", out}, Misuse, "--period"},
		{[]string{"log", "--reason", "x", "--period", "October", "--out", out}, Misuse, "cannot be read"},
		{[]string{"log", "--reason", "x", "--month", "2026-13", "--out", out}, Misuse, "--month"},
		{[]string{"log", "--reason", "x", "--period", "1980", "--out", out}, Misuse, "before anything"},
		{[]string{"packet", "--reason", "x", "--month", "2199-01", "--out", out}, Misuse, "has not begun"},
		{[]string{"log", "--reason", "x", "--month", "2026-10"}, Misuse, "--out"},
		{[]string{"log", "--reason", "x", "--month", "2026-10", "--out", filepath.Join(to, "x.docx"), "--unprotected"}, Misuse, ".xlsx"},
		{[]string{"exceptions", "--reason", "x", "--month", "2026-10", "--out", filepath.Join(to, "x.csv.age")}, Failed, ".zip"},
		{[]string{"exceptions", "--reason", "x", "--month", "2026-10", "extra", "--out", out}, Misuse, "extra"},
		{[]string{"log", "--month", "2026-10", "--out", out}, Misuse, "--reason"},
		{[]string{"ko41a", "--year", "2026", "--out", out}, Misuse, "2026-27"},
		{[]string{"record", "--reason", "x", "--out", out}, Misuse, "number"},
		{[]string{"record", "PR-1999-00001", "--reason", "x", "--out", filepath.Join(to, "x.docx")}, Misuse, ".docx.age"},
		{[]string{"record", "PR-1999-00001", "--reason", "x", "--out", filepath.Join(to, "x.docx"), "--unprotected"}, Misuse, ".xlsx"},
		{[]string{"record", "PR-1999-00001", "--reason", "x", "--out", filepath.Join(to, "x.xlsx")}, Misuse, ".xlsx.age"},
		{[]string{"record", "PR-1999-00001", "--reason", "x", "--out", filepath.Join(to, "x.xlsx.age"), "--unprotected"}, Misuse, "without .age"},
		{[]string{"record", "PR-1999-00001", "--reason", "x", "--out", out, "--unprotected", "--protect"}, Misuse, "contradict"},
		{[]string{"package", "PR-1999-00001", "--reason", "x", "--out", out}, Misuse, ".zip"},
		{[]string{"handover", "PR-1999-00001", "--reason", "x", "--out", out}, Misuse, "--to"},
		{[]string{"handover", "PR-1999-00001", "--reason", "x", "--to", "age1qqq", "--out", out}, Misuse, "neither the address"},
		{[]string{"receive", filepath.Join(to, "nothing.age")}, Failed, "not there"},
		{[]string{"letter", "PR-1999-00001", "--kind", "resolution", "--out", filepath.Join(to, "x.txt")}, Misuse, ".pdf"},
		{[]string{"record", "PR-1999-00001", "--reason", "x", "--force", "--out", filepath.Join(dir, "casefile.keys")}, Failed, "part of a case file"},
		{[]string{"summary", "--month", "2026-10", "--force", "--out", filepath.Join(dir, "CaseFile.DB")}, Failed, "part of a case file"},
		{[]string{"numbers", filepath.Join(to, "n.csv"), "--month", "2026-10"}, Misuse, "rapport help numbers"},
		{[]string{"record", "PR-1999-00001", "--reason", "x", "--out", out}, Failed, "no case"},
		{[]string{"record", "PR-1999-00001", "--out", out}, Misuse, "--reason"},
		{[]string{"log", "--reason", "x", "--month", "2026-10", "--out", filepath.Join(to, "no", "x.pdf")}, Failed, "no folder"},
	} {
		refused(t, run(t, append(tt.args, "--store", dir)...), tt.code, tt.words)
	}
	if left, err := os.ReadDir(to); err != nil || len(left) > 0 {
		t.Errorf("a refused call left %v, %v", left, err)
	}
}

func TestARecordShowsRestrictedNotesOnlyWithAReason(t *testing.T) {
	dir, to := ownStore(t, 1), t.TempDir()
	number := withCase(t, dir, func(s *store.Session, c data.CaseFile) {
		if _, err := s.AddNote(t.Context(), c.Key, data.Note{Class: data.NoteLegal, Text: "Canaryword."}); err != nil {
			t.Fatal(err)
		}
	})
	said, pdf := putOut(t, filepath.Join(to, "a.pdf"), "record", number, "--unprotected", "--reason", "The file of the hearing.", "--store", dir)
	if words := pdftest.Check(t, pdf).Words(); strings.Contains(words, "Canaryword") || !strings.Contains(said, "1 note or document is left out") {
		t.Errorf("it says %q, and the pages %q", said, words)
	}
	_, pdf = putOut(t, filepath.Join(to, "b.pdf"), "record", number, "--unprotected", "--restricted", "--reason", "Subpoena of May 4.", "--store", dir)
	if words := pdftest.Check(t, pdf).Words(); !strings.Contains(words, "Canaryword") || !strings.Contains(words, "Subpoena of May 4") {
		t.Errorf("the pages say %q", words)
	}
	putOut(t, filepath.Join(to, "log.csv"), "log", "--period", "2026", "--all", "--unprotected", "--reason", "The surveyor asked.", "--store", dir)
	withCase(t, dir, func(s *store.Session, c data.CaseFile) {
		entries, err := s.Audit(t.Context(), store.AuditQuery{Limit: 50})
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, e := range entries {
			said = append(said, e.Action+" "+e.Summary)
		}
		all := strings.Join(said, "\n")
		for _, want := range []string{"file.out Put out the log of all cases of 2026 as CSV, ", "case.print Made the record of the case, restricted notes left out.",
			"file.out Put out the record of the case as PDF, 1 case, ", "NOT PROTECTED. SHA-256 ", "Reason: The file of the hearing.",
			"note.reveal Revealed a note, Legal: at counsel's direction. Reason: Subpoena of May 4.", "log.view Looked at the grievance log of 2026"} {
			if !strings.Contains(all, want) {
				t.Errorf("the audit chain lacks %q:\n%s", want, all)
			}
		}
	})
	if files, err := os.ReadDir(to); err != nil || len(files) != 3 {
		t.Errorf("there are %v, %v", files, err)
	}
}
