package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Compared is a stretch of a text that is compared with another: in both, added
// or removed.
type Compared struct {
	Text           string
	Added, Removed bool
}

// NewCompared is a wrapping text with what was added in bold and underlined, and
// what was removed struck through: color is not the only sign.
func NewCompared(pieces []Compared) *Paragraph {
	p := NewParagraph("", Plain)
	p.rich.Segments = nil
	for _, each := range pieces {
		style := widget.RichTextStyle{ColorName: ColorText, SizeName: Plain.size(), Inline: true}
		switch {
		case each.Added:
			style.ColorName, style.TextStyle = ColorOK, fyne.TextStyle{Bold: true, Underline: true}
		case each.Removed:
			style.ColorName, style.TextStyle = ColorOverdue, fyne.TextStyle{Strikethrough: true}
		}
		p.rich.Segments = append(p.rich.Segments, &widget.TextSegment{Text: each.Text, Style: style})
	}
	p.rich.Refresh()
	return p
}
