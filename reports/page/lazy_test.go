package page

import (
	"os"
	"os/exec"
	"testing"
	"time"
)

// TestAnEnglishLetterReadsTheHouseFacesAlone composes in a process of its own,
// because faces stay read: the faces of the other scripts are 5 MB, which a
// first letter in Latin letters must not wait for.
func TestAnEnglishLetterReadsTheHouseFacesAlone(t *testing.T) {
	const alone = "RAPPORT_FIRST_PAGE"
	if os.Getenv(alone) == "" {
		c := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$")
		c.Env = append(os.Environ(), alone+"=1")
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	doc := NewDocument(Letter, "en-US", "Letter PR-2026-00417", time.Time{})
	f := NewFlow(doc, LetterStyles(12), Frame{Left: 72, Right: 540, Top: 72, Bottom: 720})
	f.Heading(1, "Results of our review of your stay of February 20–23")
	f.Para("Dear Ms. Nguyễn-Łukaszewicz: “Thank you” for telling us. Llámenos: ¡gracias! Спасибо. Ευχαριστώ.")
	f.Bullets("We looked.", "We asked.")
	f.Numbered("One.", "Two.")
	f.KeyValues(60, f.Styles.Body, Pair{Label: "Date", Value: "March 18, 2026"})
	f.Table(Table{Columns: []Column{{Head: "Unit"}, {Head: "Number", Number: true}}, Rows: [][]string{{"6 West", "12"}}})
	f.Finish(func(*Sheet) {})
	for face := houseFaces; int(face) < len(loadedFaces); face++ {
		if loadedFaces[face].data != nil {
			t.Errorf("the face %s was read", face.Name())
		}
	}
	if len(fonts.of) > 0 {
		t.Errorf("%d faces were read for shaping", len(fonts.of))
	}
}
