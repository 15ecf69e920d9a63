package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"modernc.org/sqlite"

	"rapport/data/vault/internal/disk"
)

// BackupInfo is one backup of this case file.
type BackupInfo struct {
	Path  string    // the folder, which opens like a case file
	Taken time.Time // UTC, to the second
	Bytes int64     // of the database
}

const (
	stampLayout   = "20060102T150405Z"
	partialPrefix = ".unfinished-"
	backupStep    = 512 // pages copied between two looks at the context
)

// Backup copies the case file as it is at this moment into a new folder under
// destDir, in the same sealed form: the same passphrases open it. Others may
// write meanwhile. The copy is written under another name, made durable,
// verified whole, and only then named by the time now and the case file. A
// backup that fails leaves nothing. Errors: ErrLocked, ErrDamaged.
func (v *Vault) Backup(ctx context.Context, destDir string, now time.Time) (BackupInfo, error) {
	v.backups.Lock()
	defer v.backups.Unlock()
	c, vfsName, err := v.sealed()
	if err != nil {
		return BackupInfo{}, err
	}
	if err := disk.MkdirAll(destDir, dirMode); err != nil {
		return BackupInfo{}, fmt.Errorf("making the folder for backups: %w", err)
	}
	v.removePartial(destDir)
	final, err := v.freeName(destDir, now)
	if err != nil {
		return BackupInfo{}, err
	}
	partial := filepath.Join(destDir, partialPrefix+filepath.Base(final))
	if err := disk.Mkdir(partial, dirMode); err != nil {
		return BackupInfo{}, fmt.Errorf("making the backup's folder: %w", err)
	}
	if err = v.fillBackup(ctx, c, vfsName, partial); err == nil {
		err = disk.Rename(partial, final)
	}
	if err == nil {
		err = syncDir(destDir)
	}
	if err != nil {
		return BackupInfo{}, errors.Join(fmt.Errorf("making a backup: %w", err), disk.RemoveAll(partial))
	}
	return describeBackup(final)
}

// fillBackup writes, makes durable and verifies a backup in dir.
func (v *Vault) fillBackup(ctx context.Context, c *pageCipher, vfsName, dir string) error {
	own, err := registerVFS(c) // faults of the copy are not the case file's
	if err != nil {
		return err
	}
	defer own.retire()
	path := filepath.Join(dir, databaseName)
	if err := createEmpty(path); err != nil {
		return err
	}
	if err := copyDatabase(ctx, address(v.databasePath(), vfsName, "mode=rw", "", commonPragmas(4)), address(path, own.name(), "mode=rwc", "", nil)); err != nil {
		return err
	}
	if err := makeDurable(path); err != nil {
		return err
	}
	v.mu.Lock()
	file := v.file
	v.mu.Unlock()
	if err := writeAtomically(filepath.Join(dir, headerName), file); err != nil {
		return fmt.Errorf("writing the key file: %w", err)
	}
	return v.verifyCopy(ctx, dir, "quick_check")
}

// copyDatabase copies page by page from one moment's state: the transaction
// that reads it stays open until the last page.
func copyDatabase(ctx context.Context, from, to string) (err error) {
	pool, err := openPool(from, 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	conn, err := pool.Conn(ctx)
	if err != nil {
		return fmt.Errorf("opening the database: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("reading the database: %w", err)
	}
	defer tx.Rollback() // it only reads: there is nothing to keep
	var n int
	if err := tx.QueryRowContext(ctx, `select count(*) from sqlite_schema`).Scan(&n); err != nil {
		return fmt.Errorf("reading the database: %w", err)
	}
	return conn.Raw(func(driverConn any) error { return copyPages(ctx, driverConn, to) })
}

func copyPages(ctx context.Context, driverConn any, to string) (err error) {
	source, ok := driverConn.(interface {
		NewBackup(string) (*sqlite.Backup, error)
	})
	if !ok {
		return errors.New("the database driver cannot copy")
	}
	b, err := source.NewBackup(to)
	if err != nil {
		return fmt.Errorf("opening the copy: %w", err)
	}
	defer func() {
		if e := b.Finish(); e != nil && err == nil {
			err = fmt.Errorf("finishing the copy: %w", e)
		}
	}()
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return err
		}
		if more, err = b.Step(backupStep); err != nil {
			return fmt.Errorf("copying pages: %w", err)
		}
	}
	return nil
}

// createEmpty makes the file that SQLite fills, for its owner alone.
func createEmpty(path string) error {
	f, err := disk.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode)
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return fmt.Errorf("creating the copy: %w", err)
	}
	return nil
}

// makeDurable waits until the file's bytes are on the disk.
func makeDurable(path string) error {
	f, err := disk.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		err = errors.Join(f.Sync(), f.Close())
	}
	if err != nil {
		return fmt.Errorf("making the copy durable: %w", err)
	}
	return nil
}

