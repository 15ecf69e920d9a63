package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"

	"rapport/data/vault/internal/disk"
)

// Rescue reads the database of an unlocked case file page by page, past SQLite,
// which gives a whole query up for one page that fails. A page whose seal holds
// is right to the last bit; one whose seal does not hold costs what was on it
// and nothing else. Nothing is written. Nobody may write to the database
// meanwhile.
type Rescue struct {
	c        *pageCipher
	db, log  disk.File
	pages    int64
	inLog    map[uint32]int64 // of each page in the log, the position of its newest image
	LogFault *PageFault       // the first image of the log that cannot be read; nil: none
}

// Rescue opens the database for reading page by page. What is wrong with it is
// no error. Errors: [ErrLocked], [ErrDamaged] where there is no database at all.
func (v *Vault) Rescue() (*Rescue, error) { return v.RescueCopy(v.dir) }

// RescueCopy is [Vault.Rescue] for a copy of the case file in another folder.
func (v *Vault) RescueCopy(dir string) (*Rescue, error) {
	return v.RescueFile(filepath.Join(dir, databaseName))
}

// RescueFile is [Vault.Rescue] for a copy of the database at path.
func (v *Vault) RescueFile(path string) (*Rescue, error) {
	c, _, err := v.sealed()
	if err != nil {
		return nil, err
	}
	r := &Rescue{c: c}
	if r.db, err = disk.OpenToRead(path); err != nil {
		if missing(err) {
			return nil, damaged("the database %s is missing", databaseName)
		}
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	info, err := r.db.Stat()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("measuring the database: %w", err), r.Close())
	}
	r.pages = info.Size() / pageSize
	if err := r.openLog(path + "-wal"); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// openLog learns which pages the log holds newer images of. A log that cannot be
// made sense of counts as one that is not there.
func (r *Rescue) openLog(path string) error {
	committed, err := imagesInLog(r.c, path)
	if err != nil {
		return err
	}
	r.inLog, r.LogFault = committed.newest, committed.fault
	if len(r.inLog) > 0 {
		if r.log, err = disk.OpenToRead(path); err != nil {
			return fmt.Errorf("opening the log: %w", err)
		}
		r.pages = max(r.pages, committed.pages)
	}
	return nil
}

// Close closes the files.
func (r *Rescue) Close() error {
	err := r.db.Close()
	if r.log.File != nil {
		err = errors.Join(err, r.log.Close())
	}
	if err != nil {
		return fmt.Errorf("closing the database: %w", err)
	}
	return nil
}

// Pages is how many pages the database has.
func (r *Rescue) Pages() int64 { return r.pages }

// Page returns page n, from 1, as it was last committed. Error: a [PageFault].
func (r *Rescue) Page(n int64) ([]byte, error) {
	if n < 1 || n > r.pages || n == lockPage {
		return nil, &PageFault{File: "database", Page: n}
	}
	page := make([]byte, pageSize)
	if at, ok := r.inLog[uint32(n)]; ok {
		frame := make([]byte, frameSize)
		if _, err := r.log.ReadAt(frame, logHeader+at*frameSize); err == nil {
			header := frame[:frameHeader]
			r.c.showFrame(header, at)
			if r.c.openImage(page, frame[frameHeader:], header, at) == nil {
				return page, nil
			}
		}
		return nil, &PageFault{File: "log", Page: at + 1}
	}
	stored := make([]byte, pageSize)
	if _, err := r.db.ReadAt(stored, (n-1)*pageSize); err != nil || r.c.openPage(page, stored, uint32(n)) != nil {
		return nil, &PageFault{File: "database", Page: n}
	}
	return page, nil
}

// Scratch makes a sealed database in dir, under the keys of the case file, for
// putting together what was read. close removes nothing: the caller removes dir.
func (v *Vault) Scratch(ctx context.Context, dir string) (db *sql.DB, closeIt func() error, err error) {
	c, _, err := v.sealed()
	if err != nil {
		return nil, nil, err
	}
	path := filepath.Join(dir, databaseName)
	page := make([]byte, pageSize)
	c.sealPage(page, blankPage(), 1)
	if err := writeAtomically(path, page); err != nil {
		return nil, nil, fmt.Errorf("making room for what is read: %w", err)
	}
	own, err := registerVFS(c)
	if err != nil {
		return nil, nil, err
	}
	pragmas := append(commonPragmas(32), "synchronous(0)", "foreign_keys(0)", "wal_autocheckpoint(4000)")
	db, err = openPool(address(path, own.name(), "mode=rw", "", pragmas), 8)
	if err == nil {
		err = db.PingContext(ctx)
	}
	if err != nil {
		own.retire()
		return nil, nil, fmt.Errorf("making room for what is read: %w", err)
	}
	return db, func() error { defer own.retire(); return db.Close() }, nil
}
