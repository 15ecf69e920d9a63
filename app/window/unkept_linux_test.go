package window

import (
	"strings"
	"testing"

	"rapport/app/window/ui"
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
