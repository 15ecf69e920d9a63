package vault

import (
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"rapport/data/vault/internal/disk"
)

// Vault is a case file whose process lock this program holds. It is locked (no
// data key) or unlocked. Its methods may be called from any goroutine.
type Vault struct {
	dir  string
	lock *flock.Flock

	now func() time.Time // see SetClock

	trying   sync.Mutex // one try at a time
	rotation sync.Mutex // one rotation at a time
	backups  sync.Mutex // one backup at a time, and none while the data key is switched

	mu        sync.Mutex
	header    *header
	file      []byte      // the header as it is on disk
	whole     bool        // both copies of the header are there and the same
	mended    bool        // one of them was not, when it was opened
	made      bool        // this Vault made the files, see Abandon
	rehearsal bool        // the folder was made for a while, see Discard
	ring      *keyring    // nil while locked
	vfs       *vfs        // nil while locked
	db        *DB         // nil until asked for
	place     os.FileInfo // of the database when it was opened
	fault     *PageFault
	tries     tries
	turning   bool // the data key is being switched: no database may be opened
}

// Options say what a new case file begins with.
type Options struct {
	Officer    string // the first officer's name, as it will be shown at sign-in
	Passphrase string // must not be empty; how good it has to be is the caller's rule
	Practice   bool   // a case file for practice, marked for ever
	KDF        *KDF   // the cost of a guess; nil: measured to about a second on this machine
}

// Create makes a new case file in dir, which is made if need be. It returns the
// case file unlocked, and the recovery key as it is to be printed: the only time
// that it can be seen. Errors: ErrExists, ErrInUse, ErrBadName, ErrNoPassphrase.
func Create(dir string, o Options) (*Vault, string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, "", fmt.Errorf("finding the folder: %w", err)
	}
	if err := makeDir(dir); err != nil {
		return nil, "", err
	}
	if err := refuseExisting(dir); err != nil {
		return nil, "", err
	}
	lock, err := takeLock(dir)
	if err != nil {
		return nil, "", err
	}
	v := &Vault{dir: dir, lock: lock, now: time.Now}
	key, err := v.create(o)
	if err != nil {
		return nil, "", errors.Join(err, v.Abandon())
	}
	return v, key, nil
}

// Abandon undoes a Create whose case file cannot be put to use, because the disk
// is full for instance: the files that Create made go, so that it can be done
// again. A case file that was opened is closed and left as it is.
func (v *Vault) Abandon() error {
	err := v.Lock()
	if v.made {
		for _, name := range []string{headerName, spareName, logName, nextName, databaseName, markName, triesName, BackupsName} {
			if e := disk.Remove(filepath.Join(v.dir, name)); !missing(e) { // a folder with backups in it stays
				err = errors.Join(err, e)
			}
		}
	}
	return errors.Join(err, v.Close())
}

// create writes database and header; the header last, because where a header
// is, there is a case file.
func (v *Vault) create(o Options) (recoveryKey string, err error) {
	if err := refuseExisting(v.dir); err != nil { // another process may have been quicker
		return "", err
	}
	v.made = true
	ring := &keyring{keys: [][]byte{random(dataKeySize)}}
	h := &header{Format: formatLine(formatVersion), CaseFile: hex.EncodeToString(random(16)), Practice: o.Practice, DataKey: 1}
	officer, err := newPassphraseSlot(h, ring, o.Officer, o.Passphrase, o.kdf())
	if err != nil {
		return "", err
	}
	recovery, recoveryKey, err := newRecoverySlot(h, ring)
	if err != nil {
		return "", err
	}
	h.Slots = []slot{officer, recovery}
	c, err := newPageCipher(ring.now())
	if err != nil {
		return "", err
	}
	if err := disk.MkdirAll(filepath.Join(v.dir, BackupsName), dirMode); err != nil {
		return "", fmt.Errorf("making the folder for backups: %w", err)
	}
	page := make([]byte, pageSize)
	c.sealPage(page, blankPage(), 1)
	if err := writeAtomically(v.databasePath(), page); err != nil {
		return "", fmt.Errorf("writing the empty database: %w", err)
	}
	if err := markCopy(c, v.databasePath()); err != nil {
		return "", err
	}
	if err := v.writeHeader(h, ring); err != nil {
		return "", err
	}
	return recoveryKey, v.unlocked(ring)
}

