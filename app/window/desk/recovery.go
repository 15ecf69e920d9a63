package desk

import (
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data/store"
	"rapport/reports/sheet"
)

// SaveRecoverySheet offers the printable sheet with the recovery key.
func SaveRecoverySheet(w fyne.Window, s *store.Session, key string) {
	pdf, err := sheet.Recovery(s.Settings(), key, time.Now())
	if err != nil {
		ui.Tell(w, "That did not work", plain.Sentence(err))
		return
	}
	SaveFile(w, "Save the recovery sheet", "Rapport recovery key.pdf", pdf, func(path string) {
		if err := OpenFile(path); err != nil {
			ui.Tell(w, "Saved", "The sheet is saved, but no viewer opened it. Open and print it yourself, then delete the file.")
			return
		}
		ui.Tell(w, "Saved", "Print the sheet from the viewer, then delete the file: whoever has it can open the case file.")
	})
}
