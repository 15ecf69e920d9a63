package vault

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The kinds of key slot.
const (
	passphraseSlot = "passphrase"
	recoverySlot   = "recovery"
	hospitalSlot   = "hospital"
)

const (
	slotIDSize     = 8
	wrappedSize    = wrapOverhead + dataKeySize
	maxOfficerName = 200 // bytes
	maxLabel       = 200 // bytes
)

// slot lets one officer, the recovery key or the hospital key at the data key.
//
// A slot of format 1 holds the data key wrapped by the owner's key. A slot of
// format 2 has a key pair: only the owner's key opens the private half, and
// whoever is signed in can seal a new data key to the public half without
// knowing anybody's passphrase.
type slot struct {
	ID      string `json:"id"` // random, in hex
	Kind    string `json:"kind"`
	Officer string `json:"officer,omitempty"`
	Label   string `json:"label,omitempty"`    // of a hospital slot: whose key it is
	KDF     *KDF   `json:"argon2id,omitempty"` // of a passphrase slot
	Salt    []byte `json:"salt,omitempty"`     // not of a hospital slot

	Wrapped []byte `json:"wrapped,omitempty"` // format 1: the data key under the owner's key

	Since   int    `json:"since,omitempty"`   // format 2: the data key in force when the pair was made
	Secret  []byte `json:"secret,omitempty"`  // private half and anchor under the owner's key
	Public  []byte `json:"public,omitempty"`  // public half
	Renewal []byte `json:"renewal,omitempty"` // the anchor under the data key in force
	Sealed  []byte `json:"sealed,omitempty"`  // the data key in force, for this slot
	Next    []byte `json:"next,omitempty"`    // the next one, during a rotation
}

// errWrongKey: the owner's key does not open the slot.
var errWrongKey = errors.New("the key does not open the slot")

// older reports whether the slot is of format 1.
func (s slot) older() bool { return s.Wrapped != nil }

// newPassphraseSlot is a slot for an officer who can open everything in the ring.
func newPassphraseSlot(h *header, ring *keyring, officer, passphrase string, k KDF) (slot, error) {
	officer, err := officerName(officer)
	if err != nil {
		return slot{}, err
	}
	if passphrase == "" {
		return slot{}, ErrNoPassphrase
	}
	s := slot{ID: newSlotID(), Kind: passphraseSlot, Officer: officer, KDF: &k, Salt: random(saltSize)}
	key := k.key(passphrase, s.Salt)
	defer clear(key)
	return s.withPair(h, ring, key)
}

// newRecoverySlot is a slot for a new recovery key, which it returns printed.
func newRecoverySlot(h *header, ring *keyring) (slot, string, error) {
	s := slot{ID: newSlotID(), Kind: recoverySlot, Salt: random(saltSize)}
	secret := random(recoverySize)
	defer clear(secret)
	key, err := recoveryWrapKey(secret, s.Salt)
	if err != nil {
		return slot{}, "", err
	}
	defer clear(key)
	if s, err = s.withPair(h, ring, key); err != nil {
		return slot{}, "", err
	}
	return s, recoveryForm.print(secret), nil
}

func newSlotID() string { return hex.EncodeToString(random(slotIDSize)) }

// about binds what is sealed to its place: it opens in no other format, case
// file, slot or kind, for nothing else, and under no other number of a data key.
func (s slot) about(caseFile, what string, dataKey int) []byte {
	return fmt.Appendf(nil, "%s|%s|%s|%s|%s|%d", formatLine(2), caseFile, s.ID, s.Kind, what, dataKey)
}

// aboutOlder does so for the wrapped data key of format 1.
func (s slot) aboutOlder(caseFile string) []byte {
	return fmt.Appendf(nil, "%s|%s|%s|%s", formatLine(1), caseFile, s.ID, s.Kind)
}

// check holds the slot's parts against their bounds, in the header that it is in.
func (s slot) check(h *header) error {
	if id, err := hex.DecodeString(s.ID); err != nil || len(id) != slotIDSize {
		return errors.New("a key slot has no number")
	}
	var err error
	switch s.Kind {
	case passphraseSlot:
		err = s.checkOfficer()
	case recoverySlot:
		if s.Officer != "" || s.Label != "" || s.KDF != nil || len(s.Salt) != saltSize {
			err = errors.New("the recovery slot has parts that do not belong there, or lacks some")
		}
	case hospitalSlot:
		if label, e := plainLine(s.Label, maxLabel); e != nil || label != s.Label || s.Officer != "" || s.KDF != nil || s.Salt != nil || s.older() {
			err = errors.New("the hospital slot has parts that do not belong there, or lacks some")
		}
	default:
		err = errors.New("a key slot is of no known kind")
	}
	if err != nil {
		return err
	}
	if s.older() {
		return s.checkOlder(h)
	}
	return s.checkPair(h)
}

func (s slot) checkOfficer() error {
	if name, err := officerName(s.Officer); err != nil || name != s.Officer {
		return errors.New("a key slot has no proper name")
	}
	if s.KDF == nil || len(s.Salt) != saltSize || s.Label != "" {
		return errors.New("a key slot is incomplete")
	}
	return s.KDF.check()
}

// checkOlder: a data key that was rotated lies in no slot of format 1.
func (s slot) checkOlder(h *header) error {
	if len(s.Wrapped) != wrappedSize || s.Since != 0 || s.Secret != nil || s.Public != nil || s.Renewal != nil || s.Sealed != nil || s.Next != nil {
		return errors.New("a key slot is incomplete, or of two formats")
	}
	if h.DataKey > 1 || h.Rotating {
		return errors.New("a key slot is older than the data key")
	}
	return nil
}

func (s slot) checkPair(h *header) error {
	secret, renewal, sealed := secretSize, wrappedSize, sealedSize
	if s.Kind == hospitalSlot {
		secret, renewal, sealed = 0, 0, hpkeSize
	}
	next := 0
	if h.Rotating {
		next = sealed
	}
	if s.Since < 1 || s.Since > h.DataKey || len(s.Secret) != secret || len(s.Public) != publicSize ||
		len(s.Renewal) != renewal || len(s.Sealed) != sealed || len(s.Next) != next {
		return errors.New("a key slot is incomplete")
	}
	return nil
}

// officerName is the name as it is kept: trimmed, composed (NFC).
func officerName(name string) (string, error) {
	name, err := plainLine(name, maxOfficerName)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrBadName, err)
	}
	return name, nil
}

// plainLine is a text as it is kept in the header: trimmed, composed (NFC), one
// line of at most limit bytes.
func plainLine(text string, limit int) (string, error) {
	if !utf8.ValidString(text) {
		return "", errors.New("it is not text")
	}
	text = norm.NFC.String(strings.TrimSpace(text))
	if text == "" || len(text) > limit {
		return "", fmt.Errorf("it must have 1 to %d letters", limit)
	}
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) {
		return "", errors.New("it holds control characters")
	}
	return text, nil
}

// sameOfficer compares names as people do: capitals and outer spaces aside.
func sameOfficer(a, b string) bool {
	return strings.EqualFold(norm.NFC.String(strings.TrimSpace(a)), norm.NFC.String(strings.TrimSpace(b)))
}
