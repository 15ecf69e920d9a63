package pdf_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rapport/reports/page"
	"rapport/reports/pdf"
	"rapport/reports/pdf/pdftest"
)

// leaflet is a sheet of another maker, as a hospital uploads it: made with qpdf
// from a page of ours, so that it has an older form.
func leaflet(t *testing.T, args ...string) []byte {
	t.Helper()
	doc := page.NewDocument(page.A4, "en-US", "Leaflet", sampleDay)
	f := page.NewFlow(doc, page.LetterStyles(12), page.Frame{Left: 72, Top: 72, Right: 500, Bottom: 720})
	f.Heading(1, "Your rights as a patient")
	f.PageBreak()
	f.Para("Page two of the leaflet.")
	f.Finish(func(*page.Sheet) {})
	out := filepath.Join(t.TempDir(), "leaflet.pdf")
	pdftest.Run(t, "qpdf", append(append([]string{"--object-streams=disable"}, args...), write(t, doc), out)...)
	file, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestEnclosuresFollowTheLetter(t *testing.T) {
	letter := written(t, sampleLetter(12))
	joined, err := pdf.Join(letter, leaflet(t), leaflet(t, "--force-version=2.0"))
	if err != nil {
		t.Fatal(err)
	}
	path := pdftest.Save(t, joined)
	if out := pdftest.Run(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Error(out)
	}
	text := pdftest.Run(t, "pdftotext", path, "-")
	at := -1
	for _, want := range []string{"Dear Ms. Achterberg", "Your rights as a patient", "Page two", "Your rights as a patient", "Page two"} {
		next := strings.Index(text[at+1:], want)
		if next < 0 {
			t.Fatalf("%q is missing or out of order in:\n%s", want, text)
		}
		at += 1 + next
	}
	if info := pdftest.Run(t, "pdfinfo", path); !strings.Contains(info, "Letter PR-2026-00417") {
		t.Errorf("the title is lost:\n%s", info)
	}
	tags := pdftest.Run(t, "pdfinfo", "-struct-text", path)
	if !strings.Contains(tags, "Dear Ms. Achterberg") || strings.Contains(tags, "leaflet") {
		t.Errorf("the tags of the letter are not kept alone:\n%s", tags)
	}
	if bytes.Contains(joined, []byte("pdfuaid")) {
		t.Error("the joined file claims what its enclosures do not keep")
	}
}

func TestLetterWithoutEnclosuresIsItself(t *testing.T) {
	letter := written(t, sampleLetter(12))
	if joined, err := pdf.Join(letter); err != nil || !bytes.Equal(joined, letter) {
		t.Errorf("%d bytes, %v", len(joined), err)
	}
	if _, err := pdf.Join(); err == nil {
		t.Error("nothing was joined")
	}
}

func TestPagesOfAnEnclosureAreCounted(t *testing.T) {
	if pages, err := pdf.CheckEnclosure(leaflet(t)); pages != 2 || err != nil {
		t.Errorf("%d pages, %v", pages, err)
	}
}

func TestEnclosureThatCannotBeJoinedIsNamed(t *testing.T) {
	sheet := leaflet(t)
	for name, c := range map[string]struct {
		file []byte
		want error
	}{
		"nothing":               {nil, pdf.ErrNotPDF},
		"a text":                {[]byte(strings.Repeat("Dear all, ", 1000)), pdf.ErrNotPDF},
		"cut off":               {sheet[:len(sheet)/2], pdf.ErrDamaged},
		"a hole in the middle":  {append(bytes.Clone(sheet[:60]), sheet[len(sheet)-60:]...), pdf.ErrDamaged},
		"opens with a password": {leaflet(t, "--encrypt", "secret", "owner", "256", "--"), pdf.ErrLocked},
		"may not be copied":     {leaflet(t, "--encrypt", "", "owner", "256", "--extract=n", "--"), pdf.ErrLocked},
		"an old lock":           {leaflet(t, "--allow-weak-crypto", "--encrypt", "secret", "owner", "128", "--use-aes=n", "--"), pdf.ErrLocked},
		"too large":             {append(bytes.Clone(sheet), make([]byte, pdf.LargestEnclosure)...), pdf.ErrTooLarge},
	} {
		pages, err := pdf.CheckEnclosure(c.file)
		if !errors.Is(err, c.want) || pages != 0 {
			t.Errorf("%s: %d pages, %v", name, pages, err)
		}
		if _, err := pdf.Join(written(t, sampleLetter(12)), c.file); !errors.Is(err, c.want) {
			t.Errorf("%s, joined: %v", name, err)
		}
	}
}

func TestNothingIsWrittenIntoTheUsersProfile(t *testing.T) {
	const only = "RAPPORT_TEST_JOIN_ONLY"
	if os.Getenv(only) != "" {
		if _, err := pdf.CheckEnclosure([]byte(os.Getenv(only))); err == nil {
			t.Error("no PDF was taken")
		}
		if _, err := pdf.Protect(written(t, sampleLetter(12)), "maple otter"); err != nil {
			t.Error(err)
		}
		return
	}
	home := t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), only+"=%PDF-1.4 and no more %%EOF", "HOME="+home, "XDG_CONFIG_HOME="+home, "AppData="+home)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if left, err := os.ReadDir(home); err != nil || len(left) > 0 {
		t.Errorf("%v was left in the profile, %v", left, err)
	}
}
