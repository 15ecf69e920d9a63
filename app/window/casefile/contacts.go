package casefile

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// contacts is the section of conversations and messages, the newest first.
type contacts struct{ sheet }

func newContacts(s *Screen) section { return &contacts{newSheet(s)} }

func (p *contacts) refresh() {
	s := p.screen
	add, nobody := s.edits("Add a contact …", s.addContact), s.edits("Nobody answered …", s.addAttempt)
	if len(s.file.Contacts) == 0 {
		p.set(heading("Contacts", add, nobody), ui.NewParagraph("Record every conversation, also the calls that nobody answered. A call can acknowledge the complaint.", ui.Muted))
		return
	}
	parts := []fyne.CanvasObject{heading("Contacts", add, nobody)}
	for _, c := range newestFirst(s.file.Contacts) {
		parts = append(parts, p.card(c))
	}
	p.set(parts...)
}

func newestFirst(log []data.Contact) []data.Contact {
	log = slices.Clone(log)
	slices.SortStableFunc(log, func(a, b data.Contact) int { return b.At.Compare(a.At) })
	return log
}

// contactTitle is how a contact went, and with whom.
func contactTitle(c data.Contact) string {
	way := "to "
	if c.Inbound {
		way = "from "
	}
	return c.Mode.String() + " " + way + c.With
}

func (p *contacts) card(c data.Contact) fyne.CanvasObject {
	s := p.screen
	chips := []fyne.CanvasObject{}
	if c.Outcome != "" {
		tone := ui.ToneMuted
		if c.Outcome.Fruitless() {
			tone = ui.ToneSoon
		}
		chips = append(chips, ui.NewChip(c.Outcome.String(), tone))
	}
	chips = append(chips, ui.NewText(s.moment(c.At), ui.Muted))
	body := texts(text("", c.Summary), text("Next step agreed", c.Next))
	if c.Promise != "" {
		body = append(body, text("Promised", c.Promise+" ("+promiseWords(c.PromisedBy, c.PromisedTo)+")")...)
	}
	for _, a := range s.file.Advocacy {
		if a.ID == c.About {
			body = append(body, line("About: "+a.Kind.String())...)
		}
	}
	about := "Recorded by " + c.By
	if c.Minutes > 0 {
		about = ui.Plural(c.Minutes, "minute", "minutes") + ". " + about
	}
	return card(contactTitle(c), chips, append(body, line(about)...))
}

// contactStart is what a contact that is being written begins with.
type contactStart struct {
	acknowledges bool
	about        data.ID // an advocacy action
	outcome      data.ContactOutcome
}

// addContact records a conversation.
func (s *Screen) addContact() { s.contactEditor(contactStart{}) }

// addAttempt records a call that nobody answered: Ctrl+Enter saves it as it is.
func (s *Screen) addAttempt() { s.contactEditor(contactStart{outcome: "no_answer"}) }

// acknowledgeByCall records the conversation that acknowledged the complaint.
func (s *Screen) acknowledgeByCall() {
	s.Go(desk.Contacts)
	s.contactEditor(contactStart{acknowledges: true})
}

