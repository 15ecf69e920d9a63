package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
)

const typedWords = "She asked for the kingfisher ward"

// onSmallDisk is an officer at work in a case file on a disk of its own.
func onSmallDisk(t *testing.T) (*officer, *officetest.Disk, data.CaseFile) {
	t.Helper()
	disk := officetest.SmallDisk(t)
	o := come(t, disk.Dir)
	o.signIn()
	office := &officetest.Office{Eye: o.Eye, Session: o.stage.floor.desk.Session}
	return o, disk, office.Open(office.Complaint())
}

func (o *officer) contact(number string) {
	o.Helper()
	o.stage.floor.AddContact(number)
	if !ui.DialogOpen(o.Window) {
		o.Fatal("no dialog opened")
	}
}

// stands fails the test unless the dialog is open with what was typed.
func (o *officer) stands(why string) {
	o.Helper()
	if words := o.Everything(); !ui.DialogOpen(o.Window) || !strings.Contains(words, typedWords) {
		o.Fatalf("%s: the dialog or what was typed is gone: %s", why, words)
	}
}

func TestEscapeOnAFullDiskLeavesTheDialogAsItIs(t *testing.T) {
	for _, open := range []struct {
		name, field string
		dialog      func(o *officer, f data.CaseFile)
	}{
		{"of a case", "What was said", func(o *officer, f data.CaseFile) { o.contact(f.Number) }},
		{"beside the cases", "In their words", func(o *officer, _ data.CaseFile) { o.menu("Quick entry …") }},
	} {
		t.Run(open.name, func(t *testing.T) {
			o, disk, f := onSmallDisk(t)
			open.dialog(o, f)
			o.Fill(open.field, typedWords)
			disk.FillUp()
			o.Key(fyne.KeyEscape)
			o.stands("Escape on a full disk")
			o.Sees("The disk is full", "Cancel discards it")
			o.Picture("full-disk-escape-" + strings.ReplaceAll(open.name, " ", "-"))
			o.Key(fyne.KeyEscape)
			o.stands("a second Escape")

			o.Press("Cancel")
			o.Sees("Discard what you typed?")
			o.Press("Keep it")
			o.stands("what was not to be discarded")

			disk.Free()
			o.Key(fyne.KeyEscape)
			if ui.DialogOpen(o.Window) {
				t.Fatalf("with room the dialog stays open: %s", o.Words())
			}
			open.dialog(o, f)
			o.stands("opened again")
			o.SeesNo("The disk is full")

			o.Fill(open.field, typedWords+" again")
			disk.FillUp()
			o.Key(fyne.KeyEscape)
			o.Press("Cancel")
			o.Press("Discard it")
			if ui.DialogOpen(o.Window) || len(o.stage.file.HeldBy()) != 0 {
				t.Errorf("discarded, it is still there: %s", o.Words())
			}
			disk.Free()
		})
	}
}

func TestTheFirstDraftThatIsNotKeptSaysSoUntilOneIs(t *testing.T) {
	o, disk, f := onSmallDisk(t)
	o.contact(f.Number)
	o.Fill("What was said", typedWords)
	disk.FillUp()
	o.clock.Tick()
	o.stands("while the draft cannot be kept")
	o.Sees("The disk is full")
	o.Picture("full-disk-autosave")
	o.Fill("What was said", typedWords+" twice")
	o.clock.Tick()
	if n := strings.Count(o.Words(), "The disk is full"); n != 1 {
		t.Errorf("it is said %d times", n)
	}
	disk.Free()
	o.clock.Tick()
	o.SeesNo("The disk is full")
	o.stands("with room again")
}

