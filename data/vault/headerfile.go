package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"rapport/data/vault/internal/disk"
)

// Names within the directory of a case file.
const (
	databaseName = "casefile.db"
	logName      = "casefile.db-wal"
	headerName   = "casefile.keys"
	spareName    = "casefile.keys.bak"
	lockName     = "casefile.lock"
	nextName     = "casefile.db.next" // the database under the next data key, see Rotate
	triesName    = "casefile.tries"
	holderName   = "casefile.holder"
	// BackupsName is the folder for backups beside the case file.
	BackupsName = "backups"

	fileMode = 0o600
	dirMode  = 0o700
)

// Keeps reports whether a file of that name in the directory of a case file is a
// part of it, in whatever case it is written.
func Keeps(name string) bool {
	return slices.Contains([]string{databaseName, logName, headerName, spareName, lockName, holderName, nextName, markName, triesName, restoreName, noteName}, strings.ToLower(name))
}

// readHeader reads the header, or its second copy when the first is damaged or
// missing. whole says that both copies are there and the same.
func readHeader(dir string) (h *header, whole bool, err error) {
	first, errFirst := readBounded(filepath.Join(dir, headerName))
	spare, errSpare := readBounded(filepath.Join(dir, spareName))
	if missing(errFirst) && missing(errSpare) {
		return nil, false, noHeader(dir)
	}
	if errFirst == nil {
		if h, errFirst = parseHeader(first); errFirst == nil {
			return h, bytes.Equal(first, spare), nil
		}
		if errors.Is(errFirst, ErrNewerVersion) {
			return nil, false, errFirst
		}
	}
	if errSpare == nil {
		if h, errSpare = parseHeader(spare); errSpare == nil || errors.Is(errSpare, ErrNewerVersion) {
			return h, false, errSpare
		}
	}
	if missing(errFirst) {
		return nil, false, errSpare
	}
	return nil, false, errFirst
}

// noHeader says what a directory without any header is.
func noHeader(dir string) error {
	if _, err := os.Lstat(filepath.Join(dir, databaseName)); err == nil && !unfinished(dir) {
		return damaged("the key file %s is missing", headerName)
	}
	return ErrNoCaseFile
}

// unfinished says that dir holds what a creation leaves that was cut off before
// it wrote the header: an empty database, which nobody could ever open.
func unfinished(dir string) bool {
	info, err := os.Lstat(filepath.Join(dir, databaseName))
	if err != nil || !info.Mode().IsRegular() || info.Size() > pageSize {
		return false
	}
	for _, name := range []string{logName, headerName, spareName} {
		if _, err := os.Lstat(filepath.Join(dir, name)); !missing(err) {
			return false
		}
	}
	return true
}

func missing(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// readBounded reads one of the small files beside the database.
func readBounded(path string) ([]byte, error) {
	f, err := disk.OpenToRead(path)
	if err != nil {
		return nil, Named(fmt.Errorf("opening a file beside the database: %w", err))
	}
	defer f.Close() // read only: nothing to lose
	b, err := io.ReadAll(io.LimitReader(f, maxHeaderSize+1))
	if err != nil {
		return nil, Named(fmt.Errorf("reading a file beside the database: %w", err))
	}
	return b, nil
}

// writeHeader puts the header in place of both copies, one after the other, so
// that at every moment one of them is whole. An earlier header is kept nowhere:
// a passphrase that was changed must not open an old copy. Once the first is
// durable the header is in force: where the second cannot be written, whole is
// false and it is mended later.
func writeHeader(dir string, file []byte) (whole bool, err error) {
	if err := writeAtomically(filepath.Join(dir, headerName), file); err != nil {
		return false, fmt.Errorf("writing the key file: %w", err)
	}
	return writeAtomically(filepath.Join(dir, spareName), file) == nil, nil
}

// writeAtomically replaces the file at path, or leaves it as it was.
func writeAtomically(path string, content []byte) error {
	dir := filepath.Dir(path)
	f, err := disk.CreateTemp(dir, filepath.Base(path)+".new-*") // mode 0600
	if err != nil {
		return err
	}
	temp := f.Name()
	defer os.Remove(temp) // after the rename there is nothing to remove
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = disk.Rename(temp, path)
	}
	if err != nil {
		return err
	}
	return syncDir(dir)
}

// syncDir makes the names in a directory durable. Windows has no such call, and
// some network file systems refuse it.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := disk.OpenToRead(dir)
	if err != nil {
		return err
	}
	defer d.Close() // read only: nothing to lose
	if err := d.SyncDir(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}
