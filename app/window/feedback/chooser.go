package feedback

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
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
	"rapport/data"
	"rapport/data/exchange"
)

// chooser is the dialog in which an import is prepared: the file, the map, and
// the first rows as they will be read.
type chooser struct {
	screen *Screen
	dialog *ui.Dialog
	files  *dialog.FileDialog // the last one opened, nil before the first

	path    *ui.Entry
	maps    *ui.Choice[string]
	about   *ui.Paragraph // what the map is for
	words   *ui.Paragraph // how the whole file will be read
	message *ui.Message
	preview *ui.Table[sample]

	file    string // the one that was read into plan
	plan    plan
	ready   bool // plan and preview are of what the fields say
	quiet   bool // the map is being set by the dialog itself
	mapName string

	work ui.Loader
	stop func() // of the pause after a key
}

// typingPause is how long the dialog waits for the next key of a path.
const typingPause = 400 * time.Millisecond

// chooseFile opens the dialog, with a file already in it unless file is "".
func (s *Screen) chooseFile(file string) {
	if !s.desk.Allowed(data.RightImport) {
		return
	}
	c := &chooser{screen: s, about: ui.NewParagraph(" ", ui.Caption), words: ui.NewParagraph(" ", ui.Muted), message: ui.NewMessage(), stop: func() {}}
	c.path = ui.NewEntry("The CSV file that your survey or complaint log was saved as")
	c.path.OnChanged = func(string) {
		c.forget()
		c.stop()
		c.stop = ui.After(typingPause, func() { c.read(false) })
	}
	c.path.OnEnter = func() {
		if c.ready {
			c.begin()
			return
		}
		c.read(true)
	}
	c.maps = ui.NewChoice("Chosen by the columns of the file", mapOptions(""), func(name string) {
		if !c.quiet {
			c.mapName = name
			c.forecast()
		}
	})
	empty := ui.NewEmpty("Choose a file to see how its rows will be read. You can also drop it here.", "", nil)
	c.preview = ui.NewTable(c.columns(), func(r sample) string { return strconv.Itoa(r.row) }, empty)
	c.preview.OnSelect = c.explain
	c.dialog = ui.Show(s.desk.Window, "Import a spreadsheet", c.layout(), c.path, "Cancel", ui.Action{Text: "Import", Do: c.begin})
	widen(c.dialog)
	c.dialog.OnClose = func() {
		c.stop()
		c.work.Stop()
		if c.files != nil {
			c.files.Hide() // locking closes our dialogs, not Fyne's
		}
		s.imports = nil
	}
	s.imports = c
	if file != "" {
		c.take(file)
	}
}

func (c *chooser) layout() fyne.CanvasObject {
	files := ui.NewButton("Browse …", func() { c.browse([]string{".csv", ".tsv", ".txt"}, c.take) })
	maps := ui.NewButton("Use a map file …", func() { c.browse([]string{".json"}, c.takeMap) })
	head := container.NewVBox(
		container.NewBorder(nil, nil, nil, below(files), ui.NewRow("File", c.path)),
		container.NewBorder(nil, nil, nil, below(maps), ui.NewRow("What its columns mean", c.maps)),
		c.about, c.message, c.words,
	)
	return roomFor(head, c.preview)
}

// roomFor sets a table under what is said about it. Where the window is small
// or the text large, all of it scrolls, so that the dialog's buttons stay.
func roomFor(head, table fyne.CanvasObject) fyne.CanvasObject {
	const width, height = 26, 14
	return ui.AtLeast(width, height, container.NewVScroll(container.NewBorder(head, nil, nil, nil, ui.AtLeast(0, height, table))))
}

// below sets a button at the height of the field beside it, under the label.
func below(b *ui.Button) fyne.CanvasObject { return container.NewBorder(nil, b, nil, nil) }

// widen gives a dialog with a table room for it, as far as the window has it.
func widen(d *ui.Dialog) { d.Resize(fyne.NewSize(60*theme.TextSize(), 44*theme.TextSize())) }

func (c *chooser) columns() []ui.Column[sample] {
	today := c.screen.desk.Session.Settings().Today(time.Now())
	return []ui.Column[sample]{
		{Title: "Row", Width: 3.5, Align: fyne.TextAlignTrailing, Text: func(r sample) string { return ui.Count(r.row) }},
		{Title: "Received", Width: 8.5, Text: func(r sample) string { return receivedWords(r, today) }, Tone: dateTone},
		{Title: "Words", Width: 12, Weight: 3, Text: func(r sample) string { return orElse(r.refused, opening(r.text)) }, Tone: rowTone},
		{Title: "Themes or kind", Width: 9, Weight: 2, Text: func(r sample) string { return r.about }},
		{Title: "Unit", Width: 7, Weight: 1, Extra: true, Text: func(r sample) string { return r.unit }},
	}
}

// explain tells what is unusual about a row.
func (c *chooser) explain(r sample) {
	c.message.Clear()
	if why := orElse(r.refused, r.note); why != "" {
		c.message.Say(fmt.Sprintf("Row %s: %s.", ui.Count(r.row), strings.TrimSuffix(why, ".")), dateTone(r))
	}
}

