package letter

import (
	"fmt"
	"strings"

	"rapport/data"
	"rapport/reports/page"
)

// HeadWords are the words around the text of a letter, in its language.
type HeadWords struct {
	Date, Reference, Contact, Line string // labels of the lines beside the address
	Address                        string // label of the hospital's address, in large print
	Confidential                   string // a sentence
	Help                           string // a sentence with %s for the phone number
	Page                           string // with %d for the page and %d for the number of pages
}

// Shield returns the mark of the letterhead, size points wide, with its upper
// left corner at x, y.
func Shield(x, y, size float64) []page.Item {
	at := func(dx, dy float64) page.Point { return page.Point{X: x + dx*size, Y: y + dy*size} }
	shield := page.Path{Fill: page.Teal}
	shield.Move(x, y)
	shield.Line(x+size, y)
	shield.Line(x+size, y+size*0.55)
	shield.Curve(at(1, 0.88), at(0.68, 1.05), at(0.5, 1.15))
	shield.Curve(at(0.32, 1.05), at(0, 0.88), at(0, 0.55))
	shield.Close()
	return []page.Item{
		shield,
		page.Rect{Box: page.Box{X: x + size*0.42, Y: y + size*0.18, W: size * 0.16, H: size * 0.62}, Fill: page.White},
		page.Rect{Box: page.Box{X: x + size*0.19, Y: y + size*0.41, W: size * 0.62, H: size * 0.16}, Fill: page.White},
	}
}

// The styles of head and foot. In large print everything is 18 points at least.
var (
	facilityStyle = page.Style{Face: page.SerifBold, Size: 17.5, Lead: 17, Color: page.Teal}
	officeStyle   = page.Style{Face: page.Sans, Size: 9.6, Lead: 12, Color: page.Grey}
	headStyle     = page.Style{Face: page.Sans, Size: 8.6, Lead: 11.5, Color: page.Grey}
	senderStyle   = page.Style{Face: page.Sans, Size: 9.5, Lead: 10.8, Color: page.Black}
	footStyle     = page.Style{Face: page.Sans, Size: 8.2, Lead: 11, Color: page.Grey}

	largeFacility = page.Style{Face: page.SerifBold, Size: 20, Lead: 23, Color: page.Teal}
	largeStyle    = page.Style{Face: page.Sans, Size: LargeSize, Lead: largeLead, Color: page.Black}
)

// The measures of head and foot in points.
const (
	headTop    = 34.0 // upper edge of the first line
	headRule   = 85.0 // the rule below the letterhead
	shieldSize = 30.0
	shieldRoom = 42.0 // from the left edge of the mark to the words
	footBottom = 26.0 // from the last baseline to the edge of the paper
	footGap    = 11.0 // between the text and the foot

	largeLead     = LargeSize * 1.15
	mostFootLines = 6
)

// Furnish draws head and foot of one page: the letterhead on the first, hospital,
// reference and date on those that follow.
func (g Geometry) Furnish(sheet *page.Sheet, reference, date string) {
	if sheet.N == 1 {
		sheet.Header(g.letterhead()...)
	} else {
		sheet.Header(g.continuation(reference, date)...)
	}
	sheet.Footer(g.foot(sheet.N, sheet.Total)...)
}

// Beginning is what stands above the text of a letter, worded in its language.
type Beginning struct {
	Date, Reference, Contact, Line string
	Address                        func(*page.Flow) // writes the lines of the address
}

// Begin writes the lines of date, reference and contact and the address, each at
// its place, and leaves the flow where the text begins.
func (g Geometry) Begin(f *page.Flow, b Beginning) {
	w := g.words
	pairs := []page.Pair{{Label: w.Date, Value: b.Date}, {Label: w.Reference, Value: b.Reference}, {Label: w.Contact, Value: b.Contact}, {Label: w.Line, Value: b.Line}}
	if !g.Large {
		f.Box(g.Info, page.AtBottom, func(in *page.Flow) {
			in.Styles.Small.Size = 8.2
			width := 56.0
			for _, pair := range pairs {
				width = max(width, widthOf(in.Styles.Small, pair.Label+": ")+4)
			}
			in.KeyValues(width, page.Style{Face: page.Sans, Size: 9.8, Lead: 12, Color: page.Black, Gap: 2}, pairs...)
		})
	}
	f.Box(g.Window, g.Anchor, b.Address)
	f.MoveTo(g.BodyTop)
	if !g.Large {
		return
	}
	small := f.Styles.Small
	f.Styles.Small = largeStyle
	pairs = append(pairs, page.Pair{Label: w.Address, Value: strings.Join(senderLines(g.settings.Address), ", ")})
	f.KeyValues(0, largeStyle.After(2), pairs...)
	f.Styles.Small = small
	f.Space(largeLead)
}

