package secret

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
)

// ShownKey is a recovery key as it is written down: its groups, five in a line.
func ShownKey(key string) fyne.CanvasObject {
	lines := container.NewVBox()
	groups := strings.Split(key, "-")
	for len(groups) > 0 {
		n := min(5, len(groups))
		lines.Add(ui.NewText(strings.Join(groups[:n], "  -  "), ui.Type{Size: ui.Section.Size, Bold: true, Align: fyne.TextAlignCenter}))
		groups = groups[n:]
	}
	return ui.NewPanel("", lines)
}

// KeptRow is the field that shows that a recovery key was kept: its last group is
// typed into the entry from the copy.
func KeptRow(key string, last *ui.Entry) *ui.Row {
	row := ui.NewRow("Type the last group of the key, from your copy", last)
	row.Required = true
	row.Check = func() error {
		groups := strings.Split(key, "-")
		if !strings.EqualFold(strings.TrimSpace(last.Text), groups[len(groups)-1]) {
			return errors.New("that is not the last group. Look at your copy, and type the four characters at its end")
		}
		return nil
	}
	return row
}
