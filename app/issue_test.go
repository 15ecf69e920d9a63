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
// whoever issues a letter has its pages made by letter.Final, which refuses
// those, alone or through desk.AsSeen.
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
			call, _, _ := strings.Cut(source[at:], "\n")
			if !strings.Contains(call, "letter.Final(") && !strings.Contains(call, "desk.AsSeen(") {
				t.Errorf("%s issues a letter whose pages are not made with letter.Final", path)
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
