package casefile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
)

func TestTheRecordOfACaseIsShownAndSavedWithoutItsNumberInTheName(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.History)
	officetest.Prove(t, o.session, practice.Passphrase)
	o.press("Record of the case …")
	o.sees("It contains patient information.")
	o.shoot("record")
	o.press("Save as a file …")
	if strings.Contains(recordName, "PR-") {
		t.Errorf("the file is called %s", recordName)
	}
	to := filepath.Join(t.TempDir(), recordName)
	o.fill("File", to)
	o.press("Save")
	if file, err := os.ReadFile(to); err != nil || !strings.HasPrefix(string(file), "%PDF-") {
		t.Fatalf("the file holds %.20q, %v", file, err)
	}
	if text := officetest.PDFTool(t, "pdftotext", to); !strings.Contains(text, o.screen.number) || !strings.Contains(text, "Contains patient information.") {
		t.Errorf("the pages say %s", text)
	}
	ui.CloseDialogs(o.window)
	o.inHistory("case.print", "restricted notes left out")
}

func TestTheRecordAsksBeforeItTakesInWhatIsRestricted(t *testing.T) {
	o := newOffice(t)
	if _, err := o.session.AddNote(t.Context(), o.screen.file.Key, data.Note{Class: data.NoteLegal, Text: "Counsel said so."}); err != nil {
		t.Fatal(err)
	}
	o.show(o.screen.number)
	o.screen.Go(desk.History)
	o.press("Record of the case …")
	o.sees("notes or documents of a restricted class")
	officetest.Prove(t, o.session, practice.Passphrase)
	o.press("Leave them out")
	o.sees("1 restricted note or document is left out")
	ui.CloseDialogs(o.window)

	o.press("Record of the case …")
	o.press("Put them in …")
	o.press("Make the record") // without a reason it stays
	o.sees("Why do you need to see it?")
	officetest.Prove(t, o.session, practice.Passphrase)
	o.fill("Why do you need to see it?", "Subpoena of May 4.")
	o.shoot("record-why")
	o.press("Make the record")
	o.sees("It is restricted: keep it with those who need to know.")
	o.shoot("record-restricted")
	ui.CloseDialogs(o.window)
	o.inHistory("note.reveal", "Subpoena of May 4.")
	o.inHistory("case.print", "Reason: Subpoena of May 4.")
}
