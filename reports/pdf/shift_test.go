package pdf_test

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapport/reports/pdf"
)

// placed are the words of a file with the corners that pdftotext sees, by page, and
// the sizes of the pages.
func placed(t *testing.T, file []byte) (words []placedWord, sizes string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-bbox", path, "-").Output()
	if err != nil {
		t.Skipf("pdftotext: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		line = strings.TrimSpace(line)
		before, rest, _ := strings.Cut(line, ">")
		w := placedWord{text: strings.TrimSuffix(rest, "</word>")}
		if _, err := fmt.Sscanf(before, `<word xMin="%f" yMin="%f" xMax="%f" yMax="%f"`, &w.left, &w.top, &w.right, &w.bottom); err == nil {
			words = append(words, w)
		} else if strings.HasPrefix(line, "<page ") {
			sizes += line
		}
	}
	return words, sizes
}

type placedWord struct {
	left, top, right, bottom float64
	text                     string
}

// movedFrom says whether the word stands by so many millimetres right and down of b.
func (w placedWord) movedFrom(b placedWord, by [2]float64) bool {
	dx, dy := (w.left-b.left)*25.4/72, (w.top-b.top)*25.4/72
	return math.Abs(dx-by[0]) < 0.02 && math.Abs(dy-by[1]) < 0.02
}

func TestThePrintIsMovedByTheOffsetOfThePrinterAndNothingIsLost(t *testing.T) {
	letter, err := pdf.Write(sampleLetter(12))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"upright": letter}
	for _, turned := range []string{"90", "180", "270"} {
		if file := rotated(t, letter, turned); file != nil {
			files["turned by "+turned] = file
		}
	}
	for name, file := range files {
		before, size := placed(t, file)
		for _, by := range [][2]float64{{2.5, 0}, {0, 4}, {-3, -1.5}, {5, 5}} {
			moved, err := pdf.Shift(file, by[0], by[1])
			if err != nil {
				t.Fatal(err)
			}
			after, sizeAfter := placed(t, moved)
			if len(after) != len(before) || sizeAfter != size {
				t.Fatalf("%s: %d words on %s, before %d on %s", name, len(after), sizeAfter, len(before), size)
			}
			for _, w := range after {
				if !slices.ContainsFunc(before, func(b placedWord) bool { return b.text == w.text && w.movedFrom(b, by) }) {
					t.Fatalf("%s: %q was not moved by %v mm", name, w.text, by)
				}
			}
			if name == "upright" {
				check(t, moved)
			}
		}
	}
}

func rotated(t *testing.T, file []byte, by string) []byte {
	t.Helper()
	in, out := filepath.Join(t.TempDir(), "in.pdf"), filepath.Join(t.TempDir(), "out.pdf")
	if err := os.WriteFile(in, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := exec.Command("qpdf", "--rotate="+by, in, out).Run(); err != nil {
		t.Logf("qpdf: %v", err)
		return nil
	}
	turned, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return turned
}

// check lets qpdf look at the file.
func check(t *testing.T, file []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "moved.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("qpdf"); err != nil {
		return
	}
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Errorf("qpdf: %v\n%s", err, out)
	}
}

func TestWhatIsNotMovedOrIsNoPDF(t *testing.T) {
	letter, err := pdf.Write(sampleLetter(12))
	if err != nil {
		t.Fatal(err)
	}
	if same, err := pdf.Shift(letter, 0, 0); err != nil || string(same) != string(letter) {
		t.Errorf("a printer without an offset gets other bytes: %v", err)
	}
	if _, err := pdf.Shift([]byte("no PDF at all"), 1, 1); err == nil {
		t.Error("what is no PDF was moved")
	}
	if _, err := pdf.Shift(letter, math.NaN(), 1); err == nil {
		t.Error("moved by what is no number")
	}
}
