//go:build unix && !linux

package app

import "golang.org/x/sys/unix"

// keepMemoryPrivate does nothing: macOS keeps other programs from the memory of a
// signed one by itself.
func keepMemoryPrivate() {}

func dup(from, to int) error { return unix.Dup2(from, to) }
