package vault

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"rapport/data/vault/internal/disk"
)

// A seal shows that a page was altered or moved; it cannot show that the page is
// an older one of the same place. For that casefile.mark keeps a sum over all
// pages of the database: of each page the token that a block cipher makes of its
// number and its nonce, added modulo 2^128. A page that was put back has another
// nonce, and whoever does not know the key cannot make the sums meet.
//
// The sum must hold whatever a crash leaves. The database file is written by
// checkpoints alone, and what a crash cuts short is in the log and is moved once
// more. So before a page is written the record says which pages are moving, and
// the sum is that of the others; when all are durable it is that of all again.
// One sync for each checkpoint pays for it.
//
// The record also knows the log: by its salts, written before a new round of the
// log begins, and by how many frames were committed, written after each commit
// without a sync. A log of another state of the case file, or one that ends
// before its time, is damage.
type marks struct {
	cipher *pageCipher
	path   string // of the database
	lost   bool   // the record is gone or does not open, though there was one

	mu      sync.Mutex
	file    disk.File
	counter uint64
	round   salts // of the log in use; zero: there is none
	spent   salts // of the log before: all that it held is durable in the database
	frames  int64 // of this round that are committed and durable
	ending  int64 // frames after a commit that is not synced yet
	known   bool  // sum and moving are right
	sum     pageSum
	moving  map[uint32]bool // pages that are not in the sum
	changes int64           // of the database file, see compare
}

// salts tell one round of a log from another.
type salts [8]byte

const (
	markName   = "casefile.mark"
	markSlot   = 64 << 10 // bytes for each of the two records, written in turn, and for a copy of each
	markLog    = 4 * markSlot
	markFile   = markLog + 512
	markMarker = "RPM1"
	markHeader = len(markMarker) + 4 // and the length of what is sealed

	// markedID stands in page 1 of a database that has had a record from its first
	// day (https://www.sqlite.org/fileformat2.html, 1.3.16).
	markedID = 0x52505431
)

// pageSum is a sum of tokens modulo 2^128.
type pageSum struct{ hi, lo uint64 }

func (s *pageSum) add(t pageSum) {
	var carry uint64
	s.lo, carry = bits.Add64(s.lo, t.lo, 0)
	s.hi, _ = bits.Add64(s.hi, t.hi, carry)
}

func (s *pageSum) take(t pageSum) {
	var borrow uint64
	s.lo, borrow = bits.Sub64(s.lo, t.lo, 0)
	s.hi, _ = bits.Sub64(s.hi, t.hi, borrow)
}

// token is what page n adds to the sum. head is how the stored page begins.
func (c *pageCipher) token(n uint32, head []byte) pageSum {
	var b [16]byte
	binary.BigEndian.PutUint32(b[:], n)
	copy(b[4:], head[len(pageMarker):pageHead])
	c.mark.Encrypt(b[:], b[:])
	return pageSum{binary.BigEndian.Uint64(b[:]), binary.BigEndian.Uint64(b[8:])}
}

// pageHead is the part of a stored page that holds marker and nonce.
const pageHead = 16

// openMarks reads the record of the database at path. earlier opens one from
// before the data key was changed, whose sum is worth nothing any more.
func openMarks(c, earlier *pageCipher, path string) (*marks, error) {
	m := &marks{cipher: c, path: path}
	b, err := readMark(m.name())
	if err != nil {
		return nil, err
	}
	there := m.read(c, b)
	if !there && earlier != nil && (&marks{}).read(earlier, b) {
		return m, nil
	}
	if !there {
		m.lost = len(b) > 0
		if !m.lost {
			m.lost, err = markedFromTheFirst(c, path)
		}
	}
	return m, err
}

func (m *marks) name() string { return filepath.Join(filepath.Dir(m.path), markName) }

func readMark(path string) ([]byte, error) {
	f, err := disk.OpenToRead(path)
	if missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("opening the mark of the database: %w", err)
	}
	defer f.Close() // read only: nothing to lose
	b, err := io.ReadAll(io.LimitReader(f, markFile))
	if err != nil {
		return nil, fmt.Errorf("reading the mark of the database: %w", err)
	}
	return b, nil
}

