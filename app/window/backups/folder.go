package backups

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"rapport/app/window/ui"
)

// askFolder asks for a folder to look for copies in.
func askFolder(w fyne.Window, look func(folder string)) {
	path := ui.NewEntry("A stick, a share, a folder copied by hand")
	folder := ui.NewRow("Folder", path)
	folder.Required = true
	form := ui.NewForm(folder)
	browse := ui.NewButton("Choose …", func() {
		dialog.NewFolderOpen(func(f fyne.ListableURI, err error) {
			if err == nil && f != nil {
				path.SetText(f.Path())
			}
		}, w).Show()
	})
	ui.Show(w, "Look for copies in a folder", ui.AtLeast(38, 0, container.NewVBox(
		ui.NewParagraph("Nothing in the folder is changed by looking.", ui.Muted), form, container.NewHBox(browse))), path, "Cancel", ui.Action{
		Text: "Look", Do: func() bool {
			if !form.Submit() {
				return false
			}
			look(strings.TrimSpace(path.Text))
			return true
		}})
}
