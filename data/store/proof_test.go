package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

// unproven signs in as the window does: without proof.
func (d *desk) unproven() {
	d.t.Helper()
	d.do(d.Lock(d.ctx()))
	d.Session = must[*Session](d.t)(d.File().SignIn(d.ctx(), "Dana Whitfield", passphrase))
}

// addPat is an operation that asks for the passphrase again.
func (d *desk) addPat() error {
	return d.AddOfficer(d.ctx(), data.Officer{Name: "Pat Winter", Title: "Officer"}, theirs)
}

func TestAPassphraseGivenAgainIsGoodForOneOperation(t *testing.T) {
	d := newDesk(t, false)
	d.unproven()
	before := d.number(`select count(*) from audit`)
	if err := d.addPat(); !errors.Is(err, data.ErrNoProof) {
		t.Fatalf("an officer was added without the passphrase: %v", err)
	}
	if now := d.number(`select count(*) from audit`); now != before || len(d.File().Officers()) != 1 {
		t.Fatal("what was refused changed something")
	}
	d.do(d.Prove(d.ctx(), passphrase))
	if err := d.AddOfficer(d.ctx(), data.Officer{Name: "Pat Winter", Title: "Officer"}, "short"); !errors.As(err, new(data.Missing)) {
		t.Fatal(err)
	}
	if err := d.RemoveOfficer(d.ctx(), "Nobody At All", "x"); !errors.Is(err, data.ErrNotFound) {
		t.Fatal(err)
	}
	d.do(d.addPat()) // what came to nothing did not use it up
	if err := d.RemoveOfficer(d.ctx(), "Pat Winter", "By mistake."); !errors.Is(err, data.ErrNoProof) {
		t.Fatalf("one passphrase was good for two operations: %v", err)
	}
	d.do(d.Prove(d.ctx(), passphrase))
	d.do(d.RemoveOfficer(d.ctx(), "Pat Winter", "By mistake."))
}

func TestAPassphraseGivenAgainIsGoodForTwoMinutes(t *testing.T) {
	d := newDesk(t, false)
	d.unproven()
	at := d.clock.now()
	d.do(d.Prove(d.ctx(), passphrase))
	for _, later := range []time.Duration{2*time.Minute + time.Second, -time.Second} {
		d.clock.set(at.Add(later))
		if err := d.addPat(); !errors.Is(err, data.ErrNoProof) {
			t.Errorf("%v after the passphrase an officer was added: %v", later, err)
		}
	}
	d.clock.set(at.Add(2 * time.Minute))
	d.do(d.addPat())
}

func TestAWrongPassphraseGivenAgainIsAFailedSignIn(t *testing.T) {
	d := newDesk(t, false)
	d.unproven()
	d.do(d.Prove(d.ctx(), passphrase))
	if err := d.Prove(d.ctx(), "the wrong one altogether"); !errors.Is(err, vault.ErrWrongPassphrase) {
		t.Fatal(err)
	}
	if err := d.addPat(); !errors.Is(err, data.ErrNoProof) {
		t.Errorf("after a wrong passphrase the right one before it still counts: %v", err)
	}
	if n := d.number(`select count(*) from audit where action = 'session.fail' and officer = 'Dana Whitfield'`); n != 1 {
		t.Errorf("%d failed sign-ins in the audit chain", n)
	}
	if err := d.ChangePassphrase(d.ctx(), "the wrong one altogether", theirs); !errors.Is(err, vault.ErrWrongPassphrase) {
		t.Fatal(err)
	}
	if n := d.number(`select count(*) from audit where action = 'session.fail'`); n != 2 {
		t.Errorf("a wrong old passphrase is not a failed sign-in")
	}
}

func TestAReportLeavesOnceForEachPassphraseAndWithOneEntry(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	d.unproven()
	full, left := errors.New("the disk is full"), 0
	write := func(ctx context.Context) error {
		left++
		return d.RecordPutOut(ctx, leaves(f))
	}
	if err := d.HandOut(d.ctx(), write); !errors.Is(err, data.ErrNoProof) || left > 0 {
		t.Fatalf("without the passphrase it left %d times: %v", left, err)
	}
	d.do(d.Prove(d.ctx(), passphrase))
	if err := d.HandOut(d.ctx(), func(context.Context) error { return full }); !errors.Is(err, full) {
		t.Fatal(err)
	}
	before := d.number(`select count(*) from audit`)
	d.do(d.HandOut(d.ctx(), write)) // what came to nothing did not use it up
	if now := d.number(`select count(*) from audit`); now != before+1 {
		t.Errorf("%d entries tell of one file", now-before)
	}
	if err := d.HandOut(d.ctx(), write); !errors.Is(err, data.ErrNoProof) || left != 1 {
		t.Errorf("one passphrase was good for %d files: %v", left, err)
	}
	d.do(d.Prove(d.ctx(), passphrase))
	err := d.HandOut(d.ctx(), func(ctx context.Context) error {
		d.do(d.Lock(ctx))
		return write(ctx)
	})
	if !errors.Is(err, data.ErrLocked) {
		t.Errorf("a file of which nothing could be recorded any more: %v", err)
	}
}

func TestACommandHasProofForItsRun(t *testing.T) {
	d := newDesk(t, false)
	d.again() // as a command does
	d.do(d.addPat())
	d.do(d.RemoveOfficer(d.ctx(), "Pat Winter", "By mistake."))
}
