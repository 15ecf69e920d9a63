package page

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

var testFrame = Frame{Left: 72, Top: 72, Right: 540, Bottom: 720}

func newTestFlow() (*Document, *Flow) {
	doc := NewDocument(Letter, "en-US", "Test", time.Date(2026, 3, 18, 0, 0, 0, 0, time.UTC))
	return doc, NewFlow(doc, LetterStyles(11), testFrame)
}

func noFurniture(*Sheet) {}

// pageOf is the number of the page, from 0, that a text begins on; -1 if none.
func pageOf(doc *Document, text string) int {
	for i, p := range doc.Pages {
		for _, item := range p.Items {
			if t, ok := item.(Text); ok && strings.HasPrefix(t.String, text) {
				return i
			}
		}
	}
	return -1
}

// linesOn counts the lines on each page that belong to elements with tag.
func linesOn(doc *Document, tag Tag) []int {
	counts := make([]int, len(doc.Pages))
	for i, p := range doc.Pages {
		for _, item := range p.Items {
			if e := item.Of().Elem; e != nil && e.Tag == tag {
				counts[i]++
			}
		}
	}
	return counts
}

func TestHeadingStaysWithTwoLinesOfItsText(t *testing.T) {
	for y := 600.0; y <= 720; y += 2 {
		doc, f := newTestFlow()
		f.MoveTo(y)
		f.Heading(2, "What we found")
		f.Para(strings.Repeat(prose+" ", 4))
		f.Finish(noFurniture)
		at := pageOf(doc, "What we found")
		if linesOn(doc, TagP)[at] < 2 {
			t.Errorf("heading at %.0f is alone", y)
		}
	}
}

func TestParagraphLeavesNoSingleLineOnEitherPage(t *testing.T) {
	for y := 600.0; y <= 720; y += 2 {
		doc, f := newTestFlow()
		f.MoveTo(y)
		f.Para(strings.Repeat(prose+" ", 4))
		f.Finish(noFurniture)
		for i, n := range linesOn(doc, TagP) {
			if n == 1 {
				t.Errorf("from %.0f, page %d holds a single line", y, i+1)
			}
		}
	}
}

func TestClosingIsNotSeparatedFromItsParagraph(t *testing.T) {
	for y := 560.0; y <= 720; y += 3 {
		doc, f := newTestFlow()
		f.MoveTo(y)
		f.Together(func() {
			f.Para("Thank you again. " + prose)
			f.Para("Sincerely,")
			f.Space(30)
			f.Lines(f.Styles.Body, "Dana Whitfield", "Patient Relations Officer")
		})
		f.Finish(noFurniture)
		if a, b := pageOf(doc, "Thank you again."), pageOf(doc, "Patient Relations"); a != b {
			t.Errorf("from %.0f: paragraph on page %d, signature on page %d", y, a+1, b+1)
		}
	}
}

func TestNothingStandsBelowTheFrame(t *testing.T) {
	doc, f := newTestFlow()
	for i := range 30 {
		f.Heading(i%3+1, "Heading")
		f.Para(strings.Repeat(prose, i%5+1))
		f.Bullets(prose, "short")
		f.Figure(blank{}, float64(100*(i%9)))
	}
	f.Finish(noFurniture)
	for n, p := range doc.Pages {
		for _, item := range p.Items {
			if text, ok := item.(Text); ok && (text.Y > testFrame.Bottom || text.X+text.Width() > testFrame.Right+4) {
				t.Errorf("page %d: %q at %.1f, %.1f", n+1, text.String, text.X, text.Y)
			}
			if r, ok := item.(Rect); ok && r.Box.Bottom() > testFrame.Bottom+rounding {
				t.Errorf("page %d: a figure reaches down to %.1f", n+1, r.Box.Bottom())
			}
		}
	}
}

// blank is a figure that fills its box.
type blank struct{}

func (blank) Draw(box Box) []Item { return []Item{Rect{Box: box, Fill: Shade}} }
func (blank) Alt() string         { return "An empty box." }

