package vault

import (
	"encoding/binary"

	"modernc.org/libc"
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
	if rc := f.putFrames(t, p); rc != sqlite3.SQLITE_OK {
		clear(out)
		return rc
	}
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
		return sqlite3.SQLITE_OK
	}
	f.failed("log", index+1)
	return sqlite3.SQLITE_IOERR_DATA
}

func (f *file) writeLog(t tls, p uintptr, src []byte, off int64) int32 {
	if off != f.framesTo {
		if rc := f.putFrames(t, p); rc != sqlite3.SQLITE_OK {
			return rc
		}
	}
	if off == 0 && len(src) == logHeader {
		return f.beginLog(t, p, src)
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
		return f.writeImage(t, p, c, src, index, off)
	}
	return sqlite3.SQLITE_IOERR_WRITE
}

func (f *file) beginLog(t tls, p uintptr, header []byte) int32 {
	if m := f.marks(); m != nil {
		if rc := refusal(m.nextRound(salts(header[16:24]))); rc != sqlite3.SQLITE_OK {
			return rc
		}
	}
	copy(f.buf[:], header)
	return fn[fnIO](methods(p).FxWrite)(t, inner(p), f.scratch(), logHeader, 0)
}

func (f *file) writeFrameHeader(t tls, p uintptr, c *pageCipher, src []byte, index, start int64) int32 {
	copy(f.frame[:], src)
	f.frameAt = start
	if m := f.marks(); m != nil {
		m.frame(binary.BigEndian.Uint32(src))
	}
	to, rc := f.addToFrames(t, p, start, frameHeader)
	if rc != sqlite3.SQLITE_OK {
		return rc
	}
	copy(to, src)
	c.hideFrame(to, index)
	if binary.BigEndian.Uint32(src[4:]) != 0 {
		f.commit = index + 1
	}
	return sqlite3.SQLITE_OK
}

func (f *file) writeImage(t tls, p uintptr, c *pageCipher, page []byte, index, off int64) int32 {
	if rc := f.wantFrame(t, p, c, index, off-frameHeader); rc != sqlite3.SQLITE_OK {
		return rc
	}
	to, rc := f.addToFrames(t, p, off, pageSize)
	if rc != sqlite3.SQLITE_OK {
		return rc
	}
	c.sealImage(to, page, f.frame[:], index)
	if f.commit > 0 { // others may read it as soon as this returns
		return f.putFrames(t, p)
	}
	return sqlite3.SQLITE_OK
}

// framesRoom is how many frames are gathered. SQLite hands each over as two
// writes, which cost more than the sealing.
const framesRoom = 16

// addToFrames makes room for n bytes of the log at off after the frames that are
// on their way to it, and gives the place to put them. Only what no commit has
// ended yet stays on the way: nobody but this file reads it, and this file puts
// it into the log before it does anything else with it.
func (f *file) addToFrames(t tls, p uintptr, off, n int64) ([]byte, int32) {
	if off != f.framesTo || f.framesTo-f.framesAt+n > framesRoom*frameSize {
		if rc := f.putFrames(t, p); rc != sqlite3.SQLITE_OK {
			return nil, rc
		}
	}
	if f.frames == 0 {
		if f.frames = libc.Xmalloc(t, framesRoom*frameSize); f.frames == 0 {
			return nil, sqlite3.SQLITE_NOMEM
		}
	}
	if f.framesTo == 0 {
		f.framesAt, f.framesTo = off, off
	}
	at := f.framesTo - f.framesAt
	f.framesTo += n
	return bytesAt(f.frames, framesRoom*frameSize)[at : at+n], sqlite3.SQLITE_OK
}

// putFrames writes the frames that are on their way. When that fails they are let
// go: the transaction that they belong to fails.
func (f *file) putFrames(t tls, p uintptr) int32 {
	if f.framesTo == 0 {
		return sqlite3.SQLITE_OK
	}
	at, n, commit := f.framesAt, f.framesTo-f.framesAt, f.commit
	f.framesAt, f.framesTo, f.commit = 0, 0, 0
	rc := fn[fnIO](methods(p).FxWrite)(t, inner(p), f.frames, int32(n), at)
	if m := f.marks(); m != nil && commit > 0 && rc == sqlite3.SQLITE_OK {
		m.ends(commit)
	}
	return rc
}

// wantFrame has the frame header at start in f.frame. It is there when SQLite
// has just written it; for a page that the same transaction writes again it is
// in the log.
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
