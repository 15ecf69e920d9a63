// Package window is Rapport's window: it opens the case file, lets the officer
// in, and shows the screens. Each screen has a folder of its own; package desk
// is what they share, package ui what they are made of.
package window

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/away"
	"rapport/app/plain"
	"rapport/app/window/backups"
	"rapport/app/window/desk"
	"rapport/app/window/setup"
	"rapport/app/window/signin"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
	"rapport/data/vault"
)

// AppMaker makes the Fyne app. It is given from outside, because the package
// that makes one needs cgo and OpenGL.
type AppMaker = func() fyne.App

// Options say how the window opens.
type Options struct {
	Store string // folder of the case file; empty for the platform's own
	// Practice makes a practice case file in dir.
	Practice func(ctx context.Context, dir string, progress func(done, total int)) error
	// Fault keeps the report of a caught fault in dir and returns its path, ""
	// where it could not be kept.
	Fault func(dir, kind string, stack []byte) (report string)
	// After is the path of the report of a fault that ended the program just
	// before this start.
	After string
	// Away tells when the officer leaves the computer, until stop is called; nil
	// where nothing tells.
	Away func(heard away.Heard) (stop func())
	// Errs takes the sentence about what keeps the window from opening.
	Errs io.Writer
	// Witness is the folder outside the case file in which this computer remembers
	// it ([store.WithWitness]); empty: it does not.
	Witness string
	// Listen has show called when the program is started once more on the case file
	// in dir, until stop is called; nil: a second start is refused.
	Listen func(dir string, show func(done func())) (stop func(), err error)
}

// The keys of Fyne's preferences, beside those of package desk: how the window
// looks and nothing else.
const (
	prefWidth  = "window.width"
	prefHeight = "window.height"
)

// stage is the window with whatever it shows: the door or the desk.
type stage struct {
	app    fyne.App
	window fyne.Window
	opts   Options
	dir    string // of the store that is open or about to be
	home   string // of the officer's own store
	file   *store.File
	floor  *floor
	work   ui.Loader
	locker ui.Loader
	locked []func()   // wait for the lock that is under way
	after  func()     // is told that the door is shown
	ending *ui.Dialog // asks whether what is held may be lost; nil: it was never asked

	forgetting func() // ends what is left to do after a lock
}

// Faulted is what Open returns when a fault ended the window: the program
// should start again.
const Faulted = 3

// Open shows the window and returns when it is closed: 0, 1 when there is no
// folder to keep a case file in, or Faulted, with the report's path.
func Open(make AppMaker, opts Options) (code int, report string) {
	dir := opts.Store
	if dir == "" {
		var err error
		if dir, err = store.DefaultDir(); err != nil {
			fmt.Fprintln(opts.Errs, plain.Sentence(err))
			return 1, ""
		}
	}
	s := &stage{opts: opts, dir: dir, home: dir, forgetting: func() {}}
	defer func() {
		if fault := recover(); fault != nil { // in a callback that nothing else guards
			code, report = Faulted, s.keep(fmt.Sprintf("%T", fault), debug.Stack())
		}
	}()
	s.app = make()
	ui.OnFault = s.fault
	prefs := s.app.Preferences()
	forgetFolders(prefs)
	ui.Apply(ui.Look(prefs.StringWithFallback(desk.PrefLook, string(ui.LookLight))), float32(prefs.FloatWithFallback(desk.PrefScale, 1)))
	s.window = s.app.NewWindow("Rapport")
	size := trialSize()
	if size.IsZero() {
		size = fyne.NewSize(float32(prefs.FloatWithFallback(prefWidth, 1280)), float32(prefs.FloatWithFallback(prefHeight, 800)))
	}
	s.window.Resize(size)
	s.window.SetPadded(false)
	s.window.SetCloseIntercept(func() { s.mayEnd(byClosing, s.close) })
	s.window.SetContent(container.NewCenter(ui.NewText("Opening …", ui.Muted)))
	s.app.Lifecycle().SetOnStarted(s.openStore)
	defer s.listen()()
	defer s.listenForStarts()()
	s.window.ShowAndRun()
	return 0, ""
}

