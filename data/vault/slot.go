package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	passphraseSlot = "passphrase"
	recoverySlot   = "recovery"

	slotIDSize     = 8
	wrappedSize    = 12 + dataKeySize + 16 // nonce, key, tag
	maxOfficerName = 200                   // bytes
)

// slot holds the data key wrapped for one officer, or for the recovery key.
type slot struct {
	ID      string `json:"id"` // random, in hex
	Kind    string `json:"kind"`
	Officer string `json:"officer,omitempty"`
	KDF     *KDF   `json:"argon2id,omitempty"` // of a passphrase slot
	Salt    []byte `json:"salt"`
	Wrapped []byte `json:"wrapped"` // AES-256-GCM
}

// errWrongKey: the wrapping key does not open the slot.
var errWrongKey = errors.New("the key does not open the slot")

// newPassphraseSlot wraps the data key for an officer.
func newPassphraseSlot(caseFile, officer, passphrase string, k KDF, dataKey []byte) (slot, error) {
	officer, err := officerName(officer)
	if err != nil {
		return slot{}, err
	}
	if passphrase == "" {
		return slot{}, ErrNoPassphrase
	}
	s := slot{ID: hex.EncodeToString(random(slotIDSize)), Kind: passphraseSlot, Officer: officer, KDF: &k, Salt: random(saltSize)}
	key := k.key(passphrase, s.Salt)
	defer clear(key)
	s.Wrapped, err = wrap(key, dataKey, s.about(caseFile))
	return s, err
}

// newRecoverySlot wraps the data key for a new recovery key, and returns it printed.
func newRecoverySlot(caseFile string, dataKey []byte) (slot, string, error) {
	s := slot{ID: hex.EncodeToString(random(slotIDSize)), Kind: recoverySlot, Salt: random(saltSize)}
	secret := random(recoverySize)
	defer clear(secret)
	key, err := recoveryWrapKey(secret, s.Salt)
	if err != nil {
		return slot{}, "", err
	}
	defer clear(key)
	if s.Wrapped, err = wrap(key, dataKey, s.about(caseFile)); err != nil {
		return slot{}, "", err
	}
	return s, printRecoveryKey(secret), nil
}

// openWithPassphrase is the data key; errWrongKey if the passphrase is another.
func (s slot) openWithPassphrase(caseFile, passphrase string) ([]byte, error) {
	key := s.KDF.key(passphrase, s.Salt)
	defer clear(key)
	return unwrap(key, s.Wrapped, s.about(caseFile))
}

// openWithRecoveryKey is the data key; errWrongKey if the secret is another.
func (s slot) openWithRecoveryKey(caseFile string, secret []byte) ([]byte, error) {
	key, err := recoveryWrapKey(secret, s.Salt)
	if err != nil {
		return nil, err
	}
	defer clear(key)
	return unwrap(key, s.Wrapped, s.about(caseFile))
}

// about binds the wrapped key to its place: it opens in no other slot, kind,
// case file or format.
func (s slot) about(caseFile string) []byte {
	return fmt.Appendf(nil, "%s/%d|%s|%s|%s", formatName, formatVersion, caseFile, s.ID, s.Kind)
}

func (s slot) check() error {
	if id, err := hex.DecodeString(s.ID); err != nil || len(id) != slotIDSize {
		return errors.New("a key slot has no number")
	}
	if len(s.Salt) != saltSize || len(s.Wrapped) != wrappedSize {
		return errors.New("a key slot is incomplete")
	}
	switch s.Kind {
	case passphraseSlot:
		if name, err := officerName(s.Officer); err != nil || name != s.Officer {
			return errors.New("a key slot has no proper name")
		}
		if s.KDF == nil {
			return errors.New("a key slot is incomplete")
		}
		return s.KDF.check()
	case recoverySlot:
		if s.Officer != "" || s.KDF != nil {
			return errors.New("the recovery slot has parts that do not belong there")
		}
		return nil
	}
	return errors.New("a key slot is of no known kind")
}

// officerName is the name as it is kept: trimmed, composed (NFC).
func officerName(name string) (string, error) {
	if !utf8.ValidString(name) {
		return "", fmt.Errorf("%w: it is not text", ErrBadName)
	}
	name = norm.NFC.String(strings.TrimSpace(name))
	if name == "" || len(name) > maxOfficerName {
		return "", fmt.Errorf("%w: it must have 1 to %d letters", ErrBadName, maxOfficerName)
	}
	if strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) {
		return "", fmt.Errorf("%w: it holds control characters", ErrBadName)
	}
	return name, nil
}

// sameOfficer compares names as people do: capitals and outer spaces aside.
func sameOfficer(a, b string) bool {
	return strings.EqualFold(norm.NFC.String(strings.TrimSpace(a)), norm.NFC.String(strings.TrimSpace(b)))
}

func wrap(key, dataKey, about []byte) ([]byte, error) {
	a, err := wrapCipher(key)
	if err != nil {
		return nil, err
	}
	return a.Seal(nil, nil, dataKey, about), nil
}

func unwrap(key, wrapped, about []byte) ([]byte, error) {
	a, err := wrapCipher(key)
	if err != nil {
		return nil, err
	}
	dataKey, err := a.Open(nil, nil, wrapped, about)
	if err != nil {
		return nil, errWrongKey
	}
	return dataKey, nil
}

func wrapCipher(key []byte) (cipher.AEAD, error) {
	b, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("preparing the wrapping key: %w", err)
	}
	a, err := cipher.NewGCMWithRandomNonce(b)
	if err != nil {
		return nil, fmt.Errorf("preparing the wrapping cipher: %w", err)
	}
	return a, nil
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails: crypto/rand ends the program instead
	return b
}
