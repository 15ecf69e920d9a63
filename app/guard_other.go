//go:build !unix

package app

import (
	"os"
	"os/exec"
)

// endSignals end a command in good order.
var endSignals = []os.Signal{os.Interrupt}

// forbidCoreDumps has nothing to do where crashes write no memory to the disk.
func forbidCoreDumps() {}

// startAgain starts the program anew, with the same arguments.
func startAgain(env []string) error {
	path, err := os.Executable()
	if err != nil {
		return err
	}
	again := exec.Command(path, os.Args[1:]...)
	again.Env = env
	return again.Start()
}

// hasScreen reports whether a window can be shown.
func hasScreen() bool { return true }
