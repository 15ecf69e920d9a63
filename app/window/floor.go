package window

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/plain"
	"rapport/app/window/batch"
	"rapport/app/window/casefile"
	"rapport/app/window/cases"
	"rapport/app/window/desk"
	"rapport/app/window/glass"
	"rapport/app/window/healthrecord"
	"rapport/app/window/intake"
	"rapport/app/window/letters"
	"rapport/app/window/migrate"
	"rapport/app/window/numbers"
	"rapport/app/window/themes"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// floor is the window while an officer is signed in: the frame, the views that
// are open and which one is in front.
type floor struct {
	stage *stage
	desk  *desk.Desk
	frame *frame
	roles data.OfficeRole // for which the frame and the menu were made

	views  map[string]desk.View // by place
	places []ui.Tab             // what is open beside the screens, in its order
	trail  []string             // for Back; the last one is in front
	steady bool                 // the keyboard stays where it is
	bared  string               // the view that is shown in spite of hidden names
	linked bool                 // the menu offers the link to the health record

	cancel []func()
	deaf   func() // ends the keys that are on no menu

	backup, odd      ui.Loader
	glass            ui.Loader
	glassTold        int64 // the newest broken glass that was told of
	undoing, finding ui.Loader
	idle             *idle
}

func screenKey(id desk.ScreenID) string { return "screen/" + string(id) }

func newFloor(s *stage, session *store.Session) *floor {
	ui.SetLocale(session.Settings().Locale) // before anything is written
	f := &floor{stage: s, views: map[string]desk.View{}}
	f.desk = &desk.Desk{Session: session, Window: s.window, Floor: f}
	f.roles = session.Officer().Roles
	f.linked = healthrecord.Ready(f.desk)
	f.frame = newFrame(f)
	return f
}

// open shows the first screen that the officer's roles allow and begins what runs beside the work: the idle lock, the
// daily backup, the line that says what is saved.
func (f *floor) open() {
	f.idle = newIdle(f.desk.Session.Settings().IdleMinutes, time.Now, f.stage.lock)
	f.cancel = append(f.cancel, f.idle.stop, f.desk.Session.Subscribe(func(e store.Event) {
		ui.OnMain(func() { f.heard(e) })
	}))
	f.stage.window.SetMainMenu(f.menu())
	f.deaf = f.hearKeys()
	f.stage.show(f.frame.content, nil)
	f.begin()
	if !f.roles.May(data.RightKeep) {
		return
	}
	f.backUp()
	f.cancel = append(f.cancel, ui.Every(backupLook, f.backUp))
}

// heard redraws what an event touches.
func (f *floor) heard(e store.Event) {
	if e.Kind == store.SettingsChanged {
		set := f.desk.Session.Settings()
		f.idle.set(set.IdleMinutes)
		ui.SetLocale(set.Locale)
		f.heardRoles()
		f.heardLink()
	}
	if e.Kind == store.GlassBroken {
		f.heardGlass()
	}
	f.frame.status.saved()
}

// heardGlass tells whoever reviews it at once that somebody opened a restricted
// case against its list.
func (f *floor) heardGlass() {
	if !f.roles.May(data.RightReviewGlass) {
		return
	}
	session := f.desk.Session
	ui.Load(&f.glass, func(ctx context.Context) ([]data.GlassBreak, error) { return session.BrokenGlass(ctx, true) }, func(all []data.GlassBreak, err error) {
		if err != nil {
			f.Fail(err)
			return
		}
		if f.stage.floor != f || len(all) == 0 || all[0].Seq <= f.glassTold {
			return
		}
		f.glassTold = all[0].Seq
		f.frame.notices.Stay(all[0].By+" broke the glass of case "+all[0].Number+". It waits for a review.", "Look into it …", func() { glass.Open(f.desk, true, func() {}) })
	})
}

// heardLink offers the link to the health record from the moment it is set up, and
// no longer than it is.
func (f *floor) heardLink() {
	if ready := healthrecord.Ready(f.desk); ready != f.linked {
		f.linked = ready
		f.stage.window.SetMainMenu(f.menu())
	}
}

// begin shows the first screen that the officer's roles allow.
func (f *floor) begin() {
	if all := f.screens(); len(all) > 0 {
		f.Show(all[0].id)
	}
}