// markedFromTheFirst says whether page 1 tells that there must be a record.
func markedFromTheFirst(c *pageCipher, path string) (bool, error) {
	f, err := disk.OpenToRead(path)
	if missing(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("opening the database: %w", err)
	}
	defer f.Close() // read only: nothing to lose
	stored, page := make([]byte, pageSize), make([]byte, pageSize)
	if _, err := f.ReadAt(stored, 0); err != nil && err != io.EOF {
		return false, fmt.Errorf("reading the database: %w", err)
	}
	return c.openPage(page, stored, 1) == nil && binary.BigEndian.Uint32(page[68:]) == markedID, nil
}

// read takes the newest record that opens, and how far the log was.
func (m *marks) read(c *pageCipher, b []byte) (there bool) {
	for slot := range 4 {
		text, ok := c.unseal(b, slot*markSlot)
		if !ok {
			continue
		}
		if n := binary.BigEndian.Uint64(text); n >= m.counter {
			there = m.parse(text)
		}
	}
	if text, ok := c.unseal(b, markLog); ok && len(text) == 16 && salts(text[:8]) == m.round {
		m.frames = int64(binary.BigEndian.Uint64(text[8:]))
	}
	return there
}

// unseal opens what is sealed at an offset of the file.
func (c *pageCipher) unseal(b []byte, at int) ([]byte, bool) {
	if len(b) < at+markHeader || string(b[at:at+len(markMarker)]) != markMarker {
		return nil, false
	}
	n := int(binary.BigEndian.Uint32(b[at+len(markMarker):]))
	if n > markSlot-markHeader || len(b) < at+markHeader+n {
		return nil, false
	}
	text, err := c.marks.Open(nil, nil, b[at+markHeader:at+markHeader+n], binary.BigEndian.AppendUint32([]byte(markMarker), uint32(at)))
	return text, err == nil && len(text) >= 16
}

func (c *pageCipher) sealed(text []byte, at int) []byte {
	s := c.marks.Seal(nil, nil, text, binary.BigEndian.AppendUint32([]byte(markMarker), uint32(at)))
	return append(binary.BigEndian.AppendUint32([]byte(markMarker), uint32(len(s))), s...)
}

// A record: counter, salts of this round and of the one before, 1 if the sum is
// known, the sum, then the moving pages as differences.
const recordHead = 8 + 8 + 8 + 1 + 16

func (m *marks) parse(text []byte) bool {
	if len(text) < recordHead {
		return false
	}
	m.counter = binary.BigEndian.Uint64(text)
	m.round, m.spent, m.known = salts(text[8:16]), salts(text[16:24]), text[24] == 1
	m.sum = pageSum{binary.BigEndian.Uint64(text[25:]), binary.BigEndian.Uint64(text[33:])}
	m.moving = map[uint32]bool{}
	page := uint64(0)
	for rest := text[recordHead:]; len(rest) > 0; {
		step, n := binary.Uvarint(rest)
		if n <= 0 {
			return false
		}
		page, rest = page+step, rest[n:]
		m.moving[uint32(page)] = true
	}
	return true
}

// write makes the record durable. Where more pages move than there is room for,
// it says that nothing is known, until they are durable.
func (m *marks) write() error {
	text := binary.BigEndian.AppendUint64(nil, m.counter+1)
	text = append(append(text, m.round[:]...), m.spent[:]...)
	known := byte(0)
	if m.known {
		known = 1
	}
	text = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(append(text, known), m.sum.hi), m.sum.lo)
	before := uint32(0)
	for _, n := range sortedPages(m.moving) {
		text = binary.AppendUvarint(text, uint64(n-before))
		before = n
	}
	if len(text) > markSlot-markHeader-64 {
		text = text[:recordHead]
		text[24] = 0
	}
	if err := m.open(); err != nil {
		return err
	}
	for copied := range int64(2) { // one that is damaged must not be missed
		at := (int64(m.counter+1)%2 + 2*copied) * markSlot
		if _, err := m.file.WriteAt(m.cipher.sealed(text, int(at)), at); err != nil {
			return fmt.Errorf("writing the mark of the database: %w", err)
		}
	}
	if err := m.file.Sync(); err != nil {
		return fmt.Errorf("making the mark of the database durable: %w", err)
	}
	m.counter++
	return nil
}

