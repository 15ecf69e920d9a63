package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

// What leaves the case file, what cannot be taken back and what concerns the
// people who may sign in asks for the passphrase again: somebody else may sit at
// a window that was left open (45 CFR 164.312(d)). The table [data.Rights] says
// which rights do.

// proofLasts is how long a passphrase given again is good for.
const proofLasts = 2 * time.Minute

// proof is that the officer gave the passphrase again.
type proof struct {
	given  time.Time // zero: it was not given, or was used up
	always bool      // a command asks for the passphrase when it starts
}

func (p proof) holds(now time.Time) bool {
	since := now.Sub(p.given)
	return p.always || !p.given.IsZero() && since >= 0 && since <= proofLasts
}

// Prove checks the passphrase of the officer who is signed in. It is good for
// one operation within two minutes; one that fails does not use it up. A
// wrong passphrase counts as a sign-in that failed, and what was proved before it
// no longer holds. Errors: vault.ErrWrongPassphrase and what else Unlock answers.
func (s *Session) Prove(ctx context.Context, passphrase string) error {
	if err := s.checkPassphrase(ctx, passphrase); err != nil {
		s.prove(time.Time{})
		return fmt.Errorf("checking the passphrase: %w", err)
	}
	s.prove(s.file.now())
	return nil
}

// checkPassphrase asks whether the passphrase is that of the officer who is
// signed in. A wrong one is written into the audit chain.
func (s *Session) checkPassphrase(ctx context.Context, passphrase string) error {
	ctx, leave, err := s.enter(ctx, data.RightOffice)
	if err != nil {
		return err
	}
	defer leave()
	err = s.file.vault.CheckPassphrase(s.Officer().Name, passphrase)
	if !errors.Is(err, vault.ErrWrongPassphrase) {
		return err
	}
	return errors.Join(err, s.commit(context.WithoutCancel(ctx), func(w *work) error {
		w.record("session.fail", 0, "", details{Summary: "The passphrase was asked for again and was wrong."})
		return nil
	}))
}

func (s *Session) prove(at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.proof.given = at
}

// takeProof uses the proof up for an operation that takes the right. giveBack
// is for an operation that came to nothing. s.mu is held. Error: [data.ErrNoProof].
func (s *Session) takeProof(right data.Right) (giveBack func(), err error) {
	if !data.EntryOf(right).Proof {
		return func() {}, nil
	}
	if !s.proof.holds(s.file.now()) {
		return nil, data.ErrNoProof
	}
	given := s.proof.given
	s.proof.given = time.Time{}
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.proof.given.IsZero() { // else it was given once more
			s.proof.given = given
		}
	}, nil
}
