package vault

import (
	"errors"
	"fmt"
	"slices"
)

// Unlock brings the data key back with an officer's passphrase. It takes about
// a second, by design. On a case file that is unlocked it only checks the
// passphrase. A slot of an older form, or from before the data key was last
// changed, is renewed with it. Errors: ErrWait, ErrUnknownOfficer,
// ErrWrongPassphrase, ErrDamaged (the key file was altered).
func (v *Vault) Unlock(officer, passphrase string) error {
	return v.try(true, func(h *header) error {
		ring, id, key, err := h.openPassphrase(officer, passphrase)
		if err != nil {
			return err
		}
		defer clear(key)
		return v.unlock(ring, id, key)
	})
}

// UnlockWithRecoveryKey brings the data key back with the printed recovery key,
// typed in any case, with any spaces or dashes. Errors: ErrWait,
// ErrRecoveryKeyTyping, ErrWrongRecoveryKey, ErrDamaged.
func (v *Vault) UnlockWithRecoveryKey(typed string) error {
	return v.try(true, func(h *header) error {
		ring, id, key, err := h.openRecovery(typed)
		if err != nil {
			return err
		}
		defer clear(key)
		return v.unlock(ring, id, key)
	})
}

// CheckPassphrase asks whether the passphrase is the officer's, without
// unlocking anything. A wrong one makes the next try wait as one of Unlock does,
// and is not among [Vault.FailedTries]. Errors as Unlock.
func (v *Vault) CheckPassphrase(officer, passphrase string) error {
	return v.try(false, func(h *header) error {
		ring, _, key, err := h.openPassphrase(officer, passphrase)
		if err != nil {
			return err
		}
		clear(key)
		ring.forget()
		return nil
	})
}

// openPassphrase is every data key, out of an officer's slot of an authentic
// header, with the slot's number and its owner's key. Errors: ErrUnknownOfficer,
// ErrWrongPassphrase, ErrDamaged.
func (h *header) openPassphrase(officer, passphrase string) (ring *keyring, id string, ownersKey []byte, err error) {
	i := h.find(officer)
	if i < 0 {
		return nil, "", nil, ErrUnknownOfficer
	}
	s := h.Slots[i]
	return h.openSlot(s, s.KDF.key(passphrase, s.Salt), ErrWrongPassphrase)
}

// openRecovery is openPassphrase for the recovery slot. Errors:
// ErrRecoveryKeyTyping, ErrWrongRecoveryKey, ErrDamaged.
func (h *header) openRecovery(typed string) (ring *keyring, id string, ownersKey []byte, err error) {
	secret, err := recoveryForm.read(typed)
	if err != nil {
		return nil, "", nil, err
	}
	defer clear(secret)
	i := h.findKind(recoverySlot)
	if i < 0 {
		return nil, "", nil, ErrWrongRecoveryKey
	}
	key, err := recoveryWrapKey(secret, h.Slots[i].Salt)
	if err != nil {
		return nil, "", nil, err
	}
	return h.openSlot(h.Slots[i], key, ErrWrongRecoveryKey)
}

func (h *header) openSlot(s slot, ownersKey []byte, wrong error) (*keyring, string, []byte, error) {
	ring, err := s.open(h, ownersKey)
	if err != nil {
		clear(ownersKey)
	}
	if errors.Is(err, errWrongKey) {
		err = wrong
	}
	return ring, s.ID, ownersKey, err
}

// currentHeader is the header as it is now; a header is replaced, never changed.
func (v *Vault) currentHeader() *header {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.header
}

// unlock takes the ring over, which came out of the slot with the number id.
// ownersKey is nil for a hospital slot.
func (v *Vault) unlock(ring *keyring, id string, ownersKey []byte) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ring != nil {
		ring.forget()
		return nil
	}
	if !v.whole {
		// One copy of the header is damaged or old; this one is authentic. Where
		// it cannot be written now, it is good enough to read from.
		v.mendHeader()
	}
	usable, err := v.finishIfSwitched(ring)
	if err != nil {
		ring.forget()
		return err
	}
	ring = usable
	v.renew(ring, id, ownersKey)
	return v.unlocked(ring)
}

