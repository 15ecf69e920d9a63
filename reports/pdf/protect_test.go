package pdf_test

import (
	"bytes"
	"errors"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"rapport/reports/pdf"
	"rapport/reports/pdf/pdftest"
)

func TestProtectedCopyOpensInThreeReadersWithThePassphraseAlone(t *testing.T) {
	letter := written(t, sampleLetter(12))
	for _, passphrase := range []string{pdf.NewPassphrase(), "öffne dich 42"} {
		file, err := pdf.Protect(letter, passphrase)
		if err != nil {
			t.Fatal(err)
		}
		path := pdftest.Save(t, file)
		shown := pdftest.Run(t, "qpdf", "--show-encryption", "--password="+passphrase, path)
		for _, want := range []string{
			"R = 6\n", "stream encryption method: AESv3", "string encryption method: AESv3", "Supplied password is user password",
			"extract for accessibility: allowed", "print high resolution: allowed", "modify anything: not allowed", "extract for any purpose: not allowed",
		} {
			if !strings.Contains(shown, want) {
				t.Errorf("%q is missing in:\n%s", want, shown)
			}
		}
		if out := pdftest.Run(t, "qpdf", "--check", "--password="+passphrase, path); !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Error(out)
		}
		const word = "Achterberg"
		if out := pdftest.Run(t, "pdftotext", "-upw", passphrase, path, "-"); !strings.Contains(out, word) {
			t.Errorf("Poppler reads:\n%s", out)
		}
		if out := pdftest.Run(t, "pdfinfo", "-struct-text", "-upw", passphrase, path); !strings.Contains(out, "H1") {
			t.Errorf("the tags are lost:\n%s", out)
		}
		if out := pdftest.Run(t, "mutool", "draw", "-q", "-F", "txt", "-p", passphrase, path); !strings.Contains(out, word) {
			t.Errorf("MuPDF reads:\n%s", out)
		}
		for _, reader := range [][]string{{"qpdf", "--check", path}, {"pdftotext", path, "-"}, {"mutool", "draw", "-q", "-F", "txt", path}, {"pdftotext", "-upw", passphrase[1:], path, "-"}} {
			if out, err := exec.Command(reader[0], reader[1:]...).Output(); err == nil || strings.Contains(string(out), word) {
				t.Errorf("%v opens it without the passphrase", reader)
			}
		}
		if bytes.Contains(file, []byte("Letter PR-")) || bytes.Contains(file, []byte("pdfaid")) {
			t.Error("something of the letter can be read without the passphrase, or it claims to be for the archive")
		}
	}
}

func TestJoinedFileCanBeProtected(t *testing.T) {
	joined, err := pdf.Join(written(t, sampleLetter(12)), written(t, sampleReport()))
	if err != nil {
		t.Fatal(err)
	}
	file, err := pdf.Protect(joined, "maple otter")
	if err != nil {
		t.Fatal(err)
	}
	if out := pdftest.Run(t, "pdftotext", "-upw", "maple otter", pdftest.Save(t, file), "-"); !strings.Contains(out, "Achterberg") || !strings.Contains(out, "Feedback by unit") {
		t.Error(out)
	}
}

func TestTwoCopiesHaveDifferentKeys(t *testing.T) {
	letter := written(t, sampleLetter(12))
	one, err := pdf.Protect(letter, "maple otter")
	if err != nil {
		t.Fatal(err)
	}
	two, err := pdf.Protect(letter, "maple otter")
	if err != nil || bytes.Equal(one, two) {
		t.Errorf("%v: two copies are alike", err)
	}
}

func TestCopyWithoutPassphraseIsNotMade(t *testing.T) {
	letter := written(t, sampleLetter(12))
	for passphrase, want := range map[string]error{"": pdf.ErrNoPassphrase, " \t": pdf.ErrNoPassphrase, strings.Repeat("a", 128): pdf.ErrLongPassphrase} {
		if file, err := pdf.Protect(letter, passphrase); !errors.Is(err, want) || file != nil {
			t.Errorf("%q: %d bytes, %v", passphrase, len(file), err)
		}
	}
	if _, err := pdf.Protect([]byte("no PDF"), "maple otter"); err == nil {
		t.Error("something else was protected")
	}
}

func TestPassphrasesAreFiveWordsAndFourDigits(t *testing.T) {
	form := regexp.MustCompile(`^([a-z]{3,10} ){5}\d{4}$`)
	seen := map[string]bool{}
	for range 1000 {
		p := pdf.NewPassphrase()
		if !form.MatchString(p) || seen[p] || len(p) > 32 {
			t.Fatalf("passphrase %q", p)
		}
		seen[p] = true
	}
}