func sortedPages(set map[uint32]bool) []uint32 {
	all := make([]uint32, 0, len(set))
	for n := range set {
		all = append(all, n)
	}
	slices.Sort(all)
	return all
}

// open opens the file, which has its full size from the first day: later writes
// need no room on the disk.
func (m *marks) open() (err error) {
	if m.file.File != nil {
		return nil
	}
	if _, e := os.Lstat(m.name()); missing(e) {
		if err := writeAtomically(m.name(), make([]byte, markFile)); err != nil {
			return fmt.Errorf("making the mark of the database: %w", err)
		}
	}
	if m.file, err = disk.OpenFile(m.name(), os.O_RDWR, 0); err != nil {
		m.file = disk.File{}
		return fmt.Errorf("opening the mark of the database: %w", err)
	}
	return nil
}

func (m *marks) close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.file.File != nil {
		_ = m.file.Close() // what must be durable is
		m.file = disk.File{}
	}
}

// begin counts every page of the database, which nobody writes to, from where on
// it is known.
func (m *marks) begin() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	sum, err := m.count(nil)
	if err != nil {
		return err
	}
	m.sum, m.known, m.moving = sum, true, map[uint32]bool{}
	return m.write()
}

// count adds up the tokens of all pages of the file but those that move.
func (m *marks) count(but map[uint32]bool) (sum pageSum, err error) {
	f, err := disk.OpenToRead(m.path)
	if err != nil {
		return sum, fmt.Errorf("opening the database: %w", err)
	}
	defer f.Close() // read only: nothing to lose
	stored := make([]byte, 64*pageSize)
	for first := int64(0); ; first += 64 {
		n, err := f.ReadAt(stored, first*pageSize)
		if err != nil && err != io.EOF {
			return sum, fmt.Errorf("reading the database: %w", err)
		}
		for i := int64(0); i < int64(n)/pageSize; i++ {
			page := uint32(first + i + 1)
			if page != lockPage && !but[page] {
				sum.add(m.cipher.token(page, stored[i*pageSize:]))
			}
		}
		if err == io.EOF {
			return sum, nil
		}
	}
}

// compareTries is how often the sum is counted while others write.
const compareTries = 5

// compare says whether the pages of the database are those that were written
// last. While it cannot be known it says nothing.
func (m *marks) compare() ([]PageFault, error) {
	if m.lost {
		return []PageFault{{File: markName}}, nil
	}
	for range compareTries {
		m.mu.Lock()
		known, want, before, moving := m.known, m.sum, m.changes, m.moving
		m.mu.Unlock()
		if !known {
			return nil, nil
		}
		sum, err := m.count(moving)
		if err != nil {
			return nil, err
		}
		m.mu.Lock()
		same := before == m.changes
		m.mu.Unlock()
		switch {
		case sum == want:
			return nil, nil
		case same:
			return []PageFault{{File: "database"}}, nil
		}
	}
	return nil, nil
}

// move is told before pages of the database are written: the record must be
// durable before they are. head reads how a page is stored now.
func (m *marks) move(first, last uint32, head func(n uint32) ([]byte, error)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.changes++
	if !m.known {
		return nil
	}
	var more []uint32
	for n := first; n <= last; n++ {
		if !m.moving[n] {
			more = append(more, n)
		}
	}
	if len(more) == 0 {
		return nil
	}
	for _, n := range m.inLog() { // the rest of what this checkpoint will write
		if !m.moving[n] {
			more = append(more, n)
		}
	}
	was, moving := m.sum, make(map[uint32]bool, len(m.moving)+len(more))
	for n := range m.moving {
		moving[n] = true
	}
	old := m.moving
	for _, n := range more {
		if moving[n] || n == lockPage {
			continue
		}
		moving[n] = true
		b, err := head(n)
		if err != nil {
			m.sum = was
			return err
		}
		if b != nil {
			m.sum.take(m.cipher.token(n, b))
		}
	}
	m.moving = moving
	if err := m.write(); err != nil {
		m.sum, m.moving = was, old
		return err
	}
	return nil
}

