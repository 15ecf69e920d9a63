package intake

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// em is a number of text sizes, so that room follows the scale.
func em(n float32) float32 { return n * theme.Size(theme.SizeNameText) }

// columns sets the form beside the answer. Where there is no room for both, or
// the text is large, the answer stands below the form. Lines do not grow
// longer than people read with ease.
type columns struct{}

const (
	twoFrom    = 50 // text sizes
	formMost   = 52
	answerMost = 34
	formShare  = 0.6
)

func (columns) Layout(o []fyne.CanvasObject, s fyne.Size) {
	form, answer := o[0], o[1]
	gap := em(1)
	if s.Width < em(twoFrom) {
		high := s.Height * formShare
		form.Resize(fyne.NewSize(s.Width, high))
		form.Move(fyne.NewPos(0, 0))
		answer.Resize(fyne.NewSize(s.Width, s.Height-high-gap))
		answer.Move(fyne.NewPos(0, high+gap))
		return
	}
	left := min((s.Width-gap)*formShare, em(formMost))
	form.Resize(fyne.NewSize(left, s.Height))
	form.Move(fyne.NewPos(0, 0))
	answer.Resize(fyne.NewSize(min(s.Width-gap-left, em(answerMost)), s.Height))
	answer.Move(fyne.NewPos(left+gap, 0))
}

func (columns) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(em(24), em(18)) }

// page keeps the buttons at the foot below the columns in a wide window.
type page struct{}

func (page) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(min(s.Width, em(formMost+1+answerMost)), s.Height))
}

func (page) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// share sets fields side by side in the parts given, whatever they ask for: a
// long sentence below one of them must not push the others away.
type share []float32

func side(parts share, fields ...fyne.CanvasObject) *fyne.Container {
	return container.New(parts, fields...)
}

func (p share) Layout(o []fyne.CanvasObject, s fyne.Size) {
	var all, x float32
	for _, n := range p {
		all += n
	}
	gap := em(0.8)
	room := s.Width - gap*float32(len(p)-1)
	for i, field := range o {
		width := room * p[i] / all
		field.Move(fyne.NewPos(x, 0))
		field.Resize(fyne.NewSize(width, s.Height))
		x += width + gap
	}
}

func (p share) MinSize(o []fyne.CanvasObject) fyne.Size {
	var high float32
	for _, field := range o {
		high = max(high, field.MinSize().Height)
	}
	return fyne.NewSize(0, high)
}

// fitted gives its object the width there is beside the scroll bar, so that
// what is in a scroll never asks for more than is in sight.
type fitted struct{}

func (fitted) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(s.SubtractWidthHeight(em(0.6), 0))
}

func (fitted) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, o[0].MinSize().Height)
}

// scrolled puts a column into a scroll.
func scrolled(column fyne.CanvasObject) *container.Scroll {
	return container.NewVScroll(container.New(fitted{}, column))
}

// settle lays a column out again, twice: wrapped text knows its height only
// once it was given a width.
func settle(column *container.Scroll) {
	for range 2 {
		column.Content.Refresh()
		column.Refresh()
	}
}
