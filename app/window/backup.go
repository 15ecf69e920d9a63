package window

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2/container"

	"rapport/app/window/backups"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data/store"
)

// backupLook is how often the places for backups are looked at: a stick that is
// back gets its copy of the day.
const backupLook = 10 * time.Minute

// backUp makes the day's backup in each place that lacks it. What is wrong with a
// place stands in the line at the bottom.
func (f *floor) backUp() {
	if f.backup.Busy() {
		return
	}
	session := f.desk.Session
	ui.Load(&f.backup, func(ctx context.Context) (bool, error) { return session.BackupIfDue(ctx) },
		func(_ bool, err error) {
			var place *store.PlaceError
			if err != nil && !errors.As(err, &place) && !session.Locked() {
				f.Fail(err)
			}
			f.frame.status.refresh()
			f.checkWeekly()
		})
}

// checkWeekly verifies the case file once in seven days, while the officer works, and
// says what it found where something is wrong.
func (f *floor) checkWeekly() {
	session := f.desk.Session
	ui.Load(&f.backup, func(ctx context.Context) (*store.VerifyReport, error) { return session.VerifyIfDue(ctx) },
		func(r *store.VerifyReport, err error) {
			switch {
			case f.stage.floor != f || session.Locked(): // locked meanwhile
			case r != nil && !r.OK(): // weighs more than that it could not be written down
				backups.ShowReport(f.desk, *r)
			case err != nil:
				f.Fail(err)
			}
		})
}

// lastBackup makes the backup that a place still lacks when Rapport closes. The
// window says so and lets nobody wait who does not want to.
func (s *stage) lastBackup(session *store.Session) func() error {
	ctx, cancel := context.WithCancel(context.Background())
	leave := ui.NewButton("Close without waiting", cancel)
	words := ui.NewText("Closing …", ui.Muted)
	leave.Hide()
	page := container.NewCenter(container.NewVBox(words, leave))
	return func() error {
		defer cancel()
		places, err := session.BackupPlaces(ctx)
		if err != nil || !slices.ContainsFunc(places, func(p store.BackupPlace) bool { return p.Due && p.Wrong == nil }) {
			return err
		}
		ui.OnMain(func() {
			words.SetText("Making the backup of today …")
			leave.Show()
			s.show(page, leave)
		})
		_, err = session.BackupIfDue(ctx)
		return err
	}
}

// Backups opens the copies of the case file.
func (f *floor) Backups() {
	f.tab(ui.Tab{Key: "backups", Text: "Backups"}, func() desk.View { return backups.New(f.desk) })
}

// Restore puts a copy in the place of the case file, after asking where that would
// lose what was typed.
func (f *floor) Restore(o store.RestoreOrder) {
	f.stage.mayEnd(byRestore, func() { f.restore(o) })
}

// restore takes everything of the patients' off the screen before it begins.
func (f *floor) restore(o store.RestoreOrder) {
	s, session := f.stage, f.desk.Session
	failed := f.leave()
	s.floor = nil
	ui.ClearCopied()
	s.window.SetMainMenu(nil)
	s.show(container.NewCenter(ui.NewText("Restoring …", ui.Muted)), nil)
	ctx, cancel := context.WithCancel(context.Background())
	p := ui.ShowProgress(s.window, "Restoring the copy", "MB", "MB", cancel)
	ui.Load(&s.locker, func(context.Context) (store.Restored, error) {
		return session.Restore(ctx, o, backups.Megabytes(p.Tell))
	}, func(r store.Restored, err error) {
		p.Close()
		if session.Locked() {
			s.isLocked()
		}
		switch {
		case err == nil:
			s.showDoor()
			ui.Tell(s.window, "The copy is restored", backups.DoneWords(r))
		case session.Locked():
			s.showTrouble(err)
		default:
			s.enter(session)
			s.floor.Backups()
			s.floor.Fail(err)
		}
		s.tellLost(failed)
	})
}

// restorer restores at the door of a case file that does not open.
func (s *stage) restorer(ctx context.Context, o store.RestoreOrder, progress func(done, total int64)) (store.Restored, error) {
	if s.file != nil {
		return s.file.Restore(ctx, o, progress)
	}
	return store.Restore(ctx, s.dir, o, progress, store.WithWitness(s.opts.Witness))
}

// restoredAtDoor opens what was restored.
func (s *stage) restoredAtDoor(r store.Restored) {
	tell := func() { ui.Tell(s.window, "The copy is restored", backups.DoneWords(r)) }
	if s.file != nil {
		s.showDoor()
		tell()
		return
	}
	s.after = tell
	s.openStore()
}

// again tries to open the case file once more. While it holds what somebody typed it
// stays open: a sign-in is the way to it.
func (s *stage) again() {
	if s.file != nil && len(s.file.HeldBy()) > 0 {
		s.showDoor()
		s.tellHeld()
		return
	}
	if s.file != nil {
		if err := s.file.Close(); err != nil {
			s.showTrouble(err)
			return
		}
		s.file = nil
	}
	s.openStore()
}
