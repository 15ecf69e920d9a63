package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"rapport/data"
	"rapport/data/vault"
)

// TestWhatIsTypedOnAFullDiskSurvivesTheLockAndIsWrittenAtTheNextSignIn fills a real
// disk, types, locks, and signs in again once there is room.
func TestWhatIsTypedOnAFullDiskSurvivesTheLockAndIsWrittenAtTheNextSignIn(t *testing.T) {
	disk := smallDisk(t, "48m")
	d := deskAt(t, disk)
	c := d.open()
	ctx, file := t.Context(), d.File()
	const words = "The kingfisher call light was out of reach all night."
	mine, letter := "case/"+c.Number+"/contact", data.LetterDraft{Kind: data.Acknowledgement, ContactLine: words}
	d.do(d.SaveDraft(ctx, mine, []byte("older")))
	free := fillUp(t, disk)
	var held *DraftHeld
	if err := d.SaveDraft(ctx, mine, []byte("first try")); !errors.As(err, &held) || !errors.Is(err, vault.ErrDiskFull) {
		t.Fatalf("on a full disk a draft gave %v", err)
	}
	_ = d.SaveDraft(ctx, mine, []byte(words))
	_ = d.SaveDraft(ctx, "thrown away", []byte(words))
	_ = d.DeleteDraft(ctx, "thrown away")
	if err := d.SaveLetterDraft(ctx, c.Key, letter); !errors.As(err, &held) {
		t.Fatalf("on a full disk a letter gave %v", err)
	}
	if got, _, err := d.Draft(ctx, mine); err != nil || string(got) != words {
		t.Fatalf("opened again before the lock: %q, %v", got, err)
	}
	if got := file.HeldBy(); !slices.Equal(got, []string{"Dana Whitfield"}) {
		t.Fatalf("held is what %v typed", got)
	}

	_ = d.Lock(ctx) // its last entry finds no room
	if _, err := file.vault.Subkey("x"); !d.Locked() || !errors.Is(err, vault.ErrLocked) {
		t.Fatalf("the key is still there: %v", err)
	}
	for _, h := range file.held.all() {
		if bytes.Contains(h.text, []byte("kingfisher")) || bytes.Contains(h.name, []byte(c.Number)) {
			t.Error("what is held can be read")
		}
	}
	if len(file.held.all()) != 2 {
		t.Errorf("%d drafts are held", len(file.held.all()))
	}

	free()
	d.Session = must[*Session](t)(file.SignIn(ctx, "Dana Whitfield", passphrase, ForCommand()))
	if n, left := file.WroteHeld(), file.HeldBy(); n != 2 || len(left) != 0 {
		t.Errorf("%d drafts were written, held is what %v typed", n, left)
	}
	for _, name := range must[[]string](t)(filepath.Glob(filepath.Join(d.dir, "*"))) {
		if raw, err := os.ReadFile(name); err == nil && bytes.Contains(raw, []byte("kingfisher")) {
			t.Errorf("%s holds it in the open", filepath.Base(name))
		}
	}
	d.do(d.Lock(ctx)) // nothing is in memory alone any more
	d.do(file.Close())
	d.Session = must[*Session](t)(must[*File](t)(Open(d.dir, WithClock(d.clock.now))).SignIn(ctx, "Dana Whitfield", passphrase, ForCommand()))
	if got, _, err := d.Draft(ctx, mine); err != nil || string(got) != words {
		t.Errorf("after the next start: %q, %v", got, err)
	}
	if got, there, err := d.LetterDraft(ctx, c.Key, data.Acknowledgement); err != nil || !there || got.ContactLine != words {
		t.Errorf("the letter after the next start: %q, %v, %v", got.ContactLine, there, err)
	}
	if _, _, err := d.Draft(ctx, "thrown away"); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("what was thrown away came back: %v", err)
	}
}

