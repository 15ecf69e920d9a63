package main

import (
	"errors"
	"sync"
	"syscall"
	"unsafe"

	"modernc.org/libc"
	"modernc.org/libc/sys/types"
	sqlite3 "modernc.org/sqlite/lib"
)

// This file puts the rigs between SQLite and the disk: a VFS that becomes the
// default one, so that the vault's own lies over it as over the system's. It knows
// nothing of seals and sees what the disk sees. See data/vault/abi.go for the
// calling convention.

type tls = *libc.TLS

type (
	fnFile    = func(tls, uintptr) int32
	fnFileInt = func(tls, uintptr, int32) int32
	fnFilePtr = func(tls, uintptr, uintptr) int32
	fnControl = func(tls, uintptr, int32, uintptr) int32
	fnIO      = func(tls, uintptr, uintptr, int32, int64) int32
	fnSize    = func(tls, uintptr, int64) int32
	fnOpen    = func(tls, uintptr, uintptr, uintptr, int32, uintptr) int32
	fnDelete  = func(tls, uintptr, uintptr, int32) int32
)

//go:noinline
func ptr(p uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&p)) }
func fn[T any](p uintptr) T        { return *(*T)(unsafe.Pointer(&struct{ uintptr }{p})) }
func addr[T any](f T) uintptr      { return *(*uintptr)(unsafe.Pointer(&f)) }

// watched precedes the system's own file object.
type watched struct {
	methods uintptr
	name    uintptr // SQLite keeps it alive while the file is open
	_       [16]byte
}

const watchedSize = unsafe.Sizeof(watched{})

func inner(p uintptr) uintptr { return p + watchedSize }
func below(p uintptr) *sqlite3.Tsqlite3_io_methods {
	return (*sqlite3.Tsqlite3_io_methods)(ptr((*sqlite3.Tsqlite3_file)(ptr(inner(p))).FpMethods))
}
func nameOf(p uintptr) string { return libc.GoString((*watched)(ptr(p)).name) }

// systemVFS and watchedMethods stay in package variables: SQLite keeps addresses.
var systemVFS uintptr

var watchedMethods = sqlite3.Tsqlite3_io_methods{
	FiVersion:           2,
	FxClose:             addr[fnFile](func(t tls, p uintptr) int32 { return fn[fnFile](below(p).FxClose)(t, inner(p)) }),
	FxRead:              addr[fnIO](watchedRead),
	FxWrite:             addr[fnIO](watchedWrite),
	FxTruncate:          addr[fnSize](watchedTruncate),
	FxSync:              addr[fnFileInt](watchedSync),
	FxFileSize:          addr[fnFilePtr](func(t tls, p, q uintptr) int32 { return fn[fnFilePtr](below(p).FxFileSize)(t, inner(p), q) }),
	FxLock:              addr[fnFileInt](func(t tls, p uintptr, n int32) int32 { return fn[fnFileInt](below(p).FxLock)(t, inner(p), n) }),
	FxUnlock:            addr[fnFileInt](func(t tls, p uintptr, n int32) int32 { return fn[fnFileInt](below(p).FxUnlock)(t, inner(p), n) }),
	FxCheckReservedLock: addr[fnFilePtr](func(t tls, p, q uintptr) int32 { return fn[fnFilePtr](below(p).FxCheckReservedLock)(t, inner(p), q) }),
	FxFileControl: addr[fnControl](func(t tls, p uintptr, op int32, q uintptr) int32 {
		return fn[fnControl](below(p).FxFileControl)(t, inner(p), op, q)
	}),
	FxSectorSize:            addr[fnFile](func(t tls, p uintptr) int32 { return fn[fnFile](below(p).FxSectorSize)(t, inner(p)) }),
	FxDeviceCharacteristics: addr[fnFile](func(t tls, p uintptr) int32 { return fn[fnFile](below(p).FxDeviceCharacteristics)(t, inner(p)) }),
}