func (o Options) kdf() KDF {
	if o.KDF != nil {
		return *o.KDF
	}
	return calibrate()
}

// makeDir makes the directory for its owner alone. One that is there and not
// empty keeps its mode: it may be somebody's folder of other things.
func makeDir(dir string) error {
	if err := disk.MkdirAll(dir, dirMode); err != nil {
		return fmt.Errorf("making the folder: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("reading the folder: %w", err)
	}
	if len(entries) > 0 {
		return nil
	}
	if err := os.Chmod(dir, dirMode); err != nil {
		return fmt.Errorf("closing the folder to others: %w", err)
	}
	return nil
}

// refuseExisting is ErrExists where a case file, or any part of one, is.
func refuseExisting(dir string) error {
	if unfinished(dir) {
		return nil
	}
	for _, name := range []string{databaseName, logName, headerName, spareName, restoreName} {
		if _, err := os.Lstat(filepath.Join(dir, name)); !missing(err) {
			return ErrExists
		}
	}
	return nil
}

// Open takes the process lock of the case file in dir and reads its header. It
// never creates anything but the lock file, and brings a restore that was cut off
// to its end. The case file is locked. Errors: ErrNoCaseFile, ErrInUse,
// ErrDamaged, ErrNewerVersion.
func Open(dir string) (*Vault, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("finding the folder: %w", err)
	}
	if _, _, err := readHeader(dir); err != nil && !RestoreUnderWay(dir) { // before a lock file is made
		return nil, err
	}
	lock, err := takeLock(dir)
	if err != nil {
		return nil, err
	}
	v := &Vault{dir: dir, lock: lock, now: time.Now}
	err = finishRestore(dir)
	if err == nil {
		err = v.load()
	}
	if err != nil {
		return nil, errors.Join(err, v.Close())
	}
	removeWork(dir)
	return v, nil
}

// load reads the header into v.
func (v *Vault) load() error {
	h, whole, err := readHeader(v.dir)
	if err != nil {
		return err
	}
	v.header, v.whole, v.mended = h, whole, !whole
	if v.file, err = h.encode(); err != nil {
		return err
	}
	v.tries = readTries(v.dir)
	return nil
}

// takeLock takes the process lock, which the system gives back when the process
// ends, however it ends. The lock file stays.
func takeLock(dir string) (*flock.Flock, error) {
	path := filepath.Join(dir, lockName)
	lock := flock.New(path, flock.SetPermissions(fileMode))
	held, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("locking the case file for this program: %w", err)
	}
	if !held {
		return nil, inUse(dir)
	}
	signHolder(dir)
	return lock, nil
}

// Close locks the case file and gives the process lock back. The Vault is of no
// use afterwards.
func (v *Vault) Close() error {
	err := v.Lock()
	_ = os.Remove(filepath.Join(v.dir, holderName)) // one that stays is overwritten by the next
	if e := v.lock.Close(); e != nil && err == nil {
		err = fmt.Errorf("giving the case file back: %w", e)
	}
	return err
}

// Dir is the directory of the case file.
func (v *Vault) Dir() string { return v.dir }

// BackupsDir is the folder for backups beside the case file.
func (v *Vault) BackupsDir() string { return filepath.Join(v.dir, BackupsName) }

// ID names the case file: 32 random letters and digits, the same in its backups.
func (v *Vault) ID() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.header.CaseFile
}

// Practice says that the case file was created for practice.
func (v *Vault) Practice() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.header.Practice
}

// Officers are the names that have a key slot, in the order they were added.
func (v *Vault) Officers() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	var names []string
	for _, s := range v.header.Slots {
		if s.Kind == passphraseSlot {
			names = append(names, s.Officer)
		}
	}
	return names
}

// KeyFileMended says that, when the case file was opened, one of the two copies of
// the key file was damaged, missing or an older one, and was or will be replaced.
func (v *Vault) KeyFileMended() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.mended
}

// Locked says that the data key is not in memory.
func (v *Vault) Locked() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.ring == nil
}

func (v *Vault) databasePath() string { return filepath.Join(v.dir, databaseName) }
