package app

import "golang.org/x/sys/unix"

// keepMemoryPrivate keeps other programs of the same user from reading the memory
// (prctl(2), PR_SET_DUMPABLE), and a collector of crashes from taking a dump
// where the limit of core files does not bind it.
func keepMemoryPrivate() { _ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0) }

func dup(from, to int) error { return unix.Dup3(from, to, 0) }
