package signin

import (
	"context"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
)

const colleague, theirs = "Ellis Moorcroft", "nine brass lanterns on a slow canal"

// door is a locked case file of two officers with somebody in front of it.
type door struct {
	officetest.Eye
	screen *Screen
	key    string // the recovery key

	session *store.Session
	others  int // times that the other store was asked for
}

func newDoor(t *testing.T) *door {
	t.Helper()
	officetest.App(t)
	ui.RunInline(t)
	s, key, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "store"), practice.Setup(), store.WithKDF(officetest.Cheap))
	if err != nil {
		t.Fatal(err)
	}
	officetest.Prove(t, s, practice.Passphrase)
	if err := s.AddOfficer(t.Context(), data.Officer{Name: colleague, Title: "Officer", Roles: data.FullRoles}, theirs); err != nil {
		t.Fatal(err)
	}
	if err := s.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	d := &door{Eye: officetest.Eye{TB: t, Window: test.NewTempWindow(t, widget.NewLabel(""))}, key: key}
	d.screen = New(s.File(), d.Window, func(s *store.Session) { d.session = s }, func() { d.others++ }, func(error, string) {})
	d.Window.SetContent(d.screen.Content())
	d.Window.Resize(fyne.NewSize(1024, 700))
	d.Window.Canvas().Focus(d.screen.FirstFocus())
	t.Cleanup(func() {
		ui.CloseDialogs(d.Window)
		if err := s.File().Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func (d *door) wantOutside() {
	d.Helper()
	if d.session != nil {
		d.Errorf("%s is inside", d.session.Officer().Name)
	}
}

func TestTheRightPassphraseOpensTheDoor(t *testing.T) {
	d := newDoor(t)
	for _, r := range practice.Passphrase { // the keyboard is there already
		d.Window.Canvas().Focused().TypedRune(r)
	}
	d.Key(fyne.KeyReturn)
	if d.session == nil || d.session.Officer().Name != practice.Officer {
		t.Fatalf("nobody is inside; the officer sees: %s", d.Words())
	}
	if d.screen.passphrase.Text != "" {
		t.Error("the passphrase is still in its field")
	}
}

func TestAWrongPassphraseSaysSoAndKeepsTheName(t *testing.T) {
	d := newDoor(t)
	d.Pick("Your name", colleague)
	d.Fill("Passphrase", practice.Passphrase) // that of somebody else
	d.Press("Sign in")
	d.wantOutside()
	d.Sees("The passphrase is not right. Check Caps Lock", colleague)
	if name, _ := d.screen.officer.Value(); name != colleague || d.screen.passphrase.Text != "" || !d.FocusedIn("Passphrase") {
		t.Errorf("the name is %q, the field holds %d letters", name, len(d.screen.passphrase.Text))
	}
	d.Fill("Passphrase", theirs)
	d.Press("Sign in")
	if d.session == nil || d.session.Officer().Name != colleague {
		t.Fatalf("nobody is inside; the officer sees: %s", d.Words())
	}
	failed, err := d.session.Audit(t.Context(), store.AuditQuery{Action: "session.fail"})
	if err != nil || len(failed) != 1 || failed[0].By != colleague {
		t.Errorf("the chain has of the failure %+v, %v", failed, err)
	}
}

func TestNothingTypedIsAskedForAndIsNoFailure(t *testing.T) {
	d := newDoor(t)
	d.Press("Sign in")
	d.wantOutside()
	d.Sees("Type your passphrase, then press Enter.")
	d.screen.officer.ClearSelected()
	d.Press("Sign in")
	d.Sees("Choose your name first.")
	d.Press("Forgot the passphrase? Use the recovery key")
	if ui.DialogOpen(d.Window) {
		t.Error("a passphrase is set for nobody")
	}
}

func TestTheRecoveryKeyOpensAndSetsANewPassphrase(t *testing.T) {
	d := newDoor(t)
	d.Press("Forgot the passphrase? Use the recovery key")
	d.Press("Open and set the new passphrase")
	d.Sees("Please fill this in.")
	field, fresh := "Recovery key, from the printed sheet", "seven quiet herons over the weir"
	d.Fill("New passphrase", fresh)
	d.Fill("The same passphrase again", fresh)
	d.Fill(field, d.key[:len(d.key)-1])
	d.Press("Open and set the new passphrase")
	d.wantOutside()
	d.Sees("The recovery key has a typing mistake or is not complete.") // in the dialog, not behind it
	d.Fill(field, d.key)
	d.Press("Open and set the new passphrase")
	if d.session == nil {
		t.Fatalf("nobody is inside; the officer sees: %s", d.Words())
	}
	if ui.DialogOpen(d.Window) {
		t.Error("the dialog with the key is still there")
	}
	file := d.session.File()
	if err := d.session.Lock(context.Background()); err != nil {
		t.Fatal(err)
	}
	if _, err := file.SignIn(t.Context(), practice.Officer, fresh); err != nil {
		t.Errorf("the new passphrase: %v", err)
	}
}

func TestThePracticeFileSaysWhatItsPassphraseIs(t *testing.T) {
	d := newDoor(t)
	d.Sees("Rapport: practice data", "Nobody in this case file is real.", practice.Passphrase)
	d.Press("Go to the real case file")
	if d.others != 1 {
		t.Error("the other store was not asked for")
	}
}
