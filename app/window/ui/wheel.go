package ui

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// wheel lies over an entry of one line and hands the mouse wheel on to the page, which
// Fyne's entry keeps to itself though it has nothing to scroll. It takes nothing else.
type wheel struct {
	widget.BaseWidget
	over fyne.CanvasObject
}

func newWheel(over fyne.CanvasObject) *wheel {
	w := &wheel{over: over}
	w.ExtendBaseWidget(w)
	return w
}

// CreateRenderer answers Fyne: nothing is to be seen.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}

// Scrolled answers Fyne: the innermost page that the entry stands in scrolls.
func (w *wheel) Scrolled(e *fyne.ScrollEvent) {
	c := canvasOf(w.over)
	if c == nil {
		return
	}
	root := c.Content()
	if d := top(c); d != nil {
		root = d.popup.Content
	}
	if pages := scrollsTo(w.over, root); len(pages) > 0 {
		pages[0].Scrolled(e)
	}
}

// wheeled is the renderer of an entry with the wheel over it.
type wheeled struct {
	fyne.WidgetRenderer
	wheel *wheel
}

func (r *wheeled) Objects() []fyne.CanvasObject {
	return append(slices.Clip(r.WidgetRenderer.Objects()), r.wheel)
}

func (r *wheeled) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	r.wheel.Resize(s)
}
