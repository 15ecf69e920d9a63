package batch

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
	"rapport/reports/letter"
	"rapport/reports/pdf"
)

type office struct {
	*officetest.Office
	screen *Screen
}

// newOffice has n cases whose acknowledgement falls due, each with names and words
// of its own.
func newOffice(t *testing.T, n int) (*office, []data.CaseFile) {
	t.Helper()
	o := &office{Office: officetest.New(t)}
	var files []data.CaseFile
	for i := range n {
		in := o.Complaint()
		in.ReceivedAt = o.Days(-8)
		in.Patient.Given, in.Patient.Family, in.Patient.MRN = "Pat"+letters(i), "Fenn"+letters(i), fmt.Sprintf("00%05d", 47000+i)
		in.Complainant.Given, in.Complainant.Family, in.Complainant.Street = "Ros"+letters(i), "Ach"+letters(i), fmt.Sprintf("%d Heron Street", 1000+i)
		in.Issues = in.Issues[:1]
		in.Issues[0].Words = "Nobody came in room " + letters(i)
		files = append(files, o.Open(in))
	}
	o.screen = New(o.Desk)
	o.Show(o.screen)
	return o, files
}

// letters is a word that no other number has as a part.
func letters(n int) string {
	word := []byte("qaaz")
	word[1] += byte(n / 26)
	word[2] += byte(n % 26)
	return string(word)
}

// printer takes what is printed and keeps each job in a file of its own.
func printer(t *testing.T) (jobs func() []string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("there the viewer prints")
	}
	bin, out := t.TempDir(), t.TempDir()
	script := "#!/bin/sh\nfor last; do :; done\ncp \"$last\" \"$(mktemp '" + out + "/jobXXXXXX')\"\n"
	for name, body := range map[string]string{"lp": script, "lpstat": "#!/bin/sh\necho front_desk\n"} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte(body), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	return func() []string {
		all, err := filepath.Glob(filepath.Join(out, "job*"))
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
}

func TestTheLettersThatAreDueArePreparedSeenIssuedPrintedAndPosted(t *testing.T) {
	o, files := newOffice(t, 3)
	jobs := printer(t)
	o.Sees("Acknowledgements: 3", "Ready", files[0].Number, "Ms. Rosqaaz Achqaaz", "days overdue", "English")
	o.Press("Prepare 3 letters")
	o.Sees("Letter 1 of 3", files[0].Number, "Not decided", "to Ms. Rosqaaz Achqaaz")
	o.Key(fyne.KeyReturn)
	o.Sees("Letter 2 of 3")
	o.Key(fyne.KeyLeft)
	o.Sees("Letter 1 of 3", "Confirmed")
	o.Key(fyne.KeyRight)
	o.Key(fyne.KeyS)
	o.Sees("Letter 3 of 3")
	o.Key(fyne.KeyReturn)
	o.Sees("What you confirmed", "Skipped", "Confirmed: 2 letters, 4 sheets (2 when printed on both sides)")
	o.Press("Issue 2 letters")
	o.Sees("Sign and issue 2 letters?")
	o.Press("Sign and issue")
	o.Sees("2 letters issued", "On paper: 2 letters, 4 sheets (2 when printed on both sides)")
	o.Press("Print 2 letters …")
	o.Press("Print")
	if n := len(jobs()); n != 2 {
		t.Fatalf("%d jobs came to the printer", n)
	}
	o.Sees("Did 2 letters come out?")
	o.Press("2 letters came out: posted …")
	o.Press("Printed and posted")
	o.Sees("All are on record", "Posted")
	for i, want := range []bool{true, false, true} {
		f := o.Case(files[i].Number)
		if sent := len(f.Letters) == 1 && !f.Letters[0].Dispatched().IsZero(); sent != want {
			t.Errorf("case %d: sent %v, want %v", i, sent, want)
		}
	}
	o.Press("Back to the list")
	o.Sees("Acknowledgements: 1", files[1].Number)
}

