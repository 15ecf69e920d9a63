package casefile

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// issues is the section of what is complained of, each with its finding.
type issues struct{ sheet }

func newIssues(s *Screen) section { return &issues{newSheet(s)} }

func (p *issues) refresh() {
	s := p.screen
	add := func() { s.editIssue(data.Issue{}) }
	if len(s.file.Issues) == 0 {
		p.set(ui.NewEmpty("Add one issue for each thing that they complain of. Each gets its own finding and its own answer in the letter.", "Add an issue …", add))
		return
	}
	parts := []fyne.CanvasObject{heading("Issues", ui.NewButton("Add an issue …", add))}
	for i, is := range s.file.Issues {
		parts = append(parts, p.card(i, is))
	}
	p.set(parts...)
}

func (p *issues) card(i int, is data.Issue) fyne.CanvasObject {
	s := p.screen
	title := fmt.Sprintf("%d.  %s", i+1, orWord(data.CategoryName(is.Category), "No category yet"))
	if is.Subcategory != "" {
		title += ": " + data.SubcategoryName(is.Category, is.Subcategory)
	}
	tones := []ui.Tone{ui.ToneMuted, ui.TonePlain, ui.ToneSoon, ui.ToneToday}
	level := min(max(is.Severity, 0), len(tones)-1)
	chips := []fyne.CanvasObject{ui.NewChip("Severity: "+data.Severities[level], tones[level])}
	finding, button := ui.NewChip("No finding yet", ui.ToneToday), "Record the finding …"
	if is.Finding.Outcome != "" {
		finding, button = ui.NewChip(is.Finding.Outcome.String(), ui.ToneOK), "Edit the finding …"
	}
	chips = append(chips, finding)
	body := texts(text("", "“"+is.Words+"”"), line(is.Unit), text("Reasons, for the file", is.Finding.Reasons), text("Answer, for the letter", is.Finding.Answer))
	if is.Finding.Outcome != "" && is.Finding.Answer == "" {
		body = append(body, ui.NewParagraph("The letter has no answer to this issue yet.", ui.Muted))
	}
	if is.Finding.By != "" {
		body = append(body, line("Found by "+is.Finding.By+", "+s.moment(is.Finding.At))...)
	}
	return card(title, chips, body,
		ui.NewButton(button, func() { s.editFinding(is) }),
		ui.NewButton("Edit …", func() { s.editIssue(is) }),
		ui.NewButton("Remove …", func() { s.removeIssue(is) }))
}

// slot is a category, or a sub-category with its category.
type slot struct{ category, sub string }

// slots are the categories and their finer slots as one list to search in.
func slots() []ui.Option[slot] {
	var all []ui.Option[slot]
	for _, c := range data.HCAT {
		all = append(all, ui.Option[slot]{Value: slot{c.Code, ""}, Label: c.Name})
		for _, sub := range c.Subs {
			all = append(all, ui.Option[slot]{Value: slot{c.Code, sub.Code}, Label: c.Name + ": " + sub.Name})
		}
	}
	return all
}

// editIssue adds an issue or changes its words and its place in the taxonomy.
func (s *Screen) editIssue(is data.Issue) {
	key, isNew := s.file.Key, is.ID == data.ID{}
	title, said := "Edit an issue", "The issue is saved."
	if isNew {
		title, said, is.Unit, is.Severity = "Add an issue", "The issue is added.", s.file.Unit, 1
	}
	e := s.newEditor("issue/"+is.ID.String(), title, "Save the issue", said)
	spoken := e.area("words", "In their words", is.Words, 3)
	category := ui.NewPicker("Type to search", slots())
	category.SetValue(slot{is.Category, is.Subcategory})
	e.add(&field{"category", ui.NewRow("What it is about", category), category.Text, category.SetText})
	severity := choose(e, "severity", "Severity", levels(data.Severities), is.Severity)
	e.hint("severity", "Judge the event, not its outcome")
	unit := e.search("unit", "Unit", words(s.settings().Units), is.Unit, true)
	e.beside(2)
	e.require("words", "category", "severity")
	put := func(is data.Issue) change {
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) { return in.SaveIssue(ctx, key, is) }
	}
	e.gather = func() change {
		changed := is
		at, _ := category.Value() // the dialog does not save without one
		changed.Words, changed.Category, changed.Subcategory = trimmed(spoken.Text), at.category, at.sub
		changed.Severity, changed.Unit = held(severity), trimmed(unit.Text())
		return put(changed)
	}
	e.open()
}

// editFinding records what was concluded about an issue.
func (s *Screen) editFinding(is data.Issue) {
	key, was := s.file.Key, is.Finding
	e := s.newEditor("finding/"+is.ID.String(), "The finding", "Save the finding", "The finding is recorded.")
	e.text = "“" + is.Words + "”"
	outcome := choose(e, "outcome", "What was found", terms(data.Outcomes), was.Outcome)
	reasons := e.area("reasons", "Reasons, for the file", was.Reasons, 3)
	e.hint("reasons", "What the finding rests on; it does not go into the letter")
	answer := e.area("answer", "Answer, for the letter", was.Answer, 3)
	e.hint("answer", "In plain words, to the person; no names of staff")
	e.require("outcome", "reasons")
	put := func(f data.Finding) change {
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.RecordFinding(ctx, key, is.ID, f)
		}
	}
	if was.Outcome != "" {
	}
	e.gather = func() change {
		return put(data.Finding{Outcome: held(outcome), Reasons: trimmed(reasons.Text), Answer: trimmed(answer.Text)})
	}
	e.open()
}

// removeIssue takes an issue out of the case, with the reason.
func (s *Screen) removeIssue(is data.Issue) {
	for _, l := range s.file.Letters {
		for _, a := range l.Draft.Findings {
			if a.Issue == is.ID {
				ui.Tell(s.desk.Window, "This issue stays", "A letter that was issued answers this issue, so it stays on file.")
				return
			}
		}
	}
	key := s.file.Key
	e := s.newEditor("remove/"+is.ID.String(), "Remove an issue", "Remove the issue", "The issue is removed.")
	e.text, e.danger = "“"+is.Words+"”\nThe history keeps its words and your reason.", true
	reason := e.area("reason", "Why is it removed?", "", 2)
	e.require("reason")
	e.gather = func() change {
		why := trimmed(reason.Text)
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.RemoveIssue(ctx, key, is.ID, why)
		}
	}
	e.open()
}
