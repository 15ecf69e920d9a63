package desk

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"rapport/app/outfile"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/vault"
)

// OutDir is the folder inside the store for copies on their way to a printer
// or a viewer. It is emptied when the store opens, locks and closes.
func OutDir(store string) string { return filepath.Join(store, "out") }

// SaveFile asks where to keep bytes and writes them there, whole or not at
// all; saved gets the path. name suggests the file's name and must not name a
// patient.
func SaveFile(w fyne.Window, title, name string, bytes []byte, saved func(path string)) {
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	path := ui.NewEntry("")
	path.SetText(filepath.Join(home, name))
	row := ui.NewRow("File", path)
	row.Required = true
	row.Check = func() error { return checkTarget(path.Text) }
	browse := ui.NewButton("Choose a folder …", func() { browse(w, filepath.Base(cmp.Or(strings.TrimSpace(path.Text), name)), path) })
	form := ui.NewForm(row)
	content := ui.AtLeast(38, 0, container.NewVBox(form, container.NewHBox(browse)))
	var d *ui.Dialog
	d = ui.Show(w, title, content, path, "Cancel", ui.Action{Text: "Save", Do: func() bool {
		if !form.Submit() {
			return false
		}
		target := strings.TrimSpace(path.Text)
		write := func() bool {
			if err := outfile.Write(target, bytes); err != nil {
				row.Explain(errors.New("the file could not be written there. Choose another folder"))
				return false
			}
			d.Close() // before saved opens a box of its own, which closing this one would take along
			saved(target)
			return true
		}
		if _, err := os.Stat(target); err != nil {
			return write()
		}
		ui.Ask(w, ui.Question{Title: "Replace the file?", Text: "A file of that name is there already.", Yes: "Replace it", No: "Keep it", Danger: true},
			func() { write() })
		return false
	}})
}

// browse asks for the folder alone: Fyne's box for a file empties the one that is
// chosen before anybody has said that it is to be replaced.
func browse(w fyne.Window, name string, path *ui.Entry) {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err == nil && folder != nil {
			path.SetText(filepath.Join(folder.Path(), name))
		}
	}, w)
	if at, err := storage.ListerForURI(storage.NewFileURI(filepath.Dir(strings.TrimSpace(path.Text)))); err == nil {
		d.SetLocation(at)
	}
	d.Show()
}

func checkTarget(path string) error {
	path = strings.TrimSpace(path)
	if !filepath.IsAbs(path) {
		return errors.New("give the whole path of the file, or choose a folder")
	}
	if vault.Keeps(filepath.Base(path)) {
		return errors.New("a part of the case file has that name. Choose another")
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return errors.New("that folder is not there. Choose one that exists")
	}
	return nil
}

// OpenFile hands a file to the system's viewer.
func OpenFile(path string) error {
	if err := fyne.CurrentApp().OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}); err != nil {
		return fmt.Errorf("opening the viewer: %w", err)
	}
	return nil
}

// Copy writes a PDF into the folder for printing and viewing, readable by this
// user alone, and returns its path. The name says nothing of what it holds.
func Copy(store string, pdf []byte) (string, error) { return copyOut(store, ".pdf", pdf, 0o600) }

// CopyToView writes a document that came from elsewhere into the same folder: it
// can be read and not changed, so that nobody takes the copy for the document,
// and Windows knows it as something from outside.
func CopyToView(store, extension string, file []byte) (string, error) {
	return copyOut(store, extension, file, 0o400)
}

func copyOut(store, extension string, file []byte, rights os.FileMode) (string, error) {
	dir := OutDir(store)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("making the folder for printing: %w", err)
	}
	path := filepath.Join(dir, data.NewID().String()+extension)
	if err := os.WriteFile(path, file, 0o600); err != nil {
		return "", fmt.Errorf("writing the copy: %w", err)
	}
	if rights == 0o600 {
		return path, nil
	}
	if runtime.GOOS == "windows" { // the mark by which Office and others open a file with care
		if err := os.WriteFile(path+":Zone.Identifier", []byte("[ZoneTransfer]\r\nZoneId=3\r\n"), 0o600); err != nil {
			return "", errors.Join(fmt.Errorf("marking the copy: %w", err), os.Remove(path))
		}
	}
	if err := os.Chmod(path, rights); err != nil {
		return "", errors.Join(fmt.Errorf("guarding the copy: %w", err), os.Remove(path))
	}
	return path, nil
}

// browseFile asks for a file that is there.
func browseFile(w fyne.Window, path *ui.Entry) {
	dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err == nil && f != nil {
			path.SetText(f.URI().Path())
			_ = f.Close() // it is opened by its name
		}
	}, w).Show()
}