// keep writes the report of a fault.
func (s *stage) keep(kind string, stack []byte) string {
	if s.opts.Fault == nil {
		return ""
	}
	return s.opts.Fault(s.dir, kind, stack)
}

// fault is told of a fault that was caught; the window goes on.
func (s *stage) fault(kind string, stack []byte) {
	report := s.keep(kind, stack)
	ui.OnMain(func() { ui.Tell(s.window, "Something went wrong", faultWords(report)) })
}

func faultWords(report string) string {
	words := "A fault in Rapport was caught. What was saved is safe, and drafts are kept."
	if report == "" {
		return words + " Try again; if it happens again, note the time and tell whoever looks after Rapport."
	}
	return words + " A report without anybody's data is in " + report + "; give it to whoever looks after Rapport."
}

// show puts content into the window and the keyboard where it belongs.
func (s *stage) show(content fyne.CanvasObject, first fyne.Focusable) {
	s.window.SetContent(content)
	if first != nil {
		s.window.Canvas().Focus(first)
	}
	if endsAfterFirstFrame() {
		ui.After(0, s.close)
	}
}

// openStore opens the case file and shows its door, or the welcome where there
// is none. Whatever went wrong, nothing is created or deleted.
func (s *stage) openStore() {
	dir := s.dir
	ui.Load(&s.work, func(context.Context) (*store.File, error) {
		file, err := store.Open(dir, store.WithWitness(s.opts.Witness))
		if err != nil {
			return nil, err
		}
		if err := sweep(dir); err != nil { // by whom the case file is held alone
			return nil, errors.Join(err, file.Close())
		}
		return file, nil
	}, func(file *store.File, err error) {
		switch {
		case err == nil:
			s.file = file
			s.showDoor()
		case errors.Is(err, vault.ErrNoCaseFile) && hasCopies(dir):
			s.showTrouble(err)
		case errors.Is(err, vault.ErrNoCaseFile) && s.dir == s.home:
			s.showWelcome()
		case errors.Is(err, vault.ErrNoCaseFile):
			s.makePractice()
		default:
			s.showTrouble(err)
		}
	})
}

func (s *stage) practiceDir() string { return filepath.Join(s.home, "practice") }

func (s *stage) showDoor() {
	s.window.SetTitle(s.title())
	door := signin.New(s.file, s.window, s.enter, s.otherStore, s.showLocked)
	s.show(door.Content(), door.FirstFocus())
	if s.after != nil {
		s.after()
		s.after = nil
	}
	if s.opts.After != "" {
		ui.Tell(s.window, "Rapport started again", faultWords(s.opts.After))
		s.opts.After = ""
	}
}

func (s *stage) title() string {
	if s.file != nil && s.file.Practice() {
		return "Rapport: practice data"
	}
	return "Rapport"
}

// otherStore goes from the officer's own store to the practice data or back.
func (s *stage) otherStore() { s.mayEnd(byLeaving, s.openOther) }

func (s *stage) openOther() {
	if s.file != nil {
		if err := s.file.Close(); err != nil {
			s.showTrouble(err)
			return
		}
		s.file = nil
	}
	if s.dir == s.home {
		s.dir = s.practiceDir()
	} else {
		s.dir = s.home
	}
	s.openStore()
}

func (s *stage) showWelcome() {
	s.window.SetTitle("Rapport")
	w := setup.NewWelcome(s.showSetup, s.practiceMaker(), s.otherStore)
	s.show(w.Content(), nil)
}

func (s *stage) practiceMaker() setup.MakePractice {
	dir := s.practiceDir()
	return func(ctx context.Context, progress func(done, total int)) error {
		return s.opts.Practice(ctx, dir, progress)
	}
}

// makePractice is for somebody who has a case file of their own and asks for
// the practice data for the first time.
func (s *stage) makePractice() {
	v := setup.NewPracticePage(s.practiceMaker(), s.openStore, s.otherStore)
	s.show(v.Content(), nil)
}