func TestAddressStandsOnTheLowerEdgeOfItsBox(t *testing.T) {
	doc, f := newTestFlow()
	style := Style{Face: Sans, Size: 11, Lead: 13, Color: Black}
	f.Box(Box{X: 72, Y: 150, W: 240, H: 64}, AtBottom, func(b *Flow) { b.Lines(style, "Name", "Street", "City") })
	f.Finish(noFurniture)
	last := doc.Pages[0].Items[2].(Text)
	want := 214 - style.Lead + style.Baseline()
	if last.String != "City" || last.Y < want-rounding || last.Y > want+rounding {
		t.Errorf("%q at %.2f, want City at %.2f", last.String, last.Y, want)
	}
	if len(doc.Root.Kids) != 3 {
		t.Errorf("an address of three lines has %d paragraphs", len(doc.Root.Kids))
	}
}

func TestFootKnowsThePageTotal(t *testing.T) {
	doc, f := newTestFlow()
	for range 12 {
		f.Para(strings.Repeat(prose, 5))
	}
	f.Finish(func(s *Sheet) {
		s.Footer(TextRight(testStyle, 540, 760, fmt.Sprintf("Page %d of %d", s.N, s.Total)))
	})
	if len(doc.Pages) < 2 {
		t.Fatal("the test needs more than one page")
	}
	for i, p := range doc.Pages {
		last := p.Items[len(p.Items)-1].(Text)
		if want := fmt.Sprintf("Page %d of %d", i+1, len(doc.Pages)); last.String != want || last.Owner != (Owner{Artifact: Footer}) {
			t.Errorf("page %d ends with %q, %v", i+1, last.String, last.Owner)
		}
	}
}

func TestMissingFieldIsMarkedInADraft(t *testing.T) {
	doc, f := newTestFlow()
	f.Runs(f.Styles.Body, Run{Text: "Call "}, Run{Text: "[[direct line]]", Role: RoleMissing})
	f.Finish(noFurniture)
	ground, ok := doc.Pages[0].Items[0].(Rect)
	if !ok || ground.Fill != Amber || ground.Owner.Elem != nil {
		t.Errorf("first item is %+v", doc.Pages[0].Items[0])
	}
}

func TestMarkIsOnEveryPageBehindTheText(t *testing.T) {
	doc, f := newTestFlow()
	f.Para("One")
	f.PageBreak()
	f.Para("Two")
	f.Finish(noFurniture)
	doc.Mark("DRAFT")
	for i, p := range doc.Pages {
		first := p.Items[0].(Text)
		if first.String != "DRAFT" || first.Owner.Artifact != Watermark || first.X < 0 || first.X+first.Width() > Letter.W {
			t.Errorf("page %d begins with %+v", i+1, first)
		}
	}
}

func TestProblemsOfEveryBlockAreReported(t *testing.T) {
	for name, write := range map[string]func(*Flow){
		"heading":   func(f *Flow) { f.Heading(1, "😀") },
		"paragraph": func(f *Flow) { f.Para("😀") },
		"list":      func(f *Flow) { f.Numbered("a", "😀") },
		"value":     func(f *Flow) { f.KeyValues(50, testStyle, Pair{"To", "😀"}) },
		"table":     func(f *Flow) { f.Table(Table{Columns: []Column{{Head: "a"}}, Rows: [][]string{{"😀"}}}) },
		"head":      func(f *Flow) { f.Table(Table{Columns: []Column{{Head: "😀"}}}) },
		"box":       func(f *Flow) { f.Box(Box{W: 100, H: 100}, AtTop, func(b *Flow) { b.Para("😀") }) },
		"panel":     func(f *Flow) { f.Panel(Shade, 5, func(b *Flow) { b.Para("😀") }) },
	} {
		_, f := newTestFlow()
		write(f)
		if got := f.Problems(); len(got) != 1 || got[0].Rune != '😀' {
			t.Errorf("%s: %v", name, got)
		}
	}
}
