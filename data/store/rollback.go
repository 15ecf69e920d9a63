package store

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"rapport/data"
)

// Rollback says that the case file is older than this computer has seen it, or
// went on from an older copy: entries of the audit chain are missing, and with
// them what they tell of.
type Rollback struct {
	From, To int64     // the first and the last entry that are missing
	Have     int64     // the last entry of the case file as it was found
	Since    time.Time // of the last entry that is still the same
	Seen     time.Time // when this computer saw entry To
	WentOn   bool      // other entries stand in the place of the missing ones

	// Unsure: what this computer remembered was altered, so that it cannot say
	// whether anything is missing. The other fields are empty.
	Unsure bool

	agreed int // marks of the witness that the case file agrees with
}

// object names the rollback in the audit chain.
func (r Rollback) object() string { return fmt.Sprintf("%d-%d", r.From, r.To) }

// Sentence says what is missing, in the office's zone.
func (r Rollback) Sentence(set data.Settings) string {
	if r.Unsure {
		return "What this computer remembered of the case file was altered, so it cannot tell whether an older copy was put in its place. Compare the audit chain with the newest printed summary."
	}
	entries := fmt.Sprintf("Entry %s of the audit chain is", set.Locale.Count(int(r.From)))
	if r.From != r.To {
		entries = fmt.Sprintf("Entries %s to %s of the audit chain are", set.Locale.Count(int(r.From)), set.Locale.Count(int(r.To)))
	}
	said := fmt.Sprintf("The case file is older than this computer has seen it. %s missing: what was done between %s and %s.",
		entries, moment(r.Since, set), moment(r.Seen, set))
	if r.Since.IsZero() { // nothing that was remembered is still the same
		said = fmt.Sprintf("The case file is older than this computer has seen it. How much of what was done until %s is missing cannot be told; its audit log reached to entry %s then.",
			moment(r.Seen, set), set.Locale.Count(int(r.To)))
	}
	if r.WentOn {
		said += " Other work was saved in the older copy since."
	}
	return said
}

func moment(at time.Time, set data.Settings) string {
	at = at.In(set.Zone())
	return set.Locale.Long(data.DateOf(at, set.Zone())) + ", " + at.Format("15:04")
}

// Rollback returns what is missing from the case file that this computer has
// seen in it, until somebody explains it; nil where all is there.
func (s *Session) Rollback() *Rollback {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rollback
}

// MarkLostSentence says that the mark of the case file was lost and what to do.
const MarkLostSentence = "The mark of the case file, casefile.mark, is gone or was altered. Without it Rapport cannot tell whether a part of the case file was put back to an earlier state before now."

// MarkLost reports whether the mark of the case file was gone or altered at sign-in.
// The sign-in has written it into the audit chain; from the next lock on there is a
// mark again.
func (s *Session) MarkLost() bool { return s.file.vault.MarkLost() }

// ClockBack returns the time of the newest entry of the audit chain where it lay
// ahead of this computer's clock at sign-in by more than [ClockSlack]: the clock
// was wrong then or is wrong now, and due dates and times follow it.
func (s *Session) ClockBack() (last time.Time, back bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ahead, !s.ahead.IsZero()
}

// ClockSlack is by how much two clocks may differ before it is worth a word.
const ClockSlack = 5 * time.Minute

// ExplainRollback records why an older copy stands in the place of the case
// file, and remembers the case file as it is from now on. Errors: [data.Missing]
// without the reason, [data.ErrNotFound] where there is nothing to explain.
func (s *Session) ExplainRollback(ctx context.Context, reason string) error {
	r := s.Rollback()
	if r == nil {
		return data.ErrNotFound
	}
	err := s.write(ctx, data.RightKeep, func(w *work) error {
		if err := data.ReasonGiven(reason, "Write why an older copy of the case file is in use; the audit log keeps it."); err != nil {
			return err
		}
		w.record("file.rollback", 0, r.object(), details{Summary: r.Sentence(w.set) + " Explained: " + reason})
		w.onCommit(func() { s.rollback = nil })
		return nil
	})
	if err != nil {
		return err
	}
	s.keeper.release(r.agreed)
	return nil
}

