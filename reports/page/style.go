package page

// Style is how a block of text looks.
type Style struct {
	Face  Face
	Size  float64 // points
	Lead  float64 // from baseline to baseline, points
	Color Color
	Gap   float64 // empty space above the block, points; none at the top of a page
	Below float64 // of a heading: the gap to what follows, instead of that one's own
}

// Baseline is how far below the upper edge of a line its letters stand.
func (s Style) Baseline() float64 {
	ascent, descent := s.Face.Ascent(s.Size), s.Face.Descent(s.Size)
	return (s.Lead-ascent-descent)/2 + ascent
}

// Styles are the looks of the blocks of one document.
type Styles struct {
	Body    Style
	H1      Style
	H2      Style
	H3      Style
	Small   Style // notes, labels, captions' small print
	Caption Style // the line above a table or a figure
	Cell    Style // of a table
	Item    Style // of a list

	Bullet float64 // size of the dots before the items of a list; 0: as its text
	// CellPad is the empty space above and below the text of a cell; 0: as usual.
	CellPad float64
}

// largePrint is the body size from which the rules of large print hold
// (American Council of the Blind, best practices of 2022): one size throughout,
// headings somewhat larger and bold, lines not much apart, an empty line between
// paragraphs, bullets that are seen.
const largePrint = 16

// LetterStyles are the looks of a letter whose text is body points in size: 12
// as usual, 18 for large print. The lead is a quarter more than the size, in
// large print a fifth. All other sizes follow, so that large print is large
// throughout: no style of it is smaller than the text.
func LetterStyles(body float64) Styles {
	if body >= largePrint {
		return largeStyles(body)
	}
	lead := body * 1.25
	text := Style{Face: Sans, Size: body, Lead: lead, Color: Black, Gap: lead * 0.5}
	bold := text
	bold.Face = SansBold
	h1, h2 := bold, bold
	h1.Size, h1.Below = body*1.08, text.Gap
	h2.Gap, h2.Below = lead*0.7, body*0.1
	item := text
	item.Gap = lead * 0.15
	small := Style{Face: Sans, Size: body * 0.82, Lead: body * 1.1, Color: Grey, Gap: lead * 0.3}
	cell := text
	cell.Size, cell.Lead, cell.Gap = body*0.9, body*1.15, 0
	return Styles{Body: text, H1: h1, H2: h2, H3: h2, Small: small, Caption: h2, Cell: cell, Item: item}
}

func largeStyles(body float64) Styles {
	lead := body * 1.2
	text := Style{Face: Sans, Size: body, Lead: lead, Color: Black, Gap: lead}
	bold := text
	bold.Face = SansBold
	h1, h2, h3 := bold, bold, bold
	h1.Size, h1.Lead, h1.Below = body*1.22, lead*1.22, lead*0.5
	h2.Size, h2.Lead, h2.Below = body*1.11, lead*1.11, lead*0.25
	h3.Below = lead * 0.25
	item := text
	item.Gap = lead * 0.5
	cell := text
	cell.Gap = 0
	return Styles{Body: text, H1: h1, H2: h2, H3: h3, Small: text, Caption: h3, Cell: cell, Item: item, Bullet: body * 1.5}
}

// ReportStyles are the looks of a summary, a log or another report.
func ReportStyles() Styles {
	text := Style{Face: Sans, Size: 10.6, Lead: 14, Color: Black, Gap: 7}
	item := text
	item.Gap = 2.5
	return Styles{
		Body:    text,
		H1:      Style{Face: SerifBold, Size: 22, Lead: 27, Color: Teal, Below: 4},
		H2:      Style{Face: SerifBold, Size: 14.5, Lead: 18, Color: Teal, Gap: 17, Below: 4},
		H3:      Style{Face: SansBold, Size: 11.2, Lead: 14.5, Color: Black, Gap: 11, Below: 2},
		Small:   Style{Face: Sans, Size: 8.6, Lead: 11, Color: Grey, Gap: 4},
		Caption: Style{Face: SansBold, Size: 10, Lead: 13, Color: Black, Gap: 13, Below: 4},
		Cell:    Style{Face: Sans, Size: 9.4, Lead: 12, Color: Black},
		Item:    item,
	}
}

// DenseStyles are those of a report of many tables.
func DenseStyles() Styles {
	s := ReportStyles()
	s.Body.Size, s.Body.Lead, s.Body.Gap = 10, 13.2, 5.5
	s.Item.Size, s.Item.Lead = 10, 13.2
	s.H2.Gap, s.H3.Gap = 12, 8
	s.Small.Size, s.Small.Lead, s.Small.Gap = 7.8, 9.6, 3
	s.Caption.Size, s.Caption.Lead, s.Caption.Gap, s.Caption.Below = 9.4, 12, 10, 3
	s.Cell.Size, s.Cell.Lead = 8.6, 10.8
	s.CellPad = 1.9
	return s
}

// In returns the style in another colour.
func (s Style) In(c Color) Style { s.Color = c; return s }

// With returns the style in another face.
func (s Style) With(f Face) Style { s.Face = f; return s }

// After returns the style with another gap above.
func (s Style) After(gap float64) Style { s.Gap = gap; return s }
