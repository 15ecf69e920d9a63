//go:build unix

package app

import (
	"os"
	"runtime"
	"syscall"
)

// endSignals end a command in good order.
var endSignals = []os.Signal{os.Interrupt, syscall.SIGTERM}

// forbidCoreDumps keeps a crash from writing the memory, with keys and names in
// it, to the disk. Where it is not allowed the program works as well.
func forbidCoreDumps() {
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
}

// startAgain puts a fresh start of the program, with the same arguments, in the
// place of this one; it returns only when that failed.
func startAgain(env []string) error {
	path, err := os.Executable()
	if err != nil {
		return err
	}
	return syscall.Exec(path, os.Args, env)
}

// hasScreen reports whether a window can be shown; macOS has no such variables.
func hasScreen() bool {
	return runtime.GOOS == "darwin" || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