// renew gives a slot of format 1, or from before the data key was last changed,
// a new pair and a new anchor. What cannot be written now is renewed another
// time. v.mu is held.
func (v *Vault) renew(ring *keyring, id string, ownersKey []byte) {
	h := v.header.clone()
	h.upgrade()
	i := slices.IndexFunc(h.Slots, func(s slot) bool { return s.ID == id })
	if ownersKey == nil || i < 0 || h.Rotating || h.Slots[i].Since == h.DataKey {
		return
	}
	renewed, err := h.Slots[i].withPair(h, ring, ownersKey)
	if err != nil {
		return
	}
	h.Slots[i] = renewed
	_ = v.writeHeader(h, ring) // the slot as it was opens too
}

// unlocked makes v an unlocked case file. v.mu is held, or v not yet shared.
func (v *Vault) unlocked(ring *keyring) error {
	c, err := newPageCipher(ring.now())
	if err != nil {
		return err
	}
	m, err := openMarks(c, v.databasePath())
	if err != nil {
		return err
	}
	if v.vfs, err = registerVFS(c); err != nil {
		return err
	}
	v.vfs.marks = m
	v.ring, v.fault = ring, nil
	return nil
}

// Lock closes the databases and forgets the data key. The process lock stays.
// A query that is still running fails. Locking a locked case file does nothing.
func (v *Vault) Lock() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ring == nil {
		return nil
	}
	var err error
	if v.db != nil {
		err = v.db.close()
	}
	v.vfs.marks.rest(err == nil)
	if !v.whole {
		v.mendHeader()
	}
	v.fault = v.vfs.lastFault()
	v.vfs.retire()
	v.ring.forget()
	v.db, v.vfs, v.ring = nil, nil, nil
	return err
}

// Subkey is a 32-byte key for one use, made from the first data key: the same
// for the same use in this case file, for ever. Error: ErrLocked.
func (v *Vault) Subkey(use string) ([]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ring == nil {
		return nil, ErrLocked
	}
	return derive(v.ring.keys[0], "subkey "+use)
}

// PageFault is the last page that SQLite met whose seal did not hold, as a
// *PageFault, or nil. It says more than SQLite's own error can.
func (v *Vault) PageFault() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	fault := v.fault
	if v.vfs != nil && v.vfs.lastFault() != nil {
		fault = v.vfs.lastFault()
	}
	if fault == nil {
		return nil
	}
	return fault
}

// AddSlot lets a further officer open the case file. Errors: ErrLocked,
// ErrOfficerExists, ErrBadName, ErrNoPassphrase.
func (v *Vault) AddSlot(officer, passphrase string) error {
	return v.changeHeader(func(h *header, ring *keyring) error {
		if h.find(officer) >= 0 {
			return ErrOfficerExists
		}
		if len(h.Slots) >= maxSlots {
			return fmt.Errorf("a case file has room for %d key slots", maxSlots)
		}
		s, err := newPassphraseSlot(h, ring, officer, passphrase, h.cost())
		h.Slots = append(h.Slots, s)
		return err
	})
}

// ChangePassphrase gives an officer a new passphrase; the old one opens nothing
// here any more. Backups made before keep the old one. Errors: ErrLocked,
// ErrUnknownOfficer, ErrNoPassphrase.
func (v *Vault) ChangePassphrase(officer, passphrase string) error {
	return v.changeHeader(func(h *header, ring *keyring) error {
		i := h.find(officer)
		if i < 0 {
			return ErrUnknownOfficer
		}
		s, err := newPassphraseSlot(h, ring, h.Slots[i].Officer, passphrase, h.cost())
		h.Slots[i] = s
		return err
	})
}

