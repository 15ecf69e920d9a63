package window

import (
	"context"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
)

// ChangeKey gives the case file a new data key. The desk is left for it, so that
// every draft is kept first; at the end everybody signs in anew.
func (f *floor) ChangeKey() {
	f.desk.Prove(f.stage.changeKey, func() { f.Fail(data.ErrNoProof) })
}

// changeKey leaves the desk, changes the key under a bar, and shows the door. Where
// it fails before the case file is closed, the officer is back at the desk.
func (s *stage) changeKey() {
	if s.floor == nil || s.locker.Busy() {
		return
	}
	session := s.floor.desk.Session
	failed := s.floor.leave()
	s.floor = nil
	s.window.SetMainMenu(nil)
	bar := widget.NewProgressBar()
	stop := ui.NewButton("Stop, and go on another time", nil)
	page := container.NewVBox(ui.NewText("The case file gets a new key", ui.Heading),
		ui.NewParagraph("Everything in it is encrypted once more. Nothing can be lost: if you stop it, or the power fails, everything opens as before and this goes on where it stopped.", ui.Plain), bar,
		container.NewHBox(stop))
	ctx, cancel := context.WithCancel(context.Background())
	stop.OnTapped = func() { stop.Disable(); cancel() }
	s.show(container.NewCenter(ui.AtLeast(36, 0, ui.NewPanel("", page))), stop)
	tell := func(done, total int64) {
		ui.OnMain(func() { bar.SetValue(float64(done) / float64(max(total, 1))) })
	}
	ui.Load(&s.locker, func(context.Context) (struct{}, error) { return struct{}{}, session.RotateKey(ctx, tell) }, func(_ struct{}, err error) {
		cancel()
		if !session.Locked() {
			s.enter(session)
			s.floor.Fail(err)
			s.tellLost(failed)
			return
		}
		s.showDoor()
		s.tellHeld()
		s.tellLost(failed)
		if err != nil {
			ui.Tell(s.window, "The key is not changed yet", plain.Sentence(err))
			return
		}
		ui.Tell(s.window, "The key is changed", "Everybody signs in as before. Backups that were made until now still need the old keys: make a new backup today, and remove old ones that somebody who left could open.")
	})
}