func receivedWords(r sample, today data.Date) string {
	switch {
	case r.refused != "":
		return "refused"
	case r.received.IsZero():
		return "not readable"
	}
	return ui.Day(r.received, today)
}

func dateTone(r sample) ui.Tone {
	switch {
	case r.refused != "":
		return ui.ToneOverdue
	case r.received.IsZero():
		return ui.ToneToday
	case r.note != "":
		return ui.ToneSoon
	}
	return ui.TonePlain
}

func rowTone(r sample) ui.Tone {
	if r.refused != "" {
		return ui.ToneOverdue
	}
	return ui.TonePlain
}

// mapOptions are the maps that come with Rapport, and the officer's own where
// one is chosen.
func mapOptions(own string) []ui.Option[string] {
	options := ui.Options(exchange.BuiltIn(), func(name string) string { return name })
	if own != "" {
		options = append(options, ui.Option[string]{Value: own, Label: filepath.Base(own)})
	}
	return options
}

// browse asks for a file with Fyne's own dialog.
func (c *chooser) browse(extensions []string, chosen func(path string)) {
	c.files = dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err != nil {
			c.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		if f == nil {
			return // closed without a choice
		}
		path := f.URI().Path()
		if err := f.Close(); err != nil {
			c.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		chosen(path)
	}, c.screen.desk.Window)
	c.files.SetFilter(storage.NewExtensionFileFilter(extensions))
	c.files.Show()
}

// take puts a file into the dialog and reads it.
func (c *chooser) take(path string) {
	c.path.SetText(path)
	c.read(true)
}

// takeMap takes a map file of the officer's own.
func (c *chooser) takeMap(path string) {
	c.mapName = path
	c.maps.SetOptions(mapOptions(path))
	c.showMap(path, "")
	c.forecast()
}

// showMap shows which map is used without taking it for a choice.
func (c *chooser) showMap(name, about string) {
	c.quiet = true
	c.maps.SetValue(name)
	c.quiet = false
	c.about.SetText(orElse(about, " "))
}

// forget empties the preview: it is no longer of what the fields say.
func (c *chooser) forget() {
	c.ready, c.file = false, ""
	c.words.SetText(" ")
	c.preview.SetRows(nil)
	c.work.Stop()
}

// read reads the file. While the officer is still typing, a path that leads
// nowhere is no fault yet.
func (c *chooser) read(finished bool) {
	c.stop()
	path := strings.TrimSpace(c.path.Text)
	if path == "" || path == c.file {
		return
	}
	c.forget()
	c.message.Say("Reading the file …", ui.ToneMuted)
	ui.Load(&c.work, func(context.Context) (exchange.Sheet, error) { return spreadsheet.Open(path) }, func(sheet exchange.Sheet, err error) {
		c.message.Clear()
		if err != nil {
			if finished || !leadsNowhere(err) {
				c.message.Say(plain.Sentence(err), ui.ToneOverdue)
			}
			return
		}
		c.file, c.plan = path, plan{sheet: sheet}
		c.forecast()
	})
}

func leadsNowhere(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, spreadsheet.ErrNotAFile)
}

// foreseen is a plan with what will come of it.
type foreseen struct {
	plan     plan
	forecast forecast
}

// forecast reads the rows by the map that is chosen, or the first that fits.
func (c *chooser) forecast() {
	if c.file == "" {
		return
	}
	c.ready = false
	p, name, set := c.plan, c.mapName, c.screen.desk.Session.Settings()
	ui.Load(&c.work, func(ctx context.Context) (foreseen, error) {
		var err error
		if p.m, err = mapNamed(name, p.sheet); err != nil {
			return foreseen{}, err
		}
		f, err := p.foresee(ctx, set, time.Now())
		return foreseen{p, f}, err
	}, c.show)
}

func mapNamed(name string, sheet exchange.Sheet) (exchange.Map, error) {
	if name == "" {
		return fitting(sheet)
	}
	m, err := exchange.MapFor(name)
	if err != nil {
		return exchange.Map{}, err
	}
	return m, m.Check(sheet)
}

func (c *chooser) show(f foreseen, err error) {
	if err != nil {
		c.words.SetText(" ")
		c.preview.SetRows(nil)
		c.about.SetText(" ")
		c.message.Say(plain.Sentence(err), ui.ToneOverdue)
		return
	}
	c.message.Clear()
	c.plan, c.ready = f.plan, true
	c.showMap(orElse(c.mapName, f.plan.m.Name), f.plan.m.About)
	c.words.SetText(f.forecast.words(f.plan.noun()))
	c.preview.SetRows(f.forecast.first)
}

// begin closes the dialog and starts the import, or says what is missing. The
// answer is for the dialog, which is never left to close itself.
func (c *chooser) begin() bool {
	switch {
	case c.path.Empty():
		c.message.Say("Choose the file first.", ui.ToneToday)
		c.screen.desk.Window.Canvas().Focus(c.path)
	case c.work.Busy():
		c.message.Say("The file is still being read. Press Import when its rows are shown.", ui.ToneToday)
	case c.file == "":
		c.read(true)
	case c.ready:
		c.dialog.Close() // before the next one opens, which would be closed with it
		c.screen.bringIn(c.plan)
	}
	return false
}
