package letter

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"rapport/data"
	"rapport/reports/page"
)

// The crosses of the test sheet stand that many millimetres from the edges:
// cross A from the left and the upper edge, cross B from the right and the lower.
const (
	CrossSide = 30.0
	CrossTop  = 20.0
)

// ruled is the length of the line that shows whether a printer scales, in
// millimetres.
const ruled = 150.0

// TestSheet is a page that shows whether a printer and an envelope fit the letters:
// the zone behind the window in grey, the window in its outermost positions, the
// folds, rulers and crosses to measure, and how to go about it. printer is the one
// it is for and how far its print is moved; the sheet itself is not moved.
func TestSheet(s data.Settings, printer data.PrinterSetup) *page.Document {
	g := GeometryFor(s, labelsFor(data.English).HeadWords, false)
	doc := page.NewDocument(g.Paper, "en-US", "Test sheet for envelopes", time.Time{})
	f := page.NewFlow(doc, page.LetterStyles(11.5), page.Frame{Left: g.Frame.Left, Top: g.Frame.Top, Right: g.Frame.Right, Bottom: g.Paper.H - 14*mm})
	sheet := testSheet{Geometry: g, doc: doc}
	sheet.zones()
	sheet.folds()
	sheet.rulers()
	sheet.cross(sheet.crossX(), CrossTop, "A")
	sheet.cross(g.Paper.W/mm-CrossSide, g.Paper.H/mm-CrossSide, "B")
	sheet.draw(g.senderAddress()...)
	f.Box(g.Window, g.Anchor, func(in *page.Flow) { in.Lines(g.Address, sampleAddress(g.Lines)...) })
	f.MoveTo(g.BodyTop)
	sheet.explain(f, printer)
	return doc
}

// testSheet draws on the only page of the sheet.
type testSheet struct {
	Geometry
	doc *page.Document
}

func (t testSheet) draw(items ...page.Item) {
	t.doc.Pages[0].Items = append(t.doc.Pages[0].Items, items...)
}

// crossX is how far cross A stands from the left edge: to the right of a sender's
// window, where there is one.
func (t testSheet) crossX() float64 {
	if t.Sender.W > 0 {
		return CrossSide + 100
	}
	return CrossSide
}

var (
	thin       = page.Line{Color: page.Grey, Width: 0.4}
	dashed     = []float64{3, 2}
	markStyle  = page.Style{Face: page.Sans, Size: 7.5, Color: page.Black}
	crossStyle = page.Style{Face: page.SansBold, Size: 10, Color: page.Black}
)

// zones are the places that may show through a window, and the window at rest and
// pushed as far up and to the right as it goes.
func (t testSheet) zones() {
	for _, zone := range t.Zones() {
		t.draw(page.Rect{Box: zone, Fill: page.Shade})
	}
	form := t.Envelope.Form()
	for _, o := range []data.Opening{form.Address, form.Sender} {
		if o == (data.Opening{}) {
			continue
		}
		width, panel := t.Paper.W/mm, t.Folds[0]/mm
		rest, always, swept := positions(form, o, panel, width)
		pushed := span{always.right - o.Width, always.top, always.right, swept.bottom}
		for _, at := range []span{rest, pushed} {
			b := span{max(at.left, 0), at.top, at.right, at.bottom}.box()
			t.stroke(b.X, b.Y, b.Right(), b.Y, dashed)
			t.stroke(b.X, b.Bottom(), b.Right(), b.Bottom(), dashed)
			t.stroke(b.X, b.Y, b.X, b.Bottom(), dashed)
			t.stroke(b.Right(), b.Y, b.Right(), b.Bottom(), dashed)
		}
	}
}

func (t testSheet) stroke(x1, y1, x2, y2 float64, dash []float64) {
	l := thin
	l.X1, l.Y1, l.X2, l.Y2, l.Dash = x1, y1, x2, y2, dash
	t.draw(l)
}

// folds are marked at both edges, so that they run through no text.
func (t testSheet) folds() {
	for _, y := range t.Folds {
		t.stroke(5*mm, y, 18*mm, y, dashed)
		t.stroke(t.Paper.W-18*mm, y, t.Paper.W-5*mm, y, dashed)
		t.draw(page.TextRight(markStyle, t.Paper.W-5*mm, y-2, "Fold here"))
	}
}

// rulers run along the upper and the left edge, and nowhere behind a window.
func (t testSheet) rulers() {
	const at, from = 7.0, 10
	for i := from; float64(i) < t.Paper.W/mm-from; i++ {
		t.tick(float64(i), at, 0, 1, i)
	}
	for i := from; float64(i) < t.Paper.H/mm-from; i++ {
		t.tick(at, float64(i), 1, 0, i)
	}
}

