package vault

import (
	"errors"
	"syscall"

	sqlite3 "modernc.org/sqlite/lib"
)

func fileClose(t tls, p uintptr) int32 {
	v := fileAt(p).owner()
	rc := fn[fnFile](methods(p).FxClose)(t, inner(p))
	v.closed()
	return rc
}

func fileSync(t tls, p uintptr, flags int32) int32 {
	rc := fn[fnFileInt](methods(p).FxSync)(t, inner(p), flags)
	f := fileAt(p)
	m := f.marks()
	switch {
	case m == nil:
	case f.kind == logFile:
		if rc == sqlite3.SQLITE_OK && f.commit > 0 {
			m.committed(f.commit)
		}
		f.commit = 0
	case f.kind == databaseFile && rc == sqlite3.SQLITE_OK:
		m.settled(f.headOf(t, p))
	}
	return rc
}

// marks are those of the database that the file belongs to, or nil.
func (f *file) marks() *marks {
	if v := f.owner(); f.marked && v.cipher.Load() != nil {
		return v.marks
	}
	return nil
}

// headOf reads how a page is stored: marker and nonce, nil where there is none.
func (f *file) headOf(t tls, p uintptr) func(n uint32) ([]byte, error) {
	return func(n uint32) ([]byte, error) {
		rc := fn[fnIO](methods(p).FxRead)(t, inner(p), f.scratch(), pageHead, int64(n-1)*pageSize)
		switch rc {
		case sqlite3.SQLITE_OK:
			return f.buf[:pageHead], nil
		case sqlite3.SQLITE_IOERR_SHORT_READ:
			return nil, nil
		}
		return nil, ErrDisk
	}
}

// move tells the marks that pages are about to be written.
func (f *file) move(t tls, p uintptr, first, last int64) int32 {
	m := f.marks()
	if m == nil || first > last {
		return sqlite3.SQLITE_OK
	}
	return refusal(m.move(uint32(first), uint32(last), f.headOf(t, p)))
}

// refusal is SQLite's number for a mark that could not be written.
func refusal(err error) int32 {
	switch {
	case err == nil:
		return sqlite3.SQLITE_OK
	case errors.Is(err, syscall.ENOSPC):
		return sqlite3.SQLITE_FULL
	}
	return sqlite3.SQLITE_IOERR_WRITE
}

func fileLength(t tls, p, out uintptr) int32 {
	return fn[fnFilePtr](methods(p).FxFileSize)(t, inner(p), out)
}

func fileLock(t tls, p uintptr, level int32) int32 {
	return fn[fnFileInt](methods(p).FxLock)(t, inner(p), level)
}

func fileUnlock(t tls, p uintptr, level int32) int32 {
	return fn[fnFileInt](methods(p).FxUnlock)(t, inner(p), level)
}

func fileCheckReserved(t tls, p, out uintptr) int32 {
	return fn[fnFilePtr](methods(p).FxCheckReservedLock)(t, inner(p), out)
}

func fileSectorSize(t tls, p uintptr) int32 {
	return fn[fnFile](methods(p).FxSectorSize)(t, inner(p))
}

func fileControl(t tls, p uintptr, op int32, arg uintptr) int32 {
	switch op {
	case sqlite3.SQLITE_FCNTL_MMAP_SIZE:
		setInt64(arg, 0)
		return sqlite3.SQLITE_OK
	case sqlite3.SQLITE_FCNTL_CHUNK_SIZE, sqlite3.SQLITE_FCNTL_SIZE_HINT:
		return sqlite3.SQLITE_OK // they would leave holes, which carry no seal
	}
	return fn[fnControl](methods(p).FxFileControl)(t, inner(p), op, arg)
}

// fileCharacteristics leaves out SUBPAGE_READ (parts of a page cannot be
// opened) and the atomic-write family (they speak of the plain layout).
func fileCharacteristics(t tls, p uintptr) int32 {
	const keep = sqlite3.SQLITE_IOCAP_POWERSAFE_OVERWRITE | sqlite3.SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN
	return fn[fnFile](methods(p).FxDeviceCharacteristics)(t, inner(p)) & keep
}

func fileTruncate(t tls, p uintptr, size int64) int32 {
	f := fileAt(p)
	if f.marked && f.owner().cipher.Load() == nil { // others may have it now
		return sqlite3.SQLITE_IOERR_TRUNCATE
	}
	if f.kind == databaseFile {
		if rc := f.fill(t, p, size); rc != sqlite3.SQLITE_OK {
			return rc
		}
		if rc := f.move(t, p, size/pageSize+1, f.size/pageSize); rc != sqlite3.SQLITE_OK {
			return rc
		}
		f.size = size
	}
	if m := f.marks(); m != nil && f.kind == logFile && m.cutShort(size) {
		if rc := refusal(m.nextRound(salts{})); rc != sqlite3.SQLITE_OK {
			return rc
		}
	}
	return fn[fnSize](methods(p).FxTruncate)(t, inner(p), size)
}

func fileRead(t tls, p, buf uintptr, n int32, off int64) int32 {
	f := fileAt(p)
	out := bytesAt(buf, n)
	switch f.kind {
	case databaseFile:
		return f.readDatabase(t, p, out, off)
	case logFile:
		rc := f.readLog(t, p, buf, out, off)
		if rc != sqlite3.SQLITE_OK {
			f.commit = 0
		}
		return rc
	}
	if n > journalHeader {
		return sqlite3.SQLITE_IOERR_READ
	}
	return fn[fnIO](methods(p).FxRead)(t, inner(p), buf, n, off)
}

