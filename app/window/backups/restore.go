package backups

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// asking is the guided restore: what the copy holds beside the case file, what
// would be lost, whose passphrases hold afterwards, the reason; the passphrase of who
// restores comes last.
type asking struct {
	screen *Screen
	copied store.CaseCopy

	keys    *ui.Segments[bool] // true: today's
	officer *ui.Choice[string] // of a copy that opens with a passphrase of then
	then    *ui.Entry
	reason  *ui.Entry
	form    *ui.Form
	message *ui.Message
	dialog  *ui.Dialog
	work    ui.Loader
}

// askRestore opens the guide for the chosen copy.
func (s *Screen) askRestore() {
	switch {
	case s.chosen == nil || s.restore.Disabled():
		return
	case !s.desk.Session.Officer().May(data.RightRestore):
		s.message.Say(data.NotAllowed{Right: data.RightRestore}.Sentence(), ui.ToneToday)
		return
	}
	a := &asking{screen: s, copied: *s.chosen, message: ui.NewMessage()}
	a.fields()
	content := container.NewVBox(a.compared(), ui.NewParagraph(plain.LostSentence(a.copied, ui.Locale()), ui.Strong),
		ui.NewParagraph("What is in force now is not deleted: it is moved into the folder “replaced” beside the case file, is listed here, and can be restored in turn.", ui.Muted),
		a.form, a.message)
	a.dialog = ui.Show(s.desk.Window, "Restore the copy of "+when(a.copied, s.zone()), ui.AtLeast(46, 30, ui.NewScrolled(content)), a.reason, "Cancel",
		ui.Action{Text: "Restore this copy", Danger: true, Do: a.submit})
}

// compared shows what the copy holds beside what the case file does.
func (a *asking) compared() fyne.CanvasObject {
	zone := a.screen.zone()
	if a.copied.Locked {
		return ui.NewParagraph(detail(a.copied, zone), ui.Plain)
	}
	c := a.copied
	then, now := ui.NewKeyValues(), ui.NewKeyValues()
	then.Add("Cases", ui.Count(int(c.Cases))+", "+ui.Count(int(c.Open))+" open")
	then.Add("Last entry", stamp(c.LastAt, zone)+", No. "+ui.Count(int(c.LastSeq)))
	panes := []fyne.CanvasObject{ui.NewPanel("This copy", then)}
	if d := c.Since; d != nil {
		now.Add("Cases", ui.Count(int(d.NowCases))+", "+ui.Count(int(d.NowOpen))+" open")
		now.Add("Last entry", stamp(d.NowAt, zone)+", No. "+ui.Count(int(d.NowSeq)))
		panes = append(panes, ui.NewPanel("The case file now", now))
	}
	return ui.NewPanes(18, panes...)
}

func (a *asking) fields() {
	a.reason = ui.NewTextArea("", 2, 4)
	a.reason.Max = maxReason
	a.then = ui.NewPassphrase("")
	reason := ui.NewRow("Why the copy is restored", a.reason)
	reason.Required, reason.Hint = true, "The audit log of the restored case file keeps it."
	a.form = ui.NewForm()
	c := a.copied
	switch words := passphraseWords(c); {
	case c.Locked:
		a.officer = ui.NewChoice("Who", ui.Options(c.Officers, func(n string) string { return n }), nil)
		if len(c.Officers) > 0 {
			a.officer.SetValue(c.Officers[0])
		}
		then := ui.NewRow("Passphrase of that time", a.then)
		then.Required, then.Hint = true, "After the restore everybody signs in with the passphrase that they had then."
		a.form.Add(ui.NewRow("Officer", a.officer), then)
	case words != "" || c.Rotated:
		a.keys = ui.NewSegments([]ui.Option[bool]{{Value: true, Label: "Today's passphrases"}, {Value: false, Label: "Those of the copy"}}, nil)
		a.keys.SetValue(true)
		row := ui.NewRow("Signing in afterwards", a.keys)
		if c.Rotated {
			words = "The key of the case file was changed since; with those of the copy the old key is in use again. " + words
		}
		row.Hint = words + " Today's are right unless somebody's passphrase of today is not known."
		a.form.Add(row)
	}
	a.form.Add(reason)
}

// submit checks that the copy opens, asks for the passphrase of who is signed in and
// hands the restore to the window, which locks.
func (a *asking) submit() bool {
	if a.work.Busy() || !a.form.Submit() {
		return false
	}
	o := store.RestoreOrder{Path: a.copied.Path, Reason: a.reason.Text, KeepPassphrases: true}
	if a.copied.Locked {
		o.KeepPassphrases = false
	}
	if a.keys != nil {
		o.KeepPassphrases, _ = a.keys.Value()
	}
	if a.officer != nil {
		o.Officer, _ = a.officer.Value()
		o.Secret = a.then.Text
	}
	a.message.Say("Checking …", ui.ToneMuted)
	dir := a.screen.desk.Session.File().Dir()
	ui.Load(&a.work, func(ctx context.Context) (struct{}, error) {
		if o.Officer == "" {
			return struct{}{}, nil
		}
		c, err := store.CheckCopy(ctx, dir, o.Path, o.Officer, o.Secret)
		return struct{}{}, errors.Join(err, c.Wrong)
	}, func(_ struct{}, err error) {
		if err != nil {
			a.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		a.message.Clear()
		a.screen.desk.Prove(func() {
			a.dialog.Close()
			a.screen.desk.Restore(o)
		}, func() { a.message.Say(plain.Sentence(data.ErrNoProof), ui.ToneToday) })
	})
	return false
}
