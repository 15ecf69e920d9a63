package casefile

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// advocacy is the section of what is done on the patient's behalf: the actions
// with their appeals, the meetings, and the ledger of service recovery.
type advocacy struct{ sheet }

func newAdvocacy(s *Screen) section { return &advocacy{newSheet(s)} }

// inAdvocacy counts what the section holds.
func inAdvocacy(f data.CaseFile) int { return len(f.Advocacy) + len(f.Meetings) + len(f.Recoveries) }

func (p *advocacy) refresh() {
	s := p.screen
	parts := []fyne.CanvasObject{heading("Advocacy actions", s.edits("Add an advocacy action …", func() { s.editAdvocacy(data.Advocacy{}) }))}
	if len(s.file.Advocacy) == 0 {
		parts = append(parts, ui.NewParagraph("Write down what you do for the patient: an interpreter, a second opinion, an appeal, a bill on hold. Each has a goal, a day and an outcome.", ui.Muted))
	}
	for _, a := range s.file.Advocacy {
		parts = append(parts, p.card(a))
	}
	parts = append(parts, s.meetings()...)
	parts = append(parts, s.recoveries()...)
	p.set(parts...)
}

func (p *advocacy) card(a data.Advocacy) fyne.CanvasObject {
	s := p.screen
	chips := s.doneChips(a.Due, a.DoneOn)
	if a.Outcome != "" {
		chips = append(chips, ui.NewChip(a.Outcome.String(), ui.TonePlain))
	}
	body := texts(text("Goal", a.Goal), line(prefixed("With ", a.With)), text("Result", a.Result))
	if sum := a.RecoveredInAll(); sum > 0 {
		body = append(body, line("Recovered for the patient: "+ui.Money(sum))...)
	}
	if a.Agreed {
		body = append(body, line("The patient knows of it and agrees.")...)
	}
	body = append(body, s.stepMarks(a)...)
	body = append(body, s.paperMarks(a)...)
	for i, l := range a.Levels {
		body = append(body, s.levelPart(a, i, l))
	}
	body = append(body, s.contactsAbout(a)...)
	level := "Add an appeal or deadline …"
	if len(a.Levels) > 0 {
		level = "Add a level …"
	}
	return card(a.Kind.String(), chips, body,
		s.edits("Edit …", func() { s.editAdvocacy(a) }),
		s.edits(level, func() { s.editLevel(a, data.AppealLevel{Path: a.Kind.UsualPath()}) }),
		s.edits("Record a contact about this …", func() { s.contactEditor(contactStart{about: a.ID}) }))
}

// stepMarks are the steps of an action, each with its box.
func (s *Screen) stepMarks(a data.Advocacy) []fyne.CanvasObject {
	if len(a.Steps) == 0 {
		return nil
	}
	parts := []fyne.CanvasObject{ui.NewText("Steps", ui.Caption)}
	for i, st := range a.Steps {
		words := st.What
		if !st.DoneOn.IsZero() {
			words += " (" + s.day(st.DoneOn) + ")"
		}
		parts = append(parts, s.mark("step/"+a.ID.String()+"/"+strconv.Itoa(i), "Done", !st.DoneOn.IsZero(), ui.NewParagraph(words, ui.Plain), func(done bool) {
			changed, said := a, "The step is open again."
			changed.Steps = slices.Clone(a.Steps)
			changed.Steps[i].DoneOn = 0
			if done {
				changed.Steps[i].DoneOn, said = s.today(), "The step is done."
			}
			s.run(s.putAdvocacy(changed), said)
		}))
	}
	return parts
}

