package picture

import (
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"rapport/reports/page"
	"rapport/reports/pdf"
)

// TestLettersOfPartsKeepTheirPartsOnPaper draws letters that a face puts together
// from a letter and its accents, once by the picture painter from the whole face
// and once by Poppler from the part of it that is in the PDF.
func TestLettersOfPartsKeepTheirPartsOnPaper(t *testing.T) {
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Skip("pdftoppm is not installed")
	}
	for name, line := range map[string]struct {
		face page.Face
		text string
	}{
		"sans": {page.Sans, "éńếǻñ"}, "semibold": {page.SansBold, "Éńếŵç"}, "serif": {page.SerifBold, "éńếŁő"}, "cyrillic": {page.Sans, "йЙёώ"},
	} {
		t.Run(name, func(t *testing.T) {
			doc := blankPage(page.TextAt(page.Style{Face: line.face, Size: 44, Color: page.Black}, 12, 65, line.text))
			const scale = 5 // 360 dots an inch
			want := Paint(doc, 0, scale)
			got := printed(t, doc)
			if !got.Bounds().Size().Eq(want.Bounds().Size()) {
				t.Fatalf("the sheets are %v and %v", got.Bounds(), want.Bounds())
			}
			if n := strays(want, got); n > 0 {
				t.Errorf("%d dots of the preview are not on paper", n)
			}
			if n := strays(got, want); n > 0 {
				t.Errorf("%d dots on paper are not in the preview", n)
			}
		})
	}
}

// printed is the first page as Poppler draws it, at 360 dots an inch.
func printed(t *testing.T, doc *page.Document) image.Image {
	t.Helper()
	file, err := pdf.Write(doc)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "page")
	if err := os.WriteFile(path+".pdf", file, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-r", "360", "-png", "-singlefile", path+".pdf", path).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v\n%s", err, out)
	}
	read, err := os.Open(path + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	img, err := png.Decode(read)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// strays counts the black dots of one picture near which the other has no ink:
// the edges of letters differ by a dot or two between painters.
func strays(one, other image.Image) (n int) {
	const near = 2
	dark := func(img image.Image, x, y int, below uint32) bool {
		r, _, _, _ := img.At(x, y).RGBA()
		return r>>8 < below
	}
	for y := one.Bounds().Min.Y; y < one.Bounds().Max.Y; y++ {
		for x := one.Bounds().Min.X; x < one.Bounds().Max.X; x++ {
			if !dark(one, x, y, 64) {
				continue
			}
			found := false
			for dy := -near; dy <= near && !found; dy++ {
				for dx := -near; dx <= near && !found; dx++ {
					found = image.Pt(x+dx, y+dy).In(other.Bounds()) && dark(other, x+dx, y+dy, 200)
				}
			}
			if !found {
				n++
			}
		}
	}
	return n
}
