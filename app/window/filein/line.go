package filein

import "fyne.io/fyne/v2"

// line is the layout of one row of the sheet: the box, what was found, what the
// case has, each in its column; in a narrow window or with large text the last two
// stand below each other. Its height follows from its width.
type line struct {
	width float32
	lower float32 // how far the words stand below the top of the box beside them, text sizes
}

const (
	boxWidth  = 13 // text sizes
	threeFrom = 46 // width from which there are three columns
	indent    = 2.4
	between   = 0.8
	below     = 0.5 // under the row
)

func (l *line) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	l.place(o)
}

func (l *line) MinSize(o []fyne.CanvasObject) fyne.Size {
	if l.width == 0 {
		return fyne.NewSize(em(20), em(2))
	}
	return fyne.NewSize(em(20), l.place(o))
}

// place puts the parts into the width and returns their height.
func (l *line) place(o []fyne.CanvasObject) float32 {
	box, found, now := o[0], o[1], o[2]
	put := func(at fyne.CanvasObject, x, y, width float32) float32 {
		at.Resize(fyne.NewSize(width, at.MinSize().Height)) // wraps its text
		high := at.MinSize().Height
		at.Resize(fyne.NewSize(width, high))
		at.Move(fyne.NewPos(x, y))
		return high
	}
	if l.width < em(threeFrom) {
		y := put(box, 0, 0, l.width)
		left := em(indent)
		y += put(found, left, y, l.width-left)
		return y + put(now, left, y, l.width-left) + em(below)
	}
	x := em(boxWidth)
	each := (l.width - x - em(between)) / 2
	y := em(l.lower)
	high := max(put(box, 0, max(0, -y), x-em(between)), y+put(found, x, max(0, y), each), y+put(now, x+each+em(between), max(0, y), each))
	return high + em(below)
}
