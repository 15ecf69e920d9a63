package intake

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
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
	o.wantText("Goes into the case as a contact and a document: complaint.eml")
	if file, person := o.top("Goes into the case as a contact"), o.top("The person who speaks"); file >= person {
		t.Errorf("what comes along stands at %v, below the person at %v, out of sight in a low window", file, person)
	}
	o.picture("fromfile-mail")
	o.floor.undo()
	if in := o.screen.intake(); in.Story != "" || in.Channel != "" {
		t.Errorf("after taking it back: %+v", in)
	}
	o.wantNoText("complaint.eml")
}

// message saves an e-mail as a file.
func message(t *testing.T, from string) (path, text string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "complaint.eml")
	text = "From: " + from + "\r\nDate: Wed, 04 Mar 2026 09:12:00 -0500\r\nSubject: The night\r\n\r\nNobody came when he rang.\r\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, text
}

// document is the one document of the case, with its bytes.
func (o *office) document(f data.CaseFile) (data.Attachment, []byte) {
	o.Helper()
	if len(f.Attachments) != 1 {
		o.Fatalf("the case has %d documents, want one", len(f.Attachments))
	}
	a, raw, err := o.session.OpenAttachment(o.Context(), f.Key, f.Attachments[0].ID, "")
	if err != nil {
		o.Fatal(err)
	}
	return a, raw
}

// setBox ticks a box of the dialog in front.
func (o *office) setBox(label string) {
	o.Helper()
	var found *ui.Check
	visit(o.window.Canvas().Overlays().Top(), func(object fyne.CanvasObject) {
		if c, ok := object.(*ui.Check); ok && c.Text == label {
			found = c
		}
	})
	if found == nil {
		o.Fatalf("there is no box %q", label)
	}
	found.SetChecked(true)
}

// keptBytes is how many drafts hold bytes of files.
func (o *office) keptBytes() int {
	o.Helper()
	all, err := o.session.Drafts(o.Context(), bytesDraft)
	if err != nil {
		o.Fatal(err)
	}
	return len(all)
}

func TestAnEmailOfAnIntakeBecomesAContactAndADocument(t *testing.T) {
	o := newOffice(t)
	path, text := message(t, "Rosalind Fennimore <rosalind@example.org>")
	o.screen.Dropped([]string{path})
	o.screen.Left()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if o.keptBytes() == 0 {
		t.Error("nothing of the e-mail is kept with the draft")
	}
	o.open() // as after locking, or a crash
	o.wantText("Goes into the case as a contact and a document: complaint.eml")
	o.press("Open the case")
	f := o.theCase()
	a, raw := o.document(f)
	if string(raw) != text || a.Name != "complaint.eml" || a.About != "E-mail from Rosalind Fennimore <rosalind@example.org>, March 4, 2026." {
		t.Errorf("the document is %+v: %q", a, raw)
	}
	if len(f.Contacts) != 1 || f.Contacts[0].Mode != "email" || !f.Contacts[0].Inbound || f.Contacts[0].Summary != "The night\n\nNobody came when he rang." {
		t.Errorf("the contacts are %+v", f.Contacts)
	}
	if n := o.keptBytes(); n != 0 || o.hasDraft() {
		t.Errorf("%d drafts of bytes are left", n)
	}
}

func TestAnEmailOfTheOfficeItselfBeginsNoCase(t *testing.T) {
	o := newOffice(t)
	path, _ := message(t, "The office <"+o.session.Settings().Email+">")
	o.screen.Dropped([]string{path})
	told := false
	visit(o.window.Canvas().Overlays().Top(), func(object fyne.CanvasObject) {
		if text, ok := object.(interface{ String() string }); ok && strings.Contains(text.String(), "Your own office sent this e-mail") {
			told = true
		}
	})
	if !told {
		t.Error("nothing says why it is not taken")
	}
	if in := o.screen.intake(); in.Story != "" {
		t.Errorf("it was written down all the same: %+v", in)
	}
}

func TestTheSourceOfAnIntakeIsKeptOnlyWhereItIsTicked(t *testing.T) {
	for _, tick := range []bool{false, true} {
		o := newOffice(t)
		o.press("Fill in from a file …")
		fyne.CurrentApp().Clipboard().SetContent(banner)
		o.press("Paste")
		if tick {
			o.setBox("Keep the file in the case too, as a document")
		}
		o.press("Take what is ticked")
		o.screen.origin.channel.SetValue(data.Phone)
		o.screen.story.words.SetText("Nobody came when he rang.")
		o.press("Open the case")
		f := o.theCase()
		if !tick {
			if len(f.Attachments) != 0 {
				t.Errorf("not ticked, and the case has %+v", f.Attachments)
			}
			continue
		}
		if _, raw := o.document(f); string(raw) != banner {
			t.Errorf("the document reads %q", raw)
		}
		if len(f.Contacts) != 0 {
			t.Errorf("a file is no contact: %+v", f.Contacts)
		}
	}
}

func TestAKeptFileThatIsLeftOutOrDiscardedLeavesNothing(t *testing.T) {
	o := newOffice(t)
	path, text := message(t, "Rosalind Fennimore <rosalind@example.org>")
	o.screen.Dropped([]string{path})
	o.clock.Tick()
	if o.keptBytes() == 0 {
		t.Fatal("nothing of the e-mail is kept with the draft")
	}
	o.press("Leave it out")
	o.clock.Tick()
	if n := o.keptBytes(); n != 0 {
		t.Errorf("left out, and %d drafts of its bytes are there", n)
	}
	o.floor.undo()
	o.press("Discard")
	o.press("Discard it")
	if n := o.keptBytes(); n != 0 {
		t.Errorf("discarded, and %d drafts of its bytes are there", n)
	}
	o.floor.undo()
	o.open()
	o.press("Open the case")
	if _, raw := o.document(o.theCase()); string(raw) != text {
		t.Errorf("after Undo the document reads %q", raw)
	}
}

func TestALargeFileIsKeptInPieces(t *testing.T) {
	o := newOffice(t)
	raw := bytes.Repeat([]byte("0123456789abcdef"), (2*pieceSize+4096)/16)
	k := newKeptFile("list.txt", "A list", raw)
	if err := k.store(t.Context(), o.session); err != nil {
		t.Fatal(err)
	}
	if n := o.keptBytes(); n != 3 {
		t.Errorf("it lies in %d drafts, want 3", n)
	}
	back := &keptFile{SHA256: k.SHA256, Size: k.Size}
	if err := back.load(t.Context(), o.session); err != nil || !bytes.Equal(back.bytes, raw) {
		t.Errorf("read back: %v, %d bytes", err, len(back.bytes))
	}
	if err := o.session.DeleteDraft(t.Context(), k.piece(2)); err != nil {
		t.Fatal(err)
	}
	if err := back.load(t.Context(), o.session); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("with a part of it gone: %v", err)
	}
}
