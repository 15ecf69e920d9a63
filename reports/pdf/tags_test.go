package pdf_test

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"rapport/reports/page"
	"rapport/reports/pdf"
	"rapport/reports/pdf/pdftest"
)

func TestLettersAndReportsKeepTheRulesOfAccessibleFiles(t *testing.T) {
	for name, doc := range map[string]*page.Document{"letter": sampleLetter(12), "large print": sampleLetter(18), "report": sampleReport(), "marked": markedLetter()} {
		t.Run(name, func(t *testing.T) {
			pdftest.Check(t, written(t, doc))
		})
	}
}

// markedLetter is a draft over two pages with DRAFT across.
func markedLetter() *page.Document {
	doc := sampleLetter(18)
	doc.Mark("DRAFT")
	return doc
}

func TestLetterIsReadOutInItsOrder(t *testing.T) {
	root := pdftest.Check(t, written(t, sampleLetter(18)))
	words := root.Words()
	from := 0
	for _, want := range []string{
		"Date: March 18, 2026\nOur reference: PR-2026-00417\nMs. Rosalind Achterberg\n2218 Juniper Court",
		"Results of our review of your concerns about your stay of February 20–23\nDear Ms. Achterberg:",
		"about slow answers to your call light and about going home", // over line ends
		"What we did\n•\nI met with the nurse manager",
		"We completed our review on March 16, 2026. If you", "Sincerely,\nDana Whitfield, RN, MSN\nPatient Relations Officer\nEnclosures: Your rights",
	} {
		at := strings.Index(words[from:], want)
		if at < 0 {
			t.Fatalf("%q is missing or out of order in:\n%s", want, words)
		}
		from += at
	}
	for _, never := range []string{"Harbor Valley", "Page 1"} { // furniture is passed over
		if strings.Contains(words, never) {
			t.Errorf("%q is read out", never)
		}
	}
	if list := root.Find(t, "L"); list.Numbering != "Disc" || len(list.Kids) != 3 {
		t.Errorf("list: %+v", list)
	}
	for _, e := range root.All() {
		if e.Tag == "H1" && !strings.HasPrefix(e.Text, "Results") {
			t.Errorf("first heading %q", e.Text)
		}
	}
}

// TestOtherReadersSeeTheSameStructure compares with Poppler.
func TestOtherReadersSeeTheSameStructure(t *testing.T) {
	doc := sampleReport()
	root := pdftest.Check(t, written(t, doc))
	seen := pdftest.Run(t, "pdfinfo", "-struct-text", write(t, doc))
	for _, e := range root.All() {
		if e.Tag != "Figure" && e.Text != "" && !strings.Contains(seen, `"`+e.Text+`"`) {
			t.Errorf("Poppler does not see %q", e.Text)
		}
	}
}

func TestTableSaysWhatItsHeadsStandFor(t *testing.T) {
	root := pdftest.Check(t, written(t, sampleReport())) // 40 rows: over two pages
	table := root.Find(t, "Table")
	if table.Kids[0].Tag != "Caption" || len(table.Kids) != 1+1+41 {
		t.Fatalf("%d kids, the first a %s", len(table.Kids), table.Kids[0].Tag)
	}
	for _, head := range table.Kids[1].Kids {
		if head.Tag != "TH" || head.Scope != "Column" {
			t.Errorf("head %q: %s %s", head.Text, head.Tag, head.Scope)
		}
	}
	if first := table.Kids[2].Kids[0]; first.Tag != "TH" || first.Scope != "Row" || first.Text != "Unit 1" {
		t.Errorf("first cell: %+v", first)
	}
}

func TestListSaysHowItIsNumbered(t *testing.T) {
	doc := page.NewDocument(page.Letter, "en-US", "List", sampleDay)
	f := page.NewFlow(doc, page.LetterStyles(12), page.Frame{Left: 72, Top: 72, Right: 540, Bottom: 720})
	f.Numbered("One", "Two")
	f.Finish(func(*page.Sheet) {})
	if list := pdftest.Check(t, written(t, doc)).Find(t, "L"); list.Numbering != "Decimal" {
		t.Errorf("%s", list.Numbering)
	}
}

func TestForeignPassageIsReadInItsLanguage(t *testing.T) {
	doc := page.NewDocument(page.Letter, "en-US", "Languages", sampleDay)
	f := page.NewFlow(doc, page.LetterStyles(12), page.Frame{Left: 72, Top: 72, Right: 540, Bottom: 720})
	f.Sect("es", func() { f.Para("Usted puede recibir ayuda gratis en español.") })
	f.Finish(func(*page.Sheet) {})
	if sect := pdftest.Check(t, written(t, doc)).Find(t, "Sect"); sect.Lang != "es" {
		t.Errorf("language %q", sect.Lang)
	}
}

func TestFigureWithoutWordsIsRefused(t *testing.T) {
	doc := page.NewDocument(page.Letter, "en-US", "Figure", sampleDay)
	figure := doc.Root.Add(page.TagFigure)
	doc.Pages = []*page.Page{{Items: []page.Item{page.Circle{X: 100, Y: 100, R: 20, Fill: page.Teal, Owner: page.Owner{Elem: figure}}}}}
	if _, err := pdf.Write(doc); err == nil {
		t.Error("a figure that says nothing was written")
	}
}

func TestPictureThatShowsThroughIsLaidOnWhite(t *testing.T) {
	source := image.NewNRGBA(image.Rect(0, 0, 40, 20))
	for x := range 40 {
		source.SetNRGBA(x, 10, color.NRGBA{R: 255, A: 128})
	}
	doc := page.NewDocument(page.Letter, "en-US", "Pictures", sampleDay)
	sheet := &page.Page{}
	doc.Pages = append(doc.Pages, sheet)
	for i := range 3 { // the same picture thrice is in the file once
		sheet.Items = append(sheet.Items, page.Image{Box: page.Box{X: 72, Y: 72 + 60*float64(i), W: 80, H: 40}, Source: source, Owner: page.Owner{Artifact: page.Header}})
	}
	p := doc.Root.Add(page.TagP)
	text := page.TextAt(page.LetterStyles(12).Body, 72, 400, "Text")
	text.Owner.Elem = p
	sheet.Items = append(sheet.Items, text)
	file := written(t, doc)
	pdftest.Check(t, file)
	images := pdftest.Run(t, "pdfimages", "-list", pdftest.Save(t, file))
	if strings.Contains(images, "smask") || strings.Count(images, "rgb     3   8") != 3 {
		t.Errorf("pictures:\n%s", images)
	}
	if n := strings.Count(string(file), "/Subtype/Image"); n != 1 {
		t.Errorf("the picture is written %d times", n)
	}
}
