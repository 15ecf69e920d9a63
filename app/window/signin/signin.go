// Package signin is the screen in front of a locked case file.
package signin

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/secret"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/data/vault"
)

// Screen asks who is there and for the passphrase.
type Screen struct {
	file    *store.File
	window  fyne.Window
	done    func(*store.Session)
	other   func()
	trouble func(err error, officer string)

	officer    *ui.Choice[string]
	passphrase *ui.Entry
	enter      *ui.Button
	message    *ui.Message
	wait       *desk.Wait
	work       ui.Loader
}

// New makes the screen for a locked case file; done gets the session once the
// passphrase was right. other leads to the other store (practice data, or back
// from it). trouble is told of a case file that no passphrase opens, because it is
// damaged or from a newer Rapport, and who tried.
func New(file *store.File, w fyne.Window, done func(*store.Session), other func(), trouble func(err error, officer string)) *Screen {
	s := &Screen{file: file, window: w, done: done, other: other, trouble: trouble, message: ui.NewMessage()}
	names := file.Officers()
	s.officer = ui.NewChoice("Choose your name", ui.Options(names, func(n string) string { return n }), nil)
	if len(names) > 0 {
		s.officer.SetValue(names[0])
	}
	s.wait = desk.NewWait(file.Delay, s.message)
	s.passphrase = ui.NewPassphrase("")
	s.passphrase.OnEnter = s.signIn
	s.enter = ui.NewPrimary("Sign in", s.signIn)
	s.hold() // tries that failed before the program was started count, too
	return s
}

// FirstFocus is the passphrase.
func (s *Screen) FirstFocus() fyne.Focusable { return s.passphrase }

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject {
	title, hint, other := "Rapport", "The case file on this computer is encrypted and locked.", "Try it with practice data"
	if s.file.Practice() {
		title, hint, other = "Rapport: practice data", "Nobody in this case file is real. The passphrase is: "+practice.Passphrase, "Go to the real case file"
	}
	form := ui.NewForm(ui.NewRow("Your name", s.officer), ui.NewRow("Passphrase", s.passphrase))
	forgot := ui.NewQuiet("Forgot the passphrase? Use the recovery key", nil, s.recover)
	emergency := ui.NewQuiet("", nil, s.emergency)
	if whose, set := s.file.HospitalKey(); set {
		emergency.SetText("Emergency: use the hospital key of " + whose)
	} else {
		emergency.Hide()
	}
	elsewhere := ui.NewQuiet(other, nil, s.other)
	box := container.NewVBox(
		ui.NewText(title, ui.Heading),
		ui.NewParagraph(hint, ui.Muted),
		s.message, form, s.enter,
		layout.NewSpacer(), forgot, emergency, elsewhere,
	)
	return ui.NewScrolled(container.NewCenter(ui.AtLeast(28, 0, ui.NewPanel("", box)))) // large type in a small window
}

func (s *Screen) signIn() {
	name, ok := s.officer.Value()
	switch {
	case s.work.Busy() || s.file.Delay() > 0:
		return
	case !ok:
		s.message.Say("Choose your name first.", ui.ToneToday)
		return
	case s.passphrase.Empty():
		s.message.Say("Type your passphrase, then press Enter.", ui.ToneToday)
		s.window.Canvas().Focus(s.passphrase)
		return
	}
	pass := s.passphrase.Text
	s.busy(true)
	ui.Load(&s.work, func(ctx context.Context) (*store.Session, error) {
		return s.file.SignIn(ctx, name, pass)
	}, s.answer)
}

func (s *Screen) answer(session *store.Session, err error) {
	s.busy(false)
	s.passphrase.SetText("")
	if s.shut(err) {
		return
	}
	if err != nil {
		s.message.Say(plain.Sentence(err), ui.ToneOverdue)
		s.hold()
		s.window.Canvas().Focus(s.passphrase)
		return
	}
	s.wait.Stop()
	s.done(session)
}

// shut reports whether the case file opens to nobody, and leaves the door to what
// can be done about it.
func (s *Screen) shut(err error) bool {
	if !errors.Is(err, vault.ErrDamaged) && !errors.Is(err, vault.ErrNewerVersion) && !errors.Is(err, data.ErrNewerVersion) {
		return false
	}
	name, _ := s.officer.Value()
	s.wait.Stop()
	ui.CloseDialogs(s.window)
	s.trouble(err, name)
	return true
}

// hold counts down until the next try may be made.
func (s *Screen) hold() {
	if s.wait.Begin(s.enter.Enable) {
		s.enter.Disable()
	}
}