// takeTheDisk makes the watching VFS the default one. It must come before the
// vault opens anything.
var takeTheDisk = sync.OnceValue(func() error {
	t := libc.NewTLS()
	defer t.Close()
	systemVFS = sqlite3.Xsqlite3_vfs_find(t, 0)
	p := libc.Xmalloc(t, types.Size_t(unsafe.Sizeof(sqlite3.Tsqlite3_vfs{})))
	name, err := libc.CString("torture")
	if err != nil || systemVFS == 0 || p == 0 {
		return errors.New("SQLite gives no file system to watch")
	}
	v := (*sqlite3.Tsqlite3_vfs)(ptr(p))
	*v = *(*sqlite3.Tsqlite3_vfs)(ptr(systemVFS))
	v.FpNext, v.FzName = 0, name
	v.FszOsFile += int32(watchedSize)
	v.FxOpen, v.FxDelete = addr[fnOpen](watchedOpen), addr[fnDelete](watchedDelete)
	if rc := sqlite3.Xsqlite3_vfs_register(t, p, 1); rc != sqlite3.SQLITE_OK {
		return errors.New("SQLite does not take the watching file system")
	}
	watchFiles()
	return nil
})

func systemsOwn() *sqlite3.Tsqlite3_vfs { return (*sqlite3.Tsqlite3_vfs)(ptr(systemVFS)) }

func watchedOpen(t tls, _, name, p uintptr, flags int32, out uintptr) int32 {
	*(*watched)(ptr(p)) = watched{name: name}
	path := libc.GoString(name)
	op := opOpen
	if flags&sqlite3.SQLITE_OPEN_CREATE != 0 {
		op = opCreate
	}
	if err := before(step{op: op, path: path}); err != nil {
		return sqlite3.SQLITE_CANTOPEN
	}
	rc := fn[fnOpen](systemsOwn().FxOpen)(t, systemVFS, name, inner(p), flags, out)
	if rc == sqlite3.SQLITE_OK {
		(*watched)(ptr(p)).methods = uintptr(unsafe.Pointer(&watchedMethods))
	}
	return rc
}

func watchedDelete(t tls, _, name uintptr, durable int32) int32 {
	s := step{op: opRemove, path: libc.GoString(name)}
	if err := before(s); err != nil {
		return sqlite3.SQLITE_IOERR_DELETE
	}
	return fn[fnDelete](systemsOwn().FxDelete)(t, systemVFS, name, durable)
}

func watchedRead(t tls, p, buf uintptr, n int32, off int64) int32 {
	if err := before(step{op: opRead, path: nameOf(p)}); err != nil {
		clear(unsafe.Slice((*byte)(ptr(buf)), int(n)))
		return sqlite3.SQLITE_IOERR_READ
	}
	return fn[fnIO](below(p).FxRead)(t, inner(p), buf, n, off)
}

func watchedWrite(t tls, p, buf uintptr, n int32, off int64) int32 {
	err := before(step{op: opWrite, path: nameOf(p), off: off, data: unsafe.Slice((*byte)(ptr(buf)), int(n))})
	if errors.Is(err, errShort) { // a part of it comes to the disk
		_ = fn[fnIO](below(p).FxWrite)(t, inner(p), buf, n/2, off)
	}
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return sqlite3.SQLITE_FULL
	case err != nil:
		return sqlite3.SQLITE_IOERR_WRITE
	}
	return fn[fnIO](below(p).FxWrite)(t, inner(p), buf, n, off)
}

func watchedTruncate(t tls, p uintptr, size int64) int32 {
	if err := before(step{op: opTruncate, path: nameOf(p), off: size}); err != nil {
		return sqlite3.SQLITE_IOERR_TRUNCATE
	}
	return fn[fnSize](below(p).FxTruncate)(t, inner(p), size)
}

// watchedSync does not sync: the disk after a power cut is made from the record.
func watchedSync(_ tls, p uintptr, _ int32) int32 {
	if err := before(step{op: opSync, path: nameOf(p)}); err != nil {
		return sqlite3.SQLITE_IOERR_FSYNC
	}
	return sqlite3.SQLITE_OK
}
