//go:build !unix

package app

import "os"

// endSignals end a command in good order.
var endSignals = []os.Signal{os.Interrupt}

// forbidCoreDumps has nothing to do where crashes write no memory to the disk.
func forbidCoreDumps() {}
