package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// CellState is what a cell of a grid shows beside its words.
type CellState int

// The states of a cell. Each is told by a shape, not by its colour alone.
const (
	CellKept    CellState = iota
	CellChanged           // not saved: a bar at the left
	CellWrong             // cannot be saved: a frame around it
)

// Grid is a table to type in, worked like a spreadsheet: Tab goes to the right,
// Enter and the arrows up and down to the next row, the arrows to the side leave
// a cell at its ends, PgUp and PgDn go a dozen rows, Escape takes back what was
// typed since the cell was entered.
type Grid struct {
	group
	// OnChanged is called after each change of a cell.
	OnChanged func(row, column int, text string)
	// OnEnter is called when the keyboard comes to a cell, OnLeave when it goes.
	OnEnter, OnLeave func(row, column int)
	// OnPaste gets what is pasted when it is more than the words of one cell.
	OnPaste func(row, column int, text string)

	heads []*Text
	cells [][]*gridCell
	quiet bool // the program is writing, not the officer
}

type gridCell struct {
	entry  *Entry
	mark   *cellMark
	before string // when the keyboard came
}

// gridPage is how many rows PgUp and PgDn go.
const gridPage = 12

// NewGrid makes a grid of empty cells. corner stands above the heads of its rows,
// blank in each cell that is empty.
func NewGrid(corner string, columns []string, rows int, blank string) *Grid {
	g := &Grid{}
	top := container.New(gridLine{}, NewParagraph(corner, Strong))
	for _, name := range columns {
		top.Add(NewParagraph(name, Strong))
	}
	body := container.NewVBox()
	for row := range rows {
		head := NewText("", Plain)
		line := container.New(gridLine{}, head)
		var cells []*gridCell
		for column := range columns {
			c := g.newCell(row, column, blank)
			cells = append(cells, c)
			line.Add(container.NewStack(c.entry, c.mark))
		}
		g.heads, g.cells = append(g.heads, head), append(g.cells, cells)
		body.Add(line)
	}
	g.content = container.NewBorder(container.New(besideBar{}, top), nil, nil, nil, NewScrolled(body))
	g.ExtendBaseWidget(g)
	return g
}

func (g *Grid) newCell(row, column int, blank string) *gridCell {
	c := &gridCell{entry: NewEntry(blank), mark: newCellMark()}
	e := c.entry
	e.SelectOnFocus = true
	e.OnChanged = func(text string) {
		if !g.quiet && g.OnChanged != nil {
			g.OnChanged(row, column, text)
		}
	}
	e.OnFocus = func() {
		c.before = e.Text
		if g.OnEnter != nil {
			g.OnEnter(row, column)
		}
	}
	e.OnLeave = func() {
		if g.OnLeave != nil {
			g.OnLeave(row, column)
		}
	}
	e.OnEscape = func() {
		if e.Text == c.before {
			escape(e)
			return
		}
		e.SetText(c.before)
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	e.onPaste = func(text string) bool {
		if one := strings.TrimSpace(text); !strings.ContainsAny(one, "\t\n") {
			e.Insert(one)
		} else if g.OnPaste != nil {
			Guard(func() { g.OnPaste(row, column, text) })()
		}
		return true
	}
	e.onKey = func(key fyne.KeyName) bool { return g.walk(row, column, key) }
	return c
}

// walk goes to another cell where the key means that.
func (g *Grid) walk(row, column int, key fyne.KeyName) bool {
	e := g.cells[row][column].entry
	whole := e.SelectedText() == e.Text // also of an empty cell
	switch key {
	case fyne.KeyUp:
		row--
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		row++
	case fyne.KeyPageUp:
		row = max(row-gridPage, 0)
	case fyne.KeyPageDown:
		row = min(row+gridPage, len(g.cells)-1)
	case fyne.KeyLeft:
		if !whole && e.CursorColumn > 0 {
			return false
		}
		column--
	case fyne.KeyRight:
		if !whole && e.CursorColumn < len([]rune(e.Text)) {
			return false
		}
		column++
	default:
		return false
	}
	g.Focus(row, column)
	return true
}

// Focus gives the keyboard to a cell; outside the grid it stays where it is.
func (g *Grid) Focus(row, column int) {
	if row >= 0 && row < len(g.cells) && column >= 0 && column < len(g.cells[row]) {
		focus(g.cells[row][column].entry)
	}
}

// Cell is what the officer types into.
func (g *Grid) Cell(row, column int) *Entry { return g.cells[row][column].entry }

// SetHead words the head of a row.
func (g *Grid) SetHead(row int, words string) { g.heads[row].SetText(words) }

// SetCell writes a cell without telling.
func (g *Grid) SetCell(row, column int, text string) {
	if e := g.cells[row][column].entry; e.Text != text {
		g.quiet = true
		e.SetText(text)
		g.quiet = false
	}
}

// Mark shows how a cell stands.
func (g *Grid) Mark(row, column int, state CellState) { g.cells[row][column].mark.set(state) }

// gridLine lays out a row: its head, then the cells side by side, as wide as there
// is room but no wider than a number needs.
type gridLine struct{}

const (
	gridHead  = 9.5 // text sizes
	gridLeast = 6.2
	gridMost  = 13
)

func (gridLine) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	pad := size(theme.SizeNamePadding)
	width := min(em(gridMost), (s.Width-em(gridHead))/float32(max(len(objects)-1, 1)))
	for i, o := range objects {
		at, wide := em(gridHead)+float32(i-1)*width, width-pad
		if i == 0 {
			at, wide = 0, em(gridHead)-pad
		}
		o.Resize(fyne.NewSize(wide, o.MinSize().Height)) // wraps its words
		high := o.MinSize().Height
		put(o, at, (s.Height-high)/2, wide, high)
	}
}

func (gridLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var high float32
	for _, o := range objects {
		high = max(high, o.MinSize().Height)
	}
	return fyne.NewSize(em(gridHead)+float32(len(objects)-1)*em(gridLeast), high)
}

// cellMark shows the state of a cell over it.
type cellMark struct {
	widget.BaseWidget
	state CellState
}

func newCellMark() *cellMark {
	m := &cellMark{}
	m.ExtendBaseWidget(m)
	return m
}

func (m *cellMark) set(state CellState) {
	if m.state != state {
		m.state = state
		m.Refresh()
	}
}

// CreateRenderer answers Fyne.
func (m *cellMark) CreateRenderer() fyne.WidgetRenderer {
	bar, around := &canvas.Rectangle{}, &canvas.Rectangle{}
	r := &drawn{objects: []fyne.CanvasObject{bar, around}}
	r.minSize = func() fyne.Size { return fyne.Size{} }
	r.layout = func(s fyne.Size) {
		put(bar, 0, 0, em(0.3), s.Height)
		put(around, 0, 0, s.Width, s.Height)
	}
	r.refresh = func() {
		bar.Hidden, around.Hidden = m.state == CellKept, m.state != CellWrong
		bar.FillColor = shade(ColorAccent)
		if m.state == CellWrong {
			bar.FillColor = shade(ColorOverdue)
		}
		around.StrokeColor, around.StrokeWidth, around.CornerRadius = shade(ColorOverdue), 2, size(theme.SizeNameInputRadius)
		bar.Refresh()
		around.Refresh()
	}
	r.refresh()
	return r
}
