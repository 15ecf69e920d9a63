package desk

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data/store"
)

// salvageWords say what a salvage is, before it is asked for.
const salvageWords = "Every case that can be read is written into a folder: its record, its letters and its documents, with a report of what could not be read. " +
	"A backup is the better way where there is a good one.\n\nTHE FILES ARE PLAIN TEXT. Choose a folder on an encrypted disk, and remove it when the cases are back in a case file."

// AskSalvage asks for a folder and the passphrase, has do write every case that
// can be read, and says what came of it. dir is the folder of the case file.
func AskSalvage(w fyne.Window, officer, dir string, do func(ctx context.Context, passphrase, to string, tell store.SalvageProgress) (store.SalvageReport, error)) {
	folder, pass, message := ui.NewEntry(""), ui.NewPassphrase(""), ui.NewMessage()
	where, who := ui.NewRow("New folder for the files", folder), ui.NewRow("Passphrase of "+officer, pass)
	where.Required, who.Required = true, true
	form := ui.NewForm(where, who)
	folder.SetText(filepath.Join(filepath.Dir(dir), "Rapport salvage"))
	var work ui.Loader
	dialog := ui.Show(w, "Write out what can be read", ui.AtLeast(40, 0, container.NewVBox(ui.NewParagraph(salvageWords, ui.Plain), form, message)), pass, "Cancel", ui.Action{
		Text: "Write the cases in plain text",
		Do: func() bool {
			if work.Busy() || !form.Submit() {
				return false
			}
			to, secret := folder.Text, pass.Text
			pass.SetText("")
			message.Say("Reading the case file …", ui.ToneMuted)
			tell := func(what string, done, total int64) {
				ui.OnMain(func() {
					if work.Busy() {
						message.Say("Under way: "+what+", "+ui.Count(int(done))+" of "+ui.Count(int(total))+" …", ui.ToneMuted)
					}
				})
			}
			ui.Load(&work, func(ctx context.Context) (store.SalvageReport, error) { return do(ctx, secret, to, tell) },
				func(r store.SalvageReport, err error) {
					if err != nil {
						message.Say(plain.Sentence(err), ui.ToneOverdue)
						return
					}
					ui.CloseDialogs(w)
					ui.Tell(w, "What could be read is written", salvaged(r))
				})
			return false
		},
	})
	dialog.OnClose = work.Stop
}

// Salvage offers to write out what can be read of the case file that is open.
func (d *Desk) Salvage() {
	session := d.Session
	AskSalvage(d.Window, session.Officer().Name, session.File().Dir(), func(ctx context.Context, passphrase, to string, tell store.SalvageProgress) (store.SalvageReport, error) {
		if err := session.Prove(ctx, passphrase); err != nil {
			return store.SalvageReport{}, err
		}
		return session.Salvage(ctx, to, tell)
	})
}

// salvaged says what a salvage came to.
func salvaged(r store.SalvageReport) string {
	words := ui.Plural(r.Cases, "case", "cases") + ", " + ui.Plural(r.Letters, "letter", "letters") + " and " + ui.Plural(r.Documents, "document", "documents") + " are in " + r.Dir + "."
	words += " " + r.Missing()
	return words + " “READ ME FIRST.txt” there says more."
}
