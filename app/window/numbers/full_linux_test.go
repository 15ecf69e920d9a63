package numbers

import "testing"

func TestNumbersTakenBackByHandOnAFullDiskStayTakenBack(t *testing.T) {
	o := newOffice(t)
	disk := o.OnSmallDisk(t)
	o.open()
	o.Type(o.screen.grid.Cell(1, 0), "8214")
	disk.FillUp()
	o.Clock.Tick()
	o.Sees("The disk is full")
	o.Type(o.screen.grid.Cell(1, 0), "")
	disk.Free()
	o.screen.Left()
	o.open()
	o.Sees("Everything is saved.")
	o.SeesNo("8,214")
}

func TestNumbersThatAreNotKeptAreNotPromised(t *testing.T) {
	o := newOffice(t)
	disk := o.OnSmallDisk(t)
	o.open()
	o.Type(o.screen.grid.Cell(1, 0), "8214")
	disk.FillUp()
	said := len(o.Floor.Said)
	o.screen.Left()
	if len(o.Floor.Said) != said {
		t.Errorf("it says %q", o.Floor.Said[said:])
	}
	disk.Free()
}
