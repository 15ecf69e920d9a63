package vault

import (
	"errors"
	"fmt"
	"slices"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// The answers that a window turns into sentences. Test with errors.Is.
var (
	// ErrNoCaseFile: the directory holds no case file.
	ErrNoCaseFile = errors.New("there is no case file here")
	// ErrExists: Create found a case file, or a part of one; nothing was touched.
	ErrExists = errors.New("there is already a case file here")
	// ErrInUse: another process, or another Vault of this one, has the case file open.
	ErrInUse = errors.New("the case file is open in another window or program")
	// ErrLocked: the call needs the data key, and the case file is locked.
	ErrLocked = errors.New("the case file is locked")
	// ErrWrongPassphrase: the officer has a key slot, the passphrase does not open it.
	ErrWrongPassphrase = errors.New("the passphrase is not right")
	// ErrWrongRecoveryKey: the recovery key was typed without a mistake and is not this case file's.
	ErrWrongRecoveryKey = errors.New("this recovery key does not belong to this case file")
	// ErrRecoveryKeyTyping: the recovery key is incomplete or mistyped.
	ErrRecoveryKeyTyping = errors.New("the recovery key has a typing mistake")
	// ErrNoHospitalKey: no hospital key was set for this case file.
	ErrNoHospitalKey = errors.New("this case file has no hospital key")
	// ErrWrongHospitalKey: the hospital key was typed without a mistake and is not the one that was set.
	ErrWrongHospitalKey = errors.New("this hospital key does not open this case file")
	// ErrHospitalKeyTyping: the secret hospital key is incomplete or mistyped.
	ErrHospitalKeyTyping = errors.New("the hospital key has a typing mistake")
	// ErrBadRecipient: the text is no public hospital key, or was altered on its way.
	ErrBadRecipient = errors.New("this is not the public part of a hospital key")
	// ErrWait: too many tries failed; the next one has to wait. The error is a [Wait].
	ErrWait = errors.New("too many tries failed")
	// ErrRotating: the data key is being changed, which has to be finished first.
	ErrRotating = errors.New("the change of the data key is not finished")
	// ErrRotationGaps: see [Vault.RotationGaps].
	ErrRotationGaps = errors.New("not everybody can be given a new data key yet")
	// ErrUnknownOfficer: nobody of that name has a key slot.
	ErrUnknownOfficer = errors.New("nobody of this name can open the case file")
	// ErrOfficerExists: AddSlot was given the name of an officer who has a slot.
	ErrOfficerExists = errors.New("an officer of this name can already open the case file")
	// ErrLastOfficer: removing the slot would leave only the recovery key.
	ErrLastOfficer = errors.New("the last officer cannot be removed")
	// ErrBadName: the officer's name is empty, too long or holds control characters.
	ErrBadName = errors.New("the officer's name cannot be used")
	// ErrNoPassphrase: an empty passphrase was given.
	ErrNoPassphrase = errors.New("a passphrase is needed")
	// ErrDamaged: a file is damaged or was altered. A backup is the way out.
	ErrDamaged = errors.New("the case file is damaged")
	// ErrNewerVersion: a newer Rapport wrote the file.
	ErrNewerVersion = errors.New("the case file was written by a newer version")
	// ErrDiskFull: there was no room to write. What was saved before is whole.
	ErrDiskFull = errors.New("the disk is full")
	// ErrUnwritable: the system does not let the case file be opened for writing
	// where it lies: rights, a write-protected medium.
	ErrUnwritable = errors.New("the case file cannot be written to")
	// ErrDisk: the disk could not be read or written, with no sign that the file
	// itself was altered: a drive that was taken away, a network that went.
	ErrDisk = errors.New("the disk did not do what was asked")
	// ErrGone: the case file is no longer where it was opened: its folder was
	// removed, renamed or replaced, or the drive was taken away.
	ErrGone = errors.New("the case file is no longer in its folder")
	// ErrOtherCaseFile: a backup belongs to another case file.
	ErrOtherCaseFile = errors.New("the backup belongs to another case file")
)

// PageFault is a page, as stored, whose seal did not hold: it was altered,
// moved or damaged, or is missing.
type PageFault struct {
	File string // "database" or "log"
	Page int64  // counted from 1; in the log, the position of the page image; 0: it cannot be told
}

func (f *PageFault) Error() string {
	switch {
	case f.File == markName:
		return "the file " + markName + ", which tells whether pages were put back, is missing or was altered"
	case f.Page == 0:
		return "a page of the " + f.File + " was put back to an earlier state"
	}
	return fmt.Sprintf("page %d of the %s is damaged or was altered", f.Page, f.File)
}

// Is makes a page fault a kind of damage.
func (f *PageFault) Is(target error) bool { return target == ErrDamaged }

// is reports whether err is one of those.
func is(err error, those ...error) bool {
	return slices.ContainsFunc(those, func(one error) bool { return errors.Is(err, one) })
}

// Damage is [ErrDamaged] with what was found and in which file.
type Damage struct{ What string }

func (d *Damage) Error() string { return ErrDamaged.Error() + ": " + d.What }

// Is makes it a kind of damage.
func (d *Damage) Is(target error) bool { return target == ErrDamaged }

// damaged is a [Damage].
func damaged(format string, args ...any) error { return &Damage{fmt.Sprintf(format, args...)} }

// outOfOrder is damage that no page tells: pages that do not fit together.
var outOfOrder = &Damage{"the pages of the database do not fit together"}

// systemErrors are the system's own numbers for what has a name here.
var systemErrors = map[error]error{
	syscall.ENOSPC: ErrDiskFull, syscall.EIO: ErrDisk, syscall.ENXIO: ErrDisk, syscall.ENODEV: ErrDisk, syscall.ESTALE: ErrDisk,
}

// Named adds [ErrDiskFull], [ErrUnwritable], [ErrDisk] or [ErrDamaged] to an
// error in which SQLite, or the system, says so by a number alone
// (https://www.sqlite.org/rescode.html). Every other error comes back as it is.
// Ask for the [PageFault] first: SQLite has no number for a broken seal.
func Named(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		for system, name := range systemErrors {
			if errors.Is(err, system) && !errors.Is(err, name) {
				return fmt.Errorf("%w: %w", name, err)
			}
		}
		return err
	}
	name, ok := map[int]error{
		sqlite3.SQLITE_FULL:     ErrDiskFull,
		sqlite3.SQLITE_READONLY: ErrUnwritable,
		sqlite3.SQLITE_PERM:     ErrUnwritable,
		sqlite3.SQLITE_CANTOPEN: ErrUnwritable,
		sqlite3.SQLITE_IOERR:    ErrDisk,
		sqlite3.SQLITE_CORRUPT:  outOfOrder,
		sqlite3.SQLITE_NOTADB:   outOfOrder,
	}[e.Code()&0xff] // the rest of the code says which kind
	if !ok || errors.Is(err, name) {
		return err
	}
	return fmt.Errorf("%w: %w", name, err)
}
