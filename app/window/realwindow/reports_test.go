//go:build realwindow

package realwindow

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
)

func TestTheOfficerReadsAReportSavesItAndFollowsANumberToItsCases(t *testing.T) {
	b := newBench(t)
	b.start()
	b.click("Try it with practice data")
	b.see("Rapport: practice data")
	b.signIn(practice.Passphrase)
	b.see("Practice data: nobody here is real")

	month := data.MonthPeriod(data.DateOf(time.Now(), data.DefaultSettings().Zone()).Month()).Before()
	quarter := data.QuarterPeriod(month.From)
	b.press("ctrl+5")
	b.see("Page 1 of", month.Long("en-US"))
	b.keep("reports-month")
	b.click("Quarter")
	b.see(inTheList(quarter), "Page 1 of")
	b.click("Earlier")
	b.see(inTheList(quarter.Before()), "Figures for the quality committee and the board.")
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
	if text := b.textOf(file); !strings.Contains(text, "Patient relations quarterly summary") || !strings.Contains(text, quarter.Before().Long("en-US")) {
		t.Errorf("the file reads %.400s", text)
	}
	if opened, err := os.ReadFile(b.opened); err != nil || !strings.Contains(string(opened), "summary.pdf") {
		t.Errorf("the file was not handed to the viewer: %s %v", opened, err)
	}

	b.press("ctrl+1")
	b.see("Waiting for me")
	b.press("ctrl+5") // the pages have the keyboard, and are made anew
	b.still()
	b.see(inTheList(quarter.Before()), "Figures for the quality committee and the board.")
	b.press("Right")
	b.see("Acknowledged in time")
	b.keep("reports-number")
	b.press("Return")
	b.see("Clear", "Next due") // what narrows the list of cases can be taken away
	b.keep("reports-cases")
	b.press("alt+Left")
	b.see("Left, Right and Enter open the numbers", "Acknowledged in time")
	b.keep("reports-back")
}

// inTheList is a quarter as the list of periods names it.
func inTheList(quarter data.Period) string {
	m := quarter.From.Month()
	return fmt.Sprintf("Quarter %d, %d", (int(m.Month)+2)/3, m.Year)
}
