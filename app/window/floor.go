package window

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/glass"
	"rapport/app/window/healthrecord"
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
	hushed bool                 // what fails is told in another way
	failed error                // what failed while it was hushed
	bared  string               // the view that is shown in spite of hidden names
	linked bool                 // the menu offers the link to the health record

	cancel []func()
	deaf   func() // ends the keys that are on no menu

	backup, odd      ui.Loader
	holding          ui.Loader
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
	f.cancel = append(f.cancel, ui.Every(heldLook, f.writeHeld))
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

// leave keeps every draft and takes everything of the patient's off the screen. It
// returns what failed in that: what the disk does not take is held in memory by the
// case file, see [stage.tellHeld]; what is not held is lost, see [stage.tellLost].
func (f *floor) leave() error {
	f.hushed, f.failed = true, nil
	for _, stop := range f.cancel {
		stop()
	}
	f.holding.Stop()
	ui.CloseDialogs(f.stage.window)
	f.deaf() // after the dialogs, which put back the keys that they found
	f.frame.notices.Clear()
	for _, v := range f.views {
		v.Left()
	}
	ui.Shares = ui.Sharing{}
	f.stage.window.SetOnDropped(nil)
	return f.failed
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

// Close closes the tab in front and goes back to the view before it.
func (f *floor) Close() { f.closeTab(f.front()) }

// closeTab closes a tab, once its view lets go of it.
func (f *floor) closeTab(key string) {
	view := f.views[key]
	if holder, ok := view.(desk.Holder); ok {
		holder.Closing(func() {
			if f.views[key] == view {
				f.keepTab(key)
			}
		})
		return
	}
	f.keepTab(key)
}

// keepTab closes a tab once what was typed in it is on the disk; where the disk does
// not take it, the officer decides.
func (f *floor) keepTab(key string) {
	view := f.views[key]
	if view == nil {
		return
	}
	if failed := f.quietly(view.Left); failed != nil {
		if f.front() == key {
			f.again() // it was left, and stays
		}
		after := " Closed, it is there when you open it again."
		if lost := unheld(failed); lost != nil {
			failed, after = lost, " Closed, what you typed since it was last kept is lost."
		}
		ui.Ask(f.stage.window, ui.Question{Title: "What you typed is not saved", Text: plain.Sentence(failed) + after,
			Yes: "Close it all the same", No: "Keep it open", Danger: true}, func() {
			f.quietly(func() { f.dropTab(key) })
		})
		return
	}
	f.dropTab(key)
}

// quietly runs do and returns what failed in it in the place of telling it.
func (f *floor) quietly(do func()) error {
	f.hushed, f.failed = true, nil
	defer func() { f.hushed = false }() // a fault in it silences nothing that comes later
	do()
	return f.failed
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
	case f.hushed:
		f.failed = errors.Join(f.failed, err)
	case errors.Is(err, data.ErrNoProof): // the officer thought better of it
		f.Say("Nothing was done: it takes your passphrase again.", nil)
	case err != nil:
		ui.Tell(f.stage.window, "That did not work", plain.Sentence(err))
	}
}
