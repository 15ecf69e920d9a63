package vault

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapport/data/vault/internal/disk"
)

// Copy is a folder with a case file in it that is only looked at: a backup, a
// case file that was put aside, a folder copied by hand. Nothing in the folder
// changes by it. A Copy is used from one goroutine.
type Copy struct {
	dir     string
	header  *header
	ring    *keyring // nil until unlocked
	dataKey []byte   // of the ring, with which the pages are sealed
	rotated bool     // sealed under an earlier data key of the case file in use
	work    string   // a folder for what must be written, "" for the system's temporary one

	vfs  *vfs
	temp string // holds the files where a log had to be played back
	pool *sql.DB
}

// workPrefix begins the folders made for a while beside a case file: where a
// crash left one, the next start removes it.
const workPrefix = ".at-work-"

// OpenCopy reads the header of the copy in dir. The copy is locked. Errors:
// ErrNoCaseFile, ErrDamaged, ErrNewerVersion.
func OpenCopy(dir string) (*Copy, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("finding the folder: %w", err)
	}
	h, _, err := readHeader(dir)
	if err != nil {
		return nil, err
	}
	return &Copy{dir: dir, header: h}, nil
}

// OpenCopy opens the copy in dir with the data keys of v, and so without a
// passphrase. A copy of another case file, or of a key that v does not have, comes
// back locked. Errors: ErrLocked, and those of [OpenCopy].
func (v *Vault) OpenCopy(dir string) (*Copy, error) {
	c, err := OpenCopy(dir)
	if err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ring == nil {
		return nil, ErrLocked
	}
	c.work = v.dir
	known := v.ring.keys
	if v.ring.next != nil {
		known = append(slices.Clone(known), v.ring.next)
	}
	n := max(c.header.DataKey, 1)
	if c.header.CaseFile != v.header.CaseFile || n > len(known) || c.header.authentic(known[n-1]) != nil {
		return c, nil
	}
	ring := &keyring{keys: known[:n]}
	if c.header.Rotating && n < len(known) {
		ring.next = known[n]
	}
	c.rotated = n < len(v.ring.keys)
	return c, c.take(ring.clone())
}

// take unlocks the copy with a ring of its authentic header.
func (c *Copy) take(ring *keyring) error {
	likely := [][]byte{ring.now()}
	if ring.next != nil { // the copy was made in the midst of a change of the data key
		likely = append(likely, ring.next)
	}
	i, err := sealedWith(filepath.Join(c.dir, databaseName), likely...)
	if missing(err) {
		err = damaged("the database %s is missing", databaseName)
	}
	if err != nil {
		ring.forget()
		return err
	}
	c.ring, c.dataKey = ring, likely[max(i, 0)]
	return nil
}

// Unlock brings the copy's data key back with an officer's passphrase as it was
// when the copy was made. Errors: ErrUnknownOfficer, ErrWrongPassphrase,
// ErrDamaged.
func (c *Copy) Unlock(officer, passphrase string) error {
	i := c.header.find(officer)
	if i < 0 {
		return ErrUnknownOfficer
	}
	key := c.header.Slots[i].KDF.key(passphrase, c.header.Slots[i].Salt)
	defer clear(key)
	return c.open(i, key, ErrWrongPassphrase)
}

// UnlockWithRecoveryKey brings the copy's data key back with the recovery key
// of its time. Errors: ErrRecoveryKeyTyping, ErrWrongRecoveryKey, ErrDamaged.
func (c *Copy) UnlockWithRecoveryKey(typed string) error {
	secret, err := recoveryForm.read(typed)
	if err != nil {
		return err
	}
	defer clear(secret)
	i := c.header.findKind(recoverySlot)
	if i < 0 {
		return ErrWrongRecoveryKey
	}
	key, err := recoveryWrapKey(secret, c.header.Slots[i].Salt)
	if err != nil {
		return err
	}
	defer clear(key)
	return c.open(i, key, ErrWrongRecoveryKey)
}

// open unlocks the copy with slot i and its owner's key.
func (c *Copy) open(i int, ownersKey []byte, wrong error) error {
	ring, err := c.header.Slots[i].open(c.header, ownersKey)
	if errors.Is(err, errWrongKey) {
		return wrong
	}
	if err != nil {
		return err
	}
	return c.take(ring)
}

// Locked says that the copy's data key is not known.
func (c *Copy) Locked() bool { return c.dataKey == nil }

// Rotated says that the copy was made before the data key was changed.
func (c *Copy) Rotated() bool { return c.rotated }

// Dir is the folder of the copy.
func (c *Copy) Dir() string { return c.dir }

// ID names the case file that it is a copy of.
func (c *Copy) ID() string { return c.header.CaseFile }

// Practice says that it is a copy of a case file for practice.
func (c *Copy) Practice() bool { return c.header.Practice }

