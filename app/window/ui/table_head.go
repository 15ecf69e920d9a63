package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// headCell is what the head of one column needs.
type headCell struct {
	title, sort string
	down        bool // at the first press
	align       fyne.TextAlign
}

// tableHead is the row of column titles. Titles that sort answer the mouse,
// and Space or Enter from the keyboard.
type tableHead struct {
	widget.BaseWidget
	titles []*headTitle
	widths []float32
	frame  *fyne.Container
}

func newTableHead(cells []headCell, sort func(key string, descending bool)) *tableHead {
	h := &tableHead{widths: make([]float32, len(cells))}
	line := container.NewWithoutLayout()
	for _, c := range cells {
		t := &headTitle{headCell: c}
		if c.sort == "" {
			t.ExtendBaseWidget(t)
			h.titles = append(h.titles, t)
			line.Add(t)
			continue
		}
		s := &sortTitle{headTitle: t, press: func() {
			down := c.down
			if t.sorted {
				down = !t.descending
			}
			sort(c.sort, down)
		}}
		t.ExtendBaseWidget(s)
		h.titles = append(h.titles, t)
		line.Add(s)
	}
	line.Layout = headLayout{h}
	ground := newTinted(theme.ColorNameHeaderBackground)
	h.frame = container.NewStack(ground, line)
	h.ExtendBaseWidget(h)
	return h
}

// setWidths is called by the rows, which know the width first.
func (h *tableHead) setWidths(widths []float32) {
	h.widths = widths
	h.frame.Refresh()
}

func (h *tableHead) order(key string, descending bool) {
	for _, t := range h.titles {
		t.sorted, t.descending = t.sort == key && key != "", descending
		t.Refresh()
	}
}

// sorted is the order that the head shows.
func (h *tableHead) sorted() (key string, descending bool) {
	for _, t := range h.titles {
		if t.sorted {
			return t.sort, t.descending
		}
	}
	return "", false
}

// CreateRenderer answers Fyne.
func (h *tableHead) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.frame) }

type headLayout struct{ head *tableHead }

func (l headLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	left := float32(0)
	for i, o := range objects {
		o.Move(fyne.NewPos(left, 0))
		o.Resize(fyne.NewSize(l.head.widths[i], s.Height))
		left += l.head.widths[i]
	}
}

func (l headLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, em(2.2)) }

// headTitle is the title of a column.
type headTitle struct {
	widget.BaseWidget
	headCell
	sorted, descending, lit bool
}

// CreateRenderer answers Fyne.
func (t *headTitle) CreateRenderer() fyne.WidgetRenderer {
	ground, word, arrow := &canvas.Rectangle{}, &canvas.Text{}, &canvas.Image{FillMode: canvas.ImageFillContain}
	r := &drawn{objects: []fyne.CanvasObject{ground, word, arrow}}
	r.minSize = func() fyne.Size { return fyne.NewSize(0, em(2.2)) }
	r.layout = func(s fyne.Size) {
		ground.Resize(s)
		room := s.Width - 2*cellPad()
		if t.sorted {
			room -= em(1.1)
		}
		word.Text = fit(t.title, room, word.TextSize, word.TextStyle)
		least := word.MinSize()
		word.Move(fyne.NewPos(cellPad(), (s.Height-least.Height)/2))
		word.Resize(fyne.NewSize(room, least.Height))
		at := cellPad() + least.Width + em(0.1)
		if t.align == fyne.TextAlignTrailing {
			at = cellPad() + room + em(0.1)
		}
		arrow.Move(fyne.NewPos(at, (s.Height-em(1))/2))
		arrow.Resize(fyne.NewSquareSize(em(1)))
	}
	r.refresh = func() {
		Type{Color: ColorMuted, Size: theme.SizeNameCaptionText, Bold: true, Align: t.align}.dress(word)
		ground.Hidden, ground.FillColor = !t.lit, shade(theme.ColorNameHover)
		arrow.Hidden = !t.sorted
		arrow.Resource = colored(theme.MenuDropUpIcon(), ColorAccent)
		if t.descending {
			arrow.Resource = colored(theme.MenuDropDownIcon(), ColorAccent)
		}
		r.layout(t.Size())
		for _, o := range r.objects {
			o.Refresh()
		}
	}
	r.refresh()
	return r
}

func (t *headTitle) light(on bool) {
	t.lit = on
	t.Refresh()
}

// sortTitle is a title that sorts.
type sortTitle struct {
	*headTitle
	press func()
}

func (s *sortTitle) Tapped(*fyne.PointEvent)        { s.press() }
func (s *sortTitle) MouseIn(*desktop.MouseEvent)    { s.light(true) }
func (s *sortTitle) MouseMoved(*desktop.MouseEvent) {}
func (s *sortTitle) MouseOut()                      { s.light(false) }
func (s *sortTitle) FocusGained()                   { s.light(true) }
func (s *sortTitle) FocusLost()                     { s.light(false) }
func (s *sortTitle) TypedRune(r rune)               { typedRune(r) }

func (s *sortTitle) TypedKey(key *fyne.KeyEvent) {
	typedKey(key)
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		s.press()
	case fyne.KeyEscape:
		escape(s)
	}
}
