package page

import (
	"strings"
	"testing"
)

func TestLetterStylesKeepTheRulesOfPrint(t *testing.T) {
	usual := LetterStyles(12)
	if usual.Body.Size != 12 || usual.Body.Lead != 15 {
		t.Errorf("the usual text is %v on %v", usual.Body.Size, usual.Body.Lead)
	}
	large := LetterStyles(18)
	for name, s := range map[string]Style{"body": large.Body, "small": large.Small, "cell": large.Cell, "item": large.Item, "caption": large.Caption, "H1": large.H1, "H2": large.H2, "H3": large.H3} {
		if s.Size < 18 || s.Lead < s.Size*1.15 || s.Lead > s.Size*1.25 {
			t.Errorf("%s is %v on %v", name, s.Size, s.Lead)
		}
	}
	for _, head := range []Style{large.H1, large.H2} {
		if head.Size < 19.9 || head.Size > 22.1 || head.Face != SansBold {
			t.Errorf("a heading is %v in %s", head.Size, head.Face.Name())
		}
	}
	if large.Body.Face != Sans || large.Body.Gap < large.Body.Lead || large.Bullet <= 18 {
		t.Errorf("body %+v, bullets %v", large.Body, large.Bullet)
	}
}

// TestLargePrintKeepsTogetherWhatBelongsTogether sets a letter at 18 points from
// every height of the page.
func TestLargePrintKeepsTogetherWhatBelongsTogether(t *testing.T) {
	for y := 500.0; y <= 720; y += 4 {
		doc, _ := newTestFlow()
		doc.Pages = nil
		f := NewFlow(doc, LetterStyles(18), testFrame)
		f.MoveTo(y)
		f.Heading(2, "What we found")
		f.Para(strings.Repeat(prose+" ", 3))
		f.Together(func() {
			f.Para("Thank you again. " + prose)
			f.Para("Sincerely,")
			f.Space(36)
			f.Lines(f.Styles.Body, "Dana Whitfield", "Patient Relations Officer")
		})
		f.Finish(noFurniture)
		first := doc.Root.Kids[1] // the paragraph under the heading
		counts := make([]int, len(doc.Pages))
		for i, p := range doc.Pages {
			for _, item := range p.Items {
				if item.Of().Elem == first {
					counts[i]++
				}
			}
		}
		for i, n := range counts {
			if n == 1 {
				t.Errorf("from %.0f, page %d holds a single line", y, i+1)
			}
		}
		if at := pageOf(doc, "What we found"); counts[at] < 2 {
			t.Errorf("from %.0f, the heading is alone", y)
		}
		if a, b := pageOf(doc, "Thank you again."), pageOf(doc, "Patient Relations"); a != b {
			t.Errorf("from %.0f, the closing is alone on page %d", y, b+1)
		}
	}
}