// tick marks millimetre n of a ruler at x, y; dx and dy say which way it points.
func (t testSheet) tick(x, y, dx, dy float64, n int) {
	for _, zone := range t.Zones() {
		if x*mm < zone.Right() && (y-1)*mm < zone.Bottom() && (x+5)*mm > zone.X && (y+1)*mm > zone.Y {
			return
		}
	}
	long := 1.2
	switch {
	case n%10 == 0:
		long = 3
		label := page.TextAt(markStyle, (x+dx*3.4)*mm, (y+dx*0.9+dy*6)*mm, strconv.Itoa(n))
		if dy > 0 {
			label.X -= label.Width() / 2
		}
		t.draw(label)
	case n%5 == 0:
		long = 2
	}
	t.stroke(x*mm, y*mm, (x+dx*long)*mm, (y+dy*long)*mm, nil)
}

func (t testSheet) cross(x, y float64, name string) {
	const arm = 5.0
	t.stroke((x-arm)*mm, y*mm, (x+arm)*mm, y*mm, nil)
	t.stroke(x*mm, (y-arm)*mm, x*mm, (y+arm)*mm, nil)
	t.draw(page.TextAt(crossStyle, (x+1.5)*mm, (y-1.5)*mm, name))
}

// sampleAddress fills a window with n lines.
func sampleAddress(n int) []string {
	lines := []string{"Name of the person"}
	for i := 2; i < n; i++ {
		lines = append(lines, fmt.Sprintf("Line %d of the address", i))
	}
	return append(lines, "City, state and postal code")
}

// explain says in words what to do with the sheet.
func (t testSheet) explain(f *page.Flow, printer data.PrinterSetup) {
	paper := data.USLetter
	if t.Paper == page.A4 {
		paper = data.A4
	}
	f.Heading(1, "Does the letter fit the envelope?")
	f.ParaIn(f.Styles.Small.In(page.Black), fmt.Sprintf("Envelope: %s. Paper: %s. Printer: %s, print moved %s.",
		t.Envelope, paper, cmp.Or(printer.Name, "the system's own choice"), Moved(printer)))
	f.Heading(2, "The printer")
	f.Numbered(
		"Print this sheet at its real size: 100 %, without fitting it to the page.",
		fmt.Sprintf("Lay a ruler along the line below. From mark to mark it is %.0f mm long. If yours is longer or shorter, turn scaling off in the settings of the printer and begin again.", ruled),
		fmt.Sprintf("Measure where cross A stands: it belongs %.0f mm from the left edge and %.0f mm from the upper edge of the paper. Cross B belongs %.0f mm from the right and the lower edge.", t.crossX(), CrossTop, CrossSide),
		fmt.Sprintf("Left edge to cross A: ______ mm. Upper edge to cross A: ______ mm. In Settings, Letters and printing, add %.0f less the first number to “Move to the right” and %.0f less the second to “Move down”. Save, and print the sheet again.", t.crossX(), CrossTop))
	t.line(f)
	if t.KeepOut.W == 0 {
		f.Para("This envelope has no window; the address on the letter is for the reader alone.")
		return
	}
	f.Heading(2, "The envelope")
	f.Numbered(
		"Fold the sheet where it says so and put it into the envelope, with the address behind the window.",
		"Tap the envelope on the table, once on each of its four edges, and look at the window each time. All lines of the address must show, with grey around them. White must never show, nor any of this text.",
		"If it does, the envelope is not the one that was chosen, or the sheet was folded elsewhere. Choose the right envelope in Settings and print the sheet again.")
}

// line draws the line that is measured.
func (t testSheet) line(f *page.Flow) {
	f.Space(24)
	y, x := f.Y(), t.Frame.Left
	t.stroke(x, y, x+ruled*mm, y, nil)
	for _, end := range []float64{x, x + ruled*mm} {
		t.stroke(end, y-4, end, y+4, nil)
	}
	f.Space(6)
}

// Moved says in words how far the print is moved.
func Moved(p data.PrinterSetup) string {
	if p.OffsetX == 0 && p.OffsetY == 0 {
		return "by nothing"
	}
	side, height := "to the right", "down"
	if p.OffsetX < 0 {
		side, p.OffsetX = "to the left", -p.OffsetX
	}
	if p.OffsetY < 0 {
		height, p.OffsetY = "up", -p.OffsetY
	}
	return fmt.Sprintf("%s mm %s and %s mm %s", strconv.FormatFloat(p.OffsetX, 'f', -1, 64), side, strconv.FormatFloat(p.OffsetY, 'f', -1, 64), height)
}
