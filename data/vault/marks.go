package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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
	told   bool   // and somebody has been told

	mu      sync.Mutex
	file    disk.File
	counter uint64
	round   salts           // of the log in use; zero: there is none
	spent   salts           // of the log before: all that it held is durable in the database
	frames  int64           // of this round that are committed and durable
	logged  map[uint32]bool // pages with frames in this round: all that a checkpoint will write
	known   bool            // sum and moving are right
	crowded bool            // they are not, because more pages moved than a record has room for
	sum     pageSum
	moving  map[uint32]bool    // pages that are not in the sum
	written map[uint32]pageSum // tokens of those that were written whole since they move
	changes int64              // of the database file, see compare
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

// openMarks reads the record of the database at path.
func openMarks(c *pageCipher, path string) (*marks, error) {
	m := newMarks(c, path)
	b, err := readMark(m.name())
	if err != nil {
		return m, err
	}
	there := m.read(c, b)
	switch {
	case there && m.known:
		return m, nil
	case there && m.crowded && logHas(path, m.round): // a checkpoint was cut off
		return m, nil
	case !there && bytes.ContainsFunc(b, func(r rune) bool { return r != 0 }):
		m.lost = true // zeroes are what a crash leaves of the first day
		return m, nil
	}
	// One that knows nothing is as good as none: else an old one of these could
	// stand in for any state.
	m.lost, err = markedFromTheFirst(c, path)
	return m, err
}

// logHas says whether the log of the database begins with these salts.
func logHas(path string, round salts) bool {
	f, err := disk.OpenToRead(path + "-wal")
	if err != nil {
		return false
	}
	defer f.Close() // read only: nothing to lose
	head := make([]byte, logHeader)
	n, _ := f.ReadAt(head, 0)
	return n == logHeader && round != salts{} && salts(head[16:24]) == round
}

func newMarks(c *pageCipher, path string) *marks {
	return &marks{cipher: c, path: path, logged: map[uint32]bool{}, written: map[uint32]pageSum{}}
}

func (m *marks) name() string { return filepath.Join(filepath.Dir(m.path), markName) }

func (m *marks) close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.file.File != nil {
		_ = m.file.Close() // what must be durable is
		m.file = disk.File{}
	}
}

var errUncounted = errors.New("the pages of the database could not be counted")

// begin counts every page of the database, which nobody writes to, from where on
// it is known.
func (m *marks) begin() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	sum, err := m.count(nil)
	if err != nil {
		return fmt.Errorf("%w: %w", errUncounted, err)
	}
	m.sum, m.known, m.crowded, m.moving = sum, true, false, map[uint32]bool{}
	return m.write()
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
	m.round, m.frames = s, 0
	if err := m.write(); err != nil {
		m.round, m.spent, m.frames = round, spent, frames
		return err
	}
	clear(m.logged)
	return nil
}

// frame is told of the page of each frame that the log takes.
func (m *marks) frame(page uint32) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.logged[page] = true
}

// cutShort says whether a log of that size would lack what was committed.
func (m *marks) cutShort(size int64) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.frames > 0 && size < logHeader+m.frames*frameSize
}

// committed is told how many frames the log has up to a commit that is durable.
func (m *marks) committed(frames int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.open() != nil {
		return
	}
	m.frames = frames
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
	for n := range log.newest {
		m.logged[n] = true
	}
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

// tell says that the loss of the record is told.
func (m *marks) tell() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.told = true
}

// rest is told when the database is closed: where the sum was not known, and the
// log is empty, it is from now on. That a record was lost must be told first: the
// new one vouches for the pages as they are.
func (m *marks) rest(well bool) {
	m.mu.Lock()
	begin := well && !m.known && (m.told || !m.lost)
	m.mu.Unlock()
	if log, err := os.Lstat(m.path + "-wal"); begin && (missing(err) || err == nil && log.Size() == 0) {
		_ = m.begin() // it can be done another time
	}
	m.close()
}

// markCopy writes the record of a copy of the database, which nobody writes to.
func markCopy(c *pageCipher, path string) error {
	m := newMarks(c, path)
	defer m.close()
	return m.begin()
}

// compareCopy holds a copy against its record; that the record is gone is a fault,
// but of a backup of an earlier version, which has none. A copy of a change of the
// data key that a crash cut off may have the record of before: it opens with
// earlier, where that is not nil, and tells nothing.
func compareCopy(c, earlier *pageCipher, path string) ([]PageFault, error) {
	m, err := openMarks(c, path)
	if err != nil {
		return nil, err
	}
	if m.lost && earlier != nil {
		b, err := readMark(m.name())
		if err != nil || newMarks(earlier, path).read(earlier, b) {
			return nil, err
		}
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
