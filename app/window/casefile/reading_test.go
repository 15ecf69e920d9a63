package casefile

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
)

func TestWhoOnlyReadsACaseIsOfferedNothingThatChangesIt(t *testing.T) {
	o := newOffice(t)
	officetest.Become(t, o.session, data.RolePrivacy)
	o.screen.Shown()
	o.sees("You can read this case. Only the roles patient relations officer and manager may work on cases.")
	for _, info := range sections() {
		o.screen.Go(info.id)
		officetest.Visit(o.screen.Content(), func(at fyne.CanvasObject, hidden bool) {
			b, ok := at.(*ui.Button)
			if !ok || hidden {
				return
			}
			for _, word := range []string{"Add", "Edit", "Remove", "Record the", "Write", "Classify", "Move", "Pause", "Log a", "Sign off", "Contact", "Promise", "Task …", "Note"} {
				if strings.HasPrefix(b.Text, word) && b.Text != "Notes" && !strings.HasPrefix(b.Text, "Contacts") && !strings.HasPrefix(b.Text, "Notes") {
					t.Errorf("%s offers %q", info.title, b.Text)
				}
			}
		})
	}
	o.screen.AddContact()
	if len(o.said) == 0 || !strings.HasPrefix(o.said[len(o.said)-1], "Only the roles") {
		t.Errorf("the officer reads %q", o.said)
	}
}
