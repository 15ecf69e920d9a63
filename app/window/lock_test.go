package window

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
)

// canaries are words of the patient's in the usual complaint, and what the
// tests type about her.
var canaries = []string{"Fennimore", "Walter", "Rosalind", "0047811", "614-555-0111", "Heron Street", "rang", "Zinnias", "Achterberg"}

// wantNoCanary fails the test when the window holds anything of a patient's.
func (o *officer) wantNoCanary() {
	o.Helper()
	everything := o.Everything()
	for _, object := range test.LaidOutObjects(o.Window.Content()) {
		if entry, ok := object.(*ui.Entry); ok {
			everything += " " + entry.Text
		}
	}
	for _, canary := range canaries {
		if strings.Contains(everything, canary) {
			o.Errorf("%q is still in the window: %s", canary, everything)
		}
	}
}

func TestLockingLeavesNothingOfAPatientInTheWindowAndLosesNoWord(t *testing.T) {
	o, f := atWork(t)
	floor := o.stage.floor
	o.search("Fennimore")
	floor.OpenCase(f.Number, desk.Contacts)
	floor.WriteLetter(f.Number, data.NoticeOfDecision)
	o.Fill("Last words", "Zinnias now stand in the hall.")
	floor.NewCase(nil)
	o.Fill("Given name", "Hanneke")
	o.Fill("Family name", "Achterberg")
	floor.Say("The case of Walter Fennimore is saved.", func() {})
	ui.Tell(o.Window, "Rosalind Fennimore", "614-555-0111")
	everything := o.Everything()
	for _, canary := range []string{"Rosalind", "614-555-0111", "Walter", "Achterberg"} {
		if !strings.Contains(everything, canary) {
			t.Fatalf("%q is not in the window before the lock: %s", canary, everything)
		}
	}

	o.menu("Lock")
	o.wantDoor("after Ctrl+L")
	o.wantNoCanary()
	if o.Window.MainMenu() != nil || o.Window.Canvas().OnTypedKey() != nil {
		t.Error("the keys of the desk still work at the door")
	}
	o.clock.Tick() // nor does a timer bring anything back
	o.clock.Tick()
	o.wantDoor("some time later")
	o.wantNoCanary()

	o.signIn()
	o.Sees("Unfinished intake")
	o.Press("Go on with it")
	if everything = o.Everything(); !strings.Contains(everything, "Achterberg") || !strings.Contains(everything, "Hanneke") {
		t.Errorf("the unfinished intake is gone: %s", everything)
	}
	o.stage.floor.WriteLetter(f.Number, data.NoticeOfDecision)
	if got := o.Row("Last words").Field.(*ui.Entry).Text; got != "Zinnias now stand in the hall." {
		t.Errorf("the letter ends with %q", got)
	}
}

func TestTheLockShortcutIsCtrlL(t *testing.T) {
	o, _ := atWork(t)
	for _, m := range o.Window.MainMenu().Items {
		for _, item := range m.Items {
			if item.Label != "Lock" {
				continue
			}
			key, ok := item.Shortcut.(*desktop.CustomShortcut)
			if !ok || key.KeyName != fyne.KeyL || key.Modifier != fyne.KeyModifierShortcutDefault {
				t.Errorf("the shortcut is %+v", item.Shortcut)
			}
			return
		}
	}
	t.Error("there is no Lock in the menu")
}

func TestTheDataKeyIsForgottenOnLocking(t *testing.T) {
	o, f := atWork(t)
	session := o.stage.floor.desk.Session
	o.menu("Lock")
	if !session.Locked() {
		t.Error("the session goes on")
	}
	if _, err := session.Case(context.Background(), f.Number); err == nil {
		t.Error("a case can still be read")
	}
}

// idleOfficer is at work with a clock of the test's own, ten minutes a lock.
type idleOfficer struct {
	*officer
	now time.Time
}

func newIdleOfficer(t *testing.T) *idleOfficer {
	t.Helper()
	o, _ := atWork(t)
	i := &idleOfficer{officer: o, now: time.Now()}
	o.stage.floor.idle.now = func() time.Time { return i.now }
	o.stage.floor.idle.touch()
	return i
}

func (i *idleOfficer) wait(d time.Duration) {
	i.now = i.now.Add(d)
	i.clock.Tick()
}

func TestTheWindowLocksAfterTheMinutesSet(t *testing.T) {
	o := newIdleOfficer(t)
	o.stage.floor.OpenCase("PR-2026-00001", "")
	ui.Tell(o.Window, "Walter Fennimore", "a dialog")
	o.wait(10*time.Minute - time.Second)
	o.wantInside("a second before its time")
	o.wait(time.Second)
	o.wantDoor("after ten minutes")
	o.wantNoCanary()
	o.wait(time.Hour)
	o.signIn()
	o.wantInside("after signing in again")
}

func TestWhateverTheOfficerDoesPostponesTheLock(t *testing.T) {
	for what, do := range map[string]func(o *idleOfficer){
		"typing":           func(o *idleOfficer) { o.Row("Given name").Field.(*ui.Entry).TypedRune('a') },
		"a key in a field": func(o *idleOfficer) { o.stage.floor.frame.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft}) },
		"a key in a list": func(o *idleOfficer) {
			o.Window.Canvas().Focus(o.stage.floor.views[screenKey(desk.Today)].(desk.Focuser).FirstFocus())
			o.Key(fyne.KeyDown)
		},
		"a key with nothing chosen": func(o *idleOfficer) { o.Window.Canvas().Focus(nil); o.Key(fyne.KeyDown) },
		"a shortcut":                func(o *idleOfficer) { o.menu("Search") },
		"another screen":            func(o *idleOfficer) { o.Tap("Cases") },
		"the mouse": func(o *idleOfficer) {
			officetest.Visit(o.Window.Content(), func(at fyne.CanvasObject, _ bool) {
				if pad, ok := at.(*ui.ActivityPad); ok {
					pad.MouseMoved(&desktop.MouseEvent{})
				}
			})
		},
	} {
		o := newIdleOfficer(t)
		o.stage.floor.NewCase(nil)
		o.wait(9 * time.Minute)
		do(o)
		o.wait(9 * time.Minute)
		o.wantInside(what)
		o.wait(time.Minute)
		o.wantDoor(what + ", and then ten minutes of nothing")
	}
}

func TestAChangedLimitIsFollowedAtOnce(t *testing.T) {
	o := newIdleOfficer(t)
	session := o.stage.floor.desk.Session
	set := session.Settings()
	set.IdleMinutes = 3
	if err := session.SaveSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	o.wait(3*time.Minute - time.Second)
	o.wantInside("a second before its time")
	o.wait(time.Second)
	o.wantDoor("after three minutes")
}

func TestTheIdleLockCannotBeSwitchedOff(t *testing.T) {
	ui.RunInline(t)
	for minutes, want := range map[int]time.Duration{-5: time.Minute, 0: time.Minute, 1: time.Minute, 30: 30 * time.Minute, 31: 30 * time.Minute, 100000: 30 * time.Minute} {
		i := newIdle(minutes, time.Now, func() {})
		if i.limit != want {
			t.Errorf("%d minutes lock after %v, want %v", minutes, i.limit, want)
		}
		i.stop()
	}
	o := newIdleOfficer(t)
	session := o.stage.floor.desk.Session
	set := session.Settings()
	set.IdleMinutes = 0
	if err := session.SaveSettings(t.Context(), set); err == nil {
		t.Error("the settings take 0 minutes")
	}
}
