package casefile

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// escalations is the part of the summary with what must be passed on: what the
// facts speak for, and what was raised, with who was told and when. Nothing where
// there is neither.
func (s *Screen) escalations() []fyne.CanvasObject {
	advice := data.SuggestEscalations(s.file, s.themes, s.settings())
	if len(advice)+len(s.file.Escalations) == 0 {
		return nil
	}
	parts := []fyne.CanvasObject{heading("To be passed on", s.edits("Raise another …", func() { s.editEscalation(data.Escalation{}) }))}
	if len(advice) > 0 {
		list := container.New(column{})
		for _, a := range advice {
			list.Add(offer(a.Trigger.String(), a.Because, s.edits("Raise it …", func() { s.editEscalation(data.Escalation{Trigger: a.Trigger}) })))
		}
		parts = append(parts, ui.NewPanel("The facts speak for these; you decide", list))
	}
	for _, e := range s.file.Escalations {
		parts = append(parts, s.escalationCard(e))
	}
	return parts
}

// tellEscalation opens the first escalation of which nobody was told yet.
func (s *Screen) tellEscalation() {
	s.Go(desk.Summary)
	for _, e := range s.file.Escalations {
		if e.ToldOn.IsZero() {
			s.editEscalation(e)
			return
		}
	}
}

func (s *Screen) escalationCard(e data.Escalation) fyne.CanvasObject {
	rule, _ := e.Trigger.Rule()
	chips := []fyne.CanvasObject{ui.NewDueChip(e.Due, s.today())}
	stamp := ""
	if !e.ToldOn.IsZero() {
		chips = []fyne.CanvasObject{ui.NewChip("Passed on", ui.ToneOK)}
		stamp = "Told " + e.Told + " " + s.day(e.ToldOn) + "."
	}
	body := texts(line(rule.Do+" ("+rule.Source+")."), text("Facts", e.What), line(stamp), text("Outcome", e.Outcome),
		line("Known since "+s.day(e.On)+", raised by "+e.By))
	label := "Record who was told …"
	if stamp != "" {
		label = "Edit …"
	}
	return card(e.Trigger.String(), chips, body, s.edits(label, func() { s.editEscalation(e) }))
}

// editEscalation raises an escalation, or records who was told and what came of
// it. The trigger of one that was raised stays: it is a stamp.
func (s *Screen) editEscalation(r data.Escalation) {
	isNew := r.ID == data.ID{}
	title, said := "Who was told, and what came of it", "The escalation is saved."
	if isNew {
		title, said = "Raise an escalation", "The escalation is raised; it is on the page of the day until somebody is told."
		r.On = s.today()
	}
	e := s.newEditor("escalation/"+r.ID.String()+string(r.Trigger), title, "Save", said)
	options := make([]ui.Option[data.Trigger], len(data.Triggers))
	for i, t := range data.Triggers {
		options[i] = ui.Option[data.Trigger]{Value: t.Trigger, Label: t.Label}
	}
	trigger := choose(e, "trigger", "What must be passed on", options, r.Trigger)
	do := ui.NewParagraph("", ui.Strong)
	e.below(do)
	on := e.day("on", "Known since", r.On)
	due := e.day("due", "To be passed on by", r.Due)
	e.beside(2)
	what := e.area("what", "The facts, in short", r.What, 2)
	told := e.line("told", "Who was told", r.Told)
	toldOn := e.day("told_on", "Told on", r.ToldOn)
	e.beside(2)
	outcome := e.area("outcome", "What came of it", r.Outcome, 2)
	e.require("trigger", "on", "due")
	if !isNew {
		trigger.Disable()
		e.first = told
	}
	show := func(count bool) {
		rule, known := held(trigger).Rule()
		if !known {
			return
		}
		words := rule.Do + "."
		if rule.Hold && isNew {
			words += " Saving this places the legal hold."
		}
		do.SetText(words)
		if count && isNew {
			due.SetDate(data.NewEscalation(held(trigger), dayOf(on), s.settings().For(s.file.Kind)).Due)
		}
	}
	trigger.OnChanged = func(string) { show(true) }
	on.OnChanged = func(data.Date) { show(true) }
	show(true)
	e.gather = func() change {
		r.Trigger, r.On, r.Due = held(trigger), dayOf(on), dayOf(due)
		r.What, r.Told, r.ToldOn, r.Outcome = trimmed(what.Text), trimmed(told.Text), dayOf(toldOn), trimmed(outcome.Text)
		return s.put(&r)
	}
	e.open()
}
