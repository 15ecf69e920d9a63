package store

import (
	"context"
	"errors"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

const patWords = "herons over the weir seven quiet"

// last is the number of the last change of a draft that began.
func (h *held) last() int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.begun
}

// late is a context that is over: what is saved with it does not reach the disk.
func late(t testing.TB) context.Context {
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(1, 0))
	t.Cleanup(cancel)
	return ctx
}

// hold has the draft held in memory.
func (d *desk) hold(name, text string) {
	d.t.Helper()
	var held *DraftHeld
	if err := d.SaveDraft(late(d.t), name, []byte(text)); !errors.As(err, &held) {
		d.t.Fatalf("it is not held: %v", err)
	}
}

// wantDraft fails the test unless the draft holds the text; "": there must be none.
func (d *desk) wantDraft(when, name, text string) {
	d.t.Helper()
	got, _, err := d.Draft(d.t.Context(), name)
	if text == "" && !errors.Is(err, data.ErrNotFound) || text != "" && (err != nil || string(got) != text) {
		d.t.Errorf("%s the draft is %q, %v", when, got, err)
	}
	all := must[[]DraftInfo](d.t)(d.Drafts(d.t.Context(), name))
	if listed := len(all) > 0; listed != (text != "") {
		d.t.Errorf("%s the list of drafts has it: %v", when, listed)
	}
}

// TestAHeldDraftIsNotWrittenOverWhatCameAfterIt settles what becomes of a draft between the
// moment in which what is held is looked up and the moment in which it is written.
func TestAHeldDraftIsNotWrittenOverWhatCameAfterIt(t *testing.T) {
	const name = "intake"
	for _, after := range []struct {
		what, text string
		do         func(d *desk) error
	}{
		{"saved anew", "newer", func(d *desk) error { return d.SaveDraft(t.Context(), name, []byte("newer")) }},
		{"put away", "", func(d *desk) error { return d.DeleteDraft(t.Context(), name) }},
		{"dropped with what it belongs to", "", func(d *desk) error {
			return d.commit(t.Context(), func(w *work) error { return dropDraft(w, name) })
		}},
	} {
		t.Run(after.what, func(t *testing.T) {
			d := newDesk(t, false)
			d.hold(name, "older")
			d.wantDraft("held", name, "older")
			d.eachHeld(func(seal *heldSeal, h heldItem, name string) bool {
				d.do(after.do(d))
				if err := d.writeOne(t.Context(), seal, h, name); !errors.Is(err, errOvertaken) {
					t.Errorf("the older draft was written: %v", err)
				}
				return true
			})
			d.wantDraft("after that", name, after.text)
			d.again()
			d.wantDraft("after a lock", name, after.text)
		})
	}
}

func TestADraftThatIsPutAwayOnAFullDiskStaysAway(t *testing.T) {
	d := newDesk(t, false)
	d.do(d.SaveDraft(t.Context(), "intake", []byte("on the disk")))
	var held *DraftHeld
	if err := d.DeleteDraft(late(t), "intake"); !errors.As(err, &held) || !held.Gone {
		t.Fatalf("it gave %v", err)
	}
	if by := d.File().HeldBy(); len(by) > 0 {
		t.Errorf("nothing is lost by closing, and %v are asked", by)
	}
	d.wantDraft("put away", "intake", "")
	d.again()
	d.wantDraft("after a lock", "intake", "")
	if n := d.File().WroteHeld(); n != 0 || len(d.File().held.all()) != 0 {
		t.Errorf("%d drafts were written, %d are held", n, len(d.File().held.all()))
	}
	d.hold("intake", "typed again")
	d.wantDraft("typed again", "intake", "typed again")
}

