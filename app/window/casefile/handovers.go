package casefile

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// handovers is the part of the summary for what others answer: praise for the
// manager, a question for the desk that knows. It stands there for the kinds of
// case that take this way, and wherever something was handed over.
func (s *Screen) handovers() []fyne.CanvasObject {
	_, fast := s.file.Kind.HandoverRule()
	if !fast && len(s.file.Handovers) == 0 {
		return nil
	}
	var buttons []fyne.CanvasObject
	if s.file.Open() {
		buttons = append(buttons, s.edits("Hand over …", func() { s.handOver() }))
		if fast {
			buttons = append(buttons, s.edits(s.nowLabel(), s.answerNow))
		}
		if s.file.Kind == data.Information {
			buttons = append(buttons, s.edits("Nobody knows yet …", s.askLibrary))
		}
	}
	parts := []fyne.CanvasObject{heading("Handed over"), ui.NewWrap(buttons...)}
	for _, h := range s.file.Handovers {
		parts = append(parts, s.handoverCard(h))
	}
	if len(s.file.Handovers) == 0 {
		parts = append(parts, ui.NewParagraph("Nobody has it yet. Hand it over to whoever answers it; where you know the answer, give it now and close the case.", ui.Muted))
	}
	return parts
}

// nowLabel is the button that tells the person and closes in one step.
func (s *Screen) nowLabel() string {
	if s.file.Kind == data.Compliment {
		return "Thanked now …"
	}
	return "Answered now …"
}

func (s *Screen) handoverCard(h data.Handover) fyne.CanvasObject {
	var chips []fyne.CanvasObject
	if s.file.Open() && (h.AwaitsAnswer() || h.ThankedOn.IsZero()) && !h.Due.IsZero() {
		chips = append(chips, ui.NewDueChip(h.Due, s.today()))
	}
	about := "Handed over " + s.day(h.On) + " by " + h.By
	name := "The name stays with us"
	if h.MayShareName {
		name = "The name may be told"
	}
	var told string
	if !h.ThankedOn.IsZero() {
		told = "The person was told or thanked " + s.day(h.ThankedOn)
	}
	body := texts(line(h.Unit), line(about+"  ·  "+name), text("What came of it", h.Outcome), line(told))
	var buttons []fyne.CanvasObject
	if s.file.Open() {
		if h.AwaitsAnswer() {
			buttons = append(buttons, s.edits("Write down the answer …", func() { s.handoverAnswer(h) }))
		} else if h.ThankedOn.IsZero() {
			buttons = append(buttons, s.edits(tellLabel(h), func() { s.tellPerson(h) }))
		}
		buttons = append(buttons, s.edits("Edit …", func() { s.editHandover(h) }),
			s.edits("Remove …", func() { s.removeRecord(data.RecHandover, h.ID) }))
	}
	return card(h.Purpose.String()+": "+h.To, chips, body, buttons...)
}

func tellLabel(h data.Handover) string {
	if h.Purpose == "compliment" {
		return "Thank the person …"
	}
	return "Tell the person …"
}

// handoverButton is the button of the next step while a case is on the fast path.
func (s *Screen) handoverButton() (string, func()) {
	stage, h, _ := s.file.FastPath()
	switch stage {
	case data.StageAnswer:
		return "Write down the answer …", func() { s.handoverAnswer(h) }
	case data.StageTell:
		return tellLabel(h), func() { s.tellPerson(h) }
	}
	return "Hand over …", s.handOver
}

// handOver passes the case on, as the rules and the directory have it.
func (s *Screen) handOver() { s.editHandover(data.NewHandover(s.file, s.settings(), time.Now())) }

