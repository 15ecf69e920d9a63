package vault

import (
	"context"
	"errors"
	"fmt"
	"io"

	"rapport/data/vault/internal/disk"
)

// VerifyPages reads every page of the database as it is stored and checks its
// seal. It names the pages that fail; none means that all are whole. It can run
// beside other work. progress may be nil; it is told pages. Errors: ErrLocked,
// and what kept it from reading.
func (v *Vault) VerifyPages(ctx context.Context, progress func(done, total int64)) ([]PageFault, error) {
	c, vfsName, err := v.sealed()
	if err != nil {
		return nil, err
	}
	faults, err := cutOff(c, v.databasePath())
	if err == nil && len(faults) > 0 { // again: the database may have been changing
		faults, err = cutOff(c, v.databasePath())
	}
	if err != nil {
		return nil, err
	}
	if len(faults) == 0 {
		// What a crash left half written in the database is whole in the log:
		// move it over first. Where that fails the pages tell why.
		_ = checkpoint(ctx, v.databasePath(), vfsName)
	}
	found, err := scanPages(ctx, c, v.databasePath(), progress)
	if found = append(found, faults...); err != nil || len(found) > 0 {
		return found, err
	}
	v.mu.Lock()
	fs := v.vfs
	v.mu.Unlock()
	if fs == nil {
		return nil, ErrLocked
	}
	return fs.marks.compare()
}

// VerifyContents runs SQLite's integrity check, the search index included, over
// the database. It takes a connection of its own: on one that has stood idle
// while another wrote, the check of a search index looks at an old state and
// reports damage that is not there. Errors: ErrLocked, ErrDamaged.
func (v *Vault) VerifyContents(ctx context.Context) error {
	_, vfsName, err := v.sealed()
	if err != nil {
		return err
	}
	v.mu.Lock()
	fs := v.vfs
	v.mu.Unlock()
	if fs == nil {
		return ErrLocked
	}
	return checkContents(ctx, fs, address(v.databasePath(), vfsName, "mode=rw", "", commonPragmas(16)), "integrity_check")
}

// asItWas holds the database against its mark before something is made of it that
// gets a mark of its own, which would vouch for a page that was put back. A mark
// that was lost tells nothing; see [Vault.MarkLost]. Error: ErrDamaged.
func (v *Vault) asItWas() error {
	v.mu.Lock()
	fs := v.vfs
	v.mu.Unlock()
	if fs == nil {
		return ErrLocked
	}
	faults, err := fs.marks.compare()
	if err == nil && len(faults) > 0 && faults[0].File != markName {
		err = fmt.Errorf("comparing the database with its mark: %w", &faults[0])
	}
	return err
}

// MarkLost says that the mark of the database was gone or did not open when the
// case file was unlocked, so that nobody can tell whether a page had been put back
// to an earlier state before. It stays so until [Vault.MarkLossTold] was called and
// the case file was locked: write it down at once, before anything is made of it.
func (v *Vault) MarkLost() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.vfs != nil && v.vfs.marks.lost
}

// MarkLossTold says that [Vault.MarkLost] is written down where it stays. Only then
// is a new mark made when the case file is locked.
func (v *Vault) MarkLossTold() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.vfs != nil {
		v.vfs.marks.tell()
	}
}

// checkContents runs one of SQLite's checks. SQLite calls a page damaged that the
// disk did not give; fs knows better.
func checkContents(ctx context.Context, fs *vfs, address, check string) (err error) {
	fs.unread.Store(false)
	pool, err := openPool(address, 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	var answer string
	if err := pool.QueryRowContext(ctx, "pragma "+check).Scan(&answer); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		// A database that cannot be opened at all is one that the disk did not give.
		if fs.unread.Load() || errors.Is(Named(err), ErrUnwritable) || errors.Is(Named(err), ErrDisk) {
			return fmt.Errorf("checking the contents: %w: %w", ErrDisk, err)
		}
		return fmt.Errorf("checking the contents: %w: %w", ErrDamaged, err)
	}
	if answer != "ok" && fs.unread.Load() {
		return fmt.Errorf("checking the contents: %w", ErrDisk)
	}
	if answer != "ok" { // the answer may quote what is in the rows
		return damaged("the contents do not pass their check")
	}
	return nil
}

