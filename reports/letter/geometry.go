package letter

import (
	"math"

	"rapport/data"
	"rapport/reports/page"
)

const mm = 72 / 25.4 // points

// Geometry says where the parts of a letter stand on its paper, in points from
// the upper left corner, so that the window of its envelope shows the name and
// the address and nothing else.
type Geometry struct {
	Envelope data.Envelope
	Paper    page.Size
	Large    bool    // large print: all but the address on an envelope at 18 points
	TextSize float64 // of the body

	Frame   page.Frame // of the text on every page; on the first it begins at BodyTop
	BodyTop float64    // below the window and the first fold

	// Window is where the name and the address stand, with the last line on its
	// lower edge where there is an envelope, so that city and postal code always
	// show.
	Window page.Box
	Anchor page.Anchor
	// Address is the style of the lines in the window, and Lines how many of them
	// it shows.
	Address page.Style
	Lines   int
	// KeepOut may show through the window, wherever the sheet slides: nothing but
	// the name and address may stand there. It has no size without a window. In
	// 2017 a shifted letter showed what 12,000 people took.
	KeepOut page.Box
	// Sender and SenderKeepOut are the same for the window of the sender, where
	// the envelope has one.
	Sender, SenderKeepOut page.Box

	// Info is where date, reference and contact stand beside the window. In large
	// print it has no size: they are the first lines of the body.
	Info page.Box
	// Folds are the heights at which the sheet is folded.
	Folds [2]float64

	settings data.Settings // with the office's name in the language of the letter
	words    HeadWords
}

// Play is how far the print of a printer that was set up, and a fold made by
// hand, may still be off, in millimetres. It is kept free around every window.
const Play = 2.0

// LargeSize is the size of large print in points (American Council of the Blind,
// large print guidelines of 2022).
const LargeSize = 18

// textSize is 12 points, for readers who are patients.
const textSize = 12

// The margins of the paper: an inch, and with A4 at the right what DIN 5008 has.
// Large print has an inch on either side.
const (
	inch    = 72.0
	rightA4 = 20 * mm
)

// GeometryFor returns where the parts of the office's letters stand, with head and
// foot in the language of w.
func GeometryFor(s data.Settings, w HeadWords, large bool) Geometry {
	paper, envelope := s.Sheet()
	g := Geometry{settings: s, words: w, Envelope: envelope, Paper: SheetSize(paper), Large: large, TextSize: textSize, Lines: mostAddressLines,
		Address: page.Style{Face: page.Sans, Size: 10.5, Lead: 12.6, Color: page.Black}}
	for i, fold := range envelope.Folds(paper) {
		g.Folds[i] = fold * mm
	}
	right := inch
	if paper == data.A4 && !large {
		right = rightA4
	}
	g.Frame = page.Frame{Left: inch, Top: 80, Right: g.Paper.W - right}
	if large {
		g.TextSize, g.Frame.Top = LargeSize, 104
	}
	g.Frame.Bottom = g.footTop() - footGap
	if form := envelope.Form(); form.Address == (data.Opening{}) {
		g.withoutWindow()
	} else {
		g.withWindow(form, paper)
	}
	g.beside()
	return g
}

// SheetSize is a size of paper in points.
func SheetSize(paper data.PaperSize) page.Size {
	if paper == data.A4 {
		return page.A4
	}
	return page.Letter
}

