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

// editAction adds an improvement or changes one.
func (s *Screen) editAction(a data.ActionPlan) {
	title, said := "Edit an action", "The action is saved."
	if (a.ID == data.ID{}) {
		title, said, a.Unit = "Add an action", "The action is added.", s.file.Unit
	}
	e := s.newEditor("action_plan/"+a.ID.String(), title, "Save the action", said)
	what := e.area("what", "What will be done", a.What, 2)
	strength := choose(e, "strength", "How strong it is", terms(data.Strengths), a.Strength)
	unit := e.search("unit", "Unit", words(s.settings().Units), a.Unit, true)
	owner := e.line("owner", "Who does it", a.Owner)
	e.beside(2)
	due := e.day("due", "Due", a.Due)
	done := e.day("done_on", "Done on", a.DoneOn)
	e.beside(2)
	e.require("what", "strength", "owner", "due")
	e.gather = func() change {
		changed := a
		changed.What, changed.Strength, changed.Unit, changed.Owner = trimmed(what.Text), held(strength), trimmed(unit.Text()), trimmed(owner.Text)
		changed.Due, changed.DoneOn = dayOf(due), dayOf(done)
		return s.put(&changed)
	}
	e.open()
}
