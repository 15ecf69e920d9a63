package casefile

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange/sealed"
	"rapport/data/practice"
	"rapport/data/store"
)

// address is that of an office.
func address(t *testing.T, s *store.Session) sealed.Address {
	t.Helper()
	a, err := s.OfficeAddress(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestACaseIsPackedHandedOverAndReceivedInTheWindow(t *testing.T) {
	o := newOffice(t)
	there := officetest.Store(t, filepath.Join(t.TempDir(), "there"))
	to := t.TempDir()
	o.screen.Go(desk.History)

	o.press("Pack …")
	o.shoot("pack")
	packed := filepath.Join(to, "case.zip.age")
	o.fill("Why does it leave, and for whom?", "Counsel asked for it.")
	o.fill("File", packed)
	officetest.Prove(t, o.session, practice.Passphrase)
	o.press("Save the file")
	o.sees("Tell it by phone")
	ui.CloseDialogs(o.window)
	if raw, err := os.ReadFile(packed); err != nil || !sealed.ForPassphrase(raw) || bytes.Contains(raw, []byte("Fennimore")) {
		t.Errorf("the package is not sealed, %v", err)
	}

	o.press("Hand over …")
	file := filepath.Join(to, "case.age")
	o.fill("Address of the other office", address(t, there).String()[:30])
	o.fill("Why is it handed over?", "The unit moved.")
	o.fill("File", file)
	o.press("Write the file")
	o.sees("This is no address of an office")
	o.fill("Address of the other office", address(t, there).String())
	o.sees(address(t, there).Fingerprint())
	o.shoot("hand-over")
	officetest.Prove(t, o.session, practice.Passphrase)
	o.press("Write the file")
	o.sees("The case is packed for the other office")
	ui.CloseDialogs(o.window)
	o.inHistory("file.out", "sealed for one other office")

	here := o.session
	o.screen.desk.Session = there
	defer func() { o.screen.desk.Session = here }()
	o.screen.desk.ReceiveCase()
	o.fill("File from the other office", packed)
	o.press("Look at it …")
	o.sees("protected with a passphrase, and not a hand-over")
	o.fill("File from the other office", file)
	o.press("Look at it …")
	o.sees(address(t, here).Fingerprint())
	o.sees("The unit moved.")
	o.shoot("receive")
	o.press("Take the case in")
	page, err := there.Cases(t.Context(), data.CaseQuery{})
	if err != nil || len(page.Rows) != 1 || !strings.Contains(page.Rows[0].Patient, "Fennimore") {
		t.Fatalf("there are %+v, %v", page.Rows, err)
	}
	o.screen.desk.ReceiveCase()
	o.fill("File from the other office", file)
	o.press("Look at it …")
	o.sees("was received before")
	ui.CloseDialogs(o.window)
}