// editHandover hands the case over or changes a handover. Another unit brings
// whoever answers for it, unless somebody else was typed.
func (s *Screen) editHandover(h data.Handover) {
	title, said := "Change the handover", "The handover is saved."
	if h.ID == (data.ID{}) {
		title, said = "Hand over", "It is handed over."
	}
	set, today := s.settings(), s.today()
	e := s.newEditor("handover/"+h.ID.String(), title, "Save", said)
	purpose := choose(e, "purpose", "What it is", terms(data.HandoverPurposes), h.Purpose)
	unit := e.search("unit", "Unit", words(set.Units), h.Unit, true)
	e.beside(2)
	to := e.search("to", "To", words(directoryNames(set, h.Unit, today)), h.To, true)
	e.hint("to", reachWords(set, h.Unit))
	filled := h.To
	unit.OnChanged = func(_ string, name string) {
		to.SetOptions(words(directoryNames(set, name, today)))
		e.hint("to", reachWords(set, name))
		if c, ok := set.Contact(name); ok && to.Text() == filled {
			filled = c.Liaison(today)
			to.SetText(filled)
		}
	}
	on := e.day("on", "Handed over on", h.On)
	due := e.day("due", "Answer by", h.Due)
	e.beside(2)
	share := e.tick("may_share_name", "They agreed that the unit is told who said it", h.MayShareName)
	e.require("purpose", "to", "on")
	e.gather = func() change {
		now := h
		now.Purpose, now.Unit, now.To = held(purpose), trimmed(unit.Text()), trimmed(to.Text())
		now.On, now.Due, now.MayShareName = dayOf(on), dayOf(due), share.Checked
		return s.put(&now)
	}
	e.open()
}

// directoryNames are those whom the directory names, the unit's own first.
func directoryNames(set data.Settings, unit string, today data.Date) []string {
	var all []string
	add := func(c data.UnitContact) {
		for _, name := range c.Names(today) {
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	if c, ok := set.Contact(unit); ok {
		add(c)
	}
	for _, c := range set.Contacts {
		add(c)
	}
	return all
}

// reachWords say how to reach the unit, or that nobody is named for it.
func reachWords(set data.Settings, unit string) string {
	c, ok := set.Contact(unit)
	switch {
	case !ok && unit != "":
		return "The directory in the Library names nobody for this unit"
	case !ok:
		return ""
	}
	var parts []string
	for _, p := range []string{c.Phone, c.Email} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "  ·  ")
}

// handoverAnswer writes down what came of a handover.
func (s *Screen) handoverAnswer(h data.Handover) {
	e := s.newEditor("handover/answer/"+h.ID.String(), "The answer of "+h.To, "Save the answer", "The answer is written down.")
	outcome := e.area("outcome", "What came of it", h.Outcome, 4)
	done := e.day("done_on", "On", s.today())
	e.require("outcome", "done_on")
	e.gather = func() change {
		now := h
		now.Outcome, now.DoneOn = trimmed(outcome.Text), dayOf(done)
		return s.put(&now)
	}
	e.open()
}

// tellPerson records the word to the person, which ends a handover.
func (s *Screen) tellPerson(h data.Handover) {
	title, said := "Tell the person", "The person is told."
	if h.Purpose == "compliment" {
		title, said = "Thank the person", "The person is thanked."
	}
	key := s.file.Key
	s.withLibrary(func(library []data.Knowledge) {
		e := s.newEditor("handover/tell/"+h.ID.String(), title, "Save", said)
		told := s.toldFields(e, library, tellWords(s.file, h))
		e.gather = func() change {
			contact, given := told()
			return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
				return in.TellPerson(ctx, key, h.ID, contact, given)
			}
		}
		e.open()
	})
}

// tellWords are the words that the contact begins with.
func tellWords(f data.CaseFile, h data.Handover) string {
	if f.Kind == data.Compliment {
		return "Thanked for the kind words; they were passed on to " + h.To + "."
	}
	return h.Outcome
}

// answerNow records that the person was answered or thanked on the spot and
// closes the case with it.
func (s *Screen) answerNow() {
	key := s.file.Key
	s.withLibrary(func(library []data.Knowledge) {
		first := ""
		if s.file.Kind == data.Compliment {
			first = "Thanked for the kind words."
		}
		e := s.newEditor("now", strings.TrimSuffix(s.nowLabel(), " …"), "Save and close the case", s.number+" is closed.")
		e.text = "Records the contact and closes the case in one step."
		told := s.toldFields(e, library, first)
		// A person who is not satisfied is closed with a manager, by the way of every other case.
		reasons := slices.DeleteFunc(slices.Clone(data.Closures), func(t data.Term[data.Closure]) bool {
			return t.Value == data.ClosedWithdrawn || t.Value == data.ClosedReasonable
		})
		reason := choose(e, "closure", "Why is it closed?", terms(reasons), data.ClosedSatisfied)
		e.require("closure")
		after := s.afterFields(e)
		e.gather = func() change {
			contact, given := told()
			closing := after(held(reason))
			return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
				return in.AnswerNow(ctx, key, contact, given, closing)
			}
		}
		e.open()
	})
}

