package casefile

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

// managerOf returns the manager of a unit as the directory of units names them,
// "" where it names none.
func (s *Screen) managerOf(unit string) string {
	c, _ := s.settings().Contact(unit)
	return c.Liaison(s.today())
}

// answerDays is how many days a department is given when nobody says otherwise.
const answerDays = 3

func (s *Screen) referralCard(st data.Step) fyne.CanvasObject {
	chips := s.doneChips(st.Due, 0)
	switch {
	case st.Answered():
		chips = []fyne.CanvasObject{ui.NewChip("Answered "+s.day(st.DoneOn), ui.ToneOK)}
	case !st.Director.IsZero():
		chips = append(chips, ui.NewChip("With the director", ui.ToneSoon))
	}
	manager := st.With
	if st.Unit == "" {
		manager = "" // the title names them
	}
	body := texts(line(joined(manager, prefixed("sent ", s.day(st.SentOn)))), text("Questions", numbered(questionsOf(st))), text("Records wanted", st.Records),
		line(s.chased(st)), text("What they answered", st.Result), text("The letter tells of it", st.InLetter), line(s.afterAnswer(st)))
	return card(orWord(st.Unit, st.With), chips, body, s.referralButtons(st)...)
}

// questionsOf are the questions of a referral; one that was written down before
// there was a list has a single one.
func questionsOf(st data.Step) []string {
	if len(st.Questions) == 0 && st.Subject != "" {
		return []string{st.Subject}
	}
	return st.Questions
}

func numbered(list []string) string {
	if len(list) == 1 {
		return list[0]
	}
	return "•  " + strings.Join(list, "\n•  ")
}

// chased tells how the department was reminded, and what comes next.
func (s *Screen) chased(st data.Step) string {
	var parts []string
	for _, r := range st.Reminders {
		parts = append(parts, joined("Reminded "+s.day(r.On), r.How))
	}
	if !st.Director.IsZero() {
		parts = append(parts, "Passed on to the director "+s.day(st.Director))
	}
	if !st.Answered() && !st.Due.IsZero() {
		switch kind, due := st.Chase(); kind {
		case data.OwedReminder:
			parts = append(parts, "Next: remind them "+s.day(due))
		case data.OwedDirector:
			parts = append(parts, "Next: pass it on to the director "+s.day(due))
		}
	}
	return strings.Join(parts, "\n")
}

// afterAnswer tells what became of the answer.
func (s *Screen) afterAnswer(st data.Step) string {
	worked := ""
	switch {
	case st.Worked != "":
		worked = "Did it work? " + st.Worked.String() + ", " + s.day(st.WorkedOn)
	case st.Answered() && !st.CheckOn.IsZero():
		worked = "Look whether it worked: " + s.day(st.CheckOn)
	}
	return joined(worked, prefixed("Thanked ", s.day(st.ThankedOn)))
}

func (s *Screen) referralButtons(st data.Step) []fyne.CanvasObject {
	edit := s.edits("Edit …", func() { s.editStep(st) })
	if !st.Answered() {
		buttons := []fyne.CanvasObject{
			s.edits("Record the answer …", func() { s.answerReferral(st) }),
			s.edits("Mark as reminded …", func() { s.remindReferral(st) }),
		}
		if st.Director.IsZero() {
			buttons = append(buttons, s.edits("Pass on to the director …", func() { s.passToDirector(st) }))
		}
		return append(buttons, edit)
	}
	buttons := []fyne.CanvasObject{s.edits("Did it work? …", func() { s.judgeReferral(st) })}
	if st.ThankedOn.IsZero() {
		buttons = append(buttons, s.edits("Mark as thanked", func() {
			st.ThankedOn = s.today()
			s.run(s.saveStep(st), "It is noted that you thanked them.")
		}))
	}
	return append(buttons, edit)
}

