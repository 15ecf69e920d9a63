package letter

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/pdf"
)

func TestTheTestSheetShowsGreyAndTheAddressInTheWindow(t *testing.T) {
	forms(t, func(t *testing.T, s data.Settings, large bool) {
		if large {
			return
		}
		doc := TestSheet(s, data.PrinterSetup{Name: "front_desk", OffsetX: 1.5, OffsetY: -2})
		if len(doc.Pages) != 1 {
			t.Fatalf("the sheet has %d pages", len(doc.Pages))
		}
		file, err := pdf.Write(doc)
		if err != nil {
			t.Fatal(err)
		}
		if dir := os.Getenv("RAPPORT_SHOTS"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, "sheet-"+string(s.Envelope)+"-"+string(s.Paper)+".pdf"), file, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		mustHold(t, pageText(doc.Pages[0]), s.Envelope.String(), "front_desk", "1.5 mm to the right and 2 mm up", "100 %", "150 mm", "cross A")
		all := wordsOf(t, file, "1")
		overlapping(t, all)
		g := GeometryFor(s, labelsFor(data.English).HeadWords, false)
		form := s.Envelope.Form()
		if form.Address == (data.Opening{}) {
			return
		}
		width, _ := s.Paper.Size()
		got := strings.Join(shownIn(all, form, form.Address, s.Envelope.Folds(s.Paper)[0], width, Play), " ")
		if want := strings.Join(sampleAddress(g.Lines), " "); got != want {
			t.Errorf("the window shows %q, want %q", got, want)
		}
	})
}

func TestTheCrossesStandWhereTheSheetSays(t *testing.T) {
	doc := TestSheet(sampleSettings(), data.PrinterSetup{})
	found := map[page.Point]bool{}
	for _, item := range doc.Pages[0].Items {
		if l, ok := item.(page.Line); ok && math.Abs(l.X2-l.X1-10*mm) < 0.01 && l.Y1 == l.Y2 {
			found[page.Point{X: math.Round((l.X1 + l.X2) / 2 / mm), Y: math.Round(l.Y1 / mm)}] = true
		}
	}
	if !found[page.Point{X: 30, Y: 20}] || !found[page.Point{X: 186, Y: 249}] {
		t.Errorf("the crosses stand at %v", found)
	}
}
