package picture

import (
	"fmt"
	"image"
	"math"
	"strings"
	"testing"
	"time"

	"rapport/reports/page"
)

func blankPage(items ...page.Item) *page.Document {
	doc := page.NewDocument(page.Size{W: 200, H: 100}, "en-US", "Test", time.Date(2026, 3, 18, 0, 0, 0, 0, time.UTC))
	doc.Pages = []*page.Page{{Items: items}}
	return doc
}

// inked is the smallest rectangle that holds everything darker than white.
func inked(img *image.RGBA) image.Rectangle {
	var box image.Rectangle
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			if c := img.RGBAAt(x, y); c.R < 250 || c.G < 250 || c.B < 250 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

func TestInkStandsWhereTheWordIs(t *testing.T) {
	style := page.Style{Face: page.Sans, Size: 20, Color: page.Black}
	for name, word := range map[string]string{"Latin": "Hxn", "Arabic": "سلام", "Hindi": "हिन्दी", "Hebrew with marks": "שָׁלוֹם"} {
		text := page.TextAt(style, 40, 60, word)
		doc := blankPage()
		f := page.NewFlow(doc, page.LetterStyles(12), page.Frame{Left: 0, Right: 200, Top: 0, Bottom: 100})
		f.Finish(func(s *page.Sheet) { s.Header(text) })
		for _, scale := range []float64{1, 2, 3.3} {
			n := len(doc.Pages) - 1
			box := inked(Paint(doc, n, scale))
			left, right := float64(box.Min.X)/scale, float64(box.Max.X)/scale
			top, bottom := float64(box.Min.Y)/scale, float64(box.Max.Y)/scale
			if left < 37 || right > 40+text.Width()+3 || right-left < text.Width()*0.8 || top < 60-25 || bottom > 60+12 {
				t.Errorf("%s at %v: ink from %.1f,%.1f to %.1f,%.1f; the word is from 40 to %.1f on 60", name, scale, left, top, right, bottom, 40+text.Width())
			}
		}
	}
}

func TestWordsAreAsFarApartAsOnPaper(t *testing.T) {
	style := page.Style{Face: page.Sans, Size: 12, Color: page.Black}
	space := page.Width(style, " ")
	for i := range 20 {
		doc := blankPage(page.TextAt(style, 10+float64(i)*0.13, 50, "nn nn nn nn"))
		img := Paint(doc, 0, 1.33)
		gap, gaps := 0, []int{}
		box := inked(img)
		for x := box.Min.X; x < box.Max.X; x++ {
			empty := true
			for y := box.Min.Y; y < box.Max.Y; y++ {
				empty = empty && img.RGBAAt(x, y).R > 200
			}
			if empty {
				gap++
				continue
			}
			if float64(gap) >= space*1.33*0.8 {
				gaps = append(gaps, gap)
			}
			gap = 0
		}
		if len(gaps) != 3 {
			t.Errorf("at %d: the gaps between words are %v pixels, a space is %.1f", i, gaps, space*1.33)
		}
	}
}

func TestShapesCoverWhatTheyOutlineAndNoMore(t *testing.T) {
	triangle := page.Path{Fill: page.Teal}
	triangle.Move(10, 10)
	triangle.Line(30, 10)
	triangle.Line(10, 30)
	triangle.Close()
	red := image.NewRGBA(image.Rect(0, 0, 4, 4))
	for i := range red.Pix {
		red.Pix[i] = []uint8{255, 0, 0, 255}[i%4]
	}
	for name, c := range map[string]struct {
		item    page.Item
		in, out []image.Point
	}{
		"rectangle": {page.Rect{Box: page.Box{X: 10, Y: 10, W: 20, H: 10}, Fill: page.Teal}, []image.Point{{10, 10}, {29, 19}}, []image.Point{{9, 10}, {30, 15}, {15, 20}}},
		"frame":     {page.Rect{Box: page.Box{X: 10, Y: 10, W: 20, H: 20}, Stroke: page.Teal, Width: 2}, []image.Point{{9, 9}, {30, 30}, {9, 20}}, []image.Point{{20, 20}, {7, 7}}},
		"line":      {page.Line{X1: 10, Y1: 20, X2: 50, Y2: 20, Width: 2, Color: page.Teal}, []image.Point{{10, 19}, {49, 20}}, []image.Point{{9, 20}, {50, 20}, {20, 22}}},
		"dashes":    {page.Line{X1: 10, Y1: 20, X2: 50, Y2: 20, Width: 2, Color: page.Teal, Dash: []float64{4, 4}}, []image.Point{{11, 20}, {19, 20}}, []image.Point{{15, 20}, {23, 20}}},
		"disc":      {page.Circle{X: 30, Y: 30, R: 10, Fill: page.Teal}, []image.Point{{30, 30}, {22, 30}}, []image.Point{{21, 21}, {41, 30}}},
		"ring":      {page.Circle{X: 30, Y: 30, R: 10, Stroke: page.Teal, Width: 2}, []image.Point{{20, 30}, {39, 30}}, []image.Point{{30, 30}}},
		"triangle":  {triangle, []image.Point{{12, 12}}, []image.Point{{27, 27}, {9, 9}}},
		"image":     {page.Image{Box: page.Box{X: 10, Y: 10, W: 20, H: 20}, Source: red}, []image.Point{{11, 11}, {28, 28}}, []image.Point{{9, 9}, {31, 20}}},
	} {
		img := Paint(blankPage(c.item), 0, 1)
		for _, p := range c.in {
			if c := img.RGBAAt(p.X, p.Y); c.G > 150 {
				t.Errorf("%s: %v is empty: %v", name, p, c)
			}
		}
		for _, p := range c.out {
			if c := img.RGBAAt(p.X, p.Y); c.G < 250 {
				t.Errorf("%s: %v is filled: %v", name, p, c)
			}
		}
	}
}

func TestNothingIsPaintedNowhere(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	odd := page.Path{Fill: page.Teal, Stroke: page.Teal, Width: 1}
	odd.Move(nan, 1)
	odd.Line(inf, 2)
	odd.Line(3, 3)
	doc := blankPage(odd,
		page.Text{X: nan, Y: 1, Size: 10, String: "a", Color: page.Black}, page.Text{X: 1, Y: inf, Size: 1e300, String: "a", Color: page.Black},
		page.Line{X2: inf, Width: 1, Color: page.Black}, page.Rect{Box: page.Box{W: nan, H: 1}, Fill: page.Black},
		page.Circle{R: inf, Fill: page.Black}, page.Image{}, page.Image{Box: page.Box{W: 1e6, H: 1e6}, Source: image.NewRGBA(image.Rect(0, 0, 1, 1))})
	if box := inked(Paint(doc, 0, 1)); !box.Empty() {
		t.Errorf("ink at %v", box)
	}
	for _, n := range []int{-1, 1} {
		if got := Paint(doc, n, 1); !got.Rect.Empty() {
			t.Errorf("page %d is painted", n)
		}
	}
	if got := Paint(blankPage(), 0, 1e9); got.Rect.Dx() > mostPixels {
		t.Errorf("%d pixels wide", got.Rect.Dx())
	}
}

func textPage() *page.Document {
	doc := page.NewDocument(page.Letter, "en-US", "Test", time.Date(2026, 3, 18, 0, 0, 0, 0, time.UTC))
	f := page.NewFlow(doc, page.LetterStyles(12), page.Frame{Left: 72, Right: 540, Top: 72, Bottom: 720})
	for i := range 9 {
		f.Para(strings.Repeat(fmt.Sprintf("The charge nurse on shift %d must now call for relief staff within 15 minutes of an unplanned absence. ", i), 3))
	}
	f.Finish(func(*page.Sheet) {})
	return doc
}

func BenchmarkPageAtScreenSize(b *testing.B) {
	doc := textPage()
	for b.Loop() {
		Paint(doc, 0, 4.0/3)
	}
}

func BenchmarkPageAtTwiceTheScreenSize(b *testing.B) {
	doc := textPage()
	for b.Loop() {
		Paint(doc, 0, 8.0/3)
	}
}

func BenchmarkFirstPage(b *testing.B) {
	doc := textPage()
	for b.Loop() {
		clear(masks.of)
		clear(outlines.of)
		Paint(doc, 0, 4.0/3)
	}
}
