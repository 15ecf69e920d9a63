//go:build realwindow

package realwindow

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// internet are the calls of a program that reach for a network, as strace writes
// them: the screen and the desktop are spoken with over sockets of this computer
// (AF_UNIX), and netlink and others carry nothing out of it.
var internet = regexp.MustCompile(`(?m)^.*\bAF_INET6?\b.*$|^.*\bAF_PACKET\b.*$`)

// watched is strace as the front of a command, and the calls that it saw.
func watched(t *testing.T) (front []string, calls func() string) {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("strace is not on this computer: nothing looks at the calls of the program")
	}
	if why := refused(t); why != "" {
		t.Skip("strace may not watch a program here, as in a container that denies ptrace: nothing looks at the calls of the program. It said: " + why)
	}
	file := filepath.Join(t.TempDir(), "calls")
	return []string{"strace", "-f", "-qq", "-e", "trace=network", "-o", file}, func() string {
		seen, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(seen)
	}
}

// refused is why strace cannot watch a program that does nothing; empty where it can.
func refused(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "trial")
	out, err := exec.Command("strace", "-f", "-qq", "-e", "trace=execve", "-o", file, "true").CombinedOutput()
	seen, _ := os.ReadFile(file)
	switch {
	case err != nil:
		return fmt.Sprintf("%v: %s", err, strings.TrimSpace(string(out)))
	case !strings.Contains(string(seen), "execve("):
		return "nothing"
	}
	return ""
}

// run runs a command to its end.
func run(t *testing.T, env []string, line ...string) error {
	t.Helper()
	cmd := exec.Command(line[0], line[1:]...)
	cmd.Env = env
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

// Without it the tests below could not fail.
func TestAConnectionIsSeen(t *testing.T) {
	front, calls := watched(t)
	_ = run(t, os.Environ(), append(front, "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9")...) // nobody answers there
	if !internet.MatchString(calls()) {
		t.Errorf("a connection was not seen: %q", calls())
	}
}

func TestTheProgramAsksTheSystemForNoNetwork(t *testing.T) {
	front, calls := watched(t)
	b := newBench(t)
	b.under = front
	b.start()
	b.see("Welcome to Rapport")
	b.setUp()
	b.see("Take in a new case")
	b.press("ctrl+8")
	b.see("The hospital and the office")
	b.press("ctrl+2")
	b.see("There are no cases yet.")
	b.press("ctrl+5")
	b.see("Reports")
	b.press("ctrl+l")
	b.signIn(passphrase)
	b.see("Take in a new case")
	b.quit()
	seen := calls()
	if !strings.Contains(seen, "AF_UNIX") {
		t.Fatalf("the screen was not spoken with; nothing was looked at: %.200q", seen)
	}
	for _, call := range internet.FindAllString(seen, -1) {
		t.Errorf("the program reaches for a network: %s", call)
	}
}

func TestTheCommandsAskTheSystemForNoNetwork(t *testing.T) {
	program := os.Getenv("RAPPORT_PROGRAM")
	dir := t.TempDir()
	store, pass := filepath.Join(dir, "store"), filepath.Join(dir, "passphrase")
	if err := os.WriteFile(pass, []byte("lantern harbor practice meadow kite\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"demo", "--store", store, "--cases", "20"},
		{"cases", "--store", store, "--passphrase-file", pass},
		{"verify", "--store", store, "--passphrase-file", pass},
		{"backup", "--store", store, "--passphrase-file", pass, "--to", filepath.Join(dir, "copies")},
		{"backups", "--store", store, "--passphrase-file", pass},
		{"summary", "--store", store, "--passphrase-file", pass, "--month", "2026-10", "--out", filepath.Join(dir, "summary.pdf")},
		{"log", "--store", store, "--passphrase-file", pass, "--period", "2026", "--reason", "A surveyor asked.", "--out", filepath.Join(dir, "log.pdf")},
		{"version"},
		{"help"},
	} {
		front, calls := watched(t)
		if err := run(t, append(os.Environ(), "HOME="+dir, "DISPLAY="), append(append(front, program), args...)...); err != nil {
			t.Errorf("rapport %s: %v", args[0], err)
		}
		for _, call := range internet.FindAllString(calls(), -1) {
			t.Errorf("rapport %s reaches for a network: %s", args[0], call)
		}
	}
}