// TestWhatIsHeldWaitsForItsOfficerAndForRoom keeps what is held through a
// sign-in that finds no room, and from whoever it is not for.
func TestWhatIsHeldWaitsForItsOfficerAndForRoom(t *testing.T) {
	disk := smallDisk(t, "48m")
	d := deskAt(t, disk)
	ctx, file := t.Context(), d.File()
	d.do(d.AddOfficer(ctx, data.Officer{Name: "Pat Winter", Title: "Director", Roles: data.FullRoles}, "herons over the weir seven quiet"))
	free := fillUp(t, disk)
	_ = d.SaveDraft(ctx, "intake", []byte("Dana's words"))
	_ = d.Lock(ctx)
	if s, err := file.SignIn(ctx, "Dana Whitfield", passphrase, ForCommand()); err == nil {
		t.Logf("a sign-in finds room on a full disk; held is what %v typed", file.HeldBy())
		_ = s.Lock(ctx)
	}
	if len(file.HeldBy()) != 1 {
		t.Fatal("a sign-in without room lost what is held")
	}
	free()
	other := must[*Session](t)(file.SignIn(ctx, "Pat Winter", "herons over the weir seven quiet", ForCommand()))
	if _, _, err := other.Draft(ctx, "intake"); !errors.Is(err, data.ErrNotFound) || len(file.HeldBy()) != 1 {
		t.Errorf("to another officer the draft gives %v; held is what %v typed", err, file.HeldBy())
	}
	d.do(other.SaveDraft(ctx, "intake", []byte("Pat's words")))
	d.do(other.Lock(ctx))
	d.Session = must[*Session](t)(file.SignIn(ctx, "Dana Whitfield", passphrase, ForCommand()))
	if got, _, err := d.Draft(ctx, "intake"); err != nil || string(got) != "Dana's words" || len(file.HeldBy()) != 0 {
		t.Errorf("%q, %v; held is what %v typed", got, err, file.HeldBy())
	}
}

// TestWhatIsTypedWhileTheFolderIsAwaySurvivesTheLock takes the folder of the case file
// away, as a drive that is pulled out does, and puts it back.
func TestWhatIsTypedWhileTheFolderIsAwaySurvivesTheLock(t *testing.T) {
	d := deskAt(t, t.TempDir())
	c := d.open()
	ctx, file := t.Context(), d.File()
	move := func(from, to string) {
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	move(d.dir, d.dir+" away")
	var held *DraftHeld
	if err := d.SaveDraft(ctx, "note/"+c.Number, []byte("typed")); !errors.As(err, &held) || !errors.Is(err, vault.ErrGone) {
		t.Fatalf("it gave %v", err)
	}
	if err := d.SaveLetterDraft(ctx, c.Key, data.LetterDraft{Kind: data.Acknowledgement, ContactLine: "typed"}); !errors.As(err, &held) {
		t.Fatalf("a letter gave %v", err)
	}
	_ = d.Lock(ctx)
	move(d.dir+" away", d.dir)
	d.Session = must[*Session](t)(file.SignIn(ctx, "Dana Whitfield", passphrase, ForCommand()))
	if got, _, err := d.Draft(ctx, "note/"+c.Number); err != nil || string(got) != "typed" || len(file.HeldBy()) != 0 {
		t.Errorf("%q, %v; held is what %v typed", got, err, file.HeldBy())
	}
	if got, there, err := d.LetterDraft(ctx, c.Key, data.Acknowledgement); err != nil || !there || got.ContactLine != "typed" {
		t.Errorf("the letter: %v, %v", there, err)
	}
}

// TestAnOfficerWhoIsRemovedLeavesNothingHeld removes what an officer kept for themselves.
func TestAnOfficerWhoIsRemovedLeavesNothingHeld(t *testing.T) {
	disk := smallDisk(t, "48m")
	d := deskAt(t, disk)
	ctx, file := t.Context(), d.File()
	free := fillUp(t, disk)
	_ = d.SaveDraft(ctx, "intake", []byte("typed"))
	free()
	if len(file.HeldBy()) != 1 {
		t.Fatal("nothing is held")
	}
	d.do(d.commit(ctx, func(w *work) error { return w.dropScraps("Dana Whitfield") }))
	if len(file.HeldBy()) != 0 {
		t.Errorf("held is what %v typed", file.HeldBy())
	}
}
