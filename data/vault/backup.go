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
	Path   string    // the folder, which opens like a case file
	Taken  time.Time // UTC, to the second
	Bytes  int64     // of the database
	Before Before    // what it was made before, "" for an ordinary one
}

// Before is the change that a backup was made before.
type Before string

// What backups are made before.
const (
	BeforeMigration Before = "migration" // to a newer schema
	BeforeImport    Before = "import"
)

var befores = []Before{BeforeMigration, BeforeImport}

const (
	stampLayout   = "20060102T150405Z"
	partialPrefix = ".unfinished-"
	backupStep    = 512 // pages copied between two looks at the context
)

// Backup copies the case file as it is at this moment into a new folder under
// destDir, in the same sealed form: the same passphrases open it. Others may
// write meanwhile. The copy is written under another name, made durable,
// verified whole, and only then named by the time now and the case file. A
// backup that fails leaves nothing. Errors: ErrLocked, ErrDamaged, and
// [NoRoom] before anything is written.
func (v *Vault) Backup(ctx context.Context, destDir string, now time.Time) (BackupInfo, error) {
	return v.BackupBefore(ctx, destDir, now, "")
}

// BackupBefore is Backup, with what is about to be done in the name of the copy:
// thinning keeps such a one longer.
func (v *Vault) BackupBefore(ctx context.Context, destDir string, now time.Time, what Before) (BackupInfo, error) {
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
	need, err := storedBytes(v.dir)
	if err == nil {
		err = EnoughRoom(destDir, need)
	}
	if err != nil {
		return BackupInfo{}, err
	}
	final, err := v.freeName(destDir, now, what)
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
	if err := v.asItWas(); err != nil {
		return err
	}
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
	if err := markCopy(c, path); err != nil {
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
	if err == nil && len(faults) == 0 {
		faults, err = compareCopy(c, nil, path)
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

// Sound looks at a backup without reading the whole of it: its header is
// authentic, the database opens and is as long as it says. Errors as
// [Vault.VerifyBackup].
func (v *Vault) Sound(path string) error {
	c, err := v.ownHeader(path)
	if err != nil {
		return err
	}
	faults, err := cutOff(c, filepath.Join(path, databaseName))
	if err == nil && len(faults) > 0 {
		err = &faults[0]
	}
	return err
}

// sealsHold reads every page of a backup and checks its seal, and that none was put
// back to an earlier state.
func (v *Vault) sealsHold(ctx context.Context, path string) error {
	if err := v.Sound(path); err != nil {
		return err
	}
	c, err := v.ownHeader(path)
	if err != nil {
		return err
	}
	path = filepath.Join(path, databaseName)
	faults, err := scanPages(ctx, c, path, nil)
	if err == nil && len(faults) == 0 {
		faults, err = compareCopy(c, nil, path)
	}
	if err == nil && len(faults) > 0 {
		err = &faults[0]
	}
	return err
}

// ownHeader makes sure that the header in dir is whole and this case file's, under
// its data key or an earlier one.
func (v *Vault) ownHeader(dir string) (*pageCipher, error) {
	c, err := v.OpenCopy(dir)
	if err != nil {
		return nil, err
	}
	defer c.Close() // it was not read from
	switch {
	case c.ID() != v.ID():
		return nil, ErrOtherCaseFile
	case c.Locked():
		return nil, damaged("the key file was altered, or is of a data key that is not kept")
	}
	return newPageCipher(c.dataKey)
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
		if !v.ours(entries[i].Name()) || !entries[i].IsDir() {
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
	taken, what, ok := readName(filepath.Base(path))
	if !ok {
		return BackupInfo{}, errors.New("the folder is not named like a backup")
	}
	b := BackupInfo{Path: path, Taken: taken, Before: what}
	info, err := os.Stat(filepath.Join(path, databaseName))
	if err != nil && !missing(err) {
		return BackupInfo{}, fmt.Errorf("measuring a backup: %w", err)
	}
	if err == nil {
		b.Bytes = info.Size()
	}
	return b, nil
}

// tagSize is how much of the case file's name the name of a backup has.
const tagSize = 8

// tag marks a backup as this case file's: several may share a folder.
func (v *Vault) tag() string { return v.ID()[:tagSize] }

// readName reads the name of a backup: its time, the tag of the case file, and
// what it was made before.
func readName(name string) (taken time.Time, what Before, ok bool) {
	words := strings.Split(name, "-")
	if len(words) != 2 && len(words) != 3 || len(words[1]) != tagSize {
		return taken, "", false
	}
	if len(words) == 3 {
		if what = Before(words[2]); !slices.Contains(befores, what) {
			return taken, "", false
		}
	}
	taken, err := time.Parse(stampLayout, words[0])
	return taken, what, err == nil
}

// NameOf is when the backup in the folder at path was taken and what it was made
// before, as its name says; the zero time where it was named by somebody else.
func NameOf(path string) (time.Time, Before) {
	name := filepath.Base(path)
	if taken, err := time.Parse(stampLayout, name); err == nil { // put aside by a restore
		return taken, ""
	}
	taken, what, ok := readName(name)
	if !ok {
		return time.Time{}, ""
	}
	return taken, what
}

// ours says that the name is one of a backup of this case file.
func (v *Vault) ours(name string) bool {
	_, _, ok := readName(name)
	return ok && strings.Split(name, "-")[1] == v.tag()
}

// freeName is the folder for a backup taken now. A second one within the same
// second takes the next second that is free.
func (v *Vault) freeName(destDir string, now time.Time, what Before) (string, error) {
	entries, err := os.ReadDir(destDir)
	if err != nil {
		return "", fmt.Errorf("naming the backup: %w", err)
	}
	for {
		name := now.UTC().Format(stampLayout) + "-" + v.tag()
		if !slices.ContainsFunc(entries, func(e os.DirEntry) bool { return strings.HasPrefix(e.Name(), name) }) {
			if what != "" {
				name += "-" + string(what)
			}
			return filepath.Join(destDir, name), nil
		}
		now = now.Add(time.Second)
	}
}

// removePartial clears what an interrupted backup of this case file left. What
// cannot be removed is no reason to make no backup.
func (v *Vault) removePartial(destDir string) {
	entries, _ := os.ReadDir(destDir)
	for _, e := range entries {
		if name, ok := strings.CutPrefix(e.Name(), partialPrefix); ok && v.ours(name) {
			_ = disk.RemoveAll(filepath.Join(destDir, e.Name()))
		}
	}
}
