package window

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/form"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/data/vault"
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
	o.stage.mayEnd(byClosing, func() { closed = true })
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
	o.stage.mayEnd(byClosing, func() { closed = true })
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
	o.stage.mayEnd(byClosing, func() { closed = true })
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

func TestWhatIsTakenBackByHandOnAFullDiskStaysTakenBack(t *testing.T) {
	for _, place := range []struct {
		name, field string
		open        func(o *officer, f data.CaseFile)
		leave       func(o *officer)
	}{
		{"dialog of a case", "What was said", func(o *officer, f data.CaseFile) { o.contact(f.Number) }, func(o *officer) { o.Key(fyne.KeyEscape) }},
		{"dialog beside the cases", "In their words", func(o *officer, _ data.CaseFile) { o.menu("Quick entry …") }, func(o *officer) { o.Key(fyne.KeyEscape) }},
		{"note", "", func(o *officer, f data.CaseFile) { o.stage.floor.OpenCase(f.Number, desk.Notes) }, func(o *officer) { o.stage.floor.Close() }},
	} {
		t.Run(place.name, func(t *testing.T) {
			o, disk, f := onSmallDisk(t)
			place.open(o, f)
			o.Fill(place.field, typedWords)
			disk.FillUp()
			o.clock.Tick()
			if len(o.stage.file.HeldBy()) == 0 {
				t.Fatal("nothing is held in memory")
			}
			o.Fill(place.field, "")
			disk.Free()
			place.leave(o)
			if ui.DialogOpen(o.Window) {
				t.Fatalf("with room it does not close: %s", o.Words())
			}
			place.open(o, f)
			if seen := o.Everything(); strings.Contains(seen, typedWords) {
				t.Errorf("what was taken back is there again: %s", seen)
			}
		})
	}
}

// failing is a view that cannot keep what was typed in it.
type failing struct {
	desk *desk.Desk
	err  error
}

func (v failing) Content() fyne.CanvasObject { return container.NewStack() }
func (v failing) Shown()                     {}
func (v failing) Left()                      { v.desk.Fail(v.err) }

func TestATabPromisesNoMoreThanIsHeld(t *testing.T) {
	o, _ := atWork(t)
	floor := o.stage.floor
	for _, c := range []struct {
		err         error
		says, hides string
	}{
		{&store.DraftHeld{Err: vault.ErrDiskFull}, "it is there when you open it again", "is lost"},
		{vault.ErrDiskFull, "what you typed since it was last kept is lost", "it is there when"},
		{errors.Join(&store.DraftHeld{Err: vault.ErrDiskFull}, data.ErrNotAllowed), "what you typed since it was last kept is lost", "it is there when"},
	} {
		floor.tab(ui.Tab{Key: "intake", Text: "New case"}, func() desk.View { return failing{floor.desk, c.err} })
		floor.Close()
		o.Sees("What you typed is not saved", c.says)
		o.SeesNo(c.hides)
		o.Press("Close it all the same")
	}
}

// heldAtTheDoor is an officer at the locked door, with words in memory alone.
func heldAtTheDoor(t *testing.T, before func(o *officer)) (*officer, *officetest.Disk) {
	t.Helper()
	o, disk, f := onSmallDisk(t)
	before(o)
	o.contact(f.Number)
	o.Fill("What was said", typedWords)
	disk.FillUp()
	o.stage.lock()
	o.Sees("What you typed is not on the disk yet")
	o.Press("OK")
	return o, disk
}

func (o *officer) stillHeld(why string) {
	o.Helper()
	if o.stage.file == nil || len(o.stage.file.HeldBy()) == 0 {
		o.Fatalf("%s: what was typed is let go of", why)
	}
}