// heardRoles makes the window anew when the officer's roles have changed: what
// they no longer allow is closed, and its drafts are kept.
func (f *floor) heardRoles() {
	roles := f.desk.Session.Officer().Roles
	if roles == f.roles {
		return
	}
	f.roles = roles
	f.anew(func(key string) bool {
		screen, of := f.placeOf(key)
		return of != "" && screen.id == "" && roles.May(of) // a tab that may stay
	})
}

// anew makes the frame, the menu and the views anew, but those that may stay, and
// shows what was in front where the officer's roles allow it. Tabs stay open.
func (f *floor) anew(stays func(key string) bool) {
	front := f.front()
	for key, v := range f.views {
		if stays(key) {
			continue
		}
		v.Left()
		delete(f.views, key)
	}
	gone := func(key string) bool { return f.views[key] == nil }
	f.places = slices.DeleteFunc(f.places, func(p ui.Tab) bool { return gone(p.Key) })
	f.trail = slices.DeleteFunc(f.trail, gone)
	f.frame.notices.Clear()
	f.frame = newFrame(f)
	f.frame.setTabs(f.places)
	f.stage.window.SetMainMenu(f.menu())
	f.stage.show(f.frame.content, nil)
	f.frame.status.refresh()
	if screen, of := f.placeOf(front); screen.id != "" && f.roles.May(of) {
		f.Show(screen.id)
		return
	}
	f.again()
}

// placeOf is the screen of the rail that a key stands for, if it does, and the
// right that its view takes.
func (f *floor) placeOf(key string) (screen, data.Right) {
	for _, s := range screens {
		if screenKey(s.id) == key {
			return s, s.right
		}
	}
	kind, _, _ := strings.Cut(key, "/")
	return screen{}, tabRights[kind]
}

// tabRights are the rights that the views with a tab of their own take, by the
// first part of their key.
var tabRights = map[string]data.Right{
	"case": data.RightRead, "letter": data.RightWork, "letters-due": data.RightWork,
	"numbers": data.RightNumbers, "migrate": data.RightOffice, "backups": data.RightKeep, "themes": data.RightReports, "intake": data.RightWork,
}

// leave keeps every draft and takes everything of the patient's off the screen.
func (f *floor) leave() {
	for _, stop := range f.cancel {
		stop()
	}
	ui.CloseDialogs(f.stage.window)
	f.deaf() // after the dialogs, which put back the keys that they found
	f.frame.notices.Clear()
	for _, v := range f.views {
		v.Left()
	}
	ui.Shares = ui.Sharing{}
	f.stage.window.SetOnDropped(nil)
}

// dropped gives files that were let go over the window to the case in front.
func (f *floor) dropped(_ fyne.Position, files []fyne.URI) {
	var paths []string
	for _, file := range files {
		paths = append(paths, file.Path())
	}
	to, takes := f.views[f.front()].(desk.Dropper)
	switch {
	case len(paths) == 0:
	case takes:
		to.Dropped(paths)
	default:
		f.Say("A file can be dropped on an open case. Open the case first.", nil)
	}
}

func (f *floor) front() string {
	if len(f.trail) == 0 {
		return ""
	}
	return f.trail[len(f.trail)-1]
}

// bring puts the view of the key to the front, building it the first time.
func (f *floor) bring(key string, build func() desk.View) {
	f.idle.touch()
	if old, ok := f.views[f.front()]; ok && f.front() != key {
		old.Left()
	}
	v, ok := f.views[key]
	if !ok {
		v = build()
		f.views[key] = v
	}
	f.trail = append(slices.DeleteFunc(f.trail, func(k string) bool { return k == key }), key)
	if key != f.bared {
		f.bared = ""
	}
	if f.covered(key) {
		content, first := f.cover(key)
		f.frame.show(key, content)
		f.stage.window.SetOnDropped(func(fyne.Position, []fyne.URI) { f.Say("Show the case first; the file is added in it.", nil) })
		if !f.steady {
			f.stage.window.Canvas().Focus(first)
		}
		return
	}
	f.frame.show(key, v.Content())
	f.stage.window.SetOnDropped(f.dropped) // unless the view takes files its own way
	ui.Shares = f.desk.Sharing(v)
	v.Shown()
	if first, ok := v.(desk.Focuser); ok && !f.steady {
		f.stage.window.Canvas().Focus(first.FirstFocus())
	}
}

