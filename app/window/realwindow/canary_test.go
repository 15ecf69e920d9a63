//go:build realwindow

package realwindow

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"rapport/app/canary"
)

// said are words of the case that the officer works on, from each kind of field
// and file. The passphrase is one too.
var said = []string{
	"Ellingwood", "614-555-0177", "18 Orchard Row", "nobody came until two", "An explanation, and that", delay, bill, promised,
	"her complaint is in hand", "reads its date to us", "had fourteen patients", "still reading the record", "Vermilion Otters", "Marguerite Achterberg",
	passphrase,
}

// document is a file that the patient sent.
const document = "Vermilion Otters is what she called the ward that night.\n"

// The whole day of an officer, with everything that brings words of a case out of
// the case file: no file holds one when the window is locked, when it was closed,
// or when the program was killed and started again, but those that the officer
// asked for; and none held one for a moment either.
func TestNoFileHoldsAWordOfWhatTheOfficerDid(t *testing.T) {
	before := syscall.Umask(0) // the program has to close its files to others by itself
	t.Cleanup(func() { syscall.Umask(before) })
	b := newBench(t)
	papers := t.TempDir() // what the officer asked for
	b.write(filepath.Join(papers, "from the patient.txt"), document, 0o600)
	b.write(filepath.Join(b.home, "bin", "lp"), "#!/bin/sh\nfor file; do :; done\ncp \"$file\" \""+papers+"/printed.pdf\"\n", 0o700)
	search, err := canary.For(said...)
	if err != nil {
		t.Fatal(err)
	}
	w := b.watch(search)

	b.start()
	b.see("Welcome to Rapport")
	b.setUp()
	b.see("Take in a new case")
	b.takeTheCall()
	b.see("Case " + number(t) + " is open.")
	b.triageAndAcknowledge()
	b.interview()
	b.keepDocument(filepath.Join(papers, "from the patient.txt"))
	b.writeInterimLetter()
	b.printLetter(filepath.Join(papers, "printed.pdf"))
	b.copySearch("Dorothea Ellingwood")
	b.press("ctrl+n")
	b.see("The call or message")
	b.fill("Given name", "Marguerite Achterberg")

	b.press("ctrl+l")
	b.see("The case file on this computer is encrypted and locked.", officer)
	b.clean(search, "locked")

	b.signIn(passphrase)
	b.see("Unfinished intake, today")
	b.pasteIntoSearch()
	b.openDocument()
	b.quit()
	b.clean(search, "closed")

	b.start()
	b.signIn(passphrase)
	b.see("Unfinished intake, today")
	b.openDocument()
	b.crash()
	b.start()
	b.see("The case file on this computer is encrypted and locked.")
	b.clean(search, "killed and started again")
	b.crash()

	w.check()
	b.closedToOthers()
}

// keepDocument keeps a file in the case.
func (b *bench) keepDocument(path string) {
	b.t.Helper()
	b.click("Documents")
	b.click("Add a document …")
	b.see("Add a document")
	b.typeText(path)
	b.press("ctrl+Return")
	b.see("Look at it")
	b.keep("case-document")
}

// openDocument opens the copy of a document in the system's viewer.
func (b *bench) openDocument() {
	b.t.Helper()
	b.press("ctrl+2")
	b.click(number(b.t))
	b.press("Return")
	b.click("Documents")
	b.click("Open …")
	b.see("Open it outside Rapport?")
	b.click("Open it")
	b.until("the document in the viewer", func(*picture) bool {
		opened, err := os.ReadFile(b.opened)
		return err == nil && strings.Contains(string(opened), filepath.Join(b.store, "out"))
	})
	if err := os.Remove(b.opened); err != nil {
		b.t.Fatal(err)
	}
}

// number is that of the first case of the year.
func number(t *testing.T) string {
	t.Helper()
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("PR-%d-00001", time.Now().In(zone).Year())
}

// printLetter prints the letter of the section in front.
func (b *bench) printLetter(printed string) {
	b.t.Helper()
	b.click("Print …")
	b.see("On both sides of the paper")
	b.press("ctrl+Return")
	b.see("The letter is at the printer.")
	if pdf, err := os.ReadFile(printed); err != nil || !strings.HasPrefix(string(pdf), "%PDF-") {
		b.t.Errorf("the printer got %d bytes, %v", len(pdf), err)
	}
}

// copySearch searches for words and copies them out of the search.
func (b *bench) copySearch(words string) {
	b.t.Helper()
	b.press("ctrl+k")
	b.typeText(words)
	b.see(words)
	b.press("ctrl+a", "ctrl+c", "End", "ctrl+v")
	b.see(words + words) // the clipboard has them
	b.press("Escape")
}

// pasteIntoSearch fails the test where the clipboard still holds anything.
func (b *bench) pasteIntoSearch() {
	b.t.Helper()
	b.press("ctrl+k", "ctrl+v")
	b.typeText("and this")
	b.see("0 cases. Only cases with “and this”.")
	b.press("ctrl+a", "Delete")
	b.see("1 case")
}

// clean fails the test where a file of the officer's computer holds a word.
func (b *bench) clean(search *canary.Search, when string) {
	b.t.Helper()
	for _, root := range []string{b.home, "/dev/shm", "/var/tmp"} {
		found, files, err := search.In(root)
		if err != nil || root == b.home && files < 8 {
			b.t.Fatalf("%s: looked at %d files of %s: %v", when, files, root, err)
		}
		for _, hit := range found {
			b.t.Errorf("%s: in %s: %s", when, root, hit)
		}
	}
	if left, err := os.ReadDir(filepath.Join(b.store, "out")); err == nil && len(left) > 0 {
		b.t.Errorf("%s: %d copies for a printer or viewer are left", when, len(left))
	}
}

// closedToOthers fails the test where somebody else may open what the program made.
func (b *bench) closedToOthers() {
	b.t.Helper()
	ours := []string{"program.log", "opened", "config/fyne", "bin", "passphrase"} // made by the test
	err := filepath.WalkDir(b.home, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == b.home {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(path, b.home+"/")
		if info.Mode().Perm()&0o077 != 0 && !slices.Contains(ours, name) {
			b.t.Errorf("others may open %s: %v", name, info.Mode())
		}
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
}
