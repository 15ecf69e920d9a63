//go:build unix

package vault

import (
	"syscall"
	"testing"
)

// unmask lets new files have every permission that is asked for.
func unmask(t *testing.T) {
	old := syscall.Umask(0)
	t.Cleanup(func() { syscall.Umask(old) })
}