func TestWaysOutOfTheDoorKeepWhatIsInMemory(t *testing.T) {
	o, _ := heldAtTheDoor(t, func(*officer) {})
	o.stage.otherStore()
	o.Sees("Leave and lose what was typed?", "Robin Ashdown", "when you leave this case file")
	o.Picture("full-disk-other-store")
	o.Press("Stay here")
	o.stillHeld("going to the practice data")

	o.stage.showTrouble(vault.ErrDisk)
	o.Press("Try again")
	o.Sees("What you typed is not on the disk yet")
	o.stillHeld("opening the case file anew")
	o.Press("OK")
	o.wantDoor("after another try")
}

func TestWhatIsStillInMemoryIsToldWithoutBlamingTheDisk(t *testing.T) {
	o, disk, f := onSmallDisk(t)
	o.contact(f.Number)
	o.Fill("What was said", typedWords)
	disk.FillUp()
	o.clock.Tick()
	o.clock.Tick()
	if seen := o.Everything(); !strings.Contains(seen, "not everything that was typed is saved yet") || strings.Contains(seen, "everything is saved") {
		t.Errorf("the line at the bottom says %s", seen)
	}
	words := strings.Join(o.stage.floor.heldWords(), " ")
	if !strings.Contains(words, "still in memory alone: it could not be saved yet") {
		t.Errorf("it says %q", words)
	}
	disk.Free()
}

func TestARestoreAtTheDoorAsksBeforeItLosesWhatIsInMemory(t *testing.T) {
	o, _ := heldAtTheDoor(t, func(o *officer) {
		_, err := o.stage.floor.desk.Session.Backup(t.Context(), "")
		keep(t, err)
	})
	o.stage.showTrouble(vault.ErrDamaged)
	o.Key(fyne.KeyHome)
	o.Press("Look into this copy …")
	o.Fill("Passphrase of that time, or the recovery key", practice.Passphrase)
	o.Press("Open the copy")
	o.Fill("Why the copy is restored", "The disk failed.")
	o.Press("Restore this copy")
	o.Sees("Restore the copy and lose what was typed?", "when the copy is restored")
	o.Picture("full-disk-restore-door")
	o.Press("Do not restore now")
	o.stillHeld("a restore at the door")
}

func TestARestoreFromTheDeskAsksBeforeItLosesWhatIsInMemory(t *testing.T) {
	o, disk, _ := onSmallDisk(t)
	floor := o.stage.floor
	b, err := floor.desk.Session.Backup(t.Context(), "")
	keep(t, err)
	floor.NewCase(nil)
	o.Fill("Given name", "Hanneke")
	disk.FillUp()
	floor.Restore(store.RestoreOrder{Path: b.Path, Reason: "The disk failed.", KeepPassphrases: true})
	o.Sees("Restore the copy and lose what was typed?", "What you typed")
	o.Picture("full-disk-restore-desk")
	o.Press("Do not restore now")
	o.stillHeld("a restore from the desk")
	if o.stage.floor != floor || !strings.Contains(o.Everything(), "Hanneke") {
		t.Error("the desk is gone")
	}
	disk.Free()
}

func TestNothingEndsWhileTheCaseFileIsBeingLocked(t *testing.T) {
	o, _ := atWork(t)
	closed := false
	ui.Load(&o.stage.locker, func(context.Context) (struct{}, error) {
		o.stage.mayEnd(byClosing, func() { closed = true })
		return struct{}{}, nil
	}, func(struct{}, error) {})
	if closed {
		t.Fatal("it closed under the lock")
	}
	if o.stage.mayEnd(byClosing, func() { closed = true }); !closed {
		t.Error("afterwards it does not close")
	}
}

func TestTheLockEndsTheWritingOfWhatIsHeld(t *testing.T) {
	o, _ := atWork(t)
	var err error
	ui.Load(&o.stage.floor.holding, func(ctx context.Context) (struct{}, error) {
		o.stage.lock()
		err = ctx.Err()
		return struct{}{}, nil
	}, func(struct{}, error) {})
	if err == nil {
		t.Error("it outlives the desk")
	}
}

