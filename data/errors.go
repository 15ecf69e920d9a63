package data

import (
	"errors"
	"fmt"
)

// The errors that the store answers with, whatever was asked. They carry no
// data of a patient; the window turns each into a sentence.
var (
	// ErrNotFound means that no record has the number or id asked for.
	ErrNotFound = errors.New("there is no such record")
	// ErrLocked means that the session was locked; sign in again.
	ErrLocked = errors.New("the case file is locked")
	// ErrNotAllowed means that the officer may not do this.
	ErrNotAllowed = errors.New("this is not allowed")
	// ErrRestricted means that the case is restricted to people by name, and the
	// officer is not among them. It is a kind of [ErrNotAllowed].
	ErrRestricted = fmt.Errorf("the case is restricted: %w", ErrNotAllowed)
	// ErrNoProof means that what was asked takes the passphrase again.
	ErrNoProof = errors.New("the passphrase is asked for again")
	// ErrWrongState means that the state of the case does not allow the action.
	ErrWrongState = errors.New("the state of the case does not allow this")
	// ErrConflict means that the record was changed since it was read.
	ErrConflict = errors.New("the record was changed in the meantime")
	// ErrNewerVersion means that a newer version of the program wrote the data.
	ErrNewerVersion = errors.New("a newer version of the program wrote this")
)
