package window

import (
	"context"
	"errors"
	"fmt"
	"os"

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
	s.floor.leave()
	s.floor = nil
	ui.ClearCopied()
	s.window.SetMainMenu(nil)
	s.show(container.NewCenter(ui.NewText("Locking …", ui.Muted)), nil)
	ui.Load(&s.locker, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, errors.Join(session.Lock(ctx), sweep(session.File().Dir()))
	}, func(_ struct{}, err error) {
		s.isLocked()
		if err != nil {
			s.showTrouble(err)
			return
		}
		s.showDoor()
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

// sweep empties the folder for copies on their way to a printer or viewer.
func sweep(dir string) error {
	if err := os.RemoveAll(desk.OutDir(dir)); err != nil {
		return fmt.Errorf("emptying the folder for printing: %w", err)
	}
	return nil
}
