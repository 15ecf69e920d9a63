package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Empty is what a list or section shows when it holds nothing: a sentence that
// says what to do, and a button that does it.
type Empty struct {
	group
	text   *Paragraph
	button *Button
	offer  fyne.CanvasObject // the button with its gap
}

// NewEmpty makes an empty state; without a button text there is no button.
func NewEmpty(text, button string, do func()) *Empty {
	e := &Empty{text: NewParagraph(text, Type{Color: ColorMuted, Align: fyne.TextAlignCenter})}
	e.button = NewButton("", nil)
	e.offer = container.NewVBox(gap(0.4), container.NewCenter(e.button))
	e.content = container.NewCenter(container.NewVBox(AtLeast(26, 0, e.text), e.offer))
	e.Offer(button, do)
	e.ExtendBaseWidget(e)
	return e
}

// SetText changes the sentence.
func (e *Empty) SetText(text string) { e.text.SetText(text) }

// Offer changes the button; without a text there is none.
func (e *Empty) Offer(button string, do func()) {
	e.button.OnTapped = Guard(do)
	e.button.SetText(button)
	e.offer.Hide()
	if button != "" {
		e.offer.Show()
	}
}
