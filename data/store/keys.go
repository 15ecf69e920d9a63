package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

// A KeyReport says how the case file's keys stand, for the screen of keys.
type KeyReport struct {
	HospitalKey string   // whose hospital key it is; "": there is none
	Fingerprint string   // of the hospital key, to compare with the security office's
	Rotating    bool     // a change of the data key was begun and is not finished
	Gaps        []string // who must sign in once before it can be changed; see vault.Vault.RotationGaps
}

// Keys returns how the case file's keys stand.
func (s *Session) Keys(ctx context.Context) (r KeyReport, err error) {
	_, leave, err := s.enter(ctx, data.RightOffice)
	if err != nil {
		return r, err
	}
	defer leave()
	v := s.file.vault
	r.HospitalKey, _ = v.HospitalKey()
	r.Fingerprint, r.Rotating, r.Gaps = v.HospitalFingerprint(), v.RotationUnderWay(), v.RotationGaps()
	return r, nil
}

// NewRecoveryKey replaces the recovery key and returns the new one, to be
// printed; it cannot be shown again. The old one opens nothing here any more.
// Errors: vault.ErrRotating.
func (s *Session) NewRecoveryKey(ctx context.Context) (printed string, err error) {
	err = s.changeKeys(ctx, "keys.recovery", "Made a new recovery key; the one before opens nothing any more.", func(v *vault.Vault) error {
		printed, err = v.NewRecoveryKey()
		return err
	})
	return printed, err
}

// SetHospitalKey lets the owner of the hospital key sign somebody in in an
// emergency, see [File.SignInWithHospitalKey]. The recipient is the public part
// that the hospital's security office gave; the label says whose it is. Errors:
// vault.ErrBadRecipient, vault.ErrBadName of the label, vault.ErrRotating.
func (s *Session) SetHospitalKey(ctx context.Context, recipient, label string) error {
	print, err := vault.Fingerprint(recipient)
	if err != nil {
		return fmt.Errorf("setting the hospital key: %w", err)
	}
	return s.changeKeys(ctx, "keys.hospital", "Set the hospital key "+print+".", func(v *vault.Vault) error {
		return v.SetHospitalKey(recipient, label)
	})
}

// RemoveHospitalKey takes the hospital key's access away. Errors:
// vault.ErrNoHospitalKey, vault.ErrRotating.
func (s *Session) RemoveHospitalKey(ctx context.Context) error {
	return s.changeKeys(ctx, "keys.hospital", "Removed the hospital key.", func(v *vault.Vault) error {
		return v.RemoveHospitalKey()
	})
}

// changeKeys changes the key file and writes so into the audit chain: first, for
// a key that was changed must not go without its entry. The key file knows no
// transaction; a change that fails gets an entry of its own.
func (s *Session) changeKeys(ctx context.Context, action, summary string, change func(*vault.Vault) error) (err error) {
	ctx, done, err := s.begun(ctx, data.RightPeople)
	if err != nil {
		return err
	}
	defer func() { done(err) }()
	record := func(summary string) error {
		return s.explain(ctx, s.commit(context.WithoutCancel(ctx), func(w *work) error {
			w.record(action, 0, "", details{Summary: summary})
			w.tell(SettingsChanged, 0)
			return nil
		}))
	}
	if err := record(summary); err != nil {
		return err
	}
	if err := change(s.file.vault); err != nil {
		return errors.Join(fmt.Errorf("changing the keys: %w", err), record("That failed; the keys are as they were."))
	}
	return nil
}

// RotateKey gives the case file a new data key, so that who was removed and kept
// a copy of the key file reads nothing that is written from now on. Most of it
// is done while the office works; at the end the session locks, whatever came of
// it, and the officer signs in again with the passphrase as it was. Where it
// fails or is broken off everything opens as before, and calling it again goes
// on. What is held in memory stays held: it is sealed under the first data key, which
// every later one brings along. Errors: vault.ErrRotationGaps, vault.ErrDiskFull,
// vault.ErrDamaged.
func (s *Session) RotateKey(ctx context.Context, progress func(done, total int64)) error {
	if err := s.prepareRotation(ctx, progress); err != nil {
		return err
	}
	return s.lockAfter(ctx, func(ctx context.Context) error {
		if err := s.file.vault.FinishRotation(ctx, progress); err != nil {
			return s.file.explain(err)
		}
		return s.recordRotation(ctx)
	})
}