// inLog lists the pages in the frames of this round of the log: their numbers are
// in plain.
func (m *marks) inLog() (pages []uint32) {
	if m.round == (salts{}) {
		return nil
	}
	f, err := disk.OpenToRead(m.path + "-wal")
	if err != nil {
		return nil // each page asks for itself then
	}
	defer f.Close() // read only: nothing to lose
	var b [4]byte
	for i := range m.frames {
		if _, err := f.ReadAt(b[:], logHeader+i*frameSize); err != nil {
			return pages
		}
		pages = append(pages, binary.BigEndian.Uint32(b[:]))
	}
	return pages
}

// settled is told when all that was written to the database is durable.
func (m *marks) settled(head func(n uint32) ([]byte, error)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.known || len(m.moving) == 0 {
		return
	}
	sum := m.sum
	for n := range m.moving {
		b, err := head(n)
		if err != nil {
			return // they stay moving
		}
		if b != nil {
			sum.add(m.cipher.token(n, b))
		}
	}
	m.changes++
	m.sum, m.moving = sum, map[uint32]bool{}
}

// nextRound is told before a log begins anew: with the salts of its header, or
// with none when the log goes.
func (m *marks) nextRound(s salts) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if s == m.round {
		return nil
	}
	round, spent, frames := m.round, m.spent, m.frames
	if m.round != (salts{}) {
		m.spent = m.round
	}
	m.round, m.frames, m.ending = s, 0, 0
	if err := m.write(); err != nil {
		m.round, m.spent, m.frames = round, spent, frames
		return err
	}
	return nil
}

// cutShort says whether a log of that size would lack what was committed.
func (m *marks) cutShort(size int64) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.frames > 0 && size < logHeader+m.frames*frameSize
}

// ends is told of a frame that ends a commit, and synced of the log's sync.
func (m *marks) ends(frames int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ending = frames
}

func (m *marks) synced(ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !ok {
		m.ending = 0
	}
	if m.ending == 0 || m.open() != nil {
		return
	}
	m.frames, m.ending = m.ending, 0
	text := binary.BigEndian.AppendUint64(m.round[:], uint64(m.frames))
	// Not synced: it only has to be there when the system lives on.
	_, _ = m.file.WriteAt(m.cipher.sealed(text, markLog), markLog)
}

// fit holds the log beside the database against the record, before SQLite sees
// it. A log of which all is in the database already is emptied. Error: damage.
func (m *marks) fit() error {
	log, err := imagesInLog(m.cipher, m.path+"-wal")
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case m.counter == 0: // there is no record yet
		m.round, m.frames = log.round, log.frames
		return nil
	case log.frames > 0 && log.round == m.spent && m.spent != m.round:
		return emptySpentLog(m.path + "-wal")
	case log.frames > 0 && log.round != m.round:
		return damaged("the log %s does not belong to the database", logName)
	case log.frames < m.frames:
		return &PageFault{File: "log", Page: log.frames + 1}
	}
	m.frames = log.frames
	return nil
}

func emptySpentLog(path string) error {
	f, err := disk.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		err = errors.Join(f.Truncate(0), f.Sync(), f.Close())
	}
	if err != nil {
		return fmt.Errorf("emptying the log: %w", err)
	}
	return nil
}

// rest is told when the database is closed: where the sum was not known, and the
// log is empty, it is from now on.
func (m *marks) rest(well bool) {
	m.mu.Lock()
	known := m.known
	m.mu.Unlock()
	if log, err := os.Lstat(m.path + "-wal"); well && !known && (missing(err) || err == nil && log.Size() == 0) {
		_ = m.begin() // it can be done another time
	}
	m.close()
}

// markCopy writes the record of a copy of the database, which nobody writes to.
func markCopy(c *pageCipher, path string) error {
	m := &marks{cipher: c, path: path}
	defer m.close()
	return m.begin()
}

// compareCopy holds a copy against its record, if it has one: a backup of an
// earlier version has none.
func compareCopy(c *pageCipher, path string) ([]PageFault, error) {
	m, err := openMarks(c, nil, path)
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(m.name()); missing(err) {
		return nil, nil
	}
	return m.compare()
}

// markUnder is markCopy for a database in dir under the data key.
func markUnder(dataKey []byte, dir string) error {
	c, err := newPageCipher(dataKey)
	if err != nil {
		return err
	}
	return markCopy(c, filepath.Join(dir, databaseName))
}