// Officers are the names that have a key slot in the copy.
func (c *Copy) Officers() []string {
	return (&Vault{header: c.header}).Officers()
}

// Subkey is as that of a Vault. Error: ErrLocked.
func (c *Copy) Subkey(use string) ([]byte, error) {
	if c.ring == nil {
		return nil, ErrLocked
	}
	return derive(c.ring.keys[0], "subkey "+use)
}

// DB opens the copy's database to read from. A copy whose log holds something,
// as a case file has that a crash ended, is first put together in a folder for
// a while. Errors: ErrLocked, ErrDamaged.
func (c *Copy) DB(ctx context.Context) (*sql.DB, error) {
	if c.pool != nil {
		return c.pool, nil
	}
	path, err := c.settled(ctx)
	if err != nil {
		return nil, err
	}
	if c.vfs == nil {
		pages, err := newPageCipher(c.dataKey)
		if err != nil {
			return nil, err
		}
		if c.vfs, err = registerVFS(pages); err != nil {
			return nil, err
		}
	}
	// immutable: no lock and no log, so that looking leaves no file behind.
	c.pool, err = openPool(address(path, c.vfs.name(), "immutable=1", "", append(commonPragmas(16), "query_only(1)")), 1)
	return c.pool, err
}

// PageFault is as that of a Vault.
func (c *Copy) PageFault() error {
	if c.vfs == nil || c.vfs.lastFault() == nil {
		return nil
	}
	return c.vfs.lastFault()
}

// VerifyPages checks the seal of every page and then what SQLite finds in the
// contents. progress may be nil; it is told pages. Errors: ErrLocked,
// ErrDamaged, and what kept it from reading.
func (c *Copy) VerifyPages(ctx context.Context, progress func(done, total int64)) error {
	path, err := c.settled(ctx)
	if err != nil {
		return err
	}
	pages, err := newPageCipher(c.dataKey)
	if err != nil {
		return err
	}
	faults, err := scanPages(ctx, pages, path, progress)
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return fmt.Errorf("checking the copy's pages: %d fail: %w", len(faults), &faults[0])
	}
	own, err := registerVFS(pages)
	if err != nil {
		return err
	}
	defer own.retire()
	return checkContents(ctx, own, address(path, own.name(), "immutable=1", "", commonPragmas(16)), "quick_check")
}

// asItWas holds the pages of the copy against the mark beside it, where there is one
// that opens: what is made of the copy gets a mark of its own, which would vouch for
// a page that was put back. Error: ErrDamaged.
func (c *Copy) asItWas() error {
	pages, err := newPageCipher(c.dataKey)
	if err != nil {
		return err
	}
	var earlier *pageCipher
	if before := c.ring.now(); !bytes.Equal(c.dataKey, before) { // a crash came between database and header
		if earlier, err = newPageCipher(before); err != nil {
			return err
		}
	}
	faults, err := compareCopy(pages, earlier, filepath.Join(c.dir, databaseName))
	if err == nil && len(faults) > 0 && faults[0].File != markName {
		err = fmt.Errorf("checking the copy's pages: %w", &faults[0])
	}
	return err
}

// settled is the path of a database that is whole without a log.
func (c *Copy) settled(ctx context.Context) (string, error) {
	if c.dataKey == nil {
		return "", ErrLocked
	}
	pages, err := newPageCipher(c.dataKey)
	if err != nil {
		return "", err
	}
	dir := c.dir
	if c.temp != "" {
		dir = c.temp
	}
	path := filepath.Join(dir, databaseName)
	faults, err := cutOff(pages, path)
	if err != nil {
		return "", err
	}
	if len(faults) > 0 {
		return "", fmt.Errorf("opening the copy: a part of it is missing: %w", &faults[0])
	}
	info, err := os.Stat(filepath.Join(dir, logName))
	if missing(err) || err == nil && info.Size() <= logHeader {
		return path, nil
	}
	if err != nil {
		return "", fmt.Errorf("looking at the copy's log: %w", err)
	}
	temp, err := c.workFolder()
	if err != nil {
		return "", err
	}
	c.temp = temp
	if err := c.putTogether(ctx, temp, nil); err != nil {
		return "", err
	}
	return filepath.Join(temp, databaseName), nil
}

// workFolder makes a folder for a while, beside the case file in use or, without
// one, where the system keeps such.
func (c *Copy) workFolder() (string, error) {
	dir, err := os.MkdirTemp(c.work, workPrefix+"*") // mode 0700
	if err != nil {
		return "", fmt.Errorf("making a folder for a while: %w", err)
	}
	return dir, nil
}

