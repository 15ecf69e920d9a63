package vault

import (
	"sync"

	"modernc.org/libc"
	"modernc.org/libc/sys/types"
	sqlite3 "modernc.org/sqlite/lib"
)

// walIndex is SQLite's index of the log, shared by the connections of this
// process. It lives in memory in place of a -shm file, which would hold
// checksums of plain text. The process lock of the Vault makes sure that no
// other process needs it.
type walIndex struct {
	name    string // of the database
	mu      sync.Mutex
	users   int
	regions []uintptr
	locks   [sqlite3.SQLITE_SHM_NLOCK]int // readers, or -1 for one exclusive holder
}

// index is the wal-index of f's database, to which f becomes attached.
func (f *file) index() *walIndex {
	v := f.owner()
	v.mu.Lock()
	defer v.mu.Unlock()
	if f.attached == 0 {
		f.attached = v.indexOf(libc.GoString(f.name))
		v.indexes[f.attached-1].users++
	}
	return v.indexes[f.attached-1]
}

// indexOf is the number, from 1, of the wal-index of the database. v.mu is held.
func (v *vfs) indexOf(name string) int32 {
	unused := len(v.indexes)
	for i, x := range v.indexes {
		switch {
		case x.users == 0:
			unused = i
		case x.name == name:
			return int32(i + 1)
		}
	}
	if unused == len(v.indexes) {
		v.indexes = append(v.indexes, nil)
	}
	v.indexes[unused] = &walIndex{name: name}
	return int32(unused + 1)
}

func shmMap(t tls, p uintptr, region, size, extend int32, out uintptr) int32 {
	x := fileAt(p).index()
	x.mu.Lock()
	defer x.mu.Unlock()
	setPointer(out, 0)
	for int(region) >= len(x.regions) {
		if extend == 0 {
			return sqlite3.SQLITE_OK
		}
		r := libc.Xcalloc(t, 1, types.Size_t(size))
		if r == 0 {
			return sqlite3.SQLITE_NOMEM
		}
		x.regions = append(x.regions, r)
	}
	setPointer(out, x.regions[region])
	return sqlite3.SQLITE_OK
}

func shmLock(_ tls, p uintptr, first, count, flags int32) int32 {
	f := fileAt(p)
	x := f.index()
	x.mu.Lock()
	defer x.mu.Unlock()
	switch {
	case flags&sqlite3.SQLITE_SHM_UNLOCK != 0:
		x.unlock(f, first, count)
		return sqlite3.SQLITE_OK
	case flags&sqlite3.SQLITE_SHM_SHARED != 0:
		return x.share(f, first)
	}
	return x.exclude(f, first, count)
}

// share takes one lock for reading. SQLite asks for shared locks one by one.
func (x *walIndex) share(f *file, i int32) int32 {
	bit := uint16(1) << i
	if f.shared&bit != 0 {
		return sqlite3.SQLITE_OK
	}
	if x.locks[i] < 0 {
		return sqlite3.SQLITE_BUSY
	}
	x.locks[i]++
	f.shared |= bit
	return sqlite3.SQLITE_OK
}

// exclude takes all of a range of locks for f alone, or none.
func (x *walIndex) exclude(f *file, first, count int32) int32 {
	for i := first; i < first+count; i++ {
		if f.excl&(1<<i) == 0 && x.locks[i] != 0 {
			return sqlite3.SQLITE_BUSY
		}
	}
	for i := first; i < first+count; i++ {
		x.locks[i] = -1
		f.excl |= 1 << i
	}
	return sqlite3.SQLITE_OK
}

func (x *walIndex) unlock(f *file, first, count int32) {
	for i := first; i < first+count; i++ {
		bit := uint16(1) << i
		switch {
		case f.shared&bit != 0:
			x.locks[i]--
		case f.excl&bit != 0:
			x.locks[i] = 0
		}
		f.shared &^= bit
		f.excl &^= bit
	}
}

// shmBarrier orders memory accesses, as SQLite asks: taking and giving back a
// lock that the others take too does that.
func shmBarrier(_ tls, p uintptr) {
	x := fileAt(p).index()
	x.mu.Lock()
	defer x.mu.Unlock()
}

func shmUnmap(t tls, p uintptr, _ int32) int32 {
	f := fileAt(p)
	if f.attached == 0 {
		return sqlite3.SQLITE_OK
	}
	x := f.index()
	x.mu.Lock()
	x.unlock(f, 0, sqlite3.SQLITE_SHM_NLOCK)
	x.mu.Unlock()
	v := f.owner()
	v.mu.Lock()
	defer v.mu.Unlock()
	f.attached = 0
	if x.users--; x.users == 0 { // the place may be taken by another
		for _, r := range x.regions {
			libc.Xfree(t, r)
		}
	}
	return sqlite3.SQLITE_OK
}
