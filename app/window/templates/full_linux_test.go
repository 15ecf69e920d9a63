package templates

import (
	"testing"

	"rapport/data"
)

func TestATemplateTakenBackByHandOnAFullDiskStaysTakenBack(t *testing.T) {
	o := newOffice(t)
	disk := o.OnSmallDisk(t)
	o.sit()
	o.open(data.Acknowledgement)
	o.Press("Make a new version")
	e := o.shelf.editor
	before := e.note.Text
	o.Type(e.note, "The kingfisher ward")
	disk.FillUp()
	o.shelf.Left()
	o.Type(e.note, before)
	disk.Free()
	o.shelf.Left()
	_, _, err := o.Session.Draft(t.Context(), e.draftName())
	if err == nil {
		t.Error("what was taken back is there again")
	}
}
