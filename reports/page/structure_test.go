package page

import (
	"slices"
	"strings"
	"testing"
)

// TestStructureTellsTheWholeDocument checks what a screen reader depends on:
// every content item hangs on one leaf of the tree, branches have no items,
// figures have words and a box, head cells a scope.
func TestStructureTellsTheWholeDocument(t *testing.T) {
	doc, f := newTestFlow()
	f.Heading(1, "Report")
	f.Sect("es", func() { f.Para("Gracias por hablar con nosotros.") })
	f.Bullets("one", "two")
	f.Numbered("one", "two")
	f.KeyValues(50, testStyle, Pair{"Date", "March 18, 2026"})
	f.Columns(10, []float64{100, 100}, func(i int, c *Flow) { c.Panel(Shade, 4, func(in *Flow) { in.Para("tile") }) })
	f.Figure(blank{}, 100)
	f.Table(countTable(60))
	f.Para("")
	f.Heading(2, " ")
	f.Finish(noFurniture)

	leaves := map[*Element]int{}
	var walk func(e *Element)
	walk = func(e *Element) {
		if len(e.Kids) == 0 {
			leaves[e] = 0
		}
		if e.Tag == TagFigure && (e.Alt == "" || e.BBox.W == 0 || e.Page < 0) {
			t.Errorf("figure without words or place: %+v", e)
		}
		if e.Tag == TagTH && e.Scope == "" {
			t.Error("head cell without scope")
		}
		for _, kid := range e.Kids {
			walk(kid)
		}
	}
	walk(doc.Root)
	for i, p := range doc.Pages {
		for _, item := range p.Items {
			e := item.Of().Elem
			if e == nil {
				continue
			}
			if _, ok := leaves[e]; !ok {
				t.Errorf("page %d: an item hangs on a branch or on nothing (%s)", i+1, e.Tag)
			}
			leaves[e]++
		}
	}
	for e, n := range leaves {
		if n == 0 {
			t.Errorf("an element %s has no content", e.Tag)
		}
	}
}

func TestFigureKnowsItsPlace(t *testing.T) {
	doc, f := newTestFlow()
	f.MoveTo(700)
	f.Figure(blank{}, 100)
	f.Finish(noFurniture)
	if e := doc.Root.Kids[0]; e.Page != 1 || e.BBox != (Box{72, 72, 468, 100}) {
		t.Errorf("page %d, %+v", e.Page, e.BBox)
	}
}

// FuzzFlow sets any text in every kind of block: nothing panics, no text sticks
// out to the right, no glyph is missing, and no character is lost.
func FuzzFlow(f *testing.F) {
	for _, s := range []string{"", " a  b ", "😀\xff\x00", "שלום 1-800-555-1400 (a)", prose, strings.Repeat("W", 1500), "e\u0323\u0301\u0335",
		"انتبه: خدمات می\u200cکنید", "कि र्क ক্ষ", "ខ្មែរភាសា", "ก็ ไทย", "မြန်မာ", "ማሳ፡ሰቢያ", "\u0651\u093f", "中文，あ한국 Å", "𞤀𞤣𞤤", "\u2068a\u2069ב\u2067"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc, flow := newTestFlow()
		flow.Heading(1, s)
		flow.Runs(flow.Styles.Body, Run{Text: s}, Run{Text: s, Strong: true, Role: RoleMissing})
		flow.Bullets(s, s)
		flow.KeyValues(60, testStyle, Pair{"Label", s})
		flow.Table(Table{Caption: s, Columns: []Column{{Head: s, Width: 90}, {Head: "n", Number: true}}, Rows: [][]string{{s, s}, {s}}})
		flow.Panel(Shade, 6, func(p *Flow) { p.Para(s) })
		flow.Finish(func(sheet *Sheet) { sheet.Header(TextAt(testStyle, 0, 0, s)) })
		spoken := map[*Element]string{}
		for _, p := range doc.Pages {
			for _, item := range p.Items {
				text, ok := item.(Text)
				if !ok {
					continue
				}
				checkGlyphs(t, text)
				if text.Owner.Elem != nil {
					spoken[text.Owner.Elem] += text.String
				}
				text.String = strings.TrimRight(text.String, " ")
				if len(text.Glyphs) > 0 && text.Glyphs[len(text.Glyphs)-1].Text == " " {
					text.Glyphs = text.Glyphs[:len(text.Glyphs)-1]
				}
				slack := rounding
				if text.Glyphs != nil {
					slack = text.Size * 3 // a single sign may be wider than a column
				}
				if text.Owner.Elem != nil && text.X+text.Width() > testFrame.Right+slack {
					t.Fatalf("%q ends at %.2f", text.String, text.X+text.Width())
				}
			}
		}
		for elem, text := range spoken {
			if elem.Tag != TagP && elem.Tag != TagLBody && elem.Tag != TagH1 {
				continue
			}
			got := letters(text)
			if elem.Actual != "" && letters(elem.Actual) != got {
				t.Fatalf("%q is drawn, %q is read out", text, elem.Actual)
			}
			clean, _ := Clean(s)
			if want := letters(clean); got != want && got != want+want && got != "Label:"+want {
				t.Fatalf("%q is drawn as %q", want, got)
			}
		}
	})
}

// letters is text without spaces and what steers it.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\u00a0' || unseen(r) {
			return -1
		}
		return r
	}, s)
}

// checkGlyphs fails when a glyph is missing or does not say what it stands for.
func checkGlyphs(t *testing.T, text Text) {
	t.Helper()
	if text.Glyphs == nil {
		for _, r := range text.String {
			if !text.Face.Covers(r) {
				t.Fatalf("%s has no %U in %q", text.Face.Name(), r, text.String)
			}
		}
		return
	}
	var said []rune
	for _, g := range text.Glyphs {
		if g.ID == 0 {
			t.Fatalf("%q has a missing glyph in %s: %+v", text.String, text.Face.Name(), text.Glyphs)
		}
		said = append(said, []rune(g.Text)...)
	}
	want := []rune(text.String)
	slices.Sort(said)
	slices.Sort(want)
	if !slices.Equal(said, want) {
		t.Fatalf("%q has glyphs for %q", text.String, string(said))
	}
}
