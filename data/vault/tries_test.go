package vault

import (
	"errors"
	"path/filepath"
	"testing"
	"time"
)

// unhurried lets an hour pass between any two looks at the clock.
func unhurried(v *Vault) {
	now := aMorning
	v.SetClock(func() time.Time { now = now.Add(time.Hour); return now })
}

// guess tries a wrong passphrase.
func guess(t *testing.T, v *Vault) {
	t.Helper()
	wantErr(t, v.Unlock(officer, "not this one"), ErrWrongPassphrase)
}

func TestTheDelayGrowsWithEachFailureToAMinute(t *testing.T) {
	v, _ := create(t)
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	now := aMorning
	v.SetClock(func() time.Time { return now })
	for i, want := range []time.Duration{0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60} {
		guess(t, v)
		want *= time.Second
		if got := v.Delay(); got != want {
			t.Fatalf("after %d failures the delay is %v, want %v", i+1, got, want)
		}
		if want == 0 {
			continue
		}
		now = now.Add(want - time.Millisecond)
		err := v.Unlock(officer, passphrase) // the right one has to wait too
		var wait Wait
		if !errors.Is(err, ErrWait) || !errors.As(err, &wait) || wait.For != time.Millisecond {
			t.Fatalf("got %v, want a wait of a millisecond", err)
		}
		now = now.Add(time.Millisecond)
	}
	if count, last := v.FailedTries(); count != 11 || now.Sub(last) != time.Minute {
		t.Errorf("%d tries, the last at %v", count, last)
	}
	unlock(t, v)
	if v.Delay() != 0 {
		t.Error("success did not end the delay")
	}
	if count, _ := v.FailedTries(); count != 11 {
		t.Errorf("success forgot the tries that nobody was told of: %d are left", count)
	}
	if err := v.ForgetFailedTries(); err != nil {
		t.Fatal(err)
	}
	names(t, v.Dir(), BackupsName, databaseName, holderName, headerName, spareName, lockName, markName)
}

func TestTheDelayOutlivesARestart(t *testing.T) {
	v, key := create(t)
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	now := aMorning
	v.SetClock(func() time.Time { return now })
	guess(t, v)
	guess(t, v)
	wantErr(t, v.UnlockWithRecoveryKey("ABCD"), ErrRecoveryKeyTyping) // no guess, and counted
	_, other := create(t)
	wantErr(t, v.UnlockWithRecoveryKey(other), ErrWrongRecoveryKey)
	private(t, filepath.Join(v.Dir(), triesName))
	closeVault(t, v)

	w, err := Open(v.Dir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeVault(t, w) })
	w.SetClock(func() time.Time { return now })
	if w.Delay() != time.Second {
		t.Fatal(w.Delay())
	}
	wantErr(t, w.UnlockWithRecoveryKey(key), ErrWait)
	now = now.Add(-24 * 365 * time.Hour) // the clock set back locks nobody out
	if w.Delay() != time.Second {
		t.Fatal(w.Delay())
	}
	now = now.Add(time.Second)
	unlock(t, w)
	if count, _ := w.FailedTries(); count != 4 {
		t.Errorf("%d failed tries are known", count)
	}
}

func TestAFileOfTriesThatMakesNoSenseCountsNothing(t *testing.T) {
	for _, text := range []string{"", "rapport-tries/1", "rapport-tries/1 -3 1 0\n", "rapport-tries/1 9999999999 1 0\n", "rapport-tries/2 3 3 0\n", "\x00\xff"} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, triesName), []byte(text))
		if got := readTries(dir); got != (tries{}) {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestAPassphraseCheckedInTheMidstOfWorkIsNoFailedUnlocking(t *testing.T) {
	v, _ := create(t)
	for range 3 {
		wantErr(t, v.CheckPassphrase(officer, "not this one"), ErrWrongPassphrase)
	}
	if count, _ := v.FailedTries(); count != 0 {
		t.Errorf("%d failed tries to unlock", count)
	}
	wantErr(t, v.CheckPassphrase(officer, passphrase), ErrWait)
}

// Whoever guesses at a backup, at the door of a case file that does not open, waits as
// those do who guess at the case file.
func TestATryAtACopyCountsWithThoseAtTheCaseFile(t *testing.T) {
	v, _ := create(t)
	b, err := v.Backup(t.Context(), v.BackupsDir(), aMorning)
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	now := aMorning
	clock := func() time.Time { return now }
	v.SetClock(clock)
	try := func(passphrase string) error {
		c, err := OpenCopy(b.Path)
		if err != nil {
			t.Fatal(err)
		}
		return errors.Join(TryAt(v.Dir(), clock, func() error { return c.Unlock(officer, passphrase) }), c.Close())
	}
	guess(t, v)
	guess(t, v)
	wantErr(t, try("not this one"), ErrWrongPassphrase)
	wantErr(t, try(passphrase), ErrWait)
	wantErr(t, v.Unlock(officer, passphrase), ErrWait)
	now = now.Add(time.Second)
	if err := try(passphrase); err != nil {
		t.Fatal(err)
	}
	guess(t, v) // what was opened may be anybody's copy
	if got := v.Delay(); got != 2*time.Second {
		t.Errorf("after the fourth failure the delay is %v", got)
	}
	now = now.AddDate(-1, 0, 0) // the clock was wrong
	wantErr(t, try(passphrase), ErrWait)
	wantErr(t, v.Unlock(officer, passphrase), ErrWait)
	now = now.Add(2 * time.Second)
	if err := try(passphrase); err != nil {
		t.Errorf("the clock was set back: %v", err)
	}
	unlock(t, v)
	if count, _ := v.FailedTries(); count != 4 {
		t.Errorf("%d failures to be told, want those at the copy too", count)
	}
}
