package vault

import (
	"errors"
	"fmt"
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
	// ErrOtherCaseFile: a backup belongs to another case file.
	ErrOtherCaseFile = errors.New("the backup belongs to another case file")
)

// PageFault is a page, as stored, whose seal did not hold: it was altered,
// moved or damaged, or is missing.
type PageFault struct {
	File string // "database" or "log"
	Page int64  // counted from 1; in the log, the position of the page image
}

func (f *PageFault) Error() string {
	return fmt.Sprintf("page %d of the %s is damaged or was altered", f.Page, f.File)
}

// Is makes a page fault a kind of damage.
func (f *PageFault) Is(target error) bool { return target == ErrDamaged }

// damaged is ErrDamaged with what was found.
func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}
