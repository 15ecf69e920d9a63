package vault

import (
	"encoding/binary"
	"fmt"
	"io"
	"math/bits"

	"rapport/data/vault/internal/disk"
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
		delete(m.written, n)
		if !m.moving[n] {
			more = append(more, n)
		}
	}
	if len(more) == 0 {
		return nil
	}
	for n := range m.logged { // the rest of what this checkpoint will write
		more = append(more, n)
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

// wrote is told of a page that was written whole, and how it begins as stored.
func (m *marks) wrote(n uint32, head []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.moving[n] {
		m.written[n] = m.cipher.token(n, head)
	}
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
		if token, ok := m.written[n]; ok {
			sum.add(token)
			continue
		}
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
	clear(m.written)
}
