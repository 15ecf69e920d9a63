package vault

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"slices"

	"rapport/data/vault/internal/disk"
)

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

// A record: counter, salts of this round and of the one before, what is known, the
// sum, then the moving pages.
const recordHead = 8 + 8 + 8 + 1 + 16

// What a record knows.
const (
	knowsNothing = iota
	knowsSum     // the moving pages are differences; written by earlier versions
	knowsCrowd   // more pages move than there is room for, until they are durable
	knowsRuns    // the moving pages are runs: the gap before, and how many more than one
)

func (m *marks) parse(text []byte) bool {
	if len(text) < recordHead {
		return false
	}
	m.counter = binary.BigEndian.Uint64(text)
	m.round, m.spent = salts(text[8:16]), salts(text[16:24])
	m.known, m.crowded = text[24] == knowsSum || text[24] == knowsRuns, text[24] == knowsCrowd
	m.sum = pageSum{binary.BigEndian.Uint64(text[25:]), binary.BigEndian.Uint64(text[33:])}
	m.moving = map[uint32]bool{}
	page := uint64(0)
	for rest := text[recordHead:]; len(rest) > 0; {
		step, n := binary.Uvarint(rest)
		if n <= 0 {
			return false
		}
		page, rest = page+step, rest[n:]
		more := uint64(0)
		if text[24] == knowsRuns {
			if more, n = binary.Uvarint(rest); n <= 0 || page+more > maxPage {
				return false
			}
			rest = rest[n:]
		}
		for end := page + more; ; page++ {
			m.moving[uint32(page)] = true
			if page == end {
				break
			}
		}
	}
	return true
}

// maxPage is the number that a page can have at most
// (https://www.sqlite.org/fileformat2.html, 1.3).
const maxPage = 1<<32 - 2

// runs are pages, in order, as a record has them.
func runs(text []byte, pages []uint32) []byte {
	before := uint32(0)
	for i := 0; i < len(pages); {
		j := i + 1
		for j < len(pages) && pages[j] == pages[j-1]+1 {
			j++
		}
		text = binary.AppendUvarint(text, uint64(pages[i]-before))
		text = binary.AppendUvarint(text, uint64(j-i-1))
		before, i = pages[j-1], j
	}
	return text
}

// write makes the record durable. Where more pages move than there is room for,
// it says that nothing is known, until they are durable.
func (m *marks) write() error {
	text := binary.BigEndian.AppendUint64(nil, m.counter+1)
	text = append(append(text, m.round[:]...), m.spent[:]...)
	known := byte(knowsNothing)
	switch {
	case m.known:
		known = knowsRuns
	case m.crowded && !m.lost:
		known = knowsCrowd
	}
	text = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(append(text, known), m.sum.hi), m.sum.lo)
	text = runs(text, sortedPages(m.moving))
	if len(text) > markSlot-markHeader-64 {
		text = text[:recordHead]
		text[24] = knowsCrowd
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