// senderLines are the lines of the hospital's address.
func senderLines(a data.Address) []string {
	lines := paragraphs(a.Street)
	if city := cityLine(a.City, a.State, a.Postal); city != "" {
		lines = append(lines, city)
	}
	return lines
}

// letterhead is the head of the first page. It ends above the window.
func (g Geometry) letterhead() []page.Item {
	switch {
	case g.Sender.W > 0:
		return g.senderHead()
	case g.Large:
		return g.largeHead()
	}
	s := g.settings
	column := stacked(headStyle, 205, 5, append(senderLines(s.Address), s.Phone)...)
	var items []page.Item
	widest := 0.0
	y := 69.0 + max(float64(len(column)-4), 0)*headStyle.Lead // a fifth line stands below the office
	for i := len(column) - 1; i >= 0; i-- {
		text := page.TextRight(headStyle, g.Frame.Right, y, column[i])
		widest = max(widest, text.Width())
		items = append(items, text)
		y -= headStyle.Lead
	}
	left := g.Frame.Left + shieldRoom
	room := g.Frame.Right - widest - 14 - left
	items = append(items, Shield(g.Frame.Left, 38, shieldSize)...)
	items = append(items, nameAndOffice(s, left, room)...)
	return append(items, g.ruleBelow(headRule))
}

// nameAndOffice stand beside the mark: the name on one line, or on two smaller
// ones where it is long.
func nameAndOffice(s data.Settings, left, room float64) []page.Item {
	style, name := fitted(facilityStyle, s.Facility, room, 2)
	y := 54.0
	if len(name) > 1 {
		y = 46
	}
	var items []page.Item
	for _, line := range name {
		items = append(items, page.TextAt(style, left, y, line))
		y += style.Size * 1.1
	}
	return append(items, page.TextAt(officeStyle, left, max(69, y+1), Shortened(officeStyle, s.Office, room)))
}

// fitted sets a name in one line, or in up to most smaller ones, in the largest
// size that holds it.
func fitted(style page.Style, name string, room float64, most int) (page.Style, []string) {
	for _, size := range []float64{17.5, 16.5, 15.5, 14.5} {
		style.Size = size
		if widthOf(style, name) <= room {
			return style, []string{name}
		}
	}
	for style.Size = 14; style.Size > 10.5; style.Size -= 0.5 {
		if lines := wrapped(style, name, room); len(lines) <= most {
			return style, lines
		}
	}
	return style, stacked(style, room, most, name)
}

// largeHead has mark, hospital and office, in lines that reach from edge to edge.
// The address follows below the window, where there is room.
func (g Geometry) largeHead() []page.Item {
	left, limit := g.Frame.Left+shieldRoom, g.headLimit()
	items, y := g.largeNames(left, g.Frame.Right-left, limit)
	items = append(Shield(g.Frame.Left, headTop+2, shieldSize), items...)
	return append(items, g.ruleBelow(min(y+8, limit)))
}

// headLimit is where the head must end.
func (g Geometry) headLimit() float64 {
	if g.KeepOut.W > 0 {
		return g.KeepOut.Y - 2
	}
	return g.Window.Y - 8
}

// largeNames writes hospital and office down to limit and returns the last
// baseline. A long name stands in 18 points instead of 20.
func (g Geometry) largeNames(left, room, limit float64) (items []page.Item, y float64) {
	style := largeFacility
	fit := func() int { return int((limit - headTop - 2) / style.Lead) }
	if len(wrapped(style, g.settings.Facility, room)) >= fit() {
		style.Size, style.Lead = LargeSize, largeLead
	}
	lines, y := fit(), headTop-5
	names := stacked(style, room, max(lines-1, 1), g.settings.Facility)
	for _, line := range names {
		y += style.Lead
		items = append(items, page.TextAt(style, left, y, line))
	}
	for _, line := range stacked(largeStyle, room, max(lines-len(names), 1), g.settings.Office) {
		y += largeLead
		items = append(items, page.TextAt(largeStyle, left, y, line))
	}
	return items, y
}

// senderHead leaves the sender's window to a neutral name and the address, and
// has hospital and office to the right of it.
func (g Geometry) senderHead() []page.Item {
	s, items := g.settings, g.senderAddress()
	left := max(g.SenderKeepOut.Right(), g.KeepOut.Right()) + 3
	room := g.Frame.Right - left
	if g.Large {
		names, _ := g.largeNames(left, room, g.Window.Bottom())
		return append(items, names...)
	}
	style, names := fitted(facilityStyle, s.Facility, room, 3)
	y := 50.0
	for _, line := range names {
		items = append(items, page.TextAt(style, left, y, line))
		y += style.Size * 1.1
	}
	for _, line := range stacked(officeStyle, room, 3, s.Office, s.Phone) {
		items = append(items, page.TextAt(officeStyle, left, y, line))
		y += officeStyle.Lead
	}
	return append(items, page.Line{X1: left, Y1: y - 4, X2: g.Frame.Right, Y2: y - 4, Color: page.Teal, Width: 0.9})
}

