package command

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"rapport/data"
	"rapport/data/practice"
)

// TestNonsenseIsAnsweredWithOneSentence calls commands as people mistype them.
// None of the calls comes as far as the passphrase.
func TestNonsenseIsAnsweredWithOneSentence(t *testing.T) {
	dir := sharedStore(t)
	folder := t.TempDir()
	long := strings.Repeat("a", 100_000)
	for _, c := range []struct {
		name  string
		args  []string
		code  int
		words string
	}{
		{"fewer cases than none", []string{"demo", "--store", filepath.Join(folder, "x"), "--cases", "-5"}, Misuse, "from 1 to"},
		{"more cases than a number holds", []string{"demo", "--cases", "99999999999999999999"}, Misuse, "not of the right kind"},
		{"a month that no year has", []string{"summary", "--month", "2026-13", "--out", "x.pdf"}, Misuse, "written as 2026-10"},
		{"a month before all records", []string{"summary", "--month", "0000-01", "--out", "x.pdf"}, Misuse, "lies before"},
		{"a month to come", []string{"summary", "--month", "9999-12", "--out", "x.pdf"}, Misuse, "has not begun"},
		{"a month that is none", []string{"summary", "--month", "", "--out", "x.pdf"}, Misuse, "written as 2026-10"},
		{"out into a folder that is not there", []string{"summary", "--month", "2026-01", "--out", filepath.Join(folder, "no", "x.pdf")}, Failed, "There is no folder"},
		{"out onto a folder", []string{"summary", "--month", "2026-01", "--out", folder}, Failed, "is a folder"},
		{"a letter of no case", []string{"letter", "--out", "x.pdf"}, Misuse, "needs the number"},
		{"a command of a whole page", []string{long}, Misuse, "There is no command"},
		{"a command that steers the terminal", []string{"\x1b[2J\n\nx"}, Misuse, "There is no command"},
		{"a map that is a folder", []string{"import", "complaints", "x.csv", "--map", folder}, Failed, "folder where a file"},
		{"a file that is a folder", []string{"import", "complaints", folder, "--map", "rapport-log"}, Failed, "is not a file"},
		{"a file that is not there", []string{"import", "complaints", filepath.Join(folder, "x.csv"), "--map", "rapport-log"}, Failed, "not there"},
		{"a passphrase file that is not there", []string{"cases", "--store", dir, "--passphrase-file", filepath.Join(folder, "x")}, Failed, "not there"},
		{"a passphrase file that is a folder", []string{"cases", "--store", dir, "--passphrase-file", folder}, Failed, "folder where a file"},
		{"a store that is a file", []string{"cases", "--store", filepath.Join(dir, "casefile.db")}, Failed, "file and not a folder"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if runtime.GOOS == "windows" && c.code == Failed {
				t.Skip("Windows words the errors of its files in other ways")
			}
			r := runWith(t, "", c.args...)
			refused(t, r, c.code, c.words)
			if len(r.err) > 600 || strings.Contains(r.err, "\x1b") {
				t.Errorf("echoed %d bytes: %.200q", len(r.err), r.err)
			}
		})
	}
}

func TestACaseNumberIsQuotedShortAndInOneLine(t *testing.T) {
	r := run(t, "case", "x\ny\x1b[31m"+strings.Repeat("z", 10_000), "--store", sharedStore(t))
	refused(t, r, Failed, `There is no case "x\ny\x1b[31m`)
	if len(r.err) > 300 {
		t.Errorf("echoed %d bytes", len(r.err))
	}
}

func TestPassphraseFilesAreReadAsEditorsWriteThem(t *testing.T) {
	dir := sharedStore(t)
	for name, c := range map[string]struct {
		text string
		code int
	}{
		"with a mark and Windows line ends": {"\ufeff" + practice.Passphrase + "\r\nmore\r\n", Done},
		"without a line end":                {practice.Passphrase, Done},
		"empty":                             {"", Failed},
		"an empty first line":               {"\n" + practice.Passphrase, Failed},
	} {
		file := filepath.Join(t.TempDir(), "passphrase")
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if r := runWith(t, "", "cases", "--limit", "1", "--store", dir, "--passphrase-file", file); r.code != c.code {
			t.Errorf("%s: ended with %d: %s", name, r.code, r.err)
		}
	}
}

// broken is an output that fails after so many bytes.
type broken struct{ room int }

func (b *broken) Write(p []byte) (int, error) {
	if b.room -= len(p); b.room < 0 {
		return 0, errors.New("no room")
	}
	return len(p), nil
}

func TestAListThatCouldNotBePrintedWholeIsNoSuccess(t *testing.T) {
	for _, args := range [][]string{{"cases"}, {"cases", "--json"}} {
		var errs strings.Builder
		code := Run(t.Context(), append(args, "--store", sharedStore(t)), Stdio{In: strings.NewReader(practice.Passphrase), Out: &broken{200}, Err: &errs})
		if code != Failed || !strings.Contains(errs.String(), "Not all could be printed") {
			t.Errorf("%v ended with %d: %q", args, code, errs.String())
		}
	}
}

func TestARecordCannotSteerTheTerminal(t *testing.T) {
	dir := ownStore(t, 1)
	s := session(t, dir)
	page, err := s.Cases(t.Context(), data.CaseQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddNote(t.Context(), page.Rows[0].Key, data.Note{Class: data.NoteOrdinary, Text: "a\x1b]0;owned\x07\u202eb\u0085c\td"}); err != nil {
		t.Fatal(err)
	}
	closeSession(t, s)
	out := mustRun(t, "case", page.Rows[0].Number, "--store", dir)
	if i := strings.IndexFunc(out, func(r rune) bool { return printable(r) < 0 }); i >= 0 {
		t.Errorf("printed a control character: %q", out[max(0, i-20):i+20])
	}
	if !strings.Contains(out, "a]0;ownedbc\td") {
		t.Errorf("the note is not printed as it reads:\n%s", out)
	}
}

func TestADeviceIsNotReplaced(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no devices in folders")
	}
	r := runWith(t, "", "summary", "--month", "2026-01", "--force", "--out", os.DevNull)
	refused(t, r, Failed, "no ordinary file")
}