func (g *Geometry) withWindow(form data.EnvelopeForm, paper data.PaperSize) {
	width, height := paper.Size()
	panel := g.Envelope.Folds(paper)[0]
	rest, always, swept := positions(form, form.Address, panel, width)
	left := max(always.left+form.ClearSide, inch/mm)
	bottom := rest.bottom - form.Clear
	room := (bottom - rest.top - form.Clear) * mm
	g.Lines = min(mostAddressLines, int(math.Floor(room/g.Address.Lead+0.01)))
	g.Anchor = page.AtBottom
	g.Window = span{left, bottom - float64(g.Lines)*g.Address.Lead/mm, always.right - form.ClearSide, bottom}.box()
	g.KeepOut = swept.grown(Play, width, height).box()
	g.BodyTop = max(g.KeepOut.Bottom(), g.Folds[0]) + 3*mm
	if form.Sender == (data.Opening{}) {
		return
	}
	_, always, swept = positions(form, form.Sender, panel, width)
	g.Sender = span{max(always.left+form.ClearSide, inch/mm), always.top + form.Clear, always.right - form.ClearSide, always.bottom - form.Clear}.box()
	g.SenderKeepOut = swept.grown(Play, width, height).box()
}

// withoutWindow has the address on the page for the reader alone: it may be as
// large as the rest, and the letter begins higher.
func (g *Geometry) withoutWindow() {
	top := 42 * mm
	if g.Large {
		g.Address.Size, g.Address.Lead = LargeSize, largeLead
		top = 50 * mm
	}
	g.Anchor = page.AtTop
	g.Window = page.Box{X: g.Frame.Left, Y: top, W: 85 * mm, H: mostAddressLines * g.Address.Lead}
	if g.Large {
		g.Window.W = g.Frame.Right - g.Frame.Left
	}
	g.BodyTop = g.Window.Bottom() + 7*mm
}

// beside puts the lines of date, reference and contact to the right of the
// window, at most 65 mm wide, as DIN 5008 has them.
func (g *Geometry) beside() {
	if g.Large {
		return
	}
	left := g.Frame.Right - 65*mm
	if g.KeepOut.W > 0 {
		left = max(left, g.KeepOut.Right()+2.5*mm)
	}
	g.Info = page.Box{X: left, Y: g.Window.Y, W: g.Frame.Right - left, H: g.Window.H}
}

// MemoTop is where the text of a memo begins, which goes in no window.
func (g Geometry) MemoTop() float64 {
	if g.Large {
		return g.headLimit() + 2*largeLead
	}
	return headRule + 19
}

// Zones are the places of a first page that may show through a window.
func (g Geometry) Zones() []page.Box {
	var all []page.Box
	for _, b := range []page.Box{g.KeepOut, g.SenderKeepOut} {
		if b.W > 0 {
			all = append(all, b)
		}
	}
	return all
}

// span is a rectangle on a sheet in millimetres from its upper left corner.
type span struct{ left, top, right, bottom float64 }

func (s span) box() page.Box {
	return page.Box{X: s.left * mm, Y: s.top * mm, W: (s.right - s.left) * mm, H: (s.bottom - s.top) * mm}
}

// grown is the span with by millimetres more on every side, as far as the sheet
// reaches.
func (s span) grown(by, width, height float64) span {
	return span{max(s.left-by, 0), max(s.top-by, 0), min(s.right+by, width), min(s.bottom+by, height)}
}

// positions returns what a window shows of a sheet that is width millimetres wide
// and whose address panel, above the first fold, is panel millimetres high: at
// rest (the fold lies on the bottom of the envelope, the sheet at its left end);
// in every position; and in any.
//
// The sheet slides by the height of the envelope less that of the panel, and by
// the width of the envelope less that of the sheet. At rest the lower edge of the
// window is its distance from the bottom above the fold; when the sheet is pushed
// up, its upper edge touches that of the envelope. With a #10 envelope and US
// Letter that gives 51.9 to 80.4 and 63.5 to 92.1 mm (domain 6.1), the first of
// which is the 2.042 in that a mailing house publishes.
func positions(form data.EnvelopeForm, o data.Opening, panel, width float64) (rest, always, swept span) {
	up, aside := form.Height-panel, form.Width-width
	rest = span{o.Left, panel - o.Bottom - o.Height, o.Left + o.Width, panel - o.Bottom}
	always = span{rest.left, rest.top + up, rest.right - aside, rest.bottom}
	swept = span{max(rest.left-aside, 0), rest.top, rest.right, rest.bottom + up}
	return rest, always, swept
}