func TestALetterThatDidNotComeOutIsPrintedAgain(t *testing.T) {
	o, _ := newOffice(t, 2)
	jobs := printer(t)
	o.Press("Prepare 2 letters")
	o.Key(fyne.KeyReturn)
	o.Key(fyne.KeyReturn)
	o.Press("Issue 2 letters")
	o.Press("Sign and issue")
	o.Press("Print 2 letters …")
	o.Press("Print")
	o.Tick("Came out")
	o.Press("Print 1 letter …")
	o.Press("Print")
	if n := len(jobs()); n != 3 {
		t.Errorf("%d jobs came to the printer", n)
	}
	o.Sees("2 letters came out: posted …")
}

func TestEnclosuresArePrintedBehindTheirLetterAndCounted(t *testing.T) {
	o, files := newOffice(t, 1)
	jobs := printer(t)
	sheet, err := pdf.Write(letter.TestSheet(o.Session.Settings(), data.PrinterSetup{}))
	if err != nil {
		t.Fatal(err)
	}
	kept, err := o.Session.AddSheet(t.Context(), data.Sheet{Title: "Your rights as a patient", Language: data.English, Purpose: data.SheetPurposes[0].Value,
		Effective: o.Today(), ApprovedBy: "Compliance", Pages: 1}, sheet)
	if err != nil {
		t.Fatal(err)
	}
	x, err := o.Session.NewLetter(t.Context(), files[0], data.Acknowledgement, data.English)
	if err == nil {
		x.Draft.Enclosures = []data.Enclosed{{Sheet: kept.ID, Title: kept.Title}}
		err = o.Session.SaveLetterDraft(t.Context(), files[0].Key, x.Draft)
	}
	if err != nil {
		t.Fatal(err)
	}
	o.screen.refresh()
	o.Sees("Ready, begun")
	o.Press("Prepare 1 letter")
	o.Sees("3 pages")
	o.Key(fyne.KeyReturn)
	o.Sees("1 letter, 3 sheets (2 when printed on both sides)")
	o.Press("Issue 1 letter")
	o.Press("Sign and issue")
	o.Press("Print 1 letter …")
	o.Press("Print")
	all := jobs()
	if len(all) != 1 {
		t.Fatalf("%d jobs came to the printer", len(all))
	}
	if info := officetest.PDFTool(t, "pdfinfo", all[0]); !strings.Contains(info, "Pages: 3") {
		t.Errorf("the job is %s", info)
	}
}

func TestWhatLacksSomethingSaysSoAndLeadsToItsLetter(t *testing.T) {
	o, files := newOffice(t, 2)
	p := files[1].People[1]
	p.AddressConfirmed = 0
	if _, err := o.Session.SavePerson(t.Context(), files[1].Key, p); err != nil {
		t.Fatal(err)
	}
	o.Sees("1 thing is missing", "Prepare 1 letter")
	for _, r := range o.screen.table.Rows() {
		if r.Blocking > 0 {
			o.Sees(r.First)
			o.screen.write(r)
		}
	}
	if len(o.Floor.Letters) != 1 || o.Floor.Letters[0] != data.Acknowledgement {
		t.Errorf("the composer was opened for %v", o.Floor.Letters)
	}
}

func TestALetterThatWaitsForApprovalIsLeftOut(t *testing.T) {
	o, _ := newOffice(t, 1)
	set := o.Session.Settings()
	set.LetterApproval = data.ApprovalAlways
	if err := o.Session.SaveSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	o.Sees("1 thing is missing", "A second person approves this letter", "Prepare 0 letters")
}

func TestACaseThatChangedAfterItWasSeenStaysBehind(t *testing.T) {
	o, files := newOffice(t, 2)
	o.Press("Prepare 2 letters")
	o.Key(fyne.KeyReturn)
	o.Key(fyne.KeyReturn)
	p := files[0].People[1]
	p.Family = "Thornbury"
	if _, err := o.Session.SavePerson(t.Context(), files[0].Key, p); err != nil {
		t.Fatal(err)
	}
	o.Press("Issue 2 letters")
	o.Press("Sign and issue")
	o.Sees("1 letter issued", "Stays behind", "was changed since you saw it")
	if n := len(o.Case(files[0].Number).Letters); n != 0 {
		t.Errorf("the changed case has %d letters", n)
	}
}

