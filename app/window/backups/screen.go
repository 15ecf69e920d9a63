// Package backups shows the copies of the case file: what each holds, the drill
// that proves that one can be restored, and the restore itself, from the desk and
// from the door of a case file that does not open.
package backups

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// Screen lists the copies, newest first.
type Screen struct {
	desk   *desk.Desk
	folder string // whose copies are shown; "" for the office's own
	chosen *store.CaseCopy

	places   *fyne.Container
	drill    *ui.Paragraph
	title    *ui.Text
	table    *ui.Table[store.CaseCopy]
	empty    *ui.Empty
	detail   *ui.Paragraph
	message  *ui.Message
	restore  *ui.Button
	rehearse *ui.Button
	own      *ui.Button
	content  fyne.CanvasObject

	work    ui.Loader
	looking ui.Loader
	cancel  func()
}

// New makes the screen.
func New(d *desk.Desk) *Screen {
	s := &Screen{desk: d, message: ui.NewMessage(), cancel: func() {}}
	s.places, s.drill, s.title = container.NewVBox(), ui.NewParagraph("", ui.Muted), ui.NewText("", ui.Strong)
	s.detail = ui.NewParagraph("", ui.Muted)
	s.restore = ui.NewButton("Restore this copy …", s.askRestore)
	s.rehearse = ui.NewButton("Restore drill with it", s.drillChosen)
	s.own = ui.NewQuiet("The office's own copies", nil, func() { s.look("") })
	s.empty = ui.NewEmpty("", "", nil)
	s.table = ui.NewTable(s.columns(), func(c store.CaseCopy) string { return c.Path }, s.empty)
	s.table.OnSelect = s.choose
	s.table.OnOpen = func(c store.CaseCopy) { s.choose(c); s.askRestore() }
	s.layout()
	s.choose(store.CaseCopy{})
	return s
}

func (s *Screen) layout() {
	head := container.NewVBox(
		ui.NewHeader("Backups", "Each was opened and checked when it was made.",
			ui.NewButton("Look in a folder …", s.chooseFolder), ui.NewButton("Restore drill", s.drillNewest), ui.NewPrimary("Back up now", s.backup)),
		s.message, s.places, s.drill, container.NewBorder(nil, nil, container.NewCenter(s.title), container.NewHBox(s.own, s.rehearse, s.restore)),
	)
	s.content = container.NewBorder(head, ui.AtLeast(0, 6, ui.NewScrolled(s.detail)), nil, nil, s.table)
}

func (s *Screen) zone() *time.Location { return s.desk.Session.Settings().Zone() }

