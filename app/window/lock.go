package window

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/away"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
)

// lock saves the drafts, clears the view and shows the door.
func (s *stage) lock() {
	if s.floor == nil || s.locker.Busy() {
		return
	}
	session := s.floor.desk.Session
	failed := s.floor.leave()
	s.floor = nil
	ui.ClearCopied()
	s.window.SetMainMenu(nil)
	s.show(container.NewCenter(ui.NewText("Locking …", ui.Muted)), nil)
	ui.Load(&s.locker, func(ctx context.Context) (unswept, err error) {
		err = session.Lock(ctx)
		return sweep(session.File().Dir()), err
	}, func(unswept, err error) {
		s.isLocked()
		held := len(session.File().HeldBy()) > 0
		if err = errors.Join(err, unswept); err != nil && !held { // to try again would let go of what is held
			s.showTrouble(err)
			s.tellLost(failed)
			return
		}
		s.showDoor()
		s.tellUnswept(unswept)
		s.tellHeld()
		s.tellLost(failed)
		s.forget()
	})
}

// cacheTime is after how long Fyne has let go of everything that it drew: a
// minute after it was last seen, looked for every half minute.
const cacheTime = 100 * time.Second

// forget wipes what held the case file out of the memory, now and once more when
// Fyne has let go of it. Texts that something still points to stay: Go cannot
// wipe a string.
func (s *stage) forget() {
	wipe := func() {
		ui.Load(new(ui.Loader), func(context.Context) (struct{}, error) { scrub(); return struct{}{}, nil },
			func(struct{}, error) {})
	}
	wipe()
	s.forgetting()
	s.forgetting = ui.After(cacheTime, func() {
		s.window.Content().Refresh() // Fyne clears up when it draws
		s.forgetting = ui.After(time.Second, wipe)
	})
}

// prefFolder is where Fyne's boxes for choosing a file keep the last folder.
const prefFolder = "fyne:fileDialogLastFolder"

// forgetFolders keeps the folders that files are chosen from out of Fyne's
// preferences, which are plain: some officers have a folder for each patient.
func forgetFolders(prefs fyne.Preferences) {
	prefs.RemoveValue(prefFolder)
	prefs.AddChangeListener(func() {
		if prefs.String(prefFolder) != "" {
			ui.OnMain(func() { prefs.RemoveValue(prefFolder) }) // a listener itself must not write
		}
	})
}

// listen locks the window when the system says that the officer leaves.
func (s *stage) listen() (stop func()) {
	if s.opts.Away == nil {
		return func() {}
	}
	return s.opts.Away(func(_ away.Why, done func()) {
		ui.OnMain(func() {
			s.locked = append(s.locked, done)
			s.lock()
			if !s.locker.Busy() { // nobody is signed in
				s.isLocked()
			}
		})
	})
}

// isLocked tells those who wait for it that the key is forgotten.
func (s *stage) isLocked() {
	for _, done := range s.locked {
		done()
	}
	s.locked = nil
}

// tellUnswept says that plain copies lie beside the case file still.
func (s *stage) tellUnswept(err error) {
	if err != nil {
		ui.Tell(s.window, "Plain copies are still there", "What went to a printer or viewer could not be removed and can be read without Rapport. Close what still shows it; Rapport removes it when it locks the next time. It lies in "+desk.OutDir(s.dir)+".")
	}
}

// sweep empties the folder for copies on their way to a printer or viewer.
func sweep(dir string) error {
	if err := os.RemoveAll(desk.OutDir(dir)); err != nil {
		return fmt.Errorf("emptying the folder for printing: %w", err)
	}
	return nil
}
