package casefile

import (
	"fmt"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/app/window/yousaid"
	"rapport/data"
)

// plans is the section of what the case improves: its action plans.
type plans struct {
	sheet
	first map[data.ID]*ui.Button // of each plan
}

func newPlans(s *Screen) section { return &plans{sheet: newSheet(s), first: map[data.ID]*ui.Button{}} }

// find gives the keyboard to the plan, which brings it into sight.
func (p *plans) find(id data.ID) {
	if b := p.first[id]; b != nil {
		p.screen.desk.Window.Canvas().Focus(b)
	}
}

func (p *plans) refresh() {
	s := p.screen
	head := heading("Actions", s.edits("Add an action …", func() { s.editAction(data.ActionPlan{}) }))
	if len(s.file.Actions) == 0 {
		p.set(head, ui.NewParagraph("What will be done so that it does not happen again? Each action has an owner and a day, is verified by somebody else, and is looked at after 30 and 90 days.", ui.Muted))
		return
	}
	parts := []fyne.CanvasObject{head}
	for _, a := range s.file.Actions {
		parts = append(parts, p.card(a))
	}
	p.set(parts...)
}

// planTones are how the states of a plan look; their words say so too.
var planTones = map[data.ActionState]ui.Tone{
	data.ActionOpen: ui.ToneMuted, data.ActionDone: ui.ToneToday, data.ActionVerified: ui.ToneSoon, data.ActionChecked: ui.ToneOK, data.ActionDropped: ui.ToneMuted,
}

func (p *plans) card(a data.ActionPlan) fyne.CanvasObject {
	s := p.screen
	chips := []fyne.CanvasObject{ui.NewChip(a.State().String(), planTones[a.State()])}
	if a.Shown {
		chips = append(chips, ui.NewChip("In the shareable report", ui.ToneSoon))
	}
	next := a.Next()
	if !next.Due.IsZero() {
		chips = append(chips, ui.NewDueChip(next.Due, s.today()))
	}
	body := texts(line(joinWords("Owner "+a.Owner, a.Unit, "due "+s.day(a.Due))), line(a.Strength.String()), line(s.issueWords(a.Issue)))
	if !a.DoneOn.IsZero() {
		body = append(body, line("Done on "+ui.LongDay(a.DoneOn)+".")...)
	}
	body = append(body, text("Evidence", a.Evidence)...)
	if !a.VerifiedOn.IsZero() {
		body = append(body, line("Verified on "+ui.LongDay(a.VerifiedOn)+" by "+a.VerifiedBy+".")...)
	}
	body = append(body, checkWords("After 30 days", a.First)...)
	body = append(body, checkWords("After 90 days", a.Second)...)
	body = append(body, text("Why it is dropped", a.Dropped)...)
	body = append(body, text("You said", a.Said)...)
	body = append(body, text("We did", a.Did)...)
	edit := s.edits("Edit …", func() { s.editAction(a) })
	p.first[a.ID] = edit
	var buttons []fyne.CanvasObject
	if label, first := planStep(a); label != "" {
		p.first[a.ID] = s.edits(label, func() { s.planEditor(a, first) })
		buttons = append(buttons, p.first[a.ID])
	}
	words := s.edits("You said, we did …", func() { yousaid.Open(s.desk, s.number, a, s.load) })
	buttons = append(buttons, edit, words, s.edits("Remove …", func() { s.removeRecord(data.RecAction, a.ID) }))
	return card(a.What, chips, body, buttons...)
}

// planStep is the next thing to enter of a plan, and the field in which it is.
func planStep(a data.ActionPlan) (label, field string) {
	switch a.State() {
	case data.ActionOpen:
		return "It is done …", "done_on"
	case data.ActionDone:
		return "Verify …", "verified_by"
	case data.ActionVerified:
		if a.First.Found == "" {
			return "Check the effect (30 days) …", "first_check"
		}
		return "Check the effect (90 days) …", "second_check"
	}
	return "", ""
}

func checkWords(name string, c data.EffectCheck) []fyne.CanvasObject {
	if c.Found == "" {
		return nil
	}
	words := c.Found.String() + ", " + ui.LongDay(c.On)
	if c.By != "" {
		words += ", " + c.By
	}
	if c.Remark != "" {
		words += ": " + c.Remark
	}
	return text(name, words)
}

// issueWords names the issue that an action answers.
func (s *Screen) issueWords(id data.ID) string {
	for _, is := range s.file.Issues {
		if is.ID == id {
			category, _ := is.About(s.settings())
			return "Answers the issue: " + category
		}
	}
	return ""
}

