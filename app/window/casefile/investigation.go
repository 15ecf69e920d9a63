package casefile

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// investigation is the section of the steps that find out what happened.
type investigation struct{ sheet }

func newInvestigation(s *Screen) section { return &investigation{newSheet(s)} }

func (p *investigation) refresh() {
	s := p.screen
	add := func() { s.editStep(data.Step{}) }
	if len(s.file.Steps) == 0 {
		p.set(ui.NewEmpty("Plan who is asked, which record and policy is read, and which department must answer by when. The letter tells what was done.", "Add a step …", add))
		return
	}
	parts := []fyne.CanvasObject{heading("Steps of the investigation", ui.NewButton("Add a step …", add))}
	for _, st := range inOrder(s.file.Steps) {
		parts = append(parts, p.card(st))
	}
	p.set(parts...)
}

// inOrder puts what is open first, the earliest due first, and then what was
// done, in the order in which it was done.
func inOrder(steps []data.Step) []data.Step {
	steps = slices.Clone(steps)
	slices.SortStableFunc(steps, func(a, b data.Step) int {
		if a.DoneOn.IsZero() != b.DoneOn.IsZero() {
			if a.DoneOn.IsZero() {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.DoneOn, b.DoneOn), cmp.Compare(dueOrLast(a.Due), dueOrLast(b.Due)))
	})
	return steps
}

// dueOrLast sorts what has no due date behind what has one.
func dueOrLast(d data.Date) data.Date {
	if d.IsZero() {
		return data.NewDate(9999, 1, 1)
	}
	return d
}

func (p *investigation) card(st data.Step) fyne.CanvasObject {
	s := p.screen
	title := st.Kind.String() + ": " + st.Subject
	body := texts(line(prefixed("With ", st.With)), text("Result", st.Result), text("The letter tells of it", st.InLetter))
	buttons := []fyne.CanvasObject{ui.NewButton("Edit …", func() { s.editStep(st) })}
	if st.DoneOn.IsZero() {
		buttons = append([]fyne.CanvasObject{ui.NewButton("Record the result …", func() { s.finishStep(st) })}, buttons...)
	}
	return card(title, s.doneChips(st.Due, st.DoneOn), body, buttons...)
}

// doneChips say that a thing is done, or by when it is due.
func (s *Screen) doneChips(due, done data.Date) []fyne.CanvasObject {
	switch {
	case !done.IsZero():
		return []fyne.CanvasObject{ui.NewChip("Done "+s.day(done), ui.ToneOK)}
	case due.IsZero():
		return []fyne.CanvasObject{ui.NewChip("Open", ui.ToneMuted)}
	}
	return []fyne.CanvasObject{ui.NewDueChip(due, s.today())}
}

func prefixed(prefix, words string) string {
	if words == "" {
		return ""
	}
	return prefix + words
}

// finishStep opens the step with today as the day it was done.
func (s *Screen) finishStep(st data.Step) { s.stepEditor(st, s.today(), "result") }

// editStep adds a step or changes one.
func (s *Screen) editStep(st data.Step) { s.stepEditor(st, st.DoneOn, "") }

// stepEditor opens a step; first names the field to start in, "" for the first.
func (s *Screen) stepEditor(st data.Step, doneOn data.Date, first string) {
	key, isNew := s.file.Key, st.ID == data.ID{}
	title, said := "Edit a step", "The step is saved."
	if isNew {
		title, said = "Add a step", "The step is added."
	}
	e := s.newEditor("step/"+st.ID.String(), title, "Save the step", said)
	kind := choose(e, "kind", "Kind of step", terms(data.StepKinds), st.Kind)
	with := e.line("with", "With whom", st.With)
	e.hint("with", "Person or department; needed for a referral")
	e.beside(2)
	subject := e.area("subject", "Who was asked, what was read, which question was put", st.Subject, 2)
	due := e.day("due", "Due", st.Due)
	done := e.day("done_on", "Done on", doneOn)
	e.beside(2)
	result := e.area("result", "Result", st.Result, 3)
	e.hint("result", "What was learned or answered; stays in the file")
	inLetter := e.area("in_letter", "How the letter tells of it", st.InLetter, 2)
	e.hint("in_letter", "For example: We spoke with the nurse manager of the unit. Empty leaves it out")
	e.require("kind", "subject")
	if first == "result" {
		e.first = result
	}
	put := func(st data.Step) change {
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) { return in.SaveStep(ctx, key, st) }
	}
	e.gather = func() change {
		changed := st
		changed.Kind, changed.With, changed.Subject = held(kind), trimmed(with.Text), trimmed(subject.Text)
		changed.Due, changed.DoneOn = dayOf(due), dayOf(done)
		changed.Result, changed.InLetter = trimmed(result.Text), trimmed(inLetter.Text)
		return put(changed)
	}
	e.open()
}
