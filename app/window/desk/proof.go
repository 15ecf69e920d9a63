package desk

import (
	"context"
	"errors"

	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/vault"
)

// Proven runs work as [ui.Load] does. Where it answers that the passphrase is
// needed again, that is asked for over whatever is shown, and then the work is
// done once more. Whoever closes the question instead has show called with
// [data.ErrNoProof]: nothing was done, and nothing that was typed is lost.
func Proven[T any](d *Desk, l *ui.Loader, work func(context.Context) (T, error), show func(T, error)) {
	ui.Load(l, work, func(value T, err error) {
		if !errors.Is(err, data.ErrNoProof) {
			show(value, err)
			return
		}
		d.Prove(func() { Proven(d, l, work, show) }, func() { show(value, err) })
	})
}

// Prove asks for the passphrase of who is signed in before something that cannot
// ask for it by itself. given is called once it was right, put when the question
// was closed without it.
func (d *Desk) Prove(given, put func()) {
	pass, message := ui.NewPassphrase(""), ui.NewMessage()
	row := ui.NewRow("Passphrase of "+d.Session.Officer().Name, pass)
	row.Required = true
	form := ui.NewForm(row)
	why := ui.NewParagraph("This cannot be done from a window that somebody left open. Type your passphrase once more; nothing is lost if you cancel.", ui.Plain)
	wait := NewWait(d.Session.File().Delay, message)
	right := false
	var work ui.Loader
	var box *ui.Dialog
	box = ui.Show(d.Window, "Your passphrase again", ui.AtLeast(32, 0, container.NewVBox(why, form, message)), pass, "Cancel", ui.Action{Text: "Go on", Do: func() bool {
		if work.Busy() || d.Session.File().Delay() > 0 || !form.Submit() {
			return false
		}
		message.Say("One moment …", ui.ToneMuted)
		typed := pass.Text
		ui.Load(&work, func(ctx context.Context) (struct{}, error) { return struct{}{}, d.Session.Prove(ctx, typed) }, func(_ struct{}, err error) {
			if err != nil {
				switch {
				case wait.Begin(func() {}):
				case errors.Is(err, vault.ErrWrongPassphrase): // the recovery key, which the door names, is of no use here
					message.Say("The passphrase is not right. Check Caps Lock and try again.", ui.ToneOverdue)
				default:
					message.Say(plain.Sentence(err), ui.ToneOverdue)
				}
				pass.SetText("")
				d.Window.Canvas().Focus(pass)
				return
			}
			right = true
			box.Close()
		})
		return false
	}})
	box.OnClose = func() {
		work.Stop()
		wait.Stop()
		pass.SetText("")
		if right {
			given()
			return
		}
		put()
	}
}
