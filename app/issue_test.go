package app_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLettersAreIssuedWithThePagesThatThePageGateMade: only the page can tell that
// a character cannot be printed or that an address does not fit the window, so
// whoever issues a letter makes its pages with letter.PDF, which refuses those,
// and never as a draft.
func TestLettersAreIssuedWithThePagesThatThePageGateMade(t *testing.T) {
	found := 0
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		source := string(raw)
		for at := strings.Index(source, ".IssueLetter("); at >= 0; {
			found++
			made := strings.LastIndex(source[:at], "letter.PDF(")
			if made < 0 || strings.Contains(source[made:at], "Draft: true") {
				t.Errorf("%s issues a letter whose pages it did not make with letter.PDF as a final letter", path)
			}
			next := strings.Index(source[at+1:], ".IssueLetter(")
			if next < 0 {
				break
			}
			at += 1 + next
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found == 0 {
		t.Error("nobody issues letters")
	}
}