// prepareRotation is the part during which the office works on.
func (s *Session) prepareRotation(ctx context.Context, progress func(done, total int64)) (err error) {
	ctx, done, err := s.begun(ctx, data.RightPeople)
	if err != nil {
		return err
	}
	defer func() { done(err) }()
	err = s.commit(ctx, func(w *work) error {
		w.record("keys.rotate", 0, "", details{Summary: fmt.Sprintf("Began to change the key inside the case file, No. %d.", s.file.vault.DataKeyNumber())})
		return nil
	})
	if err != nil {
		return s.explain(ctx, err)
	}
	return s.explain(ctx, s.file.vault.PrepareRotation(ctx, progress))
}

// recordRotation writes into the audit chain, for which it opens the database
// once more, that the new data key is in force.
func (s *Session) recordRotation(ctx context.Context) error {
	db, err := s.file.vault.DB(vault.DBOptions{Readers: readers})
	if err != nil {
		return fmt.Errorf("opening the case file under its new key: %w", err)
	}
	if s.base, err = openBase(ctx, db.Write, db.Read); err != nil {
		return err
	}
	err = s.commit(ctx, func(w *work) error {
		w.record("keys.rotate", 0, "", details{Summary: fmt.Sprintf("The key inside the case file is No. %d now. Everybody signs in as before.", s.file.vault.DataKeyNumber())})
		return nil
	})
	s.keeper.end()
	return errors.Join(err, s.base.close())
}

// Delay returns how long the next try to sign in has to wait, because others
// failed before it; 0: it may be now.
func (f *File) Delay() time.Duration { return f.vault.Delay() }

// HospitalKey returns whose hospital key can open the case file, if one was set.
func (f *File) HospitalKey() (label string, ok bool) { return f.vault.HospitalKey() }

// RotationUnderWay reports whether a change of the data key was begun and is not
// finished; [Session.RotateKey] goes on with it.
func (f *File) RotationUnderWay() bool { return f.vault.RotationUnderWay() }

// SignInWithHospitalKey opens the case file with the secret hospital key in an
// emergency (45 CFR 164.312(a)(2)(ii)): it gives an officer a new passphrase, or
// makes a new administrator of that name. The reason is kept in the audit chain.
// Errors: vault.ErrNoHospitalKey, vault.ErrWrongHospitalKey,
// vault.ErrHospitalKeyTyping, vault.ErrWait, [data.Missing].
func (f *File) SignInWithHospitalKey(ctx context.Context, key, officer, newPassphrase, reason string) (*Session, error) {
	officer, reason = strings.TrimSpace(officer), strings.TrimSpace(reason)
	if err := data.ReasonGiven(reason, "Write why the hospital key is used."); err != nil {
		return nil, err
	}
	missing := emergencyOfficer(officer).Validate()
	if strength := data.PassphraseStrength(newPassphrase, officer); !strength.OK {
		missing = append(missing, data.Gap{Code: "passphrase", Field: "passphrase", Sentence: strength.Sentence})
	}
	if err := missing.Err(); err != nil {
		return nil, err
	}
	if err := f.vault.UnlockWithHospitalKey(key); err != nil {
		f.fail(officer, "hospital key", err)
		return nil, fmt.Errorf("signing in with the hospital key: %w", err)
	}
	return f.start(ctx, officer, options{}, func(s *Session) error {
		return s.openingWithKey(ctx, func(w *work) error {
			err := f.vault.ChangePassphrase(officer, newPassphrase)
			if errors.Is(err, vault.ErrUnknownOfficer) {
				err = f.vault.AddSlot(officer, newPassphrase)
			}
			if err != nil {
				return err
			}
			w.by = f.known(officer) // now that there is one
			s.mu.Lock()
			s.officer.Name = w.by
			s.mu.Unlock()
			// The entry says whether somebody is new, not the slot: one that was added
			// just before a power cut has no entry, and whoever left may have a slot yet.
			entry, there, err := officerNamed(w.tx, w.by)
			if err != nil {
				return err
			}
			if there && !entry.Gone() {
				w.record("session.emergency", 0, w.by, details{Summary: "Signed in with the hospital key and set a new passphrase. Reason: " + reason})
				return nil
			}
			w.record("session.emergency", 0, w.by, details{Summary: "Signed in with the hospital key as a new administrator. Reason: " + reason})
			return putOfficer(w, emergencyOfficer(w.by))
		})
	})
}

// emergencyOfficer is the entry of whoever comes in with the hospital key and
// had no key slot, or none any more.
func emergencyOfficer(name string) data.Officer {
	return data.Officer{Name: name, Title: "Administrator", Roles: data.RoleAdministrator}
}
