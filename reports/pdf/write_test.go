package pdf_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/color"
	"math"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"rapport/reports/page"
	"rapport/reports/pdf"
	"rapport/reports/pdf/pdftest"
)

// write writes doc into a file of its own and returns the path.
func write(t *testing.T, doc *page.Document) string {
	t.Helper()
	return pdftest.Save(t, written(t, doc))
}

func written(t *testing.T, doc *page.Document) []byte {
	t.Helper()
	file, err := pdf.Write(doc)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestTextCanBeReadBackInOrder(t *testing.T) {
	text := pdftest.Run(t, "pdftotext", "-raw", write(t, sampleLetter(10.8)), "-")
	from := 0
	for _, want := range []string{
		"Harbor Valley Medical Center", "Date: March 18, 2026", "Ms. Rosalind Achterberg\n2218 Juniper Court", "February 20–23",
		"Dear Ms. Achterberg:", "• I met with the nurse manager", "What we found", "Your concern is substantiated.",
		"We completed our review on March 16, 2026. If you have", "Sincerely,", "Dana Whitfield", "Enclosures: Your rights", "Page 1 of 1",
	} {
		at := strings.Index(text[from:], want)
		if at < 0 {
			t.Fatalf("%q is missing or out of order in:\n%s", want, text)
		}
		from += at
	}
}

func TestFileIsSound(t *testing.T) {
	for name, doc := range map[string]*page.Document{"letter": sampleLetter(12), "large print": sampleLetter(18), "report": sampleReport()} {
		out := pdftest.Run(t, "qpdf", "--check", write(t, doc))
		if !strings.Contains(out, "No syntax or stream encoding errors found") {
			t.Errorf("%s: %s", name, out)
		}
	}
}

func TestMetadataIsTitleAndDateAlone(t *testing.T) {
	doc := sampleReport()
	doc.Author, doc.Subject = "Harbor Valley", "Grievance of R. Achterberg"
	info := pdftest.Run(t, "pdfinfo", "-isodates", write(t, doc))
	for _, want := range []string{"Title:           Patient relations monthly summary", "Producer:        Rapport", "2026-03-18T14:30:00", fmt.Sprintf("Pages:           %d", len(doc.Pages)), "612 x 792 pts"} {
		if !strings.Contains(info, want) {
			t.Errorf("%q is missing in:\n%s", want, info)
		}
	}
	if strings.Contains(info, "Author") || strings.Contains(info, "Subject") || strings.Contains(info, "Achterberg") {
		t.Errorf("the metadata says too much:\n%s", info)
	}
}

func TestA4IsA4(t *testing.T) {
	doc := page.NewDocument(page.A4, "de", "Brief", sampleDay)
	f := page.NewFlow(doc, page.LetterStyles(11), page.Frame{Left: 70, Top: 70, Right: 520, Bottom: 770})
	f.Para("Guten Tag")
	f.Finish(func(*page.Sheet) {})
	if info := pdftest.Run(t, "pdfinfo", write(t, doc)); !strings.Contains(info, "(A4)") {
		t.Error(info)
	}
}

var wordBox = regexp.MustCompile(`<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">(\w+)</word>`)

// TestWordsStandWhereThePageModelPutsThem compares the widths of the model with
// those that another reader finds in the file: the preview is the page.
func TestWordsStandWhereThePageModelPutsThem(t *testing.T) {
	doc := page.NewDocument(page.Letter, "en", "Widths", sampleDay)
	sheet := &page.Page{}
	doc.Pages = append(doc.Pages, sheet)
	placed := map[string]page.Text{}
	for i, face := range page.Faces {
		for k, word := range []string{"AVATAR", "Toffee", "illicit", "Quality"} {
			word += strings.Repeat("x", i)
			text := page.TextAt(page.Style{Face: face, Size: 11 + float64(i), Color: page.Black}, 72+100*float64(k), 100+30*float64(i), word)
			placed[word] = text
			sheet.Items = append(sheet.Items, text)
		}
	}
	found := wordBox.FindAllStringSubmatch(pdftest.Run(t, "pdftotext", "-bbox", write(t, doc), "-"), -1)
	if len(found) != len(placed) {
		t.Fatalf("%d words found, %d placed", len(found), len(placed))
	}
	for _, m := range found {
		text := placed[m[3]]
		if from, to := parse(t, m[1]), parse(t, m[2]); math.Abs(from-text.X) > 0.02 || math.Abs(to-text.X-text.Width()) > 0.02 {
			t.Errorf("%s spans %.3f to %.3f, the model says %.3f to %.3f", m[3], from, to, text.X, text.X+text.Width())
		}
	}
}

func parse(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestPicturesAndUnusualPixelsAreDrawn(t *testing.T) {
	for name, source := range map[string]image.Image{
		"16 bit": image.NewNRGBA64(image.Rect(3, 3, 9, 9)), "grey": image.NewGray(image.Rect(0, 0, 4, 4)), "paletted": image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{page.Teal, page.White}),
	} {
		doc := page.NewDocument(page.Letter, "en", "Picture", sampleDay)
		doc.Pages = []*page.Page{{Items: []page.Item{page.Image{Box: page.Box{X: 72, Y: 72, W: 50, H: 50}, Source: source}}}}
		if out := pdftest.Run(t, "qpdf", "--check", write(t, doc)); !strings.Contains(out, "No syntax") {
			t.Errorf("%s: %s", name, out)
		}
	}
}

func TestWhatCannotBeDrawnIsAnError(t *testing.T) {
	for name, item := range map[string]page.Item{
		"text nowhere":    page.Text{X: math.NaN(), Size: 10, String: "a", Color: page.Black},
		"endless line":    page.Line{X2: math.Inf(1), Width: 1, Color: page.Black},
		"endless box":     page.Rect{Box: page.Box{W: math.Inf(1)}, Fill: page.Black},
		"point nowhere":   page.Path{Segments: []page.Segment{{P: [3]page.Point{{X: math.NaN()}}}}, Fill: page.Black},
		"circle nowhere":  page.Circle{R: math.NaN(), Fill: page.Black},
		"picture of none": page.Image{Box: page.Box{W: 1, H: 1}},
	} {
		doc := page.NewDocument(page.Letter, "en", "Broken", sampleDay)
		doc.Pages = []*page.Page{{Items: []page.Item{item}}}
		if file, err := pdf.Write(doc); err == nil || file != nil {
			t.Errorf("%s: %d bytes, error %v", name, len(file), err)
		}
	}
	if _, err := pdf.Write(page.NewDocument(page.Letter, "en", "Empty", sampleDay)); err == nil {
		t.Error("a document without pages was written")
	}
}

func TestFaultInAPictureIsAnErrorNotACrash(t *testing.T) {
	doc := page.NewDocument(page.Letter, "en", "Broken", sampleDay)
	doc.Pages = []*page.Page{{Items: []page.Item{page.Image{Box: page.Box{W: 1, H: 1}, Source: faulty{}}}}}
	_, err := pdf.Write(doc)
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("error %v", err)
	}
}

