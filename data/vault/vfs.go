package vault

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"

	"modernc.org/libc"
	"modernc.org/libc/sys/types"
	sqlite3 "modernc.org/sqlite/lib"
)

// vfs is one registered SQLite VFS: the system's default one with sealed pages.
// Locks, syncs and paths stay the default's own.
type vfs struct {
	slot   int
	cipher atomic.Pointer[pageCipher] // nil once forgotten
	fault  atomic.Pointer[PageFault]
	unread atomic.Bool // the disk would not be read
	marks  *marks      // of the case file's own database; nil for copies

	mu      sync.Mutex
	open    int
	retired bool
	indexes []*walIndex // by file.attached
}

// slots maps the number in a C object to its VFS. The C object of a slot is
// made once and kept: SQLite may still hold its address for a moment after it
// was unregistered.
var slots struct {
	sync.Mutex
	vfs     [64]atomic.Pointer[vfs]
	objects [64]uintptr
}

// defaultVFS is the address of SQLite's own VFS.
var defaultVFS = sync.OnceValue(func() uintptr {
	t := libc.NewTLS()
	defer t.Close()
	return sqlite3.Xsqlite3_vfs_find(t, 0)
})

// ioMethods must stay in a package variable: SQLite keeps its address.
var ioMethods = sqlite3.Tsqlite3_io_methods{
	FiVersion:               2, // without xFetch: never memory-mapped
	FxClose:                 addr[fnFile](fileClose),
	FxRead:                  addr[fnIO](fileRead),
	FxWrite:                 addr[fnIO](fileWrite),
	FxTruncate:              addr[fnSize](fileTruncate),
	FxSync:                  addr[fnFileInt](fileSync),
	FxFileSize:              addr[fnFilePtr](fileLength),
	FxLock:                  addr[fnFileInt](fileLock),
	FxUnlock:                addr[fnFileInt](fileUnlock),
	FxCheckReservedLock:     addr[fnFilePtr](fileCheckReserved),
	FxFileControl:           addr[fnControl](fileControl),
	FxSectorSize:            addr[fnFile](fileSectorSize),
	FxDeviceCharacteristics: addr[fnFile](fileCharacteristics),
	FxShmMap:                addr[fnShmMap](shmMap),
	FxShmLock:               addr[fnShmLock](shmLock),
	FxShmBarrier:            addr[fnBarrier](shmBarrier),
	FxShmUnmap:              addr[fnFileInt](shmUnmap),
}

// registerVFS makes SQLite know a VFS that seals with c.
func registerVFS(c *pageCipher) (*vfs, error) {
	slots.Lock()
	defer slots.Unlock()
	slot := -1
	for i := range slots.vfs {
		if slots.vfs[i].Load() == nil {
			slot = i
			break
		}
	}
	if slot < 0 {
		return nil, errors.New("too many case files are open at once")
	}
	t := libc.NewTLS()
	defer t.Close()
	if slots.objects[slot] == 0 {
		object, err := newObject(t, slot)
		if err != nil {
			return nil, err
		}
		slots.objects[slot] = object
	}
	v := &vfs{slot: slot}
	v.cipher.Store(c)
	slots.vfs[slot].Store(v)
	if rc := sqlite3.Xsqlite3_vfs_register(t, slots.objects[slot], 0); rc != sqlite3.SQLITE_OK {
		slots.vfs[slot].Store(nil)
		return nil, fmt.Errorf("registering the encrypted file system: SQLite error %d", rc)
	}
	return v, nil
}

// newObject is the C object of a slot: a copy of the default VFS whose file
// operations are ours. The default's functions that look at the object need
// their own one, so those calls are passed on with it.
func newObject(t tls, slot int) (uintptr, error) {
	base := defaultVFS()
	if base == 0 {
		return 0, errors.New("SQLite has no default file system")
	}
	name, err := libc.CString(vfsName(slot))
	if err != nil {
		return 0, fmt.Errorf("naming the encrypted file system: %w", err)
	}
	p := libc.Xmalloc(t, types.Size_t(unsafe.Sizeof(sqlite3.Tsqlite3_vfs{})))
	if p == 0 {
		return 0, errors.New("out of memory")
	}
	o := cVFS(p)
	*o = *cVFS(base)
	o.FpNext = 0
	o.FzName = name
	o.FszOsFile += int32(fileSize)
	o.FpAppData = uintptr(slot)
	o.FxOpen = addr[fnOpen](vfsOpen)
	o.FxDelete = addr[fnDelete](vfsDelete)
	o.FxAccess = addr[fnName](vfsAccess)
	o.FxFullPathname = addr[fnName](vfsFullPathname)
	return p, nil
}

func vfsName(slot int) string { return fmt.Sprintf("rapport-vault-%d", slot) }

// name goes into the address of a database: "file:PATH?vfs=NAME".
func (v *vfs) name() string { return vfsName(v.slot) }

// lastFault is the last page whose seal did not hold, or nil.
func (v *vfs) lastFault() *PageFault { return v.fault.Load() }

