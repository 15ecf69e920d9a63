package vault

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// The hospital key is a pair that the hospital's security office makes once for
// all its workstations (45 CFR 164.312(a)(2)(ii), emergency access). The secret
// stays in a safe, printed as the recovery key is; the public part, the
// recipient, is given to each workstation.
const (
	recipientPrefix = "rapport-hospital-1:"
	recipientCheck  = 3    // bytes that find out a text cut off or altered
	maxRecipient    = 8192 // letters that are read
)

// NewHospitalKey makes a hospital key: the secret as it is printed, and the
// recipient as it is given to workstations.
func NewHospitalKey() (secret, recipient string, err error) {
	private, err := kem().GenerateKey()
	if err != nil {
		return "", "", fmt.Errorf("making a hospital key: %w", err)
	}
	seed, err := private.Bytes()
	if err != nil {
		return "", "", fmt.Errorf("writing a hospital key: %w", err)
	}
	defer clear(seed)
	return hospitalForm.print(seed), writeRecipient(private.PublicKey().Bytes()), nil
}

func writeRecipient(public []byte) string {
	return recipientPrefix + base64.RawURLEncoding.EncodeToString(append(bytes.Clone(public), recipientSum(public)[:recipientCheck]...))
}

// readRecipient is the public half in a recipient; white space is passed over.
// Error: ErrBadRecipient.
func readRecipient(text string) ([]byte, error) {
	if len(text) > maxRecipient {
		return nil, ErrBadRecipient
	}
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	letters, ok := strings.CutPrefix(text, recipientPrefix)
	b, err := base64.RawURLEncoding.Strict().DecodeString(letters)
	if !ok || err != nil || len(b) != publicSize+recipientCheck {
		return nil, ErrBadRecipient
	}
	public, check := b[:publicSize], b[publicSize:]
	if subtle.ConstantTimeCompare(check, recipientSum(public)[:recipientCheck]) != 1 {
		return nil, ErrBadRecipient
	}
	if _, err := kem().NewPublicKey(public); err != nil {
		return nil, ErrBadRecipient
	}
	return public, nil
}

func recipientSum(public []byte) []byte {
	sum := sha256.Sum256(append([]byte("rapport hospital recipient "), public...))
	return sum[:]
}

// Fingerprint is sixteen letters and digits by which two people can see, over
// the telephone for instance, that they have the same recipient: 80 bits. Error:
// ErrBadRecipient.
func Fingerprint(recipient string) (string, error) {
	public, err := readRecipient(recipient)
	if err != nil {
		return "", err
	}
	return fingerprint(public), nil
}

func fingerprint(public []byte) string {
	letters := crockford.EncodeToString(recipientSum(public)[:10])
	return strings.Join([]string{letters[:4], letters[4:8], letters[8:12], letters[12:]}, "-")
}

// SetHospitalKey lets the owner of a hospital key open this case file too, in
// place of one that was set before. The label says whose key it is. Errors:
// ErrLocked, ErrBadRecipient, ErrBadName (of the label), ErrRotating.
func (v *Vault) SetHospitalKey(recipient, label string) error {
	public, err := readRecipient(recipient)
	if err != nil {
		return err
	}
	label, err = plainLine(label, maxLabel)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBadName, err)
	}
	return v.changeHeader(func(h *header, ring *keyring) error {
		if h.Rotating {
			return ErrRotating
		}
		s, err := slot{ID: newSlotID(), Kind: hospitalSlot, Label: label, Since: h.DataKey, Public: public}.withKeys(h, ring, nil)
		if err != nil {
			return err
		}
		h.Slots = append(slices.DeleteFunc(h.Slots, isHospital), s)
		if len(h.Slots) > maxSlots {
			return fmt.Errorf("a case file has room for %d key slots", maxSlots)
		}
		return nil
	})
}

// RemoveHospitalKey takes the hospital key's access away. Errors: ErrLocked,
// ErrNoHospitalKey, ErrRotating.
func (v *Vault) RemoveHospitalKey() error {
	return v.changeHeader(func(h *header, _ *keyring) error {
		switch {
		case h.findKind(hospitalSlot) < 0:
			return ErrNoHospitalKey
		case h.Rotating:
			return ErrRotating
		}
		h.Slots = slices.DeleteFunc(h.Slots, isHospital)
		return nil
	})
}

func isHospital(s slot) bool { return s.Kind == hospitalSlot }

// HospitalKey is the label of the hospital key that was set, if one was.
func (v *Vault) HospitalKey() (label string, ok bool) {
	h := v.currentHeader()
	i := h.findKind(hospitalSlot)
	if i < 0 {
		return "", false
	}
	return h.Slots[i].Label, true
}

// HospitalFingerprint is the [Fingerprint] of the hospital key that was set, or "".
func (v *Vault) HospitalFingerprint() string {
	h := v.currentHeader()
	i := h.findKind(hospitalSlot)
	if i < 0 {
		return ""
	}
	return fingerprint(h.Slots[i].Public)
}

// UnlockWithHospitalKey brings the data key back with the secret hospital key,
// typed as the recovery key is. Errors: ErrWait, ErrNoHospitalKey,
// ErrHospitalKeyTyping, ErrWrongHospitalKey, ErrDamaged.
func (v *Vault) UnlockWithHospitalKey(typed string) error {
	return v.try(true, func(h *header) error {
		i := h.findKind(hospitalSlot)
		if i < 0 {
			return ErrNoHospitalKey
		}
		seed, err := hospitalForm.read(typed)
		if err != nil {
			return err
		}
		defer clear(seed)
		private, err := kem().NewPrivateKey(seed)
		if err != nil || !bytes.Equal(private.PublicKey().Bytes(), h.Slots[i].Public) {
			return ErrWrongHospitalKey
		}
		ring, err := h.Slots[i].openPair(h, seed, nil)
		if errors.Is(err, errWrongKey) {
			return damaged("the hospital's key slot does not open")
		}
		if err != nil {
			return err
		}
		return v.unlock(ring, h.Slots[i].ID, nil)
	})
}