// RemoveSlot takes an officer's access to this case file away. Backups made
// before still open with the old passphrase, and an old copy of the key file
// opens what is written until the data key is changed, see [Vault.Rotate].
// Errors: ErrLocked, ErrUnknownOfficer, ErrLastOfficer, ErrRotating.
func (v *Vault) RemoveSlot(officer string) error {
	return v.changeHeader(func(h *header, _ *keyring) error {
		i := h.find(officer)
		if i < 0 {
			return ErrUnknownOfficer
		}
		if h.Rotating {
			return ErrRotating // who goes would keep the next data key
		}
		h.Slots = slices.Delete(h.Slots, i, i+1)
		if !slices.ContainsFunc(h.Slots, func(s slot) bool { return s.Kind == passphraseSlot }) {
			return ErrLastOfficer
		}
		return nil
	})
}

// NewRecoveryKey replaces the recovery key and returns the new one, printable.
// Errors: ErrLocked, ErrRotating.
func (v *Vault) NewRecoveryKey() (string, error) {
	var printed string
	err := v.changeHeader(func(h *header, ring *keyring) error {
		if h.Rotating {
			return ErrRotating
		}
		s, key, err := newRecoverySlot(h, ring)
		if err != nil {
			return err
		}
		h.Slots = slices.DeleteFunc(h.Slots, func(s slot) bool { return s.Kind == recoverySlot })
		h.Slots = append(h.Slots, s)
		printed = key
		return nil
	})
	if err != nil {
		return "", err
	}
	return printed, nil
}

// cost is the dearest cost among the slots: what was measured at creation, on
// whatever machine.
func (h *header) cost() KDF {
	var dearest KDF
	for _, s := range h.Slots {
		if s.KDF != nil && uint64(s.KDF.Passes)*uint64(s.KDF.MemoryKiB) > uint64(dearest.Passes)*uint64(dearest.MemoryKiB) {
			dearest = *s.KDF
		}
	}
	return dearest
}

// changeHeader applies change to a copy of the header and writes it. What fails
// leaves the old header in force.
func (v *Vault) changeHeader(change func(h *header, ring *keyring) error) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ring == nil {
		return ErrLocked
	}
	h := v.header.clone()
	h.upgrade()
	if err := change(h, v.ring); err != nil {
		return err
	}
	return v.writeHeader(h, v.ring)
}

// writeHeader seals the header, reads it back as a check, and writes both
// copies. v.mu is held, or v not yet shared.
func (v *Vault) writeHeader(h *header, ring *keyring) error {
	file, err := h.seal(ring.now())
	if err != nil {
		return err
	}
	if _, err := parseHeader(file); err != nil {
		return fmt.Errorf("checking the new key file: %w", err)
	}
	if v.whole, err = writeHeader(v.dir, file); err != nil {
		v.mendHeader() // the new one may have its name already
		return err
	}
	v.header, v.file = h, file
	return nil
}

// mendHeader writes the header in force into both copies. Where it cannot be done
// now, v.whole says that it is to be done. v.mu is held, or v not yet shared.
func (v *Vault) mendHeader() {
	whole, err := false, error(nil)
	if v.file != nil {
		whole, err = writeHeader(v.dir, v.file)
	}
	v.whole = whole && err == nil
}

// KeyFile is a key file as it was, for [Vault.PutBack].
type KeyFile struct{ header *header }

// KeyFile returns the key file in force.
func (v *Vault) KeyFile() KeyFile { return KeyFile{v.currentHeader()} }

// PutBack puts the key file back to what it was before a change that could not be
// recorded. Where the disk does not take it, it is in force here all the same and
// is written when the case file is locked. A change of the data key that was begun
// since goes on. Error: ErrLocked.
func (v *Vault) PutBack(was KeyFile) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ring == nil {
		return ErrLocked
	}
	h := was.header.clone()
	h.Generation = v.header.Generation
	if v.header.Rotating && !h.Rotating { // a change of the data key was begun since: who is in h needs the next one
		if err := h.sealNext(v.ring); err != nil {
			return err
		}
	}
	file, err := h.seal(v.ring.now())
	if err != nil {
		return err
	}
	v.header, v.file = h, file
	v.mendHeader()
	return nil
}
