package casefile

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

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
	head := heading("Issues", s.edits("Add an issue …", func() { s.editIssue(data.Issue{}) }))
	if len(s.file.Issues) == 0 {
		p.set(head, ui.NewParagraph("Add one issue for each thing that they complain of. Each gets its own finding and its own answer in the letter.", ui.Muted))
		return
	}
	parts := []fyne.CanvasObject{head}
	for i, is := range s.file.Issues {
		parts = append(parts, p.card(i, is))
	}
	p.set(parts...)
}

func (p *issues) card(i int, is data.Issue) fyne.CanvasObject {
	s := p.screen
	category, sub := is.About(s.settings())
	title := fmt.Sprintf("%d.  %s", i+1, orWord(category, "No category yet"))
	if sub != "" {
		title += ": " + sub
	}
	tones := []ui.Tone{ui.ToneMuted, ui.TonePlain, ui.ToneSoon, ui.ToneToday}
	level := min(max(is.Severity, 0), len(tones)-1)
	chips := []fyne.CanvasObject{ui.NewChip("Severity: "+data.Severities[level], tones[level])}
	finding, button := ui.NewChip("No finding yet", ui.ToneToday), "Record the finding …"
	if is.Finding.Outcome != "" {
		finding, button = ui.NewChip(is.Finding.Outcome.String(), ui.ToneOK), "Edit the finding …"
	}
	chips = append(chips, finding)
	body := texts(text("", "“"+is.Words+"”"), s.understood(is), line(issueFacts(is)), text("Reasons, for the file", is.Finding.Reasons), text("Answer, for the letter", is.Finding.Answer))
	if is.Finding.Outcome != "" && is.Finding.Answer == "" {
		body = append(body, ui.NewParagraph("The letter has no answer to this issue yet.", ui.Muted))
	}
	if is.Finding.By != "" {
		body = append(body, line("Found by "+is.Finding.By+", "+s.moment(is.Finding.At))...)
	}
	return card(title, chips, body,
		s.edits(button, func() { s.editFinding(is) }),
		s.edits("Edit …", func() { s.editIssue(is) }),
		s.edits("Remove …", func() { s.removeIssue(is) }))
}

// understood tells how the issue was understood, and whether the person agrees.
func (s *Screen) understood(is data.Issue) []fyne.CanvasObject {
	switch {
	case is.Understood == "":
		return line("Not yet put into your own words and read back to the person.")
	case is.AgreedOn.IsZero():
		return texts(text("As understood", is.Understood), line("Not yet read back to the person."))
	}
	return text("As understood; read back and agreed "+s.day(is.AgreedOn), is.Understood)
}

// issueFacts are the unit, the stage of care and the group of staff in one line.
func issueFacts(is data.Issue) string {
	var parts []string
	for _, p := range []string{is.Unit, is.Stage.String(), is.StaffGroup.String()} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "  ·  ")
}

// slot is a category, or a sub-category with its category.
type slot struct{ category, sub string }

// slots are the categories in force and their finer slots as one list to search
// in. What the issue has stays among them, though it was retired since.
func slots(is data.Issue, set data.Settings) []ui.Option[slot] {
	var all []ui.Option[slot]
	for _, c := range set.Taxonomy().Choices() {
		all = append(all, ui.Option[slot]{Value: slot{c.Code, ""}, Label: c.Name})
		for _, sub := range c.Subs {
			all = append(all, ui.Option[slot]{Value: slot{c.Code, sub.Code}, Label: c.Name + ": " + sub.Name})
		}
	}
	has := slot{is.Category, is.Subcategory}
	if has.category == "" || slices.ContainsFunc(all, func(o ui.Option[slot]) bool { return o.Value == has }) {
		return all
	}
	label, sub := is.About(set)
	if sub != "" {
		label += ": " + sub
	}
	return append([]ui.Option[slot]{{Value: has, Label: label + " (of an earlier list)"}}, all...)
}

// anchored are the options of a scale that is counted from 0, each with what it
// means.
func anchored(names, anchors []string) []ui.Option[int] {
	options := levels(names)
	for i := range options {
		options[i].Label += prefixed(": ", anchors[i])
	}
	return options
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
	understood := e.area("understood", "As you understood it", is.Understood, 2)
	e.hint("understood", "In your words, as the acknowledgement tells it back")
	agreed, agreedOn := s.agreement(e, is)
	category := ui.NewPicker("Type to search", slots(is, s.settings()))
	category.SetValue(slot{is.Category, is.Subcategory})
	e.add(&field{"category", ui.NewRow("What it is about", category), category.Text, category.SetText})
	severity := choose(e, "severity", "Severity", anchored(data.Severities, data.SeverityAnchors), is.Severity)
	e.hint("severity", "Judge the event, not its outcome")
	stage := choose(e, "stage", "Stage of care", terms(data.Stages), is.Stage)
	group := choose(e, "staff_group", "Group of staff", terms(data.StaffGroups), is.StaffGroup)
	e.beside(2)
	unit := e.search("unit", "Unit", words(s.settings().Units), is.Unit, true)
	e.require("words", "category", "severity")
	put := func(is data.Issue) change {
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) { return in.SaveIssue(ctx, key, is) }
	}
	e.gather = func() change {
		changed := is
		at, _ := category.Value() // the dialog does not save without one
		changed.Words, changed.Category, changed.Subcategory = trimmed(spoken.Text), at.category, at.sub
		changed.Severity, changed.Unit = held(severity), trimmed(unit.Text())
		changed.Stage, changed.StaffGroup = held(stage), held(group)
		changed.Understood, changed.AgreedOn = trimmed(understood.Text), 0
		if agreed.Checked {
			changed.AgreedOn = dayOf(agreedOn)
		}
		return put(changed)
	}
	e.open()
}

// agreement adds the tick that the issue was read back, and the day of it.
func (s *Screen) agreement(e *editor, is data.Issue) (*ui.Check, *ui.DateField) {
	agreed := e.tick("agreed", "Read back and agreed", !is.AgreedOn.IsZero())
	on := e.day("agreed_on", "Agreed on", is.AgreedOn)
	e.beside(2)
	agreed.OnChanged = func(yes bool) {
		switch {
		case !yes:
			on.SetDate(0)
		case on.Empty():
			on.SetDate(s.today())
		}
	}
	row := e.field("agreed_on").row
	check := row.Check
	row.Check = func() error {
		if agreed.Checked && on.Empty() {
			return errors.New("enter the day on which they agreed")
		}
		if check != nil {
			return check()
		}
		return on.Check()
	}
	return agreed, on
}

// editFinding records what was concluded about an issue.
func (s *Screen) editFinding(is data.Issue) {
	key, was := s.file.Key, is.Finding
	e := s.newEditor("finding/"+is.ID.String(), "The finding", "Save the finding", "The finding is recorded.")
	e.text = "“" + orWord(is.Understood, is.Words) + "”"
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
