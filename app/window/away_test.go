package window

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"rapport/app/away"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
)

// hears has the window listen, and returns what tells it that the officer leaves.
func (o *officer) hears() (told away.Heard) {
	o.Helper()
	stopped := false
	o.stage.opts.Away = func(heard away.Heard) func() {
		told = heard
		return func() { stopped = true }
	}
	stop := o.stage.listen()
	o.Cleanup(func() {
		if stop(); !stopped {
			o.Error("the window listens on")
		}
	})
	return told
}

func TestTheWindowLocksWhenTheSystemSaysThatTheOfficerLeaves(t *testing.T) {
	o, f := atWork(t)
	leaves := o.hears()
	for _, why := range []away.Why{away.ScreenLocked, away.Switched, away.Ending} {
		floor := o.stage.floor
		floor.OpenCase(f.Number, desk.Contacts)
		ui.Copy("Rosalind Fennimore")
		floor.NewCase(nil)
		o.Fill("Given name", "Hanneke")
		session := floor.desk.Session
		done := 0
		leaves(why, func() {
			done++
			if !session.Locked() {
				t.Errorf("%v: the system goes on before the key is forgotten", why)
			}
		})
		if done != 1 {
			t.Errorf("%v: the system was told %d times that it may go on", why, done)
		}
		o.wantDoor("the officer left")
		o.wantNoCanary()
		if got := fyne.CurrentApp().Clipboard().Content(); got != "" {
			t.Errorf("%v: the clipboard holds %q", why, got)
		}
		leaves(why, func() { done++ }) // nobody is inside
		if done != 2 {
			t.Errorf("%v: with nobody inside the system waits in vain", why)
		}
		o.signIn()
		if body, _, err := o.stage.floor.desk.Session.Draft(context.Background(), "intake"); err != nil || len(body) == 0 {
			t.Errorf("%v: the unfinished intake is gone: %v", why, err)
		}
	}
}

func TestClosingTheWindowClearsTheClipboard(t *testing.T) {
	o, _ := atWork(t)
	ui.Copy("Rosalind Fennimore")
	o.stage.close()
	if got := fyne.CurrentApp().Clipboard().Content(); got != "" {
		t.Errorf("the clipboard holds %q", got)
	}
	o.stage.file = nil // closed already
}

func TestNoFolderThatAFileWasChosenFromIsKeptInTheOpen(t *testing.T) {
	o := come(t, storeIn(t))
	prefs := fyne.CurrentApp().Preferences()
	dir := filepath.Join(t.TempDir(), "Fennimore")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	choose := func() {
		d := dialog.NewFolderOpen(func(fyne.ListableURI, error) {}, o.Window)
		at, err := storage.ListerForURI(storage.NewFileURI(dir))
		if err != nil {
			t.Fatal(err)
		}
		d.SetLocation(at)
		d.Show()
	}
	choose()
	if !strings.Contains(prefs.String(prefFolder), "Fennimore") {
		t.Fatalf("Fyne keeps the folder elsewhere now; here is %q", prefs.String(prefFolder))
	}
	forgetFolders(prefs)
	if kept := prefs.String(prefFolder); kept != "" {
		t.Errorf("from an earlier start %q is kept", kept)
	}
	choose()
	if kept := prefs.String(prefFolder); kept != "" {
		t.Errorf("kept is %q", kept)
	}
}
