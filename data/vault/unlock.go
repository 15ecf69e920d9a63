package vault

import (
	"errors"
	"fmt"
	"slices"
)

// Unlock brings the data key back with an officer's passphrase. It takes about
// a second, by design. On a case file that is unlocked it only checks the
// passphrase. Errors: ErrUnknownOfficer, ErrWrongPassphrase, ErrDamaged (the
// key file was altered).
func (v *Vault) Unlock(officer, passphrase string) error {
	dataKey, err := v.openSlot(officer, passphrase)
	if err != nil {
		return err
	}
	return v.unlock(dataKey)
}

// UnlockWithRecoveryKey brings the data key back with the printed recovery key,
// typed in any case, with any spaces or dashes. Errors: ErrRecoveryKeyTyping,
// ErrWrongRecoveryKey, ErrDamaged.
func (v *Vault) UnlockWithRecoveryKey(typed string) error {
	secret, err := readRecoveryKey(typed)
	if err != nil {
		return err
	}
	defer clear(secret)
	h := v.currentHeader()
	i := h.findRecovery()
	if i < 0 {
		return ErrWrongRecoveryKey
	}
	dataKey, err := h.Slots[i].openWithRecoveryKey(h.CaseFile, secret)
	if errors.Is(err, errWrongKey) {
		return ErrWrongRecoveryKey
	}
	if err == nil {
		err = h.authentic(dataKey)
	}
	if err != nil {
		return err
	}
	return v.unlock(dataKey)
}

// CheckPassphrase asks whether the passphrase is the officer's, without
// unlocking anything. Errors as Unlock.
func (v *Vault) CheckPassphrase(officer, passphrase string) error {
	dataKey, err := v.openSlot(officer, passphrase)
	clear(dataKey)
	return err
}

// openSlot is the data key out of an officer's slot of an authentic header.
func (v *Vault) openSlot(officer, passphrase string) ([]byte, error) {
	h := v.currentHeader()
	i := h.find(officer)
	if i < 0 {
		return nil, ErrUnknownOfficer
	}
	dataKey, err := h.Slots[i].openWithPassphrase(h.CaseFile, passphrase)
	if errors.Is(err, errWrongKey) {
		return nil, ErrWrongPassphrase
	}
	if err != nil {
		return nil, err
	}
	if err := h.authentic(dataKey); err != nil {
		clear(dataKey)
		return nil, err
	}
	return dataKey, nil
}

// currentHeader is the header as it is now; a header is replaced, never changed.
func (v *Vault) currentHeader() *header {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.header
}

func (v *Vault) unlock(dataKey []byte) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.dataKey != nil {
		clear(dataKey)
		return nil
	}
	if !v.whole {
		// One copy of the header is damaged or old; this one is authentic. Where
		// it cannot be written now, it is good enough to read from.
		v.whole = writeHeader(v.dir, v.file) == nil
	}
	return v.unlocked(dataKey)
}

// unlocked makes v an unlocked case file. v.mu is held, or v not yet shared.
func (v *Vault) unlocked(dataKey []byte) error {
	c, err := newPageCipher(dataKey)
	if err != nil {
		return err
	}
	if v.vfs, err = registerVFS(c); err != nil {
		return err
	}
	v.dataKey, v.fault = dataKey, nil
	return nil
}

// Lock closes the databases and forgets the data key. The process lock stays.
// A query that is still running fails. Locking a locked case file does nothing.
func (v *Vault) Lock() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.dataKey == nil {
		return nil
	}
	var err error
	if v.db != nil {
		err = v.db.close()
	}
	v.fault = v.vfs.lastFault()
	v.vfs.retire()
	clear(v.dataKey)
	v.db, v.vfs, v.dataKey = nil, nil, nil
	return err
}

// Subkey is a 32-byte key for one use, made from the data key: the same for the
// same use in this case file, for ever. Error: ErrLocked.
func (v *Vault) Subkey(use string) ([]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.dataKey == nil {
		return nil, ErrLocked
	}
	return derive(v.dataKey, "subkey "+use)
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
	return v.changeHeader(func(h *header, dataKey []byte) error {
		if h.find(officer) >= 0 {
			return ErrOfficerExists
		}
		if len(h.Slots) >= maxSlots {
			return fmt.Errorf("a case file has room for %d key slots", maxSlots)
		}
		s, err := newPassphraseSlot(h.CaseFile, officer, passphrase, h.cost(), dataKey)
		h.Slots = append(h.Slots, s)
		return err
	})
}

// ChangePassphrase gives an officer a new passphrase; the old one opens nothing
// here any more. Backups made before keep the old one. Errors: ErrLocked,
// ErrUnknownOfficer, ErrNoPassphrase.
func (v *Vault) ChangePassphrase(officer, passphrase string) error {
	return v.changeHeader(func(h *header, dataKey []byte) error {
		i := h.find(officer)
		if i < 0 {
			return ErrUnknownOfficer
		}
		s, err := newPassphraseSlot(h.CaseFile, h.Slots[i].Officer, passphrase, h.cost(), dataKey)
		h.Slots[i] = s
		return err
	})
}

// RemoveSlot takes an officer's access to this case file away. Backups made
// before still open with the old passphrase. Errors: ErrLocked,
// ErrUnknownOfficer, ErrLastOfficer.
func (v *Vault) RemoveSlot(officer string) error {
	return v.changeHeader(func(h *header, _ []byte) error {
		i := h.find(officer)
		if i < 0 {
			return ErrUnknownOfficer
		}
		h.Slots = slices.Delete(h.Slots, i, i+1)
		if !slices.ContainsFunc(h.Slots, func(s slot) bool { return s.Kind == passphraseSlot }) {
			return ErrLastOfficer
		}
		return nil
	})
}

// NewRecoveryKey replaces the recovery key and returns the new one, printable.
// Error: ErrLocked.
func (v *Vault) NewRecoveryKey() (string, error) {
	var printed string
	err := v.changeHeader(func(h *header, dataKey []byte) error {
		s, key, err := newRecoverySlot(h.CaseFile, dataKey)
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
func (v *Vault) changeHeader(change func(h *header, dataKey []byte) error) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.dataKey == nil {
		return ErrLocked
	}
	h := v.header.clone()
	if err := change(h, v.dataKey); err != nil {
		return err
	}
	return v.writeHeader(h, v.dataKey)
}

// writeHeader seals the header, reads it back as a check, and writes both
// copies. v.mu is held, or v not yet shared.
func (v *Vault) writeHeader(h *header, dataKey []byte) error {
	file, err := h.seal(dataKey)
	if err != nil {
		return err
	}
	if _, err := parseHeader(file); err != nil {
		return fmt.Errorf("checking the new key file: %w", err)
	}
	if err := writeHeader(v.dir, file); err != nil {
		return err
	}
	v.header, v.file, v.whole = h, file, true
	return nil
}
