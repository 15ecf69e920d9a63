package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
)

// A page as stored: marker, nonce, sealed payload, tag. SQLite runs with
// pageReserve reserved bytes a page, which are zero in memory.
const (
	pageSize    = 4096
	pageReserve = 32
	pagePayload = pageSize - pageReserve
	pageMarker  = "RPG1"

	logHeader   = 32 // the log's own header, in plain
	frameHeader = 24 // before each page image in the log
	frameSize   = frameHeader + pageSize

	// The page that holds SQLite's lock bytes, at 1 GiB, is never written.
	lockPage = 0x40000000/pageSize + 1

	dataKeySize = 32
)

var errSeal = errors.New("the seal does not hold")

// pageCipher seals and opens pages under keys made from one data key.
type pageCipher struct {
	page, log cipher.AEAD  // with nonces drawn inside
	frame     cipher.Block // for the 16 secret bytes of a frame header
	tweak     cipher.Block // ties them to the frame's position
	mark      cipher.Block // makes the tokens of pages, see marks
	marks     cipher.AEAD  // seals their record
}

func newPageCipher(dataKey []byte) (*pageCipher, error) {
	var blocks [6]cipher.Block
	for i, use := range []string{"page", "log page", "frame header", "frame tweak", "page token", "mark"} {
		key, err := derive(dataKey, use)
		if err != nil {
			return nil, err
		}
		if blocks[i], err = aes.NewCipher(key); err != nil {
			return nil, fmt.Errorf("preparing the %s key: %w", use, err)
		}
		clear(key)
	}
	page, err := cipher.NewGCMWithRandomNonce(blocks[0])
	if err != nil {
		return nil, fmt.Errorf("preparing the page cipher: %w", err)
	}
	log, err := cipher.NewGCMWithRandomNonce(blocks[1])
	if err != nil {
		return nil, fmt.Errorf("preparing the log cipher: %w", err)
	}
	marks, err := cipher.NewGCMWithRandomNonce(blocks[5])
	if err != nil {
		return nil, fmt.Errorf("preparing the cipher of the mark: %w", err)
	}
	return &pageCipher{page: page, log: log, frame: blocks[2], tweak: blocks[3], mark: blocks[4], marks: marks}, nil
}

// derive makes the 32-byte key for one use from the data key. The data key is
// random, so that HKDF's expansion alone suffices (RFC 5869, 3.3).
func derive(dataKey []byte, use string) ([]byte, error) {
	if len(dataKey) != dataKeySize {
		return nil, fmt.Errorf("the data key has %d bytes instead of %d", len(dataKey), dataKeySize)
	}
	key, err := hkdf.Expand(sha256.New, dataKey, "rapport/1 "+use, 32)
	if err != nil {
		return nil, fmt.Errorf("deriving the %s key: %w", use, err)
	}
	return key, nil
}

// sealPage seals page number n (from 1) into stored.
func (c *pageCipher) sealPage(stored, page []byte, n uint32) {
	var about [8]byte
	seal(c.page, stored, page, aboutPage(&about, n))
}

// openPage opens page number n (from 1); the reserved bytes come out as zeroes.
func (c *pageCipher) openPage(page, stored []byte, n uint32) error {
	var about [8]byte
	return open(c.page, page, stored, aboutPage(&about, n))
}

// sealImage seals the page image that follows the frame header in the log at
// the position index (from 0).
func (c *pageCipher) sealImage(stored, page, header []byte, index int64) {
	var about [16]byte
	seal(c.log, stored, page, aboutImage(&about, header, index))
}

// openImage opens the page image that follows the frame header.
func (c *pageCipher) openImage(page, stored, header []byte, index int64) error {
	var about [16]byte
	return open(c.log, page, stored, aboutImage(&about, header, index))
}

// aboutPage binds a page to its number, so that a page moved is noticed.
func aboutPage(buf *[8]byte, n uint32) []byte {
	copy(buf[:4], pageMarker)
	binary.BigEndian.PutUint32(buf[4:], n)
	return buf[:]
}

// aboutImage binds a page image to the page number and its position in the log.
// Not to the salts of the frame header: a transaction that outgrows the cache
// writes headers with zero salts first and rewrites them when it commits.
func aboutImage(buf *[16]byte, header []byte, index int64) []byte {
	copy(buf[:4], pageMarker)
	copy(buf[4:8], header[:4])
	binary.BigEndian.PutUint64(buf[8:], uint64(index))
	return buf[:]
}

func seal(a cipher.AEAD, stored, page, about []byte) {
	copy(stored[:4], pageMarker)
	a.Seal(stored[4:4:pageSize], nil, page[:pagePayload], about)
}

func open(a cipher.AEAD, page, stored, about []byte) error {
	if string(stored[:4]) != pageMarker {
		return errSeal
	}
	if _, err := a.Open(page[:0:pagePayload], nil, stored[4:pageSize], about); err != nil {
		return errSeal
	}
	clear(page[pagePayload:pageSize])
	return nil
}

// hideFrame encrypts bytes 8 to 24 of a frame header in place: SQLite's salt
// and its checksum of the plain page. The transform is XEX, tied to the
// frame's position; it hides, and the seal of the page image authenticates.
func (c *pageCipher) hideFrame(header []byte, index int64) { c.xex(header, index, c.frame.Encrypt) }

// showFrame undoes hideFrame.
func (c *pageCipher) showFrame(header []byte, index int64) { c.xex(header, index, c.frame.Decrypt) }

func (c *pageCipher) xex(header []byte, index int64, pass func(dst, src []byte)) {
	var tweak [16]byte
	binary.BigEndian.PutUint64(tweak[8:], uint64(index))
	c.tweak.Encrypt(tweak[:], tweak[:])
	secret := header[8:24]
	xorInto(secret, tweak[:])
	pass(secret, secret)
	xorInto(secret, tweak[:])
}

func xorInto(dst, src []byte) {
	for i := range dst {
		dst[i] ^= src[i]
	}
}

// blankPage is page 1 of an empty database that is already in WAL form, with
// our page size and reserve, so that a rollback journal is never needed
// (https://www.sqlite.org/fileformat2.html, 1.3).
func blankPage() []byte {
	p := make([]byte, pageSize)
	copy(p, "SQLite format 3\x00")
	binary.BigEndian.PutUint16(p[16:], pageSize)
	p[18], p[19] = 2, 2 // WAL, for writing and for reading
	p[20] = pageReserve
	p[21], p[22], p[23] = 64, 32, 32              // payload fractions, fixed by the format
	binary.BigEndian.PutUint32(p[24:], 1)         // change counter
	binary.BigEndian.PutUint32(p[28:], 1)         // size in pages
	binary.BigEndian.PutUint32(p[56:], 1)         // UTF-8
	binary.BigEndian.PutUint32(p[68:], markedID)  // has a record of its pages
	binary.BigEndian.PutUint32(p[92:], 1)         // the change counter the size belongs to
	binary.BigEndian.PutUint32(p[96:], 3_054_001) // SQLite version
	p[100] = 0x0d                                 // an empty leaf
	binary.BigEndian.PutUint16(p[105:], pagePayload)
	return p
}

// storedSize is the database's size in pages as page 1 tells it.
func storedSize(page1 []byte) int64 { return int64(binary.BigEndian.Uint32(page1[28:])) }
