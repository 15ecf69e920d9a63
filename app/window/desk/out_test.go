package desk_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
)

var pdf = []byte("%PDF-1.7 the pages")

// saver is somebody who is asked where to keep the pages.
type saver struct {
	officetest.Eye
	dir   string
	saved []string
}

func newSaver(t *testing.T) *saver {
	t.Helper()
	officetest.App(t)
	s := &saver{Eye: officetest.Eye{TB: t, Window: test.NewTempWindow(t, widget.NewLabel(""))}, dir: t.TempDir()}
	s.Window.Resize(fyne.NewSize(1024, 700))
	desk.SaveFile(s.Window, "Save the letter", "letter.pdf", pdf, func(path string) { s.saved = append(s.saved, path) })
	t.Cleanup(func() { ui.CloseDialogs(s.Window) })
	return s
}

func (s *saver) saveAs(path string) {
	s.Helper()
	s.Fill("File", path)
	s.Press("Save")
}

// inFolder are the names in the folder: nothing half written may be left there.
func (s *saver) inFolder() string {
	s.Helper()
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		s.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

func TestAFileIsSavedWholeWhereTheOfficerSays(t *testing.T) {
	s := newSaver(t)
	if name := s.Row("File").Field.(*ui.Entry).Text; filepath.Base(name) != "letter.pdf" || !filepath.IsAbs(name) {
		t.Errorf("the name offered is %q", name)
	}
	path := filepath.Join(s.dir, "the letter.pdf")
	s.saveAs(path)
	got, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, pdf) || s.inFolder() != "the letter.pdf" {
		t.Errorf("the file holds %q, %v; the folder %s", got, err, s.inFolder())
	}
	if len(s.saved) != 1 || s.saved[0] != path || ui.DialogOpen(s.Window) {
		t.Errorf("told was %q", s.saved)
	}
}

func TestAWrongPlaceIsExplainedAndTheDialogStays(t *testing.T) {
	s := newSaver(t)
	for _, c := range []struct{ path, says string }{
		{"", "Please fill this in."},
		{"letter.pdf", "Give the whole path of the file"},
		{filepath.Join(s.dir, "none", "letter.pdf"), "That folder is not there."},
		{filepath.Join(s.dir, "casefile.keys"), "A part of the case file has that name."},
	} {
		s.saveAs(c.path)
		s.Sees(c.says)
	}
	if err := os.Mkdir(filepath.Join(s.dir, "letter.pdf"), 0o700); err != nil {
		t.Fatal(err)
	}
	s.saveAs(filepath.Join(s.dir, "letter.pdf")) // a folder of that name
	s.Press("Replace it")
	s.Sees("The file could not be written there.")
	if len(s.saved) > 0 || s.inFolder() != "letter.pdf" {
		t.Errorf("told was %q, the folder holds %s", s.saved, s.inFolder())
	}
}

func TestLookingForAFolderWritesNothing(t *testing.T) {
	s := newSaver(t)
	path := filepath.Join(s.dir, "October.pdf")
	if err := os.WriteFile(path, []byte("the one before"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Fill("File", path)
	s.Press("Choose a folder …")
	s.Sees("Open Folder")
	if got, err := os.ReadFile(path); err != nil || string(got) != "the one before" || s.inFolder() != "October.pdf" {
		t.Errorf("the file holds %q, %v; the folder %s", got, err, s.inFolder())
	}
}

func TestAFileThatIsThereIsReplacedOnlyWhenTheOfficerSaysSo(t *testing.T) {
	s := newSaver(t)
	path := filepath.Join(s.dir, "letter.pdf")
	if err := os.WriteFile(path, []byte("the one before"), 0o600); err != nil {
		t.Fatal(err)
	}
	content := func() string {
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(got)
	}
	s.saveAs(path)
	s.Sees("Replace the file?")
	s.Press("Keep it")
	if got := content(); got != "the one before" || len(s.saved) > 0 {
		t.Fatalf("the file holds %q", got)
	}
	s.Press("Save")
	s.Press("Replace it")
	if got := content(); got != string(pdf) || len(s.saved) != 1 || ui.DialogOpen(s.Window) {
		t.Errorf("the file holds %q, told was %q", got, s.saved)
	}
}

func TestACopyIsForThisUserAloneAndItsNameSaysNothing(t *testing.T) {
	store := t.TempDir()
	one, err := desk.Copy(store, pdf)
	if err != nil {
		t.Fatal(err)
	}
	two, err := desk.Copy(store, pdf)
	if err != nil {
		t.Fatal(err)
	}
	if one == two || filepath.Dir(one) != desk.OutDir(store) || filepath.Ext(one) != ".pdf" {
		t.Errorf("the copies are %s and %s", one, two)
	}
	if runtime.GOOS == "windows" {
		return // rights are inherited there
	}
	for path, want := range map[string]os.FileMode{one: 0o600, desk.OutDir(store): 0o700} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has the rights %v, %v", filepath.Base(path), info.Mode().Perm(), err)
		}
	}
}

func TestADocumentGoesToItsViewerAsACopyThatCannotBeChanged(t *testing.T) {
	store := t.TempDir()
	path, err := desk.CopyToView(store, ".docx", []byte("PK"))
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Dir(path) != desk.OutDir(store) || filepath.Ext(path) != ".docx" {
		t.Errorf("the copy lies at %s", path)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&0o200 != 0 || runtime.GOOS != "windows" && info.Mode().Perm() != 0o400 {
		t.Errorf("it has the rights %v, %v", info.Mode().Perm(), err)
	}
	if err := os.RemoveAll(desk.OutDir(store)); err != nil {
		t.Errorf("the folder cannot be emptied of it: %v", err)
	}
}
