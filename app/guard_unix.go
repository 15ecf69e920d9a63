//go:build unix

package app

import (
	"os"
	"syscall"
)

// endSignals end a command in good order.
var endSignals = []os.Signal{os.Interrupt, syscall.SIGTERM}

// forbidCoreDumps keeps a crash from writing the memory, with keys and names in
// it, to the disk. Where it is not allowed the program works as well.
func forbidCoreDumps() {
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
}
