//go:build unix

package app

import (
	"os"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// endSignals end a command in good order.
var endSignals = []os.Signal{os.Interrupt, syscall.SIGTERM}

// keepFilesPrivate makes every file and folder for its owner alone, also those
// that libraries make. Programs that Rapport starts inherit it.
func keepFilesPrivate() { unix.Umask(0o077) }

// forbidCoreDumps keeps a crash from writing the memory, with keys and names in
// it, to the disk.
func forbidCoreDumps() { _ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) }

const standardError = 2

// muteErrors points standard error nowhere, for libraries in C too, and returns
// what it was.
func muteErrors() *os.File {
	kept, err := unix.Dup(standardError)
	if err != nil {
		return os.Stderr
	}
	nowhere, err := unix.Open(os.DevNull, unix.O_WRONLY|unix.O_CLOEXEC, 0)
	if err == nil {
		err = dup(nowhere, standardError)
		_ = unix.Close(nowhere) // it goes on as standard error
	}
	if err != nil {
		_ = unix.Close(kept) // nothing was changed
		return os.Stderr
	}
	unix.CloseOnExec(kept)
	return os.NewFile(uintptr(kept), "standard error")
}

// startAgain puts a fresh start of the program, with the same arguments, in the
// place of this one; it returns only when that failed. errs is its standard error.
func startAgain(env []string, errs *os.File) error {
	path, err := os.Executable()
	if err != nil {
		return err
	}
	if to := int(errs.Fd()); to != standardError {
		_ = dup(to, standardError) // without it the fresh start is silent
	}
	return syscall.Exec(path, os.Args, env)
}

// hasScreen reports whether a window can be shown; macOS has no such variables.
func hasScreen() bool {
	return runtime.GOOS == "darwin" || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
