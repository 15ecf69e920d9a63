package vault

import (
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// The calling convention of modernc.org/sqlite: SQLite is C translated to Go,
// its memory is outside the Go heap, and a C function pointer is the address of
// a Go func value. This file is the only place that converts between the two.

type tls = *libc.TLS

// The signatures of the functions in SQLite's method tables.
type (
	fnFile    = func(tls, uintptr) int32
	fnFileInt = func(tls, uintptr, int32) int32
	fnFilePtr = func(tls, uintptr, uintptr) int32
	fnControl = func(tls, uintptr, int32, uintptr) int32
	fnIO      = func(tls, uintptr, uintptr, int32, int64) int32
	fnSize    = func(tls, uintptr, int64) int32
	fnOpen    = func(tls, uintptr, uintptr, uintptr, int32, uintptr) int32
	fnDelete  = func(tls, uintptr, uintptr, int32) int32
	fnName    = func(tls, uintptr, uintptr, int32, uintptr) int32
	fnShmMap  = func(tls, uintptr, int32, int32, int32, uintptr) int32
	fnShmLock = func(tls, uintptr, int32, int32, int32) int32
	fnBarrier = func(tls, uintptr)
)

// ptr must not be inlined: after inlining, a copy of constant size to or from
// the address makes the Go 1.26.8 compiler panic ("disjointTypes: one of
// arguments is not a pointer").
//
//go:noinline
func ptr(p uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&p)) }

// fn is the Go function behind a C function pointer.
func fn[T any](p uintptr) T { return *(*T)(unsafe.Pointer(&struct{ uintptr }{p})) }

// addr is the C function pointer for a top-level Go function.
func addr[T any](f T) uintptr { return *(*uintptr)(unsafe.Pointer(&f)) }

func bytesAt(p uintptr, n int32) []byte { return unsafe.Slice((*byte)(ptr(p)), int(n)) }

// file precedes the wrapped VFS's own file object in the memory that SQLite
// allocates. methods must come first. Go pointers may not lie here: the VFS is
// found by its slot.
type file struct {
	methods  uintptr
	kind     fileKind
	slot     int32
	name     uintptr // SQLite keeps it alive while the file is open
	size     int64   // database: the file is known to be at least this long
	frameAt  int64   // log: the offset of the frame header kept in frame, or -1
	held     bool    // log: and it is not written yet
	imagesTo int64   // log: the offset behind the last page image that this file wrote
	commit   int64   // log: how many frames it has up to a commit that is not synced yet; 0: none
	attached int32   // to which wal-index of its vfs, from 1; 0: to none
	marked   bool    // its vfs's marks are about it
	shared   uint16  // wal-index locks held, one bit each
	excl     uint16
	frame    [frameHeader]byte
	buf      [frameSize]byte // sealed bytes on their way; stable memory for the wrapped VFS
}

type fileKind int32

const (
	databaseFile fileKind = iota + 1
	logFile
	journalFile
)

const fileSize = (unsafe.Sizeof(file{}) + 15) &^ 15

func fileAt(p uintptr) *file       { return (*file)(ptr(p)) }
func inner(p uintptr) uintptr      { return p + fileSize }
func (f *file) scratch() uintptr   { return uintptr(unsafe.Pointer(&f.buf)) }
func (f *file) sizeField() uintptr { return uintptr(unsafe.Pointer(&f.size)) }

// methods is the method table of the wrapped VFS's file.
func methods(p uintptr) *sqlite3.Tsqlite3_io_methods {
	return (*sqlite3.Tsqlite3_io_methods)(ptr((*sqlite3.Tsqlite3_file)(ptr(inner(p))).FpMethods))
}

func cVFS(p uintptr) *sqlite3.Tsqlite3_vfs { return (*sqlite3.Tsqlite3_vfs)(ptr(p)) }

func setInt32(p uintptr, n int32)     { *(*int32)(ptr(p)) = n }
func setInt64(p uintptr, n int64)     { *(*int64)(ptr(p)) = n }
func setPointer(p uintptr, q uintptr) { *(*uintptr)(ptr(p)) = q }