// senderAddress is what stands in the sender's window, nothing without one.
func (g Geometry) senderAddress() []page.Item {
	if g.Sender.W == 0 {
		return nil
	}
	var items []page.Item
	lines := append([]string{g.settings.SenderName()}, senderLines(g.settings.Address)...)
	y := g.Sender.Y + senderStyle.Baseline()
	for _, line := range stacked(senderStyle, g.Sender.W, int(g.Sender.H/senderStyle.Lead+0.01), lines...) {
		items = append(items, page.TextAt(senderStyle, g.Sender.X, y, line))
		y += senderStyle.Lead
	}
	return items
}

func (g Geometry) ruleBelow(y float64) page.Item {
	return page.Line{X1: g.Frame.Left, Y1: y, X2: g.Frame.Right, Y2: y, Color: page.Teal, Width: 0.9}
}

// continuation is the head of the pages that follow.
func (g Geometry) continuation(reference, date string) []page.Item {
	left, right, s := g.Frame.Left, g.Frame.Right, g.settings
	rule := func(y float64) page.Item {
		return page.Line{X1: left, Y1: y, X2: right, Y2: y, Color: page.Rule, Width: 0.5}
	}
	if g.Large {
		second := reference + "  ·  " + date
		return []page.Item{
			page.TextAt(largeStyle, left, 52, Shortened(largeStyle, s.Facility, right-left)),
			page.TextAt(largeStyle, left, 52+largeLead, Shortened(largeStyle, second, right-left)),
			rule(82)}
	}
	day := page.TextRight(headStyle, right, 50, date)
	room := right - left - day.Width() - 14
	number := "  ·  " + reference
	who := Shortened(headStyle, s.Facility, room-widthOf(headStyle, number)) + number
	return []page.Item{page.TextAt(headStyle, left, 50, who), day, rule(57)}
}

// foot stands below every page. The number of the page ends its last line.
func (g Geometry) foot(n, total int) []page.Item {
	style, lines := g.footStyle, g.footText
	left, right, y := g.Frame.Left, g.Frame.Right, g.footTop()
	items := []page.Item{page.Line{X1: left, Y1: y, X2: right, Y2: y, Color: page.Rule, Width: 0.5}}
	for _, line := range lines {
		y += style.Lead
		if line != "" {
			items = append(items, page.TextAt(style, left, y, line))
		}
	}
	return append(items, page.TextRight(style, right, y, fmt.Sprintf(g.words.Page, n, total)))
}

// footTop is where the rule above the foot lies.
func (g Geometry) footTop() float64 {
	style, lines := g.footStyle, g.footText
	return g.Paper.H - footBottom - float64(len(lines))*style.Lead
}

// footLines are the lines of the foot; the last leaves room for the number of the
// page.
func (g Geometry) footLines() (page.Style, []string) {
	style, texts := footStyle, []string{g.words.Confidential}
	if g.settings.Phone != "" && g.words.Help != "" {
		texts = append(texts, fmt.Sprintf(g.words.Help, phone(g.settings.Phone, g.settings.TTY)))
	}
	if g.Large {
		style, texts = largeStyle, []string{words(texts...)}
	}
	width := g.Frame.Right - g.Frame.Left
	lines := stacked(style, width, mostFootLines, texts...)
	number := widthOf(style, fmt.Sprintf(g.words.Page, 99, 99)) + 14
	if len(lines) == 0 || widthOf(style, lines[len(lines)-1])+number > width {
		lines = append(lines, "")
	}
	return style, lines
}

// phone is a number with what people who use a text telephone dial.
func phone(number, tty string) string {
	if number == "" || tty == "" {
		return number
	}
	return number + " (TTY " + tty + ")"
}

// wrapped breaks text into lines of at most width points.
func wrapped(style page.Style, text string, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		longer := words(line, word)
		if line != "" && widthOf(style, longer) > width {
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// stacked breaks texts into at most n lines; what is longer is cut with an
// ellipsis.
func stacked(style page.Style, width float64, n int, texts ...string) []string {
	var lines []string
	for _, text := range texts {
		lines = append(lines, wrapped(style, text, width)...)
	}
	if len(lines) > n {
		lines[n-1] = strings.Join(lines[n-1:], " ")
		lines = lines[:n]
	}
	for i, line := range lines {
		lines[i] = Shortened(style, line, width)
	}
	return lines
}

// Shortened cuts text to width points and ends it with an ellipsis where it is
// longer: for heads and feet, which have one line.
func Shortened(style page.Style, text string, width float64) string {
	clean, _ := page.Clean(text)
	if page.Width(style, clean) <= width {
		return clean
	}
	runes := []rune(clean)
	for len(runes) > 0 && page.Width(style, string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