// tab brings a view with a tab of its own to the front and reports whether the
// officer's roles allow it.
func (f *floor) tab(p ui.Tab, build func() desk.View) bool {
	if _, right := f.placeOf(p.Key); !f.allowed(right) {
		return false
	}
	if !slices.Contains(f.places, p) {
		f.places = append(f.places, p)
		f.frame.setTabs(f.places)
	}
	f.bring(p.Key, build)
	return true
}

// allowed reports whether the officer's roles have the right, and says whose it
// is where they do not.
func (f *floor) allowed(r data.Right) bool {
	if f.roles.May(r) {
		return true
	}
	f.Say(data.NotAllowed{Right: r}.Sentence(), nil)
	return false
}

// Show brings a screen of the rail to the front.
func (f *floor) Show(id desk.ScreenID) {
	for _, s := range screens {
		if s.id == id && f.allowed(s.right) {
			f.bring(screenKey(id), func() desk.View { return s.build(f.desk) })
		}
	}
}

// ShowCases shows the list of cases that the query chooses.
func (f *floor) ShowCases(q data.CaseQuery) {
	if !f.allowed(data.RightRead) {
		return
	}
	f.frame.setSearch(q.Text)
	f.Show(desk.Cases)
	f.caseList().Choose(q)
}

// search shows the cases that hold the words; the keyboard stays where it is.
func (f *floor) search(text string) {
	if f.front() != screenKey(desk.Cases) {
		if text == "" {
			return
		}
		f.steady = true // more keys are on their way to the search
		f.Show(desk.Cases)
		f.steady = false
	}
	f.caseList().Search(text)
}

// find is Enter in the search: a whole case number opens the case, anything
// else leads into the list.
func (f *floor) find(text string) {
	number, whole := data.ReadCaseNumber(text)
	if !whole {
		f.intoList(text)
		return
	}
	session := f.desk.Session
	ui.Load(&f.finding, func(ctx context.Context) (data.CasePage, error) {
		return session.Cases(ctx, data.CaseQuery{Text: number, Limit: 1})
	}, func(found data.CasePage, err error) {
		if err != nil || len(found.Rows) == 0 {
			f.intoList(text) // which says that there is none, or why it cannot be read
			return
		}
		f.frame.setSearch("") // it has done its work
		if f.front() == screenKey(desk.Cases) {
			f.caseList().Search("") // whole again
		}
		f.OpenCase(number, "")
	})
}

// intoList shows the cases that hold the words and gives the list the keyboard.
func (f *floor) intoList(text string) {
	f.search(text)
	if list, ok := f.views[f.front()].(desk.Focuser); ok {
		f.stage.window.Canvas().Focus(list.FirstFocus())
	}
}

func (f *floor) caseList() *cases.Screen { return f.views[screenKey(desk.Cases)].(*cases.Screen) }

// OpenCase opens the case in a tab of its own.
func (f *floor) OpenCase(number string, at desk.Section) {
	p := ui.Tab{Key: "case/" + number, Text: number}
	if f.tab(p, func() desk.View { return casefile.New(f.desk, number) }) && at != "" {
		f.views[p.Key].(*casefile.Screen).Go(at)
	}
}

// OpenRecord opens the case at one record of the section.
func (f *floor) OpenRecord(number string, section desk.Section, record data.ID) {
	f.OpenCase(number, section)
	if at, ok := f.views["case/"+number].(*casefile.Screen); ok {
		at.Find(section, record)
	}
}

// AddContact opens the case at the entry for a contact that was made.
func (f *floor) AddContact(number string) {
	if !f.allowed(data.RightWork) {
		return
	}
	f.OpenCase(number, desk.Contacts)
	if !f.covered("case/" + number) { // whoever shows the case can add it then
		f.views["case/"+number].(*casefile.Screen).AddContact()
	}
}

// WriteLetter opens the composer for a letter of the case.
func (f *floor) WriteLetter(number string, kind data.LetterKind) {
	p := ui.Tab{Key: "letter/" + number + "/" + string(kind), Text: number + " letter"}
	f.tab(p, func() desk.View { return letters.New(f.desk, number, kind) })
}