// retire forgets the keys at once. Files that are still open can be closed,
// nothing else; the slot becomes free with the last of them.
func (v *vfs) retire() {
	v.cipher.Store(nil)
	t := libc.NewTLS()
	defer t.Close()
	slots.Lock()
	sqlite3.Xsqlite3_vfs_unregister(t, slots.objects[v.slot])
	slots.Unlock()
	v.mu.Lock()
	defer v.mu.Unlock()
	v.retired = true
	v.freeSlot()
}

// freeSlot gives the slot back when nothing uses it. v.mu is held.
func (v *vfs) freeSlot() {
	if v.retired && v.open == 0 {
		slots.vfs[v.slot].Store(nil)
	}
}

// opened counts a file in, unless the VFS is retired.
func (v *vfs) opened() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.retired {
		return false
	}
	v.open++
	return true
}

func (v *vfs) closed() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.open--
	v.freeSlot()
}

func vfsAt(p uintptr) *vfs  { return slots.vfs[cVFS(p).FpAppData].Load() }
func (f *file) owner() *vfs { return slots.vfs[f.slot].Load() }

func vfsOpen(t tls, p, name, pFile uintptr, flags int32, outFlags uintptr) int32 {
	*fileAt(pFile) = file{frameAt: -1, name: name}
	f := fileAt(pFile)
	v := vfsAt(p)
	switch {
	case v == nil:
		return sqlite3.SQLITE_CANTOPEN
	case flags&sqlite3.SQLITE_OPEN_MAIN_DB != 0:
		f.kind = databaseFile
	case flags&sqlite3.SQLITE_OPEN_WAL != 0:
		f.kind = logFile
	case flags&sqlite3.SQLITE_OPEN_MAIN_JOURNAL != 0:
		f.kind = journalFile
	default: // a temporary file, which would be plain
		return sqlite3.SQLITE_CANTOPEN
	}
	f.slot = int32(v.slot)
	f.marked = v.marks != nil && strings.TrimSuffix(filepath.Base(libc.GoString(name)), "-wal") == databaseName
	if !v.opened() {
		return sqlite3.SQLITE_CANTOPEN
	}
	base := defaultVFS()
	rc := fn[fnOpen](cVFS(base).FxOpen)(t, base, name, inner(pFile), flags, outFlags)
	if rc == sqlite3.SQLITE_OK && f.kind == databaseFile {
		if rc = f.acceptable(t, pFile, flags); rc != sqlite3.SQLITE_OK {
			// The refusal is the error to report; nothing was written.
			_ = fn[fnFile](methods(pFile).FxClose)(t, inner(pFile))
		}
	}
	if rc != sqlite3.SQLITE_OK {
		v.closed()
		return rc
	}
	f.methods = uintptr(unsafe.Pointer(&ioMethods))
	return sqlite3.SQLITE_OK
}

// acceptable refuses a database cut to nothing, which SQLite would take for a
// new one. Only a file that may be created may be empty.
func (f *file) acceptable(t tls, p uintptr, flags int32) int32 {
	if methods(p).FiVersion < 2 {
		return sqlite3.SQLITE_CANTOPEN
	}
	if rc := fn[fnFilePtr](methods(p).FxFileSize)(t, inner(p), f.sizeField()); rc != sqlite3.SQLITE_OK {
		return rc
	}
	if f.size < pageSize && flags&sqlite3.SQLITE_OPEN_CREATE == 0 {
		f.failed("database", 1)
		return sqlite3.SQLITE_NOTADB
	}
	return sqlite3.SQLITE_OK
}

func (f *file) failed(kind string, n int64) {
	f.owner().fault.Store(&PageFault{File: kind, Page: n})
}

func vfsDelete(t tls, p, name uintptr, syncDir int32) int32 {
	if v := vfsAt(p); v != nil && v.marks != nil && filepath.Base(libc.GoString(name)) == logName {
		if v.cipher.Load() == nil { // it may be the log of others now
			return sqlite3.SQLITE_IOERR_DELETE
		}
		if err := v.marks.nextRound(salts{}); err != nil { // all of it is in the database
			return sqlite3.SQLITE_IOERR_DELETE
		}
	}
	base := defaultVFS()
	return fn[fnDelete](cVFS(base).FxDelete)(t, base, name, syncDir)
}

// vfsAccess hides rollback journals: one that somebody put beside the database
// would otherwise be played back into it.
func vfsAccess(t tls, _, name uintptr, flags int32, out uintptr) int32 {
	if flags == sqlite3.SQLITE_ACCESS_EXISTS && strings.HasSuffix(libc.GoString(name), "-journal") {
		setInt32(out, 0)
		return sqlite3.SQLITE_OK
	}
	base := defaultVFS()
	return fn[fnName](cVFS(base).FxAccess)(t, base, name, flags, out)
}

func vfsFullPathname(t tls, _, name uintptr, n int32, out uintptr) int32 {
	base := defaultVFS()
	return fn[fnName](cVFS(base).FxFullPathname)(t, base, name, n, out)
}
