package window

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// frame is what stands around every screen: the rail at the left, search, new
// case and lock at the top, the open tabs below them, one quiet line at the
// bottom.
type frame struct {
	floor   *floor
	content fyne.CanvasObject
	rail    *ui.Rail
	search  *ui.Entry
	tabs    *ui.Tabs
	middle  *fyne.Container
	notices *ui.Notices
	status  *status
}

func newFrame(f *floor) *frame {
	fr := &frame{floor: f, middle: container.NewStack(), notices: ui.NewNotices()}
	fr.rail = fr.newRail()
	fr.tabs = ui.NewTabs(func(key string) { f.bring(key, nil) }, f.closeTab)
	fr.status = newStatus(f)
	head := container.NewVBox(fr.topBar(), fr.tabs)
	page := ui.NewFrame(fr.rail, head, fr.status.line, ui.Margin(0.8, fr.middle))
	fr.content = container.NewStack(ui.NewActivityPad(), page, fr.notices)
	return fr
}

func (fr *frame) newRail() *ui.Rail {
	var items []ui.RailItem
	for _, s := range fr.floor.screens() {
		items = append(items, ui.RailItem{Key: screenKey(s.id), Text: s.title, Icon: s.icon()})
	}
	name := ui.Margin(0.6, ui.NewText("Rapport", ui.Type{Color: ui.ColorRailText, Size: theme.SizeNameSubHeadingText, Bold: true}))
	return ui.NewRail(name, items, func(key string) {
		for _, s := range screens {
			if screenKey(s.id) == key {
				fr.floor.Show(s.id)
			}
		}
	})
}

func (fr *frame) topBar() fyne.CanvasObject {
	f := fr.floor
	fr.search = desk.Only(f.desk, data.RightRead, ui.NewSearch("Search everywhere (Ctrl+K)", f.search))
	fr.search.OnEnter = func() { f.find(fr.search.Text) }
	officer := f.desk.Session.Officer()
	right := container.NewHBox(
		desk.Only(f.desk, data.RightWork, ui.NewPrimary("New case", func() { f.NewCase(nil) })),
		ui.NewQuiet("Lock", theme.LogoutIcon(), f.stage.lock),
		container.NewCenter(ui.NewText(officer.Name, ui.Muted)),
	)
	bar := ui.NewBar(container.NewBorder(nil, nil, nil, right, ui.AtLeast(20, 0, fr.search)))
	page := container.NewVBox()
	if f.desk.Session.Practice() {
		page.Add(ui.NewBand("Practice data: nobody here is real", ui.ToneToday))
	}
	if f.desk.NamesHidden {
		page.Add(ui.NewBand("Names are hidden. View, Show names brings them back.", ui.ToneAccent))
	}
	page.Add(bar)
	return page
}

// setSearch puts words into the search that some screen asked for.
func (fr *frame) setSearch(text string) {
	if fr.search.Text != text {
		fr.search.SetText(text)
	}
}

func (fr *frame) focusSearch() {
	fr.floor.stage.window.Canvas().Focus(fr.search)
}

// setTabs shows what is open. The row takes room only while something is: the
// frame is laid out anew around it.
func (fr *frame) setTabs(places []ui.Tab) {
	fr.tabs.Set(places)
	fr.content.Refresh()
}

// show puts a view into the middle and marks where it belongs.
func (fr *frame) show(key string, content fyne.CanvasObject) {
	fr.middle.Objects = []fyne.CanvasObject{content}
	fr.middle.Refresh()
	fr.rail.Select(key)
	fr.tabs.Select(key)
}

// status is the quiet line at the bottom.
type status struct {
	floor *floor
	line  fyne.CanvasObject
	text  *ui.Text
	copy  *ui.Link  // what is known of backups; leads to them
	at    time.Time // of the last change saved
	work  ui.Loader
}

func newStatus(f *floor) *status {
	s := &status{floor: f, text: ui.NewText("", ui.Caption), copy: ui.NewLink("Backup: not known yet", f.Backups)}
	left := container.NewHBox(s.text)
	if f.roles.May(data.RightKeep) {
		left.Add(s.copy)
	}
	s.line = ui.NewBar(container.New(ends{}, left, ui.NewText(f.desk.Session.Settings().Facility, ui.Caption)))
	s.show()
	return s
}

// ends is a layout of one object at the left and one at the right, which is left
// out where there is no room for both.
type ends struct{}

func (ends) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	left, right := objects[0], objects[1]
	left.Resize(s)
	least := right.MinSize()
	right.Resize(least)
	right.Move(fyne.NewPos(s.Width-least.Width, 0))
	if left.MinSize().Width+theme.TextSize() > s.Width-least.Width {
		right.Hide()
	} else {
		right.Show()
	}
}

func (ends) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// saved notes that a change was committed just now.
func (s *status) saved() {
	s.at = time.Now()
	s.show()
}

// refresh reads when the last verified backup was made.
func (s *status) refresh() {
	session := s.floor.desk.Session
	if !s.floor.roles.May(data.RightKeep) {
		return // whose backups are others' care
	}
	zone := session.Settings().Zone()
	ui.Load(&s.work, func(ctx context.Context) ([]store.BackupPlace, error) { return session.BackupPlaces(ctx) },
		func(places []store.BackupPlace, err error) {
			if err == nil {
				s.copy.Set(backupWords(places, time.Now(), zone))
				s.line.Refresh()
			}
		})
}

// backupWords says how the places for backups stand: what is wrong first.
func backupWords(places []store.BackupPlace, now time.Time, zone *time.Location) (string, ui.Type) {
	words := "No backup yet"
	for _, p := range places {
		var wrong *store.PlaceError
		if errors.As(p.Wrong, &wrong) {
			return wrong.Brief(), ui.Type{Color: ui.ColorOverdue, Size: ui.Caption.Size, Bold: true}
		}
	}
	if len(places) > 0 && places[0].Newest != nil {
		words = "Last verified backup " + ui.Moment(places[0].Newest.Taken, now, zone)
	}
	if len(places) > 1 && places[1].Newest != nil {
		words += ", second place " + ui.Moment(places[1].Newest.Taken, now, zone)
	}
	return words, ui.Caption
}

func (s *status) show() {
	saved := "everything is saved"
	if !s.at.IsZero() {
		saved = "saved " + ui.Clock(s.at, s.floor.desk.Session.Settings().Zone())
	}
	if len(s.floor.desk.Session.File().HeldBy()) > 0 {
		saved = "not everything that was typed is saved yet"
	}
	words := "Encrypted on this computer  ·  " + saved
	if s.floor.roles.May(data.RightKeep) {
		words += "  · "
	}
	s.text.SetText(words)
}