func TestStoppingIssuesNoFurtherLetter(t *testing.T) {
	o, files := newOffice(t, 2)
	o.Press("Prepare 2 letters")
	o.Key(fyne.KeyReturn)
	o.Key(fyne.KeyReturn)
	o.Press("Issue 2 letters")
	stop := o.Session.Subscribe(func(store.Event) { o.screen.halt.Store(true) })
	defer stop()
	o.Press("Sign and issue")
	o.Sees("1 letter issued", "You stopped before it")
	if n := len(o.Case(files[1].Number).Letters); n != 0 {
		t.Errorf("the second case has %d letters", n)
	}
}

// TestNoLetterHoldsAnythingOfAnotherCase reads all letters of a batch of fifty
// back from their files.
func TestNoLetterHoldsAnythingOfAnotherCase(t *testing.T) {
	const n = 50
	o, files := newOffice(t, n)
	o.Press(fmt.Sprintf("Prepare %d letters", n))
	for range n {
		o.Key(fyne.KeyReturn)
	}
	o.Press(fmt.Sprintf("Issue %d letters", n))
	o.Press("Sign and issue")
	o.Sees(fmt.Sprintf("%d letters issued", n))
	dir := t.TempDir()
	for i, f := range files {
		f = o.Case(f.Number)
		if len(f.Letters) != 1 {
			t.Fatalf("case %d has %d letters", i, len(f.Letters))
		}
		file, err := o.Session.LetterPDF(context.Background(), f.Key, f.Letters[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "letter.pdf")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		text := officetest.PDFTool(t, "pdftotext", path)
		if !strings.Contains(text, "Ros"+letters(i)+" Ach"+letters(i)) || !strings.Contains(text, f.Number) {
			t.Errorf("letter %d lacks its own case: %s", i, text)
		}
		for j, other := range files {
			if i == j {
				continue
			}
			for _, word := range []string{other.Number, letters(j), fmt.Sprintf("%d Heron", 1000+j), other.People[0].MRN} {
				if word != "" && (strings.Contains(text, word) || bytes.Contains(file, []byte(word))) {
					t.Fatalf("letter %d holds %q of case %d", i, word, j)
				}
			}
		}
	}
}

func TestTheBatchIsCalmInBothLooks(t *testing.T) {
	if os.Getenv("RAPPORT_SHOTS") == "" {
		t.Skip("RAPPORT_SHOTS names no folder")
	}
	o, files := newOffice(t, 4)
	p := files[2].People[1]
	p.AddressConfirmed = 0
	if _, err := o.Session.SavePerson(t.Context(), files[2].Key, p); err != nil {
		t.Fatal(err)
	}
	printer(t)
	shots := func(name string) {
		for _, look := range []ui.Look{ui.LookLight, ui.LookDark} {
			ui.Apply(look, 1)
			o.shoot(name + "-" + string(look))
		}
	}
	shots("list")
	o.Press("Prepare 3 letters")
	shots("look")
	o.Key(fyne.KeyReturn)
	o.Key(fyne.KeyS)
	o.Key(fyne.KeyReturn)
	shots("confirmed")
	o.Press("Issue 2 letters")
	o.Press("Sign and issue")
	shots("issued")
	o.Press("Print 2 letters …")
	o.Press("Print")
	shots("printed")
	o.Press("2 letters came out: posted …")
	shots("posted")
}

func (o *office) shoot(name string) {
	o.Helper()
	f, err := os.Create(filepath.Join(os.Getenv("RAPPORT_SHOTS"), "batch-"+name+".png"))
	if err != nil {
		o.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, o.Window.Canvas().Capture()); err != nil {
		o.Fatal(err)
	}
}
