package vault

import (
	"encoding/binary"

	sqlite3 "modernc.org/sqlite/lib"
)

// frameOf splits an offset in the log into the frame's position, the frame's
// own offset, and the place within it.
func frameOf(off int64) (index, start, in int64) {
	index = (off - logHeader) / frameSize
	start = logHeader + index*frameSize
	return index, start, off - start
}

func (f *file) readLog(t tls, p, buf uintptr, out []byte, off int64) int32 {
	read := fn[fnIO](methods(p).FxRead)
	n := int64(len(out))
	if off+n <= logHeader {
		return read(t, inner(p), buf, int32(n), off)
	}
	c := f.owner().cipher.Load()
	if off < logHeader || c == nil {
		return sqlite3.SQLITE_IOERR_READ
	}
	index, start, in := frameOf(off)
	if in+n <= frameHeader { // a part of a frame header
		rc := read(t, inner(p), f.scratch(), frameHeader, start)
		if rc != sqlite3.SQLITE_OK {
			clear(out)
			return rc
		}
		c.showFrame(f.buf[:frameHeader], index)
		copy(out, f.buf[in:frameHeader])
		return sqlite3.SQLITE_OK
	}
	whole := in == 0 && n == frameSize
	if !whole && (in != frameHeader || n != pageSize) {
		return sqlite3.SQLITE_IOERR_READ
	}
	if rc := read(t, inner(p), f.scratch(), frameSize, start); rc != sqlite3.SQLITE_OK {
		clear(out)
		f.unread(rc)
		return rc
	}
	return f.openFrame(c, out, index, whole)
}

// openFrame opens the frame in f.buf into out: the whole of it, which is how
// recovery reads, or its page image alone.
func (f *file) openFrame(c *pageCipher, out []byte, index int64, whole bool) int32 {
	header := f.buf[:frameHeader]
	c.showFrame(header, index)
	page := out
	if whole {
		copy(out, header)
		page = out[frameHeader:]
	}
	if c.openImage(page, f.buf[frameHeader:], header, index) == nil {
		return sqlite3.SQLITE_OK
	}
	clear(page)
	if whole {
		// A frame that a crash left half written: the log must end here. An
		// empty page does not fit the frame's checksum; damage every byte of the
		// checksum too, so that this is certain.
		for i := 16; i < frameHeader; i++ {
			out[i] ^= 0xff
		}
		return sqlite3.SQLITE_OK
	}
	f.failed("log", index+1)
	return sqlite3.SQLITE_IOERR_DATA
}

func (f *file) writeLog(t tls, p, buf uintptr, src []byte, off int64) int32 {
	write := fn[fnIO](methods(p).FxWrite)
	m := f.marks()
	if off == 0 && len(src) == logHeader {
		if m != nil {
			if rc := refusal(m.nextRound(salts(src[16:24]))); rc != sqlite3.SQLITE_OK {
				return rc
			}
		}
		return write(t, inner(p), buf, logHeader, 0)
	}
	c := f.owner().cipher.Load()
	if off < logHeader || c == nil {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	index, start, in := frameOf(off)
	switch {
	case in == 0 && len(src) == frameHeader:
		copy(f.frame[:], src)
		f.frameAt = start
		if m != nil && binary.BigEndian.Uint32(src[4:]) != 0 {
			m.ends(index + 1)
		}
		copy(f.buf[:frameHeader], src)
		c.hideFrame(f.buf[:frameHeader], index)
		return write(t, inner(p), f.scratch(), frameHeader, off)
	case in == frameHeader && len(src) == pageSize:
		if rc := f.wantFrame(t, p, c, index, start); rc != sqlite3.SQLITE_OK {
			return rc
		}
		if !reserveEmpty(src) {
			return sqlite3.SQLITE_IOERR_WRITE
		}
		c.sealImage(f.buf[:pageSize], src, f.frame[:], index)
		return write(t, inner(p), f.scratch(), pageSize, off)
	}
	return sqlite3.SQLITE_IOERR_WRITE
}

// wantFrame has the frame header at start in f.frame. It is there when SQLite
// has just written it; for a page that the same transaction writes again it is
// in the file.
func (f *file) wantFrame(t tls, p uintptr, c *pageCipher, index, start int64) int32 {
	if f.frameAt == start {
		return sqlite3.SQLITE_OK
	}
	if rc := fn[fnIO](methods(p).FxRead)(t, inner(p), f.scratch(), frameHeader, start); rc != sqlite3.SQLITE_OK {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	copy(f.frame[:], f.buf[:frameHeader])
	c.showFrame(f.frame[:], index)
	f.frameAt = start
	return sqlite3.SQLITE_OK
}
