// Package sealed closes what leaves the case file: for whoever knows a passphrase,
// or for one office alone. The envelope is age's (age-encryption.org/v1), whose
// tools open it without Rapport: ChaCha20-Poly1305 with a key of 256 bits in pieces
// of 64 KiB, each with its seal and the last one marked, so that a file that was
// cut off or changed does not open. No ZIP library for Go that writes AES-256 is
// kept up, and its key derivation of a thousand rounds could be guessed against.
package sealed

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
)

// Ending is what the names of sealed files end in.
const Ending = ".age"

// hardest is the most work, as a power of two, that opening a file may ask for: one
// GB of memory. What Rapport writes asks for 2^18.
const hardest = 20

var (
	// ErrNoPassphrase is a file to be sealed with nothing.
	ErrNoPassphrase = errors.New("a protected copy needs a passphrase")
	// ErrPassphrase: the passphrase is not the one that the file was sealed with.
	ErrPassphrase = errors.New("the passphrase does not open this file")
	// ErrOther: the file was sealed for another key, or for a passphrase.
	ErrOther = errors.New("the file is not sealed for this key")
	// ErrNotSealed: the file is no sealed one, or so damaged that it is none.
	ErrNotSealed = errors.New("this is no sealed file")
)

// WithPassphrase seals what is written to it for whoever knows the passphrase
// (scrypt, 256 MB, about a second). Close ends the file and must be called.
func WithPassphrase(to io.Writer, passphrase string) (io.WriteCloser, error) {
	if strings.TrimSpace(passphrase) == "" {
		return nil, ErrNoPassphrase
	}
	r, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, fmt.Errorf("sealing with a passphrase: %w", err)
	}
	w, err := age.Encrypt(to, r)
	if err != nil {
		return nil, fmt.Errorf("sealing with a passphrase: %w", err)
	}
	return w, nil
}

// OpenWithPassphrase opens a file that [WithPassphrase] sealed, for reading in any
// order; nothing of it is written anywhere. Errors: [ErrPassphrase],
// [ErrNotSealed].
func OpenWithPassphrase(file io.ReaderAt, size int64, passphrase string) (io.ReaderAt, int64, error) {
	if strings.TrimSpace(passphrase) == "" {
		return nil, 0, ErrNoPassphrase
	}
	i, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, 0, fmt.Errorf("opening with a passphrase: %w", err)
	}
	i.SetMaxWorkFactor(hardest)
	return open(file, size, i, ErrPassphrase)
}

// open opens a file; not is the error for one that is for another.
func open(file io.ReaderAt, size int64, i age.Identity, not error) (io.ReaderAt, int64, error) {
	opened, n, err := age.DecryptReaderAt(file, size, i)
	var other *age.NoIdentityMatchError
	switch {
	case errors.As(err, &other):
		return nil, 0, not
	case err != nil:
		return nil, 0, fmt.Errorf("%w: %w", ErrNotSealed, err)
	}
	return opened, n, nil
}

// Begins reports whether a file begins as a sealed one does.
func Begins(start []byte) bool { return strings.HasPrefix(string(start), "age-encryption.org/v1\n") }

// ForPassphrase reports whether a file that begins so is sealed with a passphrase.
func ForPassphrase(start []byte) bool {
	_, rest, _ := strings.Cut(string(start), "\n")
	return Begins(start) && strings.HasPrefix(rest, "-> scrypt ")
}