func (s *Screen) columns() []ui.Column[store.CaseCopy] {
	return []ui.Column[store.CaseCopy]{
		{Title: "Copy of", Width: 12, Bold: true, Text: func(c store.CaseCopy) string { return when(c, s.zone()) }},
		{Title: "State", Width: 11, Weight: 1, Text: func(c store.CaseCopy) string { w, _ := state(c); return w },
			Tone: func(c store.CaseCopy) ui.Tone { _, t := state(c); return t }},
		{Title: "Cases", Width: 5, Align: fyne.TextAlignTrailing, Text: func(c store.CaseCopy) string { return number(c, c.Cases) }},
		{Title: "Open", Width: 4.5, Align: fyne.TextAlignTrailing, Text: func(c store.CaseCopy) string { return number(c, c.Open) }},
		{Title: "Last entry", Width: 12, Extra: true, Text: func(c store.CaseCopy) string {
			if c.LastAt.IsZero() {
				return "–"
			}
			return stamp(c.LastAt, s.zone())
		}},
		{Title: "Where", Width: 13, Weight: 1, Extra: true, Text: where},
		{Title: "Size", Width: 5.5, Extra: true, Align: fyne.TextAlignTrailing, Text: func(c store.CaseCopy) string { return ui.Size(c.Bytes) }},
	}
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is the list.
func (s *Screen) FirstFocus() fyne.Focusable { return s.table }

// Shown looks at the places and into the copies.
func (s *Screen) Shown() {
	s.cancel()
	s.cancel = s.desk.Session.Subscribe(func(e store.Event) {
		if e.Kind == store.SettingsChanged {
			ui.OnMain(s.reload)
		}
	})
	s.reload()
}

// Left ends looking; a drill or backup that is under way goes on.
func (s *Screen) Left() {
	s.cancel()
	s.cancel = func() {}
	s.looking.Stop()
	s.table.Stop()
}

// found is what is known of the places.
type found struct {
	places []store.BackupPlace
	drill  time.Time
}

func (s *Screen) reload() {
	s.showFolder()
	session, folder := s.desk.Session, s.folder
	s.table.SetSource(func(ctx context.Context, _ *store.CaseCopy) (ui.Page[store.CaseCopy], error) {
		all, err := session.Copies(ctx, folder, nil)
		if err != nil && len(all) == 0 {
			return ui.Page[store.CaseCopy]{}, errors.New(plain.Sentence(err))
		}
		return ui.Page[store.CaseCopy]{Rows: all, Total: len(all)}, nil
	})
	ui.Load(&s.looking, func(ctx context.Context) (f found, err error) {
		if f.places, err = session.BackupPlaces(ctx); err == nil {
			f.drill, err = session.LastDrill(ctx)
		}
		return f, err
	}, func(f found, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.showPlaces(f)
	})
}

func (s *Screen) showFolder() {
	s.own.Hidden = s.folder == ""
	if s.folder == "" {
		s.title.SetText("Copies of this case file")
		s.empty.SetText("There is no copy yet. “Back up now” makes one.")
	} else {
		s.title.SetText("Copies in " + s.folder)
		s.empty.SetText("There is no copy of a case file in this folder.")
	}
}

func (s *Screen) showPlaces(f found) {
	s.places.RemoveAll()
	for _, p := range f.places {
		name := "Beside the case file"
		if p.Second {
			name = "Second place"
		}
		words, tone := "no backup yet", ui.ToneSoon
		switch {
		case p.Wrong != nil:
			words, tone = plain.Sentence(p.Wrong), ui.ToneOverdue
		case p.Newest != nil:
			words, tone = "last verified backup "+ui.Moment(p.Newest.Taken, time.Now(), s.zone()), ui.ToneOK
		}
		s.places.Add(placeLine(name, words, tone))
		if p.Note != "" {
			s.places.Add(ui.NewParagraph(p.Note, ui.Muted))
		}
	}
	if len(f.places) == 1 {
		s.places.Add(ui.NewParagraph("There is no second place. A stick or a share, named under Settings, keeps a copy when this computer is lost.", ui.Muted))
	}
	s.drill.SetText(drillWords(f.drill, time.Now(), s.zone()))
	s.places.Refresh()
}

// placeLine is a place with how it stands.
func placeLine(name, words string, tone ui.Tone) fyne.CanvasObject {
	if tone == ui.ToneOK {
		return container.NewHBox(ui.NewChip(name, tone), ui.NewText(words, ui.Plain))
	}
	return container.NewBorder(nil, nil, container.NewVBox(ui.NewChip(name, tone)), nil, ui.NewParagraph(words, ui.Plain))
}

// drillWords says when the last restore drill was, and asks for one after a
// quarter (45 CFR 164.308(a)(7)(ii)(D)).
func drillWords(last, now time.Time, zone *time.Location) string {
	switch {
	case last.IsZero():
		return "No restore drill was done yet. Do one each quarter: it proves that a copy can be restored, changes nothing, and is logged."
	case now.Sub(last) > store.DrillDue:
		return "The last restore drill was on " + stamp(last, zone) + ", more than a quarter ago. It is time for the next."
	}
	return "Last restore drill: " + stamp(last, zone) + "."
}

func (s *Screen) choose(c store.CaseCopy) {
	if c.Path == "" {
		s.chosen = nil
		s.detail.SetText("Choose a copy to see what it holds, and what would be lost by restoring it.")
		s.restore.Disable()
		s.rehearse.Disable()
		return
	}
	s.chosen = &c
	s.detail.SetText(detail(c, s.zone()))
	s.restore.Enable()
	s.rehearse.Enable()
	if c.Wrong != nil || c.Locked && !c.Same {
		s.restore.Disable()
	}
	if c.Wrong != nil || c.Locked {
		s.rehearse.Disable()
	}
}

// backup makes an encrypted copy now, in every place that can take it.
func (s *Screen) backup() {
	if s.work.Busy() {
		return
	}
	s.message.Say("Making and verifying a backup …", ui.ToneMuted)
	session := s.desk.Session
	ui.Load(&s.work, func(ctx context.Context) (string, error) { return backUp(ctx, session) }, s.answer)
}

// answer says how some work ended.
func (s *Screen) answer(done string, err error) {
	if err != nil {
		s.message.Say(plain.Sentence(err), ui.ToneOverdue)
		return
	}
	s.message.Say(done, ui.ToneOK)
	s.reload()
}

// chooseFolder looks for copies wherever the officer says.
func (s *Screen) chooseFolder() { askFolder(s.desk.Window, s.look) }

func (s *Screen) look(folder string) {
	s.folder = folder
	s.choose(store.CaseCopy{})
	s.reload()
}

func (s *Screen) drillNewest() { s.drillWith("") }

func (s *Screen) drillChosen() {
	if s.chosen != nil {
		s.drillWith(s.chosen.Path)
	}
}

// drillWith rehearses a restore and shows what it found.
func (s *Screen) drillWith(path string) {
	if s.work.Busy() {
		return
	}
	s.message.Say("Restore drill …", ui.ToneMuted)
	session := s.desk.Session
	ui.Load(&s.work, func(ctx context.Context) (store.DrillReport, error) {
		return session.Drill(ctx, path, func(what string) {
			ui.OnMain(func() { s.message.Say("Restore drill: "+what+" …", ui.ToneMuted) })
		})
	}, func(r store.DrillReport, err error) {
		if errors.Is(err, data.ErrNotFound) {
			s.message.Say("There is no backup yet to try a restore with. Press “Back up now” first.", ui.ToneToday)
			return
		}
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.message.Clear()
		s.showDrill(r)
		s.reload()
	})
}

func (s *Screen) showDrill(r store.DrillReport) {
	list := ui.NewKeyValues()
	for _, n := range r.Counts {
		list.Add(desk.Titled(n.What), fmt.Sprintf("%s in the copy, %s of that time in the case file", ui.Count(int(n.Copy)), ui.Count(int(n.Present))))
	}
	desk.AddChecks(list, r.Checks)
	title := "The copy can be restored"
	if !r.OK() {
		title = "This copy cannot be restored as it is"
	}
	below := fmt.Sprintf("Copy of %s; the drill took %.1f seconds and is in the audit log. The case file was not touched.", stamp(r.Taken, s.zone()), r.Took.Seconds())
	ui.Show(s.desk.Window, title, container.NewBorder(ui.NewParagraph(below, ui.Muted), nil, nil, nil, ui.AtLeast(44, 24, container.NewVScroll(list))), nil, "Close")
}