func (s *stage) showSetup() {
	create := func(ctx context.Context, in data.Setup) (*store.Session, string, error) {
		return store.Create(ctx, s.home, in, store.WithWitness(s.opts.Witness))
	}
	lies, _ := s.placeTold(s.home) // here it is said each time
	o := setup.NewOffice(s.window, lies.Sentence(), create, s.showRecovery, s.showWelcome)
	s.show(o.Content(), o.FirstFocus())
}

func (s *stage) showRecovery(session *store.Session, key string) {
	s.file = session.File()
	save := func() { desk.SaveRecoverySheet(s.window, session, key) }
	r := setup.NewRecovery(s.window, key, save, func() { s.enter(session) })
	s.show(r.Content(), r.FirstFocus())
}

// showTrouble says why the case file did not open. One that is damaged or missing
// has its copies below; a newer one and a disk that does not answer have not. No
// button here deletes or creates anything.
func (s *stage) showTrouble(err error) { s.showLocked(err, "") }

// showLocked is showTrouble for a case file whose keys are whole: the officer who
// tried the door may write out what can be read of it.
func (s *stage) showLocked(err error, officer string) {
	title, text, damaged := trouble(err)
	var others []fyne.CanvasObject
	if damaged && officer != "" {
		others = append(others, ui.NewButton("Write out what can be read …", func() { s.salvageClosed(officer) }))
	}
	if s.dir != s.home {
		others = append(others, ui.NewQuiet("Go back to the real case file", nil, s.otherStore))
	}
	if damaged {
		door := backups.NewDoor(s.window, s.dir, title, text, s.again, func(restore func()) { s.mayEnd(byRestore, restore) }, s.restorer, s.restoredAtDoor, others...)
		s.show(door.Content(), door.FirstFocus())
		return
	}
	box := container.NewVBox(ui.NewText(title, ui.Heading), ui.NewParagraph(text, ui.Plain),
		container.NewHBox(ui.NewPrimary("Try again", s.again)))
	for _, o := range others {
		box.Add(o)
	}
	s.show(container.NewCenter(ui.AtLeast(34, 0, ui.NewPanel("", box))), nil)
}

// trouble words why the case file did not open, and whether a copy is the way out.
func trouble(err error) (title, text string, damaged bool) {
	switch {
	case errors.Is(err, vault.ErrNewerVersion) || errors.Is(err, data.ErrNewerVersion):
		return "A newer Rapport is needed", plain.Sentence(err), false
	case errors.Is(err, vault.ErrNoCaseFile):
		return "The case file is missing", "Its folder is here with copies in it, and the case file itself is not. If a drive or share is not connected, connect it and try again.", true
	case errors.Is(err, vault.ErrDamaged):
		return "The case file is damaged", plain.Sentence(err), true
	case errors.Is(err, vault.ErrInUse):
		return "The case file is open elsewhere", plain.Sentence(err), false
	}
	return "The case file did not open", plain.Sentence(err), false
}

// hasCopies says that there are copies of a case file in dir.
func hasCopies(dir string) bool {
	found, err := store.DoorCopies(dir)
	return err == nil && len(found) > 0
}

// enter shows the desk to the officer who signed in.
func (s *stage) enter(session *store.Session) {
	s.forgetting()
	s.floor = newFloor(s, session)
	s.floor.open()
	s.floor.tellOdd()
}

// close keeps drafts and the window's size, makes the backup of the day where one
// is still due, locks the case file and ends.
func (s *stage) close() {
	due := func() error { return nil }
	if s.floor != nil {
		if s.floor.roles.May(data.RightKeep) {
			due = s.lastBackup(s.floor.desk.Session)
		}
		s.floor.leave() // what is lost was asked about, see [stage.mayEnd]
		s.floor = nil
	}
	ui.ClearCopied()
	if trialSize().IsZero() {
		size := s.window.Canvas().Size()
		s.app.Preferences().SetFloat(prefWidth, float64(size.Width))
		s.app.Preferences().SetFloat(prefHeight, float64(size.Height))
	}
	file := s.file
	ui.Load(&s.locker, func(context.Context) (struct{}, error) {
		if file == nil {
			return struct{}{}, nil
		}
		return struct{}{}, errors.Join(due(), sweep(file.Dir()), file.Close())
	}, func(struct{}, error) { s.window.Close() })
}
