package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Empty is what a list or section shows when it holds nothing: a sentence that
// says what to do, and a button that does it.
type Empty struct {
	group
	text *Paragraph
}

// NewEmpty makes an empty state; without a button text there is no button.
func NewEmpty(text, button string, do func()) *Empty {
	e := &Empty{text: NewParagraph(text, Type{Color: ColorMuted, Align: fyne.TextAlignCenter})}
	parts := container.NewVBox(AtLeast(26, 0, e.text))
	if button != "" {
		parts.Add(gap(0.4))
		parts.Add(container.NewCenter(NewButton(button, do)))
	}
	e.content = container.NewCenter(parts)
	e.ExtendBaseWidget(e)
	return e
}

// SetText changes the sentence.
func (e *Empty) SetText(text string) { e.text.SetText(text) }
