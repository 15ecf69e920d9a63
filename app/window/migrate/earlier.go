package migrate

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
)

// earlier is the list of what was brought in before, each with the way to take it
// back.
type earlier struct {
	screen  *Screen
	dialog  *ui.Dialog
	table   *ui.Table[data.Import]
	message *ui.Message
	reading ui.Loader
}

// showEarlier opens the list.
func (s *Screen) showEarlier() {
	e := &earlier{screen: s, message: ui.NewMessage()}
	empty := ui.NewEmpty("Nothing was brought in yet.", "", nil)
	e.table = ui.NewTable(e.columns(), func(i data.Import) string { return i.ID.String() }, empty)
	e.table.OnOpen = e.ask
	content := container.NewBorder(container.NewVBox(
		ui.NewParagraph("Each import can be taken back as a whole. What somebody worked on since stays.", ui.Muted), e.message), nil, nil, nil, ui.AtLeast(26, 12, e.table))
	e.dialog = ui.Show(s.desk.Window, "Earlier imports", content, e.table, "Close", ui.Action{Text: "Take it back …", Do: func() bool {
		if i, ok := e.table.Selected(); ok {
			e.ask(i)
		} else {
			e.message.Say("Choose an import in the list first.", ui.ToneToday)
		}
		return false
	}})
	e.dialog.Resize(fyne.NewSize(62*theme.TextSize(), 36*theme.TextSize()))
	e.dialog.OnClose = e.reading.Stop
	e.read()
}

func (e *earlier) columns() []ui.Column[data.Import] {
	zone := e.screen.desk.Session.Settings().Zone()
	return []ui.Column[data.Import]{
		{Title: "When", Width: 10, Text: func(i data.Import) string { return ui.Moment(i.At, time.Now(), zone) }},
		{Title: "File", Width: 10, Weight: 2, Bold: true, Text: func(i data.Import) string { return orElse(i.File.Name, i.File.Source) }},
		{Title: "Came in", Width: 9, Text: func(i data.Import) string { return counted(i.Of, i.Counts.Imported) }},
		{Title: "By", Width: 8, Weight: 1, Extra: true, Text: func(i data.Import) string { return i.By }},
		{Title: "State", Width: 11, Weight: 1, Text: e.state, Tone: func(i data.Import) ui.Tone {
			if i.Undone() {
				return ui.ToneMuted
			}
			return ui.TonePlain
		}},
	}
}

func (e *earlier) state(i data.Import) string {
	if !i.Undone() {
		return "stands"
	}
	words := "taken back " + ui.Moment(i.UndoneAt, time.Now(), e.screen.desk.Session.Settings().Zone())
	if i.Stayed > 0 {
		words += ", " + ui.Count(i.Stayed) + " stayed"
	}
	return words
}

func (e *earlier) read() {
	session := e.screen.desk.Session
	ui.Load(&e.reading, func(ctx context.Context) ([]data.Import, error) { return session.Imports(ctx) }, func(all []data.Import, err error) {
		if err != nil {
			e.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		e.table.SetRows(all)
		if _, ok := e.table.Selected(); !ok && len(all) > 0 {
			e.table.Select(all[0].ID.String())
		}
	})
}

// ask asks before an import is taken back.
func (e *earlier) ask(i data.Import) {
	if i.Undone() {
		e.message.Say("This import was taken back already. The file can be brought in again.", ui.ToneToday)
		return
	}
	e.message.Clear()
	e.screen.askUndo(i, func(said string) {
		e.message.Say(said, ui.ToneOK)
		e.read()
	})
}

// askUndo says what goes and what stays, and takes the import back when the officer
// agrees; done gets what came of it.
func (s *Screen) askUndo(i data.Import, done func(said string)) {
	session := s.desk.Session
	ui.Load(&s.work, func(ctx context.Context) (data.ImportUndo, error) { return session.ImportUndo(ctx, i.ID) }, func(u data.ImportUndo, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		if u.Goes == 0 {
			ui.Tell(s.desk.Window, "Nothing can be taken back", stayWords(i.Of, u)+" Nothing of this import would go.")
			return
		}
		content := container.NewVBox(ui.NewParagraph(undoWords(i, u), ui.Plain))
		if len(u.Stays) > 0 {
			content.Add(ui.AtLeast(30, 8, stayTable(u.Stays)))
		}
		var d *ui.Dialog
		d = ui.Show(s.desk.Window, "Take this import back?", ui.AtLeast(34, 0, content), nil, "Keep it", ui.Action{Text: "Take it back", Danger: true, Do: func() bool {
			d.Close() // before the progress opens, which closing this one would take along
			s.undo(i, done)
			return false
		}})
	})
}

// undoWords says what taking an import back does.
func undoWords(i data.Import, u data.ImportUndo) string {
	goes := strings.ToUpper(counted(i.Of, u.Goes)[:1]) + counted(i.Of, u.Goes)[1:]
	words := goes + " of “" + orElse(i.File.Name, i.File.Source) + "” will be gone. What the columns mean stays remembered, so that the file can be brought in again."
	if say := stayWords(i.Of, u); say != "" {
		words += " " + say
	}
	return words
}

// stayWords says what stays and why.
func stayWords(of string, u data.ImportUndo) string {
	var said []string
	if n := len(u.Stays); n > 0 {
		said = append(said, stays(of, n)+" because somebody worked on it since.")
	}
	if u.Shut > 0 {
		said = append(said, stays(of, u.Shut)+" because it is restricted to others.")
	}
	return strings.Join(said, " ")
}

func stays(of string, n int) string {
	if n == 1 {
		return counted(of, n) + " stays"
	}
	return counted(of, n) + " stay"
}

func stayTable(all []data.StaysPut) *ui.Table[data.StaysPut] {
	t := ui.NewTable([]ui.Column[data.StaysPut]{
		{Title: "Stays", Width: 9, Bold: true, Text: func(s data.StaysPut) string { return s.Number }},
		{Title: "Why", Width: 14, Weight: 1, Text: func(s data.StaysPut) string { return s.Why }},
	}, func(s data.StaysPut) string { return s.Number }, ui.NewEmpty("", "", nil))
	t.SetRows(all)
	return t
}
