package casefile

import (
	"context"
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
	if len(s.file.Contacts) == 0 {
		p.set(ui.NewEmpty("Record every conversation, also the calls that nobody answered. A call can acknowledge the complaint.", "Add a contact …", s.addContact))
		return
	}
	parts := []fyne.CanvasObject{heading("Contacts", ui.NewButton("Add a contact …", s.addContact))}
	log := slices.Clone(s.file.Contacts)
	slices.SortStableFunc(log, func(a, b data.Contact) int { return b.At.Compare(a.At) })
	for _, c := range log {
		parts = append(parts, p.card(c))
	}
	p.set(parts...)
}

func (p *contacts) card(c data.Contact) fyne.CanvasObject {
	way := "to "
	if c.Inbound {
		way = "from "
	}
	body := texts(text("", c.Summary), text("Promised", c.Promise), line("Recorded by "+c.By))
	chips := []fyne.CanvasObject{ui.NewText(p.screen.moment(c.At), ui.Muted)}
	return card(c.Mode.String()+" "+way+c.With, chips, body)
}

// addContact records a conversation.
func (s *Screen) addContact() { s.contactEditor(false) }

// acknowledgeByCall records the conversation that acknowledged the complaint.
func (s *Screen) acknowledgeByCall() {
	s.Go(desk.Contacts)
	s.contactEditor(true)
}

// contactEditor records a conversation. One that acknowledged the complaint
// meets that clock; a promise becomes a task.
func (s *Screen) contactEditor(acknowledges bool) {
	key := s.file.Key
	e := s.newEditor("contact", "Add a contact", "Save the contact", "The contact is recorded.")
	e.text = s.limitWords()
	at := e.moment("at", "When", time.Now())
	mode := choose(e, "mode", "How", terms(data.ContactModes), "phone")
	ways := []ui.Option[bool]{{Value: false, Label: "We contacted them"}, {Value: true, Label: "They contacted us"}}
	inbound := choose(e, "inbound", "Who began", ways, false)
	e.beside(2)
	with := e.search("with", "With whom", words(s.names()), s.whoSpeaks(), true)
	summary := e.area("summary", "What was said", "", 4)
	promise := e.line("promise", "What you promised", "")
	e.hint("promise", "Becomes a task that is due in two working days")
	var ack *ui.Check
	if s.owes(data.ClockAcknowledge) {
		ack = e.tick("ack", "This acknowledged the complaint", acknowledges)
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
	e.require("at", "mode", "inbound", "with", "summary")
	e.first = summary
	e.gather = func() change {
		moment, _ := at.Moment() // the dialog does not save while it is wrong
		c := data.Contact{At: moment, Mode: held(mode), Inbound: held(inbound), With: trimmed(with.Text()),
			Summary: trimmed(summary.Text), Promise: trimmed(promise.Text)}
		c.Update = update != nil && update.Checked
		acknowledged := ack != nil && ack.Checked
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.AddContact(ctx, key, c, acknowledged)
		}
	}
	e.open()
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
