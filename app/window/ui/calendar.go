package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"rapport/data"
)

// calendar is a month to pick a day from, its weeks beginning as the office's
// do; Fyne's own follows the system. The arrows move the mark, PgUp and PgDn by
// a month, Home and End within the week, Enter takes the day.
type calendar struct {
	widget.BaseWidget
	marked, today data.Date
	take          func(data.Date)
	hide          func()
}

const (
	calendarWeeks = 6    // the most that a month touches
	calendarCell  = 2.75 // text sizes
)

func newCalendar(marked, today data.Date) *calendar {
	c := &calendar{marked: marked, today: today}
	c.ExtendBaseWidget(c)
	return c
}

// first is the day at the top left.
func (c *calendar) first() data.Date {
	day := c.marked.Month().First()
	return day.AddDays(-(int(day.Weekday()-Locale().FirstDay()+7) % 7))
}

// CreateRenderer answers Fyne.
func (c *calendar) CreateRenderer() fyne.WidgetRenderer {
	r := &calendarRenderer{c: c, title: &canvas.Text{Alignment: fyne.TextAlignCenter}, mark: &canvas.Rectangle{}}
	r.objects = []fyne.CanvasObject{r.mark, r.title}
	texts := func(n int) []*canvas.Text {
		all := make([]*canvas.Text, n)
		for i := range all {
			all[i] = &canvas.Text{Alignment: fyne.TextAlignCenter}
			r.objects = append(r.objects, all[i])
		}
		return all
	}
	r.turns, r.weekdays, r.days = texts(2), texts(7), texts(7*calendarWeeks)
	r.Refresh()
	return r
}

type calendarRenderer struct {
	c        *calendar
	title    *canvas.Text
	turns    []*canvas.Text // to the month before and the next
	weekdays []*canvas.Text
	days     []*canvas.Text
	mark     *canvas.Rectangle
	objects  []fyne.CanvasObject
}

// Destroy, Objects and MinSize answer Fyne.
func (r *calendarRenderer) Destroy()                     {}
func (r *calendarRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *calendarRenderer) MinSize() fyne.Size {
	return fyne.NewSize(7*em(calendarCell), (calendarWeeks+2)*em(calendarCell))
}

// Layout answers Fyne.
func (r *calendarRenderer) Layout(fyne.Size) {
	cell := em(calendarCell)
	at := func(o *canvas.Text, column, row, columns int) {
		high := o.MinSize().Height
		put(o, float32(column)*cell, float32(row)*cell+(cell-high)/2, float32(columns)*cell, high)
	}
	at(r.turns[0], 0, 0, 1)
	at(r.title, 1, 0, 5)
	at(r.turns[1], 6, 0, 1)
	for i, o := range r.weekdays {
		at(o, i, 1, 1)
	}
	for i, o := range r.days {
		at(o, i%7, 2+i/7, 1)
	}
	n := int(r.c.marked - r.c.first())
	put(r.mark, float32(n%7)*cell, float32(2+n/7)*cell, cell, cell)
}

// Refresh answers Fyne.
func (r *calendarRenderer) Refresh() {
	month := r.c.marked.Month()
	write := func(o *canvas.Text, words string, kind Type) {
		kind.Align = fyne.TextAlignCenter
		kind.dress(o)
		o.Text = words
	}
	write(r.title, month.Long(), Strong)
	write(r.turns[0], "‹", Section)
	write(r.turns[1], "›", Section)
	day := r.c.first()
	for i, o := range r.weekdays {
		write(o, day.AddDays(i).Format("Mon")[:2], Caption)
	}
	for i, o := range r.days {
		d := day.AddDays(i)
		kind := Plain
		if d == r.c.today {
			kind = Type{Color: ColorAccent, Bold: true}
		}
		write(o, strconv.Itoa(int(d-d.Month().First())+1), kind)
		o.Hidden = d.Month() != month
	}
	r.mark.FillColor, r.mark.StrokeColor, r.mark.StrokeWidth = shade(theme.ColorNameSelection), shade(ColorAccent), 2
	r.mark.CornerRadius = size(theme.SizeNameInputRadius)
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

func (c *calendar) move(to data.Date) {
	c.marked = to
	c.Refresh()
}

// turn goes to another month, on the same day or the last that it has.
func (c *calendar) turn(months int) {
	month := c.marked.Month()
	to := month.Add(months)
	c.move(min(to.First()+(c.marked-month.First()), to.Last()))
}

// Tapped answers Fyne.
func (c *calendar) Tapped(e *fyne.PointEvent) {
	cell := em(calendarCell)
	column, row := int(e.Position.X/cell), int(e.Position.Y/cell)
	switch {
	case row == 0 && column == 0:
		c.turn(-1)
	case row == 0 && column == 6:
		c.turn(1)
	case row >= 2 && column < 7:
		if d := c.first().AddDays((row-2)*7 + column); d.Month() == c.marked.Month() {
			Guard(func() { c.take(d) })()
		}
	}
}

// FocusGained, FocusLost and TypedRune answer Fyne.
func (c *calendar) FocusGained()     {}
func (c *calendar) FocusLost()       {}
func (c *calendar) TypedRune(r rune) { typedRune(r) }

// TypedKey answers Fyne.
func (c *calendar) TypedKey(key *fyne.KeyEvent) {
	typedKey(key)
	inWeek := int(c.marked.Weekday()-Locale().FirstDay()+7) % 7
	switch key.Name {
	case fyne.KeyLeft:
		c.move(c.marked - 1)
	case fyne.KeyRight:
		c.move(c.marked + 1)
	case fyne.KeyUp:
		c.move(c.marked - 7)
	case fyne.KeyDown:
		c.move(c.marked + 7)
	case fyne.KeyPageUp:
		c.turn(-1)
	case fyne.KeyPageDown:
		c.turn(1)
	case fyne.KeyHome:
		c.move(c.marked.AddDays(-inWeek))
	case fyne.KeyEnd:
		c.move(c.marked.AddDays(6 - inWeek))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		Guard(func() { c.take(c.marked) })()
	case fyne.KeyEscape:
		c.hide()
	}
}
