//go:build realwindow

package realwindow

import (
	"os"
	"path/filepath"
	"testing"

	"rapport/data/practice"
)

// The real file of comments lies outside the project: in $RAPPORT_SAMPLES, or beside
// it.
func commentsFile(t *testing.T) string {
	t.Helper()
	samples := os.Getenv("RAPPORT_SAMPLES")
	if samples == "" {
		samples = filepath.Join("..", "..", "..", "..", "shared", "samples")
	}
	path, err := filepath.Abs(filepath.Join(samples, "complaints", "nhs_patient_comments_v6.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the sample files are not there: %v", err)
	}
	return path
}

func TestTheOfficerBringsInASurveyTakesItBackAndBringsItInOnce(t *testing.T) {
	file := commentsFile(t)
	b := newBench(t)
	b.start()
	b.click("Try it with practice data")
	b.see("Rapport: practice data")
	b.signIn(practice.Passphrase)
	b.see("Practice data: nobody here is real")

	b.press("ctrl+shift+i")
	b.see("Paste from the clipboard")
	b.keep("migrate-file-empty")
	b.typeText(file) // the field has the keyboard
	b.see("7,908 rows and 61 columns beneath the heading.")
	b.keep("migrate-file")
	b.press("ctrl+Return")
	b.see("What stands in it")
	b.keep("migrate-columns")
	b.press("ctrl+Return")
	b.see("“Date” was written by different hands: 5,184 dates have the day first")
	b.keep("migrate-dates")
	b.press("ctrl+Return")
	b.see("1 to 5, where 1 is best")
	b.keep("migrate-words")
	b.press("ctrl+Return")
	b.see("Of 7,908 rows, 7,908 will come in.")
	b.keep("migrate-preview")
	b.press("ctrl+Return")
	b.see("Every row of the file was brought in.")
	b.keep("migrate-result")

	b.click("Take this import back …")
	b.see("7,908 comments of")
	b.keep("migrate-undo")
	b.click("Take it back")
	b.see("The import is taken back: 7,908 comments went.", "Of 7,908 rows, 7,908 will come in.")
	b.keep("migrate-undone")
	b.press("ctrl+Return")
	b.see("Every row of the file was brought in.")
	b.click("Bring in another file")
	b.see("Paste from the clipboard")
	b.typeText(file)
	b.see("7,908 rows and 61 columns beneath the heading. This very file was brought in before")
	b.keep("migrate-again")
	b.press("ctrl+Return")
	b.see("What stands in it")
	b.press("ctrl+Return")
	b.see("“Date” was written by different hands: 5,184 dates have the day first")
	b.press("ctrl+Return")
	b.see("1 to 5, where 1 is best")
	b.press("ctrl+Return")
	b.see("Of 7,908 rows, 0 will come in, 7,908 are there already.")
	b.keep("migrate-second-run")
}