// VerifyBackup reads the whole of a backup in the folder at path: its header,
// the seal of every page, and SQLite's own check of the contents. Errors:
// ErrLocked, ErrNoCaseFile, ErrDamaged, ErrNewerVersion, ErrOtherCaseFile.
func (v *Vault) VerifyBackup(ctx context.Context, path string) error {
	return v.verifyCopy(ctx, path, "integrity_check")
}

func (v *Vault) verifyCopy(ctx context.Context, dir, check string) error {
	c, err := v.ownHeader(dir)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, databaseName)
	faults, err := cutOff(c, path)
	if err == nil && len(faults) == 0 {
		faults, err = scanPages(ctx, c, path, nil)
	}
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return fmt.Errorf("checking the backup's pages: %d fail: %w", len(faults), &faults[0])
	}
	own, err := registerVFS(c)
	if err != nil {
		return err
	}
	defer own.retire()
	// immutable: no lock and no log, so that the check leaves no file behind.
	return checkContents(ctx, own, address(path, own.name(), "immutable=1", "", commonPragmas(16)), check)
}

// ownHeader makes sure that the header in dir is whole and this case file's, and
// returns what opens the pages there. Data keys of before serve as well as the
// one in force.
func (v *Vault) ownHeader(dir string) (*pageCipher, error) {
	h, _, err := readHeader(dir)
	if err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ring == nil {
		return nil, ErrLocked
	}
	if h.CaseFile != v.header.CaseFile {
		return nil, ErrOtherCaseFile
	}
	known := v.ring.keys
	if v.ring.next != nil {
		known = append(slices.Clone(known), v.ring.next)
	}
	n := max(h.DataKey, 1)
	if n > len(known) {
		return nil, damaged("the backup is sealed with a data key that this case file does not know")
	}
	if err := h.authentic(known[n-1]); err != nil {
		return nil, err
	}
	likely := known[n-1 : n]
	if h.Rotating {
		likely = known[n-1 : min(n+1, len(known))]
	}
	i, err := sealedWith(filepath.Join(dir, databaseName), likely...)
	if err != nil {
		return nil, err
	}
	return newPageCipher(likely[max(i, 0)])
}

// Backups lists this case file's backups in destDir, newest first. A folder
// that is not there holds none. It does not open them.
func (v *Vault) Backups(destDir string) ([]BackupInfo, error) {
	entries, err := os.ReadDir(destDir)
	if missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the folder of backups: %w", err)
	}
	var found []BackupInfo
	for i := len(entries) - 1; i >= 0; i-- { // ReadDir sorts, and the names begin with the time
		if _, ok := v.stampOf(entries[i].Name()); !ok || !entries[i].IsDir() {
			continue
		}
		b, err := describeBackup(filepath.Join(destDir, entries[i].Name()))
		if err != nil {
			return nil, err
		}
		found = append(found, b)
	}
	return found, nil
}

// describeBackup describes the backup in the folder at path. A database that is
// missing has no bytes; verifying says so.
func describeBackup(path string) (BackupInfo, error) {
	stamp, _, _ := strings.Cut(filepath.Base(path), "-")
	taken, err := time.Parse(stampLayout, stamp)
	if err != nil {
		return BackupInfo{}, fmt.Errorf("reading the time of a backup: %w", err)
	}
	b := BackupInfo{Path: path, Taken: taken}
	info, err := os.Stat(filepath.Join(path, databaseName))
	if err != nil && !missing(err) {
		return BackupInfo{}, fmt.Errorf("measuring a backup: %w", err)
	}
	if err == nil {
		b.Bytes = info.Size()
	}
	return b, nil
}

// suffix marks a backup as this case file's: several may share a folder.
func (v *Vault) suffix() string { return "-" + v.ID()[:8] }

// stampOf is the time in the name of a backup of this case file.
func (v *Vault) stampOf(name string) (time.Time, bool) {
	stamp, ours := strings.CutSuffix(name, v.suffix())
	taken, err := time.Parse(stampLayout, stamp)
	return taken, ours && err == nil
}

// freeName is the folder for a backup taken now. A second one within the same
// second takes the next second that is free.
func (v *Vault) freeName(destDir string, now time.Time) (string, error) {
	for {
		path := filepath.Join(destDir, now.UTC().Format(stampLayout)+v.suffix())
		_, err := os.Lstat(path)
		if missing(err) {
			return path, nil
		}
		if err != nil {
			return "", fmt.Errorf("naming the backup: %w", err)
		}
		now = now.Add(time.Second)
	}
}

// removePartial clears what an interrupted backup of this case file left. What
// cannot be removed is no reason to make no backup.
func (v *Vault) removePartial(destDir string) {
	left, err := filepath.Glob(filepath.Join(destDir, partialPrefix+"*"+v.suffix()))
	if err != nil {
		return
	}
	for _, path := range left {
		_ = disk.RemoveAll(path)
	}
}