func TestHidingNamesOnAFullDiskSaysItOnceAndShowsNoName(t *testing.T) {
	for _, note := range []string{"", typedWords} {
		o, disk, f := onSmallDisk(t)
		floor := o.stage.floor
		floor.NewCase(nil)
		o.Fill("Given name", "Hanneke")
		floor.OpenCase(f.Number, desk.Notes)
		o.Fill("", note)
		o.contact(f.Number)
		o.Fill("What was said", typedWords)
		disk.FillUp()
		floor.turnNames()
		if n := strings.Count(o.Words(), "The disk is full"); n != 1 {
			t.Errorf("it is said %d times: %s", n, o.Words())
		}
		o.Picture("full-disk-names-hidden")
		ui.CloseDialogs(o.Window)
		unnamed := func(where string) {
			t.Helper()
			seen := o.Everything()
			for _, name := range []string{"Hanneke", "kingfisher", "Fennimore", "Walter"} {
				if strings.Contains(seen, name) {
					t.Errorf("%s tells %q: %s", where, name, seen)
				}
			}
		}
		unnamed("the desk")
		o.stage.mayEnd(byClosing, func() { t.Error("it closed") })
		o.Sees("Close and lose what was typed?")
		unnamed("the question")
		o.Press("Keep Rapport open")
		if ui.DialogOpen(o.Window) {
			t.Errorf("there is a second message: %s", o.Words())
		}
		unnamed("the desk again")
		disk.Free()
	}
}

func TestTheButtonsStayInTheWindowWithTheLineAboveThem(t *testing.T) {
	for _, scale := range []float32{1, 2} {
		o, disk, f := onSmallDisk(t)
		t.Cleanup(func() { ui.Apply(ui.LookLight, 1) })
		ui.Apply(ui.LookLight, scale)
		o.Window.Resize(fyne.NewSize(1024, 768))
		o.contact(f.Number)
		o.Fill("What was said", typedWords)
		disk.FillUp()
		o.Key(fyne.KeyEscape)
		o.Sees("Cancel discards it")
		if scale == 2 {
			o.Picture("full-disk-200")
		}
		if need := o.Front().MinSize(); need.Width > 1024 || need.Height > 768 { // a real window makes room for it
			t.Errorf("at %.0f %% the dialog takes %v", 100*scale, need)
		}
		seen := 0
		officetest.Visit(o.Front(), func(at fyne.CanvasObject, hidden bool) {
			b, ok := at.(*ui.Button)
			if !ok || hidden || b.Text != "Cancel" && b.Text != "Save the contact" {
				return
			}
			seen++
			from := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
			to := from.Add(b.Size())
			if from.X < 0 || from.Y < 0 || to.X > 1024 || to.Y > 768 {
				t.Errorf("at %.0f %% the button %q lies at %v to %v", 100*scale, b.Text, from, to)
			}
		})
		if seen != 2 {
			t.Errorf("at %.0f %% %d of the buttons are found: %s", 100*scale, seen, o.Words())
		}
		disk.Free()
	}
}

func TestADialogWaitsForTheSaveThatIsUnderWay(t *testing.T) {
	o, _ := atWork(t)
	d := o.stage.floor.desk
	saved := false
	f := form.New(d, "trial", "Trial", "Save it")
	words := f.Line("words", "Words", "")
	f.Gather = func() form.Save {
		return func(ctx context.Context, s *store.Session) error {
			o.Key(fyne.KeyEscape)
			if !ui.DialogOpen(o.Window) {
				t.Error("Escape closed it under the save")
			}
			o.clock.Tick()
			if _, _, err := s.Draft(ctx, "trial"); !errors.Is(err, data.ErrNotFound) {
				t.Errorf("what is being saved is kept as a draft too: %v", err)
			}
			saved = words.Text == typedWords
			return nil
		}
	}
	f.Open()
	o.Fill("Words", typedWords)
	o.Press("Save it")
	if !saved || ui.DialogOpen(o.Window) {
		t.Errorf("it was not saved, or does not close: %s", o.Words())
	}
}