// contactEditor records a conversation. One that acknowledged the complaint
// meets that clock; a promise becomes a task.
func (s *Screen) contactEditor(start contactStart) {
	key, me := s.file.Key, s.desk.Session.Officer().Name
	if start.outcome == "" {
		start.outcome = "reached"
	}
	e := s.newEditor("contact", "Add a contact", "Save the contact", "The contact is recorded.")
	e.text = s.limitWords()
	at := e.moment("at", "When", time.Now())
	mode := choose(e, "mode", "How", terms(data.ContactModes), "phone")
	ways := []ui.Option[bool]{{Value: false, Label: "We contacted them"}, {Value: true, Label: "They contacted us"}}
	inbound := choose(e, "inbound", "Who began", ways, false)
	e.beside(2)
	with := e.search("with", "With whom", words(s.names()), s.contactWith(start.about), true)
	outcome := choose(e, "outcome", "How it ended", terms(data.ContactOutcomes), start.outcome)
	e.beside(2)
	summary := e.area("summary", "What was said", "", 3)
	e.field("summary").row.Check = func() error {
		if summary.Empty() && !held(outcome).TellsAll() {
			return errors.New("write what was said; only a call that nobody answered needs no words")
		}
		return nil
	}
	next := e.line("next", "Next step agreed", "")
	minutes := e.number("minutes", "Minutes", 0, 24*60)
	e.beside(2)
	promise := e.line("promise", "What was promised", "")
	e.hint("promise", "Becomes a promise on Today")
	by := e.search("promised_by", "By whom", words(s.ownersWith(me)), me, true)
	to := e.search("promised_to", "To whom", words(s.names()), "", true)
	e.hint("promised_to", "Empty: the person spoken to")
	due := e.day("promise_due", "By when", 0)
	e.hint("promise_due", "Empty: in two working days")
	e.beside(3)
	about := choose(e, "about", "About an action for the patient", s.actionOptions(), start.about)
	e.field("about").row.Hidden = len(s.file.Advocacy) == 0
	var ack *ui.Check
	if s.owes(data.ClockAcknowledge) {
		ack = e.tick("ack", "This acknowledged the complaint", start.acknowledges)
	}
	var update *ui.Check
	if s.owes(data.ClockUpdate) {
		update = e.tick("update", "This told them why it takes longer, and until when", false)
	}
	e.ask = func() *ui.Question {
		moment, _ := at.Moment() // the dialog does not save while it is wrong
		var met []data.ClockKind
		if ack != nil && ack.Checked {
			met = append(met, data.ClockAcknowledge)
		}
		if update != nil && update.Checked {
			met = append(met, data.ClockUpdate)
		}
		return s.lateEntry(met, data.DateOf(moment, s.zone()))
	}
	e.require("at", "mode", "inbound", "with")
	e.first = summary
	e.gather = func() change {
		moment, _ := at.Moment() // the dialog does not save while it is wrong
		c := data.Contact{At: moment, Mode: held(mode), Inbound: held(inbound), With: trimmed(with.Text()), Outcome: held(outcome),
			Minutes: countIn(minutes), Summary: trimmed(summary.Text), Next: trimmed(next.Text), Promise: trimmed(promise.Text), About: held(about)}
		if c.Promise != "" {
			c.PromisedBy, c.PromisedTo, c.PromiseDue = trimmed(by.Text()), trimmed(to.Text()), dayOf(due)
		}
		c.Update = update != nil && update.Checked
		acknowledged := ack != nil && ack.Checked
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.AddContact(ctx, key, c, acknowledged)
		}
	}
	e.open()
}

// contactWith is with whom a contact about an action usually is.
func (s *Screen) contactWith(about data.ID) string {
	for _, a := range s.file.Advocacy {
		if a.ID == about && a.With != "" {
			return a.With
		}
	}
	return s.whoSpeaks()
}

// actionOptions are the advocacy actions of the case, and none.
func (s *Screen) actionOptions() []ui.Option[data.ID] {
	options := []ui.Option[data.ID]{{Label: "None"}}
	for i, a := range s.file.Advocacy {
		options = append(options, ui.Option[data.ID]{Value: a.ID, Label: fmt.Sprintf("%d. %s", i+1, a.Kind)})
	}
	return options
}

// owes reports whether a duty of the kind is still owed.
func (s *Screen) owes(kind data.ClockKind) bool {
	return slices.ContainsFunc(s.file.Clocks, func(c data.Clock) bool { return c.Kind == kind && c.Running() })
}

// names are those of the people of the case.
func (s *Screen) names() []string {
	var names []string
	for _, p := range s.file.People {
		if n := p.FullName(); n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

func (s *Screen) whoSpeaks() string {
	p, _ := s.file.Complainant()
	return p.FullName()
}