// editReferral adds or changes a question to the manager of a department.
func (s *Screen) editReferral(st data.Step) {
	if (st.ID == data.ID{}) {
		st.SentOn, st.Due, st.Unit = s.today(), s.today().AddDays(answerDays), s.file.Unit
		st.With = s.managerOf(st.Unit)
	}
	e := s.stepEditor(st, "a referral to a department")
	unit := e.search("unit", "Department or unit", words(s.settings().Units), st.Unit, true)
	manager := e.line("with", "Its manager", st.With)
	e.beside(2)
	suggested := st.With
	unit.OnChanged = func(string, string) {
		if name := s.managerOf(trimmed(unit.Text())); name != "" && (manager.Empty() || manager.Text == suggested) {
			suggested = name
			manager.SetText(name)
		}
	}
	questions := e.lines("questions", "Questions", questionsOf(st), 3)
	records := e.line("records", "Records wanted", st.Records)
	sent := e.day("sent_on", "Sent on", st.SentOn)
	due := e.day("due", "Answer due", st.Due)
	e.hint("due", "Reminders are owed two days before, on the day and two days after; then the director")
	e.beside(2)
	e.require("with", "questions", "due")
	e.gather = func() change {
		changed := st
		changed.Unit, changed.With, changed.Records = trimmed(unit.Text()), trimmed(manager.Text), trimmed(records.Text)
		changed.Questions, changed.SentOn, changed.Due = listed(questions), dayOf(sent), dayOf(due)
		changed.Subject = ""
		if len(changed.Questions) > 0 {
			changed.Subject = changed.Questions[0] // lists and reports name the referral by it
		}
		return s.saveStep(changed)
	}
	e.open()
}

// answerReferral records what the department answered.
func (s *Screen) answerReferral(st data.Step) {
	e := s.newEditor("answer/"+st.ID.String(), "The answer of "+orWord(st.Unit, st.With), "Save the answer", "The answer is recorded.")
	e.text = numbered(questionsOf(st))
	done := st.DoneOn
	if done.IsZero() {
		done = s.today()
		st.CheckOn = done.AddDays(data.WorkedDays)
	}
	on := e.day("done_on", "Answered on", done)
	check := e.day("check_on", "Look whether it worked on", st.CheckOn)
	e.beside(2)
	e.hint("check_on", "Empty it where they only told facts and changed nothing")
	answer := e.area("result", "What they answered", st.Result, 4)
	inLetter := e.area("in_letter", "How the letter tells of it", st.InLetter, 2)
	e.hint("in_letter", "For example: We asked the manager of the unit. Empty leaves it out")
	e.require("done_on", "result")
	e.first = answer
	e.gather = func() change {
		changed := st
		changed.DoneOn, changed.CheckOn = dayOf(on), dayOf(check)
		changed.Result, changed.InLetter = trimmed(answer.Text), trimmed(inLetter.Text)
		return s.saveStep(changed)
	}
	e.open()
}

// remindReferral notes that the manager was reminded.
func (s *Screen) remindReferral(st data.Step) {
	e := s.newEditor("remind/"+st.ID.String(), "Mark as reminded", "Save the reminder", "The reminder is noted.")
	on := e.day("reminders", "Reminded on", s.today())
	how := choose(e, "how", "How", terms(data.ContactModes), data.ContactModes[0].Value)
	e.beside(2)
	e.require("reminders")
	e.gather = func() change {
		changed := st
		changed.Reminders = append(slices.Clone(st.Reminders), data.Reminder{On: dayOf(on), How: held(how).String(), By: s.desk.Session.Officer().Name})
		return s.saveStep(changed)
	}
	e.open()
}

// passToDirector notes that an answer which does not come went to the director.
func (s *Screen) passToDirector(st data.Step) {
	e := s.newEditor("director/"+st.ID.String(), "Pass on to the director", "Save it", "It is noted that the director has the referral.")
	e.text = "Tell the director which answer is owed, and since when. The referral stays open until it is answered."
	on := e.day("director", "Passed on on", s.today())
	e.require("director")
	e.gather = func() change {
		changed := st
		changed.Director = dayOf(on)
		return s.saveStep(changed)
	}
	e.open()
}

// judgeReferral notes whether what the department did worked.
func (s *Screen) judgeReferral(st data.Step) {
	e := s.newEditor("worked/"+st.ID.String(), "Did it work?", "Save it", "It is noted whether it worked.")
	e.text = st.Result
	worked := choose(e, "worked", "What the look found", terms(data.Effects), st.Worked)
	on := st.WorkedOn
	if on.IsZero() {
		on = s.today()
	}
	looked := e.day("worked_on", "Looked on", on)
	e.beside(2)
	e.require("worked", "worked_on")
	e.gather = func() change {
		changed := st
		changed.Worked, changed.WorkedOn = held(worked), dayOf(looked)
		return s.saveStep(changed)
	}
	e.open()
}
