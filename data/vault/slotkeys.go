package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hpke"
	"crypto/rand"
	"fmt"
)

// The pair of a slot is of the hybrid KEM MLKEM768-X25519 (X-Wing): what is
// sealed today stays closed to whoever takes a copy now and has a quantum
// computer one day. HPKE is RFC 9180, in base mode.
const (
	seedSize   = 32 // a private half, as HPKE writes it
	anchorSize = 32
	publicSize = 1216                    // a public half
	hpkeSize   = 1120 + dataKeySize + 16 // encapsulated key, data key, tag
	secretSize = wrapOverhead + seedSize + anchorSize
	sealedSize = wrapOverhead + hpkeSize

	wrapOverhead = 12 + 16 // nonce and tag of AES-256-GCM
)

func kem() hpke.KEM { return hpke.MLKEM768X25519() }

// withPair is s with a new key pair and a new anchor, both under the owner's
// key, and with the data keys of the ring sealed to it.
//
// The anchor is a random key that the slot's owner and those who know the data
// key share. A sealed data key is wrapped once more by it: without that, anybody
// who can write the file could seal a data key of their own making to the public
// half, and the owner would work in a case file that somebody else reads.
func (s slot) withPair(h *header, ring *keyring, ownersKey []byte) (slot, error) {
	private, err := kem().GenerateKey()
	if err != nil {
		return slot{}, fmt.Errorf("making a key pair: %w", err)
	}
	seed, err := private.Bytes()
	if err != nil {
		return slot{}, fmt.Errorf("writing a key pair: %w", err)
	}
	defer clear(seed)
	anchor := random(anchorSize)
	defer clear(anchor)
	s.Wrapped, s.Since, s.Public = nil, h.DataKey, private.PublicKey().Bytes()
	both := append(append(make([]byte, 0, seedSize+anchorSize), seed...), anchor...)
	defer clear(both)
	if s.Secret, err = wrap(ownersKey, both, s.about(h.CaseFile, "secret", s.Since)); err != nil {
		return slot{}, err
	}
	return s.withKeys(h, ring, anchor)
}

// withKeys is s with the data keys of the ring sealed to it, in place of any
// that were. anchor is nil for a hospital slot.
func (s slot) withKeys(h *header, ring *keyring, anchor []byte) (_ slot, err error) {
	if s.Sealed, err = s.sealKey(h.CaseFile, h.DataKey, anchor, ring.now()); err != nil {
		return slot{}, err
	}
	s.Next = nil
	if h.Rotating {
		if s.Next, err = s.sealKey(h.CaseFile, h.DataKey+1, anchor, ring.next); err != nil {
			return slot{}, err
		}
	}
	s.Renewal, err = s.renewal(h, ring, anchor)
	return s, err
}

// renewal is the anchor under the data key in force, for the next rotation.
func (s slot) renewal(h *header, ring *keyring, anchor []byte) ([]byte, error) {
	if s.Kind == hospitalSlot {
		return nil, nil
	}
	key, err := derive(ring.now(), "slot renewal")
	if err != nil {
		return nil, err
	}
	defer clear(key)
	return wrap(key, anchor, s.about(h.CaseFile, "anchor", h.DataKey))
}

// anchor is the slot's anchor, which whoever knows the data key in force can read.
func (s slot) anchor(h *header, ring *keyring) ([]byte, error) {
	if s.Kind == hospitalSlot {
		return nil, nil
	}
	key, err := derive(ring.now(), "slot renewal")
	if err != nil {
		return nil, err
	}
	defer clear(key)
	anchor, err := unwrap(key, s.Renewal, s.about(h.CaseFile, "anchor", h.DataKey))
	if err != nil {
		return nil, damaged("a key slot cannot be renewed")
	}
	return anchor, nil
}

// sealKey seals data key number n to the slot.
func (s slot) sealKey(caseFile string, n int, anchor, dataKey []byte) ([]byte, error) {
	public, err := kem().NewPublicKey(s.Public)
	if err != nil {
		return nil, damaged("a key slot has no proper public key")
	}
	sealed, err := hpke.Seal(public, hpke.HKDFSHA256(), hpke.AES256GCM(), s.about(caseFile, "data key", n), dataKey)
	if err != nil {
		return nil, fmt.Errorf("sealing the data key: %w", err)
	}
	if s.Kind == hospitalSlot {
		return sealed, nil
	}
	return wrap(anchor, sealed, s.about(caseFile, "data key", n))
}

// openKey is data key number n out of sealed.
func (s slot) openKey(caseFile string, n int, seed, anchor, sealed []byte) (_ []byte, err error) {
	if s.Kind != hospitalSlot {
		if sealed, err = unwrap(anchor, sealed, s.about(caseFile, "data key", n)); err != nil {
			return nil, damaged("a data key was not sealed by anybody who can open the case file")
		}
	}
	private, err := kem().NewPrivateKey(seed)
	if err != nil {
		return nil, damaged("a key slot has no proper private key")
	}
	dataKey, err := hpke.Open(private, hpke.HKDFSHA256(), hpke.AES256GCM(), s.about(caseFile, "data key", n), sealed)
	if err != nil || len(dataKey) != dataKeySize {
		if s.Kind == hospitalSlot {
			return nil, errWrongKey
		}
		return nil, damaged("a sealed data key does not open")
	}
	return dataKey, nil
}

// open is every data key, with the owner's key of a passphrase or recovery slot.
// Errors: errWrongKey, ErrDamaged.
func (s slot) open(h *header, ownersKey []byte) (*keyring, error) {
	if s.older() {
		dataKey, err := unwrap(ownersKey, s.Wrapped, s.aboutOlder(h.CaseFile))
		if err != nil {
			return nil, err
		}
		return h.ring(dataKey, nil)
	}
	both, err := unwrap(ownersKey, s.Secret, s.about(h.CaseFile, "secret", s.Since))
	if err != nil {
		return nil, err
	}
	defer clear(both)
	return s.openPair(h, both[:seedSize], both[seedSize:])
}

// openPair is every data key, with the private half of the slot's pair.
func (s slot) openPair(h *header, seed, anchor []byte) (*keyring, error) {
	now, err := s.openKey(h.CaseFile, h.DataKey, seed, anchor, s.Sealed)
	if err != nil {
		return nil, err
	}
	var next []byte
	if h.Rotating {
		if next, err = s.openKey(h.CaseFile, h.DataKey+1, seed, anchor, s.Next); err != nil {
			clear(now)
			return nil, err
		}
	}
	return h.ring(now, next)
}

func wrap(key, secret, about []byte) ([]byte, error) {
	a, err := wrapCipher(key)
	if err != nil {
		return nil, err
	}
	return a.Seal(nil, nil, secret, about), nil
}

func unwrap(key, wrapped, about []byte) ([]byte, error) {
	a, err := wrapCipher(key)
	if err != nil {
		return nil, err
	}
	secret, err := a.Open(nil, nil, wrapped, about)
	if err != nil {
		return nil, errWrongKey
	}
	return secret, nil
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
