package letter

import (
	"fmt"

	"rapport/data"
	"rapport/reports/page"
)

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

var (
	facilityStyle = page.Style{Face: page.SerifBold, Size: 17.5, Color: page.Teal}
	officeStyle   = page.Style{Face: page.Sans, Size: 9.6, Color: page.Grey}
	headStyle     = page.Style{Face: page.Sans, Size: 8.6, Color: page.Grey}
	footStyle     = page.Style{Face: page.Sans, Size: 8.2, Color: page.Grey}
)

// letterhead is the head of the first page: mark, hospital and office at the
// left, postal address and phone at the right.
func letterhead(s data.Settings) []page.Item {
	lines := append(paragraphs(s.Address.Street), cityLine(s.Address.City, s.Address.State, s.Address.Postal), s.Phone)
	items := Shield(marginLeft, 38, 30)
	widest := 0.0
	y := 69.0
	for i := len(lines) - 1; i >= 0 && y > 30; i-- {
		if lines[i] == "" {
			continue
		}
		text := page.TextRight(headStyle, marginRight, y, Shortened(headStyle, lines[i], 170))
		widest = max(widest, text.Width())
		items = append(items, text)
		y -= 11.5
	}
	left := marginLeft + 42
	room := marginRight - widest - 14 - left
	style := facilityStyle
	if w := widthOf(style, s.Facility); w > room {
		style.Size = max(11, style.Size*room/w)
	}
	return append(items,
		page.TextAt(style, left, 54, Shortened(style, s.Facility, room)),
		page.TextAt(officeStyle, left, 69, Shortened(officeStyle, s.Office, room)),
		page.Line{X1: marginLeft, Y1: 85, X2: marginRight, Y2: 85, Color: page.Teal, Width: 0.9})
}

// continuation is the head of the pages that follow.
func continuation(s data.Settings, reference, date string) []page.Item {
	day := page.TextRight(headStyle, marginRight, 50, date)
	who := Shortened(headStyle, s.Facility+"  ·  "+reference, marginRight-marginLeft-day.Width()-14)
	return []page.Item{
		page.TextAt(headStyle, marginLeft, 50, who), day,
		page.Line{X1: marginLeft, Y1: 57, X2: marginRight, Y2: 57, Color: page.Rule, Width: 0.5},
	}
}

// foot stands below every page.
func (c *composer) foot(n, total int) []page.Item {
	pages := page.TextRight(footStyle, marginRight, 766, fmt.Sprintf(c.labels.pages, n, total))
	first, second := c.labels.confidential, fmt.Sprintf(c.labels.help, phone(c.Settings.Phone, c.Settings.TTY))
	if c.Draft.Kind.Spec().Memo {
		first, second = c.labels.internal, ""
	}
	return []page.Item{
		page.Line{X1: marginLeft, Y1: 744, X2: marginRight, Y2: 744, Color: page.Rule, Width: 0.5},
		page.TextAt(footStyle, marginLeft, 755, first),
		page.TextAt(footStyle, marginLeft, 766, Shortened(footStyle, second, marginRight-marginLeft-pages.Width()-14)),
		pages,
	}
}

// phone is a number with what people who use a text telephone dial.
func phone(number, tty string) string {
	if number == "" || tty == "" {
		return number
	}
	return number + " (TTY " + tty + ")"
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
