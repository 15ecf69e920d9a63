package casefile

import (
	"fmt"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

// levelPart shows a level of an appeal with its days, the rule that they rest
// on, and what can be done.
func (s *Screen) levelPart(a data.Advocacy, i int, l data.AppealLevel) fyne.CanvasObject {
	title := l.Path.String()
	if len(a.Levels) > 1 {
		title = fmt.Sprintf("%d.  %s", i+1, title)
	}
	var words []fyne.CanvasObject
	for _, sentence := range s.levelStory(l) {
		words = append(words, ui.NewParagraph(sentence, ui.Muted))
	}
	if l.Waits() {
		about := ui.NewParagraph(data.VerifyOnNotice, ui.Plain)
		words = append(words, s.mark("verified/"+l.ID.String(), "Verified", l.Verified, about, func(on bool) {
			changed, said := l, "The days are to be verified."
			if changed.Verified = on; on {
				said = "The days are verified on the notice."
			}
			s.run(s.putAdvocacy(a.WithLevel(changed)), said)
		}))
	}
	buttons := []fyne.CanvasObject{s.edits(levelButton(l), func() { s.editLevel(a, l) })}
	if next, ok := l.Next(); ok && i == len(a.Levels)-1 {
		buttons = append(buttons, s.edits("Next level …", func() { s.editLevel(a, next) }))
	}
	return part(title, []fyne.CanvasObject{s.levelChip(l)}, words, buttons...)
}

// levelButton says what is entered next of a level.
func levelButton(l data.AppealLevel) string {
	rule, _ := l.Path.Rule()
	switch {
	case !l.Waits():
		return "Edit the level …"
	case l.FiledOn.IsZero() && !rule.Forwarded:
		return "Edit, or enter that it was filed …"
	}
	return "Edit, or enter the decision …"
}

// levelChip is how a level stands.
func (s *Screen) levelChip(l data.AppealLevel) *ui.Chip {
	rule, _ := l.Path.Rule()
	switch {
	case !l.Waits():
		tone := ui.ToneOK
		if l.Outcome == data.AppealUpheld || l.Outcome == data.AppealDismissed {
			tone = ui.ToneToday
		}
		return ui.NewChip(l.Outcome.String(), tone)
	case l.FiledOn.IsZero() && !rule.Forwarded:
		return ui.NewChip("To file: "+ui.DueWords(l.FileBy, s.today()), ui.DueTone(l.FileBy, s.today()))
	case l.DecisionDue.IsZero():
		return ui.NewChip("Waits for the decision", ui.ToneSoon)
	}
	return ui.NewChip("Decision: "+ui.DueWords(l.DecisionDue, s.today()), ui.DueTone(l.DecisionDue, s.today()))
}

// levelStory tells the days of a level, a sentence each.
func (s *Screen) levelStory(l data.AppealLevel) []string {
	rule, _ := l.Path.Rule()
	var story []string
	say := func(on data.Date, before string) {
		if !on.IsZero() {
			story = append(story, before+ui.LongDay(on)+".")
		}
	}
	say(l.Basis, rule.From+": ")
	say(l.FileBy, "File by ")
	say(l.KeepBy, "Benefits go on when asked for by ")
	say(l.FiledOn, "Filed on ")
	say(l.DecisionDue, "Decision due by ")
	say(l.DecidedOn, "Decided on ")
	if l.Urgent {
		story = append(story, "Urgent: asked to be decided in 72 hours.")
	}
	if l.Cents > 0 {
		story = append(story, "Recovered at this level: "+ui.Money(l.Cents)+".")
	}
	story = append(story, ruleWords(rule))
	if l.Remark != "" {
		story = append(story, l.Remark)
	}
	return story
}

// ruleWords is the rule of a way of appeal with its citation.
func ruleWords(r data.AppealRule) string {
	words := "Rule: "
	if asks := r.Asks(); asks != "" {
		words += asks + ". "
	}
	if r.Note != "" {
		words += r.Note + " "
	}
	return words + r.Citation + " (" + r.Source + ")."
}

// editLevel adds a level of an appeal to an action or changes one. The
// calculator fills in the days; the officer puts those of the notice in their
// place.
func (s *Screen) editLevel(a data.Advocacy, l data.AppealLevel) {
	title := "Edit a level of the appeal"
	if l.ID == (data.ID{}) {
		title = "Add a level of an appeal"
	}
	e := s.newEditor("level/"+a.ID.String()+"/"+l.ID.String(), title, "Save the level", "The level is saved.")
	paths := ui.NewPicker("Type to search", ui.Options(appealPaths(), data.AppealPath.String))
	paths.SetValue(l.Path)
	e.add(&field{"path", ui.NewRow("Way of appeal", paths), paths.Text, paths.SetText})
	basis := e.day("basis", "The time runs from", l.Basis)
	urgent := e.tick("urgent", "Urgent (72 hours)", l.Urgent)
	e.beside(2)
	calculated := ui.NewParagraph("", ui.Strong)
	rests := ui.NewParagraph("", ui.Muted)
	e.below(calculated)
	e.below(rests)
	fileBy := e.day("file_by", "File by", l.FileBy)
	keepBy := e.day("keep_by", "Ask by, so that benefits go on", l.KeepBy)
	e.beside(2)
	verified := e.tick("verified", "I compared these days with the notice", l.Verified)
	filed := e.day("filed_on", "Filed on", l.FiledOn)
	decisionDue := e.day("decision_due", "Decision due by", l.DecisionDue)
	e.beside(2)
	decided := e.day("decided_on", "Decided on", l.DecidedOn)
	outcome := choose(e, "outcome", "Outcome", append([]ui.Option[data.AppealOutcome]{{Label: "Not decided yet"}}, terms(data.AppealOutcomes)...), l.Outcome)
	amount := e.money("cents", "Recovered", l.Cents)
	e.beside(3)
	remark := e.area("remark", "Remark", l.Remark, 2)
	e.require("path", "basis")
	typed := func() data.AppealLevel {
		changed := l
		changed.Path, _ = paths.Value()
		changed.Basis, _ = basis.Date()
		changed.FiledOn, _ = filed.Date()
		changed.Urgent = urgent.Checked
		return changed
	}
	was := data.AppealDates{FileBy: l.FileBy, KeepBy: l.KeepBy, DecisionBy: l.DecisionDue}
	if l.ID == (data.ID{}) {
		was = data.AppealDates{}
	}
	calculate := func() {
		now := typed()
		rule, known := now.Path.Rule()
		e.field("urgent").row.Hidden = known && rule.UrgentDays == 0
		e.field("keep_by").row.Hidden = rule.KeepBenefitsBy(now.Basis).IsZero() && dayOf(keepBy).IsZero()
		if known {
			e.field("basis").row.Hint = rule.From
			e.field("basis").row.Explain(nil)
		}
		dates := now.Calculate()
		was.FileBy = follow(fileBy, was.FileBy, dates.FileBy)
		was.KeepBy = follow(keepBy, was.KeepBy, dates.KeepBy)
		now.FileBy = dayOf(fileBy)
		was.DecisionBy = follow(decisionDue, was.DecisionBy, now.Calculate().DecisionBy)
		calculated.SetText(calculatorWords(now, rule, known))
		if rests.SetText(""); known {
			rests.SetText(ruleWords(rule))
		}
	}
	paths.OnChanged = func(data.AppealPath, string) { calculate() }
	urgent.OnChanged = func(bool) { calculate() }
	basis.OnChanged, filed.OnChanged, fileBy.OnChanged = func(data.Date) { calculate() }, func(data.Date) { calculate() }, func(data.Date) { calculate() }
	calculate()
	e.gather = func() change {
		changed := typed()
		changed.FileBy, changed.KeepBy, changed.DecisionDue = dayOf(fileBy), dayOf(keepBy), dayOf(decisionDue)
		changed.Verified, changed.DecidedOn, changed.Outcome = verified.Checked, dayOf(decided), held(outcome)
		changed.Cents, changed.Remark = centsIn(amount), trimmed(remark.Text)
		if rule, _ := changed.Path.Rule(); rule.UrgentDays == 0 {
			changed.Urgent = false
		}
		return s.putAdvocacy(a.WithLevel(changed))
	}
	e.open()
}

// follow puts a calculated day into a field that is empty or still holds the one
// calculated before, and returns what was calculated.
func follow(f *ui.DateField, before, now data.Date) data.Date {
	if at := dayOf(f); now != before && (at.IsZero() || at == before) {
		f.SetDate(now)
	}
	return now
}

// calculatorWords says what the calculator gives, from which rule.
func calculatorWords(l data.AppealLevel, r data.AppealRule, known bool) string {
	if !known {
		return "Choose the way of appeal; the days follow."
	}
	dates := l.Calculate()
	words := ""
	switch {
	case r.Forwarded:
		words = "Nothing is to be filed. "
	case r.NoDate:
		words = "Enter the day that the notice names. "
	case !dates.FileBy.IsZero() && r.SameDay:
		words = "File by midnight of " + ui.LongDay(dates.FileBy) + ". "
	case !dates.FileBy.IsZero():
		words = "File by " + ui.LongDay(dates.FileBy) + ". "
	}
	if !dates.KeepBy.IsZero() {
		words += "Benefits go on when asked for by " + ui.LongDay(dates.KeepBy) + ". "
	}
	if !dates.DecisionBy.IsZero() {
		words += "Decision by about " + ui.LongDay(dates.DecisionBy) + ". "
	}
	return words + data.VerifyOnNotice
}

func appealPaths() []data.AppealPath {
	var all []data.AppealPath
	for _, r := range data.AppealRules {
		all = append(all, r.Path)
	}
	return all
}
