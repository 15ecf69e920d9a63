//go:build unix

package instance

import (
	"errors"
	"syscall"
	"testing"
)

func TestAWindowThatHangsIsToldApart(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	dir := t.TempDir()
	cmd := open(t, dir)
	if err := cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	var state syscall.WaitStatus
	if _, err := syscall.Wait4(cmd.Process.Pid, &state, syscall.WUNTRACED, nil); err != nil || !state.Stopped() {
		t.Fatal("it did not stop", err)
	}
	if err := Ask(t.Context(), dir); !errors.Is(err, ErrNoAnswer) {
		t.Errorf("a window that was stopped: %v", err)
	}
	if err := cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	if err := Ask(t.Context(), dir); err != nil {
		t.Errorf("after it went on: %v", err)
	}
}
