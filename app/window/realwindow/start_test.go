//go:build realwindow

package realwindow

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// These tests start the real program under an X server and work it as an
// officer does, with keys and the mouse alone, reading what is on the screen.

const (
	officer    = "Avery Lindqvist"
	passphrase = "nine lanterns drift under quiet bridges"
	hospital   = "Harborview Teaching Hospital"
)

func TestFirstStartMakesACaseFileThatThePassphraseOpens(t *testing.T) {
	b := newBench(t)
	b.start()
	b.see("Welcome to Rapport")
	b.keep("welcome")
	b.setUp()
	b.see("Nothing is owed to anybody. Well done.", "Take in a new case")
	b.keep("today-empty")

	b.press("ctrl+l")
	b.see("The case file on this computer is encrypted and locked.", officer)
	b.gone("Take in a new case")
	b.keep("locked")
	b.signIn("nine lanterns drift under quiet fridges")
	b.see(wrongPassphrase)
	b.keep("wrong-passphrase")
	b.signIn(passphrase)
	b.see("Take in a new case")
	b.quit()
}

// wrongPassphrase is the beginning of what the window says to one.
const wrongPassphrase = "The passphrase is not right."

func (b *bench) signIn(passphrase string) {
	b.t.Helper()
	b.see("Sign in")
	b.typeText(passphrase)
	b.press("Return")
}

// setUp makes an officer's own case file, from the welcome to the first day.
func (b *bench) setUp() {
	b.t.Helper()
	b.click("Set up Rapport")
	b.see("Step 1 of 3")
	b.fill("Hospital", hospital)
	b.press("Tab") // from here on as it is quickest
	for _, text := range []string{"400 Quay Street", "Columbus", "OH", "43215", "Patient Relations", "614-555-0100"} {
		b.press("ctrl+a")
		b.typeText(text + "\t")
	}
	b.keep("setup-hospital")
	b.click("Next")
	b.see("Step 2 of 3")
	b.fill("Decide in writing within (calendar days)", "6")
	b.fill("Time zone", "America/New_York")
	b.press("Tab")
	b.keep("setup-standard")
	b.click("Next")
	b.see("Step 3 of 3")
	b.fill("Your name", officer)
	b.fill("New passphrase", passphrase)
	b.fill("The same passphrase again", passphrase)
	b.keep("setup-passphrase")
	b.click("Create the case file")

	b.see("Your recovery key")
	b.keep("recovery-key")
	key := b.saveRecoverySheet()
	b.fill("Type the last group of the key, from your copy", key[len(key)-4:])
	b.click("I have it. Start working")
}

// saveRecoverySheet saves the sheet to print and reads the key on it.
func (b *bench) saveRecoverySheet() string {
	b.t.Helper()
	sheet := filepath.Join(b.home, "sheet.pdf")
	b.click("Save a sheet to print …")
	b.see("Save the recovery sheet")
	b.fill("File", sheet)
	b.keep("save-sheet")
	b.press("Return")
	b.see("Print the sheet from the viewer, then delete the file")
	b.keep("sheet-saved")
	b.click("OK")
	text := b.textOf(sheet)
	groups := regexp.MustCompile(`[0-9A-Z]{4}`).FindAllString(strings.Join(regexp.MustCompile(`(?m)^.*[0-9A-Z]{4}\s+-\s.*$`).FindAllString(text, -1), "\n"), -1)
	if len(groups) < 8 {
		b.t.Fatalf("the sheet has no recovery key: %s", text)
	}
	if opened, err := os.ReadFile(b.opened); err != nil || !strings.Contains(string(opened), "sheet.pdf") {
		b.t.Errorf("the sheet was not handed to the viewer: %s %v", opened, err)
	}
	return strings.Join(groups, "-")
}

// textOf is the text on the pages of a PDF.
func (b *bench) textOf(file string) string {
	b.t.Helper()
	out, err := exec.Command("pdftotext", "-layout", file, "-").CombinedOutput()
	if err != nil {
		b.t.Fatalf("pdftotext: %v %s", err, out)
	}
	return string(out)
}