// paperMarks are the documents that an action needs, each with its box.
func (s *Screen) paperMarks(a data.Advocacy) []fyne.CanvasObject {
	if len(a.Papers) == 0 {
		return nil
	}
	parts := []fyne.CanvasObject{ui.NewText("Documents needed", ui.Caption)}
	for i, p := range a.Papers {
		parts = append(parts, s.mark("paper/"+a.ID.String()+"/"+strconv.Itoa(i), "Have it", p.Have, ui.NewParagraph(p.Name, ui.Plain), func(have bool) {
			changed, said := a, "The document is still needed."
			changed.Papers = slices.Clone(a.Papers)
			if changed.Papers[i].Have = have; have {
				said = "The document is there."
			}
			s.run(s.putAdvocacy(changed), said)
		}))
	}
	return parts
}

// contactsAbout are the contacts about an action, the newest first.
func (s *Screen) contactsAbout(a data.Advocacy) []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	for _, c := range newestFirst(s.file.Contacts) {
		if c.About != a.ID {
			continue
		}
		if len(parts) == 0 {
			parts = append(parts, ui.NewText("Contacts about this", ui.Caption))
		}
		words := s.moment(c.At) + ", " + contactTitle(c)
		if c.Summary != "" {
			words += ": " + c.Summary
		}
		parts = append(parts, ui.NewParagraph(words, ui.Plain))
	}
	return parts
}

// putAdvocacy is the change that saves an action.
func (s *Screen) putAdvocacy(a data.Advocacy) change {
	key := s.file.Key
	return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
		return in.SaveAdvocacy(ctx, key, a)
	}
}

// editAdvocacy adds an action for the patient or changes one.
func (s *Screen) editAdvocacy(a data.Advocacy) {
	title, said := "Edit an action", "The action is saved."
	if a.ID == (data.ID{}) {
		title, said = "Add an advocacy action", "The advocacy action is added."
	}
	e := s.newEditor("advocacy/"+a.ID.String(), title, "Save the action", said)
	kind := choose(e, "kind", "Kind of action", terms(data.AdvocacyKinds), a.Kind)
	with := e.line("with", "With whom", a.With)
	e.beside(2)
	goal := e.area("goal", "Goal", a.Goal, 2)
	due := e.day("due", "Due", a.Due)
	done := e.day("done_on", "Ended on", a.DoneOn)
	outcome := choose(e, "outcome", "Outcome", terms(data.AdvocacyOutcomes), a.Outcome)
	e.beside(3)
	steps := e.lines("steps", "Steps", stepWords(a.Steps), 2)
	papers := e.lines("papers", "Documents needed", paperNames(a.Papers), 2)
	e.beside(2)
	agreed := e.tick("agreed", "The patient knows of it and agrees", a.Agreed)
	result := e.area("result", "Result", a.Result, 2)
	amount := e.money("recovered", "Recovered for the patient", a.Recovered)
	e.require("kind", "goal")
	e.gather = func() change {
		changed := a
		changed.Kind, changed.With, changed.Goal = held(kind), trimmed(with.Text), trimmed(goal.Text)
		changed.Due, changed.DoneOn, changed.Outcome, changed.Result = dayOf(due), dayOf(done), held(outcome), trimmed(result.Text)
		changed.Steps, changed.Papers = a.StepsFrom(listed(steps)), a.PapersFrom(listed(papers))
		changed.Agreed, changed.Recovered = agreed.Checked, centsIn(amount)
		return s.putAdvocacy(changed)
	}
	e.open()
}

func stepWords(steps []data.AdvocacyStep) []string {
	var all []string
	for _, st := range steps {
		all = append(all, st.What)
	}
	return all
}

func paperNames(papers []data.Paper) []string {
	var all []string
	for _, p := range papers {
		all = append(all, p.Name)
	}
	return all
}

// part is a piece of a card that stands apart: its heading with chips, its words,
// its buttons.
func part(title string, chips, words []fyne.CanvasObject, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	parts := container.New(column{}, ui.NewBar(ui.NewBeside(ui.NewParagraph(title, ui.Strong), chips...)))
	for _, w := range words {
		parts.Add(w)
	}
	if len(buttons) > 0 {
		parts.Add(ui.NewWrap(buttons...))
	}
	return parts
}
