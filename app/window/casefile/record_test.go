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
	o.shoot("record-leaves")
	to := filepath.Join(t.TempDir(), recordName+".pdf")
	o.fill("File", to)
	o.press("Save the file")
	o.sees("Please fill this in") // the reason
	o.fill("Why does it leave, and for whom?", "Counsel asked for it.")
	o.fill("Passphrase of the file", "password123")
	o.press("Save the file")
	o.sees("Too short")
	o.fill("Passphrase of the file", "maple otter tulip bread 4071")
	o.press("Save the file")
	o.sees("maple otter tulip bread 4071")
	o.sees("Tell it by phone")
	o.shoot("record-passphrase")
	if text := officetest.PDFTool(t, "pdftotext", to, "-upw", "maple otter tulip bread 4071"); !strings.Contains(text, o.screen.number) || !strings.Contains(text, "Contains patient information.") {
		t.Errorf("the pages say %s", text)
	}
	if raw, err := os.ReadFile(to); err != nil || strings.Contains(string(raw), o.screen.number) {
		t.Errorf("the file shows the number of the case, %v", err)
	}
	o.inHistory("file.out", "protected with a passphrase (AES-256)")
	o.inHistory("file.out", "Reason: Counsel asked for it.")
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