// editAction adds an action plan or changes one.
func (s *Screen) editAction(a data.ActionPlan) { s.planEditor(a, "") }

// planEditor opens an action plan; first names the field to start in, "" for the
// first. What is started with gets today's date.
func (s *Screen) planEditor(a data.ActionPlan, first string) {
	title, said := "Edit an action", "The action is saved."
	if a.ID == (data.ID{}) {
		title, said, a.Unit = "Add an action", "The action is added.", s.file.Unit
	}
	me := s.desk.Session.Officer().Name
	was := a
	switch first {
	case "done_on":
		a.DoneOn = s.today()
	case "verified_by":
		a.VerifiedOn = s.today()
	case "first_check":
		a.First.On, a.First.By = s.today(), me
	case "second_check":
		a.Second.On, a.Second.By = s.today(), me
	}
	e := s.newEditor("action/"+a.ID.String(), title, "Save the action", said)
	what := e.area("what", "What will be done", a.What, 2)
	owner := e.search("owner", "Who does it", words(s.ownersWith(a.Owner)), a.Owner, true)
	unit := e.search("unit", "Unit", words(s.settings().Units), a.Unit, true)
	due := e.day("due", "Due", a.Due)
	e.beside(3)
	strength := choose(e, "strength", "How strong it is", terms(data.Strengths), a.Strength)
	issue := choose(e, "issue", "The issue that it answers", s.issueOptions(), a.Issue)
	done := e.day("done_on", "Done on", a.DoneOn)
	evidence := e.area("evidence", "Evidence: what shows that it was done", a.Evidence, 2)
	verifiedBy := e.line("verified_by", "Verified by", a.VerifiedBy)
	e.hint("verified_by", "Not the owner")
	verifiedOn := e.day("verified_on", "Verified on", a.VerifiedOn)
	e.beside(2)
	readFirst := e.effect("first_check", "After 30 days", a.First, me)
	readSecond := e.effect("second_check", "After 90 days", a.Second, me)
	dropped := e.area("dropped", "Why it will not be done, where it is dropped", a.Dropped, 1)
	e.require("what", "owner", "due", "strength")
	e.gather = func() change {
		changed := was
		changed.What, changed.Owner, changed.Unit = trimmed(what.Text), trimmed(owner.Text()), trimmed(unit.Text())
		changed.Due, changed.Strength, changed.Issue = dayOf(due), held(strength), held(issue)
		changed.DoneOn, changed.Evidence = dayOf(done), trimmed(evidence.Text)
		changed.VerifiedBy, changed.VerifiedOn = trimmed(verifiedBy.Text), dayOf(verifiedOn)
		changed.First, changed.Second, changed.Dropped = readFirst(), readSecond(), trimmed(dropped.Text)
		return s.put(&changed)
	}
	e.open()
	if first != "" {
		e.field(first).row.Focus()
	}
}

// effect adds the fields of a check of an action's effect; read gives what was
// entered, by the officer where nobody is named yet.
func (e *editor) effect(name, when string, c data.EffectCheck, me string) (read func() data.EffectCheck) {
	found := choose(e, name, when+": what was found", append([]ui.Option[data.Effect]{{Label: "Not checked yet"}}, terms(data.Effects)...), c.Found)
	on := e.day(name+"_on", "Checked on", c.On)
	remark := e.line(name+"_remark", "Remark", c.Remark)
	e.beside(3)
	return func() data.EffectCheck {
		changed := data.EffectCheck{On: dayOf(on), Found: held(found), Remark: trimmed(remark.Text), By: c.By}
		if changed.Found == "" && changed.On == c.On {
			changed.On = 0 // offered, and nothing was found
		}
		if changed.By == "" && changed.Found != "" {
			changed.By = me
		}
		return changed
	}
}

// issueOptions are the issues of the case, and none.
func (s *Screen) issueOptions() []ui.Option[data.ID] {
	options := []ui.Option[data.ID]{{Label: "None in particular"}}
	for i, is := range s.file.Issues {
		options = append(options, ui.Option[data.ID]{Value: is.ID, Label: s.issueLabel(i, is)})
	}
	return options
}

// issueLabel names an issue in a list to choose from.
func (s *Screen) issueLabel(i int, is data.Issue) string {
	category, _ := is.About(s.settings())
	return fmt.Sprintf("%d. %s", i+1, orWord(category, "No category yet"))
}
