package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/ui"
)

// panes show a text and the list of what is hidden in it beside each other, or one at
// a time where the window is narrow.
type panes struct {
	widget.BaseWidget
	marked, copied, list fyne.CanvasObject
	switches             *fyne.Container
	buttons              []*ui.Button
	front                int // 0 the text, 1 the copy, 2 the list
}

// paneNames are on the buttons that bring one to the front.
var paneNames = []string{"The text", "The copy", "What is hidden"}

func newPanes(marked, copied, list fyne.CanvasObject) *panes {
	p := &panes{marked: container.NewVScroll(marked), copied: copied, list: list, switches: container.NewHBox()}
	for i, name := range paneNames {
		b := ui.NewButton(name, func() { p.bring(i) })
		p.buttons = append(p.buttons, b)
		p.switches.Add(b)
	}
	p.ExtendBaseWidget(p)
	p.bring(0)
	return p
}

func (p *panes) bring(front int) {
	p.front = front
	for i, b := range p.buttons {
		b.Importance = widget.MediumImportance
		if i == front {
			b.Importance = widget.HighImportance
		}
		b.Refresh()
	}
	p.Refresh()
}

// wideEnough is from which width both stand beside each other, in text sizes.
const wideEnough = 52

// CreateRenderer answers Fyne.
func (p *panes) CreateRenderer() fyne.WidgetRenderer { return &panesRenderer{p} }

type panesRenderer struct{ p *panes }

func (r *panesRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.p.marked, r.p.copied, r.p.list}
}
func (r *panesRenderer) Destroy() {}
func (r *panesRenderer) Refresh() { r.Layout(r.p.Size()) }
func (r *panesRenderer) MinSize() fyne.Size {
	return fyne.NewSize(20*theme.TextSize(), 5*theme.TextSize())
}

func (r *panesRenderer) Layout(s fyne.Size) {
	p, gap := r.p, theme.Padding()*2
	wide := s.Width >= wideEnough*theme.TextSize()
	p.buttons[2].Hidden = wide
	front := p.front
	if wide && front == 2 {
		front = 0
	}
	place := func(o fyne.CanvasObject, shown bool, x, width float32) {
		if !shown {
			o.Hide()
			return
		}
		o.Show()
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(width, s.Height))
	}
	left := s.Width
	if wide {
		left = s.Width*0.62 - gap
	}
	place(p.marked, front == 0, 0, left)
	place(p.copied, front == 1, 0, left)
	if wide {
		place(p.list, true, left+gap, s.Width-left-gap)
	} else {
		place(p.list, front == 2, 0, s.Width)
	}
}