// afterFields are what closing asks of something complained of, beside the
// closure; nothing for praise and questions.
func (s *Screen) afterFields(e *editor) (read func(data.Closure) data.Closing) {
	if !s.file.Kind.Complains() {
		return func(reason data.Closure) data.Closing { return data.Closing{Reason: reason} }
	}
	noAction := e.search("no_action", "Why does it lead to no action plan?", words(noActions), "", true)
	qapi := choose(e, "qapi", "Counts in the quality program as", terms(data.QAPICategories), data.QAPIFor(s.file))
	privacy := choose(e, "privacy", "Privacy", terms(data.PrivacyDecisions), "")
	e.beside(2)
	e.require("no_action", "qapi", "privacy")
	return func(reason data.Closure) data.Closing {
		c := data.Closing{Reason: reason, NoAction: trimmed(noAction.Text()), QAPI: held(qapi), Privacy: held(privacy)}
		if c.Satisfied, _ = data.SatisfiedBy(reason); c.Satisfied == "" {
			c.Satisfied = data.SatisfactionUnknown
		}
		return c
	}
}

// toldFields are the fields of a word to the person. An answer of the library
// fills in what was said and is recorded as given.
func (s *Screen) toldFields(e *editor, library []data.Knowledge, said string) (read func() (data.Contact, *data.Handout)) {
	var from *ui.Picker[string]
	summary := ui.NewTextArea("", 3, 9)
	summary.Max = maxText
	if len(library) > 0 {
		from = e.search("from", "From the library", namedEntries(library), "", false)
		e.hint("from", "Fills in the answer, and records that it was given")
		from.OnChanged = func(id, _ string) {
			if k, ok := entryByID(library, id); ok && k.Text != "" {
				summary.SetText(k.Text)
			}
		}
	}
	summary.SetText(said)
	e.add(&field{"summary", ui.NewRow("What was said", summary), func() string { return summary.Text }, summary.SetText})
	mode := choose(e, "mode", "How", terms(data.ContactModes), "phone")
	with := e.search("with", "With whom", words(s.names()), s.whoSpeaks(), true)
	e.beside(2)
	at := e.moment("at", "When", time.Now())
	e.require("at", "mode", "with", "summary")
	e.first = summary
	return func() (data.Contact, *data.Handout) {
		moment, _ := at.Moment() // the dialog does not save while it is wrong
		contact := data.Contact{At: moment, Mode: held(mode), With: trimmed(with.Text()), Summary: trimmed(summary.Text)}
		if from == nil {
			return contact, nil
		}
		id, _ := from.Value()
		k, ok := entryByID(library, id)
		if !ok {
			return contact, nil
		}
		return contact, &data.Handout{On: data.DateOf(moment, s.zone()), Item: k.ID, Title: k.Title, Version: k.Version, To: contact.With, How: contact.Mode.String()}
	}
}

// askLibrary puts the question of the case on the list of those that wait for an
// answer.
func (s *Screen) askLibrary() {
	key, id := s.file.Key, data.NewID()
	h := data.NewHandover(s.file, s.settings(), time.Now())
	h.To = "The open questions of the library"
	e := s.newEditor("question", "Nobody knows yet", "Put it on the list", "The question is in the library. It is there until somebody answers it.")
	e.text = "The question goes into the library, where every officer sees that it waits. Take out names, dates and numbers."
	question := e.area("title", "The question", firstWords(s.file.Story, maxLine), 3)
	e.require("title")
	e.field("title").row.Check = func() error { return tooLong(question) }
	number := s.number
	e.gather = func() change {
		k := data.Knowledge{ID: id, Kind: data.KnowledgeQuestion, State: data.KnowledgeDraft, Title: trimmed(question.Text), AskedIn: number}
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			if _, err := in.SaveKnowledge(ctx, k); err != nil {
				return data.CaseFile{}, err
			}
			return in.SaveRecord(ctx, key, &h)
		}
	}
	e.open()
}

// firstWords is the beginning of a text on one line, of at most n characters.
func firstWords(text string, n int) string {
	line := []rune(strings.Join(strings.Fields(text), " "))
	return strings.TrimSpace(string(line[:min(n, len(line))]))
}
