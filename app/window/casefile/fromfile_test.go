package casefile

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// admission is a message of an admission, made up for these tests: the patient of
// the usual case, with a visit and a next of kin.
const admission = "MSH|^~\\&|SomeEHR|MERCY|RAPPORT|PRO|20260304221500||ADT^A01|1|P|2.5\r" +
	"PID|1||0047811^^^MERCY^MR~990-11^^^PAYER^PI||Fennimore^Walter^^^Mr.||19480502|M|||7 Mill Lane^^Lakeshore^OH^43999||(614)555-0177||es^Spanish\r" +
	"NK1|1|Fennimore^Ines|DAU^Daughter|||(614)555-0142\r" +
	"PV1|1|I|4 West^412^1^MERCY||||1234^Lowell^Kim^^^Dr.^MD|||||||||||||||||||||||||||||||||||||20260304221500\r"

func TestACaseIsFilledInFromAFile(t *testing.T) {
	o := newOffice(t)
	o.press("Fill in from a file or the clipboard …")
	o.shoot("filein-ask")
	o.fill("File", fileOf(t, "adt.hl7", admission))
	o.press("Read it")
	o.sees("What the file says")
	o.sees("HL7 version 2 message of SomeEHR")
	o.sees("7 Mill Lane, Lakeshore, OH 43999")
	o.sees("Spanish")
	o.sees("Ines Fennimore")
	o.sees("Person to verify")
	o.sees("The case has already: title; given name; family name; birth date.")
	o.shoot("filein-sheet")
	o.tick("Staff involved")
	o.press("Take what is ticked")
	if ui.DialogOpen(o.window) {
		t.Fatalf("the sheet is still open: %s", o.words())
	}
	f := o.file()
	p, _ := f.Person(data.RolePatient)
	if p.Language != "Spanish" || p.City != "Lakeshore" || len(f.Visits) != 1 {
		t.Fatalf("the patient is %+v, the visits %+v", p, f.Visits)
	}
	o.sees("To verify")
	o.sees("Ines")
	o.sees("4 West 412")
	o.shoot("filein-after")
	if o.undo == nil {
		t.Fatal("it cannot be taken back")
	}
	o.undo()
	if f := o.file(); len(f.Visits) != 0 || len(f.People) != 2 {
		t.Errorf("after Undo the case has %d visits and %d people", len(f.Visits), len(f.People))
	}
}

func TestAFileOfAnotherPatientIsAskedAboutInTheWindow(t *testing.T) {
	o := newOffice(t)
	p, _ := o.screen.file.Person(data.RolePatient)
	p.Given, p.Family, p.BirthDate, p.MRN = "Rosalind", "Achterberg", data.NewDate(1950, 1, 1), ""
	if _, err := o.session.SavePerson(t.Context(), o.screen.file.Key, p); err != nil {
		t.Fatal(err)
	}
	o.press("Fill in from a file or the clipboard …")
	fyne.CurrentApp().Clipboard().SetContent(admission)
	o.press("Paste")
	o.sees("This is probably the file of another patient.")
	o.sees("0 of")
	o.shoot("filein-stranger")
	o.press("Tick all")
	o.press("Take what is ticked")
	o.sees("confirm that it is the same")
	if f := o.file(); f.People[0].Family != "Achterberg" {
		t.Fatal("it was taken without a confirmation")
	}
	o.tick("I have checked it: this is the patient of this case")
	o.tick("Keep the file in the case too, as a document")
	o.press("Take what is ticked")
	f := o.file()
	if p, _ := f.Person(data.RolePatient); p.Family != "Fennimore" || len(f.Attachments) != 1 || f.Attachments[0].Name != "pasted text.txt" {
		t.Errorf("the patient is %s, the documents %+v", p.FullName(), f.Attachments)
	}
	if o.undo == nil {
		t.Fatal("what was taken cannot be taken back once the file is kept")
	}
	o.undo()
	if f := o.file(); len(f.Attachments) != 1 || f.People[0].Family != "Achterberg" {
		t.Errorf("after Undo: %+v", f.People[0])
	}
}

func TestWhatCannotBeReadIsExplained(t *testing.T) {
	o := newOffice(t)
	o.press("Fill in from a file or the clipboard …")
	o.press("Read it")
	o.sees("Choose a file, or paste the text.")
	for name, c := range map[string]struct{ path, says string }{
		"a picture":         {fileOf(t, "a.png", photo(t)), "This file is a picture."},
		"a path to nowhere": {t.TempDir() + "/none.json", "is not there"},
		"a folder":          {t.TempDir(), "This is a folder"},
	} {
		o.fill("File", c.path)
		o.press("Read it")
		o.sees(c.says)
		if o.screen.filling == nil || !ui.DialogOpen(o.window) {
			t.Errorf("%s: the dialog went", name)
		}
	}
	o.shoot("filein-refused")
}