func (s *Screen) busy(on bool) {
	if on {
		s.message.Say("Opening the case file …", ui.ToneMuted)
		s.enter.Disable()
		return
	}
	s.message.Clear()
	s.enter.Enable()
}

// recover opens the file with the printed recovery key and sets a new
// passphrase for the officer chosen.
func (s *Screen) recover() {
	name, ok := s.officer.Value()
	if !ok {
		s.message.Say("Choose your name first.", ui.ToneToday)
		return
	}
	key := ui.NewTextArea("XXXX-XXXX-XXXX …", 3, 3)
	pass, message := secret.New(func() []string { return []string{name} }), ui.NewMessage()
	printed := ui.NewRow("Recovery key, from the printed sheet", key)
	printed.Required = true
	form := ui.NewForm(printed)
	form.Add(pass.Rows()...)
	var dialog *ui.Dialog
	dialog = ui.Show(s.window, "Open with the recovery key", s.within(30, form, message), key, "Cancel", ui.Action{
		Text: "Open and set the new passphrase",
		Do: func() bool {
			if s.work.Busy() || !form.Submit() {
				return false
			}
			secret, words := key.Text, pass.Text()
			message.Say("Opening the case file …", ui.ToneMuted)
			ui.Load(&s.work, func(ctx context.Context) (*store.Session, error) {
				return s.file.SignInWithRecoveryKey(ctx, secret, name, words)
			}, func(session *store.Session, err error) {
				if s.shut(err) {
					return
				}
				if err != nil {
					message.Say(plain.Sentence(err), ui.ToneOverdue)
					return
				}
				dialog.Close()
				s.answer(session, nil)
			})
			return false
		},
	})
	dialog.OnClose = s.back
}

// back is at the passphrase again after a dialog.
func (s *Screen) back() { s.window.Canvas().Focus(s.passphrase) }

// within is the content of a dialog that stays within the window: the form
// scrolls where it has no room, the message stays in sight. Width in letters.
func (s *Screen) within(width float32, form *ui.Form, message *ui.Message) fyne.CanvasObject {
	column := ui.NewColumn(form)
	em, size := theme.TextSize(), s.window.Canvas().Size()
	column.Resize(fyne.NewSize(min((width-2)*em, size.Width-6*em), 0)) // wrapped text knows its height once it knows its width
	scroll := ui.NewScrolled(column)
	scroll.SetMinSize(fyne.NewSize(min(width*em, size.Width-4*em), min(column.MinSize().Height+em, size.Height-12*em)))
	return container.NewBorder(nil, message, nil, nil, scroll)
}

// emergency opens the file with the hospital's key and a reason, and sets a new
// passphrase for the officer chosen, or for a new administrator.
func (s *Screen) emergency() {
	key, who, reason, message := ui.NewTextArea("", 2, 4), ui.NewEntry(""), ui.NewTextArea("", 2, 4), ui.NewMessage()
	who.Max, reason.Max = 120, 2000
	if name, ok := s.officer.Value(); ok {
		who.SetText(name)
	}
	pass := secret.New(func() []string { return []string{who.Text} })
	required := func(label, hint string, field fyne.CanvasObject) *ui.Row {
		r := ui.NewRow(label, field)
		r.Required, r.Hint = true, hint
		return r
	}
	form := ui.NewForm(required("The secret hospital key", "From the security office's safe", key),
		required("Your name", "As in the list of names; whoever is not in it comes in as a new administrator, who sees no case", who),
		required("Why is the hospital key used?", "The audit log keeps it", reason))
	form.Add(pass.Rows()...)
	var dialog *ui.Dialog
	dialog = ui.Show(s.window, "Open in an emergency", s.within(38, form, message), key, "Cancel", ui.Action{
		Text: "Open and set the new passphrase", Do: func() bool {
			if s.work.Busy() || !form.Submit() {
				return false
			}
			typed, name, words, why := key.Text, who.Text, pass.Text(), reason.Text
			message.Say("Opening the case file …", ui.ToneMuted)
			ui.Load(&s.work, func(ctx context.Context) (*store.Session, error) {
				return s.file.SignInWithHospitalKey(ctx, typed, name, words, why)
			}, func(session *store.Session, err error) {
				if s.shut(err) {
					return
				}
				if err != nil {
					message.Say(plain.Sentence(err), ui.ToneOverdue)
					return
				}
				dialog.Close()
				s.answer(session, nil)
			})
			return false
		},
	})
	dialog.OnClose = s.back
}
