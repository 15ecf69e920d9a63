package window

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data/store"
)

// salvageWords say what a salvage is, before it is asked for.
const salvageWords = "Every case that can be read is written into a folder: its record, its letters and its documents, with a report of what could not be read. " +
	"A backup is the better way where there is a good one.\n\nTHE FILES ARE PLAIN TEXT. Choose a folder on an encrypted disk, and remove it when the cases are back in a case file."

// salvageTrouble offers a salvage of a case file that cannot be signed in to.
func (s *stage) salvageTrouble(officer string) {
	file := s.file
	folder, pass, message := ui.NewEntry(""), ui.NewPassphrase(""), ui.NewMessage()
	form := ui.NewForm(ui.NewRow("New folder for the files", folder), ui.NewRow("Passphrase of "+officer, pass))
	folder.SetText(filepath.Join(filepath.Dir(file.Dir()), "Rapport salvage"))
	var dialog *ui.Dialog
	dialog = ui.Show(s.window, "Write out what can be read", ui.AtLeast(40, 0, container.NewVBox(ui.NewParagraph(salvageWords, ui.Plain), form, message)), folder, "Cancel", ui.Action{
		Text: "Write the cases in plain text",
		Do: func() bool {
			if s.work.Busy() || !form.Submit() {
				return false
			}
			dir, secret := folder.Text, pass.Text
			message.Say("Reading the case file …", ui.ToneMuted)
			tell := func(what string, done, total int64) {
				ui.OnMain(func() {
					message.Say("Under way: "+what+", "+ui.Count(int(done))+" of "+ui.Count(int(total))+" …", ui.ToneMuted)
				})
			}
			ui.Load(&s.work, func(ctx context.Context) (store.SalvageReport, error) {
				return file.Salvage(ctx, officer, secret, dir, tell)
			}, func(r store.SalvageReport, err error) {
				pass.SetText("")
				if err != nil {
					message.Say(plain.Sentence(err), ui.ToneOverdue)
					return
				}
				dialog.Close()
				ui.Tell(s.window, "What could be read is written", salvaged(r))
			})
			return false
		},
	})
}

// salvaged says what a salvage came to.
func salvaged(r store.SalvageReport) string {
	words := ui.Plural(r.Cases, "case", "cases") + ", " + ui.Plural(r.Letters, "letter", "letters") + " and " + ui.Plural(r.Documents, "document", "documents") + " are in " + r.Dir + "."
	if !r.Whole() {
		words += " " + ui.Plural(len(r.Lacking), "case lacks", "cases lack") + " something, and of " + ui.Plural(len(r.Gone), "case", "cases") + " nothing could be read."
	}
	return words + " “READ ME FIRST.txt” there says more."
}
