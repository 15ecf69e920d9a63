package pdf_test

import (
	"slices"
	"strings"
	"testing"

	"rapport/reports/page"
	"rapport/reports/pdf/pdftest"
)

// shaped is a line of text of a script that no house face has: the glyphs stand
// in for those that a shaper would give. Each cluster is its text and how many
// glyphs it has.
type shaped struct {
	text     string
	lang     string
	backward bool // runs from right to left: the clusters are in the order seen
	clusters []cluster
}

type cluster struct {
	text   string
	glyphs int
}

func letters(s string) []cluster {
	var all []cluster
	for _, r := range s {
		all = append(all, cluster{string(r), 1})
	}
	return all
}

func shapedDocument(lines ...shaped) *page.Document {
	doc := page.NewDocument(page.Letter, "en-US", "Shaped", sampleDay)
	sheet := &page.Page{}
	doc.Pages = append(doc.Pages, sheet)
	for i, line := range lines {
		e := doc.Root.Add(page.TagP)
		e.Actual, e.Lang = line.text, line.lang
		run := page.Text{X: 72, Y: 100 + 30*float64(i), String: line.text, Face: page.Sans, Size: 12, Color: page.Black, Owner: page.Owner{Elem: e}}
		for _, c := range line.clusters {
			for k := range c.glyphs {
				// Letters of the Latin alphabet, so that words are as wide as usual.
				id, advance, _ := page.Sans.Glyph(rune('a' + len(run.Glyphs)%26))
				if strings.TrimSpace(c.text) == "" {
					id, advance, _ = page.Sans.Glyph(' ')
				}
				glyph := page.Glyph{ID: id, Advance: float64(advance), Text: c.text}
				if k > 0 {
					var wide int
					glyph.ID, wide, _ = page.Sans.Glyph('\'') // a mark above
					glyph.Text, glyph.Advance, glyph.DX, glyph.DY = "", 0, -float64(wide), 60.5
				}
				run.Glyphs = append(run.Glyphs, glyph)
			}
		}
		sheet.Items = append(sheet.Items, run)
	}
	return doc
}

var (
	hebrew  = shaped{text: "שלום עליכם", lang: "he", backward: true, clusters: reversed(letters("שלום עליכם"))}
	arabic  = shaped{text: "اهلا سلام", lang: "ar", backward: true, clusters: reversed(slices.Concat(letters("اه"), []cluster{{"لا", 1}}, letters(" س"), []cluster{{"لا", 1}}, letters("م")))}
	hindi   = shaped{text: "हिन्दी में", lang: "hi", clusters: []cluster{{"हि", 2}, {"न्दी", 2}, {" ", 1}, {"में", 3}}}
	khmer   = shaped{text: "កើត", lang: "km", clusters: []cluster{{"កើ", 3}, {"ត", 1}}}
	english = shaped{text: "office file", lang: "en", clusters: slices.Concat(letters("o"), []cluster{{"ffi", 1}}, letters("ce "), []cluster{{"fi", 1}}, letters("le"))}
)

func reversed(c []cluster) []cluster { slices.Reverse(c); return c }

func TestShapedTextCanBeReadBack(t *testing.T) {
	for _, line := range []shaped{hebrew, arabic, hindi, khmer, english} {
		file := written(t, shapedDocument(line))
		p := pdftest.Check(t, file).Find(t, "P")
		if p.Actual != line.text || p.Lang != line.lang {
			t.Errorf("%s: a screen reader gets %q in %q", line.text, p.Actual, p.Lang)
		}
		if !line.backward && p.Text != line.text {
			t.Errorf("%s: the glyphs say %q", line.text, p.Text)
		}
		marks := strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "", "\f", "") // directions that Poppler adds
		if got := strings.TrimSpace(marks.Replace(pdftest.Run(t, "pdftotext", pdftest.Save(t, file), "-"))); got != line.text {
			t.Errorf("%s: pdftotext reads %q", line.text, got)
		}
	}
}

func TestShapedGlyphsStandWhereTheShaperPutsThem(t *testing.T) {
	doc := shapedDocument(shaped{text: "abc def", clusters: letters("abc def")})
	sheet := doc.Pages[0]
	run := sheet.Items[0].(page.Text)
	for i := range run.Glyphs {
		run.Glyphs[i].Advance += 37.25 // wider than the face has it
	}
	run.Glyphs[5].DX = 12
	sheet.Items[0] = run
	found := wordBox.FindAllStringSubmatch(pdftest.Run(t, "pdftotext", "-bbox", write(t, doc), "-"), -1)
	if len(found) != 2 {
		t.Fatalf("%d words", len(found))
	}
	end := run.X + run.Width() - 37.25*run.Size/1000 // the last letter's own width
	if got := parse(t, found[1][2]); got < end-0.02 || got > end+0.02 {
		t.Errorf("the line ends at %.3f, not %.3f", got, end)
	}
}