// TestALetterIsHeldThoughTheDiskCannotBeRead loses the disk while a letter is open.
func TestALetterIsHeldThoughTheDiskCannotBeRead(t *testing.T) {
	d := newDesk(t, false)
	c := d.open()
	letter := data.LetterDraft{Kind: data.Acknowledgement, ContactLine: "typed"}
	if _, _, err := d.LetterDraft(t.Context(), c.Key, letter.Kind); err != nil {
		t.Fatal(err)
	}
	if err := d.SaveLetterDraft(late(t), c.Key, letter); !errors.As(err, new(*DraftHeld)) {
		t.Fatalf("it is not held: %v", err)
	}
	if got, there, err := d.LetterDraft(t.Context(), c.Key, letter.Kind); err != nil || !there || got.ContactLine != "typed" {
		t.Errorf("%q, %v, %v", got.ContactLine, there, err)
	}
}

func TestAHeldDraftKeepsTheTimeAtWhichItWasTyped(t *testing.T) {
	d := newDesk(t, false)
	d.hold("intake", "typed")
	typed := d.clock.now()
	d.clock.set(typed.Add(time.Hour))
	d.again()
	if _, at, err := d.Draft(t.Context(), "intake"); err != nil || !at.Equal(typed) {
		t.Errorf("it says %v and not %v, %v", at, typed, err)
	}
}

// TestOnlyWhatAnOfficerTypedThemselvesIsTheirsToBeToldOf writes the letter of another officer.
func TestOnlyWhatAnOfficerTypedThemselvesIsTheirsToBeToldOf(t *testing.T) {
	d := newDesk(t, false)
	ctx, file, c := t.Context(), d.File(), d.open()
	d.do(d.AddOfficer(ctx, data.Officer{Name: "Pat Winter", Title: "Director", Roles: data.FullRoles}, patWords))
	letter := data.LetterDraft{Kind: data.Acknowledgement, ContactLine: "typed"}
	_, _, _ = d.LetterDraft(ctx, c.Key, letter.Kind)
	_ = d.SaveLetterDraft(late(t), c.Key, letter)
	d.hold("intake", "Dana's")
	d.do(d.Lock(ctx))
	d.Session = must[*Session](t)(file.SignIn(ctx, "Pat Winter", patWords, ForCommand()))
	if n := file.WroteHeld(); n != 0 {
		t.Errorf("Pat is told of %d drafts of Dana's", n)
	}
	if got, there, err := d.LetterDraft(ctx, c.Key, letter.Kind); err != nil || !there || got.ContactLine != "typed" {
		t.Errorf("the letter: %q, %v, %v", got.ContactLine, there, err)
	}
	if by := file.HeldBy(); !slices.Equal(by, []string{"Dana Whitfield"}) {
		t.Errorf("held is what %v typed", by)
	}
	d.again()
	if n := file.WroteHeld(); n != 1 {
		t.Errorf("Dana is told of %d drafts", n)
	}
}

func TestARestoreLetsGoOfWhatIsHeld(t *testing.T) {
	d := newDesk(t, false)
	ctx, file := t.Context(), d.File()
	b := must[vault.BackupInfo](t)(d.Backup(ctx, ""))
	d.hold("intake", "typed")
	must[Restored](t)(d.Restore(ctx, RestoreOrder{Path: b.Path, Reason: "The import was wrong."}, nil))
	if by := file.HeldBy(); len(by) > 0 {
		t.Errorf("what %v typed is said to be there", by)
	}
	d.Session = must[*Session](t)(file.SignIn(ctx, "Dana Whitfield", passphrase, ForCommand()))
	d.wantDraft("after the restore", "intake", "")
}

func TestACaseWithAHeldDraftStaysWhenItsImportIsTakenBack(t *testing.T) {
	d := newDesk(t, false)
	d.hold("note/PR-2026-00042", "typed")
	err := d.read(t.Context(), data.RightImport, func(x *tx) error {
		numbers, err := d.draftedNumbers(x)
		if !numbers["PR-2026-00042"] {
			t.Errorf("drafts are said to be of %v alone", numbers)
		}
		return err
	})
	d.do(err)
}

