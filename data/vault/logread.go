package vault

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"

	"rapport/data/vault/internal/disk"
)

// committedInLog reads the log at path as SQLite's recovery does: up to the
// first frame that is not of the log's present round, whose checksum is wrong
// or whose seal does not hold. It returns the database's size in pages after the
// last commit, 0 if there is none, and the pages whose images are there.
// (https://www.sqlite.org/fileformat2.html, 4.1 to 4.3)
func committedInLog(c *pageCipher, path string) (pages int64, inLog map[uint32]bool, err error) {
	f, err := disk.OpenToRead(path)
	if missing(err) {
		return 0, nil, nil
	}
	if err != nil {
		return 0, nil, fmt.Errorf("opening the log: %w", err)
	}
	defer f.Close() // read only: nothing to lose
	head, frame, page := make([]byte, logHeader), make([]byte, frameSize), make([]byte, pageSize)
	if _, err := f.ReadAt(head, 0); err != nil {
		return 0, nil, ignoreEOF(err)
	}
	var sum logSum
	if !sum.begin(head) {
		return 0, nil, nil
	}
	inLog = map[uint32]bool{}
	var pending []uint32
	for index := int64(0); ; index++ {
		if _, err := f.ReadAt(frame, logHeader+index*frameSize); err != nil {
			return pages, inLog, ignoreEOF(err)
		}
		header := frame[:frameHeader]
		c.showFrame(header, index)
		ofThisRound := bytes.Equal(header[8:16], head[16:24])
		if !ofThisRound || c.openImage(page, frame[frameHeader:], header, index) != nil || !sum.fits(header, page) {
			return pages, inLog, nil
		}
		pending = append(pending, binary.BigEndian.Uint32(header))
		if size := binary.BigEndian.Uint32(header[4:]); size != 0 { // a commit
			pages = int64(size)
			for _, n := range pending {
				inLog[n] = true
			}
			pending = pending[:0]
		}
	}
}

// logSum is SQLite's running checksum over the log: each frame's includes all
// before it (https://www.sqlite.org/fileformat2.html, 4.2).
type logSum struct {
	order  binary.ByteOrder
	s0, s1 uint32
}

// begin takes the log's header, and says whether its own checksum is right.
func (l *logSum) begin(head []byte) bool {
	l.order = binary.LittleEndian
	if binary.BigEndian.Uint32(head)&1 == 1 {
		l.order = binary.BigEndian
	}
	l.add(head[:24])
	return l.is(head[24:])
}

// fits takes the next frame, and says whether its checksum is right.
func (l *logSum) fits(header, page []byte) bool {
	l.add(header[:8])
	l.add(page)
	return l.is(header[16:])
}

func (l *logSum) add(b []byte) {
	for ; len(b) >= 8; b = b[8:] {
		l.s0 += l.order.Uint32(b) + l.s1
		l.s1 += l.order.Uint32(b[4:]) + l.s0
	}
}

func (l *logSum) is(stored []byte) bool {
	return binary.BigEndian.Uint32(stored) == l.s0 && binary.BigEndian.Uint32(stored[4:]) == l.s1
}

func ignoreEOF(err error) error {
	if err == io.EOF {
		return nil
	}
	return fmt.Errorf("reading the log: %w", err)
}