// recall opens what this computer remembers of the case file and holds the
// case file against it, before the session writes anything. What cannot be read
// because it is damaged is compared with nothing: the damage is told elsewhere.
func (s *Session) recall(ctx context.Context) error {
	k, err := s.openWitness()
	if err != nil && !errors.Is(err, errWitness) {
		return err
	}
	altered := err != nil
	var found *Rollback
	var ahead time.Time
	_ = s.base.read(ctx, func(t *tx) error {
		h, _, err := head(t)
		if err != nil || h.seq == 0 { // a case file that is being made
			return err
		}
		if at, err := t.count(`select at from audit where seq = ?`, h.seq); err == nil && timeOf(at).Sub(s.file.now()) > ClockSlack {
			ahead = timeOf(at)
		}
		if altered {
			found = &Rollback{Unsure: true, Have: h.seq}
		} else if k != nil {
			found, err = k.judge(t, h)
		}
		return err
	})
	if k != nil {
		k.held = found != nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keeper, s.rollback, s.ahead = k, found, ahead
	return nil
}

// openWitness opens the witness of the case file; nil where none is kept, or
// where it cannot be read now, which knows nothing as a new computer does.
func (s *Session) openWitness() (*keeper, error) {
	if s.file.witness == "" {
		return nil, nil
	}
	key, err := s.file.vault.Subkey("witness")
	if err != nil {
		return nil, fmt.Errorf("comparing the case file: %w", err)
	}
	k, err := openKeeper(s.file.witness, s.file.vault.ID(), key, s.file.now)
	if err != nil && !errors.Is(err, errWitness) {
		return nil, nil
	}
	return k, err
}

// judge says what the case file lacks of what was seen of it; nil: nothing.
func (k *keeper) judge(t *tx, h chainHead) (*Rollback, error) {
	n := len(k.w.Marks)
	if n == 0 {
		return nil, nil
	}
	newest := k.w.Marks[n-1]
	if same, err := newest.is(t); same || err != nil {
		if err == nil {
			k.w.Also = nil // nothing was put back, or what was put back is the newest
		}
		return nil, err
	}
	r := &Rollback{From: 1, To: newest.Seq, Have: h.seq, Seen: timeOf(newest.At)}
	last := int64(0) // entry up to which both are the same
	for i := n - 2; i >= 0; i-- {
		same, err := k.w.Marks[i].is(t)
		if err != nil {
			return nil, err
		}
		if same {
			last, r.agreed = k.w.Marks[i].Seq, i+1
			break
		}
		r.WentOn = r.WentOn || k.w.Marks[i].Seq <= h.seq
	}
	r.WentOn = r.WentOn || newest.Seq <= h.seq
	if k.w.Also != nil {
		if same, err := k.w.Also.is(t); err != nil || same { // the program put it back
			k.w.Marks, k.w.Also = k.w.Marks[:r.agreed], nil
			return nil, err
		}
	}
	if !r.WentOn {
		last = h.seq // nothing says that it is not the same up to its end
	}
	r.From = last + 1
	if last > 0 {
		at, err := t.count(`select at from audit where seq = ?`, last)
		if err != nil {
			return nil, fmt.Errorf("reading the audit chain: %w", err)
		}
		r.Since = timeOf(at)
	}
	return r, nil
}

// release goes on remembering, from the marks that the case file agrees with.
func (k *keeper) release(agreed int) {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.w.Marks, k.w.Also, k.held, k.ended = k.w.Marks[:agreed], nil, false, true
}

// expectRestored remembers that the program itself is about to put a copy in the
// place of the case file whose audit chain ends at h, so that the next sign-in
// does not warn of it. The case file must be unlocked.
func (f *File) expectRestored(h chainHead) error {
	if f.witness == "" {
		return nil
	}
	f.mu.Lock()
	session := f.session
	f.mu.Unlock()
	if session != nil && !session.Locked() && session.keeper != nil {
		return session.keeper.allow(h)
	}
	key, err := f.vault.Subkey("witness")
	if err != nil {
		return fmt.Errorf("remembering a restore: %w", err)
	}
	return expectRestored(f.witness, f.vault.ID(), key, f.now, h)
}

// expectRestored is for a case file that is not open, with the key of its witness.
func expectRestored(witness, caseFile string, key []byte, now func() time.Time, h chainHead) error {
	k, err := openKeeper(witness, caseFile, key, now)
	if errors.Is(err, errWitness) {
		return nil // it warns in any case
	}
	if err == nil {
		err = k.allow(h)
	}
	if err != nil {
		return fmt.Errorf("remembering a restore: %w", err)
	}
	return nil
}

// HeadVerdict is what came of holding a printed head against the audit chain.
type HeadVerdict struct {
	Mark  data.ChainMark
	Last  int64     // the newest entry of the chain
	There bool      // the chain reaches to the entry
	Same  bool      // and the entry has that head
	At    time.Time // of the entry, where it is there
}

// Sentence says what that means.
func (v HeadVerdict) Sentence(set data.Settings) string {
	n := set.Locale.Count(int(v.Mark.Seq))
	switch {
	case v.Same:
		return fmt.Sprintf("Entry %s of %s is in the audit chain as it was printed, and everything before it.", n, moment(v.At, set))
	case v.There:
		return fmt.Sprintf("Entry %s of the audit chain is another one than was printed. Compare the digits once more; if they are right, the case file was put back to an older copy and went on from there.", n)
	}
	return fmt.Sprintf("The audit chain ends at entry %s; entry %s, which was printed, is missing. The case file is an older copy.", set.Locale.Count(int(v.Last)), n)
}

// CompareHead holds a head of the audit chain from a printed summary against the
// chain: paper knows what was on record when it was printed. Whether the chain
// itself holds up to that entry says [Session.VerifyChain].
func (s *Session) CompareHead(ctx context.Context, m data.ChainMark) (HeadVerdict, error) {
	v := HeadVerdict{Mark: m}
	err := s.read(ctx, data.RightKeep, func(t *tx) error {
		h, _, err := head(t)
		if err != nil {
			return err
		}
		v.Last = h.seq
		is, there, err := headAt(t, m.Seq)
		if !there || err != nil {
			return err
		}
		v.There, v.Same = true, m.Fits(hex.EncodeToString(is))
		at, err := t.count(`select at from audit where seq = ?`, m.Seq)
		v.At = timeOf(at)
		return err
	})
	if err != nil {
		return HeadVerdict{}, fmt.Errorf("comparing with a printed head: %w", err)
	}
	return v, nil
}

// noteRollback puts into the chain that entries are missing, once for each
// rollback, and that the clock stands behind.
func (s *Session) noteRollback(w *work) error {
	r := s.Rollback()
	if r == nil {
		return nil
	}
	told, err := w.count(`select count(*) from audit where action = 'file.older' and object = ? and seq >= ?`, r.object(), r.From)
	if err != nil {
		return fmt.Errorf("reading the audit chain: %w", err)
	}
	if told == 0 {
		w.record("file.older", 0, r.object(), details{Summary: r.Sentence(w.set)})
	}
	return nil
}
