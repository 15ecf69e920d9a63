//go:build realwindow

package realwindow

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/data/practice"
)

func TestTheOfficerReadsAReportSavesItAndFollowsANumberToItsCases(t *testing.T) {
	b := newBench(t)
	b.start()
	b.click("Try it with practice data")
	b.see("Rapport: practice data")
	b.signIn(practice.Passphrase)
	b.see("Practice data: nobody here is real")

	b.press("ctrl+5")
	b.see("Patient relations monthly summary")
	b.keep("reports-month")
	b.click("Quarter")
	b.see("Patient relations quarterly summary")
	b.click("Earlier")
	b.see("Page 1 of")
	b.keep("reports-quarter")

	file := filepath.Join(b.home, "summary.pdf")
	b.click("Save …")
	b.see("Save as")
	b.keep("reports-save-as")
	b.click("Go on")
	b.see("Save the file")
	b.fill("File", file)
	b.press("Return")
	b.see("The file is saved.")
	if text := b.textOf(file); !strings.Contains(text, "Patient relations quarterly summary") || !strings.Contains(text, "Page 1 of") && !strings.Contains(text, "page 1 of") {
		t.Errorf("the file reads %.400s", text)
	}
	if opened, err := os.ReadFile(b.opened); err != nil || !strings.Contains(string(opened), "summary.pdf") {
		t.Errorf("the file was not handed to the viewer: %s %v", opened, err)
	}

	b.press("ctrl+1")
	b.see("Waiting for me")
	b.press("ctrl+5") // the pages have the keyboard
	b.see("Patient relations quarterly summary")
	b.press("Right", "Right", "Right", "Right")
	b.see("Cases received")
	b.keep("reports-number")
	b.press("Return")
	b.see("Only cases counted in")
	b.keep("reports-cases")
	b.press("alt+Left")
	b.see("Left, Right and Enter open the numbers")
	b.keep("reports-back")
}
