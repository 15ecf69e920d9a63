//go:build !linux && !windows

package away

// Listen does nothing where the system tells nothing.
func Listen(Heard) (stop func()) { return nothing }
