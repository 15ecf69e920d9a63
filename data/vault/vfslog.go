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
	page := out
	if whole {
		c.showFrame(header, index)
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
		f.commit = 0
		return sqlite3.SQLITE_OK
	}
	f.failed("log", index+1)
	return sqlite3.SQLITE_IOERR_DATA
}

func (f *file) writeLog(t tls, p, buf uintptr, src []byte, off int64) int32 {
	if off == 0 && len(src) == logHeader {
		if m := f.marks(); m != nil {
			if rc := refusal(m.nextRound(salts(src[16:24]))); rc != sqlite3.SQLITE_OK {
				return rc
			}
		}
		f.imagesTo, f.commit = 0, 0
		return fn[fnIO](methods(p).FxWrite)(t, inner(p), buf, logHeader, 0)
	}
	c := f.owner().cipher.Load()
	if off < logHeader || c == nil {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	index, start, in := frameOf(off)
	switch {
	case in == 0 && len(src) == frameHeader:
		return f.writeFrameHeader(t, p, c, src, index, start)
	case in == frameHeader && len(src) == pageSize && reserveEmpty(src):
		return f.writeImage(t, p, c, src, index, start)
	}
	return sqlite3.SQLITE_IOERR_WRITE
}

// writeFrameHeader holds a frame header back until its page image comes, which is
// SQLite's next call: one write costs less than two. Where this file has written
// images as far as this or farther, it may be a header that is written anew by
// itself, before a commit, and goes out at once.
func (f *file) writeFrameHeader(t tls, p uintptr, c *pageCipher, src []byte, index, start int64) int32 {
	copy(f.frame[:], src)
	f.frameAt, f.held, f.commit = start, start >= f.imagesTo, 0
	if m := f.marks(); m != nil {
		m.frame(binary.BigEndian.Uint32(src))
	}
	if f.held {
		return sqlite3.SQLITE_OK
	}
	copy(f.buf[:frameHeader], src)
	c.hideFrame(f.buf[:frameHeader], index)
	rc := fn[fnIO](methods(p).FxWrite)(t, inner(p), f.scratch(), frameHeader, start)
	return f.wrote(rc, index)
}

// writeImage writes the page image of the frame at start, and its header if that is
// held.
func (f *file) writeImage(t tls, p uintptr, c *pageCipher, page []byte, index, start int64) int32 {
	if rc := f.wantFrame(t, p, c, index, start); rc != sqlite3.SQLITE_OK {
		return rc
	}
	c.sealImage(f.buf[frameHeader:], page, f.frame[:], index)
	from := int64(frameHeader)
	if f.held {
		from = 0
		copy(f.buf[:frameHeader], f.frame[:])
		c.hideFrame(f.buf[:frameHeader], index)
	}
	rc := fn[fnIO](methods(p).FxWrite)(t, inner(p), f.scratch()+uintptr(from), int32(frameSize-from), start+from)
	f.held = false
	if rc == sqlite3.SQLITE_OK {
		f.imagesTo = max(f.imagesTo, start+frameSize)
	}
	return f.wrote(rc, index)
}

// wrote notes a commit whose last frame is the one in f.frame.
func (f *file) wrote(rc int32, index int64) int32 {
	if rc == sqlite3.SQLITE_OK && binary.BigEndian.Uint32(f.frame[4:]) != 0 {
		f.commit = index + 1
	}
	return rc
}

// wantFrame has the frame header at start in f.frame. It is there when SQLite
// has just handed it over; for a page that the same transaction writes again it is
// in the file.
func (f *file) wantFrame(t tls, p uintptr, c *pageCipher, index, start int64) int32 {
	if f.frameAt == start {
		return sqlite3.SQLITE_OK
	}
	if f.held { // its image must come first
		return sqlite3.SQLITE_IOERR_WRITE
	}
	if rc := fn[fnIO](methods(p).FxRead)(t, inner(p), f.scratch(), frameHeader, start); rc != sqlite3.SQLITE_OK {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	copy(f.frame[:], f.buf[:frameHeader])
	c.showFrame(f.frame[:], index)
	f.frameAt = start
	return sqlite3.SQLITE_OK
}