// TestAChangeOfTheKeyLeavesWhatIsHeldAsItIs changes it with drafts of two officers in
// memory and one that its officer put away.
func TestAChangeOfTheKeyLeavesWhatIsHeldAsItIs(t *testing.T) {
	d := newDesk(t, false)
	ctx, file := t.Context(), d.File()
	d.do(d.AddOfficer(ctx, data.Officer{Name: "Pat Winter", Title: "Director", Roles: data.FullRoles}, patWords))
	d.do(d.SaveDraft(ctx, "note", []byte("put away")))
	d.hold("intake", "Dana's")
	_ = d.DeleteDraft(late(t), "note")
	d.do(d.Lock(ctx))
	signIn := func(name, words string) { d.Session = must[*Session](t)(file.SignIn(ctx, name, words, ForCommand())) }
	signIn("Pat Winter", patWords)
	d.hold("intake", "Pat's")
	d.do(d.RotateKey(ctx, nil))
	signIn("Pat Winter", patWords)
	d.wantDraft("Pat's", "intake", "Pat's")
	d.again()
	d.wantDraft("Dana's", "intake", "Dana's")
	d.wantDraft("what Dana put away", "note", "")
}

// TestASaveWaitsForOthersNoLongerThanItMay keeps the writer busy, as an import does, while
// one save waits and a later one has no time to.
func TestASaveWaitsForOthersNoLongerThanItMay(t *testing.T) {
	d := newDesk(t, false)
	d.do(d.base.lock(t.Context()))
	older := make(chan error, 1)
	go func() { older <- d.SaveDraft(t.Context(), "intake", []byte("older")) }()
	for h := &d.File().held; h.last() == 0; { // until it began
		runtime.Gosched()
	}
	d.hold("intake", "newer")
	d.base.unlock()
	d.do(<-older)
	d.wantDraft("after both", "intake", "newer")
	d.again()
	d.wantDraft("after a lock", "intake", "newer")
	d.do(d.DeleteDraft(t.Context(), "intake"))
	d.wantDraft("put away", "intake", "")
}

// TestAnEarlierSaveThatComesLateChangesNothing has a later one saved while it looks up what
// its draft is called; then it writes, or has no time left to.
func TestAnEarlierSaveThatComesLateChangesNothing(t *testing.T) {
	for name, in := range map[string]context.Context{"it writes": t.Context(), "it has no time": late(t)} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, false)
			d.do(d.changeDraft(in, data.RightOffice, draftChange{text: []byte("older"), name: func(context.Context) (string, error) {
				d.do(d.SaveDraft(t.Context(), "intake", []byte("newer")))
				return "intake", nil
			}, do: func(w *work, name string) error { return putDraft(w, name, []byte("older"), w.now) }}))
			d.wantDraft("after both", "intake", "newer")
			d.again()
			d.wantDraft("after a lock", "intake", "newer")
		})
	}
}

// TestASaveThatWasCalledOffIsNotHeld has one come late, while the folder is away.
func TestASaveThatWasCalledOffIsNotHeld(t *testing.T) {
	d := newDesk(t, false)
	d.do(os.Rename(d.dir, d.dir+" away"))
	calledOff, cancel := context.WithCancel(t.Context())
	cancel()
	put := d.DeleteDraft(t.Context(), "intake")
	late := d.SaveDraft(calledOff, "intake", []byte("older"))
	d.do(os.Rename(d.dir+" away", d.dir))
	if !errors.Is(put, vault.ErrGone) || !errors.Is(late, context.Canceled) {
		t.Errorf("put away: %v; the late save: %v", put, late)
	}
	d.again()
	d.wantDraft("put away", "intake", "")
}

// TestWritingWhatIsHeldDoesNotWaitForASignIn would never end if it did.
func TestWritingWhatIsHeldDoesNotWaitForASignIn(t *testing.T) {
	d := newDesk(t, false)
	d.hold("intake", "typed")
	d.File().mu.Lock()
	d.File().WriteHeld(t.Context())
	d.File().mu.Unlock()
	if len(d.File().HeldBy()) != 1 {
		t.Error("it was written")
	}
	d.File().WriteHeld(t.Context())
	if len(d.File().HeldBy()) != 0 {
		t.Error("it was not written")
	}
}
