// Package numbers is where the officer enters what no case holds: patient days,
// encounters and survey results of each month, for the whole hospital and for its
// units. Rates are counted on them.
package numbers

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// Screen is the grid: months down, the newest first, kinds of number across.
type Screen struct {
	desk   *desk.Desk
	sheet  *sheet
	newest data.Month // in the first row
	unit   string     // empty: the whole hospital

	units   *ui.Choice[string]
	later   *ui.Button
	tally   *ui.Text
	message *ui.Message // what happened
	told    bool        // it says why what was typed could not be kept
	fault   *ui.Message // why the cell with the keyboard cannot be saved
	grid    *ui.Grid
	content fyne.CanvasObject

	read    bool // the numbers and the draft were read once
	work    ui.Loader
	reading ui.Loader
	keeping ui.Loader
	soon    func() // ends the wait before the draft is kept
	cancel  func() // ends the listening
	leave   func() // ends Ctrl+Enter
	kept    bool   // there is a draft, or may be one
}

// rows is how many months the grid shows.
const rows = 24

// New makes the screen.
func New(d *desk.Desk) *Screen {
	s := &Screen{desk: d, sheet: newSheet(), message: ui.NewMessage(), fault: ui.NewMessage(), tally: ui.NewText("", ui.Muted), soon: func() {}, cancel: func() {}, leave: func() {}}
	s.newest = s.today().Month()
	s.units = ui.NewChoice(wholeHospital, nil, func(u string) {
		if u != s.unit {
			s.unit = u
			s.show()
		}
	})
	names := make([]string, len(data.MeasureKinds))
	for i, t := range data.MeasureKinds {
		names[i] = t.Label
	}
	s.grid = ui.NewGrid("Month", names, rows, "not known")
	s.grid.OnChanged = func(row, column int, text string) { s.put(s.cellAt(row, column), text) }
	s.grid.OnEnter = func(row, column int) { s.explain(s.cellAt(row, column)) }
	s.grid.OnLeave = s.settle
	s.grid.OnPaste = s.paste
	s.layout()
	return s
}

func (s *Screen) layout() {
	s.later = ui.NewButton("Later months", func() { s.turn(rows / 2) })
	unit := ui.NewRow("Numbers of", s.units)
	unit.Side = true
	bar := ui.NewWrap(ui.AtLeast(26, 0, unit), ui.NewButton("Earlier months", func() { s.turn(-rows / 2) }), s.later)
	head := ui.NewHeader("Patient days, encounters and survey",
		"Rates are counted on these. A blank is not known, and never 0. Pasted with its month, each number finds its row.",
		ui.NewButton("Bring in a file …", func() { s.desk.BringIn(desk.RowsNumbers, "") }), ui.NewButton("Put the changes away …", s.askPutAway), ui.NewPrimary("Save the numbers", s.save))
	// Where the window is small or the text large, all of it scrolls.
	s.content = container.NewVScroll(container.NewBorder(container.NewVBox(head, s.message, bar, s.tally, s.fault), nil, nil, nil, ui.AtLeast(0, 14, s.grid)))
}

func (s *Screen) today() data.Date { return s.desk.Session.Settings().Today(time.Now()) }

func (s *Screen) cellAt(row, column int) cell {
	return cell{s.newest.Add(-row), s.unit, data.MeasureKinds[column].Value}
}

