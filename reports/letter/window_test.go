package letter

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/pdf"
)

// paperLetter is a letter of no kind: head, beginning, enough text for three
// pages, foot.
func paperLetter(t *testing.T, s data.Settings, large bool, lines []string) []byte {
	t.Helper()
	g := GeometryFor(s, labelsFor(data.English).HeadWords, large)
	doc := page.NewDocument(g.Paper, "en-US", "Letter PR-2026-00417", time.Date(2026, 3, 18, 0, 0, 0, 0, time.UTC))
	f := page.NewFlow(doc, page.LetterStyles(g.TextSize), g.Frame)
	g.Begin(f, Beginning{Date: "March 18, 2026", Reference: "PR-2026-00417", Contact: "Bartholomew Featherstonehaugh-Whitfield", Line: "(555) 014-2271",
		Address: func(in *page.Flow) { in.Lines(g.Address, lines...) }})
	f.Heading(1, "Results of our review of your concerns about your stay")
	for range 14 {
		f.Para("The charge nurse on every shift must now call for relief staff within 15 minutes of an unplanned absence. A pharmacist on 6 West visits each patient who goes home with a new medicine, and we check both steps each week.")
	}
	f.Finish(func(sheet *page.Sheet) { g.Furnish(sheet, "PR-2026-00417", "March 18, 2026") })
	file, err := pdf.Write(doc)
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("RAPPORT_SHOTS"); dir != "" {
		name := strings.NewReplacer("/", "-").Replace(t.Name())
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d.pdf", name, len(lines))), file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return file
}

// word is a word of a page as pdftotext sees it, in millimetres.
type word struct {
	span
	text string
}

func wordsOf(t *testing.T, file []byte, number string) []word {
	t.Helper()
	var all []word
	for line := range strings.Lines(tool(t, file, "pdftotext", "-f", number, "-l", number, "-bbox", "FILE", "-")) {
		before, rest, found := strings.Cut(strings.TrimSpace(line), ">")
		w := word{text: strings.TrimSuffix(rest, "</word>")}
		if _, err := fmt.Sscanf(before, `<word xMin="%f" yMin="%f" xMax="%f" yMax="%f"`, &w.left, &w.top, &w.right, &w.bottom); found && err == nil {
			w.span = span{w.left / mm, w.top / mm, w.right / mm, w.bottom / mm}
			all = append(all, w)
		}
	}
	return all
}

// shownIn are the words that any part of shows through a window wherever the sheet
// slides in the envelope, printed up to off millimetres beside its place.
func shownIn(all []word, form data.EnvelopeForm, o data.Opening, panel, width, off float64) []string {
	var shown []string
	for _, w := range all {
		seen := false
		for _, aside := range []float64{0, 0.5, 1} {
			for _, up := range []float64{0, 0.5, 1} {
				for _, shift := range []float64{-off, 0, off} {
					for _, sink := range []float64{-off, 0, off} {
						// Where the print lies, measured from the envelope's left edge and its bottom.
						left := w.left + shift + aside*(form.Width-width)
						right := left + w.right - w.left
						low := panel - w.bottom - sink + up*(form.Height-panel)
						high := low + w.bottom - w.top
						seen = seen || left < o.Left+o.Width && right > o.Left && low < o.Bottom+o.Height && high > o.Bottom
					}
				}
			}
		}
		if seen {
			shown = append(shown, w.text)
		}
	}
	return shown
}

// addresses are of one to six lines; the last is abroad.
var addresses = []data.Address{
	{},
	{City: "Westbrook", State: "OH", Postal: "44997-3318"},
	{Street: "2218 Juniper Court, Apt. 4B", City: "Westbrook", State: "OH", Postal: "44997-3318"},
	{Street: "Care of the Home for the Aged\n2218 Juniper Court", City: "Westbrook", State: "OH", Postal: "44997-3318"},
	{Street: "Care of the Home for the Aged\nRoom 214\n2218 Juniper Court", City: "Westbrook", State: "OH", Postal: "44997-3318"},
	{Street: "Care of the Home for the Aged\nBuilding 12\nRoom 214\n2218 Juniper Court", City: "Westbrook", State: "OH", Postal: "44997-3318"},
}

func TestTheWindowShowsNameAndAddressAndNothingElseInEveryPosition(t *testing.T) {
	forms(t, func(t *testing.T, s data.Settings, large bool) {
		s.Facility, s.Sender = "The Regional Medical Center of Harbor Valley and Saint Bartholomew's Children's Hospital", "Harbor Valley"
		s.Address.Street = "1400 Lakeshore Avenue, Building C, Second Floor\nMail Stop 1200-B"
		g := GeometryFor(s, labelsFor(data.English).HeadWords, large)
		form := g.Envelope.Form()
		paper, _ := s.Sheet()
		width, _ := paper.Size()
		panel := g.Envelope.Folds(paper)[0]
		for n, address := range addresses {
			lines, fits := g.AddressLines(address, "Ms. Rosalind Achterberg")
			if !fits || len(lines) > n+1 || len(lines) < min(n+1, g.Lines) {
				t.Fatalf("%d lines are set as %q, fits %v", n+1, lines, fits)
			}
			want := strings.Fields(strings.Join(lines, " "))
			all := wordsOf(t, paperLetter(t, s, large, lines), "1")
			if form.Address == (data.Opening{}) {
				mustRead(t, all, want)
				continue
			}
			if got := shownIn(all, form, form.Address, panel, width, Play); !slices.Equal(got, want) {
				t.Errorf("%d lines: the window shows %q, want %q", n+1, got, want)
			}
			rest, always, _ := positions(form, form.Address, panel, width)
			last := strings.Fields(lines[len(lines)-1])
			for _, w := range all {
				at := rest
				if slices.Contains(last, w.text) && w.bottom > g.Window.Bottom()/mm-g.Address.Lead/mm {
					at = always
				}
				if slices.Contains(want, w.text) && within(w.span, g) && (w.left < at.left || w.right > always.right || w.top < at.top || w.bottom > at.bottom) {
					t.Errorf("%d lines: %q is not whole in the window", n+1, w.text)
				}
			}
			if form.Sender == (data.Opening{}) {
				continue
			}
			sender := strings.Join(shownIn(all, form, form.Sender, panel, width, Play), " ")
			if want := "Harbor Valley 1400 Lakeshore Avenue, Building C, Second Floor Mail Stop 1200-B Westbrook, OH 44999"; sender != want {
				t.Errorf("the sender's window shows %q, want %q", sender, want)
			}
		}
	})
}

// within says whether a word stands in the block of the address.
func within(w span, g Geometry) bool {
	return w.top*mm > g.Window.Y-2 && w.bottom*mm < g.Window.Bottom()+2 && w.right*mm < g.Window.Right()+2
}

func mustRead(t *testing.T, all []word, want []string) {
	t.Helper()
	var got []string
	for _, w := range all {
		got = append(got, w.text)
	}
	if !strings.Contains(strings.Join(got, " "), strings.Join(want, " ")) {
		t.Errorf("the page does not read %q", want)
	}
}

func TestALetterOfAnyFormShowsTheAddressAlone(t *testing.T) {
	forms(t, func(t *testing.T, s data.Settings, large bool) {
		form := s.Envelope.Form()
		if large || form.Address == (data.Opening{}) {
			return
		}
		width, _ := s.Paper.Size()
		for _, d := range []data.LetterDraft{sampleNotice(), sampleAcknowledgement()} {
			x := sampleFacts(sampleCase(), d)
			x.Settings = s
			file, _, err := PDF(x, Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(shownIn(wordsOf(t, file, "1"), form, form.Address, s.Envelope.Folds(s.Paper)[0], width, Play), " ")
			if want := "Ms. Rosalind Achterberg 2218 Juniper Court, Apt. 4B Westbrook, OH 44997-3318"; got != want {
				t.Errorf("%s: the window shows %q", d.Kind, got)
			}
		}
	})
}

func TestHeadAndFootStayOnTheSheetAndOutOfTheText(t *testing.T) {
	forms(t, func(t *testing.T, s data.Settings, large bool) {
		for _, long := range []bool{false, true} {
			if long {
				s.Facility = strings.Repeat("Saint Bartholomew and All Angels ", 6)
				s.Office = strings.Repeat("Office of Patient Relations and Experience ", 5)
				s.Address.Street = strings.Repeat("Boulevard ", 40)
			}
			g := GeometryFor(s, labelsFor(data.English).HeadWords, large)
			file := paperLetter(t, s, large, []string{"Ms. Rosalind Achterberg"})
			for _, number := range []string{"1", "2"} {
				for _, w := range wordsOf(t, file, number) {
					if w.left < 20 || w.right > g.Frame.Right/mm+0.5 || w.top < 8 || w.bottom > g.Paper.H/mm-6 {
						t.Errorf("long %v, page %s: %q stands at the edge: %.1f", long, number, w.text, w.span)
					}
				}
			}
			overlapping(t, wordsOf(t, file, "1"))
			overlapping(t, wordsOf(t, file, "2"))
		}
	})
}

// overlapping fails the test where two words lie over each other.
func overlapping(t *testing.T, all []word) {
	t.Helper()
	for i, a := range all {
		for _, b := range all[i+1:] {
			// The boxes reach from ascent to descent: half of that is ink.
			in := (a.bottom - a.top) * 0.25
			if a.left < b.right && b.left < a.right && a.top+in < b.bottom-in && b.top+in < a.bottom-in {
				t.Errorf("%q lies over %q", a.text, b.text)
			}
		}
	}
}

func TestLargePrintIsLargeThroughout(t *testing.T) {
	s := sampleSettings()
	g := GeometryFor(s, labelsFor(data.English).HeadWords, true)
	doc := page.NewDocument(g.Paper, "en-US", "Letter", time.Time{})
	f := page.NewFlow(doc, page.LetterStyles(g.TextSize), g.Frame)
	g.Begin(f, Beginning{Date: "March 18, 2026", Reference: "PR-2026-00417", Contact: "Dana Whitfield", Line: "(555) 014-2271",
		Address: func(in *page.Flow) { in.Lines(g.Address, "Ms. Rosalind Achterberg") }})
	f.PageBreak()
	f.Para("Text.")
	f.Finish(func(sheet *page.Sheet) { g.Furnish(sheet, "PR-2026-00417", "March 18, 2026") })
	for i, p := range doc.Pages {
		for _, item := range p.Items {
			if text, ok := item.(page.Text); ok && text.Size < LargeSize && !strings.Contains(text.String, "Achterberg") && text.String != "Rosalind " && text.String != "Ms. " {
				t.Errorf("page %d: %q has %.1f points", i+1, text.String, text.Size)
			}
		}
	}
	mustHold(t, pageText(doc.Pages[0]), "Harbor Valley Medical Center", "Office of Patient Relations", "Date: March 18, 2026", "Our reference: PR-2026-00417",
		"Your contact: Dana Whitfield", "Our address: 1400 Lakeshore Avenue, Westbrook, OH 44999", "Confidential", "(555) 014-2270 (TTY 711)", "Page 1 of 2")
	mustHold(t, pageText(doc.Pages[1]), "Harbor Valley Medical Center", "PR-2026-00417 · March 18, 2026", "Page 2 of 2")
}
