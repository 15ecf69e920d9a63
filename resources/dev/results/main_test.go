package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// tested really tests a package of a test that passes and of those in body.
func tested(t *testing.T, body string) (shown, noted string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module rapport/sample\n\ngo 1.26\n",
		"sample_test.go": "package sample\n\nimport (\n\t\"os\"\n\t\"testing\"\n)\n\nvar _ = os.Args\n\nfunc TestPasses(t *testing.T) { t.Log(\"chatter\") }\n" + body} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "test", "-json", ".")
	cmd.Dir = dir
	said, err := cmd.Output() // a failing test is an error of the command
	if len(said) == 0 {
		t.Fatal(err)
	}
	var out bytes.Buffer
	file := filepath.Join(t.TempDir(), "skipped")
	if err := run(bytes.NewReader(said), &out, file); err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), string(list)
}

func TestSkippedTestsAreNamedWithTheirReasonsAndTheRestStaysShort(t *testing.T) {
	shown, noted := tested(t, `
func TestNeedsRoot(t *testing.T) { t.Log("looking"); t.Skip("only root may: do this") }
func TestParts(t *testing.T) {
	for _, name := range []string{"a", "b"} {
		t.Run(name, func(t *testing.T) { t.Parallel(); t.SkipNow() })
	}
}
`)
	if !strings.HasPrefix(shown, "ok  ") || strings.Count(shown, "\n") != 1 {
		t.Errorf("it shows %q", shown)
	}
	for _, want := range []string{"sample, TestNeedsRoot: only root may: do this\n", "sample, TestParts/a: it gives no reason\n", "sample, TestParts/b: it gives no reason\n"} {
		if !strings.Contains(noted, want) {
			t.Errorf("%q is not noted: %s", want, noted)
		}
	}
	if strings.Count(noted, "\n") != 3 {
		t.Errorf("noted are %q", noted)
	}
}

func TestWhatFailsIsShown(t *testing.T) {
	for body, want := range map[string]string{
		`func TestFails(t *testing.T) { t.Error("two and two") }`:                               "two and two",
		`func TestPanics(t *testing.T) { panic("out of tea") }`:                                 "out of tea",
		`func TestLeaves(t *testing.T) { print("bye\n"); os.Exit(3) }`:                          "bye",
		`func TestIsNoGo(t *testing.T) { undefined() }`:                                         "undefined: undefined",
		`func TestOfPart(t *testing.T) { t.Run("x", func(t *testing.T) { t.Fatal("inner") }) }`: "inner",
	} {
		shown, noted := tested(t, body)
		if !strings.Contains(shown, want) || !strings.Contains(shown, "FAIL") || strings.Contains(shown, "chatter") || noted != "" {
			t.Errorf("%s\nshows %s, notes %s", body, shown, noted)
		}
	}
}