func TestAnIntakeAndANoteSayOnceThatTheyAreNotKept(t *testing.T) {
	o, disk, f := onSmallDisk(t)
	floor := o.stage.floor
	for _, page := range []struct {
		name  string
		write func()
	}{
		{"intake", func() { floor.NewCase(nil); o.Fill("Given name", "Hanneke") }},
		{"note", func() {
			floor.OpenCase(f.Number, desk.Notes)
			o.Fill("", typedWords)
		}},
	} {
		page.write()
		disk.FillUp()
		o.clock.Tick()
		o.clock.Tick()
		if n := strings.Count(o.Words(), "The disk is full"); n != 1 {
			t.Errorf("%s: it is said %d times: %s", page.name, n, o.Words())
		}
		o.Picture("full-disk-" + page.name)
		disk.Free()
		o.clock.Tick()
		if strings.Contains(o.Words(), "The disk is full") {
			t.Errorf("%s: with room it still says so", page.name)
		}
	}
}

func TestALockOnAFullDiskKeepsWhatIsTypedForTheNextSignIn(t *testing.T) {
	o, disk, f := onSmallDisk(t)
	floor := o.stage.floor
	floor.NewCase(nil)
	o.Fill("Given name", "Hanneke")
	o.contact(f.Number)
	o.Fill("What was said", typedWords)
	disk.FillUp()
	o.stage.lock()
	if !floor.desk.Session.Locked() {
		t.Fatal("the full disk kept it from locking")
	}
	if seen := o.Everything(); strings.Contains(seen, "kingfisher") || strings.Contains(seen, "Hanneke") {
		t.Fatalf("the door shows %s", seen)
	}
	o.Sees("What you typed is not on the disk yet")
	o.Picture("full-disk-locked")
	o.Press("OK")
	o.wantDoor("locked on a full disk")

	closed := false
	o.stage.mayEnd(func() { closed = true })
	o.Sees("Close and lose what was typed?", "Robin Ashdown")
	o.Picture("full-disk-close")
	o.Press("Keep Rapport open")
	if closed || len(o.stage.file.HeldBy()) == 0 {
		t.Fatal("it closed, or let go of what is held")
	}

	disk.Free()
	o.signIn()
	o.Sees("It was kept in memory and is saved now")
	o.Picture("full-disk-signed-in")
	o.Press("OK")
	o.contact(f.Number)
	o.stands("after the sign-in")
	o.Key(fyne.KeyEscape)
	o.stage.floor.NewCase(nil)
	if seen := o.Everything(); !strings.Contains(seen, "Hanneke") {
		t.Errorf("the intake is gone: %s", seen)
	}
	o.stage.mayEnd(func() { closed = true })
	if !closed {
		t.Errorf("with everything saved it asks: %s", o.Words())
	}
}

func TestATabThatCannotBeKeptAsksBeforeItGoes(t *testing.T) {
	o, disk, _ := onSmallDisk(t)
	floor := o.stage.floor
	floor.NewCase(nil)
	o.Fill("Given name", "Hanneke")
	disk.FillUp()
	floor.Close()
	o.Sees("What you typed is not saved", "The disk is full")
	o.Picture("full-disk-tab")
	o.Press("Keep it open")
	if seen := o.Everything(); floor.front() != "intake" || !strings.Contains(seen, "Hanneke") {
		t.Fatalf("the intake is gone: %s", seen)
	}
	closed := false
	o.stage.mayEnd(func() { closed = true })
	o.Sees("Close and lose what was typed?")
	o.Press("Keep Rapport open")
	floor.Show(desk.Cases)
	ui.CloseDialogs(o.Window) // it says that the disk is full
	floor.NewCase(nil)
	if seen := o.Everything(); closed || !strings.Contains(seen, "Hanneke") {
		t.Fatalf("after another screen it is gone: %s", seen)
	}
	floor.Close()
	o.Press("Close it all the same")
	if floor.front() == "intake" {
		t.Fatal("the tab is still there")
	}
	floor.NewCase(nil)
	if seen := o.Everything(); !strings.Contains(seen, "Hanneke") {
		t.Errorf("opened again it is gone: %s", seen)
	}
	disk.Free()
	o.clock.Tick()
	if len(o.stage.file.HeldBy()) != 0 {
		t.Error("with room it is not written")
	}
	floor.Close()
	if floor.front() == "intake" {
		t.Errorf("with room the tab does not close: %s", o.Words())
	}
	if _, _, err := floor.desk.Session.Draft(t.Context(), "intake"); err != nil {
		t.Error(err)
	}
}