// sealed is what reading the sealed files takes.
func (v *Vault) sealed() (c *pageCipher, vfsName string, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ring == nil {
		return nil, "", ErrLocked
	}
	if c, err = newPageCipher(v.ring.now()); err != nil {
		return nil, "", err
	}
	return c, v.vfs.name(), nil
}

func checkpoint(ctx context.Context, path, vfsName string) error {
	pool, err := openPool(address(path, vfsName, "mode=rw", "", commonPragmas(1)), 1)
	if err != nil {
		return err
	}
	_, err = pool.ExecContext(ctx, `pragma wal_checkpoint(passive)`)
	return errors.Join(err, pool.Close())
}

// scanPages opens the seal of every page of the file at path. A page that fails
// is read again at the end: a checkpoint may have been writing it.
func scanPages(ctx context.Context, c *pageCipher, path string, progress func(done, total int64)) ([]PageFault, error) {
	f, err := disk.OpenToRead(path)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	defer f.Close() // read only: nothing to lose
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("measuring the database: %w", err)
	}
	total := (info.Size() + pageSize - 1) / pageSize
	var doubtful []int64
	stored, page := make([]byte, 256*pageSize), make([]byte, pageSize)
	for done := int64(0); done < total; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n, err := f.ReadAt(stored, done*pageSize)
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("reading the database: %w", err)
		}
		for rest := stored[:n]; len(rest) > 0 && done < total; rest = rest[min(pageSize, len(rest)):] {
			done++
			if done != lockPage && (len(rest) < pageSize || c.openPage(page, rest, uint32(done)) != nil) {
				doubtful = append(doubtful, done)
			}
		}
		if progress != nil {
			progress(done, total)
		}
		if err == io.EOF { // it may have become shorter meanwhile
			break
		}
	}
	return secondLook(c, f, doubtful)
}

// secondLook is the faults among the pages that failed the first time. A page
// beyond the end of the file is gone with the data in it, not damaged.
func secondLook(c *pageCipher, f disk.File, doubtful []int64) ([]PageFault, error) {
	var faults []PageFault
	stored, page := make([]byte, pageSize), make([]byte, pageSize)
	for _, n := range doubtful {
		got, err := f.ReadAt(stored, (n-1)*pageSize)
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("reading the database: %w", err)
		}
		if got > 0 && (got < pageSize || c.openPage(page, stored, uint32(n)) != nil) {
			faults = append(faults, PageFault{File: "database", Page: n})
		}
	}
	return faults, nil
}

// maxCutOff bounds the list of pages that cutOff names.
const maxCutOff = 1000

// cutOff looks for pages missing at the end of the database file that its log
// does not hold either. SQLite takes a page that is not there for an empty one,
// which would be data lost without a word. A checkpoint that a crash cut off
// leaves such a file in good order: then the log holds the rest.
func cutOff(c *pageCipher, path string) ([]PageFault, error) {
	f, err := disk.OpenToRead(path)
	if missing(err) {
		return nil, damaged("the database %s is missing", databaseName)
	}
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	defer f.Close() // read only: nothing to lose
	log, err := imagesInLog(c, path+"-wal")
	if err != nil {
		return nil, err
	}
	info, err := f.Stat() // after the log: what left it meanwhile is here
	if err != nil {
		return nil, fmt.Errorf("measuring the database: %w", err)
	}
	pages := log.pages
	if pages == 0 {
		stored, page := make([]byte, pageSize), make([]byte, pageSize)
		if _, err := f.ReadAt(stored, 0); err != nil && err != io.EOF {
			return nil, fmt.Errorf("reading the database: %w", err)
		}
		if c.openPage(page, stored, 1) != nil {
			return []PageFault{{File: "database", Page: 1}}, nil
		}
		pages = storedSize(page)
	}
	var faults []PageFault
	for n := info.Size()/pageSize + 1; n <= pages && len(faults) < maxCutOff; n++ {
		if _, inLog := log.newest[uint32(n)]; n != lockPage && !inLog {
			faults = append(faults, PageFault{File: "database", Page: n})
		}
	}
	return faults, nil
}
