package sheet

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

const key = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ23-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WX29"

func settings() data.Settings {
	s := data.DefaultSettings()
	s.Facility = "Lakeshore General Hospital"
	return s
}

// atNight is 11 pm of March 4 in New York and March 5 already in Greenwich.
var atNight = time.Date(2026, 3, 5, 4, 0, 0, 0, time.UTC)

func TestTheSheetHasTheVeryKeyAndSaysHowToUseIt(t *testing.T) {
	pdf, err := Recovery(settings(), key, atNight)
	if err != nil {
		t.Fatal(err)
	}
	text := read(t, pdf)
	plain := strings.NewReplacer(" ", "", "-", "")
	if !strings.Contains(plain.Replace(text), plain.Replace(key)) {
		t.Errorf("the key is not on the sheet, or not in its order: %s", text)
	}
	for _, want := range []string{"Lakeshore General Hospital", "March 4, 2026", "Forgot the passphrase", "Seal"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the sheet: %s", want, text)
		}
	}
}

func TestTheSheetIsTheSameForTheSameKeyAndAnotherForAnother(t *testing.T) {
	make := func(key string) []byte {
		pdf, err := Recovery(settings(), key, atNight)
		if err != nil {
			t.Fatal(err)
		}
		return pdf
	}
	if !bytes.Equal(make(key), make(key)) {
		t.Error("two sheets of one key differ")
	}
	if bytes.Equal(make(key), make(strings.Replace(key, "A", "Q", 1))) {
		t.Error("the sheets of two keys are the same")
	}
}

func TestAnOfficeWhoseNameCannotBePrintedGetsNoSheetWithHoles(t *testing.T) {
	s := settings()
	s.Facility = "Hospital \U0001F3E5 龘"
	if _, err := Recovery(s, key, atNight); err == nil {
		t.Error("the sheet was made although a character cannot be printed")
	} else if strings.Contains(err.Error(), "ABCD") {
		t.Errorf("the error holds the key: %v", err)
	}
}

// read is what pdftotext reads on the sheet.
func read(t *testing.T, pdf []byte) string {
	t.Helper()
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	file := filepath.Join(t.TempDir(), "sheet.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}
