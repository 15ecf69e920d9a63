package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"rapport/reports/page"
)

// look is how a cell is set. Equal looks share one style of the workbook.
type look struct {
	format string // of a number
	size   float64
	bold   bool
	grey   bool
	link   bool
	head   bool // of a column: shaded
	total  bool // below a line
	alarm  bool
	right  bool
	wrap   bool
}

// The looks that are not those of a table's cells.
var (
	titleLook   = look{size: 16, bold: true}
	captionLook = look{size: 13, bold: true}
	labelLook   = look{bold: true}
	plainLook   = look{wrap: true}
	quietLook   = look{grey: true}
	noteLook    = look{grey: true, wrap: true}
	linkLook    = look{link: true}
	headLook    = look{bold: true, head: true, wrap: true}
	alarmLook   = look{bold: true, alarm: true, wrap: true}
)

func hex(c page.Color) string { return fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B) }

// style gives the number of the look's style in the workbook.
func (b *book) style(l look) (int, error) {
	if id, made := b.styles[l]; made {
		return id, nil
	}
	font := &excelize.Font{Bold: l.bold, Size: l.size, Family: "Calibri"}
	if font.Size == 0 {
		font.Size = 11
	}
	s := &excelize.Style{Font: font, Alignment: &excelize.Alignment{Vertical: "top", WrapText: l.wrap}}
	switch {
	case l.link:
		font.Color, font.Underline = hex(page.Teal), "single"
	case l.grey:
		font.Color = hex(page.Grey)
	}
	if l.right {
		s.Alignment.Horizontal = "right"
	}
	line := func(side string) {
		s.Border = append(s.Border, excelize.Border{Type: side, Color: hex(page.Teal), Style: 1})
	}
	switch {
	case l.head:
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{hex(page.Shade)}}
		s.Alignment.Vertical = "bottom"
		line("bottom")
	case l.total:
		line("top")
	case l.alarm:
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{hex(page.Amber)}}
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	id, err := b.file.NewStyle(s)
	if err != nil {
		return 0, fmt.Errorf("setting a style: %w", err)
	}
	b.styles[l] = id
	return id, nil
}
