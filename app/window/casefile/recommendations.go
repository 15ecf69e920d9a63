package casefile

import (
	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

// recommendations lists the improvements that the case led to.
func (p *investigation) recommendations() []fyne.CanvasObject {
	s := p.screen
	add := ui.NewButton("Add an action …", func() { s.editAction(data.ActionPlan{}) })
	parts := []fyne.CanvasObject{heading("Recommendations", add)}
	for _, a := range s.file.Actions {
		chips := []fyne.CanvasObject{ui.NewChip(a.State().String(), ui.TonePlain)}
		if a.State() == data.ActionOpen {
			chips = []fyne.CanvasObject{ui.NewDueChip(a.Due, s.today())}
		}
		parts = append(parts, card(a.What, chips, line(joined(a.Unit, a.Owner)), ui.NewButton("Edit …", func() { s.editAction(a) })))
	}
	if len(s.file.Actions) == 0 {
		parts = append(parts, ui.NewParagraph("What must change, so that it does not happen again? Each action has an owner and a day.", ui.Muted))
	}
	return parts
}
