package numbers

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"

	"rapport/app/plain"
	"rapport/app/spreadsheet"
	"rapport/app/window/ui"
)

// chooser is the dialog that reads a file and shows what it would change.
type chooser struct {
	screen  *Screen
	dialog  *ui.Dialog
	files   *dialog.FileDialog // the last one opened, nil before the first
	path    *ui.Entry
	message *ui.Message
	preview *ui.Table[finding]
	shown   []finding
	file    string // the one that was read
	work    ui.Loader
	stop    func() // of the pause after a key
}

// typingPause is how long the dialog waits for the next key of a path.
const typingPause = 400 * time.Millisecond

// chooseFile opens the dialog, with a file already in it unless file is "".
func (s *Screen) chooseFile(file string) {
	c := &chooser{screen: s, message: ui.NewMessage(), stop: func() {}}
	c.path = ui.NewPathEntry("A CSV file with a heading", c.browse)
	c.path.OnChanged = func(string) {
		c.stop()
		c.stop = ui.After(typingPause, func() { c.read(false) })
	}
	c.path.OnEnter = func() {
		if c.file != strings.TrimSpace(c.path.Text) {
			c.read(true)
			return
		}
		c.takeOver()
	}
	empty := ui.NewEmpty("Choose a file to see what it would change. Its first row names the columns: month, unit if it has any, and either kind and value or a column for each kind.", "", nil)
	c.preview = ui.NewTable(c.columns(), func(f finding) string { return ui.Count(f.row) + f.cell.String() + f.text }, empty)
	c.preview.OnSelect = func(f finding) {
		if f.err != nil {
			c.message.SetError(f.err)
		}
	}
	content := container.NewVScroll(container.NewBorder(container.NewVBox(ui.NewRow("File", c.path), c.message), nil, nil, nil, ui.AtLeast(0, 16, c.preview)))
	c.dialog = ui.Show(s.desk.Window, "Import patient days and other numbers", ui.AtLeast(26, 14, content), c.path, "Cancel",
		ui.Action{Text: "Take the numbers over", Do: func() bool { c.takeOver(); return false }})
	c.dialog.Resize(fyne.NewSize(60*theme.TextSize(), 44*theme.TextSize()))
	c.dialog.OnClose = func() {
		c.stop()
		c.work.Stop()
		if c.files != nil {
			c.files.Hide() // locking closes our dialogs, not Fyne's
		}
	}
	if file != "" {
		c.path.SetText(file)
		c.read(true)
	}
}

// Dropped takes a file that was let go over the window.
func (s *Screen) Dropped(paths []string) { s.chooseFile(paths[0]) }

func (c *chooser) columns() []ui.Column[finding] {
	tone := func(f finding) ui.Tone {
		if f.err != nil {
			return ui.ToneOverdue
		}
		return ui.TonePlain
	}
	month := func(f finding) string {
		if f.cell.Month.Year == 0 {
			return "?"
		}
		return f.cell.Month.Long()
	}
	return []ui.Column[finding]{
		{Title: "Row", Width: 3.5, Align: fyne.TextAlignTrailing, Text: func(f finding) string { return ui.Count(f.row) }},
		{Title: "Month", Width: 9.5, Text: month},
		{Title: "Unit", Width: 9, Weight: 0.5, Text: func(f finding) string { return unitLabel(f.cell.Unit) }},
		{Title: "Number", Width: 9.5, Text: func(f finding) string { return f.cell.Kind.String() }},
		{Title: "What changes", Width: 12, Weight: 2, Tone: tone, Text: c.what},
	}
}

// what says what becomes of a row of the file.
func (c *chooser) what(f finding) string {
	if f.err != nil {
		return "“" + f.text + "”: " + f.err.Error()
	}
	n, given, _ := ui.ReadCount(f.text) // it was read before
	was := c.screen.sheet.text(f.cell)
	switch old, known := c.screen.sheet.value(f.cell); {
	case !given && was == "":
		return "blank, as it is"
	case !given:
		return was + " is taken away"
	case known && old == n:
		return ui.Count(n) + ", as it is"
	case was != "":
		return was + " becomes " + ui.Count(n)
	}
	return ui.Count(n) + ", new"
}

func (c *chooser) browse() {
	c.files = dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err != nil || f == nil {
			return // closed without a choice
		}
		path := f.URI().Path()
		if err := f.Close(); err == nil {
			c.path.SetText(path)
			c.read(true)
		}
	}, c.screen.desk.Window)
	c.files.SetFilter(storage.NewExtensionFileFilter([]string{".csv", ".tsv", ".txt"}))
	c.files.Show()
}

// read reads the file; while a path is still being typed, one that leads nowhere
// is no fault yet.
func (c *chooser) read(finished bool) {
	c.stop()
	path := strings.TrimSpace(c.path.Text)
	c.file, c.shown = "", nil
	c.preview.SetRows(nil)
	c.message.Clear()
	if path == "" {
		return
	}
	set, today := c.screen.desk.Session.Settings(), c.screen.today()
	ui.Load(&c.work, func(context.Context) ([]finding, error) {
		sheet, err := spreadsheet.Open(path)
		if err != nil {
			return nil, err
		}
		return readFile(sheet, set, today)
	}, func(all []finding, err error) {
		if err != nil {
			if finished {
				c.message.Say(plain.Sentence(err), ui.ToneOverdue)
			}
			return
		}
		slices.SortStableFunc(all, func(a, b finding) int { return wrongFirst(a) - wrongFirst(b) })
		c.file, c.shown = path, all
		c.preview.SetRows(all)
		c.sum()
	})
}

func wrongFirst(f finding) int {
	if f.err != nil {
		return 0
	}
	return 1
}

// sum says above the rows what comes of them.
func (c *chooser) sum() {
	changed, same, wrong := 0, 0, 0
	for _, f := range c.shown {
		n, given, _ := ui.ReadCount(f.text)
		old, known := c.screen.sheet.value(f.cell)
		switch {
		case f.err != nil:
			wrong++
		case known == given && old == n:
			same++
		default:
			changed++
		}
	}
	words := ui.Plural(changed, "number changes", "numbers change") + ", " + ui.Count(same) + " stay as they are."
	tone := ui.ToneOK
	switch {
	case len(c.shown) == 0:
		words, tone = "The file holds no numbers.", ui.ToneToday
	case wrong > 0:
		words, tone = words+" "+ui.Plural(wrong, "number is", "numbers are")+" left out because of an error; the rows say why.", ui.ToneToday
	}
	c.message.Say(words, tone)
}

// takeOver puts what the file says into the grid, to be looked at and saved.
func (c *chooser) takeOver() {
	if c.file == "" {
		if c.path.Empty() {
			c.message.Say("Choose the file first.", ui.ToneToday)
		} else if !c.work.Busy() {
			c.read(true)
		}
		return
	}
	s := c.screen
	before, n := maps.Clone(s.sheet.typed), 0
	for _, f := range c.shown {
		if f.err == nil {
			s.sheet.put(f.cell, f.text)
			n++
		}
	}
	after := s.sheet.typed
	s.sheet.typed = before
	s.imported = true
	c.dialog.Close()
	s.replace(after, ui.Plural(n, "number of the file is", "numbers of the file are")+" in the grid. Look at them and save.")
}
