package vault

import (
	"encoding/binary"
	"fmt"
	"io"

	"rapport/data/vault/internal/disk"
)

// logImages is what a log holds that was committed.
type logImages struct {
	pages  int64            // of the database after the last commit, 0: no commit
	newest map[uint32]int64 // of each page, the position of its newest image
	fault  *PageFault       // where the log ends before its time
	round  salts            // of its header
	frames int64            // up to the last commit
}

// imagesInLog reads the log at path as SQLite's recovery does: up to the first
// frame that is not of the log's present round, whose checksum is wrong or whose
// seal does not hold; and says whether the log ends there or is damaged. A power
// cut in the middle of a write looks like damage at the end.
// (https://www.sqlite.org/fileformat2.html, 4.1 to 4.3)
func imagesInLog(c *pageCipher, path string) (all logImages, err error) {
	all.newest = map[uint32]int64{}
	f, err := disk.OpenToRead(path)
	if missing(err) {
		return all, nil
	}
	if err != nil {
		return all, fmt.Errorf("opening the log: %w", err)
	}
	defer f.Close() // read only: nothing to lose
	head, frame, page := make([]byte, logHeader), make([]byte, frameSize), make([]byte, pageSize)
	if n, err := f.ReadAt(head, 0); n < logHeader {
		return all, ignoreEOF(err)
	}
	var sum logSum
	if !sum.begin(head) {
		all.fault = &PageFault{File: "log", Page: 1}
		return all, nil
	}
	all.round = salts(head[16:24])
	pending := map[uint32]int64{}
	for index := int64(0); ; index++ {
		n, err := f.ReadAt(frame, logHeader+index*frameSize)
		if n < frameSize {
			if err != io.EOF {
				return all, fmt.Errorf("reading the log: %w", err)
			}
			return all, nil
		}
		header := frame[:frameHeader]
		c.showFrame(header, index)
		if string(header[8:16]) != string(head[16:24]) {
			return all, nil // of an earlier round
		}
		if c.openImage(page, frame[frameHeader:], header, index) != nil || !sum.fits(header, page) {
			all.fault = &PageFault{File: "log", Page: index + 1}
			return all, nil
		}
		pending[binary.BigEndian.Uint32(header)] = index
		if size := binary.BigEndian.Uint32(header[4:]); size != 0 { // a commit
			all.pages, all.frames = int64(size), index+1
			for n, at := range pending {
				all.newest[n] = at
			}
			clear(pending)
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
