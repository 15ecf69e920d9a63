package instance

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv("RAPPORT_TEST_LISTEN"); dir != "" { // this program as a window that is open
		stop, err := Listen(dir, func(done func()) { done() })
		if err != nil {
			panic(err)
		}
		os.Stdout.WriteString("listening\n")
		b := make([]byte, 1)
		os.Stdin.Read(b) // until the test ends
		stop()
		return
	}
	os.Exit(m.Run())
}

func TestTheWindowThatIsOpenIsAskedToShowItself(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	dir := t.TempDir()
	if err := Ask(t.Context(), dir); !errors.Is(err, ErrNobody) {
		t.Fatalf("with no window: %v", err)
	}
	shows := 0
	stop, err := Listen(dir, func(done func()) { shows++; done() })
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := Ask(t.Context(), filepath.Join(dir, ".", "x", "..")); err != nil {
			t.Fatal(err)
		}
	}
	if shows != 3 {
		t.Errorf("it was shown %d times", shows)
	}
	if err := Ask(t.Context(), t.TempDir()); !errors.Is(err, ErrNobody) {
		t.Errorf("another case file: %v", err)
	}
	if _, err := Listen(dir, func(func()) {}); !errors.Is(err, ErrListening) {
		t.Errorf("a second window listens: %v", err)
	}
	stop()
	if err := Ask(t.Context(), dir); !errors.Is(err, ErrNobody) {
		t.Errorf("after it closed: %v", err)
	}
}

func TestAFolderOfSomebodyElsesIsNotUsed(t *testing.T) {
	base := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", base)
	if err := os.Symlink(t.TempDir(), filepath.Join(base, "rapport")); err != nil {
		t.Skip("this system makes no links:", err)
	}
	if _, err := Listen(t.TempDir(), func(func()) {}); err == nil {
		t.Error("a link was followed")
	}
}

// open starts a window in a process of its own.
func open(t *testing.T, dir string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "RAPPORT_TEST_LISTEN="+dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); cmd.Process.Kill(); cmd.Wait() })
	b := make([]byte, 100)
	n, _ := out.Read(b)
	if !strings.HasPrefix(string(b[:n]), "listening") {
		t.Fatalf("it said %q", b[:n])
	}
	return cmd
}

func TestAWindowThatWasKilledLeavesTheWayFree(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	dir := t.TempDir()
	cmd := open(t, dir)
	if err := Ask(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if err := Ask(t.Context(), dir); !errors.Is(err, ErrNobody) {
		t.Errorf("a window that was killed: %v", err)
	}
	stop, err := Listen(dir, func(done func()) { done() })
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	if err := Ask(t.Context(), dir); err != nil {
		t.Error(err)
	}
}