// at is the place of a cell in the grid, false where it is not shown now.
func (s *Screen) at(c cell) (row, column int, ok bool) {
	row = (s.newest.Year-c.Month.Year)*12 + int(s.newest.Month) - int(c.Month.Month)
	return row, place(c.Kind), row >= 0 && row < rows && c.Unit == s.unit
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is the newest month that is over.
func (s *Screen) FirstFocus() fyne.Focusable { return s.grid.Cell(1, 0) }

// Shown reads the numbers, and reads them again when somebody saves others.
func (s *Screen) Shown() {
	s.leave()
	s.leave = ui.OnSubmit(s.desk.Window, s.save)
	s.cancel()
	s.cancel = s.desk.Session.Subscribe(func(e store.Event) {
		if e.Kind == store.ReportsChanged {
			ui.OnMain(s.reload)
		}
	})
	s.reload()
}

// Dropped takes a file that was let go over the window.
func (s *Screen) Dropped(paths []string) { s.desk.BringIn(desk.RowsNumbers, paths[0]) }

// Left keeps what is not saved and says so.
func (s *Screen) Left() {
	s.leave()
	s.cancel()
	s.cancel = func() {}
	s.reading.Stop()
	if n := len(s.sheet.typed); s.keepNow() && n > 0 {
		s.desk.Say(ui.Plural(n, "number is", "numbers are")+" not saved yet. What you typed is kept until you come back.", nil)
	}
}

// found is what is on file: the numbers, and what was typed before.
type found struct {
	numbers []data.MonthNumber
	draft   map[cell]string
}

func (s *Screen) reload() {
	session, first := s.desk.Session, !s.read
	ui.Load(&s.reading, func(ctx context.Context) (f found, err error) {
		if f.numbers, err = session.MonthNumbers(ctx, data.Month{Year: 1990, Month: time.January}, data.Month{Year: 2199, Month: time.December}); err == nil && first {
			f.draft, err = readDraft(ctx, session)
		}
		return f, err
	}, func(f found, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.read = true
		s.take(f.numbers)
		s.takeDraft(f.draft)
		s.show()
	})
}

// take puts what is saved under what was typed.
func (s *Screen) take(numbers []data.MonthNumber) {
	clear(s.sheet.saved)
	units := append([]string{""}, s.desk.Session.Settings().Units...)
	for _, n := range numbers {
		s.sheet.saved[cellOf(n)] = n.Value
		if !slices.Contains(units, n.Unit) {
			units = append(units, n.Unit) // one that is closed, or had another name
		}
	}
	for c, text := range s.sheet.typed {
		s.sheet.put(c, text)
	}
	s.units.SetOptions(ui.Options(units, unitLabel))
	s.units.SetValue(s.unit)
}

// show writes the grid anew.
func (s *Screen) show() {
	for row := range rows {
		month := s.newest.Add(-row)
		words := month.Long()
		if month == s.today().Month() {
			words = month.First().Format("Jan 2006") + " (running)"
		}
		s.grid.SetHead(row, words)
		for column := range data.MeasureKinds {
			c := s.cellAt(row, column)
			s.grid.SetCell(row, column, s.sheet.text(c))
			s.grid.Mark(row, column, s.state(c))
		}
	}
	if s.newest.First() >= s.today().Month().First() {
		s.later.Disable()
	} else {
		s.later.Enable()
	}
	s.count()
}

func (s *Screen) state(c cell) ui.CellState {
	switch {
	case s.sheet.wrong(c) != nil:
		return ui.CellWrong
	case s.sheet.changed(c):
		return ui.CellChanged
	}
	return ui.CellKept
}

// turn shows other months; what was typed stays.
func (s *Screen) turn(months int) {
	s.newest = s.newest.Add(months)
	if s.newest.First() > s.today() {
		s.newest = s.today().Month()
	}
	s.show()
}

// count says what is not saved yet.
func (s *Screen) count() {
	n := len(s.sheet.typed)
	elsewhere := 0
	for c := range s.sheet.typed {
		if _, _, here := s.at(c); !here {
			elsewhere++
		}
	}
	switch {
	case n == 0:
		s.tally.Set("Everything is saved.", ui.Muted)
	case elsewhere == 0:
		s.tally.Set(ui.Plural(n, "number is", "numbers are")+" not saved yet, marked by a bar.", ui.Strong)
	default:
		s.tally.Set(ui.Plural(n, "number is", "numbers are")+" not saved yet, "+ui.Count(elsewhere)+" of them of other months or units.", ui.Strong)
	}
}

// put takes what was typed into a cell.
func (s *Screen) put(c cell, text string) {
	s.sheet.put(c, text)
	for column := range data.MeasureKinds { // a number may be wrong beside another
		if row, _, here := s.at(c); here {
			s.grid.Mark(row, column, s.state(s.cellAt(row, column)))
		}
	}
	s.explain(c)
	s.count()
	s.keepSoon()
}

// explain says why the cell with the keyboard cannot be saved.
func (s *Screen) explain(c cell) {
	if err := s.sheet.wrong(c); err != nil {
		s.fault.SetError(errorOf(c, err))
		return
	}
	s.fault.Clear()
}

// settle writes a number in its normal form when the keyboard leaves.
func (s *Screen) settle(row, column int) {
	c := s.cellAt(row, column)
	if n, known := s.sheet.value(c); known && s.sheet.wrong(c) == nil {
		s.grid.SetCell(row, column, ui.Count(n))
	}
}
