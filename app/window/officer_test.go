package window

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
)

// officer is somebody at the real window over a case file on disk.
type officer struct {
	officetest.Eye
	stage *stage
	clock *ui.Inline

	practice []string // the folders for which practice data was asked
}

// come opens the window over the folder.
func come(t *testing.T, dir string) *officer {
	t.Helper()
	o := &officer{Eye: officetest.Eye{TB: t}}
	app := officetest.App(t)
	o.clock = ui.RunInline(t)
	o.stage = &stage{app: app, dir: dir, home: dir, forgetting: func() {}, opts: Options{Practice: func(_ context.Context, dir string, _ func(done, total int)) error {
		o.practice = append(o.practice, dir)
		return nil
	}}}
	o.stage.window = app.NewWindow("Rapport")
	o.stage.window.SetPadded(false)
	o.stage.window.Resize(fyne.NewSize(1024, 700))
	o.Window = o.stage.window
	o.stage.openStore()
	t.Cleanup(func() {
		if o.stage.floor != nil {
			o.stage.floor.leave()
		}
		ui.CloseDialogs(o.Window)
		if o.stage.file == nil {
			return
		}
		if err := o.stage.file.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

// atWork is an officer who signed in to the practice office, with a case.
func atWork(t *testing.T) (*officer, data.CaseFile) {
	t.Helper()
	office := officetest.New(t)
	f := office.Investigated()
	dir := office.Session.File().Dir()
	if err := office.Session.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	o := come(t, dir)
	o.signIn()
	return o, f
}

// storeIn makes the case file of the practice office and closes it.
func storeIn(t *testing.T) (dir string) {
	t.Helper()
	officetest.App(t)
	dir = filepath.Join(t.TempDir(), "store")
	if err := officetest.Store(t, dir).Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	return dir
}

func (o *officer) signIn() {
	o.Helper()
	o.Fill("Passphrase", practice.Passphrase)
	o.Press("Sign in")
	if o.stage.floor == nil {
		o.Fatalf("nobody is inside; the officer sees: %s", o.Words())
	}
}

// wantDoor fails the test unless the window shows the locked door.
func (o *officer) wantDoor(why string) {
	o.Helper()
	if o.stage.floor != nil || !strings.Contains(o.Words(), "Sign in") {
		o.Errorf("%s: the window is open: %s", why, o.Words())
	}
}

func (o *officer) wantInside(why string) {
	o.Helper()
	if o.stage.floor == nil {
		o.Fatalf("%s: the window is locked", why)
	}
}

// menu takes the item of the menu.
func (o *officer) menu(label string) {
	o.Helper()
	for _, m := range o.Window.MainMenu().Items {
		for _, item := range m.Items {
			if item.Label == label {
				item.Action()
				return
			}
		}
	}
	o.Fatalf("there is no %q in the menu", label)
}

// search types into the entry at the top and waits as long as it does.
func (o *officer) search(words string) {
	o.Helper()
	entry := o.stage.floor.frame.search
	o.Window.Canvas().Focus(entry)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	for _, r := range words {
		focused := o.Window.Canvas().Focused()
		if focused != fyne.Focusable(entry) {
			o.Fatal("the keyboard left the search")
		}
		focused.TypedRune(r)
	}
	o.clock.Tick()
	if o.Window.Canvas().Focused() != fyne.Focusable(entry) {
		o.Error("the keyboard left the search")
	}
}
