// Package batch prepares the letters that fall due in one go: the list of what is
// due, then each letter's page to be seen and confirmed, then issue, print and
// dispatch. Each letter is bound to its case by the case's key, and is composed
// anew from the case when it is issued.
package batch

import (
	"context"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// kinds are the letters that are prepared in one go, in their order.
var kinds = []data.LetterKind{data.Acknowledgement, data.InterimLetter}

// row is a line of the list: a case that owes a letter, or the head of a group.
type row struct {
	data.LetterDue
	kind data.LetterKind
	head string // of a group; empty for a case
}

// ready reports whether nothing hinders the letter.
func (r row) ready() bool { return r.head == "" && r.Blocking == 0 }

// Screen is the letters that are due, and the batch that is being worked on.
type Screen struct {
	desk    *desk.Desk
	holder  *fyne.Container // what is in front: the list, the pages, the paper
	message *ui.Message
	content fyne.CanvasObject

	rows    []row
	table   *ui.Table[row]
	prepare *ui.Button
	first   fyne.Focusable // of what is in front

	letters []*letterOf // of the batch
	at      int         // the one that is looked at

	read, work ui.Loader
	halt       *atomic.Bool // set to end the work after the letter under way
	cancel     func()
	shown      bool // it has the window, and may take the keyboard
}

// New makes the screen.
func New(d *desk.Desk) *Screen {
	s := &Screen{desk: d, holder: container.NewStack(), message: ui.NewMessage(), halt: &atomic.Bool{}, cancel: func() {}}
	s.content = container.NewBorder(s.message, nil, nil, nil, s.holder)
	empty := ui.NewEmpty("No acknowledgement and no interim letter falls due by today.", "Go to Today", func() { d.Show(desk.Today) })
	s.table = ui.NewTable(s.columns(), func(r row) string { return string(r.kind) + "/" + r.head + "/" + r.Number }, empty)
	s.table.Head = func(r row) (string, ui.Tone, bool) { return r.head, ui.TonePlain, r.head != "" }
	s.table.OnOpen = s.write
	s.table.SetDetail(func(r row) []ui.Span {
		if r.First == "" {
			return []ui.Span{{Text: " "}}
		}
		return []ui.Span{{Text: r.First, Tone: ui.ToneMuted}}
	})
	s.prepare = ui.NewPrimary("Prepare", s.begin)
	s.showList()
	return s
}

func (s *Screen) columns() []ui.Column[row] {
	return []ui.Column[row]{
		{Title: "Due", Width: 9, Text: func(r row) string { return ui.DueWords(r.Due, s.today()) }, Tone: func(r row) ui.Tone { return ui.DueTone(r.Due, s.today()) }},
		{Title: "Case", Width: 8.5, Text: func(r row) string { return r.Number }},
		{Title: "To", Width: 10, Weight: 1, Bold: true, Text: func(r row) string { return r.Addressee }},
		{Title: "Language", Width: 6, Text: func(r row) string { return r.Language.String() }},
		{Title: "State", Width: 11, Text: stateWords, Tone: func(r row) ui.Tone {
			if r.ready() {
				return ui.ToneOK
			}
			return ui.ToneToday
		}},
	}
}

// stateWords say whether a letter can be issued.
func stateWords(r row) string {
	said := "Ready"
	if r.Blocking > 0 {
		said = ui.Plural(r.Blocking, "thing is missing", "things are missing")
	}
	if r.Draft {
		said += ", begun"
	}
	return said
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is the list, or the button that goes on.
func (s *Screen) FirstFocus() fyne.Focusable { return s.first }

// Shown reads what is due, and again when a case changes; a batch that was begun
// stays as it is.
func (s *Screen) Shown() {
	s.cancel()
	s.shown = true
	s.cancel = s.desk.Session.Subscribe(func(store.Event) { ui.OnMain(s.refresh) })
	s.refresh()
}

// Left stops reading.
func (s *Screen) Left() {
	s.cancel()
	s.cancel, s.shown = func() {}, false
	s.read.Stop()
}

func (s *Screen) today() data.Date { return s.desk.Session.Settings().Today(time.Now()) }

func (s *Screen) refresh() {
	if s.letters != nil || s.work.Busy() {
		return
	}
	session := s.desk.Session
	ui.Load(&s.read, func(ctx context.Context) ([]row, error) { return due(ctx, session) }, func(rows []row, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.rows = rows
		s.table.SetRows(rows)
		s.nameButton()
	})
}

// due reads both lists, each under its head.
func due(ctx context.Context, in *store.Session) (rows []row, err error) {
	for _, k := range kinds {
		b, err := in.LettersDue(ctx, k)
		if err != nil {
			return nil, err
		}
		if len(b.Rows) == 0 {
			continue
		}
		head := map[data.LetterKind]string{data.Acknowledgement: "Acknowledgements: ", data.InterimLetter: "Interim letters: "}[k] + ui.Count(len(b.Rows))
		if b.More {
			head += ", and more after these"
		}
		rows = append(rows, row{kind: k, head: head})
		for _, r := range b.Rows {
			rows = append(rows, row{LetterDue: r, kind: k})
		}
	}
	return rows, nil
}

func (s *Screen) nameButton() {
	n := 0
	for _, r := range s.rows {
		if r.ready() {
			n++
		}
	}
	s.prepare.SetText("Prepare " + ui.Plural(n, "letter", "letters"))
	if n == 0 {
		s.prepare.Disable()
		return
	}
	s.prepare.Enable()
}

// write opens the composer, where what is missing is mended.
func (s *Screen) write(r row) {
	if r.head == "" {
		s.desk.WriteLetter(r.Number, r.kind)
	}
}

// show brings a part of the work to the front and gives it the keyboard.
func (s *Screen) show(o fyne.CanvasObject, first fyne.Focusable) {
	s.holder.Objects = []fyne.CanvasObject{o}
	s.holder.Refresh()
	s.first = first
	s.focus()
}

func (s *Screen) focus() {
	if s.shown {
		s.desk.Window.Canvas().Focus(s.first)
	}
}

// showList shows what is due.
func (s *Screen) showList() {
	s.letters, s.at = nil, 0
	open := ui.NewButton("Open the letter (Enter)", func() {
		if r, ok := s.table.Selected(); ok {
			s.write(r)
		}
	})
	head := ui.NewHeader("Letters due", "Those that are ready are prepared; you see and confirm each one before it is issued. What lacks something is mended in its letter.", open, s.prepare)
	s.holder.Objects = []fyne.CanvasObject{container.NewBorder(head, nil, nil, nil, s.table)}
	s.holder.Refresh()
	s.first = s.table
}

// backToList leaves the batch. Nothing that was issued is lost by it.
func (s *Screen) backToList() {
	s.message.Clear()
	s.showList()
	s.focus()
	s.refresh()
}

// working shows how far the work has come, with a way to stop it.
func (s *Screen) working(doing string) (progress func(done, of int)) {
	s.halt = &atomic.Bool{}
	halt, text := s.halt, ui.NewText(doing+" …", ui.Section)
	stop := ui.NewButton("Stop", func() { halt.Store(true); text.SetText("Stopping after this letter …") })
	s.show(container.NewCenter(container.NewVBox(text, container.NewHBox(stop))), stop)
	return func(done, of int) {
		ui.OnMain(func() {
			if !halt.Load() {
				text.SetText(doing + ": " + ui.Count(done) + " of " + ui.Count(of))
			}
		})
	}
}
