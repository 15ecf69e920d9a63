package window

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
	"rapport/data/vault"
)

func TestAnIntakeIsKeptAgainOnceThereIsRoomAfterItStayedOpen(t *testing.T) {
	for _, way := range []struct {
		stay  string
		leave func(o *officer)
	}{
		{"Keep it open", func(o *officer) { o.stage.floor.Close() }},
		{"Keep Rapport open", func(o *officer) { o.stage.mayEnd(byClosing, func() { o.Error("it closed") }) }},
	} {
		o, disk, _ := onSmallDisk(t)
		floor := o.stage.floor
		floor.NewCase(nil)
		o.Fill("Given name", "Hanneke")
		disk.FillUp()
		way.leave(o)
		o.Press(way.stay)
		o.Fill("Family name", "Kingfisherson")
		disk.Free()
		o.clock.Tick()
		if kept, _, err := floor.desk.Session.Draft(t.Context(), "intake"); err != nil || !strings.Contains(string(kept), "Kingfisherson") {
			t.Errorf("%s: kept is %s, %v", way.stay, kept, err)
		}
	}
}

func TestSavingAndGoingOnTakesTheLineOfTheFullDiskAway(t *testing.T) {
	o, disk, _ := onSmallDisk(t)
	o.menu("Quick entry …")
	o.Fill("In their words", typedWords)
	disk.FillUp()
	o.clock.Tick()
	o.Sees("The disk is full")
	disk.Free()
	o.Press("Save and next")
	o.SeesNo("The disk is full")
	o.Press("Cancel")
	if ui.DialogOpen(o.Window) {
		t.Errorf("with nothing typed Cancel asks: %s", o.Words())
	}
}

// heldAndLost are a draft that is held in memory and one that is not.
var heldAndLost = errors.Join(&store.DraftHeld{Err: vault.ErrDiskFull}, data.ErrRestricted)

const (
	lostTitle   = "Something that you typed is lost"
	lostBecause = "This case is restricted to people by name"
	heldPromise = "What you typed is kept in memory until then"
)

// leavingFails has a tab open whose leaving fails.
func (o *officer) leavingFails(err error) {
	floor := o.stage.floor
	floor.tab(ui.Tab{Key: "intake", Text: "New case"}, func() desk.View { return failing{floor.desk, err} })
}

func TestALetterOfACaseThatWasShutMeanwhileIsSaidToBeLostAtTheDoor(t *testing.T) {
	o, f := ofTwo(t, data.FullRoles)
	o.stage.floor.WriteLetter(f.Number, data.NoticeOfDecision)
	o.Fill("Last words", typedWords)
	if _, err := o.stage.floor.desk.Session.RestrictCase(t.Context(), f.Key, data.Restriction{Reason: "It is about my sister.", Names: []string{"Pat Winter"}}); err != nil {
		t.Fatal(err)
	}
	o.stage.lock()
	o.Sees(lostTitle, lostBecause)
	o.Picture("lost-at-the-door")
	o.wantNoCanary()
	o.Press("OK")
	o.wantDoor("after what is lost was told")
}

func TestEachWayOffTheDeskSaysWhatIsLostAndNothingOfWhatIsHeld(t *testing.T) {
	for name, leave := range map[string]func(o *officer){
		"lock":          func(o *officer) { o.stage.lock() },
		"change of key": func(o *officer) { o.stage.changeKey() },
		"restore": func(o *officer) {
			o.stage.floor.restore(store.RestoreOrder{Path: "not-there", Reason: "The disk failed."})
		},
	} {
		t.Run(name, func(t *testing.T) {
			o, _ := atWork(t)
			o.leavingFails(heldAndLost)
			leave(o)
			o.Sees(lostTitle, lostBecause)
			o.SeesNo(heldPromise)
		})
		t.Run(name+", all held", func(t *testing.T) {
			o, _ := atWork(t)
			o.leavingFails(&store.DraftHeld{Err: vault.ErrDiskFull})
			leave(o)
			o.SeesNo(lostTitle)
		})
	}
}

func TestHidingNamesPromisesNoMoreThanIsHeld(t *testing.T) {
	o, _ := atWork(t)
	o.leavingFails(heldAndLost)
	o.stage.floor.turnNames()
	o.Sees(lostBecause)
	o.SeesNo(heldPromise)
}

func TestAfterAFaultWhatFailsIsToldAgain(t *testing.T) {
	o, _ := atWork(t)
	floor := o.stage.floor
	func() {
		defer func() { _ = recover() }()
		_ = floor.quietly(func() { panic("a fault") })
	}()
	floor.Fail(data.ErrConflict)
	o.Sees("The record was changed since you opened it.")
}

func TestPlainCopiesThatStayAreToldAlsoWhereSomethingIsHeld(t *testing.T) {
	o, disk, f := onSmallDisk(t)
	copies := desk.OutDir(disk.Dir)
	busy := filepath.Join(copies, "busy")
	if err := errors.Join(os.MkdirAll(busy, 0o700), syscall.Mount("tmpfs", busy, "tmpfs", 0, "size=1m")); err != nil {
		t.Fatal(err)
	}
	defer func() { keep(t, syscall.Unmount(busy, syscall.MNT_DETACH)) }()
	o.contact(f.Number)
	o.Fill("What was said", typedWords)
	disk.FillUp()
	o.stage.lock()
	o.Sees("What you typed is not on the disk yet")
	o.Press("OK")
	o.Sees("Plain copies are still there", "can be read without Rapport")
	o.Picture("full-disk-copies")
	o.Press("OK")
	o.wantDoor("with copies that stay")
}

func TestANoteThatCouldNotBeAddedIsKeptOnceThereIsRoom(t *testing.T) {
	o, disk, f := onSmallDisk(t)
	o.stage.floor.OpenCase(f.Number, desk.Notes)
	o.Fill("", typedWords)
	disk.FillUp()
	o.Press("Add note")
	o.Sees("The disk is full")
	ui.CloseDialogs(o.Window)
	disk.Free()
	o.clock.Tick()
	if kept, _, err := o.stage.floor.desk.Session.Draft(t.Context(), "note/"+f.Number); err != nil || !strings.Contains(string(kept), typedWords) {
		t.Errorf("kept is %s, %v", kept, err)
	}
}
