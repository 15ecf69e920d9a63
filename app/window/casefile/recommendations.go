package casefile

import (
	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// recommendations lists the improvements that the case led to, with the way to them.
func (p *investigation) recommendations() []fyne.CanvasObject {
	s := p.screen
	parts := []fyne.CanvasObject{heading("Recommendations", ui.NewButton("Go to the actions", func() { s.Go(desk.Actions) }))}
	for _, a := range s.file.Actions {
		chips := []fyne.CanvasObject{ui.NewChip(a.State().String(), ui.TonePlain)}
		if a.State() == data.ActionOpen {
			chips = []fyne.CanvasObject{ui.NewDueChip(a.Due, s.today())}
		}
		parts = append(parts, ui.NewBeside(ui.NewParagraph(a.What, ui.Plain), chips...))
	}
	if len(s.file.Actions) == 0 {
		parts = append(parts, ui.NewParagraph("No action follows from the case yet. What must change, so that it does not happen again?", ui.Muted))
	}
	return parts
}
