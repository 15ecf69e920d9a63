package migrate

import (
	"context"
	"errors"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/storage"

	"rapport/app/plain"
	"rapport/app/spreadsheet"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data/exchange"
)

// filePage is where the file comes in: dropped, chosen, typed or pasted; and where
// it is said what its rows are.
type filePage struct {
	screen *Screen
	path   *ui.Entry
	what   *ui.Choice[desk.Rows]
	why    *ui.Paragraph // how the kind was told
	sheets *ui.Choice[int]
	sheet  *ui.Row
	kinds  *ui.Row
	from   *ui.Entry // the log or survey that the rows come from
	named  *ui.Row
	parts  *fyne.Container // what is said of the file
	facts  *ui.Paragraph
	table  *ui.Table[exchange.Row]
	body   *fyne.Container
	inside *fyne.Container
	whole  fyne.CanvasObject
	files  *dialog.FileDialog // the last one opened, nil before the first
	quiet  bool               // the page itself sets its fields
	stop   func()             // of the pause after a key
}

// typingPause is how long the page waits for the next key of a path.
const typingPause = 400 * time.Millisecond

// firstRows is how many rows show what a sheet holds, and firstColumns how many of
// its columns.
const (
	firstRows    = 8
	firstColumns = 6
)

func newFilePage(s *Screen) *filePage {
	f := &filePage{screen: s, stop: func() {}, facts: ui.NewParagraph("", ui.Muted), why: ui.NewParagraph(" ", ui.Caption)}
	f.path = ui.NewPathEntry("Drop the file on this window, choose it, or type its path", f.browse)
	f.path.OnChanged = func(string) {
		f.stop()
		if !f.quiet {
			f.stop = ui.After(typingPause, func() { f.read(false, func() {}) })
		}
	}
	f.path.OnEnter = s.stepOn
	f.sheets = ui.NewChoice("", nil, func(i int) {
		if !f.quiet {
			s.chooseSheet(i)
		}
	})
	f.what = ui.NewChoice("Choose what the rows are", kindOptions(s.desk), func(rows desk.Rows) {
		if !f.quiet {
			s.chooseKind(rows)
		}
	})
	f.from = ui.NewEntry("Complaint log of the office, survey of 2025")
	f.from.Max = 60
	f.from.OnChanged = func(text string) {
		if p := s.job.plan; p != nil && !f.quiet {
			p.Map.Source = strings.TrimSpace(text)
		}
	}
	f.from.OnEnter = s.stepOn
	f.named = ui.NewRow("Name of the log or survey", f.from)
	f.named.Hint = "By this name and its number a row is known again."
	f.sheet, f.kinds = ui.NewRow("Sheet of the workbook", f.sheets), ui.NewRow("What its rows are", f.what)
	f.table = ui.NewTable(nil, func(r exchange.Row) string { return strconv.Itoa(r.Number) }, ui.NewEmpty("The sheet has a heading but no rows.", "", nil))
	f.layout()
	return f
}

func (f *filePage) layout() {
	below := func(b *ui.Button) fyne.CanvasObject { return container.NewBorder(nil, b, nil, nil) } // the label of the field
	paste := ui.NewButton("Paste from the clipboard", f.paste)
	entry := container.NewBorder(nil, nil, nil, below(paste), ui.NewRow("File", f.path))
	hint := ui.NewParagraph("CSV, TSV or XLSX, with a heading in the first row. It is only read: nothing is brought in before you have seen what comes of it.", ui.Caption)
	f.parts = ui.NewPanes(leastPart)
	f.body = container.NewVBox(f.parts, f.why, f.facts)
	top := container.NewVBox(entry, hint, f.body)
	f.inside = container.New(layout.NewBorderLayout(top, nil, nil, nil), top, ui.AtLeast(0, 9, f.table)) // in the order of Tab
	f.whole = ui.NewScrolled(f.inside)
}

func (f *filePage) content() fyne.CanvasObject { return f.whole }
func (f *filePage) first() fyne.Focusable      { return f.path }
func (f *filePage) next() string               { return "Next" }

// clear empties the page.
func (f *filePage) clear() {
	f.left()
	f.quiet = true
	f.path.SetText("")
	f.quiet = false
}

// left ends the pause after a key, and closes the files that are being chosen from:
// locking closes our dialogs, not Fyne's.
func (f *filePage) left() {
	f.stop()
	if f.files != nil {
		f.files.Hide()
		f.files = nil
	}
}

// enter shows the file that was chosen.
func (f *filePage) enter() { f.show() }