// LettersDue opens the letters that fall due, to be prepared in one go.
func (f *floor) LettersDue() {
	f.tab(ui.Tab{Key: "letters-due", Text: "Letters due"}, func() desk.View { return batch.New(f.desk) })
}

// MonthNumbers opens patient days and the other numbers of each month.
func (f *floor) MonthNumbers() {
	f.tab(ui.Tab{Key: "numbers", Text: "Patient days"}, func() desk.View { return numbers.New(f.desk) })
}

// BringIn opens the wizard that takes in a spreadsheet.
func (f *floor) BringIn(rows desk.Rows, file string) {
	p := ui.Tab{Key: "migrate", Text: "Bring in a spreadsheet"}
	if f.tab(p, func() desk.View { return migrate.New(f.desk) }) {
		f.views[p.Key].(*migrate.Screen).Begin(rows, file)
	}
}

// Themes opens the themes of a quarter.
func (f *floor) Themes(quarter data.Period) {
	p := ui.Tab{Key: "themes", Text: "Themes"}
	_, open := f.views[p.Key]
	if f.tab(p, func() desk.View { return themes.New(f.desk, quarter) }) && open {
		f.views[p.Key].(*themes.Screen).Choose(quarter)
	}
}

// themesNow opens the themes of the quarter that runs.
func (f *floor) themesNow() {
	f.Themes(data.QuarterPeriod(f.desk.Session.Settings().Today(time.Now())))
}

// CorrectLetter opens the composer for a letter that corrects an issued one.
func (f *floor) CorrectLetter(number string, kind data.LetterKind, issued data.ID) {
	f.WriteLetter(number, kind)
	key := "letter/" + number + "/" + string(kind)
	if f.covered(key) {
		return
	}
	if at, ok := f.views[key].(*letters.Screen); ok {
		at.Correct(issued)
	}
}

// NewCase opens the intake.
func (f *floor) NewCase(from *data.Feedback) {
	p := ui.Tab{Key: "intake", Text: "New case"}
	if f.tab(p, func() desk.View { return intake.New(f.desk) }) && from != nil {
		f.views[p.Key].(*intake.Screen).From(*from)
	}
}

// Close closes the tab in front and goes back to the view before it.
func (f *floor) Close() { f.closeTab(f.front()) }

// closeTab closes a tab, once its view lets go of it.
func (f *floor) closeTab(key string) {
	view := f.views[key]
	if holder, ok := view.(desk.Holder); ok {
		holder.Closing(func() {
			if f.views[key] == view {
				f.dropTab(key)
			}
		})
		return
	}
	f.dropTab(key)
}

func (f *floor) dropTab(key string) {
	i := slices.IndexFunc(f.places, func(p ui.Tab) bool { return p.Key == key })
	if i < 0 {
		return
	}
	f.views[key].Left()
	delete(f.views, key)
	f.places = slices.Delete(f.places, i, i+1)
	f.frame.setTabs(f.places)
	inFront := f.front() == key
	f.trail = slices.DeleteFunc(f.trail, func(k string) bool { return k == key })
	if inFront {
		f.again()
	}
}

// again shows what is now the end of the trail.
func (f *floor) again() {
	key := f.front()
	if key == "" {
		f.begin()
		return
	}
	f.bring(key, nil)
}

// back goes to the view before; its tab stays open.
func (f *floor) back() {
	if len(f.trail) < 2 {
		return
	}
	f.views[f.front()].Left()
	f.trail = f.trail[:len(f.trail)-1]
	f.again()
}

// Say shows a short message.
func (f *floor) Say(text string, undo func()) {
	if undo == nil {
		f.frame.notices.Say(text)
		return
	}
	f.frame.notices.SayUndo(text, undo)
}

// Fail tells the officer what went wrong.
func (f *floor) Fail(err error) {
	switch {
	case errors.Is(err, data.ErrNoProof): // the officer thought better of it
		f.Say("Nothing was done: it takes your passphrase again.", nil)
	case err != nil:
		ui.Tell(f.stage.window, "That did not work", plain.Sentence(err))
	}
}

// OpenFile hands a saved file to the system's viewer.
func (f *floor) OpenFile(path string) error { return desk.OpenFile(path) }

// Browse hands an address to the system's browser.
func (f *floor) Browse(at *url.URL) error { return f.stage.app.OpenURL(at) }