// putTogether copies the sealed database into dir, plays its log back and makes
// it durable: afterwards there is a database and no log. progress may be nil; it
// is told bytes.
func (c *Copy) putTogether(ctx context.Context, dir string, progress func(done, total int64)) error {
	total, err := storedBytes(c.dir)
	if err != nil {
		return err
	}
	if err := EnoughRoom(dir, total); err != nil {
		return err
	}
	done := int64(0)
	for _, name := range []string{databaseName, logName} {
		err := copyFile(ctx, filepath.Join(dir, name), filepath.Join(c.dir, name), func(n int) {
			done += int64(n)
			if progress != nil {
				progress(min(done, total), total)
			}
		})
		if err != nil && !(name == logName && missing(err)) {
			return fmt.Errorf("copying the sealed pages: %w", err)
		}
	}
	path := filepath.Join(dir, databaseName)
	if _, err := os.Stat(path + "-wal"); err == nil {
		if err := c.playBack(ctx, path); err != nil {
			return err
		}
	}
	if err := makeDurable(path); err != nil {
		return err
	}
	return syncDir(dir)
}

// playBack moves the log beside the database at path into it.
func (c *Copy) playBack(ctx context.Context, path string) error {
	pages, err := newPageCipher(c.dataKey)
	if err != nil {
		return err
	}
	own, err := registerVFS(pages)
	if err != nil {
		return err
	}
	defer own.retire()
	pool, err := openPool(address(path, own.name(), "mode=rw", "", commonPragmas(16)), 1)
	if err != nil {
		return err
	}
	_, err = pool.ExecContext(ctx, `pragma wal_checkpoint(truncate)`)
	if err = errors.Join(err, pool.Close()); err != nil {
		if fault := own.lastFault(); fault != nil {
			return fmt.Errorf("playing the log back: %w", fault)
		}
		return fmt.Errorf("playing the log back: %w", Named(err))
	}
	if err := disk.Remove(path + "-wal"); err != nil && !missing(err) {
		return fmt.Errorf("removing the log that was played back: %w", err)
	}
	return nil
}

// Rehearse puts the copy into a folder for a while and opens it there as a case
// file of its own, unlocked. [Vault.Discard] removes it. progress may be nil; it
// is told bytes. Errors: ErrLocked, ErrDamaged, ErrDiskFull.
func (c *Copy) Rehearse(ctx context.Context, progress func(done, total int64)) (_ *Vault, err error) {
	if c.dataKey == nil {
		return nil, ErrLocked
	}
	if err := c.asItWas(); err != nil {
		return nil, err
	}
	dir, err := c.workFolder()
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, disk.RemoveAll(dir))
		}
	}()
	if err := c.putTogether(ctx, dir, progress); err != nil {
		return nil, err
	}
	file, err := c.header.encode()
	if err != nil {
		return nil, err
	}
	if err := markUnder(c.ring.now(), dir); err != nil {
		return nil, err
	}
	if _, err := writeHeader(dir, file); err != nil {
		return nil, err
	}
	v, err := Open(dir)
	if err != nil {
		return nil, err
	}
	v.rehearsal = true
	if err := v.unlock(c.ring.clone(), "", nil); err != nil {
		return nil, errors.Join(err, v.Close())
	}
	return v, nil
}

// Discard ends a rehearsal: the case file made for a while is closed and its
// folder removed. Any other case file is closed and left as it is.
func (v *Vault) Discard() error {
	err := v.Close()
	if v.rehearsal && strings.HasPrefix(filepath.Base(v.dir), workPrefix) {
		err = errors.Join(err, disk.RemoveAll(v.dir))
	}
	return err
}

// Close forgets the copy's key and removes what was made for a while.
func (c *Copy) Close() error {
	var err error
	if c.pool != nil {
		err = c.pool.Close()
	}
	if c.vfs != nil {
		c.vfs.retire()
	}
	if c.ring != nil {
		c.ring.forget()
	}
	c.pool, c.vfs, c.ring, c.dataKey = nil, nil, nil, nil
	if c.temp != "" {
		err = errors.Join(err, disk.RemoveAll(c.temp))
		c.temp = ""
	}
	if err != nil {
		return fmt.Errorf("closing a copy: %w", err)
	}
	return nil
}

// removeWork clears the folders for a while that a crash left in dir.
func removeWork(dir string) { removeBeginning(dir, workPrefix) }

// removeBeginning removes the folders in dir whose names begin so. What cannot be
// removed now is tried again at the next start.
func removeBeginning(dir, prefix string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), prefix) {
			_ = disk.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}

// copyFile copies the sealed bytes of a file; told gets the number of each part.
func copyFile(ctx context.Context, to, from string, told func(n int)) (err error) {
	in, err := disk.OpenToRead(from)
	if err != nil {
		return err
	}
	defer in.Close() // read only: nothing to lose
	out, err := disk.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	part := make([]byte, 256*pageSize)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := in.Read(part)
		if n > 0 {
			if _, err := out.Write(part[:n]); err != nil {
				return err
			}
			told(n)
		}
		if err == io.EOF {
			return out.Sync()
		}
		if err != nil {
			return err
		}
	}
}
