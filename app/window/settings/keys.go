package settings

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/secret"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// keys is the part about what opens the case file: passphrases, the recovery key,
// the hospital's key, and the data key under them all, which the window calls the key
// inside the case file.
type keys struct {
	desk    *desk.Desk
	people  *people
	parts   *fyne.Container
	content fyne.CanvasObject
	read    ui.Loader
	work    ui.Loader
}

func newKeys(d *desk.Desk, p *people) *keys {
	k := &keys{desk: d, people: p, parts: ui.NewColumn()}
	k.content = desk.Only(d, data.RightPeople, ui.NewPanel("Keys of this case file", k.parts))
	return k
}

func (k *keys) refresh() {
	if !k.desk.May(data.RightPeople) {
		return
	}
	ui.Load(&k.read, k.desk.Session.Keys, func(r store.KeyReport, err error) {
		k.parts.RemoveAll()
		if err != nil {
			k.parts.Add(ui.NewParagraph(plain.Sentence(err), ui.Plain))
		} else {
			k.show(r)
		}
		k.parts.Refresh()
	})
}

// show tells of each key, what it is for and what can be done with it.
func (k *keys) show(r store.KeyReport) {
	part := func(title, words string, buttons ...fyne.CanvasObject) {
		k.parts.Add(ui.NewPanel("", ui.NewColumn(ui.NewText(title, ui.Strong), ui.NewParagraph(words, ui.Plain), ui.NewWrap(buttons...))))
	}
	part("Passphrases", "Each officer opens the case file with a passphrase of their own; see Who may sign in.")
	part("Recovery key", "The printed sheet opens the case file when a passphrase is forgotten. A new key makes the old sheet worthless: do it when the sheet was seen, lost or used.",
		ui.NewButton("New recovery key …", k.newRecovery))
	if r.HospitalKey == "" {
		part("Hospital key", "The hospital's security office can hold a key of its own for an emergency, such as an office that left in a day. Who uses it gives a reason, and sees no case unless given a role. None is set.",
			ui.NewButton("Set the hospital key …", k.setHospital))
	} else {
		part("Hospital key of "+r.HospitalKey, "Fingerprint "+r.Fingerprint+": compare it with the security office's.",
			ui.NewButton("Set another …", k.setHospital), ui.NewButton("Remove …", k.removeHospital))
	}
	words := "Everything in the case file is encrypted with it; the keys above only give access to it. Change it after somebody was removed who may have kept a copy of the case file. It takes some minutes; everybody signs in again with the passphrase they have, and old backups keep the old key."
	change := ui.NewButton("Change the key …", k.change)
	switch {
	case r.Rotating:
		words = "A change of the key was begun and is not finished. Everything opens as before; go on with it when the office can spare some minutes."
		change.SetText("Go on with the change …")
	case len(r.Gaps) > 0:
		words += " First, so that they can be given the new key: " + strings.Join(r.Gaps, ", ") + ". Officers sign in once; an old recovery key is replaced above."
		change.Disable()
	}
	part("The key inside the case file", words, change)
}

// change asks once more and leaves the desk for it.
func (k *keys) change() {
	ui.Ask(k.desk.Window, ui.Question{Title: "Change the key of the case file?", Text: "Drafts are kept and the window is left for some minutes; then everybody signs in again. Make sure that nobody needs the case file now.",
		Yes: "Change the key", No: "Not now"}, k.desk.ChangeKey)
}

// run makes a change of the keys, asking for the passphrase again, and closes the
// dialog when it worked.
func (k *keys) run(d **ui.Dialog, message *ui.Message, do func(context.Context, *store.Session) error, said string) bool {
	if k.work.Busy() {
		return false
	}
	session := k.desk.Session
	desk.Proven(k.desk, &k.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx, session) }, func(_ struct{}, err error) {
		if err != nil {
			message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		(*d).Close()
		k.desk.Say(said, nil)
		k.refresh()
	})
	return false
}

// setHospital takes the public part of a hospital key and whose it is.
func (k *keys) setHospital() {
	recipient, label, message := ui.NewTextArea("", 2, 4), ui.NewEntry(""), ui.NewMessage()
	label.Max = 120
	form := ui.NewForm(required(hinted(ui.NewRow("Public part of the hospital key", recipient), "The security office gives it; it is no secret")),
		required(hinted(ui.NewRow("Whose key it is", label), "For example: Information Security, safe 3")))
	var d *ui.Dialog
	d = ui.Show(k.desk.Window, "Set the hospital key", ui.AtLeast(38, 0, ui.NewColumn(form, message)), recipient, "Cancel", ui.Action{Text: "Set it", Do: func() bool {
		public, whose := strings.TrimSpace(recipient.Text), strings.TrimSpace(label.Text)
		return form.Submit() && k.run(&d, message, func(ctx context.Context, s *store.Session) error { return s.SetHospitalKey(ctx, public, whose) }, "The hospital key is set.")
	}})
}

func (k *keys) removeHospital() {
	message := ui.NewMessage()
	var d *ui.Dialog
	d = ui.Show(k.desk.Window, "Remove the hospital key", ui.AtLeast(34, 0, ui.NewColumn(ui.NewParagraph("The security office can no longer open the case file. Backups that were made before still know its key.", ui.Plain), message)), nil, "Keep it",
		ui.Action{Text: "Remove it", Danger: true, Do: func() bool {
			return k.run(&d, message, func(ctx context.Context, s *store.Session) error { return s.RemoveHospitalKey(ctx) }, "The hospital key is removed.")
		}})
}

// newRecovery makes a new recovery key and shows it, once.
func (k *keys) newRecovery() {
	ui.Ask(k.desk.Window, ui.Question{Title: "Make a new recovery key?", Text: "The sheet that was printed before opens nothing any more from this moment. Have a printer at hand.", Yes: "Make it", No: "Keep the old one", Danger: true}, func() {
		desk.Proven(k.desk, &k.work, k.desk.Session.NewRecoveryKey, func(key string, err error) {
			if err != nil {
				k.desk.Fail(err)
				return
			}
			k.showRecovery(key)
			k.refresh()
		})
	})
}

func (k *keys) showRecovery(key string) {
	last := ui.NewEntry("")
	form := ui.NewForm(secret.KeptRow(key, last))
	words := ui.NewParagraph("Print it or write it down now, seal it, and give it to the person your hospital names for that. It is shown only this once.", ui.Plain)
	sheet := ui.NewWrap(ui.NewButton("Save a sheet to print …", func() { desk.SaveRecoverySheet(k.desk.Window, k.desk.Session, key) }))
	d := ui.Show(k.desk.Window, "Your new recovery key", ui.AtLeast(40, 0, ui.NewColumn(words, secret.ShownKey(key), sheet, form)), last, "", ui.Action{Text: "I have it", Do: form.Submit})
	d.OnEscape = func() {
		ui.Ask(k.desk.Window, ui.Question{Title: "Close it without a copy?", Text: "Nobody sees this key again, and the old sheet opens nothing any more. Without a copy, make another new key before you leave.",
			Yes: "Close without a copy", No: "Back to the key", Danger: true}, d.Close)
	}
}
