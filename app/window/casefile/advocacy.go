package casefile

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// advocacy is the section of what is done on the patient's behalf.
type advocacy struct{ sheet }

func newAdvocacy(s *Screen) section { return &advocacy{newSheet(s)} }

func (p *advocacy) refresh() {
	s := p.screen
	add := func() { s.editAdvocacy(data.Advocacy{}) }
	if len(s.file.Advocacy) == 0 {
		p.set(ui.NewEmpty("Write down what you do for the patient: an interpreter, a meeting with the care team, an appeal, a bill on hold.", "Add an action …", add))
		return
	}
	parts := []fyne.CanvasObject{heading("For the patient", ui.NewButton("Add an action …", add))}
	for _, a := range s.file.Advocacy {
		parts = append(parts, p.card(a))
	}
	p.set(parts...)
}

func (p *advocacy) card(a data.Advocacy) fyne.CanvasObject {
	s := p.screen
	chips := s.doneChips(a.Due, a.DoneOn)
	if a.Outcome != "" {
		chips = append(chips, ui.NewChip(a.Outcome.String(), ui.TonePlain))
	}
	body := texts(text("Goal", a.Goal), line(prefixed("With ", a.With)), text("Result", a.Result))
	if a.Recovered > 0 {
		body = append(body, line("Recovered for the patient: $"+dollars(a.Recovered))...)
	}
	return card(a.Kind.String(), chips, body, ui.NewButton("Edit …", func() { s.editAdvocacy(a) }))
}

// editAdvocacy adds an action for the patient or changes one.
func (s *Screen) editAdvocacy(a data.Advocacy) {
	key, isNew := s.file.Key, a.ID == data.ID{}
	title, said := "Edit an action", "The action is saved."
	if isNew {
		title, said = "Add an action for the patient", "The action is added."
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
	result := e.area("result", "Result", a.Result, 2)
	amount := e.line("recovered", "Recovered for the patient, in dollars", "")
	if a.Recovered > 0 {
		amount.SetText(dollars(a.Recovered))
	}
	e.field("recovered").row.Check = func() error { _, err := cents(amount.Text); return err }
	e.require("kind", "goal")
	put := func(a data.Advocacy) change {
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.SaveAdvocacy(ctx, key, a)
		}
	}
	e.gather = func() change {
		changed := a
		changed.Kind, changed.With, changed.Goal = held(kind), trimmed(with.Text), trimmed(goal.Text)
		changed.Due, changed.DoneOn, changed.Outcome, changed.Result = dayOf(due), dayOf(done), held(outcome), trimmed(result.Text)
		changed.Recovered, _ = cents(amount.Text) // the dialog checked it
		return put(changed)
	}
	e.open()
}

var money = regexp.MustCompile(`^(\d{1,9})(?:\.(\d{2}))?$`)

// cents reads an amount in dollars: 1,250 or $1250.50.
func cents(text string) (int64, error) {
	text = strings.NewReplacer("$", "", ",", "", " ", "").Replace(text)
	if text == "" {
		return 0, nil
	}
	parts := money.FindStringSubmatch(text)
	if parts == nil {
		return 0, errors.New("write the amount in dollars, such as 1250 or 1250.50")
	}
	return strconv.ParseInt(parts[1]+orWord(parts[2], "00"), 10, 64)
}

// dollars writes an amount of cents: 1,250.50.
func dollars(cents int64) string {
	return fmt.Sprintf("%s.%02d", ui.Count(int(cents/100)), cents%100)
}
