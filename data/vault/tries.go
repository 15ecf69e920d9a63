package vault

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"rapport/data/vault/internal/disk"
)

// tries are what is kept of tries that failed, in a small file without names, so
// that a restart does not begin anew. They slow down whoever guesses at the
// program. Against somebody with a copy of the files they do nothing: there the
// cost of Argon2id alone counts.
type tries struct {
	row    int       // that failed since the last that did not
	untold int       // that failed and are not forgotten, see FailedTries
	last   time.Time // when the last one failed
}

const (
	freeTries = 2 // that cost no delay: people mistype
	maxDelay  = time.Minute
	maxTries  = 1_000_000 // counted

	triesForm = "rapport-tries/1 %d %d %d\n" // in a row, not told, Unix seconds of the last
)

// Wait says how long to wait before the next try. It is a kind of [ErrWait].
type Wait struct{ For time.Duration }

func (w Wait) Error() string { return fmt.Sprintf("%v: wait %s", ErrWait, w.seconds()) }

// Sentence says how long to wait.
func (w Wait) Sentence() string {
	return "Too many tries failed. Wait " + w.seconds() + ", then try again."
}

func (w Wait) seconds() string {
	n := int((w.For + time.Second - 1) / time.Second)
	if n == 1 {
		return "1 second"
	}
	return fmt.Sprintf("%d seconds", n)
}

// Is makes it a kind of [ErrWait].
func (w Wait) Is(target error) bool { return target == ErrWait }

// delay is how long to wait after a number of failures in a row: nothing for the
// first two, then a second, doubled by each further one up to a minute.
func delay(row int) time.Duration {
	if row <= freeTries {
		return 0
	}
	return min(time.Second<<min(row-freeTries-1, 10), maxDelay)
}

// SetClock replaces the machine's clock, by which the delay is measured.
func (v *Vault) SetClock(now func() time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.now = now
}

// Delay is how long the next try has to wait; 0: it may be now.
func (v *Vault) Delay() time.Duration {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.tries.wait(v.now())
}

// wait is how long the next try has to wait at a time.
func (t *tries) wait(now time.Time) time.Duration {
	if now.Before(t.last) { // the clock was set back
		t.last = now
	}
	return max(t.last.Add(delay(t.row)).Sub(now), 0)
}

// FailedTries are how many tries to unlock failed since they were last
// forgotten, and when the last one did, also those before a restart.
func (v *Vault) FailedTries() (count int, last time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.tries.untold, v.tries.last
}

// ForgetFailedTries begins counting anew, when the count has been written where
// it belongs. The delay stays.
func (v *Vault) ForgetFailedTries() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.tries.untold = 0
	return v.writeTries()
}

// try does one try to open a slot of the present header, unless it has to wait.
// Whether a failure is among FailedTries is counted.
func (v *Vault) try(counted bool, do func(h *header) error) error {
	v.trying.Lock() // one at a time
	defer v.trying.Unlock()
	v.heedTries()
	if wait := v.Delay(); wait > 0 {
		return Wait{wait}
	}
	err := do(v.currentHeader())
	v.mu.Lock()
	defer v.mu.Unlock()
	before := v.tries
	if err == nil {
		v.tries.row = 0
	} else if guess, failed := failure(err); failed {
		v.tries.last = v.now()
		if guess {
			v.tries.row = min(v.tries.row+1, maxTries)
		}
		if counted {
			v.tries.untold = min(v.tries.untold+1, maxTries)
		}
	}
	if v.tries != before {
		_ = v.writeTries() // where nothing can be written, what is in memory has to do
	}
	return err
}

// heedTries takes over the failures that [TryAt] counted beside v.
func (v *Vault) heedTries() {
	v.mu.Lock()
	defer v.mu.Unlock()
	t := readTries(v.dir)
	if t.row > v.tries.row {
		v.tries.row, v.tries.last = t.row, t.last
	}
	v.tries.untold = max(v.tries.untold, t.untold)
}

var atCopies sync.Mutex // one try at a time

// TryAt does one try at a secret of another copy of a case file, and counts with
// those at the case file in dir: a failure makes the next one wait, at either. What
// opens does not end the waiting, since anybody can bring a copy of their own. Errors:
// ErrWait, and that of do.
func TryAt(dir string, now func() time.Time, do func() error) error {
	atCopies.Lock()
	defer atCopies.Unlock()
	t := readTries(dir)
	before := t
	wait, err := t.wait(now()), error(nil)
	if wait > 0 {
		err = Wait{wait}
	} else if err = do(); err != nil {
		if guess, _ := failure(err); guess {
			t.row, t.untold, t.last = min(t.row+1, maxTries), min(t.untold+1, maxTries), now()
		}
	}
	if t != before {
		_ = t.write(dir) // without a place for it there is no count
	}
	return err
}

// failure says whether an error is a failed try, and whether it was a guess at a
// secret: a mistyped paper key and an unknown name are not.
func failure(err error) (guess, failed bool) {
	switch {
	case is(err, ErrWrongPassphrase, ErrWrongRecoveryKey, ErrWrongHospitalKey):
		return true, true
	case is(err, ErrUnknownOfficer, ErrRecoveryKeyTyping, ErrHospitalKeyTyping):
		return false, true
	}
	return false, false
}

// readTries reads the file, for what it is worth: one that is missing or makes
// no sense counts nothing.
func readTries(dir string) (t tries) {
	b, err := readBounded(filepath.Join(dir, triesName))
	if err != nil {
		return tries{}
	}
	var last int64
	_, err = fmt.Sscanf(string(b), strings.TrimSpace(triesForm), &t.row, &t.untold, &last)
	if err != nil || t.row < 0 || t.row > maxTries || t.untold < 0 || t.untold > maxTries {
		return tries{}
	}
	t.last = time.Unix(last, 0)
	return t
}

// writeTries writes the file, or removes it when there is nothing to count. v.mu is
// held.
func (v *Vault) writeTries() error { return v.tries.write(v.dir) }

func (t tries) write(dir string) error {
	path := filepath.Join(dir, triesName)
	if t.row == 0 && t.untold == 0 {
		if err := disk.Remove(path); err != nil && !missing(err) {
			return fmt.Errorf("removing the count of failed tries: %w", err)
		}
		return nil
	}
	if err := writeAtomically(path, fmt.Appendf(nil, triesForm, t.row, t.untold, t.last.Unix())); err != nil {
		return fmt.Errorf("writing the count of failed tries: %w", err)
	}
	return nil
}