func fileWrite(t tls, p, buf uintptr, n int32, off int64) int32 {
	f := fileAt(p)
	src := bytesAt(buf, n)
	switch f.kind {
	case databaseFile:
		return f.writeDatabase(t, p, src, off)
	case logFile:
		rc := f.writeLog(t, p, buf, src, off)
		if rc != sqlite3.SQLITE_OK { // SQLite takes the commit back
			f.commit = 0
		}
		return rc
	}
	if n > journalHeader {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	return fn[fnIO](methods(p).FxWrite)(t, inner(p), buf, n, off)
}

// journalHeader is the length of a rollback journal's header, which holds no
// data. SQLite writes one when it fills a new database (a backup); a page image
// in a journal is refused.
const journalHeader = 512

// blankHeader answers SQLite's first read of 100 bytes. It comes before the
// lock and may meet a page 1 that is half written; everything that SQLite
// takes from it is constant here.
var blankHeader = blankPage()[:100]

func (f *file) readDatabase(t tls, p uintptr, out []byte, off int64) int32 {
	n := int64(len(out))
	if n == pageSize && off%pageSize == 0 {
		return f.readPage(t, p, out, off)
	}
	if off == 0 && n == 100 {
		if rc := fn[fnFilePtr](methods(p).FxFileSize)(t, inner(p), f.sizeField()); rc != sqlite3.SQLITE_OK {
			return rc
		}
		if f.size == 0 { // a backup about to be filled
			clear(out)
			return sqlite3.SQLITE_IOERR_SHORT_READ
		}
		copy(out, blankHeader)
		return sqlite3.SQLITE_OK
	}
	start := off &^ (pageSize - 1)
	if off+n > start+pageSize {
		return sqlite3.SQLITE_IOERR_READ
	}
	page := make([]byte, pageSize)
	if rc := f.readPage(t, p, page, start); rc != sqlite3.SQLITE_OK {
		clear(out)
		return rc
	}
	copy(out, page[off-start:])
	return sqlite3.SQLITE_OK
}

// readPage reads the page at off and opens it into out.
func (f *file) readPage(t tls, p uintptr, out []byte, off int64) int32 {
	c := f.owner().cipher.Load()
	if c == nil {
		clear(out)
		return sqlite3.SQLITE_IOERR_READ
	}
	rc := fn[fnIO](methods(p).FxRead)(t, inner(p), f.scratch(), pageSize, off)
	if rc != sqlite3.SQLITE_OK {
		clear(out)
		f.unread(rc)
		return rc
	}
	n := off/pageSize + 1
	if c.openPage(out, f.buf[:pageSize], uint32(n)) == nil {
		return sqlite3.SQLITE_OK
	}
	clear(out)
	f.failed("database", n)
	return sqlite3.SQLITE_IOERR_DATA
}

// unread keeps that the disk failed: SQLite's check of a database calls it damage.
func (f *file) unread(rc int32) {
	if rc != sqlite3.SQLITE_IOERR_SHORT_READ {
		f.owner().unread.Store(true)
	}
}

func (f *file) writeDatabase(t tls, p uintptr, page []byte, off int64) int32 {
	if len(page) != pageSize || off%pageSize != 0 {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	if off >= f.size {
		if rc := f.fill(t, p, off); rc != sqlite3.SQLITE_OK {
			return rc
		}
	}
	return f.writePage(t, p, page, off)
}

func (f *file) writePage(t tls, p uintptr, page []byte, off int64) int32 {
	c := f.owner().cipher.Load()
	if c == nil {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	if off == 0 {
		if page[16] != pageSize>>8 || page[17] != 0 || page[20] != pageReserve {
			return sqlite3.SQLITE_IOERR_WRITE // not laid out for sealing
		}
		if page[18] != 2 || page[19] != 2 {
			wal := *(*[pageSize]byte)(page)
			wal[18], wal[19] = 2, 2 // WAL for ever: a journal would be plain
			page = wal[:]
		}
	}
	if !reserveEmpty(page) {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	n := off/pageSize + 1
	if rc := f.move(t, p, n, n); rc != sqlite3.SQLITE_OK {
		return rc
	}
	c.sealPage(f.buf[:pageSize], page, uint32(n))
	rc := fn[fnIO](methods(p).FxWrite)(t, inner(p), f.scratch(), pageSize, off)
	if rc != sqlite3.SQLITE_OK {
		return rc
	}
	if m := f.marks(); m != nil {
		m.wrote(uint32(n), f.buf[:pageHead])
	}
	f.size = max(f.size, off+pageSize)
	return rc
}

func reserveEmpty(page []byte) bool {
	for _, b := range page[pagePayload:] {
		if b != 0 {
			return false
		}
	}
	return true
}

// fill seals an empty page into every hole before off: SQLite may write past
// the end of the file, and bytes that were never written carry no seal.
func (f *file) fill(t tls, p uintptr, off int64) int32 {
	if rc := fn[fnFilePtr](methods(p).FxFileSize)(t, inner(p), f.sizeField()); rc != sqlite3.SQLITE_OK {
		return rc
	}
	f.size &^= pageSize - 1
	for f.size < off {
		if f.size/pageSize+1 == lockPage {
			f.size += pageSize
			continue
		}
		page := make([]byte, pageSize)
		if f.size == 0 {
			page = blankPage()
		}
		if rc := f.writePage(t, p, page, f.size); rc != sqlite3.SQLITE_OK {
			return rc
		}
	}
	return sqlite3.SQLITE_OK
}
