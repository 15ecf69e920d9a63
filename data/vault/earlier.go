package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"

	"rapport/data/vault/internal/disk"
)

// ReadCopy runs read on the database of a backup in the folder at path, as it
// lies there; nothing can be written. A backup from before the data key was
// changed opens too. Verify it first: a page that does not open shows as an
// error of the query. Errors: ErrLocked, ErrNoCaseFile, ErrDamaged,
// ErrNewerVersion, ErrOtherCaseFile, and those of read.
func (v *Vault) ReadCopy(ctx context.Context, path string, read func(ctx context.Context, db *sql.DB) error) (err error) {
	c, err := v.ownHeader(path)
	if err != nil {
		return err
	}
	own, err := registerVFS(c)
	if err != nil {
		return err
	}
	defer own.retire()
	pool, err := openPool(address(filepath.Join(path, databaseName), own.name(), "immutable=1", "", append(commonPragmas(16), "query_only(1)")), 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	if err := read(ctx, pool); err != nil {
		if fault := own.lastFault(); fault != nil {
			return fmt.Errorf("%w: %w", fault, err)
		}
		return Named(err)
	}
	return nil
}

// Reseal copies a backup of this case file in the folder at path into the folder
// dest, which is made and must not be there, sealed under the data key in force
// and with the present key file: those who can sign in now can open the copy,
// and nobody else, whenever the backup was made. Every page is verified. Errors:
// as ReadCopy; a copy that fails leaves nothing.
func (v *Vault) Reseal(ctx context.Context, path, dest string, progress func(done, total int64)) error {
	c, err := v.ownHeader(path)
	if err != nil {
		return err
	}
	now, _, err := v.sealed()
	if err != nil {
		return err
	}
	v.mu.Lock()
	file := v.file
	v.mu.Unlock()
	if err := disk.Mkdir(dest, dirMode); err != nil {
		return fmt.Errorf("making the folder of the copy: %w", err)
	}
	job := resealing{from: filepath.Join(path, databaseName), to: filepath.Join(dest, databaseName), open: c, seal: now, progress: parts(progress, 2)}
	if err = job.pass(ctx, 0, true); err == nil {
		err = job.verify(ctx, 1)
	}
	if err == nil {
		var whole bool
		if whole, err = writeHeader(dest, file); err == nil && !whole {
			err = errors.New("the second copy of the key file could not be written")
		}
	}
	if err != nil {
		return errors.Join(fmt.Errorf("sealing a copy anew: %w", err), disk.RemoveAll(dest))
	}
	return nil
}
