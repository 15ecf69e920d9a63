package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/reports/page"
)

// ShowPages shows a document in a box over the window, with about above it, to be
// saved as a file or printed. The box stays until it is closed.
func ShowPages(w fyne.Window, title, about string, doc *page.Document, save, print func()) *Dialog {
	const high, wide, chrome = 40, 52, 14 // text sizes
	preview := NewPreview()
	preview.SetDocument(doc)
	size, window := theme.TextSize(), w.Canvas().Size()
	content := container.NewBorder(NewParagraph(about, Muted), nil, nil, nil, AtLeast(26, min(high, max(window.Height/size-chrome, 10)), preview))
	d := Show(w, title, content, nil, "Close",
		Action{Text: "Save as a file …", Do: func() bool { save(); return false }},
		Action{Text: "Print", Do: func() bool { print(); return false }})
	d.Resize(fyne.NewSize(wide*size, high*size))
	return d
}