const workList = "Last Name,First Name,DOB,MRN,Department,Admit Date,Attending\r\n" +
	"Fennimore,Walter,05/02/1948,0047811,4 West,03/04/2026,\"Lowell, Kim\"\r\nBrandt,Otto,11/30/1951,0047812,5 East,03/05/2026,\"Lowell, Kim\"\r\n"

func TestAWorkListIsMappedOnceAndThePatientChosen(t *testing.T) {
	o := newOffice(t)
	list := fileOf(t, "census.csv", workList)
	for i := range 2 {
		o.press("Fill in from a file or the clipboard …")
		o.fill("File", list)
		o.press("Read it")
		if i == 0 {
			o.sees("What the columns hold")
			o.sees("Department")
			o.sees("4 West")
			o.shoot("filein-columns")
			o.press("Read the list")
		}
		o.sees("Which patient?")
		o.sees("Brandt, Otto")
		o.shoot("filein-choose")
		o.window.Canvas().Focused().(*ui.Entry).SetText("fenni 1948")
		o.press("Compare with the case")
		o.sees("What the file says")
		o.sees("birth date")
		if strings.Contains(o.words(), "several patients") {
			t.Error("the sheet asks which patient is meant though one was chosen")
		}
		ui.CloseDialogs(o.window)
	}
	if o.screen.filling != nil {
		t.Error("the screen still thinks that a file is looked at")
	}
}

func TestADroppedFileOfARecordSystemAsksWhatItIsFor(t *testing.T) {
	o := newOffice(t)
	o.screen.Dropped([]string{fileOf(t, "adt.hl7", admission)})
	o.sees("What is this file for?")
	o.shoot("filein-dropped")
	o.press("Fill in from it")
	o.sees("What the file says")
	o.sees("birth date")
	ui.CloseDialogs(o.window)
	o.screen.Dropped([]string{fileOf(t, "bill.txt", "The bill.")})
	o.sees("Add a document")
	ui.CloseDialogs(o.window)
}

func TestASheetFitsSmallWindowsAndLargeText(t *testing.T) {
	for _, c := range []struct {
		name  string
		look  ui.Look
		scale float32
	}{{"large", ui.LookLight, 1.5}, {"dark", ui.LookDark, 1}, {"contrast", ui.LookContrast, 1.5}} {
		o := newOffice(t)
		ui.Apply(c.look, c.scale)
		o.screen.Go(desk.Summary)
		o.press("Fill in from a file or the clipboard …")
		fyne.CurrentApp().Clipboard().SetContent(admission)
		o.press("Paste")
		o.sees("What the file says")
		if size := o.window.Canvas().Size(); size.Width > 1024 || size.Height > 700 {
			t.Errorf("%s: the sheet makes the window %v", c.name, size)
		}
		o.shoot("filein-sheet-" + c.name)
		ui.CloseDialogs(o.window)
		if strings.TrimSpace(o.words()) == "" {
			t.Error("nothing is shown")
		}
	}
}

const letterByMail = "From: Rosalind Fennimore <rosalind@example.org>\r\nTo: Patient Relations <relations@example.org>\r\nDate: Wed, 04 Mar 2026 09:12:00 -0500\r\n" +
	"Subject: The night of March 3\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nNobody came when he rang.\r\n"

func TestAnEmailBecomesAContactAndADocument(t *testing.T) {
	o := newOffice(t)
	o.screen.Dropped([]string{fileOf(t, "complaint.eml", letterByMail)})
	o.sees("Take the e-mail into the case")
	o.sees("From Rosalind Fennimore")
	o.shoot("filein-email")
	o.press("Take it")
	f := o.file()
	if ui.DialogOpen(o.window) || len(f.Contacts) != 1 || len(f.Attachments) != 1 {
		t.Fatalf("contacts %+v, documents %+v; the officer sees %s", f.Contacts, f.Attachments, o.words())
	}
	if c := f.Contacts[0]; c.Mode != "email" || !c.Inbound || !strings.Contains(c.Summary, "Nobody came when he rang.") {
		t.Errorf("the contact is %+v", c)
	}
	o.screen.Dropped([]string{fileOf(t, "outlook.eml", "\xd0\xcf\x11\xe0 and more")})
	o.sees("save it as .eml")
	if f := o.file(); len(f.Attachments) != 1 {
		t.Error("what is no e-mail was taken")
	}
}
