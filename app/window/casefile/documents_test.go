package casefile

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// fileOf writes a file to be added and returns its path.
func fileOf(t *testing.T, name, bytes string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(bytes), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func photo(t *testing.T) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 320, 200))
	for x := range 320 {
		for y := range 200 {
			img.Set(x, y, color.RGBA{uint8(x), uint8(y), 160, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// addFile adds a file by the dialog.
func (o *office) addFile(path string) {
	o.t.Helper()
	o.screen.Go(desk.Documents)
	o.press("Add a document …")
	o.fill("File", path)
	o.press("Add it")
}

func TestADocumentIsAddedAndLookedAtInsideTheWindow(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Documents)
	o.sees("Choose a file, or drop it on this window.")
	o.addFile(fileOf(t, "bill of 4 west.txt", "He rang four times.\nNobody came."))
	if a := o.file().Attachments; len(a) != 1 || a[0].Name != "bill of 4 west.txt" || a[0].Type != data.FileText || ui.DialogOpen(o.window) {
		t.Fatalf("the documents are %+v", a)
	}
	o.sees("1. bill of 4 west.txt")
	o.press("Look at it")
	o.sees("He rang four times. Nobody came.")
	o.shoot("document-text")
	ui.CloseDialogs(o.window)
	o.addFile(fileOf(t, "photo.png", photo(t)))
	o.press("Look at it")
	pictures := 0
	o.walk(func(at fyne.CanvasObject) {
		if img, ok := at.(*canvas.Image); ok && img.Image != nil && img.Image.Bounds().Dx() == 320 {
			pictures++
		}
	})
	if pictures != 1 {
		t.Errorf("%d pictures are shown", pictures)
	}
	o.shoot("document-picture")
	ui.CloseDialogs(o.window)
	if len(o.opened) > 0 {
		t.Errorf("looking at it opened %q elsewhere", o.opened)
	}
}

func TestAFileThatIsNotTakenIsExplainedInTheDialog(t *testing.T) {
	o := newOffice(t)
	for name, c := range map[string]struct{ path, says string }{
		"a program":         {fileOf(t, "invoice.pdf.exe", "MZ"), "This is a program"},
		"nothing":           {fileOf(t, "a.txt", ""), "The file is empty"},
		"a path to nowhere": {filepath.Join(t.TempDir(), "a.txt"), "is not there"},
		"a folder":          {t.TempDir(), "Choose a file."},
		"no path":           {"", "Please fill this in."},
	} {
		o.addFile(c.path)
		o.sees(c.says)
		if len(o.file().Attachments) > 0 || !ui.DialogOpen(o.window) {
			t.Errorf("%s was taken, or the dialog went", name)
		}
		ui.CloseDialogs(o.window)
	}
	o.press("Add a document …")
	o.fill("File", fileOf(t, "a.txt", "x"))
	o.tick("These are psychotherapy notes")
	o.sees("Psychotherapy notes are not stored here")
	o.press("Add it")
	if len(o.file().Attachments) > 0 {
		t.Error("psychotherapy notes were stored")
	}
	ui.CloseDialogs(o.window)
}

func TestAPictureThatIsTooLargeIsKeptAndNotDecoded(t *testing.T) {
	o := newOffice(t)
	head := []byte("IHDR\x00\x00\xea\x60\x00\x00\xea\x60\x08\x02\x00\x00\x00")
	file := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	file = binary.BigEndian.AppendUint32(file, crc32.ChecksumIEEE(head))
	o.addFile(fileOf(t, "a.png", string(file)))
	o.sees("The picture is so large that it is not shown here.")
	if strings.Contains(o.words(), "Look at it") {
		t.Error("it can be looked at")
	}
	if _, err := picture(file); err == nil {
		t.Error("it was decoded")
	}
}

func TestADocumentOpensElsewhereOnlyAfterTheWarning(t *testing.T) {
	o := newOffice(t)
	o.addFile(fileOf(t, "Fennimore bill.docm", "%PDF-1.7 x"))
	o.sees("It holds macros, or may hold some")
	o.press("Open …")
	if len(o.opened) > 0 {
		t.Fatal("it opened without a word")
	}
	o.sees("A copy goes to another program")
	o.sees("Its name says that it is something else")
	o.shoot("document-warning")
	o.press("Open it")
	if len(o.opened) != 1 {
		t.Fatalf("%d files were opened", len(o.opened))
	}
	path := o.opened[0]
	got, err := os.ReadFile(path)
	if err != nil || string(got) != "%PDF-1.7 x" || filepath.Dir(path) != desk.OutDir(o.session.File().Dir()) || filepath.Ext(path) != ".pdf" || strings.Contains(path, "Fennimore") {
		t.Errorf("the copy is %q at %s, %v", got, path, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o277 != 0 {
		t.Errorf("the copy has the rights %v", info.Mode())
	}
}

func TestACopyIsSavedUnderANameThatTellsNothing(t *testing.T) {
	o := newOffice(t)
	o.addFile(fileOf(t, "Fennimore bill.txt", "The bill."))
	o.press("Save a copy …")
	o.sees("The copy is not encrypted")
	o.press("Save a copy")
	var name string
	o.walk(func(at fyne.CanvasObject) {
		if e, ok := at.(*ui.Entry); ok && name == "" {
			name = e.Text
		}
	})
	if base := filepath.Base(name); base != o.screen.number+"-document-1.txt" {
		t.Errorf("the name offered is %q", base)
	}
	to := filepath.Join(t.TempDir(), "copy.txt")
	o.fill("File", to)
	o.press("Save")
	if got, err := os.ReadFile(to); err != nil || string(got) != "The bill." {
		t.Errorf("the copy holds %q, %v", got, err)
	}
	o.inHistory("attachment.saved", "Saved a copy of a document outside the case file.")
}

// inHistory fails unless the history has the entry.
func (o *office) inHistory(action, says string) {
	o.t.Helper()
	history, err := o.session.History(o.t.Context(), o.screen.file.Key, 0, 50)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, h := range history {
		if h.Action == action && strings.Contains(h.Summary, says) {
			return
		}
	}
	o.t.Errorf("the history lacks %q: %s", action, says)
}

func TestARestrictedDocumentAsksForTheReason(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Documents)
	o.press("Add a document …")
	o.fill("File", fileOf(t, "evaluation.txt", "Known to counsel."))
	o.pick("Who sees it", "Legal: at counsel's direction")
	o.press("Add it")
	if strings.Contains(o.words(), "evaluation") {
		t.Error("its name is shown")
	}
	o.sees("Hidden document")
	o.press("Look at it")
	o.press("Show it")
	o.sees("Please fill this in.")
	o.fill("Why do you need to see it?", "Counsel asked for it.")
	o.press("Show it")
	o.sees("evaluation.txt")
	o.sees("Known to counsel.")
	ui.CloseDialogs(o.window)
	o.inHistory("attachment.open", "Counsel asked for it.")
}

func TestADocumentIsRenamedAndVoided(t *testing.T) {
	o := newOffice(t)
	o.addFile(fileOf(t, "a.txt", "The bill."))
	o.press("Rename …")
	o.fill("Name", "bill.txt")
	o.fill("What it is", "The bill for the night")
	o.press("Save the name")
	o.sees("bill.txt")
	o.sees("The bill for the night")
	o.press("Void …")
	o.fill("Why does it not belong here?", "It is another patient's.")
	o.press("Void it")
	o.sees("It is another patient's.")
	if a := o.file().Attachments; len(a) != 1 || !a[0].Voided() {
		t.Errorf("the documents are %+v", a)
	}
	o.undo()
	if o.file().Attachments[0].Voided() {
		t.Error("Undo left it voided")
	}
}

func TestDroppedFilesGoIntoTheDialogAndAreAddedOneByOne(t *testing.T) {
	o := newOffice(t)
	o.screen.Dropped([]string{fileOf(t, "a.txt", "One."), fileOf(t, "b.txt", "Two.")})
	o.sees("2 files.")
	o.press("Add it")
	a := o.file().Attachments
	if len(a) != 2 || a[0].Name != "a.txt" || a[1].Name != "b.txt" || o.screen.front != desk.Documents || ui.DialogOpen(o.window) {
		t.Errorf("the documents are %+v", a)
	}
}

func TestBreakingOffALargeFileLeavesNothing(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Documents)
	o.screen.addDocument(fileOf(t, "a.txt", "x"))
	ctx, cancel := context.WithCancel(t.Context())
	pour := &counted{io.LimitReader(endless{}, 30<<20), 30 << 20, 0, func(share float64) {
		if share > 0.3 {
			cancel()
		}
	}}
	_, err := o.session.AddAttachment(ctx, o.screen.file.Key, data.NewAttachment{Name: "a.txt", Class: data.NoteOrdinary}, pour)
	o.screen.adding.finished(err)
	o.sees("Stopped. Nothing of this file was kept.")
	closed := o.screen.adding
	ui.CloseDialogs(o.window)
	closed.finished(err)
	if said := o.said; len(said) == 0 || said[len(said)-1] != "Stopped. Nothing of this file was kept." {
		t.Errorf("after the dialog was closed it is said: %q", said)
	}
	if len(o.file().Attachments) > 0 {
		t.Error("a part of it was kept")
	}
	ui.CloseDialogs(o.window)
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}
