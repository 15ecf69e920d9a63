package app

import (
	"io"
	"log"
	"os"
)

// envDebug, set to anything, leaves traces, messages and debuggers their way: for
// whoever looks for a fault, with practice data.
const envDebug = "RAPPORT_DEBUG"

// guard keeps what the program has in memory from other programs and from the
// disk, and what it writes from other people, however it ends. What the system
// does not allow is left out: the program works as well.
//
// It returns where the program's own sentences go. Standard error itself, with
// what Go's runtime and libraries write there, goes nowhere: a trace shows what
// functions were called with, a fault may quote a record, and a desktop keeps
// both in a journal on the disk. (Go takes no lower level of its traces than that
// of the environment, so that they cannot be switched off alone.)
//
// The keys are not kept from the swap: that would take as much locked memory as
// SQLite's pages and the texts on the screen, which hold what the keys protect.
// Swap is encrypted with the disk or not at all.
func guard() (errs *os.File) {
	keepFilesPrivate()
	if os.Getenv(envDebug) != "" {
		return os.Stderr
	}
	forbidCoreDumps()
	keepMemoryPrivate()
	log.SetOutput(io.Discard)
	return muteErrors()
}