// show shows what is known of the file, and nothing of one that is not chosen.
func (f *filePage) show() {
	j := &f.screen.job
	f.quiet = true
	defer func() { f.quiet = false }()
	if f.path.Text != j.Path && (j.Path != "" || j.pasted) {
		f.path.SetText(j.Path)
	}
	known := len(j.Sheets) > 0
	f.body.Hidden, f.table.Hidden = !known, !known
	if known {
		f.sheets.SetOptions(sheetOptions(j.Sheets))
		f.sheets.SetValue(j.sheet)
		f.parts.Objects = []fyne.CanvasObject{container.NewVBox(f.kinds)}
		if len(j.Sheets) > 1 {
			f.parts.Add(container.NewVBox(f.sheet))
		}
		if j.plan != nil && !j.ofOffice() {
			f.from.SetText(j.plan.Map.Source)
			f.parts.Add(container.NewVBox(f.named))
		}
		f.what.SetValue(j.what)
		f.why.SetText(orElse(j.why, " "))
		f.facts.SetText(j.facts())
		f.table.SetColumns(rawColumns(j.current().Header))
		rows := j.current().Rows
		f.table.SetRows(rows[:min(len(rows), firstRows)])
	}
	f.inside.Refresh()
	f.screen.showTrail()
}

// read reads the file that the path names. While the officer is still typing, a path
// that leads nowhere is no fault yet.
func (f *filePage) read(finished bool, on func()) {
	f.stop()
	s, path := f.screen, strings.TrimSpace(f.path.Text)
	if path == "" || path == s.job.Path {
		return
	}
	s.message.Say("Reading the file …", ui.ToneMuted)
	ui.Load(&s.work, func(ctx context.Context) (source, error) {
		book, err := spreadsheet.OpenBook(ctx, path)
		return source{Book: book}, err
	}, func(from source, err error) {
		if err != nil {
			s.message.Clear()
			if finished || !leadsNowhere(err) {
				s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			}
			return
		}
		s.take(from, on)
	})
}

func leadsNowhere(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, spreadsheet.ErrNotAFile)
}

// browse asks for a file with Fyne's own dialog.
func (f *filePage) browse() {
	f.files = dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		f.files = nil
		if err != nil {
			f.screen.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		if file == nil {
			return // closed without a choice
		}
		path := file.URI().Path()
		if err := file.Close(); err != nil {
			f.screen.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		f.take(path)
	}, f.screen.desk.Window)
	f.files.SetFilter(storage.NewExtensionFileFilter([]string{".csv", ".tsv", ".txt", ".xlsx", ".xlsm"}))
	f.files.Show()
}

// take puts the path of a file into the page and reads it.
func (f *filePage) take(path string) {
	f.quiet = true
	f.path.SetText(path)
	f.quiet = false
	f.read(true, func() {})
}

// paste reads the cells that were copied from a spreadsheet.
func (f *filePage) paste() {
	s, text := f.screen, fyne.CurrentApp().Clipboard().Content()
	if strings.TrimSpace(text) == "" {
		s.message.Say("The clipboard holds no text. Mark the rows in the spreadsheet together with their heading, copy them, and press this again.", ui.ToneToday)
		return
	}
	f.stop()
	s.message.Say("Reading what was copied …", ui.ToneMuted)
	ui.Load(&s.work, func(ctx context.Context) (source, error) { return openText(ctx, text) }, func(from source, err error) {
		s.message.Clear()
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.take(from, func() {})
	})
}

// settle goes on with the file once it is read and its rows are something.
func (f *filePage) settle(on func()) {
	s := f.screen
	if typed := strings.TrimSpace(f.path.Text); typed != "" && typed != s.job.Path {
		f.read(true, func() { f.settle(on) })
		return
	}
	j := &s.job
	switch {
	case len(j.Sheets) == 0:
		s.message.Say("Choose the file first.", ui.ToneToday)
		s.desk.Window.Canvas().Focus(f.path)
	case len(j.current().Rows) == 0:
		s.message.Say("This sheet has a heading but no rows. Choose another sheet or another file.", ui.ToneToday)
	case j.what == "":
		s.message.Say("Say what the rows are.", ui.ToneToday)
		s.desk.Window.Canvas().Focus(f.what)
	case j.plan != nil && !j.ofOffice() && j.plan.Map.Source == "":
		s.message.Say("Name the log or the survey that the rows come from.", ui.ToneToday)
		s.desk.Window.Canvas().Focus(f.from)
	default:
		on()
	}
}

// rawColumns are the first columns of a sheet as it has them.
func rawColumns(headings []string) []ui.Column[exchange.Row] {
	columns := []ui.Column[exchange.Row]{{Title: "Row", Width: 3.5, Align: fyne.TextAlignTrailing, Text: func(r exchange.Row) string { return ui.Count(r.Number) }}}
	for i, h := range headings[:min(len(headings), firstColumns)] {
		columns = append(columns, ui.Column[exchange.Row]{Title: h, Width: 8, Weight: 1, Extra: i > 2, Text: func(r exchange.Row) string { return cellOf(r, i) }})
	}
	return columns
}

// cellOf is the beginning of a cell, on one line.
func cellOf(r exchange.Row, i int) string {
	if i >= len(r.Cells) {
		return ""
	}
	return opening(r.Cells[i])
}

// sheetOptions are the sheets of a workbook by their names.
func sheetOptions(all []exchange.Sheet) []ui.Option[int] {
	options := make([]ui.Option[int], len(all))
	for i, s := range all {
		options[i] = ui.Option[int]{Value: i, Label: orElse(s.Name, "Sheet "+strconv.Itoa(i+1)) + " (" + ui.Plural(len(s.Rows), "row", "rows") + ")"}
	}
	return options
}
