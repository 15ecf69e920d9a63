package window

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

func TestAFileDroppedOnTheWindowGoesToTheCaseInFront(t *testing.T) {
	o, f := atWork(t)
	path := filepath.Join(t.TempDir(), "bill.txt")
	if err := os.WriteFile(path, []byte("The bill."), 0o600); err != nil {
		t.Fatal(err)
	}
	files := []fyne.URI{storage.NewFileURI(path)}
	o.stage.floor.dropped(fyne.Position{}, files)
	o.Sees("Open the case first.")
	o.stage.floor.OpenCase(f.Number, desk.Summary)
	o.stage.floor.dropped(fyne.Position{}, files)
	o.Sees("Add a document")
	o.Press("Add it")
	c, err := o.stage.floor.desk.Session.Case(t.Context(), f.Number)
	if err != nil || len(c.Attachments) != 1 || ui.DialogOpen(o.Window) {
		t.Fatalf("the documents are %+v, %v", c.Attachments, err)
	}
}

var restrictedNote = data.Note{Class: data.NoteLegal, Text: "Known to counsel."}

func TestNothingRevealedStaysInTheWindowAfterLocking(t *testing.T) {
	o, f := atWork(t)
	floor := o.stage.floor
	if _, err := floor.desk.Session.AddNote(t.Context(), f.Key, restrictedNote); err != nil {
		t.Fatal(err)
	}
	floor.OpenCase(f.Number, desk.Notes)
	o.Press("Show it …")
	o.Fill("Why do you need to see it?", "Counsel asked.")
	o.Press("Show it")
	o.Sees(restrictedNote.Text)
	o.stage.lock()
	o.SeesNo(restrictedNote.Text)
	o.signIn()
	o.stage.floor.OpenCase(f.Number, desk.Notes)
	o.SeesNo(restrictedNote.Text)
}
