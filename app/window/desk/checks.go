package desk

import (
	"strings"

	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data/store"
)

// AddChecks puts what a verification or a drill found into a list, check by check.
func AddChecks(list *ui.KeyValues, checks []store.Check) {
	for _, c := range checks {
		tone, word := ui.ToneOK, "all is well"
		if !c.OK {
			tone, word = ui.ToneOverdue, "look at this"
		}
		list.AddObject(Titled(c.Name), container.NewBorder(nil, nil, container.NewVBox(ui.NewChip(word, tone)), nil, ui.NewParagraph(c.Found, ui.Plain)))
	}
}

// Titled is a name with a capital letter at its beginning.
func Titled(name string) string {
	if name == "" {
		return ""
	}
	return strings.ToUpper(name[:1]) + name[1:]
}
