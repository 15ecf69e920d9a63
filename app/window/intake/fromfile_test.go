package intake

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

const banner = "MSH|^~\\&|SomeEHR|MERCY|RAPPORT|PRO|20260304221500||ADT^A01|1|P|2.5\r" +
	"PID|1||0047811^^^MERCY^MR||Fennimore^Walter^^^Mr.||19480502|M|||7 Mill Lane^^Lakeshore^OH^43999||(614)555-0177\r" +
	"NK1|1|Fennimore^Ines|DAU^Daughter|||(614)555-0142\r" +
	"PV1|1|I|4 West^412^1^MERCY||||1234^Lowell^Kim^^^Dr.^MD|||||||||||||||||||||||||||||||||||||20260304221500\r"

func TestAnIntakeIsFilledInFromTheClipboard(t *testing.T) {
	o := newOffice(t)
	o.press("Fill in from a file …")
	fyne.CurrentApp().Clipboard().SetContent(banner)
	o.press("Paste")
	o.picture("fromfile-sheet")
	o.press("Take what is ticked")
	if ui.DialogOpen(o.window) {
		t.Fatalf("the sheet is still open: %s", o.texts())
	}
	o.wantText("From the file, too: Ines Fennimore")
	o.picture("fromfile-taken")
	in := o.screen.intake()
	if in.Patient.Family != "Fennimore" || in.Patient.MRN != "0047811" || in.Patient.BirthDate != data.NewDate(1948, 5, 2) || in.Patient.Sex != "male" || len(in.People) != 1 || len(in.Visits) != 1 || len(in.Sources) != 1 {
		t.Fatalf("the intake is %+v", in)
	}
	o.press("Leave them out")
	if in := o.screen.intake(); len(in.People)+len(in.Visits) != 0 || in.Patient.Family != "Fennimore" {
		t.Errorf("after leaving them out: %+v", in)
	}
	o.wantNoText("From the file, too")
}

func TestAnEmailIsWrittenDownAsTheMatter(t *testing.T) {
	o := newOffice(t)
	path := filepath.Join(t.TempDir(), "complaint.eml")
	text := "From: Rosalind Fennimore <rosalind@example.org>\r\nDate: Wed, 04 Mar 2026 09:12:00 -0500\r\nSubject: The night\r\n\r\nNobody came when he rang.\r\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	o.screen.Dropped([]string{path})
	in := o.screen.intake()
	if in.Channel != data.Email || in.Story != "Nobody came when he rang." || in.Complainant.Family != "Fennimore" || in.Complainant.Email != "rosalind@example.org" || in.Relation == data.Self {
		t.Fatalf("the intake is %+v", in)
	}
	o.floor.undo()
	if in := o.screen.intake(); in.Story != "" || in.Channel != "" {
		t.Errorf("after taking it back: %+v", in)
	}
}
