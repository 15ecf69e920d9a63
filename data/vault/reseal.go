package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"rapport/data/vault/internal/disk"
)

// resealBatch is how many pages are read and written at once.
const resealBatch = 256

// resealing copies a database page by page from one data key to another.
type resealing struct {
	from, to   string
	open, seal *pageCipher
	progress   func(part int, done, total int64)
}

// pass brings the copy up to the database as it is. A page that the copy has
// already, in the same words, is not written again. Where last is false the
// database may be changing: a page that does not open is left for the last pass.
// Errors: *PageFault, and what kept it from reading or writing.
func (r resealing) pass(ctx context.Context, part int, last bool) (err error) {
	from, err := disk.OpenToRead(r.from)
	if err != nil {
		return fmt.Errorf("opening the database: %w", err)
	}
	defer from.Close() // read only: nothing to lose
	info, err := from.Stat()
	if err != nil {
		return fmt.Errorf("measuring the database: %w", err)
	}
	total := info.Size() / pageSize
	if last && info.Size()%pageSize != 0 {
		return &PageFault{File: "database", Page: total + 1}
	}
	to, err := disk.OpenFile(r.to, os.O_RDWR|os.O_CREATE, fileMode)
	if err != nil {
		return fmt.Errorf("opening the copy: %w", err)
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	stored, copied := make([]byte, resealBatch*pageSize), make([]byte, resealBatch*pageSize)
	for first := int64(0); first < total; first += resealBatch {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(resealBatch, total-first) * pageSize
		if err := r.batch(from, to, stored[:n], copied[:n], first, last); err != nil {
			return err
		}
		r.progress(part, min(first+resealBatch, total), total)
	}
	if !last {
		return nil
	}
	return r.settle(to, total)
}

// batch copies the pages that begin after first pages.
func (r resealing) batch(from, to disk.File, stored, copied []byte, first int64, last bool) error {
	if _, err := from.ReadAt(stored, first*pageSize); err != nil && err != io.EOF {
		return fmt.Errorf("reading the database: %w", err)
	}
	got, err := to.ReadAt(copied, first*pageSize)
	if err != nil && err != io.EOF {
		return fmt.Errorf("reading the copy: %w", err)
	}
	clear(copied[got:])
	var page, have [pageSize]byte
	differs := false
	for at := 0; at < len(stored); at += pageSize {
		n := first + int64(at/pageSize) + 1
		if n == lockPage {
			continue
		}
		if r.open.openPage(page[:], stored[at:], uint32(n)) != nil {
			if last {
				return &PageFault{File: "database", Page: n}
			}
			continue
		}
		if r.seal.openPage(have[:], copied[at:], uint32(n)) == nil && bytes.Equal(page[:], have[:]) {
			continue
		}
		r.seal.sealPage(copied[at:at+pageSize], page[:], uint32(n))
		differs = true
	}
	if !differs {
		return nil
	}
	if _, err := to.WriteAt(copied, first*pageSize); err != nil {
		return fmt.Errorf("writing the copy: %w", err)
	}
	return nil
}

// settle gives the copy the database's length and makes it durable.
func (r resealing) settle(to disk.File, pages int64) error {
	if err := to.Truncate(pages * pageSize); err != nil {
		return fmt.Errorf("cutting the copy to its length: %w", err)
	}
	if err := to.Sync(); err != nil {
		return fmt.Errorf("making the copy durable: %w", err)
	}
	return nil
}

// verify opens the seal of every page of the copy.
func (r resealing) verify(ctx context.Context, part int) error {
	faults, err := cutOff(r.seal, r.to)
	if err == nil && len(faults) == 0 {
		faults, err = scanPages(ctx, r.seal, r.to, func(done, total int64) { r.progress(part, done, total) })
	}
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return fmt.Errorf("checking the copy: %w", &faults[0])
	}
	return nil
}

// inParts makes one progress of several parts of the same length. told may be nil.
func inParts(told func(done, total int64), count int64) func(part int, done, total int64) {
	return func(part int, done, total int64) {
		if told != nil {
			told(int64(part)*total+done, count*total)
		}
	}
}

// sealedWith is which of the data keys the database at path is sealed with, or
// -1. A crash may have left some pages half written: the first whole one decides.
func sealedWith(path string, dataKeys ...[]byte) (int, error) {
	var ciphers []*pageCipher
	for _, k := range dataKeys {
		c, err := newPageCipher(k)
		if err != nil {
			return -1, err
		}
		ciphers = append(ciphers, c)
	}
	f, err := disk.OpenToRead(path)
	if missing(err) {
		return -1, nil
	}
	if err != nil {
		return -1, fmt.Errorf("opening the database: %w", err)
	}
	defer f.Close() // read only: nothing to lose
	var stored, page [pageSize]byte
	for n := int64(1); ; n++ {
		_, err := f.ReadAt(stored[:], (n-1)*pageSize)
		if errors.Is(err, io.EOF) {
			return -1, nil
		}
		if err != nil {
			return -1, fmt.Errorf("reading the database: %w", err)
		}
		for i, c := range ciphers {
			if c.openPage(page[:], stored[:], uint32(n)) == nil {
				return i, nil
			}
		}
	}
}
