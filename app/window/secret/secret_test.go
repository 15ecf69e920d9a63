package secret

import (
	"testing"

	"rapport/app/window/officetest"
	"rapport/app/window/ui"

	"fyne.io/fyne/v2/test"
)

// newFields puts the fields into a window; the officer is Robin Ashdown.
func newFields(t *testing.T) (*officetest.Eye, *Fields, *ui.Form) {
	t.Helper()
	officetest.App(t)
	f := New(func() []string { return []string{"Robin Ashdown"} })
	form := ui.NewForm(f.Rows()...)
	return &officetest.Eye{TB: t, Window: test.NewTempWindow(t, form)}, f, form
}

func TestANewPassphraseIsLongNotKnownAndTypedTwice(t *testing.T) {
	for _, c := range []struct{ first, again, says string }{
		{"", "", "Please fill this in."},
		{"short", "short", "Too short: use at least 12 characters, or five words."},
		{"password1234", "password1234", "Many people use this one"},
		{"Robin Ashdown", "Robin Ashdown", "This is a name that others know"},
		{"nine brass lanterns on a canal", "", "Please fill this in."},
		{"nine brass lanterns on a canal", "nine brass lanterns on a river", "The two passphrases differ."},
		{"nine brass lanterns on a canal", "nine brass lanterns on a canal", ""},
	} {
		eye, f, form := newFields(t)
		eye.Fill("New passphrase", c.first)
		eye.Fill("The same passphrase again", c.again)
		if right := form.Submit(); right != (c.says == "") {
			t.Errorf("%q and %q are taken: %v", c.first, c.again, right)
		}
		eye.Sees(c.says)
		if f.Text() != c.first {
			t.Errorf("the passphrase is %q, typed was %q", f.Text(), c.first)
		}
	}
}

func TestTheMeterFollowsEachKey(t *testing.T) {
	eye, _, _ := newFields(t)
	eye.Fill("New passphrase", "nine")
	eye.Sees("Too short")
	eye.Fill("New passphrase", "nine brass lanterns on a canal")
	eye.SeesNo("Too short")
	eye.Sees("trong.") // Strong or Very strong
}

func TestThePassphraseIsNotShown(t *testing.T) {
	eye, f, _ := newFields(t)
	eye.Fill("New passphrase", "nine brass lanterns")
	eye.SeesNo("lanterns")
	if f.First() == nil || !f.First().Password {
		t.Error("the first field shows what is typed")
	}
}