// faulty panics when its pixels are read.
type faulty struct{ image.Image }

func (faulty) Bounds() image.Rectangle { panic(errors.New("secret")) }

const digestOnly = "RAPPORT_TEST_DIGEST_ONLY"

func digest(t *testing.T) string {
	t.Helper()
	sum := sha256.New()
	for _, doc := range []*page.Document{sampleLetter(10.8), sampleReport()} {
		file, err := pdf.Write(doc)
		if err != nil {
			t.Fatal(err)
		}
		sum.Write(file)
	}
	return fmt.Sprintf("digest:%x", sum.Sum(nil))
}

func TestSameDocumentGivesTheSameBytesInAnotherProcess(t *testing.T) {
	if os.Getenv(digestOnly) != "" {
		fmt.Println(digest(t))
		return
	}
	want := digest(t)
	for range 3 {
		cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
		cmd.Env = append(os.Environ(), digestOnly+"=1", "TZ=Asia/Tokyo")
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(out), want) {
			t.Errorf("this process: %s, another: %s", want, out)
		}
	}
}

func TestDocumentsCanBeWrittenAtTheSameTime(t *testing.T) {
	want := digest(t)
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			if got := digest(t); got != want {
				t.Errorf("%s, not %s", got, want)
			}
		})
	}
	all.Wait()
}

// FuzzWrite writes any text, through the composer and past it: no crash, and a
// file each time.
func FuzzWrite(f *testing.F) {
	for _, s := range []string{"", "plain", "😀 emoji", "\xff\xfe tail \xe2", "שלום عليكم", "\x00\x07\x1b[0m", "é\u0301\u200d", "𝔸", "(\\) (", strings.Repeat("W", 500)} {
		f.Add(s)
	}
	f.Fuzz(writeEverywhere)
}

// writeEverywhere writes s as title, heading, paragraph and, not cleaned, foot.
func writeEverywhere(t *testing.T, s string) {
	doc := page.NewDocument(page.Letter, "en", s, sampleDay)
	flow := page.NewFlow(doc, page.LetterStyles(12), page.Frame{Left: 72, Top: 72, Right: 540, Bottom: 720})
	flow.Heading(1, s)
	flow.Para(s)
	flow.Finish(func(sheet *page.Sheet) {
		sheet.Footer(page.TextAt(page.Style{Face: page.SerifBold, Size: 8, Color: page.Grey}, 72, 760, s))
	})
	if file, err := pdf.Write(doc); err != nil || !bytes.HasPrefix(file, []byte("%PDF-")) {
		t.Fatalf("%d bytes, %v", len(file), err)
	}
}

func TestVeryLongTextsAreWritten(t *testing.T) {
	for _, s := range []string{strings.Repeat("W", 100_000), strings.Repeat("long text ", 10_000), strings.Repeat("😀", 25_000)} {
		writeEverywhere(t, s)
	}
}

func BenchmarkLetter(b *testing.B) {
	for b.Loop() {
		if _, err := pdf.Write(sampleLetter(10.8)); err != nil {
			b.Fatal(err)
		}
	}
}
