//go:build unix

package command

import (
	"syscall"
	"testing"
)

// refuseNothing lets the system take no right from new files, so that each has
// those that the program gives it.
func refuseNothing(t *testing.T) {
	before := syscall.Umask(0)
	t.Cleanup(func() { syscall.Umask(before) })
}
